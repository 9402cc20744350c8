"""Every link of a document leads somewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from dockit import anchors, documents, name_of, prose

if TYPE_CHECKING:
    from pathlib import Path

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_ABSOLUTE = re.compile(r"[a-z]+:")


@pytest.mark.parametrize("document", documents(), ids=name_of)
def test_relative_links_lead_to_files_and_headings(document: Path) -> None:
    """A relative link names a file that is there, and its fragment a heading in it."""
    text = document.read_text(encoding="utf-8")

    assert [link for link in _LINK.findall(prose(text)) if not _leads_somewhere(link, document)] == []


def _leads_somewhere(link: str, document: Path) -> bool:
    if _ABSOLUTE.match(link):
        return link.startswith("https://")
    path, _, fragment = link.partition("#")
    target = document.parent / path if path else document
    if not fragment:
        return target.exists()
    return target.is_file() and fragment in anchors(target.read_text(encoding="utf-8"))


@pytest.mark.parametrize("document", documents(), ids=name_of)
def test_no_address_of_a_machine(document: Path) -> None:
    """A document names no folder of somebody's machine."""
    text = document.read_text(encoding="utf-8")

    assert not re.search(r"(?<![\w.~/-])/(?:home|root|tmp|usr|work|Users)/", text)
