"""Whether peers wrote the same files: ``python bench/same.py OURS THEIRS...``.

Compared is every file that is not a claim's, and of those of claims some of each kind, at equal distances. Of pages:
elements, their attributes, text and JSON-LD; white space, the spelling of entities and of escaped addresses, and
whether an address is relative are left aside. Of JSON: what it says. Of any other file: every byte.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin

from factcheck.urls import root_from

if TYPE_CHECKING:
    from collections.abc import Iterable

SAMPLE = 100
_ADDRESSES = {"href", "src", "data-root", "data-versionurl", "data-originalurl"}
_PER_CLAIM = re.compile(r"(?<=/)claim-\d+(?=/index\.html$|\.[a-z]+$)")
_SPACE = re.compile(r"\s+")


class _Events(HTMLParser):
    """Collects what a page consists of."""

    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address, self.found, self.in_script = address, list[Any](), False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element with its attributes."""
        self.in_script = tag == "script"
        if ("name", "generator") not in attrs:
            self.found.append((tag, *sorted((name, self._value(name, value or "")) for name, value in attrs)))

    def _value(self, name: str, value: str) -> str:
        return unquote(urljoin(self.address, value)) if name in _ADDRESSES else _SPACE.sub(" ", value).strip()

    def handle_endtag(self, tag: str) -> None:
        """Note where an element ends."""
        self.in_script = False
        self.found.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        """Note text."""
        if not data.strip():
            return
        self.found.append(json.loads(data) if self.in_script else _SPACE.sub(" ", data).strip())


def facts(text: str, path: str) -> list[Any]:
    """Return what the page at a path consists of."""
    events = _Events(f"/{path}")
    events.feed(text)
    events.close()
    return events.found


@dataclass
class Compared:
    """What became of a peer's files: how many of ours it wrote, of how many, and which of those compared differ."""

    written: int = 0
    wanted: int = 0
    compared: int = 0
    missing: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)
    first: str = ""

    @property
    def kinds(self) -> list[str]:
        """The kinds of files that were not written."""
        return sorted({kind_of(path) for path in self.missing})

    def summary(self) -> dict[str, Any]:
        """Return it as numbers and names."""
        numbers = {"written": self.written, "wanted": self.wanted, "compared": self.compared}
        return {**numbers, "differ": len(self.different), "missing": self.kinds}

    def __str__(self) -> str:
        """Tell it in a line."""
        told = f"{self.written} of {self.wanted} files written, {self.compared} compared, {len(self.different)} differ"
        missing = f"; not written: {', '.join(self.kinds)}" if self.missing else ""
        return told + missing + (f"; {self.first}" if self.first else "")


def kind_of(path: str) -> str:
    """Return the kind of a file by its path: its first part."""
    top, _, rest = path.partition("/")
    return f"{top}/…" if rest and rest != "index.html" else path.removesuffix("index.html") or "the front page"


def files_of(folder: Path) -> dict[str, Path]:
    """Return the files of a site by path; frames below embed/claims/, where Hugo puts them, as if below embed/."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix().replace("embed/claims/", "embed/"): file for file in files}


def compare(ours: Path, theirs: Path, own_pages: tuple[str, ...], *, only: str = "", sample: int = SAMPLE) -> Compared:
    """Compare the files of a peer with ours, those whose path begins with ``only``.

    ``own_pages`` are the site's own, which no peer writes.
    """
    left_out = ("patterns", *own_pages)
    wanted = {path: file for path, file in files_of(ours).items() if path.partition("/")[0] not in left_out}
    have = files_of(theirs)
    found = Compared(wanted=len(wanted), written=len(wanted.keys() & have.keys()))
    found.missing = sorted(wanted.keys() - have.keys())
    for path in sorted(p for p in chosen_of(wanted, sample) & have.keys() if p.startswith(only)):
        found.compared += 1
        if different := _different(path, wanted[path].read_bytes(), have[path].read_bytes()):
            found.different.append(path)
            found.first = found.first or different
    return found


def chosen_of(paths: Iterable[str], sample: int) -> set[str]:
    """Return what is compared: all that is of no single claim, and so many files of each kind of those of claims."""
    kinds: dict[str, list[str]] = {}
    for path in sorted(paths):
        kind, count = _PER_CLAIM.subn("", path)
        kinds.setdefault(kind if count else "", []).append(path)
    others = kinds.pop("", [])
    return {*others, *(path for found in kinds.values() for path in found[:: max(1, len(found) // sample)])}


def _different(path: str, ours: bytes, theirs: bytes) -> str:
    """Return the first difference between two files, or nothing."""
    if ours == theirs:
        return ""
    if path.endswith("json"):
        return f"{path} says something else" if json.loads(ours) != json.loads(theirs) else ""
    if not path.endswith(".html"):
        return f"{path} has other bytes"
    # To read a page is slow. Most are equal once their addresses begin at the root, letter for letter.
    if ours.decode().replace(f'="{root_from(path)}', '="/') == theirs.decode():
        return ""
    us, them = facts(ours.decode(), path), facts(theirs.decode(), path)
    return _first(path, us, them) if us != them else ""


def _first(path: str, us: list[Any], them: list[Any]) -> str:
    pairs = ((a, b) for a, b in zip([*us, None], [*them, None], strict=False) if a != b)
    a, b = next(pairs, (len(us), len(them)))
    return f"first difference on {path}: ours {str(a)[:300]!r}, theirs {str(b)[:300]!r}"


def main() -> None:
    """Compare sites; leave with 1 where a file that was written differs."""
    ours, *peers = map(Path, sys.argv[1:])
    results = {peer: compare(ours, peer, ("about", "methodology", "corrections-policy")) for peer in peers}
    for peer, found in results.items():
        print(f"{peer}: {found}")
    sys.exit(any(found.different for found in results.values()))


if __name__ == "__main__":
    main()
