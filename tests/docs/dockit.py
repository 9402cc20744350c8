"""What tests of the documentation share: the documents, and what stands in them."""

from __future__ import annotations

import re
import runpy
from typing import TYPE_CHECKING, Any

from sitekit import REPO

if TYPE_CHECKING:
    from pathlib import Path

REFERENCE: dict[str, Any] = runpy.run_path(str(REPO / "scripts/reference.py"))

_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def documents() -> list[Path]:
    """Return every document of the repository; the pages of the site are tested where they are built."""
    return [*sorted(REPO.glob("*.md")), *sorted((REPO / "docs").rglob("*.md"))]


def name_of(document: Path) -> str:
    """Return the name of a document as test ids show it."""
    return document.relative_to(REPO).as_posix()


def read(name: str) -> str:
    """Return the text of a document by its path in the repository."""
    return (REPO / name).read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    """Return the fenced blocks of a language, without their indentation."""
    found = [(match[1], match[3]) for match in _FENCE.finditer(text) if match[2] == language]
    return [re.sub(f"^{indent}", "", block, flags=re.MULTILINE) for indent, block in found]


def block_with(text: str, language: str, words: str) -> str:
    """Return the one fenced block of a language that holds some words."""
    found = [block for block in blocks(text, language) if words in block]
    assert len(found) == 1, f"{len(found)} blocks of {language} hold {words!r}"
    return found[0]


def prose(text: str) -> str:
    """Return a document without its fenced blocks."""
    return _FENCE.sub("", text)


def anchors(text: str) -> set[str]:
    """Return the anchors that GitHub gives the headings of a document."""
    return {REFERENCE["anchor"](match[1]) for match in _HEADING.finditer(prose(text))}


def commands(text: str, program: str) -> list[str]:
    """Return the command lines of a program, from code spans and from blocks of shell."""
    spans = re.findall(r"`([^`\n]+)`", prose(text))
    lines = [line for block in blocks(text, "sh") for line in block.splitlines()]
    return [line for line in (*spans, *lines) if re.match(rf"(?:\S*/)?{program}\b", line)]


def table(text: str, heading: str) -> list[list[str]]:
    """Return the cells of every table row below a heading, down to the next one; heads and rules are left out."""
    section = re.split(rf"^#+ {re.escape(heading)}$", text, flags=re.MULTILINE)[1]
    section = re.split(r"^#", section, maxsplit=1, flags=re.MULTILINE)[0]
    rows = [line.strip("|").split(" | ") for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in row] for row in rows]
