"""The problem of each fault of a record: what must be, what was found, and how to mend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcheck.codes import problem
from factcheck.field_hints import described, for_text, for_type, help_of, shown
from factcheck.meant import did_you_mean
from factcheck.schema import SCHEMAS
from factcheck.shapes import EXPECTED
from factcheck.written import item_fields

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.problems import Path, Place, Problem
    from factcheck.written import Fault, Rule, Written

# Types of single values, which are written as a text.
_SINGLE = frozenset({"date", "partial_date", "instant", "number", "integer"})


def told(record: Written, fault: Fault) -> Problem:
    """Return the problem of one fault that no other explains."""
    return _TOLD[fault.rule](record, fault)


def unknown_field(record: Written, path: Path, better: str) -> Problem:
    """Return the problem of a field that is none."""
    name = shown(str(path[-1]))
    return problem("field-unknown", record.places.key(*path), field=name, owner=record.owner(path), better=better)


def empty(record: Written, path: Path, help_: str) -> Problem:
    """Return the problem of a field without a value, at the value or, where nothing at all is written, at the field."""
    key, value = record.places.key(*path), record.places.value(*path)
    nothing = value.line == key.line and value.column <= key.column + len(str(path[-1])) + 1
    return problem("field-empty", key if nothing else value, field=_name(path), help=help_)


def _missing(record: Written, fault: Fault) -> Problem:
    path, help_ = fault.path, help_of(record.spec(fault.path))
    if fault.other:
        return _exclusive(record, fault, record.places.key(*path))
    if path in record.places.marks:
        return empty(record, path, help_)
    owner, name = _capital(record.owner(path)), str(path[-1])
    if holder := _swallowed(record, path):
        help_ = f"“{name}:” stands inside the text of `{_name(holder)}`: indent it as far as the fields beside it."
    return problem("field-missing", record.places.key(*(holder or path)), owner=owner, field=name, help=help_)


def _both(record: Written, fault: Fault) -> Problem:
    return _exclusive(record, fault, record.places.value(*fault.path))


def _exclusive(record: Written, fault: Fault, at: Place) -> Problem:
    owner = _capital(record.owner(fault.path))
    return problem("fields-exclusive", at, owner=owner, field=str(fault.path[-1]), other=fault.other)


def _swallowed(record: Written, path: Path) -> Path:
    """Return the text in the same group that a field was read as a part of, because it is indented too far."""
    field = re.compile(rf"(?:^|\s){re.escape(str(path[-1]))}:(?:\s|$)")
    return next((holder for holder, text in record.texts(path[:-1]) if field.search(text)), ())


def _better_field(record: Written, path: Path) -> str:
    """Say where a field belongs that does not belong where it stands."""
    name, known = str(path[-1]), record.fields(path[:-1])
    if record.at(path) is None and not re.fullmatch(r"[a-z_]+", name):
        return "A comma between braces begins a new field. Put a text that holds a comma between double quotes."
    if len(path) > 1 and name in record.form:
        return "It belongs to the record itself: write it in the first column."
    if groups := [f for f, spec in record.fields(path[:-1]).items() if name in item_fields(spec)]:
        return f"It belongs to `{groups[0]}`: write it below that, indented."
    if " " in name and isinstance(record.at(path), str):
        return "If the line goes on with the text above, indent it further than the field of that text."
    if len(path) == 1 and (kinds := [k for k, schema in SCHEMAS.items() if name in schema]):
        return f"It belongs to: {', '.join(kinds)}."
    return f"Known here: {', '.join(sorted(known))}."


def _unknown(record: Written, fault: Fault) -> Problem:
    return unknown_field(record, fault.path, _better_field(record, fault.path))


def _value(record: Written, fault: Fault) -> Problem:
    if not isinstance(fault.value, str):
        return _type(record, fault)
    spec, at = record.spec(fault.path), record.places.value(*fault.path)
    words = ", ".join(f"“{word}”" for word in spec["allowed"])
    better = did_you_mean(fault.value.lower(), spec["allowed"]) or help_of(spec)
    found = shown(fault.value)
    return problem("field-value-unknown", at, field=_name(fault.path), allowed=words, found=found, better=better)


def _type(record: Written, fault: Fault) -> Problem:
    spec, field = record.spec(fault.path), _name(fault.path)
    if fault.value is None:
        return empty(record, fault.path, f"Write it behind the dash, or delete the dash. {help_of(spec)}")
    kinds = spec["type"] if isinstance(spec["type"], list) else [spec["type"]]
    expected = " or ".join(EXPECTED[k] for k in kinds)
    if isinstance(fault.value, str) and kinds[0] in _SINGLE:
        return _malformed(record, fault, expected)
    help_ = for_type(field, fault.value, spec, "string" if kinds[0] in _SINGLE else kinds[0])
    at, found = record.places.value(*fault.path), described(fault.value)
    return problem("field-wrong-type", at, field=field, expected=expected, found=found, help=help_)


def _shape(record: Written, fault: Fault) -> Problem:
    return _malformed(record, fault, EXPECTED[fault.shape])


def _few(record: Written, fault: Fault) -> Problem:
    return _malformed(record, fault, "a list with at least one entry")


def _malformed(record: Written, fault: Fault, expected: str) -> Problem:
    at, found = record.places.value(*fault.path), str(fault.value)
    help_ = for_text(found, record.spec(fault.path), fault.shape)
    return problem("field-malformed", at, field=_name(fault.path), expected=expected, found=shown(found), help=help_)


def _name(path: Path) -> str:
    return str(path[-1]) if isinstance(path[-1], str) else f"{path[-2]}, item {int(path[-1]) + 1}"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


_TOLD: dict[Rule, Callable[[Written, Fault], Problem]] = {
    "missing": _missing,
    "both": _both,
    "unknown": _unknown,
    "value": _value,
    "type": _type,
    "shape": _shape,
    "few": _few,
}
