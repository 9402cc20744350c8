"""Lists by kind, verdict and evidence: complete, counted, and bounded."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from sitekit import SmallSite, api_claims, claim_titles, factcheck, only, page, problems_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bs4 import BeautifulSoup

QUESTIONS: dict[str, Callable[[dict[str, Any]], str]] = {
    "kind": lambda claim: claim["kind"],
    "verdict": lambda claim: claim["verdict"] or "not-rated",
    "evidence": lambda claim: claim["evidence"]["level"],
}
PICTURES = ("sources/paris-draft-article/", "dossiers/paris-draft/", "claims/approval-of-the-statement/")


def listed(site: Path, path: str) -> list[str]:
    """Return the ids of the claims on a list, all of its pages followed."""
    found: list[str] = []
    folder: Path | None = site / path
    while folder:
        soup = page(folder / "index.html")
        links = soup.select("main ul.lines > li > .name a, main ul.rows > li > .name a")
        found += [str(link["href"]).rstrip("/").rpartition("/")[2] for link in links]
        older = soup.select_one('main a[rel="next"]')
        folder = (folder / str(older["href"])).resolve() if older else None
    return found


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_list_holds_the_claims_that_fit(demo_site: Path, question: str) -> None:
    """All of them and no other, and together every claim of the site once."""
    claims = api_claims(demo_site)
    answers = {folder.name for folder in (demo_site / "claims" / question).iterdir()}
    found = {answer: sorted(listed(demo_site, f"claims/{question}/{answer}/")) for answer in answers}
    expected = {a: sorted(c["id"] for c in claims if QUESTIONS[question](c) == a) for a in answers}
    assert found == expected
    assert sum(map(len, found.values())) == len(claims) == 36


def test_the_counts_beside_the_facets_are_true(demo_site: Path) -> None:
    """Each number is how many claims the list behind the word holds."""
    soup = page(demo_site / "claims/index.html")
    checked = 0
    for item in soup.select(".facets li:has(a)"):
        path = str(only(item, "a")["href"]).removeprefix("../")
        if path.startswith("claims/"):
            assert len(listed(demo_site, path)) == int(only(item, ".tally").get_text()), path
            checked += 1
    assert checked == 16


def test_an_empty_list_says_so(demo_site: Path) -> None:
    """No claim of the demonstration is contradicted; the address is there all the same."""
    soup = page(demo_site / "claims/verdict/contradicted/index.html")
    assert only(soup, "main .empty").get_text() == "No claim is published here yet."


def test_earlier_pages_of_a_list_have_no_facets(large_site: Path) -> None:
    """They stay as they are when a claim is added elsewhere."""
    assert page(large_site / "claims/index.html").select(".facets")
    assert page(large_site / "claims/page/1/index.html").select(".facets, script[src]") == []
    assert len(claim_titles(large_site / "claims/kind/context/page/1/index.html")) == 10


def test_only_pages_with_facets_load_the_script(demo_site: Path) -> None:
    """Every other page loads none."""
    loading = {path for path in demo_site.rglob("*.html") if b"filter.js" in path.read_bytes()}
    with_facets = {path for path in demo_site.rglob("*.html") if page(path).select(".facets[data-shown]")}
    assert loading == with_facets - {demo_site / "patterns/index.html"}
    assert (demo_site / "theme/js/filter.js").stat().st_size < 3000


def test_a_claim_cannot_take_the_address_of_a_list(empty_site: SmallSite) -> None:
    """Its name is refused with what to do."""
    empty_site.source()
    empty_site.claim("kind")
    done = factcheck("check", "--site", empty_site.folder, "--format", "json")
    assert [(p["code"], p["path"]) for p in problems_of(done)] == [("id-reserved", "claims/kind.yaml")]


def pictures(soup: BeautifulSoup) -> list[str]:
    """Return the SVG elements of a page that are pictures."""
    return [str(svg) for svg in soup.select('svg[role="img"]')]


@pytest.mark.parametrize("path", PICTURES)
def test_a_picture_has_a_name_and_says_the_same_in_words(demo_site: Path, path: str) -> None:
    """Its title names it, and a list beside it tells every item."""
    soup = page(demo_site / path / "index.html")
    figure = only(soup, "figure.picture")
    svg = only(figure, 'svg[role="img"]')
    title = only(svg, "title")
    assert svg["aria-labelledby"] == title["id"]
    assert title.get_text() == only(figure, "figcaption").get_text()
    assert figure.select("details dl dt")


@pytest.mark.parametrize("path", PICTURES)
def test_a_picture_is_light(demo_site: Path, path: str) -> None:
    """Each takes less than 3 kB."""
    sizes = [len(found) for found in pictures(page(demo_site / path / "index.html"))]
    assert sizes
    assert max(sizes) < 3000


def test_the_picture_of_a_long_source_is_light(large_site: Path) -> None:
    """Three hundred passages are summed."""
    assert len(pictures(page(large_site / "sources/minutes/index.html"))[0]) < 3500


def test_an_attendance_names_its_evidence(demo_site: Path) -> None:
    """On the board each row says which sources speak for it, and a group stays a group."""
    rows = page(demo_site / "attendance/index.html").select("main ul.rows > li")
    assert Counter(bool(re.search("Supports: ", row.get_text())) for row in rows)[True] >= 3
    assert any("a group, its members not named" in row.get_text() for row in rows)


def test_a_board_says_what_changed_last(demo_site: Path) -> None:
    """A pledge shows from which state to which it went, and when."""
    rows = page(demo_site / "pledges/index.html").select("main ul.rows > li")
    said = [" ".join(only(row, "p:has(> .passing)").get_text().split()) for row in rows]
    assert "Drafted became Adopted 6 January 2026" in said


def test_the_front_page_tells_what_is_new_waits_and_was_corrected(golden_site: Path) -> None:
    """Who comes back sees what happened since."""
    soup = page(golden_site / "index.html")
    headings = [heading.get_text() for heading in soup.select("main h2")]
    assert [h for h in headings if h in {"Since last month", "What changed last", "What waits", "What was corrected"}]
    assert only(soup, "main ol.log li:first-child").get_text(" ", strip=True)
    assert soup.select_one("main a[href='./corrections/']") is not None


def test_what_no_claim_quotes_is_listed_and_marked(golden_site: Path) -> None:
    """Each sentence of the list has its words marked in the text."""
    soup = page(golden_site / "sources/minutes/index.html")
    told = [item.get_text() for item in soup.select(".unclaimed .theirs")]
    assert told == [
        "The council will plant ninety trees before the winter, if the frost stays away.",
        "Ninety trees are to be planted.",
    ]
    marked = [run.get_text() for run in soup.select(".blocks .rest")]
    assert marked == [", if the frost stays away.", "Ninety trees are to be planted."]


def test_of_a_quote_only_source_nothing_more_is_shown(golden_site: Path) -> None:
    """What no claim quotes stays unpublished; where the claims stand is told."""
    soup = page(golden_site / "sources/report/index.html")
    assert soup.select(".unclaimed, .rest, .reading") == []
    assert len(pictures(soup)) == 1
