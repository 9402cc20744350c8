"""Everything a site consists of, as paths and bytes: siblings over one model, none of which reads another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from factcheck.api import ROOT, api_units, as_json, claim_files
from factcheck.feeds import feed_units
from factcheck.oembed import oembed_file
from factcheck.openapi import description
from factcheck.pages.boards import approvals_page, attendance_page, board_lists, pledges_page
from factcheck.pages.claim import claim_page
from factcheck.pages.corrections import correction_lists, corrections_page
from factcheck.pages.dossier import dossier_page
from factcheck.pages.facets import facet_lists
from factcheck.pages.front import home_page, labels_page, not_found_page, redirect_page, takedown_page
from factcheck.pages.here import Here
from factcheck.pages.listing import citing_page, claims_page, facet_page, thing_page, topic_page
from factcheck.pages.paging import DOSSIER_SIZE, paged
from factcheck.pages.quotes import text_path
from factcheck.pages.search import search_page
from factcheck.pages.sharing import card_of_claim, card_path, embed_page, embed_path, embed_takedown_page
from factcheck.pages.source import citing_lists, source_lists, source_page, sources_page
from factcheck.patterns import sample_pages
from factcheck.site import FOLDER_OF
from factcheck.sitemap import robots, sitemap_file, sitemap_parts
from factcheck.urls import file_of
from factcheck.webmanifest import webmanifest

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator

    from factcheck.model import ArchivedSource, Checked
    from factcheck.pages.edition import Edition
    from factcheck.views import Page, PatternsPage

    File = tuple[str, bytes]
    Listed = tuple[str, dt.date | None]
    Render = Callable[[str, Page], str]
    Draw = Callable[[Iterable[tuple[str, str]]], Iterator[File]]


class PagePlan(NamedTuple):
    """A page that can be built: its root path, its template, how to build it, and when it last changed.

    ``build`` gets ``args`` and the page's point of view; like those of a ``Unit`` they are records and plain values.
    """

    path: str
    template: str
    build: Callable[..., Page]
    args: tuple[object, ...] = ()
    modified: dt.date | None = None
    listed: bool = True


class Unit(NamedTuple):
    """Files that are made together: ``make`` gets an edition, what renders a view, and ``args``.

    ``args`` are records of the site, pages of lists of them, and plain values. Beyond these a unit is a function of
    what it reads of the edition, so that it need not be made again while all of that stays the same.
    """

    name: str
    make: Callable[..., Iterator[File]]
    args: tuple[object, ...] = ()


def cards(edition: Edition, draw: Draw) -> Iterator[File]:
    """Yield the card of each claim, in a build for release."""
    if edition.settings.release:
        root = Here(edition, "")
        yield from draw((card_path(claim), card_of_claim(claim, root)) for claim in edition.site.claims.values())


def units(edition: Edition) -> Iterator[Unit]:
    """Yield all that is made from an edition alone, in a fixed order."""
    yield from map(claim_unit, edition.site.claims.values())
    yield from other_units(edition)


def claim_unit(claim: Checked) -> Unit:
    """Return all that is made of one claim."""
    return Unit(claim.path, _claim_files, (claim,))


def other_units(edition: Edition) -> Iterator[Unit]:
    """Yield all that is made of more than one claim, or of none."""
    claims = edition.site.claims.values()
    others = tuple(_other_pages(edition))
    yield from (Unit(p.path, page_files, (p.path, p.template, p.build, *p.args)) for p in (_HOME, *others))
    for name, make, args in (*api_units(edition), *feed_units(edition)):
        yield Unit(name, make, args)
    for source in edition.site.sources.values():
        yield Unit(f"texts of {source.record.id}", _texts, (source,))
    listed = [(_HOME.path, _HOME.modified), *((c.path, c.modified) for c in claims)]
    listed += [(page.path, page.modified) for page in others if page.listed]
    for name, paths in sitemap_parts(_in_all_languages(listed, edition)):
        yield Unit(name, _sitemap, (name, paths))
    yield Unit("site", _site_files)


def page_files(
    edition: Edition, render: Render, path: str, template: str, build: Callable[..., Page], *args: object
) -> Iterator[File]:
    """Yield a page in the site's own language and, where it is made in each, in the others."""
    _, *others = edition.settings.languages
    for here in (Here(edition, path), *(Here(edition, path, code) for code in others)):
        if here.translated_to is None or here.is_translated:
            yield file_of(here.address), render(template, build(*args, here)).encode()


def _claim_files(edition: Edition, render: Render, claim: Checked) -> Iterator[File]:
    """Yield all that is made of one claim, which is made together because nearly all of it shows the same."""
    for page in _claim_pages(claim):
        yield from page_files(edition, render, page.path, page.template, page.build, *page.args)
    yield from claim_files(claim, edition)
    yield oembed_file(claim, edition)


def _in_all_languages(listed: list[Listed], edition: Edition) -> list[Listed]:
    """Return the pages of a sitemap: those of the model, the site's own, and those in other languages."""
    _, *others = edition.settings.languages
    content = [(f"{slug}/", None) for slug in sorted(edition.settings.pages)]
    return [*listed, *content, *((f"{code}/{path}", day) for code in others for path, day in listed)]


def _sitemap(
    edition: Edition, _render: Render, name: str, pages: tuple[Listed, ...] | tuple[str, ...]
) -> Iterator[File]:
    yield name, sitemap_file(pages, Here(edition, ""))


def _site_files(edition: Edition, _render: Render) -> Iterator[File]:
    """Yield what says things of the site as a whole."""
    root = Here(edition, "")
    yield f"{ROOT}openapi.json", as_json(description(edition.settings.sitename, edition.settings.base))
    yield "robots.txt", robots(root)
    yield "manifest.webmanifest", webmanifest(root)


def _texts(_edition: Edition, _render: Render, source: ArchivedSource) -> Iterator[File]:
    """Yield the frozen texts of a source that may be published. Captured HTML never is."""
    if source.record.rights == "full-text":
        for capture in source.captures:
            yield text_path(source.record.id, capture), capture.text.encode()


_HOME: Final = PagePlan("", "home", home_page)


def plan_pages(edition: Edition) -> Iterator[PagePlan]:
    """Yield the plan of every page, in a fixed order."""
    yield _HOME
    for claim in edition.site.claims.values():
        yield from _claim_pages(claim)
    yield from _other_pages(edition)


def _claim_pages(claim: Checked) -> Iterator[PagePlan]:
    """Yield a claim's page, and what others frame.

    An old id keeps its frame: nobody who has it on a page learns of the new one.
    """
    yield PagePlan(claim.path, "claim", claim_page, (claim,), claim.modified)
    for claim_id in (claim.record.id, *claim.record.aliases):
        yield PagePlan(embed_path(claim_id), "embed", embed_page, (claim,), listed=False)


def _other_pages(edition: Edition) -> Iterator[PagePlan]:
    yield from _takedown_plans(edition)
    yield from _list_plans(edition)
    yield from _record_plans(edition)
    yield from _board_plans(edition)
    yield PagePlan("labels/", "labels", labels_page)
    yield PagePlan("search/", "search", search_page)
    yield PagePlan("404.html", "404", not_found_page, listed=False)
    yield PagePlan("patterns/", "patterns", _patterns, listed=False)
    for path, target in edition.site.redirects.items():
        yield PagePlan(path, "redirect", redirect_page, (target,), listed=False)


def _takedown_plans(edition: Edition) -> Iterator[PagePlan]:
    for takedown in edition.site.takedowns:
        yield PagePlan(takedown.path, "takedown", takedown_page, (takedown,), listed=False)
        for claim_id in (takedown.id, *takedown.aliases):
            yield PagePlan(embed_path(claim_id), "embed-takedown", embed_takedown_page, (takedown,), listed=False)


def _list_plans(edition: Edition) -> Iterator[PagePlan]:
    for page in paged(edition.listed[::-1], "claims/"):
        yield PagePlan(page.path, "list", claims_page, (page,))
    for facet, page in facet_lists(edition):
        yield PagePlan(page.path, "list", facet_page, (facet, page))
    for tag, claims in sorted(edition.by_tag.items()):
        for page in paged(claims[::-1], f"topics/{tag}/"):
            yield PagePlan(page.path, "list", topic_page, (tag, page))
    for corrections in correction_lists(edition):
        yield PagePlan(corrections.path, "corrections", corrections_page, (corrections,))


def _board_plans(edition: Edition) -> Iterator[PagePlan]:
    boards = (("pledge", "pledges", pledges_page), ("approval", "approvals", approvals_page))
    for kind, name, page in (*boards, ("attendance", "attendance", attendance_page)):
        for claims in board_lists(kind, f"{name}/", edition):
            yield PagePlan(claims.path, name, page, (claims,))


def _record_plans(edition: Edition) -> Iterator[PagePlan]:
    site = edition.site
    for sources in source_lists(edition):
        yield PagePlan(sources.path, "sources", sources_page, (sources,))
    for source in site.sources.values():
        front, *earlier = citing_lists(source, edition)
        yield PagePlan(front.path, "source", source_page, (source, front))
        for page in earlier:
            yield PagePlan(page.path, "list", citing_page, (source, page))
    for thing in site.things.values():
        for parts in paged(edition.parts.get(thing.id, [])[::-1], f"{FOLDER_OF[thing.kind]}/{thing.id}/"):
            yield PagePlan(parts.path, "thing", thing_page, (thing, parts))
    for dossier in site.dossiers.values():
        for claims in paged(edition.by_dossier[dossier.id][::-1], f"dossiers/{dossier.id}/", DOSSIER_SIZE):
            yield PagePlan(claims.path, "dossier", dossier_page, (dossier, claims))


def _patterns(here: Here) -> PatternsPage:
    frame = here.frame("Patterns", "Every component of the theme in every state.", indexed=False)
    return sample_pages(frame, here.root)
