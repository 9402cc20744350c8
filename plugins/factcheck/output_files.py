"""A built site that is being checked: its files, what was read of them, and where a text stands in one."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from errno import ENOENT
from typing import TYPE_CHECKING, Any

from factcheck.compact_json import read
from factcheck.html_page import HtmlPage, read_page
from factcheck.html_plain import Known, read_plain
from factcheck.output_links import Link, Links
from factcheck.problems import Place
from factcheck.reading import files_in, read_file
from factcheck.settings import ADMIN
from factcheck.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    """A built site that is being read, in the first of its ``folders`` that has a file."""

    folders: tuple[str, ...]
    files: Collection[str]
    links: Links
    captures: dict[str, frozenset[tuple[str, str, str]]] = field(default_factory=dict)
    texts: dict[str, Published] = field(default_factory=dict)

    def bytes(self, path: str) -> bytes:
        """Return the bytes of a file. Raises FileNotFoundError for one that is gone, though it still lies there."""
        if len(self.folders) > 1 and path not in self.files:
            raise FileNotFoundError(ENOENT, os.strerror(ENOENT))
        return _read(self.folders, path)

    def text(self, path: str) -> str:
        """Return what a file says."""
        return self.bytes(path).decode(errors="replace")

    def data(self, path: str) -> Data:
        """Return a JSON file of the API. Raises ValueError for anything but an object."""
        data = read(self.bytes(path))
        if not isinstance(data, dict):
            raise ValueError("it holds no object")  # noqa: TRY004 - for the reader it is one mistake with bad JSON
        return data

    def page(self, path: str) -> HtmlPage:
        """Return a page, with its ids and links taken down."""
        data = self.bytes(path)
        if plain := read_plain(data, self.links.known(path)):
            self.links.add_plain(path, plain)
            return plain.page
        page = read_page(data)
        self.links.add_page(path, page.ids, page.links)
        return page

    def read_anchors(self) -> None:
        """Take down the ids of pages that links lead into and that were not looked at."""
        for path in {file for file, _ in self.links.wanted if file not in self.links.offered}:
            if is_page(path):
                data = self.bytes(path)
                plain = read_plain(data, Known())
                self.links.add_page(path, (plain.page if plain else read_page(data)).ids, ())

    def links_in(self, path: str) -> Iterable[str]:
        """Return all links in a file that may have some; any other has none."""
        if path.endswith(".html"):
            return read_page(self.bytes(path)).links
        pattern = _pattern_for(path)
        return (match[1] for match in pattern.finditer(self.text(path))) if pattern else ()

    def links_to(self, places: Collection[tuple[str, str]], files: Iterable[str]) -> Iterator[Link]:
        """Yield every link in some files that leads to one of some places, which is found out by looking again."""
        for path in sorted(files):
            if has_links(path):
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
            data = self.bytes(path) if path in self.files else b""
            # Claims of one source are checked one after the other, so that few texts are kept.
            self.texts = {} if len(self.texts) >= _MOST_TEXTS else self.texts
            self.texts[path] = Published(data, hashlib.sha256(data).hexdigest(), data.decode(errors="replace"))
        return self.texts[path]


@dataclass(frozen=True, slots=True)
class Laid(Collection[str]):
    """The files of a site, with others laid over them and some gone."""

    over: Collection[str]
    known: Collection[str]
    gone: Collection[str]

    def __contains__(self, path: object) -> bool:
        """Tell whether there is such a file."""
        return path in self.over or (path in self.known and path not in self.gone)

    def __iter__(self) -> Iterator[str]:
        """Go through them all."""
        yield from self.over
        yield from (path for path in self.known if path not in self.over and path not in self.gone)

    def __len__(self) -> int:
        """Return how many there are."""
        return sum(1 for _ in self)


def built_site(*folders: str, files: Collection[str] | None = None) -> Built:
    """Return the site in a folder, nothing of it read; or these files, each in the first folder that has it."""
    found = frozenset(files_in(folders[0])) if files is None else files
    return Built(folders, found, Links(found, _base(folders, found)))


def is_page(path: str) -> bool:
    """Tell whether a file is a page of the site. The form for editors is a program, and none of its pages."""
    return path.endswith(".html") and not path.startswith(ADMIN)


def has_links(path: str) -> bool:
    """Tell whether a file is looked into for links."""
    return is_page(path) or _pattern_for(path) is not None


def is_same(one: str, other: str) -> bool:
    """Tell whether two files have the same bytes."""
    return os.path.getsize(one) == os.path.getsize(other) and read_file(one) == read_file(other)  # noqa: PTH202


def _pattern_for(path: str) -> re.Pattern[str] | None:
    """Return how links are written in a stylesheet, a feed, a sitemap or the web manifest."""
    if path.endswith(".css"):
        return _CSS_URL
    if path.startswith("feeds/"):
        return _FEED_URL
    if path.endswith(".webmanifest"):
        return _MANIFEST_URL
    return _LOC if path.startswith("sitemap") and path.endswith(".xml") else None


def _read(folders: tuple[str, ...], path: str) -> bytes:
    *before, last = folders
    for folder in before:
        try:
            return read_file(f"{folder}/{path}")
        except FileNotFoundError:
            continue
    return read_file(f"{last}/{path}")


def _base(folders: tuple[str, ...], files: Collection[str]) -> str:
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
