"""Publishing to a folder: what stands there afterwards is the site, whatever happened on the way."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck import manifests
from factcheck.built_site import NotSentError
from factcheck.connections import Connection
from factcheck.deployment import send
from factcheck.sending import BATCH, Plan, plan
from factcheck.target_survey import survey
from factcheck.targets import Target
from sitekit import differing, factcheck
from targetkit import DESCRIPTION, description, made_up, read_tree, write_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitekit import SmallSite

Tree = dict[str, str]

# Few names, so that files and folders of one name come after one another.
NAMES = st.sampled_from(["a", "b", "index.html", "claims"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
FOREIGN = st.lists(st.sampled_from(["x", "y", "z.html"]), min_size=1, max_size=2).map("/".join)


def without_clashes(tree: Tree) -> Tree:
    """Return a tree in which nothing is a file and a folder at once."""
    return {path: text for path, text in tree.items() if not any(other.startswith(f"{path}/") for other in tree)}


TREES = st.dictionaries(PATHS, st.sampled_from(["one", "two", "three"]), max_size=8).map(without_clashes)
FOREIGN_TREES = st.dictionaries(FOREIGN, st.just("theirs"), max_size=3).map(without_clashes)


@contextmanager
def new_folder() -> Iterator[Path]:
    """Give a folder for one example of hypothesis."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def publish(built: Path, tree: Tree, target: Path, **options: bool) -> Plan:
    """Publish a made-up site to a folder; return what was done."""
    site = made_up(built, tree)
    to = Target(Connection(str(target), 0))
    found = survey(to, site, **options)
    todo = plan(found.known, site.files)
    send(to, site, found, todo)
    return todo


@settings(max_examples=40, deadline=None)
@given(st.lists(TREES, min_size=1, max_size=4), FOREIGN_TREES)
def test_the_target_becomes_each_site_in_turn(sites: list[Tree], foreign: Tree) -> None:
    """After each of several sites exactly that one stands there, and what others put there is untouched."""
    with new_folder() as base:
        target = write_tree(base / "target", foreign)
        for number, tree in enumerate(sites):
            publish(base / f"built-{number}", tree, target)

            assert read_tree(target) == {**foreign, **tree}
            assert publish(base / f"built-{number}", tree, target).batches == ()
        folders = {folder for path in (*foreign, *sites[-1]) for folder in Path(path).parents}
        assert {p.relative_to(target) for p in target.rglob("*") if p.is_dir()} - {Path(".factcheck")} == folders - {
            Path()
        }


@settings(max_examples=30, deadline=None)
@given(TREES, TREES, FOREIGN_TREES, st.sampled_from(["missing", "empty", "cut", "other"]))
def test_without_a_manifest_nothing_is_removed(first: Tree, second: Tree, foreign: Tree, damage: str) -> None:
    """Where the manifest is gone or damaged, the site stands there afterwards, and so does whatever else did."""
    first, second = ({**tree, DESCRIPTION: description()} for tree in (first, second))
    clash = {path for path in first if any(path.startswith(f"{other}/") for other in second)}
    second = without_clashes({**second, **dict.fromkeys(clash, "two")})
    first = {p: t for p, t in first.items() if not any(p.startswith(f"{q}/") or q.startswith(f"{p}/") for q in second)}
    with new_folder() as base:
        target = write_tree(base / "target", foreign)
        publish(base / "first", first, target)
        manifest = target / ".factcheck/manifest.json.gz"
        data = manifest.read_bytes()
        match damage:
            case "missing":
                manifest.unlink()
            case "empty":
                manifest.write_bytes(b"")
            case "cut":
                manifest.write_bytes(data[: len(data) // 2])
            case _:
                manifest.write_bytes(b"{}")

        done = publish(base / "second", second, target)

        assert read_tree(target) == {**foreign, **first, **second}
        assert done.removed == ()
        assert {*done.new, *done.changed} == {path for path in second if first.get(path) != second[path]}
        assert publish(base / "second", second, target).batches == ()


# Publishes what stands in one folder to another, and is killed when it has sent so many files.
KILLED = """
import os, signal, sys
from itertools import count
from pathlib import Path
from factcheck.built_site import read_built
from factcheck.connections import Connection
from factcheck.deployment import send
from factcheck.sending import plan
from factcheck.target_survey import survey
from factcheck.targets import Target

sent, last = count(1), int(sys.argv[3])

def step():
    if next(sent) == last:
        os.kill(os.getpid(), signal.SIGKILL)

site, target = read_built(Path(sys.argv[1])), Target(Connection(sys.argv[2], 0))
found = survey(target, site)
send(target, site, found, plan(found.known, site.files), step)
"""


def killed_after(number: int, built: Path, target: Path) -> None:
    """Publish in a process of its own, which is killed when it has sent so many files."""
    done = subprocess.run([sys.executable, "-c", KILLED, built, target, str(number)], check=False)
    assert done.returncode == -signal.SIGKILL


def numbered(count: int, text: str) -> Tree:
    """Return a site of so many pages."""
    return {DESCRIPTION: description(), **{f"claims/c{n:03}/index.html": f"{text} {n}" for n in range(count)}}


@pytest.mark.parametrize("number", [1, BATCH, BATCH + 30, 2 * BATCH + 20])
def test_a_killed_first_publication_is_resumed(tmp_path: Path, number: int) -> None:
    """The next run sends what is not there, and not one file more."""
    tree = numbered(150, "page")
    write_tree(tmp_path / "built", tree)
    killed_after(number, tmp_path / "built", tmp_path / "target")
    left = read_tree(tmp_path / "target")
    assert number <= len(left) < len(tree)

    done = publish(tmp_path / "built", tree, tmp_path / "target")

    assert {*done.new, *done.changed} == tree.keys() - left.keys()
    assert read_tree(tmp_path / "target") == tree


@pytest.mark.parametrize("number", [20, 100, 110])
def test_a_killed_change_is_resumed_with_a_newer_site(tmp_path: Path, number: int) -> None:
    """A run that adds, changes and removes is killed; the next publishes a third build, and knows what stands there."""
    first = {**numbered(50, "old"), **{f"old/{n}.html": "old" for n in range(30)}}
    second = {**numbered(50, "changed"), **{f"new/{n}.html": "new" for n in range(50)}}
    third = {**numbered(40, "changed"), **{f"new/{n}.html": "newer" for n in range(60)}}
    publish(tmp_path / "first", first, tmp_path / "target")
    write_tree(tmp_path / "second", second)
    killed_after(number, tmp_path / "second", tmp_path / "target")
    left = read_tree(tmp_path / "target")
    assert left not in (first, second)

    done = publish(tmp_path / "third", third, tmp_path / "target")

    assert {*done.new, *done.changed} == {path for path in third if left.get(path) != third[path]}
    assert read_tree(tmp_path / "target") == third
    assert [path.name for path in (tmp_path / "target/.factcheck").iterdir()] == ["manifest.json.gz"]


def test_any_file_system_of_fsspec(tmp_path: Path) -> None:
    """What fsspec knows is a target: here its file system in memory."""
    address = f"memory://{tmp_path.name}/site"
    to = Target(Connection(address, 0))
    for number, tree in enumerate(({"a/b.html": "1", "c.html": "1"}, {"c.html": "2", "d/e/f.html": "1"})):
        site = made_up(tmp_path / str(number), tree)
        found = survey(to, site)
        send(to, site, found, plan(found.known, site.files))

    stands = {path: to.read(path) for path in ("a/b.html", "c.html", "d/e/f.html")}
    assert stands == {"a/b.html": None, "c.html": b"2", "d/e/f.html": b"1"}


def test_an_altered_file_is_not_noticed_unless_asked_for(tmp_path: Path) -> None:
    """The manifest is believed; with ``compare`` every file is looked at, and what others changed is sent again."""
    tree = {"index.html": "front", "a.html": "one", "b.html": "two", "c.html": "three"}
    publish(tmp_path / "built", tree, tmp_path / "target")
    (tmp_path / "target/a.html").write_text("eno", encoding="utf-8")
    (tmp_path / "target/b.html").unlink()
    assert publish(tmp_path / "built", tree, tmp_path / "target").batches == ()

    done = publish(tmp_path / "built", tree, tmp_path / "target", compare=True)

    assert (done.new, done.changed) == (("b.html",), ("a.html",))
    assert read_tree(tmp_path / "target") == tree


def test_what_is_not_ours_is_not_overwritten(tmp_path: Path) -> None:
    """A folder with files of others where ours should go is refused, and nothing is written."""
    target = write_tree(tmp_path / "target", {"index.html": "years of work", "notes.txt": "more"})
    with pytest.raises(NotSentError, match=r"holds what we did not publish .*: index\.html\. "):
        publish(tmp_path / "built", {"index.html": "front", "a.html": "one"}, target)

    assert read_tree(target) == {"index.html": "years of work", "notes.txt": "more"}


def test_taking_over(tmp_path: Path) -> None:
    """With ``take_over`` files in the way are overwritten; what is beside them stays, then and later."""
    target = write_tree(tmp_path / "target", {"index.html": "years of work", "notes.txt": "more"})
    publish(tmp_path / "built", {"index.html": "front", "a.html": "one"}, target, take_over=True)
    assert read_tree(target) == {"index.html": "front", "a.html": "one", "notes.txt": "more"}

    publish(tmp_path / "next", {"b.html": "two"}, target)

    assert read_tree(target) == {"b.html": "two", "notes.txt": "more"}


@pytest.mark.parametrize("is_same", [True, False])
def test_taking_over_that_was_cut(tmp_path: Path, is_same: bool) -> None:  # noqa: FBT001 - a parameter of pytest
    """What was to be overwritten and was not yet still may be, by the next run; but is not removed by it."""
    tree = numbered(200, "ours")
    theirs = {path: "theirs" for path in tree if path != DESCRIPTION}
    target = write_tree(tmp_path / "target", {DESCRIPTION: description("https://other.example"), **theirs})
    write_tree(tmp_path / "built", tree)
    site = made_up(tmp_path / "built", tree)
    to = Target(Connection(str(target), 0))
    found = survey(to, site, take_over=True)
    todo = plan(found.known, site.files)

    class CutError(Exception):
        """The end of a run."""

    sent = 0

    def step() -> None:
        nonlocal sent
        sent += 1
        if sent > BATCH:
            raise CutError

    with pytest.raises(CutError):
        send(to, site, found, todo, step)
    left = {path: text for path, text in read_tree(target).items() if text == "theirs"}
    assert left

    publish(tmp_path / "next", tree if is_same else {DESCRIPTION: description()}, target)

    stands = read_tree(target)
    assert {path: text for path, text in stands.items() if text == "theirs"} == ({} if is_same else left)
    assert not is_same or stands == tree


def test_a_file_of_others_where_a_new_page_should_go(tmp_path: Path) -> None:
    """Also at a target of ours, what somebody else has put where a page of ours becomes new is not overwritten."""
    target = tmp_path / "target"
    publish(tmp_path / "built", {"index.html": "front"}, target)
    write_tree(target, {"a.html": "theirs"})

    with pytest.raises(NotSentError, match=r"a\.html"):
        publish(tmp_path / "next", {"index.html": "front", "a.html": "ours"}, target)


def test_a_target_of_another_site(tmp_path: Path) -> None:
    """It is refused by the name of the site; taken over, its files beside ours stay."""
    target = tmp_path / "target"
    publish(tmp_path / "built", {"index.html": "front", "a.html": "one"}, target)
    other = made_up(tmp_path / "other", {"index.html": "other"}, "https://other.example")
    to = Target(Connection(str(target), 0))
    with pytest.raises(NotSentError, match=r"holds another site, https://made-up\.example, and this is https://other"):
        survey(to, other)

    found = survey(to, other, take_over=True)
    send(to, other, found, plan(found.known, other.files))

    assert read_tree(target) == {"index.html": "other", "a.html": "one"}
    assert "all files are compared, and none is removed" in found.notice


def test_two_publications_at_once(tmp_path: Path) -> None:
    """When another begins in the middle, both stop and leave no manifest, so that the next compares all files."""
    target = tmp_path / "target"
    tree = numbered(100, "page")
    site = made_up(tmp_path / "built", tree)
    to = Target(Connection(str(target), 0))
    found = survey(to, site)
    todo = plan(found.known, site.files)
    began = False

    def step() -> None:
        nonlocal began
        if not began:
            began = True
            publish(tmp_path / "other", numbered(100, "other"), target)

    with pytest.raises(NotSentError, match="Somebody else publishes to"):
        send(to, site, found, todo, step)
    assert not (target / ".factcheck/manifest.json.gz").exists()

    publish(tmp_path / "built", tree, target)

    assert read_tree(target) == tree


def test_a_site_that_is_changed_while_it_is_sent(tmp_path: Path) -> None:
    """Nothing is sent that the manifest would lie about."""
    site = made_up(tmp_path / "built", {"a.html": "one"})
    to = Target(Connection(str(tmp_path / "target"), 0))
    found = survey(to, site)
    (tmp_path / "built/a.html").write_text("two", encoding="utf-8")

    with pytest.raises(NotSentError, match=r"a\.html was changed while the site was sent"):
        send(to, site, found, plan(found.known, site.files))

    assert read_tree(tmp_path / "target") == {}


def test_the_command(golden_site: Path, tmp_path: Path) -> None:
    """A built site is sent whole, then not at all, and then only what is missing by its manifest."""
    target = tmp_path / "target"
    count = sum(path.is_file() for path in golden_site.rglob("*"))
    first = factcheck("publish", target, "--output", golden_site)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith(f"{target}: {count} files sent ({count} new, 0 changed, ")
    assert {path.split("/")[0] for path in differing(golden_site, target)} == {".factcheck"}

    again = factcheck("publish", target, "--output", golden_site)

    assert again.stdout.startswith(f"{target}: nothing sent, {count} files stand there already, ")


def test_a_site_that_is_not_for_publication(small_site: SmallSite, tmp_path: Path) -> None:
    """One without an address or built without what a release has is sent, and both is said."""
    output = small_site.build()

    done = factcheck("publish", tmp_path / "target", "--output", output)

    assert (done.returncode, done.stdout.splitlines()[1:]) == (
        0,
        [
            "No SITEURL was set: addresses that must be absolute begin with http://localhost.",
            "It was built without --release: its search finds nothing, and its claims have no cards.",
        ],
    )


def test_while_it_is_built_a_site_is_not_sent(golden_copy: Path, tmp_path: Path) -> None:
    """A build that is under way has the site to itself."""
    stage = golden_copy.with_name(".output.factcheck")
    stage.mkdir()
    with FileLock(stage / "lock"):
        done = factcheck("publish", tmp_path / "target", "--output", golden_copy)

    assert (done.returncode, "output/ is being built or published by another command." in done.stderr) == (2, True)
    assert not (tmp_path / "target").exists()


def test_a_replacement_that_was_cut_is_finished_first(golden_copy: Path, tmp_path: Path) -> None:
    """Half of a build is never sent: what its journal says is done before."""
    stage = golden_copy.with_name(".output.factcheck")
    (stage / "built").mkdir(parents=True)
    (golden_copy / "robots.txt").rename(stage / "built/robots.txt")
    (stage / "journal.json").write_text('{"written": ["robots.txt"], "removed": []}', encoding="utf-8")

    done = factcheck("publish", tmp_path / "target", "--output", golden_copy)

    assert done.returncode == 0
    assert (tmp_path / "target/robots.txt").is_file()
    assert differing(golden_copy, tmp_path / "target") == [".factcheck/manifest.json.gz"]


def test_a_dry_run_changes_nothing(golden_site: Path, tmp_path: Path) -> None:
    """It lists each file in the order in which it would be sent, the front page last, and writes nothing."""
    done = factcheck("publish", tmp_path / "target", "--output", golden_site, "--dry-run")

    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[-2].split() == ["new", "index.html"]
    assert lines[-1].startswith(f"{tmp_path / 'target'}: {len(lines) - 1} files to send (")
    assert not (tmp_path / "target").exists()


def test_a_broken_site_is_not_sent(golden_copy: Path, tmp_path: Path) -> None:
    """A built site that was altered by hand has its problems shown, and leaves with status 1."""
    front = golden_copy / "index.html"
    front.write_text(front.read_text(encoding="utf-8").replace('href="./claims/"', 'href="./claim/"'), encoding="utf-8")

    done = factcheck("publish", tmp_path / "target", "--output", golden_copy)

    assert (done.returncode, "[output-link-broken]" in done.stdout) == (1, True)
    assert done.stdout.splitlines()[-1].startswith("Not published: ")
    assert not (tmp_path / "target").exists()


def test_a_site_found_fine_is_checked_again_when_it_has_changed(golden_copy: Path, tmp_path: Path) -> None:
    """That a site was fine once does not let an altered one through."""
    assert factcheck("publish", tmp_path / "target", "--output", golden_copy).returncode == 0
    (golden_copy / "labels/index.html").unlink()

    assert factcheck("publish", tmp_path / "target", "--output", golden_copy).returncode == 1


def test_a_folder_that_is_no_site(tmp_path: Path) -> None:
    """It leaves with status 2 and says what to do."""
    write_tree(tmp_path / "folder", {"index.html": "a page"})

    done = factcheck("publish", tmp_path / "target", "--output", tmp_path / "folder")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == ("factcheck: folder/ is no site that factcheck built. Run factcheck build --release first.\n")


@pytest.mark.parametrize("target", [".", "inside", "..", "file"])
def test_a_target_that_is_the_site_itself(golden_copy: Path, target: str) -> None:
    """A folder in the built site or around it is refused."""
    address = f"file://{golden_copy}" if target == "file" else golden_copy / target

    done = factcheck("publish", address, "--output", golden_copy)

    assert (done.returncode, "is the built site itself" in done.stderr) == (2, True)


def test_a_link_in_the_site(golden_copy: Path, tmp_path: Path) -> None:
    """What a link leads to may be anything on this machine, so none is followed."""
    (golden_copy / "secrets.txt").symlink_to("/etc/passwd")

    done = factcheck("publish", tmp_path / "target", "--output", golden_copy)

    assert (done.returncode, done.stderr) == (
        2,
        "factcheck: secrets.txt is a link, and a build makes none. Put the file there.\n",
    )


def test_hidden_names_stay_here(golden_copy: Path, tmp_path: Path) -> None:
    """Of the names at the top that begin with a dot only those go that web servers know."""
    write_tree(golden_copy, {".git/config": "a key", ".env": "a key", ".well-known/security.txt": "x", ".nojekyll": ""})

    assert factcheck("publish", tmp_path / "target", "--output", golden_copy).returncode == 0

    hidden = {path.name for path in (tmp_path / "target").iterdir() if path.name.startswith(".")}
    assert hidden == {".well-known", ".nojekyll", ".factcheck"}


def test_a_folder_that_cannot_be_written(golden_site: Path, tmp_path: Path) -> None:
    """A file where a folder should be is told by its name, with status 2."""
    write_tree(tmp_path, {"target": "a file"})

    done = factcheck("publish", tmp_path / "target/site", "--output", golden_site)

    assert (done.returncode, str(tmp_path / "target/site") in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nonsense://somewhere", "Nothing is known of nonsense://."),
        ("sftp://ann:secret@127.0.0.1/www", "An address with a password in it ends up in logs"),
        ("s3://", "s3:// names no bucket."),
        ("gdrive://folder", "needs a library that is not installed: "),
    ],
)
def test_an_address_that_cannot_be_used(golden_site: Path, address: str, said: str) -> None:
    """It is told what is wrong with it, with status 2, and a password in it is not repeated."""
    done = factcheck("publish", address, "--output", golden_site)

    assert (done.returncode, said in done.stderr, "secret" in done.stderr) == (2, True, False)


def test_of_a_large_site_only_parts_of_the_manifest_are_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One file more is told in one part; those that are not named any more are removed, also when the site shrinks."""
    monkeypatch.setattr(manifests, "PART", 5)
    tree, kept = (
        {DESCRIPTION: description(), **{f"c{n}.html": "one" for n in range(40)}},
        tmp_path / "target/.factcheck",
    )
    publish(tmp_path / "first", tree, tmp_path / "target")
    before = {path.name: path.stat().st_mtime_ns for path in kept.iterdir()}
    done = publish(tmp_path / "second", {**tree, "c7.html": "two"}, tmp_path / "target")
    after = {path.name: path.stat().st_mtime_ns for path in kept.iterdir()}
    assert (done.new, done.changed, done.removed) == ((), ("c7.html",), ())
    assert (len(before), len(after), len(before.items() & after.items())) == (10, 10, 8)

    publish(tmp_path / "third", {DESCRIPTION: description(), "c1.html": "one"}, tmp_path / "target")

    assert [path.name for path in kept.iterdir()] == ["manifest.json.gz"]
    assert read_tree(tmp_path / "target") == {DESCRIPTION: description(), "c1.html": "one"}
