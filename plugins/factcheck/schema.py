"""The record schemas: one Cerberus schema a kind, the one truth for validation, reference pages and forms.

Each field carries ``meta`` with ``help`` and an ``example``; ``refers_to`` names the kinds of record whose id a
field holds. Beyond Cerberus's own there are the rule ``shape``, which names the form of a text, and the types
``date`` (a full day), ``partial_date`` (a year, a month or a day) and ``instant`` (a day and time with its zone).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from factcheck.translations import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

Field = dict[str, Any]
Schema = dict[str, Field]

ID_PATTERN: Final = r"[a-z0-9]+(?:-[a-z0-9]+)*"
# Addresses of a list of records that no record may take.
RESERVED_IDS: Final = frozenset({"page"})
# Claims are listed at /claims/kind/…, /claims/verdict/… and /claims/evidence/…, beside /claims/<id>/.
RESERVED_CLAIMS: Final = RESERVED_IDS | {"evidence", "kind", "verdict"}
ACTORS: Final = ("person", "organization")

PLEDGE_STATES: Final = (
    "drafted",
    "announced",
    "adopted",
    "in-force",
    "fulfilled",
    "compromised",
    "not-kept",
    "withdrawn",
    "unclear",
)
APPROVAL_STATES: Final = ("not-requested", "pending", "granted", "refused", "superseded", "unknown")
ROLES: Final = ("attended", "hosted", "represented", "expected", "remote", "unknown")
BEARINGS: Final = ("supports", "contradicts", "context")
CORRECTIONS: Final = ("correction", "update", "clarification", "void")
CLAIM_STATES: Final = ("draft", "published", "withdrawn", "taken-down")


def _field(
    kind: str | list[str], help_: str, example: object, *, refers_to: tuple[str, ...] = (), **rules: Any
) -> Field:
    meta: dict[str, Any] = {"help": help_, "example": example}
    if refers_to:
        meta["refers_to"] = refers_to
    return {"type": kind, "meta": meta, **rules}


def _text(help_: str, example: str, **rules: Any) -> Field:
    return _field("string", help_, example, **rules)


def _choice(help_: str, example: str, allowed: tuple[str, ...], **rules: Any) -> Field:
    return _field("string", help_, example, allowed=list(allowed), **rules)


def _id(help_: str, example: str, kinds: tuple[str, ...], **rules: Any) -> Field:
    return _field("string", help_, example, refers_to=kinds, shape="id", **rules)


def _list(help_: str, example: object, item: Field, **rules: Any) -> Field:
    return _field("list", help_, example, schema=item, **rules)


def _record(help_: str, example: object, fields: Schema, **rules: Any) -> Field:
    return _field("dict", help_, example, schema=fields, **rules)


def _ids(help_: str, example: list[str], kinds: tuple[str, ...], **rules: Any) -> Field:
    return _list(help_, example, _id("An id.", example[0], kinds), **rules)


def _url(help_: str, example: str, **rules: Any) -> Field:
    return _text(help_, example, shape="url", **rules)


def _required(field: Field) -> Field:
    return {**field, "required": True}


QUOTE: Final[Schema] = {
    "source": _required(_id("The id of the source that holds the words.", "paris-draft-article", ("source",))),
    "exact": _required(
        _text(
            "The words, copied letter for letter from the source. Write […] where you leave words out.",
            "Enhanced intelligence sharing between Ukraine and its partners.",
        )
    ),
    "prefix": _text("The words just before the quote, to tell two places apart.", "harder than before:"),
    "suffix": _text("The words just after the quote, to tell two places apart.", "said the minister"),
    "focus": _list(
        "The words inside the quote that carry the claim.",
        ["Enhanced intelligence sharing"],
        _text("Words that stand in the quote.", "Enhanced intelligence sharing"),
    ),
    "snapshot": _text(
        "The file name of the capture to read, where it is not the newest one.", "paris-draft-article.2026-11-23.txt"
    ),
}

EVIDENCE_ITEM: Final[Schema] = {
    "source": _required(_id("The id of the source.", "paris-declaration", ("source",))),
    "bearing": _required(_choice("How the source bears on the claim.", "supports", BEARINGS)),
    "says": _text("What the source says, in our own words.", "The declaration was signed the same evening."),
    "locator": _text("Where in the source to look.", "part 4"),
    "exact": _text(
        "Words of the source, letter for letter. Only for an archived source: the build proves them.", "was signed"
    ),
    "prefix": _text("The words just before them, to tell two places apart.", "the declaration"),
    "suffix": _text("The words just after them, to tell two places apart.", "on Tuesday"),
}

LINK: Final[Schema] = {
    "who": _id(
        "A person, an organization or a source.", "reuters", (*ACTORS, "source"), required=True, excludes="unnamed"
    ),
    "unnamed": _text(
        "Somebody who is not named, in the words of the source.", "European diplomats", required=True, excludes="who"
    ),
    "verb": _required(_text("What they do with the words.", "reviewed the draft")),
}

REVIEW: Final[Schema] = {
    "verdict": _required(_text("The id of a verdict of this site's scale.", "outdated")),
    "explanation": _text(
        "Why, in Markdown. A review without one is a problem.", "The leaders signed the same evening."
    ),
    "reviewers": _list(
        "Who stands for the finding.", ["factcheck"], _id("A person or organization.", "factcheck", ACTORS)
    ),
    "published": _required(_field("date", "The day of the finding.", "2026-11-23")),
    "value": _field("number", "The finding on the site's numeric scale, if it has one.", "3"),
}

TRANSLATION: Final[Schema] = {
    "language": _required(_text("A BCP 47 language code.", "uk", shape="language")),
    "of": _choice("What is translated.", "claim", ("claim", "quote"), required=True),
    "text": _required(_text("The translation.", "Союзники готують гарантії")),
    "by": _required(_text("Who translated it.", "factcheck")),
}

EXEMPTION: Final[Schema] = {
    "code": _required(_text("The code of the problem that is right here.", "source-unquoted")),
    "reason": _required(_text("Why it is right here.", "Captured for a claim that is still being written.")),
}

REPLY: Final[Schema] = {
    "asked": _id(
        "The person or organization that was asked.", "coalition-leaders", ACTORS, required=True, excludes="unnamed"
    ),
    "unnamed": _text(
        "Somebody who is not named, in words of ours.", "a diplomat of the coalition", required=True, excludes="asked"
    ),
    "on": _required(_field("date", "The day we asked.", "2026-11-20")),
    "about": _text("What we asked, in our own words.", "whether the leaders had approved the draft"),
    "answered": _field("date", "The day the answer came; left out while there is none.", "2026-11-22"),
    "says": _text(
        "What came back, in our own words. To decline is an answer too.",
        "The press office would not comment on drafts.",
    ),
    "quote": _record(
        "Their own words, from an answer that is archived as a source: proven like every quote.",
        {"source": "press-office-letter", "exact": "We do not comment on drafts."},
        QUOTE,
    ),
}

WITHDRAWAL: Final[Schema] = {
    "published": _required(_field("date", "The day the claim was withdrawn.", "2026-12-01")),
    "reason": _required(_text("Why, for readers.", "The source was retracted by its publisher.")),
}


def _status(states: tuple[str, ...]) -> Field:
    step: Schema = {
        "state": _required(_choice("The state from this step on.", states[0], states)),
        "as_of": _field("partial_date", "When: a day, a month or a year; null when unknown.", "2026-01-06"),
        "as_of_text": _text("What is known of the time when there is no date.", "undated article"),
        "evidence": _field(
            ["string", "list"],
            "`quote` for the record's own quote, or a list of sources.",
            "quote",
            shape="own_quote",
            schema=_record("A source and how it bears.", {"source": "paris-declaration"}, EVIDENCE_ITEM),
        ),
        "summary": _text("What happened, in our own words.", "Signed at the end of the summit."),
    }
    return _list(
        "The history, oldest step first. Each step needs its evidence.",
        [{"state": states[0], "as_of": "2026-01-06", "evidence": "quote"}],
        _record("One step.", {"state": states[0]}, step),
    )


ALIASES: Final = _list(
    "Old ids whose addresses lead here.",
    ["military-aid"],
    _text("An old id.", "military-aid", shape="id"),
)
NOTES: Final = _text("For editors only: never published in any output.", "Ask the press office for the annex.")
LANGUAGE: Final = _text("The language of the text, a BCP 47 code.", "en", shape="language")
TAGS: Final = _list("Topics.", ["security-guarantees"], _text("A topic id.", "security-guarantees", shape="id"))
SAME_AS: Final = _list(
    "Addresses that identify the same thing elsewhere.",
    ["https://www.wikidata.org/wiki/Q3874799"],
    _url("An address.", "https://www.wikidata.org/wiki/Q3874799"),
)

ALLOW: Final = _list(
    "Warnings about this record that are right as they are, each with its reason.",
    [{"code": "claim-too-long", "reason": "Names cannot be shortened."}],
    _record("One exemption.", {"code": "claim-too-long", "reason": "Names cannot be shortened."}, EXEMPTION),
)

CLAIM_KINDS: Final = ("attendance", "pledge", "approval", "statement", "context")

COMMON: Final[Schema] = {
    "kind": _choice("What sort of claim this is.", "pledge", CLAIM_KINDS, required=True),
    "claim": _required(
        _text(
            "The claim in one sentence of ours, about 75 characters: the heading.",
            "Draft would give Ukraine military aid",
        )
    ),
    "published": _required(_field("date", "The day we first published this claim.", "2026-11-23")),
    "quote": _required(
        _record(
            "The verbatim words that carry the claim.",
            {"source": "paris-draft-article", "exact": "Enhanced intelligence sharing"},
            QUOTE,
        )
    ),
    "claimant": _id("Who said it. Leave it out when nobody is named.", "volodymyr-zelenskiy", ACTORS),
    "attribution": _list(
        "Who reports whom: the reporter first, the origin last.",
        [{"who": "paris-draft-article", "verb": "reports"}, {"unnamed": "European diplomats", "verb": "hope"}],
        _record("One step of the chain.", {"who": "reuters", "verb": "reviewed the draft"}, LINK),
    ),
    "about": _ids("Whom or what the claim is about.", ["ukraine"], (*ACTORS, "event")),
    "evidence": _list(
        "Other sources and how they bear on the claim.",
        [{"source": "paris-declaration", "bearing": "supports", "says": "It was signed the same evening."}],
        _record("A source and how it bears.", {"source": "paris-declaration", "bearing": "supports"}, EVIDENCE_ITEM),
    ),
    "review": _record("Our finding. Leave it out where there is none.", {"verdict": "outdated"}, REVIEW),
    "unrated_because": _text(
        "Why there is no verdict, for readers.", "It says what a draft contains; the draft is not public."
    ),
    "discrepancies": _list(
        "Where the source contradicts itself or other sources, in our own words.",
        ["The headline calls the draft statement an agreement."],
        _text("One discrepancy.", "The headline calls the draft statement an agreement."),
    ),
    "recheck_by": _field("date", "After this day the page says that it may be out of date.", "2027-01-06"),
    "part_of": _id("The claim that this one is a part of.", "binding-commitments", ("claim",)),
    "related": _ids("Other claims worth reading with it.", ["binding-commitments"], ("claim",)),
    "tags": TAGS,
    "language": LANGUAGE,
    "translations": _list(
        "Translations of the claim or the quote.",
        [{"language": "uk", "of": "claim", "text": "…", "by": "factcheck"}],
        _record("A translation.", {"language": "uk"}, TRANSLATION),
    ),
    "aliases": ALIASES,
    "notes": NOTES,
    "written_by": _ids("Who wrote this record: not who said the words, that is `claimant`.", ["factcheck"], ACTORS),
    "replies": _list(
        "Whom we asked for a reply, when, and what came back.",
        [{"asked": "coalition-leaders", "on": "2026-11-20"}],
        _record("One request.", {"asked": "coalition-leaders", "on": "2026-11-20"}, REPLY),
    ),
    "embargo": _field(
        "instant",
        "Until then the claim is checked and in no output: a day, a time and its zone.",
        "2026-12-01T06:00+01:00",
    ),
    "state": _choice(
        "A draft is checked, not built. A withdrawn claim keeps its page. "
        "Of one that was taken down only when and why is published.",
        "draft",
        CLAIM_STATES,
    ),
    "withdrawal": _record(
        "When and why the claim was withdrawn or taken down. Needed with either state.",
        {"published": "2026-12-01"},
        WITHDRAWAL,
    ),
    "allow": ALLOW,
}

CONDITION: Final = _record(
    "The words that say when the pledge holds: a second proven quote.",
    {"source": "paris-draft-article", "exact": "should Russia launch another attack in the future"},
    QUOTE,
)

CLAIMS: Final[dict[str, Schema]] = {
    "attendance": {
        **COMMON,
        "person": _id(
            "Who. Either `person` or `group`.", "steve-witkoff", ("person",), required=True, excludes="group"
        ),
        "group": _id(
            "A group whose members are not named; it is never expanded to names.",
            "coalition-leaders",
            ("organization",),
            required=True,
            excludes="person",
        ),
        "event": _required(_id("Where they were.", "paris-summit", ("event",))),
        "role": _choice("In what role.", "attended", ROLES, required=True),
    },
    "pledge": {
        **COMMON,
        "promisor": _id("Who promises.", "coalition-of-the-willing", ACTORS),
        "beneficiary": _id("To whom.", "ukraine", ACTORS),
        "condition": CONDITION,
        "status": _status(PLEDGE_STATES),
    },
    "approval": {
        **COMMON,
        "subject": _required(_text("What is to be approved.", "The draft statement")),
        "required_from": _required(_ids("Who must approve it.", ["coalition-leaders"], ACTORS, minlength=1)),
        "status": _status(APPROVAL_STATES),
    },
    "statement": {
        **COMMON,
        "form": _choice(
            "Are these the speaker's words, or the reporter's?",
            "direct-quote",
            ("direct-quote", "paraphrase"),
            required=True,
        ),
    },
    "context": COMMON,
}

# What is left of a claim that was taken down. All else may be deleted from its file, and none of it is published.
_KEPT: Final = ("kind", "published", "state", "withdrawal")
TAKEN_DOWN: Final[dict[str, Schema]] = {
    f"{kind}, taken down": {name: {**field, "required": name in _KEPT} for name, field in fields.items()}
    for kind, fields in CLAIMS.items()
}

_THING: Final[Schema] = {
    "name": _required(_text("The name to show.", "Steve Witkoff")),
    "alternate_names": _list("Other spellings.", ["Steven Witkoff"], _text("A name.", "Steven Witkoff")),
    "description": _text(
        "Who or what this is, in our own words, in one or two sentences.", "A person named in the article."
    ),
    "same_as": SAME_AS,
    "language": LANGUAGE,
    "aliases": ALIASES,
    "notes": NOTES,
}

VERDICT: Final[Schema] = {
    "id": _required(_text("The word that reviews use.", "outdated", shape="id")),
    "name": _required(_text("What readers see.", "Outdated")),
    "meaning": _required(
        _text("What it means, in one sentence.", "It was so once, and later events have overtaken it.")
    ),
    "value": _field("number", "Its place on the numeric scale, if there is one.", "3"),
}

SNAPSHOT: Final[Schema] = {
    "file": _required(
        _text("The captured file, beside this record. Never altered.", "paris-draft-article.txt", shape="file")
    ),
    "sha256": _required(_text("The SHA-256 of the file, in hex.", "18071584…", shape="digest")),
    "captured": _required(_field("partial_date", "When it was captured.", "2026-11-23")),
    "text": _record(
        "The text frozen at capture, where the file is not plain text in UTF-8, NFC and LF.",
        {"file": "page.txt", "sha256": "18071584…"},
        {
            "file": _required(_text("The frozen text, beside this record.", "page.txt", shape="file")),
            "sha256": _required(_text("The SHA-256 of the frozen text, in hex.", "18071584…", shape="digest")),
            "selector": _text("For HTML: the CSS selector of the part that was taken.", "article"),
            "encoding": _text(
                "The encoding in which the server sent the file, where its bytes alone do not show it.",
                "windows-1251",
                shape="encoding",
            ),
            "pages": _list(
                "For PDF: the code points at which its pages begin; the first is 0.",
                ["0", "1416"],
                _field("integer", "Where a page begins.", "1416"),
            ),
        },
    ),
}

SCHEMAS: Final[dict[str, Schema]] = {
    **CLAIMS,
    "person": _THING,
    "organization": {
        **_THING,
        "form": _choice(
            "What sort of body.",
            "coalition",
            ("organization", "government", "state", "coalition", "news-media", "group"),
        ),
    },
    "event": {
        **_THING,
        "start": _field("partial_date", "When it began: a day, a month or a year.", "2026-01-06"),
        "end": _field("partial_date", "When it ended.", "2026-01-06"),
        "dates_from": _id("The source of the dates.", "paris-declaration", ("source",)),
        "place": _text("Where.", "Élysée Palace, Paris"),
    },
    "dossier": {
        "title": _required(_text("The title of the folder of claims.", "The Paris draft")),
        "introduction": _text("An introduction, in Markdown.", "What one article says of a draft statement."),
        "key_claims": _ids(
            "The claims to read first; left out, they are those with parts, a verdict or the longest history.",
            ["binding-commitments"],
            ("claim",),
        ),
        "language": LANGUAGE,
        "aliases": ALIASES,
        "notes": NOTES,
    },
    "correction": {
        "kind": _choice("What sort of change.", "correction", CORRECTIONS, required=True),
        "claim": _required(_id("The claim that was changed.", "approval-of-the-statement", ("claim",))),
        "published": _required(_field("date", "The day of the change.", "2026-12-01")),
        "text": _required(_text("What was changed and why, for readers.", "We had the wrong date.")),
        "notes": NOTES,
    },
    "verdicts": {
        "verdicts": _required(
            _list(
                "The scale, in the order to show.",
                [{"id": "supported", "name": "Supported", "meaning": "…"}],
                _record("One verdict.", {"id": "supported"}, VERDICT),
                minlength=1,
            )
        ),
        "worst": _field("number", "The lowest value of the scale, 1 or more.", "1"),
        "best": _field("number", "The highest value of the scale.", "5"),
    },
    "source": {
        "title": _required(
            _text("The title of the document.", "Binding security guarantees for Ukraine in Paris draft")
        ),
        "rights": _choice(
            "`full-text`: we may publish its text. `quote-only`: only the quotes and a few words around them.",
            "quote-only",
            ("full-text", "quote-only"),
            required=True,
        ),
        "snapshots": _required(
            _list(
                "Our captures, oldest first; `[]` means that the source is only linked.",
                [{"file": "paris-draft-article.txt", "sha256": "18071584…", "captured": "2026-11-23"}],
                _record("One capture.", {"file": "page.html"}, SNAPSHOT),
            )
        ),
        "kind": _choice("What sort of document.", "news-article", ("news-article", "document", "speech", "web-page")),
        "url": _url("Its address.", "https://www.example.org/article"),
        "publisher": _text("Who published it; left out when unknown.", "Office of the President of Ukraine"),
        "authors": _list("Who wrote it.", ["John Irish"], _text("A name.", "John Irish")),
        "published": _field("partial_date", "When; left out when unknown.", "2026-01-06"),
        "language": LANGUAGE,
        "origin": _id(
            "The source whose report this one repeats, so that copies count once.", "reuters-draft-report", ("source",)
        ),
        "tier": _choice(
            "`primary` for a document or record of the matter itself.", "primary", ("primary", "secondary")
        ),
        "archive_url": _url("An archived copy elsewhere.", "https://web.archive.org/web/2026/https://www.example.org/"),
        "not_claims": _list(
            "Passages that are no claims, each with its reason, so that coverage is honest.",
            [{"exact": "Key Figures and Diplomatic Efforts", "reason": "heading"}],
            _record(
                "A passage.",
                {"exact": "Key Figures", "reason": "heading"},
                {
                    "exact": _required(_text("The words, letter for letter.", "Key Figures and Diplomatic Efforts")),
                    "prefix": QUOTE["prefix"],
                    "suffix": QUOTE["suffix"],
                    "reason": _required(_text("Why it is no claim.", "heading")),
                },
            ),
        ),
        "description": _text("What readers should know about it, in our own words.", "The file names no publisher."),
        "allow": ALLOW,
        "aliases": ALIASES,
        "notes": NOTES,
    },
}

# What a record is checked against, by its kind; a claim that was taken down has a form of its own.
FORMS: Final[dict[str, Schema]] = {**SCHEMAS, **TAKEN_DOWN}

# Stands for a verdict where there is none, so that no scale may have it.
UNRATED: Final = "not-rated"
DEFAULT_VERDICTS: Final = (
    ("supported", N_("Supported"), N_("Evidence independent of the quoted source bears the claim out.")),
    ("partly-supported", N_("Partly supported"), N_("Evidence bears out a part of the claim and not the rest.")),
    ("contradicted", N_("Contradicted"), N_("Evidence speaks against the claim.")),
    ("unproven", N_("Unproven"), N_("We looked, and the evidence we found settles it neither way.")),
    ("outdated", N_("Outdated"), N_("It was so when it was said, and later events have overtaken it.")),
    (
        "not-checkable",
        N_("Not checkable"),
        N_("It is an opinion, a hope or a forecast that no evidence can settle today."),
    ),
)


def _names(fields: Schema) -> Iterator[str]:
    for name, field in fields.items():
        yield name
        inner = field
        while inner.get("type") != "dict" and isinstance(inner.get("schema"), dict):
            inner = inner["schema"]
        if inner.get("type") == "dict":
            yield from _names(inner["schema"])


# Every name that a field has anywhere; a line that begins with one of them was meant as a field.
FIELD_NAMES: Final = frozenset(name for fields in SCHEMAS.values() for name in _names(fields))
