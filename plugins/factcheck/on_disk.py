"""A site on disk, examined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.examine import Examined, examine, refused
from factcheck.problems import strict as as_errors
from factcheck.workspace import read_inputs

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.configuration import Configuration


def examine_site(site: Path, configuration: Configuration, *, strict: bool, jobs: int = 1) -> Examined:
    """Read and check a site on disk, many records by so many processes."""
    examined = examine(read_inputs(site), configuration.settings, warnings_are_errors=strict, jobs=jobs)
    return refused(examined, as_errors(configuration.problems) if strict else configuration.problems)
