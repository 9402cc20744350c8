"""What is wrong with a site since a command wrote to it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from factcheck.commands.terminal import FINE, PROBLEMS, count, print_problems
from factcheck.problems import has_errors

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.problems import Problem
    from factcheck.settings import Settings
    from factcheck.workspace import Inputs

    Keys = Counter[tuple[str, str, str]]


def print_new_problems(before: Inputs, site: Path, *, aside: str) -> int:
    """Print the problems that a site on disk has and did not have before, and return the exit status.

    ``aside`` is the code of a problem that is expected and not worth a word.
    """
    from factcheck.configuration import read_configuration
    from factcheck.workspace import read_inputs

    found = problems_since(before, read_inputs(site), read_configuration(site).settings)
    new = [problem for problem in found if problem.code != aside]
    print_problems(new, "text", site)
    if new:
        print(f"{count(new)} that were not there before.")
    if any(problem.code == "quote-not-found" for problem in new):
        print("A claim can go on quoting the earlier capture: name its file in `snapshot` of the quote.")
    return PROBLEMS if has_errors(new) else FINE


def problems_since(before: Inputs, after: Inputs, settings: Settings) -> list[Problem]:
    """Return the problems that the records of a site have and did not have before."""
    from factcheck.examine import examine

    old = Counter(map(_key, examine(before, settings).problems))
    return [problem for problem in examine(after, settings).problems if not _is_in(old, _key(problem))]


def _key(problem: Problem) -> tuple[str, str, str]:
    """Return what tells a problem from others; its line may have moved."""
    return problem.code, problem.place.path, problem.message


def _is_in(old: Keys, key: tuple[str, str, str]) -> bool:
    """Tell whether a problem is one of those that were there, each of which counts once."""
    old[key] -= 1
    return old[key] >= 0
