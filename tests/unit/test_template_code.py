"""Templates compiled to straight code print what Jinja prints by itself, letter for letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from factcheck.template_code import straight_code

GERMAN = {
    "Source": "Quelle",
    "%(who)s in %(where)s": "In %(where)s: %(who)s",
    "Twice %(who)s": "%(who)s, %(who)s",
    "100%% <b>": "<i>100%%</i>",
    "In no page: %(who)s": "Auf keiner Seite",
}
OURS = Markup(' lang="en"')
LIBRARY = """
{%- import "small.html" as s -%}
{%- macro link(item) -%}
{%- if item.href %}<a href="{{ item.href }}"{{ s.tongue(item.language, none) }}>{{ item.text }}</a>
{%- else %}{{ item.text }}{% endif -%}
{%- endmacro -%}
{%- macro part(title, level=2, id=none) -%}
<section{% if id %} id="{{ id }}"{% endif %}><h{{ level }}>{{ title }}</h{{ level }}>{{ caller() }}</section>
{%- endmacro -%}
{%- macro links(items) -%}
{%- for item in items %}{{ link(item) }}{% if not loop.last %}{{ _("Source") }} {% endif %}{% endfor -%}
{%- endmacro -%}
{%- macro shadow(items) -%}{%- for link in items %}{{ link.text }}{% endfor -%}{%- endmacro -%}
{%- macro each(items) -%}{%- for item in items %}{{ caller() }}{% endfor -%}{%- endmacro -%}
{%- macro setting(item) -%}{%- set text = item.text ~ "!" -%}{{ text }}{%- endmacro -%}
{%- macro rows(items, row) -%}{%- for item in items %}{{ row(item) }};{% endfor -%}{%- endmacro -%}
{%- macro with_note(item) -%}
{%- with note = item.text, item = item.text -%}{{ note }}{{ item }}{%- endwith -%}
{%- endmacro -%}
{%- macro seen() -%}{{ secret is defined }}{%- endmacro -%}
{%- macro word(told=true) -%}{% if told %}yes{% elif ours %}maybe{% else %}no{% endif %}{%- endmacro -%}
{%- macro pairs(items) -%}{% for a, b in items if a %}{{ a }}={{ b }} {% else %}none{% endfor %}{%- endmacro -%}
"""
SMALL = """
{%- macro tongue(language, direction) -%}
{%- if language %} lang="{{ language }}"{% endif %}{% if direction %} dir="{{ direction }}"{% endif -%}
{%- endmacro -%}
"""
BASE = """{%- import "library.html" as c -%}<main>{% block main %}{% endblock %}</main>{{ c.link(page) }}"""


@dataclass(frozen=True)
class Item:
    """What a page is given."""

    text: str
    href: str | None = None
    language: str | None = None


def environment(page: str) -> Environment:
    """Return an environment as the build sets one up, with a page of these words."""
    templates = {"small.html": SMALL, "library.html": LIBRARY, "base.html": BASE, "page.html": page}
    found = Environment(loader=DictLoader(templates), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    found.add_extension("jinja2.ext.i18n")
    found.install_gettext_callables(  # type: ignore[attr-defined]  # the extension brings it
        lambda message: GERMAN.get(message, message), lambda one, many, n: one if n == 1 else many, newstyle=True
    )
    found.globals["ours"] = OURS
    return found


def printed(page: str, **given: Any) -> tuple[str, str]:
    """Return what a page prints by itself, and as straight code."""
    plain, straight = environment(page), environment(page)
    straight.code_generator_class = straight_code(lambda message: GERMAN.get(message, message), {"ours": OURS})
    given = {"page": Item("a & b", "/?a&b", "de"), "items": [Item("<1>"), Item("2", "/2")], "secret": 1, **given}
    return plain.get_template("page.html").render(given), straight.get_template("page.html").render(given)


def main(body: str) -> str:
    """Return a page with this main part."""
    start = '{%- extends "base.html" -%}{%- import "library.html" as c -%}{%- import "small.html" as s -%}'
    return f"{start}{{% block main %}}{body}{{% endblock %}}"


@pytest.mark.parametrize(
    ("body", "prints"),
    [
        ("{{ c.link(page) }}", '<a href="/?a&amp;b" lang="de">a &amp; b</a>'),
        ("{{ c.link(item=page) }}", '<a href="/?a&amp;b" lang="de">a &amp; b</a>'),
        ("{{ c.links(items) }}", '&lt;1&gt;Quelle <a href="/2">2</a>'),
        (
            '{% call c.part(page.text, id="x") %}{{ c.link(page) }}{% endcall %}',
            '<section id="x"><h2>a &amp; b</h2><a href="/?a&amp;b" lang="de">a &amp; b</a></section>',
        ),
        ("{% for title in items %}{% call c.part(loop.index, 1 + 1) %}{{ title.text }}{% endcall %}{% endfor %}",
         "<section><h2>1</h2>&lt;1&gt;</section><section><h2>2</h2>2</section>"),
        ("{% for item in items %}{% call c.each(items) %}{{ item.text }}{% endcall %}{% endfor %}",
         "&lt;1&gt;&lt;1&gt;22"),
        ("{{ c.shadow(items) }}", "&lt;1&gt;2"),
        ("{{ c.setting(page) }}", "a &amp; b!"),
        ("{{ c.rows(items, c.link) }}", '&lt;1&gt;;<a href="/2">2</a>;'),
        ("{{ c.with_note(page) }}", "a &amp; ba &amp; b"),
        ("{{ c.seen() }}", "False"),
        ("{{ c.word() }}{{ c.word(false) }}{{ c.word(told=page.language) }}", "yesmaybeyes"),
        ('{{ c.pairs([("a", 1), ("", 2)]) }}{{ c.pairs([]) }}', "a=1 none"),
        ('{{ _("Source") }}', "Quelle"),
        ('{{ _("100%% <b>") }}', "<i>100%</i>"),
        ('{{ _("%(who)s in %(where)s", who=page.text, where=c.link(page)) }}',
         'In <a href="/?a&amp;b" lang="de">a &amp; b</a>: a &amp; b'),
        ('{{ _("Twice %(who)s", who=page.text) }}', "a &amp; b, a &amp; b"),
        ('{{ _("In no page: %(who)s", who=page.text) }}', "Auf keiner Seite"),
        ('{{ _("Not known: %(who)s", who=none) }}', "Not known: None"),
        ('{% set word = "Source" %}{{ _(word) }}', "Quelle"),
        ('{{ ngettext("%(num)d page", "%(num)d pages", 2) }}', "2 pages"),
        ("<p{{ ours }}>{% if ours %}x{% endif %}</p>", '<p lang="en">x</p>'),
        ("{% set ours = 1 %}{{ ours }}", "1"),
        ("{% for c in items %}{{ c.text }}{% endfor %}{{ c.word() }}", "&lt;1&gt;2yes"),
        ("{% autoescape false %}{{ page.text }}{% endautoescape %}", "a & b"),
        ("{{ super() }}{{ s.tongue('en', 'ltr') }}", ' lang="en" dir="ltr"'),
        ("{% set x %}{{ c.link(page) }}{% endset %}{{ x|length }}", "43"),
    ],
)  # fmt: skip
def test_a_page_prints_the_same(body: str, prints: str) -> None:
    """Arguments, defaults, callers, loops, names that hide others, messages with blanks: all as Jinja has it."""
    plain, straight = printed(main(body))
    assert straight == plain
    assert straight == f'<main>{prints}</main><a href="/?a&amp;b" lang="de">a &amp; b</a>'


@pytest.mark.parametrize("body", ["{{ c.link() }}", "{{ c.link(1, 2) }}", "{{ c.link(page, page, item=page) }}"])
def test_a_wrong_call_fails_as_ever(body: str) -> None:
    """A call that does not fit its macro is left alone, so that Jinja says what is wrong with it."""
    with pytest.raises((TypeError, UndefinedError)):
        printed(main(body))


def test_what_is_undefined_is_an_error() -> None:
    """A misspelt field of a view stops the build."""
    page = main("{{ c.link(page.txet) }}")
    straight = environment(page)
    straight.code_generator_class = straight_code(str, {"ours": OURS})
    with pytest.raises(UndefinedError, match="txet"):
        straight.get_template("page.html").render(page=Item("a"))


def test_no_macro_is_called_for_what_is_small() -> None:
    """The code of a page that calls small macros has their words in it."""
    page = main("{{ s.tongue('en', none) }}{% call c.part(page.text) %}x{% endcall %}")
    straight = environment(page)
    straight.code_generator_class = straight_code(str, {"ours": OURS})
    code = straight.compile(page, "page.html", raw=True)
    assert "context.call(" not in code
    assert " lang=" in code
