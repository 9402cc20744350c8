"""What grows with a site: the number of its files and nothing else. One more claim changes as many as in a small site.

The lists of programs have long pages, so they are made shorter here; else only large sites would show that they end.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from factcheck import api, search_index, sitemap
from factcheck.build import build
from factcheck.build_order import Request
from factcheck.configuration import read_configuration
from factcheck.examine import examine
from factcheck.pages.edition import edition
from factcheck.partitions import place_among
from factcheck.workspace import read_inputs
from sitekit import EPOCH, SmallSite

if TYPE_CHECKING:
    from pathlib import Path

SMALL, LARGE = 100, 400
KINDS = ("context", "statement", "pledge", "approval", "attendance")
# Of claims that share a source, a dossier, a topic, a person; beside these, some are shared by all claims.
TOGETHER = 5
# That come with one more claim: its own, that of its dossier, and those of lists of which a page is full.
MOST_PAGES = 8


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.setattr(api, "PAGE", 50)
    monkeypatch.setattr(sitemap, "LARGEST", 200)


def text_of(number: int) -> str:
    """Return the sentence that a claim quotes."""
    return f"Thing {number:04} was seen by somebody who told us."


def add_claim(site: SmallSite, number: int) -> None:
    """Write the claim of a number; a later number is a later day."""
    group = number // TOGETHER
    kind = KINDS[number % TOGETHER]
    about = ["everybody", f"person-{group:04}"]
    terms: dict[str, Any] = {
        "context": {},
        "statement": {"claimant": about[1], "form": "paraphrase"},
        "pledge": {"promisor": f"body-{group:04}", "status": [_step("drafted")]},
        "approval": {"subject": "Things", "required_from": [f"body-{group:04}"], "status": [_step("pending")]},
        "attendance": {"person": about[1], "event": f"event-{group:04}", "role": "attended"},
    }
    site.record(
        f"claims/{'all' if number % 2 else f'group-{group:04}'}/claim-{number:04}.yaml",
        kind=kind,
        claim=f"Thing {number:04} was seen",
        published=f"2025-{1 + number // 28 % 12:02}-{1 + number % 28:02}" if number < 336 else _later(number),
        quote={"source": f"source-{group:04}", "exact": text_of(number)},
        evidence=[{"source": f"source-{group:04}", "bearing": "supports", "says": "It says so."}],
        about=about,
        tags=["things", f"topic-{group:04}"],
        **terms[kind],
    )


def _step(state: str) -> dict[str, Any]:
    return {"state": state, "as_of": "2025-01-01", "evidence": "quote"}


def _later(number: int) -> str:
    return f"2026-{1 + (number - 336) // 28 % 10:02}-{1 + number % 28:02}"


def add_group(site: SmallSite, group: int) -> None:
    """Write the source of some claims, and who and what they name."""
    numbers = range(group * TOGETHER, (group + 1) * TOGETHER)
    text = "\n\n".join(text_of(number) for number in numbers) + "\n"
    site.source(f"source-{group:04}", text, title=f"Source {group:04}")
    site.record(f"claims/people/person-{group:04}.yaml", name=f"Person {group:04}")
    site.record(f"claims/organizations/body-{group:04}.yaml", name=f"Body {group:04}")
    site.record(f"claims/events/event-{group:04}.yaml", name=f"Event {group:04}", start="2025-01-01")


def site_of(folder: Path, size: int) -> SmallSite:
    """Write a site of so many claims; all else grows with them."""
    site = SmallSite(folder)
    site.settings(SITENAME="Growing", SITEURL="https://growing.example", FACTCHECK_STALE_AFTER=9999)
    site.record("claims/people/everybody.yaml", name="Everybody")
    for group in range(size // TOGETHER + 1):
        add_group(site, group)
    for number in range(size):
        add_claim(site, number)
        if not number % 2:
            correction = {"kind": "update", "claim": f"claim-{number:04}", "published": "2026-11-01", "text": "More."}
            site.record(f"claims/corrections/change-{number:04}.yaml", **correction)
    return site


def built(site: SmallSite) -> tuple[str, ...]:
    """Build a site that must build; return the files that were written or removed."""
    result = build(Request(site=site.folder))
    assert result.changes is not None, result.problems
    return (*result.changes.written, *result.changes.removed)


def test_no_file_grows_with_the_site_and_a_claim_changes_as_much_of_it(tmp_path: Path) -> None:
    """At four times the size no kind of file is larger, and a new claim changes no more files."""
    largest: list[dict[str, int]] = []
    changed: list[dict[str, int]] = []
    for size in (SMALL, LARGE):
        site = site_of(tmp_path / str(size), size)
        built(site)
        largest.append(_largest(site.folder / "output"))
        add_claim(site, size)
        changed.append(_counts(built(site)))
    small, large = largest
    # A part that is not split yet is twice as large as one that is.
    assert max(found.pop("sitemap-N.xml") for found in largest) < 2.2 * sitemap.LARGEST * 75
    assert {kind: (small[kind], size) for kind, size in large.items() if size > 1.15 * small.get(kind, size)} == {}
    # A new page may be in any part of the sitemap, and a part more splits another.
    assert max(counts.pop("sitemap-N.xml") for counts in changed) <= MOST_PAGES
    assert sum(changed[1].values()) <= sum(changed[0].values()) + 2, changed


def test_no_file_of_the_search_grows_with_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records are spread over indexes, and a new one changes one of them."""
    monkeypatch.setattr(search_index, "RECORDS", 100)
    largest = []
    for size in (SMALL, LARGE):
        site = site_of(tmp_path / str(size), size)
        before = _search(site)
        add_claim(site, size)
        after = _search(site)
        largest.append(_sizes(before))
        changed = {
            path.rpartition("/")[0] for path in before.keys() | after.keys() if before.get(path) != after.get(path)
        }
        indexes = {re.sub(r"/(filter|fragment|index|words)$", "", folder) for folder in changed}
        # The claim, and the dossier that it begins.
        assert len(indexes - {"pagefind"}) <= 2
    small, large = largest
    assert {kind: (small[kind], size) for kind, size in large.items() if size > 2.2 * small[kind]} == {}


def _search(site: SmallSite) -> dict[str, bytes]:
    """Return the files of the search of a site."""
    settings = replace(read_configuration(site.folder).settings, release=True)
    examined = examine(read_inputs(site.folder), settings)
    assert examined.site is not None
    return dict(search_index.search_files(edition(examined.site, settings)))


def _part(path: str) -> str:
    """Return the kind of a file of the search."""
    return re.sub(r"index-\d+/|en_\w+|\d+", "", path)


def _sizes(files: dict[str, bytes]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for path, data in files.items():
        found[_part(path)] = max(found[_part(path)], len(data))
    return found


def _kind(path: str) -> str:
    """Return what is the same in the paths of files of one kind."""
    return re.sub(r"text-\w+", "text", re.sub(r"\d+", "N", path))


def _largest(folder: Path) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for path in folder.rglob("*"):
        kind = _kind(path.relative_to(folder).as_posix())
        # The index of sitemaps has a line for ten thousand pages, and its format allows fifty thousand lines.
        if path.is_file() and kind != "sitemap.xml":
            found[kind] = max(found[kind], path.stat().st_size)
    return dict(found)


def _counts(paths: tuple[str, ...]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for path in paths:
        found[_kind(path)] += 1
    return dict(found)


# Parts


def test_one_more_part_splits_one_other() -> None:
    """Whatever does not go to the new part stays where it is, and what goes there comes from one part."""
    names = [f"claims/claim-{number:05}/" for number in range(20_000)]
    for parts in range(1, 40):
        before = {name: place_among(parts, name) for name in names}
        moved = {name for name in names if place_among(parts + 1, name) != before[name]}
        assert {place_among(parts + 1, name) for name in moved} == {parts}
        assert len({before[name] for name in moved}) == 1


def test_no_part_is_much_larger_than_twice_the_average() -> None:
    """Parts that are not split yet are twice as large as those that are."""
    names = [f"claims/claim-{number:05}/" for number in range(20_000)]
    for parts in (2, 3, 5, 8, 13, 20):
        sizes = [0] * parts
        for name in names:
            sizes[place_among(parts, name)] += 1
        assert max(sizes) < 2.2 * len(names) / parts
        assert min(sizes) > 0.4 * len(names) / parts
