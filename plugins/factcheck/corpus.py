"""All records of a site, parsed and validated, and the references between them."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, TypeVar

from factcheck.captures import Captures, read_captures
from factcheck.codes import problem
from factcheck.ids import as_id
from factcheck.model import AnyRecord, Claim, Correction, Dossier, Scale, Selector, Source, Takedown, Thing
from factcheck.problems import Path, Place, Places, Problem
from factcheck.processes import ALONE, FEWEST_TO_SHARE, LARGE, MOST_PIECES, Jobs, piece_of, shared_out
from factcheck.records import DEFAULT_SCALE, record_from, scale_from
from factcheck.schema import ID_PATTERN, SCHEMAS, Field, Schema
from factcheck.validation import validate
from factcheck.values import Value, packer, replace, unpacker
from factcheck.yaml_reader import LateMarks, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping

    from factcheck.workspace import Inputs
    from factcheck.yaml_reader import Parsed

FOLDERS = {
    "people": "person",
    "organizations": "organization",
    "events": "event",
    "dossiers": "dossier",
    "corrections": "correction",
}
VERDICTS_FILE = "claims/verdicts.yaml"

# By these fields a record is known, wherever it stands; the first that fits counts.
_SIGNS = (
    ("claim", {"claim", "quote"}),
    ("source", {"snapshots"}),
    ("source", {"rights"}),
    ("correction", {"claim", "text"}),
    ("verdicts", {"verdicts"}),
    ("person", {"name"}),
)
_ALIKE = {"person": ("organization", "event")}
_HOMES = {
    "claim": "the folder of its dossier, such as claims/paris-draft/",
    "source": "seeds/",
    "correction": "claims/corrections/",
    "verdicts": "claims/verdicts.yaml",
    "person": "claims/people/, claims/organizations/ or claims/events/",
}
_SINGULARS = {
    "claim": "a claim",
    "source": "a source",
    "correction": "a correction",
    "verdicts": "a scale of verdicts",
    "person": "a person, an organization or an event",
}
_PLURALS = {
    "claim": "claims",
    "source": "sources",
    "person": "people",
    "organization": "organizations",
    "event": "events",
    "dossier": "dossiers",
    "correction": "corrections",
}

# So many records are read at a time.
_PIECE = 200
# What is said of a field that has no value.
_EMPTY = frozenset({"field-empty", "field-missing", "fields-exclusive"})

_GOOD_NAME = re.compile(rf"{ID_PATTERN}\.yaml", re.ASCII)
_ENDINGS = re.compile(r"(?:\.ya?ml)+$", re.IGNORECASE)

R = TypeVar("R", bound=AnyRecord)


class Reference(Value, frozen=True):
    """A field that holds the id of another record: ``kinds`` are the kinds it may be of."""

    path: Path
    kinds: tuple[str, ...]
    id: str


class Entry(Value, frozen=True):
    """One file: where it stands, its id and type, its places, and its record unless it has errors.

    Of a claim with errors the quote is kept where it can be read, so that it is looked for all the same. ``digest`` is
    that of the bytes (BLAKE2b, of 16 bytes), where they were read.
    """

    path: str
    id: str
    type: str
    record: AnyRecord | None
    references: tuple[Reference, ...]
    problems: tuple[Problem, ...]
    places: Places
    quote: Selector | None = None
    digest: bytes = b""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The records of a site by id, in the order of their paths, with the captures of each source."""

    entries: tuple[Entry, ...]
    claims: dict[str, Claim]
    takedowns: dict[str, Takedown]
    things: dict[str, Thing]
    dossiers: dict[str, Dossier]
    corrections: dict[str, Correction]
    sources: dict[str, Source]
    captures: dict[str, Captures]
    scale: Scale
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What was read before and is as it was: entries by their paths, captures by the ids of their sources."""

    entries: Mapping[str, Entry]
    captures: Mapping[str, Captures]

    @classmethod
    def of(cls, corpus: Corpus, changed: Container[str]) -> Kept:
        """Return what of a corpus without errors is as it was; ``changed`` are paths of files below the site."""
        entries = {entry.path: entry for entry in corpus.entries if entry.path not in changed}
        same = (source for source in corpus.sources.values() if source.places.path in entries)
        files = {source.id: [f"seeds/{path}" for path in _files_of(source).values()] for source in same}
        captures = {key: corpus.captures[key] for key, paths in files.items() if all(p not in changed for p in paths)}
        return cls(entries, captures)


NOTHING_KEPT = Kept({}, {})


def load(inputs: Inputs, kept: Kept = NOTHING_KEPT, jobs: Jobs = ALONE) -> Corpus:
    """Parse and validate every record, and check every captured file; what is kept is not read again.

    Many records are read by so many processes.
    """
    problems = [*inputs.problems, *_folder_names(inputs.records)]
    scale = DEFAULT_SCALE
    if VERDICTS_FILE in inputs.records:
        found, scale_problems = _scale(VERDICTS_FILE, inputs.records[VERDICTS_FILE])
        scale = found or DEFAULT_SCALE
        problems.extend(scale_problems)
    due = [path for path in inputs.records if path not in kept.entries and path != VERDICTS_FILE]
    found_entries, found_captures = _read(due, inputs, jobs)
    read = {**kept.entries, **found_entries}
    entries = [read[path] for path in inputs.records if path != VERDICTS_FILE]
    problems.extend(problem for entry in entries for problem in entry.problems)
    sources = _of(entries, Source)
    captures = {
        key: kept.captures.get(key) or found_captures.get(source.places.path) or _captures_of(source, inputs)
        for key, source in sources.items()
    }
    problems.extend(p for c in captures.values() for p in c.problems)
    return corpus_of(tuple(entries), captures, scale, tuple(problems))


def _read(paths: list[str], inputs: Inputs, jobs: Jobs) -> tuple[dict[str, Entry], dict[str, Captures]]:
    """Return the entries of some records, and captures of those among them that are sources, by their paths."""
    pieces = min(-(-len(paths) // _PIECE), MOST_PIECES)
    again = inputs.again or inputs.records.__getitem__
    here = os.getpid()
    # Sources come first, which is for this process: what they captured is much to be sent to another one.
    ordered = sorted(paths, reverse=True)
    captures: dict[str, Captures] = {}

    def entry(path: str) -> Entry:
        found = read_entry(path, inputs.records[path], again)
        if isinstance(found.record, Source) and os.getpid() == here:
            captures[path] = _captures_of(found.record, inputs)
        return found

    def entries(numbers: Iterator[int]) -> list[tuple[Entry, ...] | bytes]:
        some = (tuple(map(entry, piece_of(ordered, number, pieces))) for number in numbers)
        # What is sent to another process is told in few bytes.
        return list(some if os.getpid() == here else map(_packed, some))

    def meant_by(_kind: type, path: str) -> Places:
        return Places(path, LateMarks(again, path))

    unpacked = unpacker(tuple[Entry, ...], meant_by)
    shared = jobs if len(paths) >= FEWEST_TO_SHARE else ALONE
    parts = shared_out(entries, pieces, shared.processes, first=lambda: [shared.first()])
    read = (unpacked(part) if isinstance(part, bytes) else part for part in chain.from_iterable(parts))
    found: Iterable[Entry] = chain.from_iterable(read)
    if len(paths) >= LARGE:
        same = _Same()
        found = (replace(entry, references=tuple(map(same.reference, entry.references))) for entry in found)
    return {entry.path: entry for entry in found}, captures


class _Same(dict[Any, Any]):
    """Parts of references, each of which is there once, however many records say the same."""

    def __missing__(self, part: Any) -> Any:
        self[part] = part
        return part

    def reference(self, found: Reference) -> Reference:
        """Return a reference of such parts."""
        return Reference(self[found.path], self[found.kinds], self[found.id])


def _stands_for(value: object) -> str:
    """Return what is packed for the places of a record: its file tells them again."""
    if isinstance(value, Places):
        return value.path
    raise TypeError(type(value).__name__)


_packed = packer(_stands_for)


def corpus_of(
    entries: tuple[Entry, ...], captures: dict[str, Captures], scale: Scale, problems: tuple[Problem, ...]
) -> Corpus:
    """Return the records of entries by their ids."""
    return Corpus(
        entries,
        _of(entries, Claim),
        _of(entries, Takedown),
        _of(entries, Thing),
        _of(entries, Dossier),
        _of(entries, Correction),
        _of(entries, Source),
        captures,
        scale,
        problems,
    )


def _of(entries: Iterable[Entry], kind: type[R]) -> dict[str, R]:
    found: dict[str, R] = {}
    for entry in entries:
        if isinstance(entry.record, kind):
            found.setdefault(entry.id, entry.record)
    return found


def _files_of(source: Source) -> dict[str, str]:
    """Return the files that a source names, by their names from the folder of its record: their paths below seeds/."""
    folder = source.places.path.removeprefix("seeds/").rpartition("/")[0]
    prefix = f"{folder}/" if folder else ""
    named = {n for s in source.snapshots for n in (s.file, s.text.file if s.text else s.file)}
    return {name: prefix + name for name in named}


def _captures_of(source: Source, inputs: Inputs) -> Captures:
    return read_captures(source, _beside(source, inputs.captures))


def _beside(source: Source, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files in the folder of a source's record, by their names from there."""
    return {name: files[path] for name, path in _files_of(source).items() if path in files}


def _scale(path: str, data: bytes) -> tuple[Scale | None, list[Problem]]:
    parsed = parse(data, path)
    if parsed.value is None and parsed.problems:
        return None, list(parsed.problems)
    validated = validate(parsed, "verdicts")
    problems = [*parsed.problems, *validated.problems]
    return (scale_from(validated.values, parsed.places) if validated.values else None), problems


def entry_of_name(path: str) -> Entry:
    """Return what the path of a record file tells of it."""
    return Entry(path, _id_of(path)[0], record_type_of(path)[0] or "", None, (), (), Places(path, {}))


def read_entry(path: str, data: bytes, again: Callable[[str], bytes] | None = None) -> Entry:
    """Read one record file; ``again`` reads it once more, where places in it are asked for."""
    found = _entry(path, data, again)
    return replace(found, digest=hashlib.blake2b(data, digest_size=16).digest())


def _entry(path: str, data: bytes, again: Callable[[str], bytes] | None) -> Entry:
    place = Place(path)
    record_type, dossier = record_type_of(path)
    record_id, problems = _id_of(path)
    if record_type is None:
        problems.append(problem("file-misplaced", place, found=path))
        return Entry(path, record_id, "", None, (), tuple(problems), Places(path, {}))
    parsed = parse(data, path, again)
    problems.extend(parsed.problems)
    if parsed.value is None and parsed.problems:
        return Entry(path, record_id, record_type, None, (), tuple(problems), parsed.places)
    validated = validate(parsed, record_type)
    if validated.values is None:
        if misplaced := _misplaced(parsed, record_type):
            return Entry(path, record_id, record_type, None, (), (*problems, *misplaced), parsed.places)
        problems.extend(_once(validated.problems, parsed.problems))
        return _with_errors(path, record_id, record_type, parsed, tuple(problems))
    record = record_from(record_type, record_id, validated.values, parsed.places, dossier)
    leads = _leads_of(validated.values["kind"] if record_type == "claim" else record_type)
    references = _references(validated.values, leads)
    return Entry(path, record_id, record_type, record, references, tuple(problems), parsed.places)


def _with_errors(path: str, record_id: str, record_type: str, parsed: Parsed, problems: tuple[Problem, ...]) -> Entry:
    """Return a record that has errors, with what it refers to and quotes as far as that can be read."""
    value, places = parsed.value, parsed.places
    if not isinstance(value, dict):
        return Entry(path, record_id, record_type, None, (), problems, places)
    leads = _leads_of(str(value.get("kind")) if record_type == "claim" else record_type)
    quote = value.get("quote") if record_type == "claim" else None
    told = quote if isinstance(quote, dict) else {}
    words = {name: told[name] for name in ("source", "exact", "prefix", "suffix") if isinstance(told.get(name), str)}
    is_told = all(words.get(name, "").strip() for name in ("source", "exact"))
    selector = Selector(**words) if is_told else None
    return Entry(path, record_id, record_type, None, _references(value, leads), problems, places, selector)


def _once(found: tuple[Problem, ...], before: tuple[Problem, ...]) -> list[Problem]:
    """Return the problems of fields, without what seems to be empty where the writing is an error already."""
    told = {p.place.line for p in before if p.level == "error"}
    return [p for p in found if p.place.line not in told or p.code not in _EMPTY]


def _misplaced(parsed: Parsed, record_type: str) -> list[Problem]:
    """Return the one problem of a record that stands in the folder of another type."""
    value = parsed.value
    if not isinstance(value, dict):
        return []
    for type_, names in _SIGNS:
        if names <= value.keys():
            if record_type in {type_, *_ALIKE.get(type_, ())}:
                return []
            words = {"expected": _PLURALS[record_type], "found": _SINGULARS[type_], "better": _HOMES[type_]}
            return [problem("record-in-wrong-folder", parsed.places.key(next(iter(value))), **words)]
    return []


def record_type_of(path: str) -> tuple[str | None, str | None]:
    """Return the type of record that a path holds, and the dossier of a claim."""
    top, *rest = path.split("/")
    if top == "seeds":
        return "source", None
    match rest[:-1]:
        case []:
            return "claim", None
        case [folder] if folder in FOLDERS:
            return FOLDERS[folder], None
        case [folder]:
            return "claim", folder
    return None, None


def _id_of(path: str) -> tuple[str, list[Problem]]:
    name = path.rpartition("/")[2]
    if _GOOD_NAME.fullmatch(name):
        return name.removesuffix(".yaml"), []
    stem = as_id(PurePosixPath(path).stem) or "record"
    better = as_id(_ENDINGS.sub("", name)) or "record"
    return stem, [problem("file-name", Place(path), found=name, better=f"{better}.yaml")]


def _folder_names(paths: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each folder whose name is no id, at the first of its records."""
    told: set[PurePosixPath] = set()
    seen: set[str] = set()
    for path in paths:
        if (parent := path.rpartition("/")[0]) in seen:
            continue
        seen.add(parent)
        for folder in {*PurePosixPath(path).parents} - told:
            told.add(folder)
            if folder.name and not re.fullmatch(ID_PATTERN, folder.name):
                yield problem("file-name", Place(path), found=folder.name, better=f"{as_id(folder.name)}/")


@dataclass(frozen=True, slots=True)
class _Leads:
    """How a field leads to other records: by its text (to the kinds named), by the items of its list, by its fields."""

    kinds: tuple[str, ...]
    item: _Leads | None
    fields: dict[str, _Leads]


@cache
def _leads_of(form: str) -> dict[str, _Leads]:
    """Return the fields of a form that lead to other records; none for a form that does not exist."""
    return _leading(SCHEMAS.get(form, {}))


def _leading(schema: Schema) -> dict[str, _Leads]:
    found = ((name, _leads(field)) for name, field in schema.items())
    return {name: leads for name, leads in found if leads}


def _leads(field: Field) -> _Leads | None:
    kinds = field["meta"].get("refers_to", ())
    item = _leads(field["schema"]) if "list" in field["type"] else None
    fields = _leading(field["schema"]) if field["type"] == "dict" else {}
    return _Leads(kinds, item, fields) if kinds or item or fields else None


def _references(value: dict[str, Any], fields: dict[str, _Leads]) -> tuple[Reference, ...]:
    """Return the references of a record, in the order in which they are written."""
    found: list[Reference] = []
    _add_references_in(value, fields, (), found)
    return tuple(found)


def _add_references_in(group: dict[str, Any], fields: dict[str, _Leads], path: Path, found: list[Reference]) -> None:
    for key, item in group.items():
        if leads := fields.get(key):
            _add_references_at(item, leads, (*path, key), found)


def _add_references_at(item: Any, leads: _Leads, path: Path, found: list[Reference]) -> None:
    if isinstance(item, str):
        if leads.kinds:
            found.append(Reference(path, leads.kinds, item))
    elif isinstance(item, list) and leads.item:
        for index, each in enumerate(item):
            _add_references_at(each, leads.item, (*path, index), found)
    elif isinstance(item, dict):
        _add_references_in(item, leads.fields, path, found)
