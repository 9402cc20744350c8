"""The media type that a published file is served with, by its name alone.

The module ``mimetypes`` is not asked: it answers from files of the machine it runs on, and two machines would
publish one site differently.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

_TEXT: Final = "; charset=utf-8"
_TYPES: Final = {
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".bib": f"application/x-bibtex{_TEXT}",
    ".css": f"text/css{_TEXT}",
    ".csv": f"text/csv{_TEXT}",
    ".gif": "image/gif",
    ".gz": "application/gzip",
    ".htm": f"text/html{_TEXT}",
    ".html": f"text/html{_TEXT}",
    ".ico": "image/vnd.microsoft.icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": f"text/javascript{_TEXT}",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".mjs": f"text/javascript{_TEXT}",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".otf": "font/otf",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": f"text/plain{_TEXT}",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
_JSON_FEEDS: Final = "feeds/"


def served_type(path: str) -> str:
    """Return the media type of a file by its path in the site; bytes of no known kind have the general one."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix == ".json" and path.startswith(_JSON_FEEDS):
        return "application/feed+json"  # JSON Feed 1.1.
    return _TYPES.get(suffix, "application/octet-stream")
