"""Values of a record that stand on one line: texts between quotation marks, lists and groups between brackets.

What might be anything but such a value raises Unsure, and the parser judges.
"""

from __future__ import annotations

import re
from typing import Any, Final

# Deeper records are left to the parser, which refuses them somewhere.
DEEPEST: Final = 8
NAME: Final = r"[A-Za-z_][A-Za-z0-9_-]{0,60}"
NULLS: Final = frozenset({"null", "~"})

_DOUBLE = r'"([^"\\\n]*(?:\\[^\n][^"\\\n]*)*)"'
_SINGLE = r"'([^'\n]*(?:''[^'\n]*)*)'"
_QUOTED = re.compile(f"{_DOUBLE}|{_SINGLE}")
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED: Final = {"n": "\n", '"': '"', "\\": "\\", "/": "/", "t": "\t"}
# A text between brackets; or the bracket that opens another list or group.
_ENTRY = re.compile(rf' *(?:((?:https?://|[\w(])[^\n,\[\]{{}}:：#?"]*)|{_DOUBLE} *|{_SINGLE} *|([\[{{]))')
_ENTRY_NAME = re.compile(rf' *(?:"({NAME})"|({NAME})): +')
_EMPTY = re.compile(r"\[ *\]|\{ *\}")


class Unsure(Exception):  # noqa: N818 - not an error: the parser is asked
    """Only the parser can tell what this is."""


def quoted(rest: str) -> str:
    """Return a text that stands between quotation marks. Raises Unsure."""
    match = _QUOTED.fullmatch(rest)
    if match is None:
        raise Unsure
    return _unescaped(match[1]) if match[1] is not None else match[2].replace("''", "'")


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    try:
        return _ESCAPE.sub(lambda match: _ESCAPED[match[1]], text)
    except KeyError:
        raise Unsure from None


def bracket(text: str, at: int, depth: int) -> tuple[Any, int]:
    """Read the list or group whose bracket stands at an index; return it and the index behind it. Raises Unsure."""
    if depth >= DEEPEST:
        raise Unsure
    if match := _EMPTY.match(text, at):
        return ([] if text[at] == "[" else {}), match.end()
    return _entries(text, at + 1, depth + 1) if text[at] == "[" else _fields(text, at + 1, depth + 1)


def _entries(text: str, at: int, depth: int) -> tuple[list[Any], int]:
    found = []
    while True:
        value, at = _entry(text, at, depth)
        found.append(value)
        if text[at : at + 1] == "]":
            return found, at + 1
        if text[at : at + 1] != ",":
            raise Unsure
        at += 1


def _fields(text: str, at: int, depth: int) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    while True:
        name = _ENTRY_NAME.match(text, at)
        if name is None:
            raise Unsure
        key = name[1] or name[2]
        if key in found:
            raise Unsure
        found[key], at = _entry(text, name.end(), depth)
        if text[at : at + 1] == "}":
            return found, at + 1
        if text[at : at + 1] != ",":
            raise Unsure
        at += 1


def _entry(text: str, at: int, depth: int) -> tuple[Any, int]:
    """Read one value between brackets; return it and the index of the sign behind it."""
    match = _ENTRY.match(text, at)
    if match is None:
        raise Unsure
    plain, double, single, _ = match.groups()
    if plain is not None:
        value = plain.rstrip(" ")
        return (None if value in NULLS else value), match.end()
    if double is not None:
        return _unescaped(double), match.end()
    if single is not None:
        return single.replace("''", "'"), match.end()
    value, at = bracket(text, match.end() - 1, depth)
    while text[at : at + 1] == " ":
        at += 1
    return value, at
