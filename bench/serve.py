"""From save to page: ``python bench/serve.py SIZE`` edits a claim before the eyes of a browser and takes the time.

``factcheck serve`` shows a made-up site of so many claims; Chromium has the page of one of them open. Again and again
the claim's sentence is changed in its file, and the clock runs until the page has painted the new one and said so.
Needs what the tests need: Playwright and a Chromium (see ``scripts/setup tools``).
"""

from __future__ import annotations

import argparse
import contextlib
import os
import queue
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from corpus import Corpus
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import ConsoleMessage, Page

# Seconds: for the first build of a large site, and for a page to follow a save.
PATIENCE = 1800
FOLLOWS = 60
# The page says what it shows once that is painted. Who looks again and again sees it up to half a second late.
TELLS = """
const tell = () => requestAnimationFrame(() => setTimeout(() => console.log(document.querySelector("h1").textContent)));
addEventListener("DOMContentLoaded", () => {
  new MutationObserver(tell).observe(document.documentElement, { childList: true });
  tell();
});
"""


@contextlib.contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a site, and yield its address when its first build is done."""
    command = [sys.executable, "-m", "factcheck", "serve", "--site", str(site), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:  # noqa: S603
        assert process.stdout
        lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=_hand_on, args=(process.stdout, lines), daemon=True).start()
        try:
            address = _line_with(r"http://\S+/(?= shows)", lines)
            _line_with(r"files? changed", lines)
            yield address
        finally:
            process.terminate()


def _hand_on(printed: IO[str], lines: queue.Queue[str]) -> None:
    for line in printed:
        lines.put(line)


def _line_with(pattern: str, lines: queue.Queue[str]) -> str:
    """Wait for a line in which a pattern is found, and return what it found."""
    while True:
        if found := re.search(pattern, lines.get(timeout=PATIENCE)):
            return found[0]


@contextlib.contextmanager
def opened(address: str) -> Iterator[Page]:
    """Open a page in the Chromium of this machine."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    quiet = ["--disable-background-networking", "--disable-component-update", "--no-first-run", "--disable-gpu"]
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*quiet, *["--no-sandbox"] * is_root])
        page = browser.new_page()
        page.add_init_script(TELLS)
        page.goto(address)
        yield page
        browser.close()


def follow(record: Path, page: Page, edits: int, pause: float) -> Iterator[float]:
    """Change the sentence of a claim so many times; yield for each the seconds until the page shows it."""
    text = record.read_text(encoding="utf-8")
    for number in range(1, edits + 1):
        time.sleep(pause)
        sentence = f"The sentence of this claim is its version {number} of {edits}"
        edited = re.sub(r"^claim: .*$", f"claim: {sentence}", text, count=1, flags=re.MULTILINE)
        with page.expect_console_message(partial(_tells, sentence), timeout=FOLLOWS * 1000):
            begun = time.perf_counter()
            record.write_text(edited, encoding="utf-8")
        yield time.perf_counter() - begun


def _tells(sentence: str, message: ConsoleMessage) -> bool:
    return sentence in message.text


def main() -> None:
    """Print the median, the least, the most and the first."""
    options = argparse.ArgumentParser(description="Measure from save to page in factcheck serve.")
    options.add_argument("size", type=int, help="number of claims")
    options.add_argument("--edits", type=int, default=20, help="how many (default: 20)")
    options.add_argument("--pause", type=float, default=2.0, help="seconds between two of them (default: 2)")
    options.add_argument("--root", type=Path, help="the folder to work in (default: a temporary one)")
    told = options.parse_args()
    with tempfile.TemporaryDirectory(dir=told.root) as folder:
        site = Path(folder) / "site"
        Corpus(site, told.size).write()
        record = sorted((site / "claims").glob("y*/*.yaml"))[told.size // 2]
        with served(site) as address, opened(f"{address}claims/{record.stem}/") as page:
            taken = list(follow(record, page, told.edits, told.pause))
    found = (statistics.median(taken), min(taken), max(taken), taken[0])
    middle, least, most, first = (f"{1000 * seconds:.0f}" for seconds in found)
    print(f"{told.size} claims, {told.edits} edits: {middle} ms from save to page ({least} to {most}, first {first})")


if __name__ == "__main__":
    main()
