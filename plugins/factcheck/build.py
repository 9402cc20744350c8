"""One build: examine, render through Pelican into a stage, check the output, replace the last good site."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from factcheck.configuration import Configuration, read_configuration
from factcheck.examine import Examined, examine, refused
from factcheck.indexer import require_indexer
from factcheck.output_check import check_output
from factcheck.problems import Problem, has_errors
from factcheck.problems import strict as as_errors
from factcheck.publication import Changes, Stage, prepare, recover, refuse_sources
from factcheck.publication import replace as replace_output
from factcheck.revisions import with_revisions
from factcheck.workspace import read_inputs

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to build and how."""

    site: Path
    output: Path | None = None
    siteurl: str | None = None
    release: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a build. ``changes`` is None where the last good site was left as it was."""

    problems: list[Problem]
    claims: int = 0
    quotes: int = 0
    pages: int = 0
    seconds: float = 0.0
    output: Path | None = None
    changes: Changes | None = None
    has_siteurl: bool = True
    next_embargo: dt.datetime | None = None


class PelicanError(Exception):
    """Pelican logged errors or raised one: the message holds them."""


def examine_site(site: Path, configuration: Configuration, *, strict: bool) -> Examined:
    """Read and check a site on disk."""
    examined = examine(read_inputs(site), configuration.settings, warnings_are_errors=strict)
    return refused(examined, as_errors(configuration.problems) if strict else configuration.problems)


def build(request: Request, progress: Callable[[], None] = lambda: None) -> Result:
    """Build a site; whatever is wrong with records is in the result.

    Raises RefusedError, PelicanError, and for a release NoIndexerError.
    """
    begun = time.monotonic()
    configuration = read_configuration(request.site, release=request.release, siteurl=request.siteurl, in_full=True)
    output = (request.output or request.site / configuration.values["OUTPUT_PATH"]).resolve()
    stage = Stage(output)
    recover(stage)
    examined = examine_site(request.site, configuration, strict=request.strict)
    examined = with_revisions(examined, request.site, configuration.settings)
    if examined.site is None:
        return Result(problems=examined.problems)
    refuse_sources(output, request.site.resolve())
    if configuration.settings.release:
        require_indexer()
    with stage.lock():
        prepare(stage)
        _run_pelican(configuration, examined, stage.built, progress)
        report = check_output(stage.built)
        result = Result(
            problems=[*examined.problems, *report.problems],
            claims=len(examined.site.claims),
            quotes=examined.quotes,
            pages=report.pages,
            output=output,
            has_siteurl=bool(configuration.settings.siteurl),
            next_embargo=examined.next_embargo,
        )
        if not has_errors(result.problems):
            changes = replace_output(stage, configuration.values.get("OUTPUT_RETENTION", ()))
            result = replace(result, changes=changes)
    return replace(result, seconds=time.monotonic() - begun)


class _Collector(logging.Handler):
    """Keeps what Pelican logs as an error, because it goes on after one and leaves with status 0."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _run_pelican(configuration: Configuration, examined: Examined, folder: Path, progress: Callable[[], None]) -> None:
    from pelican import Pelican  # noqa: PLC0415 - its import takes longer than a check of all records
    from pelican.log import console  # noqa: PLC0415
    from pelican.settings import read_settings  # noqa: PLC0415

    values: dict[str, Any] = {
        **configuration.values,
        "OUTPUT_PATH": str(folder),
        "FACTCHECK_SETTINGS": configuration.settings,
        "FACTCHECK_EXAMINED": examined,
        "FACTCHECK_PROGRESS": progress,
    }
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    quiet, console.quiet = console.quiet, True
    try:
        pelican = Pelican(read_settings(override=values))
        pelican.run()
    except Exception as error:
        raise PelicanError("\n".join([*collector.messages, f"{type(error).__name__}: {error}"])) from error
    finally:
        console.quiet = quiet
        logging.getLogger().removeHandler(collector)
    if collector.messages:
        raise PelicanError("\n".join(collector.messages))
