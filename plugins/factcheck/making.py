"""Making the files of a site, and making again only what is made of something else than before.

What a unit was made of is what it was given and what it read of the edition: see ``tracing``.
"""

from __future__ import annotations

import hashlib
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from factcheck.outputs import page_files, units
from factcheck.processes import shared
from factcheck.tracing import Digests, Reads, claim_digest, given, traced

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

    from factcheck.outputs import Render, Unit
    from factcheck.pages.edition import Edition
    from factcheck.tracing import Key

    Write = Callable[[str, bytes], object]
    # Is told how many units there are, has them made and their files written, and yields what came of each part.
    Elsewhere = Callable[[int], Iterator[tuple[dict[str, "Made"], list[Key]]]]

# Fewer units are made sooner than a second process has begun.
FEWEST_FOR_TWO: Final = 600


@dataclass(frozen=True, slots=True)
class Made:
    """What a unit was made of, and the paths of its files.

    ``given`` is a digest of what it was given beside records; ``read`` packs the numbers of the keys of its records
    and of all that it read, as unsigned integers of the machine.
    """

    given: bytes
    read: bytes
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Making:
    """All that was made: units by name; the keys of what they read, each with its digest; the digest of each claim."""

    units: dict[str, Made] = field(default_factory=dict)
    keys: tuple[Key, ...] = ()
    digests: tuple[bytes, ...] = ()
    claims: dict[str, bytes] = field(default_factory=dict)

    @property
    def files(self) -> set[str]:
        """The paths of all files."""
        return {path for unit in self.units.values() for path in unit.files}


@dataclass(frozen=True, slots=True)
class Maker:
    """What makes the units of an edition."""

    edition: Edition
    render: Render
    write: Write

    def make(self, chosen: Sequence[Unit], keys: Sequence[Key]) -> tuple[dict[str, Made], list[Key]]:
        """Make units; return what they were made of, and the keys that this counts, of which some are known."""
        numbers = {key: number for number, key in enumerate(keys)}
        reads = Reads()
        watched = traced(self.edition, reads)
        made: dict[str, Made] = {}
        for unit in chosen:
            told, records = _told(unit)
            reads.keys = set(records)
            files = [self._written(*file) for file in unit.make(watched, self.render, *unit.args)]
            counted = array("I", [numbers.setdefault(key, len(numbers)) for key in reads.keys])
            made[unit.name] = Made(told, counted.tobytes(), tuple(files))
        return made, list(numbers)

    def _written(self, path: str, data: bytes) -> str:
        self.write(path, data)
        return path


def make_all(maker: Maker, jobs: int = 1, elsewhere: Elsewhere | None = None) -> Making:
    """Write every file of a site: elsewhere, or by so many processes where there is enough to do."""
    every = list(units(maker.edition))
    found: dict[str, Made] = {}
    keys: dict[Key, int] = {}
    for made in elsewhere(len(every)) if elsewhere else _by_processes(maker, every, jobs):
        _join(found, keys, *made)
    found = {unit.name: found[unit.name] for unit in every}
    claims = {key: claim_digest(claim) for key, claim in maker.edition.site.claims.items()}
    digests = Digests(maker.edition, claims)
    return Making(found, tuple(keys), tuple(digests[key] for key in keys), claims)


def _by_processes(maker: Maker, every: list[Unit], jobs: int) -> list[tuple[dict[str, Made], list[Key]]]:
    parts = jobs if len(every) >= FEWEST_FOR_TWO else 1
    if parts > 1:
        # Templates are compiled when they are first asked for: here, and not by each process for itself.
        maker.make(list({_kind(unit): unit for unit in every}.values()), ())
    return shared(lambda number: maker.make(every[number::parts], ()), parts)


def make_changed(
    maker: Maker, before: Making, same: Iterable[str], strayed: Container[str] = ()
) -> tuple[Making, set[str]]:
    """Write the files of units that are made of something else than ``before``, and of those that have ``strayed``.

    ``same`` are the ids of claims about which nothing can have changed. Returns what is made now, and the names of the
    units that are not made of what they were made of before, or not made at all.
    """
    kept = {key: before.claims[key] for key in same if key in before.claims}
    claims = {key: kept.get(key) or claim_digest(claim) for key, claim in maker.edition.site.claims.items()}
    digests = Digests(maker.edition, claims)
    changed = {n for n, key in enumerate(before.keys) if digests[key] != before.digests[n]}
    every = list(units(maker.edition))
    renewed = [unit for unit in every if _is_other(unit, before.units.get(unit.name), changed)]
    others = {unit.name for unit in renewed}
    back = [unit for unit in every if unit.name in strayed and unit.name not in others]
    made, keys = maker.make([*renewed, *back], before.keys)
    found = {unit.name: made.get(unit.name) or before.units[unit.name] for unit in every}
    others |= before.units.keys() - found.keys()
    return Making(found, tuple(keys), tuple(digests[key] for key in keys), claims), others


def _kind(unit: Unit) -> object:
    """Return what units of one kind have in common: the template, of a page."""
    return unit.make, unit.args[1:2] if unit.make is page_files else ()


def _is_other(unit: Unit, old: Made | None, changed: set[int]) -> bool:
    """Tell whether a unit is made of something else than it was."""
    return old is None or not changed.isdisjoint(array("I", old.read)) or old.given != _told(unit)[0]


def _told(unit: Unit) -> tuple[bytes, list[Key]]:
    """Return a digest of what a unit is given beside records, and the keys of the records."""
    plain, records = [unit.make.__qualname__], []
    for text, key in given(unit.args):
        if key:
            records.append(key)
        plain.append(str(key or text))
    return hashlib.blake2b("\0".join(plain).encode(), digest_size=16).digest(), records


def _join(found: dict[str, Made], keys: dict[Key, int], made: dict[str, Made], others: list[Key]) -> None:
    """Add units to those that were found, and count their keys on from ours."""
    if not found:
        found |= made
        keys |= {key: number for number, key in enumerate(others)}
        return
    new = [keys.setdefault(key, len(keys)) for key in others]
    for name, unit in made.items():
        found[name] = Made(unit.given, array("I", [new[n] for n in array("I", unit.read)]).tobytes(), unit.files)
