"""Views to HTML: straight code where it can be, Jinja where it must, and code that is kept between builds."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from importlib.util import cache_from_source
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError

from factcheck.build_state import program
from factcheck.configuration import read_configuration
from factcheck.environments import in_language
from factcheck.kept_code import Kept
from factcheck.on_disk import examine_site
from factcheck.outputs import plan_pages
from factcheck.pages.edition import edition
from factcheck.pages.here import Here
from factcheck.rendering import PAGES, Theme, kept_code, own_theme, renderer
from sitekit import GOLDEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.configuration import Configuration
    from factcheck.views import Page

TEMPLATES = {
    "words.html": "{% macro said(text) %}<b>{{ text }}</b>{% endmacro %}",
    "claim.html": '{% import "words.html" as w %}{{ w.said(view.title) }}',
    "list.html": "{{ view.titles.first }}",
    "source.html": "{{ view|attr('title')|upper }}",
    "thing.html": "{% for key in view.titles|map('upper') %}{{ key }}{% endfor %}",
}
VIEW: Any = SimpleNamespace(frame=SimpleNamespace(language="en"), title="a & b", titles={"first": "<1>"})


@pytest.fixture(scope="module")
def configuration() -> Configuration:
    """Return the settings of the golden site."""
    return read_configuration(GOLDEN / "site", in_full=True)


def theme(templates: dict[str, str], asked: list[str] | None = None) -> Theme:
    """Return a theme of these templates, which notes whenever Jinja is asked for them."""

    def environment() -> Environment:
        if asked is not None:
            asked.append("Jinja")
        found = Environment(loader=DictLoader(templates), autoescape=True, undefined=StrictUndefined)
        found.add_extension("jinja2.ext.i18n")
        return found

    return Theme(templates.get, environment)


def test_a_page_that_straight_code_cannot_print_is_rendered_by_jinja(configuration: Configuration) -> None:
    """It takes a value of a mapping for an attribute, and knows all filters."""
    render = renderer(theme(TEMPLATES), configuration.settings)
    assert render("claim", VIEW) == "<b>a &amp; b</b>"
    assert render("list", VIEW) == "&lt;1&gt;"
    assert render("source", VIEW) == "A &amp; B"
    assert render("thing", VIEW) == "FIRST"


def test_a_mistake_in_a_template_is_told_by_jinja(configuration: Configuration) -> None:
    """It names the field that is not there."""
    render = renderer(theme(TEMPLATES | {"claim.html": "{{ view.titel }}"}), configuration.settings)
    with pytest.raises(UndefinedError, match="titel"):
        render("claim", VIEW)


def test_kept_code_is_not_compiled_again(configuration: Configuration, tmp_path: Path) -> None:
    """Jinja is asked once, and never again while all templates are as they were."""
    asked: list[str] = []
    for _ in range(2):
        render = renderer(theme(TEMPLATES, asked), configuration.settings, (Kept(tmp_path, b"program"),))
        assert render("claim", VIEW) == "<b>a &amp; b</b>"
    assert asked == ["Jinja"]


@pytest.mark.parametrize(
    ("changed", "prints"),
    [
        ({"claim.html": "{{ view.title }}"}, "a &amp; b"),
        ({"words.html": "{% macro said(text) %}<i>{{ text }}</i>{% endmacro %}"}, "<i>a &amp; b</i>"),
        ({"404.html": "new"}, "<b>a &amp; b</b>"),
    ],
)
def test_kept_code_of_another_template_is_compiled_again(
    configuration: Configuration, tmp_path: Path, changed: dict[str, str], prints: str
) -> None:
    """A template, one that it imports, one that was not there."""
    renderer(theme(TEMPLATES), configuration.settings, (Kept(tmp_path, b"program"),))
    asked: list[str] = []
    render = renderer(theme(TEMPLATES | changed, asked), configuration.settings, (Kept(tmp_path, b"program"),))
    assert render("claim", VIEW) == prints
    assert asked


def damage(data: bytes) -> Iterator[bytes]:
    """Yield what may become of a file."""
    yield b""
    yield data[:-1]
    yield data + b"\0"
    yield data.replace(b"<b>", b"<i>")
    yield data[:40] + bytes([data[40] ^ 1]) + data[41:]


def test_kept_code_that_is_damaged_is_compiled_again(configuration: Configuration, tmp_path: Path) -> None:
    """Whatever became of the file, the page is right."""
    kept = Kept(tmp_path, b"program")
    renderer(theme(TEMPLATES), configuration.settings, (kept,))
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for data in damage(whole):
        assert data != whole
        file.write_bytes(data)
        assert kept.load(file.name) is None
        assert renderer(theme(TEMPLATES), configuration.settings, (kept,))("claim", VIEW) == "<b>a &amp; b</b>"
        assert kept.load(file.name)


def test_code_of_another_program_is_not_read(configuration: Configuration, tmp_path: Path) -> None:
    """The key of what was kept must be the same."""
    renderer(theme(TEMPLATES), configuration.settings, (Kept(tmp_path, b"program"),))
    (file,) = tmp_path.iterdir()
    assert Kept(tmp_path, b"program").load(file.name)
    assert Kept(tmp_path, b"another").load(file.name) is None


def test_code_is_kept_where_that_can_be_done(configuration: Configuration, tmp_path: Path) -> None:
    """A program that was installed for all may lie where nobody can write."""
    asked: list[str] = []
    places = Kept(tmp_path / "nowhere", b"program"), Kept(tmp_path, b"site")
    for _ in range(2):
        renderer(theme(TEMPLATES, asked), configuration.settings, places)
    assert asked == ["Jinja"]
    assert len(list(tmp_path.iterdir())) == 1


def test_sites_of_our_own_theme_share_its_code(
    configuration: Configuration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is compiled for the first of them, and found by others of the same program."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "code"))
    beside = Path(cache_from_source(kept_code.__code__.co_filename)).parent
    beside.mkdir(parents=True)
    ours = own_theme(configuration.values, configuration.settings)
    assert ours
    for site, found in (("first", ours), ("second", replace(ours, environment=never))):
        program.cache_clear()
        places = kept_code(configuration.values, program(), Kept(tmp_path / site, b"site"))
        # One that had to compile would be left to Jinja, which is not there the second time.
        renderer(found, configuration.settings, places)
    assert len(list(beside.iterdir())) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"THEME": str(GOLDEN)},
        {"THEME_TEMPLATES_OVERRIDES": [str(GOLDEN)]},
        {"JINJA_FILTERS": {"trim": str}},
        {"PLUGINS": ["factcheck", "another"]},
    ],
)
def test_the_code_of_our_own_theme_alone_is_kept_beside_the_program(
    configuration: Configuration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: dict[str, object]
) -> None:
    """It is the same for all sites; that of other templates is kept beside one."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    site = Kept(tmp_path, b"site")
    beside, last = kept_code(configuration.values, b"program", site)
    assert last == site
    assert beside.folder == Path(cache_from_source(kept_code.__code__.co_filename)).parent
    assert kept_code({**configuration.values, **changed}, b"program", site) == (site,)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert kept_code(configuration.values, b"program", site) == (site,)


def test_code_is_kept_for_each_language(configuration: Configuration, tmp_path: Path) -> None:
    """Messages are translated in the code."""
    settings = replace(configuration.settings, languages=("en", "uk"))
    words = {"claim.html": '{{ _("Search") }}'}
    for _ in range(2):
        render = renderer(theme(words), settings, (Kept(tmp_path, b"program"),))
        assert render("claim", VIEW) == "Search"
        assert render("claim", SimpleNamespace(frame=SimpleNamespace(language="uk"))) == "Пошук"  # type: ignore[arg-type]


def views(configuration: Configuration) -> Iterator[tuple[str, Page]]:
    """Yield every page of the golden site, in all languages, with its template."""
    site = examine_site(GOLDEN / "site", configuration, strict=False).site
    assert site
    around = edition(site, configuration.settings)
    _, *others = configuration.settings.languages
    for plan in plan_pages(around):
        for here in (Here(around, plan.path), *(Here(around, plan.path, code) for code in others)):
            if here.translated_to is None or here.is_translated:
                yield plan.template, plan.build(*plan.args, here)


def never() -> Environment:
    """Return no environment."""
    raise AssertionError("a page was left to Jinja")


def test_every_page_is_straight_and_the_same(configuration: Configuration, tmp_path: Path) -> None:
    """No template of the theme is left to Jinja, and Jinja would print each page the same."""
    settings = replace(configuration.settings, languages=("en", "ar"))
    ours = own_theme(configuration.values, settings)
    assert ours
    kept = (Kept(tmp_path, b"program"),)
    renderer(ours, settings, kept)
    straight = renderer(replace(ours, environment=never), settings, kept)
    by_jinja = {code: in_language(ours.environment(), code, "en") for code in settings.languages}
    used = set()
    for template, view in views(replace(configuration, settings=settings)):
        used.add(template)
        page = by_jinja[view.frame.language].get_template(f"{template}.html")
        assert straight(template, view) == page.render(view=view)
    assert used == set(PAGES)


def test_pages_of_kept_code_need_no_jinja(configuration: Configuration, tmp_path: Path) -> None:
    """A build of a few pages does not wait for its import."""
    ours = own_theme(configuration.values, configuration.settings)
    assert ours
    renderer(ours, configuration.settings, (Kept(tmp_path, b"program"),))
    program = f"""
import sys
from pathlib import Path
from factcheck.configuration import read_configuration
from factcheck.kept_code import Kept
from factcheck.rendering import own_theme, renderer
found = read_configuration(Path({str(GOLDEN / "site")!r}), in_full=True)
theme = own_theme(found.values, found.settings)
renderer(theme, found.settings, (Kept(Path({str(tmp_path)!r}), b"program"),))
print("jinja2" in sys.modules)
"""
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout == "False\n"
