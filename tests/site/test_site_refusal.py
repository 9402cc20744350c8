"""Bad input never reaches a reader: what stops a build, what it says, and that the last good site stays."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from sitekit import SmallSite, build, copy_of_the_demo, factcheck, problems_of, tree

if TYPE_CHECKING:
    from pathlib import Path

CLAIM = "claims/paris-draft/military-and-logistical-aid.yaml"
SOURCE = "seeds/paris-draft-article.yaml"
ARTICLE = "seeds/paris-draft-article.2026-11-23.txt"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a built copy of the demonstration site."""
    site = copy_of_the_demo(tmp_path_factory.mktemp("demo") / "site")
    build(site, site / "output")
    return site


def altered(path: Path, old: str, new: str) -> bytes:
    """Replace a text that stands once in a file; return what the file was."""
    before = path.read_bytes()
    assert before.decode().count(old) == 1
    path.write_bytes(before.decode().replace(old, new).encode())
    return before


def test_one_letter_changed_in_a_quote_stops_the_build(demo: Path) -> None:
    """Exit 1, one problem with its place, the nearest text and the difference; the last good site stays."""
    good, before = tree(demo / "output"), altered(demo / CLAIM, "exact: Military and", "exact: Militery and")
    try:
        done = factcheck("build", folder=demo)
        listed = problems_of(factcheck("check", "--format", "json", folder=demo))
    finally:
        (demo / CLAIM).write_bytes(before)
    assert (done.returncode, len(re.findall(r"^\S+:\d+:\d+: ", done.stdout, re.MULTILINE))) == (1, 1)
    assert done.stdout.startswith(f"{CLAIM}:6:10: error: ")
    assert [(p["path"], p["line"], p["column"], p["code"]) for p in listed] == [(CLAIM, 6, 10, "quote-not-found")]
    nearest = "“Military and logistical aid to strengthen Ukraine's defense capabilities.”"
    difference = (
        "One word differs: write it as the source does.\nquote:  [Militery] and logistical aid … Ukraine's defense"
    )
    assert f"{nearest}.\n{difference}" in listed[0]["hint"]
    assert tree(demo / "output") == good


def test_one_letter_changed_in_the_article_stops_the_build(demo: Path) -> None:
    """Exit 1, one problem at the digest's line, whose hint lists the quotes that no longer stand."""
    good, before = tree(demo / "output"), altered(demo / ARTICLE, "Russia launch another", "Russia launch anather")
    record = (demo / SOURCE).read_text(encoding="utf-8").splitlines()
    line = 1 + next(number for number, text in enumerate(record) if text.startswith("    sha256: 18071584dbc3"))
    try:
        done = factcheck("build", folder=demo)
        listed = problems_of(factcheck("check", "--format", "json", folder=demo))
    finally:
        (demo / ARTICLE).write_bytes(before)
    assert done.returncode == 1
    assert [(p["path"], p["line"], p["column"], p["code"]) for p in listed] == [(SOURCE, line, 13, "digest-mismatch")]
    assert re.findall(r"claims/paris-draft/([a-z-]+)\.yaml:\d+", listed[0]["hint"]) == [
        "binding-commitments",
        "binding-commitments",
        "diplomatic-initiatives",
        "intelligence-sharing",
        "military-and-logistical-aid",
        "support-package",
    ]
    assert tree(demo / "output") == good


def test_a_problem_of_the_built_pages_keeps_the_last_good_site(small_site: SmallSite) -> None:
    """A template that breaks a link is found in the staged site, before any reader sees it."""
    output = small_site.build()
    good = tree(output)
    broken = '{% extends "base.html" %}{% block main %}<h1>a</h1><a href="/no/">b</a>{% endblock %}'
    small_site.write("overrides/404.html", broken)
    small_site.settings(THEME_TEMPLATES_OVERRIDES=[str(small_site.folder / "overrides")])
    done = factcheck("build", "--site", small_site.folder)
    assert (done.returncode, "[output-link-broken]" in done.stdout) == (1, True)
    assert tree(output) == good


def test_a_template_with_a_mistake_keeps_the_last_good_site(small_site: SmallSite) -> None:
    """What Pelican raises is a broken environment: exit 2, the message says where, the last good site stays."""
    output = small_site.build()
    good = tree(output)
    small_site.write("overrides/404.html", "{% extends 'base.html' %}{% block main %}{{ nobody.knows }}{% endblock %}")
    small_site.settings(THEME_TEMPLATES_OVERRIDES=[str(small_site.folder / "overrides")])
    done = factcheck("build", "--site", small_site.folder)
    assert (done.returncode, "'nobody' is undefined" in done.stderr) == (2, True)
    assert tree(output) == good


def test_strict_makes_a_warning_stop_the_build(small_site: SmallSite) -> None:
    """With ``--strict`` a claim that is too long is an error, and nothing is written."""
    small_site.claim(claim="The council will plant ninety trees before the winter, or so it has been said in the town")
    done = factcheck("build", "--strict", "--site", small_site.folder)
    assert (done.returncode, "error: " in done.stdout, "[claim-too-long]" in done.stdout) == (1, True, True)
    assert not (small_site.folder / "output").exists()


def test_an_empty_folder_is_named_as_such(tmp_path: Path) -> None:
    """A folder without records gives one clear problem and no output."""
    done = factcheck("build", "--site", tmp_path)
    expected = "A site must have a folder claims/ with at least one record, and there is none here. [site-empty]"
    assert (done.returncode, expected in done.stdout) == (1, True)
    assert not (tmp_path / "output").exists()


def test_a_site_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    """A folder that does not exist is named, with exit status 2."""
    done = factcheck("build", "--site", tmp_path / "nowhere")
    assert (done.returncode, "There is no folder" in done.stderr) == (2, True)


def test_a_foreign_output_folder_is_refused(small_site: SmallSite, tmp_path: Path) -> None:
    """A folder with files that we did not build is left alone: exit 2, and a way out."""
    foreign = tmp_path / "documents"
    foreign.mkdir()
    (foreign / "letter.txt").write_text("dear", encoding="utf-8")
    done = factcheck("build", "--site", small_site.folder, "--output", foreign)
    assert (done.returncode, "holds files that factcheck did not build" in done.stderr) == (2, True)
    assert [path.name for path in foreign.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("inside", [".", "claims", "claims/built", "seeds", "..", "content/output"])
def test_an_output_folder_that_holds_sources_is_refused(small_site: SmallSite, inside: str) -> None:
    """The site itself, what stands above it and its source folders are never written to."""
    before = tree(small_site.folder)
    done = factcheck("build", "--site", small_site.folder, "--output", f"{small_site.folder}/{inside}")
    assert (done.returncode, "holds the site's own sources" in done.stderr) == (2, True)
    assert tree(small_site.folder) == before


def test_an_output_that_is_a_file_is_refused(small_site: SmallSite) -> None:
    """A file in the place of the output folder is left alone."""
    small_site.write("output", "mine")
    done = factcheck("build", "--site", small_site.folder)
    assert (done.returncode, "output is a file" in done.stderr) == (2, True)
    assert (small_site.folder / "output").read_text(encoding="utf-8") == "mine"


def test_an_empty_output_folder_is_used(small_site: SmallSite, tmp_path: Path) -> None:
    """An empty folder belongs to nobody, so a site may go there."""
    (tmp_path / "public").mkdir()
    assert (build(small_site.folder, tmp_path / "public") / "claims/trees/index.html").is_file()


def test_a_page_of_a_claim_that_is_gone_is_removed(small_site: SmallSite) -> None:
    """A second build removes what the new site has not, and leaves names that begin with a dot alone."""
    small_site.claim("second", claim="The council met", quote={"source": "minutes", "exact": "The council met"})
    output = small_site.build()
    (output / ".well-known").mkdir()
    (output / ".well-known/mine.txt").write_text("mine", encoding="utf-8")
    (small_site.folder / "claims/second.yaml").unlink()
    small_site.build()
    assert [(output / name).exists() for name in ("claims/second", "claims/trees", ".well-known/mine.txt")] == [
        False,
        True,
        True,
    ]


def test_an_unchanged_site_writes_no_file(small_site: SmallSite) -> None:
    """A second build of the same records leaves every file of the output untouched."""
    output = small_site.build()
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()}
    small_site.build()
    assert {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()} == before


def test_the_summary_counts_what_was_built(small_site: SmallSite) -> None:
    """A build ends with claims, quotes proven, pages and warnings."""
    done = factcheck("build", "--site", small_site.folder)
    assert re.match(r"1 claims?, 1 quotes? proven, \d+ pages, 0 warnings, \d+\.\d s\.\n", done.stdout)


def test_one_build_at_a_time_writes_an_output(small_site: SmallSite) -> None:
    """While another build holds the lock the second one leaves with 2 and says why; nothing is written."""
    (small_site.folder / ".output.factcheck").mkdir()
    with FileLock(small_site.folder / ".output.factcheck/lock"):
        done = factcheck("build", "--site", small_site.folder)
    assert (done.returncode, "output/ is being built or published by another command." in done.stderr) == (2, True)
    assert not (small_site.folder / "output").exists()


def test_an_interrupted_replacement_is_finished_by_the_next_build(small_site: SmallSite) -> None:
    """Half of the files moved and the journal left behind: the next build ends with the whole new site."""
    output, stage = small_site.build(), small_site.folder / ".output.factcheck"
    good = tree(output)
    moved, waiting = "claims/trees/index.html", "index.html"
    (output / moved).write_text("of the interrupted build, moved", encoding="utf-8")
    (stage / "built").mkdir()
    (stage / "built" / waiting).write_text("of the interrupted build, waiting", encoding="utf-8")
    journal = {"written": [moved, waiting], "removed": ["claims/index.html"]}
    (stage / "journal.json").write_text(json.dumps(journal), encoding="utf-8")
    small_site.build()
    assert tree(output) == good
    assert not (stage / "journal.json").exists()


def test_an_interrupted_replacement_is_finished_even_if_the_next_build_fails(small_site: SmallSite) -> None:
    """Once a build gets as far as its output, what was begun is ended, whatever becomes of the build itself."""
    output, stage = small_site.build(), small_site.folder / ".output.factcheck"
    (stage / "built").mkdir()
    (stage / "built/robots.txt").write_text("of the interrupted build", encoding="utf-8")
    journal = {"written": ["robots.txt"], "removed": ["labels/index.html"]}
    (stage / "journal.json").write_text(json.dumps(journal), encoding="utf-8")
    small_site.write("overrides/404.html", "{{ nobody.knows }}")
    small_site.settings(THEME_TEMPLATES_OVERRIDES=["overrides"])
    assert factcheck("build", "--site", small_site.folder).returncode == 2
    assert (output / "robots.txt").read_text(encoding="utf-8") == "of the interrupted build"
    assert not (output / "labels").exists()
