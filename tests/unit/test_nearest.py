"""What is said of a quote that is not there: which everyday mistake it is, and where it differs."""

from __future__ import annotations

import pytest
from generated import given, st
from test_quotes import miss

from factcheck.nearest import advice, difference, same_but_for_typography

TEXT = (
    "The council met on 3 March. It will plant ninety trees before the winter.\n\n"
    "“We buy two boats,” the treasurer’s report says. The old bridge – built in 1908 – stays closed.\n\n"
    "Рада зібралася в березні. Міст «зачинено» — назавжди."
)


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("The old bridge - built in 1908 - stays closed.", "typographic marks alone"),
        ('"We buy two boats," the treasurer\'s report says.', "typographic marks alone"),
        ('Міст "зачинено" - назавжди.', "typographic marks alone"),
        ("the treasurer’s re\u200bport says", "Unicode form alone"),
        ("It will plant ninety trees before the winter!", "Only the marks at the ends differ"),
        ("it will plant ninety trees before the winter.", "case of the first letter"),
        ("It Will Plant Ninety Trees", "capital and small letters"),
        ("It will plant trees before the winter.", "leaves words out"),
        ("It will surely plant ninety trees before the winter.", "does not have there"),
        ("It will plant nineteen trees before the winter.", "One word differs"),
        ("Рада зібралася у березні.", "One word differs"),
        ('"It will plant ninety trees"', "without the quotation marks"),
        ("The council met on 3 March ... before the winter.", "words from two places"),
        ("The council met on 3 before the winter.", "words from two places"),
        ("Zebras do not like quantum physics", "Nothing in the source comes near"),
    ],
)
def test_the_everyday_mistakes(quote: str, said: str) -> None:
    """Each is named, with what to do about it."""
    assert said in miss(quote, TEXT).words["hint"]


def test_the_difference_stands_word_over_word() -> None:
    """Brackets stand around what differs; long stretches that do not are shortened."""
    assert list(difference("a b c d e f g h X j", "a b c d e f g h i j")) == [
        "quote:  a b c … f g h [X] j",
        "source: a b c … f g h [i] j",
    ]
    assert list(difference("a b", "a x y b")) == ["quote:  a [] b", "source: a [x y] b"]


WORDS = st.lists(st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=6), min_size=1, max_size=9)


@given(WORDS, WORDS)
def test_every_difference_can_be_told(quote: list[str], passage: list[str]) -> None:
    """Whatever two texts are, there is an advice, and the brackets hide nothing."""
    words, other = " ".join(quote), " ".join(passage)
    assert advice(words, other)
    assert len(list(difference(words, other))) == 2


@given(st.text(max_size=200), st.text(min_size=1, max_size=60))
def test_no_text_is_too_strange(text: str, quote: str) -> None:
    """A miss in any text is a miss, and no traceback."""
    found = miss(quote, text) if quote.split() and quote not in text else None
    assert found is None or found.code


@given(st.text(st.characters(categories=["L", "N", "Zs"]), max_size=30), st.sampled_from("“”‘’–—"))
def test_marks_are_forgiven_and_letters_are_not(text: str, mark: str) -> None:
    """Another mark of the same sort is typography; another letter is not."""
    plain = {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"}[mark]
    assert same_but_for_typography(f"a{text}{plain}b", f"a{text}{mark}b")
    assert not same_but_for_typography(f"a{text}{plain}b", f"a{text}{mark}c")
