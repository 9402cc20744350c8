"""A document that is to be captured, from an address or from a file: its bytes, and what was said of their type."""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from factcheck.fetching import MEGABYTE, Limits, fetch

_SCHEME: Final = re.compile(r"https?:|[A-Za-z][A-Za-z0-9+.-]*://|[^/\\]+:[^/\\]*@", re.IGNORECASE)
# What looks like an address whose start was forgotten.
_SERVER: Final = re.compile(r"www\.|[\w-]+(?:\.[\w-]+)+/")
_TYPES: Final = {
    ".htm": "text/html",
    ".html": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".txt": "text/plain",
    ".pdf": "application/pdf",
}


class DocumentError(Exception):
    """A file cannot be read: the message says why, in a sentence or two."""


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes and what was said of their type, as in ``Content-Type``. ``url`` is None for a file."""

    data: bytes
    content_type: str
    url: str | None


def is_address(text: str) -> bool:
    """Tell whether a text is meant as an address and not as the name of a file."""
    return _SCHEME.match(text) is not None


def read_document(place: str, limits: Limits) -> Document:
    """Fetch an address, or read a file. Raises FetchError or DocumentError."""
    if is_address(place):
        found = fetch(place, limits)
        return Document(found.data, found.content_type, found.url)
    return _read_file(place, limits.size)


def _read_file(place: str, most: int) -> Document:
    path = Path(place)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise DocumentError(f"{place} is a folder; name one file.")
        if not stat.S_ISREG(mode):
            raise DocumentError(f"{place} is no plain file.")
        with path.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError:
        hint = " An address starts with https:// or http://." if _SERVER.match(place) else ""
        raise DocumentError(f"There is no file {place}.{hint}") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise DocumentError(f"{place} cannot be read: {reason or error}.") from error
    if len(data) > most:
        raise DocumentError(f"{place} is larger than {most / MEGABYTE:g} MB. --max-size allows more.")
    if not data:
        raise DocumentError(f"{place} is empty.")
    return Document(data, _TYPES.get(path.suffix.lower(), ""), None)
