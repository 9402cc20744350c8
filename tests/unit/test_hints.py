"""What to write instead: hints that give the value itself, because it is clear what was meant."""

from __future__ import annotations

import pytest
from little_site import AID, examined, site

CLAIM = "claims/winter/aid.yaml"


def hints(text: str) -> list[str]:
    """Return the hints for a claim with this text."""
    return [problem.hint for problem in examined(site({CLAIM: text})).problems]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("6 January 2026", "2026-01-06"),
        ("January 6th, 2026", "2026-01-06"),
        ("6. März 2026", "2026-03-06"),
        ("1er août 2026", "2026-08-01"),
        ("7 juillet 2026", "2026-07-07"),
        ("7 juin 2026", "2026-06-07"),
        ("6 січня 2026 року", "2026-01-06"),
        ("6 января 2026", "2026-01-06"),
        ("6 de enero de 2026", "2026-01-06"),
        ("6 stycznia 2026", "2026-01-06"),
        ("6 gennaio 2026", "2026-01-06"),
        ("23.11.2026", "2026-11-23"),
        ("11/23/2026", "2026-11-23"),
        ("2026/1/6", "2026-01-06"),
        ("2026–01–06", "2026-01-06"),
        ("“2026-01-06”", "2026-01-06"),
        ("2026-23-11", "2026-11-23"),
        ("20260106", "2026-01-06"),
        ("2026-01-06T10:00", "2026-01-06"),
        ("٢٠٢٦-٠١-٠٦", "2026-01-06"),
    ],
)
def test_a_date_in_another_form(written: str, meant: str) -> None:
    """A day is recognized in the languages and the orders in which it is usually written."""
    assert hints(AID.replace("2026-01-02", written)) == [f"Write: {meant}"]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("06.01.2026", "Write the year, the month and the day in this order, with hyphens and all zeros: 2026-01-06."),
        ("2026-02-30", "The calendar has no such day."),
        ("soon", "The day we first published this claim. For example: 2026-11-23"),
    ],
)
def test_a_date_that_could_be_several(written: str, hint: str) -> None:
    """Where it is not clear which day was meant, none is offered."""
    assert hints(AID.replace("2026-01-02", written)) == [hint]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("tags: winter aid", "Write: tags: [winter, aid]"),
        ("tags: Winter Aid, Money", "Write: tags: [winter-aid, money]"),
        ("tags:\n  • winter\n  • aid", "Write: tags: [winter, aid]"),
        ("tags: (winter)", "Write: tags: [winter]"),
        ("tags: {winter, aid}", "Write: tags: [winter, aid]"),
        ("tags: winter]", "Write: tags: [winter]"),
        ("tags: none", "Leave the field out where there is nothing to say."),
        ("tags: [Winter Aid]", "Write: winter-aid"),
        ("tags: [“winter”]", "Write: winter"),
        ("claimant: [ann]", "Write: claimant: ann"),
        ("language: EN", "Write: en"),
        (
            "discrepancies: It says so in one place, and otherwise below",
            'Write: discrepancies: ["It says so in one place, and otherwise below"]',
        ),
        ("evidence: none", "Leave the field out where there is nothing to say."),
    ],
)
def test_a_value_of_another_sort(written: str, hint: str) -> None:
    """A list, an id and a code are written out as they should be."""
    assert hints(f"{AID}{written}\n") == [hint]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("claimant: аnn", "Write its id: ann. There is another sign in it: U+0430, cyrillic small letter a."),
        ("сlaimant: ann", "Did you mean “claimant”? There is another sign in it: U+0441, cyrillic small letter es."),
        ("state: “draft”", "Did you mean “draft”? There is another sign in it: U+201C, left double quotation mark."),
        ("state: draft (for now)", "Did you mean “draft”?"),
    ],
)
def test_signs_that_look_alike_are_named(written: str, hint: str) -> None:
    """Where what was written looks like what was meant, the hint says how they differ."""
    assert hints(f"{AID}{written}\n")[0] == hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (
            AID.replace("  exact", " exact"),
            "Move it to the column of what it belongs to: column 3, beside `source`; or column 1, beside `quote`.",
        ),
        (f"{AID}notes: |\n  One.\n two\n", "Move it to column 3, where the text begins."),
        (f" {AID}", "Begin the record in column 1."),
        (
            AID.replace("Allies plan aid\n", "“Allies plan aid\n").replace("“", '"').replace("aid\n", "aid”\n", 1),
            'The line ends with ”, which is another sign: type " in its place.',
        ),
        (f"{AID}tags: [winter],\n", "Delete it."),
        (
            f"{AID}tags: [- winter]\n",
            "A list whose items start with “-” begins on the next line; between brackets its items have none.",
        ),
    ],
)
def test_how_to_mend_a_line(text: str, hint: str) -> None:
    """A hint names the column, the sign or the thing to delete."""
    assert hints(text) == [hint]


def test_a_folder_with_a_wrong_name_is_one_problem() -> None:
    """It is told at the first of its records alone."""
    files = site({"claims/Win Ter/one.yaml": AID, "claims/Win Ter/two.yaml": AID.replace("aid", "help", 1)})
    found = [p.place.path for p in examined(files).problems if p.code == "file-name"]
    assert found == ["claims/Win Ter/one.yaml"]
