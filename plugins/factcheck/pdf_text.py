"""PDF to plain text, page by page: the only door to pypdf.

A PDF says where each run of letters stands, and nothing of paragraphs. They are made out by the distance of the lines,
by the size of their letters, and by the marks of a list. The result is frozen beside the capture, like that of HTML.
"""

from __future__ import annotations

import io
import logging
import re
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice, pairwise
from math import hypot
from typing import TYPE_CHECKING, Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError

from factcheck.text import SPACE, canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PAGES = 2_000
MOST_CHARACTERS = 20_000_000
# Distances of lines, as multiples of the size of their letters. Text set double is at 2.3.
_FAR, _WIDE, _LEAST_GAPS = 1.7, 1.25, 4
_TALLER = 1.15

# Letters that a font draws as one. They are two in every other text, and in every quote that somebody types.
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ſt", "ﬆ": "st"})

_SPACES = re.compile(f"[{SPACE}]+")
_ITEM = re.compile(r"(?:[-*•–]|\d{1,3}[.)]) \S")
_SENTENCE_END = re.compile(r"[.!?:;…][”\"’')\]]*$")
_OPEN_END = re.compile(r"[^\W\d_][,\-\u2010\u00ad]?$")


class PdfError(Exception):
    """No text can be taken out of a PDF: the message says why, in a sentence."""


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of a PDF in NFC, and the code point at which each page begins; ``total`` counts all its pages.

    A page without text begins where the next one does.
    """

    text: str
    pages: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page: its baseline from the bottom, and the size of its letters, both in the page's units."""

    text: str
    base: float
    size: float


def read_pdf(data: bytes, *, first: int | None = None) -> PdfText:
    """Return the text of all pages, or of the ``first`` ones. Raises PdfError where there is none to be had."""
    with _silence():
        try:
            blocks, total = _read(data, first)
        except PdfError:
            raise
        except (DependencyError, FileNotDecryptedError) as error:
            message = "The PDF is encrypted, so that its text cannot be read. Save a copy without a password."
            raise PdfError(message) from error
        except Exception as error:
            # On a broken file pypdf raises whatever it runs into.
            raise PdfError(f"The file is no PDF that can be read: {_reason(error)}.") from error
    if not any(blocks):
        raise PdfError("The PDF holds no text: its pages are pictures, as a scanner makes them.")
    return PdfText(*_joined(blocks), total)


def _read(data: bytes, first: int | None) -> tuple[list[list[str]], int]:
    """Return the paragraphs of each page, and how many pages there are."""
    pages = PdfReader(io.BytesIO(data)).pages
    total = len(pages)
    if total > MOST_PAGES:
        raise PdfError(f"The PDF has {total:,} pages; at most {MOST_PAGES:,} are read.")
    return [_blocks(page) for page in islice(pages, first)], total


@contextmanager
def _silence() -> Iterator[None]:
    """Keep what pypdf logs about odd files from the terminal."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:200].rstrip(".") or type(error).__name__


def _joined(pages: list[list[str]]) -> tuple[str, tuple[int, ...]]:
    """Return the text of the pages and where each begins: a blank line parts them, unless a sentence runs on."""
    text = ""
    starts = []
    for blocks in pages:
        if text and blocks:
            text += " " if _runs_on(text, blocks[0]) else "\n\n"
        starts.append(len(text))
        text += "\n\n".join(blocks)
        if len(text) > MOST_CHARACTERS:
            raise PdfError(f"The PDF holds more than {MOST_CHARACTERS:,} characters of text.")
    # A page without text in front of others begins where the text of the next one does.
    for index in range(len(starts) - 2, -1, -1):
        if not pages[index]:
            starts[index] = starts[index + 1]
    return f"{text}\n", tuple(starts)


def _runs_on(before: str, after: str) -> bool:
    """Tell whether a sentence goes on from one page to the next: no mark at its end, a small letter at the start."""
    return after[:1].islower() and _OPEN_END.search(before[-4:]) is not None


def _blocks(page: Any) -> list[str]:
    """Return the paragraphs of a page, each on one line."""
    lines = list(_lines(page))
    if not lines:
        return []
    usual = _usual_gap(lines)
    found = [lines[0].text]
    for before, line in pairwise(lines):
        if _is_apart(before, line, usual):
            found.append(line.text)
        else:
            found[-1] += f" {line.text}"
    return [block for block in (_SPACES.sub(" ", canonical(text)).strip() for text in found) if block]


def _lines(page: Any) -> Iterator[_Line]:
    """Yield the lines of a page in the order in which the file draws them."""
    runs: list[tuple[str, float, float]] = []
    page.extract_text(visitor_text=lambda text, cm, tm, _, size: runs.append((text, *_place(cm, tm, size))))
    parts: list[tuple[str, float, float]] = []
    for text, base, size in [*runs, ("\n", 0.0, 0.0)]:
        for number, part in enumerate(text.split("\n")):
            if number:
                yield from _line(parts)
                parts.clear()
            parts.append((_whole(part).translate(_LIGATURES), base, size))


def _line(parts: list[tuple[str, float, float]]) -> Iterator[_Line]:
    """Yield the line that runs make, unless it is blank; it is as tall as most of its letters."""
    seen = [part for part in parts if part[0].strip()]
    if seen:
        _, base, size = max(seen, key=lambda part: len(part[0].strip()))
        yield _Line(_SPACES.sub(" ", "".join(text for text, *_ in parts)).strip(), base, size)


def _place(cm: list[float], tm: list[float], size: float) -> tuple[float, float]:
    """Return how high a run of text stands, measured across its baseline, and how tall its letters are."""
    x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    up_x, up_y = tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3]
    scale = hypot(up_x, up_y) or 1.0
    return (x * up_x + y * up_y) / scale, abs(size) * scale


def _whole(text: str) -> str:
    """Return a text whose surrogates are joined in pairs; one without its other half becomes U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _gap(before: _Line, line: _Line) -> float:
    return (before.base - line.base) / (line.size or 1.0)


def _is_alike(before: _Line, line: _Line) -> bool:
    small, large = sorted((before.size, line.size))
    return large <= small * _TALLER


def _usual_gap(lines: list[_Line]) -> float:
    """Return the distance at which lines of one paragraph stand on this page."""
    gaps = sorted(gap for a, b in pairwise(lines) if _is_alike(a, b) and (gap := _gap(a, b)) > 0)
    return gaps[len(gaps) // 4] if len(gaps) >= _LEAST_GAPS else _FAR / _WIDE


def _is_apart(before: _Line, line: _Line, usual: float) -> bool:
    """Tell whether a line begins a paragraph."""
    gap = _gap(before, line)
    if not _is_alike(before, line) or _ITEM.match(line.text) or gap > usual * _WIDE:
        return True
    if gap < 0:  # The next column, or a foot that is drawn before the head.
        return not _runs_on(before.text, line.text)
    return gap > _FAR and _SENTENCE_END.search(before.text) is not None and not line.text[:1].islower()
