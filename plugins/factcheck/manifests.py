"""What stands at the target of a publication, as files that are kept there: values, and their bytes.

The *manifest* names every file that we published, with its digest. A *journal* exists while a publication is under
way: it names in batches, in their order, what is to be sent and removed. The *progress* is how many of the batches
are done. No batch is begun before the progress says that the one before it is done, so that after a cut all is
known but the files of one batch, and those can be looked at.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from factcheck.urls import is_safe_file

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER: Final = ".factcheck"
MANIFEST: Final = f"{FOLDER}/manifest.json.gz"
JOURNAL: Final = f"{FOLDER}/sending.json.gz"
PROGRESS: Final = f"{FOLDER}/sent.json"

# In the place of a digest. What is not ours is overwritten where we were allowed to, and never removed.
NOT_OURS: Final = ""
OURS_BUT_UNKNOWN: Final = "?"

_FORMAT: Final = 1
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
    """The files at a target by path, each with its SHA-256 in hex; the site they are of; the run that wrote this."""

    site: str
    run: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Journal:
    """What a run is about to do, and the run whose manifest it began from."""

    run: str
    base: str
    batches: Batches


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return a manifest as it is written."""
    return _packed({"site": manifest.site, "run": manifest.run, "files": dict(sorted(manifest.files.items()))})


def read_manifest(data: bytes) -> Manifest:
    """Read a manifest. Raises DamagedError."""
    fields = _unpacked(data, site=str, run=str, files=dict)
    for path, digest in fields["files"].items():
        _require(is_publishable(path) and isinstance(digest, str) and _DIGEST.fullmatch(digest))
    return Manifest(fields["site"], fields["run"], fields["files"])


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
