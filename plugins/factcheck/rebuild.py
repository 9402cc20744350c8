"""A build that makes only what changed since the last one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.build_order import Result, result_of, told_by
from factcheck.build_state import files_now, forget, load_model, save, stamps_of
from factcheck.examine import Before, examine, refused
from factcheck.making import Maker, make_changed
from factcheck.output_changes import check_changes
from factcheck.pages.edition import edition
from factcheck.problems import has_errors
from factcheck.problems import strict as as_errors
from factcheck.publication import Changes, prepare, replace_changed, write_file
from factcheck.rendering import own_environment, renderer
from factcheck.revisions import with_revisions
from factcheck.workspace import read_changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.build_order import Surroundings
    from factcheck.build_state import State
    from factcheck.outputs import Render
    from factcheck.problems import Problem
    from factcheck.publication import Stage


def rebuild(known: Surroundings, stage: Stage, state: State, progress: Callable[[], None]) -> Result | None:
    """Make what changed since the build of a state; return None where all must be made."""
    request, settings = known.request, known.configuration.settings
    memory = known.memory
    memory.model = model = memory.model or load_model(stage.folder, state)
    memory.render = render = memory.render or _renderer(known)
    if model is None or render is None:
        return None
    changed = frozenset(_below(request.site.resolve(), path) for path in model.inputs.changed(known.inputs))
    inputs = read_changed(request.site, changed)
    before = Before(model.subject, model.site, changed)
    examined = examine(inputs, settings, warnings_are_errors=request.strict, before=before)
    examined = with_revisions(refused(examined, _settings_problems(known)), request.site, settings)
    if examined.site is None:
        return Result(problems=examined.problems)
    with stage.lock():
        prepare(stage)

        def written(path: str, data: bytes) -> None:
            write_file(stage.built, path, data)
            progress()

        same = [key for key, claim in examined.site.claims.items() if model.site.claims.get(key) is claim]
        maker = Maker(edition(examined.site, settings), render, written)
        making, renewed = make_changed(maker, model.making, same, state.strayed)
        removed = (model.making.files | state.extra) - making.files
        known_files = state.written_below(stage.output)
        report = check_changes(stage.built, stage.output, known_files, removed, state.told.pages)
        result = result_of(known, examined, report, stage)
        if has_errors(result.problems):
            return result
        forget(stage.folder)
        memory.state = None
        result = replace(result, changes=replace_changed(stage, removed))
        extra = frozenset(making.files - model.making.files)
        _remember_changes(known, stage, replace(state, strayed=frozenset(renewed), extra=extra), result)
    return result


def _renderer(known: Surroundings) -> Render | None:
    """Return what renders views without Pelican, or None where only Pelican can."""
    settings = known.configuration.settings
    environment = own_environment(known.configuration.values, settings)
    return renderer(environment, settings) if environment else None


def _below(site: Path, path: str) -> str:
    """Return a path below a site as its problems name it."""
    return Path(path).relative_to(site).as_posix().encode(errors="surrogateescape").decode(errors="replace")


def _settings_problems(known: Surroundings) -> list[Problem]:
    """Return what is wrong with the settings and pages of a site."""
    found = known.configuration.problems
    return as_errors(found) if known.request.strict else list(found)


def _remember_changes(known: Surroundings, stage: Stage, state: State, result: Result) -> None:
    """Remember a build of some units: what they were made of is found out again from the model as it was."""
    changes = result.changes or Changes((), ())
    gone = {str(stage.output / path) for path in changes.removed}
    outputs = {path: stamp for path, stamp in state.outputs.items() if path not in gone}
    outputs |= stamps_of(stage.output / path for path in changes.written)
    now, inputs = known.configuration.settings.now, files_now(known.inputs, state.inputs, known.time)
    known.memory.state = replace(state, now=now, inputs=inputs, outputs=outputs, told=told_by(result))
    save(stage.folder, known.memory.state)
