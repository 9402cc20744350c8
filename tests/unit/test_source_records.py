"""Records of new sources, and further snapshots of known ones."""

from __future__ import annotations

import re
from typing import Any

import pytest
from generated import given, st
from little_site import SOURCE, Files, examined, inputs, site

from factcheck.corpus import Corpus, load
from factcheck.new_ids import taken_ids
from factcheck.page_facts import Facts, one_line
from factcheck.schema import ID_PATTERN
from factcheck.snapshots import Frozen
from factcheck.source_records import SourceError, further_snapshot, known_source, new_source, source_id
from factcheck.yaml_reader import parse

DAY = "2026-11-23"
# The digest of "Words." and a line end.
DIGEST = "04992df26cbd3c75a3f121501e221823883baf391208ea3ecb76dc2c194c2d64"


def plain(text: str = "Words.\n", facts: Facts | None = None) -> Frozen:
    """Return a captured plain text, with what a page would have said of itself."""
    return Frozen(suffix=".txt", data=text.encode(), text=text, facts=facts or Facts())


def corpus(**files: str) -> Corpus:
    """Return the little site with more sources, by id."""
    more: Files = {f"seeds/{name}.yaml": text for name, text in files.items()}
    return load(inputs(site({**more})))


@pytest.mark.parametrize(
    ("title", "place", "found"),
    [
        ("Binding security guarantees for Ukraine in Paris draft", "", "binding-security-guarantees-ukraine-paris"),
        ("Café: “déjà vu”", "", "cafe-deja-vu"),
        ("Minutes", "", "minutes"),
        ("Союзники готують гарантії", "https://www.example.org/news/2026.html?a=b", "soyuzniki-gotuyut-garantii"),
        ("…", "https://www.example.org/news/allies-2026.html?a=b", "allies-2026"),
        ("…", "https://www.example.org/", "example-org"),
        ("…", "https://www.example.org/index.html", "example-org"),
        ("…", "letters/From the Mayor.pdf", "mayor"),
        ("…", "лист.pdf", "list"),
        ("…", "….pdf", "source"),
        ("", "", "source"),
        ("A B", "", "b"),
        ("x" * 500, "", "x" * 60),
        ("page", "", "page-2"),
        ("Taken", "", "taken-3"),
    ],
)
def test_suggested_ids(title: str, place: str, found: str) -> None:
    """About five words of the title, or what the address offers; a number where the id is taken."""
    assert source_id(title, place, {"taken", "taken-2", "page"}) == found


@given(st.text(st.characters()), st.text(st.characters()))
def test_an_id_is_always_one(title: str, place: str) -> None:
    """Whatever stands in a title, what is suggested is an id."""
    found = source_id(title, f"https://example.org/{place}", {"source"})
    assert len(found) <= 60
    assert parse(f"id: {found}\n".encode(), "f").value == {"id": found}
    assert re.fullmatch(ID_PATTERN, found)


def test_ids_that_are_taken() -> None:
    """Ids of every kind of record, aliases, and what the site needs for itself."""
    found = taken_ids(corpus(minutes=SOURCE + "aliases: [protocol]\n"))
    assert {
        "ann",
        "acme",
        "summit",
        "aid",
        "article",
        "report",
        "minutes",
        "protocol",
        "page",
        "kind",
        "verdict",
        "evidence",
    } == found


def test_a_new_source() -> None:
    """What the editor says counts more than what the page says, and what nobody says is left out."""
    facts = Facts(title="Minutes", publisher="The council", authors=("Ann", "Ben"), published="2026-11-20")
    given_ = {"title": "Minutes: the council", "rights": "quote-only", "url": None, "authors": None, "tier": "primary"}
    found = new_source("minutes", given_, plain(facts=facts), day=DAY, taken=set())
    assert found.files["seeds/minutes.yaml"].decode() == (
        f"""\
title: "Minutes: the council"
rights: quote-only
publisher: The council
authors: [Ann, Ben]
published: 2026-11-20
tier: primary
snapshots:
  - file: minutes.2026-11-23.txt
    sha256: {DIGEST}
    captured: 2026-11-23
"""
    )
    assert found.files["seeds/minutes.2026-11-23.txt"] == b"Words.\n"
    assert (found.record, found.changed) == ("seeds/minutes.yaml", {})


def test_a_linked_source() -> None:
    """It has its address, and an empty list."""
    found = new_source(
        "report", {"title": "A", "rights": "quote-only", "url": "https://a.example/"}, None, day=DAY, taken=()
    )
    assert found.files == {
        "seeds/report.yaml": b"title: A\nrights: quote-only\nurl: https://a.example/\nsnapshots: []\n"
    }


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("language", "english", "must be a language code such as en or uk"),
        ("published", "6.1.2026", "must be a day, a month or a year"),
        ("url", "example.org", "must be an address that starts with https:// or http://"),
    ],
)
def test_what_an_editor_cannot_mean(field: str, value: str, message: str) -> None:
    """A field that the record could not have is refused in the words of a check."""
    with pytest.raises(SourceError, match=message) as caught:
        new_source("a", {"title": "A", "rights": "quote-only", field: value}, plain(), day=DAY, taken=())
    assert caught.value.is_misuse


@given(st.text(st.characters()), st.text(st.characters()), st.lists(st.text(st.characters()), max_size=3))
def test_a_hostile_page_makes_a_valid_record(title: str, publisher: str, authors: list[str]) -> None:
    """Whatever a page says of itself, its record has no problem but that no claim quotes it yet."""
    names = tuple(filter(None, map(one_line, authors)))
    facts = Facts(title=one_line(title) or "A", publisher=one_line(publisher) or None, authors=names)
    found = new_source("new", {"rights": "quote-only"}, plain(facts=facts), day=DAY, taken=())
    files: Files = {path: data.decode() for path, data in found.files.items()}
    assert [problem.code for problem in examined(site({**files})).problems] == ["source-unquoted"]
    value: Any = parse(found.files[found.record], "f").value
    assert value["title"] == facts.title


def test_known_by_its_address() -> None:
    """A source is known by its address, a fragment or a slash at the end aside."""
    known = corpus(minutes=SOURCE + "url: https://a.example/minutes/\n")
    for url in ("https://a.example/minutes", "https://a.example/minutes/#part"):
        source = known_source(known, None, [None, url])
        assert source is not None
        assert source.id == "minutes"
    assert known_source(known, None, ["https://a.example/other", None]) is None


def test_known_by_its_id() -> None:
    """A source is known by its id, whatever its address; a new id is nobody's."""
    source = known_source(corpus(), "article", ["https://a.example/"])
    assert source is not None
    assert source.id == "article"
    assert known_source(corpus(), "new", []) is None


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("ann", "The id “ann” belongs to claims/people/ann.yaml. Choose another."),
        ("protocol", "The id “protocol” belongs to the site itself, or is an alias. Choose another."),
        ("page", "The id “page” belongs to the site itself, or is an alias. Choose another."),
        ("broken", "seeds/broken.yaml has mistakes. Run “factcheck check”, and mend them first."),
        (
            "new",
            (
                "seeds/minutes.yaml has this address already. "
                "Leave out --id for a further snapshot of it, or name “minutes”."
            ),
        ),
    ],
)
def test_ids_that_cannot_be_had(wanted: str, message: str) -> None:
    """An id of another record, a broken record, and a second id for one address are refused."""
    known = corpus(minutes=SOURCE + "url: https://a.example/\naliases: [protocol]\n", broken="title: A\n")
    with pytest.raises(SourceError) as caught:
        known_source(known, wanted, ["https://a.example/"])
    assert str(caught.value) == message


def test_a_further_snapshot() -> None:
    """The record keeps its comments and layout, and the new files stand beside it."""
    files: Files = {
        "seeds/old/minutes.yaml": SOURCE.replace("title:", "# Ours.\ntitle:  "),
        "seeds/old/article.txt": "A",
    }
    text = str(files["seeds/old/minutes.yaml"]).replace("SHA(article.txt)", "0" * 64)
    source = load(inputs(site({"seeds/old/minutes.yaml": text, "seeds/old/article.txt": "A"}))).sources["minutes"]
    found = further_snapshot(source, text, plain(), day=DAY, taken={"minutes.2026-11-23.txt"})
    assert found is not None
    assert found.files == {"seeds/old/minutes.2026-11-23-2.txt": b"Words.\n"}
    added = f"  - file: minutes.2026-11-23-2.txt\n    sha256: {DIGEST}\n    captured: 2026-11-23\n"
    assert found.changed == {"seeds/old/minutes.yaml": (text + added).encode()}


def test_a_further_snapshot_that_is_the_same() -> None:
    """Bytes that the newest snapshot has are nothing new."""
    text = SOURCE.replace("SHA(article.txt)", DIGEST)
    source = load(inputs(site({"seeds/minutes.yaml": text}))).sources["minutes"]
    assert further_snapshot(source, text, plain(), day=DAY, taken=()) is None


def test_a_list_that_only_a_person_can_add_to() -> None:
    """Where the list cannot be added to safely, the message shows what to write."""
    source = load(inputs(site())).sources["article"]
    with pytest.raises(SourceError, match="only you can add to:\nsnapshots:\n  - file: article"):
        further_snapshot(source, "title: A\nsnapshots: *gone\n", plain(), day=DAY, taken=())
