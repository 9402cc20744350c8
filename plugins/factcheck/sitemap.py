"""``sitemap.xml`` (sitemaps.org 0.9) and ``robots.txt``."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from factcheck.jsonld import address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcheck.pages.here import Here

LARGEST = 10_000
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

Entry = tuple[str, dt.date | None]


def sitemap_files(pages: Sequence[Entry], here: Here) -> Iterator[tuple[str, bytes]]:
    """Yield ``sitemap.xml``: the pages with the day they last changed, or an index of parts of 10,000."""
    if len(pages) <= LARGEST:
        yield "sitemap.xml", _urlset(pages, here)
        return
    names = [f"sitemap-{number}.xml" for number in range(1, -(-len(pages) // LARGEST) + 1)]
    for number, name in enumerate(names):
        yield name, _urlset(pages[number * LARGEST : (number + 1) * LARGEST], here)
    items = "".join(f"<sitemap><loc>{escape(address(name, here))}</loc></sitemap>\n" for name in names)
    yield "sitemap.xml", f"{_HEAD}<sitemapindex {_NAMESPACE}>\n{items}</sitemapindex>\n".encode()


def _urlset(pages: Sequence[Entry], here: Here) -> bytes:
    items = "".join(
        f"<url><loc>{escape(address(path, here))}</loc>{f'<lastmod>{day.isoformat()}</lastmod>' if day else ''}</url>\n"
        for path, day in pages
    )
    return f"{_HEAD}<urlset {_NAMESPACE}>\n{items}</urlset>\n".encode()


def robots(here: Here) -> bytes:
    """Return ``robots.txt``: everything may be read, and here is the list."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {address('sitemap.xml', here)}\n".encode()
