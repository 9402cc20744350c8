"""Mistakes in lists of groups that come with a fault in every item: each is told once."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from factcheck.codes import problem
from factcheck.written import item_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.problems import Path, Problem
    from factcheck.written import Fault, Written

    Told = tuple[list[Problem], list[Fault]]


def of_another_list(record: Written, faults: list[Fault]) -> Told:
    """Items that have the fields of another list belong below its name, which is not there."""
    found: list[Problem] = []
    moved: set[Path] = set()
    for path, items in _lists(record, faults):
        homes = ((_home(record, path, item), (*path, index)) for index, item in enumerate(items))
        for home, run in groupby(homes, itemgetter(0)):
            if home:
                at = [where for _, where in run]
                words = {"field": str(path[-1]), "better": home}
                found.append(problem("item-of-another-list", record.places.value(*at[0]), **words))
                moved.update(at)
    return found, without(faults, moved)


def _lists(record: Written, faults: list[Fault]) -> list[tuple[Path, list[object]]]:
    """Return the lists of groups in which faults lie, with their items."""
    paths = {f.path[:n]: None for f in faults for n, part in enumerate(f.path) if isinstance(part, int)}
    lists = [path for path in paths if record.spec(path).get("schema", {}).get("type") == "dict"]
    return [(path, record.at(path)) for path in lists]


def _home(record: Written, path: Path, item: object) -> str:
    """Return the list beside that of an item, or above it, whose fields the item has, and its own list lacks."""
    if not isinstance(item, dict) or item.keys() <= item_fields(record.spec(path)).keys():
        return ""
    above = [record.fields(path[:n]) for n in range(len(path) - 1, -1, -1) if n == 0 or isinstance(path[n - 1], int)]
    for name, spec in ((name, spec) for fields in above for name, spec in fields.items()):
        if spec.get("type") == "list" and item.keys() <= item_fields(spec).keys():
            return name
    return ""


def split_items(record: Written, faults: list[Fault]) -> Told:
    """Items one below the other that are whole only together are one item with a dash too many."""
    found: list[Problem] = []
    whole: set[Path] = set()
    missing: dict[Path, set[str]] = {}
    for fault in faults:
        if fault.rule == "missing":
            missing.setdefault(fault.path[:-1], set()).add(str(fault.path[-1]))
    for path, items in _lists(record, faults):
        lacks = [missing.get((*path, index), set()) for index in range(len(items))]
        for first, last in _runs(items, lacks):
            at = record.places.value(*path, first + 1)
            found.append(problem("list-item-split", at, field=str(path[-1])))
            whole.update((*path, index) for index in range(first, last + 1))
    return found, [f for f in faults if f.rule != "missing" or not _is_below(f.path, whole)]


def _runs(items: list[object], lacks: list[set[str]]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of items that lack something each, have nothing twice, and lack nothing together."""
    first = 0
    while first < len(items):
        last, keys = first, _keys(items[first])
        while last + 1 < len(items) and lacks[last] and lacks[last + 1] and not keys & _keys(items[last + 1]):
            last += 1
            keys |= _keys(items[last])
        if last > first and set().union(*lacks[first : last + 1]) <= keys:
            yield first, last
        first = last + 1


def _keys(item: object) -> set[str]:
    return set(item) if isinstance(item, dict) else set()


def items_of_one_sort(_record: Written, faults: list[Fault]) -> Told:
    """Of the items of one list that are all of another sort, the first is told."""
    sorts = {f.path: type(f.value) for f in faults if f.rule == "type" and isinstance(f.path[-1], int)}
    again = {path for path, sort in sorts.items() if sorts.get((*path[:-1], int(path[-1]) - 1)) is sort}
    return [], [fault for fault in faults if fault.path not in again]


def without(faults: list[Fault], owners: set[Path]) -> list[Fault]:
    """Return the faults that lie in none of some places."""
    return [fault for fault in faults if not _is_below(fault.path, owners)]


def _is_below(path: Path, owners: set[Path]) -> bool:
    return any(path[:length] in owners for length in range(1, len(path) + 1))
