"""Every problem code: a site with that one mistake, the nearest site without it, and its entry in the catalogue."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

import pytest
from bad_sites import BAD, CLAIM, GOOD, ON_DISK
from little_site import brief, expected, found_in, settings, site, write

from factcheck.codes import CODES
from factcheck.configuration import read_configuration
from factcheck.explain import explain, listing, plain, suggestion
from factcheck.on_disk import examine_site

if TYPE_CHECKING:
    from pathlib import Path

# Those of output_check.py are covered where a site is built.
RECORD_CODES = [code for code in CODES if not code.startswith("output-")]
# Places that no mark can show: a file that is no text, and a site without files.
UNMARKED = {"file-not-utf8": (CLAIM, 2, 17), "site-empty": ("claims", 1, 1)}


@pytest.mark.parametrize("code", RECORD_CODES)
def test_every_code_has_a_site_that_breaks_it(code: str, tmp_path: Path) -> None:
    """The one mistake of each site is reported once, alone, with its code and place."""
    if code in ON_DISK:
        spoil, path, line, column = ON_DISK[code]
        write(tmp_path, site())
        spoil(tmp_path)
        problems = examine_site(tmp_path, read_configuration(tmp_path), strict=False).problems
        assert brief(problems) == [(code, path, line, column)]
        return
    given = settings(pages={"about": "", "methodology": ""}) if code == "policy-page-missing" else settings()
    assert found_in(BAD[code], given) == ([(code, *UNMARKED[code])] if code in UNMARKED else expected(code, BAD[code]))


@pytest.mark.parametrize("code", GOOD)
def test_what_looks_alike_and_is_right(code: str) -> None:
    """The nearest site that does it right has no problem at all."""
    assert found_in(GOOD[code]) == []


def test_no_site_is_left_over() -> None:
    """A code that is gone takes its sites along."""
    assert {*BAD, *GOOD, *ON_DISK} - set(RECORD_CODES) == set()


@pytest.mark.parametrize("code", CODES)
def test_codes_are_kebab_case_and_explained(code: str) -> None:
    """Each entry says what must be, how to mend it, why, and shows it wrong and right."""
    entry = CODES[code]
    assert code == code.lower().replace("_", "-").replace(" ", "-")
    assert entry.message.endswith((".", "}"))
    assert all([entry.hint, entry.why.endswith("."), entry.bad, entry.good])
    assert entry.bad != entry.good


@pytest.mark.parametrize("code", CODES)
def test_explanations_have_no_blanks_left(code: str) -> None:
    """The explanation of a code shows its blanks as ‹words› or says what will stand there, never as template syntax."""
    text = explain(code)
    assert text.startswith(f"{code} ({CODES[code].level})\n\nWhat\n")
    parts = (CODES[code].message, CODES[code].hint)
    blanks = [name for part in parts for _, name, *_ in Formatter().parse(part) if name]
    assert not any(f"{{{name}}}" in text for name in blanks)
    assert {name for name in blanks if f"‹{name}›" not in text} <= {"help", "better", "hint"}


def test_plain_keeps_doubled_braces_as_one() -> None:
    """What is a brace for the reader is shown as a brace."""
    assert plain("Add `{{published}}` to {found}.") == "Add `{published}` to ‹found›."


def test_listing_has_a_line_for_each_code() -> None:
    """The list of codes begins each line with the code."""
    assert [line.split()[0] for line in listing().splitlines()] == sorted(CODES)


def test_suggestion_for_a_mistyped_code() -> None:
    """A code that is nearly right is put right."""
    assert suggestion("quote-not-fuond") == "Did you mean “quote-not-found”?"
