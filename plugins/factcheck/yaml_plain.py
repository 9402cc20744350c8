"""Records as nearly all of them are written, read line by line: much faster than a parser that knows all of YAML.

What is read here is a part of YAML in which each line can be judged by itself: fields and lists one below the other,
texts on one line or folded over several, block texts, and lists and groups between brackets on one line. Whatever
else there is, and whatever might be a mistake, raises Unsure, and the parser judges. So this module reports nothing
and forgives nothing; what it does return is what the parser would have returned, without any problem.
"""

from __future__ import annotations

import re
from typing import Any, Final

from factcheck.yaml_inline import DEEPEST, NAME, NULLS, Unsure, bracket, quoted
from factcheck.yaml_slips import in_item, is_in_curly_quotes

# Empty lines, and comments that have their line for themselves.
_GAP = r"(?: *+(?:#[^\n]*+)?+\n)*+"
_FIELD = re.compile(rf"{_GAP}( *+)((?:- ++)?+)({NAME}):(?: ++([^ \n][^\n]*+)| *+)(?:\n|\Z)")
_ITEM = re.compile(rf"{_GAP}( *+)- ++([^ \n][^\n]*+)(?:\n|\Z)")
_NOTHING = re.compile(rf"{_GAP} *+(?:#[^\n]*+)?+\Z")
_LINE = re.compile(r"( *)([^ \n][^\n]*)(?:\n|\Z)")
_HEADER = re.compile(r"([|>])(-?)")

# Signs, besides letters and digits, that a text may begin with and that mean nothing to YAML.
_STARTS: Final = frozenset("_(“„«…$€£§/")
# Every byte that stands for one printable character or the end of a line, so that what is left is to be looked at.
_COMMON: Final = bytes([10, *range(32, 127)])
# What `UNPRINTABLE` of yaml_lines finds, and the byte order mark, among what is left.
_ODD = re.compile("[\x00-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def read_plain(data: bytes) -> dict[str, Any]:
    """Return the fields of a record as the parser would. Raises Unsure."""
    try:
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n")
        if (rest := data.translate(None, _COMMON)) and _ODD.search(rest.decode()):
            raise Unsure
        text = data.decode()
    except UnicodeDecodeError:
        raise Unsure from None
    return _Reader(text).record()


class _Reader:
    """Reads on from ``at``; ``field`` is the match of the line there, if it begins a field."""

    __slots__ = ("at", "depth", "field", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = self.depth = 0
        self.field: re.Match[str] | None = _FIELD.match(text)

    def record(self) -> dict[str, Any]:
        """Read the whole text."""
        first = self.field
        if first is None or first[1] or first[2]:
            raise Unsure
        found = self.group(0)
        if not _NOTHING.match(self.text, self.at):
            raise Unsure
        return found

    def group(self, column: int) -> dict[str, Any]:
        """Read the fields that begin in a column, from the one at hand on."""
        self.enter()
        found: dict[str, Any] = {}
        field = self.field
        while field:
            _, _, key, rest = field.groups()
            self.at = field.end()
            if key in found:
                raise Unsure
            if rest:
                found[key] = self.value(rest, column)
                field = self.field = _FIELD.match(self.text, self.at)
            else:
                found[key] = self.below(column)
                field = self.field
            if field and (field[2] or len(field[1]) != column):
                break
        self.depth -= 1
        return found

    def enter(self) -> None:
        """Go one level deeper."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unsure

    def below(self, column: int) -> Any:
        """Read the value of a field with nothing behind it: a group or list below it, or nothing at all."""
        field = self.field = _FIELD.match(self.text, self.at)
        if field is None:
            item = _ITEM.match(self.text, self.at)
            return self.items(len(item[1])) if item and len(item[1]) >= column else None
        here = len(field[1])
        if field[2]:
            return self.items(here) if here >= column else None
        return self.group(here) if here > column else None

    def items(self, column: int) -> list[Any]:
        """Read the items of a list whose dashes stand in a column."""
        self.enter()
        found: list[Any] = []
        while True:
            if field := self.field:
                if not field[2] or len(field[1]) != column:
                    break
                found.append(self.group(column + len(field[2])))
                continue
            item = _ITEM.match(self.text, self.at)
            if item is None or len(item[1]) != column:
                break
            self.at = item.end()
            value = self.value(item[2], column)
            if isinstance(value, str) and in_item(value):
                raise Unsure
            found.append(value)
            self.field = _FIELD.match(self.text, self.at)
        self.depth -= 1
        return found

    def value(self, rest: str, column: int) -> Any:
        """Read a value that begins on a line and belongs to a field or a dash in a column."""
        if rest[-1] == " ":
            rest = rest.rstrip(" ")
        first = rest[0]
        if first.isalnum() or first in _STARTS:
            return self.plain(rest, column)
        if first in "\"'":
            return quoted(rest)
        if first in "[{":
            value, end = bracket(rest, 0, self.depth)
            if end != len(rest):
                raise Unsure
            return value
        if header := _HEADER.fullmatch(rest):
            return self.block(column, is_folded=header[1] == ">", is_stripped=bool(header[2]))
        if rest == "~" and not self.goes_on(column):
            return None
        raise Unsure

    def goes_on(self, column: int) -> bool:
        """Tell whether the next line might belong to the text before it."""
        return self.text.startswith(" " * (column + 1), self.at)

    def plain(self, rest: str, column: int) -> str | None:
        """Read a text without marks around it, which may go on in the next lines."""
        while True:
            if ": " in rest or " #" in rest or rest[-1] == ":":
                raise Unsure
            if not self.goes_on(column):
                break
            line = _LINE.match(self.text, self.at)
            if line is None or not (line[2][0].isalnum() or line[2][0] in _STARTS):
                raise Unsure
            self.at = line.end()
            rest = f"{rest} {line[2].rstrip(' ')}"
        if rest[0] in _STARTS and is_in_curly_quotes(rest):
            raise Unsure
        return None if rest in NULLS else rest

    def block(self, column: int, *, is_folded: bool, is_stripped: bool) -> str:
        """Read a block text."""
        first = _LINE.match(self.text, self.at)
        margin = len(first[1]) if first else 0
        if margin <= column:
            raise Unsure
        space, lines = " " * margin, []
        while self.at < len(self.text):
            end = self.text.find("\n", self.at)
            if end != self.at and not self.text.startswith(space, self.at):
                self.refuse_spaces(end)
                break
            line = self.text[self.at + margin : end] if end >= 0 else self.text[self.at + margin :]
            # What is only spaces, or further right in a folded text, has rules of its own.
            if end != self.at and (not line or line.isspace() or (is_folded and line[0] == " ")):
                raise Unsure
            lines.append(line if end != self.at else "")
            self.at = end + 1 if end >= 0 else len(self.text)
        return self.block_text(lines, is_folded=is_folded, is_stripped=is_stripped)

    def refuse_spaces(self, end: int) -> None:
        """Leave to the parser what follows a line of spaces: it may belong to the block."""
        if (self.text[self.at : end] if end >= 0 else self.text[self.at :]).isspace():
            raise Unsure

    def block_text(self, lines: list[str], *, is_folded: bool, is_stripped: bool) -> str:
        """Return the text of the lines of a block; empty lines at its end do not count."""
        has_end = not lines[-1] or self.text[self.at - 1] == "\n"
        text = "\n".join(lines).rstrip("\n")
        if is_folded:
            text = re.sub(r"\n(\n*)", lambda gap: gap[1] or " ", text)
        return text if is_stripped or not has_end else f"{text}\n"
