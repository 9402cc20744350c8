"""Records written by the program: what is read back is what was written, in the layout that editors know."""

from __future__ import annotations

from typing import Any

import yaml
from generated import given, st

from factcheck.round_trip import record_text
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
"""
    )
