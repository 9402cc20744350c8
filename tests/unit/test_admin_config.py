"""The configuration of the form in the browser: it follows the schemas, and the CMS accepts it."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from little_site import AID, NOW, inputs, model, site

from factcheck.admin import known_records, published_records
from factcheck.admin_config import DOSSIER_FIELD, admin_config
from factcheck.admin_fields import KEPT, LONG, OWN_QUOTE
from factcheck.corpus import load
from factcheck.schema import CLAIM_KINDS, FIELD_NAMES, SCHEMAS, Schema
from factcheck.settings import settings_from
from sitekit import REPO

if TYPE_CHECKING:
    from collections.abc import Iterator

KNOWN, DOSSIERS = known_records(load(inputs(site())))
CONFIG = admin_config(KNOWN, DOSSIERS)
RECORDS: dict[str, dict[str, Any]] = {
    found["name"]: found for found in [*CONFIG["collections"], *CONFIG["singletons"]] if "name" in found
}


def keys(fields: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the path of every field of a form."""
    for field in fields:
        yield field["name"]
        yield from (f"{field['name']}.{key}" for key in keys(field.get("fields", [])))


def wanted(schema: Schema) -> Iterator[str]:
    """Yield the path of every field of a schema that the form is to have."""
    for name, field in schema.items():
        yield name
        inner = field
        while inner["type"] != "dict" and "schema" in inner:
            inner = inner["schema"]
        if inner["type"] == "dict" and name not in KEPT:
            yield from (f"{name}.{key}" for key in wanted(inner["schema"]))


def field_of(record: str, *path: str) -> dict[str, Any]:
    """Return a field of the form by the names that lead to it."""
    found: dict[str, Any] = RECORDS[record]
    for name in path:
        [found] = [field for field in found["fields"] if field["name"] == name]
    return found


@pytest.mark.parametrize("record", SCHEMAS)
def test_the_form_has_every_field_of_every_record(record: str) -> None:
    """Nothing of a schema is missing, and nothing is added but what the form asks in a way of its own."""
    own = {DOSSIER_FIELD} if record in CLAIM_KINDS else set()
    found = {key for key in keys(RECORDS[record]["fields"]) if not key.endswith(f".{OWN_QUOTE}")}
    assert found - own == set(wanted(SCHEMAS[record]))


@pytest.mark.parametrize("record", SCHEMAS)
def test_a_new_field_appears_in_the_form(record: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A field that is added to any schema is in the form, with its help."""
    schemas = copy.deepcopy(SCHEMAS)
    schemas[record]["new_field"] = {"type": "string", "meta": {"help": "Something new.", "example": "x"}}
    monkeypatch.setattr("factcheck.admin_config.SCHEMAS", schemas)
    config = admin_config(KNOWN, DOSSIERS)
    everything = [*config["collections"], *config["singletons"]]
    [fields] = [found["fields"] for found in everything if found.get("name") == record]
    [field] = [found for found in fields if found["name"] == "new_field"]
    assert (field["label"], field["hint"], field["required"]) == ("New field", "Something new. Example: x", False)


def test_the_cms_accepts_it() -> None:
    """It is valid by the schema that the CMS publishes, with records to choose and without any."""
    schema = json.loads((REPO / "node_modules/@sveltia/cms/schema/sveltia-cms.json").read_text("utf-8"))
    for config in (CONFIG, admin_config({}, [])):
        jsonschema.Draft7Validator(schema).validate(config)


def test_it_is_the_same_each_time() -> None:
    """It does not depend on the order in which records were found."""
    backwards = {type_: dict(reversed(list(names.items()))) for type_, names in reversed(list(KNOWN.items()))}
    assert json.dumps(admin_config(backwards, reversed([*DOSSIERS, "a"]))) == json.dumps(
        admin_config(KNOWN, ["a", *DOSSIERS])
    )


def test_each_kind_of_claim_is_a_collection_over_all_dossiers() -> None:
    """A claim of a kind is found by its kind, written with it, and put into a dossier that is there."""
    pledge = RECORDS["pledge"]
    assert pledge["filter"] == {"field": "kind", "value": "pledge"}
    assert field_of("pledge", "kind") == {"name": "kind", "widget": "hidden", "default": "pledge"}
    assert (pledge["folder"], pledge["path"]) == ("claims", "{{dossier}}/{{slug}}")
    assert field_of("pledge", "dossier")["options"] == ["winter"]


def test_a_site_may_lie_below_its_repository() -> None:
    """Then every folder begins with that of the site."""
    config = admin_config(KNOWN, DOSSIERS, below="sites/ours/")
    folders = {found["folder"] for found in config["collections"] if "folder" in found}
    things = ("people", "organizations", "events", "dossiers", "corrections")
    assert folders == {f"sites/ours/{name}" for name in ("claims", "seeds", *(f"claims/{each}" for each in things))}
    assert config["singletons"][0]["file"] == "sites/ours/claims/verdicts.yaml"


def test_a_reference_is_chosen_by_name() -> None:
    """Records of one folder are looked up while the form is open; of several, the known ones are offered."""
    source = field_of("pledge", "quote", "source")
    assert (source["widget"], source["collection"], source["display_fields"]) == ("relation", "source", ["title"])
    promisor = field_of("pledge", "promisor")
    assert promisor["options"] == [{"label": "Acme", "value": "acme"}, {"label": "Ann", "value": "ann"}]
    assert field_of("pledge", "about")["multiple"] is True


def test_choices_patterns_and_days() -> None:
    """A choice offers its words, an id has a pattern with a plain message, a full day is picked from a calendar."""
    assert field_of("attendance", "role")["options"][0] == "attended"
    assert field_of("pledge", "aliases")["field"]["pattern"][1].startswith("Lower-case letters")
    assert field_of("pledge", "published")["format"] == "YYYY-MM-DD"
    assert field_of("event", "start")["widget"] == "string"
    assert {"label": "Outdated", "value": "outdated"} in field_of("pledge", "review", "verdict")["options"]


def test_of_two_that_exclude_each_other_none_is_required() -> None:
    """The form would ask for both; the checker asks for one."""
    assert [field_of("attendance", name)["required"] for name in ("person", "group", "event")] == [False, False, True]


def test_long_and_kept_fields_exist() -> None:
    """A name in one of these lists is the name of a field."""
    assert {*LONG, *KEPT} - FIELD_NAMES == set()


def test_a_published_form_names_nothing_that_the_site_does_not_show() -> None:
    """A person of a draft alone is offered on an editor's own machine, and not on the site."""
    hidden = f"{AID}state: draft\nabout: [bob]\n"
    others = {"claims/people/bob.yaml": "name: Bob\n", "claims/winter/other.yaml": AID}
    files = site({**others, "claims/winter/aid.yaml": hidden})
    known, dossiers = published_records(model(files))
    assert "bob" not in known.get("person", {})
    assert (list(known["claim"]), dossiers) == (["other"], ["winter"])
    assert "bob" in known_records(load(inputs(files)))[0]["person"]


def test_a_broken_record_is_offered_by_its_id() -> None:
    """Whoever mends a record can still be named."""
    known, _ = known_records(load(inputs(site({"claims/people/bob.yaml": "nam: Bob\n"}))))
    assert known["person"]["bob"] == "bob"


@pytest.mark.parametrize(
    "value",
    [
        True,
        {"backend": {"name": "github"}},
        {"backend": {"name": "test-repo", "repo": "a/b"}},
        {"backend": {"name": "github", "repo": "a/b"}, "more": 1},
    ],
)
def test_a_form_needs_a_host(value: object) -> None:
    """What the setting must be like is told in the message."""
    with pytest.raises(ValueError, match=r"FACTCHECK_ADMIN must be like \{"):
        settings_from({"FACTCHECK_ADMIN": value}, NOW, {})


def test_a_site_has_no_form_unless_it_asks() -> None:
    """The form of a published site is off by default."""
    assert settings_from({}, NOW, {}).admin_backend == {}
