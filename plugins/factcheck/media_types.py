"""Which kind of document bytes are, by what a server says of them or, where it says nothing, by how they begin."""

from __future__ import annotations

import re
from email.message import Message
from typing import Final

from factcheck.charsets import decoded, is_readable, marked

# What may be captured, and how the file is named.
_SUFFIXES: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
}
_GENERIC: Final = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/x-download"})
_HTML_START: Final = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml[^>]*>\s*<(?:!doctype\s+)?html)\b",
    re.IGNORECASE | re.DOTALL,
)
_PDF_START: Final = b"%PDF-"
_SNIFFED: Final = 1024


def suffix_of(kind: str, data: bytes) -> str | None:
    """Return the ending for the file of a document: ``.html``, ``.txt`` or ``.pdf``; None for all other kinds."""
    return _SUFFIXES.get(_sniffed(data) if kind in _GENERIC else kind)


def looks_like_pdf(data: bytes) -> bool:
    """Tell whether bytes begin as a PDF does; some have a few others in front."""
    return _PDF_START in data[:_SNIFFED]


def content_of(header: str) -> tuple[str, str]:
    """Return the type and the charset of a ``Content-Type`` header, each empty where it has none."""
    message = Message()
    message["content-type"] = " ".join(header.split()) or "application/octet-stream"
    named = message.get_content_type() if "/" in header else ""
    charset = message.get_param("charset", "")
    return named, charset if isinstance(charset, str) else ""


def _sniffed(data: bytes) -> str:
    """Return the type that the first bytes show; an empty text where they show none."""
    start = data[:_SNIFFED]
    if looks_like_pdf(data):
        return "application/pdf"
    text = decoded(start, marked(data) or "utf-8").removeprefix("\ufeff")
    if _HTML_START.match(text.encode()):
        return "text/html"
    is_text = marked(data) or is_readable(data, "utf-8")
    return "text/plain" if is_text and "\0" not in text else ""
