"""Files made to exhaust a reader end soon, in little memory, with a problem: measured on the real command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from sitekit import environment, program

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sitekit import SmallSite

SECONDS, MEGABYTES = 2.0, 200
# What a check of a small site without a bomb takes on a machine to which these seconds apply.
PLAIN_SECONDS = 0.5
RUNS = 5

BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "aliases of aliases": (
        "yaml-alias",
        lambda: (
            b"a: &a [x]\n" + b"".join(b"%c: &%c [*%c,*%c]\n" % (n + 1, n + 1, n, n) for n in range(ord("a"), ord("z")))
        ),
    ),
    "merge keys": ("yaml-alias", lambda: b"a: &a {k: v}\n" + b"b:\n  <<: *a\n" * 10_000),
    "brackets": ("yaml-too-deep", lambda: b"[" * 249_000),
    "braces": ("yaml-too-deep", lambda: b"{a: " * 60_000),
    "dashes": ("yaml-too-deep", lambda: b"- " * 120_000),
    "a huge integer": ("field-malformed", lambda: b"kind: context\nrecheck_by: " + b"9" * 240_000),
    "one key again and again": ("yaml-duplicate-key", lambda: b"a: b\n" * 49_000),
    "many keys": ("field-unknown", lambda: b"kind: context\n" + b"".join(b"k%d: v\n" % n for n in range(25_000))),
    "items of another list": (
        "item-of-another-list",
        lambda: b"kind: pledge\nattribution:\n" + b"  - {source: a}\n" * 14_000,
    ),
    "items of nothing": (
        "field-unknown",
        lambda: b"kind: context\nevidence:\n" + b"".join(b"  - k%d: v\n" % n for n in range(16_000)),
    ),
    "one long line": ("record-not-fields", lambda: b"x" * 249_000),
    "an open quote": ("yaml-quote-not-closed", lambda: b"a: '" + b"#\n" * 120_000),
    "an open list": ("yaml-bracket-not-closed", lambda: b"a: [" + b"b,\n" * 80_000),
    "quotes in an open list": ("yaml-bracket-not-closed", lambda: b"a: [" + b"'b',\n" * 49_000),
    "comments": ("yaml-comment-behind-value", lambda: b"- a # c\n" * 30_000),
    "lines without colons": ("yaml-missing-colon", lambda: b"kind: context\n" + b"claim\n" * 40_000),
    "a large file": ("file-too-large", lambda: b"x" * 50_000_000),
    "a file of zeros": ("file-control-character", lambda: b"kind: context\n" + b"\x00" * 240_000),
    "wide characters": ("file-not-utf8", lambda: ("kind: context\n" * 60_000).encode("utf-16")),
}

# Runs a command and prints what it took: seconds of work, and the most memory it held.
MEASURE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True, encoding="utf-8", check=False)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
scale = 2**20 if sys.platform == "darwin" else 2**10
print(done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / scale)
print(done.stdout)
sys.stderr.write(done.stderr)
"""


def measured(folder: Path) -> tuple[str, str, float, float]:
    """Check a site; return the exit status, what was printed, the seconds of work and the megabytes at most."""
    # Coverage would be measured along with the work.
    untraced = {name: value for name, value in environment().items() if not name.startswith("COV")}
    check = [program("factcheck"), "check", "--site", str(folder), "--format", "json"]
    command = [sys.executable, "-c", MEASURE, *check]
    done = subprocess.run(command, env=untraced, capture_output=True, encoding="utf-8", check=True, timeout=60)
    assert done.stderr == ""
    figures, _, printed = done.stdout.partition("\n")
    status, seconds, megabytes = figures.split()
    return status, printed, float(seconds), float(megabytes)


@pytest.mark.skipif(os.name != "posix", reason="the system does not say what a process took")
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_does_not_go_off(name: str, small_site: SmallSite) -> None:
    """Within two seconds of work and 200 MB the file is refused with its problem, and the command ends with 1."""
    code, data = BOMBS[name]
    bomb = small_site.folder / "claims/trees/bomb.yaml"
    shares = []
    # A busy machine adds to the work of each run: it is judged by a plain check made beside it, the best of a few.
    for _ in range(RUNS):
        bomb.unlink(missing_ok=True)
        plain = measured(small_site.folder)[2]
        small_site.write("claims/trees/bomb.yaml", data())
        status, printed, seconds, megabytes = measured(small_site.folder)
        assert code in {problem["code"] for problem in json.loads(printed)}
        assert status == "1"
        assert megabytes < MEGABYTES
        shares.append(seconds / max(1, plain / PLAIN_SECONDS))
        if shares[-1] < SECONDS:
            break
    assert min(shares) < SECONDS
