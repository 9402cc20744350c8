"""From the bytes of a site to its model, or to everything that is wrong with it: a pure function."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from factcheck.checks import Subject, check_set, told
from factcheck.claim_checks import check_each
from factcheck.codes import problem
from factcheck.corpus import NOTHING_KEPT, VERDICTS_FILE, Kept, load, read_entry
from factcheck.neighbours import WholeSiteError, neighbours
from factcheck.problems import Place, Problem, has_errors, in_order, strict
from factcheck.processes import ALONE, FEWEST_TO_SHARE, LARGE, Jobs, give_back_memory, no_search_for_cycles, shared_out
from factcheck.proving import prove
from factcheck.site import NOTHING_KNOWN, Known, build_site

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from factcheck.corpus import Corpus, Entry
    from factcheck.model import Proof, Site
    from factcheck.proving import Key, Proofs
    from factcheck.settings import Settings
    from factcheck.values import Moment
    from factcheck.workspace import Inputs


# The hint of such a problem names another source that has the words.
_ELSEWHERE = frozenset({"not-claim-not-found", "quote-not-found"})
# In bytes: what a process that asks claims may come to hold beside what it shares with this one.
_MUCH = 128 << 20


@dataclass(frozen=True, slots=True)
class Examined:
    """The site, or None where errors forbid one; every problem in order; and how many quotes were proven.

    ``next_embargo`` is when the next claim under embargo may be published.
    """

    site: Site | None
    problems: list[Problem]
    quotes: int
    next_embargo: Moment | None = None
    subject: Subject | None = None


def refused(examined: Examined, problems: Iterable[Problem]) -> Examined:
    """Return what was examined with the problems of settings and pages, whose errors forbid a site too."""
    found = list(problems)
    site = None if has_errors(found) else examined.site
    return replace(examined, site=site, problems=in_order([*found, *examined.problems]))


def examine(
    inputs: Inputs,
    settings: Settings,
    *,
    warnings_are_errors: bool = False,
    before: Before | None = None,
    jobs: Jobs = ALONE,
) -> Examined:
    """Read, validate, prove and check a site, and build its model if nothing is wrong.

    What was found ``before`` of files that are as they were, and of all that these refer to, is not worked out again.
    Many records are read by so many processes.
    """
    if not inputs.records and not inputs.problems:
        return Examined(None, [problem("site-empty", Place("claims"))], 0)
    with no_search_for_cycles():
        corpus = load(inputs, Kept.of(before.subject.corpus, before.changed) if before else NOTHING_KEPT, jobs)
        # The bytes of a large site are much, and from here on nobody looks at them.
        del inputs
        if len(corpus.entries) >= LARGE:
            give_back_memory()
        return _examined(corpus, settings, before, warnings_are_errors=warnings_are_errors, jobs=jobs.processes)


def _examined(
    corpus: Corpus, settings: Settings, before: Before | None, *, warnings_are_errors: bool, jobs: int
) -> Examined:
    known = _known(before, corpus) if before else _NOTHING
    proofs = prove(corpus, known.proofs)
    subject = Subject(corpus, proofs, settings, {})
    found: list[Problem] = []
    site: Site | None = None

    def look_at_all() -> Iterator[None]:
        # Nothing of the model rests on what is asked of each claim.
        nonlocal site
        for some in check_set(subject):
            found.extend(some)
            yield
        site = None if has_errors(found) else (yield from build_site(subject, known.site))

    processes = jobs if len(corpus.claims) >= FEWEST_TO_SHARE else 1
    # Both processes go through all claims, and neither sees what the other has copied.
    share = partial(shared_out, jobs=processes, much=_MUCH, first=look_at_all)
    asked = check_each(corpus, proofs, settings, known.asked, share)
    subject = replace(subject, asked=asked)
    subject = replace(subject, told=told(found, subject))

    def model() -> Site:
        # Where it was not made there are errors, and nobody asks for it.
        assert site
        return site

    return examined_as(subject, model, warnings_are_errors=warnings_are_errors)


class Counted(NamedTuple):
    """What is told of all claims together; see ``Examined``."""

    quotes: int
    next_embargo: Moment | None


def examined_as(
    subject: Subject, model: Callable[[], Site], counted: Counted | None = None, *, warnings_are_errors: bool
) -> Examined:
    """Return what came of checks, with the site model where there are no errors."""
    problems = list(strict(subject.told) if warnings_are_errors else subject.told)
    site = None if has_errors(problems) else model()
    corpus, settings = subject.corpus, subject.settings
    found = counted or Counted(_quotes(corpus, subject.proofs, settings), _next_embargo(corpus, settings.now))
    return Examined(site, problems, *found, subject)


@dataclass(frozen=True, slots=True)
class Before:
    """What was found without errors by the same program with the same settings, and which files changed since.

    What was ``counted`` is None where nobody remembers it.
    """

    subject: Subject
    site: Site
    changed: frozenset[str]
    counted: Counted | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What need not be worked out again."""

    proofs: Mapping[Key, Proof]
    asked: Mapping[str, tuple[Problem, ...]]
    site: Known


_NOTHING = _Known({}, {}, NOTHING_KNOWN)


def _known(before: Before, corpus: Corpus) -> _Known:
    old = before.subject
    if VERDICTS_FILE in before.changed or _origins(old.corpus) != _origins(corpus):
        return _NOTHING
    touched = _touched(before, corpus)
    others = touched | {r.id for e in (*old.corpus.entries, *corpus.entries) if e.id in touched for r in e.references}
    return _Known(
        {key: proof for key, proof in old.proofs.found.items() if key[0] not in touched},
        {key: asked for key, asked in old.asked.items() if key not in touched},
        Known(
            {key: claim for key, claim in before.site.claims.items() if key not in touched},
            {key: source for key, source in before.site.sources.items() if key not in touched},
            {key: use for key, use in before.site.uses.items() if key not in others},
        ),
    )


def _origins(corpus: Corpus) -> dict[str, tuple[str | None, str | None]]:
    """Return what a claim may depend on of sources that it does not name: whose reports they repeat."""
    return {source.id: (source.origin, source.tier) for source in corpus.sources.values()}


def _touched(before: Before, corpus: Corpus) -> set[str]:
    """Return the ids of records that are not as they were, of claims they correct, and of all that refer to them."""
    old = before.subject.corpus
    kept = {id(entry) for entry in corpus.entries} & {id(entry) for entry in old.entries}
    renewed = [entry for entry in (*old.entries, *corpus.entries) if id(entry) not in kept]
    changed = {entry.id for entry in renewed}
    changed |= {r.id for entry in renewed if entry.type == "correction" for r in entry.references}
    changed |= {key for key, found in corpus.captures.items() if old.captures.get(key) is not found}
    return changed | {e.id for e in corpus.entries if any(r.id in changed for r in e.references)}


def examine_some(
    inputs: Inputs, settings: Settings, wanted: Collection[str], *, warnings_are_errors: bool = False
) -> Examined:
    """Check some records of a site, named by their paths: no model, the problems of their files, and their quotes.

    What is told of them is what ``examine`` tells; of the rest of the site as much is read as that takes.
    """
    with no_search_for_cycles():
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
    corpus = load(inputs, NOTHING_KEPT if known is None else Kept(known, {}))
    proofs = prove(corpus)
    subject = Subject(corpus, proofs, settings, check_each(corpus, proofs, settings, {}))
    found = [p for p in told(chain.from_iterable(check_set(subject)), subject) if p.place.path in wanted]
    return found, _quotes(corpus, proofs, settings, wanted)


def _quotes(corpus: Corpus, proofs: Proofs, settings: Settings, wanted: Collection[str] | None = None) -> int:
    """Count the proven quotes of claims that may be seen, or of the wanted ones among them."""
    claims = (c for c in corpus.claims.values() if not c.is_hidden(settings.now))
    live = {claim.id for claim in claims if wanted is None or claim.places.path in wanted}
    return sum(map(live.__contains__, (record_id for record_id, _ in proofs.found)))


def _next_embargo(corpus: Corpus, now: dt.datetime) -> Moment | None:
    claims = (claim for claim in corpus.claims.values() if claim.state != "draft")
    return min((c.embargo for c in claims if c.embargo and now < c.embargo), default=None)
