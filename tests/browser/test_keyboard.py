"""The keyboard alone: every page can be walked through, nothing is a trap, and one always sees where one is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

FOCUSED = """() => {
    const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
    return e === document.body ? null : {
        tag: e.tagName, text: (e.getAttribute('aria-label') || e.innerText || '').trim(), outline: s.outlineStyle,
        seen: r.width > 0 && r.height > 0 && r.bottom > 0 && r.top < innerHeight,
        place: [...document.querySelectorAll('*')].indexOf(e) };
}"""
MOST = 400


def stops(page: Page) -> list[dict[str, Any]]:
    """Press Tab until the focus leaves the page, and return where it stopped."""
    found: list[dict[str, Any]] = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        if here is None or (found and here["place"] == found[0]["place"]):
            return found
        found.append(here)
    raise AssertionError("the focus never leaves the page")


@pytest.mark.parametrize("name", ["claim", "source", "claims", "home", "pledges", "claim in Arabic"])
def test_the_whole_page_can_be_walked_through(page: Page, addresses: dict[str, str], name: str) -> None:
    """Each stop has a name and is seen, in the order of the page, and the walk comes to an end."""
    page.goto(addresses[name])
    found = stops(page)
    assert [stop for stop in found if not stop["text"]] == []
    assert [stop for stop in found if stop["outline"] == "none" or not stop["seen"]] == []
    assert [stop["place"] for stop in found] == sorted(stop["place"] for stop in found)
    assert len(found) == page.evaluate(
        "[...document.querySelectorAll('a[href], summary, button, input, select, textarea, [tabindex=\"0\"]')]"
        ".filter(e => e.checkVisibility() && !e.disabled).length"
    )


def test_the_first_stop_leads_past_the_menu(page: Page, addresses: dict[str, str]) -> None:
    """Enter on it moves the focus to the content."""
    page.goto(addresses["claim"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "_main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_label_says_what_it_means(page: Page, addresses: dict[str, str]) -> None:
    """Enter on a label opens its meaning, and again closes it."""
    page.goto(addresses["claim"])
    label = page.locator("details.cell").nth(2)
    label.locator("summary").focus()
    expect(label.locator("p")).not_to_be_visible()
    page.keyboard.press("Enter")
    expect(label.locator("p")).to_be_visible()
    page.keyboard.press("Enter")
    expect(label.locator("p")).not_to_be_visible()


def test_a_passage_leads_to_its_claim_and_back(page: Page, addresses: dict[str, str]) -> None:
    """From the source to the claim, and from the claim to its passage, which is the target then."""
    page.goto(addresses["source"])
    passage = page.locator("a.run").first
    passage.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/claims/[a-z0-9-]+/$"))
    page.locator(".said a").last.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/sources/paris-draft-article/#[a-z0-9-]+$"))
    assert page.locator(":target").count() == 1
