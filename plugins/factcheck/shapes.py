"""The forms of single texts, by the names that the schemas give them, and what each is called in a message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from factcheck.charsets import codec_of
from factcheck.schema import ID_PATTERN
from factcheck.urls import is_safe_file, is_web_url

if TYPE_CHECKING:
    from collections.abc import Callable

EXPECTED: Final = {
    "string": "one text",
    "list": "a list, such as [a, b]",
    "dict": "a group of indented fields",
    "date": "a day such as 2026-01-06",
    "partial_date": "a day, a month or a year, such as 2026-01-06, 2026-01 or 2026",
    "instant": "a day, a time and its zone, such as 2026-12-01T06:00+01:00 or 2026-12-01T05:00Z",
    "number": "a number such as 3",
    "integer": "a whole number such as 1416",
    "id": "an id of lower-case letters, digits and hyphens",
    "url": "an address that starts with https:// or http://",
    "language": "a language code such as en or uk",
    "digest": "64 characters, 0 to 9 and a to f",
    "encoding": "the name of an encoding such as windows-1251",
    "file": "the name of a file beside the record, without folders above it",
    "own_quote": "`quote` or a list of sources",
}


def _shape(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda value: compiled.fullmatch(value) is not None


SHAPES: Final[dict[str, Callable[[str], bool]]] = {
    "id": _shape(ID_PATTERN),
    "url": is_web_url,
    "language": _shape(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?"),
    "digest": _shape(r"[0-9a-f]{64}"),
    "encoding": lambda value: codec_of(value) is not None,
    "file": is_safe_file,
    "own_quote": lambda value: value == "quote",
}
