"""Ids: what a text would be as one."""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

_APOSTROPHES = re.compile("['`]")
_NOT_ID = re.compile(r"[^a-z0-9]+")


def as_id(text: str) -> str:
    """Return the id nearest to a text, in Latin letters: a-z, digits and single hyphens; may be empty."""
    plain = _APOSTROPHES.sub("", anyascii(unicodedata.normalize("NFC", text)))
    return _NOT_ID.sub("-", plain.lower()).strip("-")
