"""The page of a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.annotations import annotation_path
from factcheck.citations import cite_path, cited
from factcheck.compact_json import spaced
from factcheck.jsonld import claim_data, script
from factcheck.markup import to_html
from factcheck.model import Approval, Attendance, Pledge, Statement
from factcheck.pages.cards import NO_FINDING, card_of, cards_of, labels_of, notices_of, verdict_languages, verdict_words
from factcheck.pages.corrections import correction_view
from factcheck.pages.pictures import evidence_by_origin
from factcheck.pages.quotes import proof_view, quote_view, robust_link
from factcheck.pages.sharing import oembed_address, picture_of, share_of
from factcheck.settings import HASH
from factcheck.translations import N_
from factcheck.views import (
    Attributed,
    Card,
    CitationView,
    ClaimPage,
    EvidenceView,
    Fact,
    Link,
    ReplyView,
    ReviewView,
    RevisionView,
    StepView,
    TranslationView,
    replace,
)
from factcheck.wording import (
    BEARINGS,
    KINDS,
    direction_of,
    excerpt,
    language_name,
    sentence_case,
    tone_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.model import Checked, Claim, Evidence, Proof, Reply, Revision, Step
    from factcheck.pages.here import Here
    from factcheck.views import Frame

KIND_LISTS = {"pledge": "pledges/", "approval": "approvals/", "attendance": "attendance/"}
FORMS = {
    "direct-quote": N_("The speaker's own words"),
    "paraphrase": N_("The reporter's words for what was said"),
}
TRANSLATED = {"claim": N_("the claim"), "quote": N_("the quote")}
_ORDER = {"supports": 0, "contradicts": 1, "context": 2}
_MOST_REVISIONS = 20
_SHORT_HASH = 10


def claim_page(claim: Checked, here: Here) -> ClaimPage:
    """Return what the page of a claim shows."""
    record = claim.record
    title, language = here.title_of(record)
    edition = here.edition
    revisions = edition.site.revisions.get(record.id, ())
    return ClaimPage(
        frame=_frame(claim, here, title),
        title=title,
        language=language,
        direction=direction_of(language),
        original=_original(record, here) if title != record.claim else None,
        quote_translation=_quote_translation(record, here),
        kind=here.to(here.say(KINDS[record.kind]), KIND_LISTS.get(record.kind, f"claims/kind/{record.kind}/")),
        dossier=_dossier(record, here),
        claimant=here.who(record.claimant) if record.claimant else None,
        quote=quote_view(claim.proof, here, record.id),
        labels=labels_of(claim, here),
        notices=notices_of(claim, here),
        attribution=tuple(_attribution(record, here)),
        condition=quote_view(claim.condition, here) if claim.condition else None,
        facts=tuple(_facts(record, here)),
        status=steps_of(claim, here),
        evidence=_evidence(claim, here),
        origins=evidence_by_origin(claim, here),
        review=_review(claim, here),
        unrated_because=record.unrated_because or here.say(NO_FINDING),
        unrated_language=here.foreign(None) if record.unrated_because else None,
        discrepancies=record.discrepancies,
        replies=tuple(_reply(r, p, here) for r, p in zip(record.replies, claim.reply_proofs, strict=True)),
        part_of=_card(record.part_of, here),
        parts=cards_of(edition.children.get(record.id, []), here),
        related=tuple(card for card in (_card(r, here) for r in record.related) if card),
        corrections=tuple(correction_view(c, here) for c in reversed(claim.corrections)),
        translations=tuple(_translations(record, here)),
        topics=tuple(here.to_record(sentence_case(tag), f"topics/{tag}/") for tag in record.tags),
        proof=proof_view(claim.proof, here),
        written_by=tuple(here.who(who) for who in record.written_by),
        citation=_citation(claim, here),
        share=share_of(claim, here),
        citations=tuple(_citations(claim, here)),
        data=(
            here.to(here.say("This record as JSON"), f"api/v1/claims/{record.id}.json"),
            here.to(here.say("W3C annotation"), annotation_path(record.id)),
        ),
        revisions=tuple(_revision(r, here) for r in revisions[:_MOST_REVISIONS]),
        earlier_revisions=len(revisions[_MOST_REVISIONS:]),
        published=here.date(record.published),
        published_datetime=record.published.isoformat(),
        modified=here.date(claim.modified),
        modified_datetime=claim.modified.isoformat(),
    )


def _frame(claim: Checked, here: Here, title: str) -> Frame:
    data = script(claim_data(claim, here))
    around = here.frame(title, excerpt(claim.proof.exact), jsonld=data, card_type="article")
    return replace(around, picture=picture_of(claim, here), oembed=oembed_address(claim, here))


def _dossier(record: Claim, here: Here) -> Link | None:
    if not record.dossier:
        return None
    dossier = here.edition.site.dossiers[record.dossier]
    return here.to_record(dossier.title, f"dossiers/{dossier.id}/", dossier.language)


def _original(record: Claim, here: Here) -> Link:
    return Link(text=record.claim, language=here.foreign(record.language))


def _quote_translation(record: Claim, here: Here) -> str | None:
    return next((t.text for t in record.translations if t.of == "quote" and t.language == here.language), None)


def _card(claim_id: str | None, here: Here) -> Card | None:
    claim = here.edition.site.claims.get(claim_id) if claim_id else None
    return card_of(claim, here) if claim else None


def _attribution(record: Claim, here: Here) -> Iterator[Attributed]:
    for link in record.attribution:
        who = here.who(link.who) if link.who else Link(text=link.unnamed or "", language=here.foreign(None))
        yield Attributed(who=who, unnamed=link.who is None, verb=link.verb)


def _facts(record: Claim, here: Here) -> Iterator[Fact]:
    terms = record.terms
    if isinstance(terms, Attendance):
        yield Fact(
            term=here.say("Group, not expanded to names") if terms.group else here.say("Person"),
            values=(here.who(terms.who),),
        )
        yield Fact(term=here.say("Event"), values=(here.who(terms.event),))
        yield Fact(term=here.say("Role"), values=(Link(text=here.named(terms.role)),))
    if isinstance(terms, Pledge):
        named = ((here.say("Who promises"), terms.promisor), (here.say("To whom"), terms.beneficiary))
        yield from (Fact(term=term, values=(here.who(who),)) for term, who in named if who)
    if isinstance(terms, Approval):
        yield Fact(term=here.say("To be approved"), values=(Link(text=terms.subject),))
        yield Fact(term=here.say("By"), values=tuple(here.who(who) for who in terms.required_from))
    if isinstance(terms, Statement):
        yield Fact(term=here.say("Form"), values=(Link(text=here.say(FORMS[terms.form])),))
    if record.about:
        yield Fact(term=here.say("About"), values=tuple(here.who(who) for who in record.about))
    if record.recheck_by:
        yield Fact(term=here.say("To be checked again by"), values=(Link(text=here.date(record.recheck_by)),))


def steps_of(claim: Checked, here: Here) -> tuple[StepView, ...]:
    """Return the history of a pledge or approval."""
    steps = claim.record.status
    return tuple(
        _step(step, proofs, here, current=number == len(steps))
        for number, (step, proofs) in enumerate(zip(steps, claim.step_proofs, strict=True), 1)
    )


def _step(step: Step, proofs: tuple[Proof | None, ...], here: Here, *, current: bool) -> StepView:
    return StepView(
        state=here.named(step.state),
        tone=tone_of(step.state),
        date=here.date(step.as_of) if step.as_of else step.as_of_text or "",
        datetime=str(step.as_of) if step.as_of else None,
        current=current,
        own_quote=step.own_quote,
        evidence=tuple(_item(e, p, here) for e, p in zip(step.evidence, proofs, strict=True)),
        note=step.summary,
    )


def _evidence(claim: Checked, here: Here) -> tuple[EvidenceView, ...]:
    pairs = zip(claim.record.evidence, claim.evidence_proofs, strict=True)
    return tuple(sorted([_item(item, proof, here) for item, proof in pairs], key=lambda view: _ORDER[view.bearing]))


def _item(item: Evidence, proof: Proof | None, here: Here) -> EvidenceView:
    source = here.edition.site.sources[item.source]
    record = source.record
    opened = here.say("Open the linked page")
    return EvidenceView(
        source=here.source(item.source),
        original=robust_link(opened, record.url, source, source.newest, here) if record.url else None,
        publisher=record.publisher,
        date=here.date(record.published) if record.published else None,
        bearing=item.bearing,
        bearing_word=here.say(BEARINGS[item.bearing]),
        says=item.says,
        locator=item.locator,
        archived=bool(source.captures),
        quote=quote_view(proof, here) if proof else None,
    )


def _reply(reply: Reply, proof: Proof | None, here: Here) -> ReplyView:
    return ReplyView(
        who=here.who(reply.asked) if reply.asked else Link(text=reply.unnamed or ""),
        asked=here.date(reply.on),
        asked_datetime=reply.on.isoformat(),
        about=reply.about,
        answered=here.date(reply.answered) if reply.answered else None,
        answered_datetime=reply.answered.isoformat() if reply.answered else None,
        says=reply.says,
        quote=quote_view(proof, here) if proof else None,
    )


def _review(claim: Checked, here: Here) -> ReviewView | None:
    review, verdict = claim.record.review, claim.verdict
    if review is None or verdict is None:
        return None
    name, meaning = verdict_words(verdict, here)
    value = review.value if review.value is not None else verdict.value
    return ReviewView(
        verdict=name,
        tone=tone_of(verdict.id),
        meaning=meaning,
        explanation=to_html(review.explanation or ""),
        reviewers=tuple(here.who(who) for who in review.reviewers),
        date=here.date(review.published),
        datetime=review.published.isoformat(),
        value=f"{value:g}" if value is not None else None,
        language=verdict_languages(claim, here)[0],
    )


def _translations(record: Claim, here: Here) -> Iterator[TranslationView]:
    for found in record.translations:
        yield TranslationView(
            language=found.language,
            language_name=language_name(found.language, here.language),
            direction=direction_of(found.language) or "ltr",
            of=here.say(TRANSLATED[found.of]),
            text=found.text,
            by=found.by,
        )


def _citation(claim: Checked, here: Here) -> str:
    settings = here.edition.settings
    address = here.canonical() or f"/{here.path}"
    return here.say(
        "%(site)s, “%(claim)s”, last changed on %(day)s, %(address)s",
        site=settings.sitename,
        claim=claim.record.claim,
        day=here.date(claim.modified),
        address=address,
    )


def _citations(claim: Checked, here: Here) -> Iterator[CitationView]:
    claim_id, (bibtex, csl) = claim.record.id, cited(claim, here.edition)
    yield CitationView(name="BibTeX", text=bibtex.rstrip(), href=here.href(cite_path(claim_id, "bib")))
    yield CitationView(name="CSL-JSON", text=spaced(csl), href=here.href(cite_path(claim_id, "json")))


def _revision(revision: Revision, here: Here) -> RevisionView:
    url = here.edition.settings.repository_url
    href = url.replace(HASH, revision.commit) if url else None
    return RevisionView(
        date=here.date(revision.at.date()),
        datetime=revision.at.isoformat(),
        subject=revision.subject,
        commit=Link(text=revision.commit[:_SHORT_HASH], href=href, external=True),
    )
