"""Work that is shared among processes."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from factcheck.processes import Bell, apart, asked_beside, both, shared_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="one process does all of it elsewhere")


def is_at_work(process: int) -> bool:
    """Tell whether a process is there; one that only waits to be counted as ended is not."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def until_gone(process: int) -> None:
    """Wait until a process is at no work any more."""
    until = time.monotonic() + 20
    while is_at_work(process) and time.monotonic() < until:
        time.sleep(0.01)
    assert not is_at_work(process)


def told_by(source: int, count: int) -> set[int]:
    """Return the processes that say so into a pipe."""
    return {int.from_bytes(os.read(source, 8)) for _ in range(count)}


def test_of_two_pieces_of_work_each_has_its_own_answer() -> None:
    """The second is done by another process, if there may be one."""
    assert both(lambda: "a", os.getpid, 1) == ("a", os.getpid())
    first, second = both(os.getpid, os.getpid, 2)
    assert first == os.getpid() != second


def test_what_work_raises_in_another_process_is_raised_here() -> None:
    """With the place where it was raised, and not as a broken pipe."""

    def work() -> int:
        return 1 // 0

    with pytest.raises(ZeroDivisionError) as raised:
        both(int, work, 2)
    assert "in work" in "".join(raised.value.__notes__)


def test_a_process_that_is_killed_is_an_error() -> None:
    """Half of an answer is none."""
    with pytest.raises(ChildProcessError):
        both(int, lambda: os._exit(9), 2)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("answer", [True, False])
def test_a_question_that_is_asked_beside_is_answered_when_somebody_wants_to_know(jobs: int, answer: bool) -> None:  # noqa: FBT001
    """As often as they do, and it is asked once."""
    source, sink = os.pipe()

    def question() -> bool:
        os.write(sink, b".")
        return answer

    with asked_beside(question, jobs) as is_so:
        assert is_so() == is_so() == answer
    os.close(sink)
    assert os.read(source, 9) == b"."
    os.close(source)


def test_a_question_that_cannot_be_answered_is_answered_with_no() -> None:
    """Whoever asks it goes the safe way then; where there is one process, what went wrong is raised when they ask."""

    def question() -> bool:
        raise OSError("the disk is full")

    with asked_beside(question, 2) as is_so:
        assert not is_so()
    with asked_beside(question, 1) as is_so, pytest.raises(OSError, match="full"):
        is_so()


@pytest.mark.parametrize("much", [1 << 40, 0])
@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_every_piece_is_done_once(jobs: int, much: int) -> None:
    """However many processes there are, and even if each of the others ends after one piece."""
    found = shared_out(list, 50, jobs, much)
    assert sorted(number for numbers in found for number in numbers) == [*range(50)]


def test_this_process_begins_with_the_first_piece_and_others_with_the_last() -> None:
    """Each goes on to the next in its direction."""

    def work(numbers: Iterator[int]) -> tuple[int, list[int]]:
        return os.getpid(), list(numbers)

    for process, numbers in shared_out(work, 400, 2):
        assert numbers == sorted(numbers, reverse=process != os.getpid())


def test_another_process_that_has_come_to_hold_much_ends_and_another_goes_on() -> None:
    """So that what it has copied is given back; this process does not end."""

    def work(numbers: Iterator[int]) -> list[int]:
        held = [(number, b"x" * (4 << 20)) for number in numbers]
        return [number for number, _ in held]

    found = shared_out(work, 200, 2, much=10 << 20)
    assert all(len(numbers) <= 3 for numbers in found if 0 not in numbers)
    assert sorted(number for numbers in found for number in numbers) == [*range(200)]


def test_those_that_go_on_begin_with_the_memory_of_the_first_moment() -> None:
    """So what this process writes into it has copied once, and not again for each of them."""
    source, sink = os.pipe()
    os.set_blocking(source, False)
    here = os.getpid()
    written: list[bytes] = []

    def first() -> Iterator[None]:
        until = time.monotonic() + 60
        while len(b"".join(written)) < 3 and time.monotonic() < until:
            time.sleep(0.01)
            with suppress(BlockingIOError):
                written.append(os.read(source, 1))
            yield

    def work(numbers: Iterator[int]) -> tuple[int, list[bytes], bytes]:
        seen = [] if os.getpid() == here else [*written]
        os.write(sink, b".")
        # More than a pipe holds: somebody has to look for the answer before another one begins.
        return os.getpid(), seen, bytes(100_000) if [*numbers] else b""

    found = shared_out(work, 100, 2, much=0, first=first)
    assert len({process for process, _, _ in found}) > 3
    assert all(seen == [] for _, seen, _ in found)
    os.close(source)
    os.close(sink)


@pytest.mark.parametrize("jobs", [2, 3])
def test_where_this_one_fails_all_others_end_at_once(jobs: int) -> None:
    """Whatever they are at: nothing is written any more."""
    source, sink = os.pipe()
    here = os.getpid()
    others: set[int] = set()

    def work(numbers: Iterator[int]) -> None:
        for _ in numbers:
            if os.getpid() == here:
                others.update(told_by(source, jobs - 1))
                raise KeyError("a")
            os.write(sink, os.getpid().to_bytes(8))
            time.sleep(60)

    with pytest.raises(KeyError):
        shared_out(work, 9, jobs)
    assert len(others) == jobs - 1
    for process in others:
        until_gone(process)
    os.close(source)
    os.close(sink)


@pytest.mark.parametrize("jobs", [2, 3])
def test_one_that_is_ended_takes_along_all_that_it_has_begun(jobs: int) -> None:
    """However many began one another."""
    source, sink = os.pipe()
    found: set[int] = set()

    def work(numbers: Iterator[int]) -> None:
        for _ in numbers:
            os.write(sink, os.getpid().to_bytes(8))
            time.sleep(60)

    def beside(_step: Callable[[], None]) -> Iterator[None]:
        shared_out(work, 9, jobs)
        yield

    with apart(beside):
        found |= told_by(source, jobs)
    assert len(found) == jobs
    for process in found:
        until_gone(process)
    os.close(source)
    os.close(sink)


def test_other_processes_are_counted_with_this_one() -> None:
    """Whoever measures the program is told of all the time that it took."""
    here = os.getpid()
    source, sink = os.pipe()

    def work(numbers: Iterator[int]) -> None:
        for _ in numbers:
            if os.getpid() == here:
                os.read(source, 1)
                continue
            until = time.process_time() + 0.3
            while time.process_time() < until:
                pass
            os.write(sink, b"..")

    before = os.times()
    shared_out(work, 2, 2)
    after = os.times()
    assert sum(after[2:4]) - sum(before[2:4]) > 0.2
    os.close(source)
    os.close(sink)


def test_half_of_an_answer_is_none() -> None:
    """Where a process is killed while it sends much."""

    def killed() -> bytes:
        threading.Timer(0.3, os._exit, [9]).start()
        return bytes(100 << 20)

    def slow() -> None:
        time.sleep(1)

    with pytest.raises(ChildProcessError):
        both(slow, killed, 2)


def test_who_waits_for_a_bell_that_nobody_can_ring_is_told_so() -> None:
    """What was rung before is heard."""
    with Bell() as bell:
        bell.ring()
        bell.wait()
        with pytest.raises(ChildProcessError):
            bell.wait()


@pytest.mark.parametrize("jobs", [2, 3])
def test_others_end_when_whoever_began_them_was_killed(jobs: int) -> None:
    """Nobody wants to know what they do, and nothing more is written."""
    source, sink = os.pipe()

    def work(numbers: Iterator[int]) -> None:
        for _ in numbers:
            os.write(sink, os.getpid().to_bytes(8))
            time.sleep(60)

    begun = os.fork()
    if not begun:
        shared_out(work, 1000, jobs)
        os._exit(0)
    others = told_by(source, jobs) - {begun}
    assert len(others) == jobs - 1
    os.kill(begun, signal.SIGKILL)
    os.waitpid(begun, 0)
    for process in others:
        until_gone(process)
    os.close(source)
    os.close(sink)


def test_one_process_does_something_else_before_its_share() -> None:
    """Which others need not wait for."""
    for jobs in (1, 2):
        done: list[int] = []

        def first(done: list[int] = done) -> Iterator[None]:
            for _ in range(3):
                time.sleep(0.2)
                done.append(os.getpid())
                yield

        found = shared_out(lambda numbers: (os.getpid(), [*numbers]), 6, jobs, 0, first)
        assert sorted(number for _, numbers in found for number in numbers) == [0, 1, 2, 3, 4, 5]
        assert done == [os.getpid()] * 3
        assert len({process for process, _ in found}) >= (1 if jobs == 1 else 3)


def test_work_that_is_done_apart_tells_its_steps_and_its_answers() -> None:
    """However large an answer is, and while the work goes on; the steps are told by the hundred."""
    steps: list[None] = []

    def work(step: Callable[[], None]) -> Iterator[tuple[int, bytes]]:
        for _ in range(250):
            step()
        yield os.getpid(), bytes(1 << 20)
        for _ in range(50):
            step()
        yield os.getpid(), b""
        time.sleep(60)

    with apart(work, lambda: steps.append(None)) as answers:
        process, answer = next(answers)
        assert process != os.getpid()
        assert len(answer) == 1 << 20
        assert len(steps) == 200
        assert next(answers) == (process, b"")
        assert len(steps) == 300
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_what_is_raised_apart_is_raised_here() -> None:
    """As if the work had been done here."""

    def work(_step: Callable[[], None]) -> Iterator[int]:
        yield 1
        raise KeyError("a")

    with apart(work) as answers:
        assert next(answers) == 1
        with pytest.raises(KeyError, match="a"):
            next(answers)


def test_who_asks_for_more_than_is_yielded_apart_is_told_so() -> None:
    """Nobody waits for ever."""
    with apart(lambda _: iter([1])) as answers:
        assert next(answers) == 1
        with pytest.raises(ChildProcessError):
            next(answers)
