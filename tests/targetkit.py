"""What tests of publishing share: an SFTP server, an S3 endpoint, a proxy that cuts, sites of a few made-up files."""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.built_site import BuiltSite
from factcheck.openapi import GENERATOR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

SITE = "https://made-up.example"
DESCRIPTION = "api/v1/openapi.json"
BUCKET = "bucket"
_PATIENCE = 20.0


def description(name: str = SITE) -> str:
    """Return what tells a folder to be a built site of ours, and of which site."""
    return json.dumps({"info": {"title": "Made up", "x-generator": GENERATOR}, "servers": [{"url": name}]})


def write_tree(folder: Path, tree: Mapping[str, str]) -> Path:
    """Write files below a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in tree.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def made_up(folder: Path, tree: Mapping[str, str], name: str = SITE) -> BuiltSite:
    """Write a site of some files into a new folder, as if it had just been built."""
    write_tree(folder, tree)
    return BuiltSite(folder, name, {p: hashlib.sha256(text.encode()).hexdigest() for p, text in tree.items()})


def read_tree(folder: Path) -> dict[str, str]:
    """Return every file below a folder but those that a publication keeps there for itself."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] != ".factcheck"
    }


@dataclass(frozen=True)
class SftpServer:
    """OpenSSH's server on loopback: where it listens, the home of who may log in, the folder it is to serve."""

    port: int
    home: Path
    folder: Path

    def address(self, port: int | None = None) -> str:
        """Return the address of the folder, behind a proxy at a port where one is given."""
        return f"sftp://{getpass.getuser()}@127.0.0.1:{port or self.port}{self.folder}"

    def trust(self, port: int) -> None:
        """Let who logs in know the server behind a proxy at a port."""
        kind, key = (self.home / "host.pub").read_text(encoding="ascii").split()[:2]
        with (self.home / ".ssh/known_hosts").open("a", encoding="ascii") as file:
            file.write(f"[127.0.0.1]:{port} {kind} {key}\n")


@contextmanager
def sftp_server(home: Path) -> Iterator[SftpServer]:
    """Run OpenSSH's server as an ordinary process of whoever runs the tests, with keys and settings of its own."""
    sshd = shutil.which("sshd", path=os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin")))
    assert sshd, "sshd is not installed; run scripts/setup tools"
    (home / ".ssh").mkdir(parents=True, mode=0o700)
    for key in ("host", ".ssh/id_ed25519"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(home / key)], check=True)
    shutil.copy(home / ".ssh/id_ed25519.pub", home / "allowed")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # Where it locks itself in as root; a service manager makes it.
    port = free_port()
    settings = {
        "Port": port,
        "ListenAddress": "127.0.0.1",
        "HostKey": home / "host",
        "AuthorizedKeysFile": home / "allowed",
        "PidFile": "none",
        "StrictModes": "no",
        "UsePAM": "no",
        "PermitRootLogin": "prohibit-password",
        "PasswordAuthentication": "no",
        "KbdInteractiveAuthentication": "no",
        "Subsystem": "sftp internal-sftp",
    }
    (home / "sshd_config").write_text("".join(f"{k} {v}\n" for k, v in settings.items()), encoding="utf-8")
    server = SftpServer(port, home, home / "www")
    server.trust(port)
    with (home / "log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen([sshd, "-D", "-e", "-f", str(home / "sshd_config")], stderr=log)
    try:
        _wait_for(port, process)
        yield server
    finally:
        process.terminate()
        process.wait()


_MOTO = """
import sys
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
"""


@contextmanager
def s3_server() -> Iterator[int]:
    """Run moto's S3 endpoint in a process of its own; give its port on loopback."""
    process = subprocess.Popen(
        [sys.executable, "-c", _MOTO],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout
        port = int(process.stdout.readline())
        _wait_for(port, process)
        yield port
    finally:
        process.kill()
        process.communicate()


def s3_environment(port: int) -> dict[str, str]:
    """Return what the environment must say for the endpoint at a port to be used; nobody's own settings are."""
    return {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "AKIAMADEUP",
        "AWS_SECRET_ACCESS_KEY": "never-to-be-printed",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def free_port() -> int:
    """Return a port of loopback that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes] | subprocess.Popen[str]) -> None:
    while process.poll() is None:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), _PATIENCE).close()
            return
        threading.Event().wait(0.02)
    raise AssertionError(f"the server ended with {process.returncode}")


@dataclass
class CuttingProxy:
    """A way to a server that is cut for everybody each time when so many bytes have gone up.

    ``limits`` has a number of bytes for each cut; when it is used up, no connection is cut any more.
    With ``stays_down`` nobody gets through after the last one.
    """

    target: int
    limits: list[int]
    stays_down: bool = False
    cuts: int = 0
    sent: int = 0
    port: int = 0
    _open: list[socket.socket] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def passed(self, size: int) -> bool:
        """Count bytes on their way up; cut everything where it has been enough, and tell whether they may pass."""
        with self._lock:
            self.sent += size
            if not self.limits or self.sent < self.limits[0]:
                return True
            self.limits.pop(0)
            self.cuts, self.sent = self.cuts + 1, 0
            for one in self._open:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
            self._open.clear()
            return False

    def is_down(self) -> bool:
        """Tell whether nobody gets through."""
        return self.stays_down and not self.limits

    def join(self, client: socket.socket) -> None:
        """Join a client with the server until one of them ends."""
        with client, suppress(OSError):
            if self.is_down():
                return
            with socket.create_connection(("127.0.0.1", self.target)) as server:
                for end in (client, server):
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # Short questions do not wait for more.
                with self._lock:
                    self._open += [client, server]
                down = threading.Thread(target=_pump, args=(server, client, lambda _: True), daemon=True)
                down.start()
                _pump(client, server, self.passed)
                down.join()


def _pump(one: socket.socket, other: socket.socket, passed: Callable[[int], bool]) -> None:
    """Hand bytes on until there are none, or they may not pass."""
    with suppress(OSError):
        while data := one.recv(65536):
            if not passed(len(data)):
                break
            other.sendall(data)
    for end in (one, other):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def cutting(target: int, *limits: int, stays_down: bool = False) -> Iterator[CuttingProxy]:
    """Listen before a server of loopback, and cut."""
    proxy = CuttingProxy(target, list(limits), stays_down)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        proxy.port = listener.getsockname()[1]

        def accept() -> None:
            with suppress(OSError):
                while True:
                    threading.Thread(target=proxy.join, args=(listener.accept()[0],), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield proxy
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
