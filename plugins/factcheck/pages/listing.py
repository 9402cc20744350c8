"""Lists of claims: all of them, those of a kind, a verdict or a topic, of a person, organization or event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.jsonld import script, thing_data
from factcheck.pages.cards import cards_of
from factcheck.pages.facets import choices, facet_word
from factcheck.pages.here import paged_title
from factcheck.translations import N_
from factcheck.views import Fact, Link, ListPage, Section, ThingPage, replace
from factcheck.wording import sentence_case

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Sized

    from factcheck.model import ArchivedSource, Checked, Thing
    from factcheck.outlines import Outline
    from factcheck.pages.edition import Part
    from factcheck.pages.facets import Facet
    from factcheck.pages.here import Here
    from factcheck.pages.paging import Paged

_ON_THIS_SITE = {
    "person": N_("A person on this site."),
    "organization": N_("An organization on this site."),
    "event": N_("An event on this site."),
}


def claims_page(page: Paged[Checked], here: Here) -> ListPage:
    """Return what a page of all claims shows."""
    claims = here.edition.listed if page.newer is None else page.items
    return _with_facets(page, _list(page, here, here.say("Claims"), _how_many(claims, here)), here)


def facet_page(facet: Facet, page: Paged[Checked], here: Here) -> ListPage:
    """Return what a page of the claims of a kind, a verdict or an evidence level shows: a line for each."""
    word, language = facet_word(facet, here)
    claims = here.edition.by_facet.get((facet.question, facet.value), ()) if page.newer is None else page.items
    found = _list(page, here, word, _how_many(claims, here) if claims else None, language)
    return _with_facets(page, replace(found, brief=True), here)


def _how_many(claims: Sized, here: Here) -> str:
    """Say how many claims there are: on an earlier page it is given its own, since it stays when others come."""
    return here.count(
        len(claims),
        "%(n)s claim. It carries its quote, proven in its source.",
        "%(n)s claims, newest first. Each carries its quote, proven in its source.",
    )


def _with_facets(page: Paged[Checked], shown: ListPage, here: Here) -> ListPage:
    """Add by what the claims can be chosen; not to earlier pages, which stay as they are."""
    if page.newer is not None or not here.edition.listed:
        return shown
    found = choices(here)
    numbers = {c.record.id: found.of(c, here.edition.site) for c in page.items}
    sections = (
        replace(section, cards=tuple(replace(card, facets=numbers[card.id]) for card in section.cards))
        for section in shown.sections
    )
    return replace(shown, sections=tuple(sections), facets=found.groups)


def topic_page(tag: str, page: Paged[Checked], here: Here) -> ListPage:
    """Return what a page of a topic shows."""
    claims = here.edition.by_tag[tag] if page.newer is None else page.items
    total = here.count(len(claims), "Topic: %(n)s claim.", "Topic: %(n)s claims.")
    return _list(page, here, sentence_case(tag), total, here.foreign(None))


def citing_page(source: ArchivedSource, page: Paged[Checked], here: Here) -> ListPage:
    """Return what an earlier page of the claims that name a source as evidence shows."""
    return _list(
        page, here, source.record.title, here.say("Claims that name this source as evidence."), here.foreign(None)
    )


def _list(
    page: Paged[Checked], here: Here, title: str, introduction: str | None, language: str | None = None
) -> ListPage:
    name = paged_title(title, page, here)
    return ListPage(
        frame=here.frame(name, introduction or here.say("No claim is published here yet.")),
        title=name,
        language=language,
        introduction=introduction if page.newer is None else None,
        sections=(Section(id="", title="", note=None, cards=cards_of(page.items, here)),) if page.items else (),
        newer=here.maybe(page.newer),
        older=here.maybe(page.older),
        feeds=(
            here.to(here.say("Atom feed"), "feeds/claims.atom"),
            here.to(here.say("JSON feed"), "feeds/claims.json"),
        ),
    )


def thing_page(thing: Thing, page: Paged[Part], here: Here) -> ThingPage:
    """Return what a page of a person, organization or event shows."""
    by_part: dict[str, list[Checked]] = {}
    for part, claim in page.items:
        by_part.setdefault(part, []).append(claim)
    return ThingPage(
        frame=here.frame(
            paged_title(thing.name, page, here),
            thing.description or here.say(_ON_THIS_SITE[thing.kind]),
            jsonld=script(thing_data(thing)) if page.newer is None else None,
        ),
        kind=here.named(thing.form or thing.kind),
        title=paged_title(thing.name, page, here),
        description=thing.description,
        facts=tuple(_facts(thing, here)) if page.newer is None else (),
        sections=tuple(section_of(part, claims, here) for part, claims in by_part.items()),
        newer=here.maybe(page.newer),
        older=here.maybe(page.older),
    )


def section_of(title: str, claims: list[Checked], here: Here) -> Section:
    """Return claims under a heading."""
    anchor = "_" + title.lower().replace(" ", "-")
    return Section(id=anchor, title=here.say(title), note=None, cards=cards_of(claims, here))


def _facts(thing: Thing, here: Here) -> Iterator[Fact]:
    if thing.alternate_names:
        yield Fact(term=here.say("Also written"), values=tuple(Link(text=name) for name in thing.alternate_names))
    if thing.kind == "event":
        dates = " – ".join(here.date(d) for d in (thing.start, thing.end) if d)
        same = thing.start == thing.end and thing.start
        shown = here.date(thing.start) if same and thing.start else dates
        yield Fact(term=here.say("When"), values=(Link(text=shown or here.say("Date not stated")),))
    if thing.dates_from:
        yield Fact(term=here.say("Date according to"), values=(here.source(thing.dates_from),))
    if thing.place:
        yield Fact(term=here.say("Where"), values=(Link(text=thing.place),))
    if thing.same_as:
        yield Fact(term=here.say("Elsewhere"), values=tuple(Link(text=u, href=u, external=True) for u in thing.same_as))


def counts_of(claims: Sequence[Outline], here: Here) -> tuple[Fact, ...]:
    """Return how many claims, proven quotes, sources and verdicts there are."""
    quoted = [source for claim in claims for source in claim.quoted]
    rated = sum([claim.is_rated for claim in claims])
    numbers = (
        (N_("Claims"), len(claims)),
        (N_("Quotes proven"), len(quoted)),
        (N_("Archived sources quoted"), len(set(quoted))),
        (N_("Verdicts"), rated),
        (N_("Not rated"), len(claims) - rated),
    )
    return tuple(Fact(term=here.say(term), values=(Link(text=here.number(number)),)) for term, number in numbers)
