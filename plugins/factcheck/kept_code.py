"""Compiled code, kept in a folder from one build to the next: a short cut, and never more than that."""

from __future__ import annotations

import hashlib
import marshal
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

_FORM: Final = b"factcheck code 1\n"
_DIGEST: Final = 64


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder of compiled code. ``key`` is a digest of all that the code is made by: the program, Python, settings."""

    folder: Path
    key: bytes

    def load(self, name: str) -> Any:
        """Return what was saved under a name; None where nothing was, or it is damaged or made by something else."""
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        body = data[len(_FORM) + _DIGEST :]
        return marshal.loads(body) if data == self._sealed(body) else None  # noqa: S302 - our own

    def save(self, name: str, value: Any) -> None:
        """Save code and plain values under a name; what cannot be saved is compiled again."""
        draft = self.folder / f"{name}.new"
        with suppress(OSError):
            draft.write_bytes(self._sealed(marshal.dumps(value)))
            draft.replace(self.folder / name)

    def _sealed(self, body: bytes) -> bytes:
        return _FORM + hashlib.blake2b(self.key + body).digest() + body
