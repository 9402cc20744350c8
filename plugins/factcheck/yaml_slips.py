"""What YAML accepts and no editor means: signs that only look like others, and marks that readers would see."""

from __future__ import annotations

import re

from factcheck.schema import FIELD_NAMES
from factcheck.text import sign
from factcheck.yaml_lines import KEY, ODD, begins_oddly

# The code of a slip, the words it needs, and the offset at which it stands.
Slip = tuple[str, str, int]

_CURLY = re.compile("[“”„«»]")
_JOINED = re.compile(r"(?P<name>\w+)(?P<sign>:| *[=;])")
_OPENING, _ENDING = "“„”‘‚’«»", "“”‘’«»\"'"
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


def in_key(key: str) -> Slip | None:
    """Return the mistake in the writing of a key, if there is one."""
    if odd := ODD.search(key):
        return "yaml-odd-space", sign(odd[0]), odd.start()
    match = _JOINED.match(key)
    if match and match["name"] in FIELD_NAMES:
        if match["sign"] == ":":
            return "yaml-missing-space", f"{match['name']}:", match.end()
        return "yaml-missing-colon", match["name"], match.start("sign")
    if key.startswith("-") and key[1:] in FIELD_NAMES:
        return "yaml-missing-space", "-", 1
    return None


def in_item(text: str) -> Slip | None:
    """Return what ``in_key`` does for an item of a list that was meant to be a field."""
    match = KEY.match(text)
    return in_key(text) if match and match["key"] in FIELD_NAMES and match["after"][:1] in {":", "："} else None


def before_text(text: str) -> Slip | None:
    """Return the sign before a text that only looks like the space behind its field."""
    return ("yaml-odd-space", sign(text[0]), 0) if begins_oddly(text) else None


def is_in_curly_quotes(text: str) -> bool:
    """Tell whether a whole text stands between quotation marks of which YAML takes the first for a part of it."""
    ends = len(text) > 1 and text[0] in _OPENING and text[-1] in _ENDING
    return ends and not _CURLY.search(text[1:-1]) and '"' not in text[1:-1]
