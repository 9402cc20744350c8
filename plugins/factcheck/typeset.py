"""Words set into lines of a given width, in the fonts of card images. Pure functions, apart from the fonts' files."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from factcheck.fonts import advance
from factcheck.text import folded, graphemes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcheck.fonts import Face

ELLIPSIS: Final = "…"
# What the renderer may set wider than was measured: it kerns across the spaces between words too.
_SLACK: Final = 1.02
# No line holds more characters: a longer word need not be measured whole again and again.
_LONGEST: Final = 400
# They turn the direction of what follows, would do so beyond the text they stand in, and are no letters.
_TURNS: Final = dict.fromkeys([0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


@dataclass(frozen=True, slots=True)
class Word:
    """A word in the face that has its letters; ``width`` and ``space`` (behind it) are in units of the font size."""

    text: str
    face: Face
    width: float
    space: float


@dataclass(frozen=True, slots=True)
class Column:
    """A text in lines, all of one font size and at most as wide as was asked."""

    lines: tuple[tuple[Word, ...], ...]
    size: float


def words_in(text: str, voice: tuple[Face, ...]) -> tuple[Word, ...] | None:
    """Return the words of a text; None where there are none, or one has a letter that no face of the voice has.

    One face sets the whole text if it can. Otherwise a word stays in the face of the one before it if it can.
    """
    words = folded(text.translate(_TURNS)).split()
    whole = next((face for face in voice if all(_word(word, face) for word in words)), voice[0])
    found: list[Word] = []
    for word in words:
        before = found[-1].face if found else whole
        fitting = next((set_word for face in (before, *voice) if (set_word := _word(word, face))), None)
        if fitting is None:
            return None
        found.append(fitting)
    return tuple(found) or None


@lru_cache(maxsize=65536)
def _word(text: str, face: Face) -> Word | None:
    width, space = advance(text, face), advance(" ", face)
    return None if width is None or space is None else Word(text, face, width * _SLACK, space * _SLACK)


def line_width(line: Sequence[Word]) -> float:
    """Return the width of a line, in units of the font size."""
    return sum(word.width for word in line) + sum(word.space for word in line[:-1])


def column(
    words: Sequence[Word], *, width: float, sizes: Sequence[tuple[float, int]], ending: str = ELLIPSIS
) -> Column:
    """Set words into a column at the first size at which they fit; at the last they are cut, and closed by an ending.

    ``width`` is in pixels; ``sizes`` are font sizes, each with the number of lines that may be used at it.
    """
    for size, most in sizes:
        lines = _lines(words, width / size, most)
        if len(lines) <= most:
            return Column(tuple(lines), size)
    size, most = sizes[-1]
    lines = _lines(words, width / size, most)[:most]
    lines[-1] = _ended(lines[-1], width / size, ending)
    return Column(tuple(lines), size)


def _lines(words: Sequence[Word], width: float, most: int) -> list[tuple[Word, ...]]:
    """Fill each line as far as it goes; one line too many is enough to know that a text is too long."""
    lines: list[tuple[Word, ...]] = [()]
    for part in (part for word in words for part in _parts(word, width)):
        longer = (*lines[-1], part)
        if lines[-1] and line_width(longer) > width:
            if len(lines) > most:
                break
            lines.append((part,))
        else:
            lines[-1] = longer
    return lines


def _parts(word: Word, width: float) -> Iterator[Word]:
    """Break a word that is wider than a line, between characters."""
    rest = graphemes(word.text) if word.width > width else []
    while rest:
        lengths = range(1, min(len(rest), _LONGEST) + 1)
        count = max(1, bisect_right(lengths, width, key=lambda n: _resized(word, rest[:n]).width))
        yield _resized(word, rest[:count])
        rest = rest[count:]
    if word.width <= width:
        yield word


def _resized(word: Word, letters: Sequence[str]) -> Word:
    text = "".join(letters)
    return replace(word, text=text, width=(advance(text, word.face) or 0) * _SLACK)


def _ended(line: tuple[Word, ...], width: float, ending: str) -> tuple[Word, ...]:
    """Close a line with an ending, behind as many whole words as there is room for."""
    for count in range(len(line), 0, -1):
        *before, last = line[:count]
        ended = (*before, _resized(last, [last.text, ending]))
        if line_width(ended) <= width:
            return ended
    letters = graphemes(line[0].text)
    shorter = (_resized(line[0], [*letters[:n], ending]) for n in range(len(letters), 0, -1))
    return (next((word for word in shorter if word.width <= width), _resized(line[0], [ending])),)
