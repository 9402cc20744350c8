"""What the desk holds back or takes down is in no file of a built site; what it records is shown as it was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import feedparser
import pytest

from sitekit import GOLDEN, api_claims, build, factcheck, files_with, only, page, read_json, tree

if TYPE_CHECKING:
    from pathlib import Path

    from sitekit import SmallSite

STUB = "claims/fell-over/index.html"
WORDS = "Snow lay on the orchard until the fifth of May."
LETTER = "To the editors.\n\n" + WORDS + "\n\n" + "More words that nobody quotes stand here.\n\n" * 20
HELD = {
    "claim": "EMBARGOED sentence of the claim",
    "published": "2026-11-24",
    "quote": {"source": "letter", "exact": WORDS},
    "about": ["snow-witness"],
    "aliases": ["held-alias"],
    "tags": ["held-topic"],
    "evidence": [{"source": "held-report", "bearing": "supports", "says": "x"}],
}


def main_text(site: Path, path: str) -> str:
    """Return the words of a page's main part."""
    return " ".join(only(page(site / path), "main").get_text(" ").split())


@pytest.fixture
def held(small_site: SmallSite) -> SmallSite:
    """Return a site with a claim that others refer to, and that alone leads to a dossier, people, sources."""
    small_site.settings(SITENAME="Held", SITEURL="https://held.example")
    small_site.source("letter", LETTER, title="HELD letter", rights="quote-only")
    small_site.record("seeds/held-report.yaml", title="HELD report", rights="quote-only", snapshots=[])
    small_site.record("claims/people/snow-witness.yaml", name="HELD witness")
    small_site.record("claims/dossiers/held-dossier.yaml", title="HELD dossier")
    small_site.claim("trees", part_of="held-claim", related=["held-claim"])
    small_site.record(
        "claims/corrections/held-correction.yaml",
        kind="update",
        claim="held-claim",
        published="2026-11-24",
        text="HELD",
    )
    return small_site


SECRETS = ("held", "EMBARGOED", "HELD letter", "HELD witness", "HELD report", "snow-witness", "fifth of May")


def leaks(site: Path) -> list[str]:
    """Return every secret that some file of a built site holds, or that is in a file's name."""
    names = "\n".join(tree(site))
    # The site's own name and address are not among the secrets.
    return [
        s for s in SECRETS if s in names or [f for f in files_with(site, s) if s != "held" or _beside_host(site / f)]
    ]


def _beside_host(path: Path) -> bool:
    return b"held" in path.read_bytes().replace(b"held.example", b"")


@pytest.mark.parametrize(
    "state",
    [{"embargo": "2026-11-24T06:00+01:00"}, {"state": "draft"}],
    ids=["embargo", "draft"],
)
def test_nothing_of_a_held_claim_leaks(held: SmallSite, state: dict[str, str]) -> None:
    """Neither id, sentence, quote, dossier, topic, alias nor whom it alone names is in any file of the site."""
    held.claim("held-dossier/held-claim", **HELD, **state)
    site = held.build()
    assert leaks(site) == []
    assert read_json(site / "api/v1/claims/trees.json")["part_of"] is None


def test_a_claim_is_published_when_its_embargo_ends(held: SmallSite, tmp_path: Path) -> None:
    """The same records, built later: everything that was held back is there. The build says when to build again."""
    held.claim("held-dossier/held-claim", **HELD, embargo="2026-11-24T06:00+01:00")
    early = factcheck("build", "--site", held.folder, "--output", tmp_path / "early")
    assert "The next embargo ends at 2026-11-24T06:00:00+01:00: build again then." in early.stdout.splitlines()
    # Noon in Kyiv on the day: 10:00 UTC.
    late = factcheck("build", "--site", held.folder, "--output", tmp_path / "late", SOURCE_DATE_EPOCH="1795514400")
    assert late.returncode == 0, late.stdout
    assert "embargo" not in late.stdout
    assert leaks(tmp_path / "late") == list(SECRETS)
    assert (tmp_path / "late/claims/held-alias/index.html").is_file()


def test_an_embargo_takes_a_page_back(held: SmallSite) -> None:
    """A claim that was built before and is embargoed now leaves the output with the next build."""
    held.claim("held-dossier/held-claim", **HELD)
    assert leaks(held.build()) == list(SECRETS)
    held.claim("held-dossier/held-claim", **HELD, embargo="2026-11-24T06:00+01:00")
    assert leaks(held.build()) == []


def test_nothing_of_a_taken_down_claim_is_left(held: SmallSite) -> None:
    """A published claim, taken down: only its address, its days and the reason remain, its old address, and frames."""
    held.claim("held-dossier/held-claim", **HELD)
    held.build()
    removal = {"published": "2026-11-25", "reason": "A court said so."}
    held.claim("held-dossier/held-claim", **HELD, state="taken-down", withdrawal=removal)
    site = held.build()
    names = [name for name in tree(site) if "held" in name]
    assert names == [
        f"{folder}/held-{name}/index.html" for folder in ("claims", "embed") for name in ("alias", "claim")
    ]
    texts = [s for s in SECRETS if s != "held" and files_with(site, s)]
    assert texts == []
    assert [name for name in tree(site) if _beside_claim_id(site / name)] == names


def _beside_claim_id(path: Path) -> bool:
    data = path.read_bytes().replace(b"held.example", b"")
    if path.name in {"claims.atom", "claims.json", "takedowns.json"}:
        data = data.replace(b"claims/held-claim", b"").replace(b'"id":"held-claim"', b"")
    return b"held" in data


@pytest.mark.parametrize("secret", ["SECRET-TAKEN", "secret-taken", "SECRET-EMBARGO", "secret-embargo", "kettle"])
def test_the_golden_site_keeps_its_secrets(golden_site: Path, secret: str) -> None:
    """What the golden site's two hidden claims hold stands in its records and in no file of the built site."""
    records = [path.read_text("utf-8") for path in (GOLDEN / "site/claims").rglob("*.yaml")]
    assert any(secret in text for text in records)
    assert files_with(golden_site, secret) == []


def test_the_stub_says_when_and_why(golden_site: Path) -> None:
    """A reader who follows an old link learns that a claim stood there, and why it does not any more."""
    assert main_text(golden_site, STUB) == (
        "A claim was taken down "
        "A claim stood at this address. We have taken it down; this page keeps only when and why. "
        "When and why First published 6 November 2026 Taken down 22 November 2026 "
        "Reason It touched the private life of somebody who holds no office."
    )
    soup = page(golden_site / STUB)
    assert only(soup, 'meta[name="robots"]')["content"] == "noindex"
    assert soup.select("script, blockquote") == []


def test_the_stub_is_in_no_list(golden_site: Path) -> None:
    """Sitemap, lists and claims.json do not have it; takedowns.json tells whoever keeps copies."""
    assert "fell-over" not in (golden_site / "sitemap.xml").read_text("utf-8")
    assert "fell-over" not in [claim["id"] for claim in api_claims(golden_site)]
    assert not (golden_site / "api/v1/claims/fell-over.json").exists()
    assert read_json(golden_site / "api/v1/takedowns.json") == {
        "takedowns": [
            {
                "id": "fell-over",
                "url": "/claims/fell-over/",
                "published": "2026-11-06",
                "withdrawal": {
                    "published": "2026-11-22",
                    "reason": "It touched the private life of somebody who holds no office.",
                },
            }
        ],
        "next": None,
    }


def test_a_feed_reader_replaces_what_it_kept(golden_site: Path) -> None:
    """The entry keeps its id and has a later date, so that the words a feed reader has kept are overwritten."""
    feed = feedparser.parse((golden_site / "feeds/claims.atom").read_bytes())
    [entry] = [e for e in feed.entries if e.id == "tag:golden.example,2026:claims/fell-over"]
    assert (entry.title, entry.updated[:10]) == ("A claim was taken down", "2026-11-22")
    assert entry.content[0].value == (
        "<p>This claim was taken down: It touched the private life of somebody who holds no office.</p>"
    )


def test_a_reply_is_shown_as_it_was_given(golden_site: Path) -> None:
    """Our words are marked as ours, theirs are a proven quote, and silence is only stated."""
    soup = page(golden_site / "claims/not-alone/index.html")
    [part] = [s for s in soup.select("section.part") if only(s, "h2").get_text() == "Right of reply"]
    first, second = (" ".join(item.get_text(" ").split()) for item in part.select("li"))
    assert first == (
        "We asked The mayor of the orchard on 5 November 2026 . Our question: whether old trees are meant as well "
        "The answer came on 7 November 2026 . Here in our words: The mayor said that the minutes hold every word. "
        "The mayor opened the orchard on Sunday Minutes of the council , characters 24–62"
    )
    assert second == "We asked the gardener who heard it on 5 November 2026 . No answer is recorded here."
    assert only(part, "blockquote").get_text() == "The mayor opened the orchard on Sunday"


def test_replies_and_authors_are_in_the_api(golden_site: Path) -> None:
    """A program reads the same, with the place of the quoted words."""
    record = read_json(golden_site / "api/v1/claims/not-alone.json")
    answered, silent = record["replies"]
    assert record["written_by"] == ["council"]
    assert (answered["asked"], answered["on"], answered["answered"]) == ("mayor", "2026-11-05", "2026-11-07")
    assert (answered["quote"]["start"], answered["quote"]["end"]) == (24, 62)
    assert silent == {
        "asked": None,
        "unnamed": "the gardener who heard it",
        "on": "2026-11-05",
        "about": None,
        "answered": None,
        "says": None,
        "quote": None,
    }


def test_a_hostile_reply_is_only_text(small_site: SmallSite, tmp_path: Path) -> None:
    """Markup in any word of a reply or of a takedown's reason is shown and never run."""
    evil = "<script>alert(1)</script>"
    small_site.claim("trees", replies=[{"unnamed": evil, "on": "2026-11-01", "about": evil}])
    removal = {"published": "2026-11-02", "reason": evil}
    small_site.claim("gone", state="taken-down", withdrawal=removal)
    site = build(small_site.folder, tmp_path / "out")
    assert files_with(site, evil) == ["api/v1/claims/trees.json", "api/v1/takedowns.json"]
    assert evil in main_text(site, "claims/gone/index.html")
    assert evil in main_text(site, "claims/trees/index.html")
