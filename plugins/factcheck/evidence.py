"""The computed evidence label: independent origins and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.model import EvidenceLabel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factcheck.model import Claim, Source


def origin_of(source_id: str, sources: Mapping[str, Source]) -> str:
    """Follow ``origin`` to the report that a source repeats; a source that repeats nothing is its own."""
    seen = {source_id}
    while (source := sources.get(source_id)) and source.origin and source.origin not in seen:
        source_id = source.origin
        seen.add(source_id)
    return source_id


def label(claim: Claim, sources: Mapping[str, Source]) -> EvidenceLabel:
    """Compute the evidence label of a claim.

    ``none`` without an item that supports or contradicts; ``contested`` where any item contradicts;
    ``primary-document`` where a supporting item is one; else by the number of independent origins that support
    the claim, the quoted source's own among them: ``single-source`` or ``corroborated``. Items that only give
    context count for nothing.
    """
    supporting = [e for e in claim.evidence if e.bearing == "supports"]
    origins = {origin_of(s, sources) for s in (claim.quote.source, *(e.source for e in supporting))}
    if any(e.bearing == "contradicts" for e in claim.evidence):
        return EvidenceLabel(level="contested", origins=len(origins))
    if any(sources[e.source].tier == "primary" for e in supporting if e.source in sources):
        return EvidenceLabel(level="primary-document", origins=len(origins))
    if len(origins) > 1:
        return EvidenceLabel(level="corroborated", origins=len(origins))
    return EvidenceLabel(level="single-source" if supporting else "none", origins=len(origins))


def has_independent_item(claim: Claim, sources: Mapping[str, Source]) -> bool:
    """Tell whether an evidence item goes back to another origin than the quoted source's."""
    own = origin_of(claim.quote.source, sources)
    return any(origin_of(e.source, sources) != own for e in claim.evidence)
