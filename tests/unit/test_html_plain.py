"""The plain way of reading a page says what the parser says, or that it is unsure."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from generated import given, st

from factcheck.html_page import read_page
from factcheck.html_plain import Known, link_of, read_plain
from factcheck.output_links import Links

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.html_page import HtmlPage
    from factcheck.html_plain import PlainPage

GOLDEN = Path(__file__).parents[1] / "site/golden/expected"
PAGES = {path.relative_to(GOLDEN).as_posix(): path.read_bytes() for path in sorted(GOLDEN.rglob("*.html"))}
# Those of which it is sure, each with another kind of content; short ones are mutated more thoroughly.
PLAIN = sorted((data for data in PAGES.values() if read_plain(data, Known())), key=len)
PAGE = b"""<!doctype html>
<html lang="en">
<head>
<title>A</title><link rel="canonical" href="https://example.org/"><script type="application/ld+json">{"a": 1}</script>
</head>
<body>
<header><a href="../">A</a></header>
<main id="_main"><h1>B &amp; c</h1><blockquote lang="en"><p>D <mark>e</mark></p></blockquote>
<p class="verdict">F <small>g</small></p><p>H <a href="i/" id="j">k</a> <b>l</b> <img src="m.png" alt=""></p>
<svg class="n"><title id="o">P</title><circle r="1"/></svg></main>
<footer><a href="https://example.net/">Q</a></footer>
</body>
</html>"""
PIECES = (
    "<b>", "</b>", "<i>", "</i>", "<a href='r'>", '<a href="r">', '<a id="r" href="s">', "</a>", "<p>", "</p>",
    "<div>", "</div>", "<table>", "<tr>", "<td>", "</table>", "<svg>", "</svg>", "<title>", "</title>", "<script>",
    "</script>", "<style>", "</style>", "<!--", "-->", "<!x>", "<main>", "</main>", "<h1>", "</h1>", "</h2>",
    "<blockquote>", "</blockquote>", "<li>", "</li>", '<p class="verdict">r</p>', '<p class="big verdict" id="r">',
    "</article>", "</header>", "<template>", "<select>", "<option>", "<form>", "<button>", "<textarea>", "<br/>",
    "</br>", '<img src="r">', '<img src="r" alt>', "<noscript>", "<math>", '<body id="r">', '<html id="r">',
    "</body>", "</html>", "<head>", "</head>", "<frameset>", "<plaintext>", "<xmp>", "<iframe>", '"', "'", ">", "<",
    "=", "/", " ", ' id="r"', ' id="_main"', ' href="r"', ' href=" r "', " HREF='r'", ' src="r"', " alt",
    ' rel="canonical"', ' class="verdict"', ' type="application/ld+json"', "&amp;", "&", "&copy", "&#38;", "&amp",
    "\0", "\r", "\f", "\n", "\x85", "é", "A", '<meta property="og:image" content="r">', '<meta id="r" content="s">',
    '<link href="r">', '<source src="r">', "</ r>", '</p r="<b>">',
)  # fmt: skip


def same(data: bytes) -> bool:
    """Tell whether both ways say the same of a page, where the plain one is sure."""
    plain = read_plain(data, Known())
    return plain is None or told(plain.page, links_of(plain)) == told(read_page(data), [])


def links_of(plain: PlainPage) -> list[str]:
    """Return the links of the tags that may become known."""
    return [*(link for link, _ in plain.tags.values()), *map(link_of, plain.anchors)]


def told(page: HtmlPage, links: list[str]) -> tuple[object, ...]:
    """Return all that is said of a page; the order of ids and links, and how often a link stands there, is nothing."""
    return (
        sorted(page.ids), {*page.links, *links}, page.headings, page.images_without_alt, page.scripts, page.quote,
        page.verdict, page.canonical,
    )  # fmt: skip


def test_our_pages_are_plain() -> None:
    """All that the templates write is read without the parser, but for the page with the form of the search."""
    assert [path for path, data in PAGES.items() if read_plain(data, Known()) is None] == ["search/index.html"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_ours(path: str) -> None:
    """Every page of the golden site."""
    assert same(PAGES[path])


def test_a_page_is_read() -> None:
    """What it has, by both."""
    plain = read_plain(PAGE, Known())
    assert plain
    assert plain.page.ids == ["_main", "j", "o"]
    assert (plain.page.headings, plain.page.quote, plain.page.verdict) == (["B & c"], "D e", "F ")
    assert (plain.page.scripts, plain.page.canonical) == (['{"a": 1}'], "https://example.org/")
    assert same(PAGE)


def test_what_is_known_is_left_out() -> None:
    """Of a tag that is known nothing is said, and tags without links become known."""
    known = Known(body={b'<a href="../">'})
    plain = read_plain(PAGE, known)
    assert plain
    assert {*links_of(plain)} == {"https://example.net/", "m.png"}
    assert b"<b>" in known.body


def learned() -> dict[int, tuple[Known, set[str]]]:
    """Return what is known after all pages were read twice, and the links of that, by how deep the pages lie."""
    links = Links(PAGES, "https://golden.example/checks/")
    known: dict[int, tuple[Known, set[str]]] = {}
    for path, data in [*PAGES.items(), *PAGES.items()]:
        if plain := read_plain(data, links.known(path)):
            _, good = known.setdefault(path.count("/"), (links.known(path), set()))
            good.update(plain.page.links, links_of(plain))
            links.add_plain(path, plain)
    return known


def test_frames_become_known() -> None:
    """What stands around ``main`` is known when two pages in a row had it; the links within a page are said of each."""
    known, _ = learned()[2]
    assert ("#_main",) in known.frames.values()
    assert () in known.frames.values()
    plain = read_plain(PAGES["claims/ninety-trees/index.html"], known)
    assert plain
    assert "#_main" in plain.page.links


@st.composite
def mutated(draw: st.DrawFn, pages: Sequence[bytes]) -> bytes:
    """Make up one of some pages that was changed in one to four places, often where a tag begins or ends."""
    data = draw(st.sampled_from(pages))
    for _ in range(draw(st.integers(1, 4))):
        begin = draw(st.integers(0, len(data)))
        if draw(st.booleans()):
            begin = max(begin, data.find(draw(st.sampled_from([b"<", b">", b"</main", b"\n"])), begin))
        end = draw(st.one_of(st.just(begin), st.integers(begin, min(len(data), begin + 40))))
        piece = draw(st.one_of(st.sampled_from(PIECES).map(str.encode), st.just(data[begin:end] * 2), st.just(b"")))
        data = data[:begin] + piece + data[end:]
    return data


LEARNED = learned()


@st.composite
def rebuilt(draw: st.DrawFn) -> bytes:
    """Make up a page by putting pieces where one tag ends and another begins, so that more of them stay plain."""
    parts = PAGE.split(b"><")
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(1, len(parts) - 1))
        parts[at:at] = [draw(st.sampled_from(PIECES)).encode()[1:-1] or b"i"]
    return b"><".join(parts)


@given(mutated([PAGE, PAGE, PAGE, *PLAIN]))
def test_a_mutated_page(data: bytes) -> None:
    """Wherever something is missing, doubled or put in between."""
    assert same(data)


@given(rebuilt())
def test_a_page_with_more_tags(data: bytes) -> None:
    """Whatever stands around an element, left open, closed twice or where it may not be."""
    assert same(data)


@given(st.data())
def test_a_mutated_page_when_much_is_known(data: st.DataObject) -> None:
    """Nothing is overlooked in what looks like what was seen before; only links that are good are left out."""
    path = data.draw(st.sampled_from(sorted(PAGES)))
    changed = data.draw(mutated([PAGES[path]]))
    known, good = LEARNED[path.count("/")]
    if plain := read_plain(changed, copy.deepcopy(known)):
        page = read_page(changed)
        found = {*plain.page.links, *links_of(plain)}
        assert found <= {*page.links} <= found | good
        assert told(plain.page, page.links) == told(page, [])
