"""The built package in an empty environment: the commands of the README make a site, outside of our repository."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from sitekit import REPO, environment, only, page, run, tree
from web import web_server

if TYPE_CHECKING:
    from pathlib import Path

README = (REPO / "README.md").read_text(encoding="utf-8")
SECONDS = 300
MINUTES = "<title>Minutes</title><article><h1>Minutes</h1><p>The council bought a bell for the school.</p></article>"
ANSWERS = '--find bell --claim "The council bought a bell for the school" --id council-bought-a-bell'
FORM = ("form/index.html", "form/cms/npm/index.js", "form/cms/LICENSE.txt", "form/yaml/browser/dist/index.js")


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    done = run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], REPO)
    assert done.returncode == 0, done.stdout + done.stderr
    [found] = folder.glob("*.whl")
    return found


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an empty environment; return the folder of its programs."""
    venv = tmp_path_factory.mktemp("empty") / "venv"
    programs = venv / ("Scripts" if os.name == "nt" else "bin")
    pip: list[str | Path] = [programs / "python", "-m", "pip", "install", "--quiet", "--no-deps"]
    commands: tuple[list[str | Path], ...] = (
        [sys.executable, "-m", "venv", venv],
        [*pip, "--require-hashes", "-r", REPO / "requirements.txt"],
        [*pip, wheel],
    )
    for command in commands:
        done = run(command, venv.parent)
        assert done.returncode == 0, done.stdout + done.stderr
    return programs


@pytest.mark.parametrize("address", ["s3://bucket/site", "sftp://example.org/site"])
def test_without_the_extra_buckets_and_servers_are_out_of_reach(installed: Path, tmp_path: Path, address: str) -> None:
    """What publishes there is optional; where it is missing, the command says what to install."""
    done = run([installed / "factcheck", "publish", address], tmp_path)

    kind = address.partition(":")[0]
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"factcheck: {kind}:// needs a library that is not installed: pip install 'pelican-factcheck[publish]'\n"
    )


def test_the_wheel_brings_everything_along(wheel: Path) -> None:
    """Theme, starter, the preview and the form in the browser are in it; tests and our own records are not."""
    names = zipfile.ZipFile(wheel).namelist()
    for path in (
        "theme/templates/claim.html",
        "theme/static/css/factcheck.css",
        "live.js",
        "starter/dot_gitignore",
        *FORM,
    ):
        assert f"factcheck/{path}" in names
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"factcheck", "pelican_factcheck"}


def test_the_commands_of_the_readme_make_a_site(installed: Path, tmp_path: Path) -> None:
    """With the wheel alone a new site is started, a page archived, a claim on it written, and all of it built."""
    [block] = [found for found in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) if "factcheck init" in found]
    lines = [line for line in block.splitlines() if not line.startswith(("python", "pip"))]
    # The README's address is nobody's; and where nobody can be asked, flags tell what the editor would.
    script = "\n".join(lines).replace("factcheck new context", f"factcheck new context {ANSWERS}")
    own = {key: value for key, value in environment().items() if key not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    with web_server() as web:
        address = web.put("/minutes.html", MINUTES.encode())
        script = script.replace("https://www.example.org/minutes.html", f"{address} --allow-private")
        done = subprocess.run(
            ["bash", "-euc", script],
            cwd=tmp_path,
            env={**own, "PATH": f"{installed}{os.pathsep}{own['PATH']}"},
            capture_output=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    built = tmp_path / "my-site/output"
    assert {"index.html", "claims/ninety-trees/index.html", "theme/css/factcheck.css"} <= tree(built).keys()
    quote = only(page(built / "claims/council-bought-a-bell/index.html"), "blockquote")
    assert quote.get_text() == "The council bought a bell for the school."
