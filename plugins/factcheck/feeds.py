"""Feeds of claims and corrections: Atom (RFC 4287) with archives (RFC 5005), and JSON Feed 1.1."""

from __future__ import annotations

import datetime as dt
import html
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from feedgenerator import Atom1Feed

from factcheck.api import as_json
from factcheck.jsonld import address
from factcheck.model import Checked
from factcheck.pages.cards import NOT_RATED, correction_path, verdict_words
from factcheck.pages.here import Here
from factcheck.wording import CORRECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcheck.api import File, Make
    from factcheck.model import Correction, Takedown
    from factcheck.pages.edition import Edition

SIZE = 50
_HISTORY = "http://purl.org/syndication/history/1.0"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed."""

    id: str
    path: str
    title: str
    html: str
    published: dt.date
    modified: dt.date
    tags: tuple[str, ...] = ()
    language: str | None = None


R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Document(Generic[R]):
    """One document of a feed: the newest records, or an archive that no longer changes its records."""

    name: str
    records: tuple[R, ...]
    older: str | None
    is_archive: bool


class _Atom(Atom1Feed):  # type: ignore[misc]  # feedgenerator has no types
    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:fh": _HISTORY}

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for rel, href in self.feed["links"]:
            handler.addQuickElement("link", "", {"rel": rel, "href": href})
        if self.feed["is_archive"]:
            handler.addQuickElement("fh:archive", "")


def feed_units(edition: Edition) -> Iterator[tuple[str, Make, tuple[object, ...]]]:
    """Yield every document of a feed: its name, what makes it, and its records. See ``outputs.Unit``."""
    claims: list[Checked | Takedown] = [*edition.site.claims.values(), *edition.site.takedowns]
    claims.sort(key=_when)
    for document in _documents("claims", claims):
        yield document.name, _claims, (document.name, document.records, document.older, document.is_archive)
    for changes in _documents("corrections", edition.site.corrections):
        yield changes.name, _corrections, (changes.name, changes.records, changes.older, changes.is_archive)


def _when(record: Checked | Takedown) -> tuple[dt.date, str]:
    own = record.record if isinstance(record, Checked) else record
    return own.published, own.id


def _claims(
    edition: Edition,
    _render: object,
    name: str,
    records: tuple[Checked | Takedown, ...],
    older: str | None,
    is_archive: bool,  # noqa: FBT001 - handed over by position, as all that units are made from
) -> Iterator[File]:
    here = Here(edition, "feeds/")
    entries = tuple(_claim_entry(r, here) if isinstance(r, Checked) else _takedown_entry(r, here) for r in records)
    document = Document(name, entries, older, is_archive=is_archive)
    title = edition.settings.sitename
    yield f"feeds/{name}.atom", _atom(document, "claims", title, here)
    yield f"feeds/{name}.json", _json(document, title, here)


def _corrections(
    edition: Edition,
    _render: object,
    name: str,
    records: tuple[Correction, ...],
    older: str | None,
    is_archive: bool,  # noqa: FBT001 - as above
) -> Iterator[File]:
    here = Here(edition, "feeds/")
    document = Document(name, tuple(_correction_entry(c, here) for c in records), older, is_archive=is_archive)
    title = here.say("%(site)s: corrections", site=edition.settings.sitename)
    yield f"feeds/{name}.atom", _atom(document, "corrections", title, here)


def _documents(name: str, oldest_first: Sequence[R]) -> Iterator[Document[R]]:
    """Cut records into archives of 50, and the newest 50 in front of them.

    The newest document may overlap the last archive: RFC 5005 asks only that nothing falls between the two.
    """
    archives = max(0, len(oldest_first) - 1) // SIZE
    names = [f"{name}-{number}" for number in range(1, archives + 1)]
    newest = tuple(reversed(oldest_first[-SIZE:]))
    yield Document(name, newest, names[-1] if names else None, is_archive=False)
    for index, archive in enumerate(names):
        entries = tuple(reversed(oldest_first[index * SIZE : (index + 1) * SIZE]))
        yield Document(archive, entries, names[index - 1] if index else None, is_archive=True)


def tag_uri(kind: str, record_id: str, here: Here) -> str:
    """Return the id of a thing for all time (RFC 4151)."""
    return f"tag:{here.edition.settings.tag_authority}:{kind}/{record_id}"


def _claim_entry(claim: Checked, here: Here) -> Entry:
    record = claim.record
    verdict = verdict_words(claim.verdict, here)[0] if claim.verdict else here.say(NOT_RATED)
    told = here.say("Verdict: %(verdict)s.", verdict=verdict)
    quote = f"<blockquote>{html.escape(claim.proof.exact)}</blockquote><p>{html.escape(told)}</p>"
    withdrawn = ""
    if record.withdrawal:
        reason = here.say("Withdrawn: %(reason)s", reason=record.withdrawal.reason)
        withdrawn = f"<p>{html.escape(reason)}</p>"
    return Entry(
        tag_uri("claims", record.id, here),
        claim.path,
        record.claim,
        withdrawn + quote,
        record.published,
        claim.modified,
        record.tags,
        record.language,
    )


def _takedown_entry(takedown: Takedown, here: Here) -> Entry:
    """Return the entry that takes the place of the claim's own wherever a feed reader has kept that one."""
    removed = takedown.withdrawal
    reason = here.say("This claim was taken down: %(reason)s", reason=removed.reason)
    text = f"<p>{html.escape(reason)}</p>"
    return Entry(
        tag_uri("claims", takedown.id, here),
        takedown.path,
        here.say("A claim was taken down"),
        text,
        takedown.published,
        removed.published,
    )


def _correction_entry(correction: Correction, here: Here) -> Entry:
    claim = here.edition.site.claims[correction.claim].record
    title = f"{here.say(CORRECTIONS[correction.kind])}: {claim.claim}"
    path = correction_path(correction, here.edition)
    day = correction.published
    return Entry(
        tag_uri("corrections", correction.id, here), path, title, f"<p>{html.escape(correction.text)}</p>", day, day
    )


def _atom(document: Document[Entry], kind: str, title: str, here: Here) -> bytes:
    settings = here.edition.settings
    feed = _Atom(
        title=title,
        link=address("", here),
        description=settings.subtitle,
        language=settings.language,
        author_name=settings.sitename,
        feed_url=address(f"feeds/{document.name}.atom", here),
        feed_guid=tag_uri("feeds", document.name if document.is_archive else kind, here),
        links=tuple(_links(document, kind, here)),
        is_archive=document.is_archive,
    )
    for entry in document.records:
        feed.add_item(
            title=entry.title,
            link=address(entry.path, here),
            description=None,
            content=entry.html,
            unique_id=entry.id,
            pubdate=_instant(entry.published),
            updateddate=_instant(entry.modified),
            categories=entry.tags,
        )
    if not document.records:
        # Atom demands `updated`; an empty feed changed last when the build that made it ran.
        feed.latest_post_date = lambda: _instant(settings.today)
    out = StringIO()
    feed.write(out, "utf-8")
    return out.getvalue().encode()


def _links(document: Document[Entry], kind: str, here: Here) -> Iterator[tuple[str, str]]:
    if document.older:
        yield "prev-archive", address(f"feeds/{document.older}.atom", here)
    if document.is_archive:
        yield "current", address(f"feeds/{kind}.atom", here)


def _instant(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


def _json(document: Document[Entry], title: str, here: Here) -> bytes:
    """Return a JSON Feed (https://www.jsonfeed.org/version/1.1/)."""
    settings = here.edition.settings
    data: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "description": settings.subtitle,
        "home_page_url": address("", here),
        "feed_url": address(f"feeds/{document.name}.json", here),
        "language": settings.language,
        "authors": [{"name": settings.sitename, "url": address("", here)}],
    }
    if document.older:
        data["next_url"] = address(f"feeds/{document.older}.json", here)
    data["items"] = [_json_item(entry, here) for entry in document.records]
    return as_json(data)


def _json_item(entry: Entry, here: Here) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": address(entry.path, here),
        "title": entry.title,
        "content_html": entry.html,
        "date_published": _instant(entry.published).isoformat(),
        "date_modified": _instant(entry.modified).isoformat(),
        "tags": list(entry.tags),
    }
    return item | ({"language": entry.language} if entry.language else {})
