"""Text fragments: written as browsers read them, and only where they lead to the quote and nowhere else.

That Chromium marks exactly the quote is tested in ``tests/browser``; here a small model of a browser's search is.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.text import Span, blocks, is_boundary
from factcheck.text_fragments import fragment

LONG = " ".join(f"Sentence {number} of a long paragraph stands here." for number in range(10))


def made(text: str, *exacts: str, nth: int = 0) -> str:
    """Return the fragment of words of a text, of their place number ``nth`` if there are several."""
    starts = [[m.start() for m in re.finditer(re.escape(exact), text)][nth] for exact in exacts]
    spans = [Span(start, start + len(exact)) for start, exact in zip(starts, exacts, strict=True)]
    return unquote(fragment(text, blocks(text), spans))


def test_words_that_stand_once_are_the_whole_fragment() -> None:
    """Nothing is said beside them that could fail to be there."""
    assert made("The dog sat. The cat ran.", "The cat") == ":~:text=The cat"


@pytest.mark.parametrize(
    ("exact", "written"),
    [
        ("well-kept, fine & free", ":~:text=well%2Dkept%2C%20fine%20%26%20free"),
        ("100% + #1?", ":~:text=100%25%20%2B%20%231%3F"),
        ("Київ", ":~:text=%D0%9A%D0%B8%D1%97%D0%B2"),
        ("🌳", ":~:text=%F0%9F%8C%B3"),
    ],
)
def test_every_sign_of_the_syntax_is_encoded(exact: str, written: str) -> None:
    """Dash, comma, ampersand, per cent and all letters beyond ASCII are percent-encoded."""
    text = f"So: {exact} it was."
    assert fragment(text, blocks(text), [Span(4, 4 + len(exact))]) == written


def test_words_that_stand_twice_have_what_is_beside_them() -> None:
    """Up to three words a side tell the second place from the first."""
    text = "One day the cat sat down on it.\n\nA dog saw that the cat ran off at once."
    assert made(text, "the cat", nth=1) == ":~:text=dog saw that-,the cat,-ran off at"


@pytest.mark.parametrize(
    "text",
    [
        "The Cat sat. Now the cat ran.",
        "thé cat sat. Now the cat ran.",
        "The\ncat sat. Now the cat ran.",
        "“the cat” the cat ran.",
    ],
)
def test_what_a_browser_takes_for_the_same_counts(text: str) -> None:
    """Case, accents, and white space make no other words of them, so something must stand beside."""
    assert ",-ran" in made(text, "the cat", nth=-1)


def test_words_beside_may_be_of_the_next_block() -> None:
    """A heading that is repeated is told by what follows it."""
    assert (
        made("Results\n\nAll fine.\n\nResults\n\nAll lost.", "Results", nth=1)
        == ":~:text=All fine.-,Results,-All lost."
    )


def test_blocks_are_not_joined_across_the_marker_of_an_item() -> None:
    """Pages draw the marker and do not write it, so nothing is known to stand right before the words."""
    assert made("Plan:\n\n- Plant trees.\n- Water trees.\n\nPlant trees.\n\nEnd", "Plant trees.") == ""


def test_a_long_quote_is_told_by_its_ends() -> None:
    """Its first and its last words are enough where they stand once."""
    assert made(LONG, LONG) == (
        ":~:text=Sentence 0 of a long paragraph stands here,Sentence 9 of a long paragraph stands here."
    )


def test_lines_of_a_quote_are_not_joined() -> None:
    """A browser keeps the line breaks of plain text, so the first words of the first and the last of the last line."""
    text = "The council will plant\nninety trees before\nthe winter comes."
    assert made(text, "plant\nninety trees before\nthe winter") == ":~:text=plant,the winter"


def test_soft_hyphens_are_left_out() -> None:
    """Browsers do not see them."""
    assert made("An extra\u00adordinary day.", "extra\u00adordinary") == ":~:text=extraordinary"


def test_a_quote_in_pieces_has_a_directive_for_each() -> None:
    """All pieces are marked, or none."""
    assert made("One two three. Four five six.", "One two", "Four") == ":~:text=One two&text=Four"
    assert made("Same.\n\nSame.\n\nOne two. Same.\n\nSame.", "One", "Same.", nth=0).count("text=") in {0, 2}


def test_words_cut_from_a_script_without_spaces_stand_between_others() -> None:
    """Where a word ends only a dictionary knows; between a prefix and a suffix no boundary is needed."""
    assert (
        made("开会。市议会将在冬天之前种树，市长说。", "议会将在冬天")
        == ":~:text=开会。市-,议会将在冬天,-之前种树，市长说。"
    )


def test_without_a_sure_place_there_is_no_fragment() -> None:
    """A paragraph that stands twice, with others around it that do as well, cannot be told apart."""
    assert made("A b.\n\nSame words.\n\nA b.\n\nSame words.\n\nA b.", "Same", nth=0) == ""


WORDS = st.lists(
    st.sampled_from(["the", "The", "cat", "café", "cafe", "sat.", "it’s", "it's", "a-b,", "&", "🌳"]),
    min_size=1,
    max_size=7,
)
TEXTS = st.lists(WORDS.map(" ".join), min_size=1, max_size=4).map("\n\n".join)


def plain(text: str) -> str:
    """Return a text as a browser compares it, code point for code point."""
    letters = (unicodedata.normalize("NFD", character)[0].lower() for character in text)
    return "".join(letters).translate(str.maketrans("’\n", "' "))


def first_match(text: str, directive: str) -> tuple[int, int] | None:
    """Return the first place that a directive leads to, as the specification has it."""
    parts = directive.split(",")
    prefix = plain(unquote(parts.pop(0)[:-1])) if parts[0].endswith("-") else ""
    suffix = plain(unquote(parts.pop()[1:])) if parts[-1].startswith("-") else ""
    start, end = plain(unquote(parts[0])), plain(unquote(parts[1])) if parts[1:] else ""
    before = rf"{re.escape(prefix)}\s*" if prefix else ""
    between = f".*?{re.escape(end)}" if end else ""
    behind = rf"(?=\s*{re.escape(suffix)})" if suffix else ""
    found = re.search(f"{before}({re.escape(start)}{between}){behind}", plain(text), re.DOTALL)
    return found.span(1) if found else None


@given(TEXTS, st.data())
def test_the_first_place_that_fits_is_the_quote(text: str, data: st.DataObject) -> None:
    """Whatever is repeated, a browser that takes the first place that fits a fragment takes the quote."""
    block = data.draw(st.sampled_from(blocks(text)))
    edges = [i for i in range(block.start, block.end + 1) if is_boundary(text, i)]
    starts = [i for i in edges[:-1] if not text[i].isspace()]
    start = data.draw(st.sampled_from(starts))
    end = data.draw(st.sampled_from([i for i in edges if i > start and not text[i - 1].isspace()]))
    found = fragment(text, blocks(text), [Span(start, end)])
    if found:
        assert first_match(text, found.removeprefix(":~:text=")) == (start, end)
