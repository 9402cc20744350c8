"""Records written by the program: what is read back is what was written, in the layout that editors know."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from generated import given, st

from factcheck.round_trip import record_text, with_item
from factcheck.yaml_reader import parse

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\u2028\u2029"), min_size=1)
LINES = st.lists(TEXT, min_size=1, max_size=3).map("\n".join)
VALUES = st.recursive(LINES | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from("abc"), inner))


@given(st.dictionaries(st.sampled_from(["kind", "claim", "quote"]), VALUES, min_size=1))
def test_a_record_is_read_as_it_was_written(values: dict[str, Any]) -> None:
    """Whatever stands in the values, our reader gets it back, and says nothing of the way it is written."""
    assert parse(record_text(values).encode(), "f").value == values


@given(st.dictionaries(st.sampled_from(["kind", "claim", "quote"]), LINES, min_size=1))
def test_other_programs_read_text_as_text(values: dict[str, str]) -> None:
    """A YAML reader that knows numbers and truth values finds none, but for dates and the "no" of YAML 1.1."""
    read = yaml.load(record_text(values), yaml.BaseLoader)  # noqa: S506 - the base loader makes nothing but text
    assert read == values


ITEM = {"file": "b.pdf", "sha256": "0a" * 32, "captured": "2026-02-01", "text": {"file": "b.txt", "pages": [0, 7]}}
BLOCK = f"""\
- file: b.pdf
  sha256: {"0a" * 32}
  captured: 2026-02-01
  text:
    file: b.txt
    pages: [0, 7]
"""
DEEP = "".join(f"  {line}\n" for line in BLOCK.splitlines())
FLOW = f"{{file: b.pdf, sha256: {'0a' * 32}, captured: 2026-02-01, text: {{file: b.txt, pages: [0, 7]}}}}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("title: A\nsnapshots: []\n# End.\n", f"title: A\nsnapshots:\n{DEEP}# End.\n"),
        ("snapshots: []", f"snapshots:\n{DEEP}"),
        ("snapshots:\n- file: a\n  captured: 2026\n", f"snapshots:\n- file: a\n  captured: 2026\n{BLOCK}"),
        (
            "# One.\nsnapshots:\n  # Two.\n  - {file: a}\n\n# Three.\ntitle:   A\n",
            f"# One.\nsnapshots:\n  # Two.\n  - {{file: a}}\n{DEEP}\n# Three.\ntitle:   A\n",
        ),
        ("snapshots:\n  - file: a\n    text:\n      file: |-\n        x\nb: c\n",
         f"snapshots:\n  - file: a\n    text:\n      file: |-\n        x\n{DEEP}b: c\n"),
        ("snapshots:\n  - file: a", f"snapshots:\n  - file: a\n{DEEP}"),
        ("snapshots: [{file: a}]\nb: c\n", f"snapshots: [{{file: a}}, {FLOW}]\nb: c\n"),
        ("snapshots: [\n  {file: a},\n]\n", f"snapshots: [\n  {{file: a}}, {FLOW},\n]\n"),
        ("snapshots:\r\n- file: a\r\n", "snapshots:\r\n- file: a\r\n" + BLOCK.replace("\n", "\r\n")),
    ],
    ids=["empty", "empty, cut", "flush", "comments", "block at the end", "cut", "flow", "flow on lines", "CRLF"],
)  # fmt: skip
def test_one_more_item_in_a_list(text: str, found: str) -> None:
    """The new item stands last, as the others do; every other line stays, with its comments."""
    assert with_item(text, ("snapshots",), ITEM) == found
    before, after = parse(text.encode(), "f").value, parse(found.encode(), "f").value
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    item = {**ITEM, "text": {"file": "b.txt", "pages": ["0", "7"]}}
    assert after == {**before, "snapshots": [*before["snapshots"], item]}


@pytest.mark.parametrize("text", ["title: A\n", "snapshots: none\n", "snapshots: [\n", "- a\n", ""])
def test_no_list_to_add_to(text: str) -> None:
    """Where there is no list nothing is added."""
    assert with_item(text, ("snapshots",), ITEM) is None


def test_the_layout_is_that_of_the_guide() -> None:
    """Dates are plain, short lists stand on one line, and what needs quotation marks gets double ones."""
    assert (
        record_text(
            {
                "kind": "pledge",
                "claim": "Officials: Ukraine's promises",
                "published": "2026-11-23",
                "about": ["ukraine", "russia"],
                "attribution": [{"who": "reuters", "verb": "reports"}],
                "status": [{"state": "drafted", "as_of": None}],
                "text": "One.\n\nTwo.",
                "number": "012",
                "pages": [0, 1416],
            }
        )
        == """\
kind: pledge
claim: "Officials: Ukraine's promises"
published: 2026-11-23
about: [ukraine, russia]
attribution:
  - who: reuters
    verb: reports
status:
  - state: drafted
    as_of: null
text: |-
  One.

  Two.
number: "012"
pages: [0, 1416]
"""
    )
