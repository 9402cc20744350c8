"""JSON Schemas for editors' programs, made from the schemas of the records (JSON Schema, draft 7).

A language server reads YAML by the core rules of YAML 1.2, where ``2026`` is a number and ``no`` a truth value; here
every value is text. So a text may be of any simple type there, and a pattern is asked of what really is text. A
reference offers the ids that exist, and takes any other one too: a schema may be older than the records, and whether
an id exists is for ``factcheck check`` to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from factcheck.schema import CLAIM_KINDS, CLAIMS, ID_PATTERN, SCHEMAS, TAKEN_DOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from factcheck.schema import Field, Schema

    Ids = Mapping[str, Iterable[str]]

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
_SIMPLE: Final = ["string", "number", "boolean"]
_PATTERNS: Final = {
    "id": f"^{ID_PATTERN}$",
    "url": "^https?://",
    "language": "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$",
    "digest": "^[0-9a-f]{64}$",
    "file": "^[^/]",
}
# The files that each schema is for, as globs from the folder of a site; the first that fits counts.
FILES: Final[dict[str, tuple[str, ...]]] = {
    "person": ("claims/people/*.yaml",),
    "organization": ("claims/organizations/*.yaml",),
    "event": ("claims/events/*.yaml",),
    "dossier": ("claims/dossiers/*.yaml",),
    "correction": ("claims/corrections/*.yaml",),
    "verdicts": ("claims/verdicts.yaml",),
    "source": ("seeds/**/*.yaml",),
    "claim": ("claims/*/*.yaml", *(f"!claims/{folder}/*.yaml" for folder in
        ("people", "organizations", "events", "dossiers", "corrections"))),
}  # fmt: skip


def json_schemas(ids: Ids) -> dict[str, dict[str, Any]]:
    """Return the schema of each type of record; ``ids`` maps a type to the ids that exist."""
    things = {kind: _object(SCHEMAS[kind]) for kind in SCHEMAS if kind not in CLAIMS}
    every = {types for fields in SCHEMAS.values() for types in _references(fields)}
    # Once in a file, however often they are referred to: there may be ten thousand.
    definitions = {_name_of(types): _ids_of(types, ids) for types in sorted(every)}
    return {
        kind: {"$schema": DRAFT, "title": f"factcheck: {kind}", **schema, "definitions": definitions}
        for kind, schema in {"claim": _claim(), **things}.items()
    }


def _claim() -> dict[str, Any]:
    """Return the schema of a claim, whose fields depend on its kind."""
    kind = {"kind": _property(CLAIMS["context"]["kind"])}
    cases = [
        {
            "if": {"required": ["kind"], "properties": {"kind": {"const": name}}},
            "then": {
                "if": {"required": ["state"], "properties": {"state": {"const": "taken-down"}}},
                "then": _object(TAKEN_DOWN[f"{name}, taken down"]),
                "else": _object(CLAIMS[name]),
            },
        }
        for name in CLAIM_KINDS
    ]
    return {"type": "object", "required": ["kind"], "properties": kind, "allOf": cases}


def _object(fields: Schema) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _property(field) for name, field in fields.items()},
    }
    alternatives = [name for name, field in fields.items() if field.get("required") and "excludes" in field]
    required = [name for name, field in fields.items() if field.get("required") and "excludes" not in field]
    if required:
        found["required"] = required
    if alternatives:
        found["oneOf"] = [{"required": [name]} for name in alternatives]
    return found


def _property(field: Field) -> dict[str, Any]:
    meta = field["meta"]
    # An example of a group would be offered as a value, and the server cannot write one.
    examples = {"examples": [meta["example"]]} if isinstance(meta["example"], str) else {}
    return {"description": meta["help"], **examples, **_value(field)}


def _value(field: Field) -> dict[str, Any]:
    if isinstance(field["type"], list):
        each = [_value({**field, "type": type_}) for type_ in field["type"]]
        return {"anyOf": each}
    simple = _one_value(field)
    # Nothing, and null, say that something is not known; only what is required must be there.
    return simple if field.get("required") else {"anyOf": [simple, {"type": "null"}]}


_FORMS: Final[dict[str, dict[str, Any]]] = {
    "date": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "partial_date": {"type": ["string", "number"], "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
    "instant": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{5,8}(Z|[+-][0-9]{2}:[0-9]{2})$"},
    "number": {"type": "number"},
    "integer": {"type": "integer", "minimum": 0},
}


def _one_value(field: Field) -> dict[str, Any]:
    if field["type"] == "dict":
        return _object(field["schema"])
    if field["type"] == "list":
        least = {"minItems": field["minlength"]} if "minlength" in field else {}
        return {"type": "array", "items": _property({**field["schema"], "required": True}), **least}
    return _FORMS.get(field["type"]) or _text(field)


def _text(field: Field) -> dict[str, Any]:
    if allowed := field.get("allowed"):
        return {"enum": list(allowed)}
    if types := field["meta"].get("refers_to"):
        # By itself a reference would hide the help that stands beside it.
        return {"allOf": [{"$ref": f"#/definitions/{_name_of(types)}"}]}
    shape = field.get("shape", "")
    if shape == "own_quote":
        return {"const": "quote"}
    pattern = {"pattern": _PATTERNS[shape]} if shape in _PATTERNS else {}
    return {"type": _SIMPLE, **pattern}


def _name_of(types: tuple[str, ...]) -> str:
    return "-or-".join(types)


def _references(fields: Schema) -> Iterator[tuple[str, ...]]:
    """Yield the types that references below some fields may lead to."""
    for field in fields.values():
        inner = field
        while inner.get("type") != "dict" and "schema" in inner:
            inner = inner["schema"]
        if types := inner.get("meta", {}).get("refers_to"):
            yield types
        if inner.get("type") == "dict":
            yield from _references(inner["schema"])


def _ids_of(types: tuple[str, ...], ids: Ids) -> dict[str, Any]:
    """Return the schema of a reference: the ids that exist, and any other text."""
    known = sorted({id_ for type_ in types for id_ in ids.get(type_, ())})
    return {"anyOf": [*([{"enum": known}] if known else []), {"type": _SIMPLE}]}


def editor_settings() -> dict[str, Any]:
    """Return settings of VS Code, and of every editor with the YAML language server, that map schemas to folders."""
    return {
        "yaml.schemas": {f".factcheck/schemas/{kind}.json": list(globs) for kind, globs in FILES.items()},
        "yaml.schemaStore.enable": False,
        "yaml.format.enable": False,
        "redhat.telemetry.enabled": False,
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.wordWrap": "on"},
    }
