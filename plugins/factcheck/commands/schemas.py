"""``factcheck schemas``: what editors' programs need to complete and explain fields."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.commands.terminal import FINE, add_command, broken
from factcheck.text import counted

if TYPE_CHECKING:
    import argparse

    from factcheck.commands.terminal import Commands

FOLDER = Path(".factcheck/schemas")


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    text = "Write JSON Schemas of the records, with the ids of this site, for editors with a YAML language server."
    command = add_command(commands, "schemas", _schemas, text)
    command.add_argument("--output", metavar="DIR", type=Path, help=f"where they go (default: {FOLDER.as_posix()})")


def _schemas(options: argparse.Namespace, site: Path) -> int:
    from factcheck.corpus import load
    from factcheck.json_schema import json_schemas
    from factcheck.workspace import read_inputs

    folder = options.output or site / FOLDER
    ids: dict[str, list[str]] = {}
    for entry in load(read_inputs(site)).entries:
        ids.setdefault(entry.type, []).append(entry.id)
    found = json_schemas(ids)
    try:
        written = sum(_write(folder / f"{kind}.json", schema) for kind, schema in found.items())
    except OSError as error:
        return broken(f"The schemas could not be written: {error}")
    print(f"{folder}: {counted(len(found), 'schema', 'schemas')}, {written} written anew.")
    return FINE


def _write(path: Path, schema: dict[str, object]) -> bool:
    """Write a schema unless it stands there already, so that no editor loads it again for nothing."""
    text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True
