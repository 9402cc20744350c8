"""A build that makes only what changed since the last one, where that is known; and what it remembers for the next."""

from __future__ import annotations

import subprocess
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from factcheck.build_state import (
    Model,
    State,
    Told,
    environment_of,
    files_now,
    forget,
    load,
    load_model,
    save,
    save_model,
    stamps_of,
)
from factcheck.examine import Before, examine, refused
from factcheck.making import Maker, make_changed
from factcheck.output_check import check_changes
from factcheck.pages.edition import edition
from factcheck.problems import has_errors
from factcheck.problems import strict as as_errors
from factcheck.publication import Changes, prepare, replace_changed, write_file
from factcheck.rendering import own_environment, renderer
from factcheck.revisions import with_revisions
from factcheck.theme import theme_folder
from factcheck.workspace import read_changed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from factcheck.build_state import Stamp
    from factcheck.configuration import Configuration
    from factcheck.examine import Examined
    from factcheck.making import Making
    from factcheck.output_check import OutputReport
    from factcheck.problems import Problem
    from factcheck.publication import Stage

_PROGRAM: Final = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to build and how. ``jobs`` is how many processes may make pages."""

    site: Path
    output: Path | None = None
    siteurl: str | None = None
    release: bool = False
    strict: bool = False
    jobs: int = 1


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


@dataclass(frozen=True, slots=True)
class Surroundings:
    """An order to build, and the files it is about as they stand when it begins.

    ``others`` are all that everything is made of: the program, the theme, settings, pages of the site's own.
    """

    request: Request
    configuration: Configuration
    environment: bytes
    inputs: dict[str, Stamp]
    others: dict[str, Stamp]
    time: int


def surroundings(request: Request, configuration: Configuration) -> Surroundings:
    """Look at everything that a build is made of."""
    values, settings, site = configuration.values, configuration.settings, request.site
    begun = time.time_ns()
    content = Path(values["PATH"])
    others = [
        _PROGRAM,
        theme_folder(),
        Path(values["THEME"]),
        *map(Path, (*values["THEME_TEMPLATES_OVERRIDES"], *values["PLUGIN_PATHS"])),
        *([content] if content != site else []),
        *(site / name for name in ("pelicanconf.py", "publishconf.py")),
    ]
    commit = _commit(site) if settings.revisions else ""
    environment = environment_of(values, [settings.today, request.strict, commit])
    inputs = stamps_of([site / "claims", site / "seeds"])
    return Surroundings(request, configuration, environment, inputs, stamps_of(others), begun)


def _commit(site: Path) -> str:
    """Return the commit that a repository is at."""
    try:
        done = subprocess.run(["git", "rev-parse", "HEAD"], cwd=site, capture_output=True, check=False, text=True)  # noqa: S607
    except OSError:
        return ""
    return done.stdout


def rebuild(known: Surroundings, stage: Stage, progress: Callable[[], None]) -> Result | None:
    """Make what changed since the last build; return None where all must be made."""
    configuration = known.configuration
    state = load(stage.folder)
    if state is None or not state.holds(known.environment, configuration.settings.now, known.others, stage.output):
        return None
    if not state.inputs.changed(known.inputs):
        return _as_before(state, known, stage)
    if configuration.settings.release:
        return None
    model = load_model(stage.folder, state)
    return _rebuild(known, stage, state, model, progress) if model else None


def _as_before(state: State, known: Surroundings, stage: Stage) -> Result:
    told = state.told
    return Result(
        problems=told.problems,
        claims=told.claims,
        quotes=told.quotes,
        pages=told.pages,
        output=stage.output,
        changes=Changes((), ()),
        has_siteurl=bool(known.configuration.settings.siteurl),
        next_embargo=told.next_embargo,
    )


def _rebuild(
    known: Surroundings, stage: Stage, state: State, model: Model, progress: Callable[[], None]
) -> Result | None:
    request, settings = known.request, known.configuration.settings
    environment = own_environment(known.configuration.values, settings)
    if environment is None:
        return None
    changed = frozenset(_below(request.site, path) for path in model.inputs.changed(known.inputs))
    inputs = read_changed(request.site, changed)
    before = Before(model.subject, model.site, changed)
    examined = examine(inputs, settings, warnings_are_errors=request.strict, before=before)
    examined = with_revisions(refused(examined, settings_problems(known)), request.site, settings)
    if examined.site is None:
        return Result(problems=examined.problems)
    with stage.lock():
        prepare(stage)

        def written(path: str, data: bytes) -> None:
            write_file(stage.built, path, data)
            progress()

        same = [key for key, claim in examined.site.claims.items() if model.site.claims.get(key) is claim]
        maker = Maker(edition(examined.site, settings), renderer(environment, settings), written)
        making, renewed = make_changed(maker, model.making, same, state.strayed)
        removed = (model.making.files | state.extra) - making.files
        report = check_changes(stage.built, stage.output, state.written_below(stage.output), removed)
        result = result_of(known, examined, report, stage)
        if has_errors(result.problems):
            return result
        forget(stage.folder)
        result = replace(result, changes=replace_changed(stage, removed))
        extra = frozenset(making.files - model.making.files)
        _remember_changes(known, stage, replace(state, strayed=frozenset(renewed), extra=extra), result)
    return result


def _below(site: Path, path: str) -> str:
    """Return a path below a site as its problems name it."""
    return Path(path).relative_to(site).as_posix().encode(errors="surrogateescape").decode(errors="replace")


def settings_problems(known: Surroundings) -> list[Problem]:
    """Return what is wrong with the settings and pages of a site."""
    found = known.configuration.problems
    return as_errors(found) if known.request.strict else list(found)


def result_of(known: Surroundings, examined: Examined, report: OutputReport, stage: Stage) -> Result:
    """Return what came of a build whose output was checked and is not shown yet."""
    return Result(
        problems=[*examined.problems, *report.problems],
        claims=len(examined.site.claims) if examined.site else 0,
        quotes=examined.quotes,
        pages=report.pages,
        output=stage.output,
        has_siteurl=bool(known.configuration.settings.siteurl),
        next_embargo=examined.next_embargo,
    )


def remember(known: Surroundings, stage: Stage, examined: Examined, making: Making, result: Result) -> None:
    """Remember a build of the whole site."""
    if examined.subject is None or examined.site is None:
        return
    inputs = files_now(known.inputs, None, known.time)
    digest = save_model(stage.folder, Model(examined.subject, examined.site, making, inputs))
    save(
        stage.folder,
        State(
            known.environment,
            known.configuration.settings.now,
            files_now(known.others, None, known.time),
            inputs,
            stamps_of([stage.output]),
            _told(result),
            digest,
        ),
    )


def _told(result: Result) -> Told:
    return Told(result.problems, result.claims, result.quotes, result.pages, result.next_embargo)


def _remember_changes(known: Surroundings, stage: Stage, state: State, result: Result) -> None:
    """Remember a build of some units: what they were made of is found out again from the model as it was."""
    changes = result.changes or Changes((), ())
    gone = {str(stage.output / path) for path in changes.removed}
    outputs = {path: stamp for path, stamp in state.outputs.items() if path not in gone}
    outputs |= stamps_of(stage.output / path for path in changes.written)
    now, inputs = known.configuration.settings.now, files_now(known.inputs, state.inputs, known.time)
    save(stage.folder, replace(state, now=now, inputs=inputs, outputs=outputs, told=_told(result)))
