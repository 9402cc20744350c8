"""Values of a record against its schema: the only door to Cerberus.

Values are converted by the field's type first, because YAML hands over nothing but text; what cannot be
converted stays text, and Cerberus reports it. Its errors leave this module as faults, each with the path of a field.
It is not asked about a record that the gate, made of the same schema, knows to be right.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from cerberus import TypeDefinition, Validator, errors

from factcheck.codes import problem
from factcheck.field_hints import described, help_of
from factcheck.field_problems import told
from factcheck.gate import CONVERT, Unsure, gate_of, is_empty
from factcheck.meant import nearest, other_script
from factcheck.model import PartialDate
from factcheck.one_mistake import problems_of
from factcheck.schema import CLAIMS, FIELD_NAMES, SCHEMAS, TAKEN_DOWN, Field, Schema
from factcheck.shapes import SHAPES
from factcheck.written import Fault, Rule, Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from factcheck.problems import Places, Problem
    from factcheck.yaml_builder import Value
    from factcheck.yaml_reader import Parsed

# What a record is checked against, by its kind; a claim that was taken down has a form of its own.
_FORMS = {**SCHEMAS, **TAKEN_DOWN}

# A record with more mistakes in one group or list is none of ours.
MOST_PROBLEMS = 100


_RULES: dict[int, Rule] = {
    errors.REQUIRED_FIELD.code: "missing",
    errors.EXCLUDES_FIELD.code: "both",
    errors.UNKNOWN_FIELD.code: "unknown",
    errors.UNALLOWED_VALUE.code: "value",
    errors.BAD_TYPE.code: "type",
    errors.NOT_NULLABLE.code: "type",
    errors.CUSTOM.code: "shape",
}


class _EnoughError(Exception):
    """Cerberus takes time with the square of its errors: in a group or list of so many, reading ends with these."""


class _RecordValidator(Validator):  # type: ignore[misc]  # Cerberus has no types
    types_mapping: ClassVar[dict[str, TypeDefinition]] = {
        **Validator.types_mapping,
        "date": TypeDefinition("date", (dt.date,), ()),
        "partial_date": TypeDefinition("partial_date", (PartialDate,), ()),
        "instant": TypeDefinition("instant", (dt.datetime,), ()),
    }

    def errors_of(self, values: dict[str, Any]) -> list[Any]:
        """Return the errors of a record as values; Cerberus offers only their texts in public."""
        try:
            self.validate(values, normalize=False)
        except _EnoughError as enough:
            return list(enough.args[0])
        return list(self._errors)

    def _error(self, *args: object) -> None:
        super()._error(*args)
        if len(self._errors) >= MOST_PROBLEMS:
            raise _EnoughError(self._errors)

    def _validate_meta(self, *_: object) -> None:
        """The rule's arguments are validated against this schema: {'type': 'dict'}."""

    def _validate_shape(self, shape: str, field: str, value: object) -> None:
        """A text has a form.

        The rule's arguments are validated against this schema:
        {'type': 'string'}
        """
        # A reference that is no id is unknown as well, and only the whole set can say what was meant.
        refers = self.schema[field].get("meta", {}).get("refers_to")
        if isinstance(value, str) and not refers and not SHAPES[shape](value):
            self._error(field, shape)


@cache
def _validator(kind: str) -> _RecordValidator:
    return _RecordValidator(_FORMS[kind], empty=True, ignore_none_values=False)


@cache
def _gate(kind: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return gate_of(_FORMS[kind])


@dataclass(frozen=True, slots=True)
class Validated:
    """The converted fields of a record, or None where there are errors, and the problems."""

    values: dict[str, Any] | None
    problems: tuple[Problem, ...]


def validate(parsed: Parsed, record_type: str) -> Validated:
    """Check the value of a file as a record of a type (``claim`` or a key of the schemas)."""
    value, places = parsed.value, parsed.places
    if not isinstance(value, dict):
        found = "an empty file" if value is None else described(value)
        fields = CLAIMS["context"] if record_type == "claim" else SCHEMAS[record_type]
        first = next(name for name, spec in fields.items() if spec.get("required"))
        return Validated(None, (problem("record-not-fields", places.start(), found=found, first=first),))
    kind = record_type
    if record_type == "claim":
        if trouble := _kind_problem(value, places):
            return Validated(None, (trouble,))
        kind = f"{value['kind']}, taken down" if value.get("state") == "taken-down" else str(value["kind"])
    try:
        return Validated(_gate(kind)(value), ())
    except Unsure:
        return _judged(parsed, value, kind)


def _judged(parsed: Parsed, value: dict[str, Any], kind: str) -> Validated:
    """Ask Cerberus."""
    values = _converted(value, _FORMS[kind])
    wrong = _validator(kind).errors_of(values)
    if not wrong:
        return Validated(values, ())
    record = Written(kind, _FORMS[kind], parsed.places, value, parsed.repeated)
    return Validated(None, tuple(problems_of(record, list(_faults(wrong, record)))))


def _kind_problem(value: dict[str, Any], places: Places) -> Problem | None:
    kind, spec = value.get("kind"), CLAIMS["context"]["kind"]
    if "kind" not in value and (near := _meant("kind", value)):
        better = f"Did you mean “kind”?{other_script(near)} {help_of(spec)}"
        return problem("field-unknown", places.key(near), field=near, owner="a claim", better=better)
    if kind is None:
        return problem("field-missing", places.key("kind"), owner="A claim", field="kind", help=help_of(spec))
    if not isinstance(kind, str) or kind not in CLAIMS:
        record = Written("claim", CLAIMS["context"], places, value, frozenset())
        return told(record, Fault(("kind",), "value", kind))
    return None


def _meant(field: str, value: dict[str, Any]) -> str:
    """Return the name that was written for a field that is not there."""
    names = {name.lower(): name for name in value if name not in FIELD_NAMES}
    return names.get(nearest(field, names, likeness=70), "")


def _converted(value: dict[str, Any], schema: Schema) -> dict[str, Any]:
    fields = ((key, _convert(item, schema.get(key, {}))) for key, item in value.items())
    return {key: item for key, item in fields if item is not None or key not in schema}


def _convert(value: Value, field: Field) -> object:
    if isinstance(value, str):
        if is_empty(value):
            return None  # An empty text says nothing, as null does.
        kind = field.get("type")
        return CONVERT[kind](value) if isinstance(kind, str) and kind in CONVERT else value
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


def _faults(found: Iterable[Any], record: Written) -> Iterator[Fault]:
    """Yield the errors of Cerberus as faults, one for two fields that exclude each other."""
    for error in _flat(found):
        path = error.document_path
        rule = _RULES.get(error.code, "few")
        other = str(record.spec(path).get("excludes", "")) if rule in {"missing", "both"} else ""
        if not other or str(path[-1]) < other:
            yield Fault(path, rule, error.value, str(error.info[0]) if rule == "shape" else "", other)
