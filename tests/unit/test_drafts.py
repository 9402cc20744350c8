"""What only a draft leads to is held back with it."""

from __future__ import annotations

from little_site import AID, Files, model, quoting, site

DRAFT = (
    quoting("Money is promised.")
    + "state: draft\nabout: [ann, acme]\nevidence:\n  - {source: copy, bearing: supports}\n"
)
LINKED = "title: A copy\nrights: quote-only\nsnapshots: []\norigin: first\n"
FIRST = "title: The first\nrights: quote-only\nsnapshots: []\n"


def drafted(also: str = "") -> Files:
    """Return the little site with a draft that names two bodies and, by way of one source, another."""
    return site(
        {
            "claims/winter/aid.yaml": AID + also,
            "claims/winter/money.yaml": DRAFT,
            "claims/people/ann.yaml": "name: Ann\naliases: [anna]\n",
            "seeds/copy.yaml": LINKED,
            "seeds/first.yaml": FIRST,
        }
    )


def test_what_only_a_draft_names_is_held_back() -> None:
    """People and sources that nothing but a draft leads to, at any distance, have no page and no old address."""
    found = model(drafted())
    assert {"ann", "acme"} & set(found.things) == set()
    assert {"copy", "first"} & set(found.sources) == set()
    assert "people/anna/" not in found.redirects


def test_what_a_published_claim_names_too_is_shown() -> None:
    """One published claim is enough to show a record."""
    found = model(drafted(also="about: [ann]\n"))
    assert ("ann" in found.things, "acme" in found.things) == (True, False)


def test_what_nobody_names_is_shown() -> None:
    """A record that no claim leads to is not a secret of a draft."""
    assert "summit" in model(drafted()).things
