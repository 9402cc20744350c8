"""A build that makes only what changed since the last one."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.amending import amended
from factcheck.build_order import Result, result_of, told_by
from factcheck.build_state import Below, files_now, forget, program, save, stamps_of
from factcheck.examine import Before, Counted, examine, refused
from factcheck.kept_code import Kept
from factcheck.making import Base, planned
from factcheck.output_changes import check_changes
from factcheck.pages.edition import edition
from factcheck.problems import has_errors
from factcheck.problems import strict as as_errors
from factcheck.publication import Changes, prepare, replace_changed, write_file
from factcheck.reading import files_in
from factcheck.remaking import Followed, remake
from factcheck.rendering import kept_code, own_theme, renderer
from factcheck.revisions import with_revisions
from factcheck.saved_model import Model, load_model
from factcheck.values import replace
from factcheck.workspace import read_changed, read_claims

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from factcheck.build_memory import Memory
    from factcheck.build_order import Surroundings
    from factcheck.build_state import Stamp, State, Told, Written
    from factcheck.examine import Examined
    from factcheck.outputs import Render
    from factcheck.problems import Problem
    from factcheck.publication import Stage
    from factcheck.remaking import Remade


def rebuild(
    known: Surroundings,
    stage: Stage,
    state: State,
    progress: Callable[[], None],
    is_untouched: Callable[[], bool] = lambda: True,
) -> Result | None:
    """Make what changed since the build of a state; return None where all must be made.

    ``is_untouched`` tells whether the output is as that build left it. The state that this one leaves stays in memory
    until it is saved: see ``remember``.
    """
    settings, memory = known.configuration.settings, known.memory
    model, render = _loaded(known, stage, state)
    if model is None or render is None:
        return None
    examined = _examined(known, model, state.told if memory.followed else None)
    if examined.site is None or examined.subject is None:
        return Result(problems=examined.problems)
    if not is_untouched():
        return None
    followed = memory.followed
    with stage.lock():
        prepare(stage)

        def written(path: str, data: bytes) -> None:
            write_file(stage.built, path, data)
            progress()

        plan, strayed, extra = (followed.plan, (), ()) if followed else (None, state.strayed, state.extra)
        base = Base(model.site, model.making, plan, frozenset(strayed), frozenset(extra))
        remade = remake(base, examined.site, settings, render, written)
        files: Collection[str] = followed.files if followed else Below(stage.output)
        gone = frozenset(path for path in remade.lost if path in files)
        report = check_changes(stage.built, stage.output, files, gone, state.told.pages)
        result = result_of(known, examined, stage).checked(report)
        if has_errors(result.problems):
            return result
        forget(stage.folder)
        memory.state = None
        before = stamps_of(stage.output / path for path in (*files_in(str(stage.built)), *gone))
        result = dataclasses.replace(result, changes=replace_changed(stage, gone))
    inputs = files_now(known.inputs, state.inputs, known.time)
    memory.state = replace(
        _after(state, remade, result, is_followed=bool(followed)),
        now=settings.now,
        inputs=inputs,
        outputs=_outputs(state, stage, before, result.changes),
    )
    memory.model = Model(examined.subject, examined.site, remade.making, inputs)
    if memory.keeps:
        same = followed.files if followed and not (remade.added or gone) else None
        memory.followed = Followed(remade.plan, same or (frozenset(files) | remade.added) - gone)
    return result


def prepare_for_changes(known: Surroundings, stage: Stage, state: State) -> None:
    """Have all in memory that it takes to make what changes next since the build of a state."""
    model, render = _loaded(known, stage, state)
    if state.strayed:
        rebuild(known, stage, state, lambda: None)
    elif model and render:
        plan = planned(edition(model.site, known.configuration.settings), Base(model.site, model.making))
        known.memory.followed = Followed(plan, frozenset(Below(stage.output)))


def _loaded(known: Surroundings, stage: Stage, state: State) -> tuple[Model | None, Render | None]:
    """Return the model and what renders views, from now on in memory; None where everything must be made."""
    memory, settings = known.memory, known.configuration.settings
    memory.model = memory.model or load_model(stage.folder, state, known.request.site.resolve(), settings)
    memory.render = memory.render or _renderer(known, stage)
    return memory.model, memory.render


def remember(memory: Memory, stage: Stage) -> None:
    """Save the state of the last build, so that the next program need not make everything."""
    if memory.state:
        save(stage.folder, memory.state)


def _outputs(state: State, stage: Stage, before: dict[str, Stamp], changes: Changes | None) -> Written:
    """Return what stands in the output now, of which some files are known as they were ``before``."""
    written, removed = (changes.written, changes.removed) if changes else ((), ())
    touched = {str(stage.output / path) for path in (*written, *removed)}
    old = {path: stamp for path, stamp in before.items() if path in touched}
    return state.outputs.changed(stage.output, old, stamps_of(stage.output / path for path in written))


def _after(state: State, remade: Remade, result: Result, *, is_followed: bool) -> State:
    """Return what a state becomes: what strayed from the model with which it was saved is known by name alone."""
    strayed, extra = (state.strayed, state.extra) if is_followed else (frozenset(), frozenset())
    told = told_by(result)
    return replace(state, told=told, strayed=strayed | remade.renewed, extra=extra | remade.added)


def _examined(known: Surroundings, model: Model, told: Told | None) -> Examined:
    """Examine what changed since a model was made, by a build that told something if that is known."""
    request, settings = known.request, known.configuration.settings
    changed = frozenset(_below(request.site.resolve(), path) for path in model.inputs.changed(known.inputs))
    counted = Counted(told.quotes, told.next_embargo) if told else None
    before = Before(model.subject, model.site, changed, counted)
    claims = read_claims(request.site, changed)
    examined = amended(before, claims, settings, warnings_are_errors=request.strict) if claims else None
    if examined is None:
        inputs = read_changed(request.site, changed)
        examined = examine(inputs, settings, warnings_are_errors=request.strict, before=before)
        examined = with_revisions(examined, request.site, settings)
    return refused(examined, _settings_problems(known))


def _renderer(known: Surroundings, stage: Stage) -> Render | None:
    """Return what renders views without Pelican, or None where only Pelican can."""
    values, settings = known.configuration.values, known.configuration.settings
    theme, kept = own_theme(values, settings), kept_code(values, program(), Kept(stage.folder, known.environment))
    return renderer(theme, settings, kept) if theme else None


def _below(site: Path, path: str) -> str:
    """Return a path below a site as its problems name it."""
    return Path(path).relative_to(site).as_posix().encode(errors="surrogateescape").decode(errors="replace")


def _settings_problems(known: Surroundings) -> list[Problem]:
    """Return what is wrong with the settings and pages of a site."""
    found = known.configuration.problems
    return as_errors(found) if known.request.strict else list(found)
