"""Problems: what a check reports, and how they are ordered and printed.

A problem is a frozen value. Places are 1-based lines and columns in Unicode code points.
"""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Literal

from factcheck.values import Value, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Level = Literal["error", "warning"]
Format = Literal["text", "json", "github"]
Path = tuple[str | int, ...]

# Columns of an excerpt, and how many of them stand before the caret at most.
EXCERPT = 96
EXCERPT_BEFORE = 60


class Place(Value, frozen=True, order=True):
    """A point in a file of the site; ``path`` is relative to the site and uses ``/``."""

    path: str
    line: int = 1
    column: int = 1


class Problem(Value, frozen=True):
    """One finding: ``message`` says what must be and what was found, ``hint`` how to mend it (may be empty)."""

    code: str
    level: Level
    place: Place
    message: str
    hint: str = ""

    def as_dict(self) -> dict[str, str | int]:
        """Return the flat object that ``--format json`` prints."""
        return {
            "code": self.code,
            "level": self.level,
            "path": self.place.path,
            "line": self.place.line,
            "column": self.place.column,
            "message": self.message,
            "hint": self.hint,
        }


class Places:
    """Where the keys and values of one record stand. It is no part of what the record says: all are equal.

    ``marks`` maps a path into the record (``("quote", "exact")``) to the places of its key and its value,
    each as a 0-based (line, column).
    """

    __slots__ = ("marks", "path")

    def __init__(self, path: str, marks: Mapping[Path, tuple[tuple[int, int], tuple[int, int]]]) -> None:
        self.path, self.marks = path, marks

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Places)

    def __hash__(self) -> int:
        return 0

    def __repr__(self) -> str:
        return "Places()"

    def value(self, *path: str | int) -> Place:
        """Return the place of a value, or of its nearest ancestor that is written down."""
        return self._nearest(path, 1)

    def key(self, *path: str | int) -> Place:
        """Return the place of a key, or of its nearest ancestor that is written down."""
        return self._nearest(path, 0)

    def start(self) -> Place:
        """Return the place where the record begins, behind comments at the top."""
        line, column = self.marks.get((), ((0, 0), (0, 0)))[1]
        return Place(self.path, line + 1, column + 1)

    def _nearest(self, path: Path, which: int) -> Place:
        for length in range(len(path), 0, -1):
            if mark := self.marks.get(path[:length]):
                line, column = mark[which if length == len(path) else 0]
                return Place(self.path, line + 1, column + 1)
        return Place(self.path)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the distinct problems sorted by path, line, column, code and message."""
    return sorted(set(problems), key=lambda p: (p.place, p.code, p.message))


def strict(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems with each warning made an error."""
    return [replace(p, level="error") for p in problems]


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any problem stops a build."""
    return any(p.level == "error" for p in problems)


def render(
    problems: Iterable[Problem],
    style: Format,
    rebase: Callable[[str], str] = str,
    line_at: Callable[[Place], str] = lambda _: "",
) -> str:
    """Print problems in order; ``rebase`` turns a path of the site into the path that is shown.

    ``line_at`` gives the line that a place is in, to be shown with a caret, or an empty text.
    """
    found = in_order(problems)
    if style == "json":
        return json.dumps([p.as_dict() for p in found], ensure_ascii=False, indent=2)
    if style == "github":
        return "\n".join(_as_annotation(p, rebase(p.place.path)) for p in found)
    return "\n".join(_as_text(p, rebase(p.place.path), line_at(p.place)) for p in found)


def _as_text(problem: Problem, path: str, line: str) -> str:
    head = f"{path}:{problem.place.line}:{problem.place.column}: {problem.level}: {problem.message} [{problem.code}]"
    return "\n".join([head, *excerpt(problem.place, line), *(f"    {line}" for line in problem.hint.splitlines())])


def excerpt(place: Place, line: str) -> list[str]:
    """Return the line of a place and a caret under its column, cut to what a terminal shows.

    Nothing is shown for 1:1, which speaks of the whole file. What would move the cursor or turn the direction of
    the text is shown as a dot.
    """
    if (place.line, place.column) == (1, 1) or not line.strip():
        return []
    start = max(0, place.column - 1 - EXCERPT_BEFORE)
    before = shown(line[start : place.column - 1])
    rest = shown(line[place.column - 1 : start + EXCERPT])
    cut, more = "…" * bool(start), "…" * (len(line) > start + EXCERPT)
    number = f"{place.line:>6} | "
    return [f"{number}{cut}{before}{rest}{more}", " " * (len(number) + len(cut) + _columns(before)) + "^"]


def shown(text: str) -> str:
    """Return a text in which a dot stands for what would move the cursor or turn the direction of the text."""
    return "".join("·" if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp", "Cs"} else c for c in text)


def _columns(text: str) -> int:
    """Count the columns of a terminal that a text takes (East Asian Width, UAX #11; marks take none)."""
    wide = sum(unicodedata.east_asian_width(c) in {"W", "F"} for c in text)
    return len(text) + wide - sum(unicodedata.category(c) in {"Mn", "Me"} for c in text)


def _as_annotation(problem: Problem, path: str) -> str:
    place = f"file={_property(path)},line={problem.place.line},col={problem.place.column},title={problem.code}"
    body = "\n".join(filter(None, [problem.message, problem.hint]))
    return f"::{problem.level} {place}::{_data(body)}"


def _data(text: str) -> str:
    # GitHub reads one workflow command a line; these three characters would end or break it.
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
