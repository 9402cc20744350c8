"""What one run of a program costs: seconds and CPU seconds, or the memory of it and of all that it starts.

To look at the memory takes a processor for some hundredths of the time, which a program that uses all of them would
pay and another would not. So a run is timed or looked at.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resource import struct_rusage

_EVERY = 0.05
_PROC = Path("/proc")


class FailedError(Exception):
    """A program left with an error: the message ends with what it printed."""


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, seconds of CPU."""

    wall: float
    cpu: float


def run(command: list[str], folder: Path) -> Cost:
    """Run a program to its end. Raises FailedError."""
    os.sync()
    begun = time.perf_counter()
    usage = _ended(_begun(command, folder), command)
    return Cost(time.perf_counter() - begun, usage.ru_utime + usage.ru_stime)


def memory_of(command: list[str], folder: Path) -> float:
    """Run a program to its end; return the mebibytes that it and all it started held at the peak. Raises FailedError.

    Where there is no /proc, it is the system's own count: of the largest single process alone, our own included.
    """
    process = _begun(command, folder)
    watch = _Watch(process.pid)
    watch.start()
    try:
        usage = _ended(process, command)
    finally:
        watch.ended.set()
        watch.join()
    return watch.peak or usage.ru_maxrss / 1024


def _begun(command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own commands
        command,
        cwd=folder,
        # A program that was installed is compiled: that must not be forbidden to one that runs from its sources.
        env={name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _ended(process: subprocess.Popen[bytes], command: list[str]) -> struct_rusage:
    """Wait for the end of a program; return what it used. Raises FailedError."""
    assert process.stdout is not None
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise FailedError(f"{' '.join(command)} left with {process.returncode}\n{printed.decode()[-3000:]}")
    return usage


class _Watch(threading.Thread):
    """Looks at the memory of the processes of a session, every so often. Only Linux tells it."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session, self.peak, self.ended = str(session), 0.0, threading.Event()

    def run(self) -> None:
        """Look until told to end."""
        while _PROC.is_dir() and not self.ended.wait(_EVERY):
            folders = [folder for folder in _PROC.iterdir() if folder.name.isdigit() and self._is_ours(folder)]
            # Of a single process the peak itself is known; pages that several share count once for all of them.
            alone = max((_field(folder / "status", "VmHWM:") for folder in folders), default=0)
            together = sum(_field(folder / "smaps_rollup", "Pss:") for folder in folders) if len(folders) > 1 else 0
            self.peak = max(self.peak, alone / 1024, together / 1024)

    def _is_ours(self, folder: Path) -> bool:
        try:
            # Behind the name, which may hold anything: state, parent, group, session.
            return (folder / "stat").read_text().rpartition(")")[2].split()[3] == self.session
        except OSError:
            return False


def _field(file: Path, name: str) -> int:
    """Return kibibytes from a file of /proc; 0 where the process is gone."""
    try:
        lines = file.read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)
