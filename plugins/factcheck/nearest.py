"""What an editor meant who wrote a quote that is not there: the nearest passage, how it differs, and what to do.

Nearness only feeds hints. It never proves anything.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from factcheck.meant import other_script
from factcheck.text import Span, folded, is_boundary, line_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rapidfuzz.distance import Opcode

    from factcheck.model import Capture

_BLOCKS = 12
_LEAST = 50.0
_KEPT = 3
_FORGOTTEN = 3
# Characters within which a word that was left out may lie.
_NEAR = 40
_PUNCTUATION = frozenset(".,;:!?…\"'“”‘’«»()")
_QUOTES = "\"'“”„‘’‚«»"
_ENDS = ".,;:!?…\"'“”‘’«»() "
# Marks that text programs put for one another; all others differ in meaning.
_TYPOGRAPHY = str.maketrans(
    dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′`´ʼ", "'") | dict.fromkeys("‐‑‒–—―−", "-") | {"…": "..."}
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u202a-\u202e]")
FIX = "“factcheck fix” can mend this."


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a source that come nearest, and the 1-based line where their block begins."""

    words: str
    line: int


def nearest_passage(words: str, capture: Capture) -> Passage | None:
    """Return the passage that comes nearest to folded words, or None where less than half of it is alike."""
    words = unicodedata.normalize("NFC", _INVISIBLE.sub("", words))
    if (at := _in_other_case(words, capture.folded.text)) >= 0:
        line = line_of(capture.text, capture.folded.original(Span(at, at + len(words))).start)
        return Passage(capture.folded.text[at : at + len(words)], line)
    blocks = [folded(capture.text[b.start : b.end]) for b in capture.blocks]
    likely = process.extract(words, blocks, scorer=fuzz.token_set_ratio, limit=_BLOCKS)
    best: tuple[float, str, int] | None = None
    for block, _, index in likely:
        aligned = fuzz.partial_ratio_alignment(words, block)
        if aligned and (best is None or aligned.score > best[0]):
            start, end = _stretched(block, aligned.dest_start, aligned.dest_end, words.split(" "))
            best = (aligned.score, _whole_words(block, start, end, words), index)
    if best is None or best[0] < _LEAST or not best[1]:
        return None
    return Passage(best[1], line_of(capture.text, capture.blocks[best[2]].start))


def _in_other_case(words: str, text: str) -> int:
    """Return where words stand as whole words in a text but for capital and small letters; -1 if nowhere."""
    if len(text.lower()) != len(text) or len(words.lower()) != len(words):
        return -1  # In some languages a small letter takes more room than its capital one.
    at = text.lower().find(words.lower())
    return at if at >= 0 and is_boundary(text, at) and is_boundary(text, at + len(words)) else -1


def hint(words: str, capture: Capture) -> str:
    """Say what is wrong with folded words that a source does not have, and what to do."""
    inner = words.strip(_QUOTES)
    if inner and inner != words and inner in capture.folded.text:
        return "The source has these words without the quotation marks around them: leave the marks out."
    if (parts := _two_places(words, capture.folded.text)) and len(parts) > 1:
        return f"These are words from two places. Put […] between them: “{' […] '.join(parts)}”."
    passage = nearest_passage(words, capture)
    if passage is None:
        return "Nothing in the source comes near. Is it from another source?"
    where = f"The nearest passage is on line {passage.line} of the source: “{passage.words}”."
    told = advice(words, passage.words)
    if not same_but_for_typography(words, passage.words):
        told += _look_alike(words, passage.words)
    return "\n".join([where, told, *difference(words, passage.words)])


def _look_alike(words: str, passage: str) -> str:
    """Name a sign of another script in a word that is not the source's: to the eye the two are equal."""
    parts = words.split(" ")
    differing = (part for step in _steps(words, passage) for part in parts[step.src_start : step.src_end])
    return next(filter(None, map(other_script, differing)), "")


def same_but_for_typography(words: str, passage: str) -> bool:
    """Tell whether two texts differ in typographic marks or in Unicode form alone, and in no letter."""
    return _plain(words) == _plain(passage)


def advice(words: str, passage: str) -> str:
    """Say which everyday mistake a quote is, and what to do about it."""
    return next(text for is_so, text in _ADVICE if is_so(words, passage))


def difference(words: str, passage: str) -> Iterator[str]:
    """Yield the quote and the source, one above the other, with brackets around whatever differs."""
    ours, theirs = words.split(" "), passage.split(" ")
    quote: list[str] = []
    source: list[str] = []
    for step in Levenshtein.opcodes(ours, theirs):
        mine, other = ours[step.src_start : step.src_end], theirs[step.dest_start : step.dest_end]
        if step.tag == "equal":
            kept = _shortened(mine)
            quote += kept
            source += kept
        else:
            quote.append(f"[{' '.join(mine)}]")
            source.append(f"[{' '.join(other)}]")
    yield f"quote:  {' '.join(quote)}"
    yield f"source: {' '.join(source)}"


def _shortened(words: list[str]) -> list[str]:
    return [*words[:_KEPT], "…", *words[-_KEPT:]] if len(words) > 2 * _KEPT + 1 else words


def _steps(words: str, passage: str) -> list[Opcode]:
    steps = Levenshtein.opcodes(words.split(" "), passage.split(" "))
    return [step for step in steps if step.tag != "equal"]


def _plain(text: str) -> str:
    """Return a text in the marks of a typewriter, without what cannot be seen."""
    composed = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text.translate(_TYPOGRAPHY)))
    return " ".join(composed.translate(_TYPOGRAPHY).split())


def _two_places(words: str, text: str) -> list[str]:
    """Return the parts of a quote whose ends stand in a source, each at a place of its own, in order."""
    dotted = [part.strip() for part in re.split(r"\.\.\.|…", words)]
    if len(dotted) > 1 and all(dotted) and all(part in text for part in dotted):
        return dotted
    parts = words.split(" ")
    low, high = 0, len(parts)
    while low < high:  # The longest beginning that the source has.
        middle = (low + high + 1) // 2
        low, high = (middle, high) if " ".join(parts[:middle]) in text else (low, middle - 1)
    first, rest = " ".join(parts[:low]), " ".join(parts[low:])
    if low < _KEPT or len(parts) - low < _KEPT or rest not in text:
        return []
    between = text[text.find(first) + len(first) : text.rfind(rest)]
    # A word or two in between were rather forgotten than left out.
    return [first, rest] if re.search(r"[.!?…]", between) or between.count(" ") > _FORGOTTEN else []


def _stretched(block: str, start: int, end: int, words: list[str]) -> tuple[int, int]:
    """Widen a passage, which is as long as the quote, to the quote's own ends, if they stand near."""
    first, last = block.rfind(words[0], max(0, start - _NEAR), start + len(words[0])), block.find(words[-1], end)
    start = first if first >= 0 else start
    return start, last + len(words[-1]) if end - len(words[-1]) < last < end + _NEAR else end


def _whole_words(block: str, start: int, end: int, words: str) -> str:
    """Widen a passage to whole words, and to the punctuation beside them where the quote has some there."""
    while start > 0 and not is_boundary(block, start):
        start -= 1
    while end < len(block) and not is_boundary(block, end):
        end += 1
    if end < len(block) and not words[-1].isalnum() and block[end] in _PUNCTUATION:
        end += 1
    if start > 0 and not words[0].isalnum() and block[start - 1] in _PUNCTUATION:
        start -= 1
    return block[start:end].strip()


def _is_one_step(tag: str) -> Callable[[str, str], bool]:
    return lambda words, passage: [step.tag for step in _steps(words, passage)] == [tag]


def _is_one_word(words: str, passage: str) -> bool:
    return [(s.tag, s.src_end - s.src_start) for s in _steps(words, passage)] == [("replace", 1)]


# The first that is so counts.
_ADVICE: tuple[tuple[Callable[[str, str], bool], str], ...] = (
    (
        lambda w, p: unicodedata.normalize("NFKC", _INVISIBLE.sub("", w)) == unicodedata.normalize("NFKC", p),
        f"They look alike and differ in Unicode form alone. {FIX}",
    ),
    (same_but_for_typography, f"They differ in typographic marks alone. {FIX}"),
    (
        lambda w, p: w[:1].casefold() == p[:1].casefold() and w[1:] == p[1:],
        "Only the case of the first letter differs: write it as the source does, or begin a word later.",
    ),
    (
        lambda w, p: _plain(w).casefold() == _plain(p).casefold(),
        "Only capital and small letters differ: write them as the source does.",
    ),
    (
        lambda w, p: w.strip(_ENDS) == p.strip(_ENDS),
        "Only the marks at the ends differ: write them as the source does, or leave them out.",
    ),
    (_is_one_step("insert"), "The quote leaves words out: put them back, or write […] in their place."),
    (_is_one_step("delete"), "The quote has words that the source does not have there: take them out."),
    (_is_one_word, "One word differs: write it as the source does."),
    (lambda _w, _p: True, "Copy the words from the source again."),
)
