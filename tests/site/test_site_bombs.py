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

    from sitekit import SmallSite

SECONDS, MEGABYTES = 2.0, 200
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


@pytest.mark.skipif(os.name != "posix", reason="the system does not say what a process took")
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_does_not_go_off(name: str, small_site: SmallSite) -> None:
    """Within two seconds of work and 200 MB the file is refused with its problem, and the command ends with 1."""
    code, data = BOMBS[name]
    small_site.write("claims/trees/bomb.yaml", data())
    check = [program("factcheck"), "check", "--site", str(small_site.folder), "--format", "json"]
    # A busy machine only adds to the work of a run: the least of a few is nearest to what the work costs.
    least = SECONDS
    for _ in range(RUNS):
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, *check],
            env=environment(),
            capture_output=True,
            encoding="utf-8",
            check=True,
            timeout=60,
        )
        figures, _, printed = done.stdout.partition("\n")
        status, seconds, megabytes = figures.split()
        assert code in {problem["code"] for problem in json.loads(printed)}
        assert (status, done.stderr) == ("1", "")
        assert float(megabytes) < MEGABYTES
        if (least := min(least, float(seconds))) < SECONDS:
            break
    assert least < SECONDS
