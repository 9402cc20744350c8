"""What the output check reads from a built page: the only door to selectolax."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selectolax.lexbor import LexborNode

# Each search walks the whole page, and to walk costs more than to look at what is found: so there is one.
_WANTED: Final = (
    ":is([id], a[href], link[href], img, script, source[src], iframe[src], meta[property='og:image'],"
    " h1, main, blockquote, .verdict)"
)
_LINK_IN: Final = {
    "a": "href",
    "link": "href",
    "img": "src",
    "script": "src",
    "source": "src",
    "iframe": "src",
    "meta": "content",
}


@dataclass(slots=True)
class HtmlPage:
    """The parts of a page that can be wrong. ``quote`` and ``verdict`` are the first in its ``main``."""

    data: bytes
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    images_without_alt: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    quote: str | None = None
    verdict: str | None = None
    canonical: str | None = None

    @property
    def html(self) -> str:
        """The whole page."""
        return self.data.decode(errors="replace")


def read_page(data: bytes) -> HtmlPage:
    """Parse a page."""
    page = HtmlPage(data)
    main: LexborNode | None = None
    for node in LexborHTMLParser(page.html).css(_WANTED):
        tag, attributes = node.tag or "", node.attributes
        _take(page, node, tag, attributes)
        if tag == "main":
            main = main or node
        elif main and tag == "blockquote" and page.quote is None and _is_inside(node, main):
            page.quote = node.text()
        if main and page.verdict is None and _is_verdict(attributes) and _is_inside(node, main):
            page.verdict = node.text(deep=False)
    return page


def _take(page: HtmlPage, node: LexborNode, tag: str, attributes: Mapping[str, str | None]) -> None:
    """Take from an element what counts wherever it stands."""
    if "id" in attributes:
        page.ids.append(attributes["id"] or "")
    if tag == "h1":
        page.headings.append(node.text())
    if tag == "img" and "alt" not in attributes:
        page.images_without_alt.append(attributes.get("src") or "")
    if tag == "script" and attributes.get("type") == "application/ld+json":
        page.scripts.append(node.text())
    if tag == "link" and page.canonical is None and attributes.get("rel") == "canonical":
        page.canonical = attributes.get("href")
    if (name := _LINK_IN.get(tag)) and (link := (attributes.get(name) or "").strip()):
        page.links.append(link)


def _is_verdict(attributes: Mapping[str, str | None]) -> bool:
    return "verdict" in (attributes.get("class") or "").split()


def _is_inside(node: LexborNode, main: LexborNode) -> bool:
    above = node.parent
    while above is not None and above.mem_id != main.mem_id:
        above = above.parent
    return above is not None
