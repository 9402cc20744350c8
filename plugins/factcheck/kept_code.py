"""Compiled code, kept in a folder from one build to the next: a short cut, and never more than that."""

from __future__ import annotations

import hashlib
import marshal
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

_FORM: Final = b"factcheck code 1\n"
_DIGEST: Final = 64


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder of compiled code. ``key`` is a digest of all that the code is made by: the program, Python, settings.

    ``fresh`` returns code that somebody compiles meanwhile, packed, by the names under which it will be kept.
    """

    folder: Path
    key: bytes
    fresh: Callable[[], Mapping[str, bytes] | None] = lambda: None

    def load(self, name: str) -> Any:
        """Return what was saved under a name, or what is fresh.

        None where there is nothing, or it is damaged or made by something else.
        """
        with suppress(OSError):
            data = (self.folder / name).read_bytes()
            body = data[len(_FORM) + _DIGEST :]
            if data == self._sealed(body):
                return marshal.loads(body)  # noqa: S302 - our own
        body = (self.fresh() or {}).get(name, b"")
        if body:
            self._write(name, body)
        return marshal.loads(body) if body else None  # noqa: S302 - as above

    def save(self, name: str, value: Any) -> None:
        """Save code and plain values under a name; what cannot be saved is compiled again."""
        self._write(name, packed(value))

    def _write(self, name: str, body: bytes) -> None:
        draft = self.folder / f"{name}.new"
        with suppress(OSError):
            draft.write_bytes(self._sealed(body))
            draft.replace(self.folder / name)

    def _sealed(self, body: bytes) -> bytes:
        return _FORM + hashlib.blake2b(self.key + body).digest() + body


def packed(value: Any) -> bytes:
    """Return code and plain values as bytes."""
    return marshal.dumps(value)
