"""Reading a site's folder: what is a record, what is a capture, and what cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from little_site import brief

from factcheck.problems import Place
from factcheck.workspace import Inputs, read_inputs, source_lines


def read(site: Path, *paths: str) -> Inputs:
    """Read a folder with these files, each of which holds its own path."""
    for path in paths:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(path, encoding="utf-8")
    return read_inputs(site)


def test_records_and_captures(tmp_path: Path) -> None:
    """YAML files are records, by their path in the site; other files of seeds/ are captures, by their path there."""
    found = read(tmp_path, "claims/a/one.yaml", "claims/two.yml", "seeds/s.yaml", "seeds/s.txt", "seeds/2026/p.html")
    assert found == Inputs(
        {path: path.encode() for path in ("claims/two.yml", "claims/a/one.yaml", "seeds/s.yaml")},
        {path.removeprefix("seeds/"): path.encode() for path in ("seeds/s.txt", "seeds/2026/p.html")},
        (),
    )


@pytest.mark.parametrize(
    "path",
    [
        "claims/.hidden.yaml",
        "claims/.git/x.yaml",
        "claims/~lock.yaml",
        "claims/notes.txt",
        "claims/README.md",
        "x.yaml",
    ],
)
def test_what_is_not_ours(tmp_path: Path, path: str) -> None:
    """Hidden files, lock files of editors, other files beside claims and files elsewhere are left alone."""
    assert read(tmp_path, path) == Inputs({}, {}, ())


def test_a_name_in_capitals_is_a_record(tmp_path: Path) -> None:
    """A record with the wrong suffix is read, so that its name can be reported."""
    assert list(read(tmp_path, "claims/ONE.YAML").records) == ["claims/ONE.YAML"]


def test_the_order_is_fixed(tmp_path: Path) -> None:
    """Files come sorted, whatever the file system says."""
    found = read(tmp_path, *(f"claims/{a}/{b}.yaml" for a in "cab" for b in "zyx"))
    assert list(found.records) == [f"claims/{a}/{b}.yaml" for a in "abc" for b in "xyz"]


def test_folders_may_be_missing(tmp_path: Path) -> None:
    """A site without claims/ or seeds/ is read as empty."""
    assert read_inputs(tmp_path) == Inputs({}, {}, ())


def test_a_link_inside_the_site_is_followed(tmp_path: Path) -> None:
    """Two sources may share one file."""
    read(tmp_path, "seeds/a.txt")
    (tmp_path / "seeds/b.txt").symlink_to("a.txt")
    assert read_inputs(tmp_path).captures == {"a.txt": b"seeds/a.txt", "b.txt": b"seeds/a.txt"}


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("/etc/hostname", "it is a link that leads out of the site"),
        ("../../outside.txt", "it is a link that leads out of the site"),
        ("nowhere.txt", "No such file or directory"),
        ("bad.txt", "Too many levels of symbolic links"),
    ],
)
def test_links_that_cannot_be_read(tmp_path: Path, target: str, why: str) -> None:
    """A link out of the site, to nothing, or to itself is a problem, and the rest is read."""
    site = tmp_path / "site"
    (tmp_path / "outside.txt").write_text("secret", encoding="utf-8")
    read(site, "seeds/a.txt")
    (site / "seeds/bad.txt").symlink_to(target)
    found = read_inputs(site)
    assert list(found.captures) == ["a.txt"]
    assert brief(found.problems) == [("file-unreadable", "seeds/bad.txt", 1, 1)]
    assert found.problems[0].message == f"The file must be readable, and it is not: {why}."


def test_a_folder_that_is_a_link_is_not_entered(tmp_path: Path) -> None:
    """A link to a folder cannot lead out of the site or in a circle."""
    read(tmp_path, "claims/a/one.yaml")
    (tmp_path / "claims/b").symlink_to(tmp_path / "claims")
    assert list(read_inputs(tmp_path).records) == ["claims/a/one.yaml"]


def test_what_is_no_plain_file(tmp_path: Path) -> None:
    """A pipe that nobody writes to does not stop the program for ever."""
    read(tmp_path, "claims/one.yaml")
    os.mkfifo(tmp_path / "claims/pipe.yaml")
    [problem] = read_inputs(tmp_path).problems
    assert problem.message == "The file must be readable, and it is not: it is no plain file."


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    """Without permission there is a problem; root may read everything."""
    read(tmp_path, "claims/one.yaml")
    (tmp_path / "claims/one.yaml").chmod(0)
    codes = [code for code, *_ in brief(read_inputs(tmp_path).problems)]
    assert codes == ([] if os.geteuid() == 0 else ["file-unreadable"])


def test_names_that_are_no_text(tmp_path: Path) -> None:
    """A name in another encoding can still be printed."""
    (tmp_path / "claims").mkdir()
    try:
        Path(tmp_path / "claims" / os.fsdecode(b"caf\xe9.yaml")).write_bytes(b"")
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    assert list(read_inputs(tmp_path).records) == ["claims/caf\ufffd.yaml"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_no_line_is_read_from_a_pipe(tmp_path: Path) -> None:
    """To show the line of a problem nothing is opened that would wait for ever."""
    (tmp_path / "claims").mkdir()
    os.mkfifo(tmp_path / "claims/pipe.yaml")
    assert source_lines(tmp_path)(Place("claims/pipe.yaml")) == ""


def test_a_record_without_an_ending(tmp_path: Path) -> None:
    """A name like that of a record, without “.yaml”, is not passed over in claims/; in seeds/ it may be a capture."""
    found = read(tmp_path, "claims/a/new-bridge", "claims/a/README", "seeds/capture")
    assert brief(found.problems) == [("file-not-record", "claims/a/new-bridge", 1, 1)]
