"""Markdown of records to sanitised HTML: the only door to markdown-it, pyromark and nh3.

Raw HTML in records is shown as text, and there are neither headings nor images. What comes out holds only the tags
below, and links to the web, to mail and to pages of the site.

markdown-it can be told so, and takes ten times as long as all else that is done to a text. So where a text has nothing
that the two could see differently, pyromark renders it: tests hold that they agree.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from pyromark import Markdown

_TAGS = {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "br", "hr"}
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["heading", "lheading", "image"])
_FAST = Markdown()
_PLAIN_LINK = re.compile(r"(?<!!)\[[^\[\]\\`<>!&\n]*\]\(https?://[A-Za-z0-9./?=_~-]+\)")
# Other links, raw HTML, headings, quotes, code, escapes, entities, unusual white space, and what could underline.
_SPECIAL = re.compile(r"[<>~#&\\\x00`\[]|[^\S \n]| {4}|^[ *+\-0-9.)]*(?:=+|-+) *$", re.MULTILINE)


@lru_cache(maxsize=1 << 14)
def to_html(markdown: str) -> str:
    """Return sanitised HTML. A text is shown by several outputs, so it is remembered."""
    return nh3.clean(
        _FAST.html(markdown) if is_simple(markdown) else _MARKDOWN.render(markdown),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    ).strip()


def is_simple(markdown: str) -> bool:
    """Tell whether a text has only paragraphs, lists, emphasis and plain links to the web."""
    return not _SPECIAL.search(_PLAIN_LINK.sub("x", markdown))


@lru_cache(maxsize=1 << 14)
def to_text(markdown: str) -> str:
    """Return the words of a Markdown text, without its markup."""
    return plain(to_html(markdown))


def first_paragraph(markdown: str) -> str:
    """Return the first paragraph as plain text."""
    return plain(to_html(markdown).partition("</p>")[0])


def plain(text: str) -> str:
    """Return the words of an HTML text."""
    return html.unescape(nh3.clean(text, tags=set())).strip()
