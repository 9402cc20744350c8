"""Work that is shared among processes."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

import pytest

from factcheck.processes import apart, both, shared, shared_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="one process does all of it elsewhere")


def test_each_part_of_some_work_is_done_once_and_answers_stand_in_their_order() -> None:
    """Whoever did it, the answers are those of the parts 0, 1, 2."""
    found = shared(lambda number: (number, os.getpid()), 3)
    assert [number for number, _ in found] == [0, 1, 2]
    assert len({process for _, process in found}) == 3
    assert found[0][1] == os.getpid()


def test_what_work_raises_in_another_process_is_raised_here() -> None:
    """With the place where it was raised, and not as a broken pipe."""

    def work(number: int) -> int:
        return 1 // (1 - number)

    with pytest.raises(ZeroDivisionError) as raised:
        shared(work, 2)
    assert "in work" in "".join(raised.value.__notes__)


def test_a_process_that_is_killed_is_an_error() -> None:
    """Half of an answer is none."""

    def work(number: int) -> int:
        if number:
            os._exit(9)
        return number

    with pytest.raises(ChildProcessError):
        shared(work, 2)


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


def test_of_two_pieces_of_work_each_has_its_own_answer() -> None:
    """The second is done by another process, if there may be one."""
    for jobs in (1, 2):
        assert both(lambda: "a", lambda: 2, jobs) == ("a", 2)


def test_one_process_does_something_else_before_its_share() -> None:
    """Which others need not wait for, and in whose steps those that had enough are replaced."""
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
