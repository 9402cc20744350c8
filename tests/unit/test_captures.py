"""Captured files against their records."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest
from little_site import ARTICLE, SOURCE, Files, brief, examined, expected, found_in, model, quoting, site

from factcheck.model import PartialDate, Snapshot
from factcheck.pdf_text import read_pdf
from pdfs import pdf

PAGE = "<!doctype html><meta charset=utf-8><article><p>Allies plan aid for the winter.</p></article>"
FROZEN = "Allies plan aid for the winter.\n"
HTML_SOURCE = """\
title: Winter plans
rights: full-text
snapshots:
  - file: article.html
    sha256: SHA(article.html)
    captured: 2026-01-01
    text:
      file: article.txt
      sha256: SHA(article.txt)
      selector: article
"""


def html_site(page: str = PAGE, text: str | bytes | None = FROZEN, source: str = HTML_SOURCE) -> Files:
    """Return a site whose article is a captured page with a frozen text."""
    return site({"seeds/article.yaml": source, "seeds/article.html": page, "seeds/article.txt": text})


def digest(text: str) -> str:
    """Return the digest of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_captured_page_with_its_text() -> None:
    """The frozen text is what offsets count; the digest of the page and of the text are both right."""
    [capture] = model(html_site()).sources["article"].captures
    assert (capture.text, capture.sha256, capture.snapshot.sha256) == (FROZEN, digest(FROZEN), digest(PAGE))


def test_a_plain_capture_is_its_own_text() -> None:
    """A plain text in UTF-8, NFC and LF needs no frozen text."""
    [capture] = model(site()).sources["article"].captures
    assert (capture.text, capture.sha256) == (ARTICLE, digest(ARTICLE))


def test_a_changed_plain_capture() -> None:
    """One changed letter is one problem, at the digest; its hint lists the quotes that no longer stand."""
    source = SOURCE.replace("SHA(article.txt)", "▶" + digest(ARTICLE))
    files = site({"seeds/article.yaml": source, "seeds/article.txt": ARTICLE.replace("plan aid", "plan air")})
    [problem] = examined(files).problems
    assert brief([problem]) == expected("digest-mismatch", files)
    assert problem.hint.split("\n")[1] == "Quotes that no longer stand in it: claims/winter/aid.yaml:6."


def test_a_change_that_no_quote_sees() -> None:
    """A changed letter outside every quote is a problem too, with no quotes to list."""
    source = SOURCE.replace("SHA(article.txt)", "▶" + digest(ARTICLE))
    files = site({"seeds/article.yaml": source, "seeds/article.txt": ARTICLE.replace("Money", "Honey")})
    [problem] = examined(files).problems
    assert brief([problem]) == expected("digest-mismatch", files)
    assert "no longer stand" not in problem.hint


def test_a_changed_page() -> None:
    """A captured page that was altered is one problem at its own digest, though its frozen text still stands."""
    source = HTML_SOURCE.replace("SHA(article.html)", "▶" + digest(PAGE))
    files = html_site(PAGE.replace("aid", "air"), source=source)
    assert found_in(files) == expected("digest-mismatch", files)


def test_a_changed_frozen_text() -> None:
    """A frozen text that was altered is one problem at the digest of the text, with the quotes it lost."""
    source = HTML_SOURCE.replace("SHA(article.txt)", "▶" + digest(FROZEN))
    files = html_site(text=FROZEN.replace("aid", "air"), source=source)
    [problem] = examined(files).problems
    assert brief([problem]) == expected("digest-mismatch", files)
    assert problem.hint.endswith("Quotes that no longer stand in it: claims/winter/aid.yaml:6.")


def test_a_capture_that_is_not_text_any_more() -> None:
    """A plain capture that became binary is a digest problem, and all its quotes are lost."""
    source = SOURCE.replace("SHA(article.txt)", "▶" + digest(ARTICLE))
    files = site({"seeds/article.yaml": source, "seeds/article.txt": b"\xff\xfe\x00"})
    [problem] = examined(files).problems
    assert brief([problem]) == expected("digest-mismatch", files)
    assert problem.hint.endswith("claims/winter/aid.yaml:6.")


def test_a_missing_capture() -> None:
    """A file that is not there is one problem at its name."""
    files = site(
        {
            "seeds/article.yaml": SOURCE.replace(
                "file: article.txt\n    sha256: SHA(article.txt)", f"file: ▶gone.txt\n    sha256: {'0' * 64}"
            )
        }
    )
    assert found_in(files) == expected("snapshot-missing", files)


def test_a_missing_frozen_text() -> None:
    """A frozen text that is not there is one problem at its name."""
    source = HTML_SOURCE.replace("file: article.txt", "file: ▶article.txt").replace("SHA(article.txt)", "0" * 64)
    files = html_site(text=None, source=source)
    assert found_in(files) == expected("snapshot-missing", files)


def test_a_page_without_frozen_text() -> None:
    """HTML is never read directly: every release of a library takes other text out of it."""
    source = HTML_SOURCE.partition("    text:")[0].replace("file: article", "file: ▶article")
    files = html_site(source=source)
    assert found_in(files) == expected("frozen-text-missing", files)


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + ARTICLE.encode(),
        ARTICLE.encode("utf-16"),
        ARTICLE.replace("plan", "pla\u0301n").encode(),
    ],
    ids=["CRLF", "BOM", "UTF-16", "NFD"],
)
def test_a_plain_capture_that_needs_a_frozen_text(data: bytes) -> None:
    """Captured bytes are never altered, so other line ends, marks, encodings and forms need a frozen text."""
    files = site({"seeds/article.yaml": SOURCE.replace("file: article", "file: ▶article"), "seeds/article.txt": data})
    assert found_in(files) == expected("frozen-text-missing", files)


@pytest.mark.parametrize(
    "data",
    [ARTICLE.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + ARTICLE.encode(), ARTICLE.encode("utf-16")],
    ids=["CRLF", "BOM", "UTF-16"],
)
def test_a_plain_capture_with_a_frozen_text(data: bytes) -> None:
    """With its frozen text beside it such a capture is fine, and is not said to differ from it."""
    source = (
        SOURCE.replace("article.txt", "article.raw.txt") + "    text: {file: article.txt, sha256: SHA(article.txt)}\n"
    )
    assert found_in(site({"seeds/article.yaml": source, "seeds/article.raw.txt": data})) == []


@pytest.mark.parametrize(
    "data", [FROZEN.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + FROZEN.encode(), b"\xff", b"pla\xcc\x81n"]
)
def test_a_frozen_text_in_another_form(data: bytes) -> None:
    """A frozen text is UTF-8, NFC and LF without a mark, whatever its digest says."""
    files = html_site(text=data, source=HTML_SOURCE.replace("file: article.txt", "file: ▶article.txt"))
    assert found_in(files) == expected("frozen-text-not-canonical", files)


def test_a_text_that_would_be_taken_out_differently() -> None:
    """A new extraction that differs is a warning with the line; the frozen text counts."""
    page = PAGE.replace("</article>", "<p>More.</p></article>")
    files = html_site(page, source=HTML_SOURCE.replace("file: article.txt", "file: ▶article.txt"))
    [problem] = examined(files).problems
    assert (brief([problem]), problem.level) == (expected("extraction-differs", files), "warning")
    assert problem.message == (
        "The text taken from article.html today would differ from the frozen text, first at line 1."
    )


@pytest.mark.parametrize("selector", ["main", "'article['"])
def test_a_selector_that_takes_nothing(selector: str) -> None:
    """A selector that matches nothing, or is none, is a problem at the selector."""
    files = html_site(source=HTML_SOURCE.replace("selector: article", f"selector: ▶{selector}"))
    assert found_in(files) == expected("extraction-empty", files)


PAGES = ("Allies plan aid", "for the winter."), ("Money is promised.",), ("It is not much.",)
PDF_TEXT = "Allies plan aid for the winter.\n\nMoney is promised.\n\nIt is not much.\n"
PDF_SOURCE = """\
title: Winter plans
rights: full-text
snapshots:
  - file: article.pdf
    sha256: SHA(article.pdf)
    captured: 2026-01-01
    text:
      file: article.txt
      sha256: SHA(article.txt)
      pages: [0, 33, 53]
"""


def pdf_site(source: str = PDF_SOURCE, text: str = PDF_TEXT, exact: str = "Allies plan aid for the winter.") -> Files:
    """Return a site whose article is a PDF of three pages."""
    files: Files = {"seeds/article.yaml": source, "seeds/article.pdf": pdf(*PAGES), "seeds/article.txt": text}
    return site({**files, "claims/winter/aid.yaml": quoting(exact)})


@pytest.mark.parametrize(
    ("exact", "pages"),
    [
        ("Allies plan aid for the winter.", (1,)),
        ("Money is promised.", (2,)),
        ("It is not much.", (3,)),
        ("Allies plan aid […] It is not much.", (1, 3)),
    ],
)
def test_the_page_of_a_quote(exact: str, pages: tuple[int, ...]) -> None:
    """Each piece of a quote is on a page of the PDF, counted from 1."""
    assert model(pdf_site(exact=exact)).claims["aid"].proof.pages == pages


def test_a_quote_that_runs_on_to_the_next_page() -> None:
    """Its words are on both pages."""
    files = pdf_site(PDF_SOURCE.replace("[0, 33, 53]", "[0, 12, 53]"))
    assert model(files).claims["aid"].proof.pages == (1, 2)


def test_a_capture_without_pages() -> None:
    """A quote from a plain text or a web page is on no page."""
    assert model(site()).claims["aid"].proof.pages == ()
    assert model(html_site()).claims["aid"].proof.pages == ()


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        ("[1, 33]", "the first begins at 1"),
        ("[0, 33, 32]", "page 3 begins at 32, before page 2"),
        ("[0, 70]", "page 2 begins at 70, and the text has 69 characters"),
    ],
)
def test_pages_that_cannot_be(pages: str, found: str) -> None:
    """Pages begin at 0, rise, and stay within the text; the message says which does not."""
    files = pdf_site(PDF_SOURCE.replace("[0, 33, 53]", f"▶{pages}"))
    [problem] = examined(files).problems
    assert brief([problem]) == expected("frozen-text-pages", files)
    assert problem.message.endswith(f"stay within the text; {found}.")


@pytest.mark.parametrize("pages", ["[0, x]", "[0, -1]", "[0, 1.5]"])
def test_pages_that_are_no_numbers(pages: str) -> None:
    """A page begins at a whole number."""
    files = pdf_site(PDF_SOURCE.replace("[0, 33, 53]", pages.replace(", ", ", ▶")))
    assert found_in(files) == expected("field-malformed", files)


def test_a_pdf_whose_text_would_be_taken_out_differently() -> None:
    """A PDF is read again as a web page is, and its frozen text counts."""
    text = PDF_TEXT.replace("promised", "premised")
    source = PDF_SOURCE.replace("file: article.txt", "file: ▶article.txt")
    files = pdf_site(source, text)
    [problem] = examined(files).problems
    assert (brief([problem]), problem.level) == (expected("extraction-differs", files), "warning")
    assert problem.message.endswith("first at line 3.")


def test_a_pdf_that_cannot_be_read_any_more() -> None:
    """It differs from its text at the first line, and nothing else is wrong."""
    files = pdf_site(PDF_SOURCE.replace("file: article.txt", "file: ▶article.txt"))
    files["seeds/article.pdf"] = b"%PDF-1.4 broken"
    assert found_in(files) == expected("extraction-differs", files)


def test_only_the_first_pages_are_read_again() -> None:
    """Of a long PDF five pages are compared: that shows a newer library, and costs little at each check."""
    lines = [[f"Page {number}."] for number in range(7)]
    found = read_pdf(pdf(["Allies plan aid for the winter."], *lines))
    source = PDF_SOURCE.replace("[0, 33, 53]", str(list(found.pages)))
    for old, codes in (("Page 6", []), ("Page 2", ["extraction-differs"])):
        files = pdf_site(source, found.text.replace(old, "Side 9"))
        files["seeds/article.pdf"] = pdf(["Allies plan aid for the winter."], *lines)
        assert [code for code, *_ in found_in(files)] == codes


def test_a_pdf_whose_text_was_taken_by_other_means() -> None:
    """Without pages it is not known how the text was taken, so it is not compared."""
    source = PDF_SOURCE.replace("      pages: [0, 33, 53]\n", "")
    assert found_in(pdf_site(source, PDF_TEXT.replace("promised", "premised"))) == []


def test_sites_without_a_pdf_do_not_load_its_library() -> None:
    """A check of a site without any PDF imports no pypdf."""
    code = "import sys, factcheck.examine, factcheck.captures; sys.exit('pypdf' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_encoding_that_only_the_server_knew() -> None:
    """A page is read again in the encoding that its record names."""
    page = "<article><p>Союзники готують допомогу.</p></article>".encode("windows-1251")
    text = "Союзники готують допомогу.\n"
    source = HTML_SOURCE + "      encoding: windows-1251\n"
    files = html_site(source=source, text=text) | {"claims/winter/aid.yaml": quoting(text.strip())}
    files["seeds/article.html"] = page
    assert found_in(files) == []
    files["seeds/article.yaml"] = HTML_SOURCE.replace("file: article.txt", "file: ▶article.txt")
    assert found_in(files) == expected("extraction-differs", files)


@pytest.mark.parametrize("name", ["utf-9", "rot13", "idna", "hex", "utf-7"])
def test_an_encoding_that_is_none(name: str) -> None:
    """An encoding is one of those of web pages."""
    files = html_site(source=f"{HTML_SOURCE}      encoding: ▶{name}\n")
    assert found_in(files) == expected("field-malformed", files)


def test_the_newest_capture_counts() -> None:
    """Without a pin the quote is proven in the last snapshot."""
    newer = "  - {file: new.txt, sha256: SHA(new.txt), captured: 2026-02-01}\n"
    text = "New: Allies plan aid for the winter.\n"
    claim = model(site({"seeds/article.yaml": SOURCE + newer, "seeds/new.txt": text})).claims["aid"]
    assert (claim.proof.capture.snapshot.file, claim.proof.hull.start) == ("new.txt", 5)


def test_a_pinned_capture_counts() -> None:
    """A quote that is gone from the newest snapshot can be pinned to the one that has it."""
    newer = "  - {file: new.txt, sha256: SHA(new.txt), captured: 2026-02-01}\n"
    files = site({"seeds/article.yaml": SOURCE + newer, "seeds/new.txt": "Gone.\n"})
    files["claims/winter/aid.yaml"] = f"{files['claims/winter/aid.yaml']!s}  snapshot: article.txt\n"
    assert model(files).claims["aid"].proof.capture.snapshot.file == "article.txt"


def test_captures_in_a_folder_of_their_own() -> None:
    """A source in a folder below seeds/ has its files beside it."""
    files = site({"seeds/article.yaml": None, "seeds/article.txt": None})
    files |= {"seeds/2026/article.yaml": SOURCE.replace("SHA(", "SHA(2026/"), "seeds/2026/article.txt": ARTICLE}
    assert found_in(files) == []


def test_a_changed_page_and_a_changed_text() -> None:
    """Both are problems at their own digests, and each lists the quotes that the text has lost."""
    source = HTML_SOURCE.replace("SHA(article.html)", "▶" + digest(PAGE)).replace(
        "SHA(article.txt)", "▶" + digest(FROZEN)
    )
    files = html_site(PAGE + " ", FROZEN.replace("winter", "summer"), source)
    files["claims/winter/other.yaml"] = quoting("Allies plan aid")
    problems = examined(files).problems
    assert brief(problems) == expected("digest-mismatch", files)
    assert [p.hint.rpartition(": ")[2] for p in problems] == ["claims/winter/aid.yaml:6."] * 2


@pytest.mark.parametrize(
    ("file", "html"),
    [("a.html", True), ("a.HTM", True), ("a.xhtml", True), ("a.txt", False), ("html", False), ("a.html.txt", False)],
)
def test_is_html(file: str, *, html: bool) -> None:
    """Captures are told apart by their names."""
    assert Snapshot(file=file, sha256="", captured=PartialDate(2026)).is_html is html
