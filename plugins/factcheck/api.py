"""The JSON API below ``/api/v1/``: claims, sources and reviews. Fields are only ever added.

What each field means stands in ``openapi.py``. Days, tuples and records whose fields are those of the API are handed
to the encoder as they are: it writes them as fast as anything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factcheck.annotations import annotation, annotation_path
from factcheck.citations import cite_path, cited
from factcheck.compact_json import exactly, written
from factcheck.jsonld import CONTEXT, review_data
from factcheck.model import Pledge
from factcheck.pages.here import Here
from factcheck.pages.quotes import text_fragment, text_path
from factcheck.values import asdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from factcheck.model import (
        Approval,
        ArchivedSource,
        Attendance,
        Checked,
        Correction,
        Evidence,
        Proof,
        Reply,
        Statement,
        Step,
        Takedown,
        Use,
    )
    from factcheck.pages.edition import Edition
    from factcheck.text import Span

    File = tuple[str, bytes]
    Terms = Attendance | Pledge | Approval | Statement
    Make = Callable[..., Iterator[File]]

Data = dict[str, Any]
ROOT = "api/v1/"
PAGE = 1000


def api_units(edition: Edition) -> Iterator[tuple[str, Make, tuple[object, ...]]]:
    """Yield every file but the description and those of one claim: a name, what makes it, and from which records.

    See ``outputs.Unit``.
    """
    site = edition.site
    yield from _lists("claims", _claims, site.claims.values())
    yield from _lists("takedowns", _takedowns, site.takedowns)
    yield from ((f"{ROOT}sources/{s.record.id}.json", _source_file, (s,)) for s in site.sources.values())
    yield from _lists("claimreview", _reviews, (c for c in site.claims.values() if c.is_claim_review))


def _lists(name: str, make: Make, records: Iterable[object]) -> Iterator[tuple[str, Make, tuple[object, ...]]]:
    """Yield a list in pages, oldest first; a full page keeps its items."""
    items = tuple(records)
    count = max(1, -(-len(items) // PAGE))
    paths = [f"{ROOT}{name}.json", *(f"{ROOT}{name}/page/{number}.json" for number in range(2, count + 1))]
    for number, path in enumerate(paths):
        following = f"/{paths[number + 1]}" if number + 1 < count else None
        yield path, make, (path, following, items[number * PAGE : (number + 1) * PAGE])


def _claims(
    _edition: Edition, _render: object, path: str, following: str | None, claims: tuple[Checked, ...]
) -> Iterator[File]:
    yield path, as_json({"claims": [claim_item(c) for c in claims], "next": following})


def _takedowns(
    _edition: Edition, _render: object, path: str, following: str | None, takedowns: tuple[Takedown, ...]
) -> Iterator[File]:
    yield path, as_json({"takedowns": [_takedown(t) for t in takedowns], "next": following})


def _reviews(
    edition: Edition, _render: object, path: str, following: str | None, claims: tuple[Checked, ...]
) -> Iterator[File]:
    feed = {"@context": CONTEXT, "@type": "DataFeed", "name": edition.settings.sitename}
    reviews = [review_data(c, Here(edition, c.path)) for c in claims]
    yield path, as_json({**feed, "dataFeedElement": reviews, "next": following})


def claim_files(claim: Checked, edition: Edition) -> Iterator[File]:
    """Yield the files of one claim: its record, its annotation, and how it is cited."""
    yield f"{ROOT}claims/{claim.record.id}.json", as_json(claim_record(claim, edition))
    yield annotation_path(claim.record.id), as_json(annotation(claim, edition))
    bibtex, csl = cited(claim, edition)
    yield cite_path(claim.record.id, "bib"), bibtex.encode()
    yield cite_path(claim.record.id, "json"), as_json(csl)


def _source_file(edition: Edition, _render: object, source: ArchivedSource) -> Iterator[File]:
    # A share of a long text can be a tiny number.
    yield (
        f"{ROOT}sources/{source.record.id}.json",
        exactly(source_record(source, edition.site.uses[source.record.id])) + b"\n",
    )


def as_json(data: Data | list[Data]) -> bytes:
    """Return JSON as UTF-8."""
    return written(data) + b"\n"


def claim_item(claim: Checked) -> Data:
    """Return a claim as ``claims.json`` lists it."""
    record, hull = claim.record, claim.proof.hull
    return {
        "id": record.id,
        "kind": record.kind,
        "claim": record.claim,
        "url": f"/{claim.path}",
        "quote": {
            "exact": claim.proof.exact,
            "source": claim.proof.source,
            "start": hull.start,
            "end": hull.end,
            "pieces": [_span(piece) for piece in claim.proof.pieces],
        },
        "evidence": {"level": claim.evidence.level, "origins": claim.evidence.origins},
        "verdict": claim.verdict.id if claim.verdict else None,
        "status": claim.state,
        "published": record.published,
        "modified": claim.modified,
        "state": record.state,
    }


def claim_record(claim: Checked, edition: Edition) -> Data:
    """Return the whole record of a claim with positions and digests. Private notes are never in it."""
    record, item = claim.record, claim_item(claim)
    site = edition.site
    item["quote"] |= _proof(claim.proof, site.sources[claim.proof.source])
    item["evidence"]["items"] = [
        _evidence(e, p, edition) for e, p in zip(record.evidence, claim.evidence_proofs, strict=True)
    ]
    return item | {
        "condition": _quote(claim.condition, edition),
        "dossier": record.dossier,
        "claimant": record.claimant,
        "attribution": [asdict(link) for link in record.attribution],
        "about": record.about,
        "terms": _terms(record.terms),
        "review": _review(claim),
        "unrated_because": record.unrated_because,
        "discrepancies": record.discrepancies,
        "history": [_step(s, p, edition) for s, p in zip(record.status, claim.step_proofs, strict=True)],
        "recheck_by": record.recheck_by,
        "part_of": record.part_of if record.part_of and record.part_of in site.claims else None,
        "related": [r for r in record.related if r in site.claims],
        "tags": record.tags,
        "language": record.language or edition.settings.language,
        "translations": [asdict(translation) for translation in record.translations],
        "aliases": record.aliases,
        "withdrawal": asdict(record.withdrawal) if record.withdrawal else None,
        "corrections": [_correction(c) for c in claim.corrections],
        "written_by": record.written_by,
        "replies": [_reply(r, p, edition) for r, p in zip(record.replies, claim.reply_proofs, strict=True)],
        "text_fragment": text_fragment(claim.proof, edition) or None,
        "annotation": f"/{annotation_path(record.id)}",
        "cite": {"bibtex": f"/{cite_path(record.id, 'bib')}", "csl": f"/{cite_path(record.id, 'json')}"},
    }


def _span(span: Span) -> Data:
    return {"start": span.start, "end": span.end}


def _proof(proof: Proof, source: ArchivedSource) -> Data:
    """Return where a quote was proven: the digests of the capture and of the text that offsets count."""
    capture = proof.capture
    published = source.record.rights == "full-text"
    return {
        "focus": [{**_span(f), "exact": capture.text[f.start : f.end]} for f in proof.focus],
        "pages": proof.pages,
        "snapshot": {"file": capture.snapshot.file, "sha256": capture.snapshot.sha256},
        "text": {"sha256": capture.sha256, "url": f"/{text_path(proof.source, capture)}" if published else None},
    }


def _quote(proof: Proof | None, edition: Edition) -> Data | None:
    if proof is None:
        return None
    return {
        "exact": proof.exact,
        "source": proof.source,
        **_span(proof.hull),
        "pieces": [_span(piece) for piece in proof.pieces],
        **_proof(proof, edition.site.sources[proof.source]),
    }


def _terms(terms: Terms | None) -> Data | None:
    found = asdict(terms) if terms else None
    if isinstance(terms, Pledge) and found:
        del found["condition"]  # It is a quote, and stands by itself.
    return found


def _evidence(item: Evidence, proof: Proof | None, edition: Edition) -> Data:
    return {
        "source": item.source,
        "bearing": item.bearing,
        "says": item.says,
        "locator": item.locator,
        "archived": bool(edition.site.sources[item.source].captures),
        "quote": _quote(proof, edition),
    }


def _step(step: Step, proofs: tuple[Proof | None, ...], edition: Edition) -> Data:
    return {
        "state": step.state,
        "as_of": str(step.as_of) if step.as_of else None,
        "as_of_text": step.as_of_text,
        "own_quote": step.own_quote,
        "evidence": [_evidence(e, p, edition) for e, p in zip(step.evidence, proofs, strict=True)],
        "summary": step.summary,
    }


def _review(claim: Checked) -> Data | None:
    review = claim.record.review
    if review is None:
        return None
    return {
        "verdict": review.verdict,
        "value": review.value,
        "explanation": review.explanation,
        "reviewers": review.reviewers,
        "published": review.published,
        "claim_review": claim.is_claim_review,
    }


def _reply(reply: Reply, proof: Proof | None, edition: Edition) -> Data:
    return {
        "asked": reply.asked,
        "unnamed": reply.unnamed,
        "on": reply.on,
        "about": reply.about,
        "answered": reply.answered,
        "says": reply.says,
        "quote": _quote(proof, edition),
    }


def _takedown(takedown: Takedown) -> Data:
    return {
        "id": takedown.id,
        "url": f"/{takedown.path}",
        "published": takedown.published,
        "withdrawal": asdict(takedown.withdrawal),
    }


def _correction(correction: Correction) -> Data:
    return {
        "id": correction.id,
        "kind": correction.kind,
        "published": correction.published,
        "text": correction.text,
    }


def source_record(source: ArchivedSource, use: Use) -> Data:
    """Return the record of a source with its captures, coverage, and the claims that name it."""
    record = source.record
    texts = {c.snapshot.file: c for c in source.captures}
    published = record.rights == "full-text"
    return {
        "id": record.id,
        "title": record.title,
        "url": f"/sources/{record.id}/",
        "kind": record.kind,
        "rights": record.rights,
        "address": record.url,
        "publisher": record.publisher,
        "authors": record.authors,
        "published": str(record.published) if record.published else None,
        "language": record.language,
        "origin": record.origin,
        "tier": record.tier,
        "archive_url": record.archive_url,
        "archived": bool(source.captures),
        "snapshots": [
            {
                "file": s.file,
                "sha256": s.sha256,
                "captured": str(s.captured),
                "text": {
                    "sha256": texts[s.file].sha256,
                    "url": f"/{text_path(record.id, texts[s.file])}" if published else None,
                },
            }
            for s in record.snapshots
        ],
        "coverage": asdict(use.coverage) if use.coverage else None,
        "claims": use.cited_by,
    }
