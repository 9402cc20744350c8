"""HTML to plain text, one block a paragraph: the only door to Beautiful Soup.

The result is frozen beside the capture; it is made again only to say whether a newer library would differ.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag
from soupsieve import SelectorSyntaxError

from factcheck.text import SPACE, canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

_SKIPPED = frozenset({"script", "style", "template", "noscript", "head", "svg", "iframe", "nav", "button"})
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "picture",
        "q",
        "ruby",
        "rb",
        "rp",
        "rt",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_SPACES = re.compile(f"[{SPACE}]+")


def is_html(file: str) -> bool:
    """Tell by its name whether a capture is HTML."""
    return file.lower().endswith((".html", ".htm", ".xhtml"))


def text_of(data: bytes, selector: str | None) -> str:
    """Return the text of an HTML page in NFC, its blocks parted by blank lines; empty if nothing is selected.

    The encoding is found as browsers do (byte order mark, ``meta``), by Beautiful Soup.
    """
    soup = BeautifulSoup(data, "lxml")
    try:
        roots = soup.select(selector) if selector else [soup.body or soup]
    except (SelectorSyntaxError, NotImplementedError):  # not CSS, or CSS that selects no element
        return ""
    outer = [root for root in roots if not any(parent in roots for parent in root.parents)]
    found = "\n\n".join(block for root in outer for block in _blocks(root))
    return canonical(f"{found}\n" if found else "")


def _blocks(root: Tag) -> Iterator[str]:
    parts: list[str] = []
    for part in _parts(root):
        if part is None:
            yield from _closed(parts)
            parts.clear()
        else:
            parts.append(part)
    yield from _closed(parts)


def _closed(parts: list[str]) -> Iterator[str]:
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(parts).split("\n"))
    if block := "\n".join(line for line in lines if line):
        yield block


def _parts(tag: Tag) -> Iterator[str | None]:
    """Yield runs of text in document order, and None at each edge of a block."""
    for child in tag.children:
        if isinstance(child, Tag):
            yield from _element(child)
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            yield _SPACES.sub(" ", child)


def _element(tag: Tag) -> Iterator[str | None]:
    if tag.name in _SKIPPED:
        return
    if tag.name == "br":
        yield "\n"
    elif tag.name in _INLINE:
        yield from _parts(tag)
    else:
        yield None
        yield from _parts(tag)
        yield None
