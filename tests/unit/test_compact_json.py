"""JSON is written in the bytes of the standard library, and read as it reads them."""

from __future__ import annotations

import json

import pytest
from generated import given, st

from factcheck.compact_json import exactly, read, spaced, written

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NUMBERS = st.floats(0.0001, 1e15) | st.floats(-1e15, -0.0001) | st.integers(-(2**53), 2**53) | st.just(0.0)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_it_is_written_as_ever(value: object) -> None:
    """Every sign, every number that a file of ours can hold, and no white space."""
    assert written(value) == json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


@given(VALUES)
def test_it_is_written_for_people_as_ever(value: object) -> None:
    """In one line, with a space behind each comma and colon."""
    assert spaced(value) == json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("value", [0.0001, 1.0, -0.0, 0.1 + 0.2, (1, 2), {"a": ()}, "\x1f\x7f\u2028/é"])
def test_what_two_programs_could_write_differently(value: object) -> None:
    """Small numbers, whole ones with a point, tuples, control characters."""
    assert written(value) == json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_is_the_same_number(value: float) -> None:
    """Only the form of the very small and the very large is another one, and a share has its usual form."""
    assert json.loads(written([value])) == [value]
    assert exactly([value]) == f"[{value!r}]".encode()


@given(VALUES)
def test_it_is_read_as_ever(value: object) -> None:
    """Whatever was written comes back."""
    assert read(json.dumps(value).encode()) == value


@pytest.mark.parametrize("data", [b'{"a": 1', b"", b'{"a": \xff"}', b"[1,]"])
def test_what_is_wrong_is_said_as_ever(data: bytes) -> None:
    """The message has the line and the column."""
    with pytest.raises(json.JSONDecodeError, match=r"line 1 column \d"):
        read(data)


def test_bytes_that_are_no_text_count_as_unknown_characters() -> None:
    """A file that a hand has damaged is still compared."""
    assert read(b'{"a": "\xff"}') == {"a": "\ufffd"}
