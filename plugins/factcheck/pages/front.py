"""The front page, the explanation of the labels, and the pages for addresses with nothing behind them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from factcheck.jsonld import script, website_data
from factcheck.pages.cards import LABELS, NOT_RATED, card_of, cards_of, verdict_words
from factcheck.pages.changes import last_changes, moves_of, since, waiting
from factcheck.pages.corrections import correction_view
from factcheck.pages.dossier import dossier_row
from factcheck.pages.listing import counts_of
from factcheck.pages.quotes import quote_view
from factcheck.schema import APPROVAL_STATES, PLEDGE_STATES
from factcheck.translations import N_
from factcheck.views import (
    ExampleView,
    Fact,
    HomePage,
    LabelsPage,
    LabelText,
    Link,
    NotFoundPage,
    RedirectPage,
    TakedownPage,
)
from factcheck.wording import LEVELS, STATES, sentence_case

if TYPE_CHECKING:
    from factcheck.model import Dossier, Takedown
    from factcheck.outlines import Outline
    from factcheck.pages.here import Here

_LATEST = 6
_CHANGES = 6
_WAITING = 5
_CORRECTED = 3
_LONGEST_EXAMPLE = 240
# So many dossiers and topics: those with the newest claims, and those with the most. It must not grow with the site.
_LISTED = 24

_SHORT = {
    "quote": N_("The words stand in an archived source, letter for letter. A program proves it at every build."),
    "attribution": N_("Who passed the words on, back to the speaker. Who is not named is shown as not named."),
    "evidence": N_(
        "How many independent origins support it, the quoted source's own among them; and what speaks against."
    ),
    "verdict": N_("Our finding, where we have one. Where we have none, the page says “Not rated”, and why."),
}
_QUOTE_STATES = {
    N_("Verbatim"): N_(
        "The words stand in the source at the given characters; the first is 0, the second number is the one "
        "behind the last. Nobody can set this by hand."
    ),
    N_("Provable with a copy of your own"): N_("The same, of a source whose text we may not publish."),
}
_ATTRIBUTION_STATES = {
    N_("Steps"): N_("How many hands the words went through. Unnamed ones are counted and shown."),
    N_("Not traced"): N_("The record does not say who passed the words on."),
}
_EVIDENCE_STATES = {
    "none": N_("No source but the quoted one supports or contradicts it here."),
    "single-source": N_("Everything that supports the claim goes back to one origin."),
    "corroborated": N_("Independent origins support it. Their number is given, the quoted source's own among them."),
    "primary-document": N_("A document or record of the matter itself supports it."),
    "contested": N_("At least one source speaks against it, or against a part of it."),
}


def home_page(here: Here) -> HomePage:
    """Return what the front page shows."""
    edition = here.edition
    live = [c for c in edition.in_outline(edition.listed) if c.state == "published"]
    settings = edition.settings
    due, due_more = waiting(live, _WAITING, here)
    first = since(here)
    return HomePage(
        frame=here.frame(settings.sitename, settings.subtitle, jsonld=script(website_data(here))),
        counts=counts_of(live, here),
        example=_example(live, here),
        dossiers=tuple(dossier_row(dossier, here) for dossier in _newest_dossiers(here)),
        since=here.date(first),
        fresh=sum([c.published >= first for c in live]),
        latest=cards_of([edition.site.claims[c.id] for c in live[:_LATEST]], here),
        all_claims=here.to(here.say("All claims"), "claims/"),
        moves=moves_of(live, here),
        changes=last_changes(live, _CHANGES, here),
        waiting=due,
        waiting_more=due_more,
        corrected=tuple(correction_view(c, here) for c in edition.site.corrections[: -_CORRECTED - 1 : -1]),
        corrections=here.to(here.say("All corrections"), "corrections/"),
        topics=tuple(here.to_record(sentence_case(tag), f"topics/{tag}/") for tag in _foremost_topics(here)),
        labels=_labels(here),
    )


def _newest_dossiers(here: Here) -> list[Dossier]:
    """Return the dossiers with the newest claims, in their own order."""
    by_dossier = here.edition.by_dossier
    known = here.edition.site.dossiers
    newest = {key: found[0].record.published for key in known if (found := by_dossier.get(key))}
    shown = set(sorted(known, key=lambda key: newest.get(key, dt.date.min), reverse=True)[:_LISTED])
    return [dossier for key, dossier in known.items() if key in shown]


def _foremost_topics(here: Here) -> list[str]:
    """Return the topics with the most claims, in the order of the alphabet."""
    by_tag = here.edition.by_tag
    return sorted(sorted(by_tag, key=lambda tag: (-len(by_tag[tag]), tag))[:_LISTED])


def _shows_how_much(claim: Outline) -> tuple[bool, int, int]:
    return claim.is_rated, len(claim.turns), claim.hands


def _example(live: list[Outline], here: Here) -> ExampleView | None:
    """Choose the claim that shows most of what the site does: a verdict or a history, and a quote of fair length."""
    fitting = [c for c in live if c.length <= _LONGEST_EXAMPLE] or live[:1]
    best = max(fitting, key=_shows_how_much, default=None)
    if best is None:
        return None
    claim = here.edition.site.claims[best.id]
    return ExampleView(card=card_of(claim, here), quote=quote_view(claim.proof, here, best.id))


def labels_page(here: Here) -> LabelsPage:
    """Return what the explanation of the labels shows."""
    return LabelsPage(
        frame=here.frame(
            here.say("The four labels"), here.say("What the labels on every claim say, and what they do not say.")
        ),
        labels=_labels(here),
        histories=(
            _history("pledge", here.say("The life of a pledge"), PLEDGE_STATES, here),
            _history("approval", here.say("The life of an approval"), APPROVAL_STATES, here),
        ),
    )


def _labels(here: Here) -> tuple[LabelText, ...]:
    scale = here.edition.site.scale.verdicts
    states = {
        "quote": _QUOTE_STATES,
        "attribution": _ATTRIBUTION_STATES,
        "evidence": {LEVELS[level]: text for level, text in _EVIDENCE_STATES.items()},
        "verdict": {NOT_RATED: N_("We have made no finding. The page says why.")},
    }
    return tuple(
        LabelText(
            name=f"_{name}",
            word=here.say(word),
            href=here.href(f"labels/#_{name}"),
            short=here.say(_SHORT[name]),
            states=(
                *(_fact(*verdict_words(v, here)) for v in (scale if name == "verdict" else ())),
                *(_fact(here.say(term), here.say(text)) for term, text in states[name].items()),
            ),
        )
        for name, word in LABELS.items()
    )


def _history(name: str, word: str, states: tuple[str, ...], here: Here) -> LabelText:
    facts = tuple(_fact(here.named(state), here.say(STATES[state])) for state in states)
    short = here.say("A history of dated steps. It is not a verdict.")
    return LabelText(name=f"_{name}", word=word, href=here.href(f"labels/#_{name}"), short=short, states=facts)


def _fact(term: str, text: str) -> Fact:
    return Fact(term=term, values=(Link(text=text),))


def not_found_page(here: Here) -> NotFoundPage:
    """Return what is shown where there is no page."""
    return NotFoundPage(
        frame=here.frame(here.say("Page not found"), here.say("There is no page at this address."), indexed=False)
    )


def takedown_page(takedown: Takedown, here: Here) -> TakedownPage:
    """Return what is shown where a claim was taken down: that one stood here, since when, until when, and why not."""
    removed = takedown.withdrawal
    return TakedownPage(
        frame=here.frame(
            here.say("A claim was taken down"), here.say("A claim that stood here was taken down."), indexed=False
        ),
        published=here.date(takedown.published),
        published_datetime=takedown.published.isoformat(),
        removed=here.date(removed.published),
        removed_datetime=removed.published.isoformat(),
        reason=removed.reason,
    )


def redirect_page(target: str, here: Here) -> RedirectPage:
    """Return what is shown at an old address."""
    frame = here.frame(here.say("Moved"), here.say("This page has a new address."), indexed=False)
    return RedirectPage(frame=frame, target=here.to(here.say("The page is now here"), target))
