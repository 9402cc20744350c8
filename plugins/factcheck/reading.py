"""Many files: which there are in a folder, and what is in each."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# Nearly all files are smaller.
_AT_ONCE: Final = 1 << 15
# Windows would take files for text.
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0)


def read_file(path: str) -> bytes:
    """Return the bytes of a file. Raises OSError where it cannot be read.

    What Path and open do beside it costs more than the reading.
    """
    file = os.open(path, _FLAGS)
    try:
        data = os.read(file, _AT_ONCE)
        while more := os.read(file, len(data) + 1):
            data += more
        return data
    finally:
        os.close(file)


def files_in(root: str) -> Iterator[str]:
    """Yield the files below a folder, by their paths from there; links to folders are not followed."""
    folders = [""]
    while folders:
        below = folders.pop()
        with os.scandir(f"{root}/{below}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{below}{entry.name}/")
                elif entry.is_file():
                    yield below + entry.name
