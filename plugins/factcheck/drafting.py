"""A record about to be written: what can be suggested from what exists, and its fields in their order; pure functions.

The values of a draft are text, lists and mappings, as a YAML file holds them. Nothing suggested is ever a fact that
nobody stated: an id, names that stand in the quoted words, topics and chains that other claims have.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from factcheck.corpus import FOLDERS
from factcheck.coverage import claimed_and_listed, sentences
from factcheck.model import Proof, Selector
from factcheck.nearest import nearest_passage, same_but_for_typography
from factcheck.quotes import Miss, resolve
from factcheck.round_trip import record_text
from factcheck.schema import CLAIMS, COMMON, SCHEMAS, Field
from factcheck.text import OMISSION, Span, folded, line_of, pieces
from factcheck.validation import validate
from factcheck.values import replace
from factcheck.yaml_reader import parse

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from factcheck.corpus import Corpus
    from factcheck.model import Capture, Thing
    from factcheck.problems import Problem
    from factcheck.proving import Proofs

Values = dict[str, Any]

_SURNAME = 4
# Words beside a quote that tell two places apart: how many characters are tried.
_CONTEXT = (12, 24, 48, 96, 192)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a source: its words in one line, its 1-based line, and whether a claim quotes some of it."""

    words: str
    line: int
    is_quoted: bool
    span: Span


class FieldError(Exception):
    """A field cannot be set: the message says which and why."""


def passages(capture: Capture, source_id: str, corpus: Corpus, proofs: Proofs) -> list[Passage]:
    """Return the sentences of a capture in their order."""
    live = {claim.id for claim in corpus.claims.values()}
    quoted, _ = claimed_and_listed(capture, source_id, proofs, live)
    found = (span for block in capture.blocks for span in sentences(capture.text, block))
    return [
        Passage(
            words=folded(capture.text[span.start : span.end]),
            line=line_of(capture.text, span.start),
            is_quoted=any(q.start < span.end and span.start < q.end for q in quoted),
            span=span,
        )
        for span in found
    ]


def search(words: str, among: Iterable[Passage], capture: Capture) -> list[Passage]:
    """Return the sentences that hold all of some words, in any order and case; else those nearest to them."""
    wanted = folded(words).casefold().split()
    listed = list(among)
    found = [p for p in listed if all(word in p.words.casefold() for word in wanted)]
    if found or not (near := nearest_passage(folded(words), capture)):
        return found
    return [p for p in listed if near.words in p.words or p.words in near.words or _overlap(near.words, p.words)]


def _overlap(one: str, other: str) -> bool:
    """Tell whether a text ends in the words that another one begins with, or the reverse."""
    first, last = one.split()[:3], one.split()[-3:]
    return " ".join(first) in other or " ".join(last) in other


def joined(chosen: Iterable[Passage], capture: Capture) -> str:
    """Return the words of chosen sentences as one quote, with […] wherever others lie between them."""
    parts: list[Span] = []
    for passage in sorted(chosen, key=lambda p: p.span.start):
        if parts and _follows(parts[-1], passage.span, capture):
            parts[-1] = Span(parts[-1].start, passage.span.end)
        else:
            parts.append(passage.span)
    return OMISSION.join(folded(capture.text[span.start : span.end]) for span in parts)


def _follows(one: Span, other: Span, capture: Capture) -> bool:
    """Tell whether nothing but white space of one block stands between two spans."""
    in_one_block = any(block.start <= one.start and other.end <= block.end for block in capture.blocks)
    return in_one_block and not capture.text[one.end : other.start].strip()


def proven(selector: Selector, capture: Capture, at: int | None = None) -> Selector | Miss:
    """Return a selector that is proven, its words in one line, or why there is none.

    ``at`` is an offset of the text: where words stand more than once, those over it or behind it are meant, and words
    beside them tell them from the others.
    """
    selector = _in_source_marks(replace(selector, exact=folded(selector.exact)), capture)
    result = resolve(selector, capture)
    if isinstance(result, Proof):
        return selector
    if result.code != "quote-ambiguous" or at is None:
        return result
    where = _place_at(folded(pieces(selector.exact)[0]), capture, at)
    return next((found for length in _CONTEXT for found in _beside(selector, capture, where, length)), result)


def _in_source_marks(selector: Selector, capture: Capture) -> Selector:
    """Return a selector with the marks of the source, where its words differ from the source's in nothing else."""
    passage = None if selector.exact in capture.folded.text else nearest_passage(selector.exact, capture)
    if passage and same_but_for_typography(selector.exact, passage.words):
        return replace(selector, exact=passage.words)
    return selector


def _place_at(words: str, capture: Capture, at: int) -> int:
    """Return where folded words stand in the folded text, at the first place that ends behind an offset of the text."""
    text = capture.folded.text
    start = text.find(words)
    while (later := text.find(words, start + 1)) >= 0:
        if capture.folded.original(Span(start, start + len(words))).end > at:
            break
        start = later
    return start


def _beside(selector: Selector, capture: Capture, start: int, length: int) -> Iterator[Selector]:
    """Yield the selectors with some words before or behind that leave only the place wanted."""
    text, end = capture.folded.text, start + len(selector.exact)
    before, behind = text[max(0, start - length) : start], text[end : end + length]
    wanted = capture.folded.original(Span(start, start + 1)).start
    with_prefix = replace(selector, prefix=before.partition(" ")[2])
    for found in (with_prefix, replace(selector, suffix=behind.rpartition(" ")[0])):
        result = resolve(found, capture)
        if isinstance(result, Proof) and result.pieces[0].start == wanted:
            yield found


def fields_of(selector: Selector) -> Values:
    """Return the fields of a quote."""
    found = {"source": selector.source, "exact": selector.exact, "prefix": selector.prefix, "suffix": selector.suffix}
    return {name: words.strip() for name, words in found.items() if words.strip()}


def named_in(text: str, corpus: Corpus, types: Container[str]) -> list[str]:
    """Return the ids of people, organizations and events whose name stands in a text, in the order of the text."""
    words = folded(text)
    found = [
        (place, thing.id)
        for thing in corpus.things.values()
        if thing.kind in types
        and (place := min((at for name in _names(thing) if (at := _place(name, words)) >= 0), default=-1)) >= 0
    ]
    return [id_ for _, id_ in sorted(found)]


def _names(thing: Thing) -> Iterator[str]:
    yield from (thing.name, *thing.alternate_names)
    surname = thing.name.split()[-1]
    if thing.kind == "person" and len(surname) >= _SURNAME:
        yield surname


def _place(name: str, words: str) -> int:
    match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE)
    return match.start() if match else -1


def tags_by_use(corpus: Corpus, source_id: str) -> list[str]:
    """Return the topics of a site: those of claims from the same source first, then by how often they are used."""
    near = Counter(t for c in corpus.claims.values() if c.quote.source == source_id for t in c.tags)
    far = Counter(t for c in corpus.claims.values() for t in c.tags)
    return sorted(far, key=lambda tag: (-near[tag], -far[tag], tag))


def usual_attribution(corpus: Corpus, source_id: str) -> list[Values]:
    """Return the chain that most claims from a source have; that the source reports, where there is none."""
    chains = Counter(c.attribution for c in corpus.claims.values() if c.quote.source == source_id and c.attribution)
    if not chains:
        return [{"who": source_id, "verb": "reports"}]
    links = max(chains, key=lambda chain: (chains[chain], -len(chain)))
    return [{"who": i.who, "verb": i.verb} if i.who else {"unnamed": i.unnamed, "verb": i.verb} for i in links]


def path_of(record_type: str, record_id: str, dossier: str | None) -> str:
    """Return the path of a new record below the site; claims stand in a dossier or at the top of claims/."""
    folder = next((name for name, type_ in FOLDERS.items() if type_ == record_type), dossier)
    return f"claims/{folder}/{record_id}.yaml" if folder else f"claims/{record_id}.yaml"


def ordered(values: Values) -> Values:
    """Return the fields of a record in the order of the guide; what only a kind has stands behind what all have."""
    names = list(COMMON)
    own = [name for name in CLAIMS.get(str(values.get("kind")), {}) if name not in COMMON]
    behind = names.index("about") + 1
    order = [*names[:behind], *own, *names[behind:]]
    place = {name: number for number, name in enumerate(order)}
    return dict(sorted(values.items(), key=lambda item: place.get(item[0], len(place))))


def field_at(record_type: str, path: str) -> Field:
    """Return the field at a dotted path, such as ``attribution.0.who``. Raises FieldError where there is none."""
    field: Field = {"type": "dict", "schema": SCHEMAS[record_type]}
    for part in path.split("."):
        inner = field.get("schema", {})
        is_item = field["type"] == "list" or (isinstance(field["type"], list) and part.isdecimal())
        if is_item == part.isdecimal() and (is_item or part in inner):
            field = inner if is_item else inner[part]
        else:
            raise FieldError(f"A record of kind {record_type} has no field `{path}`.")
    return field


def with_field(values: Values, record_type: str, path: str, text: str) -> Values:
    """Return values with one more field, told as text; a list is parted by commas, or is YAML in brackets.

    Raises FieldError where there is no such field, or the text is no YAML.
    """
    field = field_at(record_type, path)
    value: Any = text
    if text[:1] in ("[", "{") and field["type"] not in ("string", "date", "partial_date"):
        parsed = parse(f"value: {text}\n".encode(), path)
        if parsed.problems or not isinstance(parsed.value, dict):
            raise FieldError(f"`{path}` is no list or group in YAML: {text}")
        value = parsed.value["value"]
    elif field["type"] == "list":
        value = [part.strip() for part in text.split(",") if part.strip()]
    return {**values, **_put(values, path.split("."), value)}


def _put(holder: Any, parts: list[str], value: Any) -> Any:
    if not parts:
        return value
    key, rest = parts[0], parts[1:]
    if key.isdecimal():
        items = list(holder) if isinstance(holder, list) else []
        index = min(int(key), len(items))
        inner = items[index] if index < len(items) else None
        return [*items[:index], _put(inner, rest, value), *items[index + 1 :]]
    fields = dict(holder) if isinstance(holder, dict) else {}
    return {**fields, key: _put(fields.get(key), rest, value)}


def problems_of(values: Values, record_type: str, field: str) -> list[Problem]:
    """Return what is wrong with one field of a draft, whatever else is still missing."""
    is_claim = record_type in CLAIMS
    text = record_text({"kind": record_type, field: values[field]} if is_claim else {field: values[field]})
    parsed = parse(text.encode(), field)
    found = [*parsed.problems, *validate(parsed, "claim" if is_claim else record_type).problems]
    first = parsed.places.key(field).line
    return [p for p in found if p.place.line >= first and p.code != "field-missing"]
