"""What a unit of the output was made of: an edition that writes down what is read of it.

A unit reads records and the relations between them. Each reading is a key, such as ``("claims", "aid")`` for the claim
of an id, or ``("by_tag", "aid")`` for which claims have a tag and in what order; ``None`` in the place of the second
asks which ids there are. ``Digests`` says of each key what stands behind it. A unit whose readings have the digests
they had need not be made again: it would be made of the same.

The settings, the words and the templates are not traced; they are the same for all units of a build.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, cast, overload

from factcheck.model import ArchivedSource, Capture, Checked, Correction, Dossier, Takedown, Thing
from factcheck.pages.edition import MOST_SAYINGS, Memory
from factcheck.pages.paging import Paged
from factcheck.problems import Places
from factcheck.values import packer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from factcheck.model import Revision, Scale, Site, Use
    from factcheck.outlines import Outline
    from factcheck.pages.edition import Edition, Part
    from factcheck.settings import Settings
    from factcheck.translations import Words

Key = tuple[str, str | tuple[str, str] | None]
# Records of a kind, by the name of that in keys and by their ids.
Records = tuple[str, list[str]]
V = TypeVar("V")

# Of each kind of record the name in keys, and what gets its id.
_KINDS: dict[type, tuple[str, Callable[[Any], str]]] = {
    Checked: ("claims", attrgetter("record.id")),
    ArchivedSource: ("sources", attrgetter("record.id")),
    Thing: ("things", attrgetter("id")),
    Dossier: ("dossiers", attrgetter("id")),
    Takedown: ("takedowns", attrgetter("id")),
    Correction: ("corrections", attrgetter("id")),
}
_PLAIN = {str, int, bool, dt.date, type(None)}


class _Numbers(dict[Any, int]):
    """The numbers of the keys of one name, by their second part; each is counted when it is first met."""

    def __init__(self, name: str, all_: dict[Key, int]) -> None:
        super().__init__()
        self._name, self._all = name, all_

    def __missing__(self, key: Any) -> int:
        return self.setdefault(key, self._all.setdefault((self._name, key), len(self._all)))


class Reads:
    """The numbers of the keys that were read since they were last forgotten.

    Keys have ``numbers`` from 0 on; new ones are added there.
    """

    def __init__(self, numbers: dict[Key, int]) -> None:
        self.numbers: set[int] = set()
        self._all = numbers
        self._of: dict[str, _Numbers] = {}

    def of(self, name: str) -> _Numbers:
        """Return the numbers of the keys of one name."""
        if name not in self._of:
            self._of[name] = _Numbers(name, self._all)
        return self._of[name]

    def note(self, name: str) -> None:
        """Write down that all of a name was read."""
        self.numbers.add(self.of(name)[None])

    def begin(self, records: Iterable[Records]) -> None:
        """Forget what was read until now; but for some records, which are handed over."""
        self.numbers = set()
        for name, ids in records:
            self.numbers.update(map(self.of(name).__getitem__, ids))

    def during(self, work: Callable[[], V]) -> tuple[V, tuple[int, ...]]:
        """Do some work; return what came of it, and the numbers of the keys that it read."""
        outer, self.numbers = self.numbers, set()
        try:
            found = work()
            return found, tuple(self.numbers)
        finally:
            outer |= self.numbers
            self.numbers = outer


class _Map(Mapping[str, V]):
    """A mapping that writes down which of its values are read, and that somebody asked which there are."""

    def __init__(self, name: str, values: Mapping[Any, Any], reads: Reads, seen_as: Any = None) -> None:
        self._values, self._reads, self._seen_as = values, reads, seen_as
        self._numbers = reads.of(name)

    def __getitem__(self, key: Any) -> V:
        self._reads.numbers.add(self._numbers[key])
        value = self._values[key]
        return cast("V", self._seen_as(value) if self._seen_as else value)

    def get(self, key: Any, default: Any = None) -> Any:
        """Return a value; ``default`` where there is none."""
        self._reads.numbers.add(self._numbers[key])
        value = self._values.get(key)
        if value is None:
            return default
        return self._seen_as(value) if self._seen_as else value

    def __contains__(self, key: Any) -> bool:
        self._reads.numbers.add(self._numbers[key])
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        self._reads.numbers.add(self._numbers[None])
        return iter(self._values)

    def __len__(self) -> int:
        self._reads.numbers.add(self._numbers[None])
        return len(self._values)


class _Claims(Sequence[Checked]):
    """Claims of which it is known that somebody asked which they are; each that is looked at is written down."""

    def __init__(self, claims: Sequence[Checked], reads: Reads) -> None:
        self.bare, self._reads, self._numbers = claims, reads, reads.of("claims")

    @overload
    def __getitem__(self, index: int) -> Checked: ...
    @overload
    def __getitem__(self, index: slice) -> _Claims: ...
    def __getitem__(self, index: int | slice) -> Checked | _Claims:
        if isinstance(index, slice):
            return _Claims(self.bare[index], self._reads)
        claim = self.bare[index]
        self._reads.numbers.add(self._numbers[claim.record.id])
        return claim

    def __iter__(self) -> Iterator[Checked]:
        for claim in self.bare:
            self._reads.numbers.add(self._numbers[claim.record.id])
            yield claim

    def __len__(self) -> int:
        return len(self.bare)


class _Parts(Sequence["Part"]):
    """Parts that claims give somebody; each claim that is looked at is written down."""

    def __init__(self, parts: Sequence[Part], reads: Reads) -> None:
        self._parts, self._reads, self._numbers = parts, reads, reads.of("claims")

    @overload
    def __getitem__(self, index: int) -> Part: ...
    @overload
    def __getitem__(self, index: slice) -> _Parts: ...
    def __getitem__(self, index: int | slice) -> Part | _Parts:
        if isinstance(index, slice):
            return _Parts(self._parts[index], self._reads)
        part = self._parts[index]
        self._reads.numbers.add(self._numbers[part[1].record.id])
        return part

    def __len__(self) -> int:
        return len(self._parts)


class _TracedSite:
    """A ``Site`` that writes down what is read of it."""

    def __init__(self, site: Site, reads: Reads) -> None:
        self._site, self._reads = site, reads
        self.claims: _Map[Checked] = _Map("claims", site.claims, reads)
        self.sources: _Map[ArchivedSource] = _Map("sources", site.sources, reads)
        self.uses: _Map[Use] = _Map("uses", site.uses, reads)
        self.things: _Map[Thing] = _Map("things", site.things, reads)
        self.dossiers: _Map[Dossier] = _Map("dossiers", site.dossiers, reads)
        self.redirects: _Map[str] = _Map("redirects", site.redirects, reads)
        self.revisions: _Map[tuple[Revision, ...]] = _Map("revisions", site.revisions, reads)

    @property
    def takedowns(self) -> tuple[Takedown, ...]:
        self._reads.note("takedowns")
        return self._site.takedowns

    @property
    def corrections(self) -> tuple[Correction, ...]:
        self._reads.note("corrections")
        return self._site.corrections

    @property
    def scale(self) -> Scale:
        self._reads.note("scale")
        return self._site.scale


class _Memory(Memory):
    """What was worked out for one page; whoever asks for it has read all that it was worked out from."""

    def __init__(self, most: int, reads: Reads) -> None:
        super().__init__(most)
        self._reads = reads

    def of(self, key: tuple[object, ...], work_out: Callable[[], V]) -> V:
        """Return what is known for a key, or work it out."""
        found = self._recent.get(key)
        if found is None:
            found = self._renewed(key, partial(self._reads.during, work_out))
        self._reads.numbers.update(found[1])
        return cast("V", found[0])


class _TracedEdition:
    """An ``Edition`` that writes down what is read of it."""

    def __init__(self, edition: Edition, reads: Reads) -> None:
        self._edition, self._reads = edition, reads
        self.sayings = _Memory(MOST_SAYINGS, reads)
        self.site = _TracedSite(edition.site, reads)
        self.settings: Settings = edition.settings
        self.words: dict[str, Words] = edition.words
        self.origins: _Map[str] = _Map("origins", edition.origins, reads)
        self.correction_pages: _Map[str] = _Map("correction_pages", edition.correction_pages, reads)
        self.parts: _Map[_Parts] = _Map("parts", edition.parts, reads, lambda parts: _Parts(parts, reads))

        def groups(name: str) -> _Map[_Claims]:
            return _Map(name, getattr(edition, name), reads, lambda claims: _Claims(claims, reads))

        self.children, self.by_source, self.by_dossier = groups("children"), groups("by_source"), groups("by_dossier")
        self.by_tag, self.by_facet = groups("by_tag"), groups("by_facet")

    @property
    def listed(self) -> _Claims:
        self._reads.note("listed")
        return _Claims(self._edition.listed, self._reads)

    def in_outline(self, claims: Sequence[Checked]) -> list[Outline]:
        found = self._edition.in_outline(claims.bare if isinstance(claims, _Claims) else claims)
        self._reads.numbers.update(map(self._reads.of("outlines").__getitem__, [claim.id for claim in found]))
        return found


def traced(edition: Edition, reads: Reads) -> Edition:
    """Return an edition that writes down the key of everything that is read of it."""
    return cast("Edition", _TracedEdition(edition, reads))


def given(args: tuple[object, ...]) -> tuple[list[str], list[Records]]:
    """Return what a unit is made from: as text, with each record by its key; and the records."""
    texts: list[str] = []
    records: list[Records] = []
    for value in args:
        _tell(value, texts, records)
    return texts, records


def _tell(value: Any, texts: list[str], records: list[Records]) -> None:
    kind = type(value)
    if kind in _KINDS:
        _tell_records(kind, (value,), texts, records)
    elif kind is Paged:
        texts.append(repr((value.path, value.newer, value.older)))
        _tell(value.items, texts, records)
    elif kind is tuple:
        _tell_all(value, texts, records)
    else:
        texts.append(value.__qualname__ if callable(value) else repr(value))


def _tell_all(values: tuple[Any, ...], texts: list[str], records: list[Records]) -> None:
    """Tell many values, of which there may be thousands, by what they have in common."""
    kinds = set(map(type, values))
    texts.append(str(len(values)))
    if len(kinds) == 1 and (kind := next(iter(kinds))) in _KINDS:
        _tell_records(kind, values, texts, records)
    elif kinds <= _PLAIN:
        texts.append(repr(values))
    elif kinds == {tuple} and len(set(map(len, values))) == 1:
        for column in zip(*values, strict=True):
            _tell_all(column, texts, records)
    else:
        for value in values:
            _tell(value, texts, records)


def _tell_records(kind: type, values: tuple[Any, ...], texts: list[str], records: list[Records]) -> None:
    name, id_of = _KINDS[kind]
    ids = list(map(id_of, values))
    texts += [name, *ids]
    records.append((name, ids))


class Digests:
    """What stands behind each key of an edition, as a digest.

    ``claims`` are the digests of claims by their id; ``known`` are digests of other keys, which are not worked out.
    """

    def __init__(self, edition: Edition, claims: Mapping[str, bytes], known: dict[Key, bytes]) -> None:
        self._edition, self._claims, self._found = edition, claims, known

    def __getitem__(self, key: Key) -> bytes:
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._digest(*key)
        return found

    def _digest(self, name: str, key: Any) -> bytes:
        site = self._edition.site
        match name:
            case "claims" if key is not None:
                return self._claims.get(key, b"")
            case "listed":
                return _hash(*(c.record.id for c in self._edition.listed))
            case "outlines":
                told: object = self._edition.in_outline([site.claims[key]] if key in site.claims else [])
            case "takedowns" | "corrections":
                told = [r for r in getattr(site, name) if key in {None, r.id}]
            case "scale":
                told = site.scale
            case _:
                values: Mapping[Any, Any] = getattr(site if hasattr(site, name) else self._edition, name)
                if key is None:
                    return _hash(*map(str, values))
                if key not in values:
                    return b""
                told = _described(values[key])
        return _digest(_packed(told))


def _described(value: Any) -> Any:
    if isinstance(value, list):
        return [(v[0], v[1].record.id) if isinstance(v, tuple) else v.record.id for v in value]
    return value


def claim_digest(claim: Checked) -> bytes:
    """Return the digest of a claim with everything the build worked out about it."""
    return _digest(_packed(claim))


def _stands_for(value: object) -> object:
    """Return what is told of an object that is no value."""
    if isinstance(value, Capture):
        return value.snapshot, value.sha256
    if isinstance(value, Places):
        return None
    raise TypeError(type(value).__name__)


_packed = packer(_stands_for)


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def _hash(*texts: str) -> bytes:
    return _digest("\0".join(texts).encode("utf-8", "surrogatepass"))
