"""The site model from a corpus that was checked: everything that may be published, cross-referenced once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from factcheck.checks import is_claim_review, merged
from factcheck.evidence import label
from factcheck.model import ArchivedSource, Checked, Coverage, Dossier, Site
from factcheck.problems import Places
from factcheck.text import visible

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from factcheck.checks import Subject
    from factcheck.corpus import Corpus
    from factcheck.model import Capture, Claim, Correction, Source
    from factcheck.proving import Proofs
    from factcheck.text import Span

FOLDER_OF = {"person": "people", "organization": "organizations", "event": "events"}


def build_site(subject: Subject) -> Site:
    """Make the site model. The corpus must have no errors; drafts are left out."""
    corpus = subject.corpus
    corrections = tuple(sorted(corpus.corrections.values(), key=lambda c: (c.published, c.id)))
    by_claim: dict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        by_claim[correction.claim].append(correction)
    shown = sorted((c for c in corpus.claims.values() if c.state != "draft"), key=lambda c: (c.published, c.id))
    claims = {c.id: _checked(c, subject, tuple(by_claim[c.id])) for c in shown}
    cited_by: dict[str, list[str]] = defaultdict(list)
    for claim in claims.values():
        for source_id in _sources_of(claim.record):
            cited_by[source_id].append(claim.record.id)
    dossiers = _dossiers(corpus, claims)
    return Site(
        claims=claims,
        sources=dict(sorted((s.id, _archived(s, subject, claims, cited_by)) for s in corpus.sources.values())),
        things=dict(sorted(corpus.things.items())),
        dossiers=dossiers,
        corrections=tuple(c for c in corrections if c.claim in claims),
        scale=corpus.scale,
        redirects=_redirects(corpus, claims, dossiers),
    )


def _checked(claim: Claim, subject: Subject, corrections: tuple[Correction, ...]) -> Checked:
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
        evidence=label(claim, corpus.sources),
        modified=max(_dates(claim, corrections)),
        corrections=corrections,
        verdict=corpus.scale.get(claim.review.verdict) if claim.review else None,
        is_claim_review=is_claim_review(claim, corpus, subject.settings),
    )


def _dates(claim: Claim, corrections: tuple[Correction, ...]) -> Iterator[dt.date]:
    yield claim.published
    yield from (c.published for c in corrections)
    yield from (step.as_of.earliest for step in claim.status if step.as_of)
    if claim.review:
        yield claim.review.published
    if claim.withdrawal:
        yield claim.withdrawal.published


def _archived(
    source: Source, subject: Subject, claims: dict[str, Checked], cited_by: dict[str, list[str]]
) -> ArchivedSource:
    captures = subject.corpus.captures[source.id].good
    proven = ((n, subject.proofs.found[source.id, ("not_claims", i)]) for i, n in enumerate(source.not_claims))
    not_claims = tuple(proven) if captures else ()
    return ArchivedSource(
        record=source,
        captures=captures,
        not_claims=not_claims,
        coverage=_coverage(captures[-1], source.id, subject.proofs, claims) if captures else None,
        cited_by=tuple(cited_by.get(source.id, ())),
    )


def _sources_of(claim: Claim) -> set[str]:
    steps = (item.source for step in claim.status for item in step.evidence)
    return {claim.quote.source, *(item.source for item in claim.evidence), *steps}


def _coverage(capture: Capture, source_id: str, proofs: Proofs, claims: dict[str, Checked]) -> Coverage:
    quoted: list[Span] = []
    listed: list[Span] = []
    for (record_id, path), proof in proofs.of_source.get(source_id, ()):
        if proof.capture is capture:
            if path == ("quote",) and record_id in claims:
                quoted.extend(proof.pieces)
            elif path[0] == "not_claims":
                listed.extend(proof.pieces)
    total = max(1, visible(capture.text))
    return Coverage(quoted=_share(quoted, capture, total), accounted=_share([*quoted, *listed], capture, total))


def _share(spans: list[Span], capture: Capture, total: int) -> float:
    return sum(visible(capture.text[s.start : s.end]) for s in merged(spans)) / total


def _dossiers(corpus: Corpus, claims: dict[str, Checked]) -> dict[str, Dossier]:
    used = sorted({c.record.dossier for c in claims.values() if c.record.dossier})
    return {d: corpus.dossiers.get(d) or Dossier(id=d, title=_title(d), places=Places("", {})) for d in used}


def _title(dossier_id: str) -> str:
    return dossier_id.replace("-", " ").capitalize()


def _redirects(corpus: Corpus, claims: dict[str, Checked], dossiers: dict[str, Dossier]) -> dict[str, str]:
    found: dict[str, str] = {}
    for folder, records in (
        ("claims", [c.record for c in claims.values()]),
        ("sources", list(corpus.sources.values())),
        ("dossiers", list(dossiers.values())),
    ):
        found |= {f"{folder}/{alias}/": f"{folder}/{r.id}/" for r in records for alias in r.aliases}
    for thing in corpus.things.values():
        folder = FOLDER_OF[thing.kind]
        found |= {f"{folder}/{alias}/": f"{folder}/{thing.id}/" for alias in thing.aliases}
    return dict(sorted(found.items()))
