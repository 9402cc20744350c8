"""What CONTRIBUTING tells editors works as it is told."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dockit import block_with, read
from factcheck.codes import CODES
from factcheck.schema import CLAIMS
from sitekit import SmallSite, copy_of_the_demo, factcheck, problems_of

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


def test_a_web_page_is_added_as_told(small_site: SmallSite) -> None:
    """The two commands freeze the text of a page and print the two digests that its record needs."""
    small_site.write("seeds/council-page.2026-11-23.html", f"<html><body>{HTML}</body></html>")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-euc", block_with(GUIDE, "sh", "text_of")],
        cwd=small_site.folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    digests = iter([line.split()[0] for line in done.stdout.splitlines()])
    record = block_with(GUIDE, "yaml", "title: A page of the council")
    small_site.write("seeds/council-page.yaml", re.sub(r"[0-9a-f]{64}", lambda _: next(digests), record))

    assert (small_site.folder / "seeds/council-page.2026-11-23.txt").read_text("utf-8") == (
        "Minutes\n\nThe council met.\n"
    )
    assert _check(small_site.folder) == ["source-unquoted"]


def test_a_link_is_added_as_told(small_site: SmallSite) -> None:
    """The record of a linked source is valid by itself."""
    small_site.write("seeds/report.yaml", block_with(GUIDE, "yaml", "title: Report on the meeting"))

    assert _check(small_site.folder) == []
