"""Jinja's environments: the templates of a theme as Jinja reads them, and as it renders those that are not compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound

from factcheck.template_runtime import marks
from factcheck.translations import words_of
from factcheck.wording import direction_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

STRICT: Final[dict[str, Any]] = {"autoescape": True, "undefined": StrictUndefined}
# Pelican's own.
_LAYOUT: Final[dict[str, Any]] = {"trim_blocks": True, "lstrip_blocks": True}


def environment_of(folders: Sequence[Path], language: str, records_language: str) -> Environment:
    """Return templates of some folders, the first first, such as Pelican would read them."""
    loader = FileSystemLoader(folders)
    environment = Environment(loader=loader, auto_reload=False, **_LAYOUT, **STRICT)  # noqa: S701 - STRICT escapes
    speak(environment, language, records_language)
    return environment


def source_in(environment: Environment, name: str) -> str | None:
    """Return the text of a template; None where there is none."""
    assert environment.loader is not None
    try:
        return environment.loader.get_source(environment, name)[0]
    except TemplateNotFound:
        return None


def in_language(environment: Environment, language: str, records_language: str) -> Environment:
    """Return an environment of its own for the templates of pages in a language."""
    found = environment.overlay()
    found.globals = {**environment.globals}
    # Otherwise it would keep the method that installs words into the environment it was made from.
    vars(found).pop("install_gettext_translations", None)
    speak(found, language, records_language)
    return found


def speak(environment: Environment, language: str, records_language: str) -> None:
    """Let templates speak a language, and mark what is a record's own (``ours``) where that is in another one."""
    environment.add_extension("jinja2.ext.i18n")
    install = environment.install_gettext_translations  # type: ignore[attr-defined]  # the extension brings it
    install(words_of(language).translations, newstyle=True)
    environment.globals["ours"] = marks(language, records_language, direction_of(records_language))
