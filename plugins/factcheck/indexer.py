"""The only door to Pagefind, the program that makes the search index.

It is told records over a pipe. Its own Python interface waits a tenth of a second for each answer and takes no answer
of more than two megabytes, so the pipe is used directly: requests and answers are JSON in Base64, each closed by a
comma. The files come back as an answer and not by way of the disk, where the program leaves some cut off when it ends.
"""

from __future__ import annotations

import base64
import json
import re
import subprocess
import threading
from contextlib import suppress
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

OLDEST: Final = (1, 5)  # The first that searches titles and names, and not the text alone.
_NEEDED: Final = "A release build makes the search with Pagefind"
_HOW: Final = (
    "Install it with: python -m pip install 'pagefind[bin]'. Where that is not made for your machine, put a pagefind "
    "program on the PATH. Or build without --release: the site is then without a search."
)
_CHUNK: Final = 1 << 16

Payload = dict[str, Any]


class NoIndexerError(Exception):
    """Pagefind is missing, too old or does not run; the message says what to do."""


class IndexingError(Exception):
    """Pagefind ran and made no index; the message holds what it said."""


def require_indexer() -> str:
    """Return the path of Pagefind. Raises NoIndexerError where it cannot be used."""
    from pagefind.service import get_executable  # noqa: PLC0415 - it brings asyncio along, for releases alone

    path = get_executable()
    if path is None:
        raise NoIndexerError(f"{_NEEDED}, and it is not installed. {_HOW}")
    try:
        # The program is the one that the package brought along, or that whoever runs the build has named.
        done = subprocess.run([path, "--version"], capture_output=True, encoding="utf-8", check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoIndexerError(f"{_NEEDED}, and it does not run: {error}. {_HOW}") from None
    version = re.search(r"(\d+)\.(\d+)", done.stdout)
    if version is None or (int(version[1]), int(version[2])) < OLDEST:
        raise NoIndexerError(f"{_NEEDED} 1.5 or newer, and finds “{done.stdout.strip()}”. {_HOW}")
    return str(path)


def index_files(records: Iterable[Payload]) -> dict[str, bytes]:
    """Return the files of an index by their paths in its folder. Raises NoIndexerError or IndexingError.

    A record has ``url``, ``content``, ``language``, ``meta`` (texts by name) and ``filters`` (lists of texts by name).
    """
    with _Pagefind(require_indexer()) as pagefind:
        index = pagefind.ask({"type": "NewIndex", "config": {}})["index_id"]
        for record in records:
            pagefind.tell({"type": "AddRecord", "index_id": index, **record})
        found = pagefind.ask({"type": "GetFiles", "index_id": index})["files"]
    return {file["path"]: base64.b64decode(file["content"]) for file in found}


class _Pagefind:
    """A running Pagefind. Its answers are read all the while, since a full pipe would stop both sides."""

    def __init__(self, program: str) -> None:
        pipe = subprocess.PIPE
        # As above; what it prints beside its answers is told by the answers too.
        self._process = subprocess.Popen([program, "--service"], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)  # noqa: S603
        self._answers: SimpleQueue[bytes] = SimpleQueue()
        self._told = self._answered = 0
        threading.Thread(target=_read, args=(self._process.stdout, self._answers), daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()
        assert self._process.stdin
        with suppress(OSError):  # What was not sent yet has nobody to go to.
            self._process.stdin.close()

    def tell(self, payload: Payload) -> None:
        """Send a request and do not wait for its answer. Raises IndexingError."""
        self._told += 1
        message = json.dumps({"message_id": self._told, "payload": payload}).encode()
        self._write(base64.b64encode(message) + b",")

    def ask(self, payload: Payload) -> Payload:
        """Send a request, take every answer that is due, and return the last. Raises IndexingError."""
        self.tell(payload)
        self._write(b"")
        answer: Payload = {}
        while self._answered < self._told:
            answer = self._answer()
        return answer

    def _write(self, data: bytes) -> None:
        assert self._process.stdin
        try:
            self._process.stdin.write(data)
            if not data:
                self._process.stdin.flush()
        except OSError as error:
            raise IndexingError(f"Pagefind ended before it had made the search index: {error}") from None

    def _answer(self) -> Payload:
        found = self._answers.get()
        self._answered += 1
        if not found:
            raise IndexingError("Pagefind ended before it had made the search index.")
        payload: Payload = json.loads(base64.b64decode(found))["payload"]
        if payload["type"] == "Error":
            raise IndexingError(f"Pagefind could not make the search index: {payload.get('message')}")
        return payload


def _read(pipe: IO[bytes], answers: SimpleQueue[bytes]) -> None:
    """Hand on each answer of Pagefind, and an empty one when there will be no more."""
    parts: list[bytes] = []
    with pipe:
        while chunk := pipe.read1(_CHUNK):  # type: ignore[attr-defined]  # a pipe is a BufferedReader
            *whole, rest = chunk.split(b",")
            for end in whole:
                answers.put(b"".join((*parts, end)))
                parts = []
            parts.append(rest)
    answers.put(b"")
