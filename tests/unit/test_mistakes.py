"""The mistakes of editors: each is told by its own problem, at its own place, and by nothing else.

A file of ``tests/mistakes/`` is a record with one mistake. Its first lines are comments:

- ``# because: …`` says what sort of mistake it is;
- ``# expect: CODE LINE:COLUMN`` says what must be reported, counted in the file as it stands; at most two such lines;
- ``# file: claims/river/Some Name.yaml`` says where the record stands, if its place is the mistake.

It is put into the little site in ``tests/mistakes/_site/``, which is without any problem.
"""

from __future__ import annotations

import codecs
import json
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from factcheck.cli import main
from factcheck.codes import CODES
from sitekit import REPO

if TYPE_CHECKING:
    from pathlib import Path

MISTAKES = REPO / "tests/mistakes"
FILES = sorted(path for path in MISTAKES.iterdir() if path.is_file())
HEADER = re.compile(r"^# (because|expect|file): (.+?)\r?$", re.MULTILINE)
USUAL_PLACE = "claims/river/mistake.yaml"


@dataclass(frozen=True)
class Mistake:
    """A bad file and what must be said of it."""

    data: bytes
    place: str
    because: str
    expected: list[tuple[str, int, int]]


def mistake(path: Path) -> Mistake:
    """Read the comments at the top of a bad file, in whatever encoding it is."""
    data = path.read_bytes()
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "latin-1"
    found = HEADER.findall(data.removeprefix(codecs.BOM_UTF8).decode(encoding))
    expected = []
    for value in (value for name, value in found if name == "expect"):
        code, _, place = value.partition(" ")
        line, _, column = place.partition(":")
        expected.append((code, int(line), int(column)))
    said = dict(found)
    return Mistake(data, said.get("file", USUAL_PLACE), said["because"], expected)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a copy of the little site."""
    return shutil.copytree(MISTAKES / "_site", tmp_path / "site")


def test_the_site_has_no_mistake_of_its_own(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever is reported below comes of the mistake."""
    assert main(["check", "--site", str(site), "--strict"]) == 0
    assert "All good" in capsys.readouterr().out


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_mistake_is_one_clear_problem(path: Path, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It has its code, its line and its column, stands alone, and is shown with its line and a caret."""
    bad = mistake(path)
    target = site / bad.place
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(bad.data)

    status = main(["check", "--site", str(site), "--format", "json"])
    found = json.loads(capsys.readouterr().out)

    assert [(p["code"], p["line"], p["column"]) for p in found] == bad.expected
    assert {p["path"] for p in found} == {bad.place}
    assert 1 <= len(found) <= 2
    assert status == any(CODES[code].level == "error" for code, _, _ in bad.expected)
    assert all(p["hint"] and "{" + "}" not in p["hint"] for p in found)

    assert main(["check", "--site", str(site)]) == status
    shown = capsys.readouterr()
    assert "Traceback" not in shown.out + shown.err
    for code, line, column in bad.expected:
        assert f":{line}:{column}: {CODES[code].level}: " in shown.out
        assert f"[{code}]" in shown.out
        if (line, column) != (1, 1) and code != "file-not-utf8":
            assert re.search(rf"^ *{line} \| .+\n +\^$", shown.out, re.MULTILINE)


def test_there_are_enough_of_them() -> None:
    """The promise is eighty, and each says why it is there."""
    assert len(FILES) >= 80
    assert len({path.read_bytes() for path in FILES}) == len(FILES)
    assert all(mistake(path).because for path in FILES)
