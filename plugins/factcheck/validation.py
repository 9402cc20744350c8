"""Values of a record against its schema.

The gate, which is made of the schema, knows most records to be right. About the others the judge is asked, and what it
finds is told as problems.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from factcheck.codes import problem
from factcheck.field_hints import described, help_of
from factcheck.field_problems import told
from factcheck.gate import Unsure, gate_of
from factcheck.meant import nearest, other_script
from factcheck.one_mistake import problems_of
from factcheck.schema import CLAIMS, FIELD_NAMES, FORMS, SCHEMAS
from factcheck.written import Fault, Written

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.problems import Places, Problem
    from factcheck.yaml_reader import Parsed


@cache
def _gate(kind: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return gate_of(FORMS[kind])


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
    from factcheck.judge import converted, faults_of  # noqa: PLC0415 - few records need it, and its library is large

    values = converted(value, FORMS[kind])
    record = Written(kind, FORMS[kind], parsed.places, value, parsed.repeated)
    faults = faults_of(values, record)
    return Validated(None, tuple(problems_of(record, faults))) if faults else Validated(values, ())


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
