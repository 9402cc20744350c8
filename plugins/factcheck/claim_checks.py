"""Checks of each claim by itself. Each is a generator of problems; its docstring is its rule."""

from __future__ import annotations

import unicodedata
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from factcheck.codes import problem
from factcheck.hedges import first_hedge
from factcheck.ids import as_id
from factcheck.lints import lints
from factcheck.meant import did_you_mean
from factcheck.processes import MOST_PIECES, piece_of, shared_out
from factcheck.proving import selectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from factcheck.corpus import Corpus
    from factcheck.model import Claim, Scale
    from factcheck.problems import Problem
    from factcheck.proving import Proofs
    from factcheck.settings import Settings

LONGEST_CLAIM = 75
# So many are checked at a time.
_PIECE = 200


def histories(claim: Claim, _corpus: Corpus, _proofs: Proofs, _settings: Settings) -> Iterator[Problem]:
    """Each step of a history has evidence, says its time, and is not older than the one before."""
    latest = None
    for index, step in enumerate(claim.status):
        if not step.own_quote and not step.evidence:
            yield problem("status-without-evidence", claim.places.value("status", index))
        if step.as_of is None and not step.as_of_text:
            yield problem("status-undated", claim.places.value("status", index))
        if step.as_of and latest and step.as_of.latest < latest.earliest:
            at = claim.places.value("status", index, "as_of")
            yield problem("status-out-of-order", at, found=str(step.as_of), before=str(latest))
        if step.as_of and (latest is None or latest.earliest < step.as_of.earliest):
            latest = step.as_of


def reviews(claim: Claim, corpus: Corpus, _proofs: Proofs, _settings: Settings) -> Iterator[Problem]:
    """A review explains itself, and its verdict is on the scale."""
    if (review := claim.review) is None:
        return
    scale = corpus.scale
    known = [v.id for v in scale.verdicts]
    if not review.explanation:
        yield problem("review-without-explanation", claim.places.key("review"))
    if review.verdict not in known:
        words = ", ".join(f"“{v}”" for v in known)
        place, better = claim.places.value("review", "verdict"), _better_verdict(review.verdict, scale)
        yield problem("verdict-unknown", place, allowed=words, found=review.verdict, better=better)
    if review.value is not None and not is_inside(review.value, scale.worst, scale.best):
        place = claim.places.value("review", "value")
        yield problem("verdict-scale", place, found=f"the value {review.value:g} is outside")


def _better_verdict(found: str, scale: Scale) -> str:
    named = next((v.id for v in scale.verdicts if same_name(v.name) == same_name(found)), "")
    near = named or as_id(found)
    return did_you_mean(near, [v.id for v in scale.verdicts]) or "Each verdict is explained on the page /labels/."


def same_name(name: str) -> str:
    """Return what is equal of two names that are one to a reader."""
    return unicodedata.normalize("NFKC", name).casefold()


def is_inside(value: float, worst: float | None, best: float | None) -> bool:
    """Tell whether a value stands on a numeric scale."""
    return worst is not None and best is not None and worst <= value <= best


def long_claims(claim: Claim, _corpus: Corpus, _proofs: Proofs, _settings: Settings) -> Iterator[Problem]:
    """A claim's sentence has at most 75 characters."""
    if len(claim.claim) > LONGEST_CLAIM:
        yield problem("claim-too-long", claim.places.value("claim"), found=str(len(claim.claim)))


def withdrawals(claim: Claim, _corpus: Corpus, _proofs: Proofs, _settings: Settings) -> Iterator[Problem]:
    """A withdrawn claim says when and why, and a claim that says so is withdrawn."""
    if claim.state == "withdrawn" and not claim.withdrawal:
        yield problem("withdrawal-missing", claim.places.value("state"))
    if claim.withdrawal and claim.state != "withdrawn":
        yield problem("withdrawal-unstated", claim.places.key("withdrawal"), found=claim.state)


def embargoes(claim: Claim, _corpus: Corpus, _proofs: Proofs, _settings: Settings) -> Iterator[Problem]:
    """A claim is not dated before readers can have seen it."""
    if claim.embargo and claim.published < (ends := claim.embargo.date()):
        place = claim.places.value("published")
        yield problem("embargo-after-published", place, found=str(claim.published), ends=str(ends))


def replies(claim: Claim, _corpus: Corpus, _proofs: Proofs, _settings: Settings) -> Iterator[Problem]:
    """A reply that came back says when and what, and is not older than the question."""
    for index, reply in enumerate(claim.replies):
        path = ("replies", index, "answered")
        if reply.answered is None and (reply.says or reply.quote):
            yield problem("reply-undated", claim.places.value(*path[:2]))
        elif reply.answered and not (reply.says or reply.quote):
            yield problem("reply-without-answer", claim.places.value(*path))
        if reply.answered and reply.answered < reply.on:
            at = claim.places.value(*path)
            yield problem("reply-before-question", at, found=str(reply.answered), asked=str(reply.on))


def second_readers(claim: Claim, _corpus: Corpus, _proofs: Proofs, settings: Settings) -> Iterator[Problem]:
    """Where a site asks for two pairs of eyes, somebody who did not write a claim stands for its review."""
    if not settings.two_pairs_of_eyes or claim.state != "published" or claim.review is None:
        return
    if not claim.written_by:
        yield problem("review-author-missing", claim.places.key("review"))
    elif claim.lacks_second_reader:
        named = ", ".join(claim.review.reviewers)
        found = f"it names only {named}" if named else "it names nobody"
        yield problem("review-by-author-alone", claim.places.value("review", "reviewers"), found=found)


def omissions(claim: Claim, corpus: Corpus, proofs: Proofs, _settings: Settings) -> Iterator[Problem]:
    """Words left out of a quote hold no negation and no hedge."""
    for path, _ in selectors(claim):
        if proof := proofs.found.get((claim.id, path)):
            for before, after in pairwise(proof.pieces):
                omitted = proof.capture.text[before.end : after.start]
                if word := first_hedge(omitted, corpus.sources[proof.source].language):
                    yield problem("omission-changes-meaning", claim.places.value(*path, "exact"), found=word)


CHECKS: tuple[Callable[[Claim, Corpus, Proofs, Settings], Iterator[Problem]], ...] = (
    histories,
    reviews,
    long_claims,
    withdrawals,
    embargoes,
    replies,
    second_readers,
    omissions,
    lints,
)


def check_each(
    corpus: Corpus,
    proofs: Proofs,
    settings: Settings,
    known: Mapping[str, tuple[Problem, ...]],
    share: Callable[..., list[dict[str, tuple[Problem, ...]]]] = shared_out,
) -> dict[str, tuple[Problem, ...]]:
    """Return the problems of each claim by its id; what is known is not looked for again.

    ``share`` is what shares out the claims among processes: see ``shared_out``.
    """
    due = [claim for claim in corpus.claims.values() if claim.id not in known]
    pieces = min(-(-len(due) // _PIECE), MOST_PIECES)

    def told(numbers: Iterator[int]) -> dict[str, tuple[Problem, ...]]:
        claims = chain.from_iterable(piece_of(due, number, pieces) for number in numbers)
        found = ((claim.id, check_one(claim, corpus, proofs, settings)) for claim in claims)
        return {claim_id: problems for claim_id, problems in found if problems}

    parts = share(told, pieces)
    new = {claim_id: problems for part in parts for claim_id, problems in part.items()}
    return {claim_id: known.get(claim_id) or new.get(claim_id, ()) for claim_id in corpus.claims}


def check_one(claim: Claim, corpus: Corpus, proofs: Proofs, settings: Settings) -> tuple[Problem, ...]:
    """Return the problems of a claim by itself."""
    return tuple(problem for check in CHECKS for problem in check(claim, corpus, proofs, settings))
