"""A real web server on loopback whose answers a test writes, over HTTP or TLS."""

from __future__ import annotations

import ssl
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    # Gets the request and writes the whole answer.
    Answer = Callable[[BaseHTTPRequestHandler], None]

# A certificate of "localhost" that signs itself, and its key: nothing is protected by it.
_KEY = """\
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgWOTEzSiFGenXLq3O
osIhGxKUAM4KDsBFa5UJrekrJxGhRANCAATj74SbxrlnWXHfM3RsHzwoIA+rp9E4
Um2GzMRQI9XigNxA2USWN4ohFB+r+Z0KIvsIyjdYI5J+1Ci56b3pIOkv
"""
_CERTIFICATE = """\
MIIBkjCCATigAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABOPvhJvGuWdZcd8z
dGwfPCggD6un0ThSbYbMxFAj1eKA3EDZRJY3iiEUH6v5nQoi+wjKN1gjkn7UKLnp
vekg6S+jeTB3MBQGA1UdEQQNMAuCCWxvY2FsaG9zdDAPBgNVHRMBAf8EBTADAQH/
MA4GA1UdDwEB/wQEAwIChDAdBgNVHQ4EFgQU+KEljrHcMC5LEh75EheTCFTcZjsw
HwYDVR0jBBgwFoAU+KEljrHcMC5LEh75EheTCFTcZjswCgYIKoZIzj0EAwIDSAAw
RQIgMXdfM1Ia332Gc3vYDzr61phoOo602OCeNizvABMozowCIQDjhaO5lJXEELfN
RGITLVKaEvVDXuPpFKsITz1DnOFOew==
"""


@dataclass
class Web:
    """The address of the server without a slash at the end, what it answers by path, and the headers it was sent."""

    root: str
    answers: dict[str, Answer] = field(default_factory=dict)
    seen: list[dict[str, str]] = field(default_factory=list)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.root.rpartition(":")[2])

    def put(self, path: str, body: bytes, content_type: str = "text/html", status: int = 200, **headers: str) -> str:
        """Answer a path with a body; return its address. ``Content_Encoding`` stands for ``Content-Encoding``."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            if content_type:
                named["Content-Type"] = content_type
            for name, value in {"Content-Length": str(len(body)), **named}.items():
                request.send_header(name, value)
            request.end_headers()
            request.wfile.write(body)

        self.answers[path] = answer
        return self.root + path

    def redirect(self, path: str, location: str, status: int = 302) -> str:
        """Lead from a path to another address; return the path's."""
        return self.put(path, b"", status=status, Location=location)


@contextmanager
def web_server(tls: Path | None = None) -> Iterator[Web]:
    """Serve what a test puts there; with ``tls``, a folder for the certificate, by its name ``localhost``."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.seen.append(dict(self.headers.items()))
            answer = web.answers.get(self.path)
            if answer:
                try:
                    answer(self)
                except OSError:
                    self.close_connection = True  # The client has read enough.
            else:
                self.send_error(404)

        def do_CONNECT(self) -> None:
            web.seen.append({"CONNECT": self.path})
            self.send_error(403)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name of the base class
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Say nothing of a client that breaks off."""

    with Server(("127.0.0.1", 0), Handler) as server:
        name = "https://localhost" if tls else "http://127.0.0.1"
        web = Web(f"{name}:{server.server_address[1]}")
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(write_certificate(tls), tls / "key.pem")
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield web
        finally:
            server.shutdown()
            thread.join()


def write_certificate(folder: Path) -> Path:
    """Write the certificate and its key into a folder; return the path of the certificate."""
    for name, kind, body in (("key", "PRIVATE KEY", _KEY), ("cert", "CERTIFICATE", _CERTIFICATE)):
        (folder / f"{name}.pem").write_text(f"-----BEGIN {kind}-----\n{body}-----END {kind}-----\n", encoding="ascii")
    return folder / "cert.pem"


def public_name(web: Web) -> tuple[str, Callable[[str, int], list[str]], Mapping[str, list[str]]]:
    """Return an address whose name only our resolver knows, the resolver, and what it was asked."""
    asked: dict[str, list[str]] = {}

    def resolve(host: str, _: int) -> list[str]:
        asked.setdefault(host, []).append("127.0.0.1")
        return ["127.0.0.1"]

    return f"http://news.example:{web.port}", resolve, asked
