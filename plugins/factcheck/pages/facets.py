"""By what claims can be chosen: kind, verdict, evidence, and the people and topics they are of; and their lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.pages.cards import NOT_RATED, verdict_words
from factcheck.pages.edition import people_of
from factcheck.pages.paging import paged
from factcheck.schema import CLAIM_KINDS, UNRATED
from factcheck.translations import N_
from factcheck.views import FacetGroup, FacetOption
from factcheck.wording import KINDS, LEVELS, sentence_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.model import Checked, Site
    from factcheck.pages.edition import Edition
    from factcheck.pages.here import Here
    from factcheck.pages.paging import Paged

_TITLES = {"kind": N_("Kind"), "verdict": N_("Verdict"), "evidence": N_("Evidence")}
_MOST = 12


@dataclass(frozen=True, slots=True)
class Facet:
    """A value by which claims are listed, at ``claims/<question>/<value>/``."""

    question: str
    value: str

    @property
    def path(self) -> str:
        """The root path of its list."""
        return f"claims/{self.question}/{self.value}/"


def facets(edition: Edition) -> Iterator[Facet]:
    """Yield every facet that has a list, whether a claim has it today or not: its address must not come and go."""
    yield from (Facet("kind", kind) for kind in CLAIM_KINDS)
    yield from (Facet("verdict", verdict.id) for verdict in edition.site.scale.verdicts)
    yield Facet("verdict", UNRATED)
    yield from (Facet("evidence", level) for level in LEVELS)


def facet_lists(edition: Edition) -> Iterator[tuple[Facet, Paged[Checked]]]:
    """Yield the pages of the list of each facet."""
    for facet in facets(edition):
        for page in paged(edition.by_facet.get((facet.question, facet.value), [])[::-1], facet.path):
            yield facet, page


def facet_word(facet: Facet, here: Here) -> tuple[str, str | None]:
    """Return the name of a facet, and its language where it is not the page's."""
    if facet.question == "kind":
        return here.say(KINDS[facet.value]), None
    if facet.question == "evidence":
        return here.say(LEVELS[facet.value]), None
    verdict = here.edition.site.scale.get(facet.value)
    if verdict is None:
        return here.say(NOT_RATED), None
    name = verdict_words(verdict, here)[0]
    return name, here.foreign(None) if name == verdict.name else None


@dataclass(frozen=True, slots=True)
class Choices:
    """The facets of a page: their groups, and the number of each option by its root path."""

    groups: tuple[FacetGroup, ...]
    numbers: dict[str, str]

    def of(self, claim: Checked, site: Site) -> str:
        """Return the numbers of the options that fit a claim."""
        record = claim.record
        verdict = claim.verdict.id if claim.verdict else UNRATED
        own = (("kind", record.kind), ("verdict", verdict), ("evidence", claim.evidence.level))
        paths = (
            *(Facet(question, value).path for question, value in own),
            *(f"people/{who}/" for who in people_of(record, site)),
            *(f"topics/{tag}/" for tag in record.tags),
        )
        return " ".join(self.numbers[path] for path in paths if path in self.numbers)


def choices(here: Here) -> Choices:
    """Return by what the claims of a site can be chosen, with how many claims fit each; what fits none is left out."""
    questions = [(here.say(title), *_answers(question, here)) for question, title in _TITLES.items()]
    asked = [*questions, (here.say("Person"), *_people(here)), (here.say("Topic"), *_topics(here))]
    paths = [path for _, options, _ in asked for path, _ in options]
    groups = (
        FacetGroup(title=title, options=tuple(option for _, option in options), more=more)
        for title, options, more in asked
        if options
    )
    return Choices(tuple(groups), {path: str(number) for number, path in enumerate(paths)})


def _answers(question: str, here: Here) -> tuple[list[tuple[str, FacetOption]], int]:
    options = [(f.path, _option(f, here)) for f in facets(here.edition) if f.question == question]
    return [(path, option) for path, option in options if option.total or option.current], 0


def _option(facet: Facet, here: Here) -> FacetOption:
    word, language = facet_word(facet, here)
    return FacetOption(
        link=here.to_record(word, facet.path) if language else here.to(word, facet.path),
        total=len(here.edition.by_facet.get((facet.question, facet.value), ())),
        current=here.path == facet.path,
    )


def _people(here: Here) -> tuple[list[tuple[str, FacetOption]], int]:
    """Return the people who are named most, and how many more there are."""
    site, parts = here.edition.site, here.edition.parts
    named = [who for who in parts if who in site.things and site.things[who].kind == "person"]
    named.sort(key=lambda who: (-len(parts[who]), who))
    found = [
        (f"people/{who}/", FacetOption(link=here.who(who), total=len(parts[who]), current=False))
        for who in named[:_MOST]
    ]
    return found, max(0, len(named) - _MOST)


def _topics(here: Here) -> tuple[list[tuple[str, FacetOption]], int]:
    """Return the topics with most claims, and how many more there are."""
    by_tag = here.edition.by_tag
    tags = sorted(by_tag, key=lambda tag: (-len(by_tag[tag]), tag))
    paths = [(f"topics/{tag}/", tag) for tag in tags[:_MOST]]
    found = [
        (path, FacetOption(link=here.to_record(sentence_case(tag), path), total=len(by_tag[tag]), current=False))
        for path, tag in paths
    ]
    return found, max(0, len(tags) - _MOST)
