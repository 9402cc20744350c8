"""``factcheck check-output``: check a built site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.commands.terminal import FINE, PROBLEMS, add_command, add_format, broken, count, print_problems
from factcheck.problems import has_errors

if TYPE_CHECKING:
    import argparse

    from factcheck.commands.terminal import Commands


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    text = "Check a built site: links, ids, JSON-LD, every quote."
    output = add_command(commands, "check-output", _check_output, text)
    output.add_argument("directory", metavar="DIR", type=Path, help="the built site")
    output.add_argument("--external", action="store_true", help="follow links to other sites too (needs lychee)")
    add_format(output)


def _check_output(options: argparse.Namespace, site: Path) -> int:
    from factcheck.output_check import check_output

    folder = options.directory.absolute()
    report = check_output(folder)
    problems = report.problems
    if options.external:
        from factcheck.external_links import MissingToolError, check_external

        try:
            problems = [*problems, *check_external(report.external, site, folder)]
        except MissingToolError as error:
            return broken(str(error))
    print_problems(problems, options.format, folder)
    if options.format == "text":
        print(f"{report.pages} pages checked, {count(problems)}.")
        checked = "checked" if options.external else "not checked; --external does"
        print("\n".join([f"{len(report.external)} links to other sites ({checked}):", *report.external]))
    return PROBLEMS if has_errors(problems) else FINE
