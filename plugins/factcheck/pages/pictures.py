"""Pictures with their words: where in a source the claims stand, a dossier's days, evidence by origin."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from factcheck.model import PartialDate
from factcheck.pages.changes import Change, change_view, changes_of
from factcheck.pictures.days import days, stop
from factcheck.pictures.origins import Witness, is_whole, origins, witness
from factcheck.pictures.strip import stretches, strip
from factcheck.translations import N_
from factcheck.views import Fact, Link, Picture, PictureKey, replace
from factcheck.wording import BEARINGS, percent

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from factcheck.model import ArchivedSource, Checked, Thing
    from factcheck.outlines import Outline
    from factcheck.pages.here import Here
    from factcheck.views import Look

    _Dated = tuple[dt.date, Look, Change | Thing]

_MOST_TOLD = 30
_STOPS: dict[str, Look] = {"step": "step", "review": "review", "correction": "correction", "withdrawal": "correction"}
_STOP_WORDS: dict[Look, str] = {
    "event": N_("Event"),
    "step": N_("Step of a history"),
    "review": N_("Verdict"),
    "correction": N_("Correction"),
    "undated": N_("Without a date"),
}
_ORDER = ("supports", "contradicts", "context")
_WITNESSES = {
    "quoted": N_("Quoted source"),
    "supports": N_("Supports"),
    "contradicts": N_("Contradicts"),
    "context": N_("Context"),
}


def source_strip(source: ArchivedSource, quoting: Sequence[Checked], here: Here) -> Picture | None:
    """Return where in the newest capture of a source its claims stand; None where none does."""
    capture = source.newest
    if capture is None:
        return None
    passages = [piece for c in quoting if c.proof.capture is capture for piece in c.proof.pieces]
    if not passages:
        return None
    listed = [piece for _, proof in source.not_claims if proof.capture is capture for piece in proof.pieces]
    length = len(capture.text)
    coverage = here.edition.site.uses[source.record.id].coverage
    share = percent(coverage.quoted) if coverage else ""
    return Picture(
        id="_strip",
        title=here.count(
            len(passages),
            "%(n)s passage is quoted, %(share)s of the text.",
            "%(n)s passages are quoted, together %(share)s of the text.",
            share=share,
        ),
        drawing=strip(length, passages, listed),
        starts=here.say("Beginning"),
        ends=here.say("End"),
        told=tuple(
            Fact(
                term=here.say("Characters %(start)s–%(end)s", start=s.span.start, end=s.span.end),
                values=(Link(text=_stretch_words(s.passages, s.share, here)),),
            )
            for s in stretches(length, passages)
        ),
    )


def _stretch_words(passages: int, share: float, here: Here) -> str:
    if not passages:
        return here.say("Nothing is quoted.")
    return here.count(
        passages, "%(n)s passage, %(share)s quoted", "%(n)s passages, %(share)s quoted", share=percent(share)
    )


def dossier_days(claims: Sequence[Outline], here: Here) -> Picture | None:
    """Return the days of a dossier: its events, steps, verdicts and corrections; None where nothing has a date."""
    changes = [change for claim in claims for change in changes_of(claim)]
    events = _events(claims, here)
    dated: list[_Dated] = [
        *((thing.start.earliest, "event", thing) for thing in events if thing.start),
        *((day, _STOPS[c.kind], c) for c in changes if (day := c.earliest)),
    ]
    undated = [c for c in changes if not c.date]
    if not dated:
        return None
    dated.sort(key=lambda entry: (entry[0], entry[1]))
    looks: list[tuple[dt.date | None, Look]] = [(day, look) for day, look, _ in dated]
    looks += [(None, "undated")] * len(undated)
    drawing = days(looks)
    drawn = {shape.look for shape in drawing.shapes}
    return Picture(
        id="_days",
        title=_days_title(dated[0][0], dated[-1][0], len(dated), len(undated), here),
        drawing=drawing,
        starts=here.date(dated[0][0]),
        ends=here.date(dated[-1][0]) if dated[0][0] != dated[-1][0] else None,
        apart=bool(undated),
        keys=tuple(
            PictureKey(shape=stop(look, "50%", 0.6), word=here.say(word))
            for look, word in _STOP_WORDS.items()
            if look in drawn
        ),
        told=tuple(_days_told(dated, undated, here)),
    )


def _events(claims: Sequence[Outline], here: Here) -> list[Thing]:
    """Return the events that claims name, each once."""
    things = here.edition.site.things
    named = {who: None for claim in claims for who in claim.names}
    return [things[who] for who in named if who in things and things[who].kind == "event"]


def _told(entry: Change | Thing, here: Here) -> Link:
    """Return an event, or a change in a few words with its claim."""
    if not isinstance(entry, Change):
        return here.who(entry.id)
    seen = change_view(entry, here)
    return Link(text=f"{seen.what}: {seen.claim.text}", href=seen.claim.href, language=seen.claim.language)


def _days_title(first: dt.date, last: dt.date, dated: int, undated: int, here: Here) -> str:
    if first == last:
        title = here.count(dated, "%(n)s entry of %(day)s.", "%(n)s entries of %(day)s.", day=here.date(first))
    else:
        title = here.count(
            dated,
            "%(n)s dated entry from %(first)s to %(last)s.",
            "%(n)s dated entries from %(first)s to %(last)s.",
            first=here.date(first),
            last=here.date(last),
        )
    if not undated:
        return title
    return f"{title} " + here.count(
        undated, "%(n)s has no date and stands apart.", "%(n)s have no date and stand apart."
    )


def _days_told(dated: Sequence[_Dated], undated: list[Change], here: Here) -> Iterator[Fact]:
    """Yield each day with what happened on it; where there is too much, how much happened in each month or year."""
    if undated:
        more = len(undated) - _MOST_TOLD
        rest = (Link(text=here.count(more, "and %(n)s more", "and %(n)s more")),) if more > 0 else ()
        told = [_told(change, here) for change in undated[:_MOST_TOLD]]
        yield Fact(term=here.say("Without a date"), values=(*told, *rest))
    if len(dated) <= _MOST_TOLD:
        by_day: dict[dt.date, list[Link]] = defaultdict(list)
        for day, _, entry in dated:
            by_day[day].append(_told(entry, here))
        yield from (Fact(term=here.date(day), values=tuple(links)) for day, links in by_day.items())
        return
    counts: Counter[tuple[int, ...]] = Counter((day.year, day.month) for day, _, _ in dated)
    if len(counts) > _MOST_TOLD:
        counts = Counter((day.year,) for day, _, _ in dated)
    for when, count in sorted(counts.items())[-_MOST_TOLD:]:
        period = PartialDate(*when)
        yield Fact(term=here.date(period), values=(Link(text=here.count(count, "%(n)s entry", "%(n)s entries")),))


def evidence_by_origin(claim: Checked, here: Here) -> Picture | None:
    """Return the sources of a claim by the report they go back to; None where there is no evidence."""
    if not claim.record.evidence:
        return None
    groups = _by_origin(claim, here)
    drawn = tuple([tuple([w for _, w in group]) for group in groups.values()])
    # Most claims have the same few constellations of sources.
    picture = here.edition.sayings.of(("origins", here.language, drawn), lambda: _origins(drawn, here))
    told = [
        Fact(
            term=here.edition.site.sources[origin].record.title,
            values=tuple([_witness_words(source, w, here) for source, w in group[:_MOST_TOLD]]),
        )
        for origin, group in groups.items()
    ]
    return replace(picture, told=tuple(told))


def _origins(drawn: Sequence[Sequence[Witness]], here: Here) -> Picture:
    found = [w for group in drawn for w in group]
    title = _origins_title(len(found), len(drawn), sum([w.archived for w in found]), here)
    return Picture(
        id="_origins",
        title=title if is_whole(drawn) else f"{title} {here.say('Only the first are drawn.')}",
        drawing=origins(drawn),
        keys=tuple(_keys(set(found), here)),
        told=(),
    )


def _by_origin(claim: Checked, here: Here) -> dict[str, list[tuple[str, Witness]]]:
    """Return each source of a claim once, by its origin: the quoted one first, then by how they bear."""
    sources = here.edition.site.sources
    bearings = {claim.record.quote.source: "quoted"}
    for bearing in _ORDER:
        for item in claim.record.evidence:
            if item.bearing == bearing:
                bearings.setdefault(item.source, bearing)
    groups: dict[str, list[tuple[str, Witness]]] = defaultdict(list)
    for source, bearing in bearings.items():
        witnessing = Witness(bearing, archived=bool(sources[source].captures))
        groups[here.edition.origins[source]].append((source, witnessing))
    return dict(groups)


def _origins_title(sources: int, found: int, archived: int, here: Here) -> str:
    origins_ = here.count(found, "%(n)s origin", "%(n)s origins")
    title = here.count(
        sources,
        "%(n)s source, going back to %(origins)s in all.",
        "%(n)s sources, going back to %(origins)s in all.",
        origins=origins_,
    )
    state = here.count(
        archived, "%(n)s is archived, %(linked)s only linked.", "%(n)s are archived, %(linked)s only linked.",
        linked=sources - archived,
    )  # fmt: skip
    return f"{title} {state}"


def _witness_words(source: str, item: Witness, here: Here) -> Link:
    record = here.edition.site.sources[source].record
    bearing = here.say(N_("Quoted")) if item.bearing == "quoted" else here.say(BEARINGS[item.bearing])
    state = here.say("Archived") if item.archived else here.say("Linked, not archived")
    return Link(text=f"{record.title} ({bearing}, {state})", href=here.href(f"sources/{source}/"))


def _keys(found: set[Witness], here: Here) -> Iterator[PictureKey]:
    drawn = {w.bearing for w in found}
    for bearing, word in _WITNESSES.items():
        if bearing in drawn:
            yield PictureKey(shape=witness(Witness(bearing, archived=True), "50%", 0.6), word=here.say(word))
    if not all(w.archived for w in found):
        yield PictureKey(shape=witness(Witness("supports", archived=False), "50%", 0.6), word=here.say("Only linked"))
