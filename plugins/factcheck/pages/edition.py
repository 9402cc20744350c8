"""A site about to be rendered: the model, the settings, and who refers to whom, worked out once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from factcheck.evidence import origin_of
from factcheck.model import Approval, Attendance, Pledge
from factcheck.pages.paging import paged
from factcheck.schema import UNRATED
from factcheck.translations import N_, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from factcheck.model import Checked, Claim, Site
    from factcheck.settings import Settings
    from factcheck.translations import Words

Part = tuple[str, "Checked"]
T = TypeVar("T")
# What is said of each claim, for a large site in some languages.
MOST_SAYINGS = 400_000


class Memory:
    """What was worked out for one page and is the same on others. A full one forgets everything, and goes on."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[tuple[str, ...], Any] = {}

    def of(self, key: tuple[str, ...], work_out: Callable[[], T]) -> T:
        """Return what is known for a key, or work it out. It must follow from the key and the site alone."""
        found: T | None = self._known.get(key)
        if found is None:
            if len(self._known) >= self._most:
                self._known.clear()
            found = self._known[key] = work_out()
        return found


@dataclass(frozen=True, slots=True)
class Edition:
    """What page builders read.

    ``parts`` maps a person, organization or event to its claims, each with the part it has in them (``Said`` …);
    ``origins`` maps a source to the one whose report it repeats, at any distance, or to itself; ``correction_pages``
    maps a correction to the root path of the page it stands on; ``by_facet`` maps a question (``kind``, ``verdict``,
    ``evidence``) and an answer to claims; ``words`` maps each language of the site, its own first, to the words of the
    interface; the other mappings go from an id to claims. Claims are newest first everywhere.
    """

    site: Site
    settings: Settings
    listed: tuple[Checked, ...]
    children: dict[str, list[Checked]]
    by_source: dict[str, list[Checked]]
    by_dossier: dict[str, list[Checked]]
    by_tag: dict[str, list[Checked]]
    by_facet: dict[tuple[str, str], list[Checked]]
    parts: dict[str, list[Part]]
    origins: dict[str, str]
    correction_pages: dict[str, str]
    words: dict[str, Words]
    sayings: Memory = field(default_factory=lambda: Memory(MOST_SAYINGS), repr=False, compare=False)


def edition(site: Site, settings: Settings) -> Edition:
    """Cross-reference a site."""
    records = {key: source.record for key, source in site.sources.items()}
    newest = sorted(site.claims.values(), key=lambda c: (-c.record.published.toordinal(), c.record.id))
    return Edition(
        site=site,
        settings=settings,
        listed=tuple(newest),
        children=_group((c.record.part_of, c) for c in newest),
        by_source=_group((c.record.quote.source, c) for c in newest),
        by_dossier=_group((c.record.dossier, c) for c in newest),
        by_tag=_group((tag, c) for c in newest for tag in c.record.tags),
        by_facet=_by_facet(newest),
        parts=_parts(newest),
        origins={key: origin_of(key, records) for key in records},
        correction_pages={c.id: page.path for page in paged(site.corrections, "corrections/") for c in page.items},
        words={code: words_of(code) for code in settings.languages},
    )


def _group(pairs: Iterable[tuple[str | None, Checked]]) -> dict[str, list[Checked]]:
    groups: dict[str, dict[str, Checked]] = defaultdict(dict)
    for key, claim in pairs:
        if key is not None:
            groups[key][claim.record.id] = claim
    return {key: list(claims.values()) for key, claims in groups.items()}


def _by_facet(claims: list[Checked]) -> dict[tuple[str, str], list[Checked]]:
    found: dict[tuple[str, str], list[Checked]] = defaultdict(list)
    for claim in claims:
        found["kind", claim.record.kind].append(claim)
        found["verdict", claim.verdict.id if claim.verdict else UNRATED].append(claim)
        found["evidence", claim.evidence.level].append(claim)
    return dict(found)


def people_of(claim: Claim, site: Site) -> list[str]:
    """Return the ids of the people whom a claim names, in whatever part."""
    named = dict.fromkeys(thing for thing, _ in _roles(claim))
    return [who for who in named if who in site.things and site.things[who].kind == "person"]


def _parts(claims: list[Checked]) -> dict[str, list[Part]]:
    found: dict[str, list[Part]] = defaultdict(list)
    for claim in claims:
        roles: dict[str, str] = {}
        for thing, part in _roles(claim.record):
            roles.setdefault(thing, part)
        for thing, part in roles.items():
            found[thing].append((part, claim))
    return dict(found)


def _roles(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield everyone a claim names with the part they have in it, the weightiest first."""
    terms = claim.terms
    if claim.claimant:
        yield claim.claimant, N_("Said")
    if isinstance(terms, Attendance):
        yield terms.who, N_("Attendance")
        yield terms.event, N_("Attendance")
    if isinstance(terms, Pledge):
        yield from (
            (who, part)
            for who, part in ((terms.promisor, N_("Promised")), (terms.beneficiary, N_("Promised to")))
            if who
        )
    if isinstance(terms, Approval):
        yield from ((who, N_("To approve")) for who in terms.required_from)
    yield from ((who, N_("About")) for who in claim.about)
    yield from ((link.who, N_("Passed on")) for link in claim.attribution if link.who)
    yield from ((reply.asked, N_("Asked for a reply")) for reply in claim.replies if reply.asked)
