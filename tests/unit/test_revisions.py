"""What git says of records: read once for all of them, whole or not at all, and without running anything it names."""

from __future__ import annotations

import datetime as dt
import stat
import subprocess
from typing import TYPE_CHECKING

import pytest

from factcheck.revisions import parsed, read_revisions

if TYPE_CHECKING:
    from pathlib import Path

NOON = dt.datetime(2026, 11, 3, 12, tzinfo=dt.UTC)


def git(folder: Path, *arguments: str, days: int = 0) -> str:
    """Run git as an author whose commits are a number of days after noon of 3 November 2026."""
    at = (NOON + dt.timedelta(days=days)).isoformat()
    identity = {
        f"GIT_{who}_{what}": f"{who}@x.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    dates = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
    alone = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "PATH": "/usr/bin:/bin"}
    command = ["git", *arguments]
    done = subprocess.run(command, cwd=folder, env={**identity, **dates, **alone}, capture_output=True, check=True)
    return done.stdout.decode()


def commit(site: Path, subject: str, *, days: int = 0) -> None:
    """Commit everything in a folder."""
    git(site, "add", "--all")
    git(site, "commit", "--quiet", "--allow-empty-message", "--message", subject, days=days)


def write(site: Path, path: str, text: str) -> None:
    """Write a file below a site."""
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(text, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site below the root of a repository: one record that was written, changed, moved, and one more."""
    folder = tmp_path / "repository/site"
    folder.mkdir(parents=True)
    git(folder.parent, "init", "--quiet")
    write(folder, "claims/trees.yaml", "".join(f"line {number}\n" for number in range(20)))
    commit(folder, "Write it down")
    write(folder, "claims/trees.yaml", "".join(f"line {number}\n" for number in range(21)))
    commit(folder, "Mend a line", days=1)
    (folder / "claims/orchard").mkdir()
    git(folder, "mv", "claims/trees.yaml", "claims/orchard/trees.yaml")
    write(folder, "claims/orchard/pears.yaml", "pears\n")
    commit(folder, "Move it", days=2)
    write(folder, "README.md", "nothing of a record\n")
    commit(folder, "Say nothing of records", days=3)
    return folder


def told(site: Path) -> dict[str, list[tuple[str, str]]]:
    """Return day and subject of every revision, by path."""
    return {path: [(str(r.at.date()), r.subject) for r in found] for path, found in read_revisions(site).items()}


def test_each_record_has_its_commits_newest_first(site: Path) -> None:
    """Commits are found by the file they changed, under the names it had before too, and no others are."""
    assert told(site) == {
        "claims/orchard/trees.yaml": [
            ("2026-11-05", "Move it"),
            ("2026-11-04", "Mend a line"),
            ("2026-11-03", "Write it down"),
        ],
        "claims/orchard/pears.yaml": [("2026-11-05", "Move it")],
    }


def test_what_is_not_committed_changes_nothing(site: Path) -> None:
    """Two builds of one commit are equal, whatever lies around."""
    before = told(site)
    write(site, "claims/orchard/trees.yaml", "changed\n")
    write(site, "claims/new.yaml", "new\n")
    assert told(site) == before


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("a\x1b[31m \u202eb\u2066c", "a [31m b c"),
        ("0123456789abcdef0123456789abcdef01234567", "0123456789abcdef0123456789abcdef01234567"),
        ("M", "M"),
        ("", ""),
        ("x" * 300, "x" * 200),
    ],
)
def test_a_subject_is_one_line_of_text(site: Path, subject: str, shown: str) -> None:
    """It is taken as it is, without what a screen does not print, whatever it looks like."""
    write(site, "claims/orchard/pears.yaml", "more pears\n")
    commit(site, subject, days=4)
    assert told(site)["claims/orchard/pears.yaml"] == [("2026-11-07", shown), ("2026-11-05", "Move it")]


def test_names_in_any_script_are_found(site: Path) -> None:
    """A path is bytes, not words of a line."""
    write(site, "claims/a b\tü “x”.yaml", "x\n")
    commit(site, "Дерева", days=4)
    assert told(site)["claims/a b\tü “x”.yaml"] == [("2026-11-07", "Дерева")]


def test_a_shallow_clone_says_nothing(site: Path, tmp_path: Path) -> None:
    """Half a history is not shown."""
    git(tmp_path, "clone", "--quiet", "--depth", "2", f"file://{site.parent}", "shallow")
    assert read_revisions(tmp_path / "shallow/site") == {}


def test_a_partial_clone_says_nothing(site: Path, tmp_path: Path) -> None:
    """Nothing is fetched to fill a history."""
    git(site, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", "--no-local", f"file://{site.parent}", "partial")
    assert read_revisions(tmp_path / "partial/site") == {}


def test_a_folder_without_git_says_nothing(tmp_path: Path) -> None:
    """A tarball has no history."""
    write(tmp_path, "claims/trees.yaml", "trees\n")
    assert read_revisions(tmp_path) == {}


def test_a_repository_without_a_commit_says_nothing(tmp_path: Path) -> None:
    """There is no history yet."""
    git(tmp_path, "init", "--quiet")
    write(tmp_path, "claims/trees.yaml", "trees\n")
    assert read_revisions(tmp_path) == {}


def test_without_git_nothing_is_said(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without git builds the site without the section."""
    monkeypatch.setenv("PATH", str(site))
    assert read_revisions(site) == {}


def test_git_does_not_take_the_repository_of_a_hook(
    site: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A hook sets GIT_DIR to its own repository; the site's is another one."""
    git(tmp_path, "init", "--quiet", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other/.git"))
    assert set(told(site)) == {"claims/orchard/trees.yaml", "claims/orchard/pears.yaml"}


def test_what_a_repository_names_is_not_run(site: Path, tmp_path: Path) -> None:
    """Programs in a repository's own settings stay where they are, and what they would change stays as it is."""
    ran, program = tmp_path / "ran", tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch '{ran}'\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    before = told(site)
    for name in ("core.fsmonitor", "core.pager", "pager.log", "diff.external", "gpg.program", "core.sshCommand"):
        git(site, "config", name, str(program))
    for name, setting in (("log.showSignature", "true"), ("log.follow", "true"), ("log.showRoot", "false")):
        git(site, "config", name, setting)
    git(site, "config", "format.pretty", "%H evil")
    assert told(site) == before
    assert not ran.exists()


def test_a_time_that_is_none_is_left_out() -> None:
    """A commit may say any number; one that is no day is not shown."""
    head = "0" * 40
    assert parsed(f"{head}\0{10**18}\0far\0\nM\0claims/a.yaml\0".encode()) == {}
