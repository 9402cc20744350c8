"""One build: examine, render through Pelican into a stage, check the output, replace the last good site."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from factcheck.build_state import forget
from factcheck.configuration import Configuration, read_configuration
from factcheck.examine import Examined, examine, refused
from factcheck.indexer import require_indexer
from factcheck.output_check import check_output
from factcheck.problems import has_errors
from factcheck.problems import strict as as_errors
from factcheck.publication import Stage, prepare, recover, refuse_sources
from factcheck.publication import replace as replace_output
from factcheck.rebuild import Request, Result, rebuild, remember, result_of, surroundings
from factcheck.revisions import with_revisions
from factcheck.workspace import read_inputs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from factcheck.making import Making
    from factcheck.rebuild import Surroundings


class PelicanError(Exception):
    """Pelican logged errors or raised one: the message holds them."""


def examine_site(site: Path, configuration: Configuration, *, strict: bool) -> Examined:
    """Read and check a site on disk."""
    examined = examine(read_inputs(site), configuration.settings, warnings_are_errors=strict)
    return refused(examined, as_errors(configuration.problems) if strict else configuration.problems)


def build(request: Request, progress: Callable[[], None] = lambda: None) -> Result:
    """Build a site; whatever is wrong with records is in the result. What is as it was is not made again.

    Raises RefusedError, PelicanError, and for a release NoIndexerError.
    """
    begun = time.monotonic()
    configuration = read_configuration(request.site, release=request.release, siteurl=request.siteurl, in_full=True)
    output = (request.output or request.site / configuration.values["OUTPUT_PATH"]).resolve()
    stage = Stage(output)
    recover(stage)
    known = surroundings(request, configuration)
    result = rebuild(known, stage, progress) or _build(known, stage, progress)
    return replace(result, seconds=time.monotonic() - begun)


def _build(known: Surroundings, stage: Stage, progress: Callable[[], None]) -> Result:
    """Build the whole of a site."""
    request, configuration = known.request, known.configuration
    examined = examine_site(request.site, configuration, strict=request.strict)
    examined = with_revisions(examined, request.site, configuration.settings)
    if examined.site is None:
        return Result(problems=examined.problems)
    refuse_sources(stage.output, request.site.resolve())
    if configuration.settings.release:
        require_indexer()
    made: list[Making] = []
    with stage.lock():
        prepare(stage)
        _run_pelican(known, examined, stage.built, progress, made.append)
        report = check_output(stage.built)
        result = result_of(known, examined, report, stage)
        if not has_errors(result.problems):
            forget(stage.folder)
            changes = replace_output(stage, configuration.values.get("OUTPUT_RETENTION", ()))
            result = replace(result, changes=changes)
            remember(known, stage, examined, made[0], result)
    return result


class _Collector(logging.Handler):
    """Keeps what Pelican logs as an error, because it goes on after one and leaves with status 0."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _run_pelican(
    known: Surroundings,
    examined: Examined,
    folder: Path,
    progress: Callable[[], None],
    made: Callable[[Making], None],
) -> None:
    from pelican import Pelican  # noqa: PLC0415 - its import takes longer than a check of all records
    from pelican.log import console  # noqa: PLC0415
    from pelican.settings import read_settings  # noqa: PLC0415

    values: dict[str, Any] = {
        **known.configuration.values,
        "OUTPUT_PATH": str(folder),
        "FACTCHECK_SETTINGS": known.configuration.settings,
        "FACTCHECK_JOBS": known.request.jobs,
        "FACTCHECK_MADE": made,
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
