"""The page of a dossier: its story in a minute, and its claims; and a dossier as lists show it."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from factcheck.markup import first_paragraph, to_html
from factcheck.pages.cards import cards_of
from factcheck.pages.changes import last_changes, still_open
from factcheck.pages.here import paged_title
from factcheck.pages.listing import counts_of, section_of
from factcheck.pages.pictures import dossier_days
from factcheck.pages.source import source_row
from factcheck.views import DossierPage, DossierRow, Section
from factcheck.wording import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.model import Checked, Dossier
    from factcheck.outlines import Outline
    from factcheck.pages.here import Here
    from factcheck.pages.paging import Paged

_KEY_CLAIMS = 3
_OPEN = 5
_CHANGES = 6


def dossier_page(dossier: Dossier, page: Paged[Checked], here: Here) -> DossierPage:
    """Return what a page of a dossier shows: its story in a minute and its newest claims, or earlier ones."""
    is_front = page.newer is None
    # All of them are looked at on the first page alone.
    claims = here.edition.in_outline(here.edition.by_dossier[dossier.id]) if is_front else []
    summary = first_paragraph(dossier.introduction) if dossier.introduction else here.say("A dossier of claims.")
    waiting, more = still_open(claims, _OPEN, here) if is_front else ((), 0)
    sources = {c.record.quote.source: here.edition.site.sources[c.record.quote.source] for c in page.items}
    return DossierPage(
        frame=here.frame(paged_title(dossier.title, page, here), summary),
        title=paged_title(dossier.title, page, here),
        introduction=to_html(dossier.introduction) if dossier.introduction and is_front else None,
        counts=counts_of(claims, here) if is_front else (),
        days=dossier_days(claims, here) if is_front else None,
        key_claims=cards_of(_key_claims(dossier, claims, here), here) if is_front else (),
        open_claims=waiting,
        open_more=more,
        changes=last_changes(claims, _CHANGES, here) if is_front else (),
        sources=tuple(source_row(source, here, is_counted=is_front) for source in sources.values()),
        sections=tuple(_by_kind(page.items, here)),
        newer=here.maybe(page.newer),
        older=here.maybe(page.older),
    )


def _by_kind(claims: tuple[Checked, ...], here: Here) -> Iterator[Section]:
    for kind, word in KINDS.items():
        if found := [c for c in claims if c.record.kind == kind]:
            yield section_of(word, _in_source_order(found), here)


def _in_source_order(claims: list[Checked]) -> list[Checked]:
    return sorted(claims, key=lambda c: (c.record.quote.source, c.proof.hull.start, c.record.id))


def _key_claims(dossier: Dossier, claims: list[Outline], here: Here) -> list[Checked]:
    """Return the claims that the dossier names; else those with parts, a verdict or the longest history."""
    shown = {c.id: c for c in claims if c.state == "published"}
    named = [key for key in dossier.key_claims if key in shown]
    whole = [] if named else [c for c in shown.values() if c.part_of not in shown]
    parents = set() if named else set(here.edition.children)

    def weight(claim: Outline) -> tuple[int, bool, int, int]:
        parts = len(here.edition.children[claim.id]) if claim.id in parents else 0
        return parts, claim.is_rated, len(claim.turns), claim.evidence

    found = named or [claim.id for claim in heapq.nlargest(_KEY_CLAIMS, whole, key=weight)]
    return [here.edition.site.claims[key] for key in found]


def dossier_row(dossier: Dossier, here: Here) -> DossierRow:
    """Return a dossier as lists show it."""
    return DossierRow(
        link=here.to_record(dossier.title, f"dossiers/{dossier.id}/", dossier.language),
        summary=first_paragraph(dossier.introduction) if dossier.introduction else None,
        claims=len(here.edition.by_dossier.get(dossier.id, [])),
    )
