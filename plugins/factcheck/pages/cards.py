"""The four labels of a claim, and the card that stands for it on other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.desk import stale_since
from factcheck.pages.quotes import offsets
from factcheck.text import counted
from factcheck.views import Card, Label, Notice
from factcheck.wording import (
    KINDS,
    LEVELS,
    date_text,
    direction_of,
    excerpt,
    sentence_case,
    tone_of,
)

if TYPE_CHECKING:
    from factcheck.model import Checked, Correction
    from factcheck.pages.edition import Edition
    from factcheck.pages.here import Here

LABELS = {"quote": "Quote", "attribution": "Attribution", "evidence": "Evidence", "verdict": "Verdict"}
NO_FINDING = "We have made no finding on this claim."
_SMALL = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


def labels_of(claim: Checked, here: Here) -> tuple[Label, ...]:
    """Return the four labels, in their order. None of them is made from another."""
    states = (_quote(claim, here), _attribution(claim), _evidence(claim, here), _verdict(claim))
    tones = ("plain", "plain", tone_of(claim.evidence.level), tone_of(claim.verdict.id) if claim.verdict else "plain")
    return tuple(
        Label(name=name, word=word, state=state, tone=tone, href=here.href(f"labels/#_{name}"), detail=detail)  # type: ignore[arg-type]
        for (name, word), (state, detail), tone in zip(LABELS.items(), states, tones, strict=True)
    )


def _quote(claim: Checked, here: Here) -> tuple[str, str]:
    where = offsets(claim.proof)
    detail = f"The words stand in the archived source at characters {where}. Our software found them there."
    if here.edition.site.sources[claim.proof.source].record.rights == "quote-only":
        detail += " We may not publish its text, so this is provable with a copy of your own."
    return f"Verbatim, {where}", detail


def _attribution(claim: Checked) -> tuple[str, str]:
    chain = claim.record.attribution
    if not chain:
        return "Not traced", "The record does not say who passed the words on."
    unnamed = sum(link.unnamed is not None for link in chain)
    steps = counted(len(chain), "step", "steps")
    if not unnamed:
        return steps, f"The words reached us in {steps}, and the source leaves nobody on the way unnamed."
    number = _SMALL.get(unnamed, str(unnamed))
    verb = "is" if unnamed == 1 else "are"
    detail = f"The words reached us in {steps}; {number} of the people on the way {verb} not named in the source."
    return f"{steps}, {number} unnamed", detail


def _evidence(claim: Checked, here: Here) -> tuple[str, str]:
    level, origins = claim.evidence.level, claim.evidence.origins
    sources = here.edition.site.sources
    linked = sum(not sources[e.source].captures for e in claim.record.evidence)
    state = f"{LEVELS[level]}, {origins} origins" if level == "corroborated" else LEVELS[level]
    said = {
        "none": "No source but the quoted one supports or contradicts it here.",
        "single-source": "What supports it goes back to one origin.",
        "corroborated": f"It is supported by {origins} independent origins, the quoted source's own among them.",
        "primary-document": "A document of the matter itself supports it.",
        "contested": "At least one source speaks against it, or against a part of it.",
    }[level]
    note = f" {counted(linked, 'item is', 'items are')} linked, not archived: nothing there was checked by software."
    return state, said + (note if linked else "")


def _verdict(claim: Checked) -> tuple[str, str]:
    if claim.verdict is None:
        return "Not rated", claim.record.unrated_because or NO_FINDING
    return claim.verdict.name, claim.verdict.meaning


def card_of(claim: Checked, here: Here) -> Card:
    """Return the card of a claim, as seen from a page."""
    record = claim.record
    language = here.foreign(record.language)
    said_in = here.edition.site.sources[claim.proof.source].record.language
    return Card(
        id=record.id,
        href=here.href(claim.path),
        title=record.claim,
        language=language,
        direction=direction_of(language),
        kind=KINDS[record.kind],
        excerpt=excerpt(claim.proof.exact),
        excerpt_language=said_in,
        excerpt_direction=direction_of(said_in),
        source=here.source(claim.proof.source, record.id),
        labels=labels_of(claim, here),
        state=sentence_case(claim.state) if claim.state else None,
        state_tone=tone_of(claim.state) if claim.state else "plain",
        date=date_text(claim.modified, here.language),
        datetime=claim.modified.isoformat(),
        flags=tuple(notice.title for notice in notices_of(claim, here)),
    )


def cards_of(claims: list[Checked] | tuple[Checked, ...], here: Here) -> tuple[Card, ...]:
    """Return the cards of claims in their order."""
    return tuple(card_of(claim, here) for claim in claims)


def notices_of(claim: Checked, here: Here) -> tuple[Notice, ...]:
    """Return what a reader must know first: withdrawn, corrected, may be out of date."""
    found: list[Notice] = []
    record, language = claim.record, here.language
    if withdrawal := record.withdrawal:
        text = f"{withdrawal.reason} ({date_text(withdrawal.published, language)})"
        found.append(Notice(kind="withdrawn", title="Withdrawn", text=text))
    if claim.corrections:
        last = claim.corrections[-1]
        text = f"Last changed on {date_text(last.published, language)}: {last.text}"
        href = here.href(correction_path(last, here.edition))
        found.append(Notice(kind="corrected", title="Corrected", text=text, href=href))
    if reason := _stale(claim, here):
        found.append(Notice(kind="stale", title="May be out of date", text=reason))
    return tuple(found)


def correction_path(correction: Correction, edition: Edition) -> str:
    """Return the root path of the page and anchor where a correction stands."""
    return f"{edition.correction_pages[correction.id]}#{correction.id}"


def _stale(claim: Checked, here: Here) -> str | None:
    since = stale_since(claim.record, claim.modified, here.edition.settings)
    if since is None:
        return None
    if since == claim.record.recheck_by:
        return f"It was to be checked again by {date_text(since, here.language)}, and was not yet."
    return f"Nothing in it has changed since {date_text(since, here.language)}."
