"""Evidence by origin: a stop for each source, and a thread through those that repeat one report."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from factcheck.pictures import across, em
from factcheck.views import Drawing, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcheck.views import Look

_MIDDLE = 0.9
_MOST_ORIGINS = 6
_MOST_COPIES = 3


class Witness(NamedTuple):
    """A source: ``bearing`` is ``quoted`` for the one whose words the claim quotes."""

    bearing: str
    archived: bool


def is_whole(groups: Sequence[Sequence[Witness]]) -> bool:
    """Tell whether every source of these origins is drawn."""
    return len(groups) <= _MOST_ORIGINS and all(len(group) <= _MOST_COPIES for group in groups)


def origins(groups: Sequence[Sequence[Witness]]) -> Drawing:
    """Draw each origin with its sources. Of many only the first are drawn; the words beside it tell of all."""
    return _drawing(tuple([tuple(group[:_MOST_COPIES]) for group in groups[:_MOST_ORIGINS]]))


@lru_cache(maxsize=1 << 12)
def _drawing(drawn: tuple[tuple[Witness, ...], ...]) -> Drawing:
    """Draw origins; most claims have the same few constellations of sources."""
    places = sum(len(group) for group in drawn) + max(0, len(drawn) - 1)
    shapes: list[Shape] = []
    at = 0
    for group in drawn:
        where = [(at + number + 0.5) / max(1, places) for number in range(len(group))]
        shapes += _thread(where)
        shapes += [witness(w, across(x)) for w, x in zip(group, where, strict=True)]
        at += len(group) + 1
    return Drawing(height=em(2 * _MIDDLE), box=None, shapes=tuple(shapes), width=em(2.25 * places))


def _thread(where: Sequence[float]) -> Iterator[Shape]:
    if len(where) > 1:
        ends = (("x1", across(where[0])), ("x2", across(where[-1])), ("y1", em(_MIDDLE)), ("y2", em(_MIDDLE)))
        yield Shape(element="line", look="thread", attributes=ends)


@lru_cache(maxsize=1 << 12)
def witness(item: Witness, x: str, y: float = _MIDDLE) -> Shape:
    """Return the shape of a source: filled where we archived it, hollow where it is only linked."""
    look: Look = "archived" if item.archived else "linked"
    if item.bearing == "contradicts":
        box = (("x", x), ("y", em(y - 0.35)), ("width", ".7em"), ("height", ".7em"))
        return Shape(element="rect", look="archived-against" if item.archived else "linked-against", attributes=box)
    radius = {"quoted": ".6em", "context": ".22em"}.get(item.bearing, ".4em")
    return Shape(element="circle", look=look, attributes=(("cx", x), ("cy", em(y)), ("r", radius)))
