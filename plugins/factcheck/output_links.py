"""Where the links of a built site lead: each distinct address is worked out once, and anchors are looked up last."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from factcheck.urls import file_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_UP = "../"
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

    def add_page(self, path: str, ids: tuple[str, ...], links: Iterable[str]) -> None:
        """Take down the ids and the links of a page."""
        self._ids[path] = ids if len(ids) <= _FEW else frozenset(ids)
        self.add(path, links)

    def add(self, path: str, links: Iterable[str]) -> None:
        """Take down the links of a file."""
        folder, _, name = path.rpartition("/")
        above = _with_those_above(folder)
        for link in set(links):
            ups = 0
            while link.startswith(_UP, ups * len(_UP)):
                ups += 1
            # Seen from the folder that it goes up to, a link is the same on many pages.
            rest = f"./{link[ups * len(_UP) :]}" if ups else link
            if to := _target(self.base, above[min(ups, len(above) - 1)], "" if ups else name, rest):
                self._add(Link(path, link, to))

    def _add(self, link: Link) -> None:
        to = link.target
        if not to.file:
            self.external.add(to.address)
        elif to.file not in self.files and f"{to.file}/index.html" not in self.files:
            self._broken.append(link)
        elif to.fragment and not self._has(to):
            self._waiting.append(link)

    def broken(self) -> Iterator[Link]:
        """Yield the links that lead to no file."""
        yield from self._broken

    def astray(self) -> Iterator[Link]:
        """Yield the links that lead to no place on their page; for when every page was taken down."""
        yield from (link for link in self._waiting if not self._has(link.target))

    def _has(self, to: Target) -> bool:
        return not to.file.endswith(".html") or to.fragment in self._ids.get(to.file, ())


def _with_those_above(folder: str) -> list[str]:
    """Return a folder and each one above it, up to the root."""
    names = folder.split("/") if folder else []
    return ["/".join(names[:number]) for number in range(len(names), -1, -1)]


@lru_cache(maxsize=1 << 16)
def _target(base: str, folder: str, name: str, link: str) -> Target | None:
    """Return where a link in a file of a folder leads; None for what is no address of a file, such as mail.

    The file's name is asked for by links that are only a fragment.
    """
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
