"""Markdown of records to sanitised HTML: the only door to markdown-it and nh3.

Raw HTML in records is shown as text. What comes out holds only the tags below, and links to the web, to mail and to
pages of the site.
"""

from __future__ import annotations

import html
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

_TAGS = {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "br", "hr"}
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["heading", "lheading", "image"])


@lru_cache(maxsize=1 << 14)
def to_html(markdown: str) -> str:
    """Return sanitised HTML. A text is shown by several outputs, so it is remembered."""
    rendered = _MARKDOWN.render(markdown)
    return nh3.clean(
        rendered,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    ).strip()


def to_text(markdown: str) -> str:
    """Return the words of a Markdown text, without its markup."""
    return plain(to_html(markdown))


def first_paragraph(markdown: str) -> str:
    """Return the first paragraph as plain text."""
    return plain(to_html(markdown).partition("</p>")[0])


def plain(text: str) -> str:
    """Return the words of an HTML text."""
    return html.unescape(nh3.clean(text, tags=set())).strip()
