"""Text of a source: folding, blocks and word boundaries, all in code points."""

from __future__ import annotations

import itertools

import pytest
from generated import given, st

from factcheck.text import (
    Block,
    Span,
    blocks,
    canonical,
    fold,
    folded,
    is_boundary,
    is_canonical,
    line_of,
    marker,
    pieces,
    same_words,
    visible,
)

SPACES = "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000\u2003\u200a\u2028\u2029\u202f\u205f\u3000"


def boundaries(text: str) -> str:
    """Return a text with a bar wherever a word may start or end."""
    return "".join(("|" if is_boundary(text, i) else "") + (text[i : i + 1]) for i in range(len(text) + 1))


def shown(text: str) -> list[tuple[str, str]]:
    """Return the kind and the words of each block."""
    return [(block.kind, text[block.start : block.end]) for block in blocks(text)]


@pytest.mark.parametrize("space", SPACES)
def test_every_white_space_folds(space: str) -> None:
    """Each character with Unicode's White_Space property is a space."""
    assert fold(f"a{space}b").text == "a b"


@pytest.mark.parametrize("mark", ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\x1c", "\x1f"])
def test_what_is_no_white_space_stays(mark: str) -> None:
    """Joiners, zero-width spaces and separators of old data formats are no white space."""
    assert fold(f"a{mark}b").text == f"a{mark}b"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("a  \n b", "a b"),
        ("co\u00adop", "coop"),
        ("a\u00ad \u00adb", "a b"),
        (" \u00ad a", " a"),
        ("a\u00ad", "a"),
        ("\u00ad\u00ad", ""),
        ("", ""),
    ],
)
def test_fold(text: str, result: str) -> None:
    """A run of white space is one space, soft hyphens are gone, also where the two are mixed."""
    assert fold(text).text == result


@pytest.mark.parametrize(
    ("text", "words", "span"),
    [
        ("one two", "two", Span(4, 7)),
        ("one \n\n two", "two", Span(7, 10)),
        ("one \n\n two", "one two", Span(0, 10)),
        ("co\u00adop \u00adnow", "coop", Span(0, 5)),
        ("co\u00adop \u00adnow", "now", Span(7, 10)),
        ("😀 \n😀 x", "x", Span(5, 6)),
    ],
)
def test_places_lead_back_to_the_original(text: str, words: str, span: Span) -> None:
    """A span of the folded text is found again in the original."""
    found = fold(text)
    at = found.text.index(words)
    assert found.original(Span(at, at + len(words))) == span


NOISE = st.text(st.sampled_from("ab😀ά\u00ad \n\u00a0\u2003"), max_size=60)


@given(NOISE, st.data())
def test_a_folded_span_and_its_original_say_the_same(text: str, data: st.DataObject) -> None:
    """Whatever the white space and soft hyphens, a span means the same words before and after folding."""
    found = fold(text)
    if found.text:
        start = data.draw(st.integers(0, len(found.text) - 1))
        end = data.draw(st.integers(start + 1, len(found.text)))
        original = found.original(Span(start, end))
        assert folded(text[original.start : original.end]) == found.text[start:end].strip()


@given(NOISE)
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded text is its own folded text."""
    assert folded(folded(text)) == folded(text)


@given(NOISE)
def test_the_two_ways_to_fold_agree(text: str) -> None:
    """The fast way without places, and the way with them, give the same text."""
    assert folded(text) == fold(text).text.strip()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a  b", " a\nb ", True),
        ("co\u00adop", "coop", True),
        ("A b", "a b", False),
        ("it's", "it’s", False),
        ("caf\u00e9", "cafe\u0301", False),
        ("ab", "a b", False),
    ],
)
def test_same_words(one: str, other: str, *, same: bool) -> None:
    """Only white space and soft hyphens are forgiven."""
    assert same_words(one, other) is same


@pytest.mark.parametrize(
    ("exact", "found"),
    [
        ("one", ["one"]),
        ("one […] two", ["one", "two"]),
        ("one [...] two", ["one", "two"]),
        ("one […] two [...] three", ["one", "two", "three"]),
        ("[…] one", ["", "one"]),
        ("one […]", ["one", ""]),
        ("one … two", ["one … two"]),
        ("one (...) two", ["one (...) two"]),
        ("one [..] two", ["one [..] two"]),
    ],
)
def test_pieces(exact: str, found: list[str]) -> None:
    """A quote is cut at […] and [...] and nowhere else; what is empty stays, to be refused."""
    assert pieces(exact) == found


def test_blank_lines_part_paragraphs() -> None:
    """Lines without a blank line between them are one paragraph."""
    text = "One\ntwo.\n\nThree.\n \t\nFour.\n"
    assert shown(text) == [("paragraph", "One\ntwo."), ("paragraph", "Three."), ("paragraph", "Four.")]


def test_list_items_are_blocks() -> None:
    """A list marker begins an item, with or without blank lines around the list."""
    text = "Two points:\n- one\n  more\n- two\n\n1. first\n2) second\n• third\n"
    assert shown(text) == [
        ("paragraph", "Two points:"),
        ("item", "- one\n  more"),
        ("item", "- two"),
        ("item", "1. first"),
        ("item", "2) second"),
        ("item", "• third"),
    ]


def test_a_text_without_blank_lines_has_a_block_a_line() -> None:
    """Where nothing else parts paragraphs, lines do."""
    assert shown("One.\nTwo.\n- three\n") == [("paragraph", "One."), ("paragraph", "Two."), ("item", "- three")]


@pytest.mark.parametrize("end", ["\n\n", "\n\n\n", "\n \n\t\n"])
def test_blank_lines_at_the_end_are_no_block(end: str) -> None:
    """A text may end with blank lines, as many saved texts do."""
    assert shown(f"One.\n\nTwo.{end}") == [("paragraph", "One."), ("paragraph", "Two.")]


@pytest.mark.parametrize("text", ["", "\n\n", " \n \n"])
def test_an_empty_text_has_no_blocks(text: str) -> None:
    """White space alone is no block."""
    assert blocks(text) == ()


@given(st.text(st.sampled_from("ab-1. \n\t\u00a0"), max_size=60))
def test_blocks_hold_every_visible_character_once(text: str) -> None:
    """Blocks follow one another, do not overlap, and leave out white space only."""
    found = blocks(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert sum(visible(text[b.start : b.end]) for b in found) == visible(text)


@pytest.mark.parametrize(
    ("text", "found"), [("- one", "- "), ("  12. two", "  12. "), ("–\tthree", "–\t"), ("one", ""), ("-5 degrees", "")]
)
def test_marker(text: str, found: str) -> None:
    """The list marker is what stands before an item's words; a paragraph has none."""
    [block] = blocks(text)
    span = marker(text, block)
    assert text[span.start : span.end] == found


def test_a_year_at_the_start_of_a_line_is_no_list_marker() -> None:
    """Four digits and a full stop end a sentence; list numbers are shorter."""
    assert blocks("It was in\n1914. Then") == (Block(0, 9, "paragraph"), Block(10, 20, "paragraph"))


@pytest.mark.parametrize(
    "text",
    [
        "|one| |two|",
        "|don't|",
        "|it’s|",
        "|3.14|",
        "|1,000|",
        "|a|-|b|",
        "|U.S|.|",
        "|سلام| |عليكم|",
        "|مُحَمَّد|",
        "|שלום|,| |עולם|",
        "|צה״ל|",
        "|क्षि| |है|",
        "|हिन्दी|",
        "|世|界|",
        "|ส|วั|ส|ดี|",
        "|é|",
        "|x|👨‍👩‍👧|y|",
        "|👍🏽|",
        "|🇺🇦|🇫🇷|",
        "|❤️|",
        "|об'єкт|",
        "|\r\n|",
    ],
)
def test_word_boundaries(text: str) -> None:
    """Words are UAX #29's: apostrophes, decimals, combining marks, conjuncts, joined emoji and flags stay whole."""
    assert boundaries(text.replace("|", "")) == text


def test_a_boundary_deep_inside_a_long_text() -> None:
    """Only the neighbourhood is read, and the answer is that of the whole text."""
    text = "word " * 1000
    assert [i for i in range(2500, 2511) if is_boundary(text, i)] == [2500, 2504, 2505, 2509, 2510]


def test_no_boundary_inside_a_long_run_of_marks() -> None:
    """A letter with a hundred marks is never cut, although the neighbourhood holds fewer."""
    text = "a" + "\u0301" * 100 + " b"
    assert [i for i in range(1, 101) if is_boundary(text, i)] == []


@pytest.mark.parametrize(("index", "line"), [(0, 1), (3, 1), (4, 2), (5, 3)])
def test_line_of(index: int, line: int) -> None:
    """A line feed belongs to the line that it ends."""
    assert line_of("one\n\ntwo", index) == line


@pytest.mark.parametrize(("text", "count"), [("a b\n", 2), ("😀", 1), ("\u00a0\u3000", 0), ("a\u0301", 2)])
def test_visible(text: str, count: int) -> None:
    """Everything but white space counts, in code points."""
    assert visible(text) == count


@pytest.mark.parametrize(
    ("data", "fit"),
    [
        (b"text\n", True),
        ("caf\u00e9".encode(), True),
        (b"", True),
        ("cafe\u0301".encode(), False),
        (b"a\r\nb", False),
        (b"a\rb", False),
        (b"\xef\xbb\xbfa", False),
        (b"\xff", False),
    ],
)
def test_is_canonical(data: bytes, *, fit: bool) -> None:
    """Only UTF-8, NFC and LF without a byte order mark can be its own frozen text."""
    assert is_canonical(data) is fit


def test_canonical() -> None:
    """Freezing takes the mark, CR and decomposed letters away and nothing else."""
    assert canonical("\ufeffcafe\u0301\r\n a \r b\n") == "caf\u00e9\n a \n b\n"


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_what_is_frozen_is_canonical(text: str) -> None:
    """Any text that is frozen can be its own frozen text."""
    assert is_canonical(canonical(text).encode()) or canonical(text).startswith("\ufeff")


@pytest.mark.parametrize("gap", ["\u00a0", "\u3000 ", "\t"])
def test_a_line_that_only_looks_blank_parts_paragraphs_too(gap: str) -> None:
    """Any Unicode white space makes a blank line."""
    assert [b.start for b in blocks(f"One.\n{gap}\nTwo.\n")] == [0, 6 + len(gap)]


def test_control_characters_are_no_canonical_text() -> None:
    """What XML and HTML cannot hold is refused in a frozen text, and a space in a new one."""
    assert not is_canonical(b"One\x0ctwo")
    assert canonical("One\x0ctwo") == "One two"
