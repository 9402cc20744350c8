"""``factcheck new``: write a record, by asking or by flags."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from factcheck.commands.terminal import (
    FINE,
    PROBLEMS,
    add_command,
    broken,
    count,
)
from factcheck.problems import has_errors, render
from factcheck.schema import CLAIM_KINDS
from factcheck.writing import RefusedWriteError, add_files

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from pathlib import Path

    from factcheck.commands.terminal import Commands
    from factcheck.problems import Place, Problem
    from factcheck.workspace import Inputs

KINDS = (*CLAIM_KINDS, "person", "organization", "event", "dossier", "correction")


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    text = (
        "Write a record: ask for what its kind needs, let the source be searched for the quote, suggest what exists, "
        "and check the result. What flags tell is not asked; where nobody can be asked, they tell all."
    )
    new = add_command(commands, "new", _new, text)
    new.add_argument("kind", metavar="KIND", choices=KINDS, help=f"one of: {', '.join(KINDS)}")
    new.add_argument(
        "--id", metavar="ID", help="id of the record, the name of its file (default: made from its first words)"
    )
    new.add_argument("--dossier", metavar="FOLDER", help="folder below claims/ for a claim (default: the only one)")
    new.add_argument("--source", metavar="ID", help="archived source that holds the quote (default: the only one)")
    new.add_argument("--exact", metavar="WORDS", help="the words to quote, letter for letter")
    new.add_argument("--find", metavar="WORDS", help="quote the one sentence of the source that holds these words")
    new.add_argument("--claim", metavar="TEXT", help="the claim in one sentence; for a correction, the id of the claim")
    new.add_argument("--name", metavar="TEXT", help="name of a person, an organization or an event; title of a dossier")
    what = "any other field, such as form=paraphrase, tags=trees,parks or attribution.0.who=town-council"
    new.add_argument("--set", metavar="FIELD=VALUE", action="append", default=[], help=what)
    new.add_argument("--yes", action="store_true", help="ask nothing: take the flags, and what is suggested")
    new.add_argument("--dry-run", action="store_true", help="show the record, and write nothing")


def _new(options: argparse.Namespace, site: Path) -> int:
    from factcheck.clock import build_time
    from factcheck.commands.interview import Interview
    from factcheck.commands.told import dossier_from, id_from, values_from
    from factcheck.corpus import load
    from factcheck.drafting import FieldError, ordered, path_of
    from factcheck.proving import prove
    from factcheck.round_trip import record_text
    from factcheck.workspace import read_inputs

    inputs = read_inputs(site)
    corpus = load(inputs)
    proofs, today = prove(corpus), build_time().date()
    asks = sys.stdin.isatty() and not options.yes
    interview = Interview(options.kind, {}, corpus, proofs)
    try:
        interview.values = values_from(options, corpus, proofs, today)
        record_id = id_from(options, interview.values, corpus)
        dossier = options.dossier if asks else dossier_from(options, corpus)
        if asks:
            record_id, dossier = interview.run(options.id, dossier)
    except FieldError as error:
        return broken(str(error))
    except (EOFError, KeyboardInterrupt):
        told = f" What was told so far:\n\n{record_text(ordered(interview.values))}" if interview.values else "\n"
        print(f"\nNothing was written.{told}", end="")
        return PROBLEMS
    path = path_of(options.kind, record_id, dossier)
    files = {**interview.made, path: interview.values}
    texts = {path: record_text(ordered(each)) for path, each in files.items()}
    try:
        return _finished(options, site, inputs, texts, asks=asks)
    except (EOFError, KeyboardInterrupt):
        print("\nNothing was written. The record stands above.")
        return PROBLEMS


def _finished(options: argparse.Namespace, site: Path, before: Inputs, files: Mapping[str, str], *, asks: bool) -> int:
    """Show the records and what is wrong with them; write them, unless that is not wanted or they have errors."""
    from factcheck.commands.asking import confirm

    shown = "".join(f"{path}\n\n{text}\n" for path, text in files.items())
    problems = _problems(site, before, files)
    is_refused = not asks and has_errors(problems)
    if asks or options.dry_run or is_refused:
        print(f"\n{shown}", end="")
    if text := render(problems, "text", line_at=lambda place: _line_at(place, files)):
        print(text)
    print(f"{count(problems)}." if problems else "Checked: nothing is wrong with it.")
    if is_refused:
        print("Nothing was written. Mend the flags; --set FIELD=VALUE tells any field.")
        return PROBLEMS
    if options.dry_run or (asks and not confirm("Write it?", default=True)):
        print("Nothing was written.")
        return PROBLEMS if has_errors(problems) else FINE
    try:
        add_files(site, {path: text.encode() for path, text in files.items()})
    except RefusedWriteError as error:
        return broken(str(error))
    print("\n".join(f"{path} written." for path in files))
    return PROBLEMS if has_errors(problems) else FINE


def _problems(site: Path, before: Inputs, files: Mapping[str, str]) -> list[Problem]:
    """Return what is wrong with the site with some records more, and is not without them."""
    from dataclasses import replace

    from factcheck.commands.new_problems import problems_since
    from factcheck.configuration import read_configuration

    records = {**before.records, **{path: text.encode() for path, text in files.items()}}
    after = replace(before, records=dict(sorted(records.items())))
    return problems_since(before, after, read_configuration(site).settings)


def _line_at(place: Place, files: Mapping[str, str]) -> str:
    lines = files.get(place.path, "").split("\n")
    return lines[place.line - 1] if place.line <= len(lines) else ""
