"""Writing into a site: all files or none, nothing overwritten, nothing outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcheck.writing import RefusedWriteError, add_files, replace_file
from sitekit import tree

if TYPE_CHECKING:
    from pathlib import Path


def test_new_files_and_a_changed_one(tmp_path: Path) -> None:
    """Folders are made; the changed file keeps its permissions."""
    old = tmp_path / "old.yaml"
    old.write_text("old", encoding="utf-8")
    old.chmod(0o640)
    add_files(tmp_path, {"seeds/a.txt": b"a", "seeds/b.txt": b"b"}, {"old.yaml": b"new"})
    assert {name: (tmp_path / name).read_bytes() for name in tree(tmp_path)} == {
        "old.yaml": b"new",
        "seeds/a.txt": b"a",
        "seeds/b.txt": b"b",
    }
    assert old.stat().st_mode & 0o777 == 0o640


def test_a_file_that_is_there(tmp_path: Path) -> None:
    """It stays as it is, and those that were written before it are taken back."""
    (tmp_path / "b.txt").write_bytes(b"theirs")
    before = tree(tmp_path)
    with pytest.raises(RefusedWriteError, match=r"b\.txt is there already, and is never overwritten\."):
        add_files(tmp_path, {"a.txt": b"a", "b.txt": b"b", "c.txt": b"c"})
    assert tree(tmp_path) == before


def test_a_change_that_fails(tmp_path: Path) -> None:
    """Where the record cannot be changed its new files are taken back, and no half of one is left."""
    with pytest.raises(RefusedWriteError, match=r"gone\.yaml could not be written: No such file or directory\."):
        add_files(tmp_path, {"a.txt": b"a"}, {"gone.yaml": b"new"})
    assert tree(tmp_path) == {}


@pytest.mark.parametrize("name", ["out/a.txt", "../a.txt", "link.txt"])
def test_no_way_out(tmp_path: Path, name: str) -> None:
    """Neither a link, nor a path through one, nor dots lead out of the site."""
    site, outside = tmp_path / "site", tmp_path / "outside"
    site.mkdir()
    outside.mkdir()
    (site / "out").symlink_to(outside)
    (site / "link.txt").symlink_to(outside / "a.txt")
    with pytest.raises(RefusedWriteError, match="is behind a link, and a link is never written through"):
        add_files(site, {"first.txt": b"a", name: b"a"})
    with pytest.raises(RefusedWriteError):
        add_files(site, {}, {name: b"a"})
    assert (tree(outside), list(tmp_path.glob("*.txt")), (site / "first.txt").exists()) == ({}, [], False)


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """Other programs see the old bytes or the new ones, and no third file is left."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    replace_file(path, b"new")
    assert {name: (tmp_path / name).read_bytes() for name in tree(tmp_path)} == {"a.txt": b"new"}
