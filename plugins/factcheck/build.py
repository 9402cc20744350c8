"""One build: nothing where nothing changed, what changed where that is known, else the whole of a site."""

from __future__ import annotations

import dataclasses
import time
from typing import TYPE_CHECKING

from factcheck.build_memory import Memory
from factcheck.build_order import Request, Result, Surroundings, surroundings
from factcheck.build_state import State, files_now, load, save
from factcheck.configuration import read_configuration
from factcheck.processes import asked_beside
from factcheck.publication import Changes, Stage, recover
from factcheck.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable


def build(request: Request, progress: Callable[[], None] = lambda: None, memory: Memory | None = None) -> Result:
    """Build a site; whatever is wrong with records is in the result. What is as it was is not made again.

    Whoever builds the same site again and again hands over the same ``memory``.
    Raises RefusedError, PelicanError, for a release NoIndexerError, and with an executor ClusterError.
    """
    begun = time.monotonic()
    configuration = read_configuration(request.site, release=request.release, siteurl=request.siteurl, in_full=True)
    stage = Stage((request.output or request.site / configuration.values["OUTPUT_PATH"]).resolve())
    recover(stage)
    known = surroundings(request, configuration, memory or Memory(keeps=False))
    result = _from_before(known, stage, progress)
    if result is None:
        # What a build is made with takes longer to import than it takes to see that there is nothing to do.
        from factcheck.build_whole import build_whole  # noqa: PLC0415

        result = build_whole(known, stage, progress)
    return dataclasses.replace(result, seconds=time.monotonic() - begun)


def _from_before(known: Surroundings, stage: Stage, progress: Callable[[], None]) -> Result | None:
    """Make what changed since the last build; return None where that cannot be known."""
    state = known.memory.state = known.memory.state or load(stage.folder, known.environment)
    now = known.configuration.settings.now
    if state is None or not state.holds(known.environment, now, known.others):
        known.memory.clear()
        return None
    with asked_beside(lambda: state.is_output(stage.output), known.request.jobs) as is_untouched:
        if not state.inputs.changed(known.inputs):
            result = as_before(state, known, stage) if is_untouched() else None
            if result:
                _settle(state, known, stage)
        elif known.configuration.settings.release:
            result = None
        else:
            result = _with_changes(state, known, stage, progress, is_untouched)
    if result is None:
        known.memory.clear()
    return result


def _with_changes(
    state: State, known: Surroundings, stage: Stage, progress: Callable[[], None], is_untouched: Callable[[], bool]
) -> Result | None:
    # As above: nothing of this is loaded where nothing changed.
    from factcheck.processes import no_search_for_cycles  # noqa: PLC0415
    from factcheck.rebuild import rebuild, remember  # noqa: PLC0415

    with no_search_for_cycles():
        result = rebuild(known, stage, state, progress, is_untouched)
        if result and result.changes:
            remember(known.memory, stage)
    return result


def _settle(state: State, known: Surroundings, stage: Stage) -> None:
    """Remember the stamps of files that are as they were in spite of them, so that nobody need read them again."""
    if state.inputs.doubtful(known.inputs) or state.others.doubtful(known.others):
        inputs = files_now(known.inputs, state.inputs, known.time)
        others = files_now(known.others, state.others, known.time)
        known.memory.state = replace(state, inputs=inputs, others=others)
        save(stage.folder, known.memory.state)


def as_before(state: State, known: Surroundings, stage: Stage) -> Result:
    """Return what a build told, where nothing changed since."""
    told = state.told
    return Result(
        problems=list(told.problems),
        claims=told.claims,
        quotes=told.quotes,
        pages=told.pages,
        output=stage.output,
        changes=Changes((), ()),
        has_siteurl=bool(known.configuration.settings.siteurl),
        next_embargo=told.next_embargo,
    )
