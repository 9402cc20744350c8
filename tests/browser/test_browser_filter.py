"""Choosing claims: links without a script, boxes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SHOWN = "[...document.querySelectorAll('[data-facets]')].filter(item => item.offsetParent).length"


@pytest.fixture
def claims(page: Page, addresses: dict[str, str]) -> Page:
    """Return the page of all claims, opened."""
    page.goto(addresses["claims"])
    return page


def choose(page: Page, *names: str) -> None:
    """Click boxes."""
    for name in names:
        page.get_by_role("checkbox", name=name, exact=True).click()


def test_a_box_narrows_the_page(claims: Page) -> None:
    """Without a reload only the pledges are left, and it is said how many they are."""
    before = claims.evaluate(SHOWN)
    choose(claims, "Pledge")
    kinds = {item.inner_text() for item in claims.locator("[data-facets]:visible .meta > span").all()}
    assert kinds == {"Pledge"}
    shown = claims.evaluate(SHOWN)
    assert 0 < shown < before
    expect(claims.get_by_role("status")).to_have_text(f"Shown here: {shown} of {before}")


def test_answers_to_one_question_add_up_and_questions_narrow(claims: Page) -> None:
    """Pledge or approval, and not rated."""
    choose(claims, "Pledge")
    pledges = claims.evaluate(SHOWN)
    choose(claims, "Approval")
    assert claims.evaluate(SHOWN) == pledges + 1
    choose(claims, "Outdated")
    titles = [heading.inner_text() for heading in claims.locator("[data-facets]:visible h2").all()]
    assert titles == ["The statement requires final approval from the coalition leaders"]


def test_what_was_chosen_stands_in_the_address(claims: Page, addresses: dict[str, str]) -> None:
    """Whoever opens that address sees the same."""
    choose(claims, "Pledge", "Contested")
    shown = claims.evaluate(SHOWN)
    assert claims.url == f"{addresses['claims']}#kind=pledge&evidence=contested"
    claims.goto("about:blank")
    claims.goto(f"{addresses['claims']}#kind=pledge&evidence=contested")
    assert claims.get_by_role("checkbox", name="Pledge").is_checked()
    assert claims.evaluate(SHOWN) == shown


def test_nothing_chosen_is_the_whole_page(claims: Page, addresses: dict[str, str]) -> None:
    """Taking the choice back leaves no trace."""
    before = claims.evaluate(SHOWN)
    choose(claims, "Pledge", "Pledge")
    assert (claims.evaluate(SHOWN), claims.url) == (before, addresses["claims"])
    expect(claims.get_by_role("status")).to_have_text("")


def test_an_address_of_nonsense_chooses_nothing(claims: Page, addresses: dict[str, str]) -> None:
    """Whatever stands behind the #, the page is there."""
    before = claims.evaluate(SHOWN)
    claims.goto(f"{addresses['claims']}#kind=<b>&%%%&a=b=c")
    claims.reload()
    assert claims.evaluate(SHOWN) == before


def test_the_keyboard_chooses_too(claims: Page) -> None:
    """A box takes the focus and is ticked with the space bar."""
    claims.get_by_role("checkbox", name="Pledge").focus()
    claims.keyboard.press("Space")
    assert claims.get_by_role("checkbox", name="Pledge").is_checked()


def test_on_the_list_of_a_kind_its_box_is_ticked_for_good(page: Page, addresses: dict[str, str]) -> None:
    """What the list is made of cannot be taken out of it; what it has none of cannot be chosen."""
    page.goto(f"{addresses['claims']}kind/pledge/")
    pledge, approval = (page.get_by_role("checkbox", name=name, exact=True) for name in ("Pledge", "Approval"))
    assert (pledge.is_checked(), pledge.is_disabled(), approval.is_disabled()) == (True, True, True)
    assert page.locator("[aria-current=page]").inner_text() == "Pledge"


def test_without_scripts_the_words_are_links(browser: Browser, addresses: dict[str, str]) -> None:
    """There is no box that would do nothing, and the word leads to the whole list."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(addresses["claims"])
    assert page.get_by_role("checkbox").count() == 0
    page.get_by_role("navigation", name="Choose claims").get_by_role("link", name="Pledge").click()
    assert page.url == f"{addresses['claims']}kind/pledge/"
    assert page.get_by_role("heading", level=1).inner_text() == "Pledge"
    context.close()
