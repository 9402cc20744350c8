"""How much of a source is quoted or listed as no claim, and which of its sentences are not.

Shares count visible characters, which are all but white space. Offsets are code points of the frozen text.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import regex

from factcheck.model import Coverage
from factcheck.text import Span, marker, merged, visible

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from factcheck.corpus import Corpus
    from factcheck.model import Capture
    from factcheck.proving import Proofs
    from factcheck.text import Block

# Where a sentence may end: a full stop, an ellipsis or another terminator, then closing marks, then a space, which
# Chinese and Japanese do without. The sets are Unicode's own (UAX #29, table 4).
_END = regex.compile(r"[\p{SB=ATerm}\p{SB=STerm}…]+\p{SB=Close}*(?=\s)|[。！？｡]+\p{SB=Close}*")
_FULL_STOP = regex.compile(r"\p{SB=ATerm}")
_LAST_WORD = regex.compile(r"(?<!\w)[\p{L}\p{M}][\p{L}\p{M}.'’-]*\Z")
_NEXT = regex.compile(r"\s+[^\p{L}\p{N}]*([\p{L}\p{N}]?)")
_LOWER = regex.compile(r"\p{SB=Lower}")
_INITIAL = regex.compile(r"\p{Lu}|\p{L}(?:\.\p{L})+")
_LINE_END = regex.compile(r"\n")
# Words or numbers, and not only marks between two quotes.
SAYS_SOMETHING = regex.compile(r"[\p{L}\p{N}]")
# Words that are written with a full stop and stand before a name or a number, so that a capital letter follows.
# Where a sentence does end behind one, two sentences are shown as one, which loses nothing.
_ENGLISH = """adm art capt col dr ed eds fig gen gov hon lt maj mr mrs ms mt no nos p pp prof rep rev sen sgt sr st
    vol vs"""
_UKRAINIAN = """акад бул вид вул ген див доц ім інж кв м напр обл оф пл пос пр просп проф р рис род рр с см ст стор
    табл тел т"""
_ARABIC = "أ د ص م هـ"
_ABBREVIATIONS = frozenset(f"{_ENGLISH} {_UKRAINIAN} {_ARABIC}".split())


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A sentence that is not quoted in full: where it stands, its words, and the share of it that is covered."""

    start: int
    end: int
    line: int
    column: int
    text: str
    share: float


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """How much of a source's newest capture is covered; ``path`` is the file of its text below the site."""

    source: str
    path: str
    shares: Coverage
    uncovered: tuple[Uncovered, ...]


def coverage_of(source_ids: Iterable[str], corpus: Corpus, proofs: Proofs) -> list[SourceCoverage]:
    """Return the coverage of each source that has a good capture, by all claims that are no drafts."""
    claims = {claim.id for claim in corpus.claims.values() if claim.state != "draft"}
    found = []
    for source_id in source_ids:
        for capture in corpus.captures[source_id].good[-1:]:
            claimed, listed = claimed_and_listed(capture, source_id, proofs, claims)
            snapshot = capture.snapshot
            file = snapshot.text.file if snapshot.text else snapshot.file
            path = str(PurePosixPath(corpus.sources[source_id].places.path).parent / file)
            left = uncovered(capture, [*claimed, *listed])
            found.append(SourceCoverage(source_id, path, shares(capture, claimed, listed), left))
    return found


def shares(capture: Capture, quoted: Iterable[Span], listed: Iterable[Span]) -> Coverage:
    """Return how much of a capture is quoted, and how much is quoted or listed as no claim."""
    claimed = merged(quoted)
    total = max(1, visible(capture.text))
    return Coverage(
        quoted=_visible_in(claimed, capture.text) / total,
        accounted=_visible_in(merged([*claimed, *listed]), capture.text) / total,
    )


def claimed_and_listed(
    capture: Capture, source_id: str, proofs: Proofs, claims: Container[str]
) -> tuple[list[Span], list[Span]]:
    """Return what stands in the quotes of some claims, and what the source lists as no claim."""
    found = [(key, proof) for key, proof in proofs.of_source.get(source_id, ()) if proof.capture is capture]
    claimed = [
        p for (record_id, path), proof in found if path == ("quote",) and record_id in claims for p in proof.pieces
    ]
    listed = [p for (_, path), proof in found if path[0] == "not_claims" for p in proof.pieces]
    return claimed, listed


def uncovered(capture: Capture, covered: Iterable[Span]) -> tuple[Uncovered, ...]:
    """Return the sentences of a capture in which a letter or a digit is left over, in their order."""
    spans, text = merged(covered), capture.text
    lines = [0, *(found.end() for found in _LINE_END.finditer(text))]
    return tuple(
        _uncovered(sentence, inside, text, lines)
        for block in capture.blocks
        for sentence in sentences(text, block)
        if _leaves_words(sentence, inside := _inside(sentence, spans), text)
    )


def sentences(text: str, block: Block) -> Iterator[Span]:
    """Yield the sentences of a block without the white space around them; a list marker belongs to none.

    A simplification of UAX #29 that knows abbreviations: a sentence ends at a terminator before a space, but not
    at a full stop behind an abbreviation or an initial, nor before a lower-case letter.
    """
    start = marker(text, block).end
    ends = (found.end() for found in _END.finditer(text, start, block.end) if _ends_sentence(found, text, block.end))
    for one, other in pairwise([start, *ends, block.end]):
        part = text[one:other]
        if part.strip():
            yield Span(one + len(part) - len(part.lstrip()), other - len(part) + len(part.rstrip()))


def _ends_sentence(found: regex.Match[str], text: str, limit: int) -> bool:
    following = _NEXT.match(text, found.end(), limit)
    if following and _LOWER.fullmatch(following[1]):
        return False
    if not _FULL_STOP.fullmatch(text, found.start(), found.end()):
        return True
    word = _LAST_WORD.search(text[max(0, found.start() - 40) : found.start()])
    return word is None or not (_INITIAL.fullmatch(word[0]) or word[0].lower() in _ABBREVIATIONS)


def _uncovered(sentence: Span, inside: list[Span], text: str, lines: list[int]) -> Uncovered:
    words = text[sentence.start : sentence.end]
    line = bisect_right(lines, sentence.start)
    return Uncovered(
        start=sentence.start,
        end=sentence.end,
        line=line,
        column=sentence.start - lines[line - 1] + 1,
        text=words,
        share=_visible_in(inside, text) / max(1, visible(words)),
    )


def _inside(sentence: Span, spans: list[Span]) -> list[Span]:
    """Return the parts of disjoint spans, given in order, that stand in a sentence."""
    found = []
    for index in range(bisect_right(spans, sentence.start, key=_end), len(spans)):
        if spans[index].start >= sentence.end:
            break
        found.append(Span(max(spans[index].start, sentence.start), min(spans[index].end, sentence.end)))
    return found


def _end(span: Span) -> int:
    return span.end


def _leaves_words(sentence: Span, inside: list[Span], text: str) -> bool:
    edges = [sentence.start, *(edge for span in inside for edge in (span.start, span.end)), sentence.end]
    return any(SAYS_SOMETHING.search(text, one, other) for one, other in zip(edges[::2], edges[1::2], strict=True))


def _visible_in(spans: Iterable[Span], text: str) -> int:
    return sum(visible(text[s.start : s.end]) for s in spans)
