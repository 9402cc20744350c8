"""Lists of claims: all of them, a topic, a dossier, a person, organization or event."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from factcheck.jsonld import script, thing_data
from factcheck.markup import first_paragraph, to_html
from factcheck.pages.cards import cards_of
from factcheck.pages.here import paged_title
from factcheck.pages.source import source_row
from factcheck.translations import N_
from factcheck.views import DossierPage, DossierRow, Fact, Link, ListPage, Section, ThingPage
from factcheck.wording import KINDS, sentence_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.model import ArchivedSource, Checked, Dossier, Thing
    from factcheck.pages.edition import Part
    from factcheck.pages.here import Here
    from factcheck.pages.paging import Paged

T = TypeVar("T")

_ON_THIS_SITE = {
    "person": N_("A person on this site."),
    "organization": N_("An organization on this site."),
    "event": N_("An event on this site."),
}


def claims_page(page: Paged[Checked], here: Here) -> ListPage:
    """Return what a page of all claims shows."""
    text = here.count(
        len(here.edition.listed),
        "%(n)s claim. It carries its quote, proven in its source.",
        "%(n)s claims, newest first. Each carries its quote, proven in its source.",
    )
    return _list(page, here, here.say("Claims"), text)


def topic_page(tag: str, page: Paged[Checked], here: Here) -> ListPage:
    """Return what a page of a topic shows."""
    total = here.count(len(here.edition.by_tag[tag]), "Topic: %(n)s claim.", "Topic: %(n)s claims.")
    return _list(page, here, sentence_case(tag), total, here.foreign(None))


def citing_page(source: ArchivedSource, page: Paged[Checked], here: Here) -> ListPage:
    """Return what an earlier page of the claims that name a source as evidence shows."""
    return _list(
        page, here, source.record.title, here.say("Claims that name this source as evidence."), here.foreign(None)
    )


def _list(page: Paged[Checked], here: Here, title: str, introduction: str, language: str | None = None) -> ListPage:
    name = paged_title(title, page, here)
    return ListPage(
        frame=here.frame(name, introduction),
        title=name,
        language=language,
        introduction=introduction if page.newer is None else None,
        sections=(Section(id="", title="", note=None, cards=cards_of(page.items, here)),),
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
        sections=tuple(_section(part, claims, here) for part, claims in by_part.items()),
        newer=here.maybe(page.newer),
        older=here.maybe(page.older),
    )


def _section(title: str, claims: list[Checked], here: Here) -> Section:
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


def dossier_page(dossier: Dossier, page: Paged[Checked], here: Here) -> DossierPage:
    """Return what a page of a dossier shows: what it is and its newest claims, or earlier ones."""
    claims = here.edition.by_dossier[dossier.id]
    summary = first_paragraph(dossier.introduction) if dossier.introduction else here.say("A dossier of claims.")
    is_front = page.newer is None
    sources = {c.record.quote.source: here.edition.site.sources[c.record.quote.source] for c in page.items}
    return DossierPage(
        frame=here.frame(paged_title(dossier.title, page, here), summary),
        title=paged_title(dossier.title, page, here),
        introduction=to_html(dossier.introduction) if dossier.introduction and is_front else None,
        counts=counts_of(claims, here) if is_front else (),
        sources=tuple(source_row(source, here) for source in sources.values()),
        sections=tuple(_by_kind(page.items, here)),
        newer=here.maybe(page.newer),
        older=here.maybe(page.older),
    )


def _by_kind(claims: tuple[Checked, ...], here: Here) -> Iterator[Section]:
    for kind, word in KINDS.items():
        if found := [c for c in claims if c.record.kind == kind]:
            yield _section(word, _in_source_order(found), here)


def _in_source_order(claims: list[Checked]) -> list[Checked]:
    return sorted(claims, key=lambda c: (c.record.quote.source, c.proof.hull.start, c.record.id))


def counts_of(claims: list[Checked] | tuple[Checked, ...], here: Here) -> tuple[Fact, ...]:
    """Return how many claims, proven quotes, sources and verdicts there are."""
    proofs = [p for c in claims for p in (c.proof, c.condition, *c.evidence_proofs, *c.reply_proofs) if p]
    numbers = (
        (N_("Claims"), len(claims)),
        (N_("Quotes proven"), len(proofs)),
        (N_("Archived sources quoted"), len({p.source for p in proofs})),
        (N_("Verdicts"), sum(c.verdict is not None for c in claims)),
        (N_("Not rated"), sum(c.verdict is None for c in claims)),
    )
    return tuple(Fact(term=here.say(term), values=(Link(text=here.number(number)),)) for term, number in numbers)


def dossier_row(dossier: Dossier, here: Here) -> DossierRow:
    """Return a dossier as lists show it."""
    return DossierRow(
        link=here.to_record(dossier.title, f"dossiers/{dossier.id}/", dossier.language),
        summary=first_paragraph(dossier.introduction) if dossier.introduction else None,
        claims=len(here.edition.by_dossier.get(dossier.id, [])),
    )
