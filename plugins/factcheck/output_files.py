"""A built site that is being checked: its files, what was read of them, and where a text stands in one."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from factcheck.compact_json import read
from factcheck.html_page import HtmlPage, read_page
from factcheck.html_plain import read_plain
from factcheck.output_links import Link, Links
from factcheck.problems import Place
from factcheck.settings import ADMIN
from factcheck.text import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

Data = dict[str, Any]
_SHOWN = 80
_MOST_TEXTS = 64

_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)""")
_FEED_URL = re.compile(r"""(?:href="|"(?:url|home_page_url|feed_url|next_url)":")([^"]+)""")
_MANIFEST_URL = re.compile(r'"(?:src|start_url|scope)": "([^"]+)"')
_LOC = re.compile(r"<loc>([^<]+)</loc>")


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
        data = _read(self.folders, path)
        if plain := read_plain(data, self.links.known(path)):
            self.links.add_plain(path, plain)
            return plain.page
        page = read_page(data)
        self.links.add_page(path, page.ids, page.links)
        return page

    def read_anchors(self) -> None:
        """Take down the ids of pages that links lead into and that were not looked at."""
        for path in {file for file, _ in self.links.wanted} & self.unread:
            self.links.add_page(path, read_page(_read(self.folders, path)).ids, ())

    def links_in(self, path: str) -> Iterable[str]:
        """Return all links in a file that may have some; any other has none."""
        if path.endswith(".html"):
            return read_page(_read(self.folders, path)).links
        pattern = _pattern_for(path)
        return (match[1] for match in pattern.finditer(self.text(path))) if pattern else ()

    def links_to(self, places: Collection[tuple[str, str]]) -> Iterator[Link]:
        """Yield every link that leads to one of some places, which is found out by looking into all files again."""
        for path in sorted(self.files):
            if not path.startswith(ADMIN):
                for link in set(self.links_in(path)):
                    target = self.links.target(path, link)
                    if (target.file, target.fragment) in places:
                        yield Link(path, link, target)

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


def _pattern_for(path: str) -> re.Pattern[str] | None:
    """Return how links are written in a stylesheet, a feed, a sitemap or the web manifest."""
    if path.endswith(".css"):
        return _CSS_URL
    if path.startswith("feeds/"):
        return _FEED_URL
    if path.endswith(".webmanifest"):
        return _MANIFEST_URL
    return _LOC if path.startswith("sitemap") and path.endswith(".xml") else None


def has_lost_anchors(changed: Iterable[str], folder: str, before: str) -> bool:
    """Tell whether a page in a folder lacks an id that it had in another one."""
    for path in changed:
        if path.endswith(".html") and os.path.isfile(f"{before}/{path}"):  # noqa: PTH113
            old, new = (read_page(_data(f"{where}/{path}")) for where in (before, folder))
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
    # What Path and open do beside it costs more than the reading.
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        size = os.fstat(file).st_size + 1
        data = os.read(file, size)
        while more := os.read(file, size):
            data += more
        return data
    finally:
        os.close(file)


def _text(folders: tuple[str, ...], path: str) -> str:
    return _read(folders, path).decode("utf-8", errors="replace")


def _base(folders: tuple[str, ...], files: frozenset[str]) -> str:
    front = _read(folders, "index.html") if "index.html" in files else b""
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
