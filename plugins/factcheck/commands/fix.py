"""``factcheck fix``: mend what is safe to mend, after asking."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.commands.terminal import FINE, PROBLEMS, add_command, below, broken, count, is_among, print_problems
from factcheck.problems import has_errors
from factcheck.text import counted
from factcheck.writing import replace_file

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from factcheck.commands.terminal import Commands
    from factcheck.fixing import Fixed


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    text = "Mend line ends, white space, Unicode form, and quotes that differ in typographic marks alone; ask first."
    command = add_command(commands, "fix", _fix, text)
    command.add_argument("paths", metavar="PATH", nargs="*", help="mend only these records, or those of these folders")
    command.add_argument("--yes", action="store_true", help="write without asking")
    command.add_argument("--dry-run", action="store_true", help="show what would be changed, and write nothing")


def _fix(options: argparse.Namespace, site: Path) -> int:
    from factcheck.configuration import read_configuration
    from factcheck.on_disk import examine_site

    if missing := [path for path in options.paths if not Path(path).exists()]:
        return broken(f"There is no file or folder {missing[0]}.")
    wanted = below(site, options.paths)
    fixed = [each for each in _fixable(site) if is_among(each.path, wanted)]
    for each in fixed:
        print(_diff(each))
    if fixed and _may_write(options, len(fixed)):
        try:
            for each in fixed:
                replace_file(site / each.path, each.after.encode())
        except OSError as error:
            return broken(f"A file could not be written: {error}")
        print(f"{counted(len(fixed), 'file', 'files')} mended.")
    elif fixed:
        print("Nothing was written.")
    problems = examine_site(site, read_configuration(site), strict=False).problems
    left = [p for p in problems if is_among(p.place.path, wanted)]
    print_problems(left, "text", site)
    print(f"{count(left)} left." if left else "Nothing is left to mend.")
    return PROBLEMS if has_errors(left) else FINE


def _fixable(site: Path) -> list[Fixed]:
    """Return every record that can be mended: first its form, then its quotes."""
    from factcheck.corpus import load
    from factcheck.fixing import Fixed, mended_quotes, tidied, with_source_marks
    from factcheck.proving import prove
    from factcheck.workspace import Inputs, read_inputs

    inputs = read_inputs(site)
    tidy = {path: found for path, data in inputs.records.items() if (found := tidied(data, path))}
    records = {**inputs.records, **{path: found.after.encode() for path, found in tidy.items()}}
    corpus = load(Inputs(records, inputs.captures, ()))
    quotes: dict[str, dict[tuple[str | int, ...], str]] = {}
    for path, where, words in mended_quotes(corpus, prove(corpus)):
        quotes.setdefault(path, {})[where] = words
    for path, words_at in quotes.items():
        if found := with_source_marks(records[path].decode(), path, words_at):
            first = tidy.get(path)
            before, done = (first.before, first.done) if first else (found.before, ())
            tidy[path] = Fixed(path, before, found.after, (*done, *found.done))
    # A link is never written through: where it leads may be outside of the site.
    return [tidy[path] for path in sorted(tidy) if not (site / path).is_symlink()]


def _diff(fixed: Fixed) -> str:
    lines: Sequence[str] = list(
        difflib.unified_diff(
            _visible(fixed.before),
            _visible(fixed.after),
            f"{fixed.path} (as it is)",
            f"{fixed.path} (mended)",
            lineterm="",
        )
    )
    return "\n".join([*lines, f"{fixed.path}: {'; '.join(fixed.done)}"])


def _visible(text: str) -> list[str]:
    """Return the lines of a text with what cannot be seen shown, so that a difference is one for the eye too."""
    return text.replace("\ufeff", "<BOM>").replace("\r", "<CR>").replace("\x1b", "<ESC>").split("\n")


def _may_write(options: argparse.Namespace, files: int) -> bool:
    if options.dry_run or options.yes:
        return not options.dry_run
    if not sys.stdin.isatty():
        print("Write with --yes, or run it where it can ask.")
        return False
    return input(f"Write {counted(files, 'this file', 'these files')}? [y/N] ").strip().lower() in {"y", "yes"}
