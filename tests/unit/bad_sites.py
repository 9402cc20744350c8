"""For each problem code a site with that one mistake (``▶`` before its place) and, where it tells, one without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from little_site import AID, ARTICLE, REVIEW, SOURCE, Files, quoting, site

from pdfs import pdf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CLAIM = "claims/winter/aid.yaml"
OTHER = "claims/winter/other.yaml"
ARTICLE_RECORD = "seeds/article.yaml"
PLEDGE = AID.replace("context", "pledge")
HISTORY = PLEDGE + "status:\n"
LONG = "Allies plan aid for the winter, and the aid that they plan is for the winter"
LATER = "  - file: later.txt\n    sha256: SHA(later.txt)\n    captured: DAY\n"
SPARE: Files = {"seeds/later.txt": ARTICLE}
REPLY = "replies:\n  - asked: ann\n    on: 2026-01-20\n"
PINNED = AID + "  snapshot: "


def claim(text: str) -> Files:
    """Return the little site with another text of its claim."""
    return site({CLAIM: text})


def frozen(
    text: str | bytes, page: str = "<article><p>Allies plan aid for the winter.</p></article>", **marks: str
) -> Files:
    """Return a site whose article is a captured page; ``marks`` replaces words of its record."""
    record = (
        "title: Winter plans\nrights: full-text\nsnapshots:\n  - file: article.html\n    sha256: SHA(article.html)\n"
        "    captured: 2026-01-01\n    text: {selector: SELECTOR, file: FILE, sha256: SHA(article.txt)}\n"
    )
    for word, value in {"FILE": "article.txt", "SELECTOR": "article", **marks}.items():
        record = record.replace(word, value)
    return site({ARTICLE_RECORD: record, "seeds/article.html": page, "seeds/article.txt": text})


def paged(pages: str) -> Files:
    """Return a site whose article is a PDF of three pages, the first of them a picture."""
    record = (
        "title: Winter plans\nrights: full-text\nsnapshots:\n  - file: article.pdf\n    sha256: SHA(article.pdf)\n"
        f"    captured: 2026-01-01\n    text:\n      file: article.txt\n      sha256: SHA(article.txt)\n"
        f"      pages: {pages}\n"
    )
    text = "Allies plan aid for the winter.\n\nMore.\n"
    data = pdf([], ["Allies plan aid for the winter."], ["More."])
    return site({ARTICLE_RECORD: record, "seeds/article.pdf": data, "seeds/article.txt": text})


def numbered(worst: str, best: str, value: str) -> Files:
    """Return a site with a numeric scale of one verdict."""
    scale = (
        f"verdicts: [{{id: supported, name: Supported, meaning: x, value: {value}}}]\nworst: {worst}\nbest: {best}\n"
    )
    return site({"claims/verdicts.yaml": scale})


BAD: dict[str, Files] = {
    "frozen-text-pages": frozen("Allies plan aid for the winter.\n", SELECTOR="article, pages: ▶[0, 40]"),
    "file-byte-order-mark": claim("▶\ufeff" + AID),
    "file-control-character": claim(AID.replace("plan aid", "plan▶\x07 aid", 1)),
    "file-line-ends": claim(AID + "tags: [winter]▶\rnotes: x\n"),
    "file-misplaced": site({"claims/winter/old/deep.yaml": "▶" + AID}),
    "file-name": site({"claims/winter/Winter Aid.yaml": "▶" + quoting("Money is promised.")}),
    "file-not-utf8": site(
        {CLAIM: AID.replace("plan aid", "plán aid", 1).encode("latin-1"), OTHER: quoting("Money is promised.")}
    ),
    "file-too-large": claim("▶" + AID + "notes: " + "x" * 1_000_000),
    "yaml-alias": claim(AID + "notes: ▶*x\n"),
    "yaml-colon-in-text": claim(AID.replace("Allies plan", "Allies▶: plan", 1)),
    "yaml-comment-behind-value": claim(AID.replace("context", "context ▶# sort of")),
    "yaml-conflict-marker": claim(AID + "▶<<<<<<< HEAD\n"),
    "yaml-duplicate-key": claim(AID + "▶kind: pledge\n"),
    "yaml-key-not-text": claim(AID + "? ▶[a]\n: b\n"),
    "yaml-merge-key": claim(AID + "▶<<: {kind: pledge}\n"),
    "yaml-apostrophe": claim(AID + "notes: 'Ann▶'s note\n"),
    "yaml-dash-outside-list": claim(AID + "▶- tags: [winter]\n"),
    "yaml-line-start": claim(AID + "▶• winter\n"),
    "yaml-missing-comma": claim(AID + "attribution: [{who: ann ▶verb: says}]\n"),
    "yaml-missing-dash": claim(AID + "tags:\n  - winter\n  ▶aid\n"),
    "yaml-quote-not-closed": claim(AID + "notes: ▶\"Ann's note\ntags: [winter]\n"),
    "yaml-several-documents": claim(AID + "▶---\nkind: context\n"),
    "yaml-bracket-not-closed": claim(AID + "tags: ▶[winter\n"),
    "yaml-escape": claim(AID + 'notes: "C:▶\\press"\n'),
    "yaml-indentation": claim(AID.replace("  exact", " ▶exact")),
    "yaml-missing-colon": claim(AID.replace("claim: Allies", "▶claim Allies")),
    "yaml-missing-space": claim(AID.replace("claim: Allies", "claim:▶Allies")),
    "yaml-odd-space": claim(AID.replace("claim: Allies", "claim:▶\u00a0Allies")),
    "yaml-syntax": claim('x{kind: "context"▶, claim: y}\n'),
    "yaml-text-behind": claim(AID + 'notes: "Ask" ▶her\n'),
    "yaml-two-fields": claim(AID.replace("published: 2026-01-02", "published: 2026-01-02 ▶tags: [a]")),
    "yaml-value-start": claim(AID + "notes: ▶@x\n"),
    "curly-quotes-around-value": claim(AID.replace("claim: Allies plan aid", "claim: ▶“Allies plan aid”")),
    "claimant-not-in-attribution": claim(AID + "claimant: ▶ann\nattribution: [{who: acme, verb: says}]\n"),
    "date-in-future": claim(AID.replace("2026-01-02", "▶2027-01-02")),
    "date-relative": claim(
        AID.replace("plan aid", "▶plan aid on Sunday", 1).replace("▶", "").replace("claim: ", "claim: ▶")
    ),
    "evidence-one-origin": site(
        {
            CLAIM: AID + "▶evidence:\n  - {source: report, bearing: supports}\n  - {source: copy, bearing: supports}\n",
            "seeds/copy.yaml": "title: A copy\nrights: quote-only\nsnapshots: []\norigin: report\n",
        }
    ),
    "hedge-missing": claim(AID.replace("claim: Allies plan aid", "claim: ▶Allies give aid")),
    "name-not-in-quote": claim(AID.replace("claim: Allies plan aid", "claim: ▶Allies plan aid for Ukraine")),
    "number-not-in-quote": claim(AID.replace("claim: Allies plan aid", "claim: ▶Allies plan aid for 3 winters")),
    "pronoun-unresolved": claim(
        AID.replace("Allies plan aid for the winter.", "▶They will not send troops.").replace(
            "plan aid", "send no troops"
        )
    ),
    "quotation-marks-unproven": claim(AID + "unrated_because: ▶They said that “aid is planned for years”.\n"),
    "same-quote-twice": site(
        {OTHER: AID.replace("exact: ", "exact: ▶").replace("claim: Allies", "claim: More allies")}
    ),
    "status-stale": claim(
        PLEDGE + "recheck_by: ▶2026-03-01\nstatus:\n  - {state: drafted, as_of: 2026-01-01, evidence: quote}\n"
    ),
    "yaml-tab": claim(AID + "notes:▶\tx\n"),
    "yaml-tag": claim(AID + "notes: ▶!!str x\n"),
    "yaml-too-deep": claim(AID + "notes: [[[[[[[[[[[▶[x]]]]]]]]]]]]\n"),
    "field-malformed": claim(AID.replace("2026-01-02", "▶yesterday")),
    "allow-code-unknown": claim(AID + "allow:\n  - {code: ▶claim-to-long, reason: It is short.}\n"),
    "field-empty": claim(AID.replace("claim: Allies plan aid", "▶claim:")),
    "record-in-wrong-folder": site({"claims/people/more.yaml": "▶" + AID}),
    "field-missing": claim("▶" + AID.replace("claim: Allies plan aid\n", "")),
    "field-unknown": claim(AID + "▶claimnt: ann\n"),
    "field-value-unknown": claim(AID + "state: ▶hidden\n"),
    "field-wrong-type": claim(AID + "tags: ▶winter\n"),
    "fields-exclusive": claim(AID + "attribution: [{who: ann, unnamed: ▶diplomats, verb: say}]\n"),
    "item-of-another-list": claim(
        PLEDGE + "attribution:\n  - {who: ann, verb: says}\n  - ▶{source: report, bearing: supports}\n"
    ),
    "list-item-split": claim(AID + "evidence:\n  - source: report\n  - ▶bearing: supports\n"),
    "record-not-fields": claim("▶- a\n"),
    "alias-taken": claim(AID + "aliases: [old-aid, ▶ann]\n"),
    "allow-unneeded": claim(AID + "allow:\n  - {code: ▶claim-too-long, reason: It is short.}\n"),
    "claim-reviewed-twice": site(
        {
            CLAIM: AID + REVIEW,
            OTHER: quoting("Money is promised.").replace('"A claim: Money is promised."', "▶ALLIES  plan aid") + REVIEW,
        }
    ),
    "claim-too-long": claim(AID.replace("claim: Allies plan aid", f"claim: ▶{LONG}")),
    "correction-before-claim": site(
        {"claims/corrections/one.yaml": "kind: correction\nclaim: aid\npublished: ▶2026-01-01\ntext: x\n"}
    ),
    "evidence-not-archived": claim(AID + "evidence: [{source: ▶report, bearing: supports, exact: x}]\n"),
    "id-duplicate": site({"claims/zima/aid.yaml": "▶" + quoting("Money is promised.")}),
    "id-reserved": site(
        {
            "claims/winter/page.yaml": "▶" + quoting("Money is promised."),
            "claims/winter/kind.yaml": "▶" + quoting("The summit was short."),
            "claims/winter/evidence.yaml": "▶" + quoting("The summit was held in Paris."),
            CLAIM: AID + "aliases: [winter-aid, ▶verdict]\n",
            "claims/verdicts.yaml": "verdicts: [{id: ▶not-rated, name: Not rated, meaning: x}]\n",
        }
    ),
    "id-unknown": claim(AID + "claimant: ▶anne\n"),
    "origin-cycle": site(
        {
            "seeds/report.yaml": "title: A\nrights: quote-only\nsnapshots: []\norigin: wire\n",
            "seeds/wire.yaml": "title: B\nrights: quote-only\nsnapshots: []\norigin: report\n",
            "seeds/agency.yaml": "title: C\nrights: quote-only\nsnapshots: []\norigin: report\n",
        }
    )
    | {"seeds/report.yaml": "title: A\nrights: quote-only\nsnapshots: []\norigin: ▶wire\n"},
    "part-of-cycle": site({CLAIM: AID + "part_of: ▶other\n", OTHER: quoting("Money is promised.") + "part_of: aid\n"}),
    "policy-page-missing": claim(AID + "▶" + REVIEW),
    "review-without-explanation": claim(AID + "▶review: {verdict: supported, published: 2026-02-01}\n"),
    "status-out-of-order": claim(
        HISTORY
        + "  - {state: announced, as_of: 2026-02, evidence: quote}\n"
        + "  - {state: adopted, as_of: ▶2026-01-31, evidence: quote}\n"
    ),
    "status-undated": claim(HISTORY + "  - ▶{state: drafted, as_of: null, evidence: quote}\n"),
    "status-without-evidence": claim(HISTORY + "  - ▶{state: drafted, as_of: 2026}\n"),
    "embargo-after-published": claim(AID.replace("2026-01-02", "▶2026-01-02") + "embargo: 2026-01-03T06:00+01:00\n"),
    "reply-before-question": claim(AID + REPLY + "    answered: ▶2026-01-19\n    says: No.\n"),
    "reply-undated": claim(AID + REPLY.replace("asked", "▶asked") + "    says: No.\n"),
    "reply-without-answer": claim(AID + REPLY + "    answered: ▶2026-01-21\n"),
    "verdict-scale": site({"claims/verdicts.yaml": "verdicts: [{id: a, name: A, meaning: x}]\nworst: ▶0\nbest: 5\n"}),
    "verdict-unknown": claim(AID + REVIEW.replace("verdict: ", "verdict: ▶un")),
    "withdrawal-missing": claim(AID + "state: ▶withdrawn\n"),
    "withdrawal-unstated": claim(AID + "▶withdrawal: {published: 2026-03-01, reason: x}\n"),
    "digest-mismatch": site({ARTICLE_RECORD: SOURCE.replace("SHA(article.txt)", "▶" + "0" * 64)}),
    "extraction-differs": frozen("Allies plan aid for the winter. Now.\n", FILE="▶article.txt"),
    "extraction-empty": frozen("Allies plan aid for the winter.\n", SELECTOR="▶main"),
    "frozen-text-missing": site(
        {ARTICLE_RECORD: SOURCE.replace("file: ", "file: ▶"), "seeds/article.txt": ARTICLE.replace("\n", "\r\n")}
    ),
    "frozen-text-not-canonical": frozen("Allies plan aid for the winter.\r\n", FILE="▶article.txt"),
    "rights-exceeded": site({ARTICLE_RECORD: SOURCE.replace("full-text", "▶quote-only")}),
    "snapshot-missing": site({ARTICLE_RECORD: SOURCE.replace("file: article.txt", "file: ▶gone.txt")}),
    "snapshot-unknown": claim(PINNED + "▶articel.txt\n"),
    "snapshots-out-of-order": site({ARTICLE_RECORD: SOURCE + LATER.replace("DAY", "▶2025-12-31"), **SPARE}),
    "source-unquoted": site(
        {
            "seeds/spare.yaml": SOURCE.replace("snapshots", "▶snapshots").replace("article", "spare"),
            "seeds/spare.txt": "Words.\n",
        }
    ),
    "focus-not-in-quote": claim(AID + "  focus: [plan, ▶summit]\n"),
    "not-claim-not-found": site({ARTICLE_RECORD: SOURCE + "not_claims:\n  - {exact: ▶Winter plan, reason: heading}\n"})
    | {"seeds/article.txt": ARTICLE.replace("Winter plans", "Winter aims")},
    "omission-changes-meaning": claim(quoting("▶They will […] send troops.")),
    "quote-ambiguous": claim(quoting("▶The summit was")),
    "quote-context-not-found": claim(AID + "  prefix: ▶Summer plans\n"),
    "quote-crosses-block": claim(quoting("▶Money is promised. - The summit")),
    "quote-empty-piece": claim(quoting("▶'[…] plan aid'")),
    "quote-not-found": claim(quoting("▶Allies plan ade")),
    "quote-pieces-out-of-order": claim(quoting("▶for the winter […] Allies plan")),
    "quote-source-not-archived": claim(AID.replace("source: article", "source: ▶report") + "related: []\n")
    | {OTHER: quoting("Money is promised.")},
    "quote-splits-word": claim(quoting("▶lies plan aid")),
    "site-empty": {},
}

# The same matter done right: what looks most like the mistake and is none.
GOOD: dict[str, Files] = {
    "frozen-text-pages": paged("[0, 0, 33]"),
    "alias-taken": claim(AID + "aliases: [old-aid, older-aid]\n"),
    "allow-unneeded": claim(
        AID.replace("claim: Allies plan aid", f"claim: {LONG}")
        + "allow: [{code: claim-too-long, reason: Long names.}]\n"
    ),
    "claim-reviewed-twice": site({CLAIM: AID + REVIEW, OTHER: quoting("Money is promised.") + REVIEW}),
    "claim-too-long": claim(AID.replace("claim: Allies plan aid", f"claim: {LONG[:75]}")),
    "correction-before-claim": site(
        {"claims/corrections/one.yaml": "kind: correction\nclaim: aid\npublished: 2026-01-02\ntext: x\n"}
    ),
    "evidence-not-archived": claim(AID + "evidence: [{source: report, bearing: supports, says: x}]\n"),
    "file-name": site({"claims/winter/winter-aid-2.yaml": quoting("Money is promised.")}),
    "id-duplicate": site({"claims/zima/aid-2.yaml": quoting("Money is promised.")}),
    "id-reserved": site(
        {
            "claims/winter/pages.yaml": quoting("Money is promised."),
            "claims/people/kind.yaml": "name: Kind\naliases: [evidence]\n",
            "claims/verdicts.yaml": "verdicts: [{id: rated, name: Rated, meaning: x}]\n",
        }
    ),
    "id-unknown": claim(
        AID
        + "claimant: ann\nabout: [acme, summit]\nattribution: [{who: article, verb: reports}, {who: ann, verb: said}]\n"
    ),
    "origin-cycle": site({"seeds/wire.yaml": "title: B\nrights: quote-only\nsnapshots: []\norigin: report\n"}),
    "part-of-cycle": site({CLAIM: AID + "part_of: other\n", OTHER: quoting("Money is promised.")}),
    "policy-page-missing": claim(AID + REVIEW),
    "review-without-explanation": claim(AID + REVIEW),
    "status-out-of-order": claim(
        HISTORY
        + "  - {state: announced, as_of: 2026-02-15, evidence: quote}\n"
        + "  - {state: adopted, as_of: 2026-02, evidence: quote}\n"
        + "  - {state: adopted, as_of: 2026, evidence: quote}\n"
        + "  - {state: in-force, as_of_text: later, evidence: quote}\n"
    ),
    "status-undated": claim(HISTORY + "  - {state: drafted, as_of: null, as_of_text: undated, evidence: quote}\n"),
    "status-without-evidence": claim(
        HISTORY + "  - {state: drafted, as_of: 2026, evidence: [{source: report, bearing: supports}]}\n"
    ),
    "embargo-after-published": claim(AID + "embargo: 2026-01-02T23:59-11:00\n"),
    "reply-before-question": claim(AID + REPLY + "    answered: 2026-01-20\n    says: No.\n"),
    "reply-undated": claim(AID + REPLY),
    "reply-without-answer": claim(
        AID + REPLY + "    answered: 2026-01-21\n    quote: {source: article, exact: Ann said it would help.}\n"
    ),
    "verdict-scale": numbered("1", "5", "5"),
    "verdict-unknown": claim(AID + REVIEW.replace("supported", "outdated")),
    "withdrawal-missing": claim(AID + "state: withdrawn\nwithdrawal: {published: 2026-03-01, reason: x}\n"),
    "withdrawal-unstated": claim(AID + "state: withdrawn\nwithdrawal: {published: 2026-04-01, reason: x}\n"),
    "extraction-differs": frozen("Allies plan aid for the winter.\n"),
    "frozen-text-missing": frozen("Allies plan aid for the winter.\n"),
    "rights-exceeded": site(
        {
            ARTICLE_RECORD: SOURCE.replace("full-text", "quote-only"),
            "seeds/article.txt": ARTICLE + "More words follow.\n" * 40,
        }
    ),
    "snapshot-unknown": claim(PINNED + "article.txt\n"),
    "snapshots-out-of-order": site({ARTICLE_RECORD: SOURCE + LATER.replace("DAY", "2026"), **SPARE}),
    "source-unquoted": site(
        {
            "seeds/spare.yaml": SOURCE.replace("article", "spare"),
            "seeds/spare.txt": "Words.\n",
            "seeds/report.yaml": "title: A\nrights: quote-only\nsnapshots: []\norigin: spare\n",
        }
    ),
    "focus-not-in-quote": claim(AID + "  focus: [plan aid, winter]\n"),
    "not-claim-not-found": site({ARTICLE_RECORD: SOURCE + "not_claims:\n  - {exact: Winter plans, reason: heading}\n"}),
    "omission-changes-meaning": claim(quoting("Ann said […] would help.")),
    "quote-ambiguous": claim(quoting("The summit was", suffix="short")),
    "quote-context-not-found": claim(AID + "  prefix: Winter plans\n"),
    "quote-crosses-block": claim(quoting("Money is promised. […] The summit was short.")),
    "quote-pieces-out-of-order": claim(quoting("Allies plan […] for the winter")),
    "quote-splits-word": claim(quoting("Allies plan aid for the winter")),
}


def _unreadable(folder: Path) -> None:
    (folder / "claims/winter/gone.yaml").symlink_to(folder / "nowhere.yaml")


def _disguised(folder: Path) -> None:
    (folder / "claims/winter/more.yaml.txt").write_text(AID, encoding="utf-8")


def _settings_with(line: str) -> Callable[[Path], None]:
    """Return a function that writes a settings file whose second line is the mistake."""

    def write(folder: Path) -> None:
        (folder / "pelicanconf.py").write_text(f"SITENAME = 'Checks'\n{line}\n", encoding="utf-8")

    return write


def _two_pairs_of_eyes(fields: str) -> Callable[[Path], None]:
    """Return a function that asks for a second reader, and adds fields to a claim with a review."""

    def write(folder: Path) -> None:
        (folder / "pelicanconf.py").write_text("FACTCHECK_TWO_PAIRS_OF_EYES = True\n", encoding="utf-8")
        (folder / CLAIM).write_text(AID + REVIEW + fields, encoding="utf-8")

    return write


def _pages(**texts: str | bytes) -> Callable[[Path], None]:
    """Return a function that writes content pages."""

    def write(folder: Path) -> None:
        pages = folder / "content" / "pages"
        pages.mkdir(parents=True)
        for name, text in texts.items():
            (pages / f"{name}.md").write_bytes(text.encode() if isinstance(text, str) else text)

    return write


# What can only be wrong on disk: how to spoil the little site there, and where the problem is then.
ON_DISK: dict[str, tuple[Callable[[Path], None], str, int, int]] = {
    "file-not-record": (_disguised, "claims/winter/more.yaml.txt", 1, 1),
    "file-unreadable": (_unreadable, "claims/winter/gone.yaml", 1, 1),
    "page-address-taken": (_pages(ours="Title: Ours\nSlug: claims\n\nHello.\n"), "content/pages/ours.md", 2, 7),
    "page-not-utf8": (_pages(cafe="Title: Café\n\nHello.\n".encode("latin-1")), "content/pages/cafe.md", 1, 11),
    "page-slug-malformed": (_pages(a="Title: A\nSlug: ../a b\n\nHello.\n"), "content/pages/a.md", 2, 7),
    "page-slug-twice": (_pages(a="Title: A\n", b="Title: B\nDate: 2026-01-01\nSlug: a\n"), "content/pages/b.md", 3, 7),
    "page-status-unknown": (
        _pages(a="Title: A\n\nText.\n", b="Title: B\nStatus: drafft\n"),
        "content/pages/b.md",
        2,
        9,
    ),
    "page-title-missing": (_pages(a="Tilte: A\n\nHello.\n"), "content/pages/a.md", 1, 1),
    "review-author-missing": (_two_pairs_of_eyes(""), CLAIM, 7, 1),
    "review-by-author-alone": (_two_pairs_of_eyes("written_by: [ann]\n"), CLAIM, 7, 1),
    "setting-unknown": (_settings_with("FACTCHECK_STALE_AFTR = 90"), "pelicanconf.py", 2, 1),
    "interface-in-english": (_settings_with('DEFAULT_LANG = "tlh"'), "pelicanconf.py", 2, 1),
    "interface-untranslated": (_settings_with('FACTCHECK_LANGUAGES = ["tlh"]'), "pelicanconf.py", 2, 1),
    "settings-broken": (_settings_with("SITEURL = SITE"), "pelicanconf.py", 2, 1),
}
