"""Where the links of a built site lead: most are known at a glance, and anchors are looked up last."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from factcheck.html_plain import Known, link_of, make_known
from factcheck.urls import file_of

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable

    from factcheck.html_plain import PlainPage

_UP = "../"
_FEW = 8


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

    ``external`` are the addresses of other sites that it links to, ``broken`` the links that lead to no file, and
    ``offered`` the ids of each page that was taken down. Of links to a place on another page only the places are kept,
    files and ids, in ``wanted``: a site has fewer places than links.
    """

    files: Container[str]
    base: str
    external: set[str] = field(default_factory=set)
    broken: list[Link] = field(default_factory=list)
    offered: dict[str, Collection[str]] = field(default_factory=dict)
    wanted: set[tuple[str, str]] = field(default_factory=set)
    _known: dict[str, Known] = field(default_factory=dict)
    _same: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)

    def known(self, path: str) -> Known:
        """Return the tags whose links lead to the same from every page as deep as this one, and rightly so."""
        to_root = self._to_root(path)
        if to_root not in self._known:
            self._known[to_root] = Known()
        return self._known[to_root]

    def add_page(self, path: str, ids: Iterable[str], links: Iterable[str]) -> None:
        """Take down the ids and the links of a page."""
        held = tuple(ids)
        # Many pages have the same few ids.
        self.offered[path] = self._same.setdefault(held, held) if len(held) <= _FEW else frozenset(held)
        self.add(path, links)

    def add_plain(self, path: str, found: PlainPage) -> None:
        """Take down a page that was read in the plain form."""
        self.add_page(path, found.page.ids, found.page.links)
        to_root, body = self._to_root(path), self.known(path).body
        if self._are_there(found.anchors, to_root):
            make_known(body, found.anchors)
        else:
            found.tags |= {tag: (link_of(tag), body) for tag in found.anchors}
        for tag, (link, known) in found.tags.items():
            if self._take(path, link, to_root):
                make_known(known, (tag,))

    def add(self, path: str, links: Iterable[str]) -> None:
        """Take down the links of a file."""
        to_root = self._to_root(path)
        for link in set(links):
            self._take(path, link, to_root)

    def taken(self) -> Links:
        """Return what was taken down alone, to be sent to another process."""
        return Links((), self.base, self.external, self.broken, self.offered, self.wanted)

    def join(self, others: Links) -> None:
        """Take down what others took down of the same site."""
        self.external |= others.external
        self.offered |= others.offered
        self.wanted |= others.wanted
        self.broken = [*dict.fromkeys([*self.broken, *others.broken])]

    def lost(self) -> set[tuple[str, str]]:
        """Return the places that links lead to and that are on no page that was taken down."""
        return {place for place in self.wanted if not self._has(*place)}

    def target(self, path: str, link: str) -> Target:
        """Return where a link in a file leads."""
        return _target(link, path, self.base)

    def _to_root(self, path: str) -> str:
        """Return how links in a file begin that are the same in every file as deep, seen from the root."""
        return _UP * path.count("/") or self.base

    def _take(self, path: str, link: str, to_root: str) -> bool:
        """Take down a link; tell whether the same in another file as deep need not be taken down any more."""
        if link.startswith(to_root):
            is_known = self._is_there(link[len(to_root) :])
        elif link.startswith(self.base):
            is_known = self._is_there(link[len(self.base) :])
        elif link.startswith("#") and "%" not in link and self._has(path, link[1:]):
            return False
        else:
            is_known = self._is_elsewhere(link)
        if not is_known:
            self._add(Link(path, link, self.target(path, link)))
        return is_known

    def _are_there(self, anchors: Iterable[bytes], to_root: str) -> bool:
        """Tell whether all links of plainest anchors lead, letter for letter from the root, to files that are there."""
        begin, tags = f'<a href="{to_root}', b"".join(anchors).decode().replace('/">', '/index.html">')
        files = tags.removeprefix(begin).removesuffix('">').split(f'">{begin}')
        return all(map(self.files.__contains__, files))

    def _is_there(self, rest: str) -> bool:
        """Tell whether a link from the root leads, letter for letter, to a file that is there."""
        page, _, fragment = rest.partition("#")
        file = file_of(page)
        if file not in self.files or "%" in page or "?" in page:
            return False
        if not self._has(file, fragment):
            if "%" in fragment:
                return False
            self.wanted.add((file, fragment))
        return True

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
            self.broken.append(link)
        elif not self._has(to.file, to.fragment):
            self.wanted.add((to.file, to.fragment))

    def _has(self, file: str, fragment: str) -> bool:
        return not fragment or not file.endswith(".html") or fragment in self.offered.get(file, ())


def _target(link: str, path: str, base: str) -> Target:
    """Return where a link in a file leads."""
    if link.startswith(base):
        link = "/" + link.removeprefix(base)
    elif link.startswith("/"):
        link = "/" + link.removeprefix(urlsplit(base).path)
    try:
        parts = urlsplit(link)
    except ValueError:
        # An address that nobody can follow: there is no such file, which is what its problem will say.
        return Target(link, "")
    if parts.scheme:
        return Target("", "", link.partition("#")[0] if parts.scheme in {"http", "https"} else "")
    wanted = unquote(parts.path) or posixpath.basename(path)
    target = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), wanted)).lstrip("/")
    is_folder = bool(target) and wanted.endswith(("/", "/.", "/.."))
    return Target(file_of(f"{target}/" if is_folder else target), unquote(parts.fragment))
