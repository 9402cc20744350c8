"""Fixtures that tests of whole sites share."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock

from sitekit import GOLDEN, REPO, SmallSite, build, serving, write_large_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# Type of page: the site it is taken from, and its path there.
PAGES = {
    "home": ("demo", ""),
    "claims": ("demo", "claims/"),
    "claim": ("demo", "claims/military-and-logistical-aid/"),
    "claim with a verdict": ("golden", "claims/ninety-trees/"),
    "claim in Arabic": ("golden", "claims/arabic-trees/"),
    "withdrawn claim": ("golden", "claims/half-died/"),
    "claim with replies": ("golden", "claims/not-alone/"),
    "claim taken down": ("golden", "claims/fell-over/"),
    "source": ("demo", "sources/paris-draft-article/"),
    "quote-only source": ("golden", "sources/report/"),
    "sources": ("demo", "sources/"),
    "person": ("demo", "people/volodymyr-zelenskiy/"),
    "organization": ("demo", "organizations/coalition-of-the-willing/"),
    "event": ("demo", "events/paris-summit/"),
    "dossier": ("demo", "dossiers/paris-draft/"),
    "topic": ("demo", "topics/security-guarantees/"),
    "pledges": ("demo", "pledges/"),
    "approvals": ("demo", "approvals/"),
    "attendance": ("demo", "attendance/"),
    "corrections": ("golden", "corrections/"),
    "labels": ("demo", "labels/"),
    "search": ("demo", "search/"),
    "content page": ("demo", "methodology/"),
    "404": ("demo", "404.html"),
    "patterns": ("demo", "patterns/"),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-golden``."""
    parser.addoption("--update-golden", action="store_true", help="write what was built to tests/site/golden/expected/")


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str, Path], Path]:
    """Build a site for release, once for all workers; return its output folder, which tests must not change."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def once(name: str, site: Path) -> Path:
        output = shared / f"built-{name}" / "output"
        output.parent.mkdir(exist_ok=True)
        with FileLock(shared / f"built-{name}.lock"):
            done = output.parent / "done"
            if not done.exists():
                build(site, output, "--release")
                done.touch()
        return output

    return once


@pytest.fixture(scope="session")
def demo_site(built_once: Callable[[str, Path], Path]) -> Path:
    """Return the repository's own site, built for release."""
    return built_once("demo", REPO)


@pytest.fixture(scope="session")
def golden_site(built_once: Callable[[str, Path], Path]) -> Path:
    """Return the golden site, built for release: a small site that holds every kind of record."""
    return built_once("golden", GOLDEN / "site")


@pytest.fixture(scope="session")
def large_site(built_once: Callable[[str, Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site of 300 claims and 65 corrections, built for release."""
    return built_once("large", write_large_site(tmp_path_factory.mktemp("large") / "site").folder)


@pytest.fixture
def demo_copy(demo_site: Path, tmp_path: Path) -> Path:
    """Return a copy of the built demonstration site that a test may change."""
    return shutil.copytree(demo_site, tmp_path / "output")


@pytest.fixture
def golden_copy(golden_site: Path, tmp_path: Path) -> Path:
    """Return a copy of the built golden site that a test may change."""
    return shutil.copytree(golden_site, tmp_path / "golden" / "output")


@pytest.fixture
def empty_site(tmp_path: Path) -> SmallSite:
    """Return a site without any record."""
    return SmallSite(tmp_path / "site")


@pytest.fixture
def small_site(empty_site: SmallSite) -> SmallSite:
    """Return a site of one claim and one source, without settings."""
    empty_site.source()
    empty_site.claim()
    return empty_site


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., str]]:
    """Return a function that serves a folder on loopback, at the root or below a path, and returns its address."""
    with ExitStack() as servers:
        yield lambda folder, path="/": servers.enter_context(serving(folder, path))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start the Chromium of this machine, without the calls home that a closed network refuses."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    assert found, f"none of {', '.join(names)} is installed; run scripts/setup tools"
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return {
        "executable_path": found,
        "args": [*quiet, "--disable-gpu", "--disable-quic", *["--no-sandbox"] * is_root],
    }


@pytest.fixture(scope="session")
def addresses(demo_site: Path, golden_site: Path, serve: Callable[..., str]) -> dict[str, str]:
    """Return the address of a page of each type."""
    roots = {"demo": serve(demo_site), "golden": serve(golden_site)}
    return {name: roots[site] + path for name, (site, path) in PAGES.items()}


@pytest.fixture(params=PAGES)
def address(request: pytest.FixtureRequest, addresses: dict[str, str]) -> str:
    """Return the address of a page of each type in turn."""
    return addresses[request.param]


@pytest.fixture(params=[name for name in PAGES if name != "404"])
def page_place(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Return the site and the path of a page of each type in turn, but of the 404 page, which has no place."""
    return PAGES[request.param]
