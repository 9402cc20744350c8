"""A site's folder on disk: the only reader of claims/ and seeds/."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.codes import problem
from factcheck.problems import Place
from factcheck.schema import ID_PATTERN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from factcheck.problems import Problem

RECORD_SUFFIXES = (".yaml", ".yml")
LARGEST_SHOWN = 4_000_000
# What editors and systems add to a name; copies that they keep for themselves end otherwise.
_DISGUISED = re.compile(r"(.+?)(\.ya?ml\.(?:txt|yaml|yml|md|rtf|docx?)|\.yam|\.yalm|\.yamll|\.ymal)", re.IGNORECASE)


# A name such as README is none of ours.
_WITHOUT_ENDING = re.compile(ID_PATTERN, re.ASCII)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The bytes of a site: ``records`` by path below the site, ``captures`` by path below seeds/."""

    records: Mapping[str, bytes]
    captures: Mapping[str, bytes]
    problems: tuple[Problem, ...]


class _Later(Mapping[str, bytes]):
    """Files by name, some of which are read only when they are asked for."""

    def __init__(self, files: Mapping[str, bytes | Path]) -> None:
        self._files = files

    def __getitem__(self, name: str) -> bytes:
        found = self._files[name]
        return found.read_bytes() if isinstance(found, Path) else found

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def read_inputs(site: Path, unchanged: Callable[[str], bool] = lambda _: False) -> Inputs:
    """Read every record and captured file. What cannot be read, or leads out of the site, is a problem.

    Files that are ``unchanged``, by their paths below the site, are read when they are asked for, if ever.
    """
    records: dict[str, bytes | Path] = {}
    captures: dict[str, bytes | Path] = {}
    problems: list[Problem] = []
    for path in [*_files(site, "claims"), *_files(site, "seeds")]:
        # A name that is no text is shown with a mark in the place of what cannot be.
        name = path.relative_to(site).as_posix().encode(errors="surrogateescape").decode(errors="replace")
        is_record = path.suffix.lower() in RECORD_SUFFIXES
        if not is_record and (match := _DISGUISED.fullmatch(path.name)):
            problems.append(problem("file-not-record", Place(name), found=path.name, better=f"{match[1]}.yaml"))
        elif name.startswith("claims/") and _WITHOUT_ENDING.fullmatch(path.name):
            problems.append(problem("file-not-record", Place(name), found=path.name, better=f"{path.name}.yaml"))
        if not is_record and name.startswith("claims/"):
            continue
        try:
            data = path if unchanged(name) else _read(path, site)
        except OSError as error:
            problems.append(problem("file-unreadable", Place(name), found=error.strerror or str(error)))
            continue
        if is_record:
            records[name] = data
        else:
            captures[name.removeprefix("seeds/")] = data
    return Inputs(_Later(records), _Later(captures), tuple(problems))


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


def _files(site: Path, folder: str) -> Iterator[Path]:
    """Yield the files below a folder in a fixed order; names that begin with a dot are not ours."""
    for base, folders, files in os.walk(site / folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (Path(base, name) for name in sorted(files) if not name.startswith((".", "~")))


def repository_of(site: Path) -> Path | None:
    """Return the top of the git repository around a site, or None where there is none."""
    return next((folder for folder in (site, *site.parents) if (folder / ".git").exists()), None)


def below_repository(site: Path) -> str:
    """Return the path of a site in its repository, ending in a slash, or empty where it is the whole of it."""
    path = site.relative_to(repository_of(site) or site).as_posix()
    return "" if path == "." else f"{path}/"
