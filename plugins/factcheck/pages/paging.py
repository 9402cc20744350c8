"""Long lists in pages that are numbered from the oldest, so that a full page keeps its items and its address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

T = TypeVar("T")
# A front page has up to twice as many items, less one. With the stylesheet, any page stays under 60 kB at first visit.
SIZE = 10
# Of items that take more: a history with the evidence of each step, or a card below the text of a source.
SHORT_SIZE = 6
# Of claims in a dossier, which are told in lines and belong together.
DOSSIER_SIZE = 20


@dataclass(frozen=True, slots=True)
class Paged(Generic[T]):
    """One page of a list, its items newest first, with the root paths of its neighbours."""

    path: str
    items: tuple[T, ...]
    newer: str | None
    older: str | None


def paged(oldest_first: Sequence[T], path: str, size: int = SIZE) -> Iterator[Paged[T]]:
    """Yield the pages of a list, the front page first.

    The front page at ``path`` holds the newest items: at least ``size`` where there are as many, fewer than twice
    as many. Whatever is older stands on ``page/<n>/``, ``size`` a page, and stays there.
    """
    full = max(0, len(oldest_first) // size - 1)
    names = [*(f"{path}page/{number}/" for number in range(1, full + 1)), path]
    cuts = [size * number for number in range(full + 1)] + [len(oldest_first)]
    for index in reversed(range(len(names))):
        items = tuple(reversed(oldest_first[cuts[index] : cuts[index + 1]]))
        newer = names[index + 1] if index + 1 < len(names) else None
        yield Paged(names[index], items, newer, names[index - 1] if index else None)
