"""The days of a dossier: a line of time with a stop for whatever happened on a day; what has no date stands apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from factcheck.pictures import across, em
from factcheck.views import Drawing, Shape

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from factcheck.views import Look

    Stop = tuple[dt.date | None, Look]

_COLUMNS = 48
TALLEST = 12
_STEP = 0.75
_APART = 0.14
_MARGIN = 0.02


def days(stops: Sequence[Stop]) -> Drawing:
    """Draw stops by their days; stops without a day stand before the line, hollow.

    Where more than ``TALLEST`` stand in one place, bars stand for how many there are everywhere.
    """
    dated = sorted((day, look) for day, look in stops if day)
    undated = sum(day is None for day, _ in stops)
    start = _APART if undated else _MARGIN
    columns = _columns(dated)
    most = max([undated, *(len(looks) for looks in columns.values())], default=0)
    tall = min(most, TALLEST)
    base = tall * _STEP + 0.2
    shapes = [*_axis(start, base), *_stack(_MARGIN + 0.02, ["undated"] * undated, base, most)]
    for column, looks in sorted(columns.items()):
        shapes += _stack(start + 0.02 + column * (1 - start - 0.04), looks, base, most)
    return Drawing(height=em(base + 0.5), box=None, shapes=tuple(shapes))


def _columns(dated: Sequence[tuple[dt.date, Look]]) -> dict[float, list[Look]]:
    """Return what stands at each place of the line, from 0 to 1; a single day stands in the middle."""
    found: dict[float, list[Look]] = defaultdict(list)
    if dated:
        first, last = dated[0][0], dated[-1][0]
        long = (last - first).days
        for day, look in dated:
            found[round((day - first).days / long * _COLUMNS) / _COLUMNS if long else 0.5].append(look)
    return found


def _axis(start: float, base: float) -> Iterator[Shape]:
    yield Shape(
        element="line",
        look="axis",
        attributes=(("x1", across(start)), ("x2", "100%"), ("y1", em(base)), ("y2", em(base))),
    )


def _stack(x: float, looks: Sequence[Look], base: float, most: int) -> Iterator[Shape]:
    """Stack one shape for each, or where there are too many anywhere one bar as high as their number."""
    if not looks:
        return
    if most > TALLEST:
        high = max(0.2, TALLEST * _STEP * len(looks) / most)
        look: Look = "hollow-bar" if "undated" in looks else "bar"
        place = (("x", across(x)), ("y", em(base - high)), ("width", ".5em"), ("height", em(high)))
        yield Shape(element="rect", look=look, attributes=place)
        return
    for level, look in enumerate(_in_order(looks)):
        yield stop(look, across(x), base - 0.5 - level * _STEP)


def stop(look: Look, x: str, y: float) -> Shape:
    """Return the shape of a stop whose middle is at a place across and ``y`` em down."""
    if look in ("review", "correction"):
        box = (("x", x), ("y", em(y - 0.27)), ("width", ".54em"), ("height", ".54em"))
        return Shape(element="rect", look=look, attributes=box)
    if look == "event":
        line = (("x1", x), ("x2", x), ("y1", em(y - 0.35)), ("y2", em(y + 0.35)))
        return Shape(element="line", look=look, attributes=line)
    return Shape(element="circle", look=look, attributes=(("cx", x), ("cy", em(y)), ("r", ".3em")))


def _in_order(looks: Iterable[Look]) -> Iterator[Look]:
    """Yield the looks with what is most at the bottom, like with like."""
    for look, count in sorted(Counter(looks).items(), key=lambda pair: (-pair[1], pair[0])):
        yield from [look] * count
