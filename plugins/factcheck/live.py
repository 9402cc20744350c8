"""What the live preview shows: the state of the last build, and how a page learns of it."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from factcheck.problems import has_errors, in_order, render

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from factcheck.problems import Level, Place, Problem

EVENTS = "/_factcheck/events"
SCRIPT = "/_factcheck/live.js"
_END = b"</body>"
# What the names of files end with that are made of records, and that no page needs to look as it does.
_OF_RECORDS = (".html", ".json", ".atom", ".xml", ".bib", ".txt")
_EMPTY_PAGE = b"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>No page yet</title></head><body><main><h1>No page yet</h1>
<p>There is no page at this address. The site is shown here as soon as it can be built.</p></main></body></html>
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is to be shown: the number of the site, which rises when a file of it changed, and what is wrong.

    ``restyled`` is the number with which something else changed last than pages and data: a stylesheet, a picture.
    ``messages`` are problems in the words of the terminal, with their levels; ``failure`` says why a build could
    not even be tried. Unless ``is_current``, the pages are older than the records.
    """

    number: int = 0
    restyled: int = 0
    messages: tuple[tuple[Level, str], ...] = ()
    failure: str = ""
    is_current: bool = True


def shown_after(
    before: Shown, problems: Sequence[Problem], line_at: Callable[[Place], str], changed: Collection[str]
) -> Shown:
    """Return what is to be shown after a build: its problems, and the site if any of its files changed."""
    messages = tuple((p.level, render([p], "text", line_at=line_at)) for p in in_order(problems))
    number = before.number + bool(changed)
    restyled = before.restyled if all(path.endswith(_OF_RECORDS) for path in changed) else number
    return Shown(number, restyled, messages, is_current=not has_errors(problems))


def shown_after_failure(before: Shown, failure: str) -> Shown:
    """Return what is to be shown when a build could not be tried."""
    return Shown(before.number, before.restyled, failure=failure, is_current=False)


class Board:
    """The state that builds write and connections wait for; safe between threads."""

    def __init__(self) -> None:
        self._shown = Shown()
        self._turn = 0
        self._changed = threading.Condition()

    @property
    def shown(self) -> Shown:
        """What is shown now."""
        return self._shown

    def show(self, shown: Shown) -> None:
        """Show something else, and wake everyone who waits."""
        with self._changed:
            self._shown = shown
            self._turn += 1
            self._changed.notify_all()

    def after(self, turn: int, seconds: float) -> tuple[int, Shown] | None:
        """Return what is shown after a turn and the number of its turn, or None if nothing came within a time."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._turn > turn, seconds):
                return None
            return self._turn, self._shown


def as_event(shown: Shown) -> bytes:
    """Return a server-sent event (WHATWG HTML, 9.2)."""
    data = {
        "number": shown.number,
        "restyled": shown.restyled,
        "current": shown.is_current,
        "failure": shown.failure,
        "problems": [{"level": level, "text": text} for level, text in shown.messages],
    }
    return f"data: {json.dumps(data)}\n\n".encode()


def with_script(page: bytes, number: int) -> bytes:
    """Return a page that follows the site, of which it shows the state of a number."""
    tag = f'<script src="{SCRIPT}" data-number="{number}" defer></script>'.encode()
    before, end, after = page.rpartition(_END)
    return before + tag + end + after if end else page + tag


def empty_page() -> bytes:
    """Return what is shown where the site has nothing to show."""
    return _EMPTY_PAGE


def script() -> bytes:
    """Return the script that shows a page anew, and problems over it."""
    return files("factcheck").joinpath("live.js").read_bytes()
