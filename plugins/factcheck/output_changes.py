"""The check of what changed in a built site that was good before. It reads nothing but built files, and few of them.

Why that is enough: the last check has read every file that is not new now. What it found right of a file can only be
wrong now where something changed that the file is compared with or links to.

- A claim's pages, record, frames and quotes are compared with one another, with its item in the list of claims, and
  with texts and digests of sources. So a claim is checked as a whole where any of these changed or is gone.
- A link of an unchanged page leads somewhere else only where a file, or an id in a page, is gone. Pages that may have
  such a link are found by their bytes: see ``_Gone``.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from factcheck.html_page import read_page
from factcheck.output_check import (
    OutputReport,
    check_whole,
    claim_problems,
    collect_files,
    items_in,
    link_problems,
    pages_problems,
)
from factcheck.output_files import Laid, built_site, has_links, is_page, is_same
from factcheck.problems import Problem, in_order
from factcheck.reading import files_in
from factcheck.urls import file_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from factcheck.output_files import Built, Data

_LIST: Final = re.compile(r"api/v1/claims(?:/page/[0-9]+)?\.json")
# Files in which a claim is shown or told, and those that prove what quotes a source.
_OF_CLAIM: Final = (
    re.compile(r"(?:.*/)?claims/([^/]+)/index\.html"),
    re.compile(r"embed/([^/]+)/index\.html"),
    re.compile(r"api/v1/(?!sources/)\w+/([^/]+)\.json"),
)
_CLAIM: Final = re.compile(r"claims/[^/]+/index\.html")
_OF_SOURCE: Final = re.compile(r"api/v1/sources/([^/]+)\.json|sources/([^/]+)/text-.*")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")
_RUN: Final = re.compile("[A-Za-z0-9]+")
# A letter or a digit of ASCII that is written as something else, which no template and no library of ours does.
_ESCAPED: Final = tuple(map(re.compile, (rb"%[3-7][0-9A-Fa-f]", rb"&#(?!3[49];)", rb"lig;")))


def check_changes(
    folder: Path, before: Path, known: Collection[str], gone: Collection[str], pages: int
) -> OutputReport:
    """Check what comes of a good site, with its ``known`` files, when those in a folder are laid over them.

    ``gone`` are files that are removed, ``pages`` is how many pages there were. Other sites are not told.
    """
    new, old = str(folder), str(before)
    changed = {path for path in files_in(new) if not (path in known and is_same(f"{new}/{path}", f"{old}/{path}"))}
    built = built_site(new, old, files=Laid(changed, known, frozenset(gone)))
    changes = _Changes(built, changed, frozenset(path for path in gone if path in known), built_site(old, files=known))
    problems = changes.problems()
    if problems is None:
        return check_whole(built_site(new, old, files=(changed | {*known}) - {*gone}))
    more = sum(is_page(path) and path not in known for path in changed)
    return OutputReport(in_order(problems), pages + more - sum(map(is_page, changes.gone)), ())


@dataclass(frozen=True, slots=True)
class _Changes:
    """A site with what changed in it and what is gone, and as it was before."""

    built: Built
    changed: set[str]
    gone: frozenset[str]
    before: Built

    def problems(self) -> list[Problem] | None:
        """Return what is wrong; None where all has to be checked."""
        built, problems = self.built, list[Problem]()
        items, told = self._items(problems)
        if items is None:
            return None
        touched = {path for path, item in items.items() if told.get(path) != item} | set(self._touched())
        checked = set[str]()
        for path in sorted(touched):
            item = items.get(path)
            if item is None and self._needs_item(path) and (item := self._item(path)) is None:
                continue
            checked.add(path)
            problems += claim_problems(path, item, list(self._in_all_languages(path)), built)
        unlisted = [page for path in told.keys() - items.keys() for page in self._in_all_languages(path)]
        rest = [path for path in {*self.changed, *unlisted} if is_page(path) and path not in built.links.offered]
        problems += pages_problems(sorted(rest), checked, built)
        return problems + list(link_problems(built, self._read_links()))

    def _read_links(self) -> set[str]:
        """Take down the links that did not lead, or may not lead any more; return the files in which they are."""
        built = self.built
        collect_files(built, self.changed)
        for path in self._pages_before():
            self.before.page(path)
        # Where a page had the same link before, and the page that it leads to did not change, it is right.
        built.links.wanted -= {place for place in self.before.links.wanted if place[0] not in self.changed}
        pointing = set(self._pointing())
        for path in pointing - built.links.offered.keys():
            if is_page(path):
                built.page(path)
        collect_files(built, pointing)
        built.read_anchors()
        return self.changed | pointing

    def _items(self, problems: list[Problem]) -> tuple[dict[str, Data] | None, dict[str, Data]]:
        """Return the items on changed pages of the list of claims, and those that were on them."""
        items: dict[str, Data] = {}
        told: dict[str, Data] = {}
        if any(map(_LIST.fullmatch, self.gone)):
            # It has a thousand claims less, or is cut.
            return None, told
        for path in sorted(filter(_LIST.fullmatch, self.changed)):
            before = items_in(self.before, path, told, []) if path in self.before.files else ""
            further = items_in(self.built, path, items, problems)
            if further != before and further and further not in self.changed:
                # The list goes on somewhere else, in what nobody has looked at as a part of it.
                return None, told
        return items, told

    def _touched(self) -> Iterator[str]:
        """Yield the files of the pages of claims that a changed file shows, tells or proves."""
        for path in self.changed | self.gone:
            for pattern in _OF_CLAIM:
                if match := pattern.fullmatch(path):
                    yield f"claims/{match[1]}/index.html"
            for site in (self.before, self.built):
                if path not in site.files:
                    continue
                if path.startswith("embed/"):
                    # A frame of an old id is one of the claim that it leads to.
                    yield from self._leads_to(site, path)
                elif match := _OF_SOURCE.fullmatch(path):
                    yield from self._quoting(site, f"api/v1/sources/{match[1] or match[2]}.json")

    def _leads_to(self, site: Built, path: str) -> Iterator[str]:
        address = read_page(site.bytes(path)).canonical
        if address is not None and address.startswith(site.links.base):
            path = file_of(address.removeprefix(site.links.base))
            yield from filter(_CLAIM.fullmatch, [path])

    def _quoting(self, site: Built, path: str) -> Iterator[str]:
        """Yield the files of the pages of claims that quote a source."""
        # Of one that cannot be read, whoever quotes it finds that out.
        with suppress(OSError, ValueError, KeyError, TypeError):
            yield from [f"claims/{claim_id}/index.html" for claim_id in site.data(path)["claims"]]

    def _needs_item(self, path: str) -> bool:
        """Tell whether it is to be found out that a claim is listed, and what is told there.

        A record that is as it was, of a page that was there, has been compared with its item, which did not change.
        """
        record = f"api/v1/claims/{path.split('/')[1]}.json"
        return record in self.changed or record not in self.built.files or path not in self.before.files

    def _item(self, path: str) -> Data | None:
        """Return the item of a claim on pages of the list that did not change."""
        needle = f'"/{path.removesuffix("index.html")}"'.encode()
        page, number = "api/v1/claims.json", 1
        while page in self.built.files:
            if page not in self.changed and needle in self.built.bytes(page):
                items: dict[str, Data] = {}
                items_in(self.built, page, items, [])
                if path in items:
                    return items[path]
            number += 1
            page = f"api/v1/claims/page/{number}.json"
        return None

    def _in_all_languages(self, path: str) -> Iterator[str]:
        """Yield the pages of a claim that are there."""
        tops = {entry for folder in self.built.folders for entry in os.listdir(folder)}  # noqa: PTH208
        for file in (path, *(f"{top}/{path}" for top in sorted(tops) if _LANGUAGE.fullmatch(top))):
            if file in self.built.files:
                yield file

    def _pages_before(self) -> Iterator[str]:
        """Yield the changed pages that were there before."""
        return (path for path in self.changed if is_page(path) and path in self.before.files)

    def _pointing(self) -> Iterator[str]:
        """Yield the files that did not change and may have a link to what is gone."""
        lost = {_Gone.of(path) for path in self.gone}
        for path in self._pages_before():
            own = {*self.before.links.offered[path]}.difference(self.built.links.offered[path])
            lost |= {_Gone.of(path, place) for place in own}
        if not lost:
            return
        for path in self.before.files:
            if has_links(path) and path not in self.changed and path not in self.gone:
                data = self.before.bytes(path)
                if _may_link(path, data, lost):
                    yield path


@dataclass(frozen=True, slots=True)
class _Gone:
    """A file that is gone, or an id in one: what the bytes of any page must hold that has a link to it.

    A link names all folders below the deepest that its page and its target share, whatever dots and slashes are in it.
    So it names the last one, unless the page lies below that. Letters and digits are written as they are: pages in
    which one is not, for whatever reason, are looked at anyway. So the runs of letters and digits in these names are
    in the page.
    """

    above: str
    folder: str
    first: tuple[bytes, ...]
    last: tuple[bytes, ...]
    place: tuple[bytes, ...]

    @classmethod
    def of(cls, path: str, place: str = "") -> _Gone:
        """Return how links to a file are known, or to a place in it."""
        below = f"/{path}".removesuffix("/index.html")[1:]
        names = below.split("/")
        above = f"{names[0]}/{names[1]}/" if len(names) > 1 else ""
        folder = f"{below}/" if below else ""
        return cls(above, folder, _runs(names[1] if above else ""), _runs(names[-1]), _runs(place))

    def runs(self, path: str) -> tuple[bytes, ...]:
        """Return what is in a page that has a link to it."""
        last = () if path.startswith(self.folder) else self.last
        first = () if path.startswith(self.above or path) else self.first
        return last + first + self.place


def _may_link(path: str, data: bytes, lost: Iterable[_Gone]) -> bool:
    """Tell whether a page with these bytes may have a link to something of what is gone."""
    if any(escaped.search(data) for escaped in _ESCAPED):
        return True
    # What is gone together shares its runs; to look for one costs as much as all else.
    found: dict[bytes, bool] = {}
    for gone in lost:
        for run in gone.runs(path):
            if run not in found:
                found[run] = run in data
            if not found[run]:
                break
        else:
            return True
    return False


def _runs(name: str) -> tuple[bytes, ...]:
    return tuple(run.encode() for run in _RUN.findall(name))
