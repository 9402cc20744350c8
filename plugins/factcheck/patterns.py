"""Sample values for ``/patterns/``: every component of the theme in every state.

All text is invented and says so; it speaks of nobody. Addresses lead to pages that every site has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.sample_pictures import MoreSamples, change
from factcheck.views import (
    ApprovalRow,
    AttendanceRow,
    Attributed,
    BoardGroup,
    BoardPage,
    Card,
    CitationView,
    ClaimPage,
    CorrectionView,
    EvidenceView,
    Fact,
    Label,
    Link,
    Notice,
    PatternsPage,
    PledgeRow,
    ProofView,
    Quote,
    ReplyView,
    ReviewView,
    RevisionView,
    Section,
    Segment,
    Share,
    StepView,
    ThingPage,
    TranslationView,
    replace,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from factcheck.views import Frame, Tone

    Bearing = Literal["supports", "contradicts", "context"]

_DAY = "1 January 2026"
_DAY_ISO = "2026-01-01"
_DIGEST = "0123456789abcdef" * 4
_WORDS = ("The sample society will lend every reader two samples a month", "should the winter be long")
_SENTENCE = "The sample society met again, weighed the sample question once more, and put the answer off."
_ARABIC = "ستعير جمعية العينات كل قارئ عينتين في الشهر إذا طال الشتاء."
_LONG_VERDICT = (
    "Sample verdict of forty words: the first half of the sentence stands in the minutes as it was said, the second "
    "half stands in no document that we could find, and the two were joined by the newsletter and by nobody else"
)
_VERDICTS: tuple[tuple[str, Tone], ...] = (
    ("Supported", "supports"),
    ("Partly supported", "uncertain"),
    ("Contradicted", "contradicts"),
    ("Unproven", "uncertain"),
    ("Not checkable", "plain"),
)


def sample_pages(frame: Frame, root: str) -> PatternsPage:
    """Return every component in every state, for a page whose way to the site's root is ``root``."""
    samples, more = _Samples(frame, root), MoreSamples(frame, root)
    return PatternsPage(
        frame=frame,
        claims=tuple(samples.claims()),
        cards=tuple(samples.cards()),
        boards=tuple(samples.boards()),
        things=tuple(samples.things()),
        pictures=tuple(more.pictures()),
        right_to_left=more.right_to_left(),
        moves=tuple(more.moves()),
        dossiers=tuple(more.dossiers(samples.card())),
        sources=tuple(more.sources(samples.card())),
        lists=tuple(more.lists(samples.card())),
    )


def _text(text: str) -> Link:
    return Link(text=text)


def _step(state: str, tone: Tone, date: str, *, dated: bool, current: bool = False) -> StepView:
    return StepView(
        state=state,
        tone=tone,
        date=date,
        datetime=_DAY_ISO if dated else None,
        current=current,
        own_quote=not dated,
        evidence=(),
        note="Sample note, in our words." if dated else None,
    )


@dataclass(frozen=True, slots=True)
class _Samples:
    """Makes samples whose addresses fit the page that shows them."""

    frame: Frame
    root: str

    def to(self, text: str, path: str = "claims/") -> Link:
        """Return a link to a page that every site has."""
        return Link(text=text, href=f"{self.root}{path}")

    def labels(self, evidence: tuple[str, Tone], verdict: tuple[str, Tone]) -> tuple[Label, ...]:
        """Return the four labels with the states of the two that vary most."""
        plain: Tone = "plain"
        return (
            self._label("quote", ("Verbatim, 733–806", plain)),
            self._label("attribution", ("3 steps, one unnamed", plain)),
            self._label("evidence", evidence),
            self._label("verdict", verdict),
        )

    def _label(self, name: Literal["quote", "attribution", "evidence", "verdict"], state: tuple[str, Tone]) -> Label:
        return Label(
            name=name,
            word=name.capitalize(),
            state=state[0],
            tone=state[1],
            href=f"{self.root}labels/#_{name}",
            detail="Sample sentence that says what this state means here.",
        )

    def card(self) -> Card:
        """Return a card in the calmest state."""
        return Card(
            id="sample",
            href=f"{self.root}claims/",
            title="Sample: the society would lend two samples a month",
            language=None,
            direction=None,
            kind="Pledge",
            excerpt=", ".join(_WORDS) + ".",
            excerpt_language=None,
            excerpt_direction=None,
            source=self.to("Sample newsletter", "sources/"),
            labels=self.labels(("Single source", "plain"), ("Not rated", "plain")),
            state="Drafted",
            state_tone="plain",
            date=_DAY,
            datetime=_DAY_ISO,
            flags=(),
        )

    def cards(self) -> Iterator[tuple[str, Card]]:
        """Yield cards: the flags, the evidence, five verdicts."""
        card = self.card()
        yield "Pledge, single source, not rated", card
        contested = self.labels(("Contested", "uncertain"), ("Not rated", "plain"))
        yield "Contested evidence", replace(card, labels=contested, state="Unclear", state_tone="uncertain")
        yield "Withdrawn", replace(card, flags=("Withdrawn",), state=None)
        flags = ("Corrected", "May be out of date")
        yield "Corrected, may be out of date", replace(card, flags=flags)
        yield "One long word", replace(card, title="Sample: " + "Musterwort" * 9, excerpt="sample" * 30)
        arabic = "عينة: إعارة عينتين في الشهر"
        yield "Claim in another language", replace(card, title=arabic, language="ar", direction="rtl")
        for verdict in _VERDICTS:
            labels = self.labels(("Corroborated, 3 origins", "supports"), verdict)
            yield f"Verdict: {verdict[0]}", replace(card, labels=labels)
        long = self.labels(("Primary document", "supports"), (_LONG_VERDICT, "uncertain"))
        yield "A verdict of forty words", replace(card, labels=long)

    def quote(self) -> Quote:
        """Return a quote of one sentence with its focus, in its paragraph."""
        before, focus = _WORDS
        return Quote(
            segments=(
                Segment(text=f"{before}, ", kind="words"),
                Segment(text=focus, kind="focus"),
                Segment(text=".", kind="words"),
            ),
            source=self.to("Sample newsletter", "sources/"),
            language="en",
            direction="ltr",
            offsets="733–806",
            in_place=(
                Segment(text="This sample sentence stands before the quote. ", kind="context"),
                Segment(text=f"{before}, ", kind="words"),
                Segment(text=focus, kind="focus"),
                Segment(text=".", kind="words"),
                Segment(text=" This sample sentence follows it.", kind="context"),
            ),
        )

    def plain_quote(self, text: str) -> Quote:
        """Return a quote of a text, without focus or surroundings."""
        return replace(self.quote(), segments=(Segment(text=text, kind="words"),), in_place=())

    def pieces(self) -> Quote:
        """Return a quote in two pieces."""
        segments = (
            Segment(text=_WORDS[0], kind="words"),
            Segment(text=" […] ", kind="omission"),
            Segment(text="as the minutes of the sample meeting say.", kind="words"),
        )
        return replace(self.quote(), segments=segments, offsets="733–806, 911–951", in_place=())

    def evidence(self, bearing: Bearing, *, archived: bool) -> EvidenceView:
        """Return an item of evidence."""
        return EvidenceView(
            source=self.to("Minutes of the sample meeting", "sources/"),
            original=Link(text="Open the linked page", href=f"{self.root}sources/", external=True),
            publisher="Sample society",
            date=_DAY,
            bearing=bearing,
            bearing_word=bearing.capitalize(),
            says="Sample: what the document says, told in our words.",
            locator="page 4",
            archived=archived,
            quote=self.plain_quote("Two samples a month shall be lent.") if archived else None,
        )

    def review(self, verdict: tuple[str, Tone]) -> ReviewView:
        """Return a finding."""
        return ReviewView(
            verdict=verdict[0],
            tone=verdict[1],
            meaning="Sample sentence that says what the verdict means.",
            explanation="<p>Sample explanation. It says <em>how</em> the finding was reached.</p>",
            reviewers=(_text("Sample reviewer"),),
            date=_DAY,
            datetime=_DAY_ISO,
            value=None,
        )

    def claim(self) -> ClaimPage:
        """Return a claim page with as little as one can have."""
        return ClaimPage(
            frame=self.frame,
            title="Sample: the society would lend two samples a month",
            language=None,
            direction=None,
            kind=self.to("Pledge", "pledges/"),
            dossier=self.to("Sample dossier", ""),
            claimant=None,
            quote=self.quote(),
            labels=self.labels(("Single source", "plain"), ("Not rated", "plain")),
            notices=(),
            attribution=(),
            condition=None,
            facts=(),
            status=(),
            evidence=(),
            origins=None,
            review=None,
            original=None,
            quote_translation=None,
            unrated_language=None,
            unrated_because="Sample reason: it can be judged only when the winter is over.",
            discrepancies=(),
            replies=(),
            part_of=None,
            parts=(),
            related=(),
            corrections=(),
            translations=(),
            topics=(),
            proof=self.proof(),
            written_by=(),
            citation="Sample site: “Sample: the society would lend two samples a month”. 1 January 2026.",
            share=Share(
                address="https://sample.example/claims/sample/",
                snippet='<iframe src="https://sample.example/embed/sample/" title="Sample"></iframe>',
                embed=self.to("See what it shows"),
            ),
            citations=self.citations(),
            data=(self.to("This record as JSON", "api/v1/claims.json"),),
            revisions=(),
            earlier_revisions=0,
            published=_DAY,
            published_datetime=_DAY_ISO,
            modified=_DAY,
            modified_datetime=_DAY_ISO,
        )

    def proof(self) -> ProofView:
        """Return a proof of a text that may be published."""
        return ProofView(
            digest=_DIGEST,
            captured=_DAY,
            file="sample-newsletter.html",
            file_digest=_DIGEST[::-1],
            offsets="733–806",
            page=None,
            text=self.to("The frozen text", "sources/"),
            elsewhere=(Link(text="The page itself", href=f"{self.root}sources/", external=True),),
            marked=True,
            command='python3 -c \'print(open("sample.txt", encoding="utf-8").read()[733:806])\'',
        )

    def citations(self) -> tuple[CitationView, ...]:
        """Return a citation for programs."""
        entry = "@misc{sample,\n  title = {{Sample: the society would lend two samples a month}},\n}"
        return (CitationView(name="BibTeX", text=entry, href=f"{self.root}claims/"),)

    def revisions(self) -> tuple[RevisionView, ...]:
        """Return two commits: one that leads somewhere, and one whose subject runs the other way."""
        linked = RevisionView(
            date=_DAY, datetime=_DAY_ISO, subject="Sample: quote the minutes", commit=self.to("0123456789")
        )
        return linked, replace(linked, subject=_ARABIC, commit=_text("9876543210"))

    def claims(self) -> Iterator[tuple[str, ClaimPage]]:
        """Yield claim pages in every state."""
        claim = self.claim()
        yield "No claimant, nothing known beyond the quote", claim
        yield "Everything there is", self.full_claim()
        unnamed = (Attributed(who=_text("a sample official"), unnamed=True, verb="said"),)
        who = _text("a sample official who is not named")
        yield "Unnamed claimant", replace(claim, claimant=who, attribution=unnamed, unrated_because=None)
        yield from self._quotes(claim)
        yield from self._notices(claim)
        review = self.review((_LONG_VERDICT, "uncertain"))
        labels = self.labels(("Primary document", "supports"), (_LONG_VERDICT, "uncertain"))
        yield "A verdict of forty words", replace(claim, labels=labels, review=review)
        proof = replace(self.proof(), text=None, elsewhere=(), marked=False, command=None)
        yield "Rights forbid publishing the text", replace(claim, proof=proof)
        paged = replace(self.proof(), file="sample-letter.pdf", page="pages 3–4 of the PDF")
        yield "Quoted from a PDF", replace(claim, proof=paged)

    def full_claim(self) -> ClaimPage:
        """Return a claim page with every part that a page can have."""
        bearings: tuple[Bearing, ...] = ("supports", "contradicts", "context")
        items = tuple(self.evidence(bearing, archived=bearing == "supports") for bearing in bearings)
        return replace(
            self.claim(),
            claimant=self.to("Sample speaker"),
            labels=self.labels(("Contested", "uncertain"), ("Partly supported", "uncertain")),
            attribution=self.chain(),
            condition=self.plain_quote(_WORDS[1]),
            facts=(Fact(term="Who promises", values=(_text("Sample society"), _text("Sample council"))),),
            status=self.history(),
            evidence=items,
            review=self.review(("Partly supported", "uncertain")),
            discrepancies=("Sample: the newsletter says two samples a month, the minutes say one.",),
            replies=self.replies(),
            written_by=(_text("Sample author"),),
            part_of=self.card(),
            parts=(self.card(),),
            related=(self.card(),),
            corrections=(self.correction(),),
            translations=self.translations(),
            topics=(self.to("Sample topic"),),
            revisions=self.revisions(),
            earlier_revisions=3,
        )

    def chain(self) -> tuple[Attributed, ...]:
        """Return an attribution with an unnamed step."""
        return (
            Attributed(who=self.to("Sample newsletter", "sources/"), unnamed=False, verb="reports"),
            Attributed(who=_text("two sample officials"), unnamed=True, verb="told it"),
            Attributed(who=self.to("Sample society"), unnamed=False, verb="drafted"),
        )

    def history(self) -> tuple[StepView, ...]:
        """Return a history with an undated and two dated steps."""
        adopted = _step("Adopted", "supports", _DAY, dated=True)
        linked = (self.evidence("supports", archived=False),)
        return (
            _step("Drafted", "plain", "Undated newsletter", dated=False),
            replace(adopted, evidence=linked),
            _step("In force", "supports", _DAY, dated=True, current=True),
        )

    def replies(self) -> tuple[ReplyView, ...]:
        """Return an answer in our words and theirs, and a request without one."""
        answered = ReplyView(
            who=_text("Sample society"),
            asked=_DAY,
            asked_datetime=_DAY_ISO,
            about="Sample: whether the two samples are lent each month.",
            answered=_DAY,
            answered_datetime=_DAY_ISO,
            says="Sample: the society confirmed it.",
            quote=self.plain_quote("We lend two samples a month."),
        )
        silent = replace(answered, who=_text("a sample official"), about=None, answered=None, says=None, quote=None)
        return answered, replace(silent, answered_datetime=None)

    def correction(self) -> CorrectionView:
        """Return a correction."""
        return CorrectionView(
            id="sample",
            kind="Correction",
            claim=self.to("Sample: the society would lend two samples a month"),
            text="Sample: the number was given as three.",
            date=_DAY,
            datetime=_DAY_ISO,
        )

    def translations(self) -> tuple[TranslationView, ...]:
        """Return a translation into a language that runs the other way."""
        arabic = TranslationView(
            language="ar", language_name="Arabic", direction="rtl", of="quote", text=_ARABIC, by="Sample translator"
        )
        return (arabic,)

    def _quotes(self, claim: ClaimPage) -> Iterator[tuple[str, ClaimPage]]:
        arabic = replace(self.plain_quote(_ARABIC), language="ar", direction="rtl")
        yield "Five words", replace(claim, quote=self.plain_quote("The sample society said no."))
        yield "Three hundred words", replace(claim, quote=self.plain_quote(" ".join([_SENTENCE] * 19)))
        yield "In pieces", replace(claim, quote=self.pieces())
        yield "Right to left", replace(claim, quote=arabic)
        yield "One long word", replace(claim, title="Musterwort" * 9, quote=self.plain_quote("sample" * 30))

    def _notices(self, claim: ClaimPage) -> Iterator[tuple[str, ClaimPage]]:
        stale = Notice(kind="stale", title="May be out of date", text="Sample: it was to be checked again by spring.")
        corrected = Notice(
            kind="corrected", title="Corrected", text="Sample: the number was wrong.", href=f"{self.root}corrections/"
        )
        withdrawn = Notice(kind="withdrawn", title="Withdrawn", text="Sample: the newsletter took it back.")
        yield "Stale", replace(claim, notices=(stale,))
        yield "Corrected", replace(claim, notices=(corrected,), corrections=(self.correction(),))
        yield "Withdrawn", replace(claim, notices=(withdrawn,))
        yield "Translated", replace(claim, translations=self.translations())

    def boards(self) -> Iterator[tuple[str, BoardPage]]:
        """Yield each board, and an empty one."""
        pledge = PledgeRow(
            card=self.card(),
            promisor=self.to("Sample society"),
            beneficiary=_text("every reader"),
            condition=_WORDS[1],
            changed=change(self.to("Sample claim"), before="Announced", date=_DAY),
            note="Sample: the society said so in its newsletter.",
            recheck=_DAY,
        )
        approval = ApprovalRow(
            card=self.card(),
            subject="the sample statute",
            required_from=(_text("Council"),),
            changed=change(self.to("Sample claim"), before=None, date="Undated newsletter"),
            steps=self.history(),
        )
        person = AttendanceRow(card=self.card(), who=self.to("Sample member"), group=False, role="Attended")
        person = replace(person, evidence=(Fact(term="Supports", values=(self.to("Sample minutes", "sources/"),)),))
        group = AttendanceRow(card=self.card(), who=_text("Sample leaders"), group=True, role="Expected")
        bare = replace(pledge, promisor=None, beneficiary=None, condition=None, changed=None)
        yield "Pledges", self._board(BoardGroup(id="", title=_text("Drafted"), note=None, rows=(pledge, bare)))
        yield "Approvals", self._board(BoardGroup(id="", title=_text("Pending"), note=None, rows=(approval,)))
        event = self.to("Sample meeting")
        yield "Attendance", self._board(BoardGroup(id="", title=event, note=_DAY, rows=(person, group)))
        yield "Empty", self._board()

    def _board(self, *groups: BoardGroup) -> BoardPage:
        return BoardPage(
            frame=self.frame, title="Sample board", introduction="Sample sentence under the heading.", groups=groups
        )

    def things(self) -> Iterator[tuple[str, ThingPage]]:
        """Yield a person with no claim, with one, and with many."""
        for name, number in (("No claim", 0), ("One claim", 1), ("Many claims", 12)):
            cards = tuple(self.card() for _ in range(number))
            yield (
                name,
                ThingPage(
                    frame=self.frame,
                    kind="Person",
                    title="Sample person",
                    description="Sample description: an invented person.",
                    facts=(Fact(term="Also written", values=(_text("S. Person"), _text("Sampel Person"))),),
                    sections=(Section(id="", title="Said", note=None, cards=cards),) if cards else (),
                ),
            )
