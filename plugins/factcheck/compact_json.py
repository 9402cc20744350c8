"""JSON without white space, written and read fast, as ``json`` itself would: the door to msgspec's encoder."""

from __future__ import annotations

import json
from typing import Any

from msgspec import MsgspecError
from msgspec import json as fast
from msgspec.json import Decoder, Encoder

_ENCODER = Encoder()
_DECODER = Decoder()


def written(data: object) -> bytes:
    """Return JSON as UTF-8. Raises TypeError for what JSON does not know.

    Numbers below 0.0001 and from 1e16 up are the same numbers as ``json`` writes, in another form: see ``exactly``.
    """
    return _ENCODER.encode(data)


def spaced(data: object) -> str:
    """Return the same as a text for people: with a space behind each comma and colon, as ``json`` has it by itself."""
    return fast.format(_ENCODER.encode(data), indent=0).decode()


def exactly(data: object) -> bytes:
    """Return the same in the bytes of ``json`` for any number, at six times the cost."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def read(data: bytes) -> Any:
    """Return what JSON says; bytes that are no UTF-8 count as characters that nobody knows. Raises ValueError."""
    try:
        return _DECODER.decode(data)
    except (MsgspecError, ValueError, RecursionError):
        # What was wrong, json says with its line and column.
        return json.loads(data.decode("utf-8", errors="replace"))
