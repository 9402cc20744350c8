"""What templates are given: frozen values in which every address, date and word is ready to be printed.

The help of each field is its documentation for theme authors (``docs/templates.md`` is made from it). Views are
msgspec's structs, which are made five times as fast as frozen dataclasses: decision 0025.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Struct, structs

Tone = Literal["plain", "supports", "contradicts", "uncertain"]
BlockKind = Literal["paragraph", "item", "heading"]
Look = Literal[
    "mark", "axis", "faint", "step", "review", "correction", "event", "undated", "bar", "hollow-bar", "thread",
    "archived", "linked", "archived-against", "linked-against",
]  # fmt: skip

# Quotes of up to so many code points are set large, or a step smaller.
SHORT = 180
MIDDLE = 420

# Called with a view and some fields, it returns a view in which these have changed.
replace = structs.replace


def fields_of(value: object) -> tuple[str, ...]:
    """Return the names of the fields of a view, or of a kind of view, in their order; none of anything else."""
    return getattr(value, "__struct_fields__", ())


class Link(Struct, frozen=True, kw_only=True, gc=False):
    """A name that may lead somewhere."""

    text: Annotated[str, "What to show"]
    href: Annotated[str | None, "Where it leads; None where there is no page"] = None
    external: Annotated[bool, "Leads to another site"] = False
    language: Annotated[str | None, "Language of the text, where it is not the page's"] = None
    original: Annotated[str | None, "Of a link to a source: its own address (Robust Links data-originalurl)"] = None
    version: Annotated[str | None, "A copy of what we saw there (Robust Links data-versionurl)"] = None
    version_date: Annotated[str | None, "The day we saw it (Robust Links data-versiondate)"] = None


class Shape(Struct, frozen=True, kw_only=True, gc=False):
    """A shape of a picture."""

    element: Annotated[Literal["path", "line", "circle", "rect"], "Its SVG element"]
    look: Annotated[Look, "Its class, by which the stylesheet draws it"]
    attributes: Annotated[tuple[tuple[str, str], ...], "Where it stands: names and values of SVG attributes"]


class Drawing(Struct, frozen=True, kw_only=True, gc=False):
    """The shapes of an SVG element that is as wide as its column."""

    height: Annotated[str, "Its height, in em"]
    box: Annotated[str | None, "The viewBox that is stretched to the width; None where places are in per cent"]
    shapes: Annotated[tuple[Shape, ...], "What is drawn, from back to front"]
    width: Annotated[str | None, "How wide it gets at most, in em"] = None


class Picture(Struct, frozen=True, kw_only=True, gc=False):
    """A picture that says in words what it shows."""

    id: Annotated[str, "Id of its title; begins with _"]
    title: Annotated[str, "What it shows, in a sentence: seen above it, and its name for those who do not see it"]
    drawing: Annotated[Drawing, "The picture"]
    starts: Annotated[str | None, "What stands at its beginning"] = None
    ends: Annotated[str | None, "What stands at its end"] = None
    apart: Annotated[bool, "Something stands apart, before the beginning"] = False
    keys: Annotated[tuple[PictureKey, ...], "What each shape means"] = ()
    told: Annotated[tuple[Fact, ...], "The same in words, item by item"] = ()


class PictureKey(Struct, frozen=True, kw_only=True, gc=False):
    """A shape of a picture and what it means."""

    shape: Annotated[Shape, "The shape, in a square of 1.2 em"]
    word: Annotated[str, "What it means"]


class ChangeView(Struct, frozen=True, kw_only=True, gc=False):
    """Something dated that happened to a claim."""

    claim: Annotated[Link, "The claim"]
    what: Annotated[str, "What it came to: a state, a verdict, a kind of correction"]
    what_language: Annotated[str | None, "Language of that, where it is not the page's"]
    tone: Annotated[Tone, "How it bears"]
    before: Annotated[str | None, "The state before, as shown; None where there was none"]
    date: Annotated[str, "When, as shown; what is known of the time where there is no date"]
    datetime: Annotated[str | None, "The same for machines; None where undated"]


class Move(Struct, frozen=True, kw_only=True, gc=False):
    """A change of state that some claims made in the same time."""

    before: Annotated[str | None, "The state before, as shown; None where there was none"]
    after: Annotated[str, "The state after"]
    tone: Annotated[Tone, "How the state after bears"]
    claims: Annotated[tuple[Link, ...], "The first of the claims"]
    total: Annotated[int, "How many claims there are"]
    more: Annotated[int, "How many of them are not named"]


class Moves(Struct, frozen=True, kw_only=True, gc=False):
    """What changed its state in the last month."""

    since: Annotated[str, "The first day of that month, as shown"]
    rows: Annotated[tuple[Move, ...], "The changes; none where no state changed"]
    more: Annotated[int, "How many kinds of change are left out"]
    last: Annotated[ChangeView | None, "The last change before it, where no state changed"] = None


class OpenRow(Struct, frozen=True, kw_only=True, gc=False):
    """A claim that waits for something."""

    claim: Annotated[Link, "The claim"]
    reasons: Annotated[tuple[str, ...], "What is open, each in a few words"]
    due: Annotated[str | None, "The day by which it is to be checked again, as shown"]
    due_datetime: Annotated[str | None, "The same for machines"]
    late: Annotated[bool, "That day is over"]


class FacetOption(Struct, frozen=True, kw_only=True, gc=False):
    """A value by which claims can be chosen, and the list of those that have it."""

    link: Annotated[Link, "The list"]
    total: Annotated[int, "How many claims have it"]
    current: Annotated[bool, "The page is its list"]


class FacetGroup(Struct, frozen=True, kw_only=True, gc=False):
    """One question by which claims can be chosen."""

    title: Annotated[str, "Heading"]
    options: Annotated[tuple[FacetOption, ...], "The answers"]
    more: Annotated[int, "How many answers are left out, the rarest"] = 0


class Frame(Struct, frozen=True, kw_only=True, gc=False):
    """What every page has around its content."""

    title: Annotated[str, "The page's name, for <title>"]
    description: Annotated[str, "One sentence for search engines and cards"]
    language: Annotated[str, "Language of the page"]
    direction: Annotated[str, "ltr or rtl"]
    root: Annotated[str, "Relative way to the root of the site, ending in /"]
    home: Annotated[str, "The front page in the language of the page"]
    canonical: Annotated[str | None, "Absolute address; None where no SITEURL is set"]
    site: Annotated[str, "Name of the site"]
    subtitle: Annotated[str, "What the site is, in one sentence"]
    navigation: Annotated[tuple[NavigationItem, ...], "The main menu"]
    footer: Annotated[tuple[Link, ...], "Pages about the site"]
    languages: Annotated[tuple[Alternate, ...], "This page in each language of the site; empty where it has one"]
    report: Annotated[Link | None, "Where to report an error on this page"]
    jsonld: Annotated[str | None, "JSON-LD, ready to stand in a script element"] = None
    indexed: Annotated[bool, "False keeps search engines out"] = True
    card_type: Annotated[str, "og:type"] = "website"
    picture: Annotated[CardImage | None, "og:image; None unless built for release with a SITEURL"] = None
    oembed: Annotated[str | None, "Absolute address of the page's oEmbed answer; None where no SITEURL is set"] = None


class CardImage(Struct, frozen=True, kw_only=True, gc=False):
    """What other sites show beside a link to a page."""

    href: Annotated[str, "Absolute address of a PNG"]
    width: Annotated[int, "Pixels"]
    height: Annotated[int, "Pixels"]
    alt: Annotated[str, "The same in words"]


class Alternate(Struct, frozen=True, kw_only=True, gc=False):
    """A page in one of the site's languages."""

    language: Annotated[str, "The language, a BCP 47 code"]
    name: Annotated[str, "Its name in itself"]
    href: Annotated[str, "Where the page is in it"]
    absolute: Annotated[str | None, "The same as an absolute address; None where no SITEURL is set"]
    current: Annotated[bool, "It is the language of this page"]


class NavigationItem(Struct, frozen=True, kw_only=True, gc=False):
    """An entry of the main menu."""

    link: Annotated[Link, "Where it leads"]
    current: Annotated[bool, "The page is this one or belongs to it"]


class Sign(Struct, frozen=True, kw_only=True, gc=False):
    """What one of the four labels says."""

    name: Annotated[Literal["quote", "attribution", "evidence", "verdict"], "Which label; also its anchor in /labels/"]
    word: Annotated[str, "The label's name, as shown"]
    state: Annotated[str, "What it says here"]
    tone: Annotated[Tone, "How it bears; never shown by colour alone"]
    state_language: Annotated[str | None, "Language of the state, where it is not the page's"] = None


class Label(Sign, frozen=True, kw_only=True, gc=False):
    """One of the four labels, and what it means."""

    href: Annotated[str, "Where the label is explained"]
    detail: Annotated[str, "A sentence that says what the state means here"]
    detail_language: Annotated[str | None, "Language of the sentence, where it is not the page's"] = None


class Card(Struct, frozen=True, kw_only=True, gc=False):
    """A claim as it is shown on other pages."""

    id: Annotated[str, "The claim's id"]
    href: Annotated[str, "The claim's page"]
    title: Annotated[str, "The claim"]
    language: Annotated[str | None, "Language of the claim, where it is not the page's"]
    direction: Annotated[str | None, "ltr or rtl, where the language is given"]
    kind: Annotated[str, "Kind, as shown"]
    excerpt: Annotated[str, "The quote, cut to about 180 characters"]
    excerpt_language: Annotated[str | None, "Language of the quote"]
    excerpt_direction: Annotated[str | None, "ltr or rtl"]
    source: Annotated[Link, "The quoted source"]
    labels: Annotated[tuple[Sign, ...], "The four labels, always in the same order"]
    state: Annotated[str | None, "Present state of a pledge or approval, as shown"]
    state_tone: Annotated[Tone, "How that state bears"]
    date: Annotated[str, "Last modified, as shown"]
    datetime: Annotated[str, "The same for machines"]
    flags: Annotated[tuple[str, ...], "Short words such as “Withdrawn”, “Corrected”, “May be out of date”"]
    facets: Annotated[
        str, "The numbers of its facets, in the order of the page's facet options; empty without such"
    ] = ""


class Segment(Struct, frozen=True, kw_only=True, gc=False):
    """A run of a quote."""

    text: Annotated[str, "The source's own words, or “ […] ” between two pieces"]
    kind: Annotated[Literal["words", "focus", "omission", "context"], "What the run is"]


class Quote(Struct, frozen=True, kw_only=True, gc=False):
    """A proven quote."""

    segments: Annotated[tuple[Segment, ...], "The quote and nothing else"]
    source: Annotated[Link, "The source, at the quoted passage"]
    language: Annotated[str | None, "Language of the source"]
    direction: Annotated[str | None, "ltr or rtl"]
    offsets: Annotated[str, "Start and end of each piece in code points, such as 733–806"]
    in_place: Annotated[tuple[Segment, ...], "The paragraph it stands in, the quote's words as words or focus"]

    @property
    def underlined(self) -> bool:
        """Whether some words of it are underlined by us."""
        return any(segment.kind == "focus" for segment in self.segments)

    @property
    def size(self) -> Literal["short", "middle", "long"]:
        """How much room the words need: what is set large must also be read with ease."""
        length = sum(len(segment.text) for segment in self.segments)
        return "short" if length <= SHORT else "middle" if length <= MIDDLE else "long"


class ProofView(Struct, frozen=True, kw_only=True, gc=False):
    """How to repeat the proof."""

    digest: Annotated[str, "SHA-256 of the frozen text"]
    captured: Annotated[str, "When the source was captured"]
    file: Annotated[str, "Name of the captured file"]
    file_digest: Annotated[str, "SHA-256 of the captured file"]
    offsets: Annotated[str, "Start and end of each piece"]
    page: Annotated[str | None, "On which page of a PDF the words stand; None where there are no pages"]
    text: Annotated[Link | None, "The frozen text, at the quote; None where rights forbid it"]
    elsewhere: Annotated[tuple[Link, ...], "The page itself and a copy in an archive, at the quote"]
    marked: Annotated[bool, "A browser that follows these links marks the quote"]
    command: Annotated[
        str | None, "A shell command that prints the quote from the text; None where it is not published"
    ]


class Attributed(Struct, frozen=True, kw_only=True, gc=False):
    """One step of an attribution chain."""

    who: Annotated[Link, "Who"]
    unnamed: Annotated[bool, "Nobody is named: the text is the source's word for them"]
    verb: Annotated[str, "What they do with the words"]


class EvidenceView(Struct, frozen=True, kw_only=True, gc=False):
    """A source and how it bears on a claim."""

    source: Annotated[Link, "The source's page"]
    original: Annotated[Link | None, "The document itself, on its own site"]
    publisher: Annotated[str | None, "Who published it"]
    date: Annotated[str | None, "When it was published"]
    bearing: Annotated[Literal["supports", "contradicts", "context"], "How it bears"]
    bearing_word: Annotated[str, "The same, as shown"]
    says: Annotated[str | None, "What it says, in our words"]
    locator: Annotated[str | None, "Where in it"]
    archived: Annotated[bool, "False: linked, not archived; nothing in it was proven"]
    quote: Annotated[Quote | None, "Proven words of it"]


class StepView(Struct, frozen=True, kw_only=True, gc=False):
    """One step of a status history."""

    state: Annotated[str, "The state, as shown"]
    tone: Annotated[Tone, "How it bears"]
    date: Annotated[str, "When, as shown; what is known of the time where there is no date"]
    datetime: Annotated[str | None, "The same for machines; None where undated"]
    current: Annotated[bool, "The last step: the present state"]
    own_quote: Annotated[bool, "The claim's own quote is the evidence"]
    evidence: Annotated[tuple[EvidenceView, ...], "Other evidence for the step"]
    note: Annotated[str | None, "What happened, in our words"]


class ReviewView(Struct, frozen=True, kw_only=True, gc=False):
    """Our finding."""

    verdict: Annotated[str, "The verdict, as shown"]
    tone: Annotated[Tone, "How it bears"]
    meaning: Annotated[str, "What the verdict means"]
    explanation: Annotated[str, "Sanitised HTML"]
    reviewers: Annotated[tuple[Link, ...], "Who stands for it"]
    date: Annotated[str, "When, as shown"]
    datetime: Annotated[str, "The same for machines"]
    value: Annotated[str | None, "Its number on the scale, where the scale is numeric"]
    language: Annotated[str | None, "Language of the verdict's name and meaning, where it is not the page's"] = None


class Fact(Struct, frozen=True, kw_only=True, gc=False):
    """A term and what is known for it."""

    term: Annotated[str, "The term"]
    values: Annotated[tuple[Link, ...], "One or more values"]


class Notice(Struct, frozen=True, kw_only=True, gc=False):
    """Something a reader must know first."""

    kind: Annotated[Literal["stale", "corrected", "withdrawn", "linked"], "What sort of notice"]
    title: Annotated[str, "In a few words"]
    text: Annotated[str, "In a sentence"]
    href: Annotated[str | None, "Where to read more"] = None


class CorrectionView(Struct, frozen=True, kw_only=True, gc=False):
    """A change to a published claim."""

    id: Annotated[str, "The correction's id; its anchor in /corrections/"]
    kind: Annotated[str, "Kind, as shown"]
    claim: Annotated[Link, "The claim that was changed"]
    text: Annotated[str, "What was changed and why"]
    date: Annotated[str, "When, as shown"]
    datetime: Annotated[str, "The same for machines"]


class RevisionView(Struct, frozen=True, kw_only=True, gc=False):
    """A commit that changed the record of a claim."""

    date: Annotated[str, "When, as shown"]
    datetime: Annotated[str, "The same for machines"]
    subject: Annotated[str, "What its author wrote of it, in one line"]
    commit: Annotated[Link, "Its hash, cut to ten digits; leads to the commit where the site says where commits are"]


class CitationView(Struct, frozen=True, kw_only=True, gc=False):
    """How to cite a page, for a program."""

    name: Annotated[str, "Name of the format"]
    text: Annotated[str, "What to copy"]
    href: Annotated[str, "The same as a file"]


class TranslationView(Struct, frozen=True, kw_only=True, gc=False):
    """A translation of the claim or its quote."""

    language: Annotated[str, "Its language code"]
    language_name: Annotated[str, "Its language, as shown"]
    direction: Annotated[str, "ltr or rtl"]
    of: Annotated[str, "What is translated: claim or quote"]
    text: Annotated[str, "The translation"]
    by: Annotated[str, "Who translated it"]


class ReplyView(Struct, frozen=True, kw_only=True, gc=False):
    """Somebody whom we asked for a reply, and what came back."""

    who: Annotated[Link, "Whom we asked"]
    asked: Annotated[str, "The day we asked, as shown"]
    asked_datetime: Annotated[str, "The same for machines"]
    about: Annotated[str | None, "What we asked, in our words"]
    answered: Annotated[str | None, "The day the answer came; None where the record holds none"]
    answered_datetime: Annotated[str | None, "The same for machines"]
    says: Annotated[str | None, "What came back, in our words"]
    quote: Annotated[Quote | None, "What came back, in theirs: proven"]


class Share(Struct, frozen=True, kw_only=True, gc=False):
    """How a claim is passed on."""

    address: Annotated[str | None, "Absolute address of the page; None where no SITEURL is set"]
    snippet: Annotated[str | None, "HTML that shows the claim on another site; None where no SITEURL is set"]
    embed: Annotated[Link, "What that HTML shows"]


class ClaimPage(Struct, frozen=True, kw_only=True, gc=False):
    """A claim: template ``claim.html``."""

    frame: Annotated[Frame, "Around the content"]
    title: Annotated[str, "The claim: the page's heading"]
    language: Annotated[str | None, "Language of the claim, where it is not the page's"]
    direction: Annotated[str | None, "ltr or rtl, where the language is given"]
    original: Annotated[Link | None, "The claim in its own language, where the title is a translation"]
    quote_translation: Annotated[str | None, "Our translation of the quote into the page's language"]
    kind: Annotated[Link, "Kind, with its list"]
    dossier: Annotated[Link | None, "The dossier it belongs to"]
    claimant: Annotated[Link | None, "Who said it; None where nobody is named"]
    quote: Annotated[Quote, "The proven quote"]
    labels: Annotated[tuple[Label, ...], "The four labels"]
    notices: Annotated[tuple[Notice, ...], "What a reader must know first"]
    attribution: Annotated[tuple[Attributed, ...], "The chain, reporter first"]
    condition: Annotated[Quote | None, "The words that say when a pledge holds"]
    facts: Annotated[tuple[Fact, ...], "What only its kind has, and whom it is about"]
    status: Annotated[tuple[StepView, ...], "The history, oldest first"]
    evidence: Annotated[tuple[EvidenceView, ...], "Sources: supporting, contradicting, context"]
    origins: Annotated[Picture | None, "The evidence by origin; None without evidence"]
    review: Annotated[ReviewView | None, "Our finding; None: not rated"]
    unrated_because: Annotated[str | None, "Why there is no verdict"]
    unrated_language: Annotated[str | None, "Language of that reason, where it is not the page's"]
    discrepancies: Annotated[tuple[str, ...], "Where sources disagree, in our words"]
    replies: Annotated[tuple[ReplyView, ...], "Whom we asked for a reply, and what came back"]
    part_of: Annotated[Card | None, "The claim it is a part of"]
    parts: Annotated[tuple[Card, ...], "Claims that are parts of it"]
    related: Annotated[tuple[Card, ...], "Claims worth reading with it"]
    corrections: Annotated[tuple[CorrectionView, ...], "Changes, newest first"]
    translations: Annotated[tuple[TranslationView, ...], "Translations"]
    topics: Annotated[tuple[Link, ...], "Topics"]
    proof: Annotated[ProofView, "How to repeat the proof"]
    written_by: Annotated[tuple[Link, ...], "Who wrote the record"]
    citation: Annotated[str, "How to cite the page"]
    share: Annotated[Share, "How to pass it on"]
    citations: Annotated[tuple[CitationView, ...], "The same for programs"]
    data: Annotated[tuple[Link, ...], "The record for programs: JSON, a W3C annotation"]
    revisions: Annotated[tuple[RevisionView, ...], "Changes of the record, newest first; empty unless the site asks"]
    earlier_revisions: Annotated[int, "How many older ones are not shown"]
    published: Annotated[str, "First published, as shown"]
    published_datetime: Annotated[str, "The same for machines"]
    modified: Annotated[str, "Last modified, as shown"]
    modified_datetime: Annotated[str, "The same for machines"]


class Run(Struct, frozen=True, kw_only=True, gc=False):
    """A stretch of a source's text that the same claims quote."""

    text: Annotated[str, "The source's own words"]
    claims: Annotated[tuple[str, ...], "Ids of the claims that quote it; empty for plain text"]
    numbers: Annotated[tuple[str, ...], "Their numbers in the list beside the text"]
    anchors: Annotated[tuple[str, ...], "Ids of the claims whose quote begins here: the anchors to set"]
    href: Annotated[str | None, "The page of the claim with the shortest quote here"]
    depth: Annotated[int, "How many quotes overlap here, at most 4"]
    unclaimed: Annotated[bool, "It stands in no claim's quote, is not listed as no claim, and says something"] = False


class BlockView(Struct, frozen=True, kw_only=True, gc=False):
    """A paragraph or list item of a source."""

    kind: Annotated[BlockKind, "heading: short, and not closed like a sentence"]
    marker: Annotated[str, "The list marker, as it stands in the source"]
    runs: Annotated[tuple[Run, ...], "The text"]
    notes: Annotated[tuple[Note, ...], "Claims whose quote begins here"]


class Note(Struct, frozen=True, kw_only=True, gc=False):
    """A claim beside the passage it quotes."""

    number: Annotated[str, "Its number on this page"]
    card: Annotated[Card, "The claim"]
    offsets: Annotated[str, "Where the quote stands"]
    passage: Annotated[str, "Anchor of the passage on this page, without #"]


class UnclaimedView(Struct, frozen=True, kw_only=True, gc=False):
    """A sentence of a source that no claim quotes in full."""

    text: Annotated[str, "The sentence"]
    offsets: Annotated[str, "Where it stands"]
    partly: Annotated[bool, "A part of it is quoted"]


class SourcePage(Struct, frozen=True, kw_only=True, gc=False):
    """A source: template ``source.html``."""

    frame: Annotated[Frame, "Around the content"]
    title: Annotated[str, "Its title"]
    note: Annotated[str | None, "What readers should know about it"]
    facts: Annotated[tuple[Fact, ...], "Publisher, authors, dates, address, rights, origin"]
    archived: Annotated[bool, "False: linked only"]
    full_text: Annotated[bool, "Its text is published here"]
    language: Annotated[str | None, "Language of the text"]
    direction: Annotated[str | None, "ltr or rtl"]
    blocks: Annotated[tuple[BlockView, ...], "The text with every quoted passage marked"]
    strip: Annotated[Picture | None, "Where in the text the claims stand; None where nothing is quoted"]
    unclaimed: Annotated[tuple[UnclaimedView, ...], "The first sentences that no claim quotes in full"]
    unclaimed_count: Annotated[int, "How many such sentences there are"]
    passages: Annotated[
        tuple[tuple[Note, Quote], ...],
        "Quotes that no block shows (quote-only, or an older capture); each sets the anchor note.passage",
    ]
    notes: Annotated[tuple[Note, ...], "Every claim that quotes it, in the order of the text"]
    cited_by: Annotated[tuple[Card, ...], "The newest claims that name it as evidence"]
    older: Annotated[str | None, "Address of the page with older ones"]
    quoted_share: Annotated[str | None, "Share of the text in a claim's quote"]
    accounted_share: Annotated[str | None, "Share in a quote or listed as no claim"]
    not_claims: Annotated[tuple[Fact, ...], "Passages that are no claims, each with its reason"]
    proof: Annotated[ProofView | None, "Digests of the newest capture"]
    data: Annotated[Link, "The record as JSON"]


class SourceRow(Struct, frozen=True, kw_only=True, gc=False):
    """A source in the list of sources."""

    link: Annotated[Link, "Its page"]
    publisher: Annotated[str | None, "Who published it"]
    date: Annotated[str | None, "When"]
    archived: Annotated[bool, "False: linked only"]
    claims: Annotated[int | None, "How many claims quote or cite it, where that is told"]
    quoted_share: Annotated[str | None, "Share of the text in a claim's quote"]


class SourcesPage(Struct, frozen=True, kw_only=True, gc=False):
    """All sources: template ``sources.html``."""

    frame: Annotated[Frame, "Around the content"]
    archived: Annotated[tuple[SourceRow, ...], "Captured and proven"]
    linked: Annotated[tuple[SourceRow, ...], "Linked only"]
    newer: Annotated[str | None, "Address of the page with newer sources"] = None
    older: Annotated[str | None, "Address of the page with older sources"] = None


class Section(Struct, frozen=True, kw_only=True, gc=False):
    """A heading and the claims under it."""

    id: Annotated[str, "Anchor; may be empty"]
    title: Annotated[str, "Heading; may be empty"]
    note: Annotated[str | None, "A sentence under the heading"]
    cards: Annotated[tuple[Card, ...], "The claims"]


class ListPage(Struct, frozen=True, kw_only=True, gc=False):
    """Claims in a list (all claims, a topic): template ``list.html``."""

    frame: Annotated[Frame, "Around the content"]
    title: Annotated[str, "Heading"]
    language: Annotated[str | None, "Language of the title, where it is not the page's"]
    introduction: Annotated[str | None, "A sentence under it"]
    sections: Annotated[tuple[Section, ...], "Groups of claims"]
    newer: Annotated[str | None, "Address of the page with newer claims"]
    older: Annotated[str | None, "Address of the page with older claims"]
    feeds: Annotated[tuple[Link, ...], "Feeds of this list"]
    facets: Annotated[tuple[FacetGroup, ...], "By what the claims can be chosen; only on the first page of a list"] = ()
    brief: Annotated[bool, "Each claim is shown in a line"] = False


class ThingPage(Struct, frozen=True, kw_only=True, gc=False):
    """A person, organization or event: template ``thing.html``."""

    frame: Annotated[Frame, "Around the content"]
    kind: Annotated[str, "Person, organization or event, as shown"]
    title: Annotated[str, "Its name"]
    description: Annotated[str | None, "Who or what it is, in our words"]
    facts: Annotated[tuple[Fact, ...], "Other names, dates, place, addresses elsewhere"]
    sections: Annotated[tuple[Section, ...], "Its claims, by their part in them"]
    newer: Annotated[str | None, "Address of the page with newer claims"] = None
    older: Annotated[str | None, "Address of the page with older claims"] = None


class DossierPage(Struct, frozen=True, kw_only=True, gc=False):
    """A dossier: template ``dossier.html``."""

    frame: Annotated[Frame, "Around the content"]
    title: Annotated[str, "Its title"]
    introduction: Annotated[str | None, "Sanitised HTML"]
    counts: Annotated[tuple[Fact, ...], "Claims, proven quotes, sources, verdicts"]
    days: Annotated[Picture | None, "What happened when; None where nothing has a date, and on earlier pages"]
    key_claims: Annotated[tuple[Card, ...], "The claims to read first"]
    open_claims: Annotated[tuple[OpenRow, ...], "What is open, the most pressing first"]
    open_more: Annotated[int, "How many open ones are left out"]
    changes: Annotated[tuple[ChangeView, ...], "What happened last, newest first"]
    sources: Annotated[tuple[SourceRow, ...], "Quoted sources"]
    sections: Annotated[tuple[Section, ...], "Its claims, by kind"]
    newer: Annotated[str | None, "Address of the page with newer claims"] = None
    older: Annotated[str | None, "Address of the page with older claims"] = None


class PledgeRow(Struct, frozen=True, kw_only=True, gc=False):
    """A pledge on the board."""

    card: Annotated[Card, "The claim"]
    promisor: Annotated[Link | None, "Who promises"]
    beneficiary: Annotated[Link | None, "To whom"]
    condition: Annotated[str | None, "When it holds, in the source's words"]
    changed: Annotated[ChangeView | None, "Its last step: from which state to which, and when"]
    note: Annotated[str | None, "What happened then, in our words"]
    recheck: Annotated[str | None, "The day by which it is to be checked again, as shown"] = None


class ApprovalRow(Struct, frozen=True, kw_only=True, gc=False):
    """An approval on the board."""

    card: Annotated[Card, "The claim"]
    subject: Annotated[str, "What is to be approved"]
    required_from: Annotated[tuple[Link, ...], "By whom"]
    changed: Annotated[ChangeView | None, "Its last step: from which state to which, and when"]
    steps: Annotated[tuple[StepView, ...], "Its history"]


class AttendanceRow(Struct, frozen=True, kw_only=True, gc=False):
    """Somebody's attendance on the board."""

    card: Annotated[Card, "The claim"]
    who: Annotated[Link, "The person or group"]
    group: Annotated[bool, "A group whose members are not named"]
    role: Annotated[str, "In what role, as shown"]
    evidence: Annotated[tuple[Fact, ...], "Sources beyond the quoted one, by how they bear"] = ()


class BoardGroup(Struct, frozen=True, kw_only=True, gc=False):
    """A heading of a board and its rows."""

    id: Annotated[str, "Anchor"]
    title: Annotated[Link, "Heading; leads to an event's page on the attendance board"]
    note: Annotated[str | None, "A sentence under the heading"]
    rows: Annotated[tuple[PledgeRow, ...] | tuple[ApprovalRow, ...] | tuple[AttendanceRow, ...], "The rows"]


class BoardPage(Struct, frozen=True, kw_only=True, gc=False):
    """A board: templates ``pledges.html``, ``approvals.html``, ``attendance.html``."""

    frame: Annotated[Frame, "Around the content"]
    title: Annotated[str, "Heading"]
    introduction: Annotated[str, "A sentence under it"]
    groups: Annotated[tuple[BoardGroup, ...], "Groups of rows; none on an empty board"]
    moves: Annotated[Moves | None, "What changed its state in the last month; only on a board's first page"] = None
    newer: Annotated[str | None, "Address of the page with newer claims"] = None
    older: Annotated[str | None, "Address of the page with older claims"] = None


class CorrectionsPage(Struct, frozen=True, kw_only=True, gc=False):
    """All corrections: template ``corrections.html``."""

    frame: Annotated[Frame, "Around the content"]
    corrections: Annotated[tuple[CorrectionView, ...], "Newest first"]
    policy: Annotated[Link | None, "The corrections policy"]
    feed: Annotated[Link, "Their feed"]
    newer: Annotated[str | None, "Address of the page with newer ones"]
    older: Annotated[str | None, "Address of the page with older ones"]


class HomePage(Struct, frozen=True, kw_only=True, gc=False):
    """The front page: template ``home.html``."""

    frame: Annotated[Frame, "Around the content"]
    counts: Annotated[tuple[Fact, ...], "Claims, proven quotes, sources, verdicts"]
    example: Annotated[ExampleView | None, "A claim that shows what the site does"]
    dossiers: Annotated[tuple[DossierRow, ...], "Dossiers, newest first"]
    since: Annotated[str, "The first day of the last month, as shown"]
    fresh: Annotated[int, "How many claims were published since"]
    latest: Annotated[tuple[Card, ...], "The newest claims"]
    all_claims: Annotated[Link, "All claims"]
    moves: Annotated[Moves, "What changed its state since"]
    changes: Annotated[tuple[ChangeView, ...], "What happened last, newest first"]
    waiting: Annotated[tuple[OpenRow, ...], "What is to be checked again, the next first"]
    waiting_more: Annotated[int, "How many of these are left out"]
    corrected: Annotated[tuple[CorrectionView, ...], "The last corrections, newest first"]
    corrections: Annotated[Link, "All corrections"]
    topics: Annotated[tuple[Link, ...], "Topics"]
    labels: Annotated[tuple[LabelText, ...], "The four labels in a sentence each"]


class ExampleView(Struct, frozen=True, kw_only=True, gc=False):
    """One claim with its quote, shown large."""

    card: Annotated[Card, "The claim"]
    quote: Annotated[Quote, "Its quote"]


class DossierRow(Struct, frozen=True, kw_only=True, gc=False):
    """A dossier in a list."""

    link: Annotated[Link, "Its page"]
    summary: Annotated[str | None, "The first paragraph of its introduction, as text"]
    claims: Annotated[int, "How many claims it has"]


class LabelText(Struct, frozen=True, kw_only=True, gc=False):
    """A label explained."""

    name: Annotated[str, "Which; its anchor in /labels/"]
    word: Annotated[str, "Its name, as shown"]
    href: Annotated[str, "Where it is explained"]
    short: Annotated[str, "In one sentence"]
    states: Annotated[tuple[Fact, ...], "Each state and what it means"]


class LabelsPage(Struct, frozen=True, kw_only=True, gc=False):
    """The four labels explained: template ``labels.html``."""

    frame: Annotated[Frame, "Around the content"]
    labels: Annotated[tuple[LabelText, ...], "The four labels"]
    histories: Annotated[tuple[LabelText, ...], "The states of pledges and of approvals"]


class NotFoundPage(Struct, frozen=True, kw_only=True, gc=False):
    """Nothing here: template ``404.html``. Its addresses are absolute, because it is shown at any address."""

    frame: Annotated[Frame, "Around the content"]


class RedirectPage(Struct, frozen=True, kw_only=True, gc=False):
    """An old address: template ``redirect.html``."""

    frame: Annotated[Frame, "Around the content"]
    target: Annotated[Link, "Where the page is now"]


class TakedownPage(Struct, frozen=True, kw_only=True, gc=False):
    """A claim that was taken down: template ``takedown.html``. Nothing of the claim itself is on it."""

    frame: Annotated[Frame, "Around the content"]
    published: Annotated[str, "First published, as shown"]
    published_datetime: Annotated[str, "The same for machines"]
    removed: Annotated[str, "Taken down, as shown"]
    removed_datetime: Annotated[str, "The same for machines"]
    reason: Annotated[str, "Why"]


class EmbedPage(Struct, frozen=True, kw_only=True, gc=False):
    """A claim in a frame on another site: template ``embed.html``, which holds all that it needs."""

    frame: Annotated[Frame, "Its title, language and direction; nothing stands around the content"]
    canonical: Annotated[str | None, "Absolute address of the claim's own page; None where no SITEURL is set"]
    page: Annotated[Link, "The claim's own page"]
    home: Annotated[Link, "The front page, by the site's name"]
    title: Annotated[str, "The claim: the heading"]
    language: Annotated[str | None, "Language of the claim, where it is not the page's"]
    direction: Annotated[str | None, "ltr or rtl, where the language is given"]
    kind: Annotated[str, "Kind, as shown"]
    claimant: Annotated[Link | None, "Who said it; None where nobody is named"]
    quote: Annotated[Quote, "The proven quote"]
    labels: Annotated[tuple[Sign, ...], "The four labels"]
    notices: Annotated[tuple[Notice, ...], "What a reader must know first"]
    modified: Annotated[str, "Last modified, as shown"]
    modified_datetime: Annotated[str, "The same for machines"]


class EmbedTakedownPage(Struct, frozen=True, kw_only=True, gc=False):
    """A frame whose claim was taken down: template ``embed-takedown.html``. Nothing of the claim itself is on it."""

    frame: Annotated[Frame, "Its title, language and direction; nothing stands around the content"]
    canonical: Annotated[str | None, "Absolute address of the page that says why; None where no SITEURL is set"]
    page: Annotated[Link, "The page that stands where the claim's own was"]
    home: Annotated[Link, "The front page, by the site's name"]
    removed: Annotated[str, "Taken down, as shown"]
    removed_datetime: Annotated[str, "The same for machines"]
    reason: Annotated[str, "Why"]


class PatternsPage(Struct, frozen=True, kw_only=True, gc=False):
    """Every component in every state: template ``patterns.html``. For people who work on the theme."""

    frame: Annotated[Frame, "Around the content"]
    claims: Annotated[tuple[tuple[str, ClaimPage], ...], "Name of a state, and a claim page's content in it"]
    cards: Annotated[tuple[tuple[str, Card], ...], "Name of a state, and a card in it"]
    boards: Annotated[tuple[tuple[str, BoardPage], ...], "Name of a state, and a board in it"]
    things: Annotated[tuple[tuple[str, ThingPage], ...], "Name of a state, and a person in it"]
    pictures: Annotated[tuple[tuple[str, Picture], ...], "Name of a state, and a picture in it"]
    right_to_left: Annotated[Picture, "A picture for a page that runs from right to left"]
    moves: Annotated[tuple[tuple[str, Moves], ...], "Name of a state, and changes of a month in it"]
    dossiers: Annotated[tuple[tuple[str, DossierPage], ...], "Name of a state, and a dossier in it"]
    sources: Annotated[tuple[tuple[str, SourcePage], ...], "Name of a state, and a source's text in it"]
    lists: Annotated[tuple[tuple[str, ListPage], ...], "Name of a state, and a list with facets in it"]


class SearchFilter(Struct, frozen=True, kw_only=True, gc=False):
    """Something by which the results of a search are narrowed."""

    name: Annotated[str, "Its name in the index and in the address of a search"]
    label: Annotated[str, "Its name, as shown"]


class SearchMessages(Struct, frozen=True, kw_only=True, gc=False):
    """What the script of the search says; it fills in ``%(n)s`` and ``%(word)s``."""

    results: Annotated[str, "How many results there are: %(n)s"]
    none: Annotated[str, "There are none"]
    unknown: Annotated[str, "Nothing has the word that was asked for: %(word)s"]
    showing: Annotated[str, "What is shown in its place: %(word)s"]
    broken: Annotated[str, "The search could not be loaded"]
    verbatim: Annotated[str, "The state of the label of the quote, which every claim has"]


class SearchPage(Struct, frozen=True, kw_only=True, gc=False):
    """The search: template ``search.html``. Its form works with the script ``js/search.js`` alone."""

    frame: Annotated[Frame, "Around the content"]
    has_index: Annotated[bool, "The site has an index: it was built for publication"]
    filters: Annotated[tuple[SearchFilter, ...], "By what results are narrowed; the index has the values"]
    labels: Annotated[tuple[str, ...], "The names of the four labels, in their order"]
    messages: Annotated[SearchMessages, "What the script says"]
    lists: Annotated[tuple[Fact, ...], "Lists that lead to everything, for whoever has no script"]


Page = (
    ClaimPage
    | SourcePage
    | SourcesPage
    | ListPage
    | ThingPage
    | DossierPage
    | BoardPage
    | CorrectionsPage
    | HomePage
    | LabelsPage
    | NotFoundPage
    | RedirectPage
    | TakedownPage
    | EmbedPage
    | EmbedTakedownPage
    | PatternsPage
    | SearchPage
)
