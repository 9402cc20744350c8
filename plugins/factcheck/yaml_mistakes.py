"""Why a text is no YAML, told where the mistake was made rather than where reading stopped.

A parser stops at the first thing that cannot be: often many lines below the quotation mark that was left open. Here
the lines are read once more, as an editor reads them: field by field, from the top to where reading stopped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcheck.codes import problem
from factcheck.problems import Place
from factcheck.schema import FIELD_NAMES
from factcheck.text import sign
from factcheck.yaml_brackets import CLOSING, DEEPEST, end_of_bracket
from factcheck.yaml_help import NEARLY_BLOCK, how_to_mend
from factcheck.yaml_lines import (
    BLOCK,
    KEY,
    LINE,
    ODD,
    Mark,
    above,
    end_of_block,
    end_of_quote,
    indent,
    is_left_open,
)
from factcheck.yaml_stops import Mistake, Stop, explained

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.problems import Problem


def diagnose(text: str, stop: Stop, path: str) -> Problem:
    """Return the problem of a text that a parser could not read."""
    lines = text.replace("\r\n", "\n").split("\n")
    last = min(stop.mark[0] if stop.mark else len(lines), len(lines) - 1)
    return as_problem(lines, next(_mistakes(lines, last), None) or explained(lines, stop), path)


def as_problem(lines: list[str], found: Mistake, path: str) -> Problem:
    """Tell a mistake in some lines as a problem."""
    line, column = found.mark
    closing, better = CLOSING.get(found.found, ""), how_to_mend(lines, found)
    words = {"found": found.found, "column": str(column + 1), "closing": closing, "better": better}
    return problem(found.code, Place(path, line + 1, column + 1), limit=str(DEEPEST), **words)


def of_key(lines: list[str], mark: Mark) -> Mistake:
    """Return why something stands where the name of a field should: a bracket that is not closed, or no word."""
    end = end_of_bracket(lines, mark) if lines[mark[0]][mark[1] : mark[1] + 1] in CLOSING else None
    if end and end.code:
        return Mistake(end.code, end.mark, end.found or lines[mark[0]][mark[1]])
    return Mistake("yaml-key-not-text", mark)


def _mistakes(lines: list[str], last: int) -> Iterator[Mistake]:
    """Yield the mistakes that a line shows by itself, from the top to the line where reading stopped."""
    number = 0
    while number <= last:
        found = _value_of(lines, number)
        if isinstance(found, Mistake):
            yield found
        number = _after(lines, found) if isinstance(found, tuple) else number + 1


def _value_of(lines: list[str], number: int) -> Mark | Mistake | None:
    """Return where the value of a line begins, or what is wrong in the line before it or with it."""
    line = lines[number]
    match = LINE.match(line)
    assert match
    content, column = match["rest"], match.start("rest")
    if not content.strip() or content.startswith("#"):
        return None
    key = KEY.match(content)
    if key and re.match(r":(?: |$)", key["after"]):
        column += key.start("after") + 1
    elif key and key["key"] in FIELD_NAMES and (mistake := _badly_joined(key, number, column)):
        return mistake
    elif content[0] in "'\"" and _swallows(lines, (number, column)):
        return Mistake("yaml-quote-not-closed", (number, column))
    elif not match["indent"].strip() and (content[0] not in CLOSING or above(lines, number) is not None):
        return None
    value = line[column:].lstrip(" ")
    mark = (number, len(line) - len(value))
    return (_in_value(lines, mark) if value else None) or mark


def _after(lines: list[str], mark: Mark) -> int:
    """Return the number of the line behind a value that is right as far as it goes."""
    value = lines[mark[0]][mark[1] :]
    if BLOCK.match(value):
        return end_of_block(lines, mark[0]).line
    if value[:1] in {"'", '"'}:
        return max(mark[0], end_of_quote(lines, mark)[0]) + 1
    if value[:1] in CLOSING:
        return max(mark[0], end_of_bracket(lines, mark).line) + 1
    return mark[0] + 1


def _badly_joined(key: re.Match[str], line: int, column: int) -> Mistake | None:
    """Return what is wrong between the name of a field and its value, where it is clear."""
    after, at = key["after"], column + key.start("after")
    if odd := ODD.match(after) or ODD.match(after, 1):
        return Mistake("yaml-odd-space", (line, at + odd.start()), sign(odd[0]))
    if after[:1] == ":" and after[1:2] not in {"/", ":"}:
        return Mistake("yaml-missing-space", (line, at + 1), f"{key['key']}:")
    if re.match(r" *[=;]", after):
        return Mistake("yaml-missing-colon", (line, at + len(after) - len(after.lstrip(" "))), key["key"])
    return None


def _in_value(lines: list[str], mark: Mark) -> Mistake | None:
    """Return what is wrong with a value as it begins at a mark."""
    line, column = mark
    value = lines[line][column:]
    if BLOCK.match(value):
        block = end_of_block(lines, line)
        return Mistake(block.code, block.mark, block.found) if block.code and not re.search(r"\d", value) else None
    if value[0] in "'\"":
        return _in_quote(lines, mark)
    if value[0] in CLOSING:
        return _in_brackets(lines, mark)
    if NEARLY_BLOCK.match(value):
        return Mistake("yaml-value-start", mark, value.strip())
    if value[0] in "@`%,]}|>" or re.match(r"-(?: |$)|\*(?!\w+\s*$)|&(?!\w)", value):
        return Mistake("yaml-value-start", mark, value[0])
    return None


def _swallows(lines: list[str], mark: Mark) -> bool:
    """Tell whether a quoted text goes on over fields below it."""
    end = end_of_quote(lines, mark)[0]
    return end > mark[0] and is_left_open(lines, mark, end, indent(lines[mark[0]]))


def _in_quote(lines: list[str], mark: Mark) -> Mistake | None:
    line, column = end_of_quote(lines, mark)
    if line >= len(lines) or _swallows(lines, mark):
        return Mistake("yaml-quote-not-closed", mark)
    rest, closing = lines[line][column:], lines[mark[0]][mark[1]]
    if closing == "'" and re.match(r"\w", rest):
        return Mistake("yaml-apostrophe", (line, column - 1))
    return _behind(rest, (line, column), closing)


def _in_brackets(lines: list[str], mark: Mark) -> Mistake | None:
    end, opening = end_of_bracket(lines, mark), lines[mark[0]][mark[1]]
    if end.code:
        return Mistake(end.code, end.mark, end.found or opening)
    return _behind(lines[end.line][end.column :], end.mark, CLOSING[opening])


def _behind(rest: str, mark: Mark, closing: str) -> Mistake | None:
    """Return what stands behind a closing mark where nothing may."""
    if not rest.strip(" ") or re.match(r" +#", rest) or (closing in "'\"" and re.match(r" *:(?: |$)", rest)):
        return None
    line, column = mark
    return Mistake("yaml-text-behind", (line, column + len(rest) - len(rest.lstrip(" "))), closing)
