"""One page's point of view: relative addresses, links, the frame around its content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from factcheck.site import FOLDER_OF
from factcheck.urls import root_from
from factcheck.views import Frame, Link, NavigationItem
from factcheck.wording import direction_of

if TYPE_CHECKING:
    from factcheck.pages.edition import Edition

NAVIGATION = (
    ("claims/", "Claims"),
    ("pledges/", "Pledges"),
    ("approvals/", "Approvals"),
    ("attendance/", "Attendance"),
    ("sources/", "Sources"),
)
_BELONGS = {"people/": "attendance/", "events/": "attendance/", "topics/": "claims/", "dossiers/": "claims/"}


@dataclass(frozen=True, slots=True)
class Here:
    """The page at a root path such as ``claims/a/``."""

    edition: Edition
    path: str

    @property
    def root(self) -> str:
        """The relative way to the root; absolute on the 404 page, which is shown at any address."""
        if self.path == "404.html":
            return f"{urlsplit(self.edition.settings.siteurl).path}/"
        return root_from(self.path)

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.edition.settings.language

    def href(self, path: str) -> str:
        """Return the relative address of a root path."""
        return self.root + path

    def maybe(self, path: str | None) -> str | None:
        """Return the relative address of a root path, None for none."""
        return None if path is None else self.href(path)

    def to(self, text: str, path: str) -> Link:
        """Return a link to a root path of the site."""
        return Link(text=text, href=self.href(path))

    def who(self, record_id: str) -> Link:
        """Return a link to a person, organization, event, source or claim; plain text where it has no page."""
        site = self.edition.site
        if thing := site.things.get(record_id):
            return Link(
                text=thing.name,
                href=self.href(f"{FOLDER_OF[thing.kind]}/{thing.id}/"),
                language=self.foreign(thing.language),
            )
        if source := site.sources.get(record_id):
            return self.source(source.record.id)
        if claim := site.claims.get(record_id):
            return self.to(claim.record.claim, claim.path)
        return Link(text=record_id)

    def source(self, source_id: str, anchor: str = "") -> Link:
        """Return a link to a source's page, or to a passage on it."""
        record = self.edition.site.sources[source_id].record
        href = self.href(f"sources/{source_id}/") + (f"#{anchor}" if anchor else "")
        return Link(text=record.title, href=href)

    def foreign(self, language: str | None) -> str | None:
        """Return a language where it is not the page's own."""
        return language if language and language != self.language else None

    def canonical(self) -> str | None:
        """Return the absolute address of the page, where the site has one."""
        siteurl = self.edition.settings.siteurl
        return f"{siteurl}/{self.path}" if siteurl else None

    def frame(
        self,
        title: str,
        description: str,
        *,
        jsonld: str | None = None,
        indexed: bool = True,
        card_type: str = "website",
    ) -> Frame:
        """Return what stands around the page's content."""
        settings = self.edition.settings
        return Frame(
            title=title,
            description=description,
            language=self.language,
            direction=direction_of(self.language) or "ltr",
            root=self.root,
            canonical=self.canonical(),
            site=settings.sitename,
            subtitle=settings.subtitle,
            navigation=tuple(NavigationItem(link=self.to(w, p), current=self._is_in(p)) for p, w in NAVIGATION),
            footer=self._footer(),
            report=self._report(),
            jsonld=jsonld,
            indexed=indexed,
            card_type=card_type,
        )

    def _is_in(self, section: str) -> bool:
        top = self.path.partition("/")[0] + "/"
        return section in (top, _BELONGS.get(top))

    def _footer(self) -> tuple[Link, ...]:
        fixed = [self.to("The four labels", "labels/"), self.to("Corrections", "corrections/")]
        pages = (self.to(title, f"{slug}/") for slug, title in sorted(self.edition.settings.pages.items()))
        return (*fixed, *pages)

    def _report(self) -> Link | None:
        url = self.edition.settings.report_url
        return Link(text="Report an error", href=url, external=True) if url else None
