"""What was made of a site, and of what: a site has many units, of which one build looks at few, so they stay packed."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Final
from zlib import crc32

from factcheck.values import Value, packer, unpacker

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from factcheck.tracing import Key

# Units are packed in so many parts, by their names.
_PARTS: Final = 1024
# A list of MessagePack begins with this byte and the number of its items in four more.
_LIST: Final = b"\xdd"
_HEAD: Final = 5
# More keys are sooner found by reading the numbers of each unit.
_FEW: Final = 8


class Made(Value, frozen=True):
    """What a unit was made of, and the paths of its files.

    ``given`` is a digest of what it was given beside records; ``read`` packs the numbers of the keys of its records
    and of all that it read, as unsigned integers of the machine.
    """

    given: bytes
    read: bytes
    files: tuple[str, ...]


class _Unit(Value, frozen=True):
    name: str
    made: Made


class Units(Mapping[str, Made]):
    """Units that were made, by their names."""

    __slots__ = ("parts",)

    def __init__(self, parts: Sequence[bytes] | None = None) -> None:
        self.parts = parts or [_packed([])] * _PARTS

    @classmethod
    def joined(cls, units: Iterable[Mapping[str, Made]]) -> Units:
        """Return units that were told bit by bit; nobody holds on to a bit that was."""
        growing = [bytearray(_HEAD) for _ in range(_PARTS)]
        counts = [0] * _PARTS
        for some in units:
            for name, made in some.items():
                part = _part_of(name)
                counts[part] += 1
                growing[part] += _packed_one(_Unit(name, made))
        parts: list[bytes] = []
        for part, count in enumerate(counts):
            growing[part][:_HEAD] = _head(count)
            parts.append(bytes(growing[part]))
            growing[part].clear()
        return cls(parts)

    def __getitem__(self, name: str) -> Made:
        found = (unit.made for unit in _unpacked(self.parts[_part_of(name)]) if unit.name == name)
        made = next(found, None)
        if made is None:
            raise KeyError(name)
        return made

    def __iter__(self) -> Iterator[str]:
        return (unit.name for part in self.parts for unit in _unpacked(part))

    def __len__(self) -> int:
        return sum(len(_unpacked(part)) for part in self.parts)

    def all(self) -> dict[str, Made]:
        """Return all of them at once."""
        return {unit.name: unit.made for part in self.parts for unit in _unpacked(part)}

    def that_read(self, keys: AbstractSet[int]) -> set[str]:
        """Return the names of those that read any of some keys; where these are few, of some others perhaps too."""
        if len(keys) > _FEW:
            every = chain.from_iterable(map(_unpacked, self.parts))
            return {unit.name for unit in every if not keys.isdisjoint(array("I", unit.made.read))}
        # Bytes are looked through in a tenth of the time; they may match across the border of two numbers.
        wanted = [array("I", [key]).tobytes() for key in keys]
        found = (part for part in self.parts if any(number in part for number in wanted))
        return {
            unit.name
            for unit in chain.from_iterable(map(_unpacked, found))
            if any(number in unit.made.read for number in wanted)
        }

    def with_others(self, made: Mapping[str, Made], gone: Collection[str] = ()) -> Units:
        """Return these units with some in the place of those of the same names, and without some."""
        parts = list(self.parts)
        come: dict[int, dict[str, Made]] = {_part_of(name): {} for name in (*made, *gone)}
        for name, unit in made.items():
            come[_part_of(name)][name] = unit
        for part, units in come.items():
            kept = [unit for unit in _unpacked(parts[part]) if unit.name not in units and unit.name not in gone]
            parts[part] = _packed([*kept, *(_Unit(name, unit) for name, unit in units.items())])
        return Units(parts)


@dataclass(frozen=True, slots=True)
class Making:
    """All that was made: units by name; the keys of what they read, each with its digest; the digest of each claim."""

    units: Units = field(default_factory=Units)
    keys: tuple[Key, ...] = ()
    digests: tuple[bytes, ...] = ()
    claims: dict[str, bytes] = field(default_factory=dict)

    @property
    def files(self) -> set[str]:
        """The paths of all files."""
        return {path for unit in self.units.all().values() for path in unit.files}


def _part_of(name: str) -> int:
    return crc32(name.encode()) % _PARTS


_packed_one = packer()
_unpacked = unpacker(tuple[_Unit, ...])


def _packed(units: list[_Unit]) -> bytes:
    return _head(len(units)) + b"".join(map(_packed_one, units))


def _head(count: int) -> bytes:
    return _LIST + count.to_bytes(_HEAD - len(_LIST))
