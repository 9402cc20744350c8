"""The seconds of each program over the number of claims, as SVG: both axes logarithmic, a panel for each scene."""

from __future__ import annotations

import math
from html import escape
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report import Figures

PANELS = {"cold": "Cold build", "same": "Nothing changed", "claim": "One claim edited"}
WIDTH, HEIGHT, LEFT, TOP = 300, 300, 56, 44
# Told apart by colour, by mark and by the name at the end of the line.
LOOKS = {
    "factcheck": ("#1d447f", "circle"),
    "hugo": ("#9c2a1c", "square"),
    "hugo-adapter": ("#9c2a1c", "ring"),
    "eleventy": ("#68427f", "square"),
    "pelican": ("#855a00", "square"),
    "limit-1": ("#5a5145", "ring"),
    "limit-2": ("#5a5145", "ring"),
    "cp": ("#8b7f6d", "ring"),
}
Points = list[tuple[int, float]]


def plot(figures: dict[int, Figures]) -> str:
    """Return the picture of some sizes."""
    lines = {scene: {tool: points for tool in LOOKS if (points := _points(figures, tool, scene))} for scene in PANELS}
    values = [seconds for panel in lines.values() for points in panel.values() for _, seconds in points]
    span = (math.floor(math.log10(min(values))), math.ceil(math.log10(max(values))))
    sizes = sorted(figures)
    parts = [part for at, scene in enumerate(PANELS) for part in _panel(at, scene, lines[scene], sizes, span)]
    width, height = len(PANELS) * (WIDTH + LEFT + 40), HEIGHT + TOP + 48
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'aria-label="Seconds over the number of claims" font-family="system-ui, sans-serif" font-size="12">'
    )
    return "\n".join([head, f'<rect width="{width}" height="{height}" fill="#fffcf5"/>', *parts, "</svg>\n"])


def _points(figures: dict[int, Figures], tool: str, scene: str) -> Points:
    found = ((size, one.of(tool, scene, "wall")) for size, one in sorted(figures.items()))
    return [(size, median(seconds)) for size, seconds in found if seconds]


def _panel(at: int, scene: str, lines: dict[str, Points], sizes: list[int], span: tuple[int, int]) -> Iterator[str]:
    left, low, high = LEFT + at * (WIDTH + LEFT + 40), span[0], max(span[1], span[0] + 1)
    yield f'<text x="{left}" y="24" font-size="14" font-weight="600">{escape(PANELS[scene])}</text>'
    for power in range(low, high + 1):
        y = TOP + HEIGHT * (high - power) / (high - low)
        yield f'<path d="M{left} {y:.1f}h{WIDTH - 60}" stroke="#dbd2c1"/>'
        yield f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>'
    for size in sizes:
        x = left + _across(size, sizes)
        yield f'<text x="{x:.1f}" y="{TOP + HEIGHT + 20}" text-anchor="middle">{size:,}</text>'
    taken: list[float] = []
    ends = sorted(lines.items(), key=lambda item: item[1][-1][1])
    for tool, points in ends:
        places = [
            (left + _across(size, sizes), TOP + HEIGHT * (high - math.log10(seconds)) / (high - low))
            for size, seconds in points
        ]
        yield from _line(tool, places, taken)


def _across(size: int, sizes: list[int]) -> float:
    """Return how far to the right a number of claims stands."""
    if len(sizes) == 1:
        return (WIDTH - 60) / 2
    share = math.log(size / sizes[0]) / math.log(sizes[-1] / sizes[0])
    return 16 + (WIDTH - 92) * share


def _line(tool: str, places: list[tuple[float, float]], taken: list[float]) -> Iterator[str]:
    colour, mark = LOOKS[tool]
    if len(places) > 1:
        way = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        yield f'<path d="M{way}" fill="none" stroke="{colour}" stroke-width="{2.5 if tool == "factcheck" else 1.5}"/>'
    for x, y in places:
        yield _mark(mark, colour, x, y)
    x, y = places[-1]
    # Names come from the lowest up; one that would cover the last is lifted.
    y = min(y, taken[-1] - 13) if taken else y
    taken.append(y)
    yield f'<text x="{x + 8:.1f}" y="{y + 4:.1f}" fill="{colour}">{tool}</text>'


def _mark(mark: str, colour: str, x: float, y: float) -> str:
    if mark == "square":
        return f'<rect x="{x - 3.5:.1f}" y="{y - 3.5:.1f}" width="7" height="7" fill="{colour}"/>'
    fill = "#fffcf5" if mark == "ring" else colour
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{fill}" stroke="{colour}" stroke-width="1.5"/>'
