"""What a build remembers for the next one: what it read, what each file was made of, and what it wrote.

It lies beside the output and is only ever a short cut. A state that is missing, damaged, of another program, theme or
settings, or of an output that somebody else has touched is worth nothing, and the next build makes everything.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeVar

from factcheck.problems import Problem
from factcheck.processes import no_search_for_cycles
from factcheck.reading import files_in
from factcheck.values import Moment, Value, packer, unpacker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping


_FORM: Final = b"factcheck state 3\n"
# In bytes; sums of digests are taken modulo what so many can hold.
_WEIGHT: Final = 16
_MODULUS: Final = 1 << (8 * _WEIGHT)
_DIGEST: Final = 64
# The length of each part stands before it. Of a file as much is read at a time while its digest is made.
_LENGTH: Final = 8
_CHUNK: Final = 1 << 18
PROGRAM: Final = Path(__file__).resolve().parent
# What our files are made with, beside our own code.
LIBRARIES: Final = (
    "babel",
    "cerberus",
    "jinja2",
    "markdown-it-py",
    "msgspec",
    "nh3",
    "pelican",
    "pyromark",
    "pyyaml",
    "selectolax",
)
# A file may be written twice within what a file system's clock can tell apart.
_DOUBT: Final = 2_000_000_000

# When a file's bytes and its entry were changed, in nanoseconds, and how large it is. The first can be set by anybody,
# as copying does, the second by nobody.
Stamp = tuple[int, int, int]
V = TypeVar("V")


class Files(Value, frozen=True):
    """Files as they were at ``time``, in nanoseconds: of each its stamp and the digest of its bytes, by its path."""

    stamps: dict[str, Stamp]
    digests: dict[str, bytes]
    time: int

    def changed(self, now: Mapping[str, Stamp]) -> set[str]:
        """Return the paths of files that are not as they were, that came or that went; in doubt their bytes tell."""
        different = {path for path in self.doubtful(now) if self.digests.get(path) != digest_of(Path(path))}
        return different | (self.stamps.keys() - now.keys())

    def doubtful(self, now: Mapping[str, Stamp]) -> set[str]:
        """Return the paths of files of which stamps do not tell that they are as they were."""
        recent, known = self.time - _DOUBT, self.stamps
        return {path for path, s in now.items() if s[0] > recent or s[1] > recent or known.get(path) != s}


class Told(Value, frozen=True):
    """What a build told its caller."""

    problems: tuple[Problem, ...]
    claims: int
    quotes: int
    pages: int
    next_embargo: Moment | None


class Written(Value, frozen=True):
    """The files of a folder as they were left: how many, and the sum of digests of each with its path and stamp."""

    count: int
    total: bytes

    def changed(self, folder: Path, before: Mapping[str, Stamp], now: Mapping[str, Stamp]) -> Written:
        """Return what this becomes where files, by their paths, were as they were ``before`` and are as ``now``."""
        gone, come = (_weights(folder, some) for some in (before, now))
        return _written(self.count - len(before) + len(now), int.from_bytes(self.total) - gone + come)


def written_in(folder: Path, files: Iterable[str] | None = None) -> Written:
    """Look at the files in a folder; ``files`` are those where somebody has just asked which there are."""
    root, count, total = str(folder), 0, 0
    for path in files_in(root) if files is None else files:
        count += 1
        total += _weight(path, _stamp(os.stat(f"{root}/{path}")))  # noqa: PTH116 - a Path would cost as much again
    return _written(count, total)


def _weights(folder: Path, stamps: Mapping[str, Stamp]) -> int:
    begin = len(str(folder)) + 1
    return sum(_weight(path[begin:].replace(os.sep, "/"), stamp) for path, stamp in stamps.items())


def _written(count: int, total: int) -> Written:
    return Written(count, (total % _MODULUS).to_bytes(_WEIGHT))


def _weight(path: str, stamp: Stamp) -> int:
    told = f"{path}\0{stamp[0]}\0{stamp[1]}\0{stamp[2]}".encode(errors="surrogateescape")
    return int.from_bytes(hashlib.blake2b(told, digest_size=_WEIGHT).digest())


class Below(Collection[str]):
    """The files of a folder, by their paths below it, as they are on disk while one asks."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)

    def __contains__(self, path: object) -> bool:
        """Tell whether there is such a file."""
        return os.path.isfile(f"{self._folder}/{path}")  # noqa: PTH113 - a Path would cost more than the looking

    def __iter__(self) -> Iterator[str]:
        """Go through them all."""
        return files_in(self._folder)

    def __len__(self) -> int:
        """Return how many there are."""
        return sum(1 for _ in self)


class State(Value, frozen=True):
    """The last good build.

    ``environment`` is a digest, ``now`` the time of the build. ``others`` are the files that everything is made of,
    ``inputs`` the records and captures, ``outputs`` the whole output as it was left. ``model`` are the digests of the
    last ``Model`` that was saved; ``strayed`` are the units that were made again since, and ``extra`` the files that
    these have and the units of the model had not.
    """

    environment: bytes
    now: datetime
    others: Files
    inputs: Files
    outputs: Written
    told: Told
    model: tuple[bytes, bytes]
    strayed: frozenset[str] = frozenset()
    extra: frozenset[str] = frozenset()

    def holds(self, environment: bytes, now: datetime, others: Mapping[str, Stamp]) -> bool:
        """Tell whether all but the inputs and the output is as it was: program, settings, theme, day."""
        ends = self.told.next_embargo
        return (
            self.environment == environment
            and self.now <= now
            and (ends is None or now < ends)
            and not self.others.changed(others)
        )

    def is_output(self, output: Path) -> bool:
        """Tell whether a folder holds what was written there, and nobody has touched it since."""
        return output.is_dir() and self.outputs == written_in(output)


@cache
def program() -> bytes:
    """Return a digest of this program, of its libraries and of Python."""
    files = [digest_of(Path(path)).hex() for path in sorted(path for path, _ in _entries(PROGRAM))]
    return _digest_of_all([sys.version, *map(version, LIBRARIES), *files])


def environment_of(values: Mapping[str, Any], more: Iterable[object]) -> bytes:
    """Return a digest of what a build is made of beside a site's files: the program, settings, the day."""
    return _digest_of_all([program().hex(), repr(sorted(values.items(), key=_name)), *map(repr, more)])


def _digest_of_all(told: Iterable[str]) -> bytes:
    return hashlib.blake2b("\0".join(told).encode("utf-8", "surrogatepass")).digest()


def _name(item: tuple[str, Any]) -> str:
    return item[0]


def stamps_of(paths: Iterable[Path]) -> dict[str, Stamp]:
    """Return the stamps of files, and of all files in folders, by their paths."""
    found: dict[str, Stamp] = {}
    for path in paths:
        if path.is_dir():
            found |= _entries(path)
        elif path.is_file():
            found[str(path)] = _stamp(path.stat())
    return found


def _entries(folder: Path | str) -> Iterator[tuple[str, Stamp]]:
    """Yield the path of each file in a folder with its stamp."""
    return ((file.path, _stamp(file.stat())) for file in _files_in(folder))


def _files_in(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    waiting = [str(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        waiting.append(entry.path)
                elif entry.is_file():
                    yield entry


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size


def digest_of(path: Path) -> bytes:
    """Return the digest of a file's bytes, empty where it cannot be read."""
    data = _read(path)
    return b"" if data is None else hashlib.blake2b(data, digest_size=16).digest()


def files_now(stamps: dict[str, Stamp], known: Files | None, time: int) -> Files:
    """Return files with their digests; those of files that are known beyond doubt are known too."""
    doubtful = known.doubtful(stamps) if known else stamps.keys()
    digests = known.digests if known else {}
    if digests.keys() - stamps.keys():
        digests = {path: digest for path, digest in digests.items() if path in stamps}
    return Files(stamps, digests | {path: _digest_at(path, stamps[path]) for path in doubtful}, time)


def files_read(stamps: dict[str, Stamp], known: Mapping[str, bytes], time: int) -> Files:
    """Return files with their digests, of which some are ``known``: those were read after they had their stamps."""
    return Files(stamps, {path: known.get(path) or digest_of(Path(path)) for path in stamps}, time)


def _digest_at(path: str, stamp: Stamp) -> bytes:
    """Return the digest of a file that still has its stamp; of one that was changed meanwhile nothing is known."""
    found = digest_of(Path(path))
    return found if stamps_of([Path(path)]).get(path) == stamp else b""


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def load(folder: Path, environment: bytes) -> State | None:
    """Return the state that was saved in a folder; None where there is none, or it is damaged or of another program."""
    return unsealed(folder / "state", environment, _unpacked)


def save(folder: Path, state: State) -> None:
    """Save a state in a folder; not one of files whose names are no text."""
    with suppress(UnicodeEncodeError):
        write_sealed(folder / "state", [_packed(state)], state.environment)


def forget(folder: Path) -> None:
    """Remove the state, so that whatever happens now the next build makes everything."""
    (folder / "state").unlink(missing_ok=True)


def write_sealed(
    path: Path, parts: Iterable[bytes], environment: bytes, is_written: Callable[[], object] = lambda: None
) -> None:
    """Write a file that only a program in this environment will read again.

    ``is_written`` is called after each part, and when the file is whole: see ``following``.
    """
    found = hashlib.blake2b(environment, digest_size=_DIGEST)
    draft = _draft(path)
    with draft.open("wb") as file:
        file.write(_FORM + bytes(_DIGEST) + environment)
        for part in parts:
            for data in (len(part).to_bytes(_LENGTH), part):
                found.update(data)
                file.write(data)
            file.flush()
            is_written()
        file.seek(len(_FORM))
        file.write(found.digest())
    draft.replace(path)
    is_written()


def following(path: Path, environment: bytes, wait: Callable[[], object]) -> Iterator[bytes]:
    """Yield the parts of a file that another process writes and has not changed since.

    ``wait`` returns once for each part that was written, and once more for the whole file.
    """
    wait()
    try:
        file = _draft(path).open("rb")
    except FileNotFoundError:
        file = path.open("rb")
    with file:
        file.seek(len(_FORM) + _DIGEST + len(environment))
        for part in _parts_of(file):
            yield part
            wait()


def _draft(path: Path) -> Path:
    return path.with_suffix(".new")


def digest_in(path: Path) -> bytes:
    """Return the digest of what a sealed file holds, which it bears."""
    with path.open("rb") as file:
        return file.read(len(_FORM) + _DIGEST)[len(_FORM) :]


def unsealed(path: Path, environment: bytes, unpacked: Callable[[Iterator[bytes]], V], digest: bytes = b"") -> V | None:
    """Return what was packed in the parts of a sealed file: nothing but what is whole and of this very environment.

    With a ``digest`` it must be the file that bears it: see ``digest_in``.
    """
    with suppress(OSError), path.open("rb") as file:
        head = file.read(len(_FORM) + _DIGEST + len(environment))
        found = head[len(_FORM) : len(_FORM) + _DIGEST]
        if head != _FORM + found + environment or (digest and found != digest):
            return None
        begin, whole = file.tell(), hashlib.blake2b(environment, digest_size=_DIGEST)
        # It may be large: it is read once to know that it is whole, and then part by part.
        while chunk := file.read(_CHUNK):
            whole.update(chunk)
        if whole.digest() == found:
            file.seek(begin)
            with no_search_for_cycles(), suppress(ValueError):
                return unpacked(_parts_of(file))
    return None


def _parts_of(file: BinaryIO) -> Iterator[bytes]:
    while length := file.read(_LENGTH):
        yield file.read(int.from_bytes(length))


def _unpacked(parts: Iterator[bytes]) -> State:
    return _state(next(parts))


_packed = packer()
_state = unpacker(State)
