"""Questions on a terminal: one line each, with numbers to choose by and the Tab key to complete."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.problems import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# So many answers are listed at once; words that are typed find the others.
LISTED = 12


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that can be chosen: what is written down, and what is shown of it."""

    value: str
    label: str = ""

    def __str__(self) -> str:
        return shown(f"{self.value}: {self.label}" if self.label and self.label != self.value else self.value)


def ask(question: str, default: str = "", options: Sequence[Option] = ()) -> str:
    """Ask for a line; an empty one is the default. Raises EOFError and KeyboardInterrupt when the editor leaves."""
    with _completing([option.value for option in options]):
        answer = input(f"{question} [{shown(default)}]: " if default else f"{question}: ")
    return " ".join(answer.split()) or default


def ask_until(question: str, wrong: Callable[[str], str], default: str = "", options: Sequence[Option] = ()) -> str:
    """Ask until nothing is wrong with the answer; ``wrong`` says what is, or returns an empty text."""
    while message := wrong(answer := ask(question, default, options)):
        print(message)
    return answer


def confirm(question: str, *, default: bool) -> bool:
    """Ask for yes or no."""
    answer = ask(f"{question} [{'Y/n' if default else 'y/N'}]").lower()
    return answer in {"y", "yes"} if answer else default


def choose(question: str, options: Sequence[Option], default: str = "", *, other: bool = False) -> str:
    """Let one of some answers be chosen by its number or name; other words narrow the list, or are an answer too."""
    listed = list(options)
    while True:
        show(listed)
        answer = ask(question, default, options)
        if (found := picked(answer, listed)) or answer in {o.value for o in options} or answer == default:
            return found or answer
        narrowed = [o for o in options if answer.casefold() in str(o).casefold()]
        if len(narrowed) == 1 and (not other or confirm(f"Do you mean {narrowed[0]}?", default=True)):
            return narrowed[0].value
        if other and len(narrowed) < 2:  # noqa: PLR2004 - the one that was not meant
            return answer
        print("Several answers have that; choose one." if narrowed else f"There is no “{answer}”. Choose one of these.")
        listed = narrowed or list(options)


def choose_many(question: str, options: Sequence[Option]) -> list[str]:
    """Let several answers be chosen, parted by commas: numbers of the list, or any other words."""
    show(options)
    answer = ask(question, options=options)
    return list(dict.fromkeys(picked(part, options) or part for part in map(str.strip, answer.split(",")) if part))


def show(options: Sequence[Option], more: str = "type a part of the name, or press Tab") -> None:
    """List the answers with their numbers, as many as fit; ``more`` says how to find the others."""
    for number, option in enumerate(options[:LISTED], 1):
        print(f"  {number:>2}  {option}")
    if len(options) > LISTED:
        print(f"      and {len(options) - LISTED} others: {more}.")


def picked(answer: str, options: Sequence[Option]) -> str:
    """Return the value whose number in the list was typed; empty where none was."""
    return options[int(answer) - 1].value if answer.isdecimal() and 1 <= int(answer) <= len(options) else ""


@contextmanager
def _completing(words: Sequence[str]) -> Iterator[None]:
    """Complete words with the Tab key, where the system can."""
    try:
        import readline
    except ImportError:
        yield
        return

    def complete(text: str, state: int) -> str | None:
        found = [word for word in words if word.startswith(text)]
        return found[state] if state < len(found) else None

    before = readline.get_completer()
    readline.set_completer(complete)
    readline.set_completer_delims(", ")
    readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        with suppress(Exception):
            readline.set_completer(before)
