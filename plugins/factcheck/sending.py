"""In which order a site is sent: a pure function of what stands at the target and what shall stand there.

A visitor who follows links never meets one to what is not there yet, because a page is sent after all that it leads
to: new files first, then the changed ones, and in both what leads to others after what it leads to, the front page
last. What is gone from the site is removed when nothing leads there any more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from factcheck.manifests import NOT_OURS, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from factcheck.manifests import Batches

# After a cut, so many files at most have to be looked at; for so many, the progress is written once.
BATCH: Final = 64

_LANGUAGE: Final = r"(?:[a-z]{2,3}(?:-[A-Za-z0-9]+)*/)?"
_FRONT: Final = re.compile(rf"{_LANGUAGE}index\.html")
_FOR_PROGRAMS: Final = re.compile(
    r"api/v1/[^/]+\.json|api/v1/[^/]+/page/.+|feeds/.+|sitemap[^/]*\.xml|robots\.txt|[^/]+\.webmanifest"
    r"|pagefind/pagefind-entry\.json"
)
_LISTS: Final = re.compile(
    rf"{_LANGUAGE}(?:(?:claims|sources|pledges|approvals|attendance|corrections)/(?:page/.+)?index\.html"
    r"|claims/(?:page|kind|verdict|evidence)/.+|(?:people|organizations|events|dossiers|topics)/.+|search/index\.html)"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done, and in which order. ``batches`` holds every step; each waits for the one before it."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    batches: Batches

    @property
    def steps(self) -> Iterator[Step]:
        """Every step in its order."""
        return (step for batch in self.batches for step in batch)


def plan(known: Mapping[str, str], site: Mapping[str, str]) -> Plan:
    """Return how a target that holds ``known`` becomes ``site``; both are digests by path.

    A known file that is not ours is overwritten where the site has one of its name, and never removed.
    """
    new = sorted(path for path in site if path not in known)
    changed = sorted(path for path in site if path in known and known[path] != site[path])
    removed = sorted(path for path, digest in known.items() if path not in site and digest != NOT_OURS)
    blocking = set(_blocking(removed, site))
    groups = (
        *_by_rank((path for path in removed if path in blocking), None),
        *_by_rank(new, site),
        *_by_rank(changed, site),
        *reversed([*_by_rank((path for path in removed if path not in blocking), None)]),
    )
    batches = tuple(group[at : at + BATCH] for group in groups for at in range(0, len(group), BATCH))
    return Plan(tuple(new), tuple(changed), tuple(removed), batches)


def rank(path: str) -> int:
    """Return how late a file is sent among those of its kind: what leads to others comes after them."""
    if _FRONT.fullmatch(path):
        return 4
    if _FOR_PROGRAMS.fullmatch(path):
        return 3
    if _LISTS.fullmatch(path):
        return 2
    return int(path.endswith(".html"))


def _by_rank(paths: Iterable[str], digests: Mapping[str, str] | None) -> Iterator[tuple[Step, ...]]:
    for _, group in groupby(sorted(paths, key=lambda path: (rank(path), path)), key=rank):
        yield tuple(Step(path, digests[path] if digests is not None else None) for path in group)


def _blocking(removed: Iterable[str], site: Mapping[str, str]) -> Iterator[str]:
    """Yield the files that must go first: one stands where a folder shall be, or in a folder where a file shall be."""
    folders = {folder for path in site for folder in folders_of(path)}
    for path in removed:
        if path in folders or any(folder in site for folder in folders_of(path)):
            yield path


def folders_of(path: str) -> Iterator[str]:
    """Yield the folders that a file is in, the innermost first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
