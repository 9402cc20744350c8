"""A Dask cluster as an executor: the only door to distributed.

It is imported when a cluster is asked for, because a build without one must not wait for it. How to speak with the
cluster safely (TLS) is read from where Dask looks for it: ``~/.config/dask`` and the environment.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor

EXTRA: Final = "pip install 'pelican-factcheck[distributed]'"
# In seconds.
_PATIENCE: Final = 10
_SCHEMES: Final = ("tcp://", "tls://", "ws://", "wss://")


class ClusterError(Exception):
    """A cluster cannot do its part: the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Workers behind a scheduler: its address, what takes work for them, and what tells how many there are now."""

    address: str
    executor: Executor
    count: Callable[[], int]

    def require_workers(self) -> None:
        """Raise ClusterError where all workers are gone."""
        if not self.count():
            raise ClusterError(
                f"All workers of {self.address} are gone: they died, or have no factcheck of this version. "
                "See what they have printed."
            )


@contextmanager
def cluster_at(address: str) -> Iterator[Cluster]:
    """Connect to the scheduler of a cluster. Raises ClusterError where it does not answer or has no workers."""
    if not address.startswith(_SCHEMES):
        raise ClusterError(f"{address} is no address of a Dask scheduler, which are like tcp://host:8786.")
    try:
        from distributed import Client  # noqa: PLC0415 - most builds need none
    except ImportError as error:
        raise ClusterError(f"--executor needs a library that is not installed: {EXTRA}") from error
    _be_quiet()
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except Exception as error:  # distributed has many, and promises none
        said = " ".join(str(error).split()) or type(error).__name__
        raise ClusterError(f"The Dask scheduler {address} cannot be reached: {said.rstrip('.')}.") from error
    with client:
        # Not pure: what a shard leaves behind is not known by what it was given.
        cluster = Cluster(address, client.get_executor(pure=False), lambda: len(client.nthreads()))
        _wait_for_workers(client.wait_for_workers, cluster)
        yield cluster


def _wait_for_workers(wait: Callable[..., object], cluster: Cluster) -> None:
    """Wait a little for the first worker, which may be on its way."""
    try:
        wait(1, timeout=_PATIENCE)
    except TimeoutError as error:
        begin = f"dask worker {cluster.address} --nthreads 1"
        raise ClusterError(f"{cluster.address} has no workers. Start some: {begin}") from error


def _be_quiet() -> None:
    """Keep libraries from logging what we tell ourselves, in one line."""
    for name in ("asyncio", "tornado", *logging.root.manager.loggerDict):
        if name.partition(".")[0] in {"asyncio", "distributed", "tornado"}:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def explained(error: BaseException, address: str) -> str:
    """Say what became of work at a cluster that came to nothing."""
    said = (" ".join(str(error).split()) or "no reason is given").rstrip(".")
    # By their names: neither library is to be imported for a build that needs none.
    if type(error).__name__ == "CancelledError":
        return f"The Dask scheduler {address} was lost on the way. Run the same command again."
    if type(error).__name__ == "KilledWorker":
        return f"Workers of {address} died again and again over one part of the work; they may lack memory: {said}."
    if isinstance(error, (ImportError, AttributeError)) or "deserializ" in said:
        return (
            f"The scheduler or a worker of {address} has no factcheck, or another version of it: {said}. "
            "Install the same everywhere, the scheduler included."
        )
    return f"A worker of {address} failed: {type(error).__name__}: {said}."
