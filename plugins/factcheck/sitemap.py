"""``sitemap.xml`` (sitemaps.org 0.9) and ``robots.txt``."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from factcheck.jsonld import address

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from factcheck.pages.here import Here

    Entry = tuple[str, dt.date | None]

LARGEST = 10_000
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap_parts(pages: Sequence[Entry]) -> Iterator[tuple[str, tuple[Entry, ...] | tuple[str, ...]]]:
    """Yield ``sitemap.xml`` with its pages, or parts of 10,000 pages each, and their names as the index of them."""
    if len(pages) <= LARGEST:
        yield "sitemap.xml", tuple(pages)
        return
    names = tuple(f"sitemap-{number}.xml" for number in range(1, -(-len(pages) // LARGEST) + 1))
    for number, name in enumerate(names):
        yield name, tuple(pages[number * LARGEST : (number + 1) * LARGEST])
    yield "sitemap.xml", names


def sitemap_file(listed: tuple[Entry, ...] | tuple[str, ...], here: Here) -> bytes:
    """Return a sitemap of pages with the day they last changed, or an index of sitemaps."""
    items = "".join(_part(entry, here) if isinstance(entry, str) else _url(*entry, here) for entry in listed)
    name = "sitemapindex" if listed and isinstance(listed[0], str) else "urlset"
    return f"{_HEAD}<{name} {_NAMESPACE}>\n{items}</{name}>\n".encode()


def _part(name: str, here: Here) -> str:
    return f"<sitemap><loc>{escape(address(name, here), quote=False)}</loc></sitemap>\n"


def _url(path: str, day: dt.date | None, here: Here) -> str:
    lastmod = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
    return f"<url><loc>{escape(address(path, here), quote=False)}</loc>{lastmod}</url>\n"


def robots(here: Here) -> bytes:
    """Return ``robots.txt``: everything may be read, and here is the list."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {address('sitemap.xml', here)}\n".encode()
