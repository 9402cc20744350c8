"""The site model from a corpus that was checked: everything that may be published, cross-referenced once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.checks import is_claim_review
from factcheck.coverage import claimed_and_listed, shares
from factcheck.evidence import label
from factcheck.model import ArchivedSource, Checked, Claim, Dossier, Site, Source, Takedown, Thing, Use
from factcheck.problems import Places

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Generator, Iterable, Iterator, Mapping

    from factcheck.checks import Subject
    from factcheck.corpus import Corpus
    from factcheck.model import AnyRecord, Correction, Coverage, Proof
    from factcheck.problems import Path
    from factcheck.proving import Key

# So many claims are made at a time.
_STEP = 500
FOLDER_OF = {"person": "people", "organization": "organizations", "event": "events"}


@dataclass(frozen=True, slots=True)
class Known:
    """Claims, sources and their uses of an earlier model of which all is as it was, by their ids."""

    claims: Mapping[str, Checked]
    sources: Mapping[str, ArchivedSource]
    uses: Mapping[str, Use]


NOTHING_KNOWN = Known({}, {}, {})


def build_site(subject: Subject, known: Known = NOTHING_KNOWN) -> Generator[None, None, Site]:
    """Make the site model, bit by bit. The corpus must have no errors.

    Drafts and claims under embargo are left out, and with them every record that nothing but they lead to: a page of
    its own would tell what they are about. Of a claim that was taken down its day and its reason are left.
    """
    corpus = subject.corpus
    hidden = _hidden(subject)
    corrections = tuple(sorted(corpus.corrections.values(), key=lambda c: (c.published, c.id)))
    by_claim: dict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        by_claim[correction.claim].append(correction)
    shown = sorted((c for c in corpus.claims.values() if c.id not in hidden), key=lambda c: (c.published, c.id))
    takedowns = sorted(corpus.takedowns.values(), key=lambda t: (t.published, t.id))
    claims: dict[str, Checked] = {}
    for number, claim in enumerate(shown):
        claims[claim.id] = known.claims.get(claim.id) or checked(claim, subject, tuple(by_claim[claim.id]))
        if not number % _STEP:
            yield
    cited_by: dict[str, list[str]] = defaultdict(list)
    for one in claims.values():
        for source_id in sources_of(one.record):
            cited_by[source_id].append(one.record.id)
    yield
    sources = {
        key: known.sources.get(key) or _archived(source, subject)
        for key, source in sorted(corpus.sources.items())
        if key not in hidden
    }
    documents = [source.record for source in sources.values()]
    things = {key: thing for key, thing in sorted(corpus.things.items()) if key not in hidden}
    dossiers = _dossiers(corpus, claims)
    return Site(
        claims=claims,
        takedowns=tuple(takedowns),
        sources=sources,
        uses={
            key: known.uses.get(key) or Use(coverage=_coverage(source, subject, claims), cited_by=tuple(cited_by[key]))
            for key, source in sources.items()
        },
        things=things,
        dossiers=dossiers,
        corrections=tuple(c for c in corrections if c.claim in claims),
        scale=corpus.scale,
        redirects=dict(sorted(_redirects([*shown, *takedowns, *documents, *things.values(), *dossiers.values()]))),
    )


def _hidden(subject: Subject) -> set[str]:
    """Return the ids of what may be in no output.

    They are drafts, claims under embargo and those that were taken down, and the people, sources and the like that
    only these lead to, at any distance.
    """
    corpus = subject.corpus
    referrers: dict[str, set[str]] = defaultdict(set)
    for entry in corpus.entries:
        for reference in entry.references:
            referrers[reference.id].add(entry.id)
    hidden = {claim.id for claim in corpus.claims.values() if claim.is_hidden(subject.settings.now)}
    hidden |= corpus.takedowns.keys()
    while more := {r for r, by in referrers.items() if by <= hidden and r not in corpus.claims} - hidden:
        hidden |= more
    return hidden


def checked(claim: Claim, subject: Subject, corrections: tuple[Correction, ...]) -> Checked:
    """Return a claim that has no errors with all that is worked out about it."""
    proofs, corpus = subject.proofs.found, subject.corpus
    return Checked(
        record=claim,
        proof=proofs[claim.id, ("quote",)],
        condition=proofs.get((claim.id, ("condition",))),
        evidence_proofs=tuple(proofs.get((claim.id, ("evidence", i))) for i in range(len(claim.evidence))),
        step_proofs=tuple(
            tuple(proofs.get((claim.id, ("status", n, "evidence", i))) for i in range(len(step.evidence)))
            for n, step in enumerate(claim.status)
        ),
        reply_proofs=tuple(proofs.get((claim.id, ("replies", i, "quote"))) for i in range(len(claim.replies))),
        evidence=label(claim, corpus.sources),
        modified=modified(claim, corrections),
        corrections=corrections,
        verdict=corpus.scale.get(claim.review.verdict) if claim.review else None,
        is_claim_review=is_claim_review(claim, corpus, subject.settings),
    )


def proofs_in(claim: Checked) -> Iterator[tuple[Key, Proof]]:
    """Yield the proofs of a claim that was checked, by its id and the paths of their fields."""
    found: list[tuple[Path, Proof | None]] = [(("quote",), claim.proof), (("condition",), claim.condition)]
    found += [(("evidence", index), proof) for index, proof in enumerate(claim.evidence_proofs)]
    for number, step in enumerate(claim.step_proofs):
        found += [(("status", number, "evidence", index), proof) for index, proof in enumerate(step)]
    found += [(("replies", index, "quote"), proof) for index, proof in enumerate(claim.reply_proofs)]
    return (((claim.record.id, path), proof) for path, proof in found if proof)


def modified(claim: Claim, corrections: Iterable[Correction]) -> dt.date:
    """Return the day of the latest dated event in a claim and its corrections."""
    return max(_dates(claim, corrections))


def _dates(claim: Claim, corrections: Iterable[Correction]) -> Iterator[dt.date]:
    yield claim.published
    yield from (c.published for c in corrections)
    yield from (step.as_of.earliest for step in claim.status if step.as_of)
    yield from (reply.answered or reply.on for reply in claim.replies)
    if claim.review:
        yield claim.review.published
    if claim.withdrawal:
        yield claim.withdrawal.published


def _archived(source: Source, subject: Subject) -> ArchivedSource:
    captures = subject.corpus.captures[source.id].good
    proven = ((n, subject.proofs.found[source.id, ("not_claims", i)]) for i, n in enumerate(source.not_claims))
    not_claims = tuple(proven) if captures else ()
    return ArchivedSource(
        record=source,
        captures=captures,
        not_claims=not_claims,
    )


def _coverage(source: ArchivedSource, subject: Subject, claims: dict[str, Checked]) -> Coverage | None:
    newest = source.newest
    return shares(newest, *claimed_and_listed(newest, source.record.id, subject.proofs, claims)) if newest else None


def sources_of(claim: Claim) -> set[str]:
    """Return the ids of the sources that a claim quotes, or names as evidence."""
    steps = (item.source for step in claim.status for item in step.evidence)
    replies = (reply.quote.source for reply in claim.replies if reply.quote)
    return {claim.quote.source, *(item.source for item in claim.evidence), *steps, *replies}


def _dossiers(corpus: Corpus, claims: dict[str, Checked]) -> dict[str, Dossier]:
    used = sorted({c.record.dossier for c in claims.values() if c.record.dossier})
    return {d: corpus.dossiers.get(d) or Dossier(id=d, title=_title(d), places=Places("", {})) for d in used}


def _title(dossier_id: str) -> str:
    return dossier_id.replace("-", " ").capitalize()


def _redirects(records: Iterable[AnyRecord]) -> Iterator[tuple[str, str]]:
    for record in records:
        folder = _folder_of(record)
        yield from ((f"{folder}/{alias}/", f"{folder}/{record.id}/") for alias in record.aliases)


def _folder_of(record: AnyRecord) -> str:
    if isinstance(record, Thing):
        return FOLDER_OF[record.kind]
    return {Claim: "claims", Takedown: "claims", Source: "sources", Dossier: "dossiers"}[type(record)]
