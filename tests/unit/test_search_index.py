"""The index of the search, by the real program: twice the same, with what it finds, without what nobody uses."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import cbor2
import pytest
from little_site import AID, NOW, model, settings, site

from factcheck.indexer import IndexingError, NoIndexerError, index_files, require_indexer
from factcheck.pages.edition import edition
from factcheck.search_index import search_files, settled
from factcheck.search_records import SearchRecord, search_records
from factcheck.settings import settings_from

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.pages.edition import Edition

ENTRY = "pagefind-entry.json"


def made(number: int = 12) -> dict[str, bytes]:
    """Return an index with many values of several filters, as the program makes it."""
    return index_files(
        {
            "url": f"claims/{n}/",
            "content": f"Tree {n} was planted",
            "language": "en",
            "meta": {"title": f"Tree {n}"},
            "filters": {"kind": [f"kind {n % 5}"], "who": [f"Person {n}"], "topic": [f"topic {n % 7}"]},
        }
        for n in range(number)
    )


def filters(files: dict[str, bytes]) -> dict[str, list[Any]]:
    """Return the filters of an index with their values, in their order."""
    language = json.loads(files[ENTRY])["languages"]["en"]
    about = unpacked(files[f"pagefind.{language['hash']}.pf_meta"])
    return {name: unpacked(files[f"filter/{file}.pf_filter"])[1] for name, file in about[3]}


def unpacked(data: bytes) -> list[Any]:
    """Return what a packed file holds."""
    found: list[Any] = cbor2.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd"))
    return found


def test_two_indexes_of_the_same_records_are_the_same() -> None:
    """Once they are settled, whatever order chance gave the filters."""
    assert settled(made()) == settled(made())


def test_settling_loses_nothing() -> None:
    """Every filter is there with every value and its records, in the order of the alphabet."""
    before = made()
    found = filters(settled(before))
    assert list(found) == ["kind", "topic", "who"]
    assert found == {name: sorted(values) for name, values in sorted(filters(before).items())}
    assert found["kind"][0] == ["kind 0", [0, 5, 10]]


def test_an_index_in_another_form_is_refused() -> None:
    """A later Pagefind may pack its files in another way; then the build stops and names its version."""
    files = made()
    name = next(name for name in files if name.endswith(".pf_filter"))
    with pytest.raises(IndexingError, match=r"^Pagefind 1\.\S+ packs its index in a way that is not known here"):
        settled({**files, name: gzip.compress(b"something else")})


def test_a_record_that_pagefind_refuses_stops_the_index() -> None:
    """Its answer is told as it is."""
    with pytest.raises(IndexingError, match=r"^Pagefind could not make the search index: "):
        index_files([{"url": 5}])


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The message says what to install."""
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "nothing"))
    with pytest.raises(NoIndexerError, match=r"does not run: .*python -m pip install 'pagefind\[bin\]'"):
        require_indexer()


@pytest.mark.skipif("sys.platform == 'win32'", reason="a script is no program there")
def test_an_old_program_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Before 1.5 names and titles could not be searched."""
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\necho pagefind 1.4.0\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))
    with pytest.raises(NoIndexerError, match=r"1\.5 or newer, and finds “pagefind 1\.4\.0”"):
        require_indexer()


def records(*languages: str, **aid: str) -> dict[str, SearchRecord]:
    """Return what can be found of the little site, by address."""
    given = settings_from({"SITENAME": "Checks", "FACTCHECK_LANGUAGES": list(languages)}, NOW, {})
    return {record.url: record for record in search_records(edition(model(site({}, **aid)), given))}


def test_a_claim_is_found_by_its_quote_title_names_topics_and_source() -> None:
    """The quote is the text of a result; the rest stands beside it."""
    record = records(about="[acme]", tags="[winter-aid]")["claims/aid/"]
    assert record.content == "Allies plan aid for the winter."
    assert record.meta == {
        "title": "Allies plan aid",
        "names": "Acme",
        "topics": "Winter aid",
        "source": "Winter plans",
    }


def test_a_claim_is_narrowed_by_what_its_page_says() -> None:
    """The values are the words that a reader sees."""
    found = records(about="[acme]", tags="[winter-aid]")["claims/aid/"].filters
    found.pop("card")
    assert found == {
        "kind": ["Context"],
        "verdict": ["Not rated"],
        "evidence": ["No further evidence"],
        "who": ["Acme"],
        "topic": ["Winter aid"],
        "dossier": ["Winter"],
    }


def test_sources_people_organizations_events_and_dossiers_are_found() -> None:
    """Each at its address, under its kind."""
    found = {url: record.filters["kind"] for url, record in records().items()}
    assert found == {
        "claims/aid/": ["Context"],
        "sources/article/": ["Source"],
        "sources/report/": ["Source"],
        "people/ann/": ["Person"],
        "organizations/acme/": ["Organization"],
        "events/summit/": ["Event"],
        "dossiers/winter/": ["Dossier"],
    }


def test_each_language_has_its_own_records() -> None:
    """They lead to the pages in that language."""
    found = records("en-GB")
    assert (found["en-GB/claims/aid/"].language, found["claims/aid/"].language) == ("en-gb", "en")
    assert len(found) == 14


def test_a_soft_hyphen_hides_no_word() -> None:
    """A source may part a word with one; readers type the whole."""
    files = site({"seeds/article.txt": "Win\u00adter plans\n\nAllies plan aid for the win\u00adter.\n"})
    given = edition(model(files), settings())
    assert "Allies plan aid for the winter." in {record.content for record in search_records(given)}


@pytest.mark.parametrize("state", ["draft", "embargo"])
def test_what_is_not_published_is_not_found(state: str) -> None:
    """Neither a draft nor a claim under embargo is told to the index."""
    line = {"draft": "state: draft\n", "embargo": "embargo: 2026-12-24T12:00:00Z\n"}[state]
    hidden = AID.replace("Allies plan aid\n", "SECRET\n").replace("2026-01-02", "2026-12-24") + line
    given = edition(model(site({"claims/winter/hidden.yaml": hidden})), settings())
    assert not [
        record for record in search_records(given) if "SECRET" in record.meta["title"] or "hidden" in record.url
    ]


def test_the_files_are_those_that_the_page_uses() -> None:
    """Pagefind's own interfaces are not published; one file of words comes along for each language."""
    paths = {path for path, _ in search_files(_edition())}
    assert {path for path in paths if path.count("/") == 1 and not path.endswith(".pf_meta")} == {
        "pagefind/pagefind.js",
        "pagefind/pagefind-worker.js",
        "pagefind/pagefind-entry.json",
        "pagefind/wasm.en.pagefind",
        "pagefind/wasm.unknown.pagefind",
    }
    assert {path for path in paths if "/words/" in path} == {"pagefind/words/en.json", "pagefind/words/en-0.json"}


def _edition() -> Edition:
    return edition(model(site()), settings())
