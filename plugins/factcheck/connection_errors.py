"""What goes wrong with a connection: whether trying again may help, and what to tell.

The libraries behind an address are optional, so their errors are known by name.
"""

from __future__ import annotations

import errno
import socket
from typing import Final

# What is behind a connection that was refused, cut or lost.
_LOST: Final = frozenset(
    {
        "aiohttp.ClientError",
        "asyncssh.ChannelOpenError",
        "asyncssh.ConnectionLost",
        "asyncssh.SFTPConnectionLost",
        "asyncssh.SFTPNoConnection",
        "botocore.ConnectionError",
        "botocore.HTTPClientError",
        "fsspec.FSTimeoutError",
    }
)
# s3fs says EBUSY for “slow down”, and EIO or EREMOTEIO for a fault of the server.
_LOST_NUMBERS: Final = frozenset(
    getattr(errno, name, errno.EIO)
    for name in ("EBUSY", "EHOSTDOWN", "EHOSTUNREACH", "EIO", "ENETDOWN", "ENETUNREACH", "EREMOTEIO")
)


class TargetError(Exception):
    """A target cannot be used: the message says why, and what to do."""


def is_lost(error: BaseException) -> bool:
    """Tell whether an error is one of a connection, so that trying again may help."""
    if isinstance(error, (ConnectionError, TimeoutError, socket.gaierror)):
        return True
    if isinstance(error, OSError) and error.errno in _LOST_NUMBERS:
        return True
    return bool(_names(error) & _LOST)


def is_missing_bucket(error: BaseException) -> bool:
    """Tell whether a file is not there because its whole bucket is not."""
    response = getattr(error.__cause__, "response", None) or {}
    return bool(response.get("Error", {}).get("Code") == "NoSuchBucket")


def explained(error: BaseException, address: str) -> str:
    """Say in a sentence or two what went wrong at an address, and what to do."""
    names, said = _names(error), " ".join(str(error).split()).rstrip(".") or type(error).__name__
    if is_lost(error):
        then = "Run the same command again later: it goes on where it stopped."
        return f"{address} cannot be reached, or the connection was cut: {said}. {then}"
    if names & {"botocore.NoCredentialsError", "botocore.PartialCredentialsError"}:
        return (
            f"There are no credentials for {address}: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE."
        )
    if "asyncssh.HostKeyNotVerifiable" in names:
        return (
            f"{address} is no server that ~/.ssh/known_hosts knows: {said}. Connect once with ssh, and look at its key."
        )
    if isinstance(error, PermissionError) or "asyncssh.SFTPPermissionDenied" in names:
        return f"{address} refuses us: {said}. Who we are there must be allowed to read, list, write and remove files."
    if is_missing_bucket(error):
        return f"{address}: there is no such bucket. Make it first."
    return f"{address} cannot be used: {said}."


def _names(error: BaseException) -> frozenset[str]:
    return frozenset(f"{kind.__module__.partition('.')[0]}.{kind.__name__}" for kind in type(error).__mro__)
