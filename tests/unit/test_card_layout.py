"""The card of a claim: nothing runs over an edge, no letter is a box, and untrusted text stays text."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from generated import given, st
from hypothesis import settings

from factcheck.card_layout import HEIGHT, MARGIN, TONES, WIDTH, CardText, card_svg, placed
from factcheck.fonts import OURS, THEIRS
from factcheck.typeset import column, line_width, words_in

CARD = CardText(
    site="Golden checks",
    direction="ltr",
    kind="Pledge",
    flags=(),
    title="The council will plant ninety trees",
    title_direction="ltr",
    quote="The council will plant ninety trees before the winter",
    marks=("“", "”"),
    quote_direction="ltr",
    said="In the words of Minutes of the council",
    labels=(
        ("Quote", "Verbatim, 92–145", "plain"),
        ("Attribution", "3 steps", "plain"),
        ("Evidence", "Primary document", "supports"),
        ("Verdict", "Not rated", "plain"),
    ),
)
LATIN, CYRILLIC, ARABIC = "aefgiMWﬁéßłğ-,.“”’&<>\"'0189", "абвїЇґЖшю", "ابتسشعلمنهوي،؟٣"
TEXTS = st.one_of(
    *(st.text(alphabet=f"{letters} ", max_size=400) for letters in (LATIN, CYRILLIC, ARABIC)),
    st.text(alphabet=f"{LATIN}{CYRILLIC}{ARABIC} \u202e\u2069", max_size=200),
    st.text(max_size=60),
    st.just("Donaudampfschifffahrt" * 40),
)
DIRECTIONS = st.sampled_from(["ltr", "rtl"])
CARDS = st.builds(
    CardText,
    site=TEXTS,
    direction=DIRECTIONS,
    kind=TEXTS,
    flags=st.lists(st.tuples(TEXTS, st.sampled_from(["plain", "contradicts"])), max_size=3).map(tuple),
    title=TEXTS,
    title_direction=DIRECTIONS,
    quote=TEXTS,
    marks=st.sampled_from([("“", "”"), ("«", "»"), ("”", "“")]),
    quote_direction=DIRECTIONS,
    said=TEXTS,
    labels=st.tuples(*[st.tuples(TEXTS, TEXTS, st.sampled_from(["plain", "uncertain"]))] * 4),
)


def texts(card: CardText) -> list[str]:
    """Return the lines of a card as they are printed, without the marks that set their direction."""
    root = ET.fromstring(card_svg(card))  # noqa: S314 - written by ourselves a moment ago
    return ["".join(node.itertext()).strip("\u202a\u202b\u202c") for node in root.iter() if node.tag.endswith("}text")]


@settings(max_examples=60)
@given(CARDS)
def test_no_line_runs_over_an_edge(card: CardText) -> None:
    """Whatever is written in whatever script: each line ends within the margins, and nothing below the card."""
    for line in placed(card):
        is_hanging_mark = [word.text for word in line.words] == [card.marks[0]]
        edge = 12 if is_hanging_mark else MARGIN
        assert edge - 0.01 <= line.left
        assert line.left + line.width <= WIDTH - edge + 0.01
        assert line.size < line.y < HEIGHT - 20


@settings(max_examples=60)
@given(CARDS)
def test_lines_do_not_lie_on_one_another(card: CardText) -> None:
    """What overlaps from left to right keeps its distance from top to bottom."""
    lines = placed(card)
    for index, one in enumerate(lines):
        for other in lines[index + 1 :]:
            apart = one.left + one.width <= other.left + 0.01 or other.left + other.width <= one.left + 0.01
            assert apart or abs(one.y - other.y) > 0.8 * min(one.size, other.size)


@settings(max_examples=60)
@given(CARDS)
def test_every_card_is_xml(card: CardText) -> None:
    """No text of a record breaks out of its element, or holds what XML cannot."""
    assert ET.fromstring(card_svg(card)).tag.endswith("}svg")  # noqa: S314 - as above


@given(TEXTS, st.integers(1, 4), st.floats(120, 1056))
def test_a_column_keeps_to_its_lines_and_its_width(text: str, most: int, width: float) -> None:
    """At whichever size, there are no more lines than allowed, none wider than asked."""
    if words := words_in(text, THEIRS):
        found = column(words, width=width, sizes=[(60, most), (36, most)])
        assert len(found.lines) <= most
        assert all(line_width(line) * found.size <= width + 0.01 for line in found.lines)


def test_a_card_says_all_that_it_should() -> None:
    """Kind, site, claim, quote in its marks, whose words, and the four labels, in the order of reading."""
    assert texts(CARD) == [
        "Pledge",
        "Golden checks",
        "The council will plant ninety trees",
        "“",
        "The council will plant ninety",
        "trees before the winter”",
        "In the words of Minutes of the council",
        *("Quote", "Verbatim, 92–145", "Attribution", "3 steps"),
        *("Evidence", "Primary document", "Verdict", "Not rated"),
    ]


def test_what_is_known_first_stands_beside_the_kind() -> None:
    """A withdrawn claim says so in words, on a ground of its own."""
    card = replace(CARD, flags=(("Withdrawn", "contradicts"),))
    assert texts(card)[:3] == ["Pledge", "Withdrawn", "Golden checks"]
    assert [line.ground for line in placed(card)][:3] == ["", TONES["contradicts"], ""]


def test_a_long_quote_is_cut_at_a_word() -> None:
    """The last line ends with a whole word, an ellipsis and the closing mark."""
    words = "The sample society met again, weighed the sample question once more, and put the answer off. " * 9
    last = texts(replace(CARD, quote=words))[-10]
    assert last.endswith("…”")
    assert last.removesuffix("…”").split()[-1] in words.split()


def test_marks_are_those_of_the_language() -> None:
    """A Ukrainian quote stands in angles."""
    card = replace(CARD, quote="Ми посадимо дерева", marks=("«", "»"))
    assert texts(card)[3:5] == ["«", "Ми посадимо дерева»"]


@pytest.mark.parametrize("quote", ["日本語の引用", "हिन्दी", "A word and 語", "\ufdd0", "☃\ufe0f smile 🙂"])
def test_without_the_letters_there_is_no_text(quote: str) -> None:
    """A quote that no font of ours can set leaves site, kind and labels: there is never a box for a letter."""
    assert texts(replace(CARD, quote=quote)) == [
        "Pledge",
        "Golden checks",
        "Golden checks",
        *("Quote", "Verbatim, 92–145", "Attribution", "3 steps"),
        *("Evidence", "Primary document", "Verdict", "Not rated"),
    ]


def test_one_text_that_cannot_be_set_leaves_the_others() -> None:
    """A source whose title no font can set is left out; the quote stays."""
    found = texts(replace(CARD, said="In the words of 議事録"))
    assert "trees before the winter”" in found
    assert not [text for text in found if "words of" in text]


def test_markup_in_a_record_is_text() -> None:
    """Angle brackets, ampersands and quotes are printed as they are."""
    assert '</text><script x="1">&' in texts(replace(CARD, title='</text><script x="1">&'))


def test_marks_of_direction_in_a_record_turn_nothing() -> None:
    """What would turn the rest of the card round is not set."""
    found = texts(replace(CARD, title="One \u202etwo\u202c three\u2069"))
    assert "One two three" in found


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("Київ 2026", ["Source Serif 4"]),
        ("Ελλάδα", ["Source Serif 4"]),
        ("المجلس NATO 2026", ["Amiri"]),
        ("المجلس Київ المجلس", ["Amiri", "Source Serif 4", "Amiri"]),
    ],
)
def test_one_face_sets_a_text_where_it_can(text: str, families: list[str]) -> None:
    """Latin words in an Arabic text stay in its face; only letters that it lacks are set in another."""
    words = words_in(text, THEIRS) or ()
    faces = [word.face.family for word in words]
    assert [face for index, face in enumerate(faces) if index == 0 or faces[index - 1] != face] == families


def test_a_text_of_spaces_is_no_text() -> None:
    """Nothing is set for it."""
    assert words_in(" \n\u00ad ", OURS) is None
