"""The text of a source in runs: code point for code point, whoever quotes what, in every script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.coverage import SAYS_SOMETHING
from factcheck.model import Capture, PartialDate, Snapshot
from factcheck.pages.passages import Passage, blocks_of
from factcheck.text import Span, blocks, fold
from factcheck.views import BlockView, Card, Link, Note

if TYPE_CHECKING:
    from collections.abc import Sequence

# Letters that take marks, marks, emoji of several code points, and scripts that run the other way.
ALPHABET = "abß12 .,\u0301\u0323\u00ad\u200d\ufe0fé中文 ไทยก็ नमस्ते한국어שלום مرحبا👩‍👧🏽🇺🇦\n"
texts = st.lists(st.text(st.sampled_from(ALPHABET), min_size=1, max_size=30), min_size=1, max_size=6).map(
    lambda parts: "\n\n".join(f"- {part}" if len(part) % 3 == 0 else part for part in parts)
)


def capture_of(text: str) -> Capture:
    """Return a capture of a text."""
    snapshot = Snapshot(file="a.txt", sha256="0" * 64, captured=PartialDate(2026))
    return Capture(snapshot, text, "0" * 64, blocks(text), fold(text))


def note(name: str) -> Note:
    """Return a claim beside a passage."""
    card = Card(
        id=name, href=f"claims/{name}/", title=name, language=None, direction=None, kind="Context", excerpt="",
        excerpt_language=None, excerpt_direction=None, source=Link(text=""), labels=(), state=None,
        state_tone="plain", date="", datetime="", flags=(),
    )  # fmt: skip
    return Note(number=name, card=card, offsets="", passage=name)


def marked(text: str, *quotes: Sequence[Span]) -> list[BlockView]:
    """Return the blocks of a text in which claims c0, c1 … quote some spans."""
    passages = [Passage(tuple(spans), note(f"c{n}")) for n, spans in enumerate(quotes)]
    return list(blocks_of(capture_of(text), passages))


def words_of(found: Sequence[BlockView], claim: str) -> str:
    """Return the marked passage of a claim."""
    return "".join(run.text for block in found for run in block.runs if claim in run.claims)


@st.composite
def texts_with_quotes(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """Return a text and quotes in it that overlap and nest as they like, each inside one block."""
    text = draw(texts)
    found = blocks(text)
    quotes = []
    for _ in range(draw(st.integers(0, 8)) if found else 0):
        block = draw(st.sampled_from(found))
        start = draw(st.integers(block.start, block.end - 1))
        quotes.append(Span(start, draw(st.integers(start + 1, block.end))))
    return text, quotes


@given(texts_with_quotes())
def test_the_runs_are_the_text(drawn: tuple[str, list[Span]]) -> None:
    """Joined with the list markers they are each block, code point for code point."""
    text, quotes = drawn
    found = marked(text, *([quote] for quote in quotes))
    assert [b.marker + "".join(r.text for r in b.runs) for b in found] == [text[b.start : b.end] for b in blocks(text)]


@given(texts_with_quotes())
def test_the_marked_passage_is_the_quote(drawn: tuple[str, list[Span]]) -> None:
    """Whatever else overlaps it, in whatever script."""
    text, quotes = drawn
    found = marked(text, *([quote] for quote in quotes))
    assert [words_of(found, f"c{n}") for n in range(len(quotes))] == [text[q.start : q.end] for q in quotes]


@given(texts_with_quotes())
def test_every_claim_has_one_anchor_and_one_note(drawn: tuple[str, list[Span]]) -> None:
    """Its anchor stands on the run with which its quote begins."""
    text, quotes = drawn
    found = marked(text, *([quote] for quote in quotes))
    anchors = [anchor for block in found for run in block.runs for anchor in run.anchors]
    assert sorted(anchors) == sorted(note.card.id for block in found for note in block.notes)
    assert sorted(anchors) == sorted(f"c{n}" for n in range(len(quotes)))
    assert all(set(run.anchors) <= set(run.claims) for block in found for run in block.runs)


@given(texts_with_quotes())
def test_what_no_claim_quotes_is_known(drawn: tuple[str, list[Span]]) -> None:
    """A run is unclaimed if nobody quotes it and it says something."""
    text, quotes = drawn
    for run in (run for block in marked(text, *([q] for q in quotes)) for run in block.runs):
        assert run.unclaimed == (not run.claims and SAYS_SOMETHING.search(run.text) is not None)


def test_a_quote_in_pieces_is_marked_piece_by_piece() -> None:
    """What stands between its pieces is not marked."""
    found = marked("One two three.\n\nFour five.\n", [Span(0, 3), Span(8, 13), Span(16, 20)])
    assert words_of(found, "c0") == "OnethreeFour"


def test_the_shortest_quote_is_where_a_click_leads() -> None:
    """Inside of a longer quote the shorter one can still be chosen."""
    found = marked("One two three.\n\nx", [Span(0, 13)], [Span(4, 7)])
    assert [(run.text, run.href, run.depth) for run in found[0].runs] == [
        ("One ", "claims/c0/", 1),
        ("two", "claims/c1/", 2),
        (" three", "claims/c0/", 1),
        (".", None, 0),
    ]


def test_what_is_listed_as_no_claim_is_not_unclaimed() -> None:
    """It is no claim's, and nobody forgot it."""
    passages = [Passage((Span(0, 3),), None)]
    runs = next(blocks_of(capture_of("One two.\n\nx"), passages)).runs
    assert [(run.text, run.claims, run.unclaimed) for run in runs] == [("One", (), False), (" two.", (), True)]


def test_a_quote_that_begins_with_the_list_marker_keeps_it() -> None:
    """The marker is then a part of the passage, and not set before it."""
    found = marked("x\n\n- One two.\n", [Span(3, 8)])[1]
    assert (found.marker, found.runs[0].text) == ("", "- One")


@pytest.mark.parametrize("many", [2000])
def test_a_text_with_thousands_of_quotes_is_cut_once_for_each(many: int) -> None:
    """Each quote of its own block is one run of it: nothing else is walked over or repeated."""
    text = "".join(f"Paragraph {number:04} says one thing.\n\n" for number in range(many))
    length = len(text) // many
    found = marked(text, *([Span(length * n, length * n + 9)] for n in range(many)))
    assert [len(block.runs) for block in found] == [2] * many
    assert [block.runs[0].claims for block in found] == [(f"c{n}",) for n in range(many)]
