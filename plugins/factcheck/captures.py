"""Captured files against their records: digests, frozen texts, and whether a new extraction would differ.

A file that is not what its record says still yields its text, so that the caller can tell which quotes were lost.
"""

from __future__ import annotations

import hashlib
from itertools import pairwise
from typing import TYPE_CHECKING

from factcheck.charsets import decoded, marked
from factcheck.codes import problem
from factcheck.model import Capture
from factcheck.problems import Place, Problem
from factcheck.text import blocks, canonical, fold, is_canonical, line_of
from factcheck.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from factcheck.model import FrozenFile, Snapshot, Source

# How many pages of a PDF are read again: as many as show that a newer library reads them otherwise. All of them would
# take more than a second for a hundred pages, at every check.
SAMPLE = 5


class Mismatch(Value, frozen=True):
    """A file whose digest is not the one in the record, and the text that now stands in it, if any."""

    place: Place
    file: str
    found: str
    capture: Capture | None


class Captures(Value, frozen=True):
    """The captures of one source that are as their record says, and what is wrong with the others."""

    good: tuple[Capture, ...]
    mismatches: tuple[Mismatch, ...]
    problems: tuple[Problem, ...]


def read_captures(source: Source, files: Mapping[str, bytes]) -> Captures:
    """Check every snapshot of a source against ``files`` (names below seeds/ to bytes)."""
    good: list[Capture] = []
    mismatches: list[Mismatch] = []
    problems: list[Problem] = []
    for index, snapshot in enumerate(source.snapshots):
        for found in _snapshot(source, index, snapshot, files):
            if isinstance(found, Capture):
                good.append(found)
            elif isinstance(found, Mismatch):
                mismatches.append(found)
            else:
                problems.append(found)
    return Captures(tuple(good), tuple(mismatches), tuple(problems))


def _snapshot(
    source: Source, index: int, snapshot: Snapshot, files: Mapping[str, bytes]
) -> Iterator[Capture | Mismatch | Problem]:
    path = ("snapshots", index)
    data = files.get(snapshot.file)
    if data is None:
        yield problem("snapshot-missing", source.places.value(*path, "file"), found=snapshot.file)
        return
    changed = _digest(data) != snapshot.sha256
    if snapshot.text is None:
        yield from _own_text(source, index, snapshot, data, changed=changed)
        return
    if changed:
        yield Mismatch(source.places.value(*path, "sha256"), snapshot.file, _digest(data), None)
    frozen = files.get(snapshot.text.file)
    if frozen is None:
        yield problem("snapshot-missing", source.places.value(*path, "text", "file"), found=snapshot.text.file)
        return
    yield from _frozen_text(source, index, snapshot, data if not changed else None, frozen)


def _own_text(
    source: Source, index: int, snapshot: Snapshot, data: bytes, *, changed: bool
) -> Iterator[Capture | Mismatch | Problem]:
    """A plain text that is its own frozen text."""
    usable = is_canonical(data) and not snapshot.is_html
    capture = _capture(snapshot, data) if usable else None
    if changed:
        place = source.places.value("snapshots", index, "sha256")
        yield Mismatch(place, snapshot.file, _digest(data), capture)
    elif capture:
        yield capture
    else:
        found = "HTML" if snapshot.is_html else "not plain text in UTF-8, NFC and LF without control characters"
        place = source.places.value("snapshots", index, "file")
        yield problem("frozen-text-missing", place, file=snapshot.file, found=found)


def _frozen_text(
    source: Source, index: int, snapshot: Snapshot, data: bytes | None, frozen: bytes
) -> Iterator[Capture | Mismatch | Problem]:
    """Check the frozen text, and what ``data`` would yield today; None where the capture itself is not as it was."""
    text = snapshot.text
    assert text is not None
    places, path = source.places, ("snapshots", index, "text")
    if not is_canonical(frozen):
        yield problem("frozen-text-not-canonical", places.value(*path, "file"), file=text.file)
        return
    capture = _capture(snapshot, frozen)
    if capture.sha256 != text.sha256:
        yield Mismatch(places.value(*path, "sha256"), text.file, capture.sha256, capture)
        return
    yield capture
    if found := _misplaced_page(text.pages, len(capture.text)):
        yield problem("frozen-text-pages", places.value(*path, "pages"), file=text.file, found=found)
        return
    if data is None:
        return
    again, frozen_part = _extracted(snapshot, data, text), capture.text[: _sampled(text)]
    if again is None:
        return
    if not again.strip() and text.selector:
        yield problem("extraction-empty", places.value(*path, "selector"), found=text.selector, file=snapshot.file)
    elif again.strip() != frozen_part.strip():
        line = str(_first_different_line(again.strip(), frozen_part.strip()))
        yield problem("extraction-differs", places.value(*path, "file"), file=snapshot.file, found=line)


def _misplaced_page(pages: tuple[int, ...], length: int) -> str:
    """Say which page cannot begin where the record says; an empty text if all can."""
    if pages and pages[0]:
        return f"the first begins at {pages[0]}"
    for number, (before, start) in enumerate(pairwise(pages), 2):
        if start < before:
            return f"page {number} begins at {start}, before page {number - 1}"
        if start > length:
            return f"page {number} begins at {start}, and the text has {length} characters"
    return ""


def _sampled(text: FrozenFile) -> int | None:
    """Return the end of the part of a frozen text that is taken again; None for its end."""
    return text.pages[SAMPLE] if len(text.pages) > SAMPLE else None


def _extracted(snapshot: Snapshot, data: bytes, text: FrozenFile) -> str | None:
    """Return the text of a capture as it would be taken today; None where we have no way to take it."""
    if snapshot.is_pdf:
        # Without pages somebody took the text by other means.
        return _pdf_text(data) if text.pages else None
    if snapshot.is_html:
        from factcheck.html_text import text_of  # noqa: PLC0415 - takes a third of the start, and is not always needed

        return text_of(data, text.selector, text.encoding)
    try:
        return canonical(decoded(data, text.encoding) if text.encoding else data.decode(marked(data) or "utf-8"))
    except UnicodeDecodeError:
        return None


def _pdf_text(data: bytes) -> str:
    from factcheck.pdf_text import PdfError, read_pdf  # noqa: PLC0415 - most sites have no PDF and need no pypdf

    try:
        return read_pdf(data, first=SAMPLE).text
    except PdfError:
        return ""


def _first_different_line(one: str, other: str) -> int:
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return line_of(other, same)


def _capture(snapshot: Snapshot, data: bytes) -> Capture:
    text = data.decode("utf-8")
    return Capture(snapshot, text, _digest(data), blocks(text), fold(text))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
