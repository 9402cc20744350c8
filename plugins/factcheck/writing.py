"""Files of a site, written whole or not at all, and never outside of it."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class RefusedWriteError(Exception):
    """Nothing was written: the message says why."""


def replace_file(path: Path, data: bytes) -> None:
    """Put bytes in the place of a file, whole or not at all; the file keeps its permissions. Raises OSError."""
    with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=".", suffix=".new", delete=False) as file:
        file.write(data)
    new = Path(file.name)
    try:
        new.chmod(path.stat().st_mode & 0o777)
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise


def add_files(site: Path, files: Mapping[str, bytes], changed: Mapping[str, bytes] | None = None) -> None:
    """Write new files below a site, and then put others in the place of those that are there.

    Paths are relative to the site. Where one of them cannot be written none is. Raises RefusedWriteError.
    """
    written: list[Path] = []
    name = ""
    try:
        for name, data in files.items():
            path = _inside(site, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                written.append(path)
                file.write(data)
        for name, data in (changed or {}).items():
            replace_file(_inside(site, name), data)
    except BaseException as error:
        for path in written:
            with suppress(OSError):
                path.unlink()
        if isinstance(error, FileExistsError):
            raise RefusedWriteError(f"{name} is there already, and is never overwritten.") from error
        if isinstance(error, OSError):
            raise RefusedWriteError(f"{name} could not be written: {error.strerror or error}.") from error
        raise


def _inside(site: Path, name: str) -> Path:
    """Return the path of a file that no link leads out of the site, and that is no link itself."""
    path = site / name
    folder = Path(os.path.realpath(path.parent))
    if path.is_symlink() or not folder.is_relative_to(os.path.realpath(site)):
        raise RefusedWriteError(f"{name} is behind a link, and a link is never written through.")
    return path
