"""What a page says of itself: only what is certain, and fit for a record."""

from __future__ import annotations

import json
from typing import Any

import pytest
from generated import given, st

from factcheck.html_text import head_of
from factcheck.page_facts import Facts, facts_of, one_line


def facts(head: str, html: str = "<html>") -> Facts:
    """Return what is read in the head of a page."""
    return facts_of(head_of(f"<!doctype html>{html}<head><meta charset=utf-8>{head}</head><p>Words.".encode(), None))


def article(**fields: Any) -> str:
    """Return the JSON-LD of an article."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def person(name: str) -> dict[str, str]:
    """Return a person as JSON-LD has it."""
    return {"@type": "Person", "name": name}


def test_everything_that_a_page_can_say() -> None:
    """Title, publisher, authors, day and language."""
    head = (
        '<title>T | Paper</title><meta property="og:title" content="The title"><meta property="og:site_name" '
        'content="The Paper"><meta property="article:published_time" content="2026-01-06T23:30:00-05:00">'
        + article(author=[person("Ann"), person("Ben")], datePublished="2026-01-06")
    )
    assert facts(head, "<html lang=uk-ua>") == Facts(
        title="The title", publisher="The Paper", authors=("Ann", "Ben"), published="2026-01-06", language="uk-UA"
    )


def test_a_page_that_says_nothing() -> None:
    """Nothing is guessed."""
    assert facts("") == Facts()
    assert facts_of(head_of(b"", None)) == Facts()


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title> The\n title </title>", "The title"),
        ('<title>A</title><meta property=og:title content="B"><meta property=og:title content="B">', "B"),
        ("<title>A</title><meta property=og:title content=B><meta property=og:title content=C>", "A"),
        ("<title>A</title><meta property=og:title content=' '>", "A"),
        ("<title>A</title><meta name=og:title content=B>", "B"),
        ("<title>A&#7;B\u202e\u2066C\u200bD\ufeff</title>", "A BCD"),
        ("<title>A\u2028B\u0085C</title>", "A B C"),
        ("<title>می\u200cخواهم 👩\u200d🚀</title>", "می\u200cخواهم 👩\u200d🚀"),
        ("<title>cafe\u0301</title>", "café"),
        ("<svg><title>A</title></svg>", None),
        (f"<title>{'word ' * 3000}</title>", f"{('word ' * 40).strip()} …"),
        (f"<title>{'x' * 10_000}</title>", f"{'x' * 200} …"),
    ],
)
def test_titles(head: str, title: str | None) -> None:
    """On one line, in visible characters, not longer than a heading; `og:title` counts most if there is one alone."""
    assert facts(head).title == title


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("en", "en"), ("EN-us", "en-US"), ("pt_BR", "pt-BR"), ("zh-hans-cn", "zh-Hans-CN"), ("es-419", "es-419"),
        ("english", None), ("", None), ("x-klingon", None), ("en-US-x-twain", None), ("en US", None),
    ],
)  # fmt: skip
def test_languages(code: str, language: str | None) -> None:
    """A code is written as records write it; what is no such code is left out."""
    assert facts("", f'<html lang="{code}">').language == language


@pytest.mark.parametrize(
    ("dates", "published"),
    [
        (["2026-01-06"], "2026-01-06"),
        (["2026-01-06 10:00"], "2026-01-06"),
        (["2026-01-06T10:00Z", "2026-01-06T12:00+02:00"], "2026-01-06"),
        (["2026-01-06", "2026-01-07"], None),
        (["2026-02-30"], None),
        (["6 January 2026"], None),
        (["2026-01-061"], None),
        ([20260106], None),
        ([None], None),
    ],
)
def test_days(dates: list[Any], published: str | None) -> None:
    """The day as it is written; where two differ, or one is no day, it is left out."""
    first, *others = dates
    metas = "".join(f'<meta property="article:published_time" content="{date}">' for date in others)
    assert facts(article(datePublished=first) + metas).published == published


@pytest.mark.parametrize(
    ("author", "authors"),
    [
        (person("Ann"), ("Ann",)),
        ([person("Ann"), person("Ann"), person("Ben")], ("Ann", "Ben")),
        ({"@type": "Organization", "name": "The desk"}, ()),
        ("Ann", ()),
        (person("https://example.org/ann"), ()),
        (person("ann@example.org"), ()),
        (person(" "), ()),
        ({"@type": "Person"}, ()),
        ([[person("Ann")]], ()),
    ],
)
def test_authors(author: Any, authors: tuple[str, ...]) -> None:
    """Only people who are named as such."""
    assert facts(article(author=author)).authors == authors


@pytest.mark.parametrize(
    "data",
    ["{", "[" * 100_000, "null", "1", '["a"]', '{"@graph": 1}', '{"@graph": [1, null]}', '{"@type": ["A", 1]}'],
)
def test_broken_data(data: str) -> None:
    """JSON-LD that is none, or holds nothing of an article, says nothing."""
    assert facts(f"<script type='application/ld+json'>{data}</script>") == Facts()


def test_an_article_in_a_graph() -> None:
    """An article may stand in a list or a graph; of two nobody knows which is meant."""
    one = {"@type": ["NewsArticle"], "datePublished": "2026-01-06"}
    for data in ([one], {"@graph": [one, {"@type": "WebSite"}]}):
        text = f"<script type='application/ld+json; charset=utf-8'>{json.dumps(data)}</script>"
        assert facts(text).published == "2026-01-06"
    two = f"<script type=application/ld+json>{json.dumps([one, one])}</script>"
    assert facts(two).published is None


@given(st.text(st.characters()))
def test_one_line_is_one(text: str) -> None:
    """Whatever a page has for a title, it is one line that can be written and read."""
    line = one_line(text)
    assert line.encode().decode() == line
    assert "\n" not in line
    assert len(line) <= 202
    assert line == line.strip()
    assert one_line(line) == line
