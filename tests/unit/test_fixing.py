"""What may be mended, as a property: another value for one field, and nothing else."""

from __future__ import annotations

import yaml
from generated import given, st

from factcheck.fixing import tidied, with_source_marks
from factcheck.round_trip import with_value
from factcheck.yaml_reader import parse

LINE = st.text(
    st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="\u2028\u2029"), min_size=1, max_size=40
)
WORDS = LINE.map(lambda text: " ".join(text.split())).filter(bool)
STYLES = st.sampled_from([None, '"', "'", "|", ">"])


@given(WORDS, WORDS, WORDS, STYLES)
def test_one_value_changes_and_nothing_else(claim: str, exact: str, other: str, style: str | None) -> None:
    """Whatever the style of a value, the other ones and the comments stay byte for byte."""
    own = yaml.safe_dump(claim, default_style='"', allow_unicode=True, width=10**6).strip()
    if style in {"|", ">"}:
        value = f"{style}-\n  {exact}"
    else:
        value = yaml.safe_dump(exact, default_style=style, allow_unicode=True, width=10**6).split("\n...")[0].strip()
    text = f"# one\nclaim: {own}\nexact: {value}\n# two\nlast: x\n"
    if parse(text.encode(), "f").value != {"claim": claim, "exact": exact, "last": "x"}:
        return
    fixed = with_source_marks(text, "f", {("exact",): other})
    if fixed is None:
        return
    assert parse(fixed.after.encode(), "f").value == {"claim": claim, "exact": other, "last": "x"}
    assert fixed.after.startswith(text[: text.index("exact")])
    assert fixed.after.endswith("# two\nlast: x\n")


@given(st.binary(max_size=200))
def test_tidying_twice_is_tidying_once(data: bytes) -> None:
    """What was mended needs no mending, and no bytes are too strange."""
    if fixed := tidied(data, "f"):
        assert fixed.after != fixed.before
        again = tidied(fixed.after.encode(), "f")
        assert again is None


def test_what_cannot_be_read_is_left_alone() -> None:
    """No value is written into a text that is no YAML, or at a path that is not there."""
    assert with_value("a: [", ("a",), "x") is None
    assert with_value("a: b\n", ("c",), "x") is None
    assert with_value("a: b\n", ("a", "b"), "x") is None
