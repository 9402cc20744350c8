"""``factcheck check``: report every problem of the records."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.commands.terminal import FINE, PROBLEMS, add_command, add_format, broken, count, print_problems
from factcheck.problems import has_errors
from factcheck.text import counted

if TYPE_CHECKING:
    import argparse

    from factcheck.commands.terminal import Commands


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    check = add_command(commands, "check", _check, "Report every problem of the records, without building.")
    check.add_argument("paths", metavar="PATH", nargs="*", help="report only problems of these files or folders")
    check.add_argument("--strict", action="store_true", help="treat warnings as errors")
    add_format(check)


def _check(options: argparse.Namespace, site: Path) -> int:
    from factcheck.build import examine_site
    from factcheck.configuration import read_configuration

    if missing := [path for path in options.paths if not Path(path).exists()]:
        return broken(f"There is no file or folder {missing[0]}.")
    wanted = [_below(site, path) for path in options.paths]
    if outside := [path for path, below in zip(options.paths, wanted, strict=True) if below.startswith("..")]:
        return broken(f"{outside[0]} is not in the site. Name files of the site, or another site with --site.")
    examined = examine_site(site, read_configuration(site), strict=options.strict)
    found = [p for p in examined.problems if not wanted or any(_is_in(p.place.path, w) for w in wanted)]
    print_problems(found, options.format, site)
    proven = f"{counted(examined.quotes, 'quote', 'quotes')} proven"
    if options.format == "text":
        print(f"{count(found)}; {proven}." if found else f"All good: {proven}.")
    return PROBLEMS if has_errors(found) else FINE


def _below(site: Path, path: str) -> str:
    return Path(os.path.relpath(Path(path).absolute(), site)).as_posix()


def _is_in(path: str, wanted: str) -> bool:
    return wanted in (".", path) or path.startswith(f"{wanted}/")
