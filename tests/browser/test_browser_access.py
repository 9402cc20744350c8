"""Pages for everyone: axe-core, narrow screens, no script, nothing from elsewhere."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WIDTHS = (360, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Types of page that the demonstration has in each language.
TRANSLATED = [
    name for name, (site, _) in PAGES.items() if site == "demo" and name not in {"content page", "404", "patterns"}
]


def violations_on(page: Page, width: int, scheme: Literal["light", "dark"]) -> list[str]:
    """Return what axe-core finds on a page of a width, in the light or in the dark."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [f"{width} {scheme} {v['id']}: {n['html'][:120]} {n['any'][:1]}" for v in found for n in v["nodes"]]


def test_axe_finds_nothing(page: Page, address: str) -> None:
    """No violation of any rule of axe-core, on a telephone and on a desk, in the light and in the dark."""
    page.goto(address)
    assert [v for width, scheme in product(WIDTHS, SCHEMES) for v in violations_on(page, width, scheme)] == []


@pytest.mark.parametrize("language", ["uk", "ar"])
@pytest.mark.parametrize("name", TRANSLATED)
def test_axe_finds_nothing_in_other_languages(page: Page, addresses: dict[str, str], name: str, language: str) -> None:
    """Nor where the interface is Ukrainian, or Arabic and written from right to left."""
    root = addresses["home"]
    page.goto(f"{root}{language}/{addresses[name].removeprefix(root)}")
    assert page.evaluate("document.documentElement.lang") == language
    assert [violation for scheme in SCHEMES for violation in violations_on(page, 360, scheme)] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("language", ["uk", "ar"])
def test_other_languages_need_no_script_and_no_other_origin(
    browser: Browser, addresses: dict[str, str], language: str
) -> None:
    """Each page shows its heading and its menu without a script, and asks nobody but the site."""
    root = addresses["home"]
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name in TRANSLATED:
        page.goto(f"{root}{language}/{addresses[name].removeprefix(root)}")
        assert page.locator("h1").inner_text()
        assert page.locator("nav.menu a").count() >= 5, name
    context.close()
    assert [url for url in asked if not url.startswith((root, "data:"))] == []


def test_axe_would_find_something(page: Page, addresses: dict[str, str]) -> None:
    """The check above can fail: grey on grey is found."""
    page.goto(addresses["home"])
    page.add_style_tag(content="body, body * { color: #888 !important; background: #999 !important }")
    assert "color-contrast" in {violation["id"] for violation in Axe().run(page).response["violations"]}


def test_nothing_scrolls_sideways(page: Page, address: str) -> None:
    """At 320, 360 and 1280 px the page is no wider than the window."""
    page.goto(address)
    wider = []
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wider.append(width)
    assert wider == []


def test_nothing_comes_from_elsewhere(page: Page, address: str) -> None:
    """A page asks no other origin for anything, so that nobody learns who reads it."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    origin = "/".join(address.split("/")[:3]) + "/"
    assert asked[0] == address
    assert [url for url in asked if not url.startswith((origin, "data:"))] == []


def test_nothing_goes_wrong_on_the_page(page: Page, address: str) -> None:
    """The browser reports no error of a script, and nothing in its console."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert wrong == []


def test_the_page_says_the_same_without_scripts(browser: Browser, address: str) -> None:
    """With JavaScript off every word that is shown with it is shown; the search has tests of its own."""
    if address.endswith("/search/"):
        return
    shown = []
    for enabled in (True, False):
        context = browser.new_context(java_script_enabled=enabled)
        page = context.new_page()
        page.goto(address)
        shown.append(page.locator("body").inner_text())
        context.close()
    assert shown[0]
    assert shown[0] == shown[1]


def test_a_reader_gets_from_home_to_the_proof_without_scripts(browser: Browser, addresses: dict[str, str]) -> None:
    """Home, the list, a claim, its passage in the source, and back: links alone lead there."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(addresses["home"])
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Claims").click()
    title = "Draft would give Ukraine military and logistical aid"
    while not page.get_by_role("link", name=title).count():
        page.get_by_role("link", name="Older").click()
    page.get_by_role("link", name=title).first.click()
    assert page.get_by_role("heading", level=1).inner_text() == title
    page.locator("main a[href$='#military-and-logistical-aid']").first.click()
    assert page.url == addresses["source"] + "#military-and-logistical-aid"
    page.locator("a#military-and-logistical-aid").click()
    assert page.url == addresses["claim"]
    context.close()


def test_a_label_opens_without_scripts(browser: Browser, addresses: dict[str, str]) -> None:
    """Each of the four labels of a claim opens and says what it means."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(addresses["claim"])
    band = page.get_by_role("group", name="Four labels")
    said = []
    for summary in band.locator("summary").all():
        summary.click()
        said.append(summary.locator("xpath=following-sibling::p").first.is_visible())
    assert said == [True, True, True, True]
    context.close()


def test_the_first_tab_leads_past_the_menu(page: Page, addresses: dict[str, str]) -> None:
    """Who uses the keyboard can go straight to the content."""
    page.goto(addresses["claim"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#_main"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


def test_dark_is_dark(browser: Browser, addresses: dict[str, str]) -> None:
    """The page follows the reader's choice of colours."""
    grounds = []
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(addresses["home"])
        colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        if colour == "rgba(0, 0, 0, 0)":
            colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        grounds.append(sum(int(part) for part in colour.strip("rgb()").split(",")[:3]) / 3)
        context.close()
    assert grounds[0] > 200
    assert grounds[1] < 60
