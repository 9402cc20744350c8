"""From the bytes of a site to its model, or to everything that is wrong with it: a pure function."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from factcheck.checks import Subject, check_all
from factcheck.codes import problem
from factcheck.corpus import load, read_entry
from factcheck.neighbours import WholeSiteError, neighbours
from factcheck.problems import Place, Problem, has_errors, in_order, strict
from factcheck.proving import prove
from factcheck.site import build_site

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from factcheck.corpus import Corpus, Entry
    from factcheck.model import Site
    from factcheck.proving import Proofs
    from factcheck.settings import Settings
    from factcheck.workspace import Inputs


# The hint of such a problem names another source that has the words.
_ELSEWHERE = frozenset({"not-claim-not-found", "quote-not-found"})


@dataclass(frozen=True, slots=True)
class Examined:
    """The site, or None where errors forbid one; every problem in order; and how many quotes were proven.

    ``next_embargo`` is when the next claim under embargo may be published.
    """

    site: Site | None
    problems: list[Problem]
    quotes: int
    next_embargo: dt.datetime | None = None


def refused(examined: Examined, problems: Iterable[Problem]) -> Examined:
    """Return what was examined with the problems of settings and pages, whose errors forbid a site too."""
    found = list(problems)
    site = None if has_errors(found) else examined.site
    return replace(examined, site=site, problems=in_order([*found, *examined.problems]))


def examine(inputs: Inputs, settings: Settings, *, warnings_are_errors: bool = False) -> Examined:
    """Read, validate, prove and check a site, and build its model if nothing is wrong."""
    if not inputs.records and not inputs.problems:
        return Examined(None, [problem("site-empty", Place("claims"))], 0)
    with _no_search_for_cycles():
        return _examined(inputs, settings, warnings_are_errors=warnings_are_errors)


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Keep Python from looking for what nobody refers to any more: all that is made here is kept, and is much."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _examined(inputs: Inputs, settings: Settings, *, warnings_are_errors: bool) -> Examined:
    corpus = load(inputs)
    proofs = prove(corpus)
    subject = Subject(corpus, proofs, settings)
    problems = in_order(check_all(subject))
    if warnings_are_errors:
        problems = strict(problems)
    site = None if has_errors(problems) else build_site(subject)
    return Examined(site, problems, _quotes(corpus, proofs, settings), _next_embargo(corpus, settings.now))


def examine_some(
    inputs: Inputs, settings: Settings, wanted: Collection[str], *, warnings_are_errors: bool = False
) -> Examined:
    """Check some records of a site, named by their paths: no model, the problems of their files, and their quotes.

    What is told of them is what ``examine`` tells; of the rest of the site as much is read as that takes.
    """
    with _no_search_for_cycles():
        found, quotes = _told_of(inputs, settings, wanted)
    return Examined(None, in_order(strict(found) if warnings_are_errors else found), quotes)


def _told_of(inputs: Inputs, settings: Settings, wanted: Collection[str]) -> tuple[list[Problem], int]:
    try:
        known = neighbours(wanted, inputs.records, settings)
    except WholeSiteError:
        return _told_by(None, inputs, settings, wanted)
    found, quotes = _told_by(known, inputs, settings, wanted)
    if _ELSEWHERE.isdisjoint(p.code for p in found):
        return found, quotes
    sources = {path: read_entry(path, data) for path, data in inputs.records.items() if path.startswith("seeds/")}
    return _told_by(known | sources, inputs, settings, wanted)


def _told_by(
    known: Mapping[str, Entry] | None, inputs: Inputs, settings: Settings, wanted: Collection[str]
) -> tuple[list[Problem], int]:
    """Return what is told of the wanted records by the known ones, or by all, and how many quotes of them stand."""
    corpus = load(inputs, known)
    proofs = prove(corpus)
    found = [p for p in check_all(Subject(corpus, proofs, settings)) if p.place.path in wanted]
    return found, _quotes(corpus, proofs, settings, wanted)


def _quotes(corpus: Corpus, proofs: Proofs, settings: Settings, wanted: Collection[str] | None = None) -> int:
    """Count the proven quotes of claims that may be seen, or of the wanted ones among them."""
    claims = (c for c in corpus.claims.values() if not c.is_hidden(settings.now))
    live = {claim.id for claim in claims if wanted is None or claim.places.path in wanted}
    return sum(record_id in live for record_id, _ in proofs.found)


def _next_embargo(corpus: Corpus, now: dt.datetime) -> dt.datetime | None:
    claims = (claim for claim in corpus.claims.values() if claim.state != "draft")
    return min((c.embargo for c in claims if c.embargo and now < c.embargo), default=None)
