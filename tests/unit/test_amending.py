"""Claims that were amended are examined by themselves, and what is told is what a look at everything would tell."""

from __future__ import annotations

import pytest
from generated import given, st
from hypothesis import assume
from hypothesis import settings as hypothesis_settings
from little_site import BASE, as_bytes, inputs, settings

from factcheck.amending import amended
from factcheck.examine import Before, Examined, examine

IDS = ("aid", "money", "more", "troops")
Claim = dict[str, str]
Edit = tuple[str, str, str]

# What may stand in each part of a claim; what comes first is plain.
PARTS: dict[str, list[str]] = {
    "above": ["", "# Moved.\n", "# Moved.\n# Moved further.\n"],
    "claim": [
        "Allies plan aid",
        "Allies  plan aid",
        "Allies plan 300 parcels",
        f"Allies plan {'much ' * 15}aid",
        "“Allies plan it”, says Bernadette",
    ],
    "published": ["2026-01-02", "2026-01-03"],
    "quote": ["Allies plan aid for the winter.", "Money is promised.", "The summit was held"],
    "review": ["", "supported, published: 2026-02-01, explanation: One", "outdated, published: 2026-02-02", "no-such"],
    "status": ["", "{state: adopted, as_of: 2026-01}", "{state: adopted, as_of: 2026-03}", "{state: adopted}"],
    "allow": ["", "claim-too-long", "number-not-in-quote", "same-quote-twice", "name-not-in-quote", "no-such-code"],
    "more": ["", "notes: For us.", "tags: [aid]", "part_of: troops", "state: draft", "about: [ann]", "about: [nobody]"],
}
PLAIN: Claim = {name: values[0] for name, values in PARTS.items()}


def text_of(claim: Claim) -> str:
    """Return the record of a claim."""
    kind, status, review = "context", "", ""
    if claim["status"]:
        kind, status = "pledge", f"status:\n  - {claim['status'].replace('}', ', evidence: quote}')}\n"
    if claim["review"]:
        evidence = "evidence:\n  - {source: report, bearing: supports}\n"
        review = f"review: {{verdict: {claim['review']}}}\n{evidence}"
    allow = f"allow:\n  - {{code: {claim['allow']}, reason: It is meant so.}}\n" if claim["allow"] else ""
    head = f'{claim["above"]}kind: {kind}\nclaim: "{claim["claim"]}"\npublished: {claim["published"]}\n'
    return f"{head}quote: {{source: article, exact: {claim['quote']}}}\n{review}{status}{allow}{claim['more']}\n"


def found_in(claims: dict[str, Claim], *, strict: bool = False) -> Examined:
    """Examine all of a site with some claims."""
    return examine(inputs(files_of(claims)), settings(), warnings_are_errors=strict)


def files_of(claims: dict[str, Claim]) -> dict[str, str | bytes]:
    """Return the files of a site."""
    return {**BASE, **{f"claims/winter/{key}.yaml": text_of(claim) for key, claim in claims.items()}}


def with_edits(claims: dict[str, Claim], edits: list[Edit]) -> dict[str, Claim]:
    """Return claims after some parts of them were changed."""
    now = {key: {**claim} for key, claim in claims.items()}
    for key, part, value in edits:
        now[key][part] = value
    return now


def amended_by(claims: dict[str, Claim], now: dict[str, Claim], *, strict: bool = False) -> Examined | None:
    """Examine only the claims that changed since a site was good."""
    found = found_in(claims)
    assert found.site
    assert found.subject
    old, new = as_bytes(files_of(claims)), as_bytes(files_of(now))
    records = {path: data for path, data in new.items() if old[path] != data}
    before = Before(found.subject, found.site, frozenset(records))
    return amended(before, records, settings(), warnings_are_errors=strict)


def is_told_alike(one: Examined, other: Examined) -> bool:
    """Tell whether two looks found the same, down to what the next look begins with."""
    assert one.subject
    assert other.subject
    return one == other and one.subject.corpus.entries == other.subject.corpus.entries


EDITS = st.lists(
    st.sampled_from([(key, part, value) for key in IDS for part, values in PARTS.items() for value in values]),
    max_size=5,
)


@hypothesis_settings(max_examples=400)
@given(EDITS, EDITS, st.booleans())
def test_amended_claims_are_told_as_all_would_be(edits: list[Edit], more: list[Edit], strict: bool) -> None:  # noqa: FBT001 - drawn
    """The same problems at the same places, the same model, and the same to begin with the next time; or no answer."""
    claims = with_edits({key: PLAIN | {"quote": PARTS["quote"][i % 3]} for i, key in enumerate(IDS)}, edits)
    assume(found_in(claims).site)
    now = with_edits(claims, more)
    found = amended_by(claims, now, strict=strict)
    assert found is None or is_told_alike(found, found_in(now, strict=strict))


@pytest.mark.parametrize(
    "edit",
    [
        ("aid", "claim", PARTS["claim"][3]),
        ("aid", "above", "# Moved.\n"),
        ("aid", "status", "{state: adopted, as_of: 2026-03}"),
        ("aid", "more", "notes: For us."),
        ("aid", "more", "tags: [aid]"),
    ],
)
def test_what_nothing_else_rests_on_is_looked_at_by_itself(edit: Edit) -> None:
    """A sentence, a step of a history, a topic, a note, lines that move: no other record is asked."""
    claims = {"aid": PLAIN, "money": PLAIN | {"quote": "Money is promised."}}
    assert amended_by(claims, with_edits(claims, [edit])) is not None


@pytest.mark.parametrize(
    "edit",
    [
        ("aid", "quote", "Money is promised."),
        ("aid", "published", "2026-01-03"),
        ("aid", "more", "state: draft"),
        ("aid", "more", "about: [ann]"),
        ("aid", "more", "part_of: money"),
        ("aid", "allow", "same-quote-twice"),
    ],
)
def test_what_others_rest_on_asks_for_the_whole(edit: Edit) -> None:
    """A quote, a day, a state, a reference, an exemption of what only the whole set can show."""
    claims = {"aid": PLAIN, "money": PLAIN | {"quote": "Money is promised."}}
    assert amended_by(claims, with_edits(claims, [edit])) is None
