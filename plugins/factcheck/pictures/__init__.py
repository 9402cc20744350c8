"""Coordinates of small pictures: pure functions that know no word, no page and no template.

A picture is a row of shapes in an SVG element that is as wide as its column. Across, everything is given in per cent
of the width, or in a box that is stretched; upwards in ``em``, so that a picture grows with the text. So nothing is
distorted at any width, and what runs with time or text is mirrored by the stylesheet where the page runs from right
to left. However much there is to draw, a picture has a bounded number of shapes: past a limit it draws sums.
"""

from __future__ import annotations


def number(value: float) -> str:
    """Return a coordinate with two decimals at most, as short as can be."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def across(share: float) -> str:
    """Return a place from 0 to 1 in per cent of the width."""
    return f"{number(100 * share)}%"


def em(value: float) -> str:
    """Return a length in em."""
    return f"{number(value)}em"
