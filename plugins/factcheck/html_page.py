"""What the output check reads from a built page: the only door to selectolax."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Iterator

# Each search walks the whole page, so there are few of them.
_LINKS = 'a[href],link[href],img[src],script[src],source[src],iframe[src],meta[property="og:image"][content]'
_LINK_IN = {"a": "href", "link": "href", "meta": "content"}


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """The parts of a page that can be wrong."""

    html: str
    ids: tuple[str, ...]
    links: tuple[str, ...]
    headings: tuple[str, ...]
    images_without_alt: tuple[str, ...]
    scripts: tuple[str, ...]
    quote: str | None
    verdict: str | None
    canonical: str | None


def read_page(html: str) -> HtmlPage:
    """Parse a page."""
    tree = LexborHTMLParser(html)
    main = tree.css_first("main")
    quote = main.css_first("blockquote") if main else None
    verdict = main.css_first(".verdict") if main else None
    canonical = tree.css_first('link[rel="canonical"]')
    return HtmlPage(
        html=html,
        ids=tuple(node.attributes["id"] or "" for node in tree.css("[id]")),
        links=tuple(_links(tree)),
        headings=tuple(node.text() for node in tree.css("h1")),
        images_without_alt=tuple(node.attributes.get("src") or "" for node in tree.css("img:not([alt])")),
        scripts=tuple(node.text() for node in tree.css('script[type="application/ld+json"]')),
        quote=quote.text() if quote else None,
        verdict=verdict.text(deep=False) if verdict else None,
        canonical=canonical.attributes.get("href") if canonical else None,
    )


def _links(tree: LexborHTMLParser) -> Iterator[str]:
    found = (node.attributes.get(_LINK_IN.get(node.tag or "", "src")) or "" for node in tree.css(_LINKS))
    yield from filter(None, map(str.strip, found))
