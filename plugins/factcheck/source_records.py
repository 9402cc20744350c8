"""What is to be written for a captured document: the record of a new source, or one more snapshot of a known one.

Pure functions of the records of a site, of the frozen document, and of what the editor said.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

from factcheck.corpus import read_entry
from factcheck.ids import as_id
from factcheck.model import Source
from factcheck.new_ids import suggested_id, taken_ids
from factcheck.round_trip import record_text, with_item
from factcheck.snapshots import digest, file_names, snapshot_files, snapshot_values
from factcheck.yaml_reader import parse

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from factcheck.corpus import Corpus
    from factcheck.page_facts import Facts
    from factcheck.snapshots import Frozen

_SHORTEST_ID: Final = 3
# Names of files that say nothing of what is in them.
_EMPTY: Final = frozenset({"default", "download", "home", "index", "view"})
# The fields of a source in the order of the guide, before its snapshots.
_FIELDS: Final = (
    "title", "rights", "url", "publisher", "authors", "published", "language", "kind", "origin", "tier", "description",
)  # fmt: skip


class SourceError(Exception):
    """Nothing can be written: the message says why. ``is_misuse``: what the editor gave is at fault."""

    def __init__(self, message: str, *, is_misuse: bool = False) -> None:
        super().__init__(message)
        self.is_misuse = is_misuse


@dataclass(frozen=True, slots=True)
class Addition:
    """What is to be written, by paths below the site: files that are new, and records that are changed."""

    source: str
    record: str
    files: dict[str, bytes]
    changed: dict[str, bytes]


def known_source(corpus: Corpus, wanted: str | None, urls: Collection[str | None]) -> Source | None:
    """Return the source that gets a further snapshot: that of the wanted id, or the one with an address."""
    found = _source_at(corpus, urls)
    if wanted is None or (found and found.id == wanted):
        return found
    entry = next((entry for entry in corpus.entries if entry.id == wanted), None)
    if entry and isinstance(entry.record, Source):
        return entry.record
    if entry and entry.type == "source":
        raise SourceError(f"{entry.path} has mistakes. Run “factcheck check”, and mend them first.")
    if wanted in taken_ids(corpus):
        owner = entry.path if entry else "the site itself, or is an alias"
        raise SourceError(f"The id “{wanted}” belongs to {owner}. Choose another.", is_misuse=True)
    if found:
        path, better = found.places.path, f"Leave out --id for a further snapshot of it, or name “{found.id}”."
        raise SourceError(f"{path} has this address already. {better}", is_misuse=True)
    return None


def source_with(corpus: Corpus, data: bytes) -> Source | None:
    """Return the source whose newest capture has the same bytes."""
    wanted = digest(data)
    return next((s for s in corpus.sources.values() if s.snapshots and s.snapshots[-1].sha256 == wanted), None)


def _source_at(corpus: Corpus, urls: Collection[str | None]) -> Source | None:
    wanted = {_same(url) for url in urls if url}
    return next((s for s in corpus.sources.values() if s.url and _same(s.url) in wanted), None)


def _same(url: str) -> str:
    return url.partition("#")[0].rstrip("/")


def new_source(
    source_id: str, given: Mapping[str, Any], frozen: Frozen | None, *, day: str, taken: Collection[str]
) -> Addition:
    """Return the record of a source and the files of its snapshot, or the record alone of one that is only linked.

    What the editor gave counts more than what the page says. ``taken`` are the names of the files in seeds/.
    """
    snapshots, files = [], {}
    if frozen:
        names = file_names(frozen, f"{source_id}.{day}", taken)
        snapshots, files = [snapshot_values(frozen, names, day)], snapshot_files(frozen, names)
    values = _read(frozen.facts) if frozen else {}
    values |= {key: value for key, value in given.items() if value}
    record = f"seeds/{source_id}.yaml"
    fields = {key: values[key] for key in _FIELDS if values.get(key)}
    data = record_text({**fields, "snapshots": snapshots}).encode()
    for problem in read_entry(record, data).problems:
        raise SourceError(f"{problem.message} {problem.hint}".strip(), is_misuse=True)
    return Addition(source_id, record, {**{f"seeds/{n}": d for n, d in files.items()}, record: data}, {})


def _read(facts: Facts) -> dict[str, Any]:
    return {
        "title": facts.title,
        "publisher": facts.publisher,
        "authors": list(facts.authors),
        "published": facts.published,
        "language": facts.language,
    }


def further_snapshot(source: Source, text: str, frozen: Frozen, *, day: str, taken: Collection[str]) -> Addition | None:
    """Return the record of a known source with one more snapshot; None where its newest one has the same bytes.

    ``text`` is that of the record, ``taken`` the names of the files beside it.
    """
    if source.snapshots and source.snapshots[-1].sha256 == digest(frozen.data):
        return None
    record = source.places.path
    names = file_names(frozen, f"{source.id}.{day}", taken)
    values = snapshot_values(frozen, names, day)
    changed = with_snapshot(text, values)
    if changed is None:
        by_hand = record_text({"snapshots": [values]})
        raise SourceError(f"The list in {record} is written in a way that only you can add to:\n{by_hand}")
    folder = PurePosixPath(record).parent
    files = {(folder / name).as_posix(): data for name, data in snapshot_files(frozen, names).items()}
    return Addition(source.id, record, files, {record: changed.encode()})


def with_snapshot(text: str, snapshot: dict[str, Any]) -> str | None:
    """Return the text of a record with one more snapshot; None where that would change anything else."""
    changed = with_item(text, ("snapshots",), snapshot)
    before = parse(text.encode(), "").value
    if changed is None or not isinstance(before, dict) or not isinstance(before.get("snapshots"), list):
        return None
    added = parse(record_text(snapshot).encode(), "").value
    expected = {**before, "snapshots": [*before["snapshots"], added]}
    return changed if parse(changed.encode(), "").value == expected else None


def source_id(title: str, place: str, taken: Collection[str]) -> str:
    """Return a free id: of the title, or else of the address or file name."""
    otherwise = next((name for name in _names_in(place) if len(name) >= _SHORTEST_ID), "source")
    return suggested_id(title, suggested_id(otherwise.replace("-", " "), "source", ()), taken)


def _names_in(place: str) -> list[str]:
    """Return what an address or the name of a file offers for an id: its last part without suffix, then its server."""
    parts = urlsplit(place) if "://" in place else None
    last = unquote((parts.path if parts else place).replace("\\", "/").rstrip("/").rpartition("/")[2])
    stem, server = as_id(last.rpartition(".")[0] or last), (parts.hostname or "") if parts else ""
    return [*([] if stem in _EMPTY else [stem]), as_id(server.removeprefix("www."))]
