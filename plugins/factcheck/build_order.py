"""An order to build a site, what it finds where it begins, and what comes of it."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.build_state import Told, environment_of, stamps_of
from factcheck.revisions import head
from factcheck.theme import theme_folder

if TYPE_CHECKING:
    from factcheck.build_memory import Memory
    from factcheck.build_state import Stamp
    from factcheck.configuration import Configuration
    from factcheck.examine import Examined
    from factcheck.output_check import OutputReport
    from factcheck.problems import Problem
    from factcheck.publication import Changes, Stage
    from factcheck.values import Moment


class PelicanError(Exception):
    """Pelican logged errors or raised one: the message holds them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to build and how. ``jobs`` is how many processes may make pages.

    With an ``executor``, the address of a scheduler, its workers make them and leave them at ``shared``, an address
    of fsspec; without one, beside the output.
    """

    site: Path
    output: Path | None = None
    siteurl: str | None = None
    release: bool = False
    strict: bool = False
    jobs: int = 1
    executor: str | None = None
    shared: str | None = None


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
    next_embargo: Moment | None = None

    def checked(self, report: OutputReport) -> Result:
        """Return what came of a build whose output was checked."""
        return replace(self, problems=[*self.problems, *report.problems], pages=report.pages)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """An order to build, and the files it is about as they stand when it begins.

    ``others`` are all that everything is made of: the theme, settings, pages of the site's own. ``memory``
    is what is remembered of the last build, and will be of this one.
    """

    request: Request
    configuration: Configuration
    environment: bytes
    inputs: dict[str, Stamp]
    others: dict[str, Stamp]
    time: int
    memory: Memory


def surroundings(request: Request, configuration: Configuration, memory: Memory) -> Surroundings:
    """Look at everything that a build is made of."""
    values, settings, site = configuration.values, configuration.settings, request.site.resolve()
    begun = time.time_ns()
    content = Path(values["PATH"])
    others = [
        theme_folder(),
        Path(values["THEME"]),
        *map(Path, (*values["THEME_TEMPLATES_OVERRIDES"], *values["PLUGIN_PATHS"])),
        *([content] if content.resolve() != site else []),
        *(site / name for name in ("pelicanconf.py", "publishconf.py")),
    ]
    commit = head(site) if settings.revisions else ""
    environment = environment_of(values, [settings.today, request.strict, commit])
    inputs = stamps_of([site / "claims", site / "seeds"])
    return Surroundings(request, configuration, environment, inputs, stamps_of(others), begun, memory)


def result_of(known: Surroundings, examined: Examined, stage: Stage) -> Result:
    """Return what came of a build whose output is neither checked nor shown yet."""
    return Result(
        problems=examined.problems,
        claims=len(examined.site.claims) if examined.site else 0,
        quotes=examined.quotes,
        output=stage.output,
        has_siteurl=bool(known.configuration.settings.siteurl),
        next_embargo=examined.next_embargo,
    )


def told_by(result: Result) -> Told:
    """Return what a build told, to be told again where nothing changed."""
    return Told(tuple(result.problems), result.claims, result.quotes, result.pages, result.next_embargo)
