"""The web server of the live preview: the built files, with a script that follows the site, on loopback alone."""

from __future__ import annotations

import mimetypes
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from factcheck.live import EVENTS, SCRIPT, as_event, empty_page, script, with_script
from factcheck.settings import ADMIN

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.live import Board

LOOPBACK = "127.0.0.1"
_NAMES = frozenset({LOOPBACK, "localhost"})
# Seconds between two signs of life, so that a connection whose page is gone is noticed.
_HEARTBEAT = 15.0
_TYPES = {".atom": "application/atom+xml", ".json": "application/json", ".js": "text/javascript"}


class LiveServer(ThreadingHTTPServer):
    """Serves a built site, and the form for editors: ``form`` returns a file of it, or None, by its path below.

    Raises OSError when the port is taken; port 0 takes a free one.
    """

    daemon_threads = True

    def __init__(self, folder: Path, board: Board, form: Callable[[str], bytes | None], port: int = 0) -> None:
        self.folder, self.board, self.form = folder, board, form
        super().__init__((LOOPBACK, port), partial(_Handler, directory=str(folder)))

    @property
    def address(self) -> str:
        """The address of the front page."""
        return f"http://{LOOPBACK}:{self.server_address[1]}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a browser that hangs up is no mistake of anyone."""


class _Handler(SimpleHTTPRequestHandler):
    server: LiveServer

    def do_GET(self) -> None:
        if not self._asks_us():
            # Another site's name that leads to this machine: its pages must not read ours (DNS rebinding).
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST, "This server answers to localhost alone")
        elif (path := urlsplit(self.path).path) == EVENTS:
            self._send_events()
        elif path == SCRIPT:
            self._send(script(), "text/javascript; charset=utf-8")
        elif path.startswith(f"/{ADMIN}"):
            self._send_form(path.removeprefix(f"/{ADMIN}") or "index.html")
        elif f"{path}/" == f"/{ADMIN}":
            self._redirect(f"/{ADMIN}")
        else:
            self._send_file()

    def do_HEAD(self) -> None:
        self.do_GET()

    def _asks_us(self) -> bool:
        return urlsplit(f"//{self.headers.get('Host', '')}").hostname in _NAMES

    def _send_file(self) -> None:
        asked = urlsplit(self.path)
        path = Path(self.translate_path(asked.path))
        if path.is_dir() and not asked.path.endswith("/"):
            # Without a host, and never beginning with two slashes, which would name one.
            self._redirect(f"/{asked.path.strip('/')}/" + (f"?{asked.query}" if asked.query else ""))
            return
        number = self.server.board.shown.number
        found = path / "index.html" if path.is_dir() else path
        data = _read(found, self.server.folder)
        if data is None:
            page = _read(self.server.folder / "404.html", self.server.folder) or empty_page()
            self._send(with_script(page, number), "text/html; charset=utf-8", HTTPStatus.NOT_FOUND)
        elif found.suffix == ".html":
            self._send(with_script(data, number), "text/html; charset=utf-8")
        else:
            self._send(data, _type_of(found))

    def _send_form(self, path: str) -> None:
        if (data := self.server.form(path)) is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            self._send(data, _type_of(Path(path)))

    def _redirect(self, address: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", address)
        self.end_headers()

    def _send(self, data: bytes, content_type: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _send_events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        turn = -1
        while self.command != "HEAD":
            news = self.server.board.after(turn, _HEARTBEAT)
            if news is None:
                self.wfile.write(b":\n\n")
            else:
                turn, shown = news
                self.wfile.write(as_event(shown))
            self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is of the library
        """Say nothing: the terminal belongs to problems."""


def _read(path: Path, folder: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.resolve().is_relative_to(folder.resolve()) else None
    except (OSError, ValueError):
        return None


def _type_of(path: Path) -> str:
    found = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") or found.endswith(("json", "xml")) else found
