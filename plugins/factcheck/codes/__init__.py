"""The catalogue of problem codes, a module for each section. Its words are what editors read.

``docs/checks.md`` and ``factcheck explain`` are made from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from factcheck.codes.desk import DESK
from factcheck.codes.fields import FIELDS
from factcheck.codes.files import FILES
from factcheck.codes.lints import LINTS
from factcheck.codes.output import OUTPUT
from factcheck.codes.quotes import QUOTES
from factcheck.codes.sets import SET
from factcheck.codes.site import SITE
from factcheck.codes.sources import SOURCES
from factcheck.codes.yaml import YAML
from factcheck.problems import Problem

if TYPE_CHECKING:
    from factcheck.codes.entry import Code
    from factcheck.problems import Place

CODES: Final[dict[str, Code]] = dict(
    sorted({**DESK, **FIELDS, **FILES, **LINTS, **OUTPUT, **QUOTES, **SET, **SITE, **SOURCES, **YAML}.items())
)


def problem(code: str, place: Place, /, **words: str) -> Problem:
    """Make the problem of a code, with the catalogue's level and words."""
    entry = CODES[code]
    return Problem(code, entry.level, place, entry.message.format(**words), entry.hint.format(**words))
