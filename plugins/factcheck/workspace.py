"""A site's folder on disk: the only reader of claims/ and seeds/."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.codes import problem
from factcheck.problems import Place
from factcheck.reading import read_file
from factcheck.schema import ID_PATTERN

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterator

    from factcheck.problems import Problem

RECORD_SUFFIXES = (".yaml", ".yml")
LARGEST_SHOWN = 4_000_000
# What editors and systems add to a name; copies that they keep for themselves end otherwise.
_DISGUISED = re.compile(r"(.+?)(\.ya?ml\.(?:txt|yaml|yml|md|rtf|docx?)|\.yam|\.yalm|\.yamll|\.ymal)", re.IGNORECASE)


# A name such as README is none of ours.
_WITHOUT_ENDING = re.compile(ID_PATTERN, re.ASCII)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The bytes of a site: ``records`` by path below the site, ``captures`` by path below seeds/.

    ``again`` reads a record from disk once more.
    """

    records: Mapping[str, bytes]
    captures: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    again: Callable[[str], bytes] | None = field(default=None, compare=False, repr=False)


def read_inputs(site: Path) -> Inputs:
    """Read every record and captured file. What cannot be read, or leads out of the site, is a problem."""
    found, files = _records(site)
    captures: dict[str, bytes] = {}
    problems = list(found.problems)
    for name, file in files.items():
        try:
            captures[name] = _data(file, site)
        except OSError as error:
            problems.append(_unreadable(f"seeds/{name}", error))
    return Inputs(found.records, captures, tuple(problems), found.again)


def read_records(site: Path) -> Inputs:
    """Read every record. A captured file is read when it is asked for; one that cannot be read is not there."""
    found, files = _records(site)
    return replace(found, captures=_LateFiles(files, site))


class _LateFiles(Mapping[str, bytes]):
    """Files by their names, each read once and not before somebody wants it."""

    def __init__(self, files: Mapping[str, os.DirEntry[str]], site: Path) -> None:
        self._files, self._site = files, site
        self._found: dict[str, bytes] = {}

    def __getitem__(self, name: str) -> bytes:
        if name not in self._found:
            try:
                self._found[name] = _data(self._files[name], self._site)
            except OSError as error:
                raise KeyError(name) from error
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._files if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def read_claims(site: Path, paths: Collection[str]) -> dict[str, bytes]:
    """Read files of claims by their paths below the site; return nothing where one is none, or cannot be read."""
    if not all(path.startswith("claims/") and path.endswith(".yaml") for path in paths):
        return {}
    try:
        return {path: _read(site / path, site) for path in paths}
    except OSError:
        return {}


def read_changed(site: Path, changed: Container[str]) -> Inputs:
    """Read every record and captured file that changed, by its path below the site.

    What did not change was once read without a problem. It is read again when it is asked for, if ever.
    """
    found, files = _records(site, changed)
    captures: dict[str, bytes | str] = {}
    problems = list(found.problems)
    for name, file in files.items():
        try:
            captures[name] = _data(file, site) if f"seeds/{name}" in changed else file.path
        except OSError as error:
            problems.append(_unreadable(f"seeds/{name}", error))
    return Inputs(found.records, _Waiting(captures), tuple(problems), found.again)


class _Waiting(Mapping[str, bytes]):
    """Files by their names: the bytes of those that were read, the paths of the others."""

    def __init__(self, files: Mapping[str, bytes | str]) -> None:
        self._files = files

    def __getitem__(self, name: str) -> bytes:
        found = self._files[name]
        return Path(found).read_bytes() if isinstance(found, str) else found

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def __contains__(self, name: object) -> bool:
        return name in self._files


def _records(site: Path, due: Container[str] | None = None) -> tuple[Inputs, dict[str, os.DirEntry[str]]]:
    """Read every record, or those that are due, and list the captured files by their paths below seeds/."""
    records: dict[str, bytes | str] = {}
    captures: dict[str, os.DirEntry[str]] = {}
    problems: list[Problem] = []
    for name, file in [*_files(site, "claims"), *_files(site, "seeds")]:
        is_record = file.name.lower().endswith(RECORD_SUFFIXES)
        if not is_record and (match := _DISGUISED.fullmatch(file.name)):
            problems.append(problem("file-not-record", Place(name), found=file.name, better=f"{match[1]}.yaml"))
        elif name.startswith("claims/") and _WITHOUT_ENDING.fullmatch(file.name):
            problems.append(problem("file-not-record", Place(name), found=file.name, better=f"{file.name}.yaml"))
        if is_record:
            try:
                records[name] = _data(file, site) if due is None or name in due else file.path
            except OSError as error:
                problems.append(_unreadable(name, error))
        elif name.startswith("seeds/"):
            captures[name.removeprefix("seeds/")] = file
    return Inputs(_Waiting(records), {}, tuple(problems), lambda name: (site / name).read_bytes()), captures


def _unreadable(name: str, error: OSError) -> Problem:
    return problem("file-unreadable", Place(name), found=error.strerror or str(error))


def _data(file: os.DirEntry[str], site: Path) -> bytes:
    if not file.is_file(follow_symlinks=False):
        return _read(Path(file.path), site)
    return read_file(file.path)


def _read(path: Path, site: Path) -> bytes:
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(site)):
        message = "it is a link that leads out of the site"
        raise OSError(None, message)
    if path.exists() and not path.is_file():
        message = "it is no plain file"
        raise OSError(None, message)
    return path.read_bytes()


def source_lines(site: Path) -> Callable[[Place], str]:
    """Return a reader of single lines for messages: the line of a place, or an empty text where there is none."""

    @cache
    def lines(path: str) -> list[str]:
        try:
            text = _read(site / path, site)[:LARGEST_SHOWN].decode("utf-8", errors="replace")
        except (OSError, ValueError):
            return []
        return text.replace("\r\n", "\n").split("\n")

    def line_at(place: Place) -> str:
        found = lines(place.path)
        return found[place.line - 1] if place.line <= len(found) else ""

    return line_at


def _files(site: Path, folder: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the files below a folder with their paths below the site, in a fixed order.

    Names that begin with a dot are not ours, and a link to a folder is not followed. A name that is no text is shown
    with a mark in the place of what cannot be.
    """
    try:
        with os.scandir(site / folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return
    folders = [entry for entry in entries if _is_folder(entry)]
    for file in entries:
        if not file.name.startswith((".", "~")) and not _is_folder(file):
            yield f"{folder}/{file.name}".encode(errors="surrogateescape").decode(errors="replace"), file
    for inner in folders:
        if not inner.name.startswith(".") and not inner.is_symlink():
            yield from _files(site, f"{folder}/{inner.name}")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False) or (entry.is_symlink() and Path(entry.path).is_dir())


def repository_of(site: Path) -> Path | None:
    """Return the top of the git repository around a site, or None where there is none."""
    return next((folder for folder in (site, *site.parents) if (folder / ".git").exists()), None)


def below_repository(site: Path) -> str:
    """Return the path of a site in its repository, ending in a slash, or empty where it is the whole of it."""
    path = site.relative_to(repository_of(site) or site).as_posix()
    return "" if path == "." else f"{path}/"
