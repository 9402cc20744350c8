"""A site on disk, examined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.examine import Examined, examine, refused
from factcheck.problems import strict as as_errors
from factcheck.processes import ALONE, Jobs
from factcheck.workspace import read_inputs

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.configuration import Configuration
    from factcheck.workspace import Inputs


def examine_site(
    site: Path, configuration: Configuration, *, strict: bool, jobs: Jobs = ALONE, inputs: Inputs | None = None
) -> Examined:
    """Check a site on disk, and read it unless that was done; many records are read by so many processes."""
    examined = examine(inputs or read_inputs(site), configuration.settings, warnings_are_errors=strict, jobs=jobs)
    return refused(examined, as_errors(configuration.problems) if strict else configuration.problems)
