"""What ``factcheck serve`` answers at /admin/: the form, or one line that says what is missing for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from little_site import site, write

from factcheck import admin
from factcheck.commands.serve import _form

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the little site in a repository of its own."""
    (tmp_path / ".git").mkdir()
    return write(tmp_path, site())


def text(folder: Path, path: str) -> str:
    """Return a file of the form that is there."""
    found = _form(folder, path)
    assert found is not None
    return found.decode()


def test_the_local_form_reaches_no_other_machine(folder: Path) -> None:
    """Whatever its programs ask for, the page lets them speak to this machine alone."""
    page = text(folder, "index.html")
    assert "connect-src 'self' data: blob:;" in page
    assert "https:" not in page


def test_its_configuration_follows_the_records(folder: Path) -> None:
    """A record that was saved just now can be chosen, and the place in the repository is known."""
    (folder / "claims/organizations/new.yaml").write_text("name: Brand new\n", "utf-8")
    config = text(folder, "config.json")
    assert {"label": "Brand new", "value": "new"} in json.loads(config)["collections"][1]["fields"][5]["options"]
    assert text(folder / "claims", "config.json") != config


def test_programs_are_found_and_nothing_else(folder: Path) -> None:
    """A path that leads out of the programs leads nowhere."""
    assert _form(folder, "cms/npm/index.js")
    paths = ("cms/npm/../../../../package.json", "cms/npm/", "cms", "seeds/article.txt", "", "cms/npm//etc/passwd")
    assert [_form(folder, path) for path in paths] == [None] * len(paths)


def test_without_a_repository_it_says_what_to_do(tmp_path: Path) -> None:
    """The CMS works on repositories alone; the page tells of it before anybody picks a folder."""
    assert "run once: git init" in text(write(tmp_path, site()), "index.html")


def test_without_its_programs_it_says_how_to_get_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line to copy instead of an empty page."""
    monkeypatch.setattr(admin, "_PROGRAMS", {"cms": "nowhere"})
    assert "npm ci --omit=dev --ignore-scripts" in text(folder, "index.html")
