"""What was measured as tables and a picture in ``docs/performance.md``; sizes that were not measured stay."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median
from typing import Any

from plot import plot
from tools import TOOLS

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results.json"
PAGE = HERE.parent / "docs" / "performance.md"
PICTURE = HERE.parent / "docs" / "images" / "performance.svg"
BEGIN, END = "<!-- made by make bench: begin -->", "<!-- made by make bench: end -->"
SCENES = {
    "cold": "Cold",
    "same": "Nothing changed",
    "claim": "One claim edited",
    "source": "One source edited",
    "template": "One template edited",
}
PEERS = ("hugo", "hugo-adapter", "eleventy")


class Figures:
    """The runs of one size."""

    def __init__(self, result: dict[str, Any]) -> None:
        self.result = result
        self.found: dict[tuple[str, str, str], dict[int, float]] = {}
        for run in result["runs"]:
            for what in run.keys() & {"wall", "cpu", "memory"}:
                self.found.setdefault((run["tool"], run["scene"], what), {})[run["round"]] = run[what]

    def of(self, tool: str, scene: str, what: str) -> list[float]:
        """Return a figure of each round."""
        return list(self.found.get((tool, scene, what), {}).values())

    def ratios(self, tool: str, scene: str, what: str) -> list[float]:
        """Return, of each round, the figure as a share of the least that a peer needed in it."""
        peers = [found for peer in PEERS if (found := self.found.get((peer, scene, what)))]
        rounds = self.found.get((tool, scene, what), {})
        return [figure / min(peer[n] for peer in peers if n in peer) for n, figure in rounds.items() if _any(n, peers)]


def _any(number: int, peers: list[dict[int, float]]) -> bool:
    """Tell whether any peer was measured in a round."""
    return any(number in peer for peer in peers)


def write(results: dict[str, Any]) -> None:
    """Add results to those that are there, by size, and renew the page."""
    known = json.loads(RESULTS.read_text()) if RESULTS.is_file() else {}
    known = dict(sorted({**known, **results}.items(), key=lambda item: int(item[0])))
    RESULTS.write_text(json.dumps(known, indent=1) + "\n")
    page = PAGE.read_text()
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n\n{tables(known)}\n{END}{after}")
    PICTURE.write_text(plot({int(size): Figures(result) for size, result in known.items()}))


def tables(results: dict[str, Any]) -> str:
    """Return all sizes as Markdown."""
    sections = (section(int(size), result) for size, result in results.items())
    return "\n".join(["![Seconds over the number of claims, by program](images/performance.svg)\n", *sections])


def section(size: int, result: dict[str, Any]) -> str:
    """Return the tables of one size."""
    figures = Figures(result)
    versions = ", ".join(f"{name} {version}" for name, version in result["versions"].items())
    measured = f"{result['processors']} processors, {result['rounds']} rounds, files in {result['files']}"
    lines = [
        f"### {size:,} claims",
        "",
        f"Measured on {result['when']}: {measured}; {versions}.",
        "A loop that always does the same took {:g} to {:g} ms during the runs.".format(*result["loop_ms"]),
        "",
    ]
    for scene, title in SCENES.items():
        if any(run["scene"] == scene for run in result["runs"]):
            lines += [f"**{title}**", "", *_table(figures, scene), ""]
    lines += ["**What was written**", "", *_written(result), ""]
    lines += [f"Skipped: {name} ({why})." for name, why in result["skipped"].items()]
    return "\n".join(lines)


def _table(figures: Figures, scene: str) -> list[str]:
    lines = [
        "| program | seconds | of the better peer | CPU seconds | of the better peer | peak MiB | of the better peer |",
        "|---|---|---|---|---|---|---|",
    ]
    for tool in TOOLS:
        if figures.of(tool.name, scene, "wall"):
            cells = [tool.name]
            for what in ("wall", "cpu"):
                cells += [_spread(figures.of(tool.name, scene, what)), _spread(figures.ratios(tool.name, scene, what))]
            memory, share = figures.of(tool.name, scene, "memory"), figures.ratios(tool.name, scene, "memory")
            cells += [f"{median(memory):.0f}" if memory else "–", f"{median(share):.2f}" if share else "–"]
            lines.append(f"| {' | '.join(cells)} |")
    return lines


def _spread(found: list[float]) -> str:
    """Return a median with the least and the most."""
    if not found:
        return "–"
    middle = median(found)
    digits = 3 if middle < 0.1 else 2 if middle < 20 else 1
    return f"{middle:.{digits}f} ({min(found):.{digits}f}–{max(found):.{digits}f})"


def _written(result: dict[str, Any]) -> list[str]:
    lines = ["| program | files | MB | files of ours it wrote | compared | differ |", "|---|---|---|---|---|---|"]
    for tool in TOOLS:
        if output := result["output"].get(tool.name):
            same = result["same"].get(tool.name)
            cells = (
                [f"{same['written']:,} of {same['wanted']:,}", f"{same['compared']:,}", f"{same['differ']}"]
                if same
                else ["–"] * 3
            )
            lines.append(f"| {tool.name} | {output['files']:,} | {output['bytes'] / 1e6:.1f} | {' | '.join(cells)} |")
    return lines
