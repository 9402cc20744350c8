"""Codes of the site's settings and pages."""

from __future__ import annotations

from typing import Final

from factcheck.codes.entry import error

SITE: Final = {
    "setting-unknown": error(
        "A setting that begins with FACTCHECK_ must be one of ours; nobody reads “{found}”.",
        "{better}",
        why="A misspelt setting would silently do nothing.",
        bad="FACTCHECK_STALE_AFTER2 = 90",
        good="FACTCHECK_STALE_AFTER = 90",
    ),
    "settings-broken": error(
        "The settings file must run, and hold values that can be used; {found}.",
        'It is a Python file of lines such as NAME = "text": look for a quotation mark or a comma that is missing. '
        "docs/settings.md shows every setting with its form.",
        why="The settings say how the site is called and where it lives.",
        bad="SITENAME = Checks",
        good='SITENAME = "Checks"',
    ),
    "site-empty": error(
        "A site must have a folder claims/ with at least one record, and there is none here.",
        "Go to the folder of your site, or name it with --site.",
        why="An empty result is nearly always the wrong folder.",
        bad="(an empty folder)",
        good="claims/… and seeds/…",
    ),
}
