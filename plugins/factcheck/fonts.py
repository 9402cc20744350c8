"""The fonts of card images: which letters they have, and how wide a word is in them.

They come as packages of PyPI whose versions are fixed, so a card looks the same wherever it is made. This is the
only door to fontpkg, which finds their files, and to uharfbuzz, which measures as the renderer will.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import uharfbuzz


@dataclass(frozen=True, slots=True)
class Face:
    """A family at a place on its axes, and how much larger it is set to look as large as the others."""

    family: str
    axes: tuple[tuple[str, float], ...] = ()
    scale: float = 1.0


def _ours(weight: float) -> tuple[Face, ...]:
    return Face("Source Sans 3", (("wght", weight),)), Face("Noto Sans Arabic", (("wght", weight),), 0.9)


# The two voices of the theme. Of each the first face that has the letters sets a text.
THEIRS: Final = (Face("Source Serif 4", (("wght", 400), ("opsz", 40))), Face("Amiri", scale=1.18))
OURS: Final = _ours(400)
OURS_STRONG: Final = _ours(600)
_MISSING: Final = 0


def font_files() -> list[str]:
    """Return the paths of the fonts' files."""
    return [str(_file(face.family)) for face in (*THEIRS, *OURS)]


@cache
def fonts_digest() -> str:
    """Return a SHA-256 that changes when a font does."""
    digests = (hashlib.sha256(Path(file).read_bytes()).digest() for file in font_files())
    return hashlib.sha256(b"".join(digests)).hexdigest()


@lru_cache(maxsize=65536)
def advance(word: str, face: Face) -> float | None:
    """Return how wide a word is, in units of the font size; None where the face lacks a letter of it."""
    import uharfbuzz  # noqa: PLC0415 - a build that is not for release never needs it

    buffer = uharfbuzz.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    font = _font(face)
    uharfbuzz.shape(font, buffer, {})
    if any(glyph.codepoint == _MISSING for glyph in buffer.glyph_infos):
        return None
    units: int = sum(place.x_advance for place in buffer.glyph_positions)
    return face.scale * units / int(font.face.upem)


@cache
def _font(face: Face) -> uharfbuzz.Font:
    import uharfbuzz  # noqa: PLC0415 - as above

    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(_file(face.family)))))
    font.set_variations(dict(face.axes))
    return font


@cache
def _file(family: str) -> Path:
    import fontpkg  # noqa: PLC0415 - as above

    return Path(fontpkg.path(family))
