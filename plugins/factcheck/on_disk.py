"""A site on disk, examined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.examine import Examined, examine, refused
from factcheck.problems import strict as as_errors
from factcheck.workspace import read_inputs

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.configuration import Configuration


def examine_site(site: Path, configuration: Configuration, *, strict: bool) -> Examined:
    """Read and check a site on disk."""
    examined = examine(read_inputs(site), configuration.settings, warnings_are_errors=strict)
    return refused(examined, as_errors(configuration.problems) if strict else configuration.problems)
