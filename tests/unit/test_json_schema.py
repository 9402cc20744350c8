"""The JSON Schemas say what the checker says, as far as a schema can."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from factcheck.json_schema import FILES, editor_settings, json_schemas
from factcheck.schema import CLAIMS, SCHEMAS, TAKEN_DOWN
from sitekit import GOLDEN, REPO

GOOD = sorted(
    path
    for site in (REPO, GOLDEN / "site")
    for folder in ("claims", "seeds")
    for path in (site / folder).rglob("*.yaml")
)
TYPE_OF = {"people": "person", "organizations": "organization", "events": "event", "seeds": "source"}
TYPE_OF |= {"dossiers": "dossier", "corrections": "correction"}
BASE = {
    "kind": "pledge",
    "claim": "x",
    "published": "2026-11-23",
    "quote": {"source": "a", "exact": "b"},
}


def errors(kind: str, value: object, **ids: list[str]) -> list[str]:
    """Return what the schema of a type says of a value."""
    validator = jsonschema.Draft7Validator(json_schemas(ids)[kind])
    return [error.message for error in validator.iter_errors(value)]


def read(text: str) -> Any:
    """Read YAML by the core rules of YAML 1.2, as a language server does; dates stay text there."""
    yaml = YAML(typ="safe", pure=True)
    yaml.constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))
    return yaml.load(text)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.relative_to(REPO).as_posix())
def test_every_good_record_is_valid(path: Any) -> None:
    """Nothing that the checker takes is marked, whatever YAML makes of a value."""
    kind = "verdicts" if path.name == "verdicts.yaml" else TYPE_OF.get(path.parent.name, "claim")
    assert errors(kind, read(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "pledg"},
        {"kind": None},
        {"claim": ["x"]},
        {"claim": None},
        {"published": "6 January 2026"},
        {"quote": "b"},
        {"quote": {"source": "a"}},
        {"claimnt": "a"},
        {"form": "paraphrase"},
        {"tags": "a"},
        {"tags": ["A b"]},
        {"status": [{"state": "granted"}]},
        {"language": "english"},
        {"evidence": [{"source": "a", "bearing": "support"}]},
        {"replies": [{"asked": "a"}]},
    ],
)
def test_what_the_checker_refuses_is_marked(change: dict[str, Any]) -> None:
    """A mistake in one field is found."""
    assert errors("claim", BASE) == []
    assert errors("claim", {**BASE, **change})


@pytest.mark.parametrize("value", [2026, 1.5, True, "no"])
def test_a_text_may_look_like_something_else(value: object) -> None:
    """What YAML reads as a number or a truth value is text to us."""
    assert errors("claim", {**BASE, "quote": {"source": "a", "exact": value}}) == []


def test_an_optional_field_may_be_null() -> None:
    """Null says that something is not known."""
    assert errors("claim", {**BASE, "claimant": None, "status": [{"state": "drafted", "as_of": None}]}) == []


def test_one_of_two_fields() -> None:
    """A person or a group attends, and not both."""
    base = {**BASE, "kind": "attendance", "event": "e", "role": "attended"}
    assert errors("claim", {**base, "person": "a"}) == []
    assert errors("claim", base)
    assert errors("claim", {**base, "person": "a", "group": "b"})


def test_ids_are_offered_and_no_other_is_refused() -> None:
    """A schema may be older than the records."""
    schema = json_schemas({"person": ["ann"], "organization": ["acme"]})["claim"]
    assert schema["definitions"]["person-or-organization"]["anyOf"][0] == {"enum": ["acme", "ann"]}
    assert errors("claim", {**BASE, "claimant": "new"}, person=["ann"]) == []


def test_every_field_has_its_help() -> None:
    """Every field of every schema is explained, however deep it stands."""

    def undescribed(value: Any) -> list[str]:
        if isinstance(value, list):
            return [name for item in value for name in undescribed(item)]
        if not isinstance(value, dict):
            return []
        fields = value["properties"] if isinstance(value.get("properties"), dict) else {}
        bare = [name for name, field in fields.items() if "description" not in field and "const" not in field]
        return bare + [name for item in value.values() for name in undescribed(item)]

    assert undescribed(json_schemas({})) == []


def test_every_type_has_its_files() -> None:
    """Each schema is mapped to a folder."""
    assert set(json_schemas({})) == set(FILES) == {"claim", *(set(SCHEMAS) - set(CLAIMS))}
    assert {name.partition(",")[0] for name in TAKEN_DOWN} == set(CLAIMS)
    assert len(editor_settings()["yaml.schemas"]) == len(FILES)


def test_a_new_site_has_the_settings() -> None:
    """What ``factcheck init`` writes is what is tested here."""
    starter = REPO / "plugins/factcheck/starter/dot_vscode"
    for name in ("settings.json", "extensions.json"):
        assert (starter / name).read_bytes() == (REPO / ".vscode" / name).read_bytes()
