"""What happened to claims and when: steps of histories, findings, corrections, withdrawals; and what still waits."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Literal, NamedTuple

from factcheck.desk import stale_since
from factcheck.model import PartialDate
from factcheck.pages.cards import verdict_languages, verdict_words
from factcheck.views import ChangeView, Move, Moves, OpenRow
from factcheck.wording import CORRECTIONS, tone_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from factcheck.model import Checked
    from factcheck.outlines import CorrectionKind, Outline
    from factcheck.pages.here import Here
    from factcheck.settings import Settings

MONTH = dt.timedelta(days=31)
# Where a pledge or an approval can still come to something else.
UNSETTLED = frozenset({"drafted", "announced", "unclear", "not-requested", "pending", "unknown"})
_MOST_MOVES = 6
_MOST_NAMED = 3


class Change(NamedTuple):
    """Something that happened to a claim, named by its id. ``before`` and ``after`` are states, of a step alone."""

    kind: Literal["step", "review", "correction", "withdrawal"]
    claim: str
    date: PartialDate | dt.date | None = None
    said: str = ""
    before: str | None = None
    after: str | None = None
    correction: CorrectionKind | None = None

    @property
    def earliest(self) -> dt.date | None:
        """The first day it can have been."""
        return self.date.earliest if isinstance(self.date, PartialDate) else self.date

    @property
    def latest(self) -> dt.date | None:
        """The last day it can have been."""
        return self.date.latest if isinstance(self.date, PartialDate) else self.date


def steps_taken(claim: Outline) -> Iterator[Change]:
    """Yield each step of a claim's history, oldest first."""
    before = None
    for state, date, said in claim.turns:
        yield Change("step", claim.id, date, said, before, state)
        before = state


def changes_of(claim: Outline) -> Iterator[Change]:
    """Yield everything that happened to a claim after it was published, and the steps of its history."""
    yield from steps_taken(claim)
    if claim.reviewed:
        yield Change("review", claim.id, claim.reviewed)
    for day, kind in claim.corrected:
        yield Change("correction", claim.id, day, correction=kind)
    if claim.withdrawn:
        yield Change("withdrawal", claim.id, claim.withdrawn)


def last_changes(claims: Iterable[Outline], most: int, here: Here) -> tuple[ChangeView, ...]:
    """Return what happened last to some claims, newest first, up to the day of the build."""
    today = here.edition.settings.today
    found: list[tuple[dt.date, str, Change]] = []
    # Nothing happened to a claim after its last modification, so most of them need not be asked.
    for claim in sorted(claims, key=_modified, reverse=True):
        if len(found) >= most and claim.modified < found[most - 1][0]:
            break
        dated = [(day, claim.id, c) for c in changes_of(claim) if (day := c.earliest) and day <= today]
        if dated:
            found = sorted([*found, *dated], key=_newest_first)[:most]
    return tuple(change_view(change, here) for _, _, change in found)


def _modified(claim: Outline) -> dt.date:
    return claim.modified


def _newest_first(dated: tuple[dt.date, str, Change]) -> tuple[int, str]:
    return -dated[0].toordinal(), dated[1]


def change_view(change: Change, here: Here) -> ChangeView:
    """Return a change as pages show it."""
    claim = here.edition.site.claims[change.claim]
    return ChangeView(
        claim=here.claim(claim),
        what=_what(change, claim, here),
        what_language=verdict_languages(claim, here)[0] if change.kind == "review" else None,
        tone=_tone(change, claim),
        before=here.named(change.before) if change.before else None,
        date=here.date(change.date) if change.date else change.said,
        datetime=str(change.date) if change.date else None,
    )


def _tone(change: Change, claim: Checked) -> Literal["plain", "supports", "contradicts", "uncertain"]:
    if change.kind == "step":
        return tone_of(change.after or "")
    if change.kind == "review" and claim.verdict:
        return tone_of(claim.verdict.id)
    return "contradicts" if change.kind == "withdrawal" else "plain"


def _what(change: Change, claim: Checked, here: Here) -> str:
    if change.after:
        return here.named(change.after)
    if change.kind == "review" and claim.verdict:
        return verdict_words(claim.verdict, here)[0]
    return here.say(CORRECTIONS[change.correction]) if change.correction else here.say("Withdrawn")


def since(here: Here) -> dt.date:
    """Return the first day of the month that ends with the day of the build."""
    return here.edition.settings.today - MONTH


def moves_of(claims: Iterable[Outline], here: Here) -> Moves:
    """Return which states some claims left and reached in the last month, the most frequent change first."""
    today, first = here.edition.settings.today, since(here)
    known = tuple(claims)
    found: dict[tuple[str | None, str], list[Change]] = defaultdict(list)
    for claim in dict.fromkeys(_of_late(known, first.year)):
        for change in steps_taken(known[claim]):
            if _is_told(change, today) and change.after and (change.latest or first) >= first:
                found[change.before, change.after].append(change)
    order = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0][0] or "", pair[0][1]))
    return Moves(
        since=here.date(first),
        rows=tuple(_move(before, after, changes, here) for (before, after), changes in order[:_MOST_MOVES]),
        more=max(0, len(order) - _MOST_MOVES),
        last=change_view(last, here) if not order and (last := _last_step(known, today)) else None,
    )


def _of_late(claims: Iterable[Outline], year: int) -> Iterator[int]:
    """Yield the number of a claim for each step that it has taken in a year or later."""
    for number, claim in enumerate(claims):
        for _, date, _ in claim.turns:
            if date and date.year >= year:
                yield number


def _last_step(claims: Iterable[Outline], today: dt.date) -> Change | None:
    """Return the last step that some claims have taken; of those of one day the first."""
    found: tuple[tuple[dt.date, int], Change] | None = None
    for index, claim in sorted(enumerate(claims), key=lambda pair: pair[1].modified, reverse=True):
        if found and claim.modified < found[0][0]:
            break
        for change in steps_taken(claim):
            if _is_told(change, today) and (day := change.earliest) and (not found or found[0] < (day, -index)):
                found = (day, -index), change
    return found[1] if found else None


def _is_told(change: Change, today: dt.date) -> bool:
    return change.earliest is not None and change.earliest <= today


def _move(before: str | None, after: str, changes: list[Change], here: Here) -> Move:
    named = changes[:_MOST_NAMED]
    return Move(
        before=here.named(before) if before else None,
        after=here.named(after),
        tone=tone_of(after),
        claims=tuple(here.claim(here.edition.site.claims[change.claim]) for change in named),
        total=len(changes),
        more=len(changes) - len(named),
    )


def waiting(claims: Iterable[Outline], most: int, here: Here) -> tuple[tuple[OpenRow, ...], int]:
    """Return the claims that are to be checked again, the next first, and how many are left out."""
    due = [c for c in claims if c.recheck_by and c.state != "withdrawn"]
    due.sort(key=lambda c: (c.recheck_by or dt.date.max, c.id))
    return tuple(open_row(c, here) for c in due[:most]), max(0, len(due) - most)


def still_open(claims: Iterable[Outline], most: int, here: Here) -> tuple[tuple[OpenRow, ...], int]:
    """Return the claims in which something is open, those with most first, and how many are left out."""
    settings = here.edition.settings
    found = [(number, c) for c in claims if c.state != "withdrawn" and (number := sum(_open(c, settings)))]
    found.sort(key=lambda pair: (-pair[0], pair[1].recheck_by or dt.date.max, pair[1].id))
    return tuple(open_row(c, here, _reasons(c, here)) for _, c in found[:most]), max(0, len(found) - most)


def open_row(claim: Outline, here: Here, reasons: tuple[str, ...] = ()) -> OpenRow:
    """Return a claim that waits."""
    due = claim.recheck_by
    return OpenRow(
        claim=here.claim(here.edition.site.claims[claim.id]),
        reasons=reasons,
        due=here.date(due) if due else None,
        due_datetime=due.isoformat() if due else None,
        late=due is not None and due < here.edition.settings.today,
    )


def _open(claim: Outline, settings: Settings) -> tuple[bool, ...]:
    """Tell what is open in a claim: its state, its evidence, what its sources say, an answer, its age."""
    return (
        claim.standing in UNSETTLED,
        claim.level == "contested",
        claim.differs,
        claim.waits,
        stale_since(claim, claim.modified, settings) is not None,
    )


def _reasons(claim: Outline, here: Here) -> tuple[str, ...]:
    """Return in words what is open in a claim."""
    words = (
        here.named(claim.standing) if claim.standing else "",
        here.say("Contested"),
        here.say("Sources differ"),
        here.say("Waits for a reply"),
        here.say("May be out of date"),
    )
    return tuple(word for word, is_open in zip(words, _open(claim, here.edition.settings), strict=True) if is_open)
