"""Lists of claims: all of them, a topic, a dossier, a person, organization or event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.jsonld import script, thing_data
from factcheck.markup import first_paragraph, to_html
from factcheck.pages.cards import cards_of
from factcheck.pages.source import source_row
from factcheck.views import DossierPage, DossierRow, Fact, Link, ListPage, Section, ThingPage
from factcheck.wording import KINDS, counted, date_text, sentence_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.model import Checked, Dossier, Thing
    from factcheck.pages.here import Here
    from factcheck.pages.paging import Paged

MOST_ON_A_PAGE = 60
_THINGS = {"person": "Person", "organization": "Organization", "event": "Event"}


def claims_page(page: Paged[Checked], here: Here) -> ListPage:
    """Return what a page of all claims shows."""
    total = counted(len(here.edition.listed), "claim", "claims")
    return _list(page, here, "Claims", f"{total}, newest first. Each carries its quote, proven in its source.")


def topic_page(tag: str, page: Paged[Checked], here: Here) -> ListPage:
    """Return what a page of a topic shows."""
    total = counted(len(here.edition.by_tag[tag]), "claim", "claims")
    return _list(page, here, sentence_case(tag), f"Topic: {total}.")


def _list(page: Paged[Checked], here: Here, title: str, introduction: str) -> ListPage:
    earlier = "" if page.newer is None else ", earlier"
    return ListPage(
        frame=here.frame(f"{title}{earlier}", introduction),
        title=f"{title}{earlier}",
        introduction=introduction if page.newer is None else None,
        sections=(Section(id="", title="", note=None, cards=cards_of(page.items, here)),),
        newer=here.href(page.newer) if page.newer is not None else None,
        older=here.href(page.older) if page.older is not None else None,
        feeds=(here.to("Atom feed", "feeds/claims.atom"), here.to("JSON feed", "feeds/claims.json")),
    )


def thing_page(thing: Thing, here: Here) -> ThingPage:
    """Return what the page of a person, organization or event shows."""
    parts = here.edition.parts.get(thing.id, {})
    kind = _THINGS[thing.kind]
    return ThingPage(
        frame=here.frame(thing.name, thing.description or f"{kind} on this site.", jsonld=script(thing_data(thing))),
        kind=sentence_case(thing.form) if thing.form else kind,
        title=thing.name,
        description=thing.description,
        facts=tuple(_facts(thing, here)),
        sections=tuple(_section(part, claims, here) for part, claims in parts.items()),
    )


def _section(title: str, claims: list[Checked], here: Here) -> Section:
    shown = claims[:MOST_ON_A_PAGE]
    note = None
    if len(claims) > len(shown):
        note = f"The newest {len(shown)} of {len(claims):,}. All of them are under Claims."
    anchor = "_" + title.lower().replace(" ", "-")
    return Section(id=anchor, title=title, note=note, cards=cards_of(shown, here))


def _facts(thing: Thing, here: Here) -> Iterator[Fact]:
    if thing.alternate_names:
        yield Fact(term="Also written", values=tuple(Link(text=name) for name in thing.alternate_names))
    if thing.kind == "event":
        dates = " to ".join(date_text(d, here.language) for d in (thing.start, thing.end) if d)
        same = thing.start == thing.end and thing.start
        shown = date_text(thing.start, here.language) if same and thing.start else dates
        yield Fact(term="When", values=(Link(text=shown or "Date not stated"),))
    if thing.dates_from:
        yield Fact(term="Date according to", values=(here.source(thing.dates_from),))
    if thing.place:
        yield Fact(term="Where", values=(Link(text=thing.place),))
    if thing.same_as:
        yield Fact(term="Elsewhere", values=tuple(Link(text=u, href=u, external=True) for u in thing.same_as))


def dossier_page(dossier: Dossier, here: Here) -> DossierPage:
    """Return what the page of a dossier shows."""
    claims = here.edition.by_dossier.get(dossier.id, [])
    summary = first_paragraph(dossier.introduction) if dossier.introduction else "A dossier of claims."
    sources = {c.record.quote.source: here.edition.site.sources[c.record.quote.source] for c in claims}
    return DossierPage(
        frame=here.frame(dossier.title, summary),
        title=dossier.title,
        introduction=to_html(dossier.introduction) if dossier.introduction else None,
        counts=counts_of(claims),
        sources=tuple(source_row(source, here) for source in sources.values()),
        sections=tuple(_by_kind(claims, here)),
    )


def _by_kind(claims: list[Checked], here: Here) -> Iterator[Section]:
    for kind, word in KINDS.items():
        if found := [c for c in claims if c.record.kind == kind]:
            yield _section(word, _in_source_order(found), here)


def _in_source_order(claims: list[Checked]) -> list[Checked]:
    return sorted(claims, key=lambda c: (c.record.quote.source, c.proof.hull.start, c.record.id))


def counts_of(claims: list[Checked] | tuple[Checked, ...]) -> tuple[Fact, ...]:
    """Return how many claims, proven quotes, sources and verdicts there are."""
    proofs = [p for c in claims for p in (c.proof, c.condition, *c.evidence_proofs) if p]
    numbers = (
        ("Claims", len(claims)),
        ("Quotes proven", len(proofs)),
        ("Archived sources quoted", len({p.source for p in proofs})),
        ("Verdicts", sum(c.verdict is not None for c in claims)),
        ("Not rated", sum(c.verdict is None for c in claims)),
    )
    return tuple(Fact(term=term, values=(Link(text=f"{number:,}"),)) for term, number in numbers)


def dossier_row(dossier: Dossier, here: Here) -> DossierRow:
    """Return a dossier as lists show it."""
    return DossierRow(
        link=here.to(dossier.title, f"dossiers/{dossier.id}/"),
        summary=first_paragraph(dossier.introduction) if dossier.introduction else None,
        claims=len(here.edition.by_dossier.get(dossier.id, [])),
    )
