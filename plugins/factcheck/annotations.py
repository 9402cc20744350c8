"""Each claim as a W3C Web Annotation: its sentence is the body, its quote the target.

https://www.w3.org/TR/annotation-model/. A piece of a quote is a target of its own. The published text is selected by
quote and by position; the source's own page by quote alone, because positions count our text and not that page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factcheck.pages.quotes import text_path
from factcheck.text import CONTEXT

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from factcheck.model import ArchivedSource, Checked, PartialDate, Proof
    from factcheck.pages.edition import Edition
    from factcheck.text import Span

Data = dict[str, Any]
CONTEXT_URL = "http://www.w3.org/ns/anno.jsonld"


def annotation_path(claim_id: str) -> str:
    """Return the root path of the annotation of a claim."""
    return f"api/v1/annotations/{claim_id}.json"


def annotation(claim: Checked, edition: Edition) -> Data:
    """Return the annotation of a claim. Its addresses are absolute, as JSON-LD wants them."""
    record, settings = claim.record, edition.settings
    language = record.language or settings.language
    bodies = [{**_said(record.claim, language), "purpose": "describing"}]
    if claim.verdict:
        bodies.append({**_said(claim.verdict.name, settings.language), "purpose": "assessing"})
    return {
        "@context": CONTEXT_URL,
        "id": f"{settings.base}/{annotation_path(record.id)}",
        "type": "Annotation",
        "motivation": [body["purpose"] for body in bodies],
        "creator": {"id": f"{settings.base}/", "type": "Organization", "name": settings.sitename},
        "created": _instant(record.published),
        "modified": _instant(claim.modified),
        "body": [*bodies, {"id": f"{settings.base}/{claim.path}", "type": "Text", "format": "text/html"}],
        "target": list(_targets(claim.proof, edition.site.sources[claim.proof.source], settings.base)),
    }


def _said(text: str, language: str) -> Data:
    return {"type": "TextualBody", "value": text, "format": "text/plain", "language": language}


def _instant(day: dt.date, time: str = "00:00:00") -> str:
    return f"{day.isoformat()}T{time}Z"


def _targets(proof: Proof, source: ArchivedSource, base: str) -> Iterator[Data]:
    """Yield the pieces in the published text, then on the source's own page; at least on our page of it."""
    record = source.record
    text = f"{base}/{text_path(record.id, proof.capture)}" if record.rights == "full-text" else None
    quotes = [_quote(proof, piece) for piece in proof.pieces]
    if text:
        for piece, quote in zip(proof.pieces, quotes, strict=True):
            selectors = [quote, _position(proof, piece)]
            yield {"type": "SpecificResource", "source": text, "selector": selectors}
    if record.url:
        state = _state(proof.capture.snapshot.captured, record.archive_url, text)
        for quote in quotes:
            yield {"type": "SpecificResource", "source": record.url, "selector": [quote], "state": state}
    elif not text:
        for quote in quotes:
            yield {"type": "SpecificResource", "source": f"{base}/sources/{record.id}/", "selector": [quote]}


def _quote(proof: Proof, piece: Span) -> Data:
    text = proof.capture.text
    inside = [_words(text, focus, piece.start, piece.end) for focus in _focus(proof, piece)]
    return _refined(_words(text, piece, 0, len(text)), inside)


def _words(text: str, span: Span, first: int, last: int) -> Data:
    """Select words, with no more of what stands beside them in a room than rights allow of any source."""
    selected = {"type": "TextQuoteSelector", "exact": text[span.start : span.end]}
    if prefix := text[max(first, span.start - CONTEXT) : span.start]:
        selected["prefix"] = prefix
    if suffix := text[span.end : min(last, span.end + CONTEXT)]:
        selected["suffix"] = suffix
    return selected


def _position(proof: Proof, piece: Span) -> Data:
    inside = [_between(f.start - piece.start, f.end - piece.start) for f in _focus(proof, piece)]
    return _refined(_between(piece.start, piece.end), inside)


def _focus(proof: Proof, piece: Span) -> list[Span]:
    return [f for f in proof.focus if piece.start <= f.start and f.end <= piece.end]


def _state(captured: PartialDate, archive: str | None, text: str | None) -> Data:
    """Return when we saw the page, to the precision that is known, and where a copy is kept."""
    state: Data = {
        "type": "TimeState",
        "sourceDateStart": _instant(captured.earliest),
        "sourceDateEnd": _instant(captured.latest, "23:59:59"),
    }
    if copies := [address for address in (archive, text) if address]:
        state["cached"] = copies
    return state


def _between(start: int, end: int) -> Data:
    return {"type": "TextPositionSelector", "start": start, "end": end}


def _refined(selector: Data, inner: list[Data]) -> Data:
    """Return a selector with the words inside it that carry the claim."""
    return {**selector, "refinedBy": inner} if inner else selector
