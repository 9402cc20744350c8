"""The explanation of problem codes, for the terminal."""

from __future__ import annotations

import re
from textwrap import indent

from factcheck.codes import CODES
from factcheck.meant import did_you_mean

_OFFERS = {
    "{help}": "The message says what the field holds, with an example.",
    "{better}": "The message offers the nearest word that fits, if there is one.",
    "{hint}": "The message shows the nearest passage of the source, how the two differ, and what to do.",
}
_WORD = re.compile(r"{(\w+)}")


def explain(code: str) -> str:
    """Return what a code means, why it is one, a bad and a good example. Raises KeyError for an unknown code."""
    entry = CODES[code]
    parts = (
        ("What", plain(entry.message)),
        ("Why", entry.why),
        ("Mend it", mending(code)),
        ("Bad", entry.bad),
        ("Good", entry.good),
    )
    body = "\n\n".join(f"{title}\n{indent(text, '  ')}" for title, text in parts if text)
    return f"{code} ({entry.level})\n\n{body}"


def mending(code: str) -> str:
    """Return how to mend what a code reports. Raises KeyError for an unknown code."""
    hint = CODES[code].hint
    return _OFFERS.get(hint) or plain(hint)


def plain(template: str) -> str:
    """Return a message template as a reader sees it: its blanks as ‹words›."""
    return (
        _WORD.sub(r"‹\1›", template.replace("{{", "\0").replace("}}", "\1"))
        .replace("\0", "{")
        .replace("\1", "}")
        .strip()
    )


def listing() -> str:
    """Return every code with its level and message, a line each."""
    return "\n".join(f"{code:28} {entry.level:8} {plain(entry.message)}" for code, entry in CODES.items())


def suggestion(code: str) -> str:
    """Return a question that offers the nearest code."""
    return did_you_mean(code, CODES)
