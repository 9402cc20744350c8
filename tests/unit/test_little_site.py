"""The little site that other tests start from is fine itself, and its marks are read right."""

from __future__ import annotations

from little_site import BASE, found_in, site, unmarked


def test_the_little_site_has_no_problems() -> None:
    """What other tests report is their own change and nothing else."""
    assert found_in(site()) == []


def test_marks_are_taken_out_and_located() -> None:
    """A mark names the line and column of what follows it, whatever marks stood before it."""
    files, places = unmarked({"a.yaml": "x: ▶1\n▶y: ▶😀▶2\n"})
    assert files == {"a.yaml": "x: 1\ny: 😀2\n"}
    assert places == [("a.yaml", 1, 4), ("a.yaml", 2, 1), ("a.yaml", 2, 4), ("a.yaml", 2, 5)]


def test_the_base_has_no_marks() -> None:
    """Expected places come from each test's own change."""
    assert unmarked(BASE)[1] == []
