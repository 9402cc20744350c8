"""Finding a quote in its source: what proves it, and what every miss says."""

from __future__ import annotations

import hashlib
import time
from typing import Any

import pytest
from generated import given, st

from factcheck.model import Capture, PartialDate, Proof, Selector, Snapshot
from factcheck.quotes import Miss, resolve
from factcheck.text import blocks, fold, folded, is_boundary, same_words

Pieces = list[tuple[int, int]]


def capture(text: str) -> Capture:
    """Return a capture of a plain text."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    snapshot = Snapshot(file="a.txt", sha256=digest, captured=PartialDate(2026))
    return Capture(snapshot, text, digest, blocks(text), fold(text))


def look(exact: str, text: str, **selector: Any) -> Proof | Miss:
    """Look for a quote in a text."""
    return resolve(Selector(source="article", exact=exact, **selector), capture(text))


def proof(exact: str, text: str, **selector: Any) -> Proof:
    """Return the proof of a quote that stands in a text."""
    found = look(exact, text, **selector)
    assert isinstance(found, Proof), found
    return found


def miss(exact: str, text: str, **selector: Any) -> Miss:
    """Return why a quote does not stand in a text."""
    found = look(exact, text, **selector)
    assert isinstance(found, Miss), found
    return found


def places(found: Proof) -> Pieces:
    """Return the start and end of each piece."""
    return [(piece.start, piece.end) for piece in found.pieces]


def test_offsets_are_code_points_of_the_text() -> None:
    """Start and end count the code points before the quote, not bytes and not UTF-16 units."""
    assert places(proof("two words", "😀 ά\n\nHere are two words.")) == [(14, 23)]


def test_what_is_published_is_the_source() -> None:
    """The published words are the source's own code points, line ends and soft hyphens included."""
    text = "The co\u00adopera\u00adtion\n  is near.\n\nMore."
    assert proof("cooperation is near", text).exact == "co\u00adopera\u00adtion\n  is near"


def test_white_space_in_the_quote_is_folded() -> None:
    """A quote that YAML or an editor has wrapped is the same quote."""
    assert places(proof(" one\n   two ", "one two")) == [(0, 7)]


@pytest.mark.parametrize(
    ("exact", "text", "words"),
    [
        ("سلام عليكم", "قال: سلام عليكم.", "سلام عليكم"),
        ("שלום", "הוא אמר שלום, והלך", "שלום"),
        ("हिन्दी में", "यह हिन्दी में है", "हिन्दी में"),
        ("世界", "和平世界和平", "世界"),
        ("ดี", "สวัสดี", "ดี"),
        ("👨‍👩‍👧", "a 👨‍👩‍👧 b", "👨‍👩‍👧"),
        ("🇺🇦", "x 🇺🇦🇫🇷 y", "🇺🇦"),
        ("don't know", "I don't know.", "don't know"),
        ("3.14", "It is 3.14 now", "3.14"),
        ("“quoted”", "He “quoted” it", "“quoted”"),
        ("word", "(word)", "word"),
        ("one two", "x one two\u00ad three", "one two"),
        ("two three", "one \u00adtwo\u00ad \u00adthree.", "two\u00ad \u00adthree"),
    ],
)
def test_whole_words_are_found(exact: str, text: str, words: str) -> None:
    """Words of every script, emoji and numbers are found where they stand whole."""
    assert proof(exact, text).exact == words


@pytest.mark.parametrize(
    ("exact", "text", "word"),
    [
        ("legal obligations", "illegal obligations", "illegal"),
        ("oblig", "obligations", "obligations"),
        ("don", "I don't know", "don't"),
        ("3", "It is 3.14 now", "3.14"),
        ("سلا", "سلام عليكم", "سلام"),
        ("क", "क्षि है", "क्षि"),
        ("e", "x e\u0301 y", "e\u0301"),
        ("👨", "a 👨‍👩‍👧 b", "👨‍👩‍👧"),
        ("👍", "x 👍🏽 y", "👍🏽"),
        ("🇦🇫", "x 🇺🇦🇫🇷 y", "🇺🇦"),
        ("ส\u0e27", "ส\u0e27\u0e31", "\u0e27\u0e31"),
        ("operation", "co\u00adoperation", "co\u00adoperation"),
        ("co", "co\u00adoperation", "co\u00adoperation"),
    ],
)
def test_half_words_are_refused(exact: str, text: str, word: str) -> None:
    """A quote never cuts a word or a grapheme; the problem names the word."""
    found = miss(exact, text)
    assert (found.code, found.words) == ("quote-splits-word", {"found": word})


def test_a_half_word_is_passed_over_for_a_whole_one() -> None:
    """Where the words stand whole elsewhere, that is the place."""
    assert places(proof("legal acts", "illegal acts, and legal acts")) == [(18, 28)]


@pytest.mark.parametrize(
    ("exact", "text"),
    [
        ("military aid", "Military aid"),
        ("Ukraine's", "Ukraine’s"),
        ('"aid"', "“aid”"),
        ("long-term", "long–term"),
        ("aid...", "aid…"),
        ("aid,", "aid;"),
        ("colour", "color"),
        ("cafe", "café"),
    ],
)
def test_nothing_else_is_forgiven(exact: str, text: str) -> None:
    """Case, typographic marks, punctuation and letters count."""
    assert miss(exact, text).code == "quote-not-found"


def test_a_decomposed_quote_is_not_found_and_told_why() -> None:
    """A quote that differs in Unicode form alone looks right, so the hint says what is wrong."""
    found = miss("cafe\u0301 noir", "the caf\u00e9 noir is")
    assert found.code == "quote-not-found"
    assert found.words["hint"].split("\n")[1] == (
        "They look alike and differ in Unicode form alone. “factcheck fix” can mend this."
    )


def test_a_quote_crosses_no_paragraphs() -> None:
    """Words of two paragraphs are refused with the lines they run across."""
    found = miss("one two", "the one\n\ntwo words")
    assert (found.code, found.words) == ("quote-crosses-block", {"found": "lines 1 and 3 of the source"})


def test_a_quote_crosses_no_list_items() -> None:
    """Two list items are two blocks."""
    assert miss("one - two", "Points:\n\n- one\n- two").code == "quote-crosses-block"


def test_a_quote_may_run_over_lines_of_a_paragraph() -> None:
    """A line break inside a paragraph is white space."""
    assert places(proof("one two", "the one\ntwo words\n\nmore")) == [(4, 11)]


def test_pieces_are_places_of_their_own() -> None:
    """Each piece is marked for itself, and the words are joined by the omission."""
    found = proof("The allies […] send troops [...] soon", "The allies will not send troops very soon.")
    assert places(found) == [(0, 10), (20, 31), (37, 41)]
    assert found.exact == "The allies […] send troops […] soon"
    assert (found.hull.start, found.hull.end) == (0, 41)


def test_pieces_may_stand_in_different_blocks() -> None:
    """An omission is how a quote crosses paragraphs."""
    assert places(proof("one […] two", "one\n\nand\n\ntwo")) == [(0, 3), (10, 13)]


def test_pieces_follow_one_another() -> None:
    """Words that are turned round are refused; the problem names the piece that comes too early."""
    found = miss("second […] first", "first and second")
    assert (found.code, found.words) == ("quote-pieces-out-of-order", {"found": "first"})


def test_pieces_do_not_overlap() -> None:
    """The same words cannot serve as two pieces."""
    assert miss("one two […] two three", "one two three").code == "quote-pieces-out-of-order"


@pytest.mark.parametrize("exact", ["[…] one", "one […]", "one […] […] two", "[...]"])
def test_an_omission_stands_between_words(exact: str) -> None:
    """There are words on both sides of every […]."""
    assert miss(exact, "one two").code == "quote-empty-piece"


def test_a_piece_that_stands_twice_is_ambiguous() -> None:
    """One way to read the pieces must be left."""
    found = miss("one […] two", "one two and two")
    assert (found.code, found.words["times"]) == ("quote-ambiguous", "2")


def test_a_source_that_has_the_omission_itself() -> None:
    """Where the source leaves words out with the same mark, the mark is a part of the quote."""
    assert places(proof("words [...] end", "the words [...] end here")) == [(4, 19)]


SUMMITS = "At the summit, held in Paris before the summit."


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        ({"prefix": "At"}, [(3, 13)]),
        ({"prefix": "before"}, [(36, 46)]),
        ({"suffix": ", held"}, [(3, 13)]),
        ({"suffix": "."}, [(36, 46)]),
        ({"prefix": "At", "suffix": ", held in Paris"}, [(3, 13)]),
        ({"prefix": "held in\n  Paris before"}, [(36, 46)]),
    ],
)
def test_prefix_and_suffix_choose_a_place(selector: dict[str, str], found: Pieces) -> None:
    """The words before or behind tell two places apart, white space folded."""
    assert places(proof("the summit", SUMMITS, **selector)) == found


@pytest.mark.parametrize(
    ("selector", "words"),
    [
        ({"prefix": "after"}, {"field": "prefix", "side": "before", "found": "At"}),
        ({"suffix": "in Rome"}, {"field": "suffix", "side": "behind", "found": ", held in Paris before the summit."}),
    ],
)
def test_words_that_do_not_stand_beside_the_quote(selector: dict[str, str], words: dict[str, str]) -> None:
    """A wrong prefix or suffix is its own problem, with what the source has there."""
    found = miss("the summit", SUMMITS, **selector)
    assert (found.code, found.words, found.field) == ("quote-context-not-found", words, (words["field"],))


def test_a_prefix_is_checked_where_it_is_not_needed() -> None:
    """A prefix that does not hold is refused even where the quote stands once."""
    assert miss("held", SUMMITS, prefix="they").code == "quote-context-not-found"


@pytest.mark.parametrize("gap", [" ", "\n", " " * 50, "\u00ad" * 50 + " ", "\n\n"])
def test_any_white_space_may_stand_beside_the_quote(gap: str) -> None:
    """Prefix and suffix forgive white space and soft hyphens, however much there is."""
    text = f"a:{gap}the words{gap}b\n\nthe words"
    assert proof("the words", text, prefix="a:", suffix="b").hull.start == 2 + len(gap)


def test_context_chooses_among_very_many_places() -> None:
    """Prefix and suffix find their pieces however many other ways there are to choose them."""
    text = "a b. " * 60 + "here a b there. " + "a b. " * 60
    assert places(proof("a […] b", text, prefix="here", suffix="there")) == [(305, 306), (307, 308)]


def test_an_ambiguous_quote_lists_its_places() -> None:
    """Each place is given with its line and the words around it."""
    found = miss("the summit", "Before the summit.\n\nAt the summit they met.")
    assert found.code == "quote-ambiguous"
    assert found.words == {
        "times": "2",
        "found": "line 1 (“…Before the summit. At the summit they me…”), "
        "line 3 (“…Before the summit. At the summit they met.…”)",
    }


def test_more_places_than_anyone_reads() -> None:
    """Five places are listed; the number says how many there are."""
    found = miss("so", "so " * 9)
    assert found.words["times"] == "9"
    assert found.words["found"].count("line 1") == 5
    assert found.words["found"].endswith(", and more")


def test_overlapping_places_count() -> None:
    """Words that stand twice, one place reaching into the other, are ambiguous."""
    assert miss("so so", "so so so").words["times"] == "2"


def test_focus_once() -> None:
    """The focus is marked where it stands in the quote, not elsewhere in the source."""
    found = proof("send no troops", "no, they send no troops", focus=("no",))
    assert [(f.start, f.end) for f in found.focus] == [(14, 16)]


def test_several_focuses_are_in_the_order_of_the_text() -> None:
    """The order of the record does not matter."""
    found = proof("send no troops", "they send no troops", focus=("troops", "send"))
    assert [(f.start, f.end) for f in found.focus] == [(5, 9), (13, 19)]


@pytest.mark.parametrize(
    ("focus", "times"), [("will", "not at all"), ("so", "twice"), ("and", "3 times"), ("zebra", "not at all")]
)
def test_focus_not_once(focus: str, times: str) -> None:
    """A focus that is not in the quote, or more than once, is refused with how often it was found."""
    found = miss("so and so and and", "they will do so and so and and", focus=("do", focus)[1:])
    assert (found.code, found.words, found.field) == (
        "focus-not-in-quote",
        {"found": focus, "times": times},
        ("focus", 0),
    )


def test_focus_is_not_looked_for_in_what_is_left_out() -> None:
    """Words between two pieces are not in the quote."""
    assert miss("one […] three", "one two three", focus=("two",)).code == "focus-not-in-quote"


def test_focus_does_not_run_across_an_omission() -> None:
    """A focus stands inside one piece."""
    assert miss("one […] three", "one two three", focus=("one two three",)).code == "focus-not-in-quote"


def test_the_nearest_passage() -> None:
    """A miss shows the passage that comes nearest, its line, and the first difference."""
    text = "Something else.\n\nThey want military and logistical aid now.\n\nMore."
    assert miss("militery and logistical aid", text).words == {
        "source": "article",
        "found": "militery and logistical aid",
        "hint": "The nearest passage is on line 3 of the source: “military and logistical aid”.\n"
        "One word differs: write it as the source does.\n"
        "quote:  [militery] and logistical aid\n"
        "source: [military] and logistical aid",
    }


def test_the_nearest_passage_keeps_its_marks() -> None:
    """Marks that the quote has at its ends are shown where the source has them."""
    hint = miss("“Military and logistics”", "They want “military and logistics” now.").words["hint"]
    assert hint.split("\n")[0] == "The nearest passage is on line 1 of the source: ““military and logistics””."


def test_nothing_comes_near() -> None:
    """A passage that is not alike would mislead, so none is shown."""
    assert miss("zebra quantum", "Foo bar.").words["hint"] == (
        "Nothing in the source comes near. Is it from another source?"
    )


def test_nothing_comes_near_in_an_empty_source() -> None:
    """A source without a word is no traceback."""
    assert miss("words", "").code == "quote-not-found"


def test_a_long_quote_is_shortened_in_the_message() -> None:
    """A message shows the beginning of a long quote."""
    assert miss("no " * 100, "yes").words["found"] == ("no " * 100)[:159] + "…"


def test_the_missing_piece_is_named() -> None:
    """Of a quote in pieces the message shows the piece that is not there."""
    assert miss("one […] four", "one two three").words["found"] == "four"


WORDS = st.lists(
    st.sampled_from(["one", "two", "don't", "3.14", "सिंह", "سلام", "👨‍👩‍👧", "café", "世"]), min_size=1, max_size=8
)
GAPS = st.sampled_from([" ", "  ", "\u00a0", "\t", " \u00ad ", "\u00ad \u00ad", "\u2003", "\n"])


@given(WORDS, st.data())
def test_any_words_of_a_block_are_proven(words: list[str], data: st.DataObject) -> None:
    """Whatever white space and soft hyphens a source has, words of it are found, and the slice says the same."""
    text = words[0]
    for word in words[1:]:
        text += data.draw(GAPS) + word
    text = f"First.\n\n{text}\n\nLast."
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    exact = " ".join(words[first : last + 1])
    found = look(exact, text)
    if isinstance(found, Proof):
        [piece] = found.pieces
        assert same_words(text[piece.start : piece.end], exact)
        assert found.exact == text[piece.start : piece.end]
    else:
        assert found.code == "quote-ambiguous"
        assert folded(text).count(exact) > 1


@given(st.text(st.sampled_from("ab'’.3é\u0301\u00ad 🇺🇦\u200d👩世\n"), min_size=1, max_size=30), st.data())
def test_any_slice_between_words_is_proven_or_says_why(text: str, data: st.DataObject) -> None:
    """A slice that starts and ends between words is proven unless another rule forbids it; half words never are."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = look(text[start:end], text)
    if isinstance(found, Proof):
        [piece] = found.pieces
        assert same_words(text[piece.start : piece.end], text[start:end])
        assert is_boundary(text, piece.start)
    else:
        expected = {"quote-ambiguous", "quote-crosses-block", "quote-splits-word", "quote-empty-piece"}
        assert found.code in expected


LONG = "\n\n".join(f"Paragraph {number} holds some words, and they are like the others." for number in range(32_000))
SAME = "\n\n".join("The same words." for _ in range(120_000))


@pytest.mark.parametrize(
    ("exact", "text", "code"),
    [
        ("Some words that are nowhere to be found in it", LONG, "quote-not-found"),
        ("Paragraph 31999 holds some word", LONG, "quote-splits-word"),
        ("same words", SAME, "quote-ambiguous"),
        ("same […] same […] same", SAME, "quote-ambiguous"),
        ("word", "word " * 400_000, "quote-ambiguous"),
        ("wor", "word " * 400_000, "quote-splits-word"),
        ("nowhere", "\u00ad" * 2_000_000, "quote-not-found"),
        ("nowhere", " " * 2_000_000, "quote-not-found"),
        ("a", "\n" * 2_000_000 + "a a", "quote-ambiguous"),
    ],
    ids=["miss", "split", "ambiguous", "pieces", "one block", "half words", "soft hyphens", "spaces", "lines"],
)
def test_a_long_article_stays_fast(exact: str, text: str, code: str) -> None:
    """Two megabytes end within seconds: a guard against quadratic behaviour, not a measurement."""
    source = capture(text)
    begun = time.process_time()
    found = resolve(Selector(source="article", exact=exact), source)
    assert time.process_time() - begun < 5
    assert isinstance(found, Miss)
    assert found.code == code
