"""The Pelican glue, and the only door to Pelican: one generator that writes what ``outputs`` yields."""

from __future__ import annotations

import inspect
import logging
import shutil
import sys
from itertools import chain
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, FileSystemLoader
from pelican import autoreload, signals
from pelican.generators import Generator
from pelican.settings import DEFAULT_CONFIG, DEFAULT_THEME

from factcheck.admin import admin_files, published_records
from factcheck.admin_config import admin_config
from factcheck.clock import build_time
from factcheck.configuration import DEFAULTS, language_problems
from factcheck.content_pages import read_content_pages
from factcheck.environments import STRICT, speak
from factcheck.examine import Examined, examine, refused
from factcheck.indexer import NoIndexerError, require_indexer
from factcheck.making import Maker, make_all
from factcheck.markup import plain
from factcheck.model import Site
from factcheck.outputs import cards
from factcheck.pages.edition import edition
from factcheck.pages.here import Here
from factcheck.problems import render
from factcheck.publication import write_file
from factcheck.records import DEFAULT_SCALE
from factcheck.rendering import is_written_for_us, renderer, theme_of
from factcheck.revisions import with_revisions
from factcheck.settings import CACHE_FOLDER, settings_from
from factcheck.theme import theme_folder
from factcheck.workspace import below_repository, read_inputs, source_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pelican import Pelican

    from factcheck.made_units import Making
    from factcheck.making import Elsewhere
    from factcheck.outputs import Draw
    from factcheck.pages.edition import Edition
    from factcheck.problems import Problem
    from factcheck.settings import Settings

log = logging.getLogger(__name__)
STYLESHEET = "css/factcheck.css"
WATCHED = ("claims", "seeds")
# Pelican has used these before it asks its plugins.
_NOT_ADOPTED = frozenset({"OUTPUT_PATH", "PLUGINS", "DELETE_OUTPUT_DIRECTORY"})
_NOTHING = Site(
    claims={},
    takedowns=(),
    sources={},
    uses={},
    things={},
    dossiers={},
    corrections=(),
    scale=DEFAULT_SCALE,
    redirects={},
)


class FactcheckGenerator(Generator):
    """Checks the records before anything is written, then writes every file of the site.

    With problems, a one-shot build ends with exit status 1 before any file is touched. Under autoreload the
    problems are logged and the last good files stay.
    """

    examined: Examined
    site_settings: Settings
    around: Edition

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)  # type: ignore[no-untyped-call]  # Pelican's own
        self.env.autoescape, self.env.undefined = STRICT["autoescape"], STRICT["undefined"]
        # A new generator reads the templates anew, so nothing is asked about their files while pages are made.
        self.env.auto_reload = False

    def generate_context(self) -> None:
        """Examine the site; give Pelican's own pages what stands around their content."""
        handed_over: Settings | None = self.settings.get("FACTCHECK_SETTINGS")
        self.site_settings, problems = (handed_over, ()) if handed_over else site_settings(self.settings)
        if self.site_settings.release:
            _require_indexer()
        self.examined = self.settings.get("FACTCHECK_EXAMINED") or self._examine(problems)
        around = self.around = edition(self.examined.site or _NOTHING, self.site_settings)
        kinds = ("pages", "hidden_pages", "draft_pages")
        own = [page for kind in kinds for page in self.context.get(kind, [])]
        for page in [*own, *(translation for original in own for translation in original.translations)]:
            here = Here(around, page.url)
            page.factcheck = SimpleNamespace(frame=here.frame(page.title, _summary(page)))

    def _examine(self, problems: tuple[Problem, ...]) -> Examined:
        examined = refused(examine(read_inputs(site_folder(self.settings)), self.site_settings), problems)
        if examined.problems:
            text = render(examined.problems, "text", line_at=source_lines(site_folder(self.settings)))
            if examined.site is None and not self.settings.get("AUTORELOAD"):
                print(text)  # noqa: T201 - Pelican's log would mangle the lines
                raise SystemExit(1)
            log.warning("%s", text)
        return with_revisions(examined, site_folder(self.settings), self.site_settings)

    def generate_output(self, writer: object) -> None:
        """Write every file of the site below the output folder."""
        del writer  # Pelican's writer sends a signal a file, and keeps the context of every page
        if self.examined.site is None:
            return
        folder = Path(self.output_path)
        if not (Path(self.theme) / "static" / STYLESHEET).is_file():
            shutil.copytree(theme_folder() / "static", folder / self.settings["THEME_STATIC_DIR"], dirs_exist_ok=True)
        report: Callable[[], None] = self.settings.get("FACTCHECK_PROGRESS", lambda: None)
        around = self.around
        drawn = drawn_into(site_folder(self.settings) / CACHE_FOLDER / "cards")

        def written(path: str, data: bytes) -> None:
            write_file(folder, path, data)
            report()

        render_view = renderer(theme_of(self.env), self.site_settings, self.settings.get("FACTCHECK_CODE", ()))
        maker = Maker(around, render_view, written)
        remember: Callable[[Callable[[], Making]], None] = self.settings.get("FACTCHECK_MADE", lambda _: None)
        elsewhere: Elsewhere | None = self.settings.get("FACTCHECK_ELSEWHERE")
        remember(make_all(maker, self.settings.get("FACTCHECK_JOBS", 1), elsewhere))
        for path, data in chain(cards(around, drawn), _search_files(around), self._form(self.examined.site)):
            written(path, data)

    def _form(self, site: Site) -> Iterator[tuple[str, bytes]]:
        """Yield the files of the form for editors, if the site is to have one."""
        if backend := self.site_settings.admin_backend:
            below = below_repository(site_folder(self.settings).resolve())
            yield from admin_files(admin_config(*published_records(site), backend=backend, below=below))


def _require_indexer() -> None:
    try:
        require_indexer()
    except NoIndexerError as error:
        print(error, file=sys.stderr)  # noqa: T201 - Pelican would go on after an error in its log
        raise SystemExit(2) from None


def _search_files(around: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the search of a release; a preview has none."""
    if around.settings.release:
        from factcheck.search_index import search_files  # noqa: PLC0415 - for releases alone

        yield from search_files(around)


def drawn_into(cache: Path) -> Draw:
    """Return what draws pictures, and remembers them in a folder."""

    def draw(cards: Iterable[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
        from factcheck.card_images import pictures  # noqa: PLC0415 - the fonts are needed for a release alone

        yield from pictures(cards, cache)

    return draw


def _summary(page: Any) -> str:
    return plain(str(page.metadata.get("description") or page.metadata.get("summary") or page.title))


def site_folder(settings: dict[str, Any]) -> Path:
    """Return the folder that holds claims/ and seeds/: ``FACTCHECK_SITE``, or the one above the content."""
    return Path(settings.get("FACTCHECK_SITE") or Path(settings["PATH"]).parent)


def site_settings(settings: dict[str, Any]) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the core's settings of a Pelican run, and what is wrong with the site's own pages."""
    pages = read_content_pages(site_folder(settings), Path(settings["PATH"]), settings.get("PAGE_PATHS", ()))
    found = settings_from(settings, build_time(), pages.titles)
    return found, (*pages.problems, *(problem for _, problem in language_problems(found, in_full=True)))


def _adopt_defaults(pelican: Pelican) -> None:
    """Give a site that names no theme ours, and the settings our addresses need where it has none of its own."""
    settings = pelican.settings
    if settings["THEME"] == DEFAULT_THEME:
        settings["THEME"] = pelican.theme = str(theme_folder())
    ours = {key: value for key, value in DEFAULTS.items() if key not in _NOT_ADOPTED}
    settings.update({key: value for key, value in ours.items() if settings.get(key) == DEFAULT_CONFIG.get(key)})


def _secure_templates(pelican: Pelican) -> None:
    if is_written_for_us(pelican.settings["THEME"]):
        environment = pelican.settings["JINJA_ENVIRONMENT"]
        pelican.settings["JINJA_ENVIRONMENT"] = {**environment, **STRICT}


def _survive(pelican: Pelican) -> None:
    """Under autoreload, log what a run raises and go on watching: Pelican would build again without a pause."""
    frame = inspect.currentframe()
    while frame and frame.f_code is not autoreload.__code__:
        frame = frame.f_back
    if frame is None:
        return
    run = pelican.run

    def guarded() -> None:
        try:
            run()  # type: ignore[no-untyped-call]  # Pelican's own
        except Exception as error:  # noqa: BLE001 - a template may raise anything
            log.error("%s: %s", type(error).__name__, error)  # noqa: TRY400 - the trace is of Jinja, not of use
            _watch(pelican)

    pelican.settings["AUTORELOAD"] = True  # Pelican itself says it in no setting.
    pelican.run = guarded  # type: ignore[method-assign]


def _add_templates(generator: Generator) -> None:
    loader = generator.env.loader
    assert isinstance(loader, ChoiceLoader)
    ours = FileSystemLoader(theme_folder() / "templates")
    theme, *simple = loader.loaders
    if isinstance(generator, FactcheckGenerator) and not is_written_for_us(generator.theme):
        theme = FileSystemLoader(list(generator.settings["THEME_TEMPLATES_OVERRIDES"]))
    values = generator.settings
    spoken = settings_from(values, build_time(), {})
    speak(generator.env, spoken.languages[0], spoken.language)
    # Behind a theme and its overrides, which win, and before Pelican's simple theme, which has other blocks.
    loader.loaders = [theme, ours, *simple]


def _generators(pelican: Pelican) -> type[FactcheckGenerator]:
    _unwatch(pelican)
    return FactcheckGenerator


def _watch(pelican: Pelican) -> None:
    # Pelican watches STATIC_PATHS between two runs; _unwatch takes ours out before they would be copied.
    site = site_folder(pelican.settings).resolve()
    pelican.settings["STATIC_PATHS"] = [*pelican.settings["STATIC_PATHS"], *(str(site / f) for f in WATCHED)]


def _unwatch(pelican: Pelican) -> None:
    site = site_folder(pelican.settings).resolve()
    ours = {str(site / f) for f in WATCHED}
    pelican.settings["STATIC_PATHS"] = [p for p in pelican.settings["STATIC_PATHS"] if p not in ours]


def register() -> None:
    """Connect to Pelican's signals."""
    signals.initialized.connect(_adopt_defaults)
    signals.initialized.connect(_secure_templates)
    signals.initialized.connect(_survive)
    signals.generator_init.connect(_add_templates)
    signals.get_generators.connect(_generators)
    signals.finalized.connect(_watch)
