"""The configuration of the form in the browser: which records there are, where they lie, how they are written.

The form is Sveltia CMS, which writes one YAML file a record, as an editor would. Claims of a kind are one collection
over all dossiers. In which of them a new one goes is asked by a field that only the form has: ``admin.js`` takes it
out before a record is saved, and sees to it that every value stays the text that was typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from factcheck.admin_fields import form_fields
from factcheck.schema import CLAIM_KINDS, ID_PATTERN, SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from factcheck.admin_fields import Known

# One, many, and the folder, of all records that lie in one folder.
FOLDERS: Final = {
    "source": ("Source", "Sources", "seeds"),
    "person": ("Person", "People", "claims/people"),
    "organization": ("Organization", "Organizations", "claims/organizations"),
    "event": ("Event", "Events", "claims/events"),
    "dossier": ("Dossier", "Dossiers", "claims/dossiers"),
    "correction": ("Correction", "Corrections", "claims/corrections"),
}
CLAIMS: Final = {
    "attendance": ("Claim of attendance", "Attendance"),
    "pledge": ("Pledge", "Pledges"),
    "approval": ("Approval", "Approvals"),
    "statement": ("Statement", "Statements"),
    "context": ("Claim of context", "Context"),
}
DOSSIER_FIELD: Final = "dossier"
# By these fields a record is named in lists, and its id proposed.
_TITLES: Final = {"dossier": "title", "source": "title", "correction": "text"}
_SLUGS: Final = {"correction": "{{published}}-{{claim}}"}
# Without a preview beside the form: the site itself shows what a record becomes.
_ALONE: Final = {"editor": {"preview": False}}
# A backend that answers nowhere: on an editor's own machine nothing but the folder is read and written.
LOCAL: Final[dict[str, Any]] = {
    "name": "github",
    "repo": "this-machine/this-site",
    "api_root": "https://localhost/",
    "auth_methods": ["token"],
}


def admin_config(
    known: Known, dossiers: Iterable[str], *, backend: Mapping[str, Any] = LOCAL, below: str = ""
) -> dict[str, Any]:
    """Return the configuration of the form.

    ``known`` holds the records that can be chosen, ``dossiers`` the folders of claims; ``below`` is the folder of the
    site in its repository, empty or ending in a slash.
    """
    folders = sorted(dossiers)
    return {
        "load_config_file": False,
        "backend": dict(backend),
        "app_title": "Fact checks",
        "media_folder": f"{below}content/images",
        "show_preview_links": False,
        "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": 60},
        # What is left empty is left out.
        "output": {"omit_empty_optional_fields": True},
        "collections": [
            *(_claims(kind, folders, known, below) for kind in CLAIM_KINDS),
            {"divider": True},
            *(_things(kind, known, below) for kind in FOLDERS),
        ],
        "singletons": [_verdicts(known, below)],
    }


def _claims(kind: str, dossiers: list[str], known: Known, below: str) -> dict[str, Any]:
    one, many = CLAIMS[kind]
    fields = [field for field in form_fields(SCHEMAS[kind], known) if field["name"] != "kind"]
    return {
        "name": kind,
        "label": many,
        "label_singular": one,
        "folder": f"{below}claims",
        "path": f"{{{{{DOSSIER_FIELD}}}}}/{{{{slug}}}}",
        "filter": {"field": "kind", "value": kind},
        "slug": _slug("{{claim}}"),
        "identifier_field": "claim",
        "fields": [_dossier(dossiers), {"name": "kind", "widget": "hidden", "default": kind}, *fields],
        "format": "claim",
        "extension": "yaml",
        **_ALONE,
    }


def _dossier(dossiers: list[str]) -> dict[str, Any]:
    return {
        "name": DOSSIER_FIELD,
        "label": "Dossier",
        "hint": "The folder of a new claim. A claim that is there already stays where it is.",
        "required": True,
        **({"widget": "select", "options": dossiers} if dossiers else {"widget": "string"}),
    }


def _things(kind: str, known: Known, below: str) -> dict[str, Any]:
    one, many, folder = FOLDERS[kind]
    title = _TITLES.get(kind, "name")
    # A source begins with a capture and its digest, which the program makes.
    is_made = kind != "source"
    return {
        "name": kind,
        "label": many,
        "label_singular": one,
        "folder": below + folder,
        "create": is_made,
        "delete": is_made,
        "slug": _slug(_SLUGS.get(kind, f"{{{{{title}}}}}")),
        "identifier_field": title,
        "fields": form_fields(SCHEMAS[kind], known),
        "format": "record",
        "extension": "yaml",
        **_ALONE,
    }


def _slug(template: str) -> dict[str, Any]:
    return {
        "template": template,
        "editable": ["create"],
        "hint": "The id: the name of the file, and a part of the address. It never changes.",
        "pattern": [f"^{ID_PATTERN}$", "Lower-case letters, digits and hyphens."],
    }


def _verdicts(known: Known, below: str) -> dict[str, Any]:
    return {
        "name": "verdicts",
        "label": "Scale of verdicts",
        "file": f"{below}claims/verdicts.yaml",
        "fields": form_fields(SCHEMAS["verdicts"], known),
        "format": "record",
        **_ALONE,
    }
