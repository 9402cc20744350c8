"""Taking text out of HTML: blocks, what is skipped, encodings, selectors."""

from __future__ import annotations

import pytest

from factcheck.html_text import text_of


def text(body: str, selector: str | None = None) -> str:
    """Return the text of a page with this body."""
    return text_of(f"<!doctype html><meta charset=utf-8><body>{body}</body>".encode(), selector)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo.\n"),
        ("<h1>One</h1><p>Two</p>", "One\n\nTwo\n"),
        ("<ul><li>One<li>Two</ul>", "One\n\nTwo\n"),
        ("<ol><li><p>One</p></li></ol>", "One\n"),
        ("<p>One <em>two</em> <a href=#>three</a>.</p>", "One two three.\n"),
        ("<p>wo<b>rd</b>s</p>", "words\n"),
        ("<p>One<br>two</p>", "One\ntwo\n"),
        ("<p>One<br><br>two</p>", "One\ntwo\n"),
        ("<div>One<p>two</p>three</div>", "One\n\ntwo\n\nthree\n"),
        ("<div><div><div>One</div></div></div>", "One\n"),
        ("<table><tr><td>One</td><td>Two</td></tr></table>", "One\n\nTwo\n"),
        ("<p>One\n   two\t three</p>", "One two three\n"),
        ("<p>One&nbsp;two</p>", "One two\n"),
        ("<p>co&shy;op</p>", "co\u00adop\n"),
        ("<p>a &lt;b&gt; &amp; c</p>", "a <b> & c\n"),
        ("<pre>one\n  two</pre>", "one two\n"),
        ("<p>cafe\u0301</p>", "café\n"),
        ("<p></p><p> </p>", ""),
        ("", ""),
        ("<custom-block>One</custom-block><custom-block>Two</custom-block>", "One\n\nTwo\n"),
    ],
)
def test_blocks(body: str, found: str) -> None:
    """Each block of the page is a paragraph of the text; inline elements part nothing."""
    assert text(body) == found


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"https://example.org/page", "https://example.org/page\n"),
        (b"page.html", "page.html\n"),
        (b'<?xml version="1.0"?><rss><p>Words.</p></rss>', "Words.\n"),
    ],
)
@pytest.mark.parametrize("encoding", [None, "utf-8"])
def test_odd_pages_raise_no_warning(data: bytes, found: str, encoding: str | None) -> None:
    """What looks like an address, a file or XML is read as the page that it is said to be, in silence."""
    assert text_of(data, None, encoding) == found


@pytest.mark.parametrize(
    "element",
    [
        "<script>skip()</script>",
        "<style>skip{}</style>",
        "<template>skip</template>",
        "<noscript>skip</noscript>",
        "<svg><text>skip</text></svg>",
        "<iframe>skip</iframe>",
        "<nav>skip</nav>",
        "<button>skip</button>",
        "<!-- skip -->",
    ],
)
def test_what_is_not_the_article(element: str) -> None:
    """Programs, styles, comments and controls are no words of the article."""
    assert text(f"<div>One {element}two</div>") == "One two\n"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("<meta charset=windows-1251><p>Привіт".encode("windows-1251"), "Привіт\n"),
        ("<meta charset=iso-8859-1><p>café".encode("iso-8859-1"), "café\n"),
        ("<p>Привіт".encode("utf-8-sig"), "Привіт\n"),
        ("<p>Привіт".encode("utf-16"), "Привіт\n"),
        ("<meta charset=utf-8><p>👨‍👩‍👧 سلام".encode(), "👨‍👩‍👧 سلام\n"),
    ],
)
def test_encodings(data: bytes, found: str) -> None:
    """The encoding is the one that the page declares or its byte order mark shows."""
    assert text_of(data, None) == found


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        ("article", "Two\n\nThree\n"),
        ("article p", "Two\n\nThree\n"),
        ("#x", "Three\n"),
        ("p:first-of-type", "One\n\nTwo\n"),
        ("aside", ""),
        ("article[", ""),
        ("::nonsense", ""),
    ],
)
def test_selectors(selector: str, found: str) -> None:
    """The selector takes a part of the page; one that matches nothing, or is none, takes nothing."""
    assert text("<p>One</p><article><p>Two</p><p id=x>Three</p></article>", selector) == found


def test_a_page_without_html() -> None:
    """Bytes that are no HTML at all are read as one paragraph."""
    assert text_of(b"just words", None) == "just words\n"


def test_a_form_around_an_article_is_no_reason_to_drop_it() -> None:
    """Some systems put the whole page into one form; only its controls are no words of the article."""
    assert text_of(b"<body><form><p>Words.</p><button>Send</button></form></body>", None) == "Words.\n"


def test_a_picture_in_a_sentence_parts_no_paragraph() -> None:
    """An image stands among words."""
    assert text_of(b"<p>One <img alt=x src=x>paragraph.</p>", "p") == "One paragraph.\n"


def test_an_element_inside_a_selected_one_is_taken_once() -> None:
    """Selectors may overlap."""
    assert text_of(b"<article><p>Words.</p></article>", "article, p") == "Words.\n"
