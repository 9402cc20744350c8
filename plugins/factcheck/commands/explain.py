"""``factcheck explain``: explain a problem code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.codes import CODES
from factcheck.commands.terminal import FINE, add_command, broken

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from factcheck.commands.terminal import Commands


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    text = "Explain a problem code, or list all of them."
    explain = add_command(commands, "explain", _explain, text, needs_site=False)
    explain.add_argument("code", metavar="CODE", nargs="?", help="a code such as quote-not-found")


def _explain(options: argparse.Namespace, _site: Path) -> int:
    from factcheck.explain import explain, listing, suggestion

    if options.code is None:
        print(listing())
        return FINE
    if options.code not in CODES:
        return broken(f"There is no problem code {options.code}. {suggestion(options.code)}".strip())
    print(explain(options.code))
    return FINE
