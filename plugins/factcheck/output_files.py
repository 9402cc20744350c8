"""A built site that is being checked: its files, what was read of them, and where a text stands in one."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from factcheck.compact_json import read
from factcheck.html_page import HtmlPage, read_page
from factcheck.output_links import Links
from factcheck.problems import Place
from factcheck.settings import ADMIN
from factcheck.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Data = dict[str, Any]
_SHOWN = 80
_MOST_TEXTS = 64


@dataclass(frozen=True, slots=True)
class Published:
    """A published text: its bytes, their digest, and what they say."""

    data: bytes
    digest: str
    text: str


@dataclass(slots=True)
class Built:
    """A built site that is being read, in the first of its ``folders`` that has a file.

    ``unread`` are the pages that were not looked at yet.
    """

    folders: tuple[str, ...]
    files: frozenset[str]
    unread: set[str]
    links: Links
    captures: dict[str, frozenset[tuple[str, str, str]]] = field(default_factory=dict)
    texts: dict[str, Published] = field(default_factory=dict)

    def text(self, path: str) -> str:
        """Return what a file says."""
        return _text(self.folders, path)

    def data(self, path: str) -> Data:
        """Return a JSON file of the API. Raises ValueError for anything but an object."""
        data = read(_read(self.folders, path))
        if not isinstance(data, dict):
            raise ValueError("it holds no object")  # noqa: TRY004 - for the reader it is one mistake with bad JSON
        return data

    def page(self, path: str) -> HtmlPage:
        """Return a page, with its ids and links taken down."""
        self.unread.discard(path)
        page = read_page(self.text(path))
        self.links.add_page(path, page.ids, page.links)
        return page

    def read_anchors(self) -> None:
        """Take down the ids of pages that links lead into and that were not looked at."""
        for path in self.links.wanted() & self.unread:
            self.links.add_page(path, read_page(self.text(path)).ids, ())

    def digests(self, source_id: str) -> frozenset[tuple[str, str, str]]:
        """Return file, digest and digest of the text of each capture of a source. Many claims quote one source."""
        if source_id not in self.captures:
            snapshots = self.data(f"api/v1/sources/{source_id}.json")["snapshots"]
            self.captures[source_id] = frozenset((s["file"], s["sha256"], s["text"]["sha256"]) for s in snapshots)
        return self.captures[source_id]

    def published(self, path: str) -> Published:
        """Return a published text; of one that is not there, nothing."""
        if path not in self.texts:
            data = _read(self.folders, path) if path in self.files else b""
            # Claims of one source are checked one after the other, so that few texts are kept.
            self.texts = {} if len(self.texts) >= _MOST_TEXTS else self.texts
            self.texts[path] = Published(data, hashlib.sha256(data).hexdigest(), data.decode(errors="replace"))
        return self.texts[path]


def built_site(*folders: str, files: Iterable[str] | None = None) -> Built:
    """Return the site in a folder, nothing of it read; or these files, each in the first of some folders that has it.

    The form for editors is a program, and none of its pages.
    """
    found = frozenset(files_in(folders[0]) if files is None else files)
    pages = {f for f in found if f.endswith(".html") and not f.startswith(ADMIN)}
    return Built(folders, found, pages, Links(found, _base(folders, found)))


def has_lost_anchors(changed: Iterable[str], folder: str, before: str) -> bool:
    """Tell whether a page in a folder lacks an id that it had in another one."""
    for path in changed:
        if path.endswith(".html") and os.path.isfile(f"{before}/{path}"):  # noqa: PTH113
            old, new = (read_page(_text((where,), path)) for where in (before, folder))
            if set(old.ids) - set(new.ids):
                return True
    return False


def files_in(root: str) -> Iterator[str]:
    """Yield the files below a folder."""
    folders = [""]
    while folders:
        below = folders.pop()
        with os.scandir(f"{root}/{below}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{below}{entry.name}/")
                elif entry.is_file():
                    yield below + entry.name


def _read(folders: tuple[str, ...], path: str) -> bytes:
    *before, last = folders
    for folder in before:
        try:
            return _data(f"{folder}/{path}")
        except FileNotFoundError:
            continue
    return _data(f"{last}/{path}")


def _data(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123 - a Path would cost more than the reading
        return file.read()


def _text(folders: tuple[str, ...], path: str) -> str:
    return _read(folders, path).decode("utf-8", errors="replace")


def _base(folders: tuple[str, ...], files: frozenset[str]) -> str:
    front = _text(folders, "index.html") if "index.html" in files else ""
    return read_page(front).canonical or "http://localhost/"


def place_in(text: str, needle: str, path: str) -> Place:
    """Return where some words first stand in the text of a file; the file alone if they do not."""
    return _at(text, text.find(needle), path)


def last_place_in(text: str, needle: str, path: str) -> Place:
    """Return where they stand last."""
    return _at(text, text.rfind(needle), path)


def _at(text: str, index: int, path: str) -> Place:
    if index < 0:
        return Place(path)
    return Place(path, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def short(text: str) -> str:
    """Return a text as a problem shows it."""
    flat = folded(text)
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}…"
