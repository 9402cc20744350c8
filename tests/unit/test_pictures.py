"""Pictures: where their shapes stand, and that there are never too many."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.pictures.days import days
from factcheck.pictures.origins import Witness, origins
from factcheck.pictures.strip import Stretch, stretches, strip
from factcheck.text import Span

if TYPE_CHECKING:
    from factcheck.views import Drawing, Look, Shape

DAY = dt.date(2026, 1, 6)
QUOTED = Witness("quoted", archived=True)
COPY = Witness("supports", archived=False)
BAR = re.compile(r"M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+z")


def shapes(drawing: Drawing, look: str) -> list[Shape]:
    """Return the shapes of one look."""
    return [shape for shape in drawing.shapes if shape.look == look]


def attributes(drawing: Drawing, look: str, *names: str) -> list[tuple[str, ...]]:
    """Return some attributes of each shape of a look."""
    return [tuple(dict(shape.attributes)[name] for name in names) for shape in shapes(drawing, look)]


def bars(drawing: Drawing) -> list[tuple[float, ...]]:
    """Return left, top, width and height of each passage of a strip."""
    return [tuple(map(float, found)) for found in BAR.findall(dict(shapes(drawing, "mark")[0].attributes)["d"])]


def weight(drawing: Drawing) -> int:
    """Return about how many bytes the shapes take on a page."""
    return sum(len(n) + len(v) + 4 for s in drawing.shapes for n, v in s.attributes) + 24 * len(drawing.shapes)


def test_a_passage_stands_where_it_stands_in_the_text() -> None:
    """Code points 300 to 420 of 1,000 are 300 to 420 of the strip, less a gap of one."""
    assert bars(strip(1000, [Span(300, 420)], ())) == [(300, 0, 119, 10)]


def test_overlapping_passages_are_stacked() -> None:
    """What overlaps stands higher, what follows stands on the line again."""
    found = bars(strip(1000, [Span(0, 100), Span(50, 150), Span(100, 200)], ()))
    assert [(left, top) for left, top, _, _ in found] == [(0, 12), (50, 0), (100, 12)]


def test_a_short_passage_of_a_long_text_is_still_seen() -> None:
    """At its end too it has its width and stays inside."""
    assert bars(strip(1_000_000, [Span(500_000, 500_005)], ())) == [(500, 0, 3, 10)]
    assert bars(strip(1_000_000, [Span(999_990, 1_000_000)], ())) == [(999.99, 0, 0.01, 10)]


def test_what_is_listed_as_no_claim_stands_below_the_line() -> None:
    """It is drawn faint, under the text's own line."""
    drawing = strip(1000, [Span(0, 100)], [Span(500, 600)])
    assert attributes(drawing, "axis", "d") == [("M0 12h1000v2H0z",)]
    assert attributes(drawing, "faint", "d") == [("M500 16h99v5h-99z",)]


def test_a_text_that_nobody_quotes_is_a_line() -> None:
    """Nothing stands on it."""
    assert bars(strip(1000, [], ())) == []


spans = st.tuples(st.integers(0, 990), st.integers(1, 300)).map(lambda p: Span(p[0], min(1000, p[0] + p[1])))


@given(st.lists(spans, max_size=40))
def test_no_two_passages_lie_on_one_another(passages: list[Span]) -> None:
    """In one lane each passage ends before the next begins, unless so many overlap that columns are drawn."""
    found = bars(strip(1000, passages, ()))
    for one, other in itertools.combinations(found, 2):
        apart = one[0] + one[2] <= other[0] + 3 or other[0] + other[2] <= one[0] + 3
        assert one[1] != other[1] or apart or one[3] != 10


@given(st.lists(spans, max_size=400))
def test_a_strip_is_bounded(passages: list[Span]) -> None:
    """However many passages there are, nothing leaves the box, and the picture stays small."""
    drawing = strip(1000, passages, passages)
    assert drawing.box is not None
    height = float(drawing.box.split()[3])
    assert all(x >= 0 and x + w <= 1000 and y >= 0 and y + h <= height for x, y, w, h in bars(drawing))
    assert len(bars(drawing)) <= 120


def test_ten_thousand_passages_are_summed() -> None:
    """A hundred columns stand for them, the highest where most are."""
    drawing = strip(10_000, [Span(i, i + 100) for i in range(9_900)] + [Span(5_000, 5_050)] * 100, ())
    tall = [height for _, _, _, height in bars(drawing)]
    assert (len(tall), max(tall), tall.index(max(tall))) == (100, 72, 50)
    assert weight(drawing) < 3000


def test_parts_of_a_text_tell_how_much_is_quoted() -> None:
    """Each tenth says how many passages it has and what share they cover, overlaps once."""
    found = list(stretches(100, [Span(0, 10), Span(5, 15)], 4))
    assert found[0] == Stretch(Span(0, 25), 2, 0.6)
    assert [s.passages for s in found] == [2, 0, 0, 0]


def test_a_text_shorter_than_its_parts_is_told_too() -> None:
    """A text of three code points has three parts, an empty one none."""
    assert [s.span for s in stretches(3, [Span(0, 3)])] == [Span(0, 1), Span(1, 2), Span(2, 3)]
    assert list(stretches(0, [])) == []


def test_one_day_stands_in_the_middle() -> None:
    """A line with one stop has no scale."""
    assert attributes(days([(DAY, "step")]), "step", "cx", "cy") == [("51%", "0.45em")]


def test_days_stand_as_far_apart_as_they_are() -> None:
    """The first stands at the beginning, the last at the end, one in the middle between them."""
    stops: list[tuple[dt.date | None, Look]] = [(DAY + dt.timedelta(days=n), "step") for n in (0, 50, 100)]
    assert attributes(days(stops), "step", "cx") == [("4%",), ("51%",), ("98%",)]


def test_what_has_no_date_stands_apart() -> None:
    """It stands hollow before the line begins."""
    drawing = days([(DAY, "step"), (None, "undated")])
    assert attributes(drawing, "undated", "cx") == [("4%",)]
    assert attributes(drawing, "axis", "x1") == [("14%",)]


def test_what_happened_on_one_day_is_stacked() -> None:
    """Like stands with like, the most frequent on the line."""
    drawing = days([(DAY, "review"), (DAY, "step"), (DAY, "step")])
    assert attributes(drawing, "step", "cy") == [("1.95em",), ("1.2em",)]
    assert attributes(drawing, "review", "y") == [("0.18em",)]


def test_too_many_days_become_bars() -> None:
    """Ten thousand entries are a bar for each part of the time, and hollow for what has no date."""
    stops: list[tuple[dt.date | None, Look]] = [(DAY + dt.timedelta(days=n), "step") for n in range(10_000)]
    stops += [(None, "undated")] * 50
    drawing = days(stops)
    assert (len(shapes(drawing, "bar")), len(shapes(drawing, "hollow-bar"))) == (49, 1)
    assert weight(drawing) < 6000


def test_copies_are_joined_by_a_thread() -> None:
    """Sources of one origin hang together, another origin stands apart."""
    drawing = origins([[QUOTED, COPY, COPY], [COPY]])
    assert attributes(drawing, "thread", "x1", "x2") == [("10%", "50%")]
    assert attributes(drawing, "linked", "cx") == [("30%",), ("50%",), ("90%",)]


@pytest.mark.parametrize(
    ("item", "look"),
    [
        (QUOTED, "archived"),
        (COPY, "linked"),
        (Witness("contradicts", archived=True), "archived-against"),
        (Witness("contradicts", archived=False), "linked-against"),
        (Witness("context", archived=False), "linked"),
    ],
)
def test_archived_and_linked_are_drawn_differently(item: Witness, look: str) -> None:
    """So is what speaks against."""
    assert [shape.look for shape in origins([[item]]).shapes] == [look]


def test_of_many_origins_only_the_first_are_drawn() -> None:
    """Six origins with three sources each fit on a telephone."""
    drawing = origins([[COPY] * 10] * 1000)
    assert (len(shapes(drawing, "linked")), len(shapes(drawing, "thread"))) == (18, 6)
    assert weight(drawing) < 3000
