"""Taking text out of PDF: paragraphs, pages, and files that hold none."""

from __future__ import annotations

import logging

import pytest

from factcheck.pdf_text import PdfError, read_pdf
from factcheck.text import blocks, is_canonical
from pdfs import TWO_PAGES, TWO_PAGES_START, TWO_PAGES_TEXT, pdf, written


def text(*pages: list[str]) -> str:
    """Return the text of a PDF with these pages."""
    return read_pdf(pdf(*pages)).text


def test_pages_and_paragraphs() -> None:
    """Lines of a paragraph are one line; a gap, and a new page, begin a paragraph; each page's start is told."""
    found = read_pdf(pdf(*TWO_PAGES))
    assert (found.text, found.pages, found.total) == (TWO_PAGES_TEXT, TWO_PAGES_START, 2)
    assert found.text[found.pages[1] :].startswith("The council will plant")


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["One line and", "another."], "One line and another.\n"),
        (["List:", "1. One", "2. another", "of two lines"], "List:\n\n1. One\n\n2. another of two lines\n"),
        (["  Spaces   in a line "], "Spaces in a line\n"),
        (["Brackets (round) and \\ too"], "Brackets (round) and \\ too\n"),
        (["“Café” – an example"], "“Café” – an example\n"),
    ],
)  # fmt: skip
def test_lines(lines: list[str], found: str) -> None:
    """Lines that stand close are one paragraph, but each item of a list is one of its own."""
    assert text(lines) == found


def test_a_heading_has_larger_letters() -> None:
    """A line in letters of another size is a paragraph of its own, however close it stands."""
    stream = "BT /F1 18 Tf 72 770 Td (Minutes) Tj /F1 10 Tf 0 -14 Td (The council met) Tj 0 -12 Td (on Monday.) Tj ET"
    assert read_pdf(written([stream])).text == "Minutes\n\nThe council met on Monday.\n"


def test_a_text_set_double() -> None:
    """Where all lines stand far apart, that distance is the usual one of the page."""
    lines = [line for words in ["one", "two", "three", "four", "five", "six"] for line in (words, "")]
    assert text(lines) == "one two three four five six\n"


def test_two_columns() -> None:
    """A sentence that goes on at the top of the next column stays one paragraph."""
    stream = "BT /F1 10 Tf 72 700 Td (The council will) Tj 200 12 Td (plant trees.) Tj ET"
    assert read_pdf(written([stream])).text == "The council will plant trees.\n"


def test_a_turned_page() -> None:
    """Lines of a page that is drawn turned by a quarter are told apart by the other axis."""
    stream = "BT /F1 10 Tf 0 1 -1 0 100 72 Tm (One line and) Tj 0 -12 Td (another.) Tj 0 -40 Td (More.) Tj ET"
    assert read_pdf(written([stream])).text == "One line and another.\n\nMore.\n"


def test_a_sentence_that_runs_on_to_the_next_page() -> None:
    """It stays one paragraph, because a quote may need both its halves."""
    found = read_pdf(pdf(["The council will plant"], ["ninety trees."]))
    assert (found.text, found.pages, len(blocks(found.text))) == ("The council will plant ninety trees.\n", (0, 23), 1)


@pytest.mark.parametrize("before", ["The end.", "The end:", "Page 1", "(a)"])
def test_a_page_that_ends(before: str) -> None:
    """After a full stop, a number or a bracket the next page begins a paragraph, even with a small letter."""
    assert text([before], ["ninety trees."]) == f"{before}\n\nninety trees.\n"


def test_pages_without_text() -> None:
    """A picture between two pages takes no room: it begins where the next page does."""
    found = read_pdf(pdf([], ["One."], [], ["Two."], []))
    assert (found.text, found.pages) == ("One.\n\nTwo.\n", (0, 0, 6, 6, 10))


def test_the_first_pages_alone() -> None:
    """A part of a PDF has the text that the whole has there."""
    data = pdf(*TWO_PAGES)
    found = read_pdf(data, first=1)
    assert (found.text.strip(), found.total) == (read_pdf(data).text[: TWO_PAGES_START[1]].strip(), 2)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (pdf([]), "The PDF holds no text: its pages are pictures, as a scanner makes them."),
        (b"", "The file is no PDF that can be read: Cannot read an empty file."),
        (b"%PDF-1.4\nand nothing more", "The file is no PDF that can be read"),
        (pdf(["Cut."])[:200], "The file is no PDF that can be read"),
        (
            written(["BT ET"], "/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 >> /ID [<00> <00>] "),
            "The file is no PDF that can be read",
        ),
    ],
    ids=["scan", "empty", "head alone", "cut off", "encrypted, broken"],
)
def test_no_text(data: bytes, why: str, capfd: pytest.CaptureFixture[str]) -> None:
    """A scan and a broken file are told in a sentence, and nothing else is printed."""
    with pytest.raises(PdfError) as caught:
        read_pdf(data)
    assert str(caught.value).startswith(why)
    assert str(caught.value).endswith(".")
    assert capfd.readouterr() == ("", "")


def test_an_encrypted_pdf() -> None:
    """A PDF that needs a password is told by that."""
    entry = f"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{'31' * 32}> /U <{'32' * 32}> >> "
    with pytest.raises(PdfError, match="The PDF is encrypted, so that"):
        read_pdf(written(["BT /F1 10 Tf (Secret) Tj ET"], f"{entry}/ID [<30> <30>] "))


def test_too_many_pages() -> None:
    """A file of very many pages is refused before any of them is read."""
    data = written(["0 0 m"] * 2001)
    with pytest.raises(PdfError, match="The PDF has 2,001 pages"):
        read_pdf(data)


def test_odd_files_are_read_in_silence(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    """What the library says about a table that is wrong does not reach the terminal, and its level is put back."""
    level = logging.getLogger("pypdf").level
    data = pdf(*TWO_PAGES).replace(b"0000000009", b"0000000005").replace(b"startxref\n", b"startxref\n9")
    assert read_pdf(data).text == TWO_PAGES_TEXT
    assert (capfd.readouterr(), caplog.text, logging.getLogger("pypdf").level) == (("", ""), "", level)


def test_letters_that_are_drawn_as_one() -> None:
    """They are the letters that somebody types who quotes them."""
    data = written(["BT /F1 10 Tf 72 700 Td (oAce, Buent) Tj ET"])
    names = b"/Encoding << /Type /Encoding /Differences [65 /ffi /fl] >>"
    assert read_pdf(data.replace(b"/Encoding /WinAnsiEncoding", names)).text == "office, fluent\n"


def test_letters_that_nobody_can_read() -> None:
    """Half a surrogate becomes the sign for an unreadable character, so that the text can be frozen."""
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    cmap = "/CIDInit /ProcSet findresource begin 1 beginbfchar <41> <D800> endbfchar end"
    data = written(["BT /F1 10 Tf 72 700 Td (AB) Tj ET", cmap])
    broken = data.replace(font.encode(), font.replace(" >>", " /ToUnicode 7 0 R >>").encode())
    found = read_pdf(broken).text
    assert (found, is_canonical(found.encode())) == ("\ufffdB\n", True)
