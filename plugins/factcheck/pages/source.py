"""The page of a source: its text with every quoted passage marked, and the list of sources."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from factcheck.coverage import Uncovered, uncovered
from factcheck.jsonld import script, source_data
from factcheck.pages.cards import card_of, cards_of
from factcheck.pages.here import paged_title
from factcheck.pages.paging import SHORT_SIZE, Paged, paged
from factcheck.pages.passages import Passage, blocks_of
from factcheck.pages.pictures import source_strip
from factcheck.pages.quotes import capture_view, offsets, quote_view, robust_link
from factcheck.translations import N_
from factcheck.views import Fact, Link, Note, SourcePage, SourceRow, SourcesPage, UnclaimedView
from factcheck.wording import direction_of, language_name, percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.model import ArchivedSource, Capture, Checked
    from factcheck.pages.edition import Edition
    from factcheck.pages.here import Here

# A longer list would be the text once more.
_MOST_UNCLAIMED = 60
_RIGHTS = {
    "full-text": N_("We publish its text as evidence"),
    "quote-only": N_("We publish quotes from it, not its text"),
}


def citing_lists(source: ArchivedSource, edition: Edition) -> Iterator[Paged[Checked]]:
    """Yield the pages of claims that name a source as evidence without quoting it, the source's own page first."""
    quoting = {c.record.id for c in edition.by_source.get(source.record.id, ())}
    citing = [edition.site.claims[c] for c in edition.site.uses[source.record.id].cited_by if c not in quoting]
    return paged(citing, f"sources/{source.record.id}/", SHORT_SIZE)


def source_page(source: ArchivedSource, citing: Paged[Checked], here: Here) -> SourcePage:
    """Return what the page of a source shows."""
    record, coverage = source.record, here.edition.site.uses[source.record.id].coverage
    quoting = _quoting(source, here.edition)
    numbers = {claim.record.id: str(number) for number, claim in enumerate(quoting, 1)}
    full = record.rights == "full-text" and source.newest is not None
    notes = {c.record.id: _note(c, numbers, here) for c in quoting}
    apart = [c for c in quoting if not full or c.proof.capture is not source.newest]
    passages = _passages(source, quoting, notes)
    unclaimed = _unclaimed(source.newest, passages) if full and source.newest else ()
    return SourcePage(
        frame=here.frame(record.title, _description(source, here), jsonld=script(source_data(source, here))),
        title=record.title,
        note=record.description,
        facts=tuple(_facts(source, here)),
        archived=bool(source.captures),
        full_text=full,
        language=record.language,
        direction=direction_of(record.language),
        blocks=tuple(blocks_of(source.newest, passages)) if full and source.newest else (),
        strip=source_strip(source, quoting, here),
        unclaimed=tuple(_unclaimed_view(sentence) for sentence in unclaimed[:_MOST_UNCLAIMED]),
        unclaimed_count=len(unclaimed),
        passages=tuple((notes[c.record.id], quote_view(c.proof, here)) for c in apart),
        notes=tuple(notes.values()),
        cited_by=cards_of(citing.items, here),
        older=here.maybe(citing.older),
        quoted_share=percent(coverage.quoted, here.language) if coverage else None,
        accounted_share=percent(coverage.accounted, here.language) if coverage and full else None,
        not_claims=tuple(
            Fact(term=passage.reason, values=(Link(text=proof.exact),)) for passage, proof in source.not_claims
        )
        if full
        else (),
        proof=capture_view(source, source.newest, here, positions="", slices=None) if source.newest else None,
        data=here.to(here.say("This source as JSON"), f"api/v1/sources/{record.id}.json"),
    )


def _quoting(source: ArchivedSource, edition: Edition) -> list[Checked]:
    claims = edition.by_source.get(source.record.id, [])
    return sorted(claims, key=lambda c: (c.proof.hull.start, c.proof.hull.end, c.record.id))


def _note(claim: Checked, numbers: dict[str, str], here: Here) -> Note:
    return Note(
        number=numbers[claim.record.id],
        card=card_of(claim, here),
        offsets=offsets(claim.proof),
        passage=claim.record.id,
    )


def _description(source: ArchivedSource, here: Here) -> str:
    if not source.captures:
        return here.say("A source that our claims link to. We have not archived it.")
    return here.say("An archived source, with every passage that our claims quote.")


def _facts(source: ArchivedSource, here: Here) -> Iterator[Fact]:
    record = source.record
    say = here.say
    texts = (
        (say("Publisher"), record.publisher or say("Not stated")),
        (say("Authors"), say(", ").join(record.authors)),
        (say("Published"), here.date(record.published) if record.published else say("Date not stated")),
        (say("Language"), language_name(record.language, here.language) if record.language else ""),
        (say("Kind"), here.named(record.kind) if record.kind else ""),
        (say("Tier"), say("Primary: a document of the matter itself") if record.tier == "primary" else ""),
        (say("Rights"), say(_RIGHTS[record.rights]) if source.captures else ""),
        (say("Captured"), here.date(source.newest.snapshot.captured) if source.newest else say("Linked, not archived")),
    )
    yield from (Fact(term=term, values=(Link(text=text),)) for term, text in texts if text)
    if record.origin:
        yield Fact(term=say("Counted as one origin with"), values=(here.source(record.origin),))
    addresses = ((say("Address"), record.url), (say("Archived elsewhere"), record.archive_url))
    yield from (
        Fact(term=term, values=(robust_link(url, url, source, source.newest, here),)) for term, url in addresses if url
    )


def _passages(source: ArchivedSource, quoting: list[Checked], notes: dict[str, Note]) -> list[Passage]:
    """Return what is marked in the newest capture: the quotes of claims, and what is listed as no claim."""
    capture = source.newest
    quoted = [Passage(c.proof.pieces, notes[c.record.id]) for c in quoting if c.proof.capture is capture]
    return [*quoted, *(Passage(proof.pieces, None) for _, proof in source.not_claims if proof.capture is capture)]


def _unclaimed(capture: Capture, passages: list[Passage]) -> tuple[Uncovered, ...]:
    return uncovered(capture, [piece for passage in passages for piece in passage.pieces])


def _unclaimed_view(sentence: Uncovered) -> UnclaimedView:
    return UnclaimedView(text=sentence.text, offsets=f"{sentence.start}–{sentence.end}", partly=sentence.share > 0)


def source_row(source: ArchivedSource, here: Here, *, is_counted: bool = True) -> SourceRow:
    """Return a source as lists show it. What changes with each claim of it is told where it ``is_counted``."""
    record = source.record
    use = here.edition.site.uses[record.id] if is_counted else None
    return SourceRow(
        link=here.source(record.id),
        publisher=record.publisher,
        date=here.date(record.published) if record.published else None,
        archived=bool(source.captures),
        claims=len(use.cited_by) if use else None,
        quoted_share=percent(use.coverage.quoted, here.language) if use and use.coverage else None,
    )


def source_lists(edition: Edition) -> Iterator[Paged[ArchivedSource]]:
    """Yield the pages of the list of sources."""
    return paged(sorted(edition.site.sources.values(), key=_first_seen), "sources/")


def _first_seen(source: ArchivedSource) -> tuple[dt.date, str]:
    record = source.record
    known = record.snapshots[0].captured if record.snapshots else record.published
    return (known.earliest if known else dt.date.min), record.id


def sources_page(page: Paged[ArchivedSource], here: Here) -> SourcesPage:
    """Return what a page of the list of sources shows."""
    rows = [source_row(source, here) for source in page.items]
    title = paged_title(here.say("Sources"), page, here)
    return SourcesPage(
        frame=here.frame(title, here.say("Every source of this site: archived and proven, or only linked.")),
        archived=tuple(row for row in rows if row.archived),
        linked=tuple(row for row in rows if not row.archived),
        newer=here.maybe(page.newer),
        older=here.maybe(page.older),
    )
