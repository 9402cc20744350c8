"""The OpenAPI 3.1 description of the API: each field with what it means."""

from __future__ import annotations

import re
from typing import Any, Final

from factcheck import __version__
from factcheck.model import EvidenceLevel
from factcheck.schema import BEARINGS, CLAIM_KINDS, CORRECTIONS, ROLES

Data = dict[str, Any]
GENERATOR: Final = "factcheck"


def _value(type_: str | list[str], help_: str, **rules: Any) -> Data:
    return {"type": type_, "description": help_, **rules}


def _text(help_: str, **rules: Any) -> Data:
    return _value("string", help_, **rules)


def _maybe(help_: str, **rules: Any) -> Data:
    return _value(["string", "null"], f"{help_} Null where there is none.", **rules)


def _count(help_: str) -> Data:
    return _value("integer", help_, minimum=0)


def _list(help_: str, items: Data) -> Data:
    return {"type": "array", "description": help_, "items": items}


def _object(help_: str, **fields: Data) -> Data:
    return {
        "type": "object",
        "description": help_,
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def _or_null(schema: Data) -> Data:
    return {**schema, "type": [schema["type"], "null"]}


_SPAN: Final = _object(
    "A piece of a quote.",
    start=_count("First code point, counted from 0."),
    end=_count("Code point behind the last one."),
)
_QUOTE_FIELDS: Final = {
    "exact": _text("The source's own words; pieces are joined by “ […] ”."),
    "source": _text("Id of the source."),
    "start": _count("Start of the first piece in Unicode code points of the frozen text, counted from 0."),
    "end": _count("End of the last piece, exclusive."),
    "pieces": _list("The pieces in their order; one where nothing is left out.", _SPAN),
}
_PROOF_FIELDS: Final = {
    "focus": _list(
        "The words inside the quote that carry the claim.",
        _object("A focus.", start=_count("Start."), end=_count("End."), exact=_text("The words.")),
    ),
    "pages": _list(
        "Pages of a PDF on which the words stand, counted from 1; empty where the capture has no pages.",
        _value("integer", "A page.", minimum=1),
    ),
    "snapshot": _object(
        "The capture.", file=_text("File name in seeds/."), sha256=_text("SHA-256 of the file, in hex.")
    ),
    "text": _object(
        "The frozen text that offsets count.",
        sha256=_text("SHA-256 of the text as UTF-8, in hex."),
        url=_maybe("Root path of the published text; its rights may forbid publishing it."),
    ),
}
_QUOTE: Final = _object("A proven quote.", **_QUOTE_FIELDS)
_PROVEN: Final = _object("A proven quote with its digests.", **_QUOTE_FIELDS, **_PROOF_FIELDS)
_LEVEL: Final = {
    "level": _text("The evidence label.", enum=list(EvidenceLevel.__args__)),  # type: ignore[attr-defined]
    "origins": _count("Independent origins that support the claim, the quoted source's own among them."),
}
_EVIDENCE: Final = _object(
    "A source and how it bears on the claim.",
    source=_text("Id of the source."),
    bearing=_text("How it bears.", enum=list(BEARINGS)),
    says=_maybe("What it says, in our words."),
    locator=_maybe("Where in it."),
    archived=_value("boolean", "False: linked only, and nothing in it was proven."),
    quote=_or_null(_PROVEN),
)
_CORRECTION: Final = _object(
    "A change.",
    id=_text("Id of the correction."),
    kind=_text("Kind.", enum=list(CORRECTIONS)),
    published=_text("Day of the change.", format="date"),
    text=_text("What was changed and why."),
)
_ITEM_FIELDS: Final = {
    "id": _text("Id of the claim."),
    "kind": _text("Kind.", enum=list(CLAIM_KINDS)),
    "claim": _text("The claim in one sentence of ours."),
    "url": _text("Root path of its page."),
    "quote": _QUOTE,
    "evidence": _object("The computed evidence label.", **_LEVEL),
    "verdict": _maybe("Id of our verdict."),
    "status": _maybe("Present state of a pledge or approval."),
    "published": _text("Day it was first published.", format="date"),
    "modified": _text("Day of the latest dated event in the record and its corrections.", format="date"),
    "state": _text("`withdrawn` claims keep their address.", enum=["published", "withdrawn"]),
}
_TRANSLATION: Final = _object(
    "A translation.",
    language=_text("BCP 47 code."),
    of=_text("What is translated.", enum=["claim", "quote"]),
    text=_text("The translation."),
    by=_text("Who translated it."),
)
_STEP: Final = _object(
    "A step of the history.",
    state=_text("The state from then on."),
    as_of=_maybe("A day, a month or a year."),
    as_of_text=_maybe("What is known of the time where there is no date."),
    own_quote=_value("boolean", "The claim's own quote is evidence for it."),
    evidence=_list("Other evidence for it.", _EVIDENCE),
    summary=_maybe("What happened, in our words."),
)
_LINK: Final = _object(
    "A step of the attribution chain.",
    verb=_text("What they do with the words."),
    who=_maybe("Id of a person, organization or source."),
    unnamed=_maybe("The source's word for somebody who is not named."),
)
_TERMS: Final = {
    "type": ["object", "null"],
    "description": "What only its kind has: who attended what, who promises whom, who approves what, whose words. "
    "Null for context.",
    "anyOf": [
        _object(
            "Attendance.",
            event=_text("Id of the event."),
            role=_text("In what role.", enum=list(ROLES)),
            person=_maybe("Id of the person."),
            group=_maybe("Id of a group that is never expanded to names."),
        ),
        _object("Pledge.", promisor=_maybe("Id of who promises."), beneficiary=_maybe("Id of to whom.")),
        _object(
            "Approval.",
            subject=_text("What is to be approved."),
            required_from=_list("Ids of who must approve it.", _text("An id.")),
        ),
        _object("Statement.", form=_text("Whose words.", enum=["direct-quote", "paraphrase"])),
        {"type": "null"},
    ],
}
_REVIEW: Final = _object(
    "Our finding.",
    verdict=_text("Id of the verdict."),
    value=_value(["number", "null"], "Its number, where the scale is numeric."),
    explanation=_maybe("Why, in Markdown."),
    reviewers=_list("Ids of those who stand for it.", _text("An id.")),
    published=_text("Day of the finding.", format="date"),
    claim_review=_value("boolean", "The page carries a schema.org ClaimReview."),
)
_SOURCE: Final = _object(
    "A source.",
    id=_text("Id."),
    title=_text("Title."),
    url=_text("Root path of its page."),
    kind=_maybe("Kind of document."),
    rights=_text("What may be published of it.", enum=["full-text", "quote-only"]),
    address=_maybe("Its own address."),
    publisher=_maybe("Publisher."),
    authors=_list("Authors.", _text("A name.")),
    published=_maybe("A day, a month or a year."),
    language=_maybe("BCP 47 code."),
    origin=_maybe("Id of the source whose report it repeats."),
    tier=_maybe("`primary` for a document of the matter itself."),
    archive_url=_maybe("An archived copy elsewhere."),
    archived=_value("boolean", "False: linked only."),
    snapshots=_list(
        "Our captures, oldest first.",
        _object(
            "A capture.",
            file=_text("File name in seeds/."),
            sha256=_text("SHA-256 of the file, in hex."),
            captured=_text("When: a day, a month or a year."),
            text=_PROOF_FIELDS["text"],
        ),
    ),
    coverage=_or_null(
        _object(
            "Shares of the newest text's visible characters. Null where it is not archived.",
            quoted=_value("number", "In a claim's quote."),
            accounted=_value("number", "In a quote, or listed as no claim."),
        )
    ),
    claims=_list("Ids of the claims that quote or cite it.", _text("An id.")),
)
_REPLY: Final = _object(
    "Somebody who was asked for a reply, and what came back.",
    asked=_maybe("Id of the person or organization."),
    unnamed=_maybe("Our word for somebody who is not named."),
    on=_text("Day we asked.", format="date"),
    about=_maybe("What we asked, in our words."),
    answered=_maybe("Day the answer came.", format="date"),
    says=_maybe("What came back, in our words."),
    quote=_or_null(_PROVEN),
)
_OEMBED: Final = {
    **_object(
        "The oEmbed answer for one claim, of type `rich`.",
        type=_text("Type of the answer.", enum=["rich"]),
        version=_text("Version of oEmbed.", enum=["1.0"]),
        title=_text("The claim; of a withdrawn one it says so."),
        provider_name=_text("Name of the site."),
        provider_url=_text("Absolute address of the site."),
        html=_text("A frame that shows the claim. It needs no script."),
        width=_count("Width of the frame in pixels."),
        height=_count("Height of the frame in pixels."),
        thumbnail_url=_text("Absolute address of the claim's card, where the site has cards."),
        thumbnail_width=_count("Width of the card in pixels."),
        thumbnail_height=_count("Height of the card in pixels."),
    ),
    "required": ["type", "version", "title", "provider_name", "provider_url", "html", "width", "height"],
}
_SELECTOR: Final = {
    **_object(
        "Which words of the target: a TextQuoteSelector or a TextPositionSelector.",
        type=_text("Which of the two.", enum=["TextQuoteSelector", "TextPositionSelector"]),
        exact=_text("The words themselves."),
        prefix=_text("What stands right before them, up to 32 code points; absent at the beginning."),
        suffix=_text("What stands right behind them; absent at the end."),
        start=_count("First code point of the published text; inside `refinedBy`, of the selected words."),
        end=_count("Code point behind the last one."),
        refinedBy=_list(
            "The words inside these that carry the claim, as selectors of the same type. Absent where there are none.",
            {"type": "object", "description": "A selector."},
        ),
    ),
    "required": ["type"],
}
_TARGET: Final = {
    **_object(
        "A piece of the quote, in the published text or on the source's own page.",
        type=_text("SpecificResource"),
        source=_text("Absolute address."),
        selector=_list("Ways to find the words; each finds the same.", _SELECTOR),
        state={
            **_object(
                "When we saw the source's own page; absent for our text, which does not change.",
                type=_text("TimeState"),
                sourceDateStart=_text("First instant that our date can mean.", format="date-time"),
                sourceDateEnd=_text("Last instant that it can mean.", format="date-time"),
                cached=_list("Addresses of copies; absent where there are none.", _text("An absolute address.")),
            ),
            "required": ["type", "sourceDateStart", "sourceDateEnd"],
        },
    ),
    "required": ["type", "source", "selector"],
}
_ANNOTATION: Final = _object(
    "A claim as a Web Annotation (https://www.w3.org/TR/annotation-model/), in JSON-LD with absolute addresses.",
    **{"@context": _text("http://www.w3.org/ns/anno.jsonld")},
    id=_text("Absolute address of this file."),
    type=_text("Annotation"),
    motivation=_list("Why: `describing`, and `assessing` where there is a verdict.", _text("A motivation.")),
    creator=_object("The site.", id=_text("Its address."), type=_text("Organization"), name=_text("Its name.")),
    created=_text("Day it was first published, as an instant.", format="date-time"),
    modified=_text("Day of its latest dated event, as an instant.", format="date-time"),
    body=_list(
        "The claim in our words, our verdict if there is one, and the claim's page.",
        {
            **_object(
                "A text, or a page.",
                type=_text("What it is.", enum=["TextualBody", "Text"]),
                id=_text("Absolute address of the page."),
                value=_text("The text."),
                format=_text("Media type."),
                language=_text("BCP 47 code of the text."),
                purpose=_text("What the text does.", enum=["describing", "assessing"]),
            ),
            "required": ["type", "format"],
        },
    ),
    target=_list("The pieces of the quote in their order, once for each place where they stand.", _TARGET),
)
_CSL_ITEM: Final = {
    **_object(
        "An item of CSL-JSON (https://docs.citationstyles.org/).",
        id=_text("Id of the claim."),
        type=_text("webpage"),
        title=_text("The claim in one sentence of ours."),
        author=_list("Those who wrote it, or the site.", _object("A name.", literal=_text("As it is written."))),
        **{"container-title": _text("Name of the site.")},
        issued=_object(
            "Day it was first published.",
            **{"date-parts": _list("One date.", _list("Year, month, day.", _count("A number.")))},
        ),
        note=_text("Day of its latest dated event."),
        URL=_text("Absolute address of the page; absent where the site has no SITEURL."),
        language=_text("BCP 47 code of the claim."),
    ),
    "required": ["id", "type", "title", "author", "container-title", "issued", "note", "language"],
}
_NEXT: Final = _maybe("Root path of the next page.")

SCHEMAS: Final[dict[str, Data]] = {
    "ClaimList": _object(
        "A page of claims, oldest first.",
        claims=_list("Up to 1,000 claims.", _object("A claim.", **_ITEM_FIELDS)),
        next=_NEXT,
    ),
    "Claim": _object(
        "The whole record of a claim.",
        **{
            **_ITEM_FIELDS,
            "quote": _PROVEN,
            "evidence": _object("The evidence label and its items.", **_LEVEL, items=_list("The items.", _EVIDENCE)),
        },
        condition=_or_null(_PROVEN),
        dossier=_maybe("Id of its dossier."),
        claimant=_maybe("Id of who said it."),
        attribution=_list("The chain, reporter first.", _LINK),
        about=_list("Ids of whom or what it is about.", _text("An id.")),
        terms=_TERMS,
        review=_or_null(_REVIEW),
        unrated_because=_maybe("Why there is no verdict."),
        discrepancies=_list("Where sources differ, in our words.", _text("One.")),
        history=_list("The history, oldest first.", _STEP),
        recheck_by=_maybe("Day after which it may be out of date.", format="date"),
        part_of=_maybe("Id of the claim that it is a part of."),
        related=_list("Ids of related claims.", _text("An id.")),
        tags=_list("Topics.", _text("An id.")),
        language=_text("BCP 47 code of the claim."),
        translations=_list("Translations.", _TRANSLATION),
        aliases=_list("Old ids.", _text("An id.")),
        withdrawal=_or_null(
            _object("Null unless withdrawn.", published=_text("Day.", format="date"), reason=_text("Why."))
        ),
        corrections=_list("Changes, oldest first.", _CORRECTION),
        written_by=_list("Ids of those who wrote the record.", _text("An id.")),
        replies=_list("Whom we asked for a reply, and what came back.", _REPLY),
        text_fragment=_value(
            ["string", "null"],
            "What to put behind the `#` of the source's address, so that a browser marks the quote: `:~:text=…`. "
            "Null where no fragment leads to these words alone.",
        ),
        annotation=_text("Root path of the claim as a W3C annotation."),
        cite=_object("Root paths of how to cite the page.", bibtex=_text("As BibTeX."), csl=_text("As CSL-JSON.")),
    ),
    "TakedownList": _object(
        "A page of claims that were taken down, oldest first: whoever keeps copies deletes these.",
        takedowns=_list(
            "Up to 1,000 of them, with nothing of the claims themselves.",
            _object(
                "A claim that was taken down.",
                id=_text("Its id."),
                url=_text("Root path of the page that says why."),
                published=_text("Day it was first published.", format="date"),
                withdrawal=_object(
                    "When and why it was taken down.", published=_text("Day.", format="date"), reason=_text("Why.")
                ),
            ),
        ),
        next=_NEXT,
    ),
    "Source": _SOURCE,
    "OEmbed": _OEMBED,
    "Annotation": _ANNOTATION,
    "Citation": _list("How to cite a claim's page, as CSL-JSON: a list of one item.", _CSL_ITEM),
    "Bibliography": _text("How to cite a claim's page, as one entry of BibTeX in UTF-8."),
    "ClaimReviewFeed": {
        "type": "object",
        "description": "A schema.org DataFeed of ClaimReview, oldest first.",
        "properties": {
            "@context": _text("https://schema.org"),
            "@type": _text("DataFeed"),
            "name": _text("Name of the site."),
            "dataFeedElement": _list("Up to 1,000 reviews.", {"type": "object", "description": "A ClaimReview."}),
            "next": _NEXT,
        },
        "required": ["@context", "@type", "name", "dataFeedElement", "next"],
        "additionalProperties": False,
    },
}

PATHS: Final = {
    "/api/v1/claims.json": ("ClaimList", "Every claim, in pages of 1,000."),
    "/api/v1/claims/page/{page}.json": ("ClaimList", "A further page, from 2."),
    "/api/v1/claims/{id}.json": ("Claim", "One claim with positions and digests."),
    "/api/v1/annotations/{id}.json": ("Annotation", "One claim as a W3C Web Annotation."),
    "/api/v1/cite/{id}.json": ("Citation", "How to cite a claim's page, as CSL-JSON."),
    "/api/v1/cite/{id}.bib": ("Bibliography", "The same as BibTeX."),
    "/api/v1/takedowns.json": ("TakedownList", "Every claim that was taken down, in pages of 1,000."),
    "/api/v1/takedowns/page/{page}.json": ("TakedownList", "A further page, from 2."),
    "/api/v1/oembed/{id}.json": (
        "OEmbed",
        "How other sites show one claim. Only its page says so: the files are static, and no `?url=` is answered.",
    ),
    "/api/v1/sources/{id}.json": ("Source", "One source with the digest of each capture."),
    "/api/v1/claimreview.json": ("ClaimReviewFeed", "Every published review, in pages of 1,000."),
    "/api/v1/claimreview/page/{page}.json": ("ClaimReviewFeed", "A further page, from 2."),
}


# What is served as the text that it is; all else is JSON.
_MEDIA: Final = {"Bibliography": "application/x-bibtex"}


def description(sitename: str, base: str) -> Data:
    """Return the OpenAPI document of a site."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": sitename,
            "version": "1",
            "description": "Claims with their proven quotes, as static JSON.",
            "x-generator": GENERATOR,
            "x-generator-version": __version__,
        },
        "servers": [{"url": base}],
        "paths": {path: _path(path, schema, text) for path, (schema, text) in PATHS.items()},
        "components": {"schemas": _open_to_more(SCHEMAS)},
    }


def _open_to_more(schema: Any) -> Any:
    """Return a schema that allows further fields: we add some, and a strict client must not break on them."""
    if isinstance(schema, dict):
        return {key: _open_to_more(item) for key, item in schema.items() if key != "additionalProperties"}
    return [_open_to_more(item) for item in schema] if isinstance(schema, list) else schema


def _path(path: str, schema: str, text: str) -> Data:
    names = re.findall(r"\{(\w+)\}", path)
    parameters = [{"name": n, "in": "path", "required": True, "schema": {"type": "string"}} for n in names]
    content = {_MEDIA.get(schema, "application/json"): {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    response = {"200": {"description": text, "content": content}}
    return {"get": {"summary": text, "operationId": _operation(path), "parameters": parameters, "responses": response}}


def _operation(path: str) -> str:
    words = path.removeprefix("/api/v1/").removesuffix(".json")
    return "get-" + re.sub(r"[/.]", "-", words.replace("{", "").replace("}", ""))
