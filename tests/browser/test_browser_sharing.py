"""A claim on somebody else's site and on paper: the frame works where it is set, and the print cites itself."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from sitekit import read_json

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

FRAMES = ("ninety-trees", "arabic-trees", "half-died", "not-alone", "fell-over")
SITE = "https://golden.example/checks/"


@pytest.fixture(scope="session")
def golden_address(golden_site: Path, serve: Callable[..., str]) -> str:
    """Return the address at which the golden site is served."""
    return serve(golden_site)


@pytest.fixture
def host(golden_site: Path, golden_address: str, serve: Callable[..., str], tmp_path: Path) -> str:
    """Return the address of a page of another origin that has set the snippet of a claim."""
    html = str(read_json(golden_site / "api/v1/oembed/ninety-trees.json")["html"]).replace(SITE, golden_address)
    body = f'<!doctype html><html lang="en"><title>Another site</title><body>{html}</body></html>'
    (tmp_path / "index.html").write_text(body, encoding="utf-8")
    return serve(tmp_path)


def test_the_snippet_shows_the_claim_on_another_site(page: Page, host: str, golden_address: str) -> None:
    """The frame shows the quote, and nothing is fetched but from these two sites."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(host)
    frame = page.frame_locator("iframe")
    assert frame.locator("blockquote").inner_text() == "The council will plant ninety trees before the winter"
    assert sorted(set(asked) - {f"{host}favicon.ico"}) == sorted([host, f"{golden_address}embed/ninety-trees/"])


def test_a_link_in_the_frame_opens_beside_it(page: Page, host: str, golden_address: str) -> None:
    """The claim's page comes in a tab of its own, without a hold on the page that framed it."""
    page.goto(host)
    with page.expect_popup() as opened:
        page.frame_locator("iframe").get_by_role("link", name="The whole record, with its proof").click()
    assert opened.value.url == f"{golden_address}claims/ninety-trees/"
    assert opened.value.evaluate("window.opener") is None


@pytest.mark.parametrize("name", FRAMES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_frame(
    browser: Browser, golden_address: str, name: str, scheme: Literal["light", "dark"]
) -> None:
    """No violation of any rule of axe-core in a narrow frame; nothing has to be scrolled sideways at 320 pixels."""
    context = browser.new_context(viewport={"width": 320, "height": 480}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{golden_address}embed/{name}/")
    violations: list[dict[str, Any]] = Axe().run(page).response["violations"]
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert [f"{v['id']}: {n['html'][:120]}" for v in violations for n in v["nodes"]] == []
    assert width == 320


def test_a_frame_is_as_high_as_its_claim_needs(browser: Browser, demo_site: Path, serve: Callable[..., str]) -> None:
    """At the width that oEmbed names no claim of the demonstration has to be scrolled, or leaves half a frame empty."""
    address = serve(demo_site)
    context = browser.new_context(viewport={"width": 600, "height": 200})
    page = context.new_page()
    wrong = []
    for answer in sorted(demo_site.glob("api/v1/oembed/*.json")):
        page.goto(f"{address}embed/{answer.stem}/")
        given, needed = read_json(answer)["height"], page.evaluate("document.documentElement.scrollHeight")
        wrong += [(answer.stem, given, needed)] * (not needed <= given <= needed * 1.5)
    context.close()
    assert wrong == []


@pytest.fixture
def printed(page: Page, golden_address: str) -> list[str]:
    """Return the text of each sheet of a printed claim, white space folded."""
    page.goto(f"{golden_address}claims/ninety-trees/")
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    return [" ".join(sheet.extract_text().split()) for sheet in sheets]


def test_a_printed_claim_cites_itself(printed: list[str]) -> None:
    """At its foot stand site, claim, day and address, as they are to be cited."""
    before, _, foot = printed[-1].partition("Cite and reuse")
    assert foot, before
    assert foot.strip().startswith("Golden checks, “The council will plant ninety trees before the winter”")
    assert "https://golden.example/checks/claims/ninety-trees/" in foot.replace(" ", "")


def test_a_printed_claim_spells_addresses_out(page: Page, golden_address: str) -> None:
    """Where a link leads to another site, its address stands behind it; menus and the snippet stay away."""
    page.goto(f"{golden_address}claims/ninety-trees/")
    page.emulate_media(media="print")
    external = page.locator("main a[rel~=external]")
    assert external.count() > 0
    shown = "e => getComputedStyle(e, '::after').content"
    address = external.first.get_attribute("href") or "no address"
    assert address in str(external.first.evaluate(shown)).replace('" "', "").replace('"', "")
    hidden = [".menu", ".share", ".skip", ".colophon nav"]
    assert [name for name in hidden if page.locator(name).first.is_visible()] == []


def test_no_page_break_falls_into_a_quote(page: Page, golden_address: str) -> None:
    """Quotes, evidence and the citation each stay on one sheet."""
    page.goto(f"{golden_address}claims/ninety-trees/")
    page.emulate_media(media="print")
    kept = "e => getComputedStyle(e).breakInside"
    for name in (".quote", ".in-place", ".part:has(.citation)"):
        assert page.locator(name).first.evaluate(kept) == "avoid"
