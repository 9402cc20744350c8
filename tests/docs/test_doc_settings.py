"""docs/settings.md names every setting, with its real default."""

from __future__ import annotations

import datetime as dt
import re

from dockit import read, table
from factcheck.configuration import DEFAULTS
from factcheck.settings import settings_from
from sitekit import REPO

_SETTING = re.compile(r"\bFACTCHECK_[A-Z_]*[A-Z]\b")


def test_every_setting_of_ours_is_documented() -> None:
    """Each FACTCHECK_ name in the code is in the document, and the other way round."""
    code = "".join(path.read_text(encoding="utf-8") for path in (REPO / "plugins/factcheck").rglob("*.py"))

    assert set(_SETTING.findall(read("docs/settings.md"))) == set(_SETTING.findall(code))


def test_defaults_are_those_of_the_code() -> None:
    """The defaults in the table are what an empty settings file gives."""
    settings = settings_from({}, dt.datetime(2026, 11, 23, tzinfo=dt.UTC), {})
    shown = {row[0].strip("`"): row[1].strip("`") for row in table(read("docs/settings.md"), "Of the site")}

    assert shown["SITENAME"] == settings.sitename
    assert shown["SITESUBTITLE"] == settings.subtitle
    assert shown["DEFAULT_LANG"] == settings.language
    assert shown["FACTCHECK_STALE_AFTER"] == str(settings.stale_after)
    assert (shown["SITEURL"], settings.siteurl) == ("none", "")
    assert (shown["FACTCHECK_REPORT_URL"], settings.report_url) == ("none", "")
    assert (shown["FACTCHECK_REPOSITORY_URL"], settings.repository_url) == ("none", "")
    assert shown["FACTCHECK_REVISIONS"] == str(settings.revisions)
    assert shown["FACTCHECK_TWO_PAIRS_OF_EYES"] == str(settings.two_pairs_of_eyes)


def test_defaults_of_pelican_s_settings_are_ours() -> None:
    """What the table says of Pelican's settings is what a site without a settings file gets."""
    shown = {row[0].strip("`"): row[1].strip("`") for row in table(read("docs/settings.md"), "Of Pelican")}
    for name in ("OUTPUT_PATH", "PAGE_PATHS", "STATIC_PATHS"):
        default = DEFAULTS[name]
        assert shown[name] == (default if isinstance(default, str) else str(default).replace("'", '"'))
