"""YAML text to plain values and the place of every key: the only door to PyYAML.

The reader takes a strict part of YAML 1.1: one document, block or flow style, scalars that are always text
(``null``, ``~`` and nothing are None). Everything that surprises an editor is a problem with a place.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

import yaml

from factcheck.codes import problem
from factcheck.problems import Path, Place, Places
from factcheck.yaml_mistakes import (
    DEEPEST,
    OUR_WORDS,
    Stop,
    diagnose,
    is_in_curly_quotes,
    is_left_open,
    odd_item,
    odd_key,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.problems import Problem

try:
    from yaml import CBaseLoader as Loader
except ImportError:  # PyYAML was built without libyaml: slower, same rules
    from yaml import BaseLoader as Loader  # type: ignore[assignment]

Value = str | None | list[Any] | dict[str, Any]

LARGEST = 250_000
# Reading a file ends after so many mistakes: more of them help nobody.
MOST_PROBLEMS = 100

# https://yaml.org/spec/1.2.2/#51-character-set, without what only YAML 1.1 reads as the end of a line.
_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|\r(?!\n)"
)
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)", re.MULTILINE)
_NULLS = frozenset({"", "~", "null"})
_INDENT = re.compile(r"[ ]*")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The value of a file, the places in it, and what is wrong with it; ``value`` is None after a syntax error."""

    value: Value
    places: Places
    problems: tuple[Problem, ...]


def parse(data: bytes, path: str) -> Parsed:
    """Read one YAML file. Never raises for bad input: every mistake is a problem."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Parsed(None, Places(path, {}), (_not_utf8(data, error, path),))
    if found := _first_trap(text, path):
        return Parsed(None, Places(path, {}), (found,))
    builder = _Builder(text, path)
    try:
        builder.read(yaml.parse(text, Loader=Loader))
    except _StopReading:
        return Parsed(None, Places(path, {}), tuple(builder.problems))
    except yaml.YAMLError as error:
        found = diagnose(text, _stop(error), path)
        # What was seen on the way is told too, unless it comes of the same mistake.
        return Parsed(None, Places(path, {}), (*(p for p in builder.problems if p.place < found.place), found))
    builder.problems.extend(islice(_comments_behind_values(text, builder.scalars, path), MOST_PROBLEMS))
    return Parsed(builder.root, Places(path, builder.marks), tuple(builder.problems))


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
    for code, pattern in (("yaml-conflict-marker", _CONFLICT), ("file-control-character", _UNPRINTABLE)):
        if match := pattern.search(text):
            shown = match[0].strip() if code == "yaml-conflict-marker" else f"U+{ord(match[0]):04X}"
            return problem(code, place_of(text, match.start(), path), found=shown)
    if (tab := text.find("\t")) >= 0:
        return problem("yaml-tab", place_of(text, tab, path))
    return None


def place_of(text: str, index: int, path: str) -> Place:
    """Return the place of an offset."""
    line_start = text.rfind("\n", 0, index) + 1
    return Place(path, text.count("\n", 0, index) + 1, index - line_start + 1)


class _StopReading(Exception):  # noqa: N818 - control flow inside this module, not an error
    pass


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read; ``key`` waits for its value, which ``dropped`` keeps out."""

    value: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None
    key_mark: tuple[int, int] = (0, 0)
    dropped: bool = False


@dataclass(slots=True)
class _Builder:
    text: str
    path: str
    marks: dict[Path, tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    scalars: list[tuple[int, int]] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    root: Value = None
    documents: int = 0
    lines: list[str] = field(default_factory=list)

    def read(self, events: Iterator[Any]) -> None:
        for event in events:
            name = type(event).__name__
            if handler := _HANDLERS.get(name):
                handler(self, event)

    def place(self, mark: Any) -> Place:
        return Place(self.path, mark.line + 1, mark.column + 1)

    def report(self, code: str, mark: Any, **words: str) -> None:
        self.problems.append(problem(code, self.place(mark), **words))
        if len(self.problems) >= MOST_PROBLEMS:
            raise _StopReading

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self.report("yaml-several-documents", event.start_mark)
            raise _StopReading
        if event.version or event.tags:
            self.report("yaml-tag", event.start_mark, found="a % directive")

    def alias(self, event: Any) -> None:
        self.report("yaml-alias", event.start_mark, found=f"*{event.anchor}")
        raise _StopReading

    def refuse_properties(self, event: Any) -> None:
        if event.anchor:
            self.report("yaml-alias", event.start_mark, found=f"&{event.anchor}")
        if event.tag:
            self.report("yaml-tag", event.start_mark, found=event.tag.replace("tag:yaml.org,2002:", "!!"))

    def scalar(self, event: Any) -> None:
        self.refuse_properties(event)
        mark = event.start_mark
        # The header of a block scalar may hold a comment; its text begins on the next line.
        start = self.text.find("\n", mark.index) if event.style in {"|", ">"} else mark.index
        if match := _UNPRINTABLE.search(event.value):
            self.report("file-control-character", event.start_mark, found=f"U+{ord(match[0]):04X}")
        self.scalars.append((start, event.end_mark.index))
        top = self.stack[-1] if self.stack else None
        if top and isinstance(top.value, dict) and top.key is None:
            self.key(top, event, mark)
            return
        plain = event.style is None or event.style == ""
        self.look_at(event, plain=plain)
        self.add(None if plain and event.value in _NULLS else event.value, mark)

    def look_at(self, event: Any, *, plain: bool) -> None:
        """Stop at a value that YAML accepts and that nobody means: one that has swallowed the next fields."""
        mark, end = event.start_mark, event.end_mark
        if event.style in {"'", '"'} and end.line > mark.line:
            self.lines = self.lines or self.text.split("\n")
            indent = len(self.lines[mark.line]) - len(self.lines[mark.line].lstrip(" "))
            if is_left_open(self.lines, (mark.line, mark.column), end.line, indent):
                self.report("yaml-quote-not-closed", mark)
                raise _StopReading
        owner = self.stack[-1] if self.stack else None
        in_list = owner is None or isinstance(owner.value, list)
        if plain and in_list and (found := odd_item(event.value)):
            self.report_in(found, mark)
        if plain and owner and not in_list and mark.line > owner.key_mark[0] and re.match(r"-[^\s-]", event.value):
            self.report_in(("yaml-missing-space", "-", 1), mark)
        field = owner and (owner.key or next((p for p in reversed(owner.path) if isinstance(p, str)), None))
        if plain and field in OUR_WORDS and is_in_curly_quotes(event.value):
            self.report("curly-quotes-around-value", mark, field=field)

    def report_in(self, found: tuple[str, str, int], mark: Any) -> None:
        """Report a mistake inside a word, and stop, because nothing below it is as it was meant."""
        code, words, offset = found
        self.problems.append(problem(code, Place(self.path, mark.line + 1, mark.column + offset + 1), found=words))
        raise _StopReading

    def key(self, top: _Open, event: Any, mark: Any) -> None:
        assert isinstance(top.value, dict)
        key = event.value
        if event.style in {None, ""} and (found := odd_key(key)):
            self.report_in(found, mark)
        top.dropped = key == "<<" or key in top.value
        if key == "<<":
            self.report("yaml-merge-key", mark)
        elif top.dropped:
            first = self.marks[*top.path, key][0][0] + 1
            self.report("yaml-duplicate-key", mark, found=key, first=str(first))
        top.key, top.key_mark = key, (mark.line, mark.column)

    def add(self, value: Value, mark: Any) -> Path:
        """Put a value where it belongs, and return its path."""
        here = (mark.line, mark.column)
        if not self.stack:
            self.root = value
            self.marks[()] = (here, here)
            return ()
        top = self.stack[-1]
        if isinstance(top.value, list):
            path = (*top.path, len(top.value))
            top.value.append(value)
            self.marks[path] = (here, here)
            return path
        assert top.key is not None
        # What is dropped has places of its own, so that it hides nobody else's.
        path = (*top.path, "<<" if top.dropped else top.key)
        if not top.dropped:
            top.value[top.key] = value
            self.marks[path] = (top.key_mark, here)
        top.key = None
        return path

    def open(self, event: Any) -> None:
        self.refuse_properties(event)
        top = self.stack[-1] if self.stack else None
        if top and isinstance(top.value, dict) and top.key is None:
            self.report("yaml-key-not-text", event.start_mark)
            raise _StopReading
        if len(self.stack) >= DEEPEST:
            self.report("yaml-too-deep", event.start_mark, limit=str(DEEPEST))
            raise _StopReading
        value: dict[str, Any] | list[Any] = {} if type(event).__name__ == "MappingStartEvent" else []
        self.stack.append(_Open(value, self.add(value, event.start_mark)))

    def close(self, _event: Any) -> None:
        self.stack.pop()


_HANDLERS = {
    "DocumentStartEvent": _Builder.document,
    "AliasEvent": _Builder.alias,
    "ScalarEvent": _Builder.scalar,
    "MappingStartEvent": _Builder.open,
    "SequenceStartEvent": _Builder.open,
    "MappingEndEvent": _Builder.close,
    "SequenceEndEvent": _Builder.close,
}


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
