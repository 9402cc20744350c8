"""Settings files: every one is optional, and a broken one is a problem with a line."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from factcheck.clock import build_time
from factcheck.configuration import DEFAULTS, read_configuration
from factcheck.problems import Place
from factcheck.settings import OUR_SETTINGS, settings_from

if TYPE_CHECKING:
    from pathlib import Path


def conf(site: Path, text: str, name: str = "pelicanconf.py") -> Path:
    """Write a settings file."""
    (site / name).write_text(text, encoding="utf-8")
    return site


def test_a_site_without_settings(tmp_path: Path) -> None:
    """A bare folder is a site: our defaults, no address, output/ in the folder."""
    found = read_configuration(tmp_path)
    assert found.problems == ()
    assert (found.settings.sitename, found.settings.siteurl, found.settings.language) == ("Fact checks", "", "en")
    assert found.settings.base == "http://localhost"
    assert found.values["OUTPUT_PATH"] == str(tmp_path / "output")
    assert found.values["PLUGINS"] == ["factcheck"]


def test_settings_are_the_sites_own(tmp_path: Path) -> None:
    """What the file sets wins over our defaults."""
    conf(
        tmp_path,
        "SITENAME = 'Checks'\nSITEURL = 'https://example.org/checks/'\nDEFAULT_LANG = 'uk'\nOUTPUT_PATH = 'public'\n"
        "FACTCHECK_STALE_AFTER = 30\nFACTCHECK_TAG_AUTHORITY = 'example.org,2020'\n"
        "FACTCHECK_REPORT_URL = 'mailto:a@b.org'\nSITESUBTITLE = 'Sub'\nFACTCHECK_TWO_PAIRS_OF_EYES = True\n",
    )
    found = read_configuration(tmp_path)
    settings = found.settings
    assert (settings.sitename, settings.subtitle, settings.siteurl) == ("Checks", "Sub", "https://example.org/checks")
    assert (settings.language, settings.stale_after, settings.two_pairs_of_eyes) == ("uk", 30, True)
    assert (settings.tag_authority, settings.report_url) == ("example.org,2020", "mailto:a@b.org")
    assert found.values["OUTPUT_PATH"] == str(tmp_path / "public")


def test_an_address_on_the_command_line_wins(tmp_path: Path) -> None:
    """``--siteurl`` replaces the settings' own."""
    conf(tmp_path, "SITEURL = 'https://example.org'\n")
    assert read_configuration(tmp_path, siteurl="https://preview.example").settings.siteurl == "https://preview.example"


def test_no_address_on_the_command_line(tmp_path: Path) -> None:
    """An empty ``--siteurl`` builds without an address."""
    conf(tmp_path, "SITEURL = 'https://example.org'\n")
    assert read_configuration(tmp_path, siteurl="").settings.siteurl == ""


def test_a_release_has_its_own_file(tmp_path: Path) -> None:
    """``publishconf.py`` is read for a release, where there is one, and may build on the other."""
    conf(tmp_path, "SITENAME = 'Draft'\n")
    conf(tmp_path, "SITENAME = 'Release'\n", "publishconf.py")
    assert read_configuration(tmp_path).settings.sitename == "Draft"
    assert read_configuration(tmp_path, release=True).settings.sitename == "Release"


def test_a_release_without_its_own_file(tmp_path: Path) -> None:
    """A release falls back to the ordinary settings."""
    conf(tmp_path, "SITENAME = 'Draft'\n")
    assert read_configuration(tmp_path, release=True).settings.sitename == "Draft"


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("A = 1\nSITENAME = Checks\n", 2, "Python stops here with NameError: name 'Checks' is not defined"),
        ("A = 1\n\nSITENAME = 'Checks\n", 3, "Python stops here with SyntaxError: unterminated string literal"),
        ("def f():\n    return 1 / 0\n\n\nf()\n", 2, "Python stops here with ZeroDivisionError: division by zero"),
        ("import no_such_module\n", 1, "Python stops here with ModuleNotFoundError: No module named 'no_such_module'"),
        ("import sys\nsys.exit(3)\n", 2, "Python stops here with SystemExit: 3"),
    ],
    ids=["name", "syntax", "inside", "import", "exit"],
)
def test_a_broken_file_is_a_problem(tmp_path: Path, text: str, line: int, found: str) -> None:
    """Whatever the file raises is shown with the line of the file, never as a traceback."""
    [problem] = read_configuration(conf(tmp_path, text)).problems
    assert (problem.code, problem.place) == ("settings-broken", Place("pelicanconf.py", line))
    assert problem.message.startswith(f"The settings file must run, and hold values that can be used; {found}")


@pytest.mark.parametrize(
    "text",
    [
        "FACTCHECK_STALE_AFTER = 'soon'\n",
        "FACTCHECK_STALE_AFTER = None\n",
        "FACTCHECK_TWO_PAIRS_OF_EYES = 'no'\n",
        "FACTCHECK_TWO_PAIRS_OF_EYES = 1\n",
        "PLUGIN_PATHS = 3\n",
        "SITEURL = 'https://['\n",
        "SITEURL = 'example.org'\n",
        "THEME = 'missing'\n",
    ],
)
def test_a_value_that_cannot_be_used_is_a_problem(tmp_path: Path, text: str) -> None:
    """A setting of the wrong kind is shown like any other mistake of the file."""
    [problem] = read_configuration(conf(tmp_path, text)).problems
    assert (problem.code, problem.place.path) == ("settings-broken", "pelicanconf.py")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("A = 1\nFACTCHECK_STALE_AFTER = 'soon'\n", 2, "FACTCHECK_STALE_AFTER must be a number of days such as 365"),
        ("SITENAME = 'x'\n\nSITEURL = 'example.org'\n", 3, "SITEURL must start with https:// or http://"),
        ("A = 1\nTHEME = 'missing'\n", 2, "THEME must be a folder"),
    ],
)
def test_a_value_is_mended_where_it_is_set(tmp_path: Path, text: str, line: int, said: str) -> None:
    """The problem points at the line that sets the value, and says what the value must be."""
    [problem] = read_configuration(conf(tmp_path, text)).problems
    assert problem.place == Place("pelicanconf.py", line)
    assert said in problem.message


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("FACTCHECK_STALE_AFTR", "Did you mean “FACTCHECK_STALE_AFTER”?"),
        ("FACTCHECK_X", f"Ours are {', '.join(OUR_SETTINGS)}."),
    ],
)
def test_a_misspelt_setting_is_a_problem(tmp_path: Path, name: str, hint: str) -> None:
    """A setting that nobody reads would silently do nothing."""
    [problem] = read_configuration(conf(tmp_path, f"SITENAME = 'x'\n{name} = 1\n")).problems
    assert (problem.code, problem.place, problem.hint) == ("setting-unknown", Place("pelicanconf.py", 2), hint)


def test_content_is_optional(tmp_path: Path) -> None:
    """Without content/ Pelican is given no pages to read."""
    values = read_configuration(tmp_path).values
    assert (values["PATH"], values["PAGE_PATHS"], values["STATIC_PATHS"]) == (str(tmp_path), [], [])


def test_pages_are_known_before_they_are_rendered(tmp_path: Path) -> None:
    """Slugs and titles come from the head of each page, in any of its formats."""
    pages = tmp_path / "content/pages"
    pages.mkdir(parents=True)
    (pages / "about.md").write_text("title: About us\nslug: about\n\nText", encoding="utf-8")
    (pages / "plain.md").write_text("Title: A title: with a colon\n\nText", encoding="utf-8")
    (pages / "method.rst").write_text("Method\n######\n\n:slug: methodology\n:title: Our method\n", encoding="utf-8")
    (pages / "page.html").write_text(
        '<html><head><title>A page</title><meta name="slug" content="own"></head></html>', encoding="utf-8"
    )
    (pages / "later.md").write_text("Title: Not yet\nStatus: draft\n\nText", encoding="utf-8")
    (pages / "notes.txt").write_text("title: no page\n", encoding="utf-8")
    assert read_configuration(tmp_path).settings.pages == {
        "about": "About us",
        "plain": "A title: with a colon",
        "methodology": "Our method",
        "own": "A page",
    }


def test_a_theme_of_ones_own(tmp_path: Path) -> None:
    """A theme folder in the site is used."""
    (tmp_path / "mytheme").mkdir()
    conf(tmp_path, "THEME = 'mytheme'\n")
    assert read_configuration(tmp_path).values["THEME"] == str(tmp_path / "mytheme")


def test_our_theme(tmp_path: Path) -> None:
    """A site without a theme of its own gets ours."""
    assert read_configuration(tmp_path).values["THEME"].endswith("theme")


def test_defaults_are_not_shared(tmp_path: Path) -> None:
    """Reading one site leaves the defaults of the next as they are."""
    before = repr(DEFAULTS)
    read_configuration(conf(tmp_path, "PLUGINS = ['other']\n"))
    assert repr(DEFAULTS) == before


def test_the_tag_authority_follows_the_address() -> None:
    """Without one of its own, feed ids are in the name of the site's host."""
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    assert settings_from({"SITEURL": "https://news.example:8443/checks"}, now, {}).tag_authority == "news.example,2026"
    assert settings_from({}, now, {}).tag_authority == "localhost,2026"


def test_the_policy_pages() -> None:
    """A ClaimReview needs all three pages."""
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    pages = {"about": "", "methodology": "", "corrections-policy": ""}
    assert settings_from({}, now, pages).has_policy_pages is True
    assert settings_from({}, now, {"about": ""}).has_policy_pages is False


def test_the_clock_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """``SOURCE_DATE_EPOCH`` is the time of the build, in UTC."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert build_time() == dt.datetime(2027, 1, 15, 8, tzinfo=dt.UTC)


@pytest.mark.parametrize("value", ["", "tomorrow", "-5"])
def test_a_clock_that_is_not_set(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """Without a number of seconds it is now."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    assert abs(build_time() - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("FACTCHECK_REPORT_URL = 'javascript:alert(1)'\n", "FACTCHECK_REPORT_URL must be an address"),
        ("FACTCHECK_REPORT_URL = 'mailto:nobody'\n", "FACTCHECK_REPORT_URL must be an address"),
        ("FACTCHECK_REPOSITORY_URL = 'https://x.example/commit/'\n", "FACTCHECK_REPOSITORY_URL must be a web address"),
        ("FACTCHECK_REPOSITORY_URL = 'file:///{hash}'\n", "FACTCHECK_REPOSITORY_URL must be a web address"),
        ("FACTCHECK_REVISIONS = 'no'\n", "FACTCHECK_REVISIONS must be True or False"),
    ],
)
def test_an_address_that_cannot_be_linked_is_a_problem(tmp_path: Path, text: str, said: str) -> None:
    """Where readers report, where commits are shown and whether they are: a wrong value is told at its line."""
    found = read_configuration(conf(tmp_path, f"SITENAME = 'Checks'\n{text}"))
    assert [(p.code, p.place) for p in found.problems] == [("settings-broken", Place("pelicanconf.py", 2))]
    assert said in found.problems[0].message
