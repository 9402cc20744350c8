"""The check of what changed says of a site what the check of all of it says."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from generated import given, st
from hypothesis import settings

from factcheck.output_changes import check_changes
from factcheck.output_check import OutputReport, check_output
from factcheck.output_files import is_page

if TYPE_CHECKING:
    from collections.abc import Callable

GOLDEN = Path(__file__).parents[1] / "site/golden/expected"

Tree = dict[str, bytes]


def read(folder: Path) -> Tree:
    """Return every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def write(folder: Path, tree: Tree) -> None:
    """Write files below a folder."""
    for path, data in tree.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site without a fault: the golden one, with the files of the theme, empty, that it leaves out."""
    folder = tmp_path_factory.mktemp("before") / "site"
    shutil.copytree(GOLDEN, folder)
    for problem in check_output(folder).problems:
        assert problem.code == "output-link-broken"
        write(folder, {problem.message.split("“")[1].split("”")[0]: b""})
    assert check_output(folder).problems == []
    return folder


def both(before: Path, old: Tree, new: Tree) -> tuple[OutputReport, OutputReport]:
    """Return what the check of what changed says, and what that of the whole site says."""
    with tempfile.TemporaryDirectory() as temporary:
        stage, after = Path(temporary, "stage"), Path(temporary, "after")
        stage.mkdir()
        write(stage, {path: data for path, data in new.items() if old.get(path) != data})
        write(after, new)
        pages = sum(map(is_page, old))
        return check_changes(stage, before, old.keys(), old.keys() - new.keys(), pages), check_output(after)


def change(path: str, old: str, new: str) -> Callable[[Tree], None]:
    """Return an edit that replaces the first place of a text in a file."""

    def edit(tree: Tree) -> None:
        assert old.encode() in tree[path]
        tree[path] = tree[path].replace(old.encode(), new.encode(), 1)

    return edit


def remove(*paths: str) -> Callable[[Tree], None]:
    """Return an edit that removes files."""

    def edit(tree: Tree) -> None:
        for path in paths:
            del tree[path]

    return edit


CLAIM = "claims/ninety-trees/index.html"
RECORD = "api/v1/claims/ninety-trees.json"
LIST = "api/v1/claims.json"
EDITS = {
    "nothing": lambda _: None,
    "a broken link": change(CLAIM, 'href="../../labels/', 'href="../../label/'),
    "a broken fragment": change(CLAIM, "../../labels/#_quote", "../../labels/#_quot"),
    "a place that is gone": change("labels/index.html", 'id="_quote"', 'id="_quot"'),
    "a claim's page that is gone": remove(CLAIM),
    "a record that is gone": remove(RECORD),
    "a frame that is gone": remove("embed/ninety-trees/index.html"),
    "a page that is gone": remove("labels/index.html"),
    "a picture of the theme that is gone": remove("theme/favicon.svg"),
    "a claim that is not listed": change(LIST, '"url":"/claims/ninety-trees/"', '"url":"/claims/ninety-tree/"'),
    "an item that says something else": change(LIST, '"state":"published"', '"state":"withdrawn"'),
    "a list that is cut short": change(LIST, '"next":', '"more":'),
    "a list that goes on in what is no list": change(LIST, '"next":null', '"next":"/api/v1/takedowns.json"'),
    "a record that says something else": change(RECORD, '"state":"published"', '"state":"withdrawn"'),
    "a quote that says something else": change(CLAIM, "<blockquote", "<p>No</p><blockquote"),
    "a second heading": change("about/index.html", "<h1", "<h1>Me</h1><h1"),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit(before: Path, name: str) -> None:
    """After each edit both find the same, in as many pages."""
    old = read(before)
    new = dict(old)
    EDITS[name](new)
    changed, whole = both(before, old, new)
    assert (changed.problems, changed.pages) == (whole.problems, whole.pages)


STEPS = st.tuples(
    st.sampled_from(["gone", "cut", "doubled", "other", "new"]),
    st.integers(0, 1 << 30),
    st.integers(0, 1 << 30),
    st.integers(0, 60),
)


def step(tree: Tree, kind: str, which: int, where: int, length: int) -> None:
    """Cut, mix up, remove or add a file."""
    path = sorted(tree)[which % len(tree)]
    data = tree[path]
    begin = where % (len(data) + 1)
    if kind == "gone" and path != "api/v1/openapi.json":
        del tree[path]
    elif kind == "cut":
        tree[path] = data[:begin] + data[begin + length :]
    elif kind == "doubled":
        tree[path] = data[: begin + length] + data[begin:]
    elif kind == "other" and path.endswith(".html"):
        pages = [other for other in sorted(tree) if other.endswith(".html")]
        tree[path] = tree[pages[where % len(pages)]]
    elif kind == "new":
        tree[("claims/new/index.html", "topics/new/index.html", "new.html")[where % 3]] = data


@settings(max_examples=40)
@given(st.lists(STEPS, min_size=1, max_size=3))
def test_any_edits(before: Path, steps: list[tuple[str, int, int, int]]) -> None:
    """Whatever happens to files, nothing is overlooked by looking at less."""
    old = read(before)
    new = dict(old)
    for each in steps:
        step(new, *each)
    changed, whole = both(before, old, new)
    assert (changed.problems, changed.pages) == (whole.problems, whole.pages)
