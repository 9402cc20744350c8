"""The Nu HTML Checker, the reference for HTML and CSS, over whole sites. It needs Java and the packages of npm."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from sitekit import REPO, run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.nu

JAR = REPO / "node_modules/vnu-jar/build/dist/vnu.jar"
# CSS that browsers know and the checker does not know yet: its message, and why we use it all the same.
UNKNOWN_CSS: dict[str, str] = {}


def messages(*arguments: str | Path) -> list[dict[str, Any]]:
    """Return what the checker says, informational messages apart."""
    assert JAR.is_file(), "vnu-jar is not installed; run scripts/setup tools"
    done = run(["java", "-jar", JAR, "--format", "json", *arguments], REPO)
    found: list[dict[str, Any]] = json.loads(done.stderr or '{"messages": []}')["messages"]
    return found


def errors(*arguments: str | Path) -> list[str]:
    """Return the errors that the checker finds, with the place of each."""
    found = [message for message in messages(*arguments) if message["type"] != "info"]
    return [f"{m.get('url', '')}:{m.get('lastLine', 0)}: {m['message']}" for m in found]


@pytest.mark.parametrize("name", ["demo_site", "golden_site"])
def test_no_page_has_an_error(request: pytest.FixtureRequest, name: str) -> None:
    """Every page of the site is valid HTML."""
    site: Path = request.getfixturevalue(name)
    assert errors("--skip-non-html", site) == []


def test_the_stylesheet_has_no_error(demo_site: Path) -> None:
    """The stylesheet is valid, but for the features listed above; and each of these is still unknown."""
    sheets = sorted((demo_site / "theme/css").glob("*.css"))
    assert sheets
    found = {m["message"] for m in messages("--css", *sheets) if m["type"] != "info"}
    assert sorted(found - UNKNOWN_CSS.keys()) == []
    assert sorted(UNKNOWN_CSS.keys() - found) == [], "the checker knows these now: take them off the list"


def test_an_error_on_a_page_would_be_found(tmp_path: Path) -> None:
    """The checks above can fail."""
    (tmp_path / "page.html").write_text('<!doctype html><html lang="en"><title>a</title><p id="a"><p id="a">', "utf-8")
    assert [error.rpartition(": ")[2] for error in errors("--skip-non-html", tmp_path)] == ["Duplicate ID “a”."]


def test_an_error_in_a_stylesheet_would_be_found(tmp_path: Path) -> None:
    """So can the check of the stylesheet."""
    sheet = tmp_path / "sheet.css"
    sheet.write_text("p { colour: red }", "utf-8")
    assert [error.partition("CSS: ")[2] for error in errors("--css", sheet)] == [
        "“colour”: Property “colour” doesn't exist."
    ]
