"""Putting a new site in the place of the old one, on real folders: whole, or not at all."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from factcheck.openapi import GENERATOR
from factcheck.publication import Changes, RefusedError, Stage, prepare, refuse_sources, replace

if TYPE_CHECKING:
    from collections.abc import Callable

Tree = dict[str, str]

OURS = {"api/v1/openapi.json": json.dumps({"info": {"x-generator": GENERATOR}})}
OLD: Tree = {
    **OURS,
    "index.html": "old front",
    "same.html": "same",
    "gone/deep/index.html": "to be removed",
    "becomes-folder": "a file",
    "becomes-file/index.html": "a folder",
    "becomes-file/other/index.html": "a folder in it",
}
NEW: Tree = {
    **OURS,
    "index.html": "new front",
    "same.html": "same",
    "added/index.html": "added",
    "becomes-folder/index.html": "a folder now",
    "becomes-file": "a file now",
}


def write(folder: Path, tree: Tree) -> None:
    """Write files below a folder."""
    for path, text in tree.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def read(folder: Path) -> Tree:
    """Return every file below a folder, and every folder without one."""
    found: Tree = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8")
        elif not any(path.iterdir()):
            found[path.relative_to(folder).as_posix() + "/"] = ""
    return found


def publish(stage: Stage, tree: Tree, keep: tuple[str, ...] = ()) -> Changes:
    """Stage a site and put it in place, as a build does."""
    prepare(stage)
    write(stage.built, tree)
    return replace(stage, keep)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """Return the stage of an output folder that holds the old site."""
    made = Stage(tmp_path / "output")
    made.folder.mkdir()
    publish(made, OLD)
    assert read(made.output) == OLD
    return made


def test_the_first_site(tmp_path: Path) -> None:
    """Where there is no output folder, one is made."""
    made = Stage(tmp_path / "output")
    changes = publish(made, NEW)
    assert read(made.output) == NEW
    assert (sorted(changes.written), changes.removed) == (sorted(NEW), ())


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    """An output folder without files is nobody's."""
    made = Stage(tmp_path / "output")
    made.output.mkdir()
    publish(made, NEW)
    assert read(made.output) == NEW


def test_a_folder_with_hidden_files_alone_is_used(tmp_path: Path) -> None:
    """A branch of a repository that is checked out for the site is nobody's, and its files stay."""
    made = Stage(tmp_path / "output")
    write(made.output, {".git/HEAD": "ref"})
    publish(made, NEW)
    assert read(made.output) == NEW | {".git/HEAD": "ref"}


def test_the_new_site_is_exactly_what_was_staged(stage: Stage) -> None:
    """Files are changed, added and removed; files and folders take each other's place; no empty folder stays."""
    publish(stage, NEW)
    assert read(stage.output) == NEW


def test_changes_are_told(stage: Stage) -> None:
    """What was written and what was removed is returned, in order."""
    assert publish(stage, NEW) == Changes(
        ("added/index.html", "becomes-file", "becomes-folder/index.html", "index.html"),
        ("becomes-file/index.html", "becomes-file/other/index.html", "becomes-folder", "gone/deep/index.html"),
    )


def test_equal_files_are_not_touched(stage: Stage) -> None:
    """A file that stays the same keeps its time, so that what copies the site copies nothing anew."""
    same = stage.output / "same.html"
    os.utime(same, ns=(1, 1))
    publish(stage, NEW)
    assert same.stat().st_mtime_ns == 1


def test_the_same_site_again_changes_nothing(stage: Stage) -> None:
    """A build without an edit writes and removes nothing."""
    assert publish(stage, OLD) == Changes((), ())


def test_dot_files_at_the_top_stay(stage: Stage) -> None:
    """A folder of version control, or a host's own settings, are not ours to remove."""
    own = {".git/HEAD": "ref", ".nojekyll": ""}
    write(stage.output, own)
    publish(stage, NEW)
    assert read(stage.output) == NEW | own


def test_dot_files_further_down_go(stage: Stage) -> None:
    """Below the top everything is the site's."""
    write(stage.output, {"claims/.left": ""})
    publish(stage, NEW)
    assert read(stage.output) == NEW


def test_names_to_keep_stay(stage: Stage) -> None:
    """What OUTPUT_RETENTION names at the top of the output is left alone, whether file or folder."""
    own = {"CNAME": "example.org", "files/big/data.csv": "1"}
    write(stage.output, own | {"CNAME2": "not kept"})
    publish(stage, NEW, ("CNAME", "files"))
    assert read(stage.output) == NEW | own


def test_nothing_is_left_beside_the_output(stage: Stage) -> None:
    """After a replacement no journal and no staged file stay."""
    publish(stage, NEW)
    assert read(stage.folder) == {}


@pytest.mark.parametrize(
    ("kept", "ours"),
    [({"files/data.csv": "1"}, {"files": "a file"}), ({"files": "1"}, {"files/index.html": "a folder"})],
)
def test_the_site_comes_before_what_is_kept(stage: Stage, kept: Tree, ours: Tree) -> None:
    """Where the new site itself has a name that is to be kept, the site's own is there afterwards."""
    write(stage.output, kept)
    publish(stage, NEW | ours, ("files",))
    assert read(stage.output) == NEW | ours


class Crash(BaseException):
    """The machine stops here; nobody can catch it."""


def crash_after(calls: int, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let a method of Path work so many times, then stop everything. No crash can be had without patching."""
    done = 0
    work: Callable[..., object] = getattr(Path, name)

    def counted(self: Path, *arguments: object, **options: object) -> object:
        nonlocal done
        if done == calls:
            raise Crash
        done += 1
        return work(self, *arguments, **options)

    monkeypatch.setattr(Path, name, counted)


@pytest.mark.parametrize("name", ["replace", "unlink", "mkdir", "rmdir"])
@pytest.mark.parametrize("calls", range(7))
def test_an_interrupted_replacement(stage: Stage, name: str, calls: int) -> None:
    """Wherever a replacement stops, the next build finds the old site whole or finishes the new one."""
    prepare(stage)
    write(stage.built, NEW)
    with pytest.MonkeyPatch.context() as patch:
        crash_after(calls, patch, name)
        with suppress(Crash):
            replace(stage)
    under_way = stage.journal.exists()
    prepare(stage)
    assert read(stage.output) == (NEW if under_way or name != "replace" or calls > 0 else OLD)


@pytest.mark.parametrize("name", ["replace", "unlink", "rmdir"])
@pytest.mark.parametrize("calls", range(4))
def test_a_recovery_that_is_interrupted(stage: Stage, name: str, calls: int) -> None:
    """Finishing what was interrupted may be interrupted too."""
    prepare(stage)
    write(stage.built, NEW)
    with pytest.MonkeyPatch.context() as patch:
        crash_after(1, patch, "unlink")
        with pytest.raises(Crash):
            replace(stage)
    with pytest.MonkeyPatch.context() as patch:
        crash_after(calls, patch, name)
        with suppress(Crash):
            prepare(stage)
    prepare(stage)
    assert read(stage.output) == NEW


def test_the_build_after_a_crash_is_a_build(stage: Stage) -> None:
    """A crash, and then a build of a third site, ends with the third site."""
    prepare(stage)
    write(stage.built, NEW)
    with pytest.MonkeyPatch.context() as patch:
        crash_after(2, patch, "replace")
        with pytest.raises(Crash):
            replace(stage)
    third = {**OURS, "third.html": "third"}
    publish(stage, third)
    assert read(stage.output) == third


def test_a_journal_that_was_not_finished_is_no_journal(stage: Stage) -> None:
    """A crash while the journal is written leaves the old site, and the next build works."""
    stage.journal.with_suffix(".new").write_text('{"written": ["ind', encoding="utf-8")
    prepare(stage)
    assert read(stage.output) == OLD


def test_a_foreign_folder_is_refused(tmp_path: Path) -> None:
    """An output folder with files that we did not build is left as it is."""
    made = Stage(tmp_path / "output")
    write(made.output, {"thesis.txt": "years of work"})
    with pytest.raises(RefusedError, match="output/ holds files that factcheck did not build"):
        prepare(made)
    assert read(made.output) == {"thesis.txt": "years of work"}


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"info": {}}', '{"info": {"x-generator": "other"}}', '{"info": 1}']
)
def test_a_folder_that_is_nearly_ours_is_foreign(tmp_path: Path, text: str) -> None:
    """Only our own mark in the description of the API makes a folder ours."""
    made = Stage(tmp_path / "output")
    write(made.output, {"api/v1/openapi.json": text})
    with pytest.raises(RefusedError):
        prepare(made)


def test_a_file_is_refused(tmp_path: Path) -> None:
    """An output that is a file is left as it is."""
    made = Stage(tmp_path / "output")
    made.output.write_text("text", encoding="utf-8")
    with pytest.raises(RefusedError, match=r"output is a file"):
        prepare(made)


@pytest.mark.parametrize(
    "output",
    [".", "..", "claims", "claims/winter", "seeds/x", "content", "content/output", "theme", "plugins/factcheck"],
)
def test_the_sites_own_folders_are_refused(tmp_path: Path, output: str) -> None:
    """An output among the sources, or around them, would be read or removed as one."""
    site = tmp_path / "site"
    with pytest.raises(RefusedError, match="holds the site's own sources"):
        refuse_sources((site / output).resolve(), site)


@pytest.mark.parametrize("output", ["output", "public", "claims2", "../elsewhere", "docs/site"])
def test_other_folders_are_fine(tmp_path: Path, output: str) -> None:
    """Any folder beside the sources will do."""
    site = tmp_path / "site"
    refuse_sources((site / output).resolve(), site)


def test_two_builds_at_once(stage: Stage) -> None:
    """While one build holds the output another one is refused, and may try again afterwards."""
    with stage.lock(), pytest.raises(RefusedError, match="output/ is being built or published"):
        Stage(stage.output).lock()
    with Stage(stage.output).lock():
        pass


def test_two_outputs_at_once(tmp_path: Path) -> None:
    """Builds into two folders do not wait for one another."""
    with Stage(tmp_path / "one").lock(), Stage(tmp_path / "two").lock():
        pass


def test_a_stage_that_was_left_behind_is_emptied(stage: Stage) -> None:
    """What a build that failed has staged is not in the next site."""
    write(stage.built, {"half.html": "half"})
    publish(stage, NEW)
    assert read(stage.output) == NEW


def test_without_its_stage_a_site_is_still_ours(stage: Stage) -> None:
    """The folder beside the output may be deleted at any time between builds."""
    shutil.rmtree(stage.folder)
    publish(stage, NEW)
    assert read(stage.output) == NEW
