"""The page of the search; what it finds is in ``search_records``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factcheck.pages.cards import LABELS
from factcheck.translations import N_
from factcheck.views import Fact, SearchFilter, SearchMessages, SearchPage
from factcheck.wording import sentence_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from factcheck.model import Dossier
    from factcheck.pages.here import Here
    from factcheck.views import Link

# So many of each list stand on the page: those with the most claims. It must not grow with the site.
LISTED: Final = 24
FILTERS: Final = {
    "kind": N_("Kind"),
    "verdict": N_("Verdict"),
    "evidence": N_("Evidence"),
    "who": N_("Person or organization"),
    "topic": N_("Topic"),
    "dossier": N_("Dossier"),
}
_BOARDS: Final = (
    ("claims/", N_("Claims")),
    ("sources/", N_("Sources")),
    ("pledges/", N_("Pledges")),
    ("approvals/", N_("Approvals")),
    ("attendance/", N_("Attendance")),
    ("corrections/", N_("Corrections")),
)


def search_page(here: Here) -> SearchPage:
    """Return what the page of the search shows."""
    return SearchPage(
        frame=here.frame(here.say("Search"), here.say("Find a claim by its quote, by a name or by a topic.")),
        has_index=here.edition.settings.release,
        filters=tuple(SearchFilter(name=name, label=here.say(word)) for name, word in FILTERS.items()),
        labels=tuple(here.say(word) for word in LABELS.values()),
        messages=_messages(here),
        lists=tuple(_lists(here)),
    )


def _messages(here: Here) -> SearchMessages:
    return SearchMessages(
        results=here.say("Results: %(n)s."),
        none=here.say("Nothing was found."),
        unknown=here.say("Nothing has “%(word)s”."),
        showing=here.say("Showing “%(word)s”."),
        broken=here.say("The search could not be loaded. These lists lead to everything."),
        verbatim=here.say("Verbatim"),
    )


def _lists(here: Here) -> Iterator[Fact]:
    edition = here.edition
    yield Fact(term=here.say("Lists"), values=tuple(here.to(here.say(word), path) for path, word in _BOARDS))
    dossiers = edition.site.dossiers.values()
    counted = (
        (N_("Dossiers"), ((len(edition.by_dossier.get(d.id, ())), _dossier_link(d, here)) for d in dossiers)),
        (N_("Topics"), ((len(claims), _topic_link(tag, here)) for tag, claims in edition.by_tag.items())),
        (N_("People and organizations"), _named(here)),
    )
    for term, links in counted:
        if found := _foremost(links):
            yield Fact(term=here.say(term), values=found)


def _foremost(links: Iterable[tuple[int, Link]]) -> tuple[Link, ...]:
    """Return those with the most claims, in the order of the alphabet."""
    most = sorted(links, key=lambda item: (-item[0], item[1].text))[:LISTED]
    return tuple(sorted((link for _, link in most), key=lambda link: link.text))


def _dossier_link(dossier: Dossier, here: Here) -> Link:
    return here.to_record(dossier.title, f"dossiers/{dossier.id}/", dossier.language)


def _topic_link(tag: str, here: Here) -> Link:
    return here.to_record(sentence_case(tag), f"topics/{tag}/")


def _named(here: Here) -> Iterator[tuple[int, Link]]:
    for thing in here.edition.site.things.values():
        if thing.kind != "event":
            yield len(here.edition.parts.get(thing.id, ())), here.who(thing.id)
