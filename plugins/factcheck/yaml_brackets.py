"""Values between brackets, read sign by sign: where they end, or the first thing in them that cannot be."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from factcheck.schema import FIELD_NAMES
from factcheck.yaml_lines import End, Mark, end_of_quote, indent, is_field, is_text

CLOSING = {"[": "]", "{": "}"}
DEEPEST = 12


def end_of_bracket(lines: list[str], mark: Mark) -> End:
    """Return the place behind the bracket that closes the one at a mark, or why there is none."""
    reader = _Reader(lines, mark)
    number, column = mark
    while number < len(lines) and not (number > mark[0] and is_field(lines[number], indent(lines[mark[0]]))):
        if found := reader.line(number, column):
            return found
        number, column = number + 1, 0
    return End(*mark, "yaml-bracket-not-closed")


@dataclass(slots=True)
class _Reader:
    """Reads on from an opening bracket; ``entry`` is the present entry so far, each quoted text as one sign."""

    lines: list[str]
    start: Mark
    opened: list[str] = field(default_factory=list)
    entry: str = ""

    def line(self, number: int, column: int) -> End | None:
        """Read a line from a column on; return the end if it is there."""
        text = self.lines[number] if is_text(self.lines[number]) else ""
        while column < len(text):
            found = self.sign(text, number, column)
            if isinstance(found, End):
                return found
            column = found
        self.entry = self.entry and f"{self.entry} "
        return None

    def sign(self, text: str, number: int, column: int) -> End | int:
        """Read one sign, or one quoted text; return the column behind it, or the end."""
        sign = text[column]
        if sign in CLOSING:
            return self.open(sign, number, column)
        if sign in "]}":
            return self.close(sign, number, column)
        if sign in "'\"" and not self.entry.rpartition(":")[2].strip():
            self.entry += "_"
            end = _behind_quote(self.lines, (number, column))
            return end if end.code else end.column
        if mistake := _in_entry(text, column, self.entry):
            return End(number, *mistake)
        self.entry = "" if sign == "," else self.entry + sign
        return column + 1

    def open(self, sign: str, number: int, column: int) -> End | int:
        """Go one level deeper."""
        self.opened.append(sign)
        self.entry = ""
        return End(number, column, "yaml-too-deep") if len(self.opened) > DEEPEST else column + 1

    def close(self, sign: str, number: int, column: int) -> End | int:
        """Leave a level; the outermost is the end."""
        self.entry = ""
        if sign != CLOSING[self.opened.pop()]:
            return End(*self.start, "yaml-bracket-not-closed")
        return column + 1 if self.opened else End(number, column + 1)


def _in_entry(text: str, column: int, entry: str) -> tuple[int, str, str] | None:
    """Return what is wrong at one sign: a comment, or a second colon in one entry."""
    if text[column] == "#" and text[column - 1] in " [{,":
        return column, "yaml-comment-behind-value", ""
    if text[column] == ":" and ": " in entry and text[column + 1 : column + 2] in {" ", ""}:
        word = re.search(r" [\"']?(\w+)[\"']?$", text[:column])
        if word and word[1] in FIELD_NAMES:
            return word.start() + 1, "yaml-missing-comma", word[1]
        return column, "yaml-colon-in-text", ""
    return None


def _behind_quote(lines: list[str], mark: Mark) -> End:
    """Return the end of a quoted text, which must be in its line and before a comma or a bracket."""
    number, column = end_of_quote(lines, mark)
    if number != mark[0]:
        return End(*mark, "yaml-quote-not-closed")
    rest = lines[number][column:]
    if re.match(r"\w", rest):
        is_apostrophe = lines[number][column - 1] == "'"
        return End(number, column - is_apostrophe, "yaml-apostrophe" if is_apostrophe else "yaml-text-behind", '"')
    follows = rest.lstrip()
    if word := re.match(r"[\"']?[\w-]+|[\"'{\[]", follows):
        return End(number, column + len(rest) - len(follows), "yaml-missing-comma", word[0])
    return End(number, column)
