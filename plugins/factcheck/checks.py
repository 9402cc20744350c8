"""Checks over the whole set of records. A check is a generator of problems; its docstring is its rule."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain, islice, pairwise, product
from typing import TYPE_CHECKING

from factcheck.claim_checks import is_inside, same_name
from factcheck.codes import CODES, problem
from factcheck.evidence import has_independent_item
from factcheck.known_ids import KnownIds
from factcheck.meant import did_you_mean
from factcheck.problems import Place, in_order
from factcheck.records import DEFAULT_SCALE
from factcheck.schema import RESERVED_CLAIMS, RESERVED_IDS, UNRATED
from factcheck.settings import POLICY_PAGES, Settings
from factcheck.text import CONTEXT, Span, folded, merged, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from factcheck.corpus import Corpus
    from factcheck.model import Capture, Claim, Exemption
    from factcheck.problems import Places, Problem
    from factcheck.proving import Proofs

QUOTABLE_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Subject:
    """What a check may look at, and what was found.

    ``asked`` is what is found in each claim by itself, by its id; ``told`` are all problems, in order.
    """

    corpus: Corpus
    proofs: Proofs
    settings: Settings
    asked: Mapping[str, tuple[Problem, ...]]
    told: tuple[Problem, ...] = ()


def check_set(subject: Subject) -> Iterator[list[Problem]]:
    """Yield every problem of a corpus, its files and quotes included, but for what is ``asked`` of each claim.

    They come bit by bit, as checks find them.
    """
    yield [*subject.corpus.problems, *subject.proofs.problems]
    yield from (list(check(subject)) for check in CHECKS)


def told(found: Iterable[Problem], subject: Subject) -> tuple[Problem, ...]:
    """Return these problems and those of each claim, in order, without the warnings that a record exempts."""
    return tuple(in_order(_after_exemptions([*found, *chain.from_iterable(subject.asked.values())], subject)))


def is_claim_review(claim: Claim, corpus: Corpus, settings: Settings) -> bool:
    """Tell whether a claim is published as a ClaimReview (design: a review that is explained and independent)."""
    return bool(
        settings.siteurl
        and claim.state == "published"
        and claim.review
        and claim.review.explanation
        and has_independent_item(claim, corpus.sources)
    )


def reserved_ids(subject: Subject) -> Iterator[Problem]:
    """An id must not be an address that the site needs for itself."""
    for entry in subject.corpus.entries:
        if entry.id in _reserved(entry.type):
            yield problem("id-reserved", Place(entry.path), found=entry.id, better="Rename the file.")


def reserved_aliases(subject: Subject) -> Iterator[Problem]:
    """Nor must an alias."""
    for entry in subject.corpus.entries:
        record = entry.record
        for index, alias in enumerate(record.aliases if record else ()):
            if record and alias in _reserved(entry.type):
                place = record.places.value("aliases", index)
                yield problem("id-reserved", place, found=alias, better="Choose another alias, or delete it.")


def reserved_verdicts(subject: Subject) -> Iterator[Problem]:
    """No verdict has the id under which claims without one are listed."""
    scale = subject.corpus.scale
    for index, verdict in enumerate(scale.verdicts):
        if verdict.id == UNRATED and scale.places:
            place = scale.places.value("verdicts", index, "id")
            yield problem("id-reserved", place, found=verdict.id, better="Choose another id.")


def _reserved(record_type: str) -> frozenset[str]:
    return RESERVED_CLAIMS if record_type == "claim" else RESERVED_IDS


def duplicate_ids(subject: Subject) -> Iterator[Problem]:
    """An id is used once on the whole site, case and Unicode form aside."""
    first: dict[str, str] = {}
    for entry in subject.corpus.entries:
        other = first.setdefault(same_name(entry.id), entry.path)
        if other != entry.path:
            yield problem("id-duplicate", Place(entry.path), found=entry.id, other=other)


def taken_aliases(subject: Subject) -> Iterator[Problem]:
    """An alias is neither an id nor another record's alias."""
    owners = {same_name(entry.id): entry.path for entry in subject.corpus.entries}
    for record in (e.record for e in subject.corpus.entries if e.record):
        for index, alias in enumerate(record.aliases):
            owner = owners.setdefault(same_name(alias), f"{record.places.path}#{index}")
            if owner != f"{record.places.path}#{index}":
                place = record.places.value("aliases", index)
                yield problem("alias-taken", place, found=alias, owner=owner.partition("#")[0])


def unknown_ids(subject: Subject) -> Iterator[Problem]:
    """Every reference leads to a record of a kind that fits."""
    ids = KnownIds(subject.corpus)
    # A site refers to the same few records again and again.
    named = {(reference.id, reference.kinds) for entry in subject.corpus.entries for reference in entry.references}
    missing = {pair for pair in named if not ids.has(*pair)}
    for entry in subject.corpus.entries if missing else ():
        for reference in entry.references:
            if (reference.id, reference.kinds) in missing:
                field = next(str(part) for part in reversed(reference.path) if isinstance(part, str))
                place, better = entry.places.value(*reference.path), ids.better(reference.id, reference.kinds)
                expected = ids.expected(reference.kinds)
                yield problem("id-unknown", place, field=field, expected=expected, found=reference.id, better=better)


def part_of_cycles(subject: Subject) -> Iterator[Problem]:
    """A claim is never a part of itself, at any distance."""
    claims = subject.corpus.claims
    steps = {c.id: c.part_of for c in claims.values() if c.part_of in claims}
    for members in _cycles(steps):
        yield problem("part-of-cycle", claims[members[0]].places.value("part_of"), found=_circle(members))


def origin_cycles(subject: Subject) -> Iterator[Problem]:
    """A source never repeats itself, at any distance."""
    sources = subject.corpus.sources
    steps = {s.id: s.origin for s in sources.values() if s.origin in sources}
    for members in _cycles(steps):
        yield problem("origin-cycle", sources[members[0]].places.value("origin"), found=_circle(members))


def scale(subject: Subject) -> Iterator[Problem]:
    """A scale names each verdict once; a numeric one runs from 1 or more up to a higher end and holds every value."""
    found = subject.corpus.scale
    for index, verdict in enumerate(found.verdicts):
        if found.places and verdict.id in [v.id for v in found.verdicts[:index]]:
            place = found.places.value("verdicts", index, "id")
            yield problem("verdict-scale", place, found=f"the id “{verdict.id}” stands twice")
    values = [v.value for v in found.verdicts if v.value is not None]
    if found is DEFAULT_SCALE or found.places is None or (found.worst is None and found.best is None and not values):
        return
    if found.worst is None or found.best is None or not 1 <= found.worst < found.best:
        yield problem(
            "verdict-scale", found.places.value("worst"), found=f"worst is {found.worst}, best is {found.best}"
        )
    elif outside := [v for v in values if not is_inside(v, found.worst, found.best)]:
        yield problem("verdict-scale", found.places.value("verdicts"), found=f"{outside[0]:g} is outside")


def policy_pages(subject: Subject) -> Iterator[Problem]:
    """A site with a ClaimReview publishes its method, corrections policy, funding, ownership and contact."""
    corpus, settings = subject.corpus, subject.settings
    missing = [page for page in POLICY_PAGES if page not in settings.pages]
    reviewed = (c for c in corpus.claims.values() if missing and is_claim_review(c, corpus, settings))
    for claim in islice(reviewed, 1):
        for page in missing:
            yield problem("policy-page-missing", claim.places.key("review"), found=page)


def doubled_reviews(subject: Subject) -> Iterator[Problem]:
    """No sentence is reviewed twice."""
    first: dict[str, Claim] = {}
    for claim in subject.corpus.claims.values():
        if is_claim_review(claim, subject.corpus, subject.settings):
            other = first.setdefault(folded(claim.claim).casefold(), claim)
            if other is not claim:
                place = claim.places.value("claim")
                yield problem("claim-reviewed-twice", place, found=claim.claim, other=other.places.path)


def corrections(subject: Subject) -> Iterator[Problem]:
    """A correction is not older than its claim."""
    for correction in subject.corpus.corrections.values():
        claim = subject.corpus.claims.get(correction.claim)
        if claim and correction.published < claim.published:
            place = correction.places.value("published")
            yield problem("correction-before-claim", place, found=str(claim.published))


def snapshot_order(subject: Subject) -> Iterator[Problem]:
    """The captures of a source stand oldest first, each file once."""
    for source in subject.corpus.sources.values():
        for index, (before, after) in enumerate(pairwise(source.snapshots), 1):
            if after.captured.latest < before.captured.earliest:
                found = f"this one is of {after.captured}, the one before of {before.captured}"
                yield problem(
                    "snapshots-out-of-order", source.places.value("snapshots", index, "captured"), found=found
                )
            if after.file in {snapshot.file for snapshot in source.snapshots[:index]}:
                found = f"{after.file} stands twice"
                yield problem("snapshots-out-of-order", source.places.value("snapshots", index, "file"), found=found)


def unquoted_sources(subject: Subject) -> Iterator[Problem]:
    """A captured source is quoted, or serves as evidence or as an origin."""
    corpus = subject.corpus
    if any(entry.record is None for entry in corpus.entries):
        return  # What a broken record refers to is not known.
    used = {r.id for e in corpus.entries for r in e.references if "source" in r.kinds}
    for source in corpus.sources.values():
        if source.snapshots and source.id not in used:
            yield problem("source-unquoted", source.places.key("snapshots"))


def doubled_quotes(subject: Subject) -> Iterator[Problem]:
    """The same words of a source carry one claim."""
    first: dict[tuple[str, int, int], list[tuple[str, tuple[Span, ...]]]] = {}
    for claim in subject.corpus.claims.values():
        proof = subject.proofs.found.get((claim.id, ("quote",)))
        if proof is None or claim.state == "withdrawn":
            continue
        here = proof.focus or proof.pieces
        before = first.setdefault((proof.source, proof.hull.start, proof.hull.end), [])
        other = next((id_ for id_, there in before if _overlap(here, there)), None)
        if other:
            yield problem("same-quote-twice", claim.places.value("quote", "exact"), found=other)
        before.append((claim.id, here))


def _overlap(some: Iterable[Span], others: Iterable[Span]) -> bool:
    return any(one.start < other.end and other.start < one.end for one, other in product(some, others))


def rights(subject: Subject) -> Iterator[Problem]:
    """Of a quote-only source at most a fifth is published, 32 characters of context a side included."""
    for source in subject.corpus.sources.values():
        if source.rights != "quote-only":
            continue
        for capture in subject.corpus.captures[source.id].good:
            published = _published_spans(source.id, capture, subject)
            share = sum(visible(capture.text[s.start : s.end]) for s in published) / max(1, visible(capture.text))
            if share > QUOTABLE_SHARE:
                yield problem("rights-exceeded", source.places.value("rights"), found=f"{share:.0%}")


def _published_spans(source_id: str, capture: Capture, subject: Subject) -> list[Span]:
    claims = subject.corpus.claims
    pieces = (
        piece
        for (record_id, path), proof in subject.proofs.of_source.get(source_id, ())
        if path[0] != "not_claims" and claims[record_id].state != "draft" and proof.capture is capture
        for piece in proof.pieces
    )
    return merged(Span(max(0, piece.start - CONTEXT), piece.end + CONTEXT) for piece in pieces)


CHECKS: tuple[Callable[[Subject], Iterator[Problem]], ...] = (
    reserved_ids,
    reserved_aliases,
    reserved_verdicts,
    duplicate_ids,
    taken_aliases,
    unknown_ids,
    part_of_cycles,
    origin_cycles,
    scale,
    policy_pages,
    doubled_reviews,
    corrections,
    snapshot_order,
    unquoted_sources,
    doubled_quotes,
    rights,
)


def _after_exemptions(found: list[Problem], subject: Subject) -> Iterator[Problem]:
    of_file: dict[str, list[Problem]] = defaultdict(list)
    for each in found:
        of_file[each.place.path].append(each)
    corpus, proven = subject.corpus, subject.proofs.found
    for claim in corpus.claims.values():
        if claim.allow:
            own = of_file.pop(claim.places.path, [])
            # Whoever cannot read the words of a claim asks nothing about them.
            yield from exempted(own, claim.places, claim.allow, is_asked=(claim.id, ("quote",)) in proven)
    for source in corpus.sources.values():
        if source.allow:
            yield from exempted(of_file.pop(source.places.path, []), source.places, source.allow)
    yield from chain.from_iterable(of_file.values())


def exempted(
    found: Iterable[Problem], places: Places, allow: Iterable[Exemption], *, is_asked: bool = True
) -> Iterator[Problem]:
    """Yield the problems of one record without the warnings that it exempts; and what is wrong with its exemptions."""
    exempt = {exemption.code: index for index, exemption in enumerate(allow)}
    used = set()
    for each in found:
        if each.level == "warning" and each.code in exempt:
            used.add(each.code)
        else:
            yield each
    for code, index in exempt.items():
        if code not in used and (is_asked or not is_warning(code)):
            yield _useless(code, places.value("allow", index, "code"))


def is_warning(code: str) -> bool:
    """Tell whether a problem of a code is a warning."""
    return code in CODES and CODES[code].level == "warning"


def _useless(code: str, place: Place) -> Problem:
    """Return the problem of an exemption that exempts nothing."""
    warnings = [name for name, entry in CODES.items() if entry.level == "warning"]
    if code in warnings:
        return problem("allow-unneeded", place, found=code)
    what = "the code of an error, which cannot be exempted" if code in CODES else "none"
    better = did_you_mean(code, warnings) or "Delete the exemption. “factcheck explain” lists all codes."
    return problem("allow-code-unknown", place, found=code, what=what, better=better)


def _cycles(steps: Mapping[str, str | None]) -> Iterator[list[str]]:
    """Yield each circle of a graph with one way out of every node, beginning at its smallest member."""
    done: set[str] = set()
    for start in sorted(steps):
        path: dict[str, None] = {}
        node: str | None = start
        while node and node in steps and node not in done and node not in path:
            path[node] = None
            node = steps[node]
        if node in path:
            members = list(path)[list(path).index(node) :]
            at = members.index(min(members))
            yield members[at:] + members[:at]
        done |= path.keys()


def _circle(members: list[str]) -> str:
    return " → ".join([*members, members[0]])
