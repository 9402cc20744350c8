"""The site that a newsroom starts from: the files of ``starter/`` with its name and address filled in.

A file whose name ends in ``.template`` is filled in; ``dot_`` at the beginning of a name stands for a dot, because
names that begin with one are ignored by too many tools to be shipped safely.
"""

from __future__ import annotations

from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

_FILLED_IN = ".template"
_DOT = "dot_"


def starter_files(*, name: str, siteurl: str, language: str, version: str) -> dict[str, bytes]:
    """Return the files of a new site by their paths; all values may hold anything."""
    words = {
        # A heading is one line, and Markdown would take a mark of it for its own.
        "title": "".join(f"\\{c}" if c in r"\`*_[]<>#" else c for c in " ".join(name.split())),
        "name": repr(name),
        "siteurl": repr(siteurl),
        "language": repr(language),
        "version": version,
    }
    return dict(sorted(_filled_in(files("factcheck") / "starter", "", words)))


def _filled_in(folder: Traversable, prefix: str, words: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        name = f".{entry.name.removeprefix(_DOT)}" if entry.name.startswith(_DOT) else entry.name
        if entry.is_dir():
            yield from _filled_in(entry, f"{prefix}{name}/", words)
        elif name.endswith(_FILLED_IN):
            text = Template(entry.read_text(encoding="utf-8")).substitute(words)
            yield prefix + name.removesuffix(_FILLED_IN), text.encode()
        else:
            yield prefix + name, entry.read_bytes()
