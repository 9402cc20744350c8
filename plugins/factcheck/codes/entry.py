"""One entry of the catalogue of problem codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factcheck.problems import Level


@dataclass(frozen=True, slots=True)
class Code:
    """What one code means. ``message`` and ``hint`` are templates; the reporting check fills in their words."""

    level: Level
    message: str
    hint: str
    why: str
    bad: str
    good: str


def error(message: str, hint: str, *, why: str, bad: str, good: str) -> Code:
    """Return the code of a problem that stops a build."""
    return Code("error", message, hint, why, bad, good)


def warning(message: str, hint: str, *, why: str, bad: str, good: str) -> Code:
    """Return the code of a problem that asks the editor to look again."""
    return Code("warning", message, hint, why, bad, good)
