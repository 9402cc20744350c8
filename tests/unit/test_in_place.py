"""The paragraph of a quote as pages show it: what is left out is marked, and no more is shown than rights allow."""

from __future__ import annotations

import pytest
from little_site import model, quoting, settings, site

from factcheck.pages.edition import edition
from factcheck.pages.here import Here
from factcheck.pages.quotes import quote_view

FIRST, LAST = "Allies will send aid", "the leaders signed a text."
BETWEEN = " to Kyiv under the plan, officials of two states and of three ministries said on the day, and then "
SOURCE = """\
title: A
rights: RIGHTS
snapshots:
  - {file: article.txt, sha256: SHA(article.txt), captured: 2026}
"""


@pytest.mark.parametrize(
    ("rights", "between"), [("full-text", BETWEEN), ("quote-only", f"{BETWEEN[:32]} […] {BETWEEN[-32:]}")]
)
def test_pieces_of_one_paragraph(rights: str, between: str) -> None:
    """Words between two pieces that may not be shown are marked as left out, never closed up."""
    files = {
        "seeds/article.yaml": SOURCE.replace("RIGHTS", rights),
        "seeds/article.txt": FIRST + BETWEEN + LAST + "\n",
        "claims/winter/aid.yaml": quoting(f"{FIRST} […] {LAST}"),
    }
    found = model(site(files))
    view = quote_view(found.claims["aid"].proof, Here(edition(found, settings()), "claims/aid/"))
    assert "".join(segment.text for segment in view.in_place) == FIRST + between + LAST
