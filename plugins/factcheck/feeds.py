"""Feeds of claims and corrections: Atom (RFC 4287) with archives (RFC 5005), and JSON Feed 1.1."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar
from urllib.parse import quote

from factcheck.api import as_json
from factcheck.jsonld import address
from factcheck.model import Checked
from factcheck.pages.cards import NOT_RATED, correction_path, verdict_words
from factcheck.pages.here import Here
from factcheck.wording import CORRECTIONS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from factcheck.api import File, Make
    from factcheck.model import Correction, Takedown
    from factcheck.pages.edition import Edition

SIZE = 50
_HISTORY: Final = "http://purl.org/syndication/history/1.0"
# What an address may hold as it is.
_IN_ADDRESSES: Final = "/#%[]=:;$&()+,!?*@'~"


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
    # An empty feed changed last when the build that made it ran: Atom demands to know.
    days = [day for entry in document.records for day in (entry.published, entry.modified)]
    parts = (
        '<?xml version="1.0" encoding="utf-8"?>\n',
        f'<feed xml:lang="{settings.language}" xmlns="http://www.w3.org/2005/Atom" xmlns:fh="{_HISTORY}">',
        _element("title", title),
        _link("alternate", "", here),
        _link("self", f"feeds/{document.name}.atom", here),
        _element("id", tag_uri("feeds", document.name if document.is_archive else kind, here)),
        _element("updated", _instant(max(days, default=settings.today))),
        f"<author>{_element('name', settings.sitename)}</author>",
        _element("subtitle", settings.subtitle),
        *([_link("prev-archive", f"feeds/{document.older}.atom", here)] if document.older else ()),
        *([_link("current", f"feeds/{kind}.atom", here), "<fh:archive/>"] if document.is_archive else ()),
        *[_atom_entry(entry, here) for entry in document.records],
        "</feed>",
    )
    return "".join(parts).encode()


def _atom_entry(entry: Entry, here: Here) -> str:
    tags = "".join([f'<category term="{tag}"/>' for tag in entry.tags])
    return (
        f"<entry>{_element('title', entry.title)}{_link('alternate', entry.path, here)}"
        f"<published>{_instant(entry.published)}</published><updated>{_instant(entry.modified)}</updated>"
        f'{_element("id", entry.id)}<content type="html">{html.escape(entry.html, quote=False)}</content>'
        f"{tags}</entry>"
    )


def _element(name: str, text: str) -> str:
    return f"<{name}>{html.escape(text, quote=False)}</{name}>"


def _link(rel: str, path: str, here: Here) -> str:
    """Return a link to a root path; a reader of feeds need know no letters beyond ASCII in addresses (RFC 3987)."""
    href = html.escape(quote(address(path, here), safe=_IN_ADDRESSES), quote=False)
    return f'<link href="{href}" rel="{rel}"/>'


def _instant(day: dt.date) -> str:
    """Return the first moment of a day, in UTC."""
    return f"{day.isoformat()}T00:00:00+00:00"


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
        "date_published": _instant(entry.published),
        "date_modified": _instant(entry.modified),
        "tags": list(entry.tags),
    }
    return item | ({"language": entry.language} if entry.language else {})
