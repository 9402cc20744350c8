"""Work shared among processes that begin with the memory of this one, so that nothing is sent to any of them.

Only Linux splits a process safely; elsewhere one process does all the work.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")
V = TypeVar("V")

# Fewer records are read sooner than a second process has begun.
FEWEST_TO_SHARE: Final = 2000
# Their numbers fit into a pipe of any size that a system gives: a page of memory.
MOST_PIECES: Final = 1024
# What a new process finds in its copy of the memory.
_work: list[Callable[[int], Any]] = []


def shared(work: Callable[[int], T], parts: int) -> list[T]:
    """Return what comes of each part of some work, 0 and up; this process does the first. What they raise is raised."""
    if parts == 1 or sys.platform != "linux":
        return [work(number) for number in range(parts)]
    # To load these takes longer than to see that nothing changed.
    import multiprocessing  # noqa: PLC0415
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

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


def shared_out(work: Callable[[Iterator[int]], T], pieces: int, jobs: int) -> list[T]:
    """Return what comes of some work, once for each process that had a share in it.

    Each is handed the numbers of the pieces, from 0, that it is to do: always the next that nobody has taken.
    """
    if jobs == 1 or sys.platform != "linux":
        return [work(iter(range(pieces)))]
    # Numbers of four bytes each, which a pipe hands out whole.
    assert pieces <= MOST_PIECES
    source, sink = os.pipe()
    try:
        os.write(sink, b"".join(number.to_bytes(4) for number in range(pieces)))
    finally:
        os.close(sink)
    try:
        return shared(lambda _: work(_taken(source)), jobs)
    finally:
        os.close(source)


def _taken(source: int) -> Iterator[int]:
    while number := os.read(source, 4):
        yield int.from_bytes(number)


def piece_of(things: Sequence[T], number: int, pieces: int) -> Sequence[T]:
    """Return the things of a piece, if they are shared out in so many."""
    size = -(-len(things) // pieces)
    return things[number * size : (number + 1) * size]


def both(first: Callable[[], T], second: Callable[[], V], jobs: int) -> tuple[T, V]:
    """Return what comes of two pieces of work, the second of which another process does, if there may be one."""
    if jobs == 1:
        return first(), second()
    found: list[Any] = shared(lambda number: second() if number else first(), 2)
    return found[0], found[1]


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


@contextmanager
def done_beside(work: Callable[[], object], jobs: int) -> Iterator[Callable[[], bool]]:
    """Have some work done by another process, if there may be one, else at once. This process does not keep the work.

    What is yielded waits until it is done, and tells whether it was.
    """
    if jobs == 1 or sys.platform != "linux":
        work()
        yield lambda: True
        return
    child = _forked(partial(_done, work))
    del work
    codes: list[int] = []

    def is_done() -> bool:
        if not codes:
            codes.append(_code_of(child))
        return codes[0] == 0

    try:
        yield is_done
    finally:
        is_done()


@contextmanager
def asked_beside(question: Callable[[], bool], jobs: int) -> Iterator[Callable[[], bool]]:
    """Have a question answered by another process, if there may be one; what is yielded waits for the answer."""
    if jobs == 1 or sys.platform != "linux":
        yield question
        return
    child = _forked(lambda: int(question()))
    codes: list[int] = []

    def answer() -> bool:
        if not codes:
            codes.append(_code_of(child))
        # Where the other process failed, whatever kept it from answering is raised here.
        return bool(codes[0]) if codes[0] in {0, 1} else question()

    try:
        yield answer
    finally:
        if not codes:
            _code_of(child)


def _done(work: Callable[[], object]) -> int:
    work()
    return 0


def _forked(work: Callable[[], int]) -> int:
    """Begin another process that leaves with what some work returns, or with 2 where that fails; return its number."""
    child = os.fork()
    if child == 0:
        code = 2
        try:
            code = work()
        finally:
            os._exit(code)
    return child


def _code_of(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
