"""One site, one set of bytes, whoever builds it and where; and settings that count as in any Pelican site."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from factcheck.configuration import DEFAULTS
from sitekit import (
    GOLDEN,
    REPO,
    SmallSite,
    build,
    copy_of_the_demo,
    differing,
    factcheck,
    only,
    page,
    pelican,
    read_json,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the demonstration site, not built."""
    return copy_of_the_demo(tmp_path_factory.mktemp("identity") / "site")


@pytest.fixture
def settled(small_site: SmallSite) -> SmallSite:
    """Return a small site whose settings are complete, so that plain Pelican can build it."""
    (small_site.folder / "content").mkdir()
    small_site.settings(
        **{**DEFAULTS, "SITENAME": "Small", "SITEURL": "https://small.example", "THEME": str(REPO / "theme")}
    )
    return small_site


def test_two_builds_are_byte_identical(demo_site: Path, demo: Path) -> None:
    """The same records at the same ``SOURCE_DATE_EPOCH`` give the same bytes, in another folder too."""
    assert differing(demo_site, build(demo, demo.parent / "again", "--release")) == []


def test_plain_pelican_writes_the_same_bytes(demo_site: Path, demo: Path) -> None:
    """``pelican -s publishconf.py`` and ``factcheck build --release`` make the same site, file by file."""
    done = pelican("-s", "publishconf.py", "-o", demo.parent / "plain", folder=demo)
    assert done.returncode == 0, done.stdout + done.stderr
    assert differing(demo_site, demo.parent / "plain") == []


def test_the_order_of_folders_on_disk_does_not_matter(golden_site: Path, tmp_path: Path) -> None:
    """Files written in the opposite order, as another system might list them, give the same bytes."""
    site = tmp_path / "site"
    for path in sorted((GOLDEN / "site").rglob("*"), reverse=True):
        if path.is_file():
            target = site / path.relative_to(GOLDEN / "site")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    assert differing(golden_site, build(site, tmp_path / "output", "--release")) == []


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_the_time_zone_of_the_machine_does_not_matter(golden_site: Path, tmp_path: Path, zone: str) -> None:
    """Dates are those of UTC, on every machine."""
    output = tmp_path / "output"
    done = factcheck("build", "--site", GOLDEN / "site", "--output", output, "--release", TZ=zone, LC_ALL="C")
    assert (done.returncode, differing(golden_site, output)) == (0, [])


def test_an_override_on_pelicans_command_line_counts(settled: SmallSite) -> None:
    """``-e SITENAME='"Other"'`` renames the site on its pages and in its feeds."""
    done = pelican("-s", "pelicanconf.py", "-e", 'SITENAME="Other"', folder=settled.folder)
    assert done.returncode == 0, done.stdout + done.stderr
    output = settled.folder / "output"
    assert only(page(output / "index.html"), "title").get_text() == "Other"
    assert read_json(output / "feeds/claims.json")["title"] == "Other"


def test_an_override_of_our_own_settings_counts(settled: SmallSite) -> None:
    """``-e FACTCHECK_TAG_AUTHORITY=…`` changes the ids of the feed."""
    done = pelican("-s", "pelicanconf.py", "-e", 'FACTCHECK_TAG_AUTHORITY="other.example,2020"', folder=settled.folder)
    assert done.returncode == 0, done.stdout + done.stderr
    feed = read_json(settled.folder / "output/feeds/claims.json")
    assert [item["id"] for item in feed["items"]] == ["tag:other.example,2020:claims/trees"]


OWN_404 = "{% extends 'base.html' %}{% block main %}<h1>Our own</h1>{% endblock %}"


def test_a_template_override_wins_under_factcheck(settled: SmallSite) -> None:
    """A folder in ``THEME_TEMPLATES_OVERRIDES``, relative to the site, replaces a template of the theme."""
    settled.write("overrides/404.html", OWN_404)
    settled.write(
        "pelicanconf.py",
        (settled.folder / "pelicanconf.py").read_text(encoding="utf-8") + "THEME_TEMPLATES_OVERRIDES = ['overrides']\n",
    )
    assert only(page(settled.build() / "404.html"), "h1").get_text() == "Our own"


def test_a_template_override_wins_under_pelican(settled: SmallSite) -> None:
    """The same under plain Pelican, as any Pelican user expects."""
    settled.write("overrides/404.html", OWN_404)
    done = pelican("-s", "pelicanconf.py", "-e", 'THEME_TEMPLATES_OVERRIDES=["overrides"]', folder=settled.folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert only(page(settled.folder / "output/404.html"), "h1").get_text() == "Our own"


def test_a_problem_under_plain_pelican_leaves_with_1(settled: SmallSite) -> None:
    """Without our guard too, a quote that does not stand is printed, nothing is written, and the status is 1."""
    settled.claim(quote={"source": "minutes", "exact": "It will plant eighty trees before the winter"})
    done = pelican("-s", "pelicanconf.py", folder=settled.folder)
    assert (done.returncode, "claims/trees.yaml:6:10: error: " in done.stdout) == (1, True)
    assert not (settled.folder / "output").exists()


def test_a_theme_of_the_sites_own_is_used(settled: SmallSite) -> None:
    """A site that brings a whole theme gets its pages from there."""
    shutil.copytree(REPO / "theme", settled.folder / "mine")
    settled.write("mine/templates/404.html", OWN_404)
    settled.settings(**{**DEFAULTS, "SITENAME": "Small", "THEME": "mine"})
    assert only(page(settled.build() / "404.html"), "h1").get_text() == "Our own"


def test_a_theme_without_some_templates_gets_ours(settled: SmallSite) -> None:
    """Templates that a theme does not have are found in the default theme."""
    settled.write("mine/templates/404.html", OWN_404)
    shutil.copytree(REPO / "theme/static", settled.folder / "mine/static")
    settled.settings(**{**DEFAULTS, "SITENAME": "Small", "THEME": "mine"})
    assert (settled.build() / "claims/trees/index.html").is_file()


def test_siteurl_on_the_command_line_wins(settled: SmallSite) -> None:
    """``--siteurl`` replaces the settings' own address everywhere."""
    output = settled.build("--siteurl", "https://other.example/below")
    canonical = only(page(output / "claims/trees/index.html"), 'link[rel="canonical"]')
    assert canonical["href"] == "https://other.example/below/claims/trees/"
    assert "https://small.example" not in (output / "sitemap.xml").read_text(encoding="utf-8")


def test_release_settings_are_read_for_a_release_alone(settled: SmallSite) -> None:
    """``publishconf.py`` counts with ``--release`` and not without."""
    settled.write(
        "publishconf.py", (settled.folder / "pelicanconf.py").read_text(encoding="utf-8") + "SITENAME = 'Published'\n"
    )
    assert only(page(settled.build() / "index.html"), "title").get_text() == "Small"
    assert only(page(settled.build("--release") / "index.html"), "title").get_text() == "Published"


def test_two_settings_are_enough_for_plain_pelican(small_site: SmallSite) -> None:
    """With ``PATH`` and ``PLUGINS`` alone, plain Pelican writes what ``factcheck build`` writes."""
    small_site.settings(PATH="content", PLUGINS=["factcheck"])
    small_site.write("content/pages/about.md", "Title: About & more\n\nWe *check*.\n")
    done = pelican("-o", small_site.folder / "plain", folder=small_site.folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert differing(small_site.build(), small_site.folder / "plain") == []


def test_a_theme_of_a_blog_keeps_its_pages_and_gets_ours(small_site: SmallSite) -> None:
    """The site's own pages get that theme, all others ours with its stylesheet; no link is dead."""
    small_site.settings(PATH="content", PLUGINS=["factcheck"], THEME="simple")
    small_site.write("content/pages/about.md", "Title: About us\n\nWe *check*.\n")
    done = pelican(folder=small_site.folder)
    assert done.returncode == 0, done.stdout + done.stderr
    output = small_site.folder / "output"
    generators = [only(page(output / p), "meta[name=generator]")["content"] for p in ("about/index.html", "index.html")]
    assert generators == ["Pelican", "factcheck"]
    assert factcheck("check-output", output).returncode == 0
