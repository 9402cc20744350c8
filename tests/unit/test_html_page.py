"""What is read from a built page to check it."""

from __future__ import annotations

import pytest

from factcheck.html_page import read_page

PAGE = """<!doctype html><html><head><link rel="canonical" href="https://example.org/a/"><link href=" b.css ">
<meta property="og:image" content="c.png"><meta name="x" content="d.png">
<script type="application/ld+json">{"a": "<b>"}</script><script src="e.js"></script></head>
<body id="top"><a href="#x" id="l">f</a><a>g</a><a href="">h</a><blockquote>Not in main</blockquote>
<p class="verdict">Not in main</p><main id="m"><h1>One <i>two</i></h1><img src="i.png" alt=""><img src="j.png" id="p">
<picture><source src="k.png"></picture><iframe src="l.html"></iframe>
<div id="m"><blockquote>The <b>quote</b></blockquote><blockquote>Another</blockquote></div>
<p class="big verdict">Supported <small>5</small></p><p class="verdict">No</p></main>
<h1>Second</h1></body></html>"""


def test_a_page_is_read() -> None:
    """Ids, links and headings in their order, whatever else an element is."""
    page = read_page(PAGE.encode())
    assert page.ids == ["top", "l", "m", "p", "m"]
    assert page.headings == ["One two", "Second"]
    assert page.images_without_alt == ["j.png"]
    assert page.scripts == ['{"a": "<b>"}']
    assert page.canonical == "https://example.org/a/"
    assert sorted(page.links) == sorted(
        ["https://example.org/a/", "b.css", "c.png", "e.js", "#x", "i.png", "j.png", "k.png", "l.html"]
    )


def test_quote_and_verdict_are_those_in_main() -> None:
    """The first of each, of the verdict its own words alone."""
    page = read_page(PAGE.encode())
    assert (page.quote, page.verdict) == ("The quote", "Supported ")


@pytest.mark.parametrize("html", ["", "<p>", "<blockquote>a</blockquote>", "<main></main><blockquote>a</blockquote>"])
def test_a_page_without_a_main_has_no_quote(html: str) -> None:
    """What stands elsewhere is not shown as the quote of a claim."""
    page = read_page(html.encode())
    assert (page.quote, page.verdict, page.ids, page.links) == (None, None, [], [])
