"""The command line: ``factcheck COMMAND``."""

from __future__ import annotations

import argparse
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck import __version__
from factcheck.commands import (
    add_source,
    build,
    check,
    check_output,
    coverage,
    explain,
    fix,
    init,
    new,
    publish,
    schemas,
    serve,
    status,
)
from factcheck.commands.terminal import FINE, broken

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = (add_source, build, check, check_output, coverage, explain, fix, init, new, publish, schemas, serve, status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status: 0 fine, 1 problems, 2 wrong usage or a broken environment."""
    for stream in (sys.stdout, sys.stderr):
        # Sources have letters of every language, and the encoding of a pipe may have few of them.
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = parser().parse_args(arguments)
    site = Path(options.site).absolute()
    if options.needs_site and not site.is_dir():
        return broken(f"There is no folder {options.site}. Name the folder of your site with --site.")
    try:
        status: int = options.run(options, site)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return broken("Stopped before the end.")
    except BrokenPipeError:
        # Whoever reads our output has read enough, as `head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    return status


def run() -> None:
    """Run the command of this process and end it, without taking apart what it holds: of a large site that is much."""
    status = main()
    sys.stderr.flush()
    os._exit(status)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line, from which its reference page is made too."""
    top = argparse.ArgumentParser(prog="factcheck", description="Publish fact checks whose quotes anyone can verify.")
    top.add_argument("--version", action="version", version=f"factcheck {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    return top
