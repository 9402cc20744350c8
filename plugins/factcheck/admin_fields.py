"""The fields of a form in the browser, made from the schemas of the records, in the words of Sveltia CMS.

A reference to records of one folder is searched for by name while the form is open. One that may lead to several
folders is a choice of the ids that were known when the form was made, because the CMS can look into one at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from factcheck.schema import ID_PATTERN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factcheck.schema import Field, Schema

    # From the type of a record to the names of its records by their ids.
    Known = Mapping[str, Mapping[str, str]]

# Records of these types lie in one folder each, and are shown by the field.
NAME_FIELDS: Final = {"person": "name", "organization": "name", "event": "name", "source": "title"}
# What the program makes, such as digests: kept as it is, and not to be typed.
KEPT: Final = frozenset({"snapshots"})
# The field of the form for a step whose evidence is the record's own quote.
OWN_QUOTE: Final = "own_quote"
# Texts that may take several lines.
LONG: Final = frozenset(
    {
        "description",
        "discrepancies",
        "exact",
        "explanation",
        "introduction",
        "meaning",
        "notes",
        "reason",
        "says",
        "summary",
        "text",
        "unrated_because",
    }
)
_DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_PATTERNS: Final = {
    "id": (f"^{ID_PATTERN}$", "Lower-case letters, digits and hyphens, such as paris-draft-article."),
    "url": ("^https?://", "An address that begins with https:// or http://."),
    "language": ("^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$", "A language code, such as en or uk."),
    "digest": ("^[0-9a-f]{64}$", "64 digits and letters from a to f."),
    "file": ("^[^/]+$", "The name of a file, without its folder."),
    "number": (r"^[0-9]+(\.[0-9]+)?$", "A number, such as 3."),
    "partial_date": ("^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "A day, a month or a year: 2026-01-06, 2026-01 or 2026."),
    "instant": (
        f"^{_DAY}T[0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}})?(Z|[+-][0-9]{{2}}:[0-9]{{2}})$",
        "A day, a time and its zone, such as 2026-12-01T06:00+01:00.",
    ),
}


def form_fields(schema: Schema, known: Known) -> list[dict[str, Any]]:
    """Return the fields of a form for a record, in the order of its schema."""
    return [found for name, field in schema.items() for found in (*_own_quote(field), _field(name, field, known))]


def _own_quote(field: Field) -> list[dict[str, Any]]:
    """Return what stands before a list that can be the record's own quote instead: ``admin.js`` makes one of both."""
    if field["type"] != ["string", "list"]:
        return []
    hint = "The words of this claim's own quote say so."
    return [{"name": OWN_QUOTE, "label": "Own quote", "hint": hint, "required": False, "widget": "boolean"}]


def _field(name: str, field: Field, known: Known) -> dict[str, Any]:
    if name in KEPT:
        return {"name": name, "widget": "hidden"}
    # Of two that exclude each other the form cannot know which one is meant; the checker does.
    required = bool(field.get("required")) and "excludes" not in field
    return {
        "name": name,
        "label": name.replace("_", " ").capitalize(),
        "hint": _hint(field),
        "required": required,
        **_widget(name, field, known),
    }


def _hint(field: Field) -> str:
    meta = field["meta"]
    is_shown = isinstance(meta["example"], str) and "allowed" not in field and "refers_to" not in meta
    return f"{meta['help']} Example: {meta['example']}" if is_shown else meta["help"]


def _widget(name: str, field: Field, known: Known) -> dict[str, Any]:
    match field["type"]:
        case "dict":
            return {"widget": "object", "collapsed": False, "fields": form_fields(field["schema"], known)}
        case "list" | ["string", "list"]:
            return _list(name, field, known)
        case "date":
            return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
        case "partial_date" | "instant" | "number" as form:
            return _text(name, form)
    return _choice(name, field, known) or _text(name, field.get("shape", ""))


def _list(name: str, field: Field, known: Known) -> dict[str, Any]:
    item, least = field["schema"], {"min": field["minlength"]} if "minlength" in field else {}
    if item["type"] == "dict":
        return {"widget": "list", "collapsed": False, "fields": form_fields(item["schema"], known), **least}
    if chosen := _choice(name, item, known):
        return {**chosen, "multiple": True, **least}
    return {"widget": "list", "field": {**_field(name, item, known), "required": True}, **least}


def _choice(name: str, field: Field, known: Known) -> dict[str, Any]:
    """Return the widget of a field whose value is one of many, or nothing."""
    if allowed := field.get("allowed"):
        return {"widget": "select", "options": list(allowed)}
    types = field["meta"].get("refers_to", ("verdict",) if name == "verdict" else ())
    if len(types) == 1 and types[0] in NAME_FIELDS:
        shown = NAME_FIELDS[types[0]]
        return {"widget": "relation", "collection": types[0], "value_field": "{{slug}}", "display_fields": [shown]}
    if named := {id_: known_as for type_ in types for id_, known_as in known.get(type_, {}).items()}:
        return {"widget": "select", "options": [{"label": named[id_], "value": id_} for id_ in sorted(named)]}
    return {}


def _text(name: str, form: str) -> dict[str, Any]:
    pattern = {"pattern": list(_PATTERNS[form])} if form in _PATTERNS else {}
    # Typing a colon must not offer a picture.
    return {"widget": "text" if name in LONG else "string", "use_emoji_autocomplete": False, **pattern}
