"""The text of a source in blocks and runs: cut where a quote begins or ends, so that every run knows who quotes it.

Blocks and marks are walked once, in their order, so that a text with thousands of quotes costs no more a quote than
a short one. The runs of a block with its list marker are its text, code point for code point.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from factcheck.coverage import SAYS_SOMETHING
from factcheck.text import Span, marker
from factcheck.views import BlockKind, BlockView, Note, Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from factcheck.model import Capture
    from factcheck.text import Block

_DEEPEST = 4
_LONGEST_HEADING = 90


@dataclass(frozen=True, slots=True)
class Passage:
    """The pieces of a text that a claim quotes; ``note`` is the claim beside it. Without a note: listed as no claim."""

    pieces: tuple[Span, ...]
    note: Note | None


class _Mark(NamedTuple):
    """A piece of a passage; ``order`` tells marks of one place apart."""

    start: int
    end: int
    order: int


def blocks_of(capture: Capture, passages: Sequence[Passage]) -> Iterator[BlockView]:
    """Yield each block of a text, with the passages marked and the notes of those that begin in it."""
    marks = sorted(_Mark(s.start, s.end, i) for i, p in enumerate(passages) for s in p.pieces if s.start < s.end)
    begun = _begun(passages)
    starts = sorted(begun)
    inside: list[_Mark] = []
    at = first = 0
    for block in capture.blocks:
        while at < len(marks) and marks[at].start < block.end:
            inside.append(marks[at])
            at += 1
        inside = [mark for mark in inside if mark.end > block.start]
        while first < len(starts) and starts[first] < block.start:
            first += 1
        here = list(_until(starts, first, block.end))
        lead = _lead(capture.text, block, inside)
        yield BlockView(
            kind=_block_kind(capture.text, block),
            marker=capture.text[lead.start : lead.end],
            runs=tuple(_runs(capture.text, Span(lead.end, block.end), inside, passages, begun)),
            notes=tuple(note for start in here for note in begun[start]),
        )


def _begun(passages: Sequence[Passage]) -> Mapping[int, list[Note]]:
    """Return the notes of the claims whose quote begins at an offset."""
    found: dict[int, list[Note]] = defaultdict(list)
    for passage in passages:
        if passage.note:
            found[passage.pieces[0].start].append(passage.note)
    return dict(found)


def _until(starts: Sequence[int], first: int, end: int) -> Iterator[int]:
    while first < len(starts) and starts[first] < end:
        yield starts[first]
        first += 1


def _lead(text: str, block: Block, inside: Sequence[_Mark]) -> Span:
    """Return the list marker of a block; none where a quote begins with it, for then it is a part of the passage."""
    found = marker(text, block)
    is_quoted = any(mark.start < found.end for mark in inside)
    return Span(block.start, block.start) if is_quoted else found


def _block_kind(text: str, block: Block) -> BlockKind:
    words = text[block.start : block.end].strip()
    is_short = len(words) <= _LONGEST_HEADING and "\n" not in words
    closed = not words[-1:].isalnum()
    return "item" if block.kind == "item" else "heading" if is_short and not closed else "paragraph"


def _runs(
    text: str,
    span: Span,
    marks: Sequence[_Mark],
    passages: Sequence[Passage],
    begun: Mapping[int, list[Note]],
) -> Iterator[Run]:
    """Cut a block at each edge of a mark; ``marks`` are in order."""
    edges = {span.start, span.end, *(e for m in marks for e in (m.start, m.end) if span.start < e < span.end)}
    active: list[_Mark] = []
    at = 0
    for start, end in pairwise(sorted(edges)):
        while at < len(marks) and marks[at].start <= start:
            active.append(marks[at])
            at += 1
        active = [mark for mark in active if mark.end > start]
        yield _run(text[start:end], active, passages, begun.get(start, ()))


def _run(text: str, marks: Sequence[_Mark], passages: Sequence[Passage], begun: Sequence[Note]) -> Run:
    # The claims stand in the order of the page; one that quotes a place twice counts once.
    found = dict.fromkeys(mark.order for mark in sorted(marks, key=lambda m: m.order))
    notes = [note for order in found if (note := passages[order].note)]
    quoting = [mark for mark in marks if passages[mark.order].note]
    shortest = min(quoting, key=lambda mark: (mark.end - mark.start, mark.order), default=None)
    nearest = passages[shortest.order].note if shortest else None
    return Run(
        text=text,
        claims=tuple(note.card.id for note in notes),
        numbers=tuple(note.number for note in notes),
        anchors=tuple(note.card.id for note in begun),
        href=nearest.card.href if nearest else None,
        depth=min(len(notes), _DEEPEST),
        unclaimed=not marks and SAYS_SOMETHING.search(text) is not None,
    )
