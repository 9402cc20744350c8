"""Values against their schemas: each mistake is one problem, at the place of its field."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from little_site import AID, Files, brief, examined, expected, found_in, site

from factcheck.dates import date
from factcheck.meant import did_you_mean
from factcheck.model import PartialDate
from factcheck.schema import SCHEMAS
from factcheck.validation import validate
from factcheck.yaml_reader import parse

if TYPE_CHECKING:
    from factcheck.problems import Problem

CLAIM = "claims/winter/aid.yaml"
SOURCE = "seeds/report.yaml"
PERSON = "claims/people/ann.yaml"
EVENT = "claims/events/summit.yaml"

PLEDGE = AID.replace("context", "pledge")
ATTENDANCE = AID.replace("context", "attendance") + "event: summit\nrole: attended\n"
APPROVAL = AID.replace("context", "approval") + "subject: The draft\n"
STATEMENT = AID.replace("context", "statement")
LINKED = "title: A report\nrights: quote-only\nsnapshots: []\n"


def only_problem(files: Files) -> Problem:
    """Return the one problem of a site."""
    [found] = examined(files).problems
    return found


MISTAKES: list[tuple[str, str, str]] = [
    # A field that is missing: the place of the record, or of the group that it is missing from.
    ("field-missing", CLAIM, AID.replace("kind: context\n", "▶")),
    ("field-missing", CLAIM, AID.replace("kind: context", "▶kind: null")),
    ("field-missing", CLAIM, "▶" + AID.replace("claim: Allies plan aid\n", "")),
    ("field-empty", CLAIM, AID.replace("claim: Allies plan aid", "claim: ▶''")),
    ("field-empty", CLAIM, AID.replace("claim: Allies plan aid", "▶claim:")),
    (
        "field-missing",
        CLAIM,
        AID.replace("quote:", "▶quote:").replace("  exact: Allies plan aid for the winter.\n", ""),
    ),
    ("field-empty", CLAIM, AID.replace("  exact: Allies plan aid for the winter.", '  exact: ▶"  "')),
    ("field-missing", CLAIM, AID + "evidence:\n  - ▶{source: report}\n"),
    ("field-missing", CLAIM, AID + "translations:\n  - ▶language: uk\n    of: claim\n    text: x\n"),
    ("field-missing", CLAIM, AID + "attribution:\n  - ▶{who: ann}\n"),
    ("field-missing", CLAIM, "▶" + STATEMENT),
    ("field-missing", PERSON, "▶description: x\n"),
    ("field-missing", SOURCE, "▶title: A report\nrights: quote-only\n"),
    # A field that nobody reads.
    ("field-unknown", CLAIM, AID + "▶claimnt: ann\n"),
    ("field-unknown", CLAIM, AID + "▶promisor: acme\n"),
    ("field-unknown", CLAIM, AID.replace("  source", "  ▶sauce: x\n  source")),
    ("field-unknown", CLAIM, AID + "evidence: [{source: report, bearing: context, ▶where: p. 1}]\n"),
    ("field-unknown", CLAIM, AID + "▶modified: 2026-01-01\n"),
    ("field-unknown", EVENT, "name: x\n▶form: x\n"),
    # A word that is not one of the words.
    ("field-value-unknown", CLAIM, AID.replace("kind: context", "kind: ▶promise")),
    ("field-wrong-type", CLAIM, AID.replace("kind: context", "kind: ▶[context]")),
    ("field-value-unknown", CLAIM, AID + "state: ▶hidden\n"),
    ("field-value-unknown", CLAIM, PLEDGE + "status:\n  - {state: ▶granted, as_of: 2026, evidence: quote}\n"),
    ("field-value-unknown", CLAIM, AID + "evidence: [{source: report, bearing: ▶support}]\n"),
    ("field-value-unknown", SOURCE, LINKED.replace("quote-only", "▶Quote-Only")),
    # A text where a list belongs, and so on.
    ("field-wrong-type", CLAIM, AID + "tags: ▶sanctions\n"),
    ("field-wrong-type", CLAIM, AID + "tags: [a, ▶[b]]\n"),
    ("field-empty", CLAIM, AID + "tags:\n  - a\n  - ▶null\n"),
    ("field-wrong-type", CLAIM, AID + "evidence:\n  - ▶report\n"),
    ("field-wrong-type", CLAIM, AID + "review: ▶supported\n"),
    ("field-wrong-type", CLAIM, AID + "review:\n  ▶- supported\n"),
    ("field-wrong-type", CLAIM, AID + "claimant:\n  ▶name: Ann\n"),
    ("field-wrong-type", CLAIM, PLEDGE + "status:\n  - {state: drafted, as_of: 2026, evidence: ▶{source: report}}\n"),
    ("field-empty", CLAIM, AID + "aliases: [▶'']\n"),
    # A text that is not what it should be.
    ("id-unknown", CLAIM, AID + "claimant: ▶Ann Smith\n"),
    ("field-malformed", CLAIM, AID + "tags: [a, ▶b_c]\n"),
    ("field-malformed", CLAIM, AID + "language: ▶english\n"),
    ("field-malformed", CLAIM, AID.replace("2026-01-02", "▶6 January 2026")),
    ("field-malformed", CLAIM, PLEDGE + "status:\n  - {state: drafted, as_of: 2026, evidence: ▶Quote}\n"),
    ("field-malformed", CLAIM, APPROVAL + "required_from: ▶[]\n"),
    (
        "field-malformed",
        CLAIM,
        AID + "review: {verdict: supported, published: 2026-01-03, explanation: x, value: ▶high}\n",
    ),
    ("field-malformed", SOURCE, LINKED + "url: ▶example.org\n"),
    (
        "field-malformed",
        SOURCE,
        LINKED.replace(
            "[]", "[{file: a.txt, sha256: ▶abc, captured: 2026, text: {file: b, sha256: " + "0" * 64 + "}}]"
        ),
    ),
    # Two fields of which one must be.
    ("fields-exclusive", CLAIM, "▶" + ATTENDANCE),
    ("fields-exclusive", CLAIM, ATTENDANCE + "group: ▶acme\nperson: ann\n"),
    ("fields-exclusive", CLAIM, AID + "attribution:\n  - {who: ann, unnamed: ▶a source, verb: says}\n"),
    ("fields-exclusive", CLAIM, AID + "attribution:\n  - ▶{verb: says}\n"),
    # No fields at all.
    ("record-not-fields", CLAIM, "▶"),
    ("record-not-fields", CLAIM, "▶- a\n- b\n"),
    ("record-not-fields", CLAIM, "▶kind context\n"),
]


@pytest.mark.parametrize(("code", "path", "text"), MISTAKES)
def test_one_mistake_is_one_problem(code: str, path: str, text: str) -> None:
    """Each mistake is reported once, with its code, at the line and column of its field."""
    files = site({path: text})
    assert found_in(files) == expected(code, files)


def test_mistakes_are_reported_together() -> None:
    """A record with several mistakes shows all of them in one run."""
    text = AID.replace("2026-01-02", "▶soon") + "▶claimnt: ann\ntags: ▶x\nlanguage: ▶EN\n"
    assert [code for code, *_ in found_in(site({CLAIM: text}))] == [
        "field-malformed",
        "field-unknown",
        "field-wrong-type",
        "field-malformed",
    ]


@pytest.mark.parametrize("nothing", ["null", "~", "", "''", '"  "'])
def test_an_optional_field_may_say_nothing(nothing: str) -> None:
    """Null, nothing and an empty text all mean that the field is left out."""
    assert found_in(site(claimant=nothing, tags=nothing, review=nothing, recheck_by=nothing)) == []


def test_null_is_kept_out_of_the_record() -> None:
    """A field that says nothing is not in the values."""
    parsed = parse(b"name: Ann\ndescription: null\n", "f.yaml")
    assert validate(parsed, "person").values == {"name": "Ann"}


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (AID + "claimnt: ann\n", "Did you mean “claimant”?"),
        (AID.replace("exact", "exakt", 1), "Did you mean “exact”?"),
        (AID + "promisor: acme\n", "It belongs to: pledge."),
        (AID + "title: x\n", "It belongs to: dossier, source."),
    ],
)
def test_hints_for_unknown_fields(text: str, hint: str) -> None:
    """An unknown field gets the nearest known one, or the kinds of record that have it."""
    hints = [p.hint for p in examined(site({CLAIM: text})).problems if p.code == "field-unknown"]
    assert hints == [hint]


def test_hint_for_an_unknown_field_that_resembles_nothing() -> None:
    """Where nothing comes near, the known fields are listed."""
    found = only_problem(site({CLAIM: AID.replace("  source", "  zzz: 1\n  source")}))
    assert found.hint == "Known here: exact, focus, prefix, snapshot, source, suffix."


def test_hint_for_an_unknown_word() -> None:
    """A word beside the allowed ones gets the nearest of them."""
    found = only_problem(site({CLAIM: AID.replace("kind: context", "kind: pledg")}))
    assert found.message == (
        "`kind` must be one of “attendance”, “pledge”, “approval”, “statement”, “context”; found “pledg”."
    )
    assert found.hint == "Did you mean “pledge”?"


def test_message_for_an_empty_list_item() -> None:
    """An item that says nothing is called empty."""
    assert only_problem(site(tags="[~]")).message == "`tags, item 1` must have a value, and it is empty."


def test_message_of_a_malformed_value() -> None:
    """The message says what must be and what was found; the hint is the field's own help."""
    found = only_problem(site({CLAIM: AID.replace("2026-01-02", "2026")}))
    assert found.message == "`published` must be a day such as 2026-01-06; found “2026”."
    assert found.hint == "Write the year, the month and the day in this order, with hyphens and all zeros: 2026-01-06."


def test_message_of_a_missing_field_in_a_group() -> None:
    """The message names the group that lacks the field."""
    found = only_problem(site({CLAIM: AID.replace("  source: article\n", "")}))
    assert found.message == "`quote` must have `source`."


def test_did_you_mean_needs_a_likeness() -> None:
    """A word that resembles none is answered with nothing rather than with a guess."""
    assert did_you_mean("qqqq", ["claimant", "quote"]) == ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026", PartialDate(2026)),
        ("2026-02", PartialDate(2026, 2)),
        ("2026-02-28", PartialDate(2026, 2, 28)),
        ("2024-02-29", PartialDate(2024, 2, 29)),
        ("0001-01-01", PartialDate(1, 1, 1)),
        ("9999-12-31", PartialDate(9999, 12, 31)),
    ],
)
def test_dates(text: str, value: PartialDate) -> None:
    """A date has as much precision as was written."""
    assert date(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "2026-02-29",
        "0000",
        "2026-00",
        "2026-13",
        "2026-01-00",
        "2026-01-32",
        "26-01-01",
        "2026-1-1",
        "2026/01/01",
        "20260101",
        "2026-01-01T00:00",
        " 2026",
        "２０２６",
        "-2026",
        "",
    ],
)
def test_no_dates(text: str) -> None:
    """What is on no calendar, or written in another way, is no date."""
    assert date(text) is None


@pytest.mark.parametrize(
    ("found", "earliest", "latest"),
    [
        (PartialDate(2026), dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
        (PartialDate(2024, 2), dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        (PartialDate(2026, 12), dt.date(2026, 12, 1), dt.date(2026, 12, 31)),
        (PartialDate(2026, 1, 6), dt.date(2026, 1, 6), dt.date(2026, 1, 6)),
        (PartialDate(9999), dt.date(9999, 1, 1), dt.date(9999, 12, 31)),
    ],
)
def test_what_a_date_can_mean(found: PartialDate, earliest: dt.date, latest: dt.date) -> None:
    """An imprecise date stands for all its days, up to the end of the calendar."""
    assert (found.earliest, found.latest) == (earliest, latest)


@pytest.mark.parametrize(
    ("found", "text"),
    [(PartialDate(2026), "2026"), (PartialDate(2026, 2), "2026-02"), (PartialDate(33, 4, 3), "0033-04-03")],
)
def test_dates_are_written_as_they_were(found: PartialDate, text: str) -> None:
    """The text of a date has its precision and no more."""
    assert str(found) == text


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/",
        "http://example.org:8080/a?b=c#d",
        "https://пример.укр/шлях",
        "https://example.org/a_(b)",
        "HTTPS://EXAMPLE.ORG",
    ],
)
def test_addresses(url: str) -> None:
    """Web addresses are fine, with ports, in other scripts, and with brackets."""
    assert found_in(site({SOURCE: f'{LINKED}url: "{url}"\n'})) == []


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/",
        "//example.org/",
        "https://",
        "https:///path",
        "https://exa mple.org/",
        "https://example.org/a b",
        "https://example.org/\u200bx",
        "https://example.org/\u202ex",
        "https://example.org/<b>",
        "https://example.org:99999/",
        "https://[::1",
        "mailto:a@example.org",
    ],
)
def test_no_addresses(url: str) -> None:
    """What runs code, hides characters, or is no web address is refused where it stands."""
    assert found_in(site({SOURCE: f'{LINKED}url: "{url}"\n'})) == [("field-malformed", SOURCE, 4, 6)]


@pytest.mark.parametrize("record_id", ["a", "a-1", "2026", "a-b-c"])
def test_ids(record_id: str) -> None:
    """Lower-case letters, digits and single hyphens make an id."""
    assert found_in(site(tags=f"[{record_id}]")) == []


@pytest.mark.parametrize("record_id", ["A", "a_b", "a--b", "-a", "a-", "ä", "а", "a b", "a/b", "a.b", "１"])
def test_no_ids(record_id: str) -> None:
    """Anything else is refused, look-alike letters of other scripts too."""
    assert found_in(site(tags=f"[{record_id}]")) == [("field-malformed", CLAIM, 7, 8)]


@pytest.mark.parametrize(
    "name", ["../x.txt", "/etc/passwd", "a\\\\b.txt", "a/../b.txt", "./a.txt", "a//b.txt", "C:x.txt", ".", "a\u200bb"]
)
def test_files_outside_the_folder(name: str) -> None:
    """A file name that could lead out of its folder, on any system, is refused."""
    text = f'title: x\nrights: full-text\nsnapshots:\n  - file: "{name}"\n    sha256: {"0" * 64}\n    captured: 2026\n'
    assert found_in(site({SOURCE: text})) == [("field-malformed", SOURCE, 4, 11)]


@pytest.mark.parametrize("language", ["en", "uk", "zh-Hant", "pt-BR", "zh-Hant-TW", "es-419", "ckb"])
def test_languages(language: str) -> None:
    """BCP 47 codes with script and region are fine."""
    assert found_in(site(language=language)) == []


@pytest.mark.parametrize("language", ["EN", "english", "en_US", "e", "en-us"])
def test_no_languages(language: str) -> None:
    """Other spellings are refused, because pages print the code as it stands."""
    assert found_in(site(language=language)) == [("field-malformed", CLAIM, 7, 11)]


@pytest.mark.parametrize("number", ["3", "-1", "2.5"])
def test_numbers(number: str) -> None:
    """A number is read as one."""
    values = validate(
        parse(f"verdicts: [{{id: a, name: A, meaning: x, value: {number}}}]".encode(), "f"), "verdicts"
    ).values
    assert values is not None
    assert values["verdicts"][0]["value"] == float(number)


@pytest.mark.parametrize("number", ["nan", "inf", "1e3", "1,5", "0x1", "1_000", "9" * 400])
def test_no_numbers(number: str) -> None:
    """What is not plainly a number, or would not be finite, is refused."""
    parsed = parse(
        f"verdicts: [{{id: a, name: A, meaning: x, value: {number}}}]".encode().replace(b"1,5", b"'1,5'"), "f"
    )
    assert [p.code for p in validate(parsed, "verdicts").problems] == ["field-malformed"]


def _fields(schema: dict[str, dict[str, object]], owner: str) -> list[tuple[str, dict[str, object]]]:
    """Return every field of a schema, those of its groups and lists too."""
    found: list[tuple[str, dict[str, object]]] = []
    for name, field in schema.items():
        found.append((f"{owner}.{name}", field))
        inner = field.get("schema")
        if field["type"] != "dict" and isinstance(inner, dict):
            found.append((f"{owner}.{name}[]", inner))
            inner = inner.get("schema")
        if isinstance(inner, dict) and "type" not in inner:
            found += _fields(inner, f"{owner}.{name}")
    return found


ALL_FIELDS = [pair for kind, schema in SCHEMAS.items() for pair in _fields(schema, kind)]


@pytest.mark.parametrize(("name", "field"), ALL_FIELDS, ids=[name for name, _ in ALL_FIELDS])
def test_every_field_has_help_and_an_example(name: str, field: dict[str, object]) -> None:
    """Reference pages, hints and forms are made from what the schema says of each field."""
    meta = field["meta"]
    assert isinstance(meta, dict), name
    assert meta["help"].endswith((".", "?"))
    assert meta["example"]


def test_the_schemas_cover_every_kind_of_record() -> None:
    """Each kind of design.md has a schema."""
    assert sorted(SCHEMAS) == [
        "approval",
        "attendance",
        "context",
        "correction",
        "dossier",
        "event",
        "organization",
        "person",
        "pledge",
        "source",
        "statement",
        "verdicts",
    ]


def test_an_empty_scale_file_is_a_problem() -> None:
    """The file of verdicts is validated like any other record."""
    assert brief(examined(site({"claims/verdicts.yaml": "verdicts: []\n"})).problems) == [
        ("field-malformed", "claims/verdicts.yaml", 1, 11)
    ]
