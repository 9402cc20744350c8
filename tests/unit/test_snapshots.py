"""A captured document as files and values: kinds, encodings, parts, and that a text can be taken out again."""

from __future__ import annotations

import hashlib

import pytest
from generated import given, st

from factcheck.captures import read_captures
from factcheck.corpus import read_entry
from factcheck.model import Source
from factcheck.round_trip import record_text
from factcheck.snapshots import Frozen, SnapshotError, file_names, freeze, snapshot_files, snapshot_values
from factcheck.text import is_canonical
from pdfs import TWO_PAGES, TWO_PAGES_TEXT, pdf

UKRAINIAN = "Союзники готують гарантії."
NAMES = ("a.2026-11-23.html", "a.2026-11-23.txt")


def page(body: str, head: str = "") -> bytes:
    """Return a page in UTF-8."""
    return f"<!doctype html><meta charset=utf-8>{head}<body>{body}".encode()


def why(data: bytes, content_type: str = "", **options: str) -> str:
    """Return why a document cannot be captured."""
    with pytest.raises(SnapshotError) as caught:
        freeze(data, content_type, **options)
    return str(caught.value)


def is_read_again(frozen: Frozen) -> bool:
    """Tell whether a check of the record finds the very text that was frozen, and nothing to say."""
    names = file_names(frozen, "a.2026-11-23", set())
    record = record_text({"title": "A", "rights": "quote-only", "snapshots": [snapshot_values(frozen, names, "2026")]})
    entry = read_entry("seeds/a.yaml", record.encode())
    assert isinstance(entry.record, Source), entry.problems
    found = read_captures(entry.record, snapshot_files(frozen, names))
    return [c.text for c in found.good] == [frozen.text] and not found.problems and not found.mismatches


@pytest.mark.parametrize(
    ("data", "content_type", "suffix"),
    [
        (page("Words."), "text/html; charset=utf-8", ".html"),
        (page("Words."), "TEXT/HTML", ".html"),
        (page("Words."), "application/xhtml+xml", ".html"),
        (b"Words.", "text/plain", ".txt"),
        (pdf(["Words."]), "application/pdf", ".pdf"),
        (page("Words."), "", ".html"),
        (b"\n <!-- a -->\n<html><p>Words.", "application/octet-stream", ".html"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<html><p>Words.</p></html>', "", ".html"),
        ("<html>Words.".encode("utf-16"), "", ".html"),
        (b"Words.", "", ".txt"),
        (UKRAINIAN.encode(), "binary/octet-stream", ".txt"),
        (UKRAINIAN.encode("utf-16"), "nonsense", ".txt"),
        (b"\n\n" + pdf(["Words."]), "application/octet-stream", ".pdf"),
    ],
)
def test_kinds(data: bytes, content_type: str, suffix: str) -> None:
    """What the server says counts; where it says nothing, the first bytes do."""
    assert freeze(data, content_type).suffix == suffix


@pytest.mark.parametrize(
    ("data", "content_type", "message"),
    [
        (b"{}", "application/json", "and this is “application/json”."),
        (b"\x89PNG\r\n\x1a\n", "image/png; x=y", "and this is “image/png”."),
        (b"<a/>", "text/xml", "and this is “text/xml”."),
        (b"\x89PNG\r\n\x1a\n\0\0", "", "and this is of no type that is known."),
        (b"PK\x03\x04\0\0", "application/octet-stream", "and this is “application/octet-stream”."),
        (page("Words."), "application/pdf", "This is said to be a PDF, and does not begin as one."),
        (b"Words.\0\0", "text/plain", "A plain text must hold nothing but text, and this holds zero bytes."),
        (b" \n", "text/plain", "The text is empty."),
        (page("<script>write()</script>"), "text/html", "The page holds no text."),
        (pdf([]), "application/pdf", "The PDF holds no text"),
        (b"caf\xe9", "text/plain", "Nothing says in which encoding the text is, and it is not UTF-8."),
        (b"<p>caf\xe9", "text/html", "Name the encoding, for example: --encoding windows-1251"),
    ],
)
def test_what_cannot_be_captured(data: bytes, content_type: str, message: str) -> None:
    """Each refusal names what was found, or says what to do."""
    assert message in why(data, content_type)


@pytest.mark.parametrize(
    ("declared", "header", "option", "encoding"),
    [
        ("utf-8", "", "", None),
        ("windows-1251", "", "", None),
        ("windows-1251", "windows-1251", "", None),
        ("", "windows-1251", "", "windows-1251"),
        ("", "Windows-1251", "", "windows-1251"),
        ("koi8-r", "windows-1251", "", "windows-1251"),
        ("", "koi8-r", "windows-1251", "windows-1251"),
        ("", "", "windows-1251", "windows-1251"),
        ("", "no-such-thing", "windows-1251", "windows-1251"),
    ],
)
def test_the_encoding_of_a_page(declared: str, header: str, option: str, encoding: str | None) -> None:
    """The editor counts most, then the server, then the page; it is recorded where the bytes alone would not do."""
    written = "utf-8" if declared == "utf-8" else "windows-1251"
    meta = f"<meta charset={declared}>" if declared else ""
    data = f"<!doctype html>{meta}<p>{UKRAINIAN}".encode(written)
    frozen = freeze(data, f"text/html; charset={header}", encoding=option or None)
    assert (frozen.text, frozen.encoding, is_read_again(frozen)) == (f"{UKRAINIAN}\n", encoding, True)


def test_a_page_that_calls_itself_utf_16() -> None:
    """A page whose name for its encoding can be read is not in UTF-16: browsers know that too."""
    frozen = freeze(f"<meta charset=utf-16><p>{UKRAINIAN}".encode(), "text/html")
    assert (frozen.text, is_read_again(frozen)) == (f"{UKRAINIAN}\n", True)


@pytest.mark.parametrize(
    ("data", "content_type", "encoding", "is_own"),
    [
        (UKRAINIAN.encode() + b"\n", "text/plain", None, True),
        (UKRAINIAN.encode() + b"\r\n", "text/plain; charset=utf-8", None, False),
        (UKRAINIAN.encode("utf-8-sig"), "text/plain", None, False),
        (UKRAINIAN.encode("utf-16"), "text/plain; charset=windows-1251", None, False),
        (UKRAINIAN.encode("windows-1251"), "text/plain; charset=windows-1251", "windows-1251", False),
        (b"ASCII is all alike.\n", "text/plain; charset=windows-1251", None, True),
        (b"Bell\x07.\n", "text/plain", None, False),
        ("cafe\u0301\n".encode(), "text/plain", None, False),
        (b"broken \xff\n", "text/plain; charset=utf-8", "utf-8", False),
    ],
)
def test_plain_texts(data: bytes, content_type: str, encoding: str | None, is_own: bool) -> None:  # noqa: FBT001
    """A canonical text is its own frozen text; every other one gets a file beside it, and can be read again."""
    frozen = freeze(data, content_type)
    assert (frozen.encoding, frozen.is_own_text, is_read_again(frozen)) == (encoding, is_own, True)
    assert frozen.data == data
    assert len(snapshot_files(frozen, file_names(frozen, "a", set()))) == (1 if is_own else 2)


@pytest.mark.parametrize(
    ("body", "selector", "text"),
    [
        ("Head<article>Words.</article>", "article", "Words.\n"),
        ("Head<main>Words.</main>", "main", "Words.\n"),
        ("<main>Head<article>Words.</article></main>", "article", "Words.\n"),
        ("<main>All<article>One</article><article>Two</article></main>", "main", "All\n\nOne\n\nTwo\n"),
        ("<article>One</article><article>Two</article>", None, "One\n\nTwo\n"),
        ("Words.<article></article>", None, "Words.\n"),
        ("<main>Words.</main><article> </article>", "main", "Words.\n"),
        ("Words.", None, "Words.\n"),
    ],
)
def test_the_part_that_is_taken(body: str, selector: str | None, text: str) -> None:
    """The one article, or else the one main part, if it holds text; otherwise the whole page."""
    frozen = freeze(page(body), "text/html")
    assert (frozen.selector, frozen.text, is_read_again(frozen)) == (selector, text, True)


def test_the_part_that_was_asked_for() -> None:
    """A selector takes what it selects, and one that selects nothing is refused."""
    frozen = freeze(page("<p>One</p><p class=a>Two</p><article>No</article>"), "text/html", selector=".a")
    assert (frozen.selector, frozen.text, frozen.size) == (".a", "Two\n", "1 word in 1 block of the part “.a”")
    for selector in (".b", "p["):
        assert why(page("<p>One"), "text/html", selector=selector) == (
            f"The selector “{selector}” must match something that holds text, and it does not."
        )


def test_a_pdf() -> None:
    """The text of a PDF has its pages, and each quote will find its own."""
    frozen = freeze(pdf(*TWO_PAGES), "application/pdf")
    assert (frozen.text, frozen.pages, is_read_again(frozen)) == (TWO_PAGES_TEXT, (0, 80), True)
    assert frozen.size == "32 words in 4 blocks on 2 pages"


@pytest.mark.parametrize(
    ("frozen", "remarks"),
    [
        (freeze(pdf(["One."], []), ""), ("1 page holds no text, as pictures of a text do.",)),
        (freeze(b"a \xff b", "text/plain; charset=utf-8"), ("1 character could not be read: “\ufffd” in the text.",)),
        (
            freeze(UKRAINIAN.encode(), "text/plain; charset=iso-8859-1"),
            ("It is said to be iso-8859-1, and could be UTF-8: look at the text. If it is: --encoding utf-8",),
        ),
        (freeze(page("Words."), "text/html; charset=iso-8859-1"), ()),
    ],
    ids=["picture", "unreadable", "doubtful", "nothing"],
)
def test_remarks(frozen: Frozen, remarks: tuple[str, ...]) -> None:
    """What an editor should look at is said, and nothing is changed for it."""
    assert frozen.remarks == remarks


@pytest.mark.parametrize(
    ("data", "taken", "names"),
    [
        (page("Words."), set(), NAMES),
        (b"Words.", set(), (NAMES[1], NAMES[1])),
        (b"Words.\r\n", set(), ("a.2026-11-23.original.txt", NAMES[1])),
        (pdf(["Words."]), set(), ("a.2026-11-23.pdf", NAMES[1])),
        (page("Words."), {NAMES[1]}, ("a.2026-11-23-2.html", "a.2026-11-23-2.txt")),
        (b"Words.", {NAMES[0], "a.2026-11-23-2.pdf"}, ("a.2026-11-23-3.txt",) * 2),
    ],
)
def test_names_of_files(data: bytes, taken: set[str], names: tuple[str, str]) -> None:
    """The names have the day; a second capture of a day gets a number, and no name is used twice."""
    assert file_names(freeze(data, ""), "a.2026-11-23", taken) == names


def test_values_of_the_record() -> None:
    """The record has both digests, and only what is needed to take the text again."""
    data = page("<article>Words.</article>")
    digests = [hashlib.sha256(found).hexdigest() for found in (data, b"Words.\n")]
    assert snapshot_values(freeze(data, ""), NAMES, "2026-11-23") == {
        "file": NAMES[0],
        "sha256": digests[0],
        "captured": "2026-11-23",
        "text": {"file": NAMES[1], "sha256": digests[1], "selector": "article"},
    }


HTML = st.text(st.sampled_from("<>/abpliv &;#xD80=\"'\u00ad\u0301\u200d\ud83d é\0\r\n\t﻿")).map(
    lambda text: text.encode("utf-8", "surrogatepass")
)
HEADERS = st.sampled_from(["", "text/html", "text/plain", "text/html; charset=koi8-r", "text/plain; charset=utf-16"])


def frozen_or_none(data: bytes, header: str) -> Frozen | None:
    """Return a document with its frozen text; None where it is refused."""
    try:
        return freeze(data, header)
    except SnapshotError:
        return None


@given(HTML | st.binary(), HEADERS)
def test_whatever_is_captured_can_be_read_again(data: bytes, header: str) -> None:
    """A document is refused, or its text is canonical and is the one that every later check takes out of it."""
    frozen = frozen_or_none(data, header)
    assert frozen is None or (is_canonical(frozen.text.encode()) and is_read_again(frozen))


@given(st.lists(st.lists(st.text(st.sampled_from("ab. -1)(\\é“"), max_size=12), max_size=5), min_size=1, max_size=7))
def test_every_pdf_can_be_read_again(pages: list[list[str]]) -> None:
    """The text of a PDF is canonical, its pages rise, and every later check takes the same text out of it."""
    frozen = frozen_or_none(pdf(*pages), "application/pdf")
    if frozen is None:
        assert not any("".join(lines).strip() for lines in pages)
        return
    assert is_canonical(frozen.text.encode())
    assert list(frozen.pages) == sorted(frozen.pages)
    assert len(frozen.pages) == len(pages)
    assert is_read_again(frozen)
