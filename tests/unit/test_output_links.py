"""Links of a built site lead where a browser would go from the page that they stand on."""

from __future__ import annotations

import string
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from generated import given, st

from factcheck.output_links import Links
from factcheck.urls import file_of

SITE = "https://example.org/site/"
PAGE = "claims/kind/a/index.html"
FILES = frozenset({"index.html", PAGE, "claims/b/index.html", "claims/kind/x.json", "theme/y.css"})


def found(link: str, path: str = PAGE) -> tuple[list[str], list[str], set[str]]:
    """Return the files and the anchors that a link misses, and the other sites it leads to."""
    links = Links(FILES, SITE)
    links.add_page(path, ("_main",), (link,))
    links.add_page("claims/b/index.html", ("here",), ())
    astray = [f"{file}#{fragment}" for file, fragment in links.lost()]
    return [item.target.file for item in links.broken], astray, links.external


@pytest.mark.parametrize(
    "link",
    ["", "#_main", "?a=b", "./", "../../../", "../../b/", "../../b/#here", "../../b/index.html", "../../b", "../x.json",
     "/site/claims/b/#here", f"{SITE}claims/b/", "../../../theme/y.css?v=1", "../../../claims/%62/", "mailto:a@b.c",
     "../../../../../claims/b/", "../../../claims//b/./"],
)  # fmt: skip
def test_a_link_to_what_is_there(link: str) -> None:
    """Relative and absolute, with and without fragment, with parts that mean nothing."""
    assert found(link) == ([], [], set())


@pytest.mark.parametrize(
    ("link", "file"),
    [("../../c/", "claims/c/index.html"), ("x.json", "claims/kind/a/x.json")],
)
def test_a_link_to_no_file(link: str, file: str) -> None:
    """The file that would have to be there is named."""
    assert found(link) == ([file], [], set())


@pytest.mark.parametrize(("link", "place"), [("#no", f"{PAGE}#no"), ("../../b/#th%65re", "claims/b/index.html#there")])
def test_a_link_to_no_place(link: str, place: str) -> None:
    """The page is there and the place on it is not."""
    assert found(link) == ([], [place], set())


def test_a_link_elsewhere() -> None:
    """Other sites are collected without the place on their page."""
    assert found("https://example.net/a#b") == ([], [], {"https://example.net/a"})


PARTS = st.sampled_from(["..", ".", "a", "b", "index.html", "x.y", ""])


@given(
    st.lists(PARTS, max_size=6).map("/".join),
    st.sampled_from(["", "#_main", "#b", "?q"]),
    st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=2), max_size=4).map("/".join),
)
def test_a_relative_link_leads_where_a_browser_goes(path: str, end: str, folder: str) -> None:
    """Whatever dots and slashes are in it, and however deep its page lies."""
    page = f"{folder}/index.html" if folder else "index.html"
    link = path.lstrip("/") + end
    links = Links(frozenset(), "https://example.org/")
    links.add(page, [link])
    address, _ = urldefrag(urljoin(f"https://example.org/{page}", link))
    where = unquote(address.removeprefix("https://example.org/").partition("?")[0])
    (missing,) = links.broken
    wanted = "/".join(part for part in where.split("/") if part)
    file = file_of(f"{wanted}/" if wanted and where.endswith("/") else wanted)
    # A folder without its slash is looked for both ways.
    assert missing.target.file in {file, file.removesuffix("/index.html")}
