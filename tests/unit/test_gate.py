"""The gate and Cerberus: what the one lets through, the other accepts, with the same values.

Whatever the gate is unsure of is judged by Cerberus, so all that can go wrong is that it is sure and should not be.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from generated import given, st
from hypothesis import settings
from test_yaml_plain import TYPICAL

from factcheck.corpus import record_type_of
from factcheck.gate import Unsure, gate_of
from factcheck.judge import _validator, converted
from factcheck.model import PartialDate
from factcheck.problems import Places
from factcheck.schema import FORMS, Field, Schema
from factcheck.validation import _gate, validate
from factcheck.yaml_reader import Parsed, parse
from sitekit import REPO

if TYPE_CHECKING:
    from collections.abc import Callable

WRONG = st.sampled_from(
    [
        *(
            "",
            " ",
            "\u00a0",
            "x",
            "X y",
            "no",
            "1",
            "1.5",
            "-1",
            "١",
            "2026",
            "2026-13",
            "2026-02-30",
            "2026-01-06",
            "0000",
        ),
        *(
            "quote",
            "person",
            "2026-12-01T06:00+01:00",
            "2026-12-01T06:00",
            "9999-12-31",
            "0001-01-01",
            "http://",
            "a\nb",
        ),
    ]
)
ANYTHING = st.recursive(
    WRONG | st.none(),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["source", "who", "x"]), inner, max_size=2)
    ),
    max_leaves=4,
)
SHAPES = {
    "id": "paris-draft",
    "url": "https://example.org/a?b=c",
    "language": "uk",
    "digest": "0a" * 32,
    "file": "page.html",
    "encoding": "windows-1251",
    "own_quote": "quote",
}
TEXTS = {
    "date": st.dates().map(str),
    "partial_date": st.sampled_from(["2026", "2026-01", "2026-01-06", "2024-02-29"]),
    "instant": st.sampled_from(["2026-12-01T06:00+01:00", "2026-12-01T05:00:30Z"]),
    "number": st.sampled_from(["3", "-1", "2.50"]),
    "integer": st.sampled_from(["0", "1416"]),
}


def fitting(field: Field) -> st.SearchStrategy[Any]:
    """Return values that fit a field."""
    kind = field["type"]
    if kind == "dict":
        return group(field["schema"])
    if kind == "list":
        return st.lists(fitting(field["schema"]), min_size=field.get("minlength", 0), max_size=2)
    if kind == ["string", "list"]:
        return st.just("quote") | fitting({**field, "type": "list"})
    if "allowed" in field:
        return st.sampled_from(field["allowed"])
    return TEXTS.get(kind, st.just(SHAPES.get(field.get("shape", ""), "Some words: “so”.")))


def group(fields: Schema) -> st.SearchStrategy[dict[str, Any]]:
    """Return groups of fields that are nearly always right: of two that exclude each other both may be there."""
    required = {
        name: fitting(field) for name, field in fields.items() if field.get("required") and "excludes" not in field
    }
    optional = {name: fitting(field) for name, field in fields.items() if name not in required}
    return st.fixed_dictionaries(required, optional=optional)


def complete(fields: Schema) -> dict[str, Any]:
    """Return a group with every field that may be there at once."""
    left_out = {"group", "unnamed"}
    return {name: of_all(field) for name, field in fields.items() if name not in left_out}


def of_all(field: Field) -> Any:
    """Return a right value of a field."""
    kind = field["type"]
    if kind == "dict":
        return complete(field["schema"])
    if "list" in kind:
        return [of_all(field["schema"])]
    right = {
        "date": "2026-01-06",
        "partial_date": "2026-01",
        "instant": "2026-12-01T05:00Z",
        "number": "3",
        "integer": "4",
    }
    return field["allowed"][0] if "allowed" in field else right.get(kind, SHAPES.get(field.get("shape", ""), "Words"))


def places_in(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the path of everything in a value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, item in items for found in [(*path, key), *places_in(item, (*path, key))]]


def changed(value: Any, path: tuple[str | int, ...], change: Callable[[Any, Any], None]) -> None:
    """Change what stands at a path."""
    for key in path[:-1]:
        value = value[key]
    change(value, path[-1])


def is_alike(kind: str, value: dict[str, Any]) -> bool:
    """Tell whether the gate lets a value through; if so, Cerberus must accept it, and the values must be the same."""
    try:
        found = _gate(kind)(value)
    except Unsure:
        return False
    values = converted(value, FORMS[kind])
    assert _validator(kind).errors_of(values) == []
    # The order of the fields and the types count as well.
    assert repr(found) == repr(values)
    return True


RECORDS = st.sampled_from(sorted(FORMS)).flatmap(lambda kind: st.tuples(st.just(kind), group(FORMS[kind])))


@settings(max_examples=300)
@given(RECORDS)
def test_made_up_records_of_every_kind(record: tuple[str, dict[str, Any]]) -> None:
    """What the gate lets through, Cerberus accepts; what Cerberus accepts of right types, the gate lets through."""
    kind, value = record
    passed = is_alike(kind, value)
    right = not _validator(kind).errors_of(converted(value, FORMS[kind]))
    assert passed == right


@settings(max_examples=1000)
@given(RECORDS, st.data())
def test_records_with_mistakes(record: tuple[str, dict[str, Any]], draw: st.DataObject) -> None:
    """So is a record in which one or two values were changed, left out, emptied, doubled or put in."""
    kind, value = record
    for _ in range(draw.draw(st.integers(1, 2))):
        if not (paths := places_in(value)):
            break
        path, wrong = draw.draw(st.sampled_from(paths)), draw.draw(ANYTHING)

        def other(owner: Any, key: Any, wrong: Any = wrong) -> None:
            owner[key] = wrong

        def fewer(owner: Any, key: Any) -> None:
            del owner[key]

        def more(owner: Any, key: Any, wrong: Any = wrong) -> None:
            if isinstance(owner, dict):
                owner[draw.draw(st.sampled_from(["x", "who", "unnamed", "person", "group", "type", str(key)]))] = wrong
            else:
                owner.append(wrong)

        changed(value, path, draw.draw(st.sampled_from([other, fewer, more])))
    is_alike(kind, value)


@pytest.mark.parametrize("path", TYPICAL)
def test_typical_records_pass(path: str) -> None:
    """No record of the demonstration, of the golden site or of a new site needs Cerberus."""
    value = parse((REPO / path).read_bytes(), path).value
    assert isinstance(value, dict)
    kind = "verdicts" if path.endswith("verdicts.yaml") else record_type_of(below(path))[0]
    if kind == "claim":
        kind = f"{value['kind']}, taken down" if value.get("state") == "taken-down" else str(value["kind"])
    assert kind
    assert is_alike(kind, value)


def below(path: str) -> str:
    """Return the path of a record below its site."""
    start = path.index("seeds/") if "seeds/" in path else path.index("claims/")
    return path[start:]


def test_values_areconverted() -> None:
    """A day, a part of a date, a time, a number and a whole number are values; what is empty is left out."""
    kinds = ("date", "partial_date", "instant", "number", "integer", "string")
    gate = gate_of({kind: {"type": kind, "meta": {}} for kind in kinds})
    written = {
        "date": "2026-01-06",
        "partial_date": "2026-01",
        "instant": "2026-01-06T06:00Z",
        "number": "2.5",
        "integer": "7",
        "string": " ",
    }
    assert gate(written) == {
        "date": dt.date(2026, 1, 6),
        "partial_date": PartialDate(2026, 1),
        "instant": dt.datetime(2026, 1, 6, 6, tzinfo=dt.UTC),
        "number": 2.5,
        "integer": 7,
    }


@pytest.mark.parametrize(
    "field",
    [
        {"type": "string", "meta": {}, "regex": "x"},
        {"type": "string", "meta": {}, "minlength": 1},
        {"type": "integer", "meta": {}, "min": 1},
        {"type": "boolean", "meta": {}},
        {"type": ["string", "integer"], "meta": {}},
        {"type": "list", "meta": {}, "schema": {"type": "string", "meta": {}}, "maxlength": 1},
        {"type": "dict", "meta": {}, "schema": {}, "allow_unknown": True},
        {"type": "dict", "meta": {}},
        {"type": "list", "meta": {}},
        {"type": "string", "meta": {}, "excludes": "other"},
        {"type": "string", "meta": {}, "required": True, "excludes": "other"},
    ],
)
def test_an_unknown_rule_is_left_to_cerberus(field: Field) -> None:
    """A rule that the gate does not know, or fields that exclude each other otherwise, make it unsure."""
    with pytest.raises(Unsure):
        gate_of({"field": field})({"field": "1"})


def test_every_rule_of_the_schemas_is_known() -> None:
    """No field of any form makes the gate unsure of a right value."""
    assert [kind for kind in FORMS if not is_alike(kind, complete(FORMS[kind]))] == []


def test_cerberus_is_asked_in_doubt() -> None:
    """A record that the gate does not let through is judged as before."""
    place = Places("f.yaml", {})
    wrong = validate(Parsed({"kind": "context"}, place, ()), "claim")
    assert wrong.values is None
    assert {p.code for p in wrong.problems} == {"field-missing"}
