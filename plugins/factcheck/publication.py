"""Putting a staged site in the place of the last good one: changed files only, under a journal.

An interrupted replacement is finished by the next build, so that nobody ever keeps half a site.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from factcheck.output_check import is_ours
from factcheck.output_files import is_same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

_UNSAFE: Final = re.compile(r"(?:^|/)\.{0,2}(?:/|\Z)|[\\:\0]")
_PAGE: Final = "/index.html"
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


class RefusedError(Exception):
    """The output folder cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a replacement wrote and removed: paths below the output folder, in any order."""

    written: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """The folder beside the output where a site is built before it is shown."""

    output: Path

    @property
    def folder(self) -> Path:
        """The folder of everything staged; renames from it stay on one file system."""
        return self.output.with_name(f".{self.output.name}.factcheck")

    @property
    def built(self) -> Path:
        """Where the whole new site is rendered."""
        return self.folder / "built"

    @property
    def journal(self) -> Path:
        """What is being moved; it exists only while a replacement is under way."""
        return self.folder / "journal.json"

    def lock(self) -> AbstractContextManager[object]:
        """Return a lock that one build or publication at a time can hold. Raises RefusedError when another has it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / "lock", timeout=0)
        try:
            return lock.acquire()
        except Timeout:
            message = f"{self.output.name}/ is being built or published by another command. Wait until it is done."
            raise RefusedError(message) from None


def recover(stage: Stage) -> None:
    """Finish an interrupted replacement, if there is one. Raises RefusedError while another build is at it."""
    if stage.journal.exists():
        with stage.lock():
            _finish_what_began(stage)


def prepare(stage: Stage) -> None:
    """Finish an interrupted replacement, empty the stage, and refuse an output folder that is not ours."""
    _finish_what_began(stage)
    if stage.output.exists() and not stage.output.is_dir():
        message = f"{stage.output.name} is a file. Choose another folder with --output."
        raise RefusedError(message)
    if stage.output.is_dir() and _holds_files(stage.output) and not is_ours(stage.output):
        message = (
            f"{stage.output.name}/ holds files that factcheck did not build. "
            "Move them away, or choose another folder with --output."
        )
        raise RefusedError(message)
    shutil.rmtree(stage.built, ignore_errors=True)
    stage.built.mkdir(parents=True)


def refuse_sources(output: Path, site: Path) -> None:
    """Refuse an output folder that holds the site's own sources or stands among them; both paths are resolved.

    To be asked before anything is locked or staged, because both write beside the output.
    """
    inside = any(output.is_relative_to(site / folder) for folder in ("claims", "seeds", "content", "theme", "plugins"))
    if output == site or site.is_relative_to(output) or inside:
        message = f"{output} holds the site's own sources. Choose another folder with --output."
        raise RefusedError(message)


def _holds_files(folder: Path) -> bool:
    """Tell whether a folder holds anything but names that begin with a dot, such as ``.git``: those we leave alone."""
    return any(not path.name.startswith(".") for path in folder.iterdir())


def replace(stage: Stage, keep: Iterable[str] = (), files: Iterable[str] | None = None) -> Changes:
    """Move changed files of the stage into the output and remove what the new site has not.

    Names in ``keep`` and names that begin with a dot, at the top of the output, are left alone. ``files`` are those of
    the stage, where somebody has just looked.
    """
    if not stage.output.exists():
        # Of a large site there are many: whoever wants them in order puts them so.
        written = tuple(files or _files(stage.built))
        stage.built.rename(stage.output)
        return Changes(written, ())
    new = set(_files(stage.built))
    old = set(_files(stage.output)) if stage.output.is_dir() else set()
    kept = set(keep)
    changed = sorted(p for p in new if p not in old or not is_same(f"{stage.built}/{p}", f"{stage.output}/{p}"))
    removed = sorted(p for p in old - new if p.split("/")[0] not in kept and not p.startswith("."))
    _write_journal(stage, changed, removed)
    _finish(stage)
    return Changes(tuple(changed), tuple(removed))


def replace_changed(stage: Stage, gone: Iterable[str]) -> Changes:
    """Move what differs of some files in the stage into the output, and remove from there what is gone."""
    written = sorted(p for p in _files(stage.built) if not _is_there(stage.built / p, stage.output / p))
    removed = sorted(path for path in gone if (stage.output / path).is_file())
    _write_journal(stage, written, removed)
    _finish(stage)
    return Changes(tuple(written), tuple(removed))


def _is_there(new: Path, old: Path) -> bool:
    return old.is_file() and is_same(str(new), str(old))


def write_file(folder: Path, path: str, data: bytes) -> None:
    """Write a file below a folder of ours. Raises ValueError for a path that would leave it."""
    if _UNSAFE.search(path):
        message = f"{path} would leave the output folder"
        raise ValueError(message)
    target = f"{folder}/{path}"
    if path.endswith(_PAGE):
        # A page has a folder of its own, which mostly is not there yet.
        _make_folder(target.removesuffix(_PAGE))
    # What Path and open do beside it costs as much as the writing.
    try:
        file = os.open(target, _NEW)
    except FileNotFoundError:
        _make_folder(target.rpartition("/")[0])
        file = os.open(target, _NEW)
    try:
        while data:
            data = data[os.write(file, data) :]
    finally:
        os.close(file)


def _make_folder(folder: str) -> None:
    """Make a folder, of which mostly the last level is missing."""
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileNotFoundError:
        _make_folder(folder.rpartition("/")[0])
        _make_folder(folder)
    except FileExistsError:
        # Another process makes it, too.
        pass


def _files(folder: Path) -> Iterator[str]:
    """Yield all that is below a folder but folders, and links to some."""
    waiting = [""]
    while waiting:
        below = waiting.pop()
        with os.scandir(f"{folder}/{below}") as entries:
            for entry in entries:
                if not entry.is_dir():
                    yield below + entry.name
                elif not entry.is_symlink():
                    waiting.append(f"{below}{entry.name}/")


def _write_journal(stage: Stage, written: list[str], removed: list[str]) -> None:
    draft = stage.journal.with_suffix(".new")
    with draft.open("w", encoding="utf-8") as file:
        json.dump({"written": written, "removed": removed}, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(stage.journal)


def _finish_what_began(stage: Stage) -> None:
    if stage.journal.exists():
        _finish(stage)


def _finish(stage: Stage) -> None:
    """Do what the journal says. Doing it twice, or from the middle, ends the same."""
    plan = json.loads(stage.journal.read_text(encoding="utf-8"))
    for path in plan["removed"]:
        _remove(stage.output / path, stage.output)
    for path in plan["written"]:
        source, target = stage.built / path, stage.output / path
        if source.exists():
            try:
                source.replace(target)
            except OSError:
                # Its folder is not there yet, or where it or a folder is to be stands something of another kind.
                _make_room(target, stage.output)
                source.replace(target)
    stage.journal.unlink()
    shutil.rmtree(stage.built, ignore_errors=True)


def _make_room(target: Path, output: Path) -> None:
    for parent in reversed([p for p in target.parents if p.is_relative_to(output)]):
        if parent.is_file():
            parent.unlink()
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        shutil.rmtree(target)


def _remove(path: Path, output: Path) -> None:
    if path.is_file() or path.is_symlink():
        path.unlink()
    for parent in path.parents:
        if not parent.exists():
            continue  # An interrupted removal came so far.
        if parent == output or not parent.is_dir() or any(parent.iterdir()):
            break
        parent.rmdir()
