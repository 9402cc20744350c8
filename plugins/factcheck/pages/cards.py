"""The four labels of a claim, and the card that stands for it on other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from factcheck.desk import stale_since
from factcheck.pages.quotes import offsets
from factcheck.schema import DEFAULT_VERDICTS
from factcheck.translations import N_
from factcheck.views import Card, Label, Link, Notice, Sign, replace
from factcheck.wording import (
    KINDS,
    LEVELS,
    direction_of,
    excerpt,
    tone_of,
)

if TYPE_CHECKING:
    from factcheck.model import Checked, Correction, Verdict
    from factcheck.pages.edition import Edition
    from factcheck.pages.here import Here
    from factcheck.views import Tone

Name = Literal["quote", "attribution", "evidence", "verdict"]
LABELS: dict[Name, str] = {
    "quote": N_("Quote"),
    "attribution": N_("Attribution"),
    "evidence": N_("Evidence"),
    "verdict": N_("Verdict"),
}
NO_FINDING = N_("We have made no finding on this claim.")
NOT_RATED = N_("Not rated")
# What the level says of this claim; the words for levels in general stand with the labels.
_LEVEL_SAYS = {
    "none": N_("No source but the quoted one supports or contradicts it here."),
    "single-source": N_("What supports it goes back to one origin."),
    "primary-document": N_("A document of the matter itself supports it."),
    "contested": N_("At least one source speaks against it, or against a part of it."),
}


def labels_of(claim: Checked, here: Here) -> tuple[Label, ...]:
    """Return the four labels, in their order. None of them is made from another."""
    return _quote(claim, here), _attribution(claim, here), _evidence(claim, here), _verdict(claim, here)


def signs_of(claim: Checked, here: Here) -> tuple[Sign, ...]:
    """Return what the four labels say, on whatever page in a language."""
    return tuple([_sign(label) for label in labels_of(claim, here)])


def _sign(label: Label) -> Sign:
    return Sign(
        name=label.name, word=label.word, state=label.state, tone=label.tone, state_language=label.state_language
    )


def _label(name: Name, here: Here, states: tuple[str, str], tone: Tone = "plain", *languages: str | None) -> Label:
    """Return a label: what it says and what that means, how it bears, and the languages of the two."""
    state, detail = states
    own, of_detail = languages or (None, None)
    return Label(
        name=name,
        word=here.say(LABELS[name]),
        state=state,
        tone=tone,
        href=here.href(f"labels/#_{name}"),
        detail=detail,
        state_language=own,
        detail_language=of_detail,
    )


def _quote(claim: Checked, here: Here) -> Label:
    where = offsets(claim.proof)
    detail = here.say(
        "The words stand in the archived source at characters %(where)s. Our software found them there.", where=where
    )
    if here.edition.site.sources[claim.proof.source].record.rights == "quote-only":
        hidden = here.say("We may not publish its text, so this is provable with a copy of your own.")
        detail = f"{detail} {hidden}"
    return _label("quote", here, (here.say("Verbatim, %(where)s", where=where), detail))


def _attribution(claim: Checked, here: Here) -> Label:
    chain = claim.record.attribution
    length, unnamed = len(chain), sum([link.unnamed is not None for link in chain])
    key = ("attribution", here.language, here.root, length, unnamed)
    return here.edition.sayings.of(key, lambda: _label("attribution", here, _chain(length, unnamed, here)))


def _chain(length: int, unnamed: int, here: Here) -> tuple[str, str]:
    if not length:
        return here.say("Not traced"), here.say("The record does not say who passed the words on.")
    steps = here.count(length, "%(n)s step", "%(n)s steps")
    way = here.count(length, "The words reached us in %(n)s step.", "The words reached us in %(n)s steps.")
    if not unnamed:
        nobody = here.say("The source leaves nobody on the way unnamed.")
        return steps, f"{way} {nobody}"
    hidden = here.count(
        unnamed,
        "%(n)s of those on the way is not named in the source.",
        "%(n)s of those on the way are not named in the source.",
    )
    state = here.count(unnamed, "%(steps)s, %(n)s unnamed", "%(steps)s, %(n)s unnamed", steps=steps)
    return state, f"{way} {hidden}"


def _evidence(claim: Checked, here: Here) -> Label:
    level, origins = claim.evidence.level, claim.evidence.origins
    sources = here.edition.site.sources
    linked = sum([not sources[e.source].captures for e in claim.record.evidence])

    def weighed() -> Label:
        return _label("evidence", here, _weighed(level, origins, linked, here), tone_of(level))

    return here.edition.sayings.of(("evidence", here.language, here.root, level, origins, linked), weighed)


def _weighed(level: str, origins: int, linked: int, here: Here) -> tuple[str, str]:
    state = here.say(LEVELS[level])
    if level == "corroborated":
        state = here.count(origins, "%(level)s, %(n)s origin", "%(level)s, %(n)s origins", level=state)
        said = here.count(
            origins,
            "It is supported by %(n)s independent origin, the quoted source's own among them.",
            "It is supported by %(n)s independent origins, the quoted source's own among them.",
        )
    else:
        said = here.say(_LEVEL_SAYS[level])
    note = here.count(
        linked,
        "%(n)s item is linked, not archived: nothing there was checked by software.",
        "%(n)s items are linked, not archived: nothing there was checked by software.",
    )
    return state, f"{said} {note}" if linked else said


def _verdict(claim: Checked, here: Here) -> Label:
    verdict = claim.verdict
    reason = None if verdict else claim.record.unrated_because

    def stated() -> Label:
        tone = tone_of(verdict.id) if verdict else "plain"
        without = here.say(NOT_RATED), reason or here.say(NO_FINDING)
        states = verdict_words(verdict, here) if verdict else without
        return _label("verdict", here, states, tone, *verdict_languages(claim, here))

    return here.edition.sayings.of(("verdict", here.language, here.root, verdict and verdict.id, reason), stated)


def verdict_languages(claim: Checked, here: Here) -> tuple[str | None, str | None]:
    """Return the languages of a claim's verdict and of what is said of it, where they are not the page's."""
    if claim.verdict:
        own = None if _is_ours(claim.verdict) else here.foreign(None)
        return own, own
    return None, here.foreign(None) if claim.record.unrated_because else None


def verdict_words(verdict: Verdict, here: Here) -> tuple[str, str]:
    """Return the name and the meaning of a verdict; those that a site defines stay in its own words."""
    name, meaning = verdict.name, verdict.meaning
    return (here.say(name), here.say(meaning)) if _is_ours(verdict) else (name, meaning)


def _is_ours(verdict: Verdict) -> bool:
    return (verdict.id, verdict.name, verdict.meaning) in DEFAULT_VERDICTS


def card_of(claim: Checked, here: Here) -> Card:
    """Return the card of a claim, as seen from a page."""
    key = ("card", claim.record.id, here.language, here.root)
    return here.edition.sayings.of(key, lambda: _card_from(claim, here))


def _card_from(claim: Checked, here: Here) -> Card:
    """Return the card as every page in a language has it from which the root is as far: all but links are known."""
    sayings, claim_id = here.edition.sayings, claim.record.id
    card = sayings.of(("card", claim_id, here.language), lambda: _card(claim, here))
    source = replace(card.source, href=here.href(f"sources/{claim.proof.source}/#{claim_id}"))
    return replace(card, href=here.href(claim.path), source=source)


def _card(claim: Checked, here: Here) -> Card:
    """Work out a card; beside its links it is the same on every page in a language."""
    record = claim.record
    title, language = here.title_of(record)
    source = here.edition.site.sources[claim.proof.source].record
    return Card(
        id=record.id,
        href=here.href(claim.path),
        title=title,
        language=language,
        direction=direction_of(language),
        kind=here.say(KINDS[record.kind]),
        excerpt=excerpt(claim.proof.exact),
        excerpt_language=source.language,
        excerpt_direction=direction_of(source.language),
        source=Link(
            text=source.title,
            href=here.href(f"sources/{source.id}/#{record.id}"),
            language=here.foreign(None),
        ),
        labels=signs_of(claim, here),
        state=here.named(claim.state) if claim.state else None,
        state_tone=tone_of(claim.state) if claim.state else "plain",
        date=here.date(claim.modified),
        datetime=claim.modified.isoformat(),
        flags=tuple(notice.title for notice in notices_of(claim, here)),
    )


def cards_of(claims: list[Checked] | tuple[Checked, ...], here: Here) -> tuple[Card, ...]:
    """Return the cards of claims in their order."""
    return tuple(card_of(claim, here) for claim in claims)


def notices_of(claim: Checked, here: Here) -> tuple[Notice, ...]:
    """Return what a reader must know first: withdrawn, corrected, may be out of date."""
    found: list[Notice] = []
    record = claim.record
    if withdrawal := record.withdrawal:
        text = f"{withdrawal.reason} ({here.date(withdrawal.published)})"
        found.append(Notice(kind="withdrawn", title=here.say("Withdrawn"), text=text))
    if claim.corrections:
        last = claim.corrections[-1]
        text = here.say("Last changed on %(day)s: %(text)s", day=here.date(last.published), text=last.text)
        href = here.href(correction_path(last, here.edition))
        found.append(Notice(kind="corrected", title=here.say("Corrected"), text=text, href=href))
    if reason := _stale(claim, here):
        found.append(Notice(kind="stale", title=here.say("May be out of date"), text=reason))
    return tuple(found)


def correction_path(correction: Correction, edition: Edition) -> str:
    """Return the root path of the page and anchor where a correction stands."""
    return f"{edition.correction_pages[correction.id]}#{correction.id}"


def _stale(claim: Checked, here: Here) -> str | None:
    since = stale_since(claim.record, claim.modified, here.edition.settings)
    if since is None:
        return None
    if since == claim.record.recheck_by:
        return here.say("It was to be checked again by %(day)s, and was not yet.", day=here.date(since))
    return here.say("Nothing in it has changed since %(day)s.", day=here.date(since))
