"""Compiled code, kept in a folder from one build to the next: a short cut, and never more than that."""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from dataclasses import dataclass
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, Final

_FORM: Final = b"factcheck code 1\n"
_DIGEST: Final = 64


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder of compiled code. ``key`` is a digest of what the code is made by: the program, Python, any settings."""

    folder: Path
    key: bytes

    def load(self, name: str) -> Any:
        """Return what was saved under a name.

        None where there is nothing, or it is damaged or made by something else.
        """
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        body = data[len(_FORM) + _DIGEST :]
        return marshal.loads(body) if data == self._sealed(body) else None  # noqa: S302 - our own

    def save(self, name: str, value: Any) -> bool:
        """Save code and plain values under a name; tell whether that could be done."""
        # Many may do so at once.
        draft = self.folder / f"{name}.{os.getpid()}.new"
        try:
            draft.write_bytes(self._sealed(marshal.dumps(value)))
            draft.replace(self.folder / name)
        except OSError:
            return False
        return True

    def _sealed(self, body: bytes) -> bytes:
        return _FORM + hashlib.blake2b(self.key + body).digest() + body


def beside_program(key: bytes) -> tuple[Kept, ...]:
    """Return where Python keeps the compiled modules of this program; nowhere where it is told not to keep any."""
    return () if sys.dont_write_bytecode else (Kept(Path(cache_from_source(__file__)).parent, key),)
