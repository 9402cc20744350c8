"""The reference pages are what the code says today."""

from __future__ import annotations

import sys

import pytest

from dockit import REFERENCE, anchors, read
from factcheck.codes import CODES
from factcheck.schema import SCHEMAS
from factcheck.views import Page
from sitekit import REPO, run


@pytest.mark.parametrize("name", sorted(REFERENCE["PAGES"]))
def test_reference_pages_are_not_stale(name: str) -> None:
    """A page is what `make docs` would write; a change of the code that it describes must renew it."""
    made = REFERENCE["PAGES"][name]()

    assert read(f"docs/{name}") == made, f"docs/{name} is stale: run `make docs`"


def test_check_names_the_stale_pages_and_writes_nothing() -> None:
    """The script leaves with 0 when all pages are up to date, and says nothing."""
    done = run([sys.executable, REPO / "scripts/reference.py", "--check"], REPO)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_missing_page_is_stale(tmp_path: object) -> None:
    """A page that is not there counts as stale."""
    assert REFERENCE["stale"](tmp_path) == list(REFERENCE["PAGES"])


def test_every_code_has_its_anchor() -> None:
    """Each problem code is a heading, so that a link can lead to it."""
    assert CODES.keys() <= anchors(read("docs/checks.md"))


def test_every_kind_of_record_has_its_anchor() -> None:
    """Each kind of record is a heading."""
    assert SCHEMAS.keys() <= anchors(read("docs/records.md"))


def test_every_page_view_has_its_anchor() -> None:
    """Each value that a template is given is a heading."""
    names = {view.__name__.lower() for view in Page.__args__}

    assert names <= anchors(read("docs/templates.md"))


@pytest.mark.parametrize("name", sorted(REFERENCE["PAGES"]))
def test_no_blank_of_a_message_is_left_over(name: str) -> None:
    """A reader never meets the curly blanks that a check fills in."""
    text = read(f"docs/{name}")

    assert not [blank for blank in ("{better}", "{help}", "{hint}", "{found}", "Mend it.** ‹") if blank in text]
