"""Warnings of a careful second reader: what a claim makes of its quote. Each is a generator; its docstring is its rule.

They look at words and know no meaning. Where one is wrong, the record says so: ``allow`` with a reason.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from factcheck.codes import problem
from factcheck.evidence import origin_of
from factcheck.hedges import FAMILIES, hedges_of, leading_pronoun, relative_time
from factcheck.model import Approval, Attendance, Pledge
from factcheck.text import folded
from factcheck.yaml_slips import is_in_curly_quotes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from factcheck.corpus import Corpus
    from factcheck.model import Claim
    from factcheck.problems import Path, Problem
    from factcheck.proving import Proofs
    from factcheck.settings import Settings

_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_MARKED = re.compile(r"“([^“”]+)”|«([^«»]+)»|„([^„“”]+)[“”]|\"([^\"]+)\"")
_STEM = 4
# So many words are kept with their stems, each worked out once.
_WORDS = 16_384
_LIVE = frozenset({"draft", "published"})
_MONTHS = frozenset(calendar.month_name[1:])
_NUMBER_WORDS: Mapping[str, str] = {
    word: str(number)
    for number, words in {
        2: "two both два дві двох обидва",
        3: "three три трьох",
        4: "four чотири чотирьох",
        5: "five п'ять п’ять",
        6: "six шість",
        7: "seven сім",
        8: "eight вісім",
        9: "nine дев'ять дев’ять",
        10: "ten десять",
        11: "eleven одинадцять",
        12: "twelve дванадцять",
        13: "thirteen тринадцять",
        20: "twenty двадцять",
        27: "twenty-seven",
        30: "thirty тридцять",
        40: "forty сорок",
        50: "fifty п'ятдесят п’ятдесят half",
        60: "sixty шістдесят",
        70: "seventy сімдесят",
        80: "eighty вісімдесят",
        90: "ninety дев'яносто дев’яносто",
        100: "hundred сто",
        1000: "thousand тисяч тисяча тисячі",
        1000000: "million мільйон мільйона мільйонів",
    }.items()
    for word in words.split()
}


def missing_hedges(claim: Claim, corpus: Corpus, _proofs: Proofs, _settings: Settings) -> Iterator[Problem]:
    """A claim keeps each sort of reservation that the words have which carry it."""
    if not (carried := hedges_of(_carrying(claim), _source_language(claim, corpus))):
        return
    condition = claim.terms.condition if isinstance(claim.terms, Pledge) else None
    # A claim may be in another language than its source, and hold words of both.
    kept = {*hedges_of(claim.claim)}
    kept |= {"attribution"} if claim.attribution or claim.claimant else set()
    kept |= {"condition"} if condition else set()
    for family in FAMILIES:
        if family in carried and family not in kept:
            yield problem("hedge-missing", claim.places.value("claim"), found=carried[family])


def foreign_numbers(claim: Claim, corpus: Corpus, proofs: Proofs, _settings: Settings) -> Iterator[Problem]:
    """A number in a claim stands in a quote of its record."""
    if not (told := _numbers(claim.claim)):
        return
    for number in told - _numbers(_said(claim, corpus, proofs)):
        yield problem("number-not-in-quote", claim.places.value("claim"), found=number)


def foreign_names(claim: Claim, corpus: Corpus, proofs: Proofs, _settings: Settings) -> Iterator[Problem]:
    """A name in a claim stands in a quote of its record, or is that of somebody the record refers to."""
    names = list(_names_in(claim.claim))
    if not names:
        return
    pool = _said(claim, corpus, proofs)
    words = _WORD.findall(pool)
    stems = {_stem(word) for word in words}
    initials = "".join(word[0] for word in words if word[0].isupper())
    for word in names:
        plain = word.replace(".", "")
        is_short = plain.isupper() and plain in initials + " " + pool.replace(".", "")
        if not is_short and not _is_among(_stem(word), stems):
            yield problem("name-not-in-quote", claim.places.value("claim"), found=word)


def relative_dates(claim: Claim, corpus: Corpus, _proofs: Proofs, settings: Settings) -> Iterator[Problem]:
    """A time told from where the speaker stands is resolved: by an event, a dated step, or the date of the source."""
    source = corpus.sources.get(claim.quote.source)
    events = [claim.terms.event] if isinstance(claim.terms, Attendance) else []
    dated = [thing for i in (*events, *claim.about) if (thing := corpus.things.get(i)) and thing.start]
    if dated or any(step.as_of for step in claim.status) or (source and source.published):
        return
    own = relative_time(claim.claim, claim.language or settings.language)
    word = own or relative_time(_carrying(claim), _source_language(claim, corpus))
    if word:
        place = claim.places.value("claim") if own else claim.places.value("quote", "exact")
        yield problem("date-relative", place, found=word)


def pronouns(claim: Claim, corpus: Corpus, _proofs: Proofs, _settings: Settings) -> Iterator[Problem]:
    """Whom a pronoun stands for at the beginning of the carrying words, the record says."""
    named = (claim.claimant, *claim.about, *(link.who for link in claim.attribution[1:]))
    if any(named) or isinstance(claim.terms, Attendance | Approval):
        return
    for index, words in enumerate(claim.quote.focus or (claim.quote.exact,)):
        if pronoun := leading_pronoun(words, _source_language(claim, corpus)):
            path: Path = ("quote", "focus", index) if claim.quote.focus else ("quote", "exact")
            yield problem("pronoun-unresolved", claim.places.value(*path), found=pronoun)


def unproven_quotation_marks(claim: Claim, corpus: Corpus, proofs: Proofs, _settings: Settings) -> Iterator[Problem]:
    """What stands between quotation marks in our own words stands so in an archived source of the record."""
    for path, words in _own_words(claim):
        if not _has_marks(words) or is_in_curly_quotes(words):
            continue  # The latter is a mistake of another sort, which has its own warning.
        for match in _MARKED.finditer(words):
            quoted = folded(next(filter(None, match.groups()))).strip(" .,;:!?…")
            # A single word is mentioned more often than quoted; its case follows our own sentence.
            if " " in quoted and not _is_in(quoted, _texts(claim, corpus, proofs)):
                yield problem("quotation-marks-unproven", claim.places.value(*path), found=quoted)


def lost_claimants(claim: Claim, _corpus: Corpus, _proofs: Proofs, _settings: Settings) -> Iterator[Problem]:
    """Who said a claim is a link of the chain that reports it."""
    if claim.claimant and claim.attribution and claim.claimant not in {link.who for link in claim.attribution}:
        yield problem("claimant-not-in-attribution", claim.places.value("claimant"), found=claim.claimant)


def one_origin(claim: Claim, corpus: Corpus, _proofs: Proofs, _settings: Settings) -> Iterator[Problem]:
    """Several sources that support a claim go back to more than one report."""
    supporting = {item.source for item in claim.evidence if item.bearing == "supports"}
    origins = {origin_of(source, corpus.sources) for source in supporting}
    if len(supporting) > 1 and len(origins) == 1:
        yield problem("evidence-one-origin", claim.places.key("evidence"), found=origins.pop())


def stale_statuses(claim: Claim, _corpus: Corpus, _proofs: Proofs, settings: Settings) -> Iterator[Problem]:
    """The last step of a history is not older than the time after which it is to be checked again."""
    dated = [step.as_of.latest for step in claim.status if step.as_of]
    if claim.state != "published" or not claim.status:
        return
    if claim.recheck_by and claim.recheck_by < settings.today:
        yield problem("status-stale", claim.places.value("recheck_by"), found=str(claim.recheck_by))
    elif not claim.recheck_by and dated and (settings.today - max(dated)).days > settings.stale_after:
        place = claim.places.value("status", len(claim.status) - 1)
        yield problem("status-stale", place, found=str(max(dated)))


def future_dates(claim: Claim, _corpus: Corpus, _proofs: Proofs, settings: Settings) -> Iterator[Problem]:
    """What is told as having happened has not a day that is still to come."""
    days: list[tuple[Path, dt.date]] = []
    days += [(("status", i, "as_of"), step.as_of.earliest) for i, step in enumerate(claim.status) if step.as_of]
    if claim.review:
        days.append((("review", "published"), claim.review.published))
    if claim.state == "published" and not claim.embargo:
        days.append((("published",), claim.published))
    for path, day in days:
        if day > settings.today:
            yield problem("date-in-future", claim.places.value(*path), found=str(day))


LINTS = (
    missing_hedges,
    foreign_numbers,
    foreign_names,
    relative_dates,
    pronouns,
    unproven_quotation_marks,
    lost_claimants,
    one_origin,
    stale_statuses,
    future_dates,
)


def lints(claim: Claim, corpus: Corpus, proofs: Proofs, settings: Settings) -> Iterator[Problem]:
    """A claim that is not withdrawn says no more and no less than its quote."""
    if claim.state in _LIVE and (claim.id, ("quote",)) in proofs.found:
        for lint in LINTS:
            yield from lint(claim, corpus, proofs, settings)


def _carrying(claim: Claim) -> str:
    """Return the words of the quote that carry the claim."""
    return " … ".join(claim.quote.focus) or claim.quote.exact


def _source_language(claim: Claim, corpus: Corpus) -> str | None:
    source = corpus.sources.get(claim.quote.source)
    return source.language if source else None


def _said(claim: Claim, corpus: Corpus, proofs: Proofs) -> str:
    """Return all that a claim may take its names and numbers from: its quotes, and the names it refers to."""
    own = [("quote",), ("condition",), *(("evidence", i) for i in range(len(claim.evidence)))]
    quotes = [proof.exact for path in own if (proof := proofs.found.get((claim.id, path)))]
    links = [link.who for link in claim.attribution]
    terms = claim.terms
    parties: list[str | None] = []
    if isinstance(terms, Attendance):
        parties = [terms.who, terms.event]
    elif isinstance(terms, Pledge):
        parties = [terms.promisor, terms.beneficiary]
    elif isinstance(terms, Approval):
        parties = [*terms.required_from]
        quotes.append(terms.subject)
    quotes += [link.unnamed for link in claim.attribution if link.unnamed]
    things = [corpus.things[i] for i in (claim.claimant, *claim.about, *links, *parties) if i in corpus.things]
    names = [name for thing in things for name in (thing.name, *thing.alternate_names, str(thing.start or ""))]
    sources = [corpus.sources[i] for i in (claim.quote.source, *links) if i in corpus.sources]
    names += [text for s in sources for text in (s.publisher or "", str(s.published or ""))]
    return " ".join([*quotes, *names])


def _numbers(text: str) -> set[str]:
    """Return the numbers of a text in figures, without the marks between thousands."""
    found = {re.sub(r"[^\d.]|[.,](?=\d{3}\b)", "", figures).rstrip(".") for figures in _NUMBER.findall(text)}
    for spelled in _WORD.findall(text):
        word = spelled.casefold()
        if word in _NUMBER_WORDS:
            found.add(_NUMBER_WORDS[word])
        elif "-" in word:
            found.update(_NUMBER_WORDS[part] for part in word.split("-") if part in _NUMBER_WORDS)
    return found


def _names_in(text: str) -> Iterator[str]:
    """Yield the words of a sentence that have a capital letter for another reason than to begin it."""
    for match in _WORD.finditer(text):
        word = match[0]
        if not word[0].isupper():
            continue
        before = text[: match.start()].rstrip()
        begins = not before or before[-1] in ".:!?“„«\"‘'(—–-"
        if not begins and not relative_time(word) and word not in _MONTHS:
            yield word


@lru_cache(_WORDS)
def _stem(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"['’]s$", "", plain)


def _is_among(stem: str, stems: AbstractSet[str]) -> bool:
    return stem in stems or any(_alike(stem, other) for other in stems)


def _alike(one: str, other: str) -> bool:
    """Tell whether two words are forms of one: equal, or equal in all but a short ending."""
    shared = min(len(one), len(other))
    if shared < _STEM:
        return one == other
    return one[: max(_STEM, shared - 2)] == other[: max(_STEM, shared - 2)]


def _texts(claim: Claim, corpus: Corpus, proofs: Proofs) -> list[str]:
    """Return what a claim may quote from: the newest captures of its sources, and its proven quotes."""
    ids = {claim.quote.source, *(item.source for item in claim.evidence)}
    ids |= {item.source for step in claim.status for item in step.evidence}
    found = [
        captures.good[-1].folded.text for i in sorted(ids) if (captures := corpus.captures.get(i)) and captures.good
    ]
    own = proofs.found.get((claim.id, ("quote",)))
    return [*found, *([folded(own.exact)] if own else [])]


def _has_marks(words: str) -> bool:
    """Tell whether a quotation may begin in a text."""
    return "“" in words or '"' in words or "«" in words or "„" in words


def _is_in(quoted: str, texts: Iterable[str]) -> bool:
    words = quoted.casefold()
    return any(words in text.casefold() for text in texts)


def _own_words(claim: Claim) -> Iterator[tuple[Path, str]]:
    """Yield every text of a record that is in our own words, with its path."""
    yield ("claim",), claim.claim
    if claim.review and claim.review.explanation:
        yield ("review", "explanation"), claim.review.explanation
    if claim.unrated_because:
        yield ("unrated_because",), claim.unrated_because
    yield from ((("discrepancies", i), text) for i, text in enumerate(claim.discrepancies))
    yield from ((("evidence", i, "says"), item.says) for i, item in enumerate(claim.evidence) if item.says)
    for index, step in enumerate(claim.status):
        if step.summary:
            yield ("status", index, "summary"), step.summary
        yield from ((("status", index, "evidence", i, "says"), e.says) for i, e in enumerate(step.evidence) if e.says)
