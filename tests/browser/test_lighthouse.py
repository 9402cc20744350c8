"""Lighthouse: nothing to mend for everyone's access, for good practice, and for search engines.

Its category of performance is a measurement, and measurements are no tests: ``make lighthouse`` makes them.
"""

from __future__ import annotations

import runpy
from typing import TYPE_CHECKING, Any

import pytest

from sitekit import REPO

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.browser

LIGHTHOUSE: dict[str, Any] = runpy.run_path(str(REPO / "scripts/lighthouse.py"))
CATEGORIES = ("accessibility", "best-practices", "seo")
UNINDEXED = frozenset({"404", "patterns", "claim taken down"})


def test_lighthouse_has_nothing_to_mend(address: str, request: pytest.FixtureRequest) -> None:
    """100 of 100 in each category, on a page of each type."""
    audit: Callable[..., Any] = LIGHTHOUSE["audit"]
    name = request.node.callspec.params["address"]
    report = audit(address, CATEGORIES, indexed=name not in UNINDEXED)
    assert (report.scores, report.flaws) == (dict.fromkeys(CATEGORIES, 100), ())
