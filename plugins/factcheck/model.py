"""The values everything else works on: records as written, and the site model that pages are made from.

All of them are frozen. Nothing here reads a file, a clock or a setting.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from typing import Literal

from factcheck.problems import Places
from factcheck.text import Block, Folded, Span
from factcheck.values import Moment, Value, field

Kind = Literal["attendance", "pledge", "approval", "statement", "context"]
Bearing = Literal["supports", "contradicts", "context"]
EvidenceLevel = Literal["none", "single-source", "corroborated", "primary-document", "contested"]


class PartialDate(Value, frozen=True):
    """A day, a month or a year (ISO 8601 with reduced precision)."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def earliest(self) -> dt.date:
        """The first day it can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> dt.date:
        """The last day it can mean."""
        if self.day:
            return self.earliest
        month = self.month or 12
        after = dt.date(self.year + month // 12, month % 12 + 1, 1) if (self.year, month) < (9999, 12) else dt.date.max
        return after - dt.timedelta(days=1) if after != dt.date.max else after

    def __str__(self) -> str:
        month = f"-{self.month:02}" if self.month else ""
        return f"{self.year:04}{month}-{self.day:02}" if self.day else f"{self.year:04}{month}"


class Record(Value, frozen=True, kw_only=True):
    """What every record has: its id, the places of its fields, and its old ids."""

    id: str
    places: Places
    aliases: tuple[str, ...] = ()


class Selector(Value, frozen=True, kw_only=True):
    """A W3C TextQuoteSelector and the source it selects from."""

    source: str
    exact: str
    prefix: str = ""
    suffix: str = ""
    focus: tuple[str, ...] = ()
    snapshot: str | None = None


class Link(Value, frozen=True, kw_only=True):
    """One step of an attribution chain: somebody named by id, or somebody unnamed in the source's words."""

    verb: str
    who: str | None = None
    unnamed: str | None = None


class Evidence(Value, frozen=True, kw_only=True):
    """A source and how it bears on a claim."""

    source: str
    bearing: Bearing
    says: str | None = None
    locator: str | None = None
    selector: Selector | None = None


class Review(Value, frozen=True, kw_only=True):
    """An editor's finding."""

    verdict: str
    published: dt.date
    explanation: str | None = None
    reviewers: tuple[str, ...] = ()
    value: float | None = None


class Step(Value, frozen=True, kw_only=True):
    """One step of a status history. ``own_quote``: the record's own quote is evidence for it."""

    state: str
    as_of: PartialDate | None = None
    as_of_text: str | None = None
    own_quote: bool = False
    evidence: tuple[Evidence, ...] = ()
    summary: str | None = None


class Translation(Value, frozen=True, kw_only=True):
    """A translation of the claim or of its quote."""

    language: str
    of: Literal["claim", "quote"]
    text: str
    by: str


class Exemption(Value, frozen=True, kw_only=True):
    """A warning that is right as it is, and why."""

    code: str
    reason: str


class Reply(Value, frozen=True, kw_only=True):
    """Somebody who was asked for a reply on the day ``on``, and what came back: ``answered`` is None while nothing has.

    ``says`` is in our words, ``quote`` in theirs.
    """

    on: dt.date
    asked: str | None = None
    unnamed: str | None = None
    about: str | None = None
    answered: dt.date | None = None
    says: str | None = None
    quote: Selector | None = None


class Withdrawal(Value, frozen=True, kw_only=True):
    """When and why a claim was withdrawn or taken down."""

    published: dt.date
    reason: str


class Attendance(Value, frozen=True, kw_only=True, tag=True):
    """Who was at an event: a person, or a group that is never expanded to names."""

    event: str
    role: str
    person: str | None = None
    group: str | None = None

    @property
    def who(self) -> str:
        """The id of the person or group."""
        return self.person or self.group or ""


class Pledge(Value, frozen=True, kw_only=True, tag=True):
    """Who promises what to whom, and when it holds."""

    promisor: str | None = None
    beneficiary: str | None = None
    condition: Selector | None = None


class Approval(Value, frozen=True, kw_only=True, tag=True):
    """What is to be approved, and by whom."""

    subject: str
    required_from: tuple[str, ...]


class Statement(Value, frozen=True, kw_only=True, tag=True):
    """Whether the words are the speaker's or the reporter's."""

    form: Literal["direct-quote", "paraphrase"]


class Claim(Record, frozen=True, kw_only=True, tag=True):
    """A claim as its record says it. ``terms`` holds what only its kind has. Private notes are not kept.

    ``embargo`` is aware of its zone.
    """

    kind: Kind
    claim: str
    published: dt.date
    quote: Selector
    terms: Attendance | Pledge | Approval | Statement | None = None
    dossier: str | None = None
    claimant: str | None = None
    attribution: tuple[Link, ...] = ()
    about: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    review: Review | None = None
    unrated_because: str | None = None
    discrepancies: tuple[str, ...] = ()
    status: tuple[Step, ...] = ()
    recheck_by: dt.date | None = None
    part_of: str | None = None
    related: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str | None = None
    translations: tuple[Translation, ...] = ()
    written_by: tuple[str, ...] = ()
    replies: tuple[Reply, ...] = ()
    embargo: Moment | None = None
    state: Literal["draft", "published", "withdrawn"] = "published"
    withdrawal: Withdrawal | None = None
    allow: tuple[Exemption, ...] = ()

    @property
    def lacks_second_reader(self) -> bool:
        """Whether it has a review that nobody but those who wrote the claim is known to have read."""
        return self.review is not None and not (self.written_by and set(self.review.reviewers) - set(self.written_by))

    def is_hidden(self, now: dt.datetime) -> bool:
        """Tell whether nothing of the claim may be in any output at a time: a draft, or before its embargo ends."""
        return self.state == "draft" or (self.embargo is not None and now < self.embargo)


class Takedown(Record, frozen=True, kw_only=True, tag=True):
    """A claim that was taken down: that it stood here, when it was published, and when and why it was removed."""

    published: dt.date
    withdrawal: Withdrawal

    @property
    def path(self) -> str:
        """The root path of the page that says so."""
        return f"claims/{self.id}/"


class Thing(Record, frozen=True, kw_only=True, tag=True):
    """A person, an organization or an event."""

    kind: Literal["person", "organization", "event"]
    name: str
    alternate_names: tuple[str, ...] = ()
    description: str | None = None
    same_as: tuple[str, ...] = ()
    language: str | None = None
    form: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    dates_from: str | None = None
    place: str | None = None


class Dossier(Record, frozen=True, kw_only=True, tag=True):
    """A folder of claims that belong together."""

    title: str
    introduction: str | None = None
    language: str | None = None
    key_claims: tuple[str, ...] = ()


class Correction(Record, frozen=True, kw_only=True, tag=True):
    """A change to a published claim."""

    kind: Literal["correction", "update", "clarification", "void"]
    claim: str
    published: dt.date
    text: str


class Verdict(Value, frozen=True, kw_only=True):
    """One verdict of the scale."""

    id: str
    name: str
    meaning: str
    value: float | None = None


class Scale(Value, frozen=True, kw_only=True):
    """The verdicts of a site, in order; ``worst`` and ``best`` only where it is numeric."""

    verdicts: tuple[Verdict, ...]
    worst: float | None = None
    best: float | None = None
    places: Places | None = None

    def get(self, verdict_id: str) -> Verdict | None:
        """Return the verdict of an id."""
        return next((v for v in self.verdicts if v.id == verdict_id), None)


class NotClaim(Value, frozen=True, kw_only=True):
    """A passage of a source that is no claim."""

    selector: Selector
    reason: str


class FrozenFile(Value, frozen=True, kw_only=True):
    """The frozen text of a capture.

    ``encoding`` is that of the captured file, where its bytes do not show it. ``pages`` are the code points at which
    the pages of a PDF begin; empty for all else.
    """

    file: str
    sha256: str
    selector: str | None = None
    encoding: str | None = None
    pages: tuple[int, ...] = ()


class Snapshot(Value, frozen=True, kw_only=True):
    """Our capture of a source, as its record says it."""

    file: str
    sha256: str
    captured: PartialDate
    text: FrozenFile | None = None

    @property
    def is_pdf(self) -> bool:
        """Whether the file is a PDF, by its name."""
        return self.file.lower().endswith(".pdf")

    @property
    def is_html(self) -> bool:
        """Whether the file is HTML, by its name."""
        return self.file.lower().endswith((".html", ".htm", ".xhtml"))


class Source(Record, frozen=True, kw_only=True, tag=True):
    """A document. Without snapshots it is linked, not archived."""

    title: str
    rights: Literal["full-text", "quote-only"]
    snapshots: tuple[Snapshot, ...] = ()
    kind: str | None = None
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: PartialDate | None = None
    language: str | None = None
    origin: str | None = None
    tier: str | None = None
    archive_url: str | None = None
    not_claims: tuple[NotClaim, ...] = ()
    description: str | None = None
    allow: tuple[Exemption, ...] = ()


AnyRecord = Claim | Takedown | Thing | Dossier | Correction | Source


class Capture:
    """A snapshot that was read and found to be what its record says: the text that offsets count.

    It is no ``Value``, so that what is saved speaks of it and does not repeat it.
    """

    __slots__ = ("blocks", "folded", "sha256", "snapshot", "text")

    def __init__(self, snapshot: Snapshot, text: str, sha256: str, blocks: tuple[Block, ...], folded: Folded) -> None:
        self.snapshot, self.text, self.sha256, self.blocks, self.folded = snapshot, text, sha256, blocks, folded

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Capture) and (self.snapshot, self.text) == (other.snapshot, other.text)

    def __hash__(self) -> int:
        return hash((self.snapshot, self.sha256))


class Proof(Value, frozen=True):
    """A quote that stands in its source.

    ``pieces`` are spans of the capture's text in code points; ``exact`` is the source's own words, its pieces
    joined by `` […] ``; ``focus`` are spans of the text too.
    """

    source: str
    capture: Capture
    pieces: tuple[Span, ...]
    focus: tuple[Span, ...]
    exact: str

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages of a PDF on which the words stand, counted from 1; empty where the capture has no pages."""
        text = self.capture.snapshot.text
        starts = text.pages if text else ()
        spans = ((bisect_right(starts, p.start), bisect_right(starts, p.end - 1)) for p in self.pieces if starts)
        return tuple(sorted({number for first, last in spans for number in range(first, last + 1)}))

    @property
    def hull(self) -> Span:
        """From the start of the first piece to the end of the last."""
        return Span(self.pieces[0].start, self.pieces[-1].end)


class EvidenceLabel(Value, frozen=True, kw_only=True):
    """The computed evidence label: its level and the number of independent origins."""

    level: EvidenceLevel
    origins: int


class Checked(Value, frozen=True, kw_only=True):
    """A claim with everything the build worked out about it.

    ``evidence_proofs`` and ``step_proofs`` hold the proof of each item's ``exact`` (None where it has none), and
    ``reply_proofs`` of each reply's ``quote``, in the order of the record.
    """

    record: Claim
    proof: Proof
    condition: Proof | None
    evidence_proofs: tuple[Proof | None, ...]
    step_proofs: tuple[tuple[Proof | None, ...], ...]
    reply_proofs: tuple[Proof | None, ...]
    evidence: EvidenceLabel
    modified: dt.date
    corrections: tuple[Correction, ...]
    verdict: Verdict | None
    is_claim_review: bool

    @property
    def state(self) -> str | None:
        """The present state of a pledge or an approval."""
        return self.record.status[-1].state if self.record.status else None

    @property
    def path(self) -> str:
        """The root path of the claim's page."""
        return f"claims/{self.record.id}/"


class Revision(Value, frozen=True, kw_only=True):
    """A commit that changed a record. ``at`` is when it was written, in UTC; ``subject`` is its first line."""

    commit: str
    at: dt.datetime
    subject: str


class Coverage(Value, frozen=True, kw_only=True):
    """How much of a text is quoted, and how much is quoted or listed as no claim: shares of visible characters."""

    quoted: float
    accounted: float


class ArchivedSource(Value, frozen=True, kw_only=True):
    """A source with its captures, the newest last; linked sources have none."""

    record: Source
    captures: tuple[Capture, ...]
    not_claims: tuple[tuple[NotClaim, Proof], ...]

    @property
    def newest(self) -> Capture | None:
        """The capture that counts unless a quote pins another."""
        return self.captures[-1] if self.captures else None


class Use(Value, frozen=True, kw_only=True):
    """What claims make of a source: how much of its newest text, and which claims quote it or name it as evidence."""

    coverage: Coverage | None
    cited_by: tuple[str, ...]


class Site(Value, frozen=True, kw_only=True):
    """Everything that may be published, proven and cross-referenced.

    Mappings go from id to value; ``uses`` are those of sources. Claims, takedowns and corrections are oldest first.
    ``redirects`` maps an old root path to the new one. ``revisions`` maps a claim to the commits that changed it,
    newest first; it is empty unless the site asks for them and its repository has them whole.
    """

    claims: dict[str, Checked]
    takedowns: tuple[Takedown, ...]
    sources: dict[str, ArchivedSource]
    uses: dict[str, Use]
    things: dict[str, Thing]
    dossiers: dict[str, Dossier]
    corrections: tuple[Correction, ...]
    scale: Scale
    redirects: dict[str, str]
    revisions: dict[str, tuple[Revision, ...]] = field(default_factory=dict)
