"""The words of the search index, for readers who mistype one: lists from which the page's script takes a near word.

Pagefind knows stems and beginnings of words, and no other nearness. Its index could not be asked for near words
without loading all of it, so these lists stand beside it, in files of about two thousand words: a word is in the file
that its first two letters lead to, and the script reads only those it needs.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final

import regex

from factcheck.partitions import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FOLDER: Final = "pagefind/words/"
SHORTEST: Final = 4  # A slip in a shorter word makes too many others.
PER_FILE: Final = 2000
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*")
_MARKS = regex.compile(r"\p{M}+")


def normal(word: str) -> str:
    """Return a word in small letters without marks, as ``normal`` in search.js does and Pagefind itself."""
    return _MARKS.sub("", unicodedata.normalize("NFD", word)).lower()


def file_number(word: str, files: int) -> int:
    """Return the number of the file, of so many, that holds a normal word; ``search.js`` counts alike."""
    return place_of(files, ord(word[0]) * 31 + ord(word[1]))


class WordList:
    """The words of one language, gathered record by record."""

    def __init__(self) -> None:
        self._records = 0
        self._uses: Counter[str] = Counter()
        self._spellings: dict[str, Counter[str]] = {}

    def add(self, texts: Iterable[str]) -> None:
        """Take in the texts of a record; each of its words counts once."""
        self._records += 1
        for word in {found for text in texts for found in _WORD.findall(text)}:
            plain = normal(word)
            if len(plain) >= SHORTEST:
                self._uses[plain] += 1
                self._spellings.setdefault(plain, Counter())[word] += 1

    def files(self, language: str, indexes: Sequence[int] = ()) -> Iterator[tuple[str, bytes]]:
        """Yield the files: how many records and parts there are, and the parts, the words of most records first.

        ``indexes`` are the numbers of further indexes that have records of the language.
        """
        parts: list[list[str]] = [[] for _ in range(-(-len(self._uses) // PER_FILE) or 1)]
        for plain, _ in sorted(self._uses.items(), key=lambda item: (-item[1], item[0])):
            parts[file_number(plain, len(parts))].append(self._as_written(plain))
        yield (
            f"{FOLDER}{language}.json",
            _json({"records": self._records, "parts": len(parts), "indexes": list(indexes)}),
        )
        for number, words in enumerate(parts):
            yield f"{FOLDER}{language}-{number}.json", _json(words)

    def _as_written(self, plain: str) -> str:
        """Return a spelling in small letters if there is one, else that of most records: a name keeps its capital."""
        spellings = self._spellings[plain].items()
        return min(spellings, key=lambda item: (not item[0].islower(), -item[1], item[0]))[0]


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
