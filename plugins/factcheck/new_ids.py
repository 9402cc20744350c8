"""Ids for new records: which are taken, and which to suggest."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from factcheck.ids import as_id
from factcheck.schema import RESERVED_CLAIMS

if TYPE_CHECKING:
    from collections.abc import Container

    from factcheck.corpus import Corpus

# What an address does without. Words that could turn a sentence round, such as "not" and "would", stay.
_ENGLISH = """a an and are as at be been by for from had has have in into is it its of on or that the their they this
    to was were which who with"""
_FILLERS = frozenset(_ENGLISH.split())
_WORDS = 5
_LONGEST = 60


def taken_ids(corpus: Corpus) -> frozenset[str]:
    """Return every id and every alias of a site, and the ids that it needs for itself."""
    aliases = {alias for entry in corpus.entries if entry.record for alias in entry.record.aliases}
    return RESERVED_CLAIMS | {entry.id for entry in corpus.entries} | aliases


def suggested_id(text: str, otherwise: str, taken: Container[str]) -> str:
    """Return a free id from the first telling words of a text; from another id where it has no letters."""
    words = [part for word in text.split() if (part := as_id(word))]
    telling = [word for word in words if word not in _FILLERS]
    stem = "-".join((telling or words)[:_WORDS])[:_LONGEST].rstrip("-") or otherwise
    return next(id_ for number in count(1) if (id_ := stem if number == 1 else f"{stem}-{number}") not in taken)
