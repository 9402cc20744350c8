"""Each claim as a W3C Web Annotation: its sentence is the body, its quote the target.

https://www.w3.org/TR/annotation-model/. A piece of a quote is a target of its own. The published text is selected by
quote and by position; the source's own page by quote alone, because positions count our text and not that page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from factcheck.pages.quotes import text_path
from factcheck.text import CONTEXT, Span

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from factcheck.model import ArchivedSource, Checked, Proof
    from factcheck.pages.edition import Edition

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
    targets = _Targets(claim.proof, edition.site.sources[claim.proof.source], settings.base)
    return {
        "@context": CONTEXT_URL,
        "id": f"{settings.base}/{annotation_path(record.id)}",
        "type": "Annotation",
        "motivation": [body["purpose"] for body in bodies],
        "creator": {"id": f"{settings.base}/", "type": "Organization", "name": settings.sitename},
        "created": _instant(record.published),
        "modified": _instant(claim.modified),
        "body": [*bodies, {"id": f"{settings.base}/{claim.path}", "type": "Text", "format": "text/html"}],
        "target": list(targets.all()),
    }


def _said(text: str, language: str) -> Data:
    return {"type": "TextualBody", "value": text, "format": "text/plain", "language": language}


def _instant(day: dt.date, time: str = "00:00:00") -> str:
    return f"{day.isoformat()}T{time}Z"


@dataclass(frozen=True, slots=True)
class _Targets:
    """The targets of a quote in its source."""

    proof: Proof
    source: ArchivedSource
    base: str

    def all(self) -> Iterator[Data]:
        """Yield the pieces in the published text, then on the source's own page; at least on our page of it."""
        text = self._text()
        address = self.source.record.url or (None if text else f"{self.base}/sources/{self.source.record.id}/")
        for piece in self.proof.pieces:
            if text:
                selectors = [self._quote(piece), self._position(piece)]
                yield {"type": "SpecificResource", "source": text, "selector": selectors}
        for piece in self.proof.pieces:
            if address:
                page = {"type": "SpecificResource", "source": address, "selector": [self._quote(piece)]}
                yield {**page, "state": self._state(text)} if self.source.record.url else page

    def _text(self) -> str | None:
        published = self.source.record.rights == "full-text"
        return f"{self.base}/{text_path(self.source.record.id, self.proof.capture)}" if published else None

    def _quote(self, piece: Span) -> Data:
        selected = self._words(piece, Span(0, len(self.proof.capture.text)))
        return _refined(selected, [self._words(focus, piece) for focus in self._focus(piece)])

    def _words(self, span: Span, room: Span) -> Data:
        """Select words, with no more of what stands beside them in a room than rights allow of any source."""
        text = self.proof.capture.text
        start, end = max(room.start, span.start - CONTEXT), min(room.end, span.end + CONTEXT)
        beside = {"prefix": text[start : span.start], "suffix": text[span.end : end]}
        shown = {key: words for key, words in beside.items() if words}
        return {"type": "TextQuoteSelector", "exact": text[span.start : span.end], **shown}

    def _position(self, piece: Span) -> Data:
        inside = [_between(f.start - piece.start, f.end - piece.start) for f in self._focus(piece)]
        return _refined(_between(piece.start, piece.end), inside)

    def _focus(self, piece: Span) -> list[Span]:
        return [f for f in self.proof.focus if piece.start <= f.start and f.end <= piece.end]

    def _state(self, text: str | None) -> Data:
        """Return when we saw the page, to the precision that is known, and where a copy is kept."""
        captured, archive = self.proof.capture.snapshot.captured, self.source.record.archive_url
        copies = [address for address in (archive, text) if address]
        when = {
            "sourceDateStart": _instant(captured.earliest),
            "sourceDateEnd": _instant(captured.latest, "23:59:59"),
        }
        return {"type": "TimeState", **when, **({"cached": copies} if copies else {})}


def _between(start: int, end: int) -> Data:
    return {"type": "TextPositionSelector", "start": start, "end": end}


def _refined(selector: Data, inner: list[Data]) -> Data:
    """Return a selector with the words inside it that carry the claim."""
    return {**selector, "refinedBy": inner} if inner else selector
