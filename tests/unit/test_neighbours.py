"""A check of one file tells what a check of the whole site tells of it, and reads no more than that takes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from bad_sites import BAD, GOOD
from generated import given, st
from hypothesis import settings as examples
from little_site import AID, NOW, Files, inputs, settings, site, unmarked, write

from factcheck.cli import main
from factcheck.examine import examine, examine_some
from factcheck.neighbours import MOST, WholeSiteError, neighbours
from factcheck.problems import strict
from factcheck.settings import settings_from
from factcheck.workspace import read_inputs, read_records
from sitekit import REPO

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from factcheck.settings import Settings
    from factcheck.workspace import Inputs

GIVEN = (settings(), settings(siteurl=""), settings(pages={}))


def is_alike(found: Inputs, given: Settings) -> bool:
    """Tell whether each record is told the same by itself and in the whole site; else fail."""
    whole = examine(found, given).problems
    for path in found.records:
        assert examine_some(found, given, [path]).problems == [p for p in whole if p.place.path == path]
    return True


@pytest.mark.parametrize("code", [*BAD, *(f"good {code}" for code in GOOD)])
def test_sites_with_a_mistake(code: str) -> None:
    """Whatever the mistake is, and in whatever file it is looked for."""
    files = GOOD[code.removeprefix("good ")] if code.startswith("good ") else BAD[code]
    assert all(is_alike(inputs(unmarked(files)[0]), given) for given in GIVEN)


@pytest.mark.parametrize("folder", [".", "tests/site/golden/site", "tests/unit/monster", "tests/mistakes/_site"])
def test_whole_sites(folder: str) -> None:
    """So it is with the demonstration, the golden site, the monster and the site of the mistakes."""
    given = settings_from({"SITENAME": "Checks", "SITEURL": "https://example.org"}, NOW, {})
    assert is_alike(read_inputs(REPO / folder), given)
    assert is_alike(read_records(REPO / folder), settings())


ARTICLES = (
    "Money is promised to all.\n\nAllies plan aid for the winter.\n\nNobody will send troops.\n",
    "Money is promised to all.\n\nIt was a copy.\n",
    "Other words stand here.\n\nAllies plan aid for the winter.\n",
)
IDS = st.sampled_from(["a", "b", "c", "ann", "bob", "one", "two", "three", "gone"])
SOURCES = st.sampled_from(["one", "two", "three"])
WORDS = st.sampled_from(
    [
        "Money is promised to all.",
        "Allies plan aid for the winter.",
        "Allies plan aid",
        "for the winter.",
        "Nobody […] troops.",
        "Words that stand nowhere.",
    ]
)
SENTENCES = st.sampled_from(
    [
        "Straße der Allies",
        '"STRASSE der allies"',
        '"Stra\\u00dfe der Allies"',
        "Stra\u00adße\n  der Allies",
        "Other words",
    ]
)
LISTS = st.lists(IDS, max_size=2)


@st.composite
def claims(draw: st.DrawFn) -> str:
    """Return the text of a claim that goes well or badly with others."""
    source = draw(SOURCES)
    spelled = draw(st.sampled_from([source, f'"\\x{ord(source[0]):02x}{source[1:]}"']))
    fields = [
        f"kind: {draw(st.sampled_from(['context', 'context', 'context', 'pledge', 'wrong']))}",
        f"claim: {draw(SENTENCES)}",
        f"published: {draw(st.sampled_from(['2026-01-02', '2026-02-02']))}",
        f"quote:\n  source: {spelled}\n  exact: {json.dumps(draw(WORDS), ensure_ascii=False)}",
    ]
    optional = {
        "aliases": LISTS.map(json.dumps),
        "about": LISTS.map(json.dumps),
        "related": LISTS.map(json.dumps),
        "part_of": st.sampled_from("abc"),
        "evidence": SOURCES.map(lambda s: f"[{{source: {s}, bearing: supports}}]"),
        "review": st.just("{verdict: supported, explanation: So., published: 2026-03-01}"),
        "state": st.sampled_from(["draft", "published"]),
        "allow": st.sampled_from(["same-quote-twice", "hedge-missing"]).map(lambda c: f"[{{code: {c}, reason: So.}}]"),
    }
    chosen = draw(st.sets(st.sampled_from(sorted(optional)), max_size=5))
    return "\n".join([*fields, *(f"{name}: {draw(optional[name])}" for name in sorted(chosen))]) + "\n"


@st.composite
def sources(draw: st.DrawFn, name: str, digest_of: str) -> str:
    """Return the text of a source, whose digest is now and then that of another file."""
    lines = ["title: Words", f"rights: {draw(st.sampled_from(['full-text', 'quote-only']))}"]
    if draw(st.booleans()):
        lines.append(f"origin: {draw(SOURCES)}")
    if draw(st.booleans()):
        lines.append(f"aliases: {json.dumps(draw(LISTS))}")
    if draw(st.booleans()):
        lines.append(f"not_claims: [{{exact: {json.dumps(draw(WORDS), ensure_ascii=False)}, reason: So.}}]")
    return "\n".join([*lines, f"snapshots: [{{file: {name}, sha256: SHA({digest_of}), captured: 2026-01-01}}]\n"])


@st.composite
def sets(draw: st.DrawFn) -> Files:
    """Return a site whose records clash: ids, aliases, quotes, sentences, circles, lost captures, broken records."""
    paths = [f"claims/{folder}/{id_}.yaml" for folder in ("x", "y") for id_ in "abc"]
    files: Files = {path: draw(claims()) for path in draw(st.sets(st.sampled_from(paths), min_size=2))}
    files |= {
        f"claims/people/{id_}.yaml": f"name: {id_.title()}\n" for id_ in draw(st.sets(st.sampled_from(["ann", "a"])))
    }
    for id_, text in zip(("one", "two", "three"), ARTICLES, strict=True):
        files[f"seeds/{id_}.txt"] = text
        files[f"seeds/{id_}.yaml"] = draw(
            sources(f"{id_}.txt", draw(st.sampled_from([f"{id_}.txt"] * 4 + ["one.txt"])))
        )
    if draw(st.booleans()):
        files["claims/corrections/k.yaml"] = f"kind: update\nclaim: {draw(IDS)}\npublished: 2026-01-15\ntext: So.\n"
    return files


@examples(max_examples=150)
@given(sets(), st.sampled_from(GIVEN))
def test_mistakes_of_sets(files: Files, given: Settings) -> None:
    """So it is where records clash with one another, in every way that the checks over the set know."""
    assert is_alike(inputs(files), given)


def large() -> Files:
    """Return a site of three sources, and of forty claims of which a few have to do with each other."""
    numbers = range(40)
    words = " ".join(f"Allies plan aid for the winter number {n}.\n\n" for n in numbers)
    files = {f"claims/winter/c{n}.yaml": AID.replace("winter.", f"winter number {n}.") for n in numbers}
    files["claims/winter/c1.yaml"] += "part_of: c2\n"
    files["claims/winter/c2.yaml"] += "aliases: [c-two]\n"
    files["claims/winter/c3.yaml"] += "notes: They asked c-two about it.\n"
    other = AID.replace("article", "second").replace("for the winter", "in spring")
    files["claims/winter/d.yaml"] = other + "evidence: [{source: third, bearing: supports}]\nabout: [ann]\n"
    second = site()["seeds/article.yaml"]
    assert isinstance(second, str)
    changes = {
        "claims/winter/aid.yaml": None,
        "seeds/article.txt": words,
        "seeds/second.txt": "Allies plan aid in spring.\n",
        "seeds/second.yaml": second.replace("article", "second"),
        "seeds/third.yaml": "title: T\nrights: full-text\nsnapshots: []\norigin: report\n",
    }
    return site({**changes, **files})


def read(path: str) -> set[str]:
    """Return the paths of the records that are read to check one of them in the large site."""
    found = neighbours([path], inputs(large()).records, settings())
    assert found.keys() == inputs(large()).records.keys()
    return {path for path, entry in found.items() if entry.record}


@pytest.mark.parametrize(
    ("path", "others"),
    [
        (
            "claims/winter/d.yaml",
            {"claims/people/ann.yaml", "seeds/second.yaml", "seeds/third.yaml", "seeds/report.yaml"},
        ),
        ("claims/people/ann.yaml", set()),
        ("seeds/third.yaml", {"claims/winter/d.yaml", "seeds/report.yaml"}),
        ("seeds/report.yaml", {"seeds/third.yaml"}),
    ],
)
def test_little_is_read(path: str, others: set[str]) -> None:
    """A record takes those that it names, those that quote what it quotes, and what these rest on."""
    assert read(path) == {path, *others}


def test_an_alias_is_looked_for_in_every_file() -> None:
    """Whoever holds its word may have it as well."""
    assert "claims/winter/c3.yaml" in read("claims/winter/c2.yaml")


@pytest.mark.parametrize(
    ("changes", "path", "given"),
    [
        ({"claims/winter/d.yaml": AID + "about: [anne]\n"}, "claims/winter/d.yaml", settings()),
        ({}, "seeds/article.yaml", settings()),
        (
            {"claims/winter/d.yaml": AID + "review: {verdict: supported, published: 2026-01-03}\n"},
            "claims/winter/d.yaml",
            GIVEN[2],
        ),
    ],
    ids=["an unknown id", "an unused source", "a missing page"],
)
def test_what_takes_the_whole_site(changes: Files, path: str, given: Settings) -> None:
    """Whom an editor meant, that nobody uses a source, and where a missing page is told, only all records say."""
    files = {**large(), **changes}
    if path == "seeds/article.yaml":
        files = {name: data for name, data in files.items() if "/winter/c" not in name}
    with pytest.raises(WholeSiteError):
        neighbours([path], inputs(files).records, given)


def test_many_files_are_the_whole_site() -> None:
    """A commit of many files is checked as the site is."""
    found = inputs(large())
    paths = list(found.records)[: MOST + 1]
    with pytest.raises(WholeSiteError):
        neighbours(paths, found.records, settings())
    assert examine_some(found, settings(), paths).problems == [
        p for p in examine(found, settings()).problems if p.place.path in paths
    ]


def test_quotes_are_those_of_the_files() -> None:
    """What is counted as proven is proven in the files named."""
    found = inputs(large())
    assert examine_some(found, settings(), ["claims/winter/c1.yaml", "claims/winter/d.yaml"]).quotes == 2
    assert examine_some(found, settings(), ["seeds/second.yaml"]).quotes == 0


def test_strictly() -> None:
    """Warnings are errors where that is asked for."""
    files = site({"claims/winter/aid.yaml": AID.replace("Allies plan aid", "Allies plan 7 aids", 1)})
    found, path = inputs(files), "claims/winter/aid.yaml"
    plain = examine_some(found, settings(), [path]).problems
    assert {p.level for p in plain} == {"warning"}
    assert examine_some(found, settings(), [path], warnings_are_errors=True).problems == strict(plain)


class Asked(dict[str, bytes]):
    """Captures that keep the names for which they were asked."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(files)
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> bytes:
        self.names.add(name)
        return super().__getitem__(name)


def test_only_captures_that_count_are_read() -> None:
    """A capture that a file does not rest on is not opened."""
    found = inputs(large())
    captures = Asked(found.captures)
    assert examine_some(replace(found, captures=captures), settings(), ["claims/winter/d.yaml"]).quotes == 1
    assert captures.names == {"second.txt"}


def test_the_command_tells_of_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The last line of a check of one file counts what is proven in it."""
    folder = write(tmp_path / "site", large())
    assert main(["check", "--site", str(folder), str(folder / "claims/winter/c1.yaml")]) == 0
    assert capsys.readouterr().out == "All good: 1 quote proven.\n"
    assert main(["check", "--site", str(folder), str(folder / "claims/winter")]) == 0
    assert capsys.readouterr().out == "All good: 41 quotes proven.\n"


def test_late_captures(tmp_path: Path) -> None:
    """Captures that are read when they are asked for are the same; one that cannot be read is not there."""
    folder = write(tmp_path / "site", site())
    (folder / "seeds/nowhere.txt").symlink_to("gone.txt")
    late, read = read_records(folder).captures, read_inputs(folder).captures
    assert late == read
    assert len(late) == len(read)
    assert "nowhere.txt" not in late
