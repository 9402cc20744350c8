"""Whoever follows links while a site is being published never meets one to what is not there yet, or not any more."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

from factcheck.built_site import read_built
from factcheck.html_page import read_page
from factcheck.sending import plan
from factcheck.urls import file_of
from sitekit import SmallSite

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.manifests import Step

SECOND = "The council met on Monday."


class Standing:
    """The pages that stand at a target while one site becomes another: each file is of the old or the new build."""

    def __init__(self, old: Path, new: Path) -> None:
        self.old, self.new = old, new
        self.known = dict(read_built(old).files)
        self.folders = dict.fromkeys(self.known, old)
        self.links: dict[tuple[Path, str], frozenset[str]] = {}

    def do(self, step: Step) -> None:
        """Send or remove a file."""
        if step.digest is None:
            del self.folders[step.path]
        else:
            self.folders[step.path] = self.new

    def dead_ends(self) -> set[tuple[str, str]]:
        """Follow every link from the front page on; return the pages and files of links that lead nowhere."""
        found, waiting, seen = set(), ["index.html"], {"index.html"}
        while waiting:
            page = waiting.pop()
            for file in self.linked_from(page):
                if file not in self.folders:
                    found.add((page, file))
                elif file not in seen:
                    seen.add(file)
                    waiting.append(file)
        return found

    def linked_from(self, page: str) -> frozenset[str]:
        """Return the files of the site that a page as it stands links to."""
        folder = self.folders[page]
        if (folder, page) not in self.links:
            self.links[folder, page] = frozenset(_linked(folder, page)) if page.endswith(".html") else frozenset()
        return self.links[folder, page]


def _linked(folder: Path, page: str) -> set[str]:
    parts = [urlsplit(link) for link in read_page((folder / page).read_bytes()).links]
    paths = {unquote(part.path) for part in parts if part.path and not part.netloc and not part.scheme}
    inside = {path for path in paths if not path.startswith("/")}
    return {file_of(_joined(posixpath.dirname(page), path)) for path in inside}


def _joined(folder: str, path: str) -> str:
    whole = posixpath.normpath(posixpath.join(folder, path))
    return ("" if whole == "." else whole) + ("/" if path.endswith(("/", ".", "..")) and whole != "." else "")


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return two builds of a site: a claim came with a person, a topic and a dossier, and another went."""
    base = tmp_path_factory.mktemp("order")
    site = SmallSite(base / "site")
    site.settings(SITENAME="Order", SITEURL="https://order.example")
    site.source()
    site.record("claims/people/ann.yaml", name="Ann")
    site.claim("trees", tags=["parks"])
    site.claim("met", quote={"source": "minutes", "exact": SECOND}, claim="The council met", tags=["gone"])
    site.build("--output", str(base / "old"))
    (site.folder / "claims/met.yaml").unlink()
    site.record("claims/people/bob.yaml", name="Bob")
    site.source("letter", "Ninety trees were planted, Bob said.\n", title="A letter")
    site.claim(
        "winter/planted",
        claim="Ninety trees were planted",
        kind="statement",
        form="direct-quote",
        claimant="bob",
        quote={"source": "letter", "exact": "Ninety trees were planted"},
        tags=["parks", "winter"],
        related=["trees"],
    )
    site.claim("trees", tags=["parks"], related=["planted"])
    site.build("--output", str(base / "new"))
    return base / "old", base / "new"


@pytest.mark.parametrize("turned", [False, True])
def test_no_link_leads_nowhere_at_any_moment(builds: tuple[Path, Path], turned: bool) -> None:  # noqa: FBT001 - a parameter of pytest
    """After each file, in whichever order those of one batch arrive, all that is linked is there; both ways."""
    for old, new in (builds, builds[::-1]):
        standing = Standing(old, new)
        todo = plan(standing.known, read_built(new).files)
        assert todo.new
        assert todo.changed
        assert todo.removed
        assert standing.dead_ends() == set()
        for batch in todo.batches:
            for step in reversed(batch) if turned else batch:
                standing.do(step)
                assert (step, standing.dead_ends()) == (step, set())


def test_the_test_would_notice(builds: tuple[Path, Path]) -> None:
    """In the order of the alphabet, links do lead nowhere for a while."""
    standing = Standing(*builds)
    dead = set()
    for step in sorted(plan(standing.known, read_built(builds[1]).files).steps, key=lambda step: step.path):
        standing.do(step)
        dead |= standing.dead_ends()

    assert ("claims/index.html", "claims/planted/index.html") in dead
