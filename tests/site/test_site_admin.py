"""The form for editors on a published site: there only where it is asked for, and no page of the site."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sitekit import SmallSite, differing, factcheck, files_with, pelican, tree

if TYPE_CHECKING:
    from pathlib import Path

BACKEND = {"name": "github", "repo": "newsroom/checks"}


@pytest.fixture
def site(small_site: SmallSite) -> SmallSite:
    """Return a site with settings of its own."""
    small_site.settings(SITEURL="https://checks.example", PLUGINS=["factcheck"], PATH="content")
    (small_site.folder / "content").mkdir()
    return small_site


def with_form(site: SmallSite) -> Path:
    """Build a site with a form."""
    site.settings(
        SITEURL="https://checks.example", PLUGINS=["factcheck"], PATH="content", FACTCHECK_ADMIN={"backend": BACKEND}
    )
    return site.build()


def test_no_site_has_a_form_unless_it_asks(site: SmallSite) -> None:
    """By default there is nothing at /admin/."""
    assert [path for path in tree(site.build()) if path.startswith("admin/")] == []


def test_a_form_adds_its_own_files_and_changes_no_other(site: SmallSite) -> None:
    """All other files, the sitemap among them, are the same bytes with it and without it; none speaks of it."""
    without = tree(site.build())
    output = with_form(site)
    assert {path: digest for path, digest in tree(output).items() if not path.startswith("admin/")} == without
    assert {"admin/index.html", "admin/admin.js", "admin/config.json", "admin/cms/npm/index.js"} <= tree(output).keys()
    assert [path for path in files_with(output, "admin/") if not path.startswith("admin/")] == []


def test_its_configuration_names_the_host(site: SmallSite) -> None:
    """Records are saved where the setting says."""
    config = json.loads((with_form(site) / "admin/config.json").read_bytes())
    assert config["backend"] == BACKEND


def test_it_is_kept_out_of_search_engines_and_fetches_no_foreign_program(site: SmallSite) -> None:
    """Its page says noindex, and its policy allows programs of the site alone."""
    page = (with_form(site) / "admin/index.html").read_text("utf-8")
    assert '<meta name="robots" content="noindex">' in page
    assert "default-src 'self'" in page


def test_the_checks_of_the_output_let_it_be(site: SmallSite) -> None:
    """It is a program: it has no heading, and its texts are not read for links."""
    done = factcheck("check-output", with_form(site))
    assert done.returncode == 0, done.stdout


def test_plain_pelican_writes_the_same(site: SmallSite) -> None:
    """With the settings alone the form is there too."""
    output = with_form(site)
    other = site.folder / "plain"
    done = pelican("-s", "pelicanconf.py", "-o", other, folder=site.folder)
    assert done.returncode == 0, done.stderr
    assert differing(output, other) == []


def test_it_goes_when_it_is_not_asked_for_any_more(site: SmallSite) -> None:
    """The next build removes it."""
    with_form(site)
    site.settings(SITEURL="https://checks.example", PLUGINS=["factcheck"], PATH="content")
    assert not (site.build() / "admin").exists()
