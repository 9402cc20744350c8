"""A built page in the plain form in which our templates write, read without a parser; of any other it is unsure.

What it says of a page, ``read_page`` says too: properties hold it to that. The form:

- Tags are lower case; attributes stand once each, after one space, between double quotes, without ``<`` and ``>``.
- The head has ``meta``, links, and titles, styles and scripts without ``<``.
- The body has only elements that a parser puts where they stand, whatever is around them: no tables, forms, templates,
  scripts. Drawings are closed, and hold shapes and titles alone.
- There is one ``main``, and what opens before it is closed before it. So what stands up to its end is inside of it.
- Elements that a parser opens again where they were left open, such as ``a``, have an id only around mere text.
- The one heading is mere text, a quote a paragraph with marks, a verdict text with something small behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from itertools import filterfalse
from typing import TYPE_CHECKING, Final, NamedTuple

from factcheck.html_page import HtmlPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

# Named, because whoever collects messages takes any text that is handed to something called count for one.
_OG_IMAGE, _H1, _MAIN_NAME, _SVG, _TITLE, _TITLE_TAG = b'"og:image"', b"h1", b"main", b"svg", b"title", b"<title"
_HEAD: Final = re.compile(
    rb"""<!doctype\ html>\n<html(?:\ [a-z]+="[^"<>]*")*>\n<head>\n(
    (?:<(?:(?:meta|link)(?:\ [a-z-]+="[^"<>]*")+>|script\ [^<>]*>[^<]*</script>|title>[^<]*</title>
    |style>[^<]*</style>)\n?)*
    )</head>\n<body(?:\ class="[^"<>]*")?>""",
    re.VERBOSE,
)
_END: Final = b"</body>\n</html>"
_TAG: Final = re.compile(rb"<[^>]+>")
_OPENED: Final = re.compile(rb"<[^/][^>]*>")
_ODD_CLOSING: Final = re.compile(rb"</(?![a-z1-6]+>)")
_ANCHOR: Final = re.compile(rb'<a href="([!#-%\'-;=?-~]+)">')
_NAME: Final = re.compile(rb"<(/?[a-z0-9]+)")
_LINK: Final = re.compile(rb"<link[^>]+>")
_SCRIPT: Final = re.compile(rb"<script([^>]+)>([^<]*)<")
_IMAGE: Final = re.compile(rb'<meta property="og:image" content="([^"]*)">')
_JSONLD: Final = b' type="application/ld+json"'
_SOURCE: Final = re.compile(rb' src="([^"]*)"(?: defer)?')
_OPENING: Final = re.compile(
    rb'<([a-z][a-z0-9]*)((?: (?:[a-z][a-z0-9-]*|viewBox|preserveAspectRatio)(?:="[^"<>]*")?)*)(/?)>'
)
_ATTRIBUTE: Final = re.compile(rb' ([a-zA-Z0-9-]+)(?:="([^"]*)")?')
_DRAWING: Final = re.compile(
    rb"<svg[ >][^<]*(?:<(?:(?:circle|line|path|rect) [^<>]*/>|title[ >][^<]*</title>)[^<]*)*</svg>"
)
_HEADING: Final = re.compile(rb"<h1(?: [^<>]*)?>([^<]*)</h1>")
_QUOTE: Final = re.compile(
    rb"<blockquote(?: [^<>]*)?><p(?: [^<>]*)?>([^<]*(?:</?(?:mark|span)(?: [^<>]*)?>[^<]*)*)</p></blockquote>"
)
_VERDICT: Final = re.compile(rb"<p [^<>]*>([^<]*)(?:<small>[^<]*</small>)?</p>")
_ODD_ENTITY: Final = re.compile(rb"&(?!(?:amp|lt|gt|quot|#34|#39);)")

_REOPENED: Final = frozenset(b"a b code em i s small strong u".split())
_SHAPES: Final = frozenset(b"circle line path rect".split())
_EMPTY: Final = _SHAPES | frozenset(b"br hr img source wbr".split())
_IN_BODY: Final = _REOPENED.union(
    _EMPTY,
    b"abbr address article aside bdi bdo blockquote cite dd del details dfn div dl dt figcaption figure footer h1 h2 h3"
    b" h4 h5 h6 header ins kbd li main mark nav ol p picture pre q samp section span sub summary sup svg time title ul"
    b" var".split(),
)
# Of these it counts how many there are and in which order.
_COUNTED: Final = frozenset(b"blockquote h1 main svg title".split())
_LINK_IN: Final = {b"a": b"href", b"img": b"src", b"link": b"href", b"source": b"src"}
_MOST_KNOWN: Final = 1 << 14


@dataclass(slots=True)
class Known:
    """Tags that need not be looked at again: they are plain and without an id, and their links are known to be good."""

    head: set[bytes] = field(default_factory=set)
    body: set[bytes] = field(default_factory=set)


@dataclass(slots=True)
class PlainPage:
    """What a page holds; and of each tag that may become known its link and where it would be known."""

    page: HtmlPage
    tags: dict[bytes, tuple[str, set[bytes]]] = field(default_factory=dict)


class _Told(NamedTuple):
    """What a tag says that counts; what ``is_kept`` counts on every page, and never becomes known."""

    name: bytes
    link: str = ""
    id: str | None = None
    is_verdict: bool = False
    is_kept: bool = False


class _UnsureError(Exception):
    """The page is not plain, or there is something wrong with it."""


def read_plain(data: bytes, known: Known) -> PlainPage | None:
    """Return what ``read_page`` would; None where that is not sure. Ids and links come in any order.

    Links of ``known`` tags are left out, and tags without links become known.
    """
    try:
        return _read(data, known)
    except _UnsureError:
        return None


def make_known(known: set[bytes], tag: bytes) -> None:
    """Make a tag known, and forget the others when they are many."""
    if len(known) >= _MOST_KNOWN:
        known.clear()
    known.add(tag)


def _read(data: bytes, known: Known) -> PlainPage:
    head = _HEAD.match(data)
    if head is None or not data.endswith(_END) or b"\r" in data or b"\0" in data:
        raise _UnsureError
    begin, end = head.end(), len(data) - len(_END)
    if data.rfind(b"<", begin, end) > data.rfind(b">", begin, end) or _ODD_CLOSING.search(data, begin, end):
        raise _UnsureError
    tags = _OPENED.findall(data, begin, end)
    found = PlainPage(HtmlPage(data))
    _take_head(head[1], found, known.head)
    kept = _take_tags(filterfalse(known.body.__contains__, tags), _body_tag, found, known.body)
    found.page.ids = _ids(data, begin, kept)
    _take_main(data, begin, kept, found.page)
    return found


def _take_head(head: bytes, found: PlainPage, known: set[bytes]) -> None:
    page = found.page
    if b' id="' in head or b' class="' in head:
        raise _UnsureError
    for attributes, text in _SCRIPT.findall(head) if b"<script" in head else ():
        if attributes == _JSONLD:
            page.scripts.append(text.decode(errors="replace"))
        else:
            page.links.append(_plain(_match(_SOURCE, attributes)[1]).strip())
    if b"og:image" in head:
        images = _IMAGE.findall(head)
        if len(images) != head.count(_OG_IMAGE):
            raise _UnsureError
        page.links += [_plain(image).strip() for image in images]
    for tag in _take_tags(filterfalse(known.__contains__, _LINK.findall(head)), _head_tag, found, known):
        if page.canonical is not None:
            raise _UnsureError
        page.canonical = _head_tag(tag).link


def _take_tags(
    tags: Iterable[bytes], judge: Callable[[bytes], _Told], found: PlainPage, known: set[bytes]
) -> list[bytes]:
    """Take the links of tags and make known what has none; return those that are to be kept, in their order."""
    kept = []
    for tag in tags:
        if anchor := _ANCHOR.fullmatch(tag):
            # Most of what is not known yet.
            found.tags[tag] = anchor[1].decode(errors="replace"), known
            continue
        told = judge(tag)
        if told.is_kept:
            kept.append(tag)
            if told.link:
                found.page.links.append(told.link)
        elif told.link:
            found.tags[tag] = told.link, known
        else:
            make_known(known, tag)
    return kept


@lru_cache(_MOST_KNOWN)
def _head_tag(tag: bytes) -> _Told:
    """Return what the tag of a link in a head says."""
    name, attributes = _parts(tag)
    link = _plain(attributes.get(b"href", b""))
    is_canonical = attributes.get(b"rel") == b"canonical"
    if is_canonical and link != (link.strip() or None):
        raise _UnsureError
    return _Told(name, link.strip(), is_kept=is_canonical)


@lru_cache(_MOST_KNOWN)
def _body_tag(tag: bytes) -> _Told:
    """Return what a tag in a body says."""
    name, attributes = _parts(tag)
    is_verdict = b"verdict" in attributes.get(b"class", b"").split()
    if name not in _IN_BODY or (name == b"img" and b"alt" not in attributes) or (is_verdict and name != b"p"):
        raise _UnsureError
    link = _plain(attributes.get(_LINK_IN.get(name, b""), b"")).strip()
    own = _plain(attributes[b"id"]) if b"id" in attributes else None
    return _Told(name, link, own, is_verdict, is_verdict or own is not None or name in _COUNTED)


def _parts(tag: bytes) -> tuple[bytes, dict[bytes, bytes]]:
    """Return the name and the attributes of a tag that opens an element."""
    name, attributes, closed = _match(_OPENING, tag).groups()
    pairs = _ATTRIBUTE.findall(attributes)
    if bool(closed) != (name in _SHAPES) or len(dict(pairs)) != len(pairs):
        raise _UnsureError
    return name, dict(pairs)


def _ids(data: bytes, begin: int, kept: Iterable[bytes]) -> list[str]:
    """Return the ids in a body."""
    ids = []
    for tag in kept:
        told = _body_tag(tag)
        if told.id is None:
            continue
        ids.append(told.id)
        if told.name in _REOPENED:
            closing = data.find(b"<", data.find(tag, begin) + len(tag))
            if not data.startswith(b"</%b>" % told.name, closing):
                raise _UnsureError
    if len({*ids}) != len(ids):
        raise _UnsureError
    return ids


def _take_main(data: bytes, begin: int, kept: Sequence[bytes], page: HtmlPage) -> None:
    """Take the heading, and from ``main`` the first quote and the first verdict."""
    told = [_body_tag(tag) for tag in kept]
    names = [tag.name for tag in told]
    main = data.find(b"<main", begin)
    if names.count(_H1) != 1 or names.count(_MAIN_NAME) != 1 or _left_open(data[begin:main]):
        raise _UnsureError
    if b"svg" in names or b"title" in names:
        _check_drawings(data, begin, names)
    page.headings = [_text(_HEADING, data, data.find(b"<h1", begin))]
    first = names.index(b"main")
    for tag, said in zip(kept[first:], told[first:], strict=True):
        if said.name == b"blockquote" and page.quote is None:
            page.quote = _text(_QUOTE, data, _inside(data, tag, main))
        if said.is_verdict and page.verdict is None:
            at = _inside(data, tag, main)
            if not _REOPENED.isdisjoint(_left_open(data[main:at])):
                raise _UnsureError
            page.verdict = _text(_VERDICT, data, at)


def _inside(data: bytes, tag: bytes, main: int) -> int:
    """Return where a tag stands in ``main``."""
    at = data.find(tag, main)
    if data.find(b"</main", main, at) >= 0:
        raise _UnsureError
    return at


def _check_drawings(data: bytes, begin: int, names: Sequence[bytes]) -> None:
    """See that drawings are closed, and that there are titles in them alone."""
    drawings = _DRAWING.findall(data, begin)
    titles = sum(drawing.count(_TITLE_TAG) for drawing in drawings)
    if len(drawings) != names.count(_SVG) or titles != names.count(_TITLE):
        raise _UnsureError


@lru_cache(1024)
def _left_open(data: bytes) -> tuple[bytes, ...]:
    """Return the names of elements that a part of a page leaves open; others are closed in the order they open."""
    names: list[bytes] = []
    for name in _NAME.findall(data):
        if name.startswith(b"/"):
            if not names or names.pop() != name[1:]:
                raise _UnsureError
        elif name not in _EMPTY:
            names.append(name)
    return tuple(names)


def _text(pattern: re.Pattern[bytes], data: bytes, at: int) -> str:
    """Return the text of an element that stands in a page."""
    return _plain(_TAG.sub(b"", _match(pattern, data, at)[1]))


def _plain(data: bytes) -> str:
    """Return what stands in a page as text."""
    text = data.decode(errors="replace")
    if b"&" not in data:
        return text
    if _ODD_ENTITY.search(data):
        raise _UnsureError
    return unescape(text)


def _match(pattern: re.Pattern[bytes], data: bytes, at: int | None = None) -> re.Match[bytes]:
    """Return the match of a pattern at a place, or else with the whole."""
    found = pattern.fullmatch(data) if at is None else pattern.match(data, at)
    if found is None:
        raise _UnsureError
    return found
