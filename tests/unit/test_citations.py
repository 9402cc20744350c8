"""Citations survive what a title may hold: programs read back what was written."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from factcheck.citations import Citation, bibtex, csl, escaped

PLAIN = Citation(
    id="ninety-trees",
    title="The council will plant trees",
    authors=("Golden checks",),
    site="Golden checks",
    published=dt.date(2026, 11, 3),
    note="Last changed 2026-12-04",
    url="https://golden.example/~checks/a_b%20c/claims/ninety-trees/",
    language="en",
)
MEANT = {
    "\\textbackslash{}": "\\",
    "\\textbraceleft{}": "{",
    "\\textbraceright{}": "}",
    "\\textasciitilde{}": "~",
    "\\textasciicircum{}": "^",
    "\\&": "&",
    "\\%": "%",
    "\\#": "#",
    "\\_": "_",
    "\\$": "$",
}


def printed(tex: str) -> str:
    """Return what TeX prints for what we write of it."""
    return re.sub("|".join(map(re.escape, MEANT)), lambda match: MEANT[match[0]], tex)


def test_an_entry_is_written_as_every_style_reads_it() -> None:
    """The key is the id, names and title are kept together by braces, and the address is letter for letter."""
    assert bibtex(PLAIN) == (
        "@misc{ninety-trees,\n"
        "  author = {{Golden checks}},\n"
        "  title = {{The council will plant trees}},\n"
        "  howpublished = {Golden checks},\n"
        "  year = {2026},\n"
        "  month = {11},\n"
        "  note = {Last changed 2026-12-04},\n"
        "  url = {https://golden.example/~checks/a_b%20c/claims/ninety-trees/},\n"
        "  language = {en},\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("50% & #1", "50\\% \\& \\#1"),
        ("a_b $5", "a\\_b \\$5"),
        ("a } without {", "a \\textbraceright{} without \\textbraceleft{}"),
        ("C:\\new ~ ^", "C:\\textbackslash{}new \\textasciitilde{} \\textasciicircum{}"),
        ("Київ, 北京, كييف, “é”", "Київ, 北京, كييف, “é”"),
        ("two\nlines\tand   more", "two lines and more"),
    ],
)
def test_signs_of_tex_are_escaped(text: str, tex: str) -> None:
    """What means something to TeX is printed as itself; every other letter stays as it is, in UTF-8."""
    assert escaped(text) == tex


@given(st.text(min_size=1).filter(str.strip), st.text(min_size=1).filter(str.strip))
def test_bibtex_is_read_back(title: str, name: str) -> None:
    """Whatever a title or a name holds, no brace is left open, and the same text comes back."""
    entry = bibtex(replace(PLAIN, title=title, authors=(name, "A and B")))
    found = parse_string(entry, "bibtex").entries["ninety-trees"]
    assert printed(found.fields["title"][1:-1]).split() == title.split()
    assert [printed(str(person)[1:-1]).split() for person in found.persons["author"]] == [
        name.split(),
        ["A", "and", "B"],
    ]
    assert found.fields["year"] == "2026"


def test_csl_json_is_what_its_specification_says() -> None:
    """The item has the names of the CSL specification, and names that are not to be taken apart."""
    assert csl(PLAIN) == [
        {
            "id": "ninety-trees",
            "type": "webpage",
            "title": "The council will plant trees",
            "author": [{"literal": "Golden checks"}],
            "container-title": "Golden checks",
            "issued": {"date-parts": [[2026, 11, 3]]},
            "note": "Last changed 2026-12-04",
            "URL": "https://golden.example/~checks/a_b%20c/claims/ninety-trees/",
            "language": "en",
        }
    ]


def test_csl_json_is_read_by_a_processor() -> None:
    """A CSL processor finds the item with its type, title and date."""
    item = CiteProcJSON(csl(replace(PLAIN, title="50% & “more”")))["ninety-trees"]
    assert (item.type, str(item.title), item.issued.year) == ("webpage", "50% & “more”", 2026)


def test_without_an_address_none_is_made_up() -> None:
    """A site without SITEURL is cited without an address."""
    bare = replace(PLAIN, url="")
    assert "url" not in bibtex(bare)
    assert "URL" not in csl(bare)[0]
