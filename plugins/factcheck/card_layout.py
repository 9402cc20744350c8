"""The picture of a claim that other sites show beside a link: a museum label of 1200 by 630 pixels, as SVG.

A pure function of what stands on it. Every line is measured before it is placed, so nothing runs over an edge, and
a text with a letter that no font has is left out as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Final

from factcheck.fonts import OURS, OURS_STRONG, THEIRS
from factcheck.typeset import ELLIPSIS, Column, Word, column, line_width, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcheck.fonts import Face
    from factcheck.views import Tone

WIDTH: Final = 1200
HEIGHT: Final = 630
MARGIN: Final = 72
INNER: Final = WIDTH - 2 * MARGIN

# The light colours of the theme.
PAPER, INK, QUIET, LINE, FIRM, MARK = "#f7f3ea", "#231e18", "#5a5145", "#dbd2c1", "#8b7f6d", "#855a00"
TONES: Final[dict[Tone, str]] = {
    "plain": FIRM,
    "supports": "#22663c",
    "contradicts": "#9c2a1c",
    "uncertain": "#68427f",
}

# Baselines and edges, in pixels from the top.
_HEAD, _BODY, _NAME, _BAND = 90, 124, 220, 488
# Font sizes in pixels, each with the lines that may be used at it; those of the quote follow from the room.
_HEAD_SIZES: Final = ((27.0, 1),)
_TITLE_SIZES: Final = ((36.0, 1), (33.0, 2))
_SAID_SIZES: Final = ((27.0, 1),)
_WORD_SIZES: Final = ((23.0, 1), (20.0, 1))
_STATE_SIZES: Final = ((27.0, 1), (25.0, 2), (22.0, 2))
_NAME_SIZES: Final = ((84.0, 1), (64.0, 2))
_QUOTE_SIZES: Final = (80.0, 72.0, 64.0, 57.0, 50.0, 44.0, 39.0, 35.0)
_OURS_LEADING, _THEIRS_LEADING, _TIGHT = 1.26, 1.3, 1.14
_GAP = 28
_PAD = 12
_EMBEDDED: Final = {"ltr": "\u202a", "rtl": "\u202b"}
_EMBEDDING_ENDS: Final = "\u202c"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardText:
    """What stands on a card. Directions are ``ltr`` or ``rtl``; ``flags`` are what a reader must know first.

    ``marks`` are the quotation marks of the quote's language; a label is its word, its state and its tone.
    """

    site: str
    direction: str
    kind: str
    flags: tuple[tuple[str, Tone], ...]
    title: str
    title_direction: str
    quote: str
    marks: tuple[str, str]
    quote_direction: str
    said: str
    labels: tuple[tuple[str, str, Tone], ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A line on the card: ``x`` is where it begins in its direction, ``y`` its baseline, both in pixels.

    With a ``ground`` it stands on a box of that colour.
    """

    words: tuple[Word, ...]
    x: float
    y: float
    size: float
    ink: str
    direction: str
    ground: str = ""

    @property
    def width(self) -> float:
        """How wide it is, in pixels."""
        return line_width(self.words) * self.size

    @property
    def left(self) -> float:
        """Its left edge, in pixels."""
        return self.x if self.direction == "ltr" else self.x - self.width


def card_svg(card: CardText) -> str:
    """Return the card as SVG."""
    lines = placed(card)
    boxes = "".join([*_rules(card), *(box for line in lines for box in _box(line))])
    texts = "".join(text for line in lines for text in _texts(line))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>{boxes}{texts}</svg>'
    )


def placed(card: CardText) -> list[Placed]:
    """Return every line of the card."""
    quote = words_in(card.quote + card.marks[1], THEIRS)
    body = _name(card) if quote is None else _body(card, quote)
    return [*_head(card), *body, *_band(card)]


def _body(card: CardText, quote: Sequence[Word]) -> Iterator[Placed]:
    """Yield the claim, the quote and whose words they are, one below the other."""
    title = _column(card.title, OURS_STRONG, INNER, _TITLE_SIZES)
    said = _column(card.said, OURS, INNER, _SAID_SIZES)
    taken = _height(title, _OURS_LEADING) + _height(said, _OURS_LEADING) + _GAP * 1.5
    room = _BAND - _GAP - _BODY - taken
    sizes = [(size, most) for size in _QUOTE_SIZES if (most := int(room / (size * _THEIRS_LEADING)))]
    words = column(quote, width=INNER, sizes=sizes, ending=f"{ELLIPSIS}{card.marks[1]}")
    # What is left over goes above and below, a little more of it below.
    top = _BODY + 0.4 * (room - _height(words, _THEIRS_LEADING))
    yield from _block(title, top, card.title_direction, INK, _OURS_LEADING)
    top += _height(title, _OURS_LEADING) + _GAP
    lines = list(_block(words, top, card.quote_direction, INK, _THEIRS_LEADING))
    yield from _opening(card, lines[0])
    yield from lines
    top += _height(words, _THEIRS_LEADING) + _GAP / 2
    yield from _block(said, top, card.direction, QUIET, _OURS_LEADING)


def _opening(card: CardText, first: Placed) -> Iterator[Placed]:
    """Yield the opening quotation mark, which hangs in the margin."""
    for word in words_in(card.marks[0], (first.words[0].face, *THEIRS)) or ():
        x = first.x - _forward(card.quote_direction) * word.width * first.size
        yield Placed((word,), x, first.y, first.size, MARK, card.quote_direction)


def _name(card: CardText) -> Iterator[Placed]:
    """Yield the site's name alone, where no font has the letters of the quote."""
    yield from _block(_column(card.site, OURS, INNER, _NAME_SIZES), _NAME, card.direction, INK, _OURS_LEADING)


def _head(card: CardText) -> Iterator[Placed]:
    """Yield the kind and what a reader must know first on the one side, the site's name on the other."""
    start, forward = _start(card.direction), _forward(card.direction)
    name = _column(card.site, OURS_STRONG, INNER * 0.36, _HEAD_SIZES)
    x, left_over = start, INNER * 0.62
    flags = ((text, PAPER, QUIET if tone == "plain" else TONES[tone]) for text, tone in card.flags)
    for text, ink, ground in ((card.kind, QUIET, ""), *flags):
        if left_over > _HEAD_SIZES[0][0] * 4:
            for words in _column(text, OURS_STRONG if ground else OURS, left_over, _HEAD_SIZES).lines:
                line = Placed(words, x, _HEAD, _HEAD_SIZES[0][0], ink, card.direction, ground)
                yield line
                x += forward * (line.width + _GAP + _PAD)
                left_over -= line.width + _GAP + _PAD
    for words in name.lines:
        x = start + forward * (INNER - line_width(words) * name.size)
        yield Placed(words, x, _HEAD, name.size, INK, card.direction)


def _band(card: CardText) -> Iterator[Placed]:
    """Yield the four labels: a word above, a state below."""
    for (word, state, tone), (x, width) in zip(card.labels, _cells(card), strict=True):
        ink = INK if tone == "plain" else TONES[tone]
        words = _column(word, OURS, width, _WORD_SIZES)
        yield from _block(words, _BAND + 12, card.direction, QUIET, _TIGHT, x)
        states = _column(state, OURS_STRONG, width, _STATE_SIZES)
        yield from _block(states, _BAND + 43, card.direction, ink, _TIGHT, x)


def _cells(card: CardText) -> Iterator[tuple[float, float]]:
    """Yield where each cell of the band begins, and how wide it is."""
    number = len(card.labels)
    width = (INNER - _GAP * (number - 1)) / number
    for index in range(number):
        yield _start(card.direction) + _forward(card.direction) * index * (width + _GAP), width


def _rules(card: CardText) -> Iterator[str]:
    for (_, _, tone), (x, width) in zip(card.labels, _cells(card), strict=True):
        left = x if card.direction == "ltr" else x - width
        yield f'<rect x="{left:.1f}" y="{_BAND}" width="{width:.1f}" height="5" fill="{TONES[tone]}"/>'


def _start(direction: str) -> float:
    return MARGIN if direction == "ltr" else WIDTH - MARGIN


def _forward(direction: str) -> int:
    return 1 if direction == "ltr" else -1


def _column(text: str, voice: tuple[Face, ...], width: float, sizes: Sequence[tuple[float, int]]) -> Column:
    """Set a text into a column; no line where there is no text, or no font for it."""
    words = words_in(text, voice)
    return column(words, width=width, sizes=sizes) if words else Column((), sizes[0][0])


def _height(text: Column, leading: float) -> float:
    return len(text.lines) * text.size * leading


def _block(  # noqa: PLR0913, PLR0917 - a place on paper has so many sides
    text: Column, top: float, direction: str, ink: str, leading: float, x: float | None = None
) -> Iterator[Placed]:
    """Place the lines of a column below an edge; the first baseline lies a font size under it."""
    start = _start(direction) if x is None else x
    for number, words in enumerate(text.lines):
        yield Placed(words, start, top + text.size * (1 + number * leading), text.size, ink, direction)


def _box(line: Placed) -> Iterator[str]:
    """Yield the box that a line stands on, which begins where the line would begin without it."""
    if line.ground:
        height = line.size * 1.4
        yield (
            f'<rect x="{line.left - _PAD:.1f}" y="{line.y - line.size * 1.03:.1f}" width="{line.width + 2 * _PAD:.1f}"'
            f' height="{height:.1f}" rx="3" fill="{line.ground}"/>'
        )


def _texts(line: Placed) -> Iterator[str]:
    """Yield a line as SVG: a text for each run of one face, because the renderer shapes a text in one face only."""
    forward, anchor = (1, "start") if line.direction == "ltr" else (-1, "end")
    x = line.x
    for face, run in groupby(line.words, key=lambda word: word.face):
        words = tuple(run)
        axes = ",".join(f"'{tag}' {value:g}" for tag, value in face.axes) or "normal"
        style = f"font-family:'{face.family}';font-size:{line.size * face.scale:g}px;font-variation-settings:{axes}"
        text = escape(" ".join(word.text for word in words))
        yield (
            f'<text x="{x:.1f}" y="{line.y:.1f}" text-anchor="{anchor}" fill="{line.ink}" style="{style}">'
            f"{_EMBEDDED[line.direction]}{text}{_EMBEDDING_ENDS}</text>"
        )
        x += forward * (line_width(words) + words[-1].space) * line.size
