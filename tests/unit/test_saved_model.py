"""What a build worked out is read back as it was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcheck.build_state import Files, State, Told, Written
from factcheck.configuration import read_configuration
from factcheck.examine import Examined, examine
from factcheck.made_units import Making
from factcheck.problems import Place
from factcheck.processes import Bell, both
from factcheck.saved_model import Model, load_model, load_site, save_examined, save_making
from factcheck.values import replace
from factcheck.workspace import read_inputs
from sitekit import REPO

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.checks import Subject
    from factcheck.model import Site

NOTHING = Files({}, {}, 0)


def examined(site: Path) -> Examined:
    """Examine a site on disk."""
    return examine(read_inputs(site), read_configuration(site).settings)


def saved_and_loaded(found: Examined, site: Path, folder: Path) -> Model:
    """Save what was examined, and load it again."""
    assert found.subject
    assert found.site
    save_examined(folder, found.subject, found.site, b"here")
    known = save_making(folder, Making(), NOTHING, b"here")
    settings = found.subject.settings
    told = Told((), 0, 0, 0, None)
    state = State(b"here", settings.now, NOTHING, NOTHING, Written(0, b""), told, known)
    model = load_model(folder, state, site, settings)
    assert model
    return model


@pytest.mark.parametrize("folder", [".", "tests/site/golden/site"])
def test_a_model_is_read_back_as_it_was(folder: str, tmp_path: Path) -> None:
    """Records, captures, proofs, problems and the site are the same; also those of claims that are not shown."""
    site = REPO / folder
    found = examined(site)
    model = saved_and_loaded(found, site, tmp_path)
    assert found.subject
    assert model.site == found.site
    subject = model.subject
    assert subject.corpus == found.subject.corpus
    assert subject.proofs.found == found.subject.proofs.found
    assert by_source(subject) == by_source(found.subject)
    assert (dict(subject.asked), subject.told) == (dict(found.subject.asked), found.subject.told)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_site_is_read_while_another_process_saves_it(jobs: int, tmp_path: Path) -> None:
    """Part by part, as soon as each is there; and just so when all of it is."""
    found = examined(REPO)
    subject, site = found.subject, found.site
    assert subject
    assert site
    # An earlier build has left something else.
    save_examined(tmp_path, subject, replace(site, claims={}), b"here")
    with Bell() as saving:

        def save() -> None:
            save_examined(tmp_path, subject, site, b"here", saving.ring)

        def load() -> Site:
            return load_site(tmp_path, b"here", REPO, saving.wait)

        loaded = both(load, save, 2)[0] if jobs == 2 else both(save, load, 1)[1]
        assert loaded == site


def by_source(subject: Subject) -> dict[str, set[object]]:
    """Return which proofs each source has; in what order, nobody asks."""
    return {source: {key for key, _ in proofs} for source, proofs in subject.proofs.of_source.items()}


def test_places_are_told_by_the_file(tmp_path: Path) -> None:
    """Where a field stands is not saved, and known all the same."""
    model = saved_and_loaded(examined(REPO), REPO, tmp_path)
    claim = next(claim for claim in model.subject.corpus.claims.values() if claim.review)
    place = claim.places.key("review")
    lines = (REPO / place.path).read_text(encoding="utf-8").split("\n")
    assert place == Place(claim.places.path, 1 + next(n for n, line in enumerate(lines) if line.startswith("review:")))


def test_what_shares_a_text_shares_it_again(tmp_path: Path) -> None:
    """Every proof speaks of the one capture of its source, as before."""
    model = saved_and_loaded(examined(REPO), REPO, tmp_path)
    for proof in model.subject.proofs.found.values():
        captures = model.subject.corpus.captures[proof.source].good
        assert any(proof.capture is capture for capture in captures)
