"""The sitemap lists every page that is to be found, and no other; robots.txt names it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from sitekit import api_claims, head, only, tree

if TYPE_CHECKING:
    from pathlib import Path

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BASES = {
    "demo_site": "https://factcheck.example/",
    "golden_site": "https://golden.example/checks/",
    "large_site": "https://large.example/",
}


@pytest.fixture(params=BASES)
def site(request: pytest.FixtureRequest) -> tuple[Path, str]:
    """Return each of the built sites with its address."""
    return request.getfixturevalue(request.param), BASES[request.param]


def entries(site: Path) -> dict[str, str | None]:
    """Return the addresses of the sitemap with the day of their last change."""
    root = ET.fromstring((site / "sitemap.xml").read_bytes())  # noqa: S314 - we made it
    assert root.tag == f"{NAMESPACE}urlset"
    found = [(str(url.findtext(f"{NAMESPACE}loc")), url.findtext(f"{NAMESPACE}lastmod")) for url in root]
    assert len(found) == len(dict(found))
    return dict(found)


def test_it_lists_every_page_that_may_be_indexed(site: tuple[Path, str]) -> None:
    """The pages that say ``noindex`` (patterns, 404, redirects) are left out, and all others are in."""
    folder, base = site
    pages = [name for name in tree(folder) if name.endswith(".html")]
    indexed = [name for name in pages if not head(folder / name).select('meta[name="robots"][content~="noindex"]')]
    assert set(entries(folder)) == {base + name.removesuffix("index.html") for name in indexed}


def test_pages_that_nobody_looks_for_are_not_indexed(golden_site: Path) -> None:
    """The patterns, the 404 page, the redirects, what was taken down and all frames are the pages left out."""
    pages = [name for name in tree(golden_site) if name.endswith(".html")]
    left_out = [name for name in pages if head(golden_site / name).select('meta[name="robots"]')]
    frames = [name for name in pages if name.startswith("embed/")]
    assert set(frames) <= set(left_out)
    assert [name for name in left_out if name not in frames] == [
        "404.html",
        "claims/fell-over/index.html",
        "claims/old-fall/index.html",
        "claims/old-trees/index.html",
        "claims/trees/index.html",
        "patterns/index.html",
        "people/old-mayor/index.html",
        "sources/old-minutes/index.html",
    ]


def test_each_address_is_the_canonical_one(site: tuple[Path, str]) -> None:
    """A page says of itself what the sitemap says of it."""
    folder, base = site
    for address in entries(folder):
        soup = head(folder / address.removeprefix(base) / "index.html")
        assert only(soup, 'link[rel="canonical"]')["href"] == address


def test_a_claim_has_the_day_of_its_last_change(site: tuple[Path, str]) -> None:
    """``lastmod`` of a claim's page is ``modified`` of the API."""
    folder, base = site
    found = entries(folder)
    for claim in api_claims(folder):
        assert found[base + claim["url"].lstrip("/")] == claim["modified"]


def test_robots_names_the_sitemap(site: tuple[Path, str]) -> None:
    """Everything may be read, and the address of the list is absolute."""
    folder, base = site
    text = (folder / "robots.txt").read_text(encoding="utf-8")
    assert text == f"User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n"
