"""Slips of the hand in real records: whatever was changed, nothing raises, and few problems tell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from generated import given, st
from hypothesis import settings

from factcheck.corpus import read_entry
from sitekit import REPO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.problems import Problem

# A record with every sort of nesting, a source with a long list, and all others.
RICH = ("claims/paris-draft/binding-commitments.yaml", "seeds/paris-draft-article.yaml")
PATHS = sorted(
    path.relative_to(REPO).as_posix() for folder in ("claims", "seeds") for path in (REPO / folder).rglob("*.yaml")
)
SIGNS = st.sampled_from("'\"[]{}:#-&*!|>%@`,?=; \n\t\r\u00a0\u200f\u2013\u201c\uff1aaA0") | st.characters(codec="utf-8")
MOST = 2


def text_of(path: str) -> str:
    """Return the text of a record of this repository."""
    return (REPO / path).read_text(encoding="utf-8")


def problems_of(path: str, text: str) -> tuple[Problem, ...]:
    """Return what is wrong with a text in the place of a record, seen for itself."""
    return read_entry(path, text.encode()).problems


@pytest.mark.parametrize("path", PATHS)
def test_the_records_are_right_as_they_are(path: str) -> None:
    """Whatever is reported below comes of the mutation."""
    assert problems_of(path, text_of(path)) == ()


@settings(max_examples=600)
@given(st.sampled_from(PATHS), st.floats(0, 1, exclude_max=True), SIGNS, st.sampled_from(["in", "out", "for"]))
def test_one_sign_is_no_avalanche(path: str, where: float, sign: str, what: str) -> None:
    """One sign put in, left out, or typed for another one yields two problems at most, all inside the file."""
    text = text_of(path)
    at = int(where * len(text))
    slip = text[:at] + (sign if what != "out" else "") + text[at + (what != "in") :]
    found = problems_of(path, slip)
    assert len(found) <= MOST
    assert all(1 <= p.place.line <= slip.count("\n") + 1 for p in found)


def slips_of_lines(text: str) -> Iterator[tuple[str, str]]:
    """Yield a text with one line left out, doubled, swapped with the next one, or moved to the left or right."""
    lines = text.split("\n")
    for n, line in enumerate(lines):
        before, behind = lines[:n], lines[n + 1 :]
        for what, changed in {
            "left out": [],
            "doubled": [line, line],
            "swapped": [*behind[:1], line, *behind[1:]],
            "further right by one": [f" {line}"],
            "further right by two": [f"  {line}"],
            "further right by four": [f"    {line}"],
            "further left": [line.removeprefix("  ")],
        }.items():
            rest = [] if what == "swapped" else behind
            yield f"line {n + 1} {what}", "\n".join([*before, *changed, *rest])


@pytest.mark.parametrize("path", RICH)
def test_one_line_is_no_avalanche(path: str) -> None:
    """A lost line, or one that begins elsewhere, yields two problems at most, though others may now belong to it."""
    many = {what: found for what, slip in slips_of_lines(text_of(path)) if len(found := problems_of(path, slip)) > MOST}
    assert many == {}
