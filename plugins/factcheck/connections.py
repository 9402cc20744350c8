"""A connection to where a site is sent: the only door to fsspec, and to tenacity, which tries again.

Credentials come from where each library looks for them (the environment, ``~/.aws``, ``~/.ssh``, the files of
fsspec), never from a site, and no message holds any.
"""

from __future__ import annotations

import logging
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urlsplit

import fsspec
from fsspec.asyn import sync
from tenacity import Retrying, retry_if_exception, wait_exponential, wait_random
from tenacity.nap import sleep_using_event

from factcheck.connection_errors import TargetError, explained, is_lost

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenacity import RetryCallState

T = TypeVar("T")

S3: Final = frozenset({"s3", "s3a"})
SSH: Final = frozenset({"sftp", "ssh"})
LOCAL: Final = frozenset({"file", "local"})
# At once, since most of the time a file waits for an answer. sshfs spreads them over the channels that it may have.
WORKERS: Final = 16

_EXTRA: Final = "pip install 'pelican-factcheck[publish]'"
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 30.0
_TIMEOUT: Final = 30


class Connection:
    """A file system behind an address, connected when it is first asked for, and again when it is lost.

    ``root`` is the path of the address in that file system.
    """

    def __init__(self, address: str, retries: int) -> None:
        self.address = address
        self.protocol = address.partition("://")[0] if "://" in address else "file"
        kind = _kind(self.protocol, address)
        self.root = _root(kind, self.protocol, address)
        is_concurrent = self.protocol in LOCAL or getattr(kind, "async_impl", False)
        self.workers = WORKERS if is_concurrent else 1
        self._retries, self._has_worked = retries, False
        self._fs: Any = None
        self._lock, self._given_up = threading.Lock(), threading.Event()
        self._trying: dict[str, Any] = {
            "stop": self._is_enough,
            "wait": wait_exponential(multiplier=_FIRST_WAIT, max=_LONGEST_WAIT) + wait_random(0, _FIRST_WAIT),
            "retry": retry_if_exception(is_lost),
            "sleep": sleep_using_event(self._given_up),
            "reraise": True,
        }

    def do(self, act: Callable[[Any], T]) -> T:
        """Do something with the file system, again where the connection is lost. Raises TargetError."""
        try:
            result: T = Retrying(**self._trying)(self._once, act)
        except Exception as error:
            raise TargetError(explained(error, self.address)) from error
        return result

    def give_up(self) -> None:
        """Try nothing again from now on, and wait no longer: nobody waits for it."""
        self._given_up.set()

    def _once(self, act: Callable[[Any], T]) -> T:
        with self._lock:
            used = self._fs = self._fs or self._connected()
        try:
            result = act(used)
        except Exception as error:
            # Another thread may have connected again meanwhile.
            if is_lost(error) and self._fs is used and self.protocol not in LOCAL:
                self._fs = None
            raise
        self._has_worked = True
        return result

    def _is_enough(self, state: RetryCallState) -> bool:
        """Tell whether to try no more; an address that never worked may be a wrong one, and is tried twice."""
        allowed = self._retries if self._has_worked else min(self._retries, 1)
        return self._given_up.is_set() or state.attempt_number > allowed

    def _connected(self) -> Any:
        address = self.address if "://" in self.address else f"file://{self.root}"
        fs, _ = fsspec.url_to_fs(address, **_options(self.protocol))
        if self.protocol in S3:
            fs.retries = 1  # We try again ourselves.
        if getattr(fs, "async_impl", False):
            # What a cut leaves behind in tasks that nobody waits for is told by those that we wait for.
            fs.loop.set_exception_handler(lambda *_: None)
            logging.getLogger("asyncio").setLevel(logging.CRITICAL)
        return fs


def write_file(fs: Any, path: str, data: bytes) -> None:
    """Write a file into a folder that is there.

    By SFTP neither with ``pipe_file``, which asks for every folder above, and over a long line each question counts;
    nor with ``open``, because a file that a cut has left open waits for its answer when Python ends, for ever.
    """

    async def write() -> None:
        async with fs._pool.get() as channel, channel.open(path, "wb") as file:  # noqa: SLF001 - sshfs has no other way
            await file.write(data)

    if getattr(fs, "async_impl", False):
        sync(fs.loop, write)
    else:
        fs.pipe_file(path, data)


def remove_folder(fs: Any, path: str) -> bool:
    """Remove a folder if it is empty; tell whether it is gone."""
    try:
        if getattr(fs, "async_impl", False):
            sync(fs.loop, fs._rmdir, path)  # noqa: SLF001 - the public name does nothing in sshfs
        else:
            fs.rmdir(path)
    except FileNotFoundError:
        return True
    except Exception as error:
        if is_lost(error):
            raise
        return False  # Each library says in its own way that it is not empty.
    return True


def _kind(protocol: str, address: str) -> Any:
    """Return fsspec's class for a protocol. Raises TargetError."""
    if "://" in address and urlsplit(address).password is not None:
        raise TargetError(
            "An address with a password in it ends up in logs and histories. Leave it out: "
            "use a key, or FSSPEC_SFTP_PASSWORD in the environment."
        )
    try:
        kind = fsspec.get_filesystem_class(protocol)
    except ImportError as error:
        needed = _EXTRA if protocol in S3 | SSH else str(error)
        raise TargetError(f"{protocol}:// needs a library that is not installed: {needed}") from error
    except ValueError as error:
        raise TargetError(
            f"Nothing is known of {protocol}://. A target is a folder, s3://bucket/path, sftp://user@host/path, "
            "or another address that fsspec knows."
        ) from error
    # fsspec's own believes any server that answers; sshfs asks known_hosts.
    if protocol in SSH and not kind.__module__.startswith("sshfs"):
        raise TargetError(f"{protocol}:// needs a library that is not installed: {_EXTRA}")
    return kind


def _root(kind: Any, protocol: str, address: str) -> str:
    if "://" not in address:
        return Path(os.path.abspath(address)).as_posix()  # noqa: PTH100 - a link to a folder stays one
    path = str(kind._strip_protocol(address)).rstrip("/")  # noqa: SLF001 - fsspec has no public name for it
    if protocol in S3 | SSH and not path:
        raise TargetError(f"{address} names no {'bucket' if protocol in S3 else 'folder'}.")
    return path


def _options(protocol: str) -> dict[str, Any]:
    """Return how to connect. What a person has set for fsspec stands, but for whom to trust."""
    if protocol in SSH:
        timeouts = {"connect_timeout": _TIMEOUT, "login_timeout": _TIMEOUT, "keepalive_interval": _TIMEOUT}
        # An empty value is that of asyncssh: ~/.ssh/known_hosts. sshfs would trust every server.
        return {"skip_instance_cache": True, "known_hosts": (), **timeouts}
    if protocol in S3:
        config = {
            "connect_timeout": _TIMEOUT,
            "read_timeout": 2 * _TIMEOUT,
            "retries": {"max_attempts": 0},
            # What came with botocore 1.36 many buckets of others than Amazon do not know. We send Content-MD5.
            "request_checksum_calculation": "when_required",
            "response_checksum_validation": "when_required",
        }
        config |= fsspec.config.conf.get("s3", {}).get("config_kwargs", {})
        return {"skip_instance_cache": True, "use_listings_cache": False, "config_kwargs": config}
    return {"skip_instance_cache": True}
