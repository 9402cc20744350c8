"""What can be found by searching: each record of a site as the index takes it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from factcheck.markup import to_text
from factcheck.pages.cards import notices_of, signs_of
from factcheck.pages.here import Here
from factcheck.site import FOLDER_OF
from factcheck.text import SOFT_HYPHEN
from factcheck.wording import KINDS, sentence_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from factcheck.model import ArchivedSource, Checked, Dossier, Thing
    from factcheck.pages.edition import Edition
    from factcheck.views import Sign


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRecord:
    """Something that can be found, as a language of the site shows it.

    ``content`` is what a result shows of it, of a claim the quote; ``meta`` has its title and whatever else can be
    searched; ``filters`` are the values by which results are narrowed, and ``card``, what else a result shows.
    """

    url: str
    language: str
    content: str
    meta: dict[str, str]
    filters: dict[str, list[str]] = field(default_factory=dict)


def search_records(edition: Edition) -> Iterator[SearchRecord]:
    """Yield all that can be found, in each language of the site, in a fixed order.

    It reads the model, so what no page shows (a draft, an embargo, a takedown) cannot be found either.
    """
    others = edition.settings.languages[1:]
    involved = _involved(edition)
    for here in (Here(edition, "search/"), *(Here(edition, "search/", code) for code in others)):
        for claim in edition.site.claims.values():
            yield _claim(claim, involved.get(claim.record.id, ()), here)
        yield from (_source(source, here) for source in edition.site.sources.values())
        yield from (_thing(thing, here) for thing in edition.site.things.values())
        yield from (_dossier(dossier, here) for dossier in edition.site.dossiers.values())


def _involved(edition: Edition) -> dict[str, list[Thing]]:
    """Return whom and what each claim names, by the id of the claim."""
    found: dict[str, list[Thing]] = {}
    # In the order of ids, which stays the same whoever is named by a new claim.
    for thing in edition.site.things.values():
        for _, claim in edition.parts.get(thing.id, ()):
            found.setdefault(claim.record.id, []).append(thing)
    return found


def _claim(claim: Checked, involved: Iterable[Thing], here: Here) -> SearchRecord:
    record, site = claim.record, here.edition.site
    title, language = here.title_of(record)
    source = site.sources[claim.proof.source].record
    labels = signs_of(claim, here)
    topics = [sentence_case(tag) for tag in record.tags]
    dossier = site.dossiers.get(record.dossier or "")
    filters = {
        "kind": [here.say(KINDS[record.kind])],
        "verdict": [labels[3].state],
        "evidence": [labels[2].state],
        "who": [thing.name for thing in involved if thing.kind != "event"],
        "topic": topics,
        "dossier": [dossier.title] if dossier else [],
        "card": [_card(claim, labels, language, here)],
    }
    meta = {
        "title": title,
        "names": ", ".join(thing.name for thing in involved),
        "also": ", ".join(name for thing in involved for name in thing.alternate_names),
        "topics": ", ".join(topics),
        "source": source.title,
    }
    return _record(claim.path, claim.proof.exact, meta, filters, here)


def _card(claim: Checked, labels: tuple[Sign, ...], language: str | None, here: Here) -> str:
    """Return what a result shows beside what can be searched, in as few different texts as can be.

    It is a filter that nobody chooses by, because Pagefind searches whatever else it keeps with a record.
    """
    source = here.edition.site.sources[claim.proof.source].record
    card = {
        "title": language,
        "quote": source.language,
        "source": here.foreign(None),
        # The state of the first label says where the quote stands, which is another place for each.
        "labels": [[label.state, label.tone] for label in labels[1:]],
        "verdict": labels[3].state_language,
        "flags": [notice.title for notice in notices_of(claim, here)],
    }
    return json.dumps(card, ensure_ascii=False)


def _source(source: ArchivedSource, here: Here) -> SearchRecord:
    record = source.record
    meta = {"title": record.title, "names": ", ".join(filter(None, (record.publisher, *record.authors)))}
    return _other(f"sources/{record.id}/", here.say("Source"), record.description, meta, here)


def _thing(thing: Thing, here: Here) -> SearchRecord:
    meta = {"title": thing.name, "names": ", ".join(thing.alternate_names)}
    return _other(f"{FOLDER_OF[thing.kind]}/{thing.id}/", here.named(thing.kind), thing.description, meta, here)


def _dossier(dossier: Dossier, here: Here) -> SearchRecord:
    introduction = to_text(dossier.introduction) if dossier.introduction else None
    return _other(f"dossiers/{dossier.id}/", here.say("Dossier"), introduction, {"title": dossier.title}, here)


def _other(path: str, kind: str, text: str | None, meta: dict[str, str], here: Here) -> SearchRecord:
    # Pagefind leaves out a record without content, so the title stands in for it.
    return _record(path, text or meta["title"], meta, {"kind": [kind]}, here)


def _record(path: str, content: str, meta: dict[str, str], filters: dict[str, list[str]], here: Here) -> SearchRecord:
    return SearchRecord(
        url=here.prefix + path,
        language=here.language.lower(),
        # A word with a soft hyphen in it would be found by nobody.
        content=content.replace(SOFT_HYPHEN, ""),
        meta={name: text for name, text in meta.items() if text},
        filters={name: values for name, values in filters.items() if values},
    )
