"""Problems: their order and the three ways to print them."""

from __future__ import annotations

import json

import pytest

from factcheck.codes import CODES, problem
from factcheck.problems import Place, Places, Problem, excerpt, has_errors, in_order, render, strict

BAD = Problem("quote-not-found", "error", Place("claims/a.yaml", 3, 9), "The quote must stand.", "Copy it.\nAgain.")
ODD = Problem("claim-too-long", "warning", Place("claims/b, c:100%.yaml", 2, 1), "50% too long,\r\nsay less: now.")


def at(path: str, line: int, column: int, code: str = "a", message: str = "m") -> Problem:
    """Return a problem at a place."""
    return Problem(code, "error", Place(path, line, column), message)


def test_problems_are_sorted_by_place() -> None:
    """Path, then line, then column, as numbers; then code and message."""
    ordered = [
        at("a.yaml", 2, 1),
        at("a.yaml", 10, 1),
        at("a.yaml", 10, 2, "a", "m"),
        at("a.yaml", 10, 2, "a", "n"),
        at("a.yaml", 10, 2, "b", "a"),
        at("a.yaml", 10, 10),
        at("b.yaml", 1, 1),
    ]
    assert in_order(reversed(ordered)) == ordered


def test_equal_problems_are_one() -> None:
    """Two checks that find the very same thing report it once."""
    assert in_order([BAD, BAD]) == [BAD]


def test_text() -> None:
    """A line that editors can follow, and the hint's lines indented below it."""
    assert render([BAD], "text") == (
        "claims/a.yaml:3:9: error: The quote must stand. [quote-not-found]\n    Copy it.\n    Again."
    )


def test_text_without_a_hint() -> None:
    """Where there is no hint there is no line for it."""
    assert render([at("a.yaml", 1, 2)], "text") == "a.yaml:1:2: error: m [a]"


def test_text_shows_paths_as_asked() -> None:
    """Paths are shown from where the reader stands."""
    assert render([at("a.yaml", 1, 2)], "text", lambda path: f"site/{path}").startswith("site/a.yaml:1:2")


def test_json() -> None:
    """One array of flat objects with these seven keys, in order; paths stay relative to the site."""
    assert json.loads(render([ODD, BAD], "json", lambda path: f"site/{path}")) == [
        {
            "code": "quote-not-found",
            "level": "error",
            "path": "claims/a.yaml",
            "line": 3,
            "column": 9,
            "message": "The quote must stand.",
            "hint": "Copy it.\nAgain.",
        },
        {
            "code": "claim-too-long",
            "level": "warning",
            "path": "claims/b, c:100%.yaml",
            "line": 2,
            "column": 1,
            "message": "50% too long,\r\nsay less: now.",
            "hint": "",
        },
    ]


def test_json_keeps_letters() -> None:
    """Letters of every script stay readable."""
    assert "“ά”" in render([at("a.yaml", 1, 1, "a", "“ά”")], "json")


def test_json_of_nothing() -> None:
    """No problems are an empty array, not nothing."""
    assert render([], "json") == "[]"


@pytest.mark.parametrize("style", ["text", "github"])
def test_nothing_to_print(style: str) -> None:
    """No problems are no text."""
    assert render([], "text" if style == "text" else "github") == ""


def test_github() -> None:
    """One workflow command a problem, line ends escaped, the hint behind the message."""
    assert render([BAD], "github") == (
        "::error file=claims/a.yaml,line=3,col=9,title=quote-not-found::The quote must stand.%0ACopy it.%0AAgain."
    )


def test_github_escapes() -> None:
    """Percent signs and line ends are escaped everywhere, colons and commas in properties too."""
    assert render([ODD], "github") == (
        "::warning file=claims/b%2C c%3A100%25.yaml,line=2,col=1,title=claim-too-long::"
        "50%25 too long,%0D%0Asay less: now."
    )


def test_strict() -> None:
    """Warnings become errors; errors stay."""
    assert [p.level for p in strict([BAD, ODD])] == ["error", "error"]


@pytest.mark.parametrize(("problems", "stops"), [([], False), ([ODD], False), ([ODD, BAD], True)])
def test_has_errors(problems: list[Problem], *, stops: bool) -> None:
    """A warning alone stops nothing."""
    assert has_errors(problems) is stops


def test_a_problem_is_a_value() -> None:
    """Equal problems are equal, and none can be changed."""
    assert at("a", 1, 1) == at("a", 1, 1)
    with pytest.raises(AttributeError):
        BAD.code = "other"  # type: ignore[misc]


def test_problem_fills_in_the_catalogues_words() -> None:
    """Level, message and hint are the catalogue's; a word may hold braces."""
    found = problem("yaml-alias", Place("a.yaml", 1, 4), found="&{x}")
    assert found.level == "error"
    assert found.message == "Anchors and aliases are not used here, and here stands “&{x}”."
    assert found.hint == CODES["yaml-alias"].hint


PLACES = Places("a.yaml", {("q",): ((0, 0), (1, 2)), ("q", "s"): ((1, 2), (1, 5)), ("l", 0): ((3, 4), (3, 4))})


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("q", "s"), Place("a.yaml", 2, 3), Place("a.yaml", 2, 6)),
        (("q",), Place("a.yaml", 1, 1), Place("a.yaml", 2, 3)),
        (("q", "missing"), Place("a.yaml", 1, 1), Place("a.yaml", 1, 1)),
        (("q", "s", "deeper"), Place("a.yaml", 2, 3), Place("a.yaml", 2, 3)),
        (("l", 0), Place("a.yaml", 4, 5), Place("a.yaml", 4, 5)),
        ((), Place("a.yaml", 1, 1), Place("a.yaml", 1, 1)),
    ],
)
def test_places(path: tuple[str | int, ...], key: Place, value: Place) -> None:
    """Places are 1-based; what is not written is where its nearest owner's key is."""
    assert (PLACES.key(*path), PLACES.value(*path)) == (key, value)


@pytest.mark.parametrize(
    ("line", "column", "shown", "caret"),
    [
        ("claim: Two: three", 11, "claim: Two: three", 10),
        ("claim: 両国の合意", 9, "claim: 両国の合意", 9),  # A wide letter takes two columns.
        ("claim: e\u0301t: x", 10, "claim: e\u0301t: x", 8),  # A mark takes none.
        ("claim: a\u202eb", 9, "claim: a·b", 8),  # What turns the direction of a terminal is not printed.
        ("a\x1b[31mred", 2, "a·[31mred", 1),
    ],
)
def test_a_caret_stands_under_the_column(line: str, column: int, shown: str, caret: int) -> None:
    """The caret counts the columns of a terminal, not code points."""
    above, below = excerpt(Place("a.yaml", 12, column), line)
    assert above == f"    12 | {shown}"
    assert below == " " * (9 + caret) + "^"


def test_a_long_line_is_cut_around_its_place() -> None:
    """What is cut is said with an ellipsis, and the caret still stands under its letter."""
    line = "a" * 500 + "X" + "b" * 500
    above, below = excerpt(Place("a.yaml", 3, 501), line)
    assert above[below.index("^")] == "X"
    assert above.startswith("     3 | …")
    assert above.endswith("…")
    assert len(above) < 120


@pytest.mark.parametrize(("place", "line"), [(Place("a.yaml"), "kind: pledge"), (Place("a.yaml", 2, 1), "  ")])
def test_no_line_is_shown_where_it_says_nothing(place: Place, line: str) -> None:
    """1:1 speaks of the whole file, and a blank line explains nothing."""
    assert excerpt(place, line) == []


def test_the_line_stands_between_message_and_hint() -> None:
    """The text form shows the line with its caret."""
    shown = render([BAD], "text", line_at=lambda _: "a line of the record").splitlines()
    assert shown[0].endswith("]")
    assert shown[1].endswith("| a line of the record")
    assert shown[2].strip() == "^"
