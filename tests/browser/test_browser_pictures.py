"""Pictures and marked passages as a reader's browser draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitekit import SmallSite, api_claims

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

MARKED = """() => {
  const words = {};
  for (const run of document.querySelectorAll('.blocks [data-claims]'))
    for (const id of run.dataset.claims.split(' ')) words[id] = (words[id] || '') + run.textContent;
  return words;
}"""
PAINT = "element => getComputedStyle(element).textDecorationColor"
# One text of many scripts: each block is quoted whole, from its second word on, and in its middle.
SCRIPTS = {
    "en": "The council planted ninety trees before the winter.",
    "uk": "Рада посадить дев’яносто дерев до зими, сказала мерка.",
    "ar": "سيزرع المجلس تسعين شجرة قبل الشتاء كما قالت العمدة.",
    "he": "המועצה תשתול תשעים עצים לפני החורף.",
    "hi": "परिषद सर्दियों से पहले नब्बे पेड़ लगाएगी।",
    "el": "Το συμβούλιο θα φυτέψει ενενήντα δέντρα.",
    "vi": "Hội đồng sẽ trồng chín mươi cây trước mùa đông.",
    "ko": "의회는 겨울 전에 나무 구십 그루를 심을 것이다.",
    "emoji": "The family 👩‍👧‍👦 of trees 🌳🏽 stands in 🇺🇦 today.",
    "marks": "Q̣́ and ė̄ are letters with two marks each.",
}


def write_scripts(site: SmallSite) -> dict[str, str]:
    """Write three overlapping claims for each script; return the words that each must mark, by its id."""
    site.source(text="\n\n".join(SCRIPTS.values()) + "\n")
    expected = {}
    for name, text in SCRIPTS.items():
        words = text.split(" ")
        quotes = (text, " ".join(words[1:]), " ".join(words[1:-1]))
        for number, exact in enumerate(quotes):
            site.claim(f"{name}-{number}", claim=f"Claim {name} {number}", quote={"source": "minutes", "exact": exact})
            expected[f"{name}-{number}"] = exact
    return expected


def test_the_marked_passage_is_the_quote_in_every_script(
    page: Page, empty_site: SmallSite, serve: Callable[..., str]
) -> None:
    """Overlapping and nested, code point for code point, as Chromium reads the page."""
    expected = write_scripts(empty_site)
    page.goto(f"{serve(empty_site.build())}sources/minutes/")
    assert page.evaluate(MARKED) == expected


@pytest.mark.parametrize("site", ["demo", "golden"])
def test_the_marked_passages_are_the_quotes(
    page: Page, demo_site: Path, golden_site: Path, serve: Callable[..., str], site: str
) -> None:
    """On each source whose text is published, the marks of every claim joined are its quote."""
    folder = {"demo": demo_site, "golden": golden_site}[site]
    root, checked = serve(folder), 0
    exact = {claim["id"]: claim["quote"]["exact"].replace(" […] ", "") for claim in api_claims(folder)}
    for source in sorted({claim["quote"]["source"] for claim in api_claims(folder)}):
        page.goto(f"{root}sources/{source}/")
        for claim, words in page.evaluate(MARKED).items():
            assert words == exact[claim]
            checked += 1
    assert checked == {"demo": 36, "golden": 8}[site]


def test_what_no_claim_quotes_is_marked_on_request(browser: Browser, addresses: dict[str, str]) -> None:
    """Without any script: opening the list marks the words in the text, closing it takes the marks away."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(addresses["corrections"].replace("corrections/", "sources/minutes/"))
    rest, summary = page.locator(".blocks .rest").first, page.locator(".unclaimed summary")
    before = rest.evaluate(PAINT)
    summary.click()
    during = rest.evaluate(PAINT)
    summary.click()
    assert before == rest.evaluate(PAINT) == "rgba(0, 0, 0, 0)"
    assert during != before
    context.close()


def test_time_and_text_run_with_the_page(page: Page, addresses: dict[str, str]) -> None:
    """From right to left, what is first stands on the right."""
    page.goto(addresses["dossier"])
    left = page.locator(".picture .step").first.bounding_box()
    page.evaluate("document.documentElement.dir = 'rtl'")
    right = page.locator(".picture .step").first.bounding_box()
    frame = page.locator(".picture > .drawing").first.bounding_box()
    assert left
    assert right
    assert frame
    assert left["x"] < frame["x"] + frame["width"] / 2 < right["x"]


@pytest.mark.parametrize("name", ["dossier", "source", "claim"])
def test_a_picture_fits_a_narrow_screen_and_large_text(page: Page, addresses: dict[str, str], name: str) -> None:
    """At 320 px with text of twice the size it is as wide as its column, and grows in height."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(addresses[name])
    drawing = page.locator(".picture > .drawing").first
    small = drawing.bounding_box()
    page.add_style_tag(content="html { font-size: 200% !important }")
    large = drawing.bounding_box()
    assert small
    assert large
    assert large["height"] > 1.6 * small["height"]
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_pictures_are_seen_in_forced_colours(browser: Browser, addresses: dict[str, str]) -> None:
    """Every shape takes the colour of the text, which the reader's system sets."""
    context = browser.new_context(forced_colors="active", color_scheme="dark")
    page = context.new_page()
    page.goto(addresses["source"])
    mark = page.locator(".picture .mark").first.evaluate("e => getComputedStyle(e).fill")
    assert mark == page.evaluate("getComputedStyle(document.querySelector('.picture figcaption')).color")
    context.close()


def test_pictures_are_printed(page: Page, addresses: dict[str, str]) -> None:
    """On paper the picture is there with its sentence, and what was closed is left out."""
    page.goto(addresses["dossier"])
    page.emulate_media(media="print")
    assert page.locator(".picture > .drawing").first.is_visible()
    assert page.locator(".picture figcaption").first.is_visible()
    assert not page.locator(".picture .told").first.is_visible()
