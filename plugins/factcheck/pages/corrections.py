"""The page of corrections, and a correction as other pages show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.pages.paging import Paged, paged
from factcheck.views import CorrectionsPage, CorrectionView
from factcheck.wording import CORRECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.model import Correction
    from factcheck.pages.edition import Edition
    from factcheck.pages.here import Here

PATH = "corrections/"


def correction_view(correction: Correction, here: Here) -> CorrectionView:
    """Return a correction as seen from a page."""
    claim = here.edition.site.claims[correction.claim]
    return CorrectionView(
        id=correction.id,
        kind=here.say(CORRECTIONS[correction.kind]),
        claim=here.claim(claim),
        text=correction.text,
        date=here.date(correction.published),
        datetime=correction.published.isoformat(),
    )


def correction_lists(edition: Edition) -> Iterator[Paged[Correction]]:
    """Yield the pages of corrections."""
    return paged(edition.site.corrections, PATH)


def corrections_page(page: Paged[Correction], here: Here) -> CorrectionsPage:
    """Return what a page of corrections shows."""
    pages = here.edition.settings.pages
    policy = "corrections-policy"
    return CorrectionsPage(
        frame=here.frame(
            here.say("Corrections"), here.say("Every change to a published claim, with its date and reason.")
        ),
        corrections=tuple(correction_view(c, here) for c in page.items),
        policy=here.to_record(pages[policy], f"{policy}/") if policy in pages else None,
        feed=here.to(here.say("Feed of corrections (Atom)"), "feeds/corrections.atom"),
        newer=here.maybe(page.newer),
        older=here.maybe(page.older),
    )
