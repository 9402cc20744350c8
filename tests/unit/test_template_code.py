"""Templates compiled to straight code print what Jinja prints by itself, letter for letter."""

from __future__ import annotations

from dataclasses import dataclass
from gettext import NullTranslations
from itertools import count
from string import Template
from typing import TYPE_CHECKING

import pytest
from generated import given, st
from hypothesis import settings
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from factcheck.template_code import Code
from factcheck.template_macros import Templates
from factcheck.template_runtime import names_for, remembered

if TYPE_CHECKING:
    from collections.abc import Callable

GERMAN = {
    "Source": "Quelle",
    "%(who)s in %(where)s": "In %(where)s: %(who)s",
    "Twice %(who)s": "%(who)s, %(who)s",
    "100%% <b>": "<i>100%%</i>",
    "In no page: %(who)s": "Auf keiner Seite",
    "Broken": "Kaputt: %",
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
{%- macro tree(item, level) -%}{{ level }}{% if level < 3 %}{{ tree(item, level + 1) }}{% endif %}{%- endmacro -%}
{%- macro pairs(items) -%}{% for a, b in items if a %}{{ a }}={{ b }} {% else %}none{% endfor %}{%- endmacro -%}
"""
SMALL = """
{%- macro tongue(language, direction) -%}
{%- if language %} lang="{{ language }}"{% endif %}{% if direction %} dir="{{ direction }}"{% endif -%}
{%- endmacro -%}
"""
BASE = """
{%- import "library.html" as c -%}
{%- set page = view.page -%}{%- set items = view.items -%}
<main>{% block main %}base{% endblock %}</main>{% block foot %}{{ c.link(page) }}{% endblock -%}
"""
FOOT = '<a href="/?a&amp;b" lang="de">a &amp; b</a>'


@dataclass(frozen=True)
class Item:
    """A part of a page."""

    text: str
    href: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class View:
    """What a page is given."""

    page: Item
    items: tuple[Item, ...]


VIEW = View(Item("a & b", "/?a&b", "de"), (Item("<1>"), Item("2", "/2")))


class German(NullTranslations):
    """A language."""

    def gettext(self, message: str) -> str:
        """Return a message in it."""
        return GERMAN.get(message, message)


def environment(page: str, **more: str) -> Environment:
    """Return an environment as the build sets one up, with a page of these words."""
    templates = {"small.html": SMALL, "library.html": LIBRARY, "base.html": BASE, "page.html": page, **more}
    found = Environment(loader=DictLoader(templates), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    found.add_extension("jinja2.ext.i18n")
    found.install_gettext_translations(German(), newstyle=True)  # type: ignore[attr-defined]  # the extension brings it
    found.globals["ours"] = OURS
    return found


def straight(found: Environment) -> Callable[[View], str] | None:
    """Return the function of the page, None if it could not be compiled."""
    code = Code(Templates(found), German().gettext, {"ours": OURS})
    function = code.page("page.html")
    names = names_for(German(), lambda: found)
    exec(code.module(), names)  # noqa: S102 - made of the templates above
    return names[function] if function else None


def printed(page: str, **more: str) -> tuple[str, str]:
    """Return what a page prints by Jinja, and as straight code."""
    found = environment(page, **more)
    function = straight(found)
    assert function, "it was not compiled"
    return found.get_template("page.html").render(view=VIEW), function(VIEW)


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
        ("{{ super() }}{{ s.tongue('en', 'ltr') }}", 'base lang="en" dir="ltr"'),
        ("{% if page.href %}{{ super() }}{% endif %}", "base"),
        ('{% from "small.html" import tongue as t %}{{ t(page.language, none) }}', ' lang="de"'),
        ('{% include "part.html" %}', "a &amp; b!Quelle"),
        ("{% set x = 1 %}{% if page.href %}{% set x = 2 %}{% endif %}{{ x }}", "2"),
        ("{% if not page %}{% set x = 2 %}{% elif page %}{% set x = 3 %}{% else %}{% set x = 4 %}{% endif %}{{ x }}",
         "3"),
        ("{% set x = 1 %}{% for i in items %}{{ x }}{% if i.href %}{% set x = 2 %}{% endif %}{{ x }}{% endfor %}",
         "1112"),
        ("{% for item in items if item.href %}{{ loop.index0 }}{{ loop.length }}{{ loop.first }}{% endfor %}",
         "01True"),
        ("{% for item in items[5:] %}x{% else %}none{% endfor %}", "none"),
        ("{% for word in ('a', 'b<') %}{{ word }}{% if word == 'a' %}!{% endif %}{% endfor %}", "a!b&lt;"),
        ("{{ page.text ~ 1 ~ ours }}", 'a &amp; b1 lang="en"'),
        ("{{ page.text if page.href else ours }}{{ ours if page.href else page.text }}", 'a &amp; b lang="en"'),
        ("{{ page.text|safe }}{{ '<'|safe }}", "a & b<"),
        ("{{ '  x '|trim }}{{ ['<', 1]|join(', ') }}", "x&lt;, 1"),
        ("{{ page.href is none }}{{ page.colour is defined }}{{ page.text is defined }}", "FalseFalseTrue"),
        ("{{ page.text.upper() }}{{ [1, 2].index(2) }}", "A &amp; B1"),
        ("{{ (1, true, none) }}{{ true }}{{ 1.5 }}", "(1, True, None)True1.5"),
        ("{{ items[0].text }}{{ items[-1]['text'] if false else '' }}{{ page.text[0] }}", "&lt;1&gt;a"),
        ("{% trans who=page.text %}Twice {{ who }}{% endtrans %}", "a &amp; b, a &amp; b"),
        ("{{ c.tree(page, 0) }}", "0123"),
        ("{{ page.text|upper|replace('A', '<') }}{{ items|first is string }}", "&lt; &amp; BFalse"),
        ("{% for n in range(3) %}{{ n }}{{ n is divisibleby(2) }}{% endfor %}", "0True1False2True"),
        ("{{ ['<', ours]|join(', ', attribute=none) }}", '&lt;,  lang="en"'),
        ("{{ page.href|default('x', true) }}{{ page is undefined }}", "/?a&amp;bFalse"),
        ("{% set link = c.link %}{{ link(page) }}", '<a href="/?a&amp;b" lang="de">a &amp; b</a>'),
        ('{% call c.part(_("Source")) %}{{ _("Source") }}{% endcall %}', "<section><h2>Quelle</h2>Quelle</section>"),
        ("{% set x %}{{ c.link(page) }}{% endset %}{{ x|length }}", "43"),
    ],
)  # fmt: skip
def test_a_page_prints_the_same(body: str, prints: str) -> None:
    """Arguments, defaults, callers, loops, names that hide others, messages with blanks: all as Jinja has it."""
    by_jinja, by_itself = printed(
        main(body), **{"part.html": '{{ page.text }}{% set x = "!" %}{{ x }}{{ _("Source") }}'}
    )
    assert by_itself == by_jinja
    assert by_itself == f"<main>{prints}</main>{FOOT}"


def test_a_page_may_be_on_several_floors() -> None:
    """A template that extends one that extends one: the lowest fills the block, and what it binds is seen above."""
    middle = '{% extends "base.html" %}{% set tone = "loud" %}{% block main %}middle{% endblock %}'
    page = '{% extends "middle.html" %}{% block main %}{{ super() }} {{ tone }} {{ page.text }}{% endblock %}'
    by_jinja, by_itself = printed(page, **{"middle.html": middle})
    assert by_itself == by_jinja == f"<main>middle loud a &amp; b</main>{FOOT}"


@pytest.mark.parametrize(
    "body",
    [
        "{{ c.seen() }}",
        "{{ c.link() }}",
        "{{ c.link(1, 2) }}",
        "{{ c.link(page, page, item=page) }}",
        "{{ c.link(*items) }}",
        "{{ c.nothing(page) }}",
        "{{ nothing }}",
        "{{ nothing is defined }}",
        "{{ items|map(attribute='text')|join }}",
        "{{ page.text|no_such }}",
        "{{ page.text is no_such }}",
        "{{ pgettext('a', 'b') }}",
        "{{ page.text if page.href }}",
        "{{ caller() }}",
        '{{ _("Broken") }}',
        "{% autoescape false %}{{ page.text }}{% endautoescape %}",
        "{% if page.href %}{% set x = 2 %}{% endif %}{{ x }}",
        "{% for item in items %}{% if loop.first %}{% set x = 2 %}{% endif %}{{ x }}{% endfor %}",
        "{% for item in items recursive %}{{ loop(items) }}{% endfor %}",
        "{% for item in items %}{% block inner %}{% endblock %}{% endfor %}",
        "{% call(item) c.each(items) %}{% endcall %}",
        "{% call c.link(page) %}{% endcall %}",
        "{{ c.part(page.text) }}",
        '{% import "small.html" as t with context %}{{ t.tongue(none, none) }}',
        '{% include "no.html" ignore missing %}',
        '{% include "no.html" %}',
        "{% filter upper %}x{% endfilter %}",
        "{% set a, b = 1, 2 %}",
    ],
)
def test_what_is_not_certain_is_not_compiled(body: str) -> None:
    """Jinja is left to print it, or to say what is wrong with it."""
    assert straight(environment(main(body))) is None


def test_a_template_that_is_none_is_not_compiled() -> None:
    """Jinja says where its mistake is."""
    assert straight(environment("{% if %}")) is None
    assert straight(environment('{% extends "no.html" %}')) is None


def test_what_is_undefined_is_an_error() -> None:
    """A misspelt field of a view stops straight code; Jinja then says which."""
    page = environment(main("{{ c.link(page.txet) }}"))
    function = straight(page)
    assert function
    with pytest.raises(AttributeError, match="txet"):
        function(VIEW)
    with pytest.raises(UndefinedError, match="txet"):
        page.get_template("page.html").render(view=VIEW)


def test_no_macro_is_called_for_what_is_small() -> None:
    """The code of a page that calls small macros has their words in it, joined to what stands around them."""
    code = Code(Templates(environment(main("{{ s.tongue('en', none) }}{{ c.word() }}"))), str, {"ours": OURS})
    assert code.page("page.html")
    constants = [
        constant for part in code.module().co_consts if hasattr(part, "co_consts") for constant in part.co_consts
    ]
    assert '<main> lang="en"yes</main>' in constants


# Templates made up of pieces of all kinds, in any order: most print something, some are wrong.
ATOMS = st.sampled_from(
    ["page.text", "page.href", "item.text", "item", "x", "y", "ours", "'<a>'", "1", "0", "none", "true", "items",
     "c.link(page)", "c.word(x)", "s.tongue(x, y)", "page.no", "items[0].text", "_('Source')", "(1, 'a')"]
)  # fmt: skip


EXPRESSION_FORMS = st.sampled_from(
    ["($a and $b)", "($a or $b)", "(not $a)", "($a if $b else $c)", "($a ~ $b)", "($a == $b)", "($a in ($b, 1))",
     "_('Twice %(who)s', who=$a)", "($a)|safe", "($a, $b)|length",
     "($a)|upper", "($a is string)", "($a)|default($b)", "c.word(told=$a)", "ngettext('one', '%(num)d', 1)"]
)  # fmt: skip
STATEMENT_FORMS = st.sampled_from(
    ["{% if $a %}$s{% endif %}", "{% if $a %}$s{% elif $b %}$t{% else %}$u{% endif %}",
     "{% for item in items %}$s{% endfor %}", "{% for item in items if $a %}$s{% else %}$t{% endfor %}",
     "{% for x in (1, 'b') %}$s{% endfor %}", "{% set x %}$s{% endset %}", "{% set x = $a %}$s{% set y = $b %}$t",
     "{% with x = $a, y = x %}$s{% endwith %}", "{% call c.part($a) %}$s{% endcall %}",
     "{% call c.each(items) %}$s{% endcall %}", "$s$t$u"]
)  # fmt: skip


def filled(forms: st.SearchStrategy[str], **parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return forms with their blanks filled by parts."""
    return st.builds(lambda form, **given: Template(form).safe_substitute(given), forms, **parts)


EXPRESSIONS = st.recursive(ATOMS, lambda inner: filled(EXPRESSION_FORMS, a=inner, b=inner, c=inner), max_leaves=4)
PRINTED = filled(st.just("{{ $a }}."), a=EXPRESSIONS)
STATEMENTS = st.recursive(
    PRINTED,
    lambda inner: filled(STATEMENT_FORMS, a=EXPRESSIONS, b=EXPRESSIONS, s=inner, t=inner, u=inner),
    max_leaves=8,
)


@given(STATEMENTS)
@settings(max_examples=400)
def test_any_template_prints_the_same_or_stops(body: str) -> None:
    """Whatever is compiled prints what Jinja prints, or raises an error: it never prints anything else."""
    found = environment(main("{% set x = page.text %}{% set y = 1 %}{% set item = page %}" + body))
    function = straight(found)
    if function is None:
        return
    try:
        by_itself = function(VIEW)
    except Exception:  # noqa: BLE001 - whatever it is, Jinja is asked
        return
    assert by_itself == found.get_template("page.html").render(view=VIEW)


def test_the_same_object_is_printed_once() -> None:
    """What a macro prints of an item is remembered for that very item, and never taken for that of another."""
    numbers = count(1)
    shown = remembered(lambda _item: str(next(numbers)))
    first, like_it = ["a"], ["a"]
    assert [shown(first), shown(like_it), shown(first)] == ["1", "2", "1"]
    assert [shown([number]) for number in range(20_000)] == [str(number) for number in range(3, 20_003)]
