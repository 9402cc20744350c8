"""Builds the same pages with this program and with others, in turn: ``python bench/bench.py [SIZE ...]``.

In each round every program builds each scene once, in rotated order, so that a slow spell of a shared machine touches
all of them; one more round looks at memory. What is told are medians over the rounds, with the least and the most; a
ratio is taken within a round, to the faster of Hugo and Eleventy there. Outputs are moved aside before a cold build,
not deleted: some file systems are slow for minutes after many files were deleted. They are deleted between two rounds
where there would be no room for another.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import report
from content import Content
from corpus import Corpus
from measure import FailedError, memory_of, run
from same import Compared, compare
from tools import ELEVENTY, TOOLS, Factcheck, Hugo, Pelican, Site

from factcheck.theme import theme_folder

if TYPE_CHECKING:
    from tools import Tool

SCENES = ("cold", "same", "claim", "source", "template")
OWN_PAGES = ("about", "methodology", "corrections-policy")


class Bench:
    """One size: its site, its tools, and what was measured."""

    def __init__(self, size: int, told: argparse.Namespace) -> None:
        self.size, self.told = size, told
        self.root = Path(told.root) / f"bench-{size}"
        self.runs: list[dict[str, Any]] = []
        self.loops: list[float] = []
        self.skipped: dict[str, str] = {}
        self.thrown_away = 0

    def measure(self) -> dict[str, Any]:
        """Set up, measure, compare; return it all as JSON has it."""
        shutil.rmtree(self.root, ignore_errors=True)
        Corpus(self.root / "site", self.size).write()
        # Another process, so that this one stays small: it starts all that are measured.
        converter = Path(__file__).with_name("content.py")
        folders = [str(self.root / "site"), str(self.root / "content")]
        subprocess.run([sys.executable, str(converter), *folders], check=True)  # noqa: S603 - our own
        site = Site(self.root / "site", self.size, Content(self.root / "content"), theme_folder())
        tools = [tool for kind in TOOLS if (tool := self._tool(kind, site))]
        same = self._same(tools) if self.told.check else {}
        # Memory is looked at in a round of its own.
        for number in range(self.told.rounds + 1):
            free = _free_in(self.root)
            turn = [tool for tool in tools if tool.builds]
            turn = turn[number % len(turn) :] + turn[: number % len(turn)]
            # A copy of what ours wrote keeps the last place.
            for tool in [*turn, *(tool for tool in tools if not tool.builds)]:
                if tool.name not in self.skipped:
                    self._try(tool, number)
            self._make_room(free)
        found = self._found(tools, same)
        shutil.rmtree(self.root, ignore_errors=True)
        return found

    def _tool(self, kind: type[Tool], site: Site) -> Tool | None:
        if kind.name not in self.told.tools:
            return None
        if missing := kind.missing():
            print(f"{kind.name} is skipped: {missing}", flush=True)
            self.skipped[kind.name] = missing
            return None
        tool = kind(self.root, site)
        tool.prepare()
        return tool

    def _try(self, tool: Tool, number: int) -> None:
        """Measure a round of a program; one that fails, for want of memory perhaps, is named and left out."""
        try:
            self._round(tool, number)
        except FailedError as error:
            print(f"{tool.name} is left out: {error}", flush=True)
            self.skipped[tool.name] = str(error).splitlines()[0]

    def _round(self, tool: Tool, number: int) -> None:
        for scene in ("cold",) if tool.is_floor else self.told.scenes:
            if scene not in ("cold", "same") and scene not in tool.files():
                continue
            if scene == "cold":
                self._put_away(tool)
            changed = tool.edit(scene, number) if scene in tool.files() else None
            self.loops.append(loop())
            found, words = self._cost(tool, is_timed=number < self.told.rounds)
            if changed and not changed():
                raise FailedError(f"{tool.name} did not write the edit of a {scene}")
            self.runs.append({"tool": tool.name, "scene": scene, "round": number, **found})
            print(f"{self.size:>7} {number} {tool.name:14} {scene:9} {words}", flush=True)

    def _cost(self, tool: Tool, *, is_timed: bool) -> tuple[dict[str, float], str]:
        """Run a program; return what it took, for the table and in words."""
        if is_timed:
            cost = run(tool.command, tool.work)
            return asdict(cost), f"{cost.wall:8.2f} s, CPU {cost.cpu:8.2f} s"
        memory = memory_of(tool.command, tool.work)
        return {"memory": memory}, f"{memory:8.0f} MiB"

    def _make_room(self, before: tuple[int, int]) -> None:
        """Delete what was moved aside, where a round such as the one that began with so much free lacks room."""
        if any(free < 2 * (begun - free) for begun, free in zip(before, _free_in(self.root), strict=True)):
            shutil.rmtree(self.root / "away", ignore_errors=True)
            os.sync()

    def _put_away(self, tool: Tool) -> None:
        for path in tool.kept():
            if path.exists():
                self.thrown_away += 1
                aside = self.root / "away" / str(self.thrown_away)
                aside.parent.mkdir(exist_ok=True)
                path.rename(aside)

    def _same(self, tools: list[Tool]) -> dict[str, Compared]:
        """Build once with each program before anything is edited or measured, and compare the pages."""
        building = []
        for tool in tools:
            try:
                if tool.builds:
                    run(tool.command, tool.work)
                    building.append(tool)
            except FailedError as error:
                print(f"{tool.name} is left out: {error}", flush=True)
                self.skipped[tool.name] = str(error).splitlines()[0]
        ours = next((tool for tool in building if isinstance(tool, Factcheck)), None)
        found = {tool.name: compared(ours, tool) for tool in building if tool is not ours} if ours else {}
        for name, result in found.items():
            print(f"{name}: {result}", flush=True)
        return found

    def _found(self, tools: list[Tool], same: dict[str, Compared]) -> dict[str, Any]:
        return {
            "when": dt.datetime.now(dt.UTC).strftime("%Y-%m-%d"),
            "rounds": self.told.rounds,
            "processors": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
            "files": file_system(self.told.root),
            "loop_ms": [round(1000 * found, 1) for found in (min(self.loops), max(self.loops))],
            "versions": versions(),
            "runs": self.runs,
            "output": {tool.name: weight(tool.out) for tool in tools},
            "same": {name: result.summary() for name, result in same.items()},
            "skipped": self.skipped,
        }


def compared(ours: Tool, peer: Tool) -> Compared:
    """Compare a peer's files with ours. The lists of plain Pelican begin their numbers at the other end."""
    only = "claims/claim-" if isinstance(peer, Pelican) else ""
    return compare(ours.out, peer.out, OWN_PAGES, only=only)


def weight(folder: Path) -> dict[str, int]:
    """Return how many files a folder has, and their bytes."""
    sizes = [file.stat().st_size for file in folder.rglob("*") if file.is_file()]
    return {"files": len(sizes), "bytes": sum(sizes)}


def loop() -> float:
    """Return the seconds of a fixed amount of work: how fast the machine is just now."""
    begun, total = time.perf_counter(), 0
    for number in range(500_000):
        total += number * number
    return time.perf_counter() - begun


def file_system(folder: str) -> str:
    """Return the kind of file system of a folder, where the system's own program tells it."""
    try:
        return _said(["stat", "--file-system", "--format=%T", folder])
    except (OSError, subprocess.CalledProcessError):
        return "an unknown file system"


def versions() -> dict[str, str]:
    """Return the versions of what was measured."""
    found = {"Python": platform.python_version()}
    if hugo := Hugo.program():
        found["Hugo"] = _said([str(hugo), "version"]).split()[1].partition("-")[0]
    if ELEVENTY.is_file():
        found["Eleventy"] = json.loads((ELEVENTY.parent / "package.json").read_text())["version"]
        found["Node"] = _said(["node", "--version"])
    return found


def _said(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603 - our own


def _free_in(folder: Path) -> tuple[int, int]:
    """Return how many bytes and how many files more a file system can hold."""
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize, found.f_favail


def arguments() -> argparse.Namespace:
    """Read the command line."""
    options = argparse.ArgumentParser(description="Build the same pages with this program and others, side by side.")
    names = [tool.name for tool in TOOLS]
    options.add_argument("sizes", type=int, nargs="*", default=[1000], help="numbers of claims; 1000 by default")
    options.add_argument("--rounds", type=int, default=3)
    usual = [tool.name for tool in TOOLS if tool.by_default]
    options.add_argument("--tools", type=lambda text: text.split(","), default=usual, help=", ".join(names))
    options.add_argument("--scenes", type=lambda text: text.split(","), default=SCENES, help=", ".join(SCENES))
    options.add_argument("--root", default=tempfile.gettempdir(), help="where to work")
    options.add_argument("--check", action="store_true", help="compare the files that were written")
    options.add_argument("--keep", action="store_true", help="leave docs/performance.md as it is")
    return options.parse_args()


def main() -> None:
    """Measure, and write what was found into the documentation. Leave with 1 where pages differ."""
    told = arguments()
    results = {}
    for size in told.sizes:
        results[str(size)] = Bench(size, told).measure()
    if not told.keep:
        report.write(results)
    sys.exit(any(found["differ"] for result in results.values() for found in result["same"].values()))


if __name__ == "__main__":
    main()
