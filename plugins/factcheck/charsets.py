"""The names of encodings on the web, and which of Python's codecs each means."""

from __future__ import annotations

import codecs
import re
from typing import Final

_LABEL: Final = re.compile(r"[a-z0-9][a-z0-9_:.-]{0,39}")
# What browsers read by another, larger encoding (Encoding Standard, section 4.2).
_LARGER: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_KNOWN: Final = frozenset(
    {
        *("utf-8", "utf-16", "utf-16-le", "utf-16-be"),
        *(f"cp125{number}" for number in range(9)),
        *(f"iso8859-{number}" for number in (*range(2, 9), 10, 13, 14, 15, 16)),
        *("cp866", "cp874", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic"),
        *("gb18030", "big5hkscs", "euc_jp", "iso2022_jp", "cp932", "cp949"),
    }
)
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def label_of(name: str) -> str:
    """Return the name of an encoding as a record has it."""
    return name.strip(" \t\r\n\"'").lower()


def codec_of(name: str) -> str | None:
    """Return Python's name of an encoding; None where the web has no such encoding of text."""
    label = label_of(name)
    try:
        found = codecs.lookup(label).name if _LABEL.fullmatch(label) else ""
    except LookupError:
        return None
    codec = _LARGER.get(found, found)
    return codec if codec in _KNOWN else None


def marked(data: bytes) -> str | None:
    """Return the encoding that a byte order mark shows."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def decoded(data: bytes, name: str) -> str:
    """Return bytes as text; what an encoding cannot read becomes U+FFFD. The name must be that of an encoding."""
    codec = codec_of(name)
    assert codec
    return data.decode(codec, errors="replace")


def is_readable(data: bytes, name: str) -> bool:
    """Tell whether bytes are text of an encoding without a fault."""
    codec = codec_of(name)
    try:
        return codec is not None and bool(data.decode(codec) or True)
    except UnicodeDecodeError:
        return False
