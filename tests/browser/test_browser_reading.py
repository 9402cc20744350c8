"""What a reader meets: links that work under any path, passages that are found, pages that are light."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitekit import GOLDEN, api_claims, build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page, Response

pytestmark = pytest.mark.browser

MOUNT = "/news/checks/"
ADDRESSES = "Array.from(document.querySelectorAll('[href], [src]'), e => e.href || e.src)"


@pytest.fixture(scope="session")
def answers() -> dict[str, int]:
    """Remember which address was answered how, so that none is asked twice."""
    return {}


@pytest.fixture(scope="session")
def mounted(demo_site: Path, golden_site: Path, serve: Callable[..., str]) -> dict[str, str]:
    """Return the addresses of both sites, served below a path that neither was built for."""
    return {"demo": serve(demo_site, MOUNT), "golden": serve(golden_site, MOUNT)}


def squeezed(text: str) -> str:
    """Return a text without its white space."""
    return "".join(text.split())


def statuses(page: Page, answers: dict[str, int]) -> dict[str, int]:
    """Return how each address on a page, but its own, is answered by our own server."""
    origin = "/".join(page.url.split("/")[:3]) + "/"
    found = {str(url).partition("#")[0] for url in page.evaluate(ADDRESSES)} - {page.url}
    for url in sorted(found):
        if url.startswith(origin) and url not in answers:
            answers[url] = page.request.get(url).status
    return {url: answers[url] for url in sorted(found) if url in answers}


def test_every_link_works_below_a_path(
    page: Page, mounted: dict[str, str], page_place: tuple[str, str], answers: dict[str, int]
) -> None:
    """Served below /news/checks/, every link, picture and style sheet of a page is answered with 200."""
    site, path = page_place
    page.goto(mounted[site] + path)
    found = statuses(page, answers)
    assert len(found) > 10
    assert {url: status for url, status in found.items() if status != 200} == {}
    assert [url for url in found if not url.startswith(mounted[site])] == []


def test_the_404_page_works_at_any_depth(
    page: Page, tmp_path: Path, serve: Callable[..., str], answers: dict[str, int]
) -> None:
    """Shown at an address that is deep and wrong, its styles and links still work, below the path of SITEURL."""
    output = build(GOLDEN / "site", tmp_path / "output", "--siteurl", f"https://paper.example{MOUNT.rstrip('/')}")
    root = serve(output, MOUNT)
    response = page.goto(f"{root}claims/no/such/claim/")
    assert response is not None
    assert (response.status, page.get_by_role("heading", level=1).count()) == (404, 1)
    assert {url: status for url, status in statuses(page, answers).items() if status != 200} == {}


def test_an_alias_takes_the_reader_to_the_claim(page: Page, mounted: dict[str, str]) -> None:
    """An old address leads to the new one by itself, below a path too."""
    page.goto(f"{mounted['golden']}claims/old-trees/")
    page.wait_for_url(f"{mounted['golden']}claims/ninety-trees/")


RUNS = """id => {
  const runs = [...document.querySelectorAll('main [data-claims]')]
    .filter(run => run.dataset.claims.split(' ').includes(id));
  const seen = runs.filter(run => {
    const box = run.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && box.top < innerHeight && box.bottom > 0;
  });
  const paint = runs.map(run => getComputedStyle(run));
  return {
    words: runs.map(run => run.textContent),
    first: runs.length > 0 && seen.includes(runs[0]),
    marked: paint.every(style => style.backgroundColor !== 'rgba(0, 0, 0, 0)' || style.backgroundImage !== 'none'
      || style.textDecorationLine !== 'none' || style.borderBottomStyle !== 'none' || style.boxShadow !== 'none'),
    top: document.querySelector(':target').getBoundingClientRect().top,
  };
}"""


@pytest.mark.parametrize("width", [360, 1280])
def test_a_claims_passage_is_found_and_marked(
    page: Page, demo_site: Path, addresses: dict[str, str], width: int
) -> None:
    """``#<claim-id>`` brings the marked passage into view, and its runs joined are the quote."""
    page.set_viewport_size({"width": width, "height": 800})
    claims = [claim for claim in api_claims(demo_site) if claim["quote"]["source"] == "paris-draft-article"]
    assert len(claims) >= 33
    for claim in claims:
        page.goto(f"{addresses['source']}#{claim['id']}")
        found = page.evaluate(RUNS, claim["id"])
        words = claim["quote"]["exact"].replace("[…]", "")
        assert squeezed("".join(found["words"])) == squeezed(words), claim["id"]
        assert (found["first"], found["marked"], 0 <= found["top"] < 800) == (True, True, True), claim["id"]


def test_overlapping_passages_are_found(page: Page, golden_site: Path, addresses: dict[str, str]) -> None:
    """Where quotes overlap, each claim's runs joined are its own quote."""
    root = addresses["corrections"].removesuffix("corrections/")
    exact = {claim["id"]: claim["quote"]["exact"] for claim in api_claims(golden_site)}
    for name in ("mayor-opened", "opening-on-sunday", "council-met"):
        page.goto(f"{root}sources/minutes/#{name}")
        found = page.evaluate(RUNS, name)
        assert ("".join(found["words"]), found["first"]) == (exact[name], True)


def test_a_quote_only_passage_is_found(page: Page, addresses: dict[str, str]) -> None:
    """Of a source whose text is not published, the fragment leads to the quote in its few words of context."""
    page.goto(f"{addresses['quote-only source']}#half-died")
    target = page.locator(":target")
    assert "Half of the young trees died in the first dry summer" in target.inner_text()
    box = target.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 720


def weight(page: Page, address: str) -> int:
    """Return the bytes that a first visit loads, uncompressed."""
    loaded: list[Response] = []
    page.on("response", lambda response: loaded.append(response))  # noqa: PLW0108 - Playwright marks the function
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return sum(len(response.body()) for response in loaded)


def test_the_heaviest_claim_page_is_light(page: Page, demo_site: Path, addresses: dict[str, str]) -> None:
    """With its style sheet and all else that a first visit loads, a claim page stays under 60 kB."""
    pages = sorted(demo_site.glob("claims/*/index.html"), key=lambda path: path.stat().st_size)
    heaviest = pages[-1].parent.name
    assert 10_000 < weight(page, f"{addresses['claims']}{heaviest}/") < 60_000
