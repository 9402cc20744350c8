"""Views to HTML: the templates of a theme in each language of a site."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from factcheck.kept_code import Kept, beside_program
from factcheck.template_runtime import marks, names_for
from factcheck.theme import theme_folder
from factcheck.translations import words_of
from factcheck.wording import direction_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import CodeType

    from jinja2 import Environment

    from factcheck.outputs import Render
    from factcheck.settings import Settings
    from factcheck.template_macros import Templates
    from factcheck.views import Page

# The templates that views are given to.
PAGES: Final = (
    "404", "approvals", "attendance", "claim", "corrections", "dossier", "embed", "embed-takedown", "home", "labels",
    "list", "patterns", "pledges", "redirect", "search", "source", "sources", "takedown", "thing",
)  # fmt: skip
# By these a site has templates of its own making, or a program that takes part.
_OTHER: Final = ("JINJA_ENVIRONMENT", "JINJA_FILTERS", "JINJA_GLOBALS", "JINJA_TESTS", "JINJA_EXTENSIONS")


@dataclass(frozen=True, slots=True)
class Theme:
    """The templates of a site.

    ``source`` returns the text of one by its name, None where there is none. ``environment`` returns them as Jinja
    has them; that is asked for only where something must be compiled, or cannot be.
    """

    source: Callable[[str], str | None]
    environment: Callable[[], Environment]


def is_written_for_us(theme: str) -> bool:
    """Tell a theme that has templates of ours from one of a blog, which has other blocks and prints trusted HTML."""
    return any((Path(theme) / "templates" / name).is_file() for name in ("claim.html", "source.html"))


def own_theme(values: Mapping[str, Any], settings: Settings) -> Theme | None:
    """Return templates such as Pelican would read with some settings, or None where only Pelican knows.

    ``values`` are the settings of a ``Configuration``.
    """
    if not _is_known(values) or not is_written_for_us(values["THEME"]):
        return None
    themes = [Path(values["THEME"]) / "templates", theme_folder() / "templates"]
    folders = [*map(Path, values["THEME_TEMPLATES_OVERRIDES"]), *themes]

    def environment() -> Environment:
        from factcheck.environments import environment_of  # noqa: PLC0415 - Jinja is seldom needed

        return environment_of(folders, settings.languages[0], settings.language)

    return Theme(lambda name: _read(folders, name), cache(environment))


def _is_known(values: Mapping[str, Any]) -> bool:
    """Tell whether nobody else has a say in what templates print."""
    return not any(values.get(name) for name in _OTHER) and list(values["PLUGINS"]) == ["factcheck"]


def theme_of(environment: Environment) -> Theme:
    """Return the templates of an environment."""
    from factcheck.environments import source_in  # noqa: PLC0415 - as above

    return Theme(lambda name: source_in(environment, name), lambda: environment)


def _read(folders: Sequence[Path], name: str) -> str | None:
    path = next((path for folder in folders if (path := folder / name).is_file()), None)
    return path.read_text(encoding="utf-8") if path else None


def kept_code(values: Mapping[str, Any], program: bytes, *others: Kept) -> tuple[Kept, ...]:
    """Return where the code of a site's templates may be kept: that of our own theme beside the program, if possible.

    ``values`` are the settings of a ``Configuration``, ``program`` is a digest of the program.
    """
    is_ours = Path(values["THEME"]).resolve() == theme_folder() and not values["THEME_TEMPLATES_OVERRIDES"]
    return (*(beside_program(program) if is_ours and _is_known(values) else ()), *others)


def renderer(theme: Theme, settings: Settings, kept: Sequence[Kept] = ()) -> Render:
    """Return what renders a template's name and a view, in the language of the view.

    Code that is ``kept`` somewhere need not be compiled; new code is kept at the first place that takes it. Where
    straight code stops, Jinja renders the page or says what is wrong.
    """

    @cache
    def ordinary(language: str) -> Environment:
        from factcheck.environments import in_language  # noqa: PLC0415 - as above

        return in_language(theme.environment(), language, settings.language)

    straight = _straight(theme, settings, kept, ordinary)

    def render(template: str, view: Page) -> str:
        page = straight[view.frame.language].get(template)
        if page:
            try:
                return page(view)
            except Exception:  # noqa: BLE001, S110 - whatever it is, Jinja tells it as ever
                pass
        return ordinary(view.frame.language).get_template(f"{template}.html").render(view=view)

    return render


def _straight(
    theme: Theme, settings: Settings, kept: Sequence[Kept], ordinary: Callable[[str], Environment]
) -> dict[str, dict[str, Callable[[Page], str]]]:
    """Return, for each language, a function for each template that could be compiled."""
    found: dict[str, dict[str, Callable[[Page], str]]] = {}
    templates = cache(lambda: _templates(theme))
    for language in settings.languages:
        name = _name(language, settings)
        made = next((code for place in kept if _is_of(theme, code := place.load(name))), None)
        if made is None:
            made = _compiled(templates(), language, settings)
            any(place.save(name, made) for place in kept)
        _, code, functions = made
        names = names_for(words_of(language).translations, partial(ordinary, language))
        exec(code, names)  # noqa: S102 - compiled from our templates
        found[language] = {page: names[function] for page, function in functions.items()}
    return found


def _is_of(theme: Theme, made: Any) -> bool:
    """Tell whether there is code, and it was compiled from the templates of a theme."""
    return made is not None and made[0] == {part: _digest(theme.source(part)) for part in made[0]}


def _name(language: str, settings: Settings) -> str:
    """Return the name of code that speaks a language on a site whose records are in another, for one Python."""
    told = hashlib.blake2b(f"{language}\0{settings.language}".encode(), digest_size=8).hexdigest()
    return f"templates-{told}.{sys.implementation.cache_tag}"


def _templates(theme: Theme) -> Templates:
    from factcheck.template_macros import Templates  # noqa: PLC0415 - as above

    return Templates(theme.environment())


def _compiled(
    templates: Templates, language: str, settings: Settings
) -> tuple[dict[str, bytes], CodeType, dict[str, str]]:
    """Return the digests of templates, their code, and the names of the functions that it sets up."""
    from factcheck.template_code import Code  # noqa: PLC0415 - as above

    ours = marks(language, settings.language, direction_of(settings.language))
    code = Code(templates, words_of(language).say, {"ours": ours})
    functions = {page: function for page in PAGES if (function := code.page(f"{page}.html"))}
    return {name: _digest(source) for name, source in templates.sources.items()}, code.module(), functions


def _digest(source: str | None) -> bytes:
    return b"" if source is None else hashlib.blake2b(source.encode(), digest_size=16).digest()
