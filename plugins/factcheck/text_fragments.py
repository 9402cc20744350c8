"""Text fragments: the end of an address that makes a browser scroll to a quote and mark it.

The form is ``:~:text=[prefix-,]start[,end][,-suffix]``, one directive a piece, as
https://wicg.github.io/scroll-to-text-fragment/ has it. A browser looks for whole words, without regard to case and
mostly to accents, inside one block, and takes the first place it finds. So a directive is given only where no other
place of the text could be taken for it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar
from urllib.parse import quote

import regex

from factcheck.text import SOFT_HYPHEN, SPACE, Span, is_boundary, marker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from factcheck.text import Block

T = TypeVar("T")

START = ":~:text="
_NEXT = "&text="
# Longer pieces are told by their first and last words.
_LONGEST = 300
# How many words stand at each end of a long piece, and beside a piece whose words are not alone.
_ENDS = (4, 8, 16)
_BESIDE = (0, 3, 6, 12, 24)

# A browser folds such white space in HTML and keeps it in plain text, so no words can be searched for across it.
_UNSURE_SPACE = re.compile(f"[{SPACE}](?:[{SPACE}]+|(?<=[\t-\r\x85\u2028\u2029]))")
# Written without spaces: where a word ends in the middle of them only a dictionary knows, and each has its own.
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_UNSEEN = regex.compile(r"[\s\p{Mn}\p{Me}\p{Cf}\p{Cc}]")
_LETTERS: Final = {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ħ": "h"}
_MARKS: Final = {**dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("“”„‟", '"')}


class _Alike(dict[int, str | None]):
    """What a search takes a character for; None for what it overlooks. Each is worked out when it is first met."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        alike = None if _UNSEEN.match(character) else {**_LETTERS, **_MARKS}.get(character, character)
        return self.setdefault(code, alike)


class _Written(dict[str, str]):
    """A character as it is written into an address; each is worked out when it is first met."""

    def __missing__(self, character: str) -> str:
        # The dash is a sign of the syntax; quote() takes every other sign of it.
        written = {SOFT_HYPHEN: "", "-": "%2D"}.get(character, quote(character, safe=""))
        return self.setdefault(character, written)


_ALIKE: Final = _Alike()
_WRITTEN: Final = _Written()


class Directive(NamedTuple):
    """What a browser searches for: spans of the text. Without ``end`` the words of ``start`` are all of them."""

    start: Span
    end: Span | None = None
    prefix: Span | None = None
    suffix: Span | None = None


def fragment(text: str, blocks: Sequence[Block], pieces: Sequence[Span]) -> str:
    """Return what stands behind the ``#`` of an address; empty where a piece cannot be told from other places.

    The pieces are spans of the text, each inside one of its blocks.
    """
    found = [_directive(text, blocks, piece) for piece in pieces]
    if not found or None in found:
        return ""
    return START + _NEXT.join(_written(directive, text) for directive in found if directive)


def _written(directive: Directive, text: str) -> str:
    def words(span: Span | None) -> str:
        return "".join(map(_WRITTEN.__getitem__, text[span.start : span.end])) if span else ""

    prefix = f"{words(directive.prefix)}-," if directive.prefix else ""
    end = f",{words(directive.end)}" if directive.end else ""
    suffix = f",-{words(directive.suffix)}" if directive.suffix else ""
    return f"{prefix}{words(directive.start)}{end}{suffix}"


class _Replayed(Generic[T]):
    """What an iterator yields, as often as it is wanted, and nothing of it before it is."""

    def __init__(self, items: Iterator[T]) -> None:
        self._rest = items
        self._seen: list[T] = []

    def __iter__(self) -> Iterator[T]:
        yield from self._seen
        for item in self._rest:
            self._seen.append(item)
            yield item


def _directive(text: str, blocks: Sequence[Block], piece: Span) -> Directive | None:
    """Return the shortest directive that leads to a piece and nowhere else, None where there is none."""
    number = bisect_right(blocks, piece.start, key=lambda block: block.start) - 1
    cores = _Replayed(_cores(text, piece))
    bare_start, bare_end = _is_sure(text, piece.start), _is_sure(text, piece.end)
    for words in _BESIDE:
        prefix = _backward(text, _before(text, blocks, number, piece), words) if words else None
        suffix = _forward(text, _behind(text, blocks, number, piece), words) if words else None
        if (prefix or bare_start) and (suffix or bare_end):
            tried = (Directive(start, end, prefix, suffix) for start, end in cores)
            if found := next((directive for directive in tried if _is_alone(text, directive)), None):
                return found
    return None


def _cores(text: str, piece: Span) -> Iterator[tuple[Span, Span | None]]:
    """Yield a piece as a whole if it can be searched for as one, then its first and its last words."""
    breaks = [match.span() for match in _UNSURE_SPACE.finditer(text, piece.start, piece.end)]
    if not breaks and piece.end - piece.start <= _LONGEST:
        yield piece, None
    first_break, last_break = (breaks[0][0], breaks[-1][1]) if breaks else (piece.end, piece.start)
    for words in _ENDS:
        start = _forward(text, Span(piece.start, first_break), words)
        end = _backward(text, Span(last_break, piece.end), words)
        if start and end and start.end <= end.start:
            yield start, end
    if not breaks and piece.end - piece.start > _LONGEST:
        yield piece, None


def _is_sure(text: str, index: int) -> bool:
    """Tell whether every browser has a boundary of words here."""
    between_unspaced = 0 < index < len(text) and _UNSPACED.match(text[index - 1]) and _UNSPACED.match(text[index])
    return is_boundary(text, index) and not between_unspaced


def _before(text: str, blocks: Sequence[Block], number: int, piece: Span) -> Span:
    """Return what stands before a piece in its block or, where it begins that, the block before."""
    edge = marker(text, blocks[number]).end
    room = _trimmed(text, Span(min(edge, piece.start), piece.start))
    # A page draws the marker of an item and does not write it, so nothing is known to stand right before an item.
    if room.start < room.end or edge > blocks[number].start or not number:
        return room
    return _trimmed(text, Span(marker(text, blocks[number - 1]).end, blocks[number - 1].end))


def _behind(text: str, blocks: Sequence[Block], number: int, piece: Span) -> Span:
    """Return what stands behind a piece in its block or, where it ends that, the block that follows."""
    room = _trimmed(text, Span(piece.end, blocks[number].end))
    if room.start < room.end or number + 1 == len(blocks) or blocks[number + 1].kind == "item":
        return room
    return _trimmed(text, Span(blocks[number + 1].start, blocks[number + 1].end))


def _trimmed(text: str, room: Span) -> Span:
    words = text[room.start : room.end]
    return Span(room.start + len(words) - len(words.lstrip()), room.end - len(words) + len(words.rstrip()))


def _forward(text: str, room: Span, words: int) -> Span | None:
    """Return the first words of a stretch, as many as can be searched for in one; None for none."""
    stop = _UNSURE_SPACE.search(text, room.start, room.end)
    limit = stop.start() if stop else room.end
    ends = (i for i in range(room.start + 1, limit + 1) if not text[i - 1].isspace() and _is_sure(text, i))
    found = _last_of(ends, words, lambda index: text[index - 1])
    return Span(room.start, found) if found is not None else None


def _backward(text: str, room: Span, words: int) -> Span | None:
    """Return the last words of a stretch, as many as can be searched for in one; None for none."""
    stops = [match.end() for match in _UNSURE_SPACE.finditer(text, room.start, room.end)]
    limit = stops[-1] if stops else room.start
    starts = (i for i in range(room.end - 1, limit - 1, -1) if not text[i].isspace() and _is_sure(text, i))
    found = _last_of(starts, words, lambda index: text[index])
    return Span(found, room.end) if found is not None else None


def _last_of(boundaries: Iterator[int], words: int, outermost: Callable[[int], str]) -> int | None:
    """Return the boundary at which so many words are complete, or the last one there is."""
    found = None
    while words > 0 and (index := next(boundaries, None)) is not None:
        found, words = index, words - outermost(index).isalnum()
    return found


def _is_alone(text: str, directive: Directive) -> bool:
    """Tell whether no other place of the text looks like this one to a browser that forgives much."""
    begun = (directive.prefix or directive.start).start
    ended = (directive.suffix or directive.end or directive.start).end
    if directive.end is None:
        return _stands_once(_loosened(text[begun:ended]), _whole(text))
    rest, last = _loosened(text[directive.start.end : ended]), _loosened(text[directive.end.start : ended])
    first = _loosened(text[begun : directive.start.end])
    return _stands_once(first, _whole(text)) and bool(last) and rest.find(last) == len(rest) - len(last)


def _stands_once(words: str, text: str) -> bool:
    first = text.find(words) if words else -1
    return first >= 0 and text.find(words, first + 1) < 0


def _loosened(text: str) -> str:
    """Return a text without what a search may overlook: case, accents, white space, the form of quotation marks."""
    return unicodedata.normalize("NFKD", text.casefold()).translate(_ALIKE)


@lru_cache(maxsize=1 << 12)
def _whole(text: str) -> str:
    """Return a whole text loosened, once for all of its quotes."""
    return _loosened(text)
