"""The strip of a source: its text as a line, and over it the passages that claims quote, stacked where they overlap."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from factcheck.pictures import em, number
from factcheck.text import Span, merged
from factcheck.views import Drawing, Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WIDTH = 1000
_LANE, _GAP, _LINE = 10, 2, 2
_LANES = 6
_LONGEST = 120
_COLUMNS = 100
# What is quoted in a very long text must still be seen.
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text, how many passages begin, end or run in it, and the share of its characters they cover."""

    span: Span
    passages: int
    share: float


def strip(length: int, passages: Sequence[Span], listed: Iterable[Span]) -> Drawing:
    """Draw the passages of a text of ``length`` code points; ``listed`` is listed as no claim and stands below."""
    drawn = _stacked(length, passages) if len(passages) <= _LONGEST else None
    height, bars = drawn or _summed(length, passages)
    below = "".join(_bar(s, length, height + _LINE + _GAP, _LANE / 2) for s in _few(merged(listed)))
    shapes = [
        Shape(element="path", look="mark", attributes=(("d", "".join(bars)),)),
        Shape(element="path", look="axis", attributes=(("d", f"M0 {height}h{WIDTH}v{_LINE}H0z"),)),
    ]
    if below:
        shapes.append(Shape(element="path", look="faint", attributes=(("d", below),)))
    total = height + _LINE + (_GAP + _LANE // 2 if below else 0)
    return Drawing(height=em(total / 14), box=f"0 0 {WIDTH} {total}", shapes=tuple(shapes))


def stretches(length: int, passages: Sequence[Span], parts: int = 10) -> Iterator[Stretch]:
    """Cut a text into equal parts, and say of each how much of it is quoted."""
    parts = min(parts, length)
    covered = merged(passages)
    for part in range(parts):
        span = Span(length * part // parts, length * (part + 1) // parts)
        inside = sum(max(0, min(c.end, span.end) - max(c.start, span.start)) for c in covered)
        number_ = sum(p.start < span.end and span.start < p.end for p in passages)
        yield Stretch(span, number_, inside / (span.end - span.start))


def _stacked(length: int, passages: Sequence[Span]) -> tuple[int, list[str]] | None:
    """Give each passage the lowest lane that is free; None where they are stacked too high."""
    free: list[int] = []
    taken: list[tuple[int, int]] = []
    placed: list[tuple[Span, int]] = []
    for passage in sorted(passages):
        while taken and taken[0][0] <= passage.start:
            heapq.heappush(free, heapq.heappop(taken)[1])
        lane = heapq.heappop(free) if free else len(taken)
        heapq.heappush(taken, (passage.end, lane))
        placed.append((passage, lane))
    lanes = max((lane for _, lane in placed), default=0) + 1
    if lanes > _LANES:
        return None
    height = lanes * (_LANE + _GAP)
    return height, [_bar(s, length, height - (lane + 1) * (_LANE + _GAP), _LANE) for s, lane in placed]


def _summed(length: int, passages: Sequence[Span]) -> tuple[int, list[str]]:
    """Draw columns whose height is the number of passages there, of the most in any."""
    steps = [0] * (_COLUMNS + 1)
    for passage in passages:
        steps[passage.start * _COLUMNS // length] += 1
        steps[(passage.end - 1) * _COLUMNS // length + 1] -= 1
    counts = list(accumulate(steps))[:_COLUMNS]
    height, wide = _LANES * (_LANE + _GAP), WIDTH // _COLUMNS
    tall = [max(_GAP, round(height * count / max(counts))) if count else 0 for count in counts]
    return height, [f"M{i * wide} {height - t}h{wide - 1}v{t}h-{wide - 1}z" for i, t in enumerate(tall) if t]


def _few(spans: list[Span]) -> list[Span]:
    return spans if len(spans) <= _LONGEST else spans[:: len(spans) // _LONGEST + 1]


def _bar(span: Span, length: int, top: float, height: float) -> str:
    left = WIDTH * span.start / max(1, length)
    wide = min(max(_LEAST, WIDTH * (span.end - span.start) / max(1, length) - 1), WIDTH - left)
    return f"M{number(left)} {number(top)}h{number(wide)}v{number(height)}h-{number(wide)}z"
