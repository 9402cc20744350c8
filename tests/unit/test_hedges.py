"""Words that carry a negation or a reservation: found quickly, and as by looking for each of them."""

from __future__ import annotations

from generated import given, st
from hypothesis import settings

from factcheck.hedges import _BY_FAMILY, _FAMILIES, FAMILIES, hedges_of

WORDS = [
    *(w.removesuffix("~") for languages in _FAMILIES.values() for words in languages.values() for w in words.split()),
    *("don't", "DON’T", "isn't", "WITHOUT", "ıf", "İF", "hopİng", "ſeem", "liKely", "draﬁt", "Б", "ß", "ing", "і", "-"),
]
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=6)


@settings(max_examples=500)
@given(TEXTS, st.sampled_from(["", " ", ", "]), st.booleans())
def test_nothing_is_overlooked(words: list[str], between: str, loud: bool) -> None:  # noqa: FBT001 - from hypothesis
    """A family is found in a text exactly where its pattern matches, whatever the case and the letters around it."""
    text = between.join(words)
    text = text.upper() if loud else text
    for family in FAMILIES:
        for language in ("en", "uk"):
            match = _BY_FAMILY[family, language].search(text)
            assert hedges_of(text, language).get(family) == (match[0] if match else None)
