"""How to mend a text that is no YAML, where that depends on what stands there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcheck.yaml_lines import columns_above, is_item

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.yaml_stops import Mistake

# Not quite the signs that begin a text on the next line.
NEARLY_BLOCK = re.compile(r"[^\w\s]{0,2}[|>][^\w\s]{0,2}\s*$")

_BLOCK_HELP = (
    "Write “>-” alone behind the colon, and the text on the next lines, indented. A text that really begins with this "
    "sign stands between double quotes."
)
_MARKDOWN_HELP = "Delete it: the value needs no Markdown. Or put the whole value between double quotes."
# How to mend a value by the sign that it must not start with; all others go between double quotes.
_START_HELP = {
    "-": "A list whose items start with “-” begins on the next line; between brackets its items have none.",
    ",": "Delete the comma, or write what is missing before it.",
    "*": _MARKDOWN_HELP,
    "`": _MARKDOWN_HELP,
    ">": _BLOCK_HELP,
    "|": _BLOCK_HELP,
}


def how_to_mend(lines: list[str], found: Mistake) -> str:
    """Return a sentence for the hint of a mistake; empty where the catalogue says all there is to say."""
    return _HELP[found.code](lines, found) if found.code in _HELP else ""


def _columns(lines: list[str], found: Mistake) -> str:
    """Say in which columns a line could stand, and beside what."""
    line, column = found.mark
    if found.found:
        return f"Move it to column {found.found}, where the text begins."
    places = [f"column {at + 1}, beside `{name}`" for at, name in columns_above(lines, line) if at != column]
    if not places:
        return "Begin the record in column 1."
    list_help = " Above the items of a list stands its name." if is_item(lines[line]) else ""
    return f"Move it to the column of what it belongs to: {'; or '.join(places)}.{list_help}"


def _start_help(_lines: list[str], found: Mistake) -> str:
    help_ = _BLOCK_HELP if NEARLY_BLOCK.match(found.found) else _START_HELP.get(found.found)
    return help_ or "Put the whole value between double quotes."


def _close_help(lines: list[str], found: Mistake) -> str:
    line, column = found.mark
    text = lines[line].rstrip() if line < len(lines) else ""
    if text[column + 1 :].endswith(("“", "”", "‘", "’", "»")):
        return f"The line ends with {text[-1]}, which is another sign: type {text[column]} in its place."
    return 'Close it. Write an apostrophe twice inside single quotes; inside double quotes write \\" for a mark.'


def _behind_help(lines: list[str], found: Mistake) -> str:
    line, column = found.mark
    if re.fullmatch(r"[\]}\"',;:.\s]+", lines[line][column:]):
        return "Delete it."
    return 'Put the whole value between double quotes, and write \\" for each double quote inside.'


def _colon_help(lines: list[str], found: Mistake) -> str:
    line, column = found.mark
    if lines[line][column] in "'\"":
        return "The quotation marks stand around the value alone, behind the colon: take away the one before the field."
    return (
        "Write a colon and a space behind the name of the field. If the line goes on with the text above, indent it "
        "further than the field of that text."
    )


_HELP: dict[str, Callable[[list[str], Mistake], str]] = {
    "yaml-indentation": _columns,
    "yaml-missing-colon": _colon_help,
    "yaml-quote-not-closed": _close_help,
    "yaml-text-behind": _behind_help,
    "yaml-value-start": _start_help,
}
