"""A second build makes what changed, and ends with the very bytes of a build of everything."""

from __future__ import annotations

import os
import random
import re
import shutil
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from factcheck import build_whole, corpus, examine
from factcheck.build import build
from factcheck.build_order import Request
from sitekit import EPOCH, GOLDEN, differing, factcheck, run, tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Edit = Callable[[Path], object]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the golden site, built once."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    folder = tmp_path / "site"
    shutil.copytree(GOLDEN / "site", folder)
    assert built(folder)
    return folder


def built(site: Path) -> tuple[str, ...]:
    """Build a site that must build; return what was written."""
    result = build(Request(site=site))
    assert result.changes is not None, result.problems
    return result.changes.written


def anew(site: Path) -> Path:
    """Build a site where nothing was built before; return the output."""
    output = site.parent / "anew"
    assert build(Request(site=site, output=output)).changes
    return output


def change(path: str, old: str, new: str) -> Edit:
    """Return an edit of one file."""

    def edit(site: Path) -> None:
        file = site / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    return edit


def test_nothing_is_made_where_nothing_changed(site: Path) -> None:
    """Neither Pelican nor templates are imported, and no file is touched."""
    output = site / "output"
    before = {path: (output / path).stat().st_mtime_ns for path in tree(output)}
    code = "import sys; from factcheck.cli import main; main(sys.argv[1:]); print(*sys.modules)"
    done = run([sys.executable, "-c", code, "build", "--site", site], site)
    told, _, modules = done.stdout.strip().rpartition("\n")
    assert "output: 0 files written, 0 removed." in told
    assert {"pelican", "jinja2", "yaml", "cerberus"} & {*modules.split()} == set()
    assert before == {path: (output / path).stat().st_mtime_ns for path in tree(output)}


def test_the_same_is_told_again(site: Path) -> None:
    """The warnings of records that are as they were, and the counts, are those of the first build."""
    first, again = (factcheck("build", "--site", site, "--output", site / "told").stdout for _ in range(2))
    told = [re.sub(r", [\d.]+ s\.$|\d+ files written", "", text, flags=re.MULTILINE) for text in (first, again)]
    assert "[date-in-future]" in told[0]
    assert told[0] == told[1]


EDITS: dict[str, Edit] = {
    "the sentence of a claim": change("claims/orchard/ninety-trees.yaml", "claim: ", "claim: Once more, "),
    "the name of a person": change("claims/people/mayor.yaml", "name: ", "name: Old "),
    "the title of a source": change("seeds/minutes.yaml", "title: ", "title: The "),
    "a claim removed": lambda site: (site / "claims/orchard/arabic-trees.yaml").unlink(),
    "a claim renamed": lambda site: (site / "claims/orchard/planting-begins.yaml").rename(
        site / "claims/orchard/planting-began.yaml"
    ),
    "a claim added": lambda site: shutil.copy(
        site / "claims/orchard/council-met.yaml", site / "claims/orchard/council-met-again.yaml"
    ),
    "a correction removed": lambda site: (site / "claims/corrections/2026-11-20-ninety.yaml").unlink(),
    "the scale of verdicts": change("claims/verdicts.yaml", "name: ", "name: Quite "),
    "a dossier": change("claims/dossiers/orchard.yaml", "title: ", "title: On "),
    "a page of the site's own": change("content/pages/about.md", "Title: ", "Title: All "),
    "a setting": change("pelicanconf.py", "SITENAME = ", "SITENAME = 'New ' + "),
}


@pytest.mark.parametrize("name", EDITS)
def test_after_an_edit_the_site_is_as_if_made_anew(name: str, site: Path) -> None:
    """Byte for byte, and only files that differ were written."""
    before = tree(site / "output")
    EDITS[name](site)
    written = built(site)
    after = tree(site / "output")
    assert differing(site / "output", anew(site)) == []
    assert set(written) == {path for path, digest in after.items() if before.get(path) != digest}
    assert before != after
    assert built(site) == ()


def test_an_edit_of_a_claim_asks_nothing_of_pelican(site: Path) -> None:
    """What changed is made without it."""
    EDITS["the sentence of a claim"](site)
    code = "import sys; from factcheck.cli import main; main(sys.argv[1:]); print('pelican' in sys.modules)"
    done = run([sys.executable, "-c", code, "build", "--site", site], site)
    assert done.stdout.splitlines()[-1] == "False"


def test_an_edit_that_is_taken_back_ends_where_it_began(site: Path) -> None:
    """What was made again since is not forgotten."""
    before = tree(site / "output")
    EDITS["the sentence of a claim"](site)
    assert built(site)
    change("claims/orchard/ninety-trees.yaml", "claim: Once more, ", "claim: ")(site)
    assert built(site)
    assert tree(site / "output") == before


def test_what_was_removed_comes_back(site: Path) -> None:
    """A claim that is taken away and put back has all its files again."""
    before = tree(site / "output")
    claim = site / "claims/orchard/arabic-trees.yaml"
    away = claim.rename(site / "away")
    built(site)
    away.rename(claim)
    assert built(site)
    assert tree(site / "output") == before


def test_a_mistake_leaves_the_site_as_it_was(site: Path) -> None:
    """Until it is mended: then what changed is made."""
    before = tree(site / "output")
    change("claims/orchard/ninety-trees.yaml", "claim: ", "claim: Once more, ")(site)
    broken = change("claims/people/mayor.yaml", "name: ", "nam: ")
    broken(site)
    result = build(Request(site=site))
    assert (result.changes, [p.code for p in result.problems if p.level == "error"][:1]) == (None, ["field-unknown"])
    assert tree(site / "output") == before
    change("claims/people/mayor.yaml", "nam: ", "name: ")(site)
    assert built(site)
    assert differing(site / "output", anew(site)) == []


def test_a_comment_changes_nothing(site: Path) -> None:
    """What nobody shows is no reason to write a file."""
    change("claims/orchard/ninety-trees.yaml", "kind: ", "# Asked twice.\nkind: ")(site)
    assert built(site) == ()


def test_a_file_that_only_looks_newer_changes_nothing(site: Path) -> None:
    """Time stamps lie: a fresh checkout has new ones, and the same bytes."""
    for path in site.glob("claims/**/*.yaml"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert built(site) == ()


def test_an_edit_that_keeps_time_and_size_is_seen(site: Path) -> None:
    """Whoever sets a time stamp back deceives nobody."""
    path = site / "claims/orchard/ninety-trees.yaml"
    times = path.stat()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("claim: The", "claim: Tha"), encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert built(site)


def spoil(path: str, data: Callable[[bytes], bytes]) -> Edit:
    """Return what damages a file beside the output or in it."""

    def damage(site: Path) -> None:
        file = site / path
        file.write_bytes(data(file.read_bytes()))

    return damage


DAMAGES: dict[str, Edit] = {
    "a state that is cut off": spoil(".output.factcheck/state", lambda data: data[: len(data) // 2]),
    "a state with another bit": spoil(".output.factcheck/state", lambda data: data[:-9] + b"x" + data[-8:]),
    "a state of another form": spoil(".output.factcheck/state", lambda data: b"factcheck state 0\n" + data[18:]),
    "no state": lambda site: (site / ".output.factcheck/state").unlink(),
    "a model that is cut off": spoil(".output.factcheck/examined", lambda data: data[:-100]),
    "a model with another bit": spoil(".output.factcheck/examined", lambda data: data[:-99] + b"x" + data[-98:]),
    "no model": lambda site: (site / ".output.factcheck/examined").unlink(),
    "a making that is cut off": spoil(".output.factcheck/made", lambda data: data[:-100]),
    "no making": lambda site: (site / ".output.factcheck/made").unlink(),
    "a page that somebody changed": spoil("output/index.html", lambda data: data + b"<!-- -->"),
    "a page that somebody removed": lambda site: (site / "output/claims/ninety-trees/index.html").unlink(),
    "a file that somebody added": lambda site: (site / "output/more.html").write_text("<h1>More</h1>"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_what_cannot_be_trusted_is_made_anew(name: str, site: Path) -> None:
    """Never a wrong page: neither of the state nor of the output is more believed than can be proven."""
    EDITS["the sentence of a claim"](site)
    DAMAGES[name](site)
    built(site)
    assert differing(site / "output", anew(site)) == []


def test_another_day_is_another_build(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages say what may be out of date, which depends on the day."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(EPOCH) + 800 * 86_400))
    assert built(site)
    assert differing(site / "output", anew(site)) == []


def test_other_templates_are_another_build(site: Path) -> None:
    """A template of the site's own stands before the theme's."""
    change("pelicanconf.py", "SITENAME", "THEME_TEMPLATES_OVERRIDES = ['own']\nSITENAME")(site)
    (site / "own").mkdir()
    built(site)
    (site / "own/404.html").write_text("<!doctype html><html lang='en'><title>N</title><h1>Nothing</h1></html>")
    assert built(site) == ("404.html",)
    assert differing(site / "output", anew(site)) == []


def test_random_edits_on_disk_end_where_making_anew_does(site: Path) -> None:
    """Some at once, some after another, with a build after each."""
    chance = random.Random(7)  # noqa: S311 - the same edits in every run
    names = chance.sample(sorted(EDITS), len(EDITS))
    while names:
        for name in [names.pop() for _ in range(min(len(names), chance.randint(1, 3)))]:
            EDITS[name](site)
        built(site)
    assert differing(site / "output", anew(site)) == []


def test_many_processes_write_what_one_does(site: Path) -> None:
    """The same bytes, whoever makes a page."""
    for number in range(200):
        shutil.copy(site / "claims/orchard/council-met.yaml", site / f"claims/orchard/met-{number:03}.yaml")
    outputs = [site.parent / f"by-{jobs}" for jobs in (1, 3)]
    for jobs, output in zip((1, 3), outputs, strict=True):
        assert build(Request(site=site, output=output, jobs=jobs)).changes
    assert differing(*outputs) == []


def test_a_large_site_is_made_apart_and_is_the_same(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever process examines it and makes it: the same bytes, the same is told, and edits go on from there."""
    for module in (build_whole, corpus, examine):
        monkeypatch.setattr(module, "LARGE", 1)
    small, large = (
        Request(site=site, output=site.parent / "small"),
        Request(site=site, output=site.parent / "large", jobs=2),
    )
    files: list[None] = []
    for edit in (lambda _: None, EDITS["the sentence of a claim"], EDITS["a claim added"]):
        edit(site)
        told, found = build(small), build(large, lambda: files.append(None))
        assert told.changes
        assert found == replace(told, output=found.output, seconds=found.seconds)
        assert differing(site.parent / "small", site.parent / "large") == []
    assert files


def test_a_large_site_with_a_mistake_stays_as_it_was(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mistake is told, and readers see what they saw."""
    for module in (build_whole, corpus, examine):
        monkeypatch.setattr(module, "LARGE", 1)
    request = Request(site=site, output=site.parent / "large", jobs=2)
    assert build(request).changes
    change("pelicanconf.py", "\n", "\n# Everything is made anew.\n")(site)
    change("claims/orchard/council-met.yaml", "claim: ", "clam: ")(site)
    before = tree(site.parent / "large")
    result = build(request)
    assert result.changes is None
    assert "field-unknown" in {problem.code for problem in result.problems}
    assert tree(site.parent / "large") == before
