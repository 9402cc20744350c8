"""Every command that a document names exists."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest

from dockit import commands, documents, name_of, read
from factcheck import cli
from sitekit import factcheck

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

_NAME = re.compile(r"[a-z][a-z-]*")


def _parsers() -> dict[str, argparse.ArgumentParser]:
    choices: Any = next(a.choices for a in cli.parser()._actions if isinstance(a.choices, dict))
    return dict(choices)


def _is_known(line: str) -> bool:
    """Tell whether a command line of factcheck names a command and options that exist."""
    words = [word for word in shlex.split(line)[1:] if not word.startswith("…")]
    if not words or not _NAME.fullmatch(words[0]):
        return True
    parser = _parsers().get(words[0])
    return parser is not None and all(w in parser._option_string_actions for w in words[1:] if w.startswith("--"))


@pytest.mark.parametrize("document", documents(), ids=name_of)
def test_factcheck_commands_exist(document: Path) -> None:
    """Each `factcheck` command and each of its options exists."""
    text = document.read_text(encoding="utf-8")
    module = [line.removeprefix("python -m ") for line in commands(text, "python") if "-m factcheck" in line]

    assert [line for line in (*commands(text, "factcheck"), *module) if not _is_known(line)] == []


@pytest.mark.parametrize("document", documents(), ids=name_of)
def test_make_targets_exist(document: Path) -> None:
    """Each target of make that a document names is in the Makefile."""
    targets = set(re.findall(r"^([a-z]+):.*## ", read("Makefile"), re.MULTILINE))
    named = {line.split()[1] for line in commands(document.read_text(encoding="utf-8"), "make") if " " in line}

    assert named <= targets


@pytest.mark.parametrize("name", sorted(_parsers()))
def test_each_command_has_help_and_a_section(name: str) -> None:
    """`--help` of each command runs, and the reference tells of it."""
    done = factcheck(name, "--help")

    assert (done.returncode, done.stderr) == (0, "")
    assert f"\n## {name}\n" in read("docs/commands.md")
