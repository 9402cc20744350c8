"""Captured files against their records."""

from __future__ import annotations

import hashlib

import pytest
from little_site import ARTICLE, SOURCE, Files, brief, examined, expected, found_in, model, quoting, site

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
