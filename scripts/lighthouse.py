"""Lighthouse on pages of a built site: ``make lighthouse`` for all four categories, as the median of five.

Lighthouse (npm) drives Debian's Chromium with its mobile preset: a cheap telephone on a slow network.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

REPO: Final = Path(__file__).resolve().parent.parent
PROGRAM: Final = REPO / "scripts/lighthouse.mjs"
CATEGORIES: Final = ("performance", "accessibility", "best-practices", "seo")
CHROMIUM: Final = ("chromium", "chromium-browser", "google-chrome")
# A page of each type in the made-up site.
PAGES: Final = (
    "",
    "claims/",
    "claims/claim-000500/",
    "sources/",
    "sources/source-00010/",
    "people/pe00001/",
    "organizations/or00001/",
    "events/ev00001/",
    "dossiers/y2024/",
    "pledges/",
    "approvals/",
    "attendance/",
    "corrections/",
    "labels/",
    "methodology/",
)
# Chromium has no sandbox for root, and calls nobody in a closed network.
FLAGS: Final = (
    *("--headless=new", "--disable-gpu", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update"),
)


@dataclass(frozen=True, slots=True)
class Report:
    """The scores of a page, 0 to 100 by category, the audits that are not perfect, and the bytes of a first visit."""

    scores: dict[str, int]
    flaws: tuple[str, ...]
    total_bytes: int


def audit(address: str, categories: Sequence[str] = CATEGORIES, *, indexed: bool = True) -> Report:
    """Run Lighthouse once on an address. A page that keeps search engines out is not asked whether it lets them in."""
    options = {
        "onlyCategories": list(categories),
        "skipAudits": [] if indexed else ["is-crawlable"],
        "isPatient": "performance" in categories,
        "disableFullPageScreenshot": "performance" not in categories,
        "chromePath": next(filter(None, map(shutil.which, CHROMIUM)), ""),
        "chromeFlags": [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])],
    }
    command = ["node", str(PROGRAM), address, json.dumps(options)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=180)  # noqa: S603 - a fixed program
    return _report(json.loads(done.stdout))


def _report(found: dict[str, Any]) -> Report:
    scores = {name: round(100 * (category["score"] or 0)) for name, category in found["categories"].items()}
    refs = [ref for category in found["categories"].values() for ref in category["auditRefs"] if ref["weight"]]
    audits = (found["audits"][ref["id"]] for ref in refs)
    flaws = tuple(f"{a['id']}: {a['title']} {_where(a)}" for a in audits if a["score"] is not None and a["score"] < 1)
    requests = found["audits"].get("network-requests", {}).get("details", {}).get("items", [])
    return Report(scores, flaws, sum(item.get("resourceSize", 0) for item in requests))


def _where(found: dict[str, Any]) -> str:
    items = found.get("details", {}).get("items", [])
    return "; ".join(item["node"]["snippet"] for item in items[:3] if "node" in item)


def median_of(reports: Iterable[Report]) -> dict[str, int]:
    """Return the median of each score."""
    listed = list(reports)
    return {name: round(statistics.median(r.scores[name] for r in listed)) for name in listed[0].scores}


@contextmanager
def served(size: int) -> Iterator[str]:
    """Build a made-up site of so many claims for release, serve it on loopback, and yield its address."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        site, output = Path(folder) / "site", Path(folder) / "output"
        factcheck = shutil.which("factcheck", path=str(Path(sys.executable).parent)) or "factcheck"
        for command in (
            [sys.executable, str(REPO / "bench/corpus.py"), str(size), str(site)],
            [factcheck, "build", "--site", str(site), "--output", str(output), "--release"],
        ):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own programs
        free.close()
        serve = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(output)]
        server = subprocess.Popen(serve, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
        try:
            time.sleep(1)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait()


def main() -> int:
    """Print the scores of pages; leave with 1 where one is below 100."""
    options = argparse.ArgumentParser(description="Run Lighthouse on a page of each type, as the median of some runs.")
    options.add_argument("addresses", nargs="*", metavar="URL", help="pages (default: those of a made-up site)")
    options.add_argument("--claims", type=int, default=1000, help="size of the made-up site (default: 1000)")
    options.add_argument("--runs", type=int, default=5)
    told = options.parse_args()
    if told.addresses:
        return print_scores(told.addresses, told.runs)
    with served(told.claims) as root:
        return print_scores([root + path for path in PAGES], told.runs)


def print_scores(addresses: Sequence[str], runs: int) -> int:
    """Print the medians of each page; return 1 where one is below 100."""
    is_perfect = True
    for address in addresses:
        reports = [audit(address) for _ in range(runs)]
        scores, size = median_of(reports), max(report.total_bytes for report in reports)
        shown = " ".join(f"{scores[name]:>4}" for name in CATEGORIES)
        print(f"{shown} {size / 1000:>7.1f} kB  {address}", flush=True)
        for flaw in sorted({flaw for report in reports for flaw in report.flaws}):
            print(f"     {flaw}")
        is_perfect = is_perfect and set(scores.values()) == {100}
    return 0 if is_perfect else 1


if __name__ == "__main__":
    sys.exit(main())
