"""A build of the whole site: examine, render through Pelican into a stage, check the output, replace the last one."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from factcheck.build_order import PelicanError, Result, result_of, told_by
from factcheck.build_state import Model, State, files_now, forget, save, save_model, stamps_of
from factcheck.cluster import ClusterError
from factcheck.indexer import require_indexer
from factcheck.on_disk import examine_site
from factcheck.output_check import check_output
from factcheck.problems import has_errors
from factcheck.publication import prepare, refuse_sources
from factcheck.publication import replace as replace_output
from factcheck.revisions import with_revisions
from factcheck.workspace import read_inputs

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.build_order import Surroundings
    from factcheck.examine import Examined
    from factcheck.making import Elsewhere, Making
    from factcheck.publication import Stage
    from factcheck.workspace import Inputs


def build_whole(known: Surroundings, stage: Stage, progress: Callable[[], None]) -> Result:
    """Build the whole of a site.

    Raises RefusedError, PelicanError, for a release NoIndexerError, and with an executor ClusterError.
    """
    with ExitStack() as opened:
        return _built(known, stage, progress, opened)


def _built(known: Surroundings, stage: Stage, progress: Callable[[], None], opened: ExitStack) -> Result:
    request, configuration = known.request, known.configuration
    inputs = read_inputs(request.site)
    elsewhere = _elsewhere(known, stage, inputs, progress, opened)
    examined = examine_site(request.site, configuration, strict=request.strict, inputs=inputs)
    del inputs
    examined = with_revisions(examined, request.site, configuration.settings)
    if examined.site is None:
        return Result(problems=examined.problems)
    refuse_sources(stage.output, request.site.resolve())
    if configuration.settings.release:
        require_indexer()
    made: list[Making] = []
    with stage.lock():
        prepare(stage)
        handed_over = {
            "OUTPUT_PATH": str(stage.built),
            "FACTCHECK_ELSEWHERE": elsewhere,
            "FACTCHECK_EXAMINED": examined,
            "FACTCHECK_MADE": made.append,
            "FACTCHECK_PROGRESS": progress,
        }
        _run_pelican(known, handed_over)
        # From here on there is nothing to do for workers elsewhere.
        opened.close()
        report = check_output(stage.built, request.jobs)
        result = result_of(known, examined, report, stage)
        if not has_errors(result.problems):
            forget(stage.folder)
            changes = replace_output(stage, configuration.values.get("OUTPUT_RETENTION", ()))
            result = replace(result, changes=changes)
            _remember(known, stage, examined, made[0], result)
    return result


def _elsewhere(
    known: Surroundings, stage: Stage, inputs: Inputs, progress: Callable[[], None], opened: ExitStack
) -> Elsewhere | None:
    """Return what has pages made by the workers that were asked for, and keep the way to them open."""
    if not known.request.executor:
        return None
    from factcheck.shards import workers_for  # noqa: PLC0415 - most builds are made here

    return opened.enter_context(workers_for(known, stage, inputs, progress))


class _Collector(logging.Handler):
    """Keeps what Pelican logs as an error, because it goes on after one and leaves with status 0."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _run_pelican(known: Surroundings, handed_over: dict[str, Any]) -> None:
    """Run Pelican with the settings of a site and what is handed over to our plugin."""
    from pelican import Pelican  # noqa: PLC0415 - its import takes longer than a check of all records
    from pelican.log import console  # noqa: PLC0415
    from pelican.settings import read_settings  # noqa: PLC0415

    values: dict[str, Any] = {
        **known.configuration.values,
        "FACTCHECK_SETTINGS": known.configuration.settings,
        "FACTCHECK_JOBS": known.request.jobs,
        **handed_over,
    }
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    quiet, console.quiet = console.quiet, True
    try:
        pelican = Pelican(read_settings(override=values))
        pelican.run()
    except ClusterError:
        raise
    except Exception as error:
        raise PelicanError("\n".join([*collector.messages, f"{type(error).__name__}: {error}"])) from error
    finally:
        console.quiet = quiet
        logging.getLogger().removeHandler(collector)
    if collector.messages:
        raise PelicanError("\n".join(collector.messages))


def _remember(known: Surroundings, stage: Stage, examined: Examined, making: Making, result: Result) -> None:
    """Remember a build of the whole site."""
    if examined.subject is None or examined.site is None:
        return
    inputs = files_now(known.inputs, None, known.time)
    model = Model(examined.subject, examined.site, making, inputs)
    state = State(
        known.environment,
        known.configuration.settings.now,
        files_now(known.others, None, known.time),
        inputs,
        stamps_of([stage.output]),
        told_by(result),
        save_model(stage.folder, model, known.environment),
    )
    save(stage.folder, state)
    known.memory.state, known.memory.model = state, model
