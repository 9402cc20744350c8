"""The files of the form in the browser: its page, its configuration, and the programs it consists of.

The programs come from npm and are no part of our repository. An installed package has them beside ``admin.js``; in a
checkout they lie in ``node_modules/``.
"""

from __future__ import annotations

import json
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any, Final

from factcheck.settings import ADMIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from factcheck.admin_fields import Known
    from factcheck.corpus import Corpus
    from factcheck.model import Claim, Dossier, Scale, Site, Source, Thing

_PACKAGE: Final = Path(__file__).resolve().parent
_FORM: Final = "form"
# Their folders below that of the form, and in node_modules/.
_PROGRAMS: Final = {"cms/npm": "@sveltia/cms/npm", "yaml/browser/dist": "yaml/browser/dist"}
HOW_TO_GET_IT: Final = (
    "The form is not installed here. In the folder of factcheck, run: npm ci --omit=dev --ignore-scripts"
)
NO_REPOSITORY: Final = "The form needs a Git repository around the site. In its folder, run once: git init"


def known_records(corpus: Corpus) -> tuple[Known, list[str]]:
    """Return what a form on an editor's own machine offers: every record, and the dossiers that have claims."""
    known = _known(corpus.claims, corpus.things.values(), corpus.sources, corpus.scale)
    for entry in corpus.entries:
        # A record with a mistake has no name yet.
        known.setdefault(entry.type, {}).setdefault(entry.id, entry.id)
    folders = {Path(entry.path).parent.name for entry in corpus.entries if entry.type == "claim"}
    return known, _dossiers(folders - {"claims"}, corpus.dossiers)


def published_records(site: Site) -> tuple[Known, list[str]]:
    """Return what a form on a published site offers: nothing that the site itself does not show."""
    claims = {id_: checked.record for id_, checked in site.claims.items()}
    sources = {id_: source.record for id_, source in site.sources.items()}
    known = _known(claims, site.things.values(), sources, site.scale)
    return known, _dossiers((claim.dossier for claim in claims.values()), site.dossiers)


def _known(
    claims: Mapping[str, Claim], things: Iterable[Thing], sources: Mapping[str, Source], scale: Scale
) -> dict[str, dict[str, str]]:
    known: dict[str, dict[str, str]] = {
        "claim": {claim.id: claim.claim for claim in claims.values()},
        "source": {source.id: source.title for source in sources.values()},
        "verdict": {verdict.id: verdict.name for verdict in scale.verdicts},
    }
    for thing in things:
        known.setdefault(thing.kind, {})[thing.id] = thing.name
    return known


def _dossiers(folders: Iterable[str | None], dossiers: Mapping[str, Dossier]) -> list[str]:
    return sorted({folder for folder in folders if folder} | dossiers.keys())


def admin_page(*, is_local: bool) -> bytes:
    """Return the page of the form; a local one reaches no other machine, whatever its programs ask for."""
    page = Template((files("factcheck") / _FORM / "index.html").read_text(encoding="utf-8"))
    return page.substitute(hosts="" if is_local else " https:").encode()


def admin_script() -> bytes:
    """Return the script of the page."""
    return (files("factcheck") / _FORM / "admin.js").read_bytes()


def message_page(text: str) -> bytes:
    """Return a page that says why there is no form."""
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>No form</title><p>{escape(text)}'.encode()


def config_file(config: Mapping[str, Any]) -> bytes:
    """Return a configuration as the page fetches it."""
    return json.dumps(config, ensure_ascii=False, separators=(",", ":")).encode()


def program_folders() -> dict[str, Path]:
    """Return the folder of each program by its path below the form. Raises FileNotFoundError where one is missing."""
    return {name: _program_folder(name, path) for name, path in _PROGRAMS.items()}


def _program_folder(name: str, path: str) -> Path:
    for folder in (_PACKAGE / _FORM / name, _PACKAGE.parent.parent / "node_modules" / path):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(HOW_TO_GET_IT)


def admin_files(config: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the form of a published site. Raises FileNotFoundError where a program is missing."""
    yield f"{ADMIN}index.html", admin_page(is_local=False)
    yield f"{ADMIN}admin.js", admin_script()
    yield f"{ADMIN}config.json", config_file(config)
    for name, folder in program_folders().items():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".map":
                yield f"{ADMIN}{name}/{path.relative_to(folder).as_posix()}", path.read_bytes()


def program_file(path: str) -> bytes | None:
    """Return a file of a program by its path below the form, or None. Raises FileNotFoundError like the folders."""
    for name, folder in program_folders().items():
        found = folder / path.removeprefix(f"{name}/")
        if path.startswith(f"{name}/") and found.resolve().is_relative_to(folder.resolve()) and found.is_file():
            return found.read_bytes()
    return None
