"""``factcheck init``: a site that builds at once, outside of our repository, and nothing of the editor's is lost."""

from __future__ import annotations

import runpy
from typing import TYPE_CHECKING

import pytest

from factcheck.commands.init import MARKS
from sitekit import build, factcheck, files_with, page, tree

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ["Our fact checks", "O'Brien “&” <script>alert(1)</script> $name ${x} \\", "تدقيق", "a\nb: c\n# d"]


@pytest.mark.parametrize("name", NAMES)
def test_a_new_site_builds_at_once(name: str, tmp_path: Path) -> None:
    """It has no problem and no warning, builds, and carries its name; a hostile name is a name."""
    site = tmp_path / "neu" / "site"
    done = factcheck("init", site, "--name", name, "--siteurl", "https://checks.example.org/", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert runpy.run_path(str(site / "pelicanconf.py"))["SITENAME"] == name
    checked = factcheck("check", "--strict", folder=site)
    assert checked.stdout == "All good: 1 quote proven.\n"
    output = build(site, site / "output", "--strict", "--release")
    home = page(output / "index.html")
    assert name.split(maxsplit=1)[0] in home.get_text()
    assert {script.get("type") for script in home.find_all("script")} == {"application/ld+json"}


def test_pages_to_be_filled_in_are_not_published(tmp_path: Path) -> None:
    """The policy pages wait as drafts; without the line that says so they are published."""
    site = tmp_path / "site"
    factcheck("init", site)
    output = build(site, site / "output")
    assert files_with(output, "Replace each question") == []
    for path in sorted((site / "content/pages").glob("*.md")):
        path.write_text(path.read_text("utf-8").replace("Status: draft\n", ""), "utf-8")
    build(site, output)
    assert {"about/index.html", "corrections-policy/index.html", "methodology/index.html"} <= set(tree(output))


def test_the_example_can_be_deleted_as_the_readme_says(tmp_path: Path) -> None:
    """After the example is gone, one claim of the newsroom's own is a whole site."""
    site = tmp_path / "site"
    factcheck("init", site)
    readme = (site / "README.md").read_text("utf-8")
    for path in ("claims/example/", "claims/organizations/exampleton-council.yaml", "seeds/exampleton-minutes."):
        assert path in readme
    assert {p.parent.name for p in site.glob("claims/*/*.yaml")} == {"example", "organizations"}
    assert sorted(p.name for p in (site / "seeds").iterdir()) == ["exampleton-minutes.txt", "exampleton-minutes.yaml"]


@pytest.mark.parametrize("mark", MARKS)
def test_a_site_is_never_written_over(mark: str, tmp_path: Path) -> None:
    """A folder that is a site already is refused and left as it is."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / mark).touch()
    done = factcheck("init", tmp_path / "site")
    assert done.returncode == 2
    assert f"it holds {mark}" in done.stderr
    assert list(tree(tmp_path / "site")) == [mark]


def test_files_that_are_there_stay(tmp_path: Path) -> None:
    """What a repository host has put into a new repository is kept, and said."""
    (tmp_path / "README.md").write_text("Mine.")
    done = factcheck("init", tmp_path)
    assert done.returncode == 0
    assert "README.md was there already and is as it was." in done.stdout
    assert (tmp_path / "README.md").read_text() == "Mine."
    assert factcheck("check", "--strict", folder=tmp_path).returncode == 0


def test_an_address_must_be_one(tmp_path: Path) -> None:
    """An address without a scheme is refused before anything is written."""
    done = factcheck("init", tmp_path / "site", "--siteurl", "checks.example.org")
    assert done.returncode == 2
    assert "https://" in done.stderr
    assert not (tmp_path / "site").exists()
