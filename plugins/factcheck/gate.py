"""Values that certainly fit their schema, converted, without asking Cerberus: a check of each schema in plain Python.

The gate knows two answers: the converted values of a record that Cerberus would accept, or Unsure. It reports nothing;
Cerberus is asked in every other case and is the only judge of what is wrong. A rule of a schema that the gate does
not know makes it unsure of every record that the rule is about.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from factcheck.dates import date, instant
from factcheck.shapes import SHAPES

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.schema import Field, Schema

_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?", re.ASCII)
_INTEGER = re.compile(r"\d{1,9}", re.ASCII)
# So many days are kept, each read once.
_DAYS: Final = 4096


@lru_cache(_DAYS)
def _to_day(text: str) -> object:
    found = date(text)
    return found.earliest if found and found.day else text


@lru_cache(_DAYS)
def _to_date(text: str) -> object:
    return date(text) or text


# By the type of a field: what its text is converted to, or the text itself where that cannot be.
CONVERT: Final[dict[str, Callable[[str], object]]] = {
    "date": _to_day,
    "partial_date": _to_date,
    "instant": lambda text: instant(text) or text,
    "number": lambda text: float(text) if _NUMBER.fullmatch(text) else text,
    "integer": lambda text: int(text) if _INTEGER.fullmatch(text) else text,
}
# The rules that the check of a field knows, by its type; ``required`` and ``excludes`` are looked at in its group.
_ALL: Final = frozenset({"type", "meta", "required"})
_OF_TEXT: Final = _ALL | {"excludes", "allowed", "shape"}
_OF_LIST: Final = _ALL | {"schema", "minlength"}
_OF_EITHER: Final = _ALL | {"shape", "schema"}


class Unsure(Exception):  # noqa: N818 - not an error: Cerberus is asked
    """Only Cerberus can tell whether this is right."""


def is_empty(value: object) -> bool:
    """Tell whether a value says nothing, as null and an empty text do."""
    return value is None or (isinstance(value, str) and (not value or value.isspace()))


def gate_of(fields: Schema) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return the gate of a group of fields: from its texts to its converted values. The gate raises Unsure."""
    checks = {name: _check_of(field) for name, field in fields.items()}
    excluding = {name: field["excludes"] for name, field in fields.items() if "excludes" in field}
    required = {name for name, field in fields.items() if field.get("required")}
    if any(
        excluding.get(other) != name or (name in required) != (other in required) for name, other in excluding.items()
    ):
        return _never
    needed = frozenset(required - excluding.keys())
    # Of such two fields both are there at most once, and one of them at least if they are required.
    pairs = [(one, other, one in required) for one, other in excluding.items() if one < other]

    def gate(values: dict[str, Any]) -> dict[str, Any]:
        found = {}
        for name, value in values.items():
            check = checks.get(name)
            if check is None:
                raise Unsure
            if not is_empty(value):
                found[name] = check(value)
        if not needed <= found.keys():
            raise Unsure
        for one, other, is_needed in pairs:
            there = (one in found, other in found)
            if all(there) or (is_needed and not any(there)):
                raise Unsure
        return found

    return gate


def _never(_value: Any) -> Any:
    raise Unsure


def _check_of(field: Field) -> Callable[[Any], Any]:
    """Return the check of a value that says something."""
    kind, rules = field["type"], field.keys()
    if kind == "string" and rules <= _OF_TEXT:
        return _text(field)
    if kind == "list" and "schema" in rules <= _OF_LIST:
        return _list(field)
    if kind == "dict" and "schema" in rules <= _ALL | {"schema"}:
        return _group(field)
    if kind == ["string", "list"] and "schema" in rules <= _OF_EITHER:
        return _either(_text(field), _list(field))
    return _single(CONVERT[kind]) if isinstance(kind, str) and kind in CONVERT and rules <= _ALL else _never


def _text(field: Field) -> Callable[[Any], Any]:
    allowed = frozenset(field["allowed"]) if "allowed" in field else None
    # Whether a reference is right, only the whole set can say.
    is_judged = "shape" in field and not field["meta"].get("refers_to")
    fits = SHAPES[field["shape"]] if is_judged else None

    def check(value: Any) -> Any:
        if not isinstance(value, str) or (allowed and value not in allowed) or (fits and not fits(value)):
            raise Unsure
        return value

    return check


def _single(convert: Callable[[str], object]) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if not isinstance(value, str) or isinstance(found := convert(value), str):
            raise Unsure
        return found

    return check


def _either(text: Callable[[Any], Any], items: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: text(value) if isinstance(value, str) else items(value)


def _list(field: Field) -> Callable[[Any], Any]:
    item, fewest = _check_of(field["schema"]), field.get("minlength", 0)

    def check(value: Any) -> Any:
        if not isinstance(value, list) or len(value) < fewest or any(map(is_empty, value)):
            raise Unsure
        return list(map(item, value))

    return check


def _group(field: Field) -> Callable[[Any], Any]:
    gate = gate_of(field["schema"])

    def check(value: Any) -> Any:
        if not isinstance(value, dict):
            raise Unsure
        return gate(value)

    return check
