"""The files of the search, in a form that two builds write alike; the one module that knows how Pagefind packs them.

Pagefind 1.5 writes the values of filters in an order of chance. It reads them in any order, so they are sorted here:
docs/decisions/0017-the-search-index.md.
"""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import json
import re
from typing import TYPE_CHECKING, Any, Final

import cbor2

from factcheck.indexer import IndexingError, index_files
from factcheck.partitions import place_among
from factcheck.search_records import search_records
from factcheck.search_words import WordList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.pages.edition import Edition
    from factcheck.search_records import SearchRecord

FOLDER: Final = "pagefind/"
# So many records an index has, and twice as many at most. A reader's browser asks all of them, and each brings its
# lists and its program along; one more record writes one of them anew.
RECORDS: Final = 20_000
# What the first index has for all of them.
_SHARED: Final = re.compile(r"pagefind(-worker)?\.js")
# Pagefind brings interfaces along, and we have our own.
_UNUSED: Final = re.compile(r"pagefind-(ui|modular-ui|component-ui|highlight)\.(js|css)")
_ENTRY: Final = "pagefind-entry.json"
_SIGNATURE: Final = b"pagefind_dcd"
_FILTERS: Final = 3  # Their place in the list that a pf_meta file is.

Files = dict[str, bytes]


def search_files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield every file of a site's search with its path. Raises NoIndexerError or IndexingError."""
    words = {code.lower(): WordList() for code in edition.settings.languages}
    records = list(search_records(edition))
    indexes: list[list[SearchRecord]] = [[] for _ in range(-(-len(records) // RECORDS) or 1)]
    for record in records:
        words[record.language].add((record.content, *record.meta.values()))
        indexes[place_among(len(indexes), record.url)].append(record)
    for number, found in enumerate(indexes):
        if found or not number:
            yield from _index(number, found)
    for language, known in words.items():
        further = [n for n, found in enumerate(indexes) if n and any(r.language == language for r in found)]
        yield from known.files(language, further)


def _index(number: int, records: list[SearchRecord]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an index; those after the first lie in folders of their own."""
    folder = f"{FOLDER}index-{number}/" if number else FOLDER
    made = index_files(dataclasses.asdict(record) for record in records)
    files = settled({path: data for path, data in made.items() if not _UNUSED.fullmatch(path)})
    if number:
        files = {path: data for path, data in files.items() if not _SHARED.fullmatch(path)}
    yield from ((folder + path, files[path]) for path in sorted(files))


def settled(files: Files) -> Files:
    """Return the files of an index with all filters in the order of the alphabet. Raises IndexingError."""
    kept = {path: data for path, data in files.items() if not path.endswith((".pf_filter", ".pf_meta"))}
    entry = json.loads(files[_ENTRY])
    try:
        for language, about in entry["languages"].items():
            about["hash"], renewed = _sorted(language, about["hash"], files)
            kept |= renewed
    except (LookupError, OSError, TypeError, ValueError) as error:
        message = f"Pagefind {entry.get('version')} packs its index in a way that is not known here: {error!r}"
        raise IndexingError(message) from error
    entry["languages"] = dict(sorted(entry["languages"].items()))
    return {**kept, _ENTRY: json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()}


def _sorted(language: str, name: str, files: Files) -> tuple[str, Files]:
    """Sort the filters of a language; return the files anew, and the name of the one that names the others."""
    renewed: Files = {}
    about = _unpacked(files[f"pagefind.{name}.pf_meta"])
    filters = []
    for title, old in sorted(about[_FILTERS]):
        own_title, values = _unpacked(files[f"filter/{old}.pf_filter"])
        data = _packed([own_title, sorted(values)])
        renewed[f"filter/{_name(language, data)}.pf_filter"] = data
        filters.append([title, _name(language, data)])
    about[_FILTERS] = filters
    data = _packed(about)
    renewed[f"pagefind.{_name(language, data)}.pf_meta"] = data
    return _name(language, data), renewed


def _name(language: str, data: bytes) -> str:
    return f"{language}_{hashlib.sha256(data).hexdigest()[:10]}"


def _unpacked(data: bytes) -> list[Any]:
    found = gzip.decompress(data)
    if not found.startswith(_SIGNATURE):
        raise ValueError(f"{found[: len(_SIGNATURE)]!r} at the beginning")
    unpacked: list[Any] = cbor2.loads(found.removeprefix(_SIGNATURE))
    return unpacked


def _packed(data: list[Any]) -> bytes:
    return gzip.compress(_SIGNATURE + cbor2.dumps(data), 9, mtime=0)
