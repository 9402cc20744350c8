"""What the output check reads from a built page: the only door to selectolax."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

_LINKS = (
    ("a", "href"),
    ("link", "href"),
    ("img", "src"),
    ("script", "src"),
    ("source", "src"),
    ("iframe", "src"),
    ('meta[property="og:image"]', "content"),
)


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
        images_without_alt=tuple(n.attributes.get("src") or "" for n in tree.css("img") if "alt" not in n.attributes),
        scripts=tuple(node.text() for node in tree.css('script[type="application/ld+json"]')),
        quote=quote.text() if quote else None,
        verdict=verdict.text(deep=False) if verdict else None,
        canonical=canonical.attributes.get("href") if canonical else None,
    )


def _links(tree: LexborHTMLParser) -> Iterator[str]:
    for tag, attribute in _LINKS:
        for node in tree.css(f"{tag}[{attribute}]"):
            if value := _address(node, attribute):
                yield value


def _address(node: LexborNode, attribute: str) -> str:
    return (node.attributes.get(attribute) or "").strip()
