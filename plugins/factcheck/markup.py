"""Markdown of records to sanitised HTML: the only door to markdown-it, pyromark and nh3.

Raw HTML in records is shown as text, and there are neither headings nor images. What comes out holds only the tags
below, and links to the web, to mail and to pages of the site.

markdown-it can be told so, and takes ten times as long as all else that is done to a text. So where a text has nothing
that the two could see differently, pyromark renders it: tests hold that they agree.
"""

from __future__ import annotations

import html
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import nh3
from pyromark import Markdown

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_TAGS = {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "br", "hr"}
_SAFE = nh3.Cleaner(
    tags=_TAGS,
    attributes={"a": {"href"}},
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer",
)
# Sanitised HTML has no other.
_TAG = re.compile(r"<[^>]*>")
_BARE = nh3.Cleaner(tags=set())
_FAST = Markdown()
_PLAIN_LINK = re.compile(r"(?<!!)\[[^\[\]\\`<>!&\n]*\]\(https?://[A-Za-z0-9./?=_~-]+\)")
# Other links, raw HTML, headings, quotes, code, escapes, entities, unusual white space; and what could underline. One
# set of characters is looked for ten times as fast as one of several patterns.
_SPECIAL = re.compile(r"[<>~#&\\\x00`\[\t\v-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_UNDERLINE = re.compile(r"\n[ *+\-0-9.)]*(?:=+|-+) *(?:\n|\Z)")


@lru_cache(maxsize=1 << 14)
def to_html(markdown: str) -> str:
    """Return sanitised HTML. A text is shown by several outputs, so it is remembered."""
    if not is_simple(markdown):
        return _SAFE.clean(_markdown().render(markdown)).strip()
    rendered = _FAST.html(markdown)
    if "[" in markdown or " start=" in rendered:
        return _SAFE.clean(rendered).strip()
    # A text without a sign that HTML is written in: there is nothing to take out, only to write as it would be written.
    return rendered.replace("&quot;", '"').replace(" />", ">").strip()


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - few texts need it, and some sites have none of them

    return MarkdownIt("commonmark", {"html": False}).disable(["heading", "lheading", "image"])


def is_simple(markdown: str) -> bool:
    """Tell whether a text has only paragraphs, lists, emphasis and plain links to the web."""
    rest = _PLAIN_LINK.sub("x", markdown) if "[" in markdown else markdown
    return not (_SPECIAL.search(rest) or "    " in rest or _UNDERLINE.search(f"\n{rest}"))


@lru_cache(maxsize=1 << 14)
def to_text(markdown: str) -> str:
    """Return the words of a Markdown text, without its markup."""
    return html.unescape(_TAG.sub("", to_html(markdown))).strip()


def first_paragraph(markdown: str) -> str:
    """Return the first paragraph as plain text."""
    return plain(to_html(markdown).partition("</p>")[0])


def plain(text: str) -> str:
    """Return the words of an HTML text."""
    return html.unescape(_BARE.clean(text)).strip()
