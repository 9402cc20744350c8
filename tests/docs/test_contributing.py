"""What CONTRIBUTING tells editors works as it is told."""

from __future__ import annotations

import hashlib
import re
import shlex
from typing import TYPE_CHECKING

import pytest
import yaml

from dockit import block_with, commands, read
from factcheck.codes import CODES
from factcheck.schema import CLAIMS
from pdfs import pdf
from sitekit import DAY, SmallSite, copy_of_the_demo, factcheck, problems_of, tree
from web import Web, web_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GUIDE = read("CONTRIBUTING.md")
RECORD = block_with(GUIDE, "yaml", "# What sort of claim")
NAME = "claims/paris-draft/sanctions-after-renewed-hostilities.yaml"
HTML = "<nav>Menu</nav><article><h1>Minutes</h1><p>The council met.</p></article>"


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """Return a copy of the demonstration's records."""
    return copy_of_the_demo(tmp_path / "demo")


def _check(site: Path) -> list[str]:
    return [problem["code"] for problem in problems_of(factcheck("check", "--site", site, "--format", "json"))]


def test_the_record_to_copy_is_valid(demo: Path) -> None:
    """Copied into the demonstration as it is, it raises neither an error nor a warning."""
    (demo / NAME).write_text(RECORD, encoding="utf-8")

    assert _check(demo) == []


def test_the_record_to_copy_shows_every_field_of_a_pledge() -> None:
    """Each field stands in it, as a field or in a comment; that of a special case has a section of its own."""
    named = set(re.findall(r"^(?:# )?([a-z_]+):(?: |$)", RECORD, re.MULTILINE))

    assert CLAIMS["pledge"].keys() - named == {"withdrawal"}
    assert block_with(GUIDE, "yaml", "withdrawal:")
    assert block_with(GUIDE, "yaml", "allow:\n  - {code")


def test_the_record_can_be_withdrawn_as_told(demo: Path) -> None:
    """The two lines on withdrawal take the place of the record's state."""
    # Without its exemption: nobody asks about a claim that is withdrawn.
    text = RECORD.partition("\n# Warnings that are right as they are, each")[0] + "\n"
    text = text.replace("state: published\n", block_with(GUIDE, "yaml", "withdrawal:"))
    assert text != RECORD
    (demo / NAME).write_text(text, encoding="utf-8")

    assert _check(demo) == []


def test_the_error_message_is_a_real_one(demo: Path) -> None:
    """A slip in the quote yields the message in the guide, word for word."""
    record = demo / "claims/paris-draft/military-and-logistical-aid.yaml"
    record.write_text(record.read_text("utf-8").replace("exact: Military", "exact: Militery"), encoding="utf-8")

    done = factcheck("check", folder=demo)

    assert done.stdout == block_with(GUIDE, "text", "Militery")


def test_the_correction_is_valid(demo: Path) -> None:
    """The correction in the guide can be copied."""
    corrections = demo / "claims/corrections"
    corrections.mkdir()
    (corrections / "2026-12-01-wrong-date.yaml").write_text(block_with(GUIDE, "yaml", "kind: correction"), "utf-8")

    assert _check(demo) == []


def test_the_exempted_code_is_a_warning() -> None:
    """Only warnings can be exempted, so the example names one."""
    found = re.search(r"code: ([a-z-]+)", block_with(GUIDE, "yaml", "allow:\n  - {code"))

    assert found
    assert CODES[found[1]].level == "warning"


def test_a_plain_text_is_added_as_told(small_site: SmallSite) -> None:
    """With the digest that sha256sum prints, the record of a plain text only lacks a claim that quotes it."""
    digest = hashlib.sha256(small_site.write("seeds/council-minutes.2026-11-23.txt", "Words.\n").read_bytes())
    record = block_with(GUIDE, "yaml", "title: Minutes of the council")
    small_site.write("seeds/council-minutes.yaml", re.sub(r"[0-9a-f]{64}", digest.hexdigest(), record))

    assert _check(small_site.folder) == ["source-unquoted"]


@pytest.fixture
def web() -> Iterator[Web]:
    """Serve on loopback."""
    with web_server() as web:
        yield web


def _told(needle: str, web: Web | None = None) -> list[str]:
    """Return the words of a command in the guide, with our own server in the place of example.org."""
    [line] = [line for line in commands(GUIDE, "factcheck") if needle in line]
    words = shlex.split(line)[1:]
    return [word.replace("https://example.org", web.root) for word in words] + ["--allow-private"] if web else words


def test_a_web_page_is_added_as_told(small_site: SmallSite, web: Web) -> None:
    """The command captures a page; its record only lacks a claim that quotes it."""
    web.put("/minutes.html", f"<title>Minutes</title><body>{HTML}".encode())
    done = factcheck(*_told("add-source https://example.org/minutes.html", web), folder=small_site.folder)

    assert (done.returncode, done.stderr) == (0, "")
    [text] = [name for name in tree(small_site.folder / "seeds") if name.endswith(f"{DAY}.txt")]
    assert (small_site.folder / "seeds" / text).read_text("utf-8") == "Minutes\n\nThe council met.\n"
    assert _check(small_site.folder) == ["source-unquoted"]


def test_a_file_is_added_as_told(small_site: SmallSite) -> None:
    """The command captures a PDF from the disk."""
    small_site.write("letter.pdf", pdf(["The council met."]))
    done = factcheck(*_told("letter.pdf"), folder=small_site.folder)

    assert (done.returncode, done.stderr) == (0, "")
    assert _check(small_site.folder) == ["source-unquoted"]


def test_a_link_is_added_as_told(small_site: SmallSite) -> None:
    """The record of a linked source is valid by itself, and nothing is fetched."""
    done = factcheck(*_told("--link-only"), folder=small_site.folder)

    assert (done.returncode, done.stderr) == (0, "")
    assert _check(small_site.folder) == []


def test_an_earlier_snapshot_is_quoted_as_told(small_site: SmallSite, web: Web) -> None:
    """A quote that is gone from the newest snapshot is told, and stands once the earlier one is named."""
    command = [*_told("add-source https://example.org/minutes.html", web), "--id", "council-minutes"]
    quote = yaml.safe_load(block_with(GUIDE, "yaml", "snapshot: council-minutes"))["quote"]
    page = "<title>Minutes</title><article><p>The council will plant ninety trees.<p>" + "It met at noon. " * 30
    web.put("/minutes.html", page.encode())
    assert factcheck(*command, folder=small_site.folder).returncode == 0
    assert quote["snapshot"] in tree(small_site.folder / "seeds")
    small_site.claim("plan", quote={key: quote[key] for key in ("source", "exact")})
    web.put("/minutes.html", page.replace("ninety", "no").encode())
    assert factcheck(*command, folder=small_site.folder).returncode == 1
    assert _check(small_site.folder) == ["quote-not-found"]

    small_site.claim("plan", quote=quote)
    assert _check(small_site.folder) == []
