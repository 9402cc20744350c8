"""Text of a source: white space folded for matching, blocks, and word boundaries. All offsets are code points."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import regex

from factcheck.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable

# Unicode's White_Space property (PropList.txt). Python's \s also takes U+001C..U+001F, which are not in it.
SPACE = "\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
SOFT_HYPHEN = "\u00ad"
OMISSION = " […] "
# How many characters beside a quote may be shown of a source whose text may not be published.
CONTEXT = 32

# Every run of white space and soft hyphens but a single space, which stays as it is.
_DROPPED = re.compile(f"[{SPACE}{SOFT_HYPHEN}]{{2,}}|[{SPACE.replace(' ', '')}{SOFT_HYPHEN}]")
_BLANK_LINE = re.compile(f"\n(?:[{SPACE}]*\n)+[^\\S\n]*")
_ITEM = re.compile(r"[ \t]*(?:[-*•–]|\d{1,3}[.)])[ \t]+(?=\S)")
_LINE = re.compile(r"[^\n]+")
_OMISSION = re.compile(r"\[(?:…|\.\.\.)\]")
_WORD_BOUNDARY = regex.compile(r"\b", flags=regex.WORD)
# XML and HTML cannot hold them, and nobody sees them.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
# The same characters as in SPACE, one by one.
_SPACES = "".join(re.findall(f"[{SPACE}]", "".join(map(chr, range(0x3001)))))
_GRAPHEME = regex.compile(r"\X")


def sign(character: str) -> str:
    """Return a character that cannot be seen, or told from another, in words: its number and its name."""
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}" + (f", {name}" if name else "")


class Span(Value, frozen=True, order=True):
    """A run of code points: 0-based ``start``, exclusive ``end``."""

    start: int
    end: int


class Block(Value, frozen=True):
    """A paragraph or list item of a text."""

    start: int
    end: int
    kind: Literal["paragraph", "item"]


class Folded(Value, frozen=True):
    """A text in which each run of white space is one space and soft hyphens are gone.

    ``starts`` holds where each kept or folded piece begins in ``text``, ``origins`` the same in the original. What
    stands between single spaces is one piece.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def original(self, span: Span) -> Span:
        """Return where a non-empty span of the folded text stands in the original."""
        return Span(self._origin(span.start), self._origin(span.end - 1) + 1)

    def _origin(self, index: int) -> int:
        piece = bisect_right(self.starts, index) - 1
        return self.origins[piece] + index - self.starts[piece]


def fold(text: str) -> Folded:
    """Fold white space and drop soft hyphens, and remember where every character came from."""
    parts: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    done = length = 0

    def keep(part: str, origin: int) -> None:
        nonlocal length
        if part:
            parts.append(part)
            starts.append(length)
            origins.append(origin)
            length += len(part)

    for run in _DROPPED.finditer(text):
        keep(text[done : run.start()], done)
        keep(" " if run[0].strip(SOFT_HYPHEN) else "", run.start())
        done = run.end()
    keep(text[done:], done)
    return Folded("".join(parts), tuple(starts), tuple(origins))


def folded(text: str) -> str:
    """Return the text with white space folded and trimmed and soft hyphens dropped."""
    return _DROPPED.sub(lambda run: " " if run[0].strip(SOFT_HYPHEN) else "", text).strip()


def same_words(one: str, other: str) -> bool:
    """Tell whether two texts are equal up to white space (and soft hyphens)."""
    return one == other or folded(one) == folded(other)


def pieces(exact: str) -> list[str]:
    """Split a quote at ``[…]`` or ``[...]``; empty pieces are kept, so that the caller can refuse them."""
    return [piece.strip() for piece in _OMISSION.split(exact)]


def blocks(text: str) -> tuple[Block, ...]:
    """Return the paragraphs and list items of a plain text, in order.

    Blank lines part paragraphs and a list marker begins an item. A text with no blank line at all has one
    block a line.
    """
    if not _BLANK_LINE.search(text.strip()):
        return tuple(_block(text, m.start(), m.end()) for m in _LINE.finditer(text) if m[0].strip())
    found: list[Block] = []
    start = 0
    for gap in [*(m.span() for m in _BLANK_LINE.finditer(text)), (len(text), len(text))]:
        found.extend(_items(text, start, gap[0]))
        start = gap[1]
    return tuple(found)


def _items(text: str, start: int, end: int) -> list[Block]:
    cuts = [m.start() for m in _LINE.finditer(text, start, end) if m.start() == start or _ITEM.match(m[0])]
    return [_block(text, a, b) for a, b in pairwise([*cuts, end]) if text[a:b].strip()]


def _block(text: str, start: int, end: int) -> Block:
    while end > start and text[end - 1] == "\n":
        end -= 1
    return Block(start, end, "item" if _ITEM.match(text, start, end) else "paragraph")


def marker(text: str, block: Block) -> Span:
    """Return the list marker at the start of an item; empty for a paragraph."""
    match = _ITEM.match(text, block.start, block.end) if block.kind == "item" else None
    return Span(block.start, match.end() if match else block.start)


def is_boundary(text: str, index: int) -> bool:
    """Tell whether a word (UAX #29) may start or end here; such a place is never inside a grapheme.

    Only the neighbourhood is read, so that a long text costs no more than a short one.
    """
    start = max(0, index - 64)
    return _WORD_BOUNDARY.match(text[start : index + 64], index - start) is not None


def graphemes(text: str) -> list[str]:
    """Return what a reader takes for single characters (UAX #29), in order."""
    return _GRAPHEME.findall(text)


def line_of(text: str, index: int) -> int:
    """Return the 1-based line of an offset."""
    return text.count("\n", 0, index) + 1


def visible(text: str) -> int:
    """Count the characters that are not white space."""
    return len(text) - sum(map(text.count, _SPACES))


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return the union of spans as disjoint spans, in order."""
    union: list[Span] = []
    for span in sorted(spans):
        if union and span.start <= union[-1].end:
            union[-1] = Span(union[-1].start, max(union[-1].end, span.end))
        else:
            union.append(span)
    return union


def is_canonical(data: bytes) -> bool:
    """Tell whether bytes are fit to be their own frozen text: UTF-8 without a mark, NFC, LF, no control characters."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not text.startswith("\ufeff") and not _CONTROL.search(text) and unicodedata.is_normalized("NFC", text)


def canonical(text: str) -> str:
    """Return a text in NFC with LF line ends, no byte order mark, and spaces for control characters."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROL.sub(" ", lines))


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else many}"
