"""Long lists in pages that never change once they are full."""

from __future__ import annotations

from generated import given, st

from factcheck.pages.paging import SIZE, Paged, paged

COUNTS = st.integers(0, 300)
SIZES = st.integers(1, 30)


def pages(count: int, size: int) -> list[Paged[int]]:
    """Return the pages of the numbers below ``count``."""
    return list(paged(range(count), "x/", size))


@given(COUNTS, SIZES)
def test_every_item_stands_once_newest_first(count: int, size: int) -> None:
    """Reading page after page from the front shows every item once, from the newest to the oldest."""
    assert [item for page in pages(count, size) for item in page.items] == list(reversed(range(count)))


@given(COUNTS, SIZES)
def test_the_front_page_is_never_short(count: int, size: int) -> None:
    """The front page holds at least ``size`` items where there are as many, and fewer than twice as many."""
    front = pages(count, size)[0]
    assert front.path == "x/"
    assert min(size, count) <= len(front.items) < 2 * size


@given(COUNTS, st.integers(0, 100), SIZES)
def test_a_full_page_never_changes(count: int, added: int, size: int) -> None:
    """However many items are appended, a page with a number keeps its items, its address and its older neighbour."""
    later = {page.path: (page.items, page.older) for page in pages(count + added, size)}
    for page in pages(count, size)[1:]:
        assert later[page.path] == (page.items, page.older)


@given(COUNTS, SIZES)
def test_neighbours_lead_there_and_back(count: int, size: int) -> None:
    """Each page leads to the next older one and back to the next newer one."""
    found = pages(count, size)
    paths = [page.path for page in found]
    assert [page.older for page in found] == [*paths[1:], None]
    assert [page.newer for page in found] == [None, *paths[:-1]]


@given(COUNTS, SIZES)
def test_numbers_count_from_the_oldest(count: int, size: int) -> None:
    """The oldest page is number one."""
    numbered = pages(count, size)[1:]
    assert [page.path for page in numbered] == [f"x/page/{number}/" for number in range(len(numbered), 0, -1)]


def test_two_full_pages() -> None:
    """With twice the size, the older half moves to a page of its own."""
    front, first = paged(range(2 * SIZE), "claims/")
    assert (front.path, len(front.items), front.newer, front.older) == ("claims/", SIZE, None, "claims/page/1/")
    assert (first.path, first.items[-1], first.newer, first.older) == ("claims/page/1/", 0, "claims/", None)


def test_no_items() -> None:
    """An empty list has one page."""
    assert [(page.path, page.items) for page in pages(0, SIZE)] == [("x/", ())]
