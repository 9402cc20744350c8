"""Sites larger and stranger than the demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitekit import SmallSite, api_claims, claim_titles, factcheck, only, page, read_json

if TYPE_CHECKING:
    from pathlib import Path

ARABIC = "اجتمع المجلس يوم الاثنين.\n\nسيزرع المجلس تسعين شجرة قبل الشتاء، كما قالت العمدة.\n"


def test_an_arabic_site_reads_from_right_to_left(empty_site: SmallSite) -> None:
    """With Arabic as its language every page carries it, and its direction, on the root element."""
    empty_site.settings(SITENAME="تدقيق", DEFAULT_LANG="ar")
    empty_site.source(text=ARABIC, title="محضر", language="ar")
    quote = {"source": "minutes", "exact": "سيزرع المجلس تسعين شجرة قبل الشتاء"}
    empty_site.claim(claim="سيزرع المجلس تسعين شجرة", quote=quote)
    output = empty_site.build()
    roots = [only(page(path), "html") for path in output.rglob("*.html")]
    assert {(root["lang"], root["dir"]) for root in roots} == {("ar", "rtl")}


def test_arabic_is_proven_in_code_points(empty_site: SmallSite) -> None:
    """Offsets count code points, whatever the script, and the proof holds in the published text."""
    empty_site.source(text=ARABIC, language="ar")
    quote = {"source": "minutes", "exact": "سيزرع المجلس تسعين شجرة قبل الشتاء"}
    empty_site.claim(claim="سيزرع المجلس تسعين شجرة", language="ar", quote=quote)
    output = empty_site.build()
    found = api_claims(output)[0]["quote"]
    assert (found["start"], found["end"]) == (27, 61)
    assert ARABIC[27:61] == quote["exact"]


def test_a_source_of_two_megabytes_is_proven(empty_site: SmallSite) -> None:
    """The quote at the very end of a long text is found, and the text is published whole."""
    text = "\n\n".join(f"Paragraph {number} of a very long report on nothing at all." for number in range(38_000))
    text += "\n\nThe last words are the ones that count.\n"
    empty_site.source(text=text)
    empty_site.claim(quote={"source": "minutes", "exact": "The last words are the ones that count."})
    output = empty_site.build()
    quote = read_json(output / "api/v1/claims/trees.json")["quote"]
    published = (output / quote["text"]["url"].lstrip("/")).read_bytes().decode()
    assert len(published) > 2_000_000
    assert published[quote["start"] : quote["end"]] == "The last words are the ones that count."


def test_a_long_list_is_cut_from_the_oldest(large_site: Path) -> None:
    """Page 1 holds the oldest ten claims, newest first; it stays as it is when claims are added."""
    assert claim_titles(large_site / "claims/page/1/index.html") == [
        f"Thing {number:03}" for number in range(9, -1, -1)
    ]


def test_the_front_of_a_long_list_holds_the_newest(large_site: Path) -> None:
    """What fills no page of its own stands on the front page, with the newest first."""
    assert claim_titles(large_site / "claims/index.html") == [f"Thing {number:03}" for number in range(299, 289, -1)]


def test_every_claim_stands_on_one_page_of_the_list(large_site: Path) -> None:
    """Following “Older” from the front page leads past every claim exactly once."""
    found: list[str] = []
    folder, pages = large_site / "claims", 0
    while True:
        found += claim_titles(folder / "index.html")
        pages += 1
        older = page(folder / "index.html").select_one('main a[rel="next"]')
        if older is None:
            break
        folder = (folder / str(older["href"])).resolve()
    assert (found, pages) == ([f"Thing {number:03}" for number in range(299, -1, -1)], 30)


def test_a_topic_has_pages_too(large_site: Path) -> None:
    """A topic's list is cut in the same way."""
    assert claim_titles(large_site / "topics/things/page/22/index.html")[0] == "Thing 219"


def test_corrections_have_pages_too(large_site: Path) -> None:
    """Of 65 corrections 50 fill five pages of ten, and the newest 15 stand on the front page."""
    counts = [
        len(claim_titles(large_site / path)) for path in ("corrections/index.html", "corrections/page/1/index.html")
    ]
    assert counts == [15, 10]


def test_a_notice_leads_to_the_page_of_its_correction(large_site: Path) -> None:
    """The notice on a claim links to the page on which the correction stands now."""
    links = page(large_site / "claims/claim-003/index.html").select("main header a[href]")
    assert "../../corrections/page/1/#change-03" in [link["href"] for link in links]
    assert page(large_site / "corrections/page/1/index.html").find(id="change-03") is not None


def test_a_long_source_lists_every_passage(large_site: Path) -> None:
    """All 300 passages are marked on the page of the source."""
    soup = page(large_site / "sources/minutes/index.html")
    assert sum(soup.find(id=f"claim-{number:03}") is not None for number in range(300)) == 300


def test_nothing_is_wrong_with_a_large_site(large_site: Path) -> None:
    """The check of the output finds nothing."""
    assert factcheck("check-output", large_site).returncode == 0
