"""One page's point of view: relative addresses, links, the frame around its content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from factcheck.reporting import prefilled
from factcheck.site import FOLDER_OF
from factcheck.translations import N_
from factcheck.urls import root_from
from factcheck.views import Alternate, Frame, Link, NavigationItem
from factcheck.wording import NAMES, date_text, direction_of, language_name, number_text

if TYPE_CHECKING:
    import datetime as dt

    from factcheck.model import Checked, Claim, PartialDate
    from factcheck.pages.edition import Edition
    from factcheck.pages.paging import Paged

NAVIGATION = (
    ("claims/", N_("Claims")),
    ("pledges/", N_("Pledges")),
    ("approvals/", N_("Approvals")),
    ("attendance/", N_("Attendance")),
    ("sources/", N_("Sources")),
    ("search/", N_("Search")),
)
# What has one address in whatever language: files for programs, and frozen texts.
_SHARED = ("api/", "embed/", "feeds/", "pagefind/", "theme/", "patterns/", "cards/", "admin/")
_BELONGS = {"people/": "attendance/", "events/": "attendance/", "topics/": "claims/", "dossiers/": "claims/"}


class Here:
    """The page at a root path such as ``claims/a/``, in the site's own language or in ``translated_to`` another.

    Root paths name a page in whatever language: in another one than the site's own it stands below ``uk/`` or the like.
    ``prefix`` is the folder of the page's language, empty for the site's own; ``address`` the root path of this very
    page, its language included; ``root`` the relative way to the root; ``say`` returns a message of the interface in
    the page's language. Nothing of it is ever changed.
    """

    __slots__ = ("address", "edition", "language", "path", "prefix", "root", "say", "translated_to", "words")

    def __init__(self, edition: Edition, path: str, translated_to: str | None = None) -> None:
        self.edition, self.path, self.translated_to = edition, path, translated_to
        self.prefix = f"{translated_to}/" if translated_to else ""
        self.address = self.prefix + path
        # The page 404.html is shown at any address, so its links cannot be relative.
        is_anywhere = path == "404.html"
        self.root = f"{urlsplit(edition.settings.siteurl).path}/" if is_anywhere else root_from(self.address)
        self.language: str = translated_to or edition.settings.languages[0]
        self.words = edition.words[self.language]
        self.say = self.words.say

    def count(self, number: int, one: str, many: str, /, **values: object) -> str:
        """Return the message that fits a number; it is filled in as ``%(n)s``."""
        return self.words.count(number, one, many, n=self.number(number), **values)

    def number(self, number: int) -> str:
        """Return a whole number as the page's language writes it."""
        return number_text(number, self.language)

    def named(self, identifier: str) -> str:
        """Return a state, a role, a form or a kind of ours as words."""
        return self.say(NAMES[identifier])

    def date(self, date: PartialDate | dt.date) -> str:
        """Return a date in words."""
        return date_text(date, self.language)

    def href(self, path: str) -> str:
        """Return the relative address of a root path, in the page's language where there is one in it."""
        return self.root + (self.spoken(path) if self.prefix else path)

    def spoken(self, path: str) -> str:
        """Return the root path of the same page in the page's language, where there is one in it."""
        return path if not self.prefix or self._is_shared(path) else self.prefix + path

    @property
    def is_translated(self) -> bool:
        """Whether the page is made in each language of the site."""
        return not self._is_shared(self.path)

    def _is_shared(self, path: str) -> bool:
        is_own_page = path.partition("/")[0] in self.edition.settings.pages
        return is_own_page or path.startswith(_SHARED) or path.endswith((".txt", ".html"))

    def maybe(self, path: str | None) -> str | None:
        """Return the relative address of a root path, None for none."""
        return None if path is None else self.href(path)

    def to(self, text: str, path: str) -> Link:
        """Return a link to a root path of the site."""
        return Link(text=text, href=self.href(path))

    def to_record(self, text: str, path: str, language: str | None = None) -> Link:
        """Return a link whose text is a record's own words, in a language."""
        return Link(text=text, href=self.href(path), language=self.foreign(language))

    def title_of(self, claim: Claim) -> tuple[str, str | None]:
        """Return the sentence of a claim in the page's language, or in its own, and its language if it is not that."""
        if self.foreign(claim.language) is None:
            return claim.claim, None
        found = (t.text for t in claim.translations if t.of == "claim" and t.language == self.language)
        return next(((text, None) for text in found), (claim.claim, self.foreign(claim.language)))

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
            return self.claim(claim)
        return Link(text=record_id)

    def claim(self, claim: Checked) -> Link:
        """Return a link to the page of a claim."""
        text, language = self.title_of(claim.record)
        return Link(text=text, href=self.href(claim.path), language=language)

    def source(self, source_id: str, anchor: str = "") -> Link:
        """Return a link to a source's page, or to a passage on it."""
        record = self.edition.site.sources[source_id].record
        href = self.href(f"sources/{source_id}/") + (f"#{anchor}" if anchor else "")
        return Link(text=record.title, href=href, language=self.foreign(None))

    def foreign(self, language: str | None) -> str | None:
        """Return the language of a text where it is not the page's own; a record that names none is in the site's."""
        found = language or self.edition.settings.language
        return found if found != self.language else None

    def canonical(self) -> str | None:
        """Return the absolute address of the page, where the site has one."""
        siteurl = self.edition.settings.siteurl
        return f"{siteurl}/{self.address}" if siteurl else None

    def in_languages(self) -> tuple[Alternate, ...]:
        """Return this page in each language of the site; nothing where there is one of it."""
        languages = self.edition.settings.languages
        return tuple(map(self._alternate, languages)) if len(languages) > 1 and self.is_translated else ()

    def _alternate(self, code: str) -> Alternate:
        settings = self.edition.settings
        address = self.path if code == settings.languages[0] else f"{code}/{self.path}"
        return Alternate(
            language=code,
            name=language_name(code, code).capitalize(),
            href=self.root + address,
            absolute=f"{settings.siteurl}/{address}" if settings.siteurl else None,
            current=code == self.language,
        )

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
            home=self.href(""),
            canonical=self.canonical(),
            site=settings.sitename,
            subtitle=settings.subtitle,
            navigation=self._navigation(),
            footer=self._footer(),
            languages=self.in_languages(),
            report=self._report(title),
            jsonld=jsonld,
            indexed=indexed,
            card_type=card_type,
        )

    def _navigation(self) -> tuple[NavigationItem, ...]:
        top = self.path.partition("/")[0] + "/"
        key = ("navigation", self.root, self.language, top)
        return self.edition.sayings.of(key, lambda: tuple(self._section(p, w, top) for p, w in NAVIGATION))

    def _section(self, path: str, word: str, top: str) -> NavigationItem:
        return NavigationItem(link=self.to(self.say(word), path), current=path in (top, _BELONGS.get(top)))

    def _footer(self) -> tuple[Link, ...]:
        return self.edition.sayings.of(("footer", self.root, self.language), self._footer_links)

    def _footer_links(self) -> tuple[Link, ...]:
        settings = self.edition.settings
        fixed = [self.to(self.say("The four labels"), "labels/"), self.to(self.say("Corrections"), "corrections/")]
        language = self.foreign(settings.language)
        pages = (
            Link(text=title, href=self.href(f"{slug}/"), language=language)
            for slug, title in sorted(settings.pages.items())
        )
        return (*fixed, *pages)

    def _report(self, title: str) -> Link | None:
        url = self.edition.settings.report_url
        if not url:
            return None
        address = self.canonical() or f"/{self.address}"
        body = f"{title}\n{address}\n\n{self.say('What is wrong, and how do you know?')}\n"
        subject = self.say("Error on the page “%(title)s”", title=title)
        href = prefilled(url, title=title, address=address, subject=subject, body=body)
        return Link(text=self.say("Report an error on this page"), href=href, external=True)


def paged_title(title: str, page: Paged[Any], here: Here) -> str:
    """Return the title of a page of a list; of an earlier one it says so."""
    return title if page.newer is None else here.say("%(title)s, earlier", title=title)
