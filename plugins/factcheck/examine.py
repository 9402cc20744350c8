"""From the bytes of a site to its model, or to everything that is wrong with it: a pure function."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from factcheck.checks import Subject, check_all
from factcheck.codes import problem
from factcheck.corpus import VERDICTS_FILE, Kept, load
from factcheck.lints import lint_each
from factcheck.problems import Place, Problem, has_errors, in_order, strict
from factcheck.proving import prove
from factcheck.site import NOTHING_KNOWN, Known, build_site

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from factcheck.corpus import Corpus
    from factcheck.model import Proof, Site
    from factcheck.proving import Key
    from factcheck.settings import Settings
    from factcheck.workspace import Inputs


@dataclass(frozen=True, slots=True)
class Examined:
    """The site, or None where errors forbid one; every problem in order; and how many quotes were proven.

    ``next_embargo`` is when the next claim under embargo may be published.
    """

    site: Site | None
    problems: list[Problem]
    quotes: int
    next_embargo: dt.datetime | None = None
    subject: Subject | None = None


def refused(examined: Examined, problems: Iterable[Problem]) -> Examined:
    """Return what was examined with the problems of settings and pages, whose errors forbid a site too."""
    found = list(problems)
    site = None if has_errors(found) else examined.site
    return replace(examined, site=site, problems=in_order([*found, *examined.problems]))


def examine(
    inputs: Inputs, settings: Settings, *, warnings_are_errors: bool = False, before: Before | None = None
) -> Examined:
    """Read, validate, prove and check a site, and build its model if nothing is wrong.

    What was found ``before`` of files that are as they were, and of all that these refer to, is not worked out again.
    """
    if not inputs.records and not inputs.problems:
        return Examined(None, [problem("site-empty", Place("claims"))], 0)
    kept = Kept(before.subject.corpus, before.changed) if before else None
    corpus = load(inputs, kept)
    known = _known(before, corpus) if before else _NOTHING
    proofs = prove(corpus, known.proofs)
    subject = Subject(corpus, proofs, settings, lint_each(corpus, proofs, settings, known.asked))
    problems = in_order(check_all(subject))
    if warnings_are_errors:
        problems = strict(problems)
    site = None if has_errors(problems) else build_site(subject, known.site)
    live = {claim.id for claim in corpus.claims.values() if not claim.is_hidden(settings.now)}
    quotes = sum(record_id in live for record_id, _ in proofs.found)
    return Examined(site, problems, quotes, _next_embargo(corpus, settings.now), subject)


@dataclass(frozen=True, slots=True)
class Before:
    """What was found without errors by the same program with the same settings, and which files changed since."""

    subject: Subject
    site: Site
    changed: frozenset[str]


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
            {key: source for key, source in before.site.sources.items() if key not in others},
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


def _next_embargo(corpus: Corpus, now: dt.datetime) -> dt.datetime | None:
    claims = (claim for claim in corpus.claims.values() if claim.state != "draft")
    return min((c.embargo for c in claims if c.embargo and now < c.embargo), default=None)
