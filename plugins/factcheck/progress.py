"""A progress line on a terminal: the only door to rich. Elsewhere nothing is printed."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import ProgressColumn

_SO_FAR = "{task.description}: {task.completed:.0f} files"
_OF_ALL = "{task.description}: {task.completed:.0f} of {task.total:.0f} files"


@contextmanager
def progress(title: str, total: int | None = None) -> Iterator[Callable[[], None]]:
    """Show a title, a number of files (of so many) and the time while work is done; call the value once a file."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    # To load it takes longer than to see that nothing changed.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns: list[ProgressColumn] = [SpinnerColumn(), TextColumn(_OF_ALL if total else _SO_FAR), TimeElapsedColumn()]
    if total:
        columns.insert(1, BarColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=total)
        yield lambda: bar.advance(task)
