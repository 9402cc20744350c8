"""The boards: pledges by state, approvals, attendance by event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.model import Approval, Attendance, Pledge
from factcheck.pages.cards import card_of
from factcheck.pages.claim import steps_of
from factcheck.schema import APPROVAL_STATES, PLEDGE_STATES
from factcheck.views import ApprovalRow, AttendanceRow, BoardGroup, BoardPage, Link, PledgeRow
from factcheck.wording import STATES, date_text, sentence_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.model import Checked, Step
    from factcheck.pages.here import Here

_NO_HISTORY = "No history recorded"


def pledges_page(here: Here) -> BoardPage:
    """Return what the board of pledges shows."""
    claims = _of_kind("pledge", here)
    groups = [_group(s, tuple(_pledge(c, here) for c in claims if c.state == s)) for s in (*PLEDGE_STATES, None)]
    text = "What is promised, by whom, under what condition, and how far it has come."
    return _board("Pledges", text, groups, here)


def approvals_page(here: Here) -> BoardPage:
    """Return what the board of approvals shows."""
    claims = _of_kind("approval", here)
    groups = [_group(s, tuple(_approval(c, here) for c in claims if c.state == s)) for s in (*APPROVAL_STATES, None)]
    return _board("Approvals", "Who must approve what, and where it stands.", groups, here)


def attendance_page(here: Here) -> BoardPage:
    """Return what the board of attendance shows."""
    claims = _of_kind("attendance", here)
    events = dict.fromkeys(t.event for c in claims if isinstance(t := c.record.terms, Attendance))
    groups = [
        BoardGroup(id=f"_{event}", title=here.who(event), note=None, rows=tuple(_attending(event, claims, here)))
        for event in events
    ]
    return _board(
        "Attendance", "Who was where, in what role, and which words say so. Groups stay groups.", groups, here
    )


def _board(title: str, introduction: str, groups: list[BoardGroup], here: Here) -> BoardPage:
    filled = tuple(group for group in groups if group.rows)
    return BoardPage(frame=here.frame(title, introduction), title=title, introduction=introduction, groups=filled)


def _of_kind(kind: str, here: Here) -> list[Checked]:
    return [c for c in here.edition.listed if c.record.kind == kind and c.record.state != "withdrawn"]


def _group(state: str | None, rows: tuple[PledgeRow, ...] | tuple[ApprovalRow, ...]) -> BoardGroup:
    title = Link(text=sentence_case(state) if state else _NO_HISTORY)
    return BoardGroup(id=f"_{state or 'none'}", title=title, note=STATES.get(state or ""), rows=rows)


def _pledge(claim: Checked, here: Here) -> PledgeRow:
    terms = claim.record.terms
    assert isinstance(terms, Pledge)
    return PledgeRow(
        card=card_of(claim, here),
        promisor=here.who(terms.promisor) if terms.promisor else None,
        beneficiary=here.who(terms.beneficiary) if terms.beneficiary else None,
        condition=claim.condition.exact if claim.condition else None,
        date=_since(claim.record.status, here),
    )


def _since(steps: tuple[Step, ...], here: Here) -> str | None:
    if not steps:
        return None
    last = steps[-1]
    return date_text(last.as_of, here.language) if last.as_of else last.as_of_text


def _approval(claim: Checked, here: Here) -> ApprovalRow:
    terms = claim.record.terms
    assert isinstance(terms, Approval)
    return ApprovalRow(
        card=card_of(claim, here),
        subject=terms.subject,
        required_from=tuple(here.who(who) for who in terms.required_from),
        steps=steps_of(claim, here),
    )


def _attending(event: str, claims: list[Checked], here: Here) -> Iterator[AttendanceRow]:
    for claim in claims:
        terms = claim.record.terms
        if isinstance(terms, Attendance) and terms.event == event:
            yield AttendanceRow(
                card=card_of(claim, here),
                who=here.who(terms.who),
                group=terms.group is not None,
                role=sentence_case(terms.role),
            )
