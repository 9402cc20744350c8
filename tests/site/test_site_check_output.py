"""``check-output`` finds nothing on a good site, and finds what a hand or a tool has changed after the fact."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from factcheck.codes import CODES
from sitekit import SmallSite, factcheck, problems_of, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CLAIM = "claims/military-and-logistical-aid/index.html"
TRANSLATED = (CLAIM, f"uk/{CLAIM}", f"ar/{CLAIM}")
FRAME = "embed/military-and-logistical-aid/index.html"
RECORD = "api/v1/claims/military-and-logistical-aid.json"
SOURCE = "sources/paris-draft-article/index.html"
QUOTE = "Military and logistical aid to strengthen"


def change(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Return an edit that replaces the first place of a text in a file."""

    def edit(site: Path) -> None:
        text = (site / path).read_bytes().decode()
        assert old in text
        (site / path).write_bytes(text.replace(old, new, 1).encode())

    return edit


def swap(path: str, text: str) -> Callable[[Path], None]:
    """Return an edit that puts another text in the place of a whole file."""

    def edit(site: Path) -> None:
        (site / path).write_text(text, encoding="utf-8")

    return edit


def remove(path: str) -> Callable[[Path], None]:
    """Return an edit that removes a file."""
    return lambda site: (site / path).unlink()


def alter_quote(site: Path) -> None:
    """Change one letter of the quote on a claim's page."""
    head, mark, rest = (site / CLAIM).read_bytes().decode().partition("<blockquote")
    (site / CLAIM).write_bytes((head + mark + rest.replace("aid", "aims", 1)).encode())


def alter_text(site: Path) -> None:
    """Change one letter in a published text, without changing its length."""
    text = next(site.glob("sources/paris-draft-article/text-*.txt"))
    text.write_bytes(text.read_bytes().replace(b"Military and logistical", b"Militery and logistical"))


def remove_texts(site: Path) -> None:
    """Remove the published texts."""
    for text in site.glob("sources/*/text-*.txt"):
        text.unlink()


def alter_digest(site: Path) -> None:
    """Change the published digest of a text."""
    data = json.loads((site / RECORD).read_bytes())
    data["quote"]["text"]["sha256"] = "0" * 64
    (site / RECORD).write_text(json.dumps(data), encoding="utf-8")


def alter_framed_quote(site: Path) -> None:
    """Change one letter of the quote in a frame for other sites."""
    head, mark, rest = (site / FRAME).read_bytes().decode().partition("<blockquote")
    (site / FRAME).write_bytes((head + mark + rest.replace("aid", "aims", 1)).encode())


def wordless(site: Path) -> None:
    """Take the quote off a claim's page."""
    change(CLAIM, "<blockquote", "<div")(site)
    change(CLAIM, "</blockquote", "</div")(site)


LINK, DIFFERS, API = "output-link-broken", "output-quote-differs", "output-api-broken"
LIST = "api/v1/claims.json"
REVIEWED = "claims/approval-of-the-statement/index.html"
CASES: dict[str, tuple[Callable[[Path], None], set[tuple[str, str]]]] = {
    "a removed page": (remove("events/evening-address/index.html"), set()),
    "a removed stylesheet": (remove("theme/css/factcheck.css"), set()),
    "a broken link": (change(CLAIM, 'href="../../labels/', 'href="../../label/'), {(LINK, CLAIM)}),
    "a link that is no address": (change(CLAIM, 'href="../../labels/"', 'href="http://[x"'), {(LINK, CLAIM)}),
    "a broken fragment": (change(CLAIM, "#_proof", "#_prove"), {("output-fragment-missing", CLAIM)}),
    "a broken fragment of another page": (
        change(CLAIM, "../../labels/#_quote", "../../labels/#_quot"),
        {("output-fragment-missing", CLAIM)},
    ),
    "a doubled id": (change(CLAIM, "</main>", '<p id="_proof"></p></main>'), {("output-id-doubled", CLAIM)}),
    "an altered quote": (alter_quote, {(DIFFERS, CLAIM), ("output-jsonld-differs", CLAIM)}),
    "a missing quote": (wordless, set()),
    "an altered quote in a frame": (alter_framed_quote, {(DIFFERS, FRAME)}),
    "a frame whose quote is no quote": (change(FRAME, "<blockquote", "<div"), {(DIFFERS, FRAME)}),
    "a frame missing for a claim": (remove(FRAME), set()),
    "a card missing for a claim": (
        remove("cards/military-and-logistical-aid.png"),
        {(LINK, page) for page in TRANSLATED},
    ),
    "an oEmbed answer missing for a claim": (
        remove("api/v1/oembed/military-and-logistical-aid.json"),
        {(LINK, page) for page in TRANSLATED},
    ),
    "JSON-LD with another claim": (
        change(CLAIM, '"text":"', '"text":"Not '),
        {("output-jsonld-differs", CLAIM)},
    ),
    "JSON-LD with another address": (
        change(
            CLAIM, '"url":"https://factcheck.example/claims/military', '"url":"https://factcheck.example/claims/civil'
        ),
        {("output-jsonld-differs", CLAIM)},
    ),
    "JSON-LD of a source with another name": (
        change(SOURCE, '"name":"News', '"name":"Old news'),
        {("output-jsonld-differs", SOURCE)},
    ),
    "JSON-LD that is cut short": (change(CLAIM, "}</script>", "</script>"), {("output-jsonld-broken", CLAIM)}),
    "JSON-LD without a type": (change(CLAIM, '"@type":"Claim"', '"@typ":"Claim"'), {("output-jsonld-broken", CLAIM)}),
    "no JSON-LD": (change(CLAIM, "application/ld+json", "text/plain"), {("output-jsonld-broken", CLAIM)}),
    "a missing alternative text": (
        change(CLAIM, "</main>", '<img src="../../theme/favicon.svg"></main>'),
        {("output-alt-missing", CLAIM)},
    ),
    "a missing picture": (
        change(CLAIM, "</main>", '<img src="../../theme/no.svg" alt=""></main>'),
        {(LINK, CLAIM)},
    ),
    "a missing picture of the stylesheet": (
        change("theme/css/factcheck.css", "@layer", "@import url(no.css);@layer"),
        {(LINK, "theme/css/factcheck.css")},
    ),
    "a second heading": (change(CLAIM, "</main>", "<h1>More</h1></main>"), {("output-heading", CLAIM)}),
    "no heading": (change("404.html", "<h1", "<h2"), {("output-heading", "404.html")}),
    "a page missing for a claim": (remove(CLAIM), set()),
    "a record missing for a claim": (remove(RECORD), set()),
    "an altered text": (alter_text, set()),
    "a missing text": (remove_texts, set()),
    "an altered digest": (alter_digest, set()),
    "an altered record": (change(RECORD, QUOTE, QUOTE.upper()), set()),
    "a record that is JSON of another kind": (swap(RECORD, '{"name":"Else"}'), {(API, RECORD)}),
    "a record whose quote is none": (change(RECORD, '"exact":"', '"exact":1,"was":"'), {(API, RECORD)}),
    "a record that is a list": (swap(RECORD, "[]"), {(API, RECORD)}),
    "an empty record": (swap(RECORD, "{}"), {(API, RECORD)}),
    "JSON-LD of another kind": (
        change(CLAIM, '"appearance":{', '"appearance":"none","was":{'),
        {("output-jsonld-broken", CLAIM)},
    ),
    "a record that is cut short": (change(RECORD, "}\n", ""), {(API, RECORD)}),
    "a list that is cut short": (change(LIST, '"claims":', '"claim":'), set()),
    "a list with another place": (change(LIST, '"start":733,"end":806,', '"start":730,"end":806,'), {(API, RECORD)}),
    "a rating that is not the page's": (
        change(REVIEWED, '"alternateName":"Outdated"', '"alternateName":"Evidence"'),
        {("output-jsonld-differs", REVIEWED)},
    ),
    "a review that says it is none": (
        change(REVIEWED, '"@type":"ClaimReview"', '"@type":"Claim"'),
        {("output-jsonld-differs", REVIEWED)},
    ),
    "a feed with a dead link": (
        change("feeds/corrections.atom", 'href="https://factcheck.example/"', 'href="https://factcheck.example/x/"'),
        {(LINK, "feeds/corrections.atom")},
    ),
    "a sitemap with an address too many": (
        change("sitemap.xml", "/claims/</loc>", "/claim/</loc>"),
        {(LINK, "sitemap.xml")},
    ),
    "a folder that is no site of ours": (remove("api/v1/openapi.json"), {("output-not-a-site", ".")}),
}
# What is reported beside the place of the edit, or in many places: the codes alone.
CODES_OF = {
    "a removed page": {LINK},
    "a removed stylesheet": {LINK},
    "a missing quote": {DIFFERS, "output-jsonld-differs"},
    "a frame missing for a claim": {"output-page-missing", LINK},
    "a page missing for a claim": {"output-page-missing", LINK},
    "a record missing for a claim": {"output-page-missing", LINK},
    "an altered text": {DIFFERS},
    "a missing text": {LINK},
    "an altered digest": {DIFFERS, API},
    "an altered record": {DIFFERS, API},
    "a list that is cut short": {API},
}


def expected_codes(name: str) -> set[str]:
    """Return the codes that a case must give."""
    return CODES_OF.get(name) or {code for code, _ in CASES[name][1]}


def found(site: Path) -> list[dict[str, object]]:
    """Return what ``check-output`` finds; its exit status must fit."""
    done = factcheck("check-output", site, "--format", "json")
    problems = problems_of(done)
    assert done.returncode == (1 if problems else 0), done.stderr
    return problems


def test_nothing_is_wrong_with_the_demonstration(demo_site: Path) -> None:
    """Exit 0, no problem, and every page was looked at."""
    done = factcheck("check-output", demo_site)
    pages = len(list(demo_site.rglob("*.html")))
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, f"{pages} pages checked, 0 errors, 0 warnings.")


def test_links_to_other_sites_are_listed(demo_site: Path) -> None:
    """Without ``--external`` they are named and not followed."""
    lines = factcheck("check-output", demo_site).stdout.splitlines()
    listed = lines[2:]
    assert lines[1] == f"{len(listed)} links to other sites (not checked; --external does):"
    assert listed == sorted(listed)
    assert all(line.startswith(("https://", "http://")) for line in listed)


@pytest.mark.parametrize("name", CASES)
def test_it_finds(demo_copy: Path, name: str) -> None:
    """An edit after the fact is found under its own codes, and under no other, at its place."""
    edit, places = CASES[name]
    edit(demo_copy)
    problems = found(demo_copy)
    assert {str(problem["code"]) for problem in problems} == expected_codes(name)
    if places:
        assert {(problem["code"], problem["path"]) for problem in problems} == places


def test_a_problem_has_its_line_and_column(demo_copy: Path) -> None:
    """The place is that of the words at fault, as an editor counts them."""
    change(CLAIM, "#_proof", "#_prove")(demo_copy)
    text = (demo_copy / CLAIM).read_bytes().decode()
    before = text[: text.index("#_prove")]
    expected = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert [(problem["line"], problem["column"]) for problem in found(demo_copy)] == [expected]


@pytest.mark.parametrize("code", sorted(code for code in CODES if code.startswith("output-")))
def test_every_code_has_a_case(code: str) -> None:
    """No code of the output check goes untested: here or among the external links."""
    here = set().union(*(expected_codes(name) for name in CASES))
    assert code in here | set().union(*(codes for _, _, codes in EXTERNAL.values()))


DEAD, EXEMPTION = "output-external-dead", "output-external-exemption"
# Name: the page that is linked, the exemptions, the codes.
EXTERNAL: dict[str, tuple[str, list[dict[str, str]], set[str]]] = {
    "a link that works": ("alive.html", [], set()),
    "a dead link": ("dead.html", [], {DEAD}),
    "a dead link that is exempt": ("dead.html", [{"reason": "It moves.", "until": "2027-01-01"}], set()),
    "an exemption on its last day": ("dead.html", [{"reason": "It moves.", "until": "2026-11-23"}], set()),
    "an exemption that has ended": ("dead.html", [{"reason": "It moves.", "until": "2026-11-22"}], {DEAD, EXEMPTION}),
    "an exemption without a reason": ("dead.html", [{"until": "2027-01-01"}], {DEAD, EXEMPTION}),
    "an exemption without an end": ("dead.html", [{"reason": "It moves."}], {DEAD, EXEMPTION}),
    "an exemption that is not needed": ("alive.html", [{"reason": "It moves.", "until": "2027-01-01"}], {EXEMPTION}),
}


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """Serve another site with one page; return its address."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "alive.html").write_text("<p>Here.</p>", encoding="utf-8")
    with serving(folder) as address:
        yield address


@pytest.mark.parametrize("name", EXTERNAL)
def test_external_links(small_site: SmallSite, elsewhere: str, name: str) -> None:
    """``--external`` follows links; exemptions carry a reason, end on a day, and must be needed."""
    target, exemptions, codes = EXTERNAL[name]
    url = elsewhere + target
    small_site.source(url=url)
    if exemptions:
        small_site.write("external-links.yaml", json.dumps([{"url": url, **entry} for entry in exemptions], indent=1))
    output = small_site.build()
    done = factcheck("check-output", output, "--external", "--format", "json", "--site", small_site.folder)
    assert {problem["code"] for problem in problems_of(done)} == codes
    assert done.returncode == (1 if codes else 0), done.stderr


def test_an_exemption_is_reported_where_it_stands(small_site: SmallSite, elsewhere: str) -> None:
    """The file is named as an editor finds it from the working directory, with line and column."""
    url = f"{elsewhere}alive.html"
    small_site.source(url=url)
    small_site.write("external-links.yaml", f"- url: {url}\n  reason: It moves.\n  until: 2027-01-01\n")
    small_site.build()
    done = factcheck("check-output", "output", "--external", folder=small_site.folder)
    assert done.stdout.startswith("external-links.yaml:1:8: error: ")
