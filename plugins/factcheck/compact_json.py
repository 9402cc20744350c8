"""JSON without white space, written and read fast, as ``json`` itself would: the only door to msgspec."""

from __future__ import annotations

import json
from typing import Any

from msgspec import MsgspecError
from msgspec.json import Decoder, Encoder

_ENCODER = Encoder()
_DECODER = Decoder()
# The only numbers that the two write differently and that our files can hold: a share so small (0.00001, 1e-05).
_TINY = b"0.0000"


def written(data: object) -> bytes:
    """Return JSON as UTF-8. Raises TypeError for what JSON does not know."""
    found = _ENCODER.encode(data)
    if _TINY in found:
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return found


def read(data: bytes) -> Any:
    """Return what JSON says; bytes that are no UTF-8 count as characters that nobody knows. Raises ValueError."""
    try:
        return _DECODER.decode(data)
    except (MsgspecError, ValueError, RecursionError):
        # What was wrong, json says with its line and column.
        return json.loads(data.decode("utf-8", errors="replace"))
