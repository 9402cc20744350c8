"""``factcheck status``: what waits, and for what."""

from __future__ import annotations

import json
import os
import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.commands.terminal import FINE, add_command
from factcheck.text import counted

if TYPE_CHECKING:
    import argparse

    from factcheck.commands.terminal import Commands
    from factcheck.desk import Waiting


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    text = "List what is a draft, embargoed, out of date, without evidence, or waits for a reply or a second reader."
    status = add_command(commands, "status", _status, text)
    status.add_argument("--format", choices=("text", "json"), default="text", help="how to print it (default: text)")


def _status(options: argparse.Namespace, site: Path) -> int:
    from factcheck.configuration import read_configuration
    from factcheck.corpus import load
    from factcheck.desk import waiting
    from factcheck.workspace import read_inputs

    corpus = load(read_inputs(site))
    found = waiting(corpus, read_configuration(site).settings)
    if options.format == "json":
        print(json.dumps([_as_dict(entry) for entry in found], ensure_ascii=False, indent=2))
    else:
        print(_as_text(found, Path(os.path.relpath(site))))
    if broken := sum(entry.record is None for entry in corpus.entries):
        records = counted(broken, "record has errors and is", "records have errors and are")
        print(f"factcheck: {records} not in this list: run factcheck check.", file=sys.stderr)
    return FINE


def _as_dict(entry: Waiting) -> dict[str, Any]:
    return {
        "group": entry.group,
        "id": entry.claim.id,
        "claim": entry.claim.claim,
        "path": entry.place.path,
        "line": entry.place.line,
        "detail": entry.detail,
        "date": entry.date.isoformat() if entry.date else None,
    }


def _as_text(found: list[Waiting], base: Path) -> str:
    from factcheck.desk import GROUPS
    from factcheck.problems import shown

    if not found:
        return "Nothing waits."
    parts = []
    for group, entries in groupby(found, key=lambda entry: entry.group):
        lines = [
            f"  {shown((base / e.place.path).as_posix())}:{e.place.line}: {shown(e.claim.claim)}"
            + (f" ({shown(e.detail)})" if e.detail else "")
            for e in entries
        ]
        parts.append("\n".join([f"{GROUPS[group]}: {len(lines)}", *lines]))
    return "\n\n".join(parts)
