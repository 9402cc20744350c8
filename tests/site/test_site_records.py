"""What becomes of each sort of record, read from the built golden site."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from sitekit import GOLDEN, api_claims, files_with, jsonld, only, page, read_json, tree

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import BeautifulSoup


def claim_page(site: Path, name: str) -> BeautifulSoup:
    """Parse the page of a claim."""
    return page(site / f"claims/{name}/index.html")


def main_text(site: Path, path: str) -> str:
    """Return the words of a page's main part."""
    return " ".join(only(page(site / path), "main").get_text(" ").split())


@pytest.mark.parametrize(
    "secret", ["SECRET-DRAFT", "frost-later", "secret-alias", "secret-topic", "SECRET-BODY", "secret-body"]
)
def test_a_draft_is_in_no_output(golden_site: Path, secret: str) -> None:
    """Neither its claim, id, alias or topic nor whom it alone names stands in any file or in a file's name."""
    assert files_with(golden_site, secret) == []
    assert [name for name in tree(golden_site) if secret in name] == []


def test_private_notes_are_in_no_output(golden_site: Path) -> None:
    """``notes`` of claims, sources, people, dossiers and corrections are never published."""
    records = [path for path in (GOLDEN / "site").rglob("*.yaml") if "SECRET-NOTE" in path.read_text(encoding="utf-8")]
    assert len(records) == 5
    assert files_with(golden_site, "SECRET-NOTE") == []


def test_a_withdrawn_claim_keeps_its_page_and_says_why(golden_site: Path) -> None:
    """The address stays, with the quote, the day and the reason."""
    words = main_text(golden_site, "claims/half-died/index.html")
    assert "Withdrawn The report was taken back by its authors. (21 November 2026)" in words


def test_a_withdrawn_claim_is_marked_in_lists(golden_site: Path) -> None:
    """Whoever meets the claim in a list sees that it was withdrawn."""
    items = [item for item in page(golden_site / "claims/index.html").select("main li") if item.select(":is(h2, h3) a")]
    flagged = [only(item, ":is(h2, h3) a")["href"] for item in items if "Withdrawn" in item.get_text()]
    assert flagged == ["../claims/half-died/"]


def test_a_withdrawn_claim_is_marked_in_the_api(golden_site: Path) -> None:
    """A program that reads claims.json can tell, and the record gives day and reason."""
    states = {claim["id"]: claim["state"] for claim in api_claims(golden_site)}
    record = read_json(golden_site / "api/v1/claims/half-died.json")
    assert states["half-died"] == "withdrawn"
    assert record["withdrawal"] == {"published": "2026-11-21", "reason": "The report was taken back by its authors."}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("claims/trees", "claims/ninety-trees/"),
        ("claims/old-trees", "claims/ninety-trees/"),
        ("people/old-mayor", "people/mayor/"),
        ("sources/old-minutes", "sources/minutes/"),
    ],
)
def test_an_alias_leads_to_the_new_address(golden_site: Path, old: str, new: str) -> None:
    """An old address has a page that redirects at once, links, and is not indexed."""
    soup = page(golden_site / old / "index.html")
    assert only(soup, 'meta[http-equiv="refresh"]')["content"] == f"0; url=../../{new}"
    assert soup.select(f'main a[href="../../{new}"]')
    assert only(soup, 'meta[name="robots"]')["content"] == "noindex"


def test_a_correction_shows_on_its_claim(golden_site: Path) -> None:
    """The claim's page carries a notice that links to the correction, and the text with its day."""
    link = only(claim_page(golden_site, "ninety-trees"), 'main a[href="../../corrections/#2026-11-20-ninety"]')
    assert link.parent is not None
    assert "Last changed on 20 November 2026: We wrote “nineteen trees” & mended it." in link.parent.get_text()


def test_corrections_are_listed_newest_first(golden_site: Path) -> None:
    """/corrections/ holds each correction under its id, with a link to its claim."""
    changes = page(golden_site / "corrections/index.html").select("main [id]:has(> h2)")
    found = [(change["id"], only(change, "h2 a")["href"]) for change in changes]
    assert found == [
        ("2026-11-21-report", "../claims/half-died/"),
        ("2026-11-20-ninety", "../claims/ninety-trees/"),
    ]


def test_what_was_not_checked_again_in_time_says_so(golden_site: Path) -> None:
    """Past ``recheck_by`` the page carries a notice that names the day."""
    words = main_text(golden_site, "claims/opening-on-sunday/index.html")
    assert "May be out of date It was to be checked again by 10 November 2026, and was not yet." in words


def test_what_is_not_yet_due_says_nothing(golden_site: Path) -> None:
    """A claim without ``recheck_by`` that is days old carries no notice of age."""
    assert "May be out of date" not in main_text(golden_site, "claims/budget-consent/index.html")


def test_a_status_may_begin_without_a_date(golden_site: Path) -> None:
    """An undated step shows what is known of its time, and no date."""
    steps = claim_page(golden_site, "budget-consent").select("main ol > li")
    first = next(step for step in steps if "before the opening" in step.get_text())
    assert first.select("time") == []


def test_a_quote_in_pieces_shows_where_words_are_left_out(golden_site: Path) -> None:
    """Each piece stands for itself, with an omission between them."""
    words = only(claim_page(golden_site, "not-alone"), "main").find("blockquote")
    assert words is not None
    assert words.get_text() == "the trees will not stand alone […] each of them, old or new, would have a neighbour"


def test_an_unnamed_link_is_shown_as_unnamed(golden_site: Path) -> None:
    """The chain names whom it can; who is not named is shown so, and leads nowhere."""
    steps = claim_page(golden_site, "not-alone").select("main ol > li")
    unnamed = next(step for step in steps if "a gardener" in step.get_text())
    assert unnamed.get_text(" ", strip=True) == "a gardener unnamed heard it"
    assert unnamed.select("a") == []


def test_a_group_is_never_expanded_to_names(golden_site: Path) -> None:
    """Attendance of a group is shown as that of a group."""
    rows = [row.get_text(" ", strip=True) for row in page(golden_site / "attendance/index.html").select("main li")]
    assert any(row.startswith("The council Attended a group, its members not named") for row in rows)


def test_the_frozen_text_of_a_full_text_source_is_published(golden_site: Path) -> None:
    """The text that offsets count is there byte for byte, under its digest."""
    text = (GOLDEN / "site/seeds/page.txt").read_bytes()
    digest = hashlib.sha256(text).hexdigest()
    assert (golden_site / f"sources/news/text-{digest[:12]}.txt").read_bytes() == text


def test_captured_html_is_never_served(golden_site: Path) -> None:
    """Of a captured page only its text is published: neither the file nor its markup is in the output."""
    assert files_with(golden_site, "Menu that is no part of the article") == []
    captured = hashlib.sha256((GOLDEN / "site/seeds/page.html").read_bytes()).hexdigest()
    assert captured not in tree(golden_site).values()


def test_nothing_of_a_quote_only_source_is_published_but_its_quotes(golden_site: Path) -> None:
    """No 40 characters in a row stand in any output that are not in the quote and 32 characters on either side."""
    text = (GOLDEN / "site/seeds/report.txt").read_text(encoding="utf-8")
    quote = "Half of the young trees died in the first dry summer"
    start = text.index(quote) - 32
    end = start + 32 + len(quote) + 32
    windows = [text[i : i + 40] for i in range(0, len(text) - 40, 8) if i + 40 <= start or i >= end]
    assert len(windows) > 100
    whole = b"\0".join((golden_site / name).read_bytes() for name in tree(golden_site)).decode("utf-8", "replace")
    flat = " ".join(whole.split())
    assert [window for window in windows if " ".join(window.split()) in flat] == []


def test_the_context_of_a_quote_only_quote_ends_after_32_characters(golden_site: Path) -> None:
    """The page shows the quote with exactly the 32 characters that the rules allow on either side."""
    text = (GOLDEN / "site/seeds/report.txt").read_text(encoding="utf-8")
    at = text.index("Half of the young trees")
    length = len("Half of the young trees died in the first dry summer")
    paragraphs = [paragraph.get_text() for paragraph in claim_page(golden_site, "half-died").select("main p")]
    assert f"… {text[at - 32 : at + length + 32]} …" in paragraphs


def test_a_quote_only_source_says_how_to_prove_its_quotes(golden_site: Path) -> None:
    """The label says that a reader needs a copy of their own; digest and offsets are there, a text is not."""
    assert "provable with a copy of your own" in main_text(golden_site, "claims/half-died/index.html")
    quote = read_json(golden_site / "api/v1/claims/half-died.json")["quote"]
    text = (GOLDEN / "site/seeds/report.txt").read_bytes()
    assert quote["text"] == {"sha256": hashlib.sha256(text).hexdigest(), "url": None}
    assert text.decode()[quote["start"] : quote["end"]] == "Half of the young trees died in the first dry summer"
    assert list((golden_site / "sources/report").iterdir()) == [golden_site / "sources/report/index.html"]


def test_a_numeric_scale_gives_a_rating(golden_site: Path) -> None:
    """A verdict with a number is published with the ends of its scale."""
    assert jsonld(claim_page(golden_site, "ninety-trees"))["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "Kept",
        "ratingValue": 3,
        "worstRating": 1,
        "bestRating": 3,
    }


def test_the_labels_page_explains_the_sites_own_scale(golden_site: Path) -> None:
    """Every verdict of the scale stands on /labels/ with its meaning."""
    words = main_text(golden_site, "labels/index.html")
    assert "Half kept A part of it was done." in words
    assert "Outdated" not in words


def test_an_unrated_claim_gets_no_number(golden_site: Path) -> None:
    """Without a verdict there is no rating in any form, and the page says why."""
    data = jsonld(claim_page(golden_site, "budget-consent"))
    assert (data["@type"], "reviewRating" in data) == ("Claim", False)
    assert "A need for consent is no claim that could be rated." in main_text(
        golden_site, "claims/budget-consent/index.html"
    )


def test_arabic_is_marked_as_such(golden_site: Path) -> None:
    """A heading and a quote in Arabic carry their language and direction on an English page."""
    soup = claim_page(golden_site, "arabic-trees")
    quote = only(soup, "main").find("blockquote")
    assert quote is not None
    marked = [(tag["lang"], tag["dir"]) for tag in (only(soup, "main h1"), quote)]
    assert marked == [("ar", "rtl"), ("ar", "rtl")]
    assert (only(soup, "html")["lang"], only(soup, "html")["dir"]) == ("en", "ltr")


def test_an_arabic_source_is_shown_from_right_to_left(golden_site: Path) -> None:
    """Every paragraph of the text carries its language and direction."""
    blocks = page(golden_site / "sources/arabic/index.html").select('[aria-label="The text"] p.text')
    assert [(block["lang"], block["dir"]) for block in blocks] == [("ar", "rtl"), ("ar", "rtl")]


def test_overlapping_quotes_share_their_runs(golden_site: Path) -> None:
    """Where three quotes overlap the text is cut into runs, and each run names the claims that quote it."""
    soup = page(golden_site / "sources/minutes/index.html")
    block = next(
        b for b in soup.select('[aria-label="The text"] p.text') if b.get_text().startswith("The mayor opened")
    )
    runs = [(run.get_text(), sorted(str(run["data-claims"]).split())) for run in block.select("[data-claims]")]
    assert runs == [
        ("The mayor opened the orchard ", ["mayor-opened", "opening-on-sunday"]),
        ("on Sunday", ["council-met", "mayor-opened", "opening-on-sunday"]),
        (", and the council met there", ["council-met", "opening-on-sunday"]),
        (".", ["opening-on-sunday"]),
    ]


def test_the_evidence_label_is_computed(golden_site: Path) -> None:
    """None, contested and primary document: each follows from the evidence items alone."""
    labels = {
        claim["id"]: (claim["evidence"]["level"], claim["evidence"]["origins"]) for claim in api_claims(golden_site)
    }
    assert {name: labels[name] for name in ("mayor-opened", "not-alone", "ninety-trees")} == {
        "mayor-opened": ("none", 1),
        "not-alone": ("contested", 1),
        "ninety-trees": ("primary-document", 2),
    }


def test_modified_is_the_latest_dated_event(golden_site: Path) -> None:
    """The review of 4 December is later than the claim, its history and its correction."""
    modified = {claim["id"]: claim["modified"] for claim in api_claims(golden_site)}
    assert (modified["ninety-trees"], modified["half-died"], modified["mayor-opened"]) == (
        "2026-12-04",
        "2026-11-21",
        "2026-11-02",
    )
