"""One monster of a site, and everything that is wrong with it, in order.

``monster/`` holds a record that breaks every rule which a well-formed record can break at once, one that breaks
every rule of form, a source that does the same, and a small file for each mistake that ends the reading of a file.
The lists of problems are golden files: after a change that is meant, renew them and read their diff:

    UPDATE_GOLDEN=1 .venv/bin/python -m pytest tests/unit/test_monster.py
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from factcheck.cli import main
from factcheck.codes import CODES

HERE = Path(__file__).parent
MONSTER = HERE / "monster"

# What the monster cannot hold: it would spoil git's own work on this repository, or needs a folder of its own.
ELSEWHERE = {
    "file-too-large",
    "file-unreadable",
    "interface-in-english",
    "interface-untranslated",
    "page-address-taken",
    "page-not-utf8",
    "page-slug-malformed",
    "page-slug-twice",
    "page-status-unknown",
    "page-title-missing",
    "setting-unknown",
    "settings-broken",
    "site-empty",
    "yaml-conflict-marker",
}
# Said only where every record can be read: until then it is not known what a broken one refers to.
LATER = {"source-unquoted"}


@pytest.fixture
def monster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the monster that is a repository of its own, as the present folder."""
    site = tmp_path / "site"
    shutil.copytree(MONSTER, site, ignore=shutil.ignore_patterns("problems.*"))
    (site / ".git").mkdir()
    # With an address of the site its reviews are published as ClaimReview; each is to have a second reader.
    settings = 'SITEURL = "https://monster.example"\nFACTCHECK_TWO_PAIRS_OF_EYES = True\n'
    (site / "pelicanconf.py").write_text(settings, encoding="utf-8")
    monkeypatch.chdir(site)
    return site


@pytest.mark.usefixtures("monster")
@pytest.mark.parametrize("style", ["text", "json", "github"])
def test_every_problem_of_the_monster(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    """All problems are printed at once, sorted by path, line and column, in each format."""
    status = main(["check", "--format", style])
    printed = capsys.readouterr().out
    golden = MONSTER / f"problems.{'txt' if style == 'text' else style}"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(printed, encoding="utf-8")
    assert status == 1
    assert printed == golden.read_text(encoding="utf-8")


def test_the_monster_breaks_every_rule() -> None:
    """No code is missing from the list, but for those that no such folder can show."""
    found = {problem["code"] for problem in json.loads((MONSTER / "problems.json").read_text(encoding="utf-8"))}
    assert found == {code for code in CODES if not code.startswith("output-")} - ELSEWHERE - LATER


def test_the_golden_list_is_in_order() -> None:
    """Problems are sorted by path, then line, then column."""
    problems = json.loads((MONSTER / "problems.json").read_text(encoding="utf-8"))
    places = [(p["path"], p["line"], p["column"]) for p in problems]
    assert places == sorted(places)
