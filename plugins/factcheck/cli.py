"""The command line: ``factcheck build``, ``check``, ``check-output`` and ``explain``."""

from __future__ import annotations

import argparse
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck import __version__
from factcheck.codes import CODES
from factcheck.problems import Format, Problem, has_errors, render
from factcheck.text import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from factcheck.build import Result

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse has no public name for it

FINE, PROBLEMS, BROKEN = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status: 0 fine, 1 problems, 2 wrong usage or a broken environment."""
    for stream in (sys.stdout, sys.stderr):
        # Sources have letters of every language, and the encoding of a pipe may have few of them.
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = parser().parse_args(arguments)
    site = Path(options.site).absolute()
    if options.command != "explain" and not site.is_dir():
        return _broken(f"There is no folder {options.site}. Name the folder of your site with --site.")
    try:
        status: int = options.run(options, site)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads our output has read enough, as `head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    return status


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line, from which its reference page is made too."""
    top = argparse.ArgumentParser(prog="factcheck", description="Publish fact checks whose quotes anyone can verify.")
    top.add_argument("--version", action="version", version=f"factcheck {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    build = _command(commands, "build", _build, "Check everything, build the site, and replace the last good one.")
    build.add_argument("--output", metavar="DIR", type=Path, help="where the site goes (default: output)")
    build.add_argument("--siteurl", metavar="URL", help="absolute address of the site, instead of the settings' own")
    build.add_argument(
        "--release", action="store_true", help="build for publication, with publishconf.py if there is one"
    )
    build.add_argument("--strict", action="store_true", help="treat warnings as errors")
    check = _command(commands, "check", _check, "Report every problem of the records, without building.")
    check.add_argument("paths", metavar="PATH", nargs="*", help="report only problems of these files or folders")
    check.add_argument("--strict", action="store_true", help="treat warnings as errors")
    _add_format(check)
    output = _command(commands, "check-output", _check_output, "Check a built site: links, ids, JSON-LD, every quote.")
    output.add_argument("directory", metavar="DIR", type=Path, help="the built site")
    output.add_argument("--external", action="store_true", help="follow links to other sites too (needs lychee)")
    _add_format(output)
    explain = _command(commands, "explain", _explain, "Explain a problem code, or list all of them.")
    explain.add_argument("code", metavar="CODE", nargs="?", help="a code such as quote-not-found")
    return top


def _command(commands: Commands, name: str, run: Callable[..., int], text: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    command.add_argument("--site", metavar="DIR", default=".", help="folder of the site (default: here)")
    command.set_defaults(run=run)
    return command


def _add_format(command: argparse.ArgumentParser) -> None:
    choices = ("text", "json", "github")
    command.add_argument("--format", choices=choices, default="text", help="how to print problems (default: text)")


def _build(options: argparse.Namespace, site: Path) -> int:
    from factcheck.build import PelicanError, Request, build  # noqa: PLC0415 - help must come at once
    from factcheck.progress import progress  # noqa: PLC0415
    from factcheck.publication import RefusedError  # noqa: PLC0415

    request = Request(
        site=site, output=options.output, siteurl=options.siteurl, release=options.release, strict=options.strict
    )
    try:
        with progress("Building") as step:
            result = build(request, step)
    except RefusedError as error:
        return _broken(str(error))
    except OSError as error:
        return _broken(f"The site could not be written: {error}")
    except PelicanError as error:
        return _broken(f"Pelican could not build the site; the last good site is as it was.\n{error}")
    _print_problems(result.problems, "text", site)
    if result.changes is None:
        print(f"Not built: {_count(result.problems)}. The last good site is as it was.")
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
    return "\n".join(lines)


def _check(options: argparse.Namespace, site: Path) -> int:
    from factcheck.build import examine_site  # noqa: PLC0415
    from factcheck.configuration import read_configuration  # noqa: PLC0415

    if missing := [path for path in options.paths if not Path(path).exists()]:
        return _broken(f"There is no file or folder {missing[0]}.")
    wanted = [_below(site, path) for path in options.paths]
    if outside := [path for path, below in zip(options.paths, wanted, strict=True) if below.startswith("..")]:
        return _broken(f"{outside[0]} is not in the site. Name files of the site, or another site with --site.")
    examined = examine_site(site, read_configuration(site), strict=options.strict)
    found = [p for p in examined.problems if not wanted or any(_is_in(p.place.path, w) for w in wanted)]
    _print_problems(found, options.format, site)
    proven = f"{counted(examined.quotes, 'quote', 'quotes')} proven"
    if options.format == "text":
        print(f"{_count(found)}; {proven}." if found else f"All good: {proven}.")
    return PROBLEMS if has_errors(found) else FINE


def _below(site: Path, path: str) -> str:
    return Path(os.path.relpath(Path(path).absolute(), site)).as_posix()


def _is_in(path: str, wanted: str) -> bool:
    return wanted in (".", path) or path.startswith(f"{wanted}/")


def _check_output(options: argparse.Namespace, site: Path) -> int:
    from factcheck.output_check import check_output  # noqa: PLC0415

    folder = options.directory.absolute()
    report = check_output(folder)
    problems = report.problems
    if options.external:
        from factcheck.external_links import MissingToolError, check_external  # noqa: PLC0415

        try:
            problems = [*problems, *check_external(report.external, site, folder)]
        except MissingToolError as error:
            return _broken(str(error))
    _print_problems(problems, options.format, folder)
    if options.format == "text":
        print(f"{report.pages} pages checked, {_count(problems)}.")
        checked = "checked" if options.external else "not checked; --external does"
        print("\n".join([f"{len(report.external)} links to other sites ({checked}):", *report.external]))
    return PROBLEMS if has_errors(problems) else FINE


def _explain(options: argparse.Namespace, _site: Path) -> int:
    from factcheck.explain import explain, listing, suggestion  # noqa: PLC0415

    if options.code is None:
        print(listing())
        return FINE
    if options.code not in CODES:
        return _broken(f"There is no problem code {options.code}. {suggestion(options.code)}".strip())
    print(explain(options.code))
    return FINE


def _print_problems(problems: list[Problem], style: Format, root: Path) -> None:
    from factcheck.workspace import source_lines  # noqa: PLC0415

    base = {"text": Path.cwd(), "github": _repository(root), "json": root}[style]
    lines = source_lines(root)
    text = render(problems, style, lambda path: Path(os.path.relpath(root / path, base)).as_posix(), lines)
    if text:
        print(text)


def _repository(site: Path) -> Path:
    """Return the top of the git repository around a site; annotations name files from there."""
    return next((folder for folder in (site, *site.parents) if (folder / ".git").exists()), site)


def _count(problems: list[Problem]) -> str:
    errors = sum(p.level == "error" for p in problems)
    warnings = len(problems) - errors
    return f"{counted(errors, 'error', 'errors')}, {counted(warnings, 'warning', 'warnings')}"


def _broken(message: str) -> int:
    print(f"factcheck: {message}", file=sys.stderr)
    return BROKEN
