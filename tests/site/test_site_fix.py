"""``factcheck fix``: mends what is safe, shows it first, asks, and touches nothing else."""

from __future__ import annotations

import json
import os
import pty
import subprocess

import pytest

from sitekit import SmallSite, environment, factcheck, program, tree

TEXT = "The mayor’s report – “the trees” – is here. They stay."
RECORD = """\
# The first claim.
kind: context
claim: A report on the trees is here   # not a comment: see the test
published: 2026-11-01
quote:
  source: minutes
  # The words of the page.
  exact: >-
    The mayor's report - "the trees" -
    is here.
  focus:   [the mayor's report]
tags:
    - trees
"""


@pytest.fixture
def site(empty_site: SmallSite) -> SmallSite:
    """Return a site whose one quote has the marks of a typewriter."""
    empty_site.source(text=TEXT)
    record = RECORD.replace("   # not a comment: see the test", "").replace("  focus:   [the mayor's report]\n", "")
    empty_site.write("claims/trees/report.yaml", record)
    return empty_site


def fix(site: SmallSite, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    return factcheck("fix", "--site", site.folder, *options)


def test_a_quote_gets_the_marks_of_its_source(site: SmallSite) -> None:
    """Only the value changes: comments, order and layout stay."""
    before = (site.folder / "claims/trees/report.yaml").read_text("utf-8")
    done = fix(site, "--yes")
    after = (site.folder / "claims/trees/report.yaml").read_text("utf-8")
    old = """  exact: >-\n    The mayor's report - "the trees" -\n    is here.\n"""
    assert after == before.replace(old, "  exact: The mayor’s report – “the trees” – is here.\n")
    assert done.returncode == 0, done.stdout
    assert "1 file mended." in done.stdout
    assert site.check() == []


def test_nothing_is_written_without_a_yes(site: SmallSite) -> None:
    """Not where nobody can be asked, and not in a dry run; both show the difference."""
    before = tree(site.folder)
    for options in ((), ("--dry-run",), ("--dry-run", "--yes")):
        done = fix(site, *options)
        assert "+  exact: The mayor’s report – “the trees” – is here." in done.stdout
        assert "Nothing was written." in done.stdout
        assert done.returncode == 1
        assert tree(site.folder) == before


@pytest.mark.parametrize(("answer", "is_written"), [("y", True), ("n", False), ("", False)])
def test_it_asks(site: SmallSite, answer: str, is_written: bool) -> None:  # noqa: FBT001
    """On a terminal it asks once, and anything but a yes is a no."""
    ours, theirs = pty.openpty()
    os.write(ours, f"{answer}\n".encode())
    done = subprocess.run(
        [program("factcheck"), "fix", "--site", str(site.folder)],
        stdin=theirs,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    os.close(ours)
    os.close(theirs)
    assert "[y/N]" in done.stdout
    assert ("1 file mended." in done.stdout) == is_written


def test_the_form_of_a_file_is_mended(site: SmallSite) -> None:
    """A byte order mark, Windows line ends, spaces at line ends and a decomposed letter go; mended is mended."""
    path = site.claim("cafe", claim="The cafe\u0301 stays", quote={"source": "minutes", "exact": "They stay."})
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"  \r\n"))
    path.chmod(0o640)
    fix(site, "--yes")
    assert path.stat().st_mode & 0o777 == 0o640
    assert path.read_text("utf-8").startswith("kind: context\nclaim: The café stays\n")
    assert "mended" not in fix(site, "--yes").stdout


def test_letters_are_never_touched(site: SmallSite) -> None:
    """A quote that differs in a letter, a case or a word is left to its editor."""
    for number, words in enumerate(("They stayed.", "they stay.", "They all stay.")):
        site.claim(f"other-{number}", quote={"source": "minutes", "exact": words})
    before = tree(site.folder / "claims")
    done = fix(site, "--yes")
    changed = [name for name, digest in tree(site.folder / "claims").items() if before[name] != digest]
    assert changed == ["trees/report.yaml"]
    assert done.returncode == 1


def test_only_what_was_named_is_mended(site: SmallSite) -> None:
    """Paths choose the records; captured files and links are never written."""
    before = tree(site.folder)
    seed = site.folder / "seeds/minutes.txt"
    assert "Nothing is left" in factcheck("fix", "--site", site.folder, seed, "--yes").stdout
    assert tree(site.folder) == before
    assert factcheck("fix", "--site", site.folder, "nowhere.yaml").returncode == 2


def test_a_link_is_not_written_through(site: SmallSite) -> None:
    """What a link leads to may belong to somebody else."""
    record = site.folder / "claims/trees/report.yaml"
    elsewhere = record.rename(site.folder / "report.txt")
    record.symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    fix(site, "--yes")
    assert record.is_symlink()
    assert elsewhere.read_bytes() == before


def test_a_record_that_cannot_be_read_is_told(site: SmallSite) -> None:
    """The others are mended, and its problem is shown."""
    site.write("claims/trees/bad.yaml", "kind: [\n")
    done = fix(site, "--yes")
    assert "1 file mended." in done.stdout
    assert "yaml-bracket-not-closed" in done.stdout
    assert done.returncode == 1
    assert [p["code"] for p in json.loads(factcheck("check", "--site", site.folder, "--format", "json").stdout)] == [
        "yaml-bracket-not-closed"
    ]
