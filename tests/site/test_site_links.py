"""Links once more, by a program that shares nothing with ours: lychee."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sitekit import program, run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", ["demo_site", "golden_site"])
def test_lychee_finds_no_broken_link_or_fragment(request: pytest.FixtureRequest, name: str) -> None:
    """Every link and fragment inside the site leads somewhere; other sites are not asked."""
    site: Path = request.getfixturevalue(name)
    command = [program("lychee"), "--offline", "--include-fragments", "--no-progress", "--format", "json"]
    base: list[str | Path] = ["--root-dir", site, "--index-files", "index.html"]
    done = run([*command, *base, "--exclude-path", site / "404.html", f"{site}/**/*.html"], site.parent)
    report = json.loads(done.stdout)
    assert (done.returncode, report["error_map"]) == (0, {}), done.stderr
    assert report["total"] > 500


def test_lychee_would_find_a_broken_fragment(demo_copy: Path) -> None:
    """The check above can fail: a fragment that is not there is an error."""
    page = demo_copy / "labels/index.html"
    page.write_bytes(page.read_bytes().replace(b"</main>", b'<a href="../claims/#not-there">a</a></main>', 1))
    command = [program("lychee"), "--offline", "--include-fragments", "--no-progress", "--format", "json"]
    base: list[str | Path] = ["--root-dir", demo_copy, "--index-files", "index.html"]
    done = run([*command, *base, page], demo_copy.parent)
    assert (done.returncode, json.loads(done.stdout)["errors"]) == (2, 1)
