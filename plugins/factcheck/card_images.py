"""Pictures from SVG, by resvg, and a cache of them. The only door to resvg.

The name of a cached picture is a digest of all that it was made from, and its own digest stands before its bytes:
a picture is made again when anything about it changed, or when the file was damaged.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final

import resvg_py

from factcheck.fonts import font_files, fonts_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_DIGEST: Final = hashlib.sha256().digest_size
# So many are held in memory at once, and so few are drawn before other processes could be at work.
_BATCH, _FEW = 256, 48


def pictures(cards: Iterable[tuple[str, str]], cache: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the PNG of each SVG, both with their path, from the cache where it is there.

    Pictures of the cache that were not asked for are removed from it at the end. A cache that cannot be written is
    no mistake: it costs time at the next build.
    """
    used: set[str] = set()
    rest = iter(cards)
    while batch := list(islice(rest, _BATCH)):
        names = [_name(svg) for _, svg in batch]
        found = {name: _remembered(cache / name) for name in names}
        missing = {name: svg for name, (_, svg) in zip(names, batch, strict=True) if found[name] is None}
        for name, data in zip(missing, drawn(list(missing.values())), strict=True):
            found[name] = data
            _remember(cache / name, data)
        yield from ((path, found[name] or b"") for name, (path, _) in zip(names, batch, strict=True))
        used |= found.keys()
    _forget_all_but(used, cache)


def drawn(svgs: Sequence[str]) -> list[bytes]:
    """Return SVGs as PNGs, set in our fonts and in no other; many of them by as many processes as there are cores.

    Other processes load resvg alone, so they start fast and it does not matter how this package was found.
    """
    draw = partial(resvg_py.svg_to_bytes, skip_system_fonts=True, font_files=font_files())
    cores = os.cpu_count() or 1
    if cores == 1 or len(svgs) <= _FEW:
        return [bytes(draw(svg)) for svg in svgs]
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        return [bytes(data) for data in pool.map(draw, svgs, chunksize=8)]


def _name(svg: str) -> str:
    """Return the name of the picture in the cache: all that it is made from, in a digest."""
    made_from = (resvg_py.__version__, resvg_py.__resvg_version__, fonts_digest(), svg)
    return hashlib.sha256("\n".join(made_from).encode()).hexdigest()


def _remembered(file: Path) -> bytes | None:
    """Return a picture of the cache; None where there is none, or not the one that was put there."""
    try:
        found = file.read_bytes()
    except OSError:
        return None
    data = found[_DIGEST:]
    return data if found[:_DIGEST] == _seal(file.name, data) else None


def _remember(file: Path, data: bytes) -> None:
    """Write a picture to the cache, whole or not at all."""
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as draft:
            draft.write(_seal(file.name, data) + data)
        Path(draft.name).replace(file)


def _seal(name: str, data: bytes) -> bytes:
    return hashlib.sha256(name.encode() + data).digest()


def _forget_all_but(used: set[str], cache: Path) -> None:
    with contextlib.suppress(OSError):
        for file in cache.iterdir():
            if file.name not in used:
                file.unlink()
