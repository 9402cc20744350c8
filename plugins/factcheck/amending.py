"""A site of which some claims were amended: what these say of themselves changed, and nothing that others rest on.

Such edits are the most frequent, and they need not be weighed against the whole of a site. Whatever else changed is
for ``examine``, which is asked in any doubt; what it would tell is told here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from factcheck import values
from factcheck.checks import exempted, is_claim_review, is_warning
from factcheck.claim_checks import check_one
from factcheck.corpus import read_entry
from factcheck.examine import Examined, examined_as
from factcheck.model import Claim
from factcheck.problems import in_order
from factcheck.proving import selectors
from factcheck.site import checked, sources_of
from factcheck.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from factcheck.checks import Subject
    from factcheck.corpus import Corpus, Entry
    from factcheck.examine import Before
    from factcheck.model import Site
    from factcheck.problems import Problem
    from factcheck.settings import Settings

_OF_EXEMPTIONS = frozenset({"allow-code-unknown", "allow-unneeded"})


@dataclass(frozen=True, slots=True)
class _Amended:
    """A claim before and after an edit, each with the file it stands in."""

    old_entry: Entry
    entry: Entry
    old: Claim
    claim: Claim


def amended(
    before: Before, records: Mapping[str, bytes], settings: Settings, *, warnings_are_errors: bool = False
) -> Examined | None:
    """Examine claims again that were amended; return None where the whole site must be examined.

    ``records`` are the files that changed, all of them, by their paths.
    """
    edits = _edits(before.subject.corpus, records)
    if edits is None or not all(_stands_as_it_did(edit, before.subject, settings) for edit in edits):
        return None
    subject = _with(before.subject, edits, settings)
    problems = _problems(before.subject, subject, edits)
    if problems is None:
        return None
    subject = replace(subject, told=problems)

    def site() -> Site:
        claims = before.site.claims
        old = [claims[edit.claim.id] for edit in edits if edit.claim.id in claims]
        again = (checked(subject.corpus.claims[c.record.id], subject, c.corrections) for c in old)
        return values.replace(before.site, claims=claims | {claim.record.id: claim for claim in again})

    # Neither quotes nor embargoes are amended.
    return examined_as(subject, site, before.counted, warnings_are_errors=warnings_are_errors)


def _edits(corpus: Corpus, records: Mapping[str, bytes]) -> list[_Amended] | None:
    """Return what became of claims, or None where a file is another record, or is none."""
    entries = {entry.path: entry for entry in corpus.entries if entry.path in records}
    found = []
    for path, data in records.items():
        old_entry = entries.get(path)
        if old_entry is None or not isinstance(old_entry.record, Claim):
            return None
        entry = read_entry(path, data)
        if not isinstance(entry.record, Claim):
            return None
        found.append(_Amended(old_entry, entry, old_entry.record, entry.record))
    return found


def _stands_as_it_did(edit: _Amended, subject: Subject, settings: Settings) -> bool:
    """Tell whether nothing changed on which other records, checks of the whole set, or sources rest."""
    old, new, corpus = edit.old, edit.claim, subject.corpus
    reviewed = is_claim_review(new, corpus, settings)
    return (
        _standing(edit.old_entry, old) == _standing(edit.entry, new)
        and is_claim_review(old, corpus, settings) == reviewed
        and not (reviewed and old.claim != new.claim and _is_said_elsewhere(new, corpus))
        and not any(problem.place.path == edit.entry.path for problem in subject.proofs.problems)
    )


def _standing(entry: Entry, claim: Claim) -> tuple[object, ...]:
    """Return all of a claim that others rest on.

    With its quotes the shares of sources that are quoted stand too, with its exemptions what these leave untold.
    """
    return (
        *(claim.aliases, claim.published, claim.state, claim.embargo, claim.part_of),
        {(reference.id, reference.kinds) for reference in entry.references},
        sources_of(claim),
        tuple(selectors(claim)),
        {exemption.code for exemption in claim.allow},
    )


def _is_said_elsewhere(claim: Claim, corpus: Corpus) -> bool:
    """Tell whether another claim that has a review says the same."""
    said = folded(claim.claim).casefold()
    others = (other for other in corpus.claims.values() if other.review and other.id != claim.id)
    return any(folded(other.claim).casefold() == said for other in others)


def _with(before: Subject, edits: Iterable[_Amended], settings: Settings) -> Subject:
    """Return what checks look at, with the claims as they are now. Their quotes are proven as they were."""
    now = {edit.entry.path: edit.entry for edit in edits}
    corpus = before.corpus
    corpus = replace(
        corpus,
        entries=tuple(now.get(entry.path, entry) for entry in corpus.entries),
        claims={**corpus.claims, **{edit.claim.id: edit.claim for edit in edits}},
        problems=(*_of_others(corpus.problems, now), *(p for entry in now.values() for p in entry.problems)),
    )
    asked = {edit.claim.id: check_one(edit.claim, corpus, before.proofs, settings) for edit in edits}
    return replace(before, corpus=corpus, settings=settings, asked={**before.asked, **asked})


def _of_others(problems: Iterable[Problem], paths: Mapping[str, object]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.place.path not in paths)


def _problems(before: Subject, now: Subject, edits: Iterable[_Amended]) -> tuple[Problem, ...] | None:
    """Return all problems: those of the claims found again, the others as they were.

    Return None where a check of the whole set tells, or may have told, something of one of the claims: it would have to
    say anew where that stands.
    """
    told: dict[str, set[Problem]] = {edit.entry.path: set() for edit in edits}
    for problem in before.told:
        if problem.place.path in told:
            told[problem.place.path].add(problem)
    found: list[Problem] = []
    for edit in edits:
        path, key = edit.entry.path, edit.claim.id
        others = told[path].difference(edit.old_entry.problems, before.asked[key])
        own = [*edit.entry.problems, *now.asked[key]]
        warned = {problem.code for problem in own if problem.level == "warning"}
        unneeded = {exemption.code for exemption in edit.claim.allow} - warned
        if any(problem.code not in _OF_EXEMPTIONS for problem in others) or any(is_warning(code) for code in unneeded):
            return None
        found += exempted(own, edit.claim.places, edit.claim.allow)
    return tuple(in_order([*_of_others(before.told, told), *found]))
