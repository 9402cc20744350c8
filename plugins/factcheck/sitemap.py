"""``sitemap.xml`` (sitemaps.org 0.9) and ``robots.txt``."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from factcheck.jsonld import address
from factcheck.partitions import place_among

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from factcheck.pages.here import Here

    Entry = tuple[str, dt.date | None]

# The format allows 50,000.
LARGEST = 10_000
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap_parts(pages: Sequence[Entry]) -> Iterator[tuple[str, tuple[Entry, ...] | tuple[str, ...]]]:
    """Yield ``sitemap.xml`` with its pages, or parts of about 10,000, and their names as the index of them.

    A page keeps its part when others come; with each part that is added, one other is split.
    """
    if len(pages) <= LARGEST:
        yield "sitemap.xml", tuple(pages)
        return
    parts: list[list[Entry]] = [[] for _ in range(-(-len(pages) // LARGEST))]
    for page in pages:
        parts[place_among(len(parts), page[0])].append(page)
    names = tuple(f"sitemap-{number}.xml" for number in range(1, len(parts) + 1))
    yield from ((name, tuple(part)) for name, part in zip(names, parts, strict=True))
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
