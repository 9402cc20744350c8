"""What a second reader asks, and what is left in peace: in English and in Ukrainian."""

from __future__ import annotations

import json

import pytest
from generated import given, st
from little_site import SOURCE, Files, examined, site

from factcheck.codes.lints import LINTS
from factcheck.hedges import first_hedge, hedges_of, leading_pronoun, relative_time

CLAIM = "claims/winter/aid.yaml"


def asked(claim: str, quote: str, more: str = "", language: str = "en", focus: str = "") -> list[str]:
    """Return what is asked of a claim on a quote that is its whole source."""
    carrying = f"  focus: [{json.dumps(focus, ensure_ascii=False)}]\n" if focus else ""
    text = (
        f"kind: context\nclaim: {json.dumps(claim, ensure_ascii=False)}\npublished: 2026-01-02\n"
        f"quote:\n  source: article\n  exact: {json.dumps(quote, ensure_ascii=False)}\n{carrying}{more}"
    )
    files: Files = {CLAIM: text, "seeds/article.yaml": SOURCE + f"language: {language}\n", "seeds/article.txt": quote}
    return [p.code for p in examined(site(files)).problems if p.code in LINTS]


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Allies give guarantees", "Allies are preparing to give guarantees"),
        ("The pact is signed", "The pact may be signed"),
        ("The pact holds", "The draft pact holds"),
        ("Kyiv agrees", "According to officials Kyiv agrees"),
        ("Troops are sent", "Troops are sent if a truce holds"),
        ("Troops are sent", "Troops are not sent"),
        ("Troops aren’t gone", "Nearly all troops aren’t gone"),
        ("All members agree", "Most members agree"),
    ],
)
def test_a_reservation_that_is_lost(claim: str, quote: str) -> None:
    """A hedge of the words that the claim does not keep is asked after."""
    assert asked(claim, quote) == ["hedge-missing"]


@pytest.mark.parametrize(
    ("claim", "quote", "focus"),
    [
        ("Allies plan guarantees", "Allies are preparing to give guarantees", ""),
        ("Draft: the pact holds", "The draft pact holds", ""),
        ("Troops are sent if there is a truce", "Troops are sent only if a truce holds", ""),
        ("Troops are sent", "Troops are sent, and some may stay", "Troops are sent"),
        ("No troops are sent", "Troops are not sent", ""),
        ("Almost all agree", "Nearly all agree", ""),
    ],
)
def test_a_reservation_that_is_kept(claim: str, quote: str, focus: str) -> None:
    """Any word of the same sort keeps it, and words that do not carry the claim are left in peace."""
    assert asked(claim, quote, focus=focus) == []


@pytest.mark.parametrize(
    ("claim", "quote", "codes"),
    [
        ("Союзники надають гарантії", "Союзники готують гарантії", ["hedge-missing"]),
        ("Союзники готуються надати гарантії", "Союзники готують гарантії", []),
        ("Війська йдуть", "Війська не йдуть", ["hedge-missing"]),
        ("Allies prepare guarantees", "Союзники готують гарантії", []),
        ("Кличко відвідав школу", "Школу відвідав мер", []),
        ("Школу відвідав Кличко", "Школу відвідав мер", ["name-not-in-quote"]),
        ("Школу відвідав Кличко", "Кличка бачили, як він школу відвідав", []),
        ("Приїхало 7 лікарів", "Приїхало сім лікарів", []),
        ("Приїхало 8 лікарів", "Приїхало сім лікарів", ["number-not-in-quote"]),
        ("Рада зібралася у неділю", "Рада зібралася у неділю", ["date-relative"]),
        ("Рада погодилася", "Вони погодилися", ["pronoun-unresolved"]),
    ],
)
def test_in_ukrainian(claim: str, quote: str, codes: list[str]) -> None:
    """The same questions in another language, and across two."""
    assert asked(claim, quote, language="uk") == codes


@pytest.mark.parametrize(
    ("claim", "quote", "codes"),
    [
        ("Council buys 12 boats", "The council buys twelve boats", []),
        ("Council buys 1,200 boats", "The council buys 1 200 boats", []),
        ("Council buys two boats", "The council buys both boats", []),
        ("Council buys 13 boats", "The council buys twelve boats", ["number-not-in-quote"]),
        ("A four-year plan is over", "The 4-year plan is over", []),
        ("Council meets Rubio", "The council meets an envoy", ["name-not-in-quote"]),
        ("Council meets Rubio", "The council meets Marco Rubio", []),
        ("Council meets US envoy", "The council meets an envoy of the United States", []),
        ("Council meets France’s envoy", "The council meets an envoy of France", []),
        ("Council met yesterday", "The council met yesterday", ["date-relative"]),
        ("Council met", "The council met on Sunday evening", ["date-relative"]),
        ("Council met in March", "The council met in March", []),
        ("Council agrees", "They agree", ["pronoun-unresolved"]),
        ("Council agrees", "These members agree", []),
        ("Council says “we are all for it”", "The council is for it", ["quotation-marks-unproven"]),
        ("Council is “all for it”", "The council is all for it", []),
        ("Council calls it “bold”", "The council likes it", []),
    ],
)
def test_numbers_names_times_and_marks(claim: str, quote: str, codes: list[str]) -> None:
    """A claim says no more than its quote."""
    assert asked(claim, quote) == codes


@pytest.mark.parametrize(
    "more",
    ["about: [summit]\n", "status: [{state: drafted, as_of: 2026-01-01, evidence: quote}]\n"],
)
def test_a_time_that_is_resolved(more: str) -> None:
    """An event with a date, or a dated step, says which Sunday it was."""
    files = {"claims/events/summit.yaml": "name: The summit\nstart: 2026-01-04\n"}
    kind = "pledge" if "status" in more else "context"
    text = (
        f"kind: {kind}\nclaim: Council met on Sunday\npublished: 2026-01-02\n"
        f"quote:\n  source: article\n  exact: The council met on Sunday\n{more}"
    )
    found = examined(site({**files, CLAIM: text, "seeds/article.txt": "The council met on Sunday"})).problems
    assert [p.code for p in found if p.code in LINTS] == []


def test_a_pronoun_that_is_resolved() -> None:
    """Whoever is named in the record may be meant."""
    assert asked("Ann agrees", "She agrees", "claimant: ann\n") == []


def test_chains_without_their_end() -> None:
    """The claimant stands in the chain, if there is one."""
    quote = "Money is promised"
    assert asked("Money is promised", quote, "claimant: ann\n") == []
    chain = "claimant: ann\nattribution: [{who: acme, verb: says}]\n"
    assert asked("Money is promised", quote, chain) == ["claimant-not-in-attribution"]


def test_a_withdrawn_claim_is_left_in_peace() -> None:
    """What is withdrawn stands as it was."""
    more = "state: withdrawn\nwithdrawal: {published: 2026-03-01, reason: Wrong.}\n"
    assert "hedge-missing" not in asked("Aid is given", "Aid may be given", more)


def test_every_warning_can_be_exempted() -> None:
    """An exemption with a reason silences its code in its record, and is an error when it is not needed."""
    allow = "allow:\n  - {code: hedge-missing, reason: The heading quotes the first words alone.}\n"
    assert asked("Aid is given", "Aid may be given", allow) == []
    text = "kind: context\nclaim: Aid is given\npublished: 2026-01-02\nquote: {source: article, exact: Aid is given}\n"
    found = examined(site({CLAIM: text + allow, "seeds/article.txt": "Aid is given"})).problems
    assert [p.code for p in found] == ["allow-unneeded"]


@given(st.text(max_size=80), st.sampled_from([None, "en", "uk", "ar", "zz-ZZ", ""]))
def test_no_text_is_too_strange(text: str, language: str | None) -> None:
    """Whatever is found stands in the text."""
    found = [first_hedge(text, language), relative_time(text, language), leading_pronoun(text, language)]
    assert all(word is None or word in text for word in (*found, *hedges_of(text, language).values()))
