"""Noticing that a file of a site was saved: the only door to watchfiles."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from watchfiles import DefaultFilter, watch

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

# Milliseconds: for so long nothing must be saved any more, so that a file is whole; how soon a stop is noticed.
_PAUSE, _PATIENCE = 10, 200


class Saves:
    """The files that were saved and not taken yet; safe between threads."""

    def __init__(self) -> None:
        self._paths: set[Path] = set()
        self._changed = threading.Condition()

    def add(self, paths: Collection[Path]) -> None:
        """Add files, and wake who waits for them."""
        with self._changed:
            self._paths.update(paths)
            self._changed.notify_all()

    def take(self, seconds: float | None = None) -> set[Path]:
        """Wait for files and return them; none where none was saved within a time."""
        with self._changed:
            self._changed.wait_for(lambda: self._paths, seconds)
            taken, self._paths = self._paths, set()
            return taken


@dataclass(slots=True)
class Watch:
    """Watches folders with all that is in them, and the settings files at the top of a site.

    ``folders`` is asked again whenever one of them may have come or gone. ``changed`` is called from a thread of
    the watch with the paths that were saved, once for the saves that came together.
    """

    site: Path
    settings: frozenset[str]
    folders: Callable[[], Iterable[Path]]
    changed: Callable[[Collection[Path]], object]
    _stop: threading.Event = field(default_factory=threading.Event)
    _renew: threading.Event = field(default_factory=threading.Event)
    _ready: threading.Barrier = field(default_factory=lambda: threading.Barrier(3))

    def start(self) -> None:
        """Begin to watch; whatever is saved after this call is noticed."""
        for work in (self._watch_top, self._watch_folders):
            threading.Thread(target=work, name=work.__name__, daemon=True).start()
        self._ready.wait()

    def stop(self) -> None:
        """End the watch."""
        self._stop.set()
        self._renew.set()

    def _watch_top(self) -> None:
        for paths in _saves([self.site], self._stop, self._ready, recursive=False):
            if any(path.name in self.settings for path in paths) or set(paths) & set(self.folders()):
                # A folder that was made anew is another one to the system, though its name is the same.
                self._renew.set()
                self.changed(paths)

    def _watch_folders(self) -> None:
        ready: threading.Barrier | None = self._ready
        while not self._stop.is_set():
            self._renew.clear()
            for paths in _saves([folder for folder in self.folders() if folder.is_dir()], self._renew, ready):
                self.changed(paths)
            ready = None


def _saves(
    folders: list[Path], stop: threading.Event, ready: threading.Barrier | None, *, recursive: bool = True
) -> Iterator[list[Path]]:
    """Yield the paths that changed, until ``stop`` is set; wait at ``ready`` when the watch is on."""
    if not folders:
        if ready:
            ready.wait()
        stop.wait()
        return
    for changes in watch(
        *folders,
        watch_filter=DefaultFilter(),
        step=_PAUSE,
        stop_event=stop,
        rust_timeout=_PATIENCE,
        yield_on_timeout=True,
        recursive=recursive,
        raise_interrupt=False,
    ):
        if ready:
            ready.wait()
            ready = None
        if changes:
            yield [Path(path) for _, path in changes]
