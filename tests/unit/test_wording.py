"""Words, dates and languages as readers see them."""

from __future__ import annotations

import datetime as dt

import pytest

from factcheck.model import PartialDate
from factcheck.schema import APPROVAL_STATES, BEARINGS, CLAIM_KINDS, CORRECTIONS, DEFAULT_VERDICTS, PLEDGE_STATES
from factcheck.text import counted
from factcheck.wording import BEARINGS as BEARING_WORDS
from factcheck.wording import CORRECTIONS as CORRECTION_WORDS
from factcheck.wording import KINDS, STATES, date_text, direction_of, excerpt, language_name, percent, tone_of


@pytest.mark.parametrize(
    ("date", "language", "text"),
    [
        (PartialDate(2026), "en", "2026"),
        (PartialDate(2026, 1), "en", "January 2026"),
        (PartialDate(2026, 1, 6), "en", "6 January 2026"),
        (dt.date(2026, 1, 6), "en", "6 January 2026"),
        (PartialDate(2026, 1, 6), "uk", "6 січня 2026"),
        (PartialDate(2026, 1, 6), "xx-nonsense", "6 January 2026"),
    ],
)
def test_dates_say_no_more_than_is_known(date: PartialDate | dt.date, language: str, text: str) -> None:
    """A date has as many parts as its record, in the language of the page."""
    assert date_text(date, language) == text


@pytest.mark.parametrize(
    ("share", "text"), [(0.0, "0.0 %"), (0.9999, "99.9 %"), (1.0, "100.0 %"), (0.8049, "80.4 %"), (0.29, "29.0 %")]
)
def test_shares_are_rounded_down(share: float, text: str) -> None:
    """A share never says more than is so."""
    assert percent(share) == text


@pytest.mark.parametrize(
    ("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("he", "rtl"), ("uk", "ltr"), ("fa", "rtl"), (None, None)]
)
def test_direction(language: str | None, direction: str | None) -> None:
    """Right-to-left languages are known as such."""
    assert direction_of(language) == direction


def test_names_of_languages() -> None:
    """A language is named in the language of the page."""
    assert (language_name("uk", "en"), language_name("en", "uk")) == ("Ukrainian", "англійська")


@pytest.mark.parametrize(("number", "text"), [(0, "0 claims"), (1, "1 claim"), (1000, "1,000 claims")])
def test_counted(number: int, text: str) -> None:
    """One is one."""
    assert counted(number, "claim", "claims") == text


@pytest.mark.parametrize(
    ("text", "length", "cut"),
    [
        ("one two", 7, "one two"),
        ("one two three", 9, "one two…"),
        ("one\n two", 20, "one two"),
        ("onetwothree", 5, "onetw…"),
    ],
)
def test_excerpt(text: str, length: int, cut: str) -> None:
    """A text is cut between words, and says so."""
    assert excerpt(text, length) == cut


def test_every_word_of_the_schema_has_a_text() -> None:
    """No state, kind, bearing or correction is shown as a bare identifier."""
    assert set(STATES) == {*PLEDGE_STATES, *APPROVAL_STATES}
    assert (set(KINDS), set(BEARING_WORDS), set(CORRECTION_WORDS)) == (
        set(CLAIM_KINDS),
        set(BEARINGS),
        set(CORRECTIONS),
    )


@pytest.mark.parametrize(
    ("word", "tone"),
    [("granted", "supports"), ("not-kept", "contradicts"), ("pending", "uncertain"), ("drafted", "plain")],
)
def test_tones(word: str, tone: str) -> None:
    """Each state bears in one way."""
    assert tone_of(word) == tone


def test_an_unknown_verdict_is_plain() -> None:
    """What a site defines itself is given no colour that it did not ask for."""
    assert tone_of("pants-on-fire") == "plain"
    assert [tone_of(verdict) for verdict, *_ in DEFAULT_VERDICTS] == [
        "supports",
        "uncertain",
        "contradicts",
        "uncertain",
        "uncertain",
        "plain",
    ]


def test_a_language_that_nobody_knows_is_shown_as_its_code() -> None:
    """Nothing is guessed: ``ua`` is no language, and ``crh`` is one without a name in CLDR."""
    assert (language_name("ua", "en"), language_name("qaa", "en")) == ("ua", "qaa")
