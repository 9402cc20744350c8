"""A small client of the YAML language server: what an editor's program asks it (Language Server Protocol 3.17)."""

from __future__ import annotations

import json
import queue
import shutil
import subprocess
import threading
from typing import TYPE_CHECKING, Any, Self

from sitekit import REPO

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

SERVER = REPO / "node_modules/yaml-language-server/bin/yaml-language-server"
SECONDS = 30


class LanguageServer:
    """The real server, started on a folder with the settings of its ``.vscode/settings.json``."""

    def __init__(self, folder: Path) -> None:
        node = shutil.which("node")
        assert node, "node is not installed; run scripts/setup tools"
        assert SERVER.is_file(), "yaml-language-server is not installed; run scripts/setup tools"
        self.folder = folder
        self.settings = json.loads((folder / ".vscode/settings.json").read_text("utf-8"))
        self.process = subprocess.Popen(
            [node, str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder
        )
        self.configured = threading.Event()
        self.answers: dict[int, queue.Queue[dict[str, Any]]] = {}
        self.found: dict[str, list[dict[str, Any]]] = {}
        self.diagnosed = threading.Condition()
        self.open_files: set[str] = set()
        self.number = 0
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()

    def __enter__(self) -> Self:
        root = {"uri": self.folder.as_uri(), "name": "site"}
        capabilities = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {
                "completion": {"completionItem": {"documentationFormat": ["markdown"], "snippetSupport": True}},
                "hover": {"contentFormat": ["markdown"]},
                "publishDiagnostics": {},
            },
        }
        self.ask("initialize", processId=None, rootUri=root["uri"], workspaceFolders=[root], capabilities=capabilities)
        self.tell("initialized")
        self.tell("workspace/didChangeConfiguration", settings={})
        assert self.configured.wait(SECONDS), "it never asked for its settings"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        self.listener.join()
        for stream in (self.process.stdin, self.process.stdout):
            assert stream
            stream.close()

    def open(self, path: str, text: str) -> str:
        """Open a file of the folder with a text; return its address."""
        uri = (self.folder / path).as_uri()
        if uri in self.open_files:
            self.tell("textDocument/didClose", textDocument={"uri": uri})
        self.open_files.add(uri)
        self.found.pop(uri, None)
        self.number += 1  # The server keeps what it has read of a version.
        document = {"uri": uri, "languageId": "yaml", "version": self.number, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        # It says what is wrong with a file, even if nothing is, once it has read the file and its schema.
        with self.diagnosed:
            assert self.diagnosed.wait_for(lambda: uri in self.found, SECONDS), f"nothing was said of {path}"
        return uri

    def complete(self, path: str, text: str) -> dict[str, dict[str, Any]]:
        """Return what is offered at the mark ``▶`` of a text, by its label."""
        plain, place = _place(text)
        uri = self.open(path, plain)
        answer = self.ask("textDocument/completion", textDocument={"uri": uri}, position=place)
        items = answer["items"] if isinstance(answer, dict) else answer or []
        return {item["label"]: item for item in items}

    def hover(self, path: str, text: str) -> str:
        """Return the help that is shown at the mark ``▶`` of a text."""
        plain, place = _place(text)
        uri = self.open(path, plain)
        answer = self.ask("textDocument/hover", textDocument={"uri": uri}, position=place)
        return str(answer["contents"]["value"]) if answer else ""

    def problems(self, path: str, text: str) -> list[str]:
        """Return the messages that the server shows in a file."""
        uri = self.open(path, text)
        return [str(each["message"]) for each in self.found[uri]]

    def ask(self, method: str, **parameters: Any) -> Any:
        """Send a request and return its answer."""
        self.number += 1
        self.answers[self.number] = queue.Queue()
        self._send({"id": self.number, "method": method, "params": parameters})
        answer = self.answers[self.number].get(timeout=SECONDS)
        assert "error" not in answer, answer
        return answer.get("result")

    def tell(self, method: str, **parameters: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": parameters})

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream
        while line := stream.readline():
            length = int(line.split(b":")[1])
            while stream.readline().strip():
                pass
            self._take(json.loads(stream.read(length)))

    def _take(self, message: dict[str, Any]) -> None:
        if "method" not in message:
            self.answers[message["id"]].put(message)
        elif message["method"] == "textDocument/publishDiagnostics":
            with self.diagnosed:
                self.found[message["params"]["uri"]] = message["params"]["diagnostics"]
                self.diagnosed.notify_all()
        elif "id" in message:
            asked = message["params"].get("items", []) if message["method"] == "workspace/configuration" else []
            if asked:
                self.configured.set()
            self._send({"id": message["id"], "result": [self._section(item.get("section", "")) for item in asked]})

    def _section(self, name: str) -> Any:
        prefix = f"{name}."
        inner = {key.removeprefix(prefix): value for key, value in self.settings.items() if key.startswith(prefix)}
        nested: dict[str, Any] = {}
        for key, value in inner.items():
            *parents, last = key.split(".")
            place = nested
            for parent in parents:
                place = place.setdefault(parent, {})
            place[last] = value
        return nested or self.settings.get(name)


def _place(text: str) -> tuple[str, dict[str, int]]:
    """Return a text without its mark, and the mark's place: characters are UTF-16 units, as the protocol counts."""
    before, _, after = text.partition("▶")
    lines = before.split("\n")
    return before + after, {"line": len(lines) - 1, "character": len(lines[-1].encode("utf-16-le")) // 2}
