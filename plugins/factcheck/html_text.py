"""HTML to plain text, one block a paragraph, and what a page says of itself: the only door to Beautiful Soup.

The text is frozen beside the capture; it is made again only to say whether a newer library would differ.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, UnusualUsageWarning, dammit
from bs4.dammit import EncodingDetector
from bs4.element import NavigableString, PreformattedString, Tag
from soupsieve import SelectorSyntaxError

from factcheck.charsets import decoded
from factcheck.text import SPACE, canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

# Beautiful Soup lets whichever of three other packages is installed guess at an encoding that nobody declared.
# A text that was frozen on one machine must come out on every other, whatever else is installed there.
dammit.chardet_module = None

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
# The parts of a page that hold what it is about, if there is one of them alone.
_PARTS = ("article", "main")


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself, word for word: ``meta`` by lower-case property or name, ``data`` its JSON-LD."""

    title: str
    language: str
    meta: dict[str, tuple[str, ...]]
    data: tuple[str, ...]


def text_of(data: bytes, selector: str | None, encoding: str | None = None) -> str:
    """Return the text of an HTML page in NFC, its blocks parted by blank lines; empty if nothing is selected.

    Where no encoding is given it is found as browsers do (byte order mark, ``meta``), by Beautiful Soup.
    """
    soup = _parsed(data, encoding)
    try:
        roots = soup.select(selector) if selector else [soup.body or soup]
    except (SelectorSyntaxError, NotImplementedError):  # not CSS, or CSS that selects no element
        return ""
    outer = [root for root in roots if not any(parent in roots for parent in root.parents)]
    found = "\n\n".join(block for root in outer for block in _blocks(root))
    return canonical(f"{found}\n" if found else "")


def declared_encoding(data: bytes) -> str | None:
    """Return the name of the encoding that a page declares in ``meta`` or in an XML declaration."""
    return EncodingDetector.find_declared_encoding(data, is_html=True, search_entire_document=False)


def main_part(data: bytes, encoding: str | None) -> str | None:
    """Return the selector of the one ``article`` or ``main`` that holds text; None where there is not exactly one."""
    soup = _parsed(data, encoding)
    return next((part for part in _PARTS if len(found := soup.select(part)) == 1 and any(_blocks(found[0]))), None)


def head_of(data: bytes, encoding: str | None) -> Head:
    """Return what a page says of itself; an empty text stands for what it does not say."""
    soup = _parsed(data, encoding)
    meta: dict[str, list[str]] = {}
    for tag in soup.find_all("meta"):
        for name in {str(tag.get(key, "")).strip().lower() for key in ("property", "name", "itemprop")} - {""}:
            meta.setdefault(name, []).append(str(tag.get("content", "")))
    scripts = soup.find_all("script", type=re.compile(r"\s*application/ld\+json\s*(;.*)?", re.IGNORECASE))
    title = soup.select_one("head > title")
    return Head(
        title.get_text() if title else "",
        str(soup.html.get("lang", "")) if soup.html else "",
        {name: tuple(values) for name, values in meta.items()},
        tuple(script.get_text() for script in scripts),
    )


def _parsed(data: bytes, encoding: str | None) -> BeautifulSoup:
    with warnings.catch_warnings():
        # A page may well look like an address or like XML; that is no news for an editor.
        warnings.simplefilter("ignore", UnusualUsageWarning)
        return BeautifulSoup(decoded(data, encoding) if encoding else data, "lxml")


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
