"""What can be mended in a record without anybody's judgement, as a text: a pure function.

Safe is what cannot change a meaning: line ends, a byte order mark, white space at the ends of lines, the Unicode form,
and the typographic marks of a quote, for which the source's own are put in. Everything else stays as it is, comments
and layout among it, because only the one value is written anew.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.model import Proof
from factcheck.nearest import nearest_passage, same_but_for_typography
from factcheck.proving import all_selectors
from factcheck.quotes import resolve
from factcheck.round_trip import with_value
from factcheck.text import folded, pieces
from factcheck.values import replace
from factcheck.yaml_reader import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from factcheck.corpus import Corpus
    from factcheck.model import Capture, Selector
    from factcheck.problems import Path
    from factcheck.proving import Proofs

_FORMS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("byte order mark removed", lambda text: text.removeprefix("\ufeff")),
    ("line ends made LF", lambda text: text.replace("\r\n", "\n").replace("\r", "\n")),
    ("Unicode form made NFC", lambda text: unicodedata.normalize("NFC", text)),
)
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A record's file as it is and as it would be, and what was done, in words."""

    path: str
    before: str
    after: str
    done: tuple[str, ...]


def tidied(data: bytes, path: str) -> Fixed | None:
    """Return a file with its form mended, or None where it is not UTF-8 or nothing needs to be."""
    try:
        before = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    after, done = before, []
    for what, mend in _FORMS:
        if (mended := mend(after)) != after:
            after = mended
            done.append(what)
    stripped = _TRAILING.sub("", after).rstrip("\n") + "\n" if after.strip() else after
    # Inside quotation marks and blocks white space at the end of a line may belong to the text.
    if stripped != after and parse(stripped.encode(), path).value == parse(after.encode(), path).value:
        after = stripped
        done.append("white space at the ends of lines removed")
    return Fixed(path, before, after, tuple(done)) if after != before else None


def with_source_marks(text: str, path: str, quotes: Mapping[Path, str]) -> Fixed | None:
    """Return a file with other words for some quotes, or None where that cannot be done without touching more."""
    after = text
    done = []
    for where, words in quotes.items():
        changed = with_value(after, where, words)
        if changed is None or not _only_changed(after, changed, path, where, words):
            continue
        after = changed
        done.append(f"{'.'.join(map(str, where))}: the source's own marks")
    return Fixed(path, text, after, tuple(done)) if done else None


def _only_changed(before: str, after: str, path: str, where: Path, words: str) -> bool:
    """Tell whether nothing but one value is another one."""
    old, new = parse(before.encode(), path).value, parse(after.encode(), path).value
    holder: object = old
    for part in where[:-1]:
        holder = holder[part]  # type: ignore[index]  # A path of the record that was just read.
    holder[where[-1]] = words  # type: ignore[index]
    return bool(old == new)


def mended_quotes(corpus: Corpus, proofs: Proofs) -> Iterator[tuple[str, Path, str]]:
    """Yield the file, the path and the source's own words of each quote that differs in typography alone."""
    for record_id, places, where, selector in all_selectors(corpus):
        if (record_id, where) in proofs.found or (captures := corpus.captures.get(selector.source)) is None:
            continue
        file = selector.snapshot or corpus.sources[selector.source].snapshots[-1:]
        wanted = file if isinstance(file, str) else next((s.file for s in file), "")
        capture = next((c for c in captures.good if c.snapshot.file == wanted), None)
        if capture and (words := _in_source_marks(selector, capture)):
            yield places.path, (*where, "exact"), words


def _in_source_marks(selector: Selector, capture: Capture) -> str | None:
    """Return a quote in the marks of its source, or None where more than marks differs."""
    found = [_one_piece(folded(piece), capture) for piece in pieces(selector.exact)]
    if not all(found):
        return None
    words = " […] ".join(filter(None, found))
    mended = replace(selector, exact=words, focus=())
    return words if isinstance(resolve(mended, capture), Proof) else None


def _one_piece(words: str, capture: Capture) -> str | None:
    if words in capture.folded.text:
        return words
    passage = nearest_passage(words, capture)
    return passage.words if passage and same_but_for_typography(words, passage.words) else None
