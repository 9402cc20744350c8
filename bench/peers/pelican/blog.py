"""What a user of plain Pelican would build: claims are articles, topics are tags."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

SITENAME = "Bench"
SITEURL = "https://bench.example"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
PATH = "content"
THEME = "theme"
ARTICLE_PATHS = ["articles"]
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
ARTICLE_URL = "claims/{slug}/"
ARTICLE_SAVE_AS = "claims/{slug}/index.html"
TAG_URL = "topics/{slug}/"
TAG_SAVE_AS = "topics/{slug}/index.html"
INDEX_SAVE_AS = "claims/index.html"
DIRECT_TEMPLATES = ["index"]
DEFAULT_PAGINATION = 50
PAGINATED_TEMPLATES = {"index": None, "tag": None}
PAGINATION_PATTERNS = (
    (1, "{base_name}/", "{base_name}/index.html"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

_SITE = json.loads(Path("site.json").read_text(encoding="utf-8"))


def _made(text: str) -> Any:
    return json.loads(text, object_hook=lambda pairs: SimpleNamespace(**pairs))


class Cards:
    """The cards of claims, read once."""

    def __init__(self) -> None:
        self.found: dict[str, Any] = {}

    def of(self, articles: list[Any]) -> list[Any]:
        """Return the cards of articles."""
        return [self.card(article) for article in articles]

    def card(self, article: Any) -> Any:
        """Return the card of an article."""
        if article.slug not in self.found:
            self.found[article.slug] = _made(article.card)
        return self.found[article.slug]


CARDS = Cards()
_MENU = {name: _made(json.dumps(menu)) for name, menu in _SITE["navigation"].items()}
_FRAME = vars(_made(json.dumps({**_SITE["constant"], "footer": _SITE["footer"]})))


def framed(view: Any, section: str = "Claims") -> Any:
    """Return a view with what all pages share around it."""
    view.frame.__dict__.update(_FRAME, navigation=_MENU[section])
    return view


def shown(article: Any, articles: list[Any]) -> Any:
    """Return what the page of an article shows."""
    if len(CARDS.found) < len(articles):
        CARDS.of(articles)
    view = framed(_made(article.view))
    if hasattr(view, "part_of"):
        view.part_of = CARDS.found[view.part_of.ref]
    for name in ("parts", "related"):
        if hasattr(view, name):
            setattr(view, name, [CARDS.found[card.ref] for card in getattr(view, name)])
    return view


def listed(page: Any, title: str, path: str, previous: Any, following: Any) -> Any:
    """Return what a page of a list shows; ``previous`` and ``following`` are None at an end of it."""
    frame = SimpleNamespace(
        title=title, description=title, canonical=f"{SITEURL}/{path}", jsonld=None, indexed=True, card_type="website"
    )
    newer, older = (f"/{other.url}" if other else None for other in (previous, following))
    section = SimpleNamespace(cards=CARDS.of(page.object_list))
    return framed(SimpleNamespace(frame=frame, title=title, sections=[section], newer=newer, older=older))


def message(text: str, **values: Any) -> Markup:
    """Return a message of the interface."""
    return Markup(text) % values  # noqa: S704 - it is the theme's own


def messages(one: str, many: str, num: int) -> Markup:
    """Return the message that fits a number."""
    return message(one if num == 1 else many, num=num)


JINJA_ENVIRONMENT = {"autoescape": True}
JINJA_GLOBALS = {"_": message, "ngettext": messages, "ours": ""}
JINJA_FILTERS = {"shown": shown, "listed": listed}
