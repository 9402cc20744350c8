"""A progress line on a terminal: the only door to rich. Elsewhere nothing is printed."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SO_FAR = "{task.description}: {task.completed:.0f} files"
_OF_ALL = "{task.description}: {task.completed:.0f} of {task.total:.0f} files"


@contextmanager
def progress(title: str, total: int | None = None) -> Iterator[Callable[[], None]]:
    """Show a title, a number of files (of so many) and the time while work is done; call the value once a file."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda: None
        return
    columns: list[ProgressColumn] = [SpinnerColumn(), TextColumn(_OF_ALL if total else _SO_FAR), TimeElapsedColumn()]
    if total:
        columns.insert(1, BarColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=total)
        yield lambda: bar.advance(task)
