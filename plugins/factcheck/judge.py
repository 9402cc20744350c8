"""What is wrong with the values of a record: the only door to Cerberus.

Values are converted by the field's type first, because YAML hands over nothing but text; what cannot be
converted stays text, and Cerberus reports it. Its errors leave this module as faults, each with the path of a field.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from cerberus import TypeDefinition, Validator, errors

from factcheck.gate import CONVERT, is_empty
from factcheck.model import PartialDate
from factcheck.schema import FORMS
from factcheck.shapes import SHAPES
from factcheck.written import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from factcheck.schema import Field, Schema
    from factcheck.written import Rule, Written
    from factcheck.yaml_builder import Value

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
    return _RecordValidator(FORMS[kind], empty=True, ignore_none_values=False)


def faults_of(values: dict[str, Any], record: Written) -> list[Fault]:
    """Return what is wrong with the converted values of a record."""
    return list(_faults(_validator(record.kind).errors_of(values), record))


def converted(value: dict[str, Any], schema: Schema) -> dict[str, Any]:
    """Return the values of a group, each as its field's type has it; what is empty is left out."""
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
        return converted(value, inner) if _takes(field, "dict") else value
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
