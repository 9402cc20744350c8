"""The boards: pledges by state, approvals, attendance by event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.model import Approval, Attendance, Pledge
from factcheck.outlines import outline_of
from factcheck.pages.cards import card_of
from factcheck.pages.changes import change_view, moves_of, steps_taken
from factcheck.pages.claim import steps_of
from factcheck.pages.here import paged_title
from factcheck.pages.paging import SHORT_SIZE, SIZE, Paged, paged
from factcheck.schema import APPROVAL_STATES, PLEDGE_STATES
from factcheck.translations import N_
from factcheck.views import ApprovalRow, AttendanceRow, BoardGroup, BoardPage, Fact, Link, PledgeRow, replace
from factcheck.wording import BEARINGS, STATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.model import Checked
    from factcheck.pages.edition import Edition
    from factcheck.pages.here import Here
    from factcheck.views import ChangeView

_NO_HISTORY = N_("No history recorded")


def board_lists(kind: str, path: str, edition: Edition) -> Iterator[Paged[Checked]]:
    """Yield the pages of a board. Withdrawn claims stand on none."""
    return paged(_live(kind, edition)[::-1], path, SHORT_SIZE if kind == "approval" else SIZE)


def _live(kind: str, edition: Edition) -> list[Checked]:
    return [c for c in edition.by_facet.get(("kind", kind), ()) if c.record.state != "withdrawn"]


def pledges_page(page: Paged[Checked], here: Here) -> BoardPage:
    """Return what a page of the board of pledges shows."""
    groups = [
        _group(s, here, tuple(_pledge(c, here) for c in page.items if c.state == s)) for s in (*PLEDGE_STATES, None)
    ]
    text = here.say("What is promised, by whom, under what condition, and how far it has come.")
    return _with_moves("pledge", _board(N_("Pledges"), text, groups, page, here), here)


def approvals_page(page: Paged[Checked], here: Here) -> BoardPage:
    """Return what a page of the board of approvals shows."""
    groups = [
        _group(s, here, tuple(_approval(c, here) for c in page.items if c.state == s)) for s in (*APPROVAL_STATES, None)
    ]
    text = here.say("Who must approve what, and where it stands.")
    return _with_moves("approval", _board(N_("Approvals"), text, groups, page, here), here)


def attendance_page(page: Paged[Checked], here: Here) -> BoardPage:
    """Return what a page of the board of attendance shows."""
    events = dict.fromkeys(t.event for c in page.items if isinstance(t := c.record.terms, Attendance))
    groups = [
        BoardGroup(id=f"_{event}", title=here.who(event), note=None, rows=tuple(_attending(event, page.items, here)))
        for event in events
    ]
    text = here.say("Who was where, in what role, and which words say so. Groups stay groups.")
    return _board(N_("Attendance"), text, groups, page, here)


def _board(title: str, introduction: str, groups: list[BoardGroup], page: Paged[Checked], here: Here) -> BoardPage:
    name = paged_title(here.say(title), page, here)
    return BoardPage(
        frame=here.frame(name, introduction),
        title=name,
        introduction=introduction,
        groups=tuple(group for group in groups if group.rows),
        newer=here.maybe(page.newer),
        older=here.maybe(page.older),
    )


def _with_moves(kind: str, board: BoardPage, here: Here) -> BoardPage:
    """Tell on the first page of a board, where there is anything on it, which states changed in the last month."""
    if board.newer or not board.groups:
        return board
    claims = here.edition.in_outline(here.edition.by_facet.get(("kind", kind), ()))
    return replace(board, moves=moves_of((c for c in claims if c.state != "withdrawn"), here))


def _group(state: str | None, here: Here, rows: tuple[PledgeRow, ...] | tuple[ApprovalRow, ...]) -> BoardGroup:
    title = Link(text=here.named(state) if state else here.say(_NO_HISTORY))
    note = here.say(STATES[state]) if state else None
    return BoardGroup(id=f"_{state or 'none'}", title=title, note=note, rows=rows)


def _pledge(claim: Checked, here: Here) -> PledgeRow:
    terms = claim.record.terms
    assert isinstance(terms, Pledge)
    return PledgeRow(
        card=card_of(claim, here),
        promisor=here.who(terms.promisor) if terms.promisor else None,
        beneficiary=here.who(terms.beneficiary) if terms.beneficiary else None,
        condition=claim.condition.exact if claim.condition else None,
        changed=_changed(claim, here),
        note=claim.record.status[-1].summary if claim.record.status else None,
        recheck=here.date(claim.record.recheck_by) if claim.record.recheck_by else None,
    )


def _changed(claim: Checked, here: Here) -> ChangeView | None:
    """Return the last step of a claim's history."""
    steps = list(steps_taken(outline_of(claim)))
    return change_view(steps[-1], here) if steps else None


def _approval(claim: Checked, here: Here) -> ApprovalRow:
    terms = claim.record.terms
    assert isinstance(terms, Approval)
    return ApprovalRow(
        card=card_of(claim, here),
        subject=terms.subject,
        required_from=tuple(here.who(who) for who in terms.required_from),
        changed=_changed(claim, here),
        steps=steps_of(claim, here),
    )


def _attending(event: str, claims: tuple[Checked, ...], here: Here) -> Iterator[AttendanceRow]:
    for claim in claims:
        terms = claim.record.terms
        if isinstance(terms, Attendance) and terms.event == event:
            yield AttendanceRow(
                card=card_of(claim, here),
                who=here.who(terms.who),
                group=terms.group is not None,
                role=here.named(terms.role),
                evidence=tuple(_evidence(claim, here)),
            )


def _evidence(claim: Checked, here: Here) -> Iterator[Fact]:
    """Yield the sources beyond the quoted one, by how they bear."""
    for bearing, word in BEARINGS.items():
        named = dict.fromkeys(item.source for item in claim.record.evidence if item.bearing == bearing)
        if named:
            yield Fact(term=here.say(word), values=tuple(here.source(source) for source in named))
