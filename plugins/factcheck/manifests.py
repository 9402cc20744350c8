"""What stands at the target of a publication, as files that are kept there: values, and their bytes.

The *manifest* names every file that we published, with its digest; of a large site it names parts that do, each called
by its own digest, so that a part which is known need not be fetched and one that stayed as it is not be sent. A
*journal* exists while a publication is under
way: it names in batches, in their order, what is to be sent and removed. The *progress* is how many of the batches
are done. No batch is begun before the progress says that the one before it is done, so that after a cut all is
known but the files of one batch, and those can be looked at.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from factcheck.partitions import place_among
from factcheck.urls import is_safe_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FOLDER: Final = ".factcheck"
MANIFEST: Final = f"{FOLDER}/manifest.json.gz"
JOURNAL: Final = f"{FOLDER}/sending.json.gz"
PROGRESS: Final = f"{FOLDER}/sent.json"

# In the place of a digest. What is not ours is overwritten where we were allowed to, and never removed.
NOT_OURS: Final = ""
OURS_BUT_UNKNOWN: Final = "?"

# So many files a part of a manifest names, and twice as many at most.
PART: Final = 10_000

_FORMAT: Final = 1
_PART_NAME: Final = re.compile(rf"{re.escape(FOLDER)}/files-([0-9a-f]{{64}})\.json\.gz")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}|\?|")


class DamagedError(ValueError):
    """Bytes at a target are not what we write there."""


@dataclass(frozen=True, slots=True)
class Step:
    """A file to be sent, or to be removed where there is no digest."""

    path: str
    digest: str | None


Batches = tuple[tuple[Step, ...], ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files at a target by path, each with its SHA-256 in hex; the site they are of; the run that wrote this.

    ``parts`` are the paths of the parts that it was read from.
    """

    site: str
    run: str
    files: Mapping[str, str]
    parts: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Journal:
    """What a run is about to do, and the run whose manifest it began from."""

    run: str
    base: str
    batches: Batches


def manifest_files(manifest: Manifest) -> dict[str, bytes]:
    """Return the files that a manifest is kept in, by their paths: its parts, if it has any, and last what names them.

    Until the last is written, what stood there before is the manifest.
    """
    about, files = {"site": manifest.site, "run": manifest.run}, sorted(manifest.files.items())
    if len(files) <= PART:
        return {MANIFEST: _packed({**about, "files": dict(files)})}
    parts: list[dict[str, str]] = [{} for _ in range(-(-len(files) // PART))]
    for path, digest in files:
        parts[place_among(len(parts), path)][path] = digest
    found = {_part_path(data): data for data in (_packed({"files": part}) for part in parts)}
    return {**found, MANIFEST: _packed({**about, "parts": list(found)})}


def is_part(path: object) -> bool:
    """Tell whether something is the path of a part of a manifest."""
    return isinstance(path, str) and _PART_NAME.fullmatch(path) is not None


def read_manifest(data: bytes, read: Callable[[str], bytes | None] = lambda _: None) -> Manifest:
    """Read a manifest, and by ``read`` its parts. Raises DamagedError."""
    fields = _unpacked(data, site=str, run=str)
    parts = fields.get("parts", [])
    _require(isinstance(parts, list) and all(is_part(path) for path in parts))
    files: dict[str, Any] = {}
    for found in [_part(path, read(path)) for path in parts] or [fields.get("files")]:
        _require(isinstance(found, dict))
        files |= found or {}
    for path, digest in files.items():
        _require(is_publishable(path) and isinstance(digest, str) and _DIGEST.fullmatch(digest))
    return Manifest(fields["site"], fields["run"], files, tuple(parts))


def _part(path: str, data: bytes | None) -> Any:
    """Return what a part says; it is whole where it has the digest by which it is called."""
    _require(data is not None and _part_path(data) == path)
    return _unpacked(data or b"", files=dict)["files"]


def _part_path(data: bytes) -> str:
    return f"{FOLDER}/files-{hashlib.sha256(data).hexdigest()}.json.gz"


def journal_bytes(journal: Journal) -> bytes:
    """Return a journal as it is written."""
    batches = [[[step.path, step.digest] for step in batch] for batch in journal.batches]
    return _packed({"run": journal.run, "base": journal.base, "batches": batches})


def read_journal(data: bytes) -> Journal:
    """Read a journal. Raises DamagedError."""
    fields = _unpacked(data, run=str, base=str, batches=list)
    try:
        batches = tuple(tuple(_step(*pair) for pair in batch) for batch in fields["batches"])
    except TypeError as error:
        raise DamagedError(str(error)) from error
    return Journal(fields["run"], fields["base"], batches)


def progress_bytes(run: str, done: int) -> bytes:
    """Return how many batches of a run are done, as it is written."""
    return json.dumps({"run": run, "done": done}).encode()


def read_progress(data: bytes | None, journal: Journal) -> int | None:
    """Return how many batches of a journal are done; None where nobody knows."""
    if data is None:
        return 0
    try:
        fields = json.loads(data)
        done = fields["done"] if fields["run"] == journal.run else 0
    except (ValueError, KeyError, TypeError):
        return None
    return done if isinstance(done, int) and 0 <= done <= len(journal.batches) else None


def is_publishable(path: str) -> bool:
    """Tell whether a path stays below the target, on any system, and is none of the files kept there for us."""
    return is_safe_file(path) and path.partition("/")[0] != FOLDER


def after(journal: Journal, done: int | None, files: Mapping[str, str]) -> tuple[dict[str, str], frozenset[str]]:
    """Return what stands at a target after a run was cut, and the paths of which that has yet to be looked at.

    ``files`` is what stood there before the run. Where nobody knows how far it came, every path of it is doubtful.
    """
    known = dict(files)
    for step in (step for batch in journal.batches[: done or 0] for step in batch):
        if step.digest is None:
            known.pop(step.path, None)
        else:
            known[step.path] = step.digest
    doubtful = journal.batches if done is None else journal.batches[done : done + 1]
    return known, frozenset(step.path for batch in doubtful for step in batch)


def _step(path: Any, digest: Any) -> Step:
    _require(isinstance(path, str) and is_publishable(path))
    _require(digest is None or (isinstance(digest, str) and _DIGEST.fullmatch(digest)))
    return Step(path, digest)


def _packed(fields: dict[str, Any]) -> bytes:
    text = json.dumps({"format": _FORMAT, **fields}, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), 6, mtime=0)


def _unpacked(data: bytes, **kinds: type) -> dict[str, Any]:
    """Return the fields of a file of ours, each of its kind. The check sum of gzip finds what was cut or altered."""
    try:
        fields = json.loads(gzip.decompress(data))
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise DamagedError(str(error)) from error
    _require(isinstance(fields, dict) and fields.get("format") == _FORMAT)
    _require(all(isinstance(fields.get(name), kind) for name, kind in kinds.items()))
    return dict(fields)


def _require(condition: object) -> None:
    if not condition:
        raise DamagedError("it holds what we never write")
