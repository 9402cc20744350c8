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
    is_among,
    print_problems,
)
from factcheck.problems import has_errors, render
from factcheck.schema import CLAIM_KINDS
from factcheck.writing import RefusedWriteError, add_files

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from pathlib import Path

    from factcheck.commands.terminal import Commands

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

    corpus = load(read_inputs(site))
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
        print(f"\nNothing was written. What was told so far:\n\n{record_text(ordered(interview.values))}", end="")
        return PROBLEMS
    path = path_of(options.kind, record_id, dossier)
    files = {**interview.made, path: interview.values}
    return _finished(options, site, {path: record_text(ordered(each)) for path, each in files.items()}, asks=asks)


def _finished(options: argparse.Namespace, site: Path, files: Mapping[str, str], *, asks: bool) -> int:
    """Show the records; write and check them, unless that is not wanted or a record is not finished."""
    from factcheck.commands.asking import confirm

    shown = "".join(f"{path}\n\n{text}\n" for path, text in files.items())
    if not asks and (unfinished := _unfinished(files)):
        print(f"{shown}{unfinished}\nNothing was written. Tell what is missing with --set FIELD=VALUE.")
        return PROBLEMS
    if asks or options.dry_run:
        print(f"\n{shown}", end="")
    if options.dry_run or (asks and not confirm("Write it?", default=True)):
        print("Nothing was written.")
        return FINE
    try:
        add_files(site, {path: text.encode() for path, text in files.items()})
    except RefusedWriteError as error:
        return broken(str(error))
    print("\n".join(f"{path} written." for path in files))
    return _checked(site, list(files))


def _unfinished(files: Mapping[str, str]) -> str:
    """Return the errors of records by themselves, without the rest of the site."""
    from factcheck.corpus import read_entry

    found = [problem for path, text in files.items() for problem in read_entry(path, text.encode()).problems]
    lines = {path: text.split("\n") for path, text in files.items()}
    return render(found, "text", line_at=lambda place: lines[place.path][place.line - 1]) if has_errors(found) else ""


def _checked(site: Path, paths: list[str]) -> int:
    """Report what is wrong with records, as ``factcheck check`` does."""
    from factcheck.build import examine_site
    from factcheck.configuration import read_configuration

    examined = examine_site(site, read_configuration(site), strict=False)
    found = [p for p in examined.problems if is_among(p.place.path, paths)]
    print_problems(found, "text", site)
    print(f"{count(found)}." if found else "Checked: nothing is wrong with it.")
    return PROBLEMS if has_errors(found) else FINE
