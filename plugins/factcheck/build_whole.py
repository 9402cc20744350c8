"""A build of the whole site: examine, render through Pelican into a stage, check the output, replace the last one."""

from __future__ import annotations

import dataclasses
import logging
import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from factcheck.build_order import PelicanError, Result, result_of, told_by
from factcheck.build_state import State, files_now, files_read, forget, program, save, written_in
from factcheck.cluster import ClusterError
from factcheck.examine import Examined
from factcheck.indexer import require_indexer
from factcheck.kept_code import Kept
from factcheck.on_disk import examine_site
from factcheck.output_check import check_output
from factcheck.problems import has_errors
from factcheck.processes import (
    FEWEST_FOR_TWO,
    FEWEST_TO_SHARE,
    LARGE,
    Bell,
    Jobs,
    apart,
    asked_beside,
    both,
    no_search_for_cycles,
)
from factcheck.publication import prepare, refuse_sources
from factcheck.publication import replace as replace_output
from factcheck.reading import files_in
from factcheck.rendering import kept_code
from factcheck.revisions import with_revisions
from factcheck.saved_model import Model, load_site, model_digests, save_examined, save_making
from factcheck.workspace import read_inputs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from factcheck.build_order import Surroundings
    from factcheck.build_state import Files, Written
    from factcheck.corpus import Corpus
    from factcheck.made_units import Making
    from factcheck.making import Elsewhere
    from factcheck.output_check import OutputReport
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
    if _is_large(known):
        return _built_apart(known, stage, progress)
    inputs = read_inputs(request.site)
    elsewhere = _elsewhere(known, stage, inputs, progress, opened)
    jobs = Jobs(request.jobs, _import_pelican)
    examined = examine_site(request.site, configuration, strict=request.strict, jobs=jobs, inputs=inputs)
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
            given = _handed_over(known, stage, examined, progress) | {"FACTCHECK_ELSEWHERE": elsewhere}
            making = _run_pelican(known, given)
            # From here on there is nothing to do for workers elsewhere.
            opened.close()
            if known.memory.keeps:
                # Else the other process would work it out, and this one once more.
                making()

            found = result_of(known, examined, stage)
            processes = request.jobs if found.claims >= FEWEST_FOR_TWO else 1
            (report, written), _ = both(
                lambda: _checked(stage, processes),
                lambda: save_making(stage.folder, making(), files, known.environment),
                processes,
            )
            result = _shown(known, stage, found, report)
            if not has_errors(result.problems):
                if is_saved():
                    _remember(known, stage, files, result, written)
                known.memory.model = _model(examined, making, files)
    return result


def _built_apart(known: Surroundings, stage: Stage, progress: Callable[[], None]) -> Result:
    """Build a large site: other processes examine and make it, so that nobody holds what only another needs.

    Memory that was used for much and small is not given back whole before a process ends.
    """
    refuse_sources(stage.output, known.request.site.resolve())
    if known.configuration.settings.release:
        require_indexer()
    with stage.lock():
        prepare(stage)
        with Bell() as saving, apart(lambda _: _examined_and_saved(known, stage, saving.ring)) as examined:
            # Other processes read records by now.
            _import_pelican()
            result, digests = next(examined)
            if has_errors(result.problems):
                return result
            files = files_read(known.inputs, digests, known.time)
            with apart(lambda step: _made_and_saved(known, stage, files, saving.wait, step), progress) as made:
                # By then it is saved, and a little later it is made.
                next(examined)
                next(made)
                report, written = _checked(stage, known.request.jobs)
                next(made)
        result = _shown(known, stage, result, report)
        if not has_errors(result.problems):
            _remember(known, stage, files, result, written)
    return result


def _is_large(known: Surroundings) -> bool:
    """Tell whether a site is so large that it is not held in memory more often than it must be."""
    request = known.request
    return len(known.inputs) >= LARGE and request.jobs > 1 and not request.executor and not known.memory.keeps


def _examined_and_saved(
    known: Surroundings, stage: Stage, is_written: Callable[[], object]
) -> Iterator[tuple[Result, dict[str, bytes]]]:
    """Examine a site; yield what came of it, and the digests of its records. Then save it, unless it has errors.

    What came of it is told once more when it is saved.
    """
    request, configuration = known.request, known.configuration
    examined = examine_site(request.site, configuration, strict=request.strict, jobs=Jobs(request.jobs))
    examined = with_revisions(examined, request.site, configuration.settings)
    subject, site = examined.subject, examined.site
    if site is None or subject is None:
        yield Result(problems=examined.problems), {}
        return
    result = result_of(known, examined, stage)
    yield result, _digests(request.site.resolve(), subject.corpus)
    forget(stage.folder)
    save_examined(stage.folder, subject, site, known.environment, is_written)
    yield result, {}


def _made_and_saved(
    known: Surroundings, stage: Stage, files: Files, wait: Callable[[], object], progress: Callable[[], None]
) -> Iterator[None]:
    """Make a site that is being saved. Then save what it was made of, while others look at the output."""
    site = load_site(stage.folder, known.environment, known.request.site, wait)
    # Its problems and its quotes were told.
    making = _run_pelican(known, _handed_over(known, stage, Examined(site, [], 0), progress))
    yield
    save_making(stage.folder, making(), files, known.environment)
    yield


def _checked(stage: Stage, jobs: int) -> tuple[OutputReport, Written | None]:
    """Check what was made, and note the stamps of its files, if these are to last."""
    if stage.output.exists():
        # Those of files that will be moved to where another site is will change.
        return check_output(stage.built, jobs), None
    files = frozenset(files_in(str(stage.built)))
    return both(lambda: check_output(stage.built, jobs, files), lambda: written_in(stage.built, files), jobs)


def _handed_over(known: Surroundings, stage: Stage, examined: Examined, progress: Callable[[], None]) -> dict[str, Any]:
    """Return what is handed over to our plugin."""
    return {
        "OUTPUT_PATH": str(stage.built),
        "FACTCHECK_CODE": kept_code(known.configuration.values, program(), Kept(stage.folder, known.environment)),
        "FACTCHECK_EXAMINED": examined,
        "FACTCHECK_PROGRESS": progress,
    }


def _shown(known: Surroundings, stage: Stage, result: Result, report: OutputReport) -> Result:
    """Put what was built in the place of the last good site, unless it or its check has errors."""
    result = result.checked(report)
    if has_errors(result.problems):
        return result
    changes = replace_output(stage, known.configuration.values.get("OUTPUT_RETENTION", ()), report.files)
    return dataclasses.replace(result, changes=changes)


def _digests(site: Path, corpus: Corpus) -> dict[str, bytes]:
    """Return the digests of the files of records, by their paths on disk."""
    return {os.path.join(site, *entry.path.split("/")): entry.digest for entry in corpus.entries}  # noqa: PTH118


def _saved(known: Surroundings, stage: Stage, examined: Examined) -> AbstractContextManager[Callable[[], bool]]:
    """Begin to save what was examined."""
    subject, site = examined.subject, examined.site
    assert subject
    assert site

    def is_saved() -> bool:
        save_examined(stage.folder, subject, site, known.environment)
        return True

    return asked_beside(is_saved, known.request.jobs if len(site.claims) >= FEWEST_TO_SHARE else 1)


def _model(examined: Examined, making: Callable[[], Making], files: Files) -> Model | None:
    subject, site = examined.subject, examined.site
    return Model(subject, site, making(), files) if subject and site else None


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


def _import_pelican() -> None:
    """Import what pages are made with: that takes longer than a check of many records."""
    import pelican.generators  # noqa: F401, PLC0415

    import factcheck.making  # noqa: F401, PLC0415


def _run_pelican(known: Surroundings, handed_over: dict[str, Any]) -> Callable[[], Making]:
    """Run Pelican with the settings of a site and what is handed over to our plugin."""
    from pelican import Pelican  # noqa: PLC0415 - see above
    from pelican.log import console  # noqa: PLC0415
    from pelican.settings import read_settings  # noqa: PLC0415

    made: list[Callable[[], Making]] = []
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


def _remember(known: Surroundings, stage: Stage, files: Files, result: Result, written: Written | None) -> None:
    """Remember a build of the whole site, when all that it saves is saved."""
    others = files_now(known.others, None, known.time)
    now, output = known.configuration.settings.now, written or written_in(stage.output)
    known.memory.state = State(
        known.environment, now, others, files, output, told_by(result), model_digests(stage.folder)
    )
    save(stage.folder, known.memory.state)
