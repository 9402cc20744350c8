"""Where the links of a built site lead: each distinct address is worked out once, and anchors are looked up last."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from factcheck.urls import file_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

_UP = "../"
# A folder below this one or a file in it, with nothing in the way that has a meaning in an address.
_PLAIN = re.compile(r"\./((?:[A-Za-z0-9_-]+/)*(?:[A-Za-z0-9_-]+\.[a-z0-9]+)?)(?:#([A-Za-z0-9_-]+))?")
# A tuple of so few ids is searched as fast as a set, and is a fifth of its size.
_FEW = 8


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: a file of the site and an id in it. Without a file: to ``address``, elsewhere on the web."""

    file: str
    fragment: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a file of the site, as it is written there."""

    path: str
    written: str
    target: Target


@dataclass(slots=True)
class Links:
    """The links of a site with these files, which calls itself ``base``.

    ``external`` are the addresses of other sites that it links to.
    """

    files: frozenset[str]
    base: str
    external: set[str] = field(default_factory=set)
    _ids: dict[str, Collection[str]] = field(default_factory=dict)
    _broken: list[Link] = field(default_factory=list)
    _waiting: list[Link] = field(default_factory=list)

    def add_page(self, path: str, ids: Sequence[str], links: Iterable[str]) -> None:
        """Take down the ids and the links of a page."""
        self._ids[path] = tuple(ids) if len(ids) <= _FEW else frozenset(ids)
        self.add(path, links)

    def add(self, path: str, links: Iterable[str]) -> None:
        """Take down the links of a file."""
        folder, _, name = path.rpartition("/")
        to_root = _UP * (folder.count("/") + 1) if folder else ""
        for link in set(links):
            # Seen from the root, a link is the same on many pages.
            if to_root and link.startswith(to_root):
                to = _target(self.base, "", "", f"./{link[len(to_root) :]}")
            else:
                to = _target(self.base, folder, name, link)
            if to is None:
                continue
            if not to.file:
                self.external.add(to.address)
            elif to.file not in self.files and f"{to.file}/index.html" not in self.files:
                self._broken.append(Link(path, link, to))
            elif to.fragment and not self._has(to):
                self._waiting.append(Link(path, link, to))

    def broken(self) -> Iterator[Link]:
        """Yield the links that lead to no file."""
        yield from self._broken

    def astray(self) -> Iterator[Link]:
        """Yield the links that lead to no place on their page; for when every page was taken down."""
        yield from (link for link in self._waiting if not self._has(link.target))

    def wanted(self) -> set[str]:
        """Return the pages that links lead into at places that are not known yet."""
        return {link.target.file for link in self._waiting}

    def _has(self, to: Target) -> bool:
        return not to.file.endswith(".html") or to.fragment in self._ids.get(to.file, ())


@lru_cache(maxsize=1 << 16)
def _target(base: str, folder: str, name: str, link: str) -> Target | None:
    """Return where a link in a file of a folder leads; None for what is no address of a file, such as mail.

    The file's name is asked for by links that are only a fragment.
    """
    if not link.startswith(base) and (plain := _PLAIN.fullmatch(link)):
        return Target(file_of(f"{folder}/{plain[1]}" if folder else plain[1]), plain[2] or "")
    if link.startswith(base):
        link = "/" + link.removeprefix(base)
    elif link.startswith("/"):
        link = "/" + link.removeprefix(urlsplit(base).path)
    parts = urlsplit(link)
    if parts.scheme in {"http", "https"}:
        return Target("", "", link.partition("#")[0])
    if parts.scheme:
        return None
    wanted = unquote(parts.path) or name
    target = posixpath.normpath(posixpath.join("/", folder, wanted)).lstrip("/")
    is_folder = bool(target) and wanted.endswith(("/", "/.", "/.."))
    return Target(file_of(f"{target}/" if is_folder else target), unquote(parts.fragment))
