"""Reading YAML: values, the place of every key and value, and every trap."""

from __future__ import annotations

import time
from typing import Any

import pytest
import yaml
from generated import given, st
from little_site import brief, unmarked

from factcheck.yaml_reader import LARGEST, Parsed, parse

Mark = tuple[int, int]


def read(text: str) -> Parsed:
    """Parse a text."""
    return parse(text.encode(), "f.yaml")


def value_of(text: str) -> Any:
    """Return the value of a text that has no problems."""
    parsed = read(text)
    assert parsed.problems == ()
    return parsed.value


def value_place(text: str, *path: str | int) -> Mark:
    """Return the 1-based line and column of a value."""
    place = read(text).places.value(*path)
    return place.line, place.column


def key_place(text: str, *path: str | int) -> Mark:
    """Return the 1-based line and column of a key."""
    place = read(text).places.key(*path)
    return place.line, place.column


BLOCK = """\
kind: pledge
quote:
  source: a
  exact: >-
    some
    words
tags:
  - one
  - two
"""


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("kind",), (1, 1), (1, 7)),
        (("quote",), (2, 1), (3, 3)),
        (("quote", "source"), (3, 3), (3, 11)),
        (("quote", "exact"), (4, 3), (4, 10)),
        (("tags", 0), (8, 5), (8, 5)),
        (("tags", 1), (9, 5), (9, 5)),
    ],
)
def test_places_in_block_style(path: tuple[str | int, ...], key: Mark, value: Mark) -> None:
    """Keys and values of indented YAML are where an editor shows them."""
    assert (key_place(BLOCK, *path), value_place(BLOCK, *path)) == (key, value)


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("q",), (1, 1), (1, 4)),
        (("q", "a"), (1, 5), (1, 8)),
        (("q", "b"), (1, 13), (1, 16)),
        (("q", "b", 1), (1, 20), (1, 20)),
    ],
)
def test_places_in_flow_style(path: tuple[str | int, ...], key: Mark, value: Mark) -> None:
    """Keys and values between brackets have places too."""
    text = 'q: {a: "x", b: [y, z]}\n'
    assert (key_place(text, *path), value_place(text, *path)) == (key, value)


def test_crlf_counts_as_one_line_end() -> None:
    """Files from Windows have the same lines and columns."""
    assert value_place("a: 1\r\nb:\r\n  c: 2\r\n", "b", "c") == (3, 6)


def test_columns_are_code_points() -> None:
    """A character beyond the Basic Multilingual Plane is one column, not two or four."""
    assert value_place("{😀😀: x, b: y}\n", "b") == (1, 12)


def test_place_of_a_missing_key_is_its_owners_key() -> None:
    """A problem with something that is not written points at what it is missing from."""
    assert key_place("a: 1\nquote:\n  source: a\n", "quote", "exact") == (2, 1)


def test_place_of_a_missing_top_key_is_the_start() -> None:
    """A problem with a missing top-level field points at the start of the file."""
    assert key_place("a: 1\n", "claim") == (1, 1)


def test_a_doubled_key_does_not_move_the_first_ones_places() -> None:
    """The value that counts is the first one, and its places stay."""
    assert value_place("q: {s: a}\nq: {s: b}\n", "q", "s") == (1, 8)


@pytest.mark.parametrize("text", ["no", "1:30", "012", "2026", "2026-01-06", "0x1F", "1e3", "true", "off", ".inf"])
def test_scalars_stay_as_typed(text: str) -> None:
    """Nothing is turned into a number, a date or a truth value."""
    assert value_of(f"a: {text}\n") == {"a": text}


@pytest.mark.parametrize("text", ["null", "~", ""])
def test_three_ways_to_say_nothing(text: str) -> None:
    """What is not known is null, a tilde, or simply nothing."""
    assert value_of(f"a: {text}\n") == {"a": None}


@pytest.mark.parametrize(("text", "value"), [("'null'", "null"), ('"~"', "~"), ("''", ""), ('""', "")])
def test_quoted_words_are_text(text: str, value: str) -> None:
    """Quotation marks make a text of anything."""
    assert value_of(f"a: {text}\n") == {"a": value}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: >-\n  one\n  two\n", "one two"),
        ("a: |\n  one\n  two\n", "one\ntwo\n"),
        ("a: >\n  one\n\n  two\n", "one\ntwo\n"),
        ("a: |2-\n    indented\n", "  indented"),
        ("a: one\n  two\n", "one two"),
        ('a: "one\\ntwo"\n', "one\ntwo"),
    ],
)
def test_texts_over_several_lines(text: str, value: str) -> None:
    """Block scalars and folded lines mean what YAML says they mean."""
    assert value_of(text) == {"a": value}


@pytest.mark.parametrize("text", ["", "# a comment\n", "---\n"])
def test_an_empty_file_is_no_problem_of_the_reader(text: str) -> None:
    """That a record must have fields is said by validation."""
    assert value_of(text) is None


TRAPS = [
    ("file-control-character", "a: one\nb: two▶\x07\n"),
    ("file-control-character", "a: x▶\x7f\n"),
    ("file-control-character", "a: x▶\u0085y\n"),
    ("file-control-character", "a: x▶\u2028y\n"),
    ("file-line-ends", "a: x▶\rb: y\n"),
    ("file-control-character", "a: x▶\ufeff\n"),
    ("file-control-character", "a: ▶\ufffe\n"),
    ("file-byte-order-mark", "▶\ufeffa: b\n"),
    ("yaml-alias", "a: ▶&x b\n"),
    ("yaml-alias", "a: ▶*b\n"),
    ("yaml-alias", "- ▶&x [a]\n"),
    ("yaml-colon-in-text", "claim: Zelenskiy▶: Ukraine\n"),
    ("yaml-conflict-marker", "a: b\n▶<<<<<<< HEAD\n"),
    ("yaml-conflict-marker", "a: b\n▶=======\n"),
    ("yaml-conflict-marker", "a: b\n▶>>>>>>> topic\r\n"),
    ("yaml-duplicate-key", "a: 1\nb: 2\n▶a: 3\n"),
    ("yaml-duplicate-key", "q:\n  a: 1\n  ▶a: 2\n"),
    ("yaml-duplicate-key", "q: {a: 1, ▶a: 2}\n"),
    ("yaml-key-not-text", "? ▶[a]\n: b\n"),
    ("yaml-key-not-text", "▶{a: b}: c\n"),
    ("yaml-merge-key", "▶<<: {a: b}\n"),
    ("yaml-quote-not-closed", "a: 1\nb: ▶'Ukraine\nc: d\n"),
    ("yaml-quote-not-closed", 'a: ▶"Ukraine\nc: d\n'),
    ("yaml-apostrophe", "claim: 'Ukraine▶'s army\n"),
    ("yaml-text-behind", 'claim: "He said "▶no" to it"\n'),
    ("yaml-apostrophe", "a: {b: 'Ukraine▶'s army}\n"),
    ("yaml-text-behind", "a: 'b' ▶c\n"),
    ("yaml-several-documents", "a: b\n▶---\nc: d\n"),
    ("yaml-indentation", "a:\n  b: 1\n ▶c: 2\n"),
    ("yaml-value-start", "a: ▶@b\n"),
    ("yaml-bracket-not-closed", "a: ▶{b: c\nd: e\n"),
    ("yaml-missing-space", "a:\n  - b\n  -▶c\nd: e\n"),
    ("yaml-tab", "a:\n▶\tb: c\n"),
    ("yaml-tab", "a: b▶\tc\n"),
    ("yaml-tag", "a: ▶!!timestamp 2026-01-06\n"),
    ("yaml-tag", "▶%YAML 1.1\n---\na: b\n"),
    ("yaml-too-deep", "a: [[[[[[[[[[[▶[x]]]]]]]]]]]]\n"),
]


@pytest.mark.parametrize(("code", "text"), TRAPS)
def test_traps(code: str, text: str) -> None:
    """Whatever YAML would read in its own way is one problem, right where it stands."""
    files, [place] = unmarked({"f.yaml": text})
    parsed = parse(str(files["f.yaml"]).encode(), "f.yaml")
    assert brief(parsed.problems) == [(code, *place)]


def test_bytes_that_are_not_utf8() -> None:
    """A file in another encoding is named with the line of the first byte that does not fit."""
    parsed = parse("a: b\nc: é\n".encode("windows-1252"), "f.yaml")
    assert brief(parsed.problems) == [("file-not-utf8", "f.yaml", 2, 4)]


def test_a_file_that_is_too_large() -> None:
    """One character more than the limit stops reading before anything is parsed."""
    assert brief(read("a" * (LARGEST + 1)).problems) == [("file-too-large", "f.yaml", 1, 1)]


def test_twelve_levels_are_not_too_deep() -> None:
    """The limit stands above every record there is."""
    assert value_of("[[[[[[[[[[[[x]]]]]]]]]]]]\n") == [[[[[[[[[[[["x"]]]]]]]]]]]]


COMMENTS = [
    "a: b ▶# c\n",
    "a: ▶# c\n  b\n",
    "a: ▶# c\n  b: c\n",
    "- ▶# c\n  a\n",
    "- a ▶# c\n- b\n",
    "- ▶# c\n- b\n",
    "a: [b] ▶# c\n",
    "a: [b, ▶# c\n  d]\n",
    "a: {b: c, ▶# d\n  e: f}\n",
    "a: 'b' ▶# c\n",
    'a: "b" ▶# c\n',
    "a: >- ▶# c\n  text\n",
    "a: | ▶# c\n  text\nb: c\n",
    "a: |2- ▶# c\n    text # inside\n",
    "- >- ▶# c\n  text\n",
    "a: |\n  text\n\nb: c ▶# d\n",
    "a: ~ ▶# c\n",
    "--- ▶# c\na: b\n",
    "a: 😀 ▶# c\n",
    "a: b ▶# c # d\n",
    "a: b ▶# c\nd: e ▶# f\n",
    "a: b ▶# c\r\n",
]


@pytest.mark.parametrize("text", COMMENTS)
def test_a_comment_behind_something(text: str) -> None:
    """A comment that shares its line with anything else is a problem, at its own place."""
    files, places = unmarked({"f.yaml": text})
    parsed = parse(str(files["f.yaml"]).encode(), "f.yaml")
    assert brief(parsed.problems) == [("yaml-comment-behind-value", *place) for place in places]


@pytest.mark.parametrize(
    "text",
    [
        "# c\na: b\n",
        "a:\n  # c\n  b: c\n",
        "a: 'b # c'\n",
        'a: "# b"\n',
        "a: |\n  b # c\n  # d\n",
        "a: >-\n  b\n  # c\n\n  d\n# e\n",
        "a: b#c\n",
        "a: [b,\n  # c\n  d]\n",
        "a: one\n  # c\n",
        "a: b\n# c",
    ],
)
def test_a_hash_that_is_fine(text: str) -> None:
    """Comments on lines of their own are fine, and so is a hash inside a text."""
    assert read(text).problems == ()


def test_a_comment_does_not_hide_the_value() -> None:
    """The value is still read, so that its other problems are reported in the same run."""
    assert read("a: b # c\n").value == {"a": "b"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "a: &a [x]\n" + "".join(f"{c}: &{c} [*{p},*{p}]\n" for p, c in zip("abcdef", "bcdefg", strict=True)),
            "yaml-alias",
        ),
        ("a: &a {k: v}\n" + "".join(f"b{n}:\n  <<: *a\n" for n in range(10_000)), "yaml-alias"),
        ("[" * 100_000, "yaml-too-deep"),
        ("{a: " * 50_000, "yaml-too-deep"),
        ("- " * 100_000 + "a", "yaml-too-deep"),
        ("a: " + "9" * 240_000 + " # c", "yaml-comment-behind-value"),
        ("a: b\n" * 45_000, "yaml-duplicate-key"),
        ("x" * 2_000_000, "file-too-large"),
        ("a: '" + "#" * 240_000, "yaml-quote-not-closed"),
        ("a: [" + "b," * 50_000, "yaml-bracket-not-closed"),
        ("- a # c\n" * 25_000, "yaml-comment-behind-value"),
    ],
    ids=["alias", "merge", "lists", "mappings", "dashes", "integer", "keys", "2 MB", "hashes", "open", "comments"],
)
def test_attacks_end_soon(text: str, code: str) -> None:
    """What would exhaust a naive reader ends within two seconds of work, with a problem."""
    begun = time.process_time()
    parsed = read(text)
    assert time.process_time() - begun < 2
    assert code in {p.code for p in parsed.problems}


# PyYAML writes what it cannot print as escapes; a control character cannot stand in a record at all.
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40)
KEYS = TEXTS.filter(lambda key: key != "<<")
VALUES = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)


def places_in(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], str]]:
    """Return the path of every text in a value."""
    if isinstance(value, dict):
        return [place for key, item in value.items() for place in places_in(item, (*path, key))]
    if isinstance(value, list):
        return [place for index, item in enumerate(value) for place in places_in(item, (*path, index))]
    return [(path, value)]


def too_deep(value: Any) -> bool:
    """Tell whether a value is nested deeper than records may be."""
    return any(len(path) > 12 for path, _ in places_in(value))


@given(st.dictionaries(KEYS, VALUES, max_size=5), st.booleans(), st.sampled_from(['"', "'"]))
def test_what_pyyaml_writes_is_read_back(value: dict[str, Any], flow: bool, style: str) -> None:  # noqa: FBT001
    """Any nested texts come back as they were, in either style."""
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=flow, default_style=style, width=10_000)
    if not too_deep(value):
        assert read(text).value == value


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=5), st.booleans())
def test_each_mark_points_at_its_value(value: dict[str, Any], flow: bool) -> None:  # noqa: FBT001
    """What stands at the place of a value is that value: YAML read from there on begins with it."""
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=flow, default_style='"', width=10_000)
    lines = text.split("\n")
    parsed = read(text)
    for path, found in places_in(parsed.value):
        place = parsed.places.value(*path)
        rest = lines[place.line - 1][place.column - 1 :]
        if isinstance(found, str):
            assert yaml.safe_load(rest[: _end_of_quoted(rest)]) == found


def _end_of_quoted(text: str) -> int:
    """Return the offset behind a double-quoted scalar that starts a text."""
    index = 1
    while text[index] != '"':
        index += 2 if text[index] == "\\" else 1
    return index + 1


def is_utf8(data: bytes) -> bool:
    """Tell whether bytes are UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


@given(st.binary(max_size=200) | st.text(st.characters(codec="utf-8"), max_size=80).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Nothing raises; bytes that are not UTF-8, and only they, are said to be so."""
    codes = [problem.code for problem in parse(data, "f.yaml").problems]
    assert ("file-not-utf8" in codes) is not is_utf8(data)


@given(st.text(st.sampled_from("a: -\n[]{}#&*!|>'\"%@`,?😀\t\r~<0"), max_size=60))
def test_any_syntax_is_read_or_refused(text: str) -> None:
    """Whatever the order of YAML's own characters, the places of problems lie inside the file."""
    lines = text.split("\n")
    for problem in read(text).problems:
        assert 1 <= problem.place.line <= len(lines) + 1
        assert problem.place.column >= 1


@pytest.mark.parametrize("escape", ["\\x0b", "\\0", "\\e"])
def test_a_control_character_written_as_an_escape_is_found(escape: str) -> None:
    """What an escape in double quotes puts into a text is read as strictly as the file itself."""
    found = parse(f'claim: "Allies{escape}plan"\n'.encode(), "a.yaml").problems
    assert [(p.code, p.place.line, p.place.column) for p in found] == [("file-control-character", 1, 8)]
