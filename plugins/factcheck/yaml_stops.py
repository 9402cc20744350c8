"""What it means for an editor that a parser stopped: its own words, put into ours, with the place of the cause."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factcheck.schema import FIELD_NAMES
from factcheck.yaml_lines import Mark, above, indent, is_field, is_item, is_text


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a parser stopped and in what words; marks are 0-based lines and columns."""

    context: str
    context_mark: Mark | None
    problem: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Mistake:
    """The code of a mistake, where it was made, and the words that its message needs."""

    code: str
    mark: Mark
    found: str = ""


# In the words of libyaml, and what they mean for an editor; the first that fits counts.
_MEANINGS = (
    ("exceeded maximum nesting depth", "yaml-too-deep", False),
    ("nknown escape", "yaml-escape", False),
    ("hexdecimal", "yaml-escape", False),
    ("quoted scalar", "yaml-quote-not-closed", True),
    ("flow node", "yaml-value-start", False),
    ("flow mapping", "yaml-bracket-not-closed", True),
    ("flow sequence", "yaml-bracket-not-closed", True),
    ("scanning a block scalar", "yaml-value-start", True),
    ("scanning a directive", "yaml-value-start", True),
    ("scanning an a", "yaml-value-start", True),
    ("start any token", "yaml-value-start", False),
    ("block sequence entries", "yaml-value-start", False),
    ("mapping keys are not allowed", "yaml-value-start", False),
    ("scanning a plain scalar", "yaml-colon-in-text", False),
    ("tag", "yaml-tag", True),
)
_WORD = re.compile(r"[A-Za-z_][\w-]*")
# What a line of a record begins with: a letter or a digit, or a mark that begins a value.
_USUAL = re.compile(r"[\w\"'\[{&!?“”„«‘]|-(?: |$)|-\w")
_SHOWN = 20


def explained(lines: list[str], stop: Stop) -> Mistake:
    """Put what the parser says into words of an editor."""
    found = _by_words(lines, stop)
    content = lines[found.mark[0]][found.mark[1] :] if found.mark[0] < len(lines) else ""
    at_start = bool(content) and found.mark[1] == indent(lines[found.mark[0]])
    if at_start and not _USUAL.match(content):
        return Mistake("yaml-line-start", found.mark, content.split(" ", maxsplit=1)[0][:_SHOWN])
    return found


def _by_words(lines: list[str], stop: Stop) -> Mistake:
    words = f"{stop.context} {stop.problem}"
    mark = stop.mark or (0, 0)
    if "mapping values are not allowed" in words:
        return _colon(lines, mark)
    if "simple key" in words:
        return _line_without_colon(lines, stop.context_mark or mark)
    for part, code, at_context in _MEANINGS:
        if part in words:
            place = (stop.context_mark or mark) if at_context else mark
            return Mistake(code, place, _character(lines, place))
    return _unexpected(lines, mark, words)


def _unexpected(lines: list[str], mark: Mark, words: str) -> Mistake:
    """Say why a line cannot stand where it does."""
    line = lines[mark[0]] if mark[0] < len(lines) else ""
    if "expected key" in words and line[indent(line) :][:1] in {"'", '"'}:
        return _line_without_colon(lines, (mark[0], indent(line)))
    if "did not find expected" not in words or mark[1] != indent(line) or not line.strip():
        return Mistake("yaml-syntax", mark, " ".join(words.split()))
    if "document start" in words:
        return _second_start(lines, mark)
    if is_item(line):
        return _item(lines, mark)
    return Mistake("yaml-missing-dash", mark) if _has_lost_its_dash(lines, mark[0]) else _too_far(lines, mark)


def _too_far(lines: list[str], mark: Mark) -> Mistake:
    """Return the mistake of a line in a column of no other, or that of a dash before the first line."""
    first = _first(lines)
    if first < mark[0] and mark[1] == indent(lines[first]):
        return Mistake("yaml-dash-outside-list", (first, mark[1]))
    return Mistake("yaml-indentation", mark)


def _first(lines: list[str]) -> int:
    return next(number for number, line in enumerate(lines) if is_text(line))


def _second_start(lines: list[str], mark: Mark) -> Mistake:
    """Say why a record seems to have ended above a line: its first line is no field, or stands too far right."""
    first = _first(lines)
    start = indent(lines[first])
    if lines[first].startswith("---") or (is_field(lines[first]) and not start):
        return Mistake("yaml-several-documents", mark)
    if is_field(lines[first]):
        return Mistake("yaml-indentation", (first, start))
    return _line_without_colon(lines, (first, start))


def _item(lines: list[str], mark: Mark) -> Mistake:
    """Say why an item of a list cannot stand where it does."""
    before = above(lines, mark[0])
    if before is not None and indent(lines[before]) == mark[1] and not is_field(lines[before]):
        return Mistake("yaml-missing-dash", (before, mark[1]))
    fields = {indent(lines[n]) for n in range(mark[0]) if is_field(lines[n]) and not is_item(lines[n])}
    code = "yaml-dash-outside-list" if mark[1] in fields else "yaml-indentation"
    return Mistake(code, mark)


def _has_lost_its_dash(lines: list[str], number: int) -> bool:
    """Tell whether a line stands in the column of the item above it, and does not rather belong into that item."""
    line, start = lines[number], indent(lines[number])
    near = next((lines[n] for n in range(number - 1, -1, -1) if is_text(lines[n]) and indent(lines[n]) <= start), "")
    if not is_item(near) or indent(near) != start:
        return False
    return not is_field(line) or near[start:].lstrip("- ").partition(":")[0] == line[start:].partition(":")[0]


def _character(lines: list[str], mark: Mark) -> str:
    return lines[mark[0]][mark[1] : mark[1] + 1] if mark[0] < len(lines) else ""


def _colon(lines: list[str], mark: Mark) -> Mistake:
    """Say why a colon cannot stand where it does: the line is too far right, the one above has none, or it is text."""
    line, column = lines[mark[0]], mark[1]
    before, start = above(lines, mark[0]), indent(line)
    name = line[:column].strip().removeprefix("- ").lstrip("{ ")
    if _WORD.fullmatch(name):
        if before is not None and start <= indent(lines[before]) and not is_field(lines[before]):
            return _line_without_colon(lines, (before, indent(lines[before])))
        return Mistake("yaml-indentation", (mark[0], start))
    last = re.search(r" ([A-Za-z_][\w-]*)$", line[:column])
    if last and last[1] in FIELD_NAMES and line[column : column + 2] in {": ", ":"}:
        return Mistake("yaml-two-fields", (mark[0], last.start(1)), last[1])
    return Mistake("yaml-colon-in-text", mark)


def _line_without_colon(lines: list[str], mark: Mark) -> Mistake:
    line, start = lines[mark[0]], indent(lines[mark[0]])
    if re.match(r"-[^\s-]", line[start:]):
        return Mistake("yaml-missing-space", (mark[0], start + 1), "-")
    if _has_lost_its_dash(lines, mark[0]):
        return Mistake("yaml-missing-dash", (mark[0], start))
    return Mistake("yaml-missing-colon", (mark[0], start), line[start:].split(" ", maxsplit=1)[0])
