"""docs/addresses.md and a built site agree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from dockit import read, table
from sitekit import tree

if TYPE_CHECKING:
    from pathlib import Path

_BLANKS = {
    "<id>": r"[a-z0-9-]+",
    "<kind>": r"[a-z]+",
    "<verdict>": r"[a-z0-9-]+",
    "<level>": r"[a-z-]+",
    "<tag>": r"[a-z0-9-]+",
    "<n>": r"\d+",
    "<digest>": r"[0-9a-f]{12}",
    "<language>": r"[a-z]{2,3}(?:-[a-z0-9]+)*",
    "…": r".+",
}


def _addresses() -> list[str]:
    text = read("docs/addresses.md")
    return [row[0].strip("`") for heading in ("Pages", "Files") for row in table(text, heading)]


def _pattern(address: str) -> re.Pattern[str]:
    file = f"{address}index.html" if address.endswith("/") else address
    parts = re.split(f"({'|'.join(_BLANKS)})", file.removeprefix("/"))
    return re.compile("".join(_BLANKS.get(part) or re.escape(part) for part in parts))


@pytest.fixture(scope="session")
def files(demo_site: Path, golden_site: Path) -> list[str]:
    """Return every file of the two built sites."""
    return sorted({*tree(demo_site), *tree(golden_site)})


def test_every_file_has_a_documented_address(files: list[str]) -> None:
    """A built site has no file that the document does not tell of; its own pages are at their slugs."""
    patterns = [_pattern(address) for address in _addresses()]
    own = re.compile(r"(?:about|methodology|corrections-policy)/index\.html")

    assert [file for file in files if not any(p.fullmatch(file) for p in (own, *patterns))] == []


@pytest.mark.parametrize("address", [a for a in _addresses() if "<n>" not in a])
def test_every_documented_address_exists(address: str, files: list[str]) -> None:
    """Each address has a file, but for further pages, which only long lists have."""
    assert any(_pattern(address).fullmatch(file) for file in files)
