"""Proven quotes as templates show them: in runs, in their paragraph, and with what repeats the proof."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from factcheck.text import CONTEXT, OMISSION, Span
from factcheck.views import Link, ProofView, Quote, Segment
from factcheck.wording import direction_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.model import ArchivedSource, Capture, Proof
    from factcheck.pages.here import Here
    from factcheck.text import Block


def text_path(source_id: str, capture: Capture) -> str:
    """Return where the frozen text of a capture is published; its name changes with its content."""
    return f"sources/{source_id}/text-{capture.sha256[:12]}.txt"


def offsets(proof: Proof) -> str:
    """Return the start and end of each piece, such as ``733–806``."""
    return ", ".join(f"{piece.start}–{piece.end}" for piece in proof.pieces)


def quote_view(proof: Proof, here: Here, anchor: str = "") -> Quote:
    """Return a quote with its focus marked, and the paragraph it stands in."""
    source = here.edition.site.sources[proof.source].record
    return Quote(
        segments=tuple(_segments(proof)),
        source=here.source(proof.source, anchor),
        language=source.language,
        direction=direction_of(source.language),
        offsets=offsets(proof),
        in_place=tuple(_in_place(proof, full=source.rights == "full-text")),
    )


def _segments(proof: Proof) -> Iterator[Segment]:
    for number, piece in enumerate(proof.pieces):
        if number:
            yield Segment(text=OMISSION, kind="omission")
        yield from _piece(proof, piece)


def _piece(proof: Proof, piece: Span) -> Iterator[Segment]:
    text, at = proof.capture.text, piece.start
    for focus in proof.focus:
        start, end = max(focus.start, at), min(focus.end, piece.end)
        if start < end:
            if at < start:
                yield Segment(text=text[at:start], kind="words")
            yield Segment(text=text[start:end], kind="focus")
            at = end
    if at < piece.end:
        yield Segment(text=text[at : piece.end], kind="words")


def _in_place(proof: Proof, *, full: bool) -> Iterator[Segment]:
    """Yield the paragraphs of the pieces: whole, or with 32 characters a side. Whatever is left out is marked."""
    text, shown = proof.capture.text, 0
    for number, piece in enumerate(proof.pieces):
        block = proof.capture.blocks[bisect_right(proof.capture.blocks, piece.start, key=_start) - 1]
        start = max(shown, block.start if full else max(block.start, piece.start - CONTEXT))
        end = min((p.start for p in proof.pieces[number + 1 :] if p.start < block.end), default=block.end)
        end = end if full else min(end, piece.end + CONTEXT)
        if start > (shown if number else block.start):
            yield Segment(text=OMISSION if number else "… ", kind="omission")
        if start < piece.start:
            yield Segment(text=text[start : piece.start], kind="context")
        yield from _piece(proof, piece)
        if piece.end < end:
            yield Segment(text=text[piece.end : end], kind="context")
        shown = end
        if number + 1 == len(proof.pieces) and end < block.end:
            yield Segment(text=" …", kind="omission")


def _start(block: Block) -> int:
    return block.start


def proof_view(proof: Proof, here: Here) -> ProofView:
    """Return what a reader needs to repeat the proof."""
    source = here.edition.site.sources[proof.source]
    published = source.record.rights == "full-text"
    slices = " ".join(f"t[{p.start}:{p.end}]," for p in proof.pieces).rstrip(",")
    return capture_view(source, proof.capture, here, positions=offsets(proof), slices=slices if published else None)


def capture_view(
    source: ArchivedSource, capture: Capture, here: Here, *, positions: str, slices: str | None
) -> ProofView:
    """Return the digests of a capture, and the command that prints slices of its text."""
    path = text_path(source.record.id, capture)
    published = source.record.rights == "full-text"
    return ProofView(
        digest=capture.sha256,
        captured=here.date(capture.snapshot.captured),
        file=capture.snapshot.file,
        file_digest=capture.snapshot.sha256,
        offsets=positions,
        text=Link(text=here.say("The frozen text"), href=here.href(path)) if published else None,
        command=_command(path, here, slices) if slices else None,
    )


def _command(path: str, here: Here, slices: str) -> str:
    siteurl = here.edition.settings.siteurl
    name = path.rpartition("/")[2]
    fetch = f"curl -sO {siteurl}/{path}\n" if siteurl else ""
    read = f"open('{name}', encoding='utf-8', newline='').read()"
    return f'{fetch}sha256sum {name}\npython3 -c "t = {read}; print({slices})"'
