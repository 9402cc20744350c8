"""Values of a record against its schema: the only door to Cerberus.

Values are converted by the field's type first, because YAML hands over nothing but text; what cannot be
converted stays text, and Cerberus reports it. Each error becomes one problem at the place of its field.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar

from cerberus import TypeDefinition, Validator, errors
from rapidfuzz import process

from factcheck.charsets import codec_of
from factcheck.codes import problem
from factcheck.model import PartialDate
from factcheck.schema import CLAIMS, FIELD_NAMES, ID_PATTERN, SCHEMAS, TAKEN_DOWN, Field, Schema
from factcheck.urls import is_safe_file, is_web_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from factcheck.problems import Path, Place, Places, Problem
    from factcheck.yaml_reader import Parsed, Value

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_ID = re.compile(ID_PATTERN, re.ASCII)
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?", re.ASCII)
_INTEGER = re.compile(r"\d{1,9}", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)", re.ASCII)

# What a record is checked against, by its kind; a claim that was taken down has a form of its own.
_FORMS = {**SCHEMAS, **TAKEN_DOWN}

# More unknown fields in one record are a file that is none of ours.
MOST_PROBLEMS = 100

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
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

EXPECTED = {
    "string": "one text",
    "list": "a list, such as [a, b]",
    "dict": "a group of indented fields",
    "date": "a day such as 2026-01-06",
    "partial_date": "a day, a month or a year, such as 2026-01-06, 2026-01 or 2026",
    "instant": "a day, a time and its zone, such as 2026-12-01T06:00+01:00 or 2026-12-01T05:00Z",
    "number": "a number such as 3",
    "integer": "a whole number such as 1416",
    "id": "an id of lower-case letters, digits and hyphens",
    "url": "an address that starts with https:// or http://",
    "language": "a language code such as en or uk",
    "digest": "64 characters, 0 to 9 and a to f",
    "encoding": "the name of an encoding such as windows-1251",
    "file": "the name of a file beside the record, without folders above it",
    "own_quote": "`quote` or a list of sources",
}


def date(text: str) -> PartialDate | None:
    """Read a day, a month or a year; None where it is no such date or does not exist."""
    if not (match := _DATE.fullmatch(text)):
        return None
    found = PartialDate(*(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]
    try:
        found.earliest  # noqa: B018 - the calendar refuses what does not exist
    except ValueError:
        return None
    return found if found.month != 0 and found.day != 0 else None


def _to_day(text: str) -> object:
    found = date(text)
    return found.earliest if found and found.day else text


def _to_instant(text: str) -> object:
    """Read a date and time with an offset or Z (RFC 3339); the text itself where it is none."""
    try:
        found = dt.datetime.fromisoformat(text) if _INSTANT.fullmatch(text) else None
        return text if found is None or found.astimezone(dt.UTC) is None else found
    except (ValueError, OverflowError):
        return text


_CONVERT: dict[str, Callable[[str], object]] = {
    "date": _to_day,
    "partial_date": lambda text: date(text) or text,
    "instant": _to_instant,
    "number": lambda text: float(text) if _NUMBER.fullmatch(text) else text,
    "integer": lambda text: int(text) if _INTEGER.fullmatch(text) else text,
}


def _shape(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: pattern.fullmatch(value) is not None


_SHAPES: dict[str, Callable[[str], bool]] = {
    "id": _shape(_ID),
    "url": is_web_url,
    "language": _shape(_LANGUAGE),
    "digest": _shape(_DIGEST),
    "encoding": lambda value: codec_of(value) is not None,
    "file": is_safe_file,
    "own_quote": lambda value: value == "quote",
}


class _RecordValidator(Validator):  # type: ignore[misc]  # Cerberus has no types
    types_mapping: ClassVar[dict[str, TypeDefinition]] = {
        **Validator.types_mapping,
        "date": TypeDefinition("date", (dt.date,), ()),
        "partial_date": TypeDefinition("partial_date", (PartialDate,), ()),
        "instant": TypeDefinition("instant", (dt.datetime,), ()),
    }

    def found(self) -> list[Any]:
        """Return the errors of the last validation as values; Cerberus offers only their texts in public."""
        return list(self._errors)

    def _validate_meta(self, *_: object) -> None:
        """The rule's arguments are validated against this schema: {'type': 'dict'}."""

    def _validate_shape(self, shape: str, field: str, value: object) -> None:
        """A text has a form.

        The rule's arguments are validated against this schema:
        {'type': 'string'}
        """
        # A reference that is no id is unknown as well, and only the whole set can say what was meant.
        refers = self.schema[field].get("meta", {}).get("refers_to")
        if isinstance(value, str) and not refers and not _SHAPES[shape](value):
            self._error(field, shape)


@cache
def _validator(kind: str) -> _RecordValidator:
    return _RecordValidator(_FORMS[kind], empty=True, ignore_none_values=False)


@dataclass(frozen=True, slots=True)
class Validated:
    """The converted fields of a record, or None where there are errors, and the problems."""

    values: dict[str, Any] | None
    problems: tuple[Problem, ...]


def validate(parsed: Parsed, record_type: str) -> Validated:
    """Check the value of a file as a record of a type (``claim`` or a key of the schemas)."""
    value, places = parsed.value, parsed.places
    if not isinstance(value, dict):
        found = "an empty file" if value is None else _describe(value)
        return Validated(None, (problem("record-not-fields", places.start(), found=found),))
    kind = record_type
    if record_type == "claim":
        if trouble := _kind_problem(value, places):
            return Validated(None, (trouble,))
        kind = f"{value['kind']}, taken down" if value.get("state") == "taken-down" else str(value["kind"])
    values = _converted(value, _FORMS[kind])
    validator = _validator(kind)
    if validator.validate(values, normalize=False):
        return Validated(values, ())
    report = _Report(kind, places, value, list(_flat(validator.found())))
    return Validated(None, tuple(report.problems()))


def _kind_problem(value: dict[str, Any], places: Places) -> Problem | None:
    kind = value.get("kind")
    if "kind" not in value and (near := _meant("kind", value)):
        better = f"Did you mean “kind”? {_help(CLAIMS['context']['kind'])}"
        return problem("field-unknown", places.key(near), field=near, owner="a claim", better=better)
    if kind is None:
        help_ = _help(CLAIMS["context"]["kind"])
        return problem("field-missing", places.key("kind"), owner="A claim", field="kind", help=help_)
    if not isinstance(kind, str) or kind not in CLAIMS:
        spec = CLAIMS["context"]["kind"]
        return _unknown_value("kind", kind, spec, places.value("kind"))
    return None


def _converted(value: dict[str, Any], schema: Schema) -> dict[str, Any]:
    # Cerberus takes time with the square of its errors.
    unknown = set(islice((key for key in value if key not in schema), MOST_PROBLEMS, None))
    fields = ((key, _convert(item, schema.get(key, {}))) for key, item in value.items() if key not in unknown)
    return {key: item for key, item in fields if item is not None or key not in schema}


def _convert(value: Value, field: Field) -> object:
    if isinstance(value, str):
        if not value.strip():
            return None  # An empty text says nothing, as null does.
        kind = field.get("type")
        return _CONVERT[kind](value) if isinstance(kind, str) and kind in _CONVERT else value
    inner = field.get("schema", {})
    if isinstance(value, dict):
        return _converted(value, inner) if _takes(field, "dict") else value
    if isinstance(value, list) and _takes(field, "list"):
        return [_convert(item, inner) for item in value]
    return value


def _takes(field: Field, kind: str) -> bool:
    types = field.get("type", [])
    return kind == types or kind in types


def _flat(found: Iterable[Any]) -> Iterator[Any]:
    for error in found:
        if error.is_group_error:
            yield from _flat(error.child_errors)
        else:
            yield error


@dataclass(frozen=True, slots=True)
class _Report:
    """The errors of one record, told so that one mistake is one problem."""

    kind: str
    places: Places
    value: dict[str, Any]
    errors: list[Any]

    def problems(self) -> Iterator[Problem]:
        missing = {e.document_path for e in self.errors if e.code == errors.REQUIRED_FIELD.code}
        unknown = [e.document_path for e in self.errors if e.code == errors.UNKNOWN_FIELD.code]
        outside = self._outside(missing)
        meant = {path: self._meant(path, missing) for path in unknown if path not in outside}
        excused = {(*path[:-1], name) for path, name in meant.items()}
        for error in self.errors:
            path = error.document_path
            if path in outside or (error.code == errors.REQUIRED_FIELD.code and path in excused):
                continue
            if error.code == errors.UNKNOWN_FIELD.code:
                if path in meant:
                    yield self._unknown(path, meant[path])
            else:
                yield from self._one(error, [str(p[0]) for p in outside])

    def _outside(self, missing: set[Path]) -> set[Path]:
        """Return the fields that were meant for an empty group above them, and are not indented."""
        found: set[Path] = set()
        fields: Schema = {}
        for name, value in self.value.items():
            if name in _FORMS[self.kind]:
                fields = _FORMS[self.kind][name].get("schema", {}) if value is None and (name,) in missing else {}
            elif name in fields:
                found.add((name,))
        return found

    def _meant(self, path: Path, missing: set[Path]) -> str:
        """Return the field that an unknown one was meant to be, if that is clear."""
        known = _spec(path[:-1], self.kind).get("schema", {})
        absent = {str(p[-1]) for p in missing if p[:-1] == path[:-1]}
        name = str(path[-1])
        if name.lower() in known:
            return name.lower()
        written = _at(self.value, path[:-1])
        if (found := _SYNONYMS.get(name.lower())) in known and isinstance(written, dict) and found not in written:
            return str(found)
        best = process.extractOne(name.lower(), list(absent), score_cutoff=60)
        best = best or process.extractOne(name.lower(), list(known), score_cutoff=70)
        return str(best[0]) if best else ""

    def _unknown(self, path: Path, meant: str) -> Problem:
        owner, name = _owner(path, self.kind), str(path[-1])
        better = f"Did you mean “{meant}”?" if meant else self._better_field(path)
        return problem("field-unknown", self.places.key(*path), field=name, owner=owner, better=better)

    def _better_field(self, path: Path) -> str:
        known = _spec(path[:-1], self.kind).get("schema", {})
        name = str(path[-1])
        if " " in name and _at(self.value, path) is None:
            return "A comma between braces begins a new field. Put a text that holds a comma between double quotes."
        if len(path) > 1 and name in _FORMS[self.kind]:
            return "It belongs to the record itself: write it in the first column."
        if len(path) == 1:
            if groups := [f for f, spec in _FORMS[self.kind].items() if name in _fields_of(spec)]:
                return f"It belongs to `{groups[0]}`: write it below that, indented."
            if kinds := [k for k, schema in SCHEMAS.items() if name in schema]:
                return f"It belongs to: {', '.join(kinds)}."
        return f"Known here: {', '.join(sorted(known))}."

    def _one(self, error: Any, outside: list[str]) -> Iterator[Problem]:
        path: Path = error.document_path
        field = str(path[-1]) if isinstance(path[-1], str) else f"{path[-2]}, item {int(path[-1]) + 1}"
        spec, owner = _spec(path, self.kind), _owner(path, self.kind)
        at, other = self.places.value(*path), str(spec.get("excludes", ""))
        match error.code:
            case errors.REQUIRED_FIELD.code | errors.EXCLUDES_FIELD.code if other:
                if field < other:
                    at = self.places.key(*path) if error.code == errors.REQUIRED_FIELD.code else at
                    yield problem("fields-exclusive", at, owner=_capital(owner), field=field, other=other)
            case errors.REQUIRED_FIELD.code if path in self.places.marks:
                yield problem("field-empty", self._place_of_nothing(path), field=field, help=_fill(outside, spec))
            case errors.REQUIRED_FIELD.code:
                at = self.places.key(*path)
                yield problem("field-missing", at, owner=_capital(owner), field=field, help=_help(spec))
            case errors.UNALLOWED_VALUE.code:
                yield _unknown_value(field, error.value, spec, at)
            case errors.BAD_TYPE.code | errors.NOT_NULLABLE.code:
                yield _wrong_type(field, error.value, spec, at)
            case errors.CUSTOM.code:
                yield _malformed(field, EXPECTED[error.info[0]], str(error.value), at, spec)
            case _:
                yield _malformed(field, "a list with at least one entry", "[]", at, spec)

    def _place_of_nothing(self, path: Path) -> Place:
        """Return the place of an empty value, or of its field where nothing at all is written."""
        key, value = self.places.key(*path), self.places.value(*path)
        nothing = value.line == key.line and value.column <= key.column + len(str(path[-1])) + 1
        return key if nothing else value


def _fill(outside: list[str], spec: Field) -> str:
    if not outside:
        return _help(spec)
    return f"Indent {' and '.join(f'`{name}`' for name in outside)} by two spaces, so that they belong to it."


def _at(value: Any, path: Path) -> object:
    for part in path:
        value = value[part]
    return value


def _fields_of(spec: Field) -> Schema:
    """Return the fields of a group, or of the groups in a list."""
    while spec and spec.get("type") != "dict":
        spec = spec.get("schema", {})
    fields: Schema = spec.get("schema", {})
    return fields


def _malformed(field: str, expected: str, found: str, at: Place, spec: Field) -> Problem:
    help_ = _better_date(found) if spec.get("type") in ("date", "partial_date") else ""
    return problem("field-malformed", at, field=field, expected=expected, found=found, help=help_ or _help(spec))


def _wrong_type(field: str, value: object, spec: Field, at: Place) -> Problem:
    kinds = spec["type"] if isinstance(spec["type"], list) else [spec["type"]]
    expected = " or ".join(EXPECTED[k] for k in kinds)
    if isinstance(value, str) and kinds[0] in _CONVERT:
        return _malformed(field, expected, value, at, spec)
    help_ = _mended(field, value, spec, kinds[0])
    return problem("field-wrong-type", at, field=field, expected=expected, found=_describe(value), help=help_)


def _mended(field: str, value: object, spec: Field, kind: str) -> str:
    """Say how a value of another type is written."""
    match value, kind:
        case str(), "list" if spec["schema"].get("type") == "string":
            return f"Write: {field}: [{', '.join(part.strip() for part in value.split(',') if part.strip())}]"
        case list(), "string":
            return (
                "Write the text behind the colon, without dashes or brackets. A text that begins with a bracket stands "
                f"between double quotes. {_help(spec)}"
            )
        case dict(), "list":
            return f"Write a dash and a space before its first field, and indent the others as far. {_help(spec)}"
        case list(), "dict":
            return f"Write its fields without a dash. {_help(spec)}"
        case _:
            return _help(spec)


def _better_date(text: str) -> str:
    """Return what a text that is no date was meant to be, if that is clear."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        return "The calendar has no such day."
    words = re.split(r"[\W_]+|(?<=\d)t(?=\d)", text.strip().lower())
    year = next((w for w in words if re.fullmatch(r"\d{4}", w, re.ASCII)), "")
    month = next((n for n, name in enumerate(_MONTHS, 1) for w in words if len(w) > 2 and name.startswith(w)), 0)  # noqa: PLR2004 - "jan" and longer
    rest = [int(w) for w in words if re.fullmatch(r"\d{1,2}", w, re.ASCII)]
    if year and month and rest:
        return _write_day(year, month, rest[0])
    if year and text.startswith(year) and len(rest) > 1:
        return _write_day(year, rest[0], rest[1])
    return (
        "Write the year, the month and the day in this order, with hyphens and all zeros: 2026-01-06." if year else ""
    )


def _write_day(year: str, month: int, day: int) -> str:
    found = f"{year}-{month:02}-{day:02}"
    return f"Write: {found}" if date(found) else ""


def _unknown_value(field: str, value: object, spec: Field, at: Place) -> Problem:
    allowed = spec["allowed"]
    words = ", ".join(f"“{word}”" for word in allowed)
    better = did_you_mean(str(value).lower(), allowed) or _help(spec)
    return problem("field-value-unknown", at, field=field, allowed=words, found=str(value), better=better)


def _meant(field: str, value: dict[str, Any]) -> str:
    """Return the name that was written for a field that is not there."""
    best = process.extractOne(field, [name for name in value if name not in FIELD_NAMES], score_cutoff=70)
    return str(best[0]) if best else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a question that offers the nearest known word, or an empty text."""
    best = process.extractOne(word, list(known), score_cutoff=75)
    return f"Did you mean “{best[0]}”?" if best else ""


def _describe(value: object) -> str:
    if isinstance(value, dict):
        return "a group of fields"
    if isinstance(value, list):
        return "a list"
    return "nothing" if value is None else f"the text “{value}”"


def _spec(path: Path, kind: str) -> Field:
    """Return the field at a path of a schema; empty where the schema has none."""
    field: Field = {"schema": _FORMS[kind]}
    for part in path:
        inner = field.get("schema", {})
        field = inner if isinstance(part, int) else inner.get(part, {})
    return field


def _owner(path: Path, kind: str) -> str:
    names = [part for part in path[:-1] if isinstance(part, str)]
    return f"`{names[-1]}`" if names else f"a record of kind {kind}"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _help(spec: Field) -> str:
    meta = spec.get("meta", {})
    return f"{meta['help']} For example: {_example(meta['example'])}" if meta else ""


def _example(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_example(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_example, value)) + "]"
    return str(value)
