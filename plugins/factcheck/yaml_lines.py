"""The lines of a record as an editor reads them: where fields and their texts begin and end.

Nothing here knows the whole grammar of YAML. What a parser has refused is looked at line by line, from a place that
is known to be the start of a value.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Mark = tuple[int, int]

# https://yaml.org/spec/1.2.2/#51-character-set, without what only YAML 1.1 reads as the end of a line.
UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
LINE = re.compile(r"(?P<indent> *(?:- +)*)(?P<rest>.*)$")
# A name with a mark on one side alone is none.
KEY = re.compile(r"(?P<quote>[\"']?)(?P<key>[A-Za-z_][\w-]*)(?P=quote)(?P<after>.*)$")
BLOCK = re.compile(r"[|>][-+]?[1-9]?[-+]?\s*(?:#.*)?$")
# What looks like a space or a colon and is none to YAML, and what cannot be seen at all.
ODD = re.compile(
    "[\u00a0\u00ad\u061c\u1680\u2000-\u200f\u202a-\u202f\u205f-\u2064\u2066-\u2069\u3000\ufe13\ufe55\uff1a\ua789\u02d0]"
)

_FIELD = re.compile(r" *(?:- +)*(?P<key>[A-Za-z_][\w-]*):(?: |\r?$)")
_ITEM = re.compile(r" *-(?: |\r?$)")


@dataclass(frozen=True, slots=True)
class End:
    """The place behind the end of a value, or the code of what is wrong there and the words it needs."""

    line: int
    column: int
    code: str = ""
    found: str = ""

    @property
    def mark(self) -> Mark:
        """Return the place alone."""
        return self.line, self.column


def begins_oddly(text: str) -> bool:
    """Tell whether a text begins with what only looks like a space."""
    return bool(text) and (text[0] == "\u200b" or (text[0] != " " and unicodedata.category(text[0]) == "Zs"))


def indent(line: str) -> int:
    """Return the number of spaces that a line begins with."""
    return len(line) - len(line.lstrip(" "))


def is_field(line: str, rightmost: int | None = None) -> bool:
    """Tell whether a line begins a field, in a list or not, and no further right than in a 0-based column."""
    return bool(_FIELD.match(line)) and (rightmost is None or indent(line) <= rightmost)


def is_item(line: str) -> bool:
    """Tell whether a line begins an item of a list."""
    return bool(_ITEM.match(line))


def is_text(line: str) -> bool:
    """Tell whether a line holds anything but a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def above(lines: list[str], number: int) -> int | None:
    """Return the number of the nearest line above that holds anything but a comment."""
    return next((n for n in range(number - 1, -1, -1) if is_text(lines[n])), None)


def columns_above(lines: list[str], number: int) -> Iterator[tuple[int, str]]:
    """Yield the 0-based columns in which a line could go on, and a field that stands there; the inmost first."""
    limit = len(lines[number])
    for line in (lines[n] for n in range(number - 1, -1, -1) if is_text(lines[n])):
        match = _FIELD.match(line)
        if match and match.start("key") < limit:
            limit = indent(line)
            yield match.start("key"), match["key"]
        if not limit:
            return


def is_left_open(lines: list[str], start: Mark, end: int, column: int) -> bool:
    """Tell whether a quoted text has swallowed fields: lines below its first that begin no further right than it."""
    below = (lines[number] for number in range(start[0] + 1, min(end + 1, len(lines))))
    return any(is_field(line, column) for line in below)


def end_of_quote(lines: list[str], mark: Mark) -> Mark:
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


def end_of_block(lines: list[str], start: int) -> End:
    """Return the line behind a text that goes on below its field, or the line in it that is not far enough right."""
    outside, number, first = indent(lines[start]), start + 1, 0
    while number < len(lines) and (not lines[number].strip() or indent(lines[number]) > outside):
        if lines[number].strip():
            first = first or indent(lines[number])
            if indent(lines[number]) < first and is_text(lines[number]):
                return End(number, indent(lines[number]), "yaml-indentation", str(first + 1))
        number += 1
    return End(number, 0)
