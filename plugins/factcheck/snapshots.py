"""A captured document as files and values of a record: pure functions of its bytes and of what the server said."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from factcheck.charsets import codec_of, decoded, is_readable, label_of, marked
from factcheck.html_text import declared_encoding, head_of, main_part, text_of
from factcheck.media_types import content_of, looks_like_pdf, suffix_of
from factcheck.page_facts import Facts, facts_of
from factcheck.text import blocks, canonical, counted, is_canonical

if TYPE_CHECKING:
    from collections.abc import Container


class SnapshotError(Exception):
    """A document cannot be captured: the message says why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """A document and its frozen text. ``remarks`` are sentences for the editor.

    ``encoding`` is set where the bytes alone would be read otherwise, ``selector`` for a part of an HTML page, and
    ``pages`` are the code points at which the pages of a PDF begin.
    """

    suffix: str
    data: bytes = field(repr=False)
    text: str = field(repr=False)
    selector: str | None = None
    encoding: str | None = None
    pages: tuple[int, ...] = ()
    facts: Facts = field(default_factory=Facts)
    remarks: tuple[str, ...] = ()

    @property
    def is_own_text(self) -> bool:
        """Whether the file needs no frozen text beside it."""
        return self.suffix == ".txt" and is_canonical(self.data) and self.data == self.text.encode()

    @property
    def size(self) -> str:
        """How much text was frozen, and from what, in words."""
        words, parts = len(self.text.split()), len(blocks(self.text))
        pages = f" on {counted(len(self.pages), 'page', 'pages')}" if self.pages else ""
        whole = " of the whole page" if self.suffix == ".html" else ""
        part = f" of the part “{self.selector}”" if self.selector else whole
        return f"{counted(words, 'word', 'words')} in {counted(parts, 'block', 'blocks')}{pages}{part}"


def freeze(data: bytes, content_type: str, *, selector: str | None = None, encoding: str | None = None) -> Frozen:
    """Take the text out of a document. ``encoding`` is the editor's word, which counts most. Raises SnapshotError."""
    kind, charset = content_of(content_type)
    suffix = suffix_of(kind, data)
    if suffix is None:
        found = f"“{kind}”" if kind else "of no type that is known"
        raise SnapshotError(f"A source must be an HTML page, a plain text or a PDF, and this is {found}.")
    if suffix == ".pdf":
        return _pdf(data)
    given = next((label_of(name) for name in (encoding, marked(data), charset) if name and codec_of(name)), None)
    return _html(data, selector, given) if suffix == ".html" else _plain(data, given)


def _pdf(data: bytes) -> Frozen:
    from factcheck.pdf_text import PdfError, read_pdf  # noqa: PLC0415 - most sources are no PDF and need no pypdf

    if not looks_like_pdf(data):
        raise SnapshotError("This is said to be a PDF, and does not begin as one.")
    try:
        found = read_pdf(data)
    except PdfError as error:
        raise SnapshotError(str(error)) from error
    blank = sum(not found.text[start:end].strip() for start, end in pairwise((*found.pages, len(found.text))))
    remark = f"{counted(blank, 'page holds', 'pages hold')} no text, as pictures of a text do."
    return Frozen(
        suffix=".pdf",
        data=data,
        text=found.text,
        pages=found.pages,
        remarks=(*([remark] if blank else []), *_unreadable(found.text)),
    )


def _html(data: bytes, selector: str | None, given: str | None) -> Frozen:
    encoding = given or _declared(data) or _utf8(data)
    part = selector or main_part(data, encoding)
    text = text_of(data, part, encoding)
    if not text:
        raise SnapshotError(
            f"The selector “{selector}” must match something that holds text, and it does not."
            if selector
            else "The page holds no text. If a script writes it, save the page in a browser and name the file."
        )
    return Frozen(
        suffix=".html",
        data=data,
        text=text,
        selector=part,
        encoding=encoding if text_of(data, part) != text else None,
        facts=facts_of(head_of(data, encoding)),
        remarks=(*_doubtful(data, encoding), *_unreadable(text)),
    )


def _declared(data: bytes) -> str | None:
    """Return the encoding that a page names; one that can name itself in ASCII is not UTF-16."""
    label = label_of(declared_encoding(data) or "")
    codec = codec_of(label)
    return "utf-8" if codec and codec.startswith("utf-16") else label if codec else None


def _plain(data: bytes, given: str | None) -> Frozen:
    encoding = given or _utf8(data)
    text = canonical(decoded(data, encoding))
    if not text.strip():
        raise SnapshotError("The text is empty.")
    if "\0" in decoded(data, encoding):
        raise SnapshotError("A plain text must hold nothing but text, and this holds zero bytes.")
    plain = is_readable(data, marked(data) or "utf-8") and canonical(decoded(data, marked(data) or "utf-8"))
    return Frozen(
        suffix=".txt",
        data=data,
        text=text,
        encoding=None if plain == text else encoding,
        remarks=(*_doubtful(data, encoding), *_unreadable(text)),
    )


def _utf8(data: bytes) -> str:
    if is_readable(data, "utf-8"):
        return "utf-8"
    raise SnapshotError(
        "Nothing says in which encoding the text is, and it is not UTF-8. "
        "Name the encoding, for example: --encoding windows-1251"
    )


def _doubtful(data: bytes, encoding: str) -> list[str]:
    """Remark on bytes that are well-formed UTF-8 and were said to be something else."""
    if data.isascii() or codec_of(encoding) == "utf-8" or marked(data) or not is_readable(data, "utf-8"):
        return []
    return [f"It is said to be {encoding}, and could be UTF-8: look at the text. If it is: --encoding utf-8"]


def _unreadable(text: str) -> list[str]:
    """Remark on characters that could not be read."""
    found = text.count("\ufffd")
    return [f"{counted(found, 'character', 'characters')} could not be read: “\ufffd” in the text."] if found else []


def file_names(frozen: Frozen, stem: str, taken: Container[str]) -> tuple[str, str]:
    """Return the names of the captured file and of its text, which are one for a plain text that needs no other.

    ``stem`` is the id and the day; a number is added where one of the names is taken.
    """
    number = 1
    while True:
        base = stem if number == 1 else f"{stem}-{number}"
        if not any(f"{base}{end}" in taken for end in (".html", ".txt", ".pdf", ".original.txt")):
            own = frozen.is_own_text or frozen.suffix != ".txt"
            return f"{base}{frozen.suffix if own else '.original.txt'}", f"{base}.txt"
        number += 1


def snapshot_values(frozen: Frozen, names: tuple[str, str], captured: str) -> dict[str, Any]:
    """Return the snapshot of a record as values of YAML."""
    file, text_file = names
    values: dict[str, Any] = {"file": file, "sha256": digest(frozen.data), "captured": captured}
    if not frozen.is_own_text:
        text = {"file": text_file, "sha256": digest(frozen.text.encode())}
        more = {"selector": frozen.selector, "encoding": frozen.encoding, "pages": list(frozen.pages)}
        values["text"] = text | {key: value for key, value in more.items() if value}
    return values


def snapshot_files(frozen: Frozen, names: tuple[str, str]) -> dict[str, bytes]:
    """Return the bytes of each file of a snapshot by its name."""
    return {names[1]: frozen.text.encode(), names[0]: frozen.data}


def digest(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hex."""
    return hashlib.sha256(data).hexdigest()
