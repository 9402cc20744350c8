"""The glossary and the decisions are complete and in order."""

from __future__ import annotations

import re

from dockit import read
from factcheck.schema import CLAIM_KINDS, SCHEMAS
from sitekit import REPO


def _words() -> list[str]:
    return re.findall(r"^\| ([a-z ]+?) \|", read("docs/glossary.md"), re.MULTILINE)[1:]


def test_the_glossary_is_in_order_and_names_each_word_once() -> None:
    """A word is found where the alphabet says."""
    assert _words() == sorted(set(_words()))


def test_the_glossary_has_every_kind_of_record() -> None:
    """Each kind of claim and of record is explained; the file of the scale is under its own word."""
    assert {*CLAIM_KINDS, *SCHEMAS, "scale"} - {"verdicts"} <= set(_words())


def test_every_document_is_listed() -> None:
    """The front page of the documentation leads to each document in its folder."""
    files = {path.name for path in (REPO / "docs").glob("*.md")} - {"README.md"}

    assert files <= set(re.findall(r"\]\(([a-z]+\.md)\)", read("docs/README.md")))


def test_every_decision_is_listed() -> None:
    """The list of decisions names each of them by its heading."""
    listed = re.findall(r"^- \[(.+)\]\((.+)\)$", read("docs/decisions/README.md"), re.MULTILINE)
    files = sorted((REPO / "docs/decisions").glob("[0-9]*.md"))

    headings = [(path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# "), path.name) for path in files]

    assert listed == headings
