"""The faults of one record, told so that one mistake is one problem.

A mistake seldom comes with one fault: a misspelt field is an unknown one and a missing one. Each rule here takes away
the faults that come of one mistake, and tells it; what is left over is told as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.field_hints import help_of
from factcheck.field_problems import empty, told, unknown_field
from factcheck.list_mistakes import items_of_one_sort, of_another_list, split_items, without
from factcheck.meant import nearest, other_script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from factcheck.problems import Path, Problem
    from factcheck.written import Fault, Rule, Written

    Told = tuple[list[Problem], list[Fault]]

# What editors write for a field of ours.
_SYNONYMS = {
    "author": "claimant",
    "date": "published",
    "headline": "claim",
    "link": "url",
    "quotes": "quote",
    "speaker": "claimant",
    "text": "exact",
    "title": "claim",
    "topics": "tags",
    "type": "kind",
    "words": "exact",
}


def problems_of(record: Written, faults: list[Fault]) -> Iterator[Problem]:
    """Yield a problem for each mistake."""
    for rule in _RULES:
        found, faults = rule(record, faults)
        yield from found
    for fault in faults:
        yield told(record, fault)


def _not_indented(record: Written, faults: list[Fault]) -> Told:
    """Fields below an empty group that must not be empty were meant for it."""
    missing = {fault.path for fault in faults if fault.rule == "missing"}
    outside: dict[str, list[Path]] = {}
    group, fields = "", set[str]()
    for name, value in record.value.items():
        if name in record.form:
            is_empty = value is None and (name,) in missing
            group, fields = name, set(record.fields((name,))) if is_empty else set()
        elif name in fields:
            outside.setdefault(group, []).append((name,))
    found = []
    for name, paths in outside.items():
        words = " and ".join(sorted(f"`{path[0]}`" for path in paths))
        found.append(empty(record, (name,), f"Indent {words} by two spaces, so that they belong to it."))
    return found, without(faults, {p for name, paths in outside.items() for p in [(name,), *paths]})


def _misspelt(record: Written, faults: list[Fault]) -> Told:
    """An unknown field that was meant to be another one is told with that name, and the other one is not missing."""
    missing = {path for fault in faults if fault.rule == "missing" for path in _either(fault)}
    unknown = [fault.path for fault in faults if fault.rule == "unknown"]
    meant = {path: name for path in unknown if (name := _meant(record, path, missing))}
    found = [
        unknown_field(record, path, f"Did you mean “{name}”?{other_script(str(path[-1]))}")
        for path, name in meant.items()
    ]
    told_ = {(*path[:-1], name) for path, name in meant.items()}
    return found, [f for f in faults if f.path not in meant and not (f.rule == "missing" and _either(f) & told_)]


def _either(fault: Fault) -> set[Path]:
    """Return the path of a missing field, and of the one that could stand in its place."""
    return {fault.path, (*fault.path[:-1], fault.other or fault.path[-1])}


def _meant(record: Written, path: Path, missing: set[Path]) -> str:
    """Return the field that an unknown one was meant to be, if that is clear."""
    known, name = record.fields(path[:-1]), str(path[-1]).lower()
    written, absent = record.at(path[:-1]), [str(p[-1]) for p in missing if p[:-1] == path[:-1]]
    if name in known:
        return name
    if (synonym := _SYNONYMS.get(name, "")) in known and synonym not in written:
        return synonym
    return nearest(name, absent, likeness=60) or nearest(name, known, likeness=70)


def _misplaced(record: Written, faults: list[Fault]) -> Told:
    """A field that stands in a wrong place, or was written twice in another one, is not missing besides."""
    stray = {str(fault.path[-1]) for fault in faults if fault.rule == "unknown"} | record.repeated
    return [], [f for f in faults if f.rule != "missing" or not {str(f.path[-1]), f.other} & stray]


def _of_one_line(record: Written, faults: list[Fault]) -> Told:
    """Of the unknown fields of one group on one line, the first is told: a sign too many has parted the others."""
    seen: set[tuple[Path, int]] = set()
    rest = []
    for fault in faults:
        place = (fault.path[:-1], record.places.key(*fault.path).line)
        if fault.rule != "unknown" or place not in seen:
            rest.append(fault)
        if fault.rule == "unknown":
            seen.add(place)
    return [], rest


def _named_otherwise(record: Written, faults: list[Fault]) -> Told:
    """Unknown fields stand for as many missing ones of their group: those are told with the first of them."""
    found: list[Problem] = []
    dropped: set[Path] = set()
    groups: dict[Path, dict[Rule, list[Path]]] = {}
    for fault in faults:
        groups.setdefault(fault.path[:-1], {}).setdefault(fault.rule, []).append(fault.path)
    for rules in groups.values():
        unknown, missing = rules.get("unknown", []), rules.get("missing", [])
        if missing and len(unknown) >= len(missing):
            names = " and ".join(f"`{path[-1]}`" for path in missing)
            help_ = f" {help_of(record.spec(missing[0]))}" if len(missing) == 1 else ""
            found.append(unknown_field(record, unknown[0], f"What is missing here is {names}.{help_}"))
            dropped |= {unknown[0], *missing}
    return found, [fault for fault in faults if fault.path not in dropped]


_RULES: tuple[Callable[[Written, list[Fault]], Told], ...] = (
    _not_indented,
    of_another_list,
    _misspelt,
    split_items,
    items_of_one_sort,
    _misplaced,
    _of_one_line,
    _named_otherwise,
)
