"""What can be read with certainty in the head of a page: its title, publisher, authors, day and language.

Nothing is guessed. What a page does not say, or says in two ways, is left out for the editor to fill in.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from factcheck.dates import date
from factcheck.text import canonical, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from factcheck.html_text import Head

LONGEST = 200
MOST_AUTHORS = 20

_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?", re.ASCII)
_DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?=$|[\sT])", re.ASCII)
_ADDRESS = re.compile(r"https?://|www\.|@")
# Marks that turn the direction of the text around them, or cannot be seen.
_UNSEEN = {"Cc", "Cs", "Co", "Cn"}
_TURNING = frozenset("\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a page says of itself, fit for a record; None or empty where it says nothing certain."""

    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None


def facts_of(head: Head) -> Facts:
    """Read the head of a page."""
    articles = [item for text in head.data for item in _articles(_json(text))]
    return Facts(
        title=one_line(_only(head.meta.get("og:title", ())) or head.title) or None,
        publisher=one_line(_only(head.meta.get("og:site_name", ()))) or None,
        authors=tuple(_authors(articles))[:MOST_AUTHORS],
        published=_day([*head.meta.get("article:published_time", ()), *(a.get("datePublished") for a in articles)]),
        language=_language(head.language),
    )


def one_line(text: str) -> str:
    """Return a text on one line, without what cannot be seen, and not longer than a heading may be."""
    words = folded(canonical(text))
    line = "".join(c for c in words if c not in _TURNING and unicodedata.category(c) not in _UNSEEN).strip()
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rpartition(' ')[0] or line[:LONGEST]} …"


def _only(values: Iterable[str]) -> str:
    """Return the one value that is given, or an empty text."""
    found = set(filter(None, map(one_line, values)))
    return found.pop() if len(found) == 1 else ""


def _language(code: str) -> str | None:
    """Return a language code as records have it, ``pt-BR`` for ``PT_br``."""
    match = _LANGUAGE.fullmatch(code.strip())
    if not match:
        return None
    language, script, region = match.groups()
    parts = (language.lower(), script and script.capitalize(), region and region.upper())
    return "-".join(part for part in parts if part)


def _day(values: Iterable[object]) -> str | None:
    """Return the day that all dates fall on, as they are written; None where they differ."""
    found = {match[1] for value in values if isinstance(value, str) and (match := _DAY.match(value))}
    return next((day for day in found if date(day)), None) if len(found) == 1 else None


def _authors(articles: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the names of people who are said to have written the article."""
    for author in dict.fromkeys(name for article in articles for name in _people(article.get("author"))):
        if author and not _ADDRESS.search(author):
            yield author


def _people(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict) and item.get("@type") == "Person" and isinstance(item.get("name"), str):
            yield one_line(item["name"])


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _articles(value: Any) -> list[dict[str, Any]]:
    """Return the one article that JSON-LD describes, in a list; an empty list where there are several or none."""
    items = value if isinstance(value, list) else [value]
    graphs = [i["@graph"] for i in items if isinstance(i, dict) and isinstance(i.get("@graph"), list)]
    every = [item for item in [*items, *(i for graph in graphs for i in graph)] if isinstance(item, dict)]
    found = [item for item in every if _is_article(item.get("@type"))]
    return found if len(found) == 1 else []


def _is_article(value: Any) -> bool:
    types = value if isinstance(value, list) else [value]
    return any(isinstance(t, str) and t.endswith(("Article", "BlogPosting", "Report")) for t in types)
