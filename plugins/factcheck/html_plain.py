"""A built page in the plain form in which our templates write, read without a parser; of any other it is unsure.

What it says of a page, ``read_page`` says too: properties hold it to that. The form:

- Tags are lower case; attributes stand once each, after one space, between double quotes, without ``<`` and ``>``.
- The head has ``meta``, links, and titles, styles and scripts without ``<``; only a line feed stands between them.
- The body has only elements that a parser puts where they stand, whatever is around them: no tables, forms, templates,
  scripts. Drawings are closed, and hold shapes and titles alone.
- There is one ``main``, and what opens before it is closed before it. So what stands up to its end is inside of it.
  What stands before it and behind it is the same on many pages, and is looked up as a whole.
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
    from collections.abc import Collection, Iterable, Sequence

# Named, because whoever collects messages takes any text that is handed to something called count for one.
_H1, _MAIN_NAME, _SVG, _TITLE, _TITLE_TAG = b"h1", b"main", b"svg", b"title", b"<title"
# What stands in an address that is written as it is.
_SAFE: Final = rb"[!#-%'-;=?-~]+"
_BEGIN: Final = re.compile(rb'<!doctype html>\n<html(?: (?:dir|lang)="[^"<>]*")*>\n<head>\n(?=<)')
_BODY: Final = re.compile(rb'</head>\n<body(?: class="[^"<>]*")?>')
_END: Final = b"</body>\n</html>"
# Pieces of a head, each from one "<" to the next.
_RAW: Final = {b"title>": b"/title>", b"style>": b"/style>", b"script": b"/script>"}
_RAW_CLOSED: Final = re.compile(rb"/(?:script|style|title)>\n?")
# What only this page says, in as many of them as there are, and nothing of it counts.
_OF_PAGE: Final = re.compile(
    rb"""(?:<meta (?:name="description"|property="og:(?!image")[a-z_:]+") content="[^"<]*">\n?)*"""
)
_IMAGE: Final = re.compile(rb'<meta property="og:image" content="([^"]*)">\n?')
_LINK: Final = re.compile(rb'link rel="([a-z -]+)"(?: (?:hreflang|sizes|title|type)="[^">]*")* href="(%b)">\n?' % _SAFE)
_JSONLD: Final = b' type="application/ld+json"'
_SOURCE: Final = re.compile(rb' src="([^"]*)"(?: defer)?')
# Tags that open something, and closing ones that are no plain ones.
_TAGS: Final = re.compile(rb"<(?!/[a-z1-6]+>)[^>]+>")
_TAG: Final = re.compile(rb"<[^>]+>")
# Links that lead to another page and no place on it: most of what is not known yet.
_PLAINEST: Final = re.compile(rb"""<a href="[!$'-;=@-~]+">""")
_ANCHOR: Final = re.compile(
    rb'<a href="(%b)"(?: target="[a-z_]+")?(?: rel="[a-z ]+")?(?: data-[a-z]+="[^"<>]*")*>' % _SAFE
)
_NAME: Final = re.compile(rb"<(/?[a-z0-9]+)")
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
_CLOSED: Final = _IN_BODY - _EMPTY
# Of these it counts how many there are and in which order.
_COUNTED: Final = frozenset(b"blockquote h1 main svg title".split())
_LINK_IN: Final = {b"a": b"href", b"img": b"src", b"link": b"href", b"source": b"src"}
_MOST_KNOWN: Final = 1 << 12
_MOST_FRAMES: Final = 1 << 8


@dataclass(slots=True)
class Known:
    """What need not be looked at again, since it is plain and without an id, and its links are known to be good.

    Pieces of heads, each from one ``<`` to the next; tags of bodies; and what stands before and behind ``main``: of
    this, the links within the page. ``last`` are those parts of the last page.
    """

    head: set[bytes] = field(default_factory=set)
    body: set[bytes] = field(default_factory=set)
    frames: dict[bytes, tuple[str, ...]] = field(default_factory=dict)
    last: tuple[bytes, bytes] = b"", b""


@dataclass(slots=True)
class PlainPage:
    """What a page holds; and of each tag that may become known its link and where it would be known.

    ``anchors`` are the plainest of them, in the body: they say ``<a href="…">``, without ``#``, ``%`` and ``?``.
    """

    page: HtmlPage
    anchors: set[bytes] = field(default_factory=set)
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


def link_of(anchor: bytes) -> str:
    """Return where one of the plainest anchors leads."""
    return anchor.removeprefix(b'<a href="').removesuffix(b'">').decode()


def make_known(known: set[bytes], tags: Collection[bytes]) -> None:
    """Make tags known, and forget the others when they are many."""
    if len(known) + len(tags) > _MOST_KNOWN:
        known.clear()
    known.update(tags)


def _read(data: bytes, known: Known) -> PlainPage:
    head = _match(_BEGIN, data, 0).end()
    head_end = data.find(b"</head>", head)
    body = _match(_BODY, data, max(0, head_end)).end()
    if not data.endswith(_END) or b"\r" in data or b"\0" in data:
        raise _UnsureError
    found = PlainPage(HtmlPage(data))
    _take_head(data[head + 1 : head_end].split(b"<"), found, known.head)
    _take_body(data, body, found, known)
    return found


def _take_head(pieces: Sequence[bytes], found: PlainPage, known: set[bytes]) -> None:
    """Take what the pieces of a head say, each from one ``<`` to the next."""
    metas = []
    for at, piece in enumerate(pieces, 1):
        if piece in known:
            continue
        kind = piece[:6]
        if kind in _RAW:
            _take_raw(piece, b"".join(pieces[at : at + 1]), found.page)
        elif kind.startswith(b"meta "):
            metas.append(b"<" + piece)
        elif kind.startswith(b"link ") and (link := _LINK.fullmatch(piece)):
            if link[1] == b"canonical":
                _take_canonical(link[2].decode(), found.page)
            else:
                found.tags[piece] = link[2].decode(), known
        else:
            _take_rest(piece, found, known)
    if not _OF_PAGE.fullmatch(b"".join(metas)):
        for meta in metas:
            _take_meta(meta, found, known)


def _take_meta(tag: bytes, found: PlainPage, known: set[bytes]) -> None:
    if image := _IMAGE.fullmatch(tag):
        found.page.links.append(_plain(image[1]).strip())
    elif not _OF_PAGE.fullmatch(tag):
        _take_rest(tag.removeprefix(b"<"), found, known)


def _take_raw(piece: bytes, further: bytes, page: HtmlPage) -> None:
    """Take what a script says. Whatever stands in one, in a title or in a style is no tag: it ends with the next."""
    if not further.startswith(_RAW[piece[:6]]):
        raise _UnsureError
    if not piece.startswith(b"script"):
        return
    attributes, _, text = piece.removeprefix(b"script").partition(b">")
    if attributes == _JSONLD:
        page.scripts.append(text.decode(errors="replace"))
    else:
        page.links.append(_plain(_match(_SOURCE, attributes)[1]).strip())


def _take_rest(piece: bytes, found: PlainPage, known: set[bytes]) -> None:
    told = _head_tag(piece)
    if told.is_kept:
        _take_canonical(told.link, found.page)
    elif told.link:
        found.tags[piece] = told.link, known
    else:
        make_known(known, (piece,))


def _take_canonical(link: str, page: HtmlPage) -> None:
    if page.canonical is not None:
        raise _UnsureError
    page.canonical = link
    page.links.append(link)


def _take_body(data: bytes, begin: int, found: PlainPage, known: Known) -> None:
    main, closing = data.find(b"<main", begin), data.rfind(b"</main>", begin)
    end = len(data) - len(_END)
    if not 0 < main < closing or _ends_in_tag(data, closing) or _ends_in_tag(data, end):
        raise _UnsureError
    top, foot = data[begin:main], data[closing:end]
    # Nearly always both are known.
    inner = known.frames.get(top), known.frames.get(foot)
    begin, end = begin if inner[0] is None else main, end if inner[1] is None else closing
    found.page.links += (*(inner[0] or ()), *(inner[1] or ()))
    kept = _take_tags(filterfalse(known.body.__contains__, _TAGS.findall(data, begin, end)), found, known.body)
    found.page.ids = _ids(data, begin, kept)
    _take_main(data, begin, main, kept, found.page)
    for frame, links in zip((top, foot), inner, strict=True):
        if links is None and frame in known.last:
            _make_frame_known(frame, known)
    known.last = top, foot


def _ends_in_tag(data: bytes, at: int) -> bool:
    """Tell whether a page, up to a place, ends in a tag."""
    return data.rfind(b"<", 0, at) > data.rfind(b">", 0, at)


def _make_frame_known(frame: bytes, known: Known) -> None:
    """Make known what stands before or behind ``main`` on plain pages, if all tags in it are known by now."""
    inner = []
    for tag in filterfalse(known.body.__contains__, _TAGS.findall(frame)):
        told = _body_tag(tag)
        if told.is_kept or not told.link.startswith("#"):
            return
        inner.append(told.link)
    if len(known.frames) >= _MOST_FRAMES:
        known.frames.clear()
    known.frames[frame] = tuple(inner)


def _take_tags(tags: Iterable[bytes], found: PlainPage, known: set[bytes]) -> list[tuple[bytes, _Told]]:
    """Take the links of tags and make known what has none; return those that are to be kept, in their order."""
    kept, unknown = [], list(tags)
    found.anchors = {*_PLAINEST.findall(b"".join(unknown))}
    for tag in unknown:
        if tag in found.anchors:
            continue
        if tag.startswith(b"<a href") and (anchor := _ANCHOR.fullmatch(tag)):
            found.tags[tag] = anchor[1].decode(), known
            continue
        told = _body_tag(tag)
        if told.is_kept:
            kept.append((tag, told))
            if told.link:
                found.page.links.append(told.link)
        elif told.link:
            found.tags[tag] = told.link, known
        else:
            make_known(known, (tag,))
    return kept


@lru_cache(_MOST_KNOWN)
def _head_tag(piece: bytes) -> _Told:
    """Return what a tag in a head says."""
    if _RAW_CLOSED.fullmatch(piece):
        return _Told(b"")
    name, attributes = _parts(b"<" + piece.removesuffix(b"\n"))
    if name not in {b"link", b"meta"} or not attributes.keys().isdisjoint((b"id", b"class")):
        raise _UnsureError
    if name == b"meta":
        if attributes.get(b"property") == b"og:image":
            raise _UnsureError
        return _Told(name)
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


def _ids(data: bytes, begin: int, kept: Iterable[tuple[bytes, _Told]]) -> list[str]:
    """Return the ids in a body."""
    ids = []
    for tag, told in kept:
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


def _take_main(data: bytes, begin: int, main: int, kept: Sequence[tuple[bytes, _Told]], page: HtmlPage) -> None:
    """Take the heading, and from ``main`` the first quote and the first verdict."""
    names = [told.name for _, told in kept]
    if names.count(_H1) != 1 or names.count(_MAIN_NAME) != 1 or _left_open(data[begin:main]):
        raise _UnsureError
    if b"svg" in names or b"title" in names:
        _check_drawings(data, begin, names)
    page.headings = [_text(_HEADING, data, data.find(b"<h1", begin))]
    for tag, told in kept[names.index(b"main") :]:
        if told.name == b"blockquote" and page.quote is None:
            page.quote = _text(_QUOTE, data, _inside(data, tag, main))
        if told.is_verdict and page.verdict is None:
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


def _check_drawings(data: bytes, at: int, names: Sequence[bytes]) -> None:
    """See that drawings are closed, and that there are titles in them alone."""
    titles = 0
    for _ in range(names.count(_SVG)):
        drawing = _match(_DRAWING, data, data.find(b"<svg", at))
        titles += drawing[0].count(_TITLE_TAG)
        at = drawing.end()
    if titles != names.count(_TITLE):
        raise _UnsureError


def _left_open(data: bytes) -> Sequence[bytes]:
    """Return the names of elements that a part of a page leaves open; others are closed in the order they open."""
    return _open_behind(b" ".join(_NAME.findall(data)))


@lru_cache(1024)
def _open_behind(tags: bytes) -> Sequence[bytes]:
    """Return what is open behind tags of which these are the names, as ``p b /b``."""
    names: list[bytes] = []
    for name in tags.split():
        if name in _CLOSED:
            names.append(name)
        elif name.startswith(b"/"):
            if not names or names.pop() != name[1:]:
                raise _UnsureError
        elif name not in _EMPTY:
            raise _UnsureError
    return names


def _text(pattern: re.Pattern[bytes], data: bytes, at: int) -> str:
    """Return the text of an element that stands in a page."""
    text = _match(pattern, data, at)[1]
    return _plain(_TAG.sub(b"", text) if b"<" in text else text)


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
