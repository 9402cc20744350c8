"""Pictures of cards: drawn as they were measured, the same each time, and remembered safely."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from test_card_layout import CARD

from factcheck import card_images
from factcheck.card_images import drawn, pictures
from factcheck.card_layout import MARGIN, card_svg

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SVG = card_svg(CARD)
GROUND = (0xF7, 0xF3, 0xEA)
LONG = {
    "Latin": ("ltr", "The sample society met again, weighed it once more, and put the answer off. " * 8),
    "one word": ("ltr", "Donaudampfschifffahrtsgesellschaft" * 20),
    "Cyrillic": ("ltr", "Рада знову зібралася, ще раз зважила питання й відклала відповідь. " * 8),
    "Arabic": ("rtl", "سيزرع المجلس تسعين شجرة قبل الشتاء، كما قالت العمدة (NATO, 2026). " * 8),
    "mixed": ("rtl", "سيزرع المجلس Київ تسعين " * 20),
}


def opened(data: bytes) -> Image.Image:
    """Return a picture without transparency."""
    return Image.open(io.BytesIO(data)).convert("RGB")


def test_a_card_is_a_png_of_1200_by_630() -> None:
    """The size that other sites ask for."""
    [data] = drawn([SVG])
    assert (data[:4], opened(data).size) == (b"\x89PNG", (1200, 630))


def test_drawing_twice_gives_the_same_bytes() -> None:
    """A card depends on nothing but what stands on it."""
    assert drawn([SVG]) == drawn([SVG])


@pytest.mark.parametrize("name", LONG)
def test_what_is_drawn_stays_within_the_margins(name: str) -> None:
    """The renderer sets no line wider than it was measured: the ground shows on all sides."""
    direction, quote = LONG[name]
    card = replace(
        CARD, title=quote, title_direction=direction, quote=quote, quote_direction=direction, marks=("", ""), said=quote
    )
    picture = opened(drawn([card_svg(card)])[0])
    right, below = picture.width - MARGIN, picture.height - 20
    edges = [(0, 0, MARGIN - 6, 630), (right + 6, 0, 1200, 630), (0, 0, 1200, 40), (0, below, 1200, 630)]
    assert [picture.crop(edge).getcolors(2) for edge in edges] == [
        [((edge[2] - edge[0]) * (edge[3] - edge[1]), GROUND)] for edge in edges
    ]


@pytest.fixture
def drawing(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows by the number of pictures each time some are drawn; they are drawn all the same."""
    counts: list[int] = []

    def counting(svgs: Sequence[str]) -> list[bytes]:
        counts.append(len(svgs))
        return drawn(svgs)

    monkeypatch.setattr(card_images, "drawn", counting)
    return counts


def made(cache: Path, *svgs: str) -> list[bytes]:
    """Return the pictures of SVGs, made with a cache."""
    return [data for _, data in pictures([(f"cards/{n}.png", svg) for n, svg in enumerate(svgs)], cache)]


def test_a_card_that_did_not_change_is_not_drawn_again(tmp_path: Path, drawing: list[int]) -> None:
    """Of two cards one is changed: the second build draws one."""
    other, changed = (card_svg(replace(CARD, title=title)) for title in ("Another", "A changed one"))
    first = made(tmp_path, SVG, other)
    second = made(tmp_path, SVG, changed)
    assert (drawing, first[0] == second[0], first[1] == second[1]) == ([2, 1], True, False)


def test_a_card_of_nobody_leaves_the_cache(tmp_path: Path) -> None:
    """Only what the last build asked for is kept."""
    made(tmp_path, SVG, card_svg(replace(CARD, title="Another")))
    made(tmp_path, SVG)
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("damage", [b"", b"\0" * 40, b"\x89PNG"])
def test_a_damaged_cache_costs_a_drawing_and_no_more(tmp_path: Path, drawing: list[int], damage: bytes) -> None:
    """A file that was cut, overwritten or emptied is made again."""
    good = made(tmp_path, SVG)
    [file] = tmp_path.iterdir()
    file.write_bytes(damage)
    assert (made(tmp_path, SVG), made(tmp_path, SVG), drawing) == (good, good, [1, 1, 0])


def test_a_card_under_another_name_is_not_taken(tmp_path: Path) -> None:
    """Who swaps two files of the cache gets the right cards still."""
    both = SVG, card_svg(replace(CARD, title="Another"))
    good = made(tmp_path, *both)
    one, other = tmp_path.iterdir()
    one_data, other_data = one.read_bytes(), other.read_bytes()
    one.write_bytes(other_data)
    other.write_bytes(one_data)
    assert made(tmp_path, *both) == good


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    """Where a file is in the way of its folder, cards are drawn without it."""
    (tmp_path / "cards").write_text("in the way", encoding="utf-8")
    assert made(tmp_path / "cards", SVG) == drawn([SVG])


def test_many_cards_are_the_same_as_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawn by several processes, each card has the bytes it has alone, in the same order."""
    svgs = [card_svg(replace(CARD, title=f"Number {n}")) for n in range(4)]
    alone = drawn(svgs)
    monkeypatch.setattr(card_images, "_FEW", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert drawn(svgs) == alone
