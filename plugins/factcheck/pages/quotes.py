"""Proven quotes as templates show them: in runs, in their paragraph, and with what repeats the proof."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby
from typing import TYPE_CHECKING

from factcheck.text import CONTEXT, OMISSION, Span
from factcheck.text_fragments import fragment
from factcheck.views import Link, ProofView, Quote, Segment, replace
from factcheck.wording import direction_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.model import ArchivedSource, Capture, Proof
    from factcheck.pages.edition import Edition
    from factcheck.pages.here import Here
    from factcheck.text import Block


def text_path(source_id: str, capture: Capture) -> str:
    """Return where the frozen text of a capture is published; its name changes with its content."""
    return f"sources/{source_id}/text-{capture.sha256[:12]}.txt"


def text_fragment(proof: Proof, edition: Edition) -> str:
    """Return the text fragment that leads to a quote in its source; empty where there is none that is sure."""
    capture = proof.capture
    key = ("fragment", capture.sha256, offsets(proof))
    return edition.sayings.of(key, lambda: fragment(capture.text, capture.blocks, proof.pieces))


def at_fragment(url: str, found: str) -> str:
    """Return an address with a text fragment added, if there is one; a fragment of its own stays before it."""
    return f"{url}{'' if '#' in url else '#'}{found}" if found else url


def offsets(proof: Proof) -> str:
    """Return the start and end of each piece, such as ``733–806``."""
    return ", ".join([f"{piece.start}–{piece.end}" for piece in proof.pieces])


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
    slices = ", ".join([f"t[{p.start}:{p.end}]" for p in proof.pieces])
    view = capture_view(source, proof.capture, here, positions=offsets(proof), slices=slices if published else None)
    found = text_fragment(proof, here.edition)
    text = view.text and replace(view.text, href=at_fragment(view.text.href or "", found))
    elsewhere = tuple(_elsewhere(source, proof.capture, found, here))
    is_marked = bool(found and (text or elsewhere))
    return replace(view, page=_page_words(proof, here), text=text, elsewhere=elsewhere, marked=is_marked)


def _page_words(proof: Proof, here: Here) -> str | None:
    """Return where to look in a document with pages, such as ``pages 3–4 of the PDF``."""
    pages = proof.pages
    if not pages:
        return None
    runs = [list(run) for _, run in groupby(pages, key=lambda page: page - pages.index(page))]
    numbers = ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    if proof.capture.snapshot.is_pdf:
        return here.count(len(pages), "page %(where)s of the PDF", "pages %(where)s of the PDF", where=numbers)
    return here.count(len(pages), "page %(where)s of the document", "pages %(where)s of the document", where=numbers)


def _elsewhere(source: ArchivedSource, capture: Capture, found: str, here: Here) -> Iterator[Link]:
    """Yield links to a source's own page and to a copy in an archive, each at the quote."""
    record = source.record
    addresses = ((here.say("The page itself"), record.url), (here.say("A copy in an archive"), record.archive_url))
    yield from (robust_link(text, at_fragment(url, found), source, capture, here) for text, url in addresses if url)


def robust_link(text: str, url: str, source: ArchivedSource, capture: Capture | None, here: Here) -> Link:
    """Return a link to a source's own page or to a copy of it, with what finds the copy when the page is gone.

    The attributes are those of https://robustlinks.mementoweb.org/spec/, which asks for whole days. Where no archive
    is known, our own page of the source is the copy, if it shows the text.
    """
    record, siteurl = source.record, here.edition.settings.siteurl
    ours = f"{siteurl}/sources/{record.id}/" if siteurl and capture and record.rights == "full-text" else None
    version = record.archive_url or ours
    captured = capture.snapshot.captured if capture else None
    return Link(
        text=text,
        href=url,
        external=True,
        original=record.url if version or captured else None,
        version=version if version != url.partition("#")[0] else None,
        version_date=str(captured) if captured and captured.day else None,
    )


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
        page=None,
        text=Link(text=here.say("The frozen text"), href=here.href(path)) if published else None,
        elsewhere=(),
        marked=False,
        command=_command(path, here, slices) if slices else None,
    )


def _command(path: str, here: Here, slices: str) -> str:
    siteurl = here.edition.settings.siteurl
    name = path.rpartition("/")[2]
    fetch = f"curl -sO {siteurl}/{path}\n" if siteurl else ""
    read = f"open('{name}', encoding='utf-8', newline='').read()"
    return f'{fetch}sha256sum {name}\npython3 -c "t = {read}; print({slices})"'
