"""Values of a record against its schema: the only door to Cerberus.

Values are converted by the field's type first, because YAML hands over nothing but text; what cannot be
converted stays text, and Cerberus reports it. Each error becomes one problem at the place of its field.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from cerberus import TypeDefinition, Validator, errors
from rapidfuzz import process

from factcheck.codes import problem
from factcheck.model import PartialDate
from factcheck.schema import CLAIMS, ID_PATTERN, SCHEMAS, Field, Schema
from factcheck.urls import is_safe_file, is_web_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from factcheck.problems import Path, Places, Problem
    from factcheck.yaml_reader import Parsed, Value

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_ID = re.compile(ID_PATTERN, re.ASCII)
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?", re.ASCII)

EXPECTED = {
    "string": "one text",
    "list": "a list, such as [a, b]",
    "dict": "a group of indented fields",
    "date": "a day such as 2026-01-06",
    "partial_date": "a day, a month or a year, such as 2026-01-06, 2026-01 or 2026",
    "number": "a number such as 3",
    "id": "an id of lower-case letters, digits and hyphens",
    "url": "an address that starts with https:// or http://",
    "language": "a language code such as en or uk",
    "digest": "64 characters, 0 to 9 and a to f",
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


_CONVERT: dict[str, Callable[[str], object]] = {
    "date": _to_day,
    "partial_date": lambda text: date(text) or text,
    "number": lambda text: float(text) if _NUMBER.fullmatch(text) else text,
}


def _shape(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: pattern.fullmatch(value) is not None


_SHAPES: dict[str, Callable[[str], bool]] = {
    "id": _shape(_ID),
    "url": is_web_url,
    "language": _shape(_LANGUAGE),
    "digest": _shape(_DIGEST),
    "file": is_safe_file,
    "own_quote": lambda value: value == "quote",
}


class _RecordValidator(Validator):  # type: ignore[misc]  # Cerberus has no types
    types_mapping: ClassVar[dict[str, TypeDefinition]] = {
        **Validator.types_mapping,
        "date": TypeDefinition("date", (dt.date,), ()),
        "partial_date": TypeDefinition("partial_date", (PartialDate,), ()),
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
        if isinstance(value, str) and not _SHAPES[shape](value):
            self._error(field, shape)


@cache
def _validator(kind: str) -> _RecordValidator:
    return _RecordValidator(SCHEMAS[kind], empty=True, ignore_none_values=False)


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
        return Validated(None, (problem("record-not-fields", places.value(), found=found),))
    kind = record_type
    if record_type == "claim":
        if trouble := _kind_problem(value, places):
            return Validated(None, (trouble,))
        kind = str(value["kind"])
    values = _converted(value, SCHEMAS[kind])
    validator = _validator(kind)
    if validator.validate(values, normalize=False):
        return Validated(values, ())
    return Validated(None, tuple(_problems(validator.found(), kind, places)))


def _kind_problem(value: dict[str, Any], places: Places) -> Problem | None:
    kind = value.get("kind")
    if kind is None:
        help_ = _help(CLAIMS["context"]["kind"])
        return problem("field-missing", places.key("kind"), owner="A claim", field="kind", help=help_)
    if not isinstance(kind, str) or kind not in CLAIMS:
        return _unknown_value("kind", kind, list(CLAIMS), places.value("kind"))
    return None


def _converted(value: dict[str, Any], schema: Schema) -> dict[str, Any]:
    fields = ((key, _convert(item, schema.get(key, {}))) for key, item in value.items())
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


def _problems(found: Iterable[Any], kind: str, places: Places) -> Iterator[Problem]:
    for error in found:
        if error.is_group_error:
            for inner in error.child_errors:
                yield from _problems([inner], kind, places)
        else:
            yield from _one(error, kind, places)


def _one(error: Any, kind: str, places: Places) -> Iterator[Problem]:
    path: Path = error.document_path
    field = str(path[-1]) if isinstance(path[-1], str) else f"{path[-2]}, item {int(path[-1]) + 1}"
    spec = _spec(path, kind)
    owner = _owner(path, kind)
    at = places.value(*path)
    match error.code:
        case errors.UNKNOWN_FIELD.code:
            yield problem(
                "field-unknown", places.key(*path), field=field, owner=owner, better=_better_field(path, kind)
            )
        case errors.REQUIRED_FIELD.code if other := spec.get("excludes"):
            if field < str(other):
                at = places.key(*path)
                yield problem("fields-exclusive", at, owner=_capital(owner), field=field, other=str(other))
        case errors.REQUIRED_FIELD.code:
            at = places.key(*path)
            yield problem("field-missing", at, owner=_capital(owner), field=field, help=_help(spec))
        case errors.EXCLUDES_FIELD.code:
            if field < str(spec["excludes"]):
                yield problem("fields-exclusive", at, owner=_capital(owner), field=field, other=str(spec["excludes"]))
        case errors.UNALLOWED_VALUE.code:
            yield _unknown_value(field, error.value, spec["allowed"], at)
        case errors.BAD_TYPE.code | errors.NOT_NULLABLE.code:
            yield _wrong_type(field, error.value, spec, at)
        case errors.CUSTOM.code:
            expected = EXPECTED[error.info[0]]
            yield problem(
                "field-malformed", at, field=field, expected=expected, found=str(error.value), help=_help(spec)
            )
        case _:
            expected, found = "a list with at least one entry", "[]"
            yield problem("field-malformed", at, field=field, expected=expected, found=found, help=_help(spec))


def _wrong_type(field: str, value: object, spec: Field, at: Any) -> Problem:
    kinds = spec["type"] if isinstance(spec["type"], list) else [spec["type"]]
    expected = " or ".join(EXPECTED[k] for k in kinds)
    if isinstance(value, str) and kinds[0] in _CONVERT:
        return problem("field-malformed", at, field=field, expected=expected, found=value, help=_help(spec))
    return problem("field-wrong-type", at, field=field, expected=expected, found=_describe(value), help=_help(spec))


def _unknown_value(field: str, value: object, allowed: list[str], at: Any) -> Problem:
    words = ", ".join(f"“{word}”" for word in allowed)
    return problem(
        "field-value-unknown",
        at,
        field=field,
        allowed=words,
        found=str(value),
        better=did_you_mean(str(value), allowed),
    )


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a question that offers the nearest known word, or an empty text."""
    best = process.extractOne(word, list(known), score_cutoff=70)
    return f"Did you mean “{best[0]}”?" if best else ""


def _describe(value: object) -> str:
    if isinstance(value, dict):
        return "a group of fields"
    if isinstance(value, list):
        return "a list"
    return "nothing" if value is None else f"the text “{value}”"


def _spec(path: Path, kind: str) -> Field:
    """Return the field at a path of a schema; empty where the schema has none."""
    field: Field = {"schema": SCHEMAS[kind]}
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


def _better_field(path: Path, kind: str) -> str:
    known = _spec(path[:-1], kind).get("schema", {})
    name = str(path[-1])
    owners = [k for k, schema in SCHEMAS.items() if name in schema] if len(path) == 1 else []
    if owners:
        return f"It belongs to: {', '.join(owners)}."
    return did_you_mean(name, known) or f"Known here: {', '.join(sorted(known))}."
