"""Plain ``pelican --autoreload`` follows an editor: it rebuilds after each edit and survives each mistake."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from factcheck.configuration import DEFAULTS
from sitekit import QUOTED, REPO, SmallSite, environment, tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

DONE = "Done: Processed"
QUIET = 1.5


class Watcher:
    """A running ``pelican --autoreload`` on a small site whose theme is its own copy."""

    def __init__(self, site: SmallSite) -> None:
        self.site = site
        self.output = site.folder / "output"
        self.page = self.output / "claims/trees/index.html"
        self.log = site.folder / "log.txt"
        command = [sys.executable, "-m", "pelican", "--settings", "pelicanconf.py", "--autoreload"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=site.folder, env=environment(), stdout=log, stderr=subprocess.STDOUT
            )

    @property
    def text(self) -> str:
        """What the process has said so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    @property
    def builds(self) -> int:
        """How many builds have ended."""
        return self.text.count(DONE)

    def wait(self, until: Callable[[], bool]) -> None:
        """Wait until something is so."""
        end = time.monotonic() + 60
        while not until():
            assert self.process.poll() is None, f"it ended:\n{self.text}"
            assert time.monotonic() < end, f"it never came to that:\n{self.text}"
            time.sleep(0.05)

    def settle(self) -> int:
        """Wait until nothing is built any more; return how many builds there were."""
        before = -1
        while before != self.text.count("re-generating") + self.builds:
            before = self.text.count("re-generating") + self.builds
            time.sleep(QUIET)
        return self.builds

    def shows(self, words: str) -> Callable[[], bool]:
        """Return a function that tells whether these words stand on the claim's page."""
        return lambda: self.page.is_file() and words in self.page.read_text(encoding="utf-8")


@pytest.fixture
def watcher(small_site: SmallSite) -> Iterator[Watcher]:
    """Return a watcher that has built its site once."""
    shutil.copytree(REPO / "theme", small_site.folder / "theme")
    (small_site.folder / "content").mkdir()
    small_site.settings(
        **{**DEFAULTS, "SITENAME": "Small", "SITEURL": "https://small.example", "THEME": "theme", "PATH": "content"}
    )
    running = Watcher(small_site)
    try:
        running.wait(lambda: running.builds == 1)
        running.settle()
        yield running
    finally:
        running.process.kill()
        running.process.wait()


def replace(path: Path, text: str) -> None:
    """Write a file in one step, as editors do."""
    draft = path.with_name(f"{path.name}~")
    draft.write_text(text, encoding="utf-8")
    os.replace(draft, path)  # noqa: PTH105 - atomic on every system


def test_an_edited_claim_is_rebuilt(watcher: Watcher) -> None:
    """Saving a claim changes its page."""
    watcher.site.claim(claim="The council will plant very many trees")
    watcher.wait(watcher.shows("The council will plant very many trees"))


def test_an_edited_source_record_is_rebuilt(watcher: Watcher) -> None:
    """Saving a source's record changes the pages that name the source."""
    watcher.site.source(title="Minutes of the autumn")
    watcher.wait(watcher.shows("Minutes of the autumn"))


def test_an_edited_template_is_rebuilt(watcher: Watcher) -> None:
    """Saving a template of the theme changes the pages made from it."""
    template = watcher.site.folder / "theme/templates/base.html"
    replace(template, template.read_text(encoding="utf-8").replace("</footer>", "<p>Grown anew</p></footer>"))
    watcher.wait(watcher.shows("<p>Grown anew</p></footer>"))


def test_a_new_claim_is_built(watcher: Watcher) -> None:
    """A record that was not there at the start gets its page."""
    watcher.site.claim("met", claim="The council met", quote={"source": "minutes", "exact": "The council met"})
    watcher.wait((watcher.output / "claims/met/index.html").is_file)


def test_a_mistake_in_a_record_is_logged_and_survived(watcher: Watcher) -> None:
    """A quote that does not stand is logged once, nothing is built in a loop, and the last good page stays."""
    good = tree(watcher.output)
    watcher.site.claim(quote={"source": "minutes", "exact": "It will plant eighty trees before the winter"})
    watcher.wait(lambda: "[quote-not-found]" in watcher.text)
    builds = watcher.settle()
    assert (watcher.process.poll(), builds <= 3) == (None, True)
    assert {path: digest for path, digest in tree(watcher.output).items() if path in good} == good


def test_a_mended_record_is_rebuilt(watcher: Watcher) -> None:
    """After a mistake the next good save is built."""
    watcher.site.claim(quote={"source": "minutes", "exact": "It will plant eighty trees before the winter"})
    watcher.wait(lambda: "[quote-not-found]" in watcher.text)
    watcher.settle()
    watcher.site.claim(claim="The council will plant mended trees", quote={"source": "minutes", "exact": QUOTED})
    watcher.wait(watcher.shows("The council will plant mended trees"))


def test_a_mistake_in_a_template_is_logged_and_survived(watcher: Watcher) -> None:
    """A broken template is logged, does not end the process and is not built again without a pause."""
    good = watcher.page.read_bytes()
    template = watcher.site.folder / "theme/templates/claim.html"
    replace(template, "{% extends 'base.html' %}{% block main %}{{ nobody.knows }}{% endblock %}")
    watcher.wait(lambda: "'nobody' is undefined" in watcher.text)
    watcher.settle()
    assert (watcher.process.poll(), watcher.text.count("'nobody' is undefined") <= 2) == (None, True)
    assert watcher.page.read_bytes() == good


def test_a_mended_template_is_rebuilt(watcher: Watcher) -> None:
    """After a broken template the next good save is built, and records are watched again too."""
    template = watcher.site.folder / "theme/templates/claim.html"
    good = template.read_text(encoding="utf-8")
    replace(template, "{% extends 'base.html' %}{% block main %}{{ nobody.knows }}{% endblock %}")
    watcher.wait(lambda: "'nobody' is undefined" in watcher.text)
    watcher.settle()
    replace(template, good)
    watcher.wait(lambda: watcher.builds == 2)
    watcher.settle()  # Pelican sees no edit between the end of a build and its next look.
    watcher.site.claim(claim="The council will plant trees after all")
    watcher.wait(watcher.shows("The council will plant trees after all"))
