"""The bare limit in Python: ``python limit.py CONTENT STATIC OUTPUT PROCESSES``, beside ``theme_made.py``.

No framework, no check, no state: JSON read by a fast library, straight code, whole files written. Processes keep the
claims that they read and exchange cards alone.
"""

from __future__ import annotations

import gc
import marshal
import os
import shutil
import sys
from pathlib import Path
from typing import IO, Any

import orjson
import theme_made as theme

MADE: set[str] = set()


def read(file: str) -> Any:
    """Return what a file of JSON holds."""
    with Path(file).open("rb", 0) as opened:
        return orjson.loads(opened.read())


def names(folder: str) -> list[str]:
    """Return the files of a folder, in order."""
    return sorted(entry.path for entry in os.scandir(folder))


def write(output: str, path: str, template: str, view: dict[str, Any]) -> None:
    """Render a page into its file."""
    parts: list[str] = []
    theme.PAGES[template](parts.append, view)
    put(output, f"{path}index.html" if path.endswith("/") or not path else path, "".join(parts))


def put(output: str, path: str, value: Any) -> None:
    """Write a file: text as it is, anything else as JSON."""
    target = f"{output}/{path}"
    folder = target.rpartition("/")[0]
    if folder not in MADE:
        Path(folder).mkdir(parents=True, exist_ok=True)
        MADE.add(folder)
    with Path(target).open("wb", 0) as opened:
        opened.write(value.encode() if isinstance(value, str) else orjson.dumps(value) + b"\n")


def render(output: str, claims: list[Any], pages: list[str], files: list[str]) -> None:
    """Render claims that were read, and other pages and files that were not."""
    for claim in claims:
        write(output, claim["path"], "claim", claim["view"])
        write(output, f"embed/{claim['id']}/", "embed", {**claim["view"], **claim["embed"]})
        for path, value in claim["files"].items():
            put(output, path, value)
    for name in pages:
        page = read(name)
        write(output, page["path"], page["template"], page["view"])
    for name in files:
        file = read(name)
        put(output, file["path"], file["value"])


def shard(content: str, output: str, number: int, of: int, ends: tuple[int, int] | None) -> None:
    """Do the work of one process: read, tell the parent its cards, hear of all, render."""
    claims = [read(file) for file in names(f"{content}/claims")[number::of]]
    cards = {claim["id"]: claim["card"] for claim in claims}
    if ends:
        with os.fdopen(ends[1], "wb") as told:
            told.write(marshal.dumps(cards))
        with os.fdopen(ends[0], "rb") as heard:
            cards = marshal.loads(heard.read())  # noqa: S302 - our own parent wrote it
    theme.CARDS.update(cards)
    render(output, claims, names(f"{content}/pages")[number::of], names(f"{content}/files")[number::of])


def spread(content: str, output: str, processes: int) -> None:
    """Give each of several processes its shard and carry the cards between them."""
    children: list[tuple[int, IO[bytes], IO[bytes]]] = []
    for number in range(processes):
        (up_read, up_write), (down_read, down_write) = os.pipe(), os.pipe()
        child = os.fork()
        if not child:
            os.close(up_read)
            os.close(down_write)
            for _, heard, told in children:
                heard.close()
                told.close()
            shard(content, output, number, processes, (down_read, up_write))
            os._exit(0)
        os.close(up_write)
        os.close(down_read)
        children.append((child, os.fdopen(up_read, "rb"), os.fdopen(down_write, "wb")))
    cards: dict[str, Any] = {}
    for _, heard, _ in children:
        cards |= marshal.loads(heard.read())  # noqa: S302 - our own child wrote it
    everything = marshal.dumps(cards)
    for _, _, told in children:
        told.write(everything)
        told.close()
    if any(os.waitpid(child, 0)[1] for child, _, _ in children):
        sys.exit("a process failed")


def main() -> None:
    """Render a site."""
    gc.disable()  # Nothing here refers to itself.
    content, static, output, processes = sys.argv[1:]
    shutil.copytree(static, output, dirs_exist_ok=True)
    theme.SITE.update(read(f"{content}/site.json"))
    if int(processes) == 1:
        shard(content, output, 0, 1, None)
    else:
        spread(content, output, int(processes))


if __name__ == "__main__":
    main()
