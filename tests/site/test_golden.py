"""The golden site: ``golden/site/``, built for release by real Pelican, against ``golden/expected/``, file by file.

Everything in it is invented. It holds every kind of record and whatever is special: pieces, overlaps, a draft, a
withdrawn claim, corrections, aliases, a numeric scale, HTML with its frozen text, Arabic, a quote-only source.

After a change that is meant, renew what is expected, and read the diff before it is committed:

    .venv/bin/python -m pytest tests/site/test_golden.py --update-golden
    git diff tests/site/golden/expected
"""

from __future__ import annotations

import difflib
import shutil
from typing import TYPE_CHECKING

import pytest

from sitekit import GOLDEN, api_claims, tree

if TYPE_CHECKING:
    from pathlib import Path

EXPECTED = GOLDEN / "expected"
# The theme's own files, and the page that shows the theme with samples of its own: nothing of a site is in them.
# Cards are pictures, whose differences nobody reads. The index of the search is packed by another program;
# what it finds is told by tests/site/test_site_search.py.
LEFT_OUT = ("theme/", "patterns/", "pagefind/", "cards/")


def compared(site: Path) -> list[str]:
    """Return the files of a built site that are compared."""
    return [name for name in tree(site) if not name.startswith(LEFT_OUT)]


@pytest.fixture(scope="module")
def golden(golden_site: Path, request: pytest.FixtureRequest) -> Path:
    """Return the built golden site; with ``--update-golden`` it becomes what is expected."""
    if request.config.getoption("--update-golden"):
        shutil.rmtree(EXPECTED, ignore_errors=True)
        for name in compared(golden_site):
            (EXPECTED / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(golden_site / name, EXPECTED / name)
    return golden_site


def difference(name: str, site: Path) -> str:
    """Return how a file differs from the expected one, as a diff of lines."""
    expected, built = ((folder / name).read_bytes().decode().splitlines() for folder in (EXPECTED, site))
    lines = difflib.unified_diff(expected, built, f"expected/{name}", f"built/{name}", n=1, lineterm="")
    return "\n".join(lines)


def test_there_are_the_expected_files_and_no_other(golden: Path) -> None:
    """No address of the site is lost, and none appears by accident."""
    assert compared(golden) == list(tree(EXPECTED))


def test_every_file_is_as_expected(golden: Path) -> None:
    """Byte for byte; what differs is shown as a diff."""
    ours, expected = tree(golden), tree(EXPECTED)
    differing = [name for name, digest in expected.items() if ours.get(name, digest) != digest]
    shown = "\n".join(difference(name, golden) for name in differing)
    assert not differing, f"{len(differing)} files differ; is it meant? Then renew (see above).\n{shown[:20_000]}"


def test_the_golden_site_holds_every_kind(golden: Path) -> None:
    """Whoever shrinks the golden site is told."""
    claims = api_claims(golden)
    assert {claim["kind"] for claim in claims} == {"attendance", "pledge", "approval", "statement", "context"}
    assert {claim["state"] for claim in claims} == {"published", "withdrawn"}
    assert max(len(claim["quote"]["pieces"]) for claim in claims) == 2
