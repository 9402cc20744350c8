"""The words from which the search takes a near one: what counts as a word, how it is written, in which file it is."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.search_words import PER_FILE, WordList, file_number, normal


def files(*records: tuple[str, ...]) -> dict[str, object]:
    """Return the files of a list of words, read as JSON, by their names."""
    words = WordList()
    for texts in records:
        words.add(texts)
    return {path.removeprefix("pagefind/words/"): json.loads(data) for path, data in words.files("en")}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Élysée", "elysee"),
        ("Володимир", "володимир"),
        ("їжак", "іжак"),
        ("الأَشْجَار", "الاشجار"),
        ("ΣΊΣΥΦΟΣ", "σισυφος"),
    ],
)
def test_a_word_counts_in_small_letters_without_marks(word: str, expected: str) -> None:
    """So that who leaves out an accent or a vowel sign finds the word."""
    assert normal(word) == expected


@given(st.text(max_size=20))
def test_a_normal_word_is_its_own_normal_form(text: str) -> None:
    """What was folded once does not change when it is folded again."""
    assert normal(normal(text)) == normal(text)


def test_the_words_of_most_records_come_first() -> None:
    """However often one record says a word, it counts once; equals stand in the order of the alphabet."""
    found = files(("peace peace peace",), ("aid, sanctions",), ("sanctions", "trees"))
    assert found["en-0.json"] == ["sanctions", "peace", "trees"]


def test_a_word_is_written_as_in_the_middle_of_a_sentence() -> None:
    """Small letters win if any record has them; a name keeps its capital, and its marks."""
    assert files(("Sanctions on Élysée",), ("Sanctions",), ("sanctions",))["en-0.json"] == ["sanctions", "Élysée"]


def test_numbers_and_short_words_are_left_out() -> None:
    """A slip in a word of three letters makes too many others."""
    assert files(("The EU met on 2026-11-23, aid follows",))["en-0.json"] == ["follows"]


def test_a_site_without_records_says_so() -> None:
    """The page then asks nothing more."""
    assert files() == {"en.json": {"records": 0, "parts": 1, "indexes": []}, "en-0.json": []}


def test_many_words_are_in_many_files() -> None:
    """No file grows without end: each holds about two thousand words, the one that its first two letters lead to."""
    letters = "abcdefghijklmnopqrst"
    words = [a + b + c + d for a in letters for b in letters for c in letters for d in "vwxyz"]
    found = files((" ".join(words),))
    assert found.pop("en.json") == {"records": 1, "parts": 20, "indexes": []}
    assert sum(len(part) for part in found.values() if isinstance(part, list)) == len(words) == 20 * PER_FILE
    for name, part in found.items():
        assert isinstance(part, list)
        assert len(part) < 2 * PER_FILE
        assert {f"en-{file_number(word, 20)}.json" for word in part} == {name}
