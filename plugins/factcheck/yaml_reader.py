"""YAML text to plain values and the place of every key: the only door to PyYAML.

The reader takes a strict part of YAML 1.1: one document, block or flow style, scalars that are always text
(``null``, ``~`` and nothing are None). Everything that surprises an editor is a problem with a place.

Most records are written so plainly that no parser is needed for their values. It is asked for their places only when
somebody wants to know one.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import yaml

from factcheck.codes import problem
from factcheck.problems import Place, Places
from factcheck.text import sign
from factcheck.yaml_builder import MOST_PROBLEMS, Builder, StopReading
from factcheck.yaml_inline import Unsure
from factcheck.yaml_lines import UNPRINTABLE
from factcheck.yaml_mistakes import diagnose
from factcheck.yaml_plain import read_plain
from factcheck.yaml_stops import Stop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from factcheck.problems import Path, Problem
    from factcheck.yaml_builder import Value

try:
    from yaml import CBaseLoader as Loader
except ImportError:  # PyYAML was built without libyaml: slower, same rules
    from yaml import BaseLoader as Loader  # type: ignore[assignment]

LARGEST = 250_000
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?: |\r?$)", re.MULTILINE)
# What stops reading, found before YAML sees the text; the first of them counts.
_TRAPS = (
    ("yaml-conflict-marker", _CONFLICT),
    ("file-line-ends", re.compile(r"\r(?!\n)")),
    ("file-control-character", UNPRINTABLE),
    ("yaml-tab", re.compile(r"\t")),
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The value of a file, the places in it, and what is wrong with it; ``value`` is None after a syntax error.

    ``repeated`` holds the keys that were written a second time, and belong elsewhere perhaps.
    """

    value: Value
    places: Places
    problems: tuple[Problem, ...]
    repeated: frozenset[str] = frozenset()


class LateMarks(Mapping["Path", tuple[tuple[int, int], tuple[int, int]]]):
    """The marks of a file that has no mistakes, found out when the first of them is asked for."""

    __slots__ = ("_found", "_path", "_read")

    def __init__(self, read: Callable[[str], bytes], path: str) -> None:
        self._read, self._path = read, path
        self._found: Mapping[Path, tuple[tuple[int, int], tuple[int, int]]] | None = None

    def _marks(self) -> Mapping[Path, tuple[tuple[int, int], tuple[int, int]]]:
        if self._found is None:
            self._found = _marks_in(self._read, self._path)
        return self._found

    def __getitem__(self, path: Path) -> tuple[tuple[int, int], tuple[int, int]]:
        return self._marks()[path]

    def __iter__(self) -> Iterator[Path]:
        return iter(self._marks())

    def __len__(self) -> int:
        return len(self._marks())


def parse(data: bytes, path: str, again: Callable[[str], bytes] | None = None) -> Parsed:
    """Read one YAML file. Never raises for bad input: every mistake is a problem.

    Places that are asked for later are found in what is then read ``again``, so that nobody keeps the bytes till then.
    """
    try:
        # A character takes a byte or more.
        value = read_plain(data) if len(data) <= LARGEST else None
    except Unsure:
        value = None
    if value is None:
        return parse_by_event(data, path)
    return Parsed(value, Places(path, LateMarks(again or (lambda _: data), path)), ())


def _marks_in(read: Callable[[str], bytes], path: str) -> Mapping[Path, tuple[tuple[int, int], tuple[int, int]]]:
    try:
        return parse_by_event(read(path), "").places.marks
    except OSError:
        return {}  # It was there a moment ago. What is told of it names the file alone.


def parse_by_event(data: bytes, path: str) -> Parsed:
    """Read one YAML file with the parser, which knows all of YAML, all mistakes and all places."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Parsed(None, Places(path, {}), (_not_utf8(data, error, path),))
    if found := _first_trap(text, path):
        return Parsed(None, Places(path, {}), (found,))
    builder = Builder(text, path)
    try:
        builder.read(yaml.parse(text, Loader=Loader))
    except StopReading:
        return Parsed(None, Places(path, {}), tuple(builder.problems))
    except yaml.YAMLError as error:
        found = diagnose(text, _stop(error), path)
        # What was seen on the way is told too, unless it comes of the same mistake.
        return Parsed(None, Places(path, {}), (*(p for p in builder.problems if p.place < found.place), found))
    builder.problems.extend(islice(_comments_behind_values(text, builder.scalars, path), MOST_PROBLEMS))
    return Parsed(builder.root, Places(path, builder.marks), tuple(builder.problems), frozenset(builder.repeated))


def _not_utf8(data: bytes, error: UnicodeDecodeError, path: str) -> Problem:
    """Name the encoding where it is clear: that of the Windows notepad, or of nearly every other old program."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or data.count(0) > len(data) / 4:
        return problem("file-not-utf8", Place(path), found="it looks like UTF-16")
    before = data[: error.start].decode("utf-8", errors="replace")
    letter = data[error.start : error.start + 1].decode("windows-1252", errors="replace")
    found = f"here stands the byte {data[error.start]:02X}, which is “{letter}” in Windows-1252"
    return problem("file-not-utf8", place_of(before, len(before), path), found=found)


def _first_trap(text: str, path: str) -> Problem | None:
    """Return the first thing that stops reading, found before YAML sees the text."""
    if len(text) > LARGEST:
        return problem("file-too-large", Place(path), found=f"{len(text):,} characters", limit=f"{LARGEST:,}")
    if text.startswith("\ufeff"):
        return problem("file-byte-order-mark", Place(path))
    for code, pattern in _TRAPS:
        if match := pattern.search(text):
            shown = match[0].strip() if code == "yaml-conflict-marker" else sign(match[0])
            return problem(code, place_of(text, match.start(), path), found=shown)
    return None


def place_of(text: str, index: int, path: str) -> Place:
    """Return the place of an offset."""
    line_start = text.rfind("\n", 0, index) + 1
    return Place(path, text.count("\n", 0, index) + 1, index - line_start + 1)


def _stop(error: yaml.YAMLError) -> Stop:
    def mark(name: str) -> tuple[int, int] | None:
        found = getattr(error, name, None)
        return (found.line, found.column) if found else None

    context, found = getattr(error, "context", None) or "", getattr(error, "problem", None) or str(error)
    return Stop(context, mark("context_mark"), found, mark("problem_mark"))


def _comments_behind_values(text: str, scalars: list[tuple[int, int]], path: str) -> Iterator[Problem]:
    """Yield each ``#`` comment that shares its line with something else; whatever is outside a scalar is a comment."""
    if "#" not in text:
        return
    start = 0
    for begin, end in [*scalars, (len(text), len(text))]:
        gap = text[start:begin]
        hash_at = gap.find("#")
        while hash_at >= 0:
            index = start + hash_at
            line_start = text.rfind("\n", 0, index) + 1
            if text[line_start:index].strip():
                yield problem("yaml-comment-behind-value", place_of(text, index, path))
            line_end = gap.find("\n", hash_at)
            hash_at = gap.find("#", line_end) if line_end >= 0 else -1
        start = max(start, end)
