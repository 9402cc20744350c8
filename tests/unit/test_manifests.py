"""What is kept at a target: read back as it was written, or known to be damaged; never believed in between."""

from __future__ import annotations

import gzip
import json
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck import manifests
from factcheck.manifests import (
    DamagedError,
    Journal,
    Manifest,
    Step,
    after,
    is_part,
    journal_bytes,
    manifest_files,
    progress_bytes,
    read_journal,
    read_manifest,
    read_progress,
)

A, B = "a" * 64, "b" * 64
MANIFEST = Manifest("https://a.example", "run", {"index.html": A, "theirs.html": "", "later.html": "?"})
JOURNAL = Journal("run", "base", ((Step("new.html", A), Step("other.html", B)), (Step("gone.html", None),)))


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return a manifest that is kept in one file."""
    files = manifest_files(manifest)
    assert list(files) == [".factcheck/manifest.json.gz"]
    return files[".factcheck/manifest.json.gz"]


def packed(value: object) -> bytes:
    """Return JSON as it is packed at a target."""
    return gzip.compress(json.dumps(value).encode())


def test_a_manifest_is_read_as_it_was_written() -> None:
    """Nothing is lost, and two equal ones have equal bytes."""
    assert read_manifest(manifest_bytes(MANIFEST)) == MANIFEST
    assert manifest_bytes(MANIFEST) == manifest_bytes(read_manifest(manifest_bytes(MANIFEST)))


def test_a_journal_is_read_as_it_was_written() -> None:
    """The batches keep their order."""
    assert read_journal(journal_bytes(JOURNAL)) == JOURNAL


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_an_altered_manifest_is_damaged_or_says_the_same(place: int, change: int) -> None:
    """Whichever byte is altered, nothing else is ever believed; gzip has bytes that say nothing of the content."""
    data = bytearray(manifest_bytes(MANIFEST))
    data[place % len(data)] ^= change
    with suppress(DamagedError):
        assert read_manifest(bytes(data)) == MANIFEST


@given(st.integers(0, 10_000))
def test_a_manifest_that_was_cut_is_damaged(length: int) -> None:
    """No beginning of a manifest is taken for a whole one."""
    data = manifest_bytes(MANIFEST)
    with pytest.raises(DamagedError):
        read_manifest(data[: length % len(data)])


@pytest.mark.parametrize(
    "path", ["../outside", "/etc/passwd", "a/../../b", "", "a//b", ".factcheck/manifest.json.gz", "a\\..\\b", "C:/x"]
)
def test_a_path_that_leaves_the_target_is_damage(path: str) -> None:
    """A manifest is where removals come from, so no path in it may lead anywhere else."""
    with pytest.raises(DamagedError):
        read_manifest(packed({"format": 1, "site": "s", "run": "r", "files": {path: A}}))
    with pytest.raises(DamagedError):
        read_journal(packed({"format": 1, "run": "r", "base": "b", "batches": [[[path, None]]]}))


@pytest.mark.parametrize(
    "value",
    [
        [],
        {},
        {"format": 2, "site": "s", "run": "r", "files": {}},
        {"format": 1, "site": 1, "run": "r", "files": {}},
        {"format": 1, "site": "s", "run": "r", "files": []},
        {"format": 1, "site": "s", "run": "r", "files": {"a": "short"}},
        {"format": 1, "site": "s", "run": "r", "files": {"a": None}},
    ],
)
def test_another_form_is_damage(value: object) -> None:
    """What we do not write is not guessed at."""
    with pytest.raises(DamagedError):
        read_manifest(packed(value))


LARGE = Manifest("https://a.example", "run", {f"claims/c{n}/index.html": A if n % 3 else B for n in range(200)})


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The files of a large manifest, by their paths."""
    monkeypatch.setattr(manifests, "PART", 20)
    return manifest_files(LARGE)


def test_a_large_manifest_is_kept_in_parts(in_parts: dict[str, bytes]) -> None:
    """No part names much more than twice as many files as the average, and the file that names the parts is last."""
    read = read_manifest(in_parts[manifests.MANIFEST], in_parts.get)
    assert read == LARGE
    assert [*read.parts, manifests.MANIFEST] == list(in_parts)
    assert all(is_part(path) for path in read.parts)
    sizes = [len(json.loads(gzip.decompress(in_parts[path]))["files"]) for path in read.parts]
    assert (len(sizes), sum(sizes), max(sizes) < 50) == (10, 200, True)


def test_another_file_changes_one_part(in_parts: dict[str, bytes]) -> None:
    """What is told of the other files is called and written as before."""
    other = manifest_files(replace(LARGE, files={**LARGE.files, "claims/c7/index.html": "c" * 64}))
    assert len(other.keys() - in_parts.keys()) == 1
    assert len(in_parts.keys() - other.keys()) == 1


def test_a_part_that_is_missing_or_says_something_else_is_damage(in_parts: dict[str, bytes]) -> None:
    """Half of a manifest would say that the other half of the site is not there."""
    head, first, second = in_parts[manifests.MANIFEST], *list(in_parts)[:2]
    for said in ({first: None}, {first: in_parts[second]}, {first: in_parts[first][:-1]}, {first: b""}):
        with pytest.raises(DamagedError):
            read_manifest(head, {**in_parts, **said}.get)


@pytest.mark.parametrize("parts", [1, [1], ["index.html"], ["../files-" + "a" * 64 + ".json.gz"], {}])
def test_a_part_of_another_name_is_damage(parts: object) -> None:
    """Nothing is read but what we call so ourselves."""
    with pytest.raises(DamagedError):
        read_manifest(packed({"format": 1, "site": "s", "run": "r", "parts": parts}))


@pytest.mark.parametrize("batches", [[1], [[1]], [[["a"]]], [[["a", "short"]]], [[["a", 1]]]])
def test_another_form_of_a_journal_is_damage(batches: object) -> None:
    """As for a manifest."""
    with pytest.raises(DamagedError):
        read_journal(packed({"format": 1, "run": "r", "base": "b", "batches": batches}))


@pytest.mark.parametrize(
    ("data", "done"),
    [
        (progress_bytes("run", 1), 1),
        (progress_bytes("run", 2), 2),
        (progress_bytes("another run", 1), 0),
        (None, 0),
        (b"", None),
        (b'{"run": "run"', None),
        (progress_bytes("run", 3), None),
        (progress_bytes("run", -1), None),
        (b"[]", None),
    ],
)
def test_progress(data: bytes | None, done: int | None) -> None:
    """It counts for its own run alone, and what cannot be read is not taken for the beginning."""
    assert read_progress(data, JOURNAL) == done


def test_without_progress_every_path_is_doubtful() -> None:
    """Where nobody knows how far a run came, each of its files has to be looked at."""
    known, doubtful = after(JOURNAL, None, {"gone.html": A})

    assert known == {"gone.html": A}
    assert doubtful == {"new.html", "other.html", "gone.html"}
