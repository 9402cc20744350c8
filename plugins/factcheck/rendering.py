"""Views to HTML: the templates of a theme in each language of a site; with the Pelican glue the only door to Jinja."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from factcheck.template_code import straight_code
from factcheck.theme import theme_folder
from factcheck.translations import words_of
from factcheck.wording import direction_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factcheck.outputs import Render
    from factcheck.settings import Settings
    from factcheck.views import Page

STRICT: Final[dict[str, Any]] = {"autoescape": True, "undefined": StrictUndefined}
# Pelican's own.
_LAYOUT: Final[dict[str, Any]] = {"trim_blocks": True, "lstrip_blocks": True}
# By these a site has templates of its own making, or a program that takes part.
_OTHER: Final = ("JINJA_ENVIRONMENT", "JINJA_FILTERS", "JINJA_GLOBALS", "JINJA_TESTS", "JINJA_EXTENSIONS")


def is_written_for_us(theme: str) -> bool:
    """Tell a theme that has templates of ours from one of a blog, which has other blocks and prints trusted HTML."""
    return any((Path(theme) / "templates" / name).is_file() for name in ("claim.html", "source.html"))


def own_environment(values: Mapping[str, Any], settings: Settings) -> Environment | None:
    """Return templates such as Pelican would read with some settings, or None where only Pelican knows.

    ``values`` are the settings of a ``Configuration``.
    """
    if any(values.get(name) for name in _OTHER) or list(values["PLUGINS"]) != ["factcheck"]:
        return None
    if not is_written_for_us(values["THEME"]):
        return None
    folders = [*values["THEME_TEMPLATES_OVERRIDES"], Path(values["THEME"]) / "templates"]
    loader = ChoiceLoader([FileSystemLoader(folders), FileSystemLoader(theme_folder() / "templates")])
    environment = Environment(loader=loader, auto_reload=False, **_LAYOUT, **STRICT)  # noqa: S701 - STRICT escapes
    speak(environment, settings.languages[0], settings.language)
    return environment


def renderer(environment: Environment, settings: Settings) -> Render:
    """Return what renders a template's name and a view, in the language of the view."""
    environments = {code: _in_language(environment, code, settings.language) for code in settings.languages}

    def render(template: str, view: Page) -> str:
        return environments[view.frame.language].get_template(f"{template}.html").render(view=view)

    return render


def _in_language(environment: Environment, language: str, records_language: str) -> Environment:
    """Return an environment of its own for the templates of pages in a language."""
    found = environment.overlay()
    found.globals = {**environment.globals}
    # Otherwise it would keep the method that installs words into the environment it was made from.
    vars(found).pop("install_gettext_translations", None)
    speak(found, language, records_language)
    found.code_generator_class = straight_code(words_of(language).say, {"ours": found.globals["ours"]})
    return found


def speak(environment: Environment, language: str, records_language: str) -> None:
    """Let templates speak a language, and mark what is a record's own (``ours``) where that is in another one."""
    environment.add_extension("jinja2.ext.i18n")
    install = environment.install_gettext_translations  # type: ignore[attr-defined]  # the extension brings it
    install(words_of(language).translations, newstyle=True)
    direction = direction_of(records_language)
    marks = Markup(' lang="{}" dir="{}"').format(records_language, direction)
    environment.globals["ours"] = marks if language != records_language else ""
