"""A site about to be rendered: the model, the settings, and who refers to whom, worked out once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from factcheck.evidence import origin_of
from factcheck.model import Approval, Attendance, Pledge
from factcheck.outlines import Outline, outline_of
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
# What is said of some ten thousand claims in some languages: pages follow one another that show the same.
MOST_SAYINGS = 160_000


class Memory:
    """What was worked out for one page and is the same on others. A full one forgets what nobody asked for lately."""

    def __init__(self, most: int) -> None:
        self._half = most // 2
        self._recent: dict[tuple[object, ...], Any] = {}
        self._older: dict[tuple[object, ...], Any] = {}

    def of(self, key: tuple[object, ...], work_out: Callable[[], T]) -> T:
        """Return what is known for a key, or work it out. It must follow from the key and the site alone."""
        found: T | None = self._recent.get(key)
        return self._renewed(key, work_out) if found is None else found

    def _renewed(self, key: tuple[object, ...], work_out: Callable[[], T]) -> T:
        """Return what nobody asked for lately, or work it out; now somebody did."""
        found: T | None = self._older.get(key)
        if found is None:
            found = work_out()
        if len(self._recent) >= self._half:
            self._older, self._recent = self._recent, {}
        self._recent[key] = found
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
    outlines: dict[str, Outline] = field(default_factory=dict, repr=False, compare=False)

    def in_outline(self, claims: Iterable[Checked]) -> list[Outline]:
        """Return claims in outline. Whoever looks at nothing else of them has not read what they say."""
        known = self.outlines
        return [known.get(c.record.id) or known.setdefault(c.record.id, outline_of(c)) for c in claims]


def edition(site: Site, settings: Settings, outlines: dict[str, Outline] | None = None) -> Edition:
    """Cross-reference a site, of which some claims may have ``outlines`` already."""
    records = {key: source.record for key, source in site.sources.items()}
    newest = sorted(site.claims.values(), key=lambda c: (-c.record.published.toordinal(), c.record.id))
    groups: dict[str, Any] = {name: _group(newest, keys_of) for name, keys_of in _GROUPS.items()}
    return Edition(
        site=site,
        settings=settings,
        listed=tuple(newest),
        **groups,
        parts=_parts(newest),
        origins={key: origin_of(key, records) for key in records},
        correction_pages={c.id: page.path for page in paged(site.corrections, "corrections/") for c in page.items},
        words={code: words_of(code) for code in settings.languages},
        outlines=outlines or {},
    )


def with_claims(before: Edition, site: Site, renewed: Iterable[str]) -> Edition:
    """Return an edition in which some claims are those of another site that ``stand_alike``."""
    names = set(renewed)
    pairs = [(before.site.claims[key], site.claims[key]) for key in names]
    now = {id(old): new for old, new in pairs}
    groups: dict[str, Any] = {}
    for name, keys_of in _GROUPS.items():
        known = groups[name] = {**getattr(before, name)}
        for key in {key for _, claim in pairs for key in keys_of(claim)}:
            known[key] = [now.get(id(c), c) for c in known[key]]
    parts = {**before.parts}
    for who in {who for _, claim in pairs for who, _ in _roles(claim.record)}:
        parts[who] = [(part, now.get(id(c), c)) for part, c in parts[who]]
    listed = tuple(now.get(id(c), c) for c in before.listed)
    outlines = {key: outline for key, outline in before.outlines.items() if key not in names}
    sayings = Memory(MOST_SAYINGS)
    return replace(before, site=site, listed=listed, parts=parts, sayings=sayings, outlines=outlines, **groups)


def stand_alike(one: Checked, other: Checked) -> bool:
    """Tell whether two versions of a claim stand in the same lists, at the same places and addresses."""
    return _standing(one) == _standing(other)


def _standing(claim: Checked) -> tuple[object, ...]:
    """Return all of a claim by which an edition groups claims, and by which pages and files are planned."""
    record = claim.record
    own = (record.id, record.aliases, record.published, record.state, claim.modified, claim.is_claim_review)
    return (*own, *_roles(record), *(tuple(keys_of(claim)) for keys_of in _GROUPS.values()))


def _named(key: str | None) -> tuple[str, ...]:
    return () if key is None else (key,)


# The keys under which each mapping of an edition has a claim.
_GROUPS: dict[str, Callable[[Checked], Iterable[Any]]] = {
    "children": lambda c: _named(c.record.part_of),
    "by_source": lambda c: (c.record.quote.source,),
    "by_dossier": lambda c: _named(c.record.dossier),
    "by_tag": lambda c: dict.fromkeys(c.record.tags),
    "by_facet": lambda c: (
        ("kind", c.record.kind),
        ("verdict", c.verdict.id if c.verdict else UNRATED),
        ("evidence", c.evidence.level),
    ),
}


def _group(claims: list[Checked], keys_of: Callable[[Checked], Iterable[Any]]) -> dict[Any, list[Checked]]:
    groups: dict[Any, list[Checked]] = defaultdict(list)
    for claim in claims:
        for key in keys_of(claim):
            groups[key].append(claim)
    return dict(groups)


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
