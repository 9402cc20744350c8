"""README says what is so."""

from __future__ import annotations

import re
import subprocess

from dockit import block_with, read
from sitekit import REPO


def test_its_two_commands_are_in_the_makefile() -> None:
    """What a newcomer types first exists."""
    assert block_with(read("README.md"), "sh", "make html").split("\n") == ["make html", "make test", ""]
    assert re.search(r"^html:.*\n\t", read("Makefile"), re.MULTILINE)
    assert re.search(r"^test:.*\n\t", read("Makefile"), re.MULTILINE)


def test_the_proof_by_hand_prints_what_it_says() -> None:
    """The two lines of shell print the digest and the quote that stand below them."""
    text = read("README.md")
    command = block_with(text, "sh", "sha256sum")

    done = subprocess.run(["bash", "-euc", command], cwd=REPO, capture_output=True, encoding="utf-8", check=True)

    assert done.stdout == block_with(text, "text", "Military")


def test_the_map_names_every_folder() -> None:
    """The folders in the map are those of the repository, hidden and generated ones aside."""
    tracked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=REPO,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    folders = {line.split("/")[0] for line in tracked.stdout.splitlines() if "/" in line}

    named = re.findall(r"^\| `(\w+)/` \|", read("README.md"), re.MULTILINE)

    assert sorted(named) == sorted(folder for folder in folders if not folder.startswith("."))


def test_the_number_of_claims_is_the_demonstration_s() -> None:
    """The number of claims in the text is that of the dossier."""
    number = len(list((REPO / "claims/paris-draft").glob("*.yaml")))

    assert f"into {number} claims" in read("README.md")


def test_the_picture_is_small() -> None:
    """The picture is there and loads fast."""
    assert 0 < (REPO / "docs/images/claim-page.png").stat().st_size < 300_000
