"""Where a site is sent, file by file: a folder, a bucket, a server.

A file is put in the place of another at once: on a server and in a folder under another name first, from which it is
renamed; a bucket does so by itself. So neither a visitor nor a cut ever finds half a file.
"""

from __future__ import annotations

import base64
import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from factcheck.connection_errors import is_missing_bucket
from factcheck.connections import LOCAL, S3, SSH, Connection, remove_folder, write_file
from factcheck.manifests import FOLDER
from factcheck.sending import folders_of
from factcheck.served_types import served_type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class Each(Protocol):
    """What is called like ``map``, and may do several things at once."""

    def __call__(self, do: Callable[[T], R], to: Iterable[T], /) -> Iterable[R]:
        """Yield what comes of each, in the order of what is given."""


T = TypeVar("T")
R = TypeVar("R")

_HALF_SENT: Final = f"{FOLDER}/new"
# Above so many files a bucket is listed, a thousand at a time, instead of being asked for each.
_LISTED: Final = 100
# s3fs sends more than this in parts, and what is sent in parts has no digest of the whole.
_WHOLE: Final = 50 * 2**20
_MD5_LENGTH: Final = 32


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands at a path of a target: its size in bytes, and its MD5 in hex where the target tells it."""

    size: int
    md5: str = ""


class Target:
    """A place that files are sent to, by paths below it. What is said of a Connection holds for each method."""

    def __init__(self, connection: Connection, cache_control: str = "") -> None:
        self._connection, self._cache_control = connection, cache_control
        self._is_bucket = connection.protocol in S3
        self._has_folders = connection.protocol in LOCAL | SSH
        self._made: set[str] = set()

    @property
    def connection(self) -> Connection:
        """The connection to it."""
        return self._connection

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file; None where there is none."""

        def act(fs: Any) -> bytes | None:
            try:
                return bytes(fs.cat_file(self._at(path)))
            except (FileNotFoundError, NotADirectoryError) as error:
                if is_missing_bucket(error):
                    raise
                return None

        return self._connection.do(act)

    def write(self, path: str, data: bytes) -> None:
        """Write a file."""
        act = self._write_and_rename if self._has_folders else self._write
        self._connection.do(lambda fs: act(fs, path, data))

    def remove(self, path: str) -> None:
        """Remove a file if it is there, and the folders that are empty without it."""

        def act(fs: Any) -> None:
            with suppress(FileNotFoundError, NotADirectoryError):
                fs.rm_file(self._at(path))
            if self._has_folders:
                self._remove_empty(fs, path)

        self._connection.do(act)

    def clean(self) -> None:
        """Remove what a cut has left half-sent."""

        def act(fs: Any) -> None:
            with suppress(FileNotFoundError):
                for path in fs.ls(self._at(_HALF_SENT), detail=False):
                    fs.rm_file(path)
                self._made.discard(_HALF_SENT)
                remove_folder(fs, self._at(_HALF_SENT))

        if self._has_folders:
            self._connection.do(act)

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder; none where there is no such folder."""

        def act(fs: Any) -> list[str]:
            try:
                return [str(path).rpartition("/")[2] for path in fs.ls(self._at(folder), detail=False)]
            except FileNotFoundError:
                return []

        return self._connection.do(act)

    def standing(self, paths: Iterable[str], each: Each = map) -> dict[str, Standing]:
        """Return what stands at some paths; ``each`` may ask for several at once."""
        wanted = sorted(paths)
        if not wanted or (self._has_folders and not self._connection.do(lambda fs: fs.exists(self._connection.root))):
            return {}
        if self._is_bucket and len(wanted) > _LISTED:
            return self._listed(frozenset(wanted))
        found = zip(
            wanted, each(lambda path: self._connection.do(lambda fs: self._look(fs, path)), wanted), strict=True
        )
        return {path: standing for path, standing in found if standing}

    def holds(self, path: str, standing: Standing, data: bytes) -> bool:
        """Tell whether what stands at a path is some bytes, by what the target says or by reading it."""
        if standing.size != len(data):
            return False
        if standing.md5:
            return standing.md5 == hashlib.md5(data, usedforsecurity=False).hexdigest()
        return self.read(path) == data

    def _at(self, path: str) -> str:
        return f"{self._connection.root}/{path}"

    def _write(self, fs: Any, path: str, data: bytes) -> None:
        options: dict[str, Any] = {}
        if self._is_bucket:
            options["ContentType"] = served_type(path)
            if len(data) <= _WHOLE:
                digest = hashlib.md5(data, usedforsecurity=False).digest()
                options["ContentMD5"] = base64.b64encode(digest).decode()
            if self._cache_control and not path.startswith(f"{FOLDER}/"):
                options["CacheControl"] = self._cache_control
        else:
            fs.makedirs(self._at(path).rpartition("/")[0], exist_ok=True)
        fs.pipe_file(self._at(path), data, **options)

    def _write_and_rename(self, fs: Any, path: str, data: bytes) -> None:
        half, whole = f"{_HALF_SENT}/{hashlib.sha256(path.encode()).hexdigest()[:32]}", self._at(path)
        for needed in (half, path):
            for folder in reversed([*folders_of(needed)]):
                self._make_folder(fs, folder)
        write_file(fs, self._at(half), data)
        if self._connection.protocol in LOCAL:
            os.replace(self._at(half), whole)  # noqa: PTH105 - fsspec's own would move it into a folder of that name
        else:
            fs.mv(self._at(half), whole)

    def _make_folder(self, fs: Any, folder: str) -> None:
        """Make a folder whose parent is there; over a long line each question counts."""
        if not self._made:
            fs.makedirs(self._connection.root, exist_ok=True)
            self._made.add("")
        if folder in self._made:
            return
        try:
            fs.mkdir(self._at(folder), create_parents=False)
        except Exception:
            if not fs.isdir(self._at(folder)):
                raise
        self._made.add(folder)

    def _remove_empty(self, fs: Any, path: str) -> None:
        for folder in folders_of(path):
            self._made.discard(folder)
            if not remove_folder(fs, self._at(folder)):
                return

    def _look(self, fs: Any, path: str) -> Standing | None:
        try:
            info = fs.info(self._at(path))
        except (FileNotFoundError, NotADirectoryError):
            return None
        return _standing(info) if info["type"] != "directory" else None

    def _listed(self, wanted: frozenset[str]) -> dict[str, Standing]:
        root = self._connection.root
        found = self._connection.do(lambda fs: fs.find(root, detail=True))
        below = ((name[len(root) + 1 :], info) for name, info in found.items())
        return {path: _standing(info) for path, info in below if path in wanted}


@contextmanager
def side_by_side(target: Target) -> Iterator[Each]:
    """Give what does several things at a target at once. After an error nothing more is begun or waited for."""
    with ThreadPoolExecutor(target.connection.workers) as pool:
        try:
            yield pool.map
        except BaseException:
            target.connection.give_up()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _standing(info: dict[str, Any]) -> Standing:
    """Return what a file system says of a file. The ETag of a bucket is its MD5, unless it came in parts."""
    tag = str(info.get("ETag", "")).strip('"')
    return Standing(int(info["size"] or 0), tag if len(tag) == _MD5_LENGTH and tag.isalnum() else "")
