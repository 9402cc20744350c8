"""A site that is followed while it is edited is the site that is made anew, whatever was saved."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from factcheck.build import build
from factcheck.build_order import Request
from factcheck.following import Follower
from factcheck.publication import Changes
from sitekit import EPOCH, GOLDEN, differing

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.build_order import Result

TREES = "claims/orchard/ninety-trees.yaml"
MET = "claims/orchard/council-met.yaml"


class Followed:
    """The golden site, followed."""

    def __init__(self, folder: Path) -> None:
        self.site, self.output = folder / "site", folder / "preview"
        shutil.copytree(GOLDEN / "site", self.site)
        self.follower = Follower(self.site, self.output)
        assert self.follower.build().changes

    def change(self, path: str, old: str, new: str) -> Path:
        """Change a text in a file; nobody is told."""
        file = self.site / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        return file

    def save(self, path: str, old: str, new: str) -> Result:
        """Change a text in a file, and build what was saved."""
        return self.follower.build_saved([self.change(path, old, new)])

    def is_as_anew(self) -> bool:
        """Tell whether the output is that of a build where nothing was built before."""
        output = self.site.parent / "anew"
        shutil.rmtree(output, ignore_errors=True)
        assert build(Request(site=self.site, output=output)).changes
        return not differing(self.output, output)


@pytest.fixture
def followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Followed:
    """Return the golden site, built once and followed."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    return Followed(tmp_path)


def test_what_a_save_takes_is_prepared_while_nobody_waits(followed: Followed) -> None:
    """It changes nothing, and what strayed since the last build of everything is known again."""
    followed.save(TREES, "[trees, ", "[trees, once-more, ")
    followed.save(MET, "claim: ", "claim: Yes, ")
    followed.follower.save()
    followed.follower = Follower(followed.site, followed.output)
    assert followed.follower.build().changes == Changes((), ())
    followed.follower.prepare()
    followed.save(TREES, "claim: ", "claim: Once more, ")
    followed.save(MET, "claim: Yes, ", "claim: Well, ")
    assert followed.is_as_anew()


def test_each_save_is_built_from_what_was_built_last(followed: Followed) -> None:
    """Sentences, topics, names, titles, templates, files that come and go, one after another."""
    followed.save(TREES, "claim: ", "claim: Once more, ")
    followed.save(TREES, "claim: Once more, ", "claim: Again, ")
    followed.save(TREES, "[trees, ", "[trees, once-more, ")
    followed.save("claims/people/mayor.yaml", "name: ", "name: Old ")
    followed.save(MET, "claim: ", "# Above.\nclaim: Yes, ")
    followed.save("seeds/minutes.yaml", "title: ", "title: The ")
    copy = followed.site / "claims/orchard/council-met-again.yaml"
    shutil.copy(followed.site / MET, copy)
    followed.follower.build_saved([copy])
    followed.save(TREES, "claim: Again, ", "claim: For the last time, ")
    assert followed.is_as_anew()
    copy.unlink()
    followed.follower.build_saved([copy])
    followed.save("pelicanconf.py", "SITENAME = ", "SITENAME = 'The ' + ")
    followed.save(MET, "claim: Yes, ", "claim: Well, ")
    assert followed.is_as_anew()


def test_editors_save_in_their_own_ways(followed: Followed) -> None:
    """A draft that takes the place of the file, a file that becomes another, a folder that is moved away and back."""
    draft = followed.site / "claims/orchard/4913"
    draft.write_bytes((followed.site / TREES).read_bytes().replace(b"claim: ", b"claim: Once more, "))
    draft.rename(followed.site / TREES)
    found = followed.follower.build_saved([draft, followed.site / TREES])
    assert found.changes
    assert "claims/ninety-trees/index.html" in found.changes.written
    old, new = (
        followed.site / "claims/orchard/planting-begins.yaml",
        followed.site / "claims/orchard/planting-began.yaml",
    )
    old.rename(new)
    followed.follower.build_saved([old, new])
    assert followed.is_as_anew()
    corrections, away = followed.site / "claims/corrections", followed.site / "away"
    corrections.rename(away)
    followed.follower.build_saved([corrections])
    assert followed.is_as_anew()
    away.rename(corrections)
    followed.follower.build_saved([corrections])
    assert followed.is_as_anew()


def test_a_mistake_leaves_the_last_good_site(followed: Followed) -> None:
    """What was saved beside it shows once it is mended, though nobody tells of it again."""
    assert followed.save(TREES, "claim: ", "clam: ").changes is None
    assert followed.save(MET, "claim: ", "claim: Yes, ").changes is None
    found = followed.save(TREES, "clam: ", "claim: ")
    assert found.changes
    assert "claims/council-met/index.html" in found.changes.written
    assert followed.is_as_anew()


def test_what_nobody_told_of_is_found_when_nobody_waits(followed: Followed) -> None:
    """One more look at everything follows each build; it finds what a watch has missed."""
    assert not followed.follower.look_again()
    followed.save(TREES, "claim: ", "claim: Once more, ")
    followed.change(MET, "claim: ", "claim: Yes, ")
    assert followed.follower.look_again()
    found = followed.follower.build()
    assert found.changes
    assert "claims/council-met/index.html" in found.changes.written
    assert not followed.follower.look_again()
    assert followed.is_as_anew()


def test_the_state_is_saved_when_nobody_waits(followed: Followed) -> None:
    """Until then the next program makes everything; after that it knows what was made, and goes on from there."""
    request = Request(site=followed.site, output=followed.output)
    followed.save(TREES, "[trees, ", "[trees, once-more, ")
    followed.save(MET, "claim: ", "claim: Yes, ")
    assert not followed.follower.look_again()
    assert build(request).changes == Changes((), ())
    followed.change(TREES, "once-more, ", "")
    found = build(request)
    assert found.changes
    assert "claims/council-met/index.html" not in found.changes.written
    assert followed.is_as_anew()


def test_an_output_that_somebody_removed_is_made_again(followed: Followed) -> None:
    """The folder's own entry tells that it is not as we left it."""
    shutil.rmtree(followed.output)
    followed.save(TREES, "claim: ", "claim: Once more, ")
    assert followed.is_as_anew()
