"""The desk: which claims wait, and for what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from factcheck.evidence import label
from factcheck.site import modified

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from factcheck.corpus import Corpus
    from factcheck.model import Claim, Correction
    from factcheck.outlines import Outline
    from factcheck.problems import Place
    from factcheck.settings import Settings

# The groups in the order of the list, each with its heading.
GROUPS: Final = {
    "draft": "Drafts",
    "embargoed": "Under embargo",
    "stale": "May be out of date",
    "without-evidence": "Without evidence beyond the quoted source",
    "waiting-for-reply": "Waiting for a reply",
    "one-pair-of-eyes": "Reviewed by nobody but the author",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim that waits: in which group, where that is written, what for, and the day or time that counts.

    ``date`` is when an embargo ends, when a claim became stale, or when somebody was asked; elsewhere None.
    """

    group: str
    claim: Claim
    place: Place
    detail: str = ""
    date: dt.date | dt.datetime | None = None


def waiting(corpus: Corpus, settings: Settings) -> list[Waiting]:
    """Return every claim that waits for something, by group and path; one may stand in several groups."""
    corrections: dict[str, list[Correction]] = defaultdict(list)
    for correction in corpus.corrections.values():
        corrections[correction.claim].append(correction)
    found = [
        entry
        for claim in corpus.claims.values()
        for entry in _waiting(claim, modified(claim, corrections[claim.id]), corpus, settings)
    ]
    order = list(GROUPS)
    return sorted(found, key=lambda entry: (order.index(entry.group), entry.place))


def stale_since(claim: Claim | Outline, changed: dt.date, settings: Settings) -> dt.date | None:
    """Return the day from which a claim counts as out of date: its ``recheck_by``, or its last change; None if not."""
    if claim.state == "withdrawn":
        return None
    if claim.recheck_by and settings.today > claim.recheck_by:
        return claim.recheck_by
    return changed if (settings.today - changed).days > settings.stale_after else None


def _waiting(claim: Claim, changed: dt.date, corpus: Corpus, settings: Settings) -> Iterator[Waiting]:
    places = claim.places
    if claim.state == "draft":
        yield Waiting("draft", claim, places.key("state"))
    elif claim.is_hidden(settings.now) and claim.embargo:
        yield Waiting("embargoed", claim, places.key("embargo"), f"until {claim.embargo.isoformat()}", claim.embargo)
    if claim.state == "published":
        yield from _published(claim, changed, corpus, settings)
    for index, reply in enumerate(claim.replies):
        if reply.answered is None and claim.state != "withdrawn":
            asked = f"{reply.asked or reply.unnamed} was asked on {reply.on}"
            yield Waiting("waiting-for-reply", claim, places.value("replies", index), asked, reply.on)


def _published(claim: Claim, changed: dt.date, corpus: Corpus, settings: Settings) -> Iterator[Waiting]:
    places = claim.places
    since = stale_since(claim, changed, settings)
    if since and since == claim.recheck_by:
        yield Waiting("stale", claim, places.key("recheck_by"), f"was to be checked again by {since}", since)
    elif since:
        yield Waiting("stale", claim, places.key("published"), f"unchanged since {since}", since)
    if label(claim, corpus.sources).level == "none":
        yield Waiting("without-evidence", claim, places.key("claim"))
    if settings.two_pairs_of_eyes and claim.lacks_second_reader:
        yield Waiting("one-pair-of-eyes", claim, places.key("review"))
