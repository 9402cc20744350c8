"""What tests of whole sites share: running the commands, writing small sites, serving and comparing folders."""

from __future__ import annotations

import functools
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from http import HTTPStatus

    from bs4 import Tag

REPO = Path(__file__).resolve().parents[1]
GOLDEN = REPO / "tests/site/golden"
# Noon of 23 November 2026 in UTC: no test depends on the day it runs.
EPOCH = "1795435200"
DAY = "2026-11-23"

MINUTES = "The council met on Monday.\n\nThe council will plant ninety trees before the winter, the mayor said.\n"
QUOTED = "The council will plant ninety trees before the winter"


def program(name: str) -> str:
    """Return a program that was installed beside this Python."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    assert found, f"{name} is not installed beside {sys.executable}"
    return found


def environment(**extra: str) -> dict[str, str]:
    """Return an environment in which the build's time is fixed and nothing is coloured or folded."""
    return {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "NO_COLOR": "1", "COLUMNS": "400", **extra}


def run(command: Sequence[str | Path], folder: Path, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder; its exit status is the caller's to judge."""
    words = [str(word) for word in command]
    return subprocess.run(
        words, cwd=folder, env=environment(**extra), capture_output=True, encoding="utf-8", timeout=300, check=False
    )


def factcheck(*arguments: str | Path, folder: Path = REPO, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run the installed ``factcheck``."""
    return run([program("factcheck"), *arguments], folder, **extra)


def pelican(*arguments: str | Path, folder: Path, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run plain Pelican."""
    return run([sys.executable, "-m", "pelican", *arguments], folder, **extra)


def build(site: Path, output: Path, *arguments: str) -> Path:
    """Build a site that must build; return its output folder."""
    done = factcheck("build", "--site", site, "--output", output, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return output


def problems_of(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    """Return the problems that a command printed with ``--format json``."""
    found: list[dict[str, Any]] = json.loads(done.stdout or "[]")
    return found


def tree(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def differing(one: Path, other: Path) -> list[str]:
    """Return the paths at which two folders differ."""
    ours, theirs = tree(one), tree(other)
    return sorted(path for path in ours.keys() | theirs.keys() if ours.get(path) != theirs.get(path))


def files_with(folder: Path, needle: str) -> list[str]:
    """Return the files below a folder that hold a text, as it is or as HTML and JSON would write it, packed or not."""
    needle_bytes = needle.encode()
    return [name for name in tree(folder) if needle_bytes in unpacked(folder / name)]


def unpacked(path: Path) -> bytes:
    """Return what a file holds; the files of the search are packed."""
    data = path.read_bytes()
    return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data


def found_by_search(site: Path) -> list[dict[str, Any]]:
    """Return every record that the search of a built site can find, in the order of their addresses."""
    files = (site / "pagefind/fragment").glob("*.pf_fragment")
    return sorted((json.loads(unpacked(f).removeprefix(b"pagefind_dcd")) for f in files), key=lambda f: str(f["url"]))


def folded(text: str) -> str:
    """Return a text with each run of white space folded to one space: our own, not the program's."""
    return " ".join(text.split())


def page(path: Path) -> BeautifulSoup:
    """Parse a page."""
    return BeautifulSoup(path.read_bytes(), "lxml")


def head(path: Path) -> BeautifulSoup:
    """Parse the head of a page alone, which is much faster."""
    return BeautifulSoup(path.read_bytes().partition(b"</head>")[0], "lxml")


def only(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    """Return the one element that a selector finds."""
    found = soup.select(selector)
    assert len(found) == 1, f"{len(found)} elements match {selector}"
    return found[0]


def jsonld(soup: BeautifulSoup) -> dict[str, Any]:
    """Return the one JSON-LD object of a page."""
    data: dict[str, Any] = json.loads(only(soup, 'script[type="application/ld+json"]').get_text())
    return data


def claim_titles(path: Path) -> list[str]:
    """Return the titles of the claims that a page lists, in their order: headings that link to a claim's page."""
    links = page(path).select("main :is(h2, h3, h4) a[href]")
    return [link.get_text() for link in links if "claims/" in str(link["href"])]


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON object."""
    data: dict[str, Any] = json.loads(path.read_bytes())
    return data


def api_claims(site: Path) -> list[dict[str, Any]]:
    """Return every claim of a built site, from all pages of ``claims.json``."""
    found: list[dict[str, Any]] = []
    path: str | None = "/api/v1/claims.json"
    while path:
        data = read_json(site / path.lstrip("/"))
        found += data["claims"]
        path = data["next"]
    return found


def copy_of_the_demo(target: Path) -> Path:
    """Copy the repository's own site, so that a test may change it."""
    target.mkdir(parents=True)
    for name in ("claims", "seeds", "content", "theme"):
        shutil.copytree(REPO / name, target / name)
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(REPO / name, target / name)
    (target / "plugins").symlink_to(REPO / "plugins", target_is_directory=True)
    return target


class SmallSite:
    """A site written record by record into a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "claims").mkdir(parents=True)
        (folder / "seeds").mkdir()

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file below the site."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return target

    def record(self, path: str, **fields: Any) -> Path:
        """Write a record."""
        apart = json.loads(json.dumps(fields))  # Values that are one object would be written as YAML aliases.
        text = yaml.safe_dump(apart, allow_unicode=True, sort_keys=False, width=10**9)
        return self.write(path, text)

    def source(self, name: str = "minutes", text: str = MINUTES, **fields: Any) -> Path:
        """Write a source with one plain-text capture."""
        data = text.encode()
        self.write(f"seeds/{name}.txt", data)
        capture = {"file": f"{name}.txt", "sha256": hashlib.sha256(data).hexdigest(), "captured": "2026-11-01"}
        return self.record(
            f"seeds/{name}.yaml", **{"title": "Minutes", "rights": "full-text", "snapshots": [capture], **fields}
        )

    def claim(self, name: str = "trees", **fields: Any) -> Path:
        """Write a claim of the council's minutes; ``fields`` go beside the usual ones or in their place."""
        common = {
            "kind": "context",
            "claim": "The council will plant trees",
            "published": "2026-11-01",
            "quote": {"source": "minutes", "exact": QUOTED},
        }
        return self.record(f"claims/{name}.yaml", **{**common, **fields})

    def settings(self, **values: object) -> Path:
        """Write ``pelicanconf.py``."""
        return self.write("pelicanconf.py", "".join(f"{key} = {value!r}\n" for key, value in values.items()))

    def build(self, *arguments: str) -> Path:
        """Build it; it must build. Return the output folder."""
        return build(self.folder, self.folder / "output", *arguments)

    def check(self) -> list[dict[str, Any]]:
        """Return the problems of its records."""
        return problems_of(factcheck("check", "--site", self.folder, "--format", "json"))


def write_large_site(folder: Path) -> SmallSite:
    """Write a site of 300 claims on a text of 300 paragraphs, and 65 corrections."""
    site = SmallSite(folder)
    site.settings(SITENAME="Large", SITEURL="https://large.example")
    site.source(text="\n\n".join(f"Paragraph {number:03} says one thing." for number in range(300)) + "\n")
    for number in range(300):
        quote = {"source": "minutes", "exact": f"Paragraph {number:03} says one thing."}
        day = f"2026-{1 + number // 28:02}-{1 + number % 28:02}"
        site.claim(f"claim-{number:03}", claim=f"Thing {number:03}", published=day, quote=quote, tags=["things"])
    for number in range(65):
        site.record(
            f"claims/corrections/change-{number:02}.yaml",
            kind="update",
            claim=f"claim-{number:03}",
            published="2026-11-20",
            text=f"Change {number:02}.",
        )
    return site


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder below a path, and the site's own 404 page elsewhere; texts as UTF-8, as hosts do."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".txt": "text/plain; charset=utf-8"}  # noqa: RUF012

    def __init__(self, *arguments: Any, prefix: str, **options: Any) -> None:
        self.prefix = prefix
        super().__init__(*arguments, **options)

    def translate_path(self, path: str) -> str:
        below = path.removeprefix(self.prefix) if path.startswith(self.prefix) else ".nothing-here"
        return super().translate_path("/" + below)

    def send_error(self, code: int | HTTPStatus, message: str | None = None, explain: str | None = None) -> None:
        own = Path(self.directory) / "404.html"
        if code != 404 or not own.is_file():
            super().send_error(code, message, explain)
            return
        body = own.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name of the base class
        """Say nothing."""


@contextmanager
def serving(folder: Path, path: str = "/") -> Iterator[str]:
    """Serve a folder on loopback below a path that ends in a slash; the value is its address."""
    handler = functools.partial(_Handler, directory=str(folder), prefix=path)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}{path}"
        finally:
            server.shutdown()
            thread.join()
