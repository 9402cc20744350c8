"""Finding a quote in its source: the proof that everything else rests on.

Verbatim means equal code points; any run of white space equals any other, and soft hyphens are ignored. A quote
starts and ends on word boundaries (UAX #29) and stays inside one block, unless ``[…]`` parts it into pieces.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from factcheck.codes import problem
from factcheck.model import Capture, Proof
from factcheck.text import OMISSION, SOFT_HYPHEN, Span, folded, is_boundary, line_of, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.model import Selector
    from factcheck.problems import Path, Place, Problem
    from factcheck.text import Folded

_SHOWN = 160
_MOST_PLACES = 1000


@dataclass(frozen=True, slots=True)
class Miss:
    """Why a quote was not proven: a code, the words for its message, and the field at fault."""

    code: str
    words: dict[str, str]
    field: Path = ("exact",)


class _MissError(Exception):
    def __init__(self, code: str, at: Path = ("exact",), **words: str) -> None:
        super().__init__(code)
        self.miss = Miss(code, words, at)


def resolve(selector: Selector, capture: Capture) -> Proof | Miss:
    """Prove that a quote stands in a capture, or say why not."""
    try:
        wanted = _pieces(selector, capture)
        usable = [_usable(piece, found, selector, capture) for piece, found in wanted]
        chains = _in_order(_in_context(usable, selector, capture.text), [piece for piece, _ in wanted])
        if len(chains) > 1:
            raise _ambiguous(chains, capture.text)
        return _proof(selector, capture, chains[0])
    except _MissError as error:
        return error.miss


def _pieces(selector: Selector, capture: Capture) -> list[tuple[str, list[Span]]]:
    """Return the folded pieces of a quote, each with where it stands.

    There is one where the source itself has the words with their […].
    """
    whole = folded(selector.exact)
    if found := _places(capture.folded, whole):
        return [(whole, found)]
    wanted = [folded(piece) for piece in pieces(selector.exact)]
    if not all(wanted):
        raise _MissError("quote-empty-piece")
    return [(piece, _places(capture.folded, piece)) for piece in wanted]


def _usable(piece: str, places: list[Span], selector: Selector, capture: Capture) -> list[Span]:
    found = _fitting(places, capture)
    if not found:
        from factcheck.nearest import hint  # noqa: PLC0415 - where all is well nobody looks for what is near

        better = hint(piece, capture)
        raise _MissError("quote-not-found", source=selector.source, found=_short(piece), hint=better)
    return found


def _proof(selector: Selector, capture: Capture, spans: tuple[Span, ...]) -> Proof:
    marked: list[Span] = []
    for index, focus in enumerate(selector.focus):
        found = [span for span in _places(capture.folded, folded(focus)) if _inside(span, spans)]
        if len(found) != 1:
            raise _MissError("focus-not-in-quote", ("focus", index), found=focus, times=_times(len(found)))
        marked.append(found[0])
    exact = OMISSION.join(capture.text[s.start : s.end] for s in spans)
    return Proof(selector.source, capture, spans, tuple(sorted(marked)), exact)


def _inside(span: Span, pieces_: tuple[Span, ...]) -> bool:
    return any(piece.start <= span.start and span.end <= piece.end for piece in pieces_)


def _times(count: int) -> str:
    return {0: "not at all", 2: "twice"}.get(count, f"{count} times")


def _places(source: Folded, words: str) -> list[Span]:
    """Return where folded words stand in a text, overlaps included, without regard to boundaries."""
    return [source.original(Span(i, i + len(words))) for i in islice(_indexes(source.text, words), _MOST_PLACES)]


def _indexes(text: str, words: str) -> Iterator[int]:
    index = text.find(words) if words else -1
    while index >= 0:
        yield index
        index = text.find(words, index + 1)


def _fitting(found: list[Span], capture: Capture) -> list[Span]:
    """Keep the places that start and end between words, inside one block; say what is wrong if none does."""
    whole = [s for s in found if is_boundary(capture.text, s.start) and is_boundary(capture.text, _end(capture, s))]
    if found and not whole:
        raise _MissError("quote-splits-word", found=_cut_word(capture.text, found[0]))
    starts = [block.start for block in capture.blocks]
    inside = [s for s in whole if (i := bisect_right(starts, s.start)) and s.end <= capture.blocks[i - 1].end]
    if whole and not inside:
        lines = f"lines {line_of(capture.text, whole[0].start)} and {line_of(capture.text, whole[0].end)} of the source"
        raise _MissError("quote-crosses-block", found=lines)
    return inside


def _end(capture: Capture, span: Span) -> int:
    """Return the end of a span with the soft hyphens that follow: they belong to the word before them."""
    end = span.end
    while capture.text.startswith(SOFT_HYPHEN, end):
        end += 1
    return end


def _cut_word(text: str, span: Span) -> str:
    at = span.end if is_boundary(text, span.start) else span.start
    start = end = at
    while start > 0 and not is_boundary(text, start):
        start -= 1
    while end < len(text) and not is_boundary(text, end):
        end += 1
    return text[start:end]


def _in_order(usable: list[list[Span]], wanted: list[str]) -> list[tuple[Span, ...]]:
    """Return the ways to choose one place a piece so that they follow one another; two are enough to know."""
    chains: list[tuple[Span, ...]] = [()]
    for piece, spans in zip(wanted, usable, strict=True):
        longer = ((*c, s) for c in chains for s in spans if not c or c[-1].end <= s.start)
        chains = list(islice(longer, _MOST_PLACES))
        if not chains:
            raise _MissError("quote-pieces-out-of-order", found=_short(piece))
    return chains


def _in_context(usable: list[list[Span]], selector: Selector, text: str) -> list[list[Span]]:
    """Keep the places of the first piece that the prefix precedes, and of the last that the suffix follows."""
    if selector.prefix and (prefix := folded(selector.prefix)):
        found = _before(text, usable[0][0].start, 40).strip()
        kept = [s for s in usable[0] if _before(text, s.start, len(prefix)).endswith(prefix)]
        usable = [_beside(kept, "prefix", "before", found), *usable[1:]]
    if selector.suffix and (suffix := folded(selector.suffix)):
        found = _after(text, usable[-1][0].end, 40).strip()
        kept = [s for s in usable[-1] if _after(text, s.end, len(suffix)).startswith(suffix)]
        usable = [*usable[:-1], _beside(kept, "suffix", "behind", found)]
    return usable


def _beside(kept: list[Span], field: str, side: str, found: str) -> list[Span]:
    if not kept:
        raise _MissError("quote-context-not-found", (field,), field=field, side=side, found=found)
    return kept


def _before(text: str, index: int, length: int) -> str:
    # A window keeps long texts cheap; folding shortens, so it grows until it holds enough.
    width = 2 * length
    while len(found := folded(text[max(0, index - width) : index])) < length and width < index:
        width *= 2
    return found


def _after(text: str, index: int, length: int) -> str:
    width = 2 * length
    while len(found := folded(text[index : index + width])) < length and index + width < len(text):
        width *= 2
    return found


def _ambiguous(chains: list[tuple[Span, ...]], text: str) -> _MissError:
    lines = [f"line {line_of(text, c[0].start)} (“…{_around(text, c[0])}…”)" for c in chains[:5]]
    more = ", and more" if len(chains) > 5 else ""  # noqa: PLR2004 - five places are enough to see the pattern
    return _MissError("quote-ambiguous", times=str(len(chains)), found=", ".join(lines) + more)


def _around(text: str, span: Span) -> str:
    return folded(text[max(0, span.start - 24) : span.end + 24])[:_SHOWN]


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"


def missed(miss: Miss, place: Place) -> Problem:
    """Make the problem of a miss."""
    return problem(miss.code, place, **miss.words)
