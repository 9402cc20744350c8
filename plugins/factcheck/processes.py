"""Work shared among processes that begin with the memory of this one, so that nothing is sent to any of them.

Only Linux splits a process safely; elsewhere one process does all the work.
"""

from __future__ import annotations

import gc
import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

# What a new process finds in its copy of the memory.
_work: list[Callable[[int], Any]] = []


def shared(work: Callable[[int], T], parts: int) -> list[T]:
    """Return what comes of each part of some work, 0 and up; this process does the first. What they raise is raised."""
    if parts == 1 or sys.platform != "linux":
        return [work(number) for number in range(parts)]
    # What is there now is not looked through for garbage, which would copy all of it.
    gc.freeze()
    _work.append(work)
    try:
        with ProcessPoolExecutor(parts - 1, multiprocessing.get_context("fork")) as pool:
            begun = [pool.submit(_part, number) for number in range(1, parts)]
            return [work(0), *(future.result() for future in begun)]
    finally:
        _work.pop()
        gc.unfreeze()


@contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """Keep Python from looking for what nobody refers to any more: all that is made here is kept, and is much."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _part(number: int) -> Any:
    return _work[-1](number)
