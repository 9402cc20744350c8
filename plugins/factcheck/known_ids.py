"""The ids of a site, and which of them an editor meant who wrote something else."""

from __future__ import annotations

import unicodedata
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from factcheck.corpus import FOLDERS
from factcheck.ids import as_id
from factcheck.meant import did_you_mean, other_script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.corpus import Corpus

_NAMES = {"person": "a person", "organization": "an organization", "event": "an event", "source": "a source"}
_SUFFIXES = {".yaml", ".yml"}


class KnownIds:
    """The ids of a corpus by the types of their records. Names are looked up only when an id is missing."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._of_type: dict[str, set[str]] = {}
        for entry in corpus.entries:
            self._of_type.setdefault(entry.type, set()).add(entry.id)

    def has(self, id_: str, types: tuple[str, ...]) -> bool:
        """Tell whether a record of one of the types has an id."""
        return any(id_ in self._of_type.get(type_, ()) for type_ in types)

    def expected(self, types: tuple[str, ...]) -> str:
        """Return the types in words."""
        return " or ".join(_named(type_) for type_ in types)

    def better(self, found: str, types: tuple[str, ...]) -> str:
        """Say which id was meant, or what to do where none was."""
        for id_ in self._candidates(found):
            if self.has(id_, types):
                look_alike = other_script(found)
                return f"Write its id: {id_}.{look_alike}" if look_alike else f"Write its id: {id_}"
        fitting = sorted(set().union(*(self._of_type.get(type_, set()) for type_ in types)))
        other = next((type_ for type_, ids in self._of_type.items() if found in ids), "")
        if other:
            return f"“{found}” is {_named(other)}."
        return did_you_mean(as_id(found) or found, fitting) or _how_to_add(as_id(found) or "new-id", types[0])

    def _candidates(self, found: str) -> Iterator[str]:
        """Yield ids that a text may stand for: the id of a name, a file, a title, or an address."""
        path = PurePosixPath(found.strip())
        yield path.stem if path.suffix in _SUFFIXES else path.name
        yield self._by_name.get(_same(found), "")
        yield self._by_name.get(_same(path.name), "")
        yield as_id(found)

    @cached_property
    def _by_name(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for thing in self._corpus.things.values():
            names |= {_same(name): thing.id for name in (thing.name, *thing.alternate_names)}
        for source in self._corpus.sources.values():
            files = [name for s in source.snapshots for name in (s.file, s.text.file if s.text else s.file)]
            named = [source.title, source.url, source.archive_url, *files]
            names |= {_same(name): source.id for name in named if name}
        names |= {_same(claim.claim): claim.id for claim in self._corpus.claims.values()}
        return names


def _named(type_: str) -> str:
    return _NAMES.get(type_, f"a {type_}")


def _same(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip("/")


def _how_to_add(id_: str, type_: str) -> str:
    if type_ == "source":
        return "Each source has a record in seeds/: “factcheck add-source” makes one."
    folder = next((folder for folder, each in FOLDERS.items() if each == type_), "")
    if not folder:
        return "Write the name of the claim's file, without “.yaml”."
    return f"If it is new, write its record claims/{folder}/{id_}.yaml; one line, “name: …”, is enough."
