"""What the commands share: how each is set up, how it prints problems, how it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.problems import Format, Problem, render
from factcheck.text import counted
from factcheck.workspace import repository_of, source_lines

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse has no public name for it

FINE, PROBLEMS, BROKEN = 0, 1, 2


def add_command(
    commands: Commands, name: str, run: Callable[[argparse.Namespace, Path], int], text: str, *, needs_site: bool = True
) -> argparse.ArgumentParser:
    """Add a command and return its parser; ``run`` gets the options and the folder of the site."""
    command = commands.add_parser(name, help=text, description=text)
    command.add_argument("--site", metavar="DIR", default=".", help="folder of the site (default: here)")
    command.set_defaults(run=run, needs_site=needs_site)
    return command


def add_format(command: argparse.ArgumentParser) -> None:
    """Let a command print its problems for people, programs or annotations."""
    choices = ("text", "json", "github")
    command.add_argument("--format", choices=choices, default="text", help="how to print problems (default: text)")


def print_problems(problems: Sequence[Problem], style: Format, root: Path) -> None:
    """Print problems whose places are relative to ``root``, each with its line if the style is text."""
    base = {"text": Path.cwd(), "github": repository_of(root) or root, "json": root}[style]
    lines = source_lines(root)
    text = render(problems, style, lambda path: Path(os.path.relpath(root / path, base)).as_posix(), lines)
    if text:
        print(text)


def below(site: Path, paths: Sequence[str]) -> list[str]:
    """Return paths as the problems of a site name them: relative to it; “..” begins what lies outside."""
    return [Path(os.path.relpath(Path(path).absolute(), site)).as_posix() for path in paths]


def is_among(path: str, wanted: Sequence[str]) -> bool:
    """Tell whether a path of the site is one of some files or lies in one of some folders; no names mean all."""
    return not wanted or any(name in (".", path) or path.startswith(f"{name}/") for name in wanted)


def write_new(path: Path, data: bytes) -> bool:
    """Write a file where there is none, with the folders it needs; tell whether there was none. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        return False
    return True


def count(problems: Sequence[Problem]) -> str:
    """Return ``2 errors, 1 warning``."""
    errors = sum(p.level == "error" for p in problems)
    warnings = len(problems) - errors
    return f"{counted(errors, 'error', 'errors')}, {counted(warnings, 'warning', 'warnings')}"


def broken(message: str) -> int:
    """Say why a command cannot run at all, and return its exit status."""
    print(f"factcheck: {message}", file=sys.stderr)
    return BROKEN
