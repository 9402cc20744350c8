"""The API is what its OpenAPI description says it is, file by file."""

from __future__ import annotations

import fnmatch
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from factcheck.openapi import SCHEMAS
from sitekit import api_claims, jsonld, page, read_json, tree

if TYPE_CHECKING:
    from pathlib import Path

SITES = ("demo_site", "golden_site", "large_site")


@pytest.fixture(params=SITES)
def site(request: pytest.FixtureRequest) -> Path:
    """Return each of the built sites in turn."""
    found: Path = request.getfixturevalue(request.param)
    return found


def described(site: Path) -> dict[str, str]:
    """Return the name of the schema of each API file, by the file's path."""
    document = read_json(site / "api/v1/openapi.json")
    found: dict[str, str] = {}
    for path, operations in document["paths"].items():
        (content,) = operations["get"]["responses"]["200"]["content"].values()
        answer = content["schema"]["$ref"]
        pattern = path.lstrip("/").replace("{id}", "*").replace("{page}", "*")
        names = [n for n in tree(site) if n.startswith("api/") and n.count("/") == pattern.count("/")]
        found |= {name: answer.rpartition("/")[2] for name in names if fnmatch.fnmatchcase(name, pattern)}
    return found


def test_every_api_file_is_described(site: Path) -> None:
    """There is no file below /api/ that the description does not name, but the description itself."""
    files = {name for name in tree(site) if name.startswith("api/")} - {"api/v1/openapi.json"}
    assert files == set(described(site))


def test_every_api_file_meets_its_schema(site: Path) -> None:
    """Fields, types, allowed words and dates are as described, and there is no field that is not."""
    for name, schema in described(site).items():
        validator = jsonschema.Draft202012Validator(SCHEMAS[schema], format_checker=jsonschema.FormatChecker())
        path = site / name
        data = read_json(path) if name.endswith(".json") else path.read_text(encoding="utf-8")
        assert [error.message for error in validator.iter_errors(data)] == [], name


def test_the_published_schemas_allow_fields_to_be_added(site: Path) -> None:
    """A client that validates strictly does not break on the first field that we add."""
    assert "additionalProperties" not in (site / "api/v1/openapi.json").read_text(encoding="utf-8")


def test_every_schema_is_a_schema(demo_site: Path) -> None:
    """The schemas themselves are valid JSON Schema 2020-12, as OpenAPI 3.1 wants them."""
    document = read_json(demo_site / "api/v1/openapi.json")
    assert document["openapi"].startswith("3.1.")
    for schema in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_every_field_says_what_it_means(demo_site: Path) -> None:
    """No field of any schema is without a description."""

    def silent(schema: Any, path: str) -> list[str]:
        found = [] if schema.get("description") else [path]
        for name, field in schema.get("properties", {}).items():
            found += silent(field, f"{path}.{name}")
        return found + (silent(schema["items"], f"{path}[]") if "items" in schema else [])

    schemas = read_json(demo_site / "api/v1/openapi.json")["components"]["schemas"]
    assert [path for name, schema in schemas.items() for path in silent(schema, name)] == []


def test_operation_ids_are_unique(demo_site: Path) -> None:
    """Programs that make clients from the description need a name for each operation."""
    paths = read_json(demo_site / "api/v1/openapi.json")["paths"].values()
    ids = [operations["get"]["operationId"] for operations in paths]
    assert len(ids) == len(set(ids)) == 12


def test_an_item_has_the_promised_fields(demo_site: Path) -> None:
    """The fields that other programs depend on are there, under their names."""
    promised = {"id", "kind", "claim", "url", "quote", "evidence", "verdict", "status", "published", "modified"}
    for item in api_claims(demo_site):
        assert promised <= set(item), item["id"]
        assert set(item["quote"]) == {"exact", "source", "start", "end", "pieces"}


def test_items_are_oldest_first(demo_site: Path) -> None:
    """A reader who has read to the end finds new claims behind it."""
    published = [item["published"] for item in api_claims(demo_site)]
    assert published == sorted(published)


def test_a_record_agrees_with_its_item(site: Path) -> None:
    """What the list says of a claim its own file says too."""
    for item in api_claims(site):
        record = read_json(site / f"api/v1/claims/{item['id']}.json")
        ours = {key: record[key] for key in item if key not in {"quote", "evidence"}}
        assert ours == {key: item[key] for key in ours}
        assert {key: record["quote"][key] for key in item["quote"]} == item["quote"]
        assert {key: record["evidence"][key] for key in item["evidence"]} == item["evidence"]


def test_the_review_feed_is_a_data_feed(demo_site: Path) -> None:
    """Every ClaimReview of a page stands in the feed, and the feed holds nothing else."""
    feed = read_json(demo_site / "api/v1/claimreview.json")
    assert (feed["@context"], feed["@type"], feed["next"]) == ("https://schema.org", "DataFeed", None)
    on_pages = []
    for item in api_claims(demo_site):
        data = jsonld(page(demo_site / item["url"].lstrip("/") / "index.html"))
        if data["@type"] == "ClaimReview":
            on_pages.append({key: value for key, value in data.items() if key != "@context"})
    assert len(on_pages) >= 3
    assert feed["dataFeedElement"] == on_pages


def test_a_claim_review_meets_the_rules(demo_site: Path) -> None:
    """Each names a verdict, lives on our own domain, and quotes a claim of at most 75 characters."""
    for review in read_json(demo_site / "api/v1/claimreview.json")["dataFeedElement"]:
        assert review["reviewRating"]["alternateName"]
        assert review["url"].startswith("https://factcheck.example/claims/")
        assert 0 < len(review["claimReviewed"]) <= 75
        assert review["itemReviewed"]["@type"] == "Claim"


def test_a_source_without_a_capture_says_so(demo_site: Path) -> None:
    """Linked is not archived: no snapshot, no coverage, and the field says it."""
    source = read_json(demo_site / "api/v1/sources/paris-declaration.json")
    assert (source["archived"], source["snapshots"], source["coverage"]) == (False, [], None)
