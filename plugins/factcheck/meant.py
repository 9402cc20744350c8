"""Which of some known words an editor meant."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from factcheck.text import sign

if TYPE_CHECKING:
    from collections.abc import Iterable


_CLOSE = 85


def nearest(word: str, known: Iterable[str], *, likeness: float) -> str:
    """Return the known word that comes nearest, or an empty text where none is alike enough (of 100)."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - where all is well nobody means anything else

    words = list(known)
    whole = next((each for each in words if re.match(rf"{re.escape(each)}(?![\w-])", word)), "")
    if whole:
        return whole
    # Letter by letter first: otherwise a word that is a part of another one would come before one a letter away.
    exact = process.extractOne(word, words, scorer=fuzz.ratio, score_cutoff=max(likeness, _CLOSE))
    best = exact or process.extractOne(word, words, score_cutoff=likeness)
    return str(best[0]) if best else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a question that offers the nearest known word, or an empty text."""
    best = nearest(word, known, likeness=75)
    return f"Did you mean “{best}”?{other_script(word)}" if best else ""


def other_script(word: str) -> str:
    """Name the first sign in a word of plain letters that only looks like one of them, or cannot be seen."""
    if not re.search("[A-Za-z]", word):
        return ""
    odd = (c for c in word if not c.isascii() and not unicodedata.name(c, "").startswith("LATIN"))
    found = next(odd, "")
    return f" There is another sign in it: {sign(found)}." if found else ""
