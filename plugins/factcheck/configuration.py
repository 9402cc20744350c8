"""Settings files: read without Pelican, because checking records must not wait for its import."""

from __future__ import annotations

import difflib
import re
import runpy
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from factcheck.clock import build_time
from factcheck.codes import problem
from factcheck.content_pages import read_content_pages
from factcheck.problems import Place, Problem
from factcheck.settings import OUR_SETTINGS, PREFIX, Settings, settings_from, unknown_settings
from factcheck.text import counted
from factcheck.theme import theme_folder
from factcheck.translations import known_languages, untranslated
from factcheck.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SETTINGS_FILE: Final = "pelicanconf.py"
RELEASE_FILE: Final = "publishconf.py"

# What a site without a settings file gets, and what a settings file need not repeat.
DEFAULTS: Final[dict[str, Any]] = {
    "SITENAME": "Fact checks",
    "PAGE_PATHS": ["pages"],
    "PAGE_URL": "{slug}/",
    "PAGE_SAVE_AS": "{slug}/index.html",
    "PAGE_LANG_URL": "{slug}/",
    "PAGE_LANG_SAVE_AS": "{slug}/index.html",
    "DRAFT_PAGE_SAVE_AS": "",
    "DRAFT_PAGE_LANG_SAVE_AS": "",
    "SLUGIFY_SOURCE": "basename",
    "STATIC_PATHS": ["extra"],
    "RELATIVE_URLS": True,
    "ARTICLE_PATHS": [],
    "DIRECT_TEMPLATES": [],
    "AUTHOR_SAVE_AS": "",
    "CATEGORY_SAVE_AS": "",
    "TAG_SAVE_AS": "",
    "FEED_ALL_ATOM": None,
    "CATEGORY_FEED_ATOM": None,
    "TRANSLATION_FEED_ATOM": None,
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
    "TIMEZONE": "UTC",
    "OUTPUT_PATH": "output",
    "PLUGINS": ["factcheck"],
    "DELETE_OUTPUT_DIRECTORY": False,
}


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings of a site as Pelican knows them, with absolute paths, and as the core does."""

    values: dict[str, Any]
    settings: Settings
    problems: tuple[Problem, ...]


def read_configuration(
    site: Path, *, release: bool = False, siteurl: str | None = None, in_full: bool = False
) -> Configuration:
    """Read the settings of a site; every file of them is optional. A build reads them ``in_full``."""
    own, problems = _own_values(site, release=release)
    if siteurl is not None:
        own["SITEURL"] = siteurl
    try:
        return _configuration(site, own, problems, release=release, in_full=in_full)
    except (TypeError, ValueError) as error:
        name = _settings_file(site, release=release)
        line = _line_that_sets(site / name, str(error))
        found = problem("settings-broken", Place(name, line), found=f"a value cannot be used: {error}")
        return _configuration(site, {}, [*problems, found], release=release, in_full=False)


def _configuration(
    site: Path, own: dict[str, Any], problems: list[Problem], *, release: bool, in_full: bool
) -> Configuration:
    values = {**DEFAULTS, **own, "FACTCHECK_SITE": str(site), "FACTCHECK_RELEASE": release}
    values["THEME"] = str(_theme(site, values.get("THEME")))
    content = site / str(values.get("PATH", "content"))
    if not content.is_dir():
        # Pelican wants a folder to read pages from; a site without content has none to read.
        content = site
        values |= {"PAGE_PATHS": [], "STATIC_PATHS": []}
    values["PATH"] = str(content)
    values["OUTPUT_PATH"] = str(site / str(values["OUTPUT_PATH"]))
    for name in ("PLUGIN_PATHS", "THEME_TEMPLATES_OVERRIDES"):
        values[name] = [str(site / path) for path in values.get(name, [])]
    pages = read_content_pages(site, content, values["PAGE_PATHS"])
    settings = settings_from(values, build_time(), pages.titles)
    name = _settings_file(site, release=release)
    spoken = (
        replace(p, place=Place(name, _line_that_sets(site / name, s)))
        for s, p in language_problems(settings, in_full=in_full)
    )
    return Configuration(values, settings, (*problems, *pages.problems, *spoken))


def language_problems(settings: Settings, *, in_full: bool) -> Iterator[tuple[str, Problem]]:
    """Yield what the interface cannot say in the languages of a site, each with the setting at fault.

    Only ``in_full`` are catalogues read: a check of records does not wait for them, a build does.
    """
    known = known_languages()
    words = {"known": ", ".join(known)}
    if settings.languages[0].partition("-")[0] != settings.language.partition("-")[0]:
        yield "DEFAULT_LANG", problem("interface-in-english", Place(SETTINGS_FILE), found=settings.language, **words)
    for code in settings.languages:
        lacks = "there is no catalogue" if code.partition("-")[0] not in known else _lacks(code) if in_full else ""
        if lacks:
            words |= {"found": code, "lacks": lacks, "file": f"locale/{code}.po"}
            yield "FACTCHECK_LANGUAGES", problem("interface-untranslated", Place(SETTINGS_FILE), **words)


def _lacks(code: str) -> str:
    """Say what the interface lacks in a language; an empty text if nothing."""
    missing = untranslated(code)
    return f"{counted(len(missing), 'message is', 'messages are')} missing, the first “{missing[0]}”" if missing else ""


def _own_values(site: Path, *, release: bool) -> tuple[dict[str, Any], list[Problem]]:
    path = site / _settings_file(site, release=release)
    if not path.is_file():
        return {}, []
    values, problems = _run(path)
    return values, [*problems, *(_unknown(name, path) for name in unknown_settings(values))]


def _settings_file(site: Path, *, release: bool) -> str:
    return RELEASE_FILE if release and (site / RELEASE_FILE).is_file() else SETTINGS_FILE


def _unknown(name: str, path: Path) -> Problem:
    words = {ours.removeprefix(PREFIX): ours for ours in OUR_SETTINGS}
    near = difflib.get_close_matches(name.removeprefix(PREFIX), words, n=1)
    better = f"Did you mean “{words[near[0]]}”?" if near else f"Ours are {', '.join(OUR_SETTINGS)}."
    return problem("setting-unknown", Place(path.name, _line_that_sets(path, name)), found=name, better=better)


def _line_that_sets(path: Path, text: str) -> int:
    """Return the last line of a settings file that sets a name which the text speaks of; 1 where none does."""
    found = 1
    if path.is_file():
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            match = re.match(r"([A-Z][A-Z_]*)\s*=", line)
            if match and re.search(rf"\b{match[1]}\b", text):
                found = number
    return found


def _run(path: Path) -> tuple[dict[str, Any], list[Problem]]:
    """Run a settings file as Pelican does. Whatever it raises is the editor's mistake, and shown as one."""
    # publishconf.py imports pelicanconf by name: never one that another site has left behind.
    sys.modules.pop(SETTINGS_FILE.removesuffix(".py"), None)
    try:
        found = runpy.run_path(str(path))
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a settings file may raise anything
        line = _line_of(error, path)
        text = f"Python stops here with {type(error).__name__}: {error}"
        return {}, [problem("settings-broken", Place(path.name, line), found=text)]
    return {key: value for key, value in found.items() if key.isupper()}, []


def _line_of(error: BaseException, path: Path) -> int:
    if isinstance(error, SyntaxError):
        return error.lineno or 1
    lines, trace = [1], error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == str(path):
            lines.append(trace.tb_lineno)
        trace = trace.tb_next
    return lines[-1]


def _theme(site: Path, name: str | None) -> Path:
    if name is None:
        return theme_folder()
    if not (site / name).is_dir():
        raise ValueError(f"THEME must be a folder, and there is no {name}")
    return site / name
