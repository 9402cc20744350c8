"""A claim in outline: what pages that look at thousands of claims look at, before they show a few of them.

Of what a claim says nothing is in it, so that such a page need not be made again when a sentence is amended.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal, NamedTuple

from factcheck.model import Attendance, EvidenceLevel, PartialDate
from factcheck.values import Value

if TYPE_CHECKING:
    from factcheck.model import Checked

CorrectionKind = Literal["correction", "update", "clarification", "void"]


class Turn(NamedTuple):
    """A step of a status history: the state that it led to, and when, as a date or in words."""

    state: str
    date: PartialDate | None
    said: str


class Outline(Value, frozen=True):
    """A claim in outline.

    ``quoted`` are the sources of all its proven quotes, one for each quote, ``length`` that of its own quote in code
    points, ``hands`` how many the words went through. ``evidence`` is the number of its items, ``level`` their label.
    ``differs`` tells of sources that differ, ``waits`` of a reply that has not come. ``names`` are the event and the
    records that it is about.
    """

    id: str
    published: dt.date
    modified: dt.date
    state: Literal["draft", "published", "withdrawn"]
    turns: tuple[Turn, ...]
    reviewed: dt.date | None
    corrected: tuple[tuple[dt.date, CorrectionKind], ...]
    withdrawn: dt.date | None
    recheck_by: dt.date | None
    is_rated: bool
    quoted: tuple[str, ...]
    length: int
    hands: int
    evidence: int
    level: EvidenceLevel
    differs: bool
    waits: bool
    part_of: str | None
    names: tuple[str, ...]

    @property
    def standing(self) -> str | None:
        """The present state of a pledge or an approval."""
        return self.turns[-1].state if self.turns else None


def outline_of(claim: Checked) -> Outline:
    """Return a claim in outline."""
    record, terms = claim.record, claim.record.terms
    proofs = (claim.proof, claim.condition, *claim.evidence_proofs, *claim.reply_proofs)
    return Outline(
        record.id,
        record.published,
        claim.modified,
        record.state,
        tuple([Turn(step.state, step.as_of, step.as_of_text or "") for step in record.status]),
        record.review.published if record.review else None,
        tuple([(correction.published, correction.kind) for correction in claim.corrections]),
        record.withdrawal.published if record.withdrawal else None,
        record.recheck_by,
        claim.verdict is not None,
        tuple([proof.source for proof in proofs if proof]),
        len(claim.proof.exact),
        len(record.attribution),
        len(record.evidence),
        claim.evidence.level,
        bool(record.discrepancies),
        any(reply.answered is None for reply in record.replies),
        record.part_of,
        (terms.event, *record.about) if isinstance(terms, Attendance) else record.about,
    )
