"""Sample values for ``/patterns/``: pictures, changes, dossiers, the text of a source and lists with facets.

Each is shown empty, with one, with many, from right to left and with long words. All text is invented.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.pictures.days import days, stop
from factcheck.pictures.origins import Witness, origins, witness
from factcheck.pictures.strip import strip
from factcheck.text import Span
from factcheck.views import (
    BlockView,
    ChangeView,
    DossierPage,
    FacetGroup,
    FacetOption,
    Fact,
    Link,
    ListPage,
    Move,
    Moves,
    Note,
    OpenRow,
    Picture,
    PictureKey,
    Run,
    Section,
    SourcePage,
    UnclaimedView,
    replace,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcheck.views import Card, Drawing, Frame, Look

_DAY, _DAY_ISO = "1 January 2026", "2026-01-01"
_LONG = "Sample of a very long name that somebody gave to " + "Musterwort" * 6
_ARABIC = "ستعير جمعية العينات كل قارئ عينتين في الشهر، إذا طال الشتاء."
_FIRST = dt.date(2026, 1, 1)


def change(claim: Link, *, before: str | None, date: str) -> ChangeView:
    """Return a change of state; undated unless the day is that of the samples."""
    known = _DAY_ISO if date == _DAY else None
    return ChangeView(
        claim=claim, what="Adopted", what_language=None, tone="supports", before=before, date=date, datetime=known
    )


@dataclass(frozen=True, slots=True)
class MoreSamples:
    """Makes samples whose addresses fit the page that shows them."""

    frame: Frame
    root: str

    def to(self, text: str, path: str = "claims/") -> Link:
        """Return a link to a page that every site has."""
        return Link(text=text, href=f"{self.root}{path}")

    def pictures(self) -> Iterator[tuple[str, Picture]]:
        """Yield each sort of picture with one, with some and with ten thousand."""
        yield from self._strips()
        yield from self._days()
        yield from self._origins()

    def _picture(self, name: str, drawing: Drawing, keys: tuple[PictureKey, ...] = ()) -> Picture:
        told = (Fact(term="Sample item", values=(Link(text="What the picture shows of it, in words"),)),)
        return Picture(
            id=f"_sample-{name}",
            title=f"Sample: what this picture shows, in a sentence ({name.replace('-', ' ')}).",
            drawing=drawing,
            starts="Beginning",
            ends="End",
            keys=keys,
            told=told,
        )

    def _strips(self) -> Iterator[tuple[str, Picture]]:
        overlapping = [Span(40, 160), Span(100, 260), Span(120, 140), Span(400, 460), Span(700, 990)]
        yield "Strip: one passage", self._picture("strip-one", strip(1000, [Span(300, 420)], ()))
        yield "Strip: overlaps", self._picture("strip-overlaps", strip(1000, overlapping, [Span(500, 560)]))
        many = [Span(7 * i % 9000, 7 * i % 9000 + 400) for i in range(10_000)]
        yield "Strip: ten thousand passages", self._picture("strip-many", strip(10_000, many, ()))

    def _days(self) -> Iterator[tuple[str, Picture]]:
        looks: tuple[Look, ...] = ("event", "step", "review", "correction", "undated")
        keys = tuple(PictureKey(shape=stop(look, "50%", 0.6), word=look.capitalize()) for look in looks)
        some: list[tuple[dt.date | None, Look]] = [(_FIRST, "event"), (_FIRST, "step"), (None, "undated")]
        some += [(_FIRST + dt.timedelta(days=40 * i), looks[i % 4]) for i in range(6)]
        many: list[tuple[dt.date | None, Look]] = [
            (_FIRST + dt.timedelta(days=i * i % 900), looks[i % 4]) for i in range(10_000)
        ]
        yield "Days: one", self._picture("days-one", days([(_FIRST, "step")]))
        yield "Days: some", self._picture("days-some", days(some), keys)
        yield "Days: ten thousand", self._picture("days-many", days(many))

    def _origins(self) -> Iterator[tuple[str, Picture]]:
        for name, picture in self._by_origin():
            yield name, replace(picture, starts=None, ends=None)

    def _by_origin(self) -> Iterator[tuple[str, Picture]]:
        quoted, copy = Witness("quoted", archived=True), Witness("supports", archived=False)
        against, around = Witness("contradicts", archived=False), Witness("context", archived=False)
        groups = [[quoted, copy, copy], [Witness("supports", archived=True)], [against], [around]]
        keys = (PictureKey(shape=witness(copy, "50%", 0.6), word="Only linked"),)
        yield "Origins: one copy", self._picture("origins-one", origins([[quoted, copy]]))
        yield "Origins: copies, and a source against", self._picture("origins-some", origins(groups), keys)
        yield "Origins: hundreds", self._picture("origins-many", origins([[copy] * 20] * 300))

    def right_to_left(self) -> Picture:
        """Return a picture whose words are Arabic; the page that shows it runs that way there."""
        drawn = self._picture("right-to-left", strip(1000, [Span(40, 160), Span(100, 260)], ()))
        return replace(drawn, title="عينة: مقطعان في بداية النص.", starts="البداية", ends="النهاية", told=())

    def moves(self) -> Iterator[tuple[str, Moves]]:
        """Yield changes of state: none, one, many, with long words."""
        claim = self.to("Sample: the society would lend two samples")
        none = Moves(since=_DAY, rows=(), more=0)
        move = Move(before="Announced", after="Adopted", tone="supports", claims=(claim,), total=1, more=0)
        many = replace(move, claims=(claim, claim, claim), total=1200, more=1197)
        first = replace(move, before=None, after="Pending", tone="uncertain")
        yield "No change of state", none
        yield "None, with the last one before", replace(none, last=change(claim, before="Announced", date=_DAY))
        yield "One change of state", replace(none, rows=(move,))
        yield "Many changes of state", replace(none, rows=(many, first, move), more=4)
        yield "Long words", replace(none, rows=(replace(move, before=_LONG, after=_LONG),))

    def dossiers(self, card: Card) -> Iterator[tuple[str, DossierPage]]:
        """Yield an empty dossier, one with everything, and one from right to left."""
        claim = self.to("Sample: the society would lend two samples")
        empty = DossierPage(
            frame=self.frame,
            title="Sample dossier",
            introduction=None,
            counts=(Fact(term="Claims", values=(Link(text="0"),)),),
            days=None,
            key_claims=(),
            open_claims=(),
            open_more=0,
            changes=(),
            sources=(),
            sections=(),
        )
        row = OpenRow(claim=claim, reasons=("Pending",), due=_DAY, due_datetime=_DAY_ISO, late=True)
        later = replace(row, claim=self.to(_LONG), reasons=("Contested", "Sources differ"), late=False)
        calm = replace(row, reasons=("Waits for a reply",), due=None, due_datetime=None, late=False)
        full = replace(
            empty,
            introduction="<p>Sample introduction of a dossier that tells its story in a minute.</p>",
            days=self._picture("dossier", days([(_FIRST, "event"), (_FIRST, "step"), (None, "undated")])),
            key_claims=(card,),
            open_claims=(row, later, calm),
            open_more=7,
            changes=(
                change(claim, before="Announced", date=_DAY),
                change(claim, before=None, date="Undated newsletter"),
            ),
            sections=(Section(id="_sample-section", title="Pledge", note=None, cards=(card,)),),
        )
        yield "Empty", empty
        yield "With everything", full

    def sources(self, card: Card) -> Iterator[tuple[str, SourcePage]]:
        """Yield a text with overlapping quotes and with what no claim quotes, and one from right to left."""
        note = Note(number="1", card=replace(card, id="sample-a"), offsets="0–33", passage="sample-a")
        other = Note(number="2", card=replace(card, id="sample-b"), offsets="13–63", passage="sample-b")
        runs = (
            self._run("The sample society ", (note,), begins=(note,)),
            self._run("lends two samples", (note, other), begins=(other,)),
            self._run(" a month, should the winter be long.", (other,)),
            replace(self._run(" This sentence is quoted by nobody.", ()), unclaimed=True),
        )
        sentence = UnclaimedView(text="This sentence is quoted by nobody.", offsets="64–98", partly=False)
        text = self._source((BlockView(kind="paragraph", marker="", runs=runs, notes=(note, other)),))
        left = replace(text, unclaimed=(sentence, replace(sentence, partly=True)), unclaimed_count=70)
        arabic = replace(note, card=replace(card, id="sample-c"), passage="sample-c")
        run = (self._run(_ARABIC, (arabic,), begins=(arabic,)),)
        block = BlockView(kind="item", marker="– ", runs=run, notes=(arabic,))
        yield "Overlapping quotes, and a sentence that no claim quotes", left
        yield "Right to left", replace(self._source((block,)), language="ar", direction="rtl")

    def _run(self, text: str, notes: Sequence[Note], begins: Sequence[Note] = ()) -> Run:
        return Run(
            text=text,
            claims=tuple(note.card.id for note in notes),
            numbers=tuple(note.number for note in notes),
            anchors=tuple(note.card.id for note in begins),
            href=notes[0].card.href if notes else None,
            depth=len(notes),
        )

    def _source(self, blocks: tuple[BlockView, ...]) -> SourcePage:
        return SourcePage(
            frame=self.frame,
            title="Sample newsletter",
            note=None,
            facts=(),
            archived=True,
            full_text=True,
            language="en",
            direction="ltr",
            blocks=blocks,
            strip=None,
            unclaimed=(),
            unclaimed_count=0,
            passages=(),
            notes=(),
            cited_by=(),
            older=None,
            quoted_share=None,
            accounted_share=None,
            not_claims=(),
            proof=None,
            data=self.to("This source as JSON"),
        )

    def lists(self, card: Card) -> Iterator[tuple[str, ListPage]]:
        """Yield a list with facets: some claims in lines."""
        kinds = (self._option("Pledge", 1200), self._option("Approval", 1))
        current = replace(self._option(_LONG, 3), current=True)
        groups = (
            FacetGroup(title="Kind", options=kinds),
            FacetGroup(title="Verdict", options=(current,), more=5),
        )
        yield (
            "Facets",
            ListPage(
                frame=self.frame,
                title="Sample list",
                language=None,
                introduction=None,
                sections=(Section(id="", title="", note=None, cards=(card, replace(card, flags=("Corrected",)))),),
                newer=None,
                older=None,
                feeds=(),
                facets=groups,
                brief=True,
            ),
        )

    def _option(self, word: str, total: int) -> FacetOption:
        return FacetOption(link=self.to(word), total=total, current=False)
