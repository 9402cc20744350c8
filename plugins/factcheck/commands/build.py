"""``factcheck build``: check everything, build the site, replace the last good one."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.commands.terminal import FINE, PROBLEMS, add_command, broken, count, print_problems
from factcheck.text import counted

if TYPE_CHECKING:
    from factcheck.build_order import Result
    from factcheck.commands.terminal import Commands


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    build = add_command(commands, "build", _build, "Check everything, build the site, and replace the last good one.")
    build.add_argument("--output", metavar="DIR", type=Path, help="where the site goes (default: output)")
    build.add_argument("--siteurl", metavar="URL", help="absolute address of the site, instead of the settings' own")
    build.add_argument(
        "--release",
        action="store_true",
        help="build for publication: with the search, and with publishconf.py if there is one",
    )
    build.add_argument(
        "--jobs",
        metavar="N",
        type=_jobs,
        default=0,
        help="how many processes make pages, on Linux (default: one for each processor)",
    )
    build.add_argument(
        "--executor", metavar="URL", help="have pages made by the workers of a Dask cluster: tcp://host:8786"
    )
    build.add_argument(
        "--shared",
        metavar="PLACE",
        help="where these leave what they made: a folder, s3://bucket/path, sftp://user@host/path, or an address of "
        "fsspec that all see (default: beside the output)",
    )
    build.add_argument("--strict", action="store_true", help="treat warnings as errors")


def _jobs(text: str) -> int:
    if not text.isdecimal() or not int(text):
        message = f"it must be a whole number from 1, and is {text!r}"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _build(options: argparse.Namespace, site: Path) -> int:
    from factcheck.build import build
    from factcheck.build_order import PelicanError, Request
    from factcheck.cluster import ClusterError
    from factcheck.indexer import NoIndexerError
    from factcheck.processes import no_search_for_cycles
    from factcheck.progress import progress
    from factcheck.publication import RefusedError

    request = Request(
        site=site,
        output=options.output,
        siteurl=options.siteurl,
        release=options.release,
        strict=options.strict,
        jobs=options.jobs or os.cpu_count() or 1,
        executor=options.executor,
        shared=options.shared,
    )
    if request.shared and not request.executor:
        return broken("--shared is for what workers of --executor make, and there are none.")
    try:
        # Nearly all that a build makes it keeps until it ends.
        with no_search_for_cycles(), progress("Building") as step:
            result = build(request, step)
    except (RefusedError, NoIndexerError, ClusterError, ChildProcessError) as error:
        return broken(str(error))
    except OSError as error:
        return broken(f"The site could not be written: {error}")
    except PelicanError as error:
        return broken(f"Pelican could not build the site; the last good site is as it was.\n{error}")
    print_problems(result.problems, "text", site)
    if result.changes is None:
        print(f"Not built: {count(result.problems)}. The last good site is as it was.")
        return PROBLEMS
    print(_summary(result))
    return FINE


def _summary(result: Result) -> str:
    assert result.changes is not None
    warnings = sum(p.level == "warning" for p in result.problems)
    counts = ", ".join(
        (
            counted(result.claims, "claim", "claims"),
            f"{counted(result.quotes, 'quote', 'quotes')} proven",
            counted(result.pages, "page", "pages"),
            counted(warnings, "warning", "warnings"),
        )
    )
    place = os.path.relpath(result.output or ".")
    moved = f"{len(result.changes.written)} files written, {len(result.changes.removed)} removed"
    lines = [f"{counts}, {result.seconds:.1f} s.", f"{place}: {moved}."]
    if not result.has_siteurl:
        lines.append(
            "No SITEURL is set: addresses that must be absolute begin with http://localhost; no ClaimReview is made."
        )
    if result.next_embargo:
        lines.append(f"The next embargo ends at {result.next_embargo.isoformat()}: build again then.")
    return "\n".join(lines)
