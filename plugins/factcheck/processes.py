"""Work shared among processes that begin with the memory of this one, so that nothing is sent to any of them.

Only Linux splits a process safely; elsewhere one process does all the work.

What another process looks at it copies, since Python counts in each object who refers to it. So one that has come to
hold much ends, and another goes on in its place. It begins with the memory that was there at first, which a process
keeps that does nothing else: were it begun by this one, this one would have to copy again all that it goes on with.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import traceback
from contextlib import contextmanager, suppress
from functools import cache, partial
from io import FileIO
from mmap import PAGESIZE
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from typing import Self

T = TypeVar("T")
V = TypeVar("V")

# Fewer records are read sooner than a second process has begun; of fewer, all is made and checked sooner.
FEWEST_TO_SHARE: Final = 2000
FEWEST_FOR_TWO: Final = 300
# A site of so many files is not held in memory more often than it must be, nor is more held of so many records.
LARGE: Final = 25_000
# Their numbers fit into a pipe of any size that a system gives: a page of memory.
MOST_PIECES: Final = 2048
# So many steps are told at a time.
_STEPS: Final = 100
_PIPEFUL: Final = 4096
# In bytes: what another process may come to hold beside what it shares with this one.
_MUCH: Final = 160 << 20
# With this a process leaves that had enough and left some work.
_MORE: Final = 3
# PR_SET_PDEATHSIG of Linux: the signal that a process gets when who began it has ended; see prctl(2).
_ENDS_WITH_PARENT: Final = 1
_ENDED: Final = (
    "Another process of this program ended before its work was done. If memory ran out, --jobs 1 takes less of it."
)


class Jobs(NamedTuple):
    """How many processes share some work, and what this one does before its share."""

    processes: int = 1
    first: Callable[[], object] = lambda: None


ALONE: Final = Jobs()


class _Other(Generic[T]):
    """Another process, which begins with the memory of this one and answers with what comes of some work.

    The work is handed where to send its answers, and returns the code with which the process leaves. Whoever took its
    last answer says that it ``is_ending``, by itself.
    """

    def __init__(self, work: Callable[[Connection], int]) -> None:
        # To load this takes longer than to see that nothing changed.
        from multiprocessing.connection import Pipe  # noqa: PLC0415

        self._answers, sink = Pipe(duplex=False)

        def answered() -> int:
            # Then an answer that nobody waits for any more ends it.
            self._answers.close()
            return work(sink)

        self.is_ending = False
        self._process: int | None = _forked(answered)
        sink.close()

    def fileno(self) -> int:
        """Return what becomes readable when it has answered."""
        return self._answers.fileno()

    def has_answered(self) -> bool:
        """Tell whether its next answer can be had without waiting for it."""
        return self._answers.poll()

    def next_answer(self) -> T:
        """Wait for its next answer; what the work raised is raised."""
        try:
            found, error = self._answers.recv()
        except (EOFError, OSError):
            # OSError: it ended in the middle of an answer.
            raise ChildProcessError(_ENDED) from None
        if error:
            raise error
        answer: T = found
        return answer

    def answer(self) -> T:
        """Wait for its only answer; what the work raised is raised."""
        try:
            return self.next_answer()
        finally:
            self.end()

    def end(self) -> None:
        """End it, whatever it does, unless it ``is_ending``; in any case wait for its end."""
        if self._process:
            if not self.is_ending:
                os.kill(self._process, signal.SIGKILL)
            _code_of(self._process)
            self._process = None
            self._answers.close()


def _answered(work: Callable[[], Iterable[object]], sink: Connection) -> int:
    try:
        for found in work():
            sink.send((found, None))
    except Exception as error:  # noqa: BLE001 - it is raised again where somebody waits for the answer
        error.add_note(traceback.format_exc())
        sink.send((None, error))
    return 0


def _in_turn(work: Callable[[], tuple[object, bool]], sink: Connection) -> int:
    """Have one process after another do some work, as long as one answers that it left some."""

    def done() -> int:
        is_more = False

        def answer() -> Iterator[object]:
            nonlocal is_more
            found, is_more = work()
            yield found, is_more

        return _answered(answer, sink) or (_MORE if is_more else 0)

    while (code := _code_of(_forked(done))) == _MORE:
        pass
    return code


class _Others:
    """Processes that are begun here; those that have not answered in the end are ended."""

    def __init__(self) -> None:
        self._begun: list[_Other[Any]] = []

    def begin(self, work: Callable[[], T]) -> _Other[T]:
        """Begin another that answers once."""
        return self.begin_many(lambda: iter([work()]))

    def begin_many(self, work: Callable[[], Iterable[T]]) -> _Other[T]:
        """Begin another that answers as often as its work yields something."""
        return self._begin(partial(_answered, work))

    def begin_in_turn(self, work: Callable[[], tuple[T, bool]]) -> _Other[tuple[T, bool]]:
        """Begin others, one after the other, as long as one answers that it left some work."""
        return self._begin(partial(_in_turn, work))

    def _begin(self, work: Callable[[Connection], int]) -> _Other[Any]:
        # What is there now is not looked through for garbage, which would copy all of it.
        gc.freeze()
        other: _Other[Any] = _Other(work)
        self._begun.append(other)
        return other

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for other in self._begun:
            other.end()
        gc.unfreeze()


def shared_out(
    work: Callable[[Iterator[int]], T],
    pieces: int,
    jobs: int = 1,
    much: int = _MUCH,
    first: Callable[[], Iterable[object]] = tuple,
) -> list[T]:
    """Return what comes of some work, once for each process that had a share in it. What they raise is raised.

    Each is handed the numbers of the pieces that it is to do: this process from 0 on, others from the last one back.
    One that holds ``much`` is handed no more, and another begins. This one does something else ``first``, step by step.
    """
    if jobs == 1 or sys.platform != "linux":
        for _ in first():
            pass
        return [work(iter(range(pieces)))]
    ends = _Ends(pieces)
    answers: list[T] = []

    def share() -> tuple[T, bool]:
        return work(ends.from_last(much)), ends.is_more

    try:
        with _Others() as begun:
            others = [begun.begin_in_turn(share) for _ in range(jobs - 1)]
            look = partial(_take, others, answers)
            for _ in first():
                look()
            answers.append(work(ends.from_first(look)))
            while others:
                look(wait=True)
    finally:
        ends.close()
    return answers


def _take(others: list[_Other[tuple[T, bool]]], answers: list[T], *, wait: bool = False) -> None:
    """Take the answers of others that are there, or wait for one of each; leave out who will not answer again."""
    for other in [*others]:
        if wait or other.has_answered():
            found, is_more = other.next_answer()
            answers.append(found)
            if not is_more:
                other.is_ending = True
                others.remove(other)


class _Ends:
    """Numbers from 0 up that are handed out from both ends, each once, whichever process takes them.

    ``is_more`` tells in a process that had enough that it left some.
    """

    def __init__(self, count: int) -> None:
        assert count <= MOST_PIECES
        self.is_more = False
        # Who has taken a byte of the first may take one more number from either end.
        self._turns = _full_pipe(bytes(count))
        self._last = _full_pipe(b"".join(number.to_bytes(2) for number in reversed(range(count))))

    def from_first(self, look: Callable[[], None]) -> Iterator[int]:
        """Yield the first that is left, as long as there is one; ``look`` is called after each."""
        number = 0
        while os.read(self._turns, 1):
            yield number
            number += 1
            look()

    def from_last(self, much: int) -> Iterator[int]:
        """Yield the last that is left, as long as there is one and this process has not taken so many bytes."""
        from resource import RUSAGE_SELF, getrusage  # noqa: PLC0415 - not every system has it

        while not self.is_more and os.read(self._turns, 1):
            yield int.from_bytes(os.read(self._last, 2))
            self.is_more = getrusage(RUSAGE_SELF).ru_minflt * PAGESIZE > much

    def close(self) -> None:
        """Close what the numbers were in."""
        os.close(self._turns)
        os.close(self._last)


def give_back_memory() -> None:
    """Give back to the system what memory is free, but lies between what is not: see malloc_trim(3)."""
    with suppress(AttributeError):
        _system().malloc_trim(0)


@cache
def _system() -> Any:
    """Return the functions of the C library of this system; None where they cannot be called."""
    try:
        from ctypes import CDLL  # noqa: PLC0415 - only those who begin another process need it

        return CDLL(None)
    except (ImportError, OSError, TypeError):
        return None


def _full_pipe(data: bytes) -> int:
    source, sink = os.pipe()
    try:
        os.write(sink, data)
    finally:
        os.close(sink)
    return source


@contextmanager
def apart(
    work: Callable[[Callable[[], None]], Iterator[T]], step: Callable[[], None] = lambda: None
) -> Iterator[Iterator[T]]:
    """Have some work done by another process, whose memory is given back when it ends.

    What the work yields is yielded here while it goes on. It is handed what has ``step`` called here, a little later.
    """
    if sys.platform != "linux":
        yield work(step)
        return
    from multiprocessing.connection import wait  # noqa: PLC0415 - see above

    steps, sink = os.pipe()

    def answers(other: _Other[T]) -> Iterator[T]:
        while True:
            done = os.read(steps, _PIPEFUL) if steps in wait([other.fileno(), steps]) else b""
            for _ in range(len(done) * _STEPS):
                step()
            if not done:
                yield other.next_answer()

    try:
        with _Others() as begun:
            other = begun.begin_many(lambda: work(_Steps(sink)))
            os.close(sink)
            yield answers(other)
    finally:
        os.close(steps)


class _Steps:
    """Counts steps for another process."""

    def __init__(self, sink: int) -> None:
        self._sink, self._count = sink, 0

    def __call__(self) -> None:
        """Count one; those of processes that this one has begun are counted with it."""
        self._count += 1
        if self._count % _STEPS == 0:
            os.write(self._sink, b".")


class Bell:
    """Lets one process wait until another one has rung."""

    def __init__(self) -> None:
        self._source, self._sink = map(FileIO, os.pipe(), "rw")

    def ring(self) -> None:
        """Have one wait end, now or later."""
        self._sink.write(b".")

    def wait(self) -> None:
        """Wait until somebody has rung once more. Who waits cannot ring from then on.

        Raises ChildProcessError where nobody is left who could.
        """
        self._sink.close()
        if not self._source.read(1):
            raise ChildProcessError(_ENDED)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._source.close()
        self._sink.close()


def piece_of(things: Sequence[T], number: int, pieces: int) -> Sequence[T]:
    """Return the things of a piece, if they are shared out in so many."""
    size = -(-len(things) // pieces)
    return things[number * size : (number + 1) * size]


def both(first: Callable[[], T], second: Callable[[], V], jobs: int) -> tuple[T, V]:
    """Return what comes of two pieces of work, the second of which another process does, if there may be one.

    What they raise is raised.
    """
    if jobs == 1 or sys.platform != "linux":
        return first(), second()
    with _Others() as begun:
        other = begun.begin(second)
        return first(), other.answer()


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


@contextmanager
def asked_beside(question: Callable[[], bool], jobs: int) -> Iterator[Callable[[], bool]]:
    """Have a question answered by another process, if there may be one, else when somebody wants to know.

    What is yielded waits for the answer, which is no where the other process failed. Here nobody keeps the question
    while that one has it.
    """
    if jobs == 1 or sys.platform != "linux":
        yield cache(question)
        return
    child = _forked(partial(_code_for, question))
    del question
    code = cache(partial(_code_of, child))
    try:
        yield lambda: code() == 0
    finally:
        code()


def _code_for(question: Callable[[], bool]) -> int:
    return 0 if question() else 1


def _forked(work: Callable[[], int]) -> int:
    """Begin another process that leaves with what some work returns, or with 2 where that fails; return its number.

    It does not outlive the thread that began it.
    """
    begun_by, system = os.getpid(), _system()
    child = os.fork()
    if child == 0:
        code = 2
        try:
            with suppress(AttributeError):
                system.prctl(_ENDS_WITH_PARENT, signal.SIGKILL)
            # Unless that was too late.
            if os.getppid() == begun_by:
                code = work()
        finally:
            os._exit(code)
    return child


def _code_of(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
