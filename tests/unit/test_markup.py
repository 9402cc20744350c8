"""Markdown of records: what comes out is safe to stand on a page."""

from __future__ import annotations

import re

import pytest
from generated import given, st

from factcheck import markup
from factcheck.markup import first_paragraph, is_simple, plain, to_html, to_text


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("One *two* **three**.", "<p>One <em>two</em> <strong>three</strong>.</p>"),
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("# No heading", "<p># No heading</p>"),
        ("a <b>c</b> & d", "<p>a &lt;b&gt;c&lt;/b&gt; &amp; d</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("", ""),
    ],
)
def test_to_html(markdown: str, html: str) -> None:
    """Paragraphs, lists, quotes and emphasis; no headings and no raw HTML."""
    assert to_html(markdown) == html


def test_links() -> None:
    """A link leads to the web and gives nothing away about the page it stands on."""
    assert to_html("[a](https://example.org/?b=c&d)") == (
        '<p><a href="https://example.org/?b=c&amp;d" rel="noopener noreferrer">a</a></p>'
    )


@pytest.mark.parametrize(
    "markdown",
    ["[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](data:text/html,x)", "<javascript:alert(1)>"],
)
def test_no_other_links(markdown: str) -> None:
    """Nothing that runs code becomes a link."""
    assert not re.search(r"<a[^>]+href", to_html(markdown))


def test_no_pictures() -> None:
    """A record brings no pictures to a page: they would need rights, a size and a description."""
    assert "<img" not in to_html("![a](https://example.org/x.svg)")


@given(st.text(st.sampled_from("<>\"'&=/[]()!*`# \njavascript:onclick"), max_size=60))
def test_only_safe_elements_come_out(markdown: str) -> None:
    """Whatever is written, only the elements of plain prose come out, with no attribute but a link's."""
    for tag, attributes in re.findall(r"</?([a-z0-9]+)([^>]*)>", to_html(markdown)):
        assert tag in {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "br", "hr"}
        assert attributes == "" or tag == "a"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [("One *two*.\n\nThree.", "One two."), ("a < b & c", "a < b & c"), ("\"q\" 'r'", "\"q\" 'r'"), ("", "")],
)
def test_first_paragraph(markdown: str, text: str) -> None:
    """The first paragraph as the plain text it is."""
    assert first_paragraph(markdown) == text


SIMPLE = [
    "a",
    "word",
    "*",
    "**",
    "***",
    "_",
    "__",
    " ",
    "  ",
    "\n",
    "\n\n",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "-",
    "=",
    ".",
]
SIMPLE += ["[a](https://e.org/)", "[b *c* d](http://e.org/x?y=1_2-~)", "[__x__](https://a.b/_)", "](", "!", "(", ")"]
SIMPLE += [*"“”«»—,;:?+|$'\"©€éїمд漢😀", "https://e.org/a_b_c", "10) ", "---", "\u0301", "\u200d"]


@given(st.lists(st.sampled_from(SIMPLE), max_size=20).map("".join) | st.text(max_size=40))
def test_a_simple_text_is_the_same_in_both_renderers(markdown: str) -> None:
    """Whichever of the two is asked, the page holds the same."""
    fast = to_html(markdown)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markup, "is_simple", lambda _: False)
        assert to_html.__wrapped__(markdown) == fast


@given(
    st.lists(st.sampled_from([*SIMPLE, "<b>", "&amp;", "`a`", "> ", ">", "[a](<http://e.org/>>)"]), max_size=20).map(
        "".join
    )
)
def test_text_is_what_a_sanitiser_leaves(markdown: str) -> None:
    """The words without markup are those that nh3 leaves when it takes out every tag."""
    assert to_text(markdown) == plain(to_html(markdown))


@pytest.mark.parametrize(
    "markdown",
    ["# a", "a\n-", "a\n===", "> a\n- ---", "![a](https://e.org/)", "[a](/b)", "[a]: https://e.org", "<b>", "a\\*b",
     "`a`", "    a", "-     a", "&amp;", "a\u00a0", "~~~", "[![a](https://e.org/)](https://e.org/)", "1. =", "a\tb"],
)  # fmt: skip
def test_other_texts_are_not_simple(markdown: str) -> None:
    """Headings, pictures, other links, HTML, code and escapes are left to the renderer that was told about them."""
    assert not is_simple(markdown)


@pytest.mark.parametrize("markdown", ["One *two*.\n\n- a\n- b\n\n[c](https://example.org/d) e!", "1. a\n2. b — c"])
def test_most_texts_are_simple(markdown: str) -> None:
    """Paragraphs, lists, emphasis and links to the web."""
    assert is_simple(markdown)
