"""What a build worked out is read back as it was saved."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from factcheck.build_state import Files, State, Told, Written, following, write_sealed
from factcheck.configuration import read_configuration
from factcheck.examine import Examined, examine
from factcheck.made_units import Making
from factcheck.problems import Place
from factcheck.processes import Bell, both
from factcheck.saved_model import Model, load_model, load_site, model_digests, save_examined, save_making
from factcheck.workspace import read_inputs
from sitekit import REPO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from factcheck.checks import Subject

NOTHING = Files({}, {}, 0)
FORKS = pytest.mark.skipif(sys.platform != "linux", reason="one process does all of it elsewhere")


def examined(site: Path) -> Examined:
    """Examine a site on disk."""
    return examine(read_inputs(site), read_configuration(site).settings)


def saved_and_loaded(found: Examined, site: Path, folder: Path) -> Model:
    """Save what was examined, and load it again."""
    assert found.subject
    assert found.site
    save_examined(folder, found.subject, found.site, b"here")
    save_making(folder, Making(), NOTHING, b"here")
    settings = found.subject.settings
    told = Told((), 0, 0, 0, None)
    state = State(b"here", settings.now, NOTHING, NOTHING, Written(0, b""), told, model_digests(folder))
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


def saves(found: Examined, folder: Path, saving: Bell) -> Callable[[], None]:
    """Return what saves a site that was examined, and rings."""
    subject, site = found.subject, found.site
    assert subject
    assert site
    return lambda: save_examined(folder, subject, site, b"here", saving.ring)


@FORKS
def test_a_site_is_read_while_another_process_saves_it(tmp_path: Path) -> None:
    """Part by part, as soon as each is there, whatever earlier builds have left."""
    found = examined(REPO)
    for name in ("examined", "examined.new"):
        (tmp_path / name).write_bytes(b"something else")
    with Bell() as saving:
        site, _ = both(lambda: load_site(tmp_path, b"here", REPO, saving.wait), saves(found, tmp_path, saving), 2)
    assert site == found.site


def test_a_site_is_read_that_is_saved_already(tmp_path: Path) -> None:
    """Where one process does all, and where the other was faster."""
    found = examined(REPO)
    with Bell() as saving:
        saves(found, tmp_path, saving)()
        assert load_site(tmp_path, b"here", REPO, saving.wait) == found.site


@FORKS
def test_a_file_that_is_not_written_to_its_end_is_none(tmp_path: Path) -> None:
    """Nobody waits for ever for the rest."""

    def parts() -> Iterator[bytes]:
        yield b"first"
        raise OSError("the disk is full")

    read: list[bytes] = []
    with Bell() as saving, pytest.raises(ChildProcessError):
        both(
            lambda: read.extend(following(tmp_path / "examined", b"here", saving.wait)),
            lambda: write_sealed(tmp_path / "examined", parts(), b"here", saving.ring),
            2,
        )
    assert read == [b"first"]


@FORKS
def test_the_parts_of_a_file_are_followed_to_its_end(tmp_path: Path) -> None:
    """All of them, and no more is waited for."""
    told = [b"first", b"", b"x" * 300_000]
    with Bell() as saving:
        found, _ = both(
            lambda: list(following(tmp_path / "examined", b"here", saving.wait)),
            lambda: write_sealed(tmp_path / "examined", iter(told), b"here", saving.ring),
            2,
        )
    assert found == told


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
