"""``factcheck check``: report every problem of the records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.commands.terminal import (
    FINE,
    PROBLEMS,
    add_command,
    add_format,
    below,
    broken,
    count,
    is_among,
    print_problems,
)
from factcheck.problems import has_errors
from factcheck.text import counted

if TYPE_CHECKING:
    import argparse

    from factcheck.commands.terminal import Commands
    from factcheck.examine import Examined


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    check = add_command(commands, "check", _check, "Report every problem of the records, without building.")
    check.add_argument("paths", metavar="PATH", nargs="*", help="report only problems of these files or folders")
    check.add_argument("--strict", action="store_true", help="treat warnings as errors")
    add_format(check)


def _check(options: argparse.Namespace, site: Path) -> int:
    if missing := [path for path in options.paths if not Path(path).exists()]:
        return broken(f"There is no file or folder {missing[0]}.")
    wanted = below(site, options.paths)
    if outside := [path for path, name in zip(options.paths, wanted, strict=True) if name.startswith("..")]:
        return broken(f"{outside[0]} is not in the site. Name files of the site, or another site with --site.")
    examined = _examined(site, wanted, strict=options.strict)
    found = [p for p in examined.problems if is_among(p.place.path, wanted)]
    print_problems(found, options.format, site)
    proven = f"{counted(examined.quotes, 'quote', 'quotes')} proven"
    if options.format == "text":
        print(f"{count(found)}; {proven}." if found else f"All good: {proven}.")
    return PROBLEMS if has_errors(found) else FINE


def _examined(site: Path, wanted: list[str], *, strict: bool) -> Examined:
    """Check a site; if only records are wanted, no more of it than these take."""
    from factcheck.configuration import read_configuration
    from factcheck.examine import examine_some
    from factcheck.workspace import read_records

    configuration = read_configuration(site)
    inputs = read_records(site) if wanted else None
    if inputs and all(name in inputs.records for name in wanted):
        return examine_some(inputs, configuration.settings, wanted, warnings_are_errors=strict)
    from factcheck.on_disk import examine_site

    return examine_site(site, configuration, strict=strict)
