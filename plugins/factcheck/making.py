"""Making the files of a site, and making again only what is made of something else than before.

What a unit was made of is what it was given and what it read of the edition: see ``tracing``.
"""

from __future__ import annotations

import hashlib
import os
from array import array
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain, islice, product
from typing import TYPE_CHECKING, Any, Final

from factcheck.made_units import Made, Making, Units
from factcheck.model import Checked
from factcheck.outputs import Unit, claim_unit, other_units, units
from factcheck.pages.paging import Paged
from factcheck.processes import FEWEST_FOR_TWO, MOST_PIECES, no_search_for_cycles, piece_of, shared_out
from factcheck.tracing import Digests, Key, Reads, Records, claim_digest, given, traced
from factcheck.values import packer, unpacker

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from factcheck.model import Site
    from factcheck.outputs import Render
    from factcheck.pages.edition import Edition

    Write = Callable[[str, bytes], object]
    # Is told how many units there are, has them made and their files written, and yields what came of each part.
    Elsewhere = Callable[[int], Iterator[tuple[dict[str, "Made"], list[Key]]]]

# So many are made at a time: neighbours have much in common, which is worked out once.
_PIECE: Final = 50
_PIECES_OF_OTHERS: Final = 1024
# What stands behind these is made of one value of the site alone, which a mapping has.
_MADE_OF_ONE: Final = {name: name for name in ("sources", "uses", "things", "dossiers")} | {"outlines": "claims"}


@dataclass(frozen=True, slots=True)
class Plan:
    """An edition and all that is made from it, by name; and the numbers of keys, of which some may not be read now."""

    edition: Edition
    units: dict[str, Unit]
    numbers: dict[Key, int]


@dataclass(frozen=True, slots=True)
class Base:
    """What was made before: of which site, and of what each unit; and its plan, where that is still known.

    The output has strayed from it by units that were made otherwise since, and by files that it had not.
    """

    site: Site
    making: Making
    plan: Plan | None = None
    strayed: AbstractSet[str] = frozenset()
    extra: AbstractSet[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Maker:
    """What makes the units of an edition."""

    edition: Edition
    render: Render
    write: Write

    def make(self, chosen: Iterable[Unit], numbers: dict[Key, int]) -> dict[str, Made]:
        """Make units; return what they were made of. Keys have ``numbers`` from 0 on; new ones are added there."""
        reads = Reads(numbers)
        watched = traced(self.edition, reads)
        made: dict[str, Made] = {}
        for unit in chosen:
            told, records = _told(unit)
            reads.begin(records)
            files = [self._written(*file) for file in unit.make(watched, self.render, *unit.args)]
            made[unit.name] = Made(told, array("I", reads.numbers).tobytes(), tuple(files))
        return made

    def _written(self, path: str, data: bytes) -> str:
        self.write(path, data)
        return path


def planned(edition: Edition, base: Base) -> Plan:
    """Plan all that is made from an edition."""
    numbers = base.plan.numbers if base.plan else {key: number for number, key in enumerate(base.making.keys)}
    return Plan(edition, {unit.name: unit for unit in units(edition)}, numbers)


def make_all(maker: Maker, jobs: int = 1, elsewhere: Elsewhere | None = None) -> Callable[[], Making]:
    """Write every file of a site: elsewhere, or by so many processes where there is enough to do.

    What is returned tells what all was made of; it works that out when it is first asked.
    """
    found = elsewhere(sum(1 for _ in units(maker.edition))) if elsewhere else _by_processes(maker, jobs)
    made_from = cache(partial(_making, maker.edition, found))
    if elsewhere:
        # The parts come as they are made, and nothing is left of one that was told.
        made_from()
    return made_from


def _making(edition: Edition, found: Iterable[tuple[dict[str, Made], list[Key]]]) -> Making:
    keys: dict[Key, int] = {}
    made = Units.joined(_counted_on(units, others, keys) for units, others in found)
    claims = {key: claim_digest(claim) for key, claim in edition.site.claims.items()}
    digests = Digests(edition, claims, {})
    return Making(made, tuple(keys), tuple(map(digests.__getitem__, keys)), claims)


def made_of(maker: Maker, units_: Iterable[Unit]) -> tuple[dict[str, Made], list[Key]]:
    """Make units; return what they were made of, and the keys that this counts, from 0."""
    numbers: dict[Key, int] = {}
    with no_search_for_cycles():
        return maker.make(units_, numbers), list(numbers)


def _by_processes(maker: Maker, jobs: int) -> Iterator[tuple[dict[str, Made], list[Key]]]:
    site, here = maker.edition.site, os.getpid()
    claims, records = tuple(site.claims.values()), len(site.claims) + len(site.sources) + len(site.things)
    pieces = min(-(-len(claims) // _PIECE), MOST_PIECES - _PIECES_OF_OTHERS)
    # What is made of many claims is put in order by whoever makes it, so that others need not wait for that.
    others = cache(lambda: sorted(other_units(maker.edition), key=_neighbourhood, reverse=True))

    def chosen(number: int) -> Iterable[Unit]:
        if number < _PIECES_OF_OTHERS:
            return piece_of(others(), number, _PIECES_OF_OTHERS)
        return map(claim_unit, piece_of(claims, number - _PIECES_OF_OTHERS, pieces))

    def made(numbers: Iterator[int]) -> bytes | tuple[dict[str, Made], list[Key]]:
        found = made_of(maker, chain.from_iterable(map(chosen, numbers)))
        # Others send in few bytes what this process need not send.
        return found if os.getpid() == here else _packed(found)

    # Lists look at claims from everywhere: they come first, which is for this process, which goes on to the end.
    parts = shared_out(made, _PIECES_OF_OTHERS + pieces, jobs if records >= FEWEST_FOR_TWO else 1)
    return (_unpacked(part) if isinstance(part, bytes) else part for part in parts)


def _neighbourhood(unit: Unit) -> str:
    """Return what brings together lists of the same days, which show the same claims."""
    last = unit.args[-1] if unit.args else None
    first = last.items[0] if type(last) is Paged and last.items else None
    first = first[-1] if type(first) is tuple else first
    # What is no list comes first: the largest of it takes long.
    return f"{first.record.published} {first.record.id}" if type(first) is Checked else "~"


def make_changed(maker: Maker, base: Base, plan: Plan) -> tuple[Making, set[str]]:
    """Write the files of units that are made of something else than before, and of those that have strayed.

    Returns what is made now, and the names of the units that are not made of what they were made of before, or not made
    at all.
    """
    before, site = base.making, maker.edition.site
    claims = _claim_digests(site, base.site, before)
    digests = Digests(maker.edition, claims, _known(before, base.site, site))
    changed = {n for n, key in enumerate(before.keys) if digests[key] != before.digests[n]}
    known = before.units.all()
    others = before.units.that_read(changed)
    old = base.plan.units if base.plan else {}
    others |= {name for name, unit in plan.units.items() if unit != old.get(name) and _is_other(unit, known.get(name))}
    chosen = [unit for name, unit in plan.units.items() if name in others or name in base.strayed]
    keys = plan.numbers
    made = maker.make(chosen, keys)
    gone = known.keys() - plan.units.keys()
    now = before.units.with_others(made, gone)
    return Making(now, tuple(keys), tuple(map(digests.__getitem__, keys)), claims), others | gone


def make_again(maker: Maker, base: Base, plan: Plan, claims: Collection[str]) -> tuple[Making, set[str]]:
    """Do the same where nothing changed but the words of some ``claims``.

    The units may be those of an earlier edition: they are handed the claims of this one.
    """
    before = base.making
    site, keys, known = maker.edition.site, plan.numbers, len(before.keys)
    now = before.claims | {key: claim_digest(site.claims[key]) for key in claims}
    digests = Digests(maker.edition, now, {})
    read = [n for key in product(("claims", "outlines"), claims) if (n := keys.get(key, known)) < known]
    other = {n: found for n in read if (found := digests[before.keys[n]]) != before.digests[n]}
    touched = before.units.that_read(other.keys())
    names = dict.fromkeys([*touched, *base.strayed])
    made = maker.make((_present(plan.units[name], site) for name in names if name in plan.units), keys)
    after = [*before.digests, *map(digests.__getitem__, islice(keys, known, None))]
    for number, digest in other.items():
        after[number] = digest
    return Making(before.units.with_others(made), tuple(keys), tuple(after), now), touched


def _claim_digests(site: Site, old: Site, before: Making) -> dict[str, bytes]:
    return {
        key: before.claims[key] if old.claims.get(key) is claim else claim_digest(claim)
        for key, claim in site.claims.items()
    }


def _known(before: Making, old: Site, site: Site) -> dict[Key, bytes]:
    """Return the digests of what is one and the same in two sites."""
    same = {
        (name, key)
        for name, values in _MADE_OF_ONE.items()
        for key, value in getattr(site, values).items()
        if getattr(old, values).get(key) is value
    }
    return {key: digest for key, digest in zip(before.keys, before.digests, strict=True) if key in same}


def _present(unit: Unit, site: Site) -> Unit:
    """Return a unit that is given the claims of a site in the place of earlier ones."""
    return Unit(unit.name, unit.make, tuple(_now(value, site) for value in unit.args))


def _now(value: Any, site: Site) -> Any:
    if isinstance(value, Checked):
        return site.claims[value.record.id]
    if isinstance(value, Paged):
        return replace(value, items=_now(value.items, site))
    return tuple(_now(item, site) for item in value) if isinstance(value, tuple) else value


def _is_other(unit: Unit, old: Made | None) -> bool:
    """Tell whether a unit is given something else than it was."""
    return old is None or old.given != _told(unit)[0]


def _told(unit: Unit) -> tuple[bytes, list[Records]]:
    """Return a digest of what a unit is given beside records, and the records."""
    texts, records = given(unit.args)
    return hashlib.blake2b("\0".join([unit.make.__qualname__, *texts]).encode(), digest_size=16).digest(), records


def _counted_on(made: dict[str, Made], others: list[Key], keys: dict[Key, int]) -> dict[str, Made]:
    """Return units with the numbers that ``keys`` have or get in all; their own keys were ``others``."""
    new = [keys.setdefault(key, len(keys)) for key in others]
    return {
        name: Made(unit.given, array("I", map(new.__getitem__, array("I", unit.read))).tobytes(), unit.files)
        for name, unit in made.items()
    }


_packed = packer()
_unpacked = unpacker(tuple[dict[str, Made], list[Key]])
