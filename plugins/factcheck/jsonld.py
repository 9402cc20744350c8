"""Schema.org descriptions of pages as JSON-LD: ``ClaimReview`` where the rules allow one, ``Claim`` elsewhere.

Properties follow https://schema.org/Claim, /Quotation and /ClaimReview.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factcheck.compact_json import written
from factcheck.markup import to_text

if TYPE_CHECKING:
    from factcheck.model import ArchivedSource, Checked, Thing
    from factcheck.pages.here import Here

Data = dict[str, Any]
CONTEXT = "https://schema.org"


def script(data: Data) -> str:
    """Return JSON that may stand in a script element: no ``<``, ``>`` or ``&`` can end it."""
    text = written({"@context": CONTEXT, **data}).decode()
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _clean(data: Data) -> Data:
    """Leave out what is not known; nothing here can be a number."""
    return {key: value for key, value in data.items() if value}


def claim_data(claim: Checked, here: Here) -> Data:
    """Describe a claim page: a ClaimReview with its claim, or the claim alone.

    There is one ClaimReview of a claim, whatever languages its page is shown in.
    """
    described = _claim(claim, here)
    return (
        review_data(claim, here)
        if claim.is_claim_review and not here.translated_to
        else {**described, "url": address(claim.path, here)}
    )


def address(path: str, here: Here) -> str:
    """Return an absolute address on our own domain."""
    return f"{here.edition.settings.base}/{path}"


def _claim(claim: Checked, here: Here) -> Data:
    record = claim.record
    title, language = here.title_of(record)
    return _clean(
        {
            "@type": "Claim",
            "@id": f"{address(claim.path, here)}#claim",
            "text": title,
            "inLanguage": language or here.language,
            "author": _agent(record.claimant, here) if record.claimant else None,
            "datePublished": record.published,
            "dateModified": claim.modified,
            "appearance": {
                "@type": "Quotation",
                "text": claim.proof.exact,
                "isPartOf": _document(claim.proof.source, here),
            },
        }
    )


def review_data(claim: Checked, here: Here) -> Data:
    """Describe the review of a claim. The claim must be one that is published as a ClaimReview."""
    review, verdict, scale = claim.record.review, claim.verdict, here.edition.site.scale
    assert review is not None
    assert verdict is not None
    value = review.value if review.value is not None else verdict.value
    rating: Data = {"@type": "Rating", "alternateName": verdict.name}
    if value is not None:
        rating |= {"ratingValue": value, "worstRating": scale.worst, "bestRating": scale.best}
    return {
        "@type": "ClaimReview",
        "url": address(claim.path, here),
        "claimReviewed": claim.record.claim,
        "datePublished": review.published,
        "dateModified": claim.modified,
        "author": _publisher(here),
        "reviewRating": rating,
        "reviewBody": to_text(review.explanation or ""),
        "itemReviewed": _claim(claim, here),
    }


def _publisher(here: Here) -> Data:
    settings = here.edition.settings
    return {"@type": "Organization", "name": settings.sitename, "url": f"{settings.base}/"}


def _agent(record_id: str, here: Here) -> Data:
    edition = here.edition
    return edition.sayings.of(("data of a thing", record_id), lambda: thing_data(edition.site.things[record_id]))


def thing_data(thing: Thing) -> Data:
    """Describe a person, organization or event."""
    kind = {"person": "Person", "organization": "Organization", "event": "Event"}[thing.kind]
    return _clean(
        {
            "@type": kind,
            "name": thing.name,
            "alternateName": thing.alternate_names,
            "sameAs": thing.same_as,
            "startDate": str(thing.start) if thing.start else None,
            "endDate": str(thing.end) if thing.end else None,
            "location": {"@type": "Place", "name": thing.place} if thing.place else None,
        }
    )


def source_data(source: ArchivedSource, here: Here) -> Data:
    """Describe a source."""
    return {**_document(source.record.id, here), "mainEntityOfPage": address(f"sources/{source.record.id}/", here)}


def _document(source_id: str, here: Here) -> Data:
    edition = here.edition
    return edition.sayings.of(("data of a source", source_id), lambda: _told(edition.site.sources[source_id], here))


def _told(source: ArchivedSource, here: Here) -> Data:
    record = source.record
    return _clean(
        {
            "@type": "NewsArticle" if record.kind == "news-article" else "CreativeWork",
            "name": record.title,
            "url": record.url,
            "inLanguage": record.language,
            "publisher": {"@type": "Organization", "name": record.publisher} if record.publisher else None,
            "author": [{"@type": "Person", "name": name} for name in record.authors],
            "datePublished": str(record.published) if record.published else None,
            "isBasedOn": address(f"sources/{record.origin}/", here) if record.origin else None,
            "archivedAt": record.archive_url or (address(f"sources/{record.id}/", here) if source.captures else None),
        }
    )


def website_data(here: Here) -> Data:
    """Describe the site."""
    settings = here.edition.settings
    return {
        "@type": "WebSite",
        "name": settings.sitename,
        "description": settings.subtitle,
        "url": f"{settings.base}/",
        "inLanguage": settings.language,
        "publisher": _publisher(here),
    }
