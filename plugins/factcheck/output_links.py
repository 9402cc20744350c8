"""Where the links of a built site lead: most are known at a glance, and anchors are looked up last."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from factcheck.urls import file_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

_UP = "../"
# A tuple of so few ids is searched as fast as a set, and is a fifth of its size.
_FEW = 8
_MOST_FINE = 1 << 16


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: a file of the site and an id in it, or ``address``, elsewhere on the web.

    None of them is what a link to mail has.
    """

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
    _fine: set[str] = field(default_factory=set)

    def add_page(self, path: str, ids: Sequence[str], links: Iterable[str]) -> None:
        """Take down the ids and the links of a page."""
        self._ids[path] = tuple(ids) if len(ids) <= _FEW else frozenset(ids)
        self.add(path, links)

    def add(self, path: str, links: Iterable[str]) -> None:
        """Take down the links of a file."""
        folder = path.rpartition("/")[0]
        to_root = _UP * (folder.count("/") + 1) if folder else self.base
        for link in set(links):
            # Seen from the root, a link is the same on many pages, and most are the paths of files as they stand.
            if link.startswith(to_root):
                known = self._is_fine(link[len(to_root) :])
            elif link.startswith(self.base):
                known = self._is_fine(link[len(self.base) :])
            elif link.startswith("#"):
                known = self._is_on(path, link[1:])
            else:
                known = self._is_elsewhere(link)
            if not known:
                self._add(Link(path, link, _target(link, path, self.base)))

    def _is_fine(self, rest: str) -> bool:
        """Tell whether a link from the root leads, letter for letter, to a file and a place that are there."""
        if rest in self._fine:
            return True
        page, _, fragment = rest.partition("#")
        file = file_of(page)
        is_fine = file in self.files and "%" not in rest and "?" not in rest and self._has(file, fragment)
        if is_fine and len(self._fine) < _MOST_FINE:
            self._fine.add(rest)
        return is_fine

    def _is_on(self, path: str, fragment: str) -> bool:
        return "%" not in fragment and self._has(path, fragment)

    def _is_elsewhere(self, link: str) -> bool:
        """Tell whether a link leads to another site, and take that down."""
        is_plain = link.startswith(("https://", "http://")) and "[" not in link and "]" not in link
        if is_plain:
            self.external.add(link.partition("#")[0])
        return is_plain

    def _add(self, link: Link) -> None:
        to = link.target
        if not to.file:
            self.external.update(filter(None, [to.address]))
        elif to.file not in self.files and f"{to.file}/index.html" not in self.files:
            self._broken.append(link)
        elif not self._has(to.file, to.fragment):
            self._waiting.append(link)

    def join(self, others: Links) -> None:
        """Take down what others took down of the same site."""
        if others is not self:
            self.external |= others.external
            self._ids |= others._ids
            self._broken = [*dict.fromkeys([*self._broken, *others._broken])]
            self._waiting = [*dict.fromkeys([*self._waiting, *others._waiting])]

    def broken(self) -> Iterator[Link]:
        """Yield the links that lead to no file."""
        yield from self._broken

    def astray(self) -> Iterator[Link]:
        """Yield the links that lead to no place on their page; for when every page was taken down."""
        yield from (link for link in self._waiting if not self._has(link.target.file, link.target.fragment))

    def wanted(self) -> set[str]:
        """Return the pages that links lead into at places that are not known yet."""
        return {link.target.file for link in self._waiting}

    def _has(self, file: str, fragment: str) -> bool:
        return not fragment or not file.endswith(".html") or fragment in self._ids.get(file, ())


def _target(link: str, path: str, base: str) -> Target:
    """Return where a link in a file leads."""
    if link.startswith(base):
        link = "/" + link.removeprefix(base)
    elif link.startswith("/"):
        link = "/" + link.removeprefix(urlsplit(base).path)
    parts = urlsplit(link)
    if parts.scheme:
        return Target("", "", link.partition("#")[0] if parts.scheme in {"http", "https"} else "")
    wanted = unquote(parts.path) or posixpath.basename(path)
    target = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), wanted)).lstrip("/")
    is_folder = bool(target) and wanted.endswith(("/", "/.", "/.."))
    return Target(file_of(f"{target}/" if is_folder else target), unquote(parts.fragment))
