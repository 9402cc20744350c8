"""Every quote of a corpus against its source: proofs, and problems for whatever is not proven."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from factcheck.codes import problem
from factcheck.meant import did_you_mean
from factcheck.model import Pledge, Proof
from factcheck.problems import Path
from factcheck.quotes import Miss, missed, resolve
from factcheck.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from factcheck.captures import Captures, Mismatch
    from factcheck.corpus import Corpus
    from factcheck.model import Capture, Claim, Selector
    from factcheck.problems import Places, Problem

Key = tuple[str, Path]


@dataclass(frozen=True, slots=True)
class Proofs:
    """What was proven, by record id and path into the record and by source, and what was not."""

    found: dict[Key, Proof]
    of_source: dict[str, list[tuple[Key, Proof]]]
    problems: tuple[Problem, ...]


def prove(corpus: Corpus, known: Mapping[Key, Proof] = MappingProxyType({})) -> Proofs:
    """Resolve every quote that is not ``known`` to be proven.

    Quotes lost to a changed file are listed in the hint of that file's problem.
    """
    found: dict[Key, Proof] = {}
    problems: list[Problem] = []
    lost: dict[str, list[str]] = {}
    for record_id, places, path, selector in all_selectors(corpus):
        result = known.get((record_id, path)) or _prove_one(selector, path, places, corpus)
        if isinstance(result, Proof):
            # A record with errors is published nowhere: what it quotes well counts for nothing.
            if record_id in corpus.claims or record_id in corpus.sources:
                found[record_id, path] = result
        elif isinstance(result, Miss):
            lost.setdefault(selector.source, []).append(f"{places.path}:{places.value(*path, 'exact').line}")
        elif result:
            problems.append(result)
    for source_id, captures in corpus.captures.items():
        problems.extend(_mismatch(m, lost.get(source_id, [])) for m in captures.mismatches)
    return proofs_of(found, tuple(problems))


def proofs_of(found: dict[Key, Proof], problems: tuple[Problem, ...]) -> Proofs:
    """Return proofs by their sources too."""
    of_source: dict[str, list[tuple[Key, Proof]]] = {}
    for key, proof in found.items():
        of_source.setdefault(proof.source, []).append((key, proof))
    return Proofs(found, of_source, problems)


def selectors(claim: Claim) -> Iterator[tuple[Path, Selector]]:
    """Yield every quote of a claim with its path in the record."""
    yield ("quote",), claim.quote
    if isinstance(claim.terms, Pledge) and claim.terms.condition:
        yield ("condition",), claim.terms.condition
    for index, item in enumerate(claim.evidence):
        if item.selector:
            yield ("evidence", index), item.selector
    for number, step in enumerate(claim.status):
        for index, item in enumerate(step.evidence):
            if item.selector:
                yield ("status", number, "evidence", index), item.selector
    for index, reply in enumerate(claim.replies):
        if reply.quote:
            yield ("replies", index, "quote"), reply.quote


def all_selectors(corpus: Corpus) -> Iterator[tuple[str, Places, Path, Selector]]:
    """Yield every quote of a corpus: the id and the places of its record, its path there, and its words."""
    for claim in corpus.claims.values():
        yield from ((claim.id, claim.places, path, selector) for path, selector in selectors(claim))
    for entry in corpus.entries:
        if entry.quote:
            yield entry.id, entry.places, ("quote",), entry.quote
    for source in corpus.sources.values():
        for index, passage in enumerate(source.not_claims):
            yield source.id, source.places, ("not_claims", index), passage.selector


def _prove_one(selector: Selector, path: Path, places: Places, corpus: Corpus) -> Proof | Miss | Problem | None:
    """Return a proof, a miss that a changed file explains, a problem, or None where another problem says it all."""
    source = corpus.sources.get(selector.source)
    if source is None:
        return None
    captures = corpus.captures[source.id]
    if not source.snapshots:
        code = "quote-source-not-archived" if path[-1] in {"quote", "condition"} else "evidence-not-archived"
        return problem(code, places.value(*path, "source"), found=source.id)
    if selector.snapshot and all(s.file != selector.snapshot for s in source.snapshots):
        better = did_you_mean(selector.snapshot, [s.file for s in source.snapshots])
        place = places.value(*path, "snapshot")
        return problem("snapshot-unknown", place, found=selector.snapshot, better=better)
    wanted = selector.snapshot or source.snapshots[-1].file
    if capture := _capture(captures, wanted):
        result = resolve(selector, capture)
        return result if isinstance(result, Proof) else _problem(_elsewhere(result, selector, corpus), path, places)
    return _against_changed_file(selector, captures, wanted)


def _elsewhere(miss: Miss, selector: Selector, corpus: Corpus) -> Miss:
    """Name the source that has the words, if another one does."""
    words = folded(selector.exact)
    for id_, captures in corpus.captures.items():
        is_another = miss.code == "quote-not-found" and id_ != selector.source and captures.good
        if is_another and words in captures.good[-1].folded.text:
            return replace(miss, words={**miss.words, "hint": f"These words stand in another source: {id_}."})
    return miss


def _capture(captures: Captures, file: str) -> Capture | None:
    return next((c for c in captures.good if c.snapshot.file == file), None)


def _against_changed_file(selector: Selector, captures: Captures, file: str) -> Proof | Miss | None:
    """A file whose digest is wrong proves nothing; its text only tells which quotes it lost."""
    for mismatch in captures.mismatches:
        if mismatch.capture and mismatch.capture.snapshot.file == file:
            result = resolve(selector, mismatch.capture)
            return result if isinstance(result, Miss) else None
    has_no_text = any(mismatch.file == file for mismatch in captures.mismatches)
    return Miss("quote-not-found", {}) if has_no_text else None


def _problem(miss: Miss, path: Path, places: Places) -> Problem:
    place = places.value(*path, *miss.field)
    if path[0] == "not_claims" and miss.code != "quote-context-not-found":
        words = {"found": miss.words.get("found", ""), "hint": miss.words.get("hint", "")}
        return problem("not-claim-not-found", place, **words) if miss.code == "quote-not-found" else missed(miss, place)
    return missed(miss, place)


def _mismatch(mismatch: Mismatch, lost: list[str]) -> Problem:
    listed = "\nQuotes that no longer stand in it: " + ", ".join(lost) + "." if lost else ""
    return problem("digest-mismatch", mismatch.place, file=mismatch.file, found=mismatch.found, lost=listed)
