"""Why a text is no YAML, told where the mistake was made rather than where reading stopped.

A parser stops at the first thing that cannot be: often many lines below the quotation mark that was left open. Here
the lines are read once more, as an editor reads them: field by field, from the top to where reading stopped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.codes import problem
from factcheck.problems import Place
from factcheck.schema import FIELD_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.problems import Problem

Mark = tuple[int, int]
DEEPEST = 12

_LINE = re.compile(r"(?P<indent> *(?:- +)*)(?P<rest>.*)$")
_KEY = re.compile(r"(?P<key>[A-Za-z_][\w-]*)(?P<after>.*)$")
_FIELD = re.compile(r" *(?:- +)*[A-Za-z_][\w-]*:(?: |$)")
_BLOCK = re.compile(r"[|>][-+]?[1-9]?[-+]?\s*(?:#.*)?$")
# What looks like a space or a colon and is none to YAML: no-break, typographic, zero-width and full-width ones.
ODD = re.compile("[\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufe13\ufe55\uff1a\ua789\u02d0]")
_CLOSING = {"[": "]", "{": "}"}
_CURLY = re.compile("[“”„«»]")
# Fields in our own words. The words of others, such as a quote or a title, may well stand in quotation marks.
OUR_WORDS = frozenset(
    {
        "as_of_text",
        "claim",
        "description",
        "discrepancies",
        "explanation",
        "introduction",
        "locator",
        "notes",
        "place",
        "reason",
        "says",
        "subject",
        "summary",
        "unrated_because",
        "verb",
    }
)


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a parser stopped and in what words; marks are 0-based lines and columns."""

    context: str
    context_mark: Mark | None
    problem: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class _Mistake:
    code: str
    mark: Mark
    found: str = ""


def diagnose(text: str, stop: Stop, path: str) -> Problem:
    """Return the problem of a text that a parser could not read."""
    lines = text.split("\n")
    last = min(stop.mark[0] if stop.mark else len(lines), len(lines) - 1)
    found = next(_mistakes(lines, last), None) or _by_the_parser(lines, stop)
    line, column = found.mark
    return problem(found.code, Place(path, line + 1, column + 1), found=found.found, limit=str(DEEPEST))


def is_left_open(lines: list[str], start: Mark, end: int, indent: int) -> bool:
    """Tell whether a quoted text has swallowed fields: lines below its first that begin no further right than it."""
    return any(_is_field_at(lines[number], indent) for number in range(start[0] + 1, min(end + 1, len(lines))))


def odd_key(key: str) -> tuple[str, str, int] | None:
    """Return the code, the words and the offset of a mistake in the writing of a key, if there is one."""
    if odd := ODD.search(key):
        return "yaml-odd-space", f"U+{ord(odd[0]):04X}", odd.start()
    name, colon, _ = key.partition(":")
    if colon and name in FIELD_NAMES:
        return "yaml-missing-space", f"{name}:", len(name) + 1
    if key.startswith("-") and key[1:] in FIELD_NAMES:
        return "yaml-missing-space", "-", 1
    return None


def odd_item(text: str) -> tuple[str, str, int] | None:
    """Return what ``odd_key`` does for an item of a list that was meant to be a field."""
    match = _KEY.match(text)
    return odd_key(text) if match and match["key"] in FIELD_NAMES and match["after"][:1] in {":", "："} else None


def is_in_curly_quotes(text: str) -> bool:
    """Tell whether a whole text stands between typographic quotation marks, which YAML takes for a part of it."""
    return len(text) > 1 and text[0] in "“„”‘‚’«»" and text[-1] in "“”‘’«»" and not _CURLY.search(text[1:-1])


def _is_field_at(line: str, indent: int) -> bool:
    return bool(_FIELD.match(line)) and len(line) - len(line.lstrip(" ")) <= indent


def _mistakes(lines: list[str], last: int) -> Iterator[_Mistake]:
    """Yield the mistakes that a line shows by itself, from the top to the line where reading stopped."""
    number = 0
    while number <= last:
        found = _value_of(lines, number)
        if isinstance(found, _Mistake):
            yield found
        number = _after(lines, found, last) if isinstance(found, tuple) else number + 1


def _value_of(lines: list[str], number: int) -> Mark | _Mistake | None:
    """Return where the value of a line begins, or what is wrong in the line before it or with it."""
    line = lines[number].rstrip("\r")
    match = _LINE.match(line)
    assert match
    content, column = match["rest"], match.start("rest")
    if not content.strip() or content.startswith("#"):
        return None
    key = _KEY.match(content)
    if key and re.match(r":(?: |$)", key["after"]):
        column += key.start("after") + 1
    elif key and key["key"] in FIELD_NAMES and (mistake := _badly_joined(key, number, column)):
        return mistake
    elif not match["indent"].strip():
        return None
    value = line[column:].lstrip(" ")
    mark = (number, len(line) - len(value))
    if not value or _BLOCK.match(value):
        return mark
    return _in_value(lines, mark, _indent(line)) or mark


def _after(lines: list[str], mark: Mark, last: int) -> int:
    """Return the number of the line behind a value that is right as far as it goes."""
    number, value = mark[0] + 1, lines[mark[0]][mark[1] :].rstrip("\r")
    if _BLOCK.match(value):
        indent = _indent(lines[mark[0]])
        while number <= last and (not lines[number].strip() or _indent(lines[number]) > indent):
            number += 1
    elif value[:1] in {"'", '"'}:
        number = max(number, _end_of_quote(lines, mark)[0] + 1)
    elif value[:1] in _CLOSING:
        number = max(number, _end_of_bracket(lines, mark, _indent(lines[mark[0]])).line + 1)
    return number


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _badly_joined(key: re.Match[str], line: int, column: int) -> _Mistake | None:
    """Return what is wrong between the name of a field and its value, where it is clear."""
    after, at = key["after"], column + key.start("after")
    if odd := ODD.match(after) or ODD.match(after, 1):
        return _Mistake("yaml-odd-space", (line, at + odd.start()), f"U+{ord(odd[0]):04X}")
    if after[:1] == ":" and after[1:2] not in {"/", ":"}:
        return _Mistake("yaml-missing-space", (line, at + 1), f"{key['key']}:")
    if re.match(r" *[=;]", after):
        return _Mistake("yaml-missing-colon", (line, at + len(after) - len(after.lstrip(" "))), key["key"])
    return None


def _in_value(lines: list[str], mark: Mark, indent: int) -> _Mistake | None:
    """Return what is wrong with a value as it begins at a mark."""
    line, column = mark
    value = lines[line][column:]
    if value[0] in "'\"":
        return _in_quote(lines, mark, indent)
    if value[0] in _CLOSING:
        return _in_brackets(lines, mark, indent)
    if value[0] in "@`%,]}|>" or re.match(r"-(?: |$)|\*(?!\w+\s*$)|&(?!\w)", value):
        return _Mistake("yaml-value-start", mark, value[0])
    return None


def _in_quote(lines: list[str], mark: Mark, indent: int) -> _Mistake | None:
    line, column = _end_of_quote(lines, mark)
    if line > mark[0] and is_left_open(lines, mark, line, indent):
        return _Mistake("yaml-quote-not-closed", mark)
    if line >= len(lines):
        return _Mistake("yaml-quote-not-closed", mark)
    return _behind(lines, (line, column), lines[mark[0]][mark[1]])


def _in_brackets(lines: list[str], mark: Mark, indent: int) -> _Mistake | None:
    end = _end_of_bracket(lines, mark, indent)
    if end.code:
        return _Mistake(end.code, mark if end.code == "yaml-bracket-not-closed" else end.mark, lines[mark[0]][mark[1]])
    return _behind(lines, end.mark, _CLOSING[lines[mark[0]][mark[1]]])


def _behind(lines: list[str], mark: Mark, closing: str) -> _Mistake | None:
    """Return what stands behind a closing mark where nothing may."""
    line, column = mark
    rest = lines[line][column:].rstrip("\r")
    if not rest.strip() or re.match(r" +#", rest):
        return None
    if closing in "'\"" and re.match(r"\w", rest):
        # As in 'Ukraine's army': the apostrophe was read as the closing mark.
        return _Mistake("yaml-quote-not-closed", mark)
    return _Mistake("yaml-text-behind", (line, column + len(rest) - len(rest.lstrip(" "))), closing)


def _end_of_quote(lines: list[str], mark: Mark) -> Mark:
    """Return the place behind the closing mark of a quoted text, or behind the last line."""
    line, column = mark
    quote = lines[line][column]
    column += 1
    while line < len(lines):
        text = lines[line]
        while column < len(text):
            if text[column] == "\\" and quote == '"':
                column += 1
            elif text[column] == quote:
                if quote == '"' or text[column + 1 : column + 2] != "'":
                    return line, column + 1
                column += 1
            column += 1
        line, column = line + 1, 0
    return line, 0


@dataclass(frozen=True, slots=True)
class _End:
    """The place behind a closing bracket, or why there is none."""

    line: int
    column: int
    code: str = ""

    @property
    def mark(self) -> Mark:
        return self.line, self.column


def _end_of_bracket(lines: list[str], mark: Mark, indent: int) -> _End:
    (line, column), depth = mark, 0
    while line < len(lines):
        text = lines[line]
        if line > mark[0] and _is_field_at(text, indent):
            break
        while column < len(text):
            character = text[column]
            if character in "'\"" and text[column - 1] in " [{,:":
                end = _end_of_quote(lines, (line, column))
                if end[0] != line:
                    return _End(line, column, "yaml-quote-not-closed")
                column = end[1]
                if re.match(r"\w", text[column:]):
                    return _End(line, column, "yaml-quote-not-closed")
                continue
            depth += (character in "[{") - (character in "]}")
            column += 1
            if not depth:
                return _End(line, column)
        line, column = line + 1, 0
    return _End(line, column, "yaml-bracket-not-closed")


# In the words of libyaml, and what they mean for an editor; the first that fits counts.
_MEANINGS = (
    ("exceeded maximum nesting depth", "yaml-too-deep", False),
    ("nknown escape", "yaml-escape", False),
    ("hexdecimal", "yaml-escape", False),
    ("quoted scalar", "yaml-quote-not-closed", True),
    ("flow mapping", "yaml-bracket-not-closed", True),
    ("flow sequence", "yaml-bracket-not-closed", True),
    ("flow node", "yaml-bracket-not-closed", True),
    ("scanning a block scalar", "yaml-value-start", True),
    ("scanning a directive", "yaml-value-start", True),
    ("scanning an a", "yaml-value-start", True),
    ("start any token", "yaml-value-start", False),
    ("block sequence entries", "yaml-value-start", False),
    ("scanning a tag", "yaml-tag", True),
)


def _by_the_parser(lines: list[str], stop: Stop) -> _Mistake:
    """Put what the parser says into words of an editor."""
    words = f"{stop.context} {stop.problem}"
    mark = stop.mark or (0, 0)
    if "mapping values are not allowed" in words:
        return _colon(lines, mark)
    if "simple key" in words:
        return _line_without_colon(lines, stop.context_mark or mark)
    for part, code, at_context in _MEANINGS:
        if part in words:
            place = (stop.context_mark or mark) if at_context else mark
            return _Mistake(code, place, _character(lines, place))
    return _unexpected(lines, mark, words)


def _unexpected(lines: list[str], mark: Mark, words: str) -> _Mistake:
    """Say why a line cannot stand where it does."""
    line = lines[mark[0]] if mark[0] < len(lines) else ""
    if "did not find expected" not in words or mark[1] != _indent(line) or not line.strip():
        return _Mistake("yaml-syntax", mark, " ".join(words.split()))
    if "document start" in words:
        return _Mistake("yaml-several-documents", mark)
    if line[mark[1]] in "]},:":
        return _Mistake("yaml-value-start", mark, line[mark[1]])
    return _Mistake("yaml-indentation", mark, str(mark[1] + 1))


def _character(lines: list[str], mark: Mark) -> str:
    return lines[mark[0]][mark[1] : mark[1] + 1] if mark[0] < len(lines) else ""


def _colon(lines: list[str], mark: Mark) -> _Mistake:
    """Say why a colon cannot stand where it does: the line is too far right, the one above has none, or it is text."""
    line, column = lines[mark[0]], mark[1]
    before = _line_above(lines, mark[0])
    name = line[:column].strip().removeprefix("- ")
    if re.fullmatch(r"[A-Za-z_][\w-]*", name):
        start = _indent(line)
        if before is not None and start <= _indent(lines[before]) and not _FIELD.match(lines[before]):
            return _line_without_colon(lines, (before, _indent(lines[before])))
        return _Mistake("yaml-indentation", (mark[0], start), str(start + 1))
    last = re.search(r" ([A-Za-z_][\w-]*)$", line[:column])
    if last and last[1] in FIELD_NAMES and line[column : column + 2] in {": ", ":"}:
        return _Mistake("yaml-two-fields", (mark[0], last.start(1)), last[1])
    return _Mistake("yaml-colon-in-text", mark)


def _line_above(lines: list[str], number: int) -> int | None:
    return next(
        (n for n in range(number - 1, -1, -1) if lines[n].strip() and not lines[n].lstrip().startswith("#")), None
    )


def _line_without_colon(lines: list[str], mark: Mark) -> _Mistake:
    line, start = lines[mark[0]], _indent(lines[mark[0]])
    if re.match(r"-[^\s-]", line[start:]):
        return _Mistake("yaml-missing-space", (mark[0], start + 1), "-")
    return _Mistake("yaml-missing-colon", (mark[0], start), line[start:].split(" ", maxsplit=1)[0].rstrip("\r"))
