"""A build of the whole site: examine, render through Pelican into a stage, check the output, replace the last one."""

from __future__ import annotations

import dataclasses
import logging
import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from factcheck.build_order import PelicanError, Result, result_of, told_by
from factcheck.build_state import State, files_now, files_read, forget, save, written_in
from factcheck.cluster import ClusterError
from factcheck.indexer import require_indexer
from factcheck.kept_code import Kept
from factcheck.on_disk import examine_site
from factcheck.output_check import check_output
from factcheck.problems import has_errors
from factcheck.processes import FEWEST_TO_SHARE, both, done_beside, no_search_for_cycles
from factcheck.publication import prepare, refuse_sources
from factcheck.publication import replace as replace_output
from factcheck.revisions import with_revisions
from factcheck.saved_model import Model, save_examined, save_making
from factcheck.workspace import read_inputs

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from factcheck.build_order import Surroundings
    from factcheck.build_state import Files
    from factcheck.corpus import Corpus
    from factcheck.examine import Examined
    from factcheck.making import Elsewhere, Making
    from factcheck.publication import Stage
    from factcheck.workspace import Inputs


def build_whole(known: Surroundings, stage: Stage, progress: Callable[[], None]) -> Result:
    """Build the whole of a site.

    Raises RefusedError, PelicanError, for a release NoIndexerError, and with an executor ClusterError.
    """
    with no_search_for_cycles(), ExitStack() as opened:
        return _built(known, stage, progress, opened)


def _built(known: Surroundings, stage: Stage, progress: Callable[[], None], opened: ExitStack) -> Result:
    request, configuration = known.request, known.configuration
    inputs = read_inputs(request.site)
    elsewhere = _elsewhere(known, stage, inputs, progress, opened)
    examined = examine_site(request.site, configuration, strict=request.strict, jobs=request.jobs, inputs=inputs)
    del inputs
    examined = with_revisions(examined, request.site, configuration.settings)
    if examined.site is None or examined.subject is None:
        return Result(problems=examined.problems)
    refuse_sources(stage.output, request.site.resolve())
    if configuration.settings.release:
        require_indexer()
    with stage.lock():
        prepare(stage)
        forget(stage.folder)
        files = files_read(known.inputs, _digests(request.site.resolve(), examined.subject.corpus), known.time)
        with _saved(known, stage, examined) as is_saved:
            if not known.memory.keeps:
                examined = dataclasses.replace(examined, subject=None)
            handed_over = {
                "OUTPUT_PATH": str(stage.built),
                "FACTCHECK_CODE": Kept(stage.folder, known.environment),
                "FACTCHECK_ELSEWHERE": elsewhere,
                "FACTCHECK_EXAMINED": examined,
                "FACTCHECK_PROGRESS": progress,
            }
            making = _run_pelican(known, handed_over)
            # From here on there is nothing to do for workers elsewhere.
            opened.close()
            report = check_output(stage.built, request.jobs)
            result = result_of(known, examined, report, stage)
            if not has_errors(result.problems):
                changes = replace_output(stage, configuration.values.get("OUTPUT_RETENTION", ()), report.files)
                result = dataclasses.replace(result, changes=changes)
                if is_saved():
                    _remember(known, stage, making, files, result)
                known.memory.model = _model(examined, making, files)
    return result


def _digests(site: Path, corpus: Corpus) -> dict[str, bytes]:
    """Return the digests of the files of records, by their paths on disk."""
    return {os.path.join(site, *entry.path.split("/")): entry.digest for entry in corpus.entries}  # noqa: PTH118


def _saved(known: Surroundings, stage: Stage, examined: Examined) -> AbstractContextManager[Callable[[], bool]]:
    """Begin to save what was examined."""
    subject, site = examined.subject, examined.site
    assert subject
    assert site
    jobs = known.request.jobs if len(site.claims) >= FEWEST_TO_SHARE else 1
    return done_beside(lambda: save_examined(stage.folder, subject, site, known.environment), jobs)


def _model(examined: Examined, making: Making, files: Files) -> Model | None:
    subject, site = examined.subject, examined.site
    return Model(subject, site, making, files) if subject and site else None


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


def _run_pelican(known: Surroundings, handed_over: dict[str, Any]) -> Making:
    """Run Pelican with the settings of a site and what is handed over to our plugin."""
    from pelican import Pelican  # noqa: PLC0415 - its import takes longer than a check of all records
    from pelican.log import console  # noqa: PLC0415
    from pelican.settings import read_settings  # noqa: PLC0415

    made: list[Making] = []
    values: dict[str, Any] = {
        **known.configuration.values,
        "FACTCHECK_SETTINGS": known.configuration.settings,
        "FACTCHECK_JOBS": known.request.jobs,
        "FACTCHECK_MADE": made.append,
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
    return made[0]


def _remember(known: Surroundings, stage: Stage, making: Making, files: Files, result: Result) -> None:
    """Remember a build of the whole site."""
    outputs, saved = both(
        lambda: written_in(stage.output),
        lambda: save_making(stage.folder, making, files, known.environment),
        known.request.jobs if result.claims >= FEWEST_TO_SHARE else 1,
    )
    others = files_now(known.others, None, known.time)
    now = known.configuration.settings.now
    known.memory.state = State(known.environment, now, others, files, outputs, told_by(result), saved)
    save(stage.folder, known.memory.state)
