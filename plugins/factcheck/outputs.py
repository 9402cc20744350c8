"""Everything a site consists of, as paths and bytes: siblings over one model, none of which reads another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from factcheck.api import ROOT, api_files, as_json
from factcheck.feeds import feed_files
from factcheck.oembed import oembed_files
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
from factcheck.sitemap import robots, sitemap_files
from factcheck.urls import file_of
from factcheck.webmanifest import webmanifest

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator

    from factcheck.pages.edition import Edition
    from factcheck.views import Page, PatternsPage

    Render = Callable[[str, Page], str]
    Builder = Callable[[Here], Page]
    Draw = Callable[[Iterable[tuple[str, str]]], Iterator[tuple[str, bytes]]]


@dataclass(frozen=True, slots=True)
class PagePlan:
    """A page that can be built: its root path, its template, how to build it, and when it last changed."""

    path: str
    template: str
    build: Builder
    modified: dt.date | None = None
    listed: bool = True


def outputs(edition: Edition, render: Render, draw: Draw) -> Iterator[tuple[str, bytes]]:
    """Yield each file of a site with its path.

    ``render`` turns a template's name and a view into HTML, ``draw`` SVGs into pictures; the latter takes long, and
    is asked in a build for release alone.
    """
    _, *others = edition.settings.languages
    plans = list(plan_pages(edition))
    for plan in plans:
        yield file_of(plan.path), render(plan.template, plan.build(Here(edition, plan.path))).encode()
    for here, plan in _translated(plans, others, edition):
        yield file_of(here.address), render(plan.template, plan.build(here)).encode()
    yield from api_files(edition)
    yield from oembed_files(edition)
    yield f"{ROOT}openapi.json", as_json(description(edition.settings.sitename, edition.settings.base))
    yield from feed_files(edition)
    yield from _texts(edition)
    root = Here(edition, "")
    content = [(f"{slug}/", None) for slug in sorted(edition.settings.pages)]
    listed = [(p.path, p.modified) for p in plans if p.listed]
    translated = [(f"{code}/{path}", day) for code in others for path, day in listed]
    yield from sitemap_files([*listed, *content, *translated], root)
    yield "robots.txt", robots(root)
    yield "manifest.webmanifest", webmanifest(root)
    if edition.settings.release:
        yield from draw((card_path(claim), card_of_claim(claim, root)) for claim in edition.site.claims.values())


def _translated(plans: list[PagePlan], languages: list[str], edition: Edition) -> Iterator[tuple[Here, PagePlan]]:
    """Yield each page that is made in every language, as it is seen from there."""
    for code in languages:
        pages = ((Here(edition, plan.path, code), plan) for plan in plans)
        yield from ((here, plan) for here, plan in pages if here.is_translated)


def _texts(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the frozen texts that may be published. Captured HTML never is."""
    for source in edition.site.sources.values():
        if source.record.rights == "full-text":
            for capture in source.captures:
                yield text_path(source.record.id, capture), capture.text.encode()


def plan_pages(edition: Edition) -> Iterator[PagePlan]:
    """Yield the plan of every page, in a fixed order."""
    yield PagePlan("", "home", home_page)
    yield from _claim_plans(edition)
    yield from _embed_plans(edition)
    yield from _list_plans(edition)
    yield from _record_plans(edition)
    yield from _board_plans(edition)
    yield PagePlan("labels/", "labels", labels_page)
    yield PagePlan("search/", "search", search_page)
    yield PagePlan("404.html", "404", not_found_page, listed=False)
    yield PagePlan("patterns/", "patterns", _patterns, listed=False)
    for path, target in edition.site.redirects.items():
        yield PagePlan(path, "redirect", partial(redirect_page, target), listed=False)


def _claim_plans(edition: Edition) -> Iterator[PagePlan]:
    for claim in edition.site.claims.values():
        yield PagePlan(claim.path, "claim", partial(claim_page, claim), claim.modified)
    for takedown in edition.site.takedowns:
        yield PagePlan(takedown.path, "takedown", partial(takedown_page, takedown), listed=False)


def _embed_plans(edition: Edition) -> Iterator[PagePlan]:
    """Yield what others frame. An old id keeps its frame: nobody who has it on a page learns of the new one."""
    for claim in edition.site.claims.values():
        for claim_id in (claim.record.id, *claim.record.aliases):
            yield PagePlan(embed_path(claim_id), "embed", partial(embed_page, claim), listed=False)
    for takedown in edition.site.takedowns:
        for claim_id in (takedown.id, *takedown.aliases):
            yield PagePlan(embed_path(claim_id), "embed-takedown", partial(embed_takedown_page, takedown), listed=False)


def _list_plans(edition: Edition) -> Iterator[PagePlan]:
    for page in paged(edition.listed[::-1], "claims/"):
        yield PagePlan(page.path, "list", partial(claims_page, page))
    for facet, page in facet_lists(edition):
        yield PagePlan(page.path, "list", partial(facet_page, facet, page))
    for tag, claims in sorted(edition.by_tag.items()):
        for page in paged(claims[::-1], f"topics/{tag}/"):
            yield PagePlan(page.path, "list", partial(topic_page, tag, page))
    for corrections in correction_lists(edition):
        yield PagePlan(corrections.path, "corrections", partial(corrections_page, corrections))


def _board_plans(edition: Edition) -> Iterator[PagePlan]:
    boards = (("pledge", "pledges", pledges_page), ("approval", "approvals", approvals_page))
    for kind, name, page in (*boards, ("attendance", "attendance", attendance_page)):
        for claims in board_lists(kind, f"{name}/", edition):
            yield PagePlan(claims.path, name, partial(page, claims))


def _record_plans(edition: Edition) -> Iterator[PagePlan]:
    site = edition.site
    for sources in source_lists(edition):
        yield PagePlan(sources.path, "sources", partial(sources_page, sources))
    for source in site.sources.values():
        front, *earlier = citing_lists(source, edition)
        yield PagePlan(front.path, "source", partial(source_page, source, front))
        for page in earlier:
            yield PagePlan(page.path, "list", partial(citing_page, source, page))
    for thing in site.things.values():
        for parts in paged(edition.parts.get(thing.id, [])[::-1], f"{FOLDER_OF[thing.kind]}/{thing.id}/"):
            yield PagePlan(parts.path, "thing", partial(thing_page, thing, parts))
    for dossier in site.dossiers.values():
        for claims in paged(edition.by_dossier[dossier.id][::-1], f"dossiers/{dossier.id}/", DOSSIER_SIZE):
            yield PagePlan(claims.path, "dossier", partial(dossier_page, dossier, claims))


def _patterns(here: Here) -> PatternsPage:
    frame = here.frame("Patterns", "Every component of the theme in every state.", indexed=False)
    return sample_pages(frame, here.root)
