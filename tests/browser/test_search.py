"""The search in Chromium, with every other origin out of reach and under a strict policy for scripts."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from factcheck import search_index
from factcheck.build import build
from factcheck.build_order import Request
from sitekit import EPOCH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

    from sitekit import SmallSite

pytestmark = pytest.mark.browser

# Pictures of the style sheet are in it; nothing else is allowed beyond what docs/addresses.md asks for.
POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:"


@contextmanager
def shut(page: Page, address: str) -> Iterator[list[str]]:
    """Let a page reach its own origin alone, under the policy; the value is what went wrong or was asked elsewhere."""
    origin = "/".join(address.split("/")[:3]) + "/"
    wrong: list[str] = []

    def answer(route: Route) -> None:
        if route.request.url.startswith(origin):
            response = route.fetch()
            route.fulfill(response=response, headers={**response.headers, "content-security-policy": POLICY})
        else:
            wrong.append(route.request.url)
            route.abort()

    page.context.route("**/*", answer)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text))
    yield wrong
    page.context.unroute_all(behavior="wait")


def search(page: Page, words: str) -> None:
    """Type words, ask, and wait for the answer."""
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("button", name="Search", exact=True).click()
    answered(page)


def answered(page: Page) -> None:
    """Wait until the page says how many results there are, and until they are shown."""
    expect(page.get_by_role("status")).not_to_be_empty()
    if "Results:" in page.get_by_role("status").inner_text():
        page.locator(".found > li").first.wait_for()


def titles(page: Page) -> list[str]:
    """Return the headings of the results."""
    return page.locator(".found h2").all_inner_texts()


def said(page: Page) -> str:
    """Return what is announced."""
    return page.get_by_role("status").inner_text()


def test_a_claim_is_found_by_a_word_of_its_quote(page: Page, addresses: dict[str, str]) -> None:
    """The result shows the claim, its quote with that word marked, and the four labels; it leads to the claim."""
    with shut(page, addresses["search"]) as wrong:
        page.goto(addresses["search"])
        search(page, "logistical")
    result = page.locator(".found > li").first
    assert said(page) == "Results: 1."
    assert titles(page) == ["Draft would give Ukraine military and logistical aid"]
    assert result.locator("q").inner_text() == (
        "Military and logistical aid to strengthen Ukraine's defense capabilities."
    )
    assert result.locator("q mark").all_inner_texts() == ["logistical"]
    assert result.locator("dt").all_inner_texts() == ["Quote", "Attribution", "Evidence", "Verdict"]
    assert result.locator("dd").all_inner_texts() == ["Verbatim", "3 steps", "Contested", "Not rated"]
    assert page.get_by_role("link", name=titles(page)[0]).evaluate("a => a.href") == addresses["claim"]
    assert wrong == []


def test_claims_are_found_by_the_name_of_a_person(page: Page, addresses: dict[str, str]) -> None:
    """Of somebody whom the quote does not name too; the result says whose name it is."""
    with shut(page, addresses["search"]) as wrong:
        page.goto(addresses["search"])
        search(page, "Kushner")
    assert "Jared Kushner took part in the high-level meeting" in titles(page)
    assert (
        page.locator(".found")
        .get_by_role("link", name="Jared Kushner", exact=True)
        .evaluate("a => a.href")
        .endswith("/people/jared-kushner/")
    )
    assert wrong == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("logitsical", "logistical"),
        ("logstical", "logistical"),
        ("loggistical", "logistical"),
        ("olgistical", "logistical"),
        ("logiztical", "logistical"),
        ("Kusnher", "Kushner"),
    ],
)
def test_a_slip_is_forgiven_and_told(page: Page, addresses: dict[str, str], typed: str, meant: str) -> None:
    """Two letters swapped, one left out, one too many or another: what is searched in its place is said."""
    with shut(page, addresses["search"]) as wrong:
        page.goto(addresses["search"])
        search(page, typed)
    assert said(page).startswith(f"Nothing has “{typed}”. Showing “{meant}”. Results: ")
    assert titles(page)
    assert wrong == []


def test_a_word_that_nothing_has_is_told(page: Page, addresses: dict[str, str]) -> None:
    """It is not passed over, and no beginning of it is taken for it, as Pagefind would by itself."""
    page.goto(addresses["search"])
    search(page, "aircraft")
    assert (said(page), titles(page)) == ("Nothing has “aircraft”. Nothing was found.", [])


def test_the_other_words_are_still_searched(page: Page, addresses: dict[str, str]) -> None:
    """And it is said which one was not."""
    page.goto(addresses["search"])
    search(page, "logistical xylophones")
    assert said(page) == "Nothing has “xylophones”. Results: 1."


def test_nothing_is_shown_in_place_of_a_word_where_a_choice_leaves_nothing(
    page: Page, addresses: dict[str, str]
) -> None:
    """It would be no help to hear what is shown above an empty list."""
    page.goto(addresses["search"] + "?q=logitsical&kind=Attendance")
    answered(page)
    assert said(page) == "Nothing has “logitsical”. Nothing was found."


@pytest.mark.parametrize("typed", ["logist", "commitment", "sanctioning", "logisticall"])
def test_beginnings_and_other_forms_are_no_slips(page: Page, addresses: dict[str, str], typed: str) -> None:
    """Pagefind knows them by itself, so nothing is said."""
    page.goto(addresses["search"])
    search(page, typed)
    assert said(page).startswith("Results: ")


def test_results_are_narrowed(page: Page, addresses: dict[str, str]) -> None:
    """Choosing a kind shows that kind alone; the address holds it, and going back takes it away."""
    with shut(page, addresses["search"]) as wrong:
        page.goto(addresses["search"])
        search(page, "Paris")
        before = said(page)
        page.get_by_text("Narrow the results").click()
        page.get_by_label("Kind").select_option("Attendance")
        expect(page.get_by_role("status")).not_to_have_text(before)
        answered(page)
        kinds = set(page.locator(".found [data-part=kind]").all_inner_texts())
        at = page.url
        page.go_back()
        expect(page.get_by_role("status")).to_have_text(before)
    assert at == addresses["search"] + "?q=Paris&kind=Attendance"
    assert kinds == {"Attendance"}
    assert wrong == []


def test_each_choice_has_values(page: Page, addresses: dict[str, str]) -> None:
    """Kind, verdict, evidence, person or organization, topic and dossier."""
    page.goto(addresses["search"])
    page.get_by_text("Narrow the results").click()
    expect(page.get_by_label("Dossier").locator("option")).to_have_count(2)
    values = {name: page.get_by_label(name).locator("option").all_inner_texts() for name in ("Dossier", "Verdict")}
    assert values["Dossier"] == ["All", "The Paris draft"]
    assert values["Verdict"] == [
        "All",
        "Not checkable",
        "Not rated",
        "Outdated",
        "Partly supported",
        "Supported",
        "Unproven",
    ]
    assert page.get_by_label("Person or organization").locator("option").count() > 5


def test_a_choice_alone_shows_all_of_it(page: Page, addresses: dict[str, str]) -> None:
    """Without a word to look for, the claims of a topic; more come at a press, and the focus goes to the first."""
    page.goto(addresses["search"] + "?dossier=The+Paris+draft")
    answered(page)
    assert (said(page), len(titles(page))) == ("Results: 36.", 10)
    page.get_by_role("button", name="More results").click()
    page.locator(".found > li").nth(10).wait_for()
    assert page.evaluate("document.activeElement.textContent") == titles(page)[10]


def test_the_keyboard_is_enough(page: Page, addresses: dict[str, str]) -> None:
    """Tab leads to the words, Enter asks, Tab leads to the first result, and what has the focus is outlined."""
    page.goto(addresses["search"])
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.type("logistical")
    page.keyboard.press("Enter")
    answered(page)
    for _ in range(3):  # Past the button and the choices.
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == titles(page)[0]
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url(addresses["claim"])


def test_without_scripts_the_lists_are_there(browser: Browser, addresses: dict[str, str]) -> None:
    """The page says what it lacks, shows no form that would do nothing, and leads to the lists."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(addresses["search"])
    shown = page.locator("main").inner_text()
    forms = page.locator("form, .more").locator("visible=true").count()
    for name in (
        "Sources",
        "Pledges",
        "Approvals",
        "Attendance",
        "Corrections",
        "The Paris draft",
        "Sanctions",
        "Reuters",
    ):
        assert page.locator("main").get_by_role("link", name=name, exact=True).first.is_visible()
    page.locator("main").get_by_role("link", name="Claims").click()
    assert (page.url, forms) == (addresses["claims"], 0)
    assert "The search needs JavaScript." in shown
    context.close()


def test_with_scripts_the_notice_is_gone(page: Page, addresses: dict[str, str]) -> None:
    """Who can search is not told otherwise."""
    page.goto(addresses["search"])
    assert page.get_by_role("searchbox").is_visible()
    assert "needs JavaScript" not in page.locator("main").inner_text()


def test_an_index_that_is_gone_is_told(page: Page, demo_copy: Path, serve: Callable[..., str]) -> None:
    """The page says that the search could not be loaded; its lists are still there."""
    (demo_copy / "pagefind/pagefind.js").unlink()
    page.goto(serve(demo_copy) + "search/?q=aid")
    page.get_by_text("The search could not be loaded.").wait_for()
    assert page.locator("main").get_by_role("link", name="Claims").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_among_results(browser: Browser, addresses: dict[str, str], scheme: Any) -> None:
    """With results, marks, labels and choices shown."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.goto(addresses["search"] + "?q=sanctoins&kind=Pledge")
    answered(page)
    violations: list[dict[str, Any]] = Axe().run(page).response["violations"]
    found = [f"{v['id']}: {n['html'][:120]}" for v in violations for n in v["nodes"]]
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert (found, wide) == ([], 360)


def test_the_link_to_the_search_is_seen_on_a_telephone(page: Page, addresses: dict[str, str]) -> None:
    """In the menu of each page, without unfolding anything."""
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(addresses["claim"])
    link = page.get_by_role("navigation", name="Main").get_by_role("link", name="Search")
    box = link.bounding_box()
    assert box
    assert box["y"] + box["height"] < 160
    link.click()
    page.wait_for_url(addresses["search"])


def test_arabic_words_are_found(page: Page, addresses: dict[str, str]) -> None:
    """Also where a vowel sign is typed that the source has not; quote and title carry their language."""
    page.goto(addresses["claim in Arabic"].partition("claims/")[0] + "search/")
    search(page, "شَجرة")
    assert page.locator(".found q mark").all_inner_texts() == ["شجرة"]
    assert page.locator(".found q").first.get_attribute("lang") == "ar"
    assert page.locator(".found h2 a").first.get_attribute("lang") == "ar"
    assert page.locator(".found q").first.evaluate("q => getComputedStyle(q).direction") == "rtl"


def test_a_withdrawn_claim_says_so_among_results(page: Page, addresses: dict[str, str]) -> None:
    """Before anybody opens it."""
    page.goto(addresses["withdrawn claim"].partition("claims/")[0] + "search/?q=summer")
    answered(page)
    assert page.locator(".found .flag").all_inner_texts() == ["Withdrawn", "Corrected"]


def test_each_language_finds_its_own_pages(page: Page, small_site: SmallSite, serve: Callable[..., str]) -> None:
    """The search below /en-GB/ leads to pages below /en-GB/, that of the root to the others; under any path."""
    small_site.settings(FACTCHECK_LANGUAGES=["en-GB"])
    root = serve(small_site.build("--release"), "/news/checks/")
    found = []
    for path in ("", "en-GB/"):
        page.goto(f"{root}{path}search/?q=ninetey")
        answered(page)
        found.append(page.locator(".found h2 a").first.evaluate("a => a.href"))
    assert found == [f"{root}claims/trees/", f"{root}en-GB/claims/trees/"]


def test_words_are_found_in_many_files(page: Page, empty_site: SmallSite, serve: Callable[..., str]) -> None:
    """A site of more than two thousand words keeps them in several files; a slip in the second letter is found too."""
    syllables = [a + b for a in "bdfgklmnprst" for b in "aeiou"]
    words = [one + two + "rum" for one in syllables for two in syllables]
    blocks = [" ".join(words[at : at + 60]) for at in range(0, len(words), 60)]
    empty_site.source(text="\n\n".join([*blocks, "A kaleidoscope was seen."]) + "\n")
    for number, block in enumerate([*blocks, "A kaleidoscope was seen."]):
        empty_site.claim(f"c-{number}", claim=f"Block {number}", quote={"source": "minutes", "exact": block})
    output = empty_site.build("--release")
    page.goto(serve(output) + "search/")
    search(page, "klaeidoscope")
    assert len(list((output / "pagefind/words").glob("en-*.json"))) == 2
    assert said(page) == "Nothing has “klaeidoscope”. Showing “kaleidoscope”. Results: 1."


def test_markup_in_a_record_is_shown_as_text(page: Page, empty_site: SmallSite, serve: Callable[..., str]) -> None:
    """A title or a quote with a tag in it becomes no element."""
    words = "The <img src=x onerror=alert(1)> tag & the <mark>word</mark> stay."
    empty_site.source(text=f"{words}\n")
    empty_site.claim(claim="A <b>bold</b> tag & more", quote={"source": "minutes", "exact": words})
    page.goto(serve(empty_site.build("--release")) + "search/?q=word")
    answered(page)
    assert titles(page) == ["A <b>bold</b> tag & more"]
    assert page.locator(".found q").inner_text() == words
    assert page.locator(".found :is(img, h2 b)").count() == 0


def test_a_large_site_has_several_indexes(
    page: Page, empty_site: SmallSite, serve: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of them are asked, for words, for choices and for names, and the results are one list."""
    monkeypatch.setattr(search_index, "RECORDS", 4)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    texts = [f"Apples of sort {sort} were praised." for sort in "abcdefghijkl"]
    empty_site.source(text="\n\n".join(texts) + "\n")
    for number, text in enumerate(texts):
        quote = {"source": "minutes", "exact": text}
        empty_site.claim(f"sort-{number}", claim=f"Sort {number} was praised", quote=quote, tags=["apples"])
    assert build(Request(site=empty_site.folder, release=True)).changes
    address = serve(empty_site.folder / "output") + "search/"
    assert len(list((empty_site.folder / "output/pagefind").glob("index-*/pagefind-entry.json"))) >= 2
    with shut(page, address) as wrong:
        page.goto(address)
        search(page, "praised")
        assert page.get_by_role("status").inner_text() == "Results: 12."
        page.get_by_role("button", name="More").or_(page.locator(".more")).first.click()
        expect(page.locator(".found > li")).to_have_count(12)
        found = {link.get_attribute("href") for link in page.locator(".found h2 a, .found h3 a").all()}
        assert len(found) == 12
    assert wrong == []
