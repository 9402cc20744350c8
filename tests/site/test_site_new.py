"""``factcheck new``: writes a valid record, by flags or by asking on a terminal, and never loses or overwrites one."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
import yaml

from sitekit import DAY, SmallSite, environment, factcheck, program, tree

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "The council will plant ninety trees before the winter, the mayor said."


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    """Return a site with one source, one claim on its first sentence, and a council."""
    site = SmallSite(tmp_path / "site")
    site.source(text=f"The council met.\n\n{PLAN}\n")
    site.record("claims/organizations/council.yaml", name="The council")
    site.claim("trees/met", claim="The council met", quote={"source": "minutes", "exact": "The council met."},
               tags=["meetings"], about=["council"])  # fmt: skip
    return site


def new(site: SmallSite, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command where nobody can be asked."""
    return factcheck("new", *words, "--site", site.folder)


def answering(site: SmallSite, answers: list[str], *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command on a terminal on which some answers were typed; then the editor leaves (Ctrl+D)."""
    ours, theirs = pty.openpty()
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode() + b"\x04")
    try:
        return subprocess.run(
            [program("factcheck"), "new", *words, "--site", str(site.folder)],
            stdin=theirs,
            env=environment(),
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
    finally:
        os.close(ours)
        os.close(theirs)


def written(site: SmallSite, path: str) -> dict[str, object]:
    """Return the values of a record, as another YAML reader sees them."""
    found: dict[str, object] = yaml.load((site.folder / path).read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
    return found


def test_flags_tell_all(site: SmallSite) -> None:
    """A script writes a claim with its quote, its chain and its topics, and it is checked at once."""
    done = new(
        site,
        *("statement", "--find", "ninety", "--claim", "The council would plant ninety trees, the mayor said"),
        *("--set", "form=paraphrase", "--set", "tags=trees,meetings", "--set", "about=council"),
        *("--set", "attribution=[{who: minutes, verb: reports}]"),
    )
    assert (done.stdout, done.stderr, done.returncode) == (
        "Checked: nothing is wrong with it.\nclaims/trees/council-would-plant-ninety-trees.yaml written.\n",
        "",
        0,
    )
    assert written(site, "claims/trees/council-would-plant-ninety-trees.yaml") == {
        "kind": "statement",
        "claim": "The council would plant ninety trees, the mayor said",
        "published": DAY,
        "quote": {"source": "minutes", "exact": PLAN},
        "attribution": [{"who": "minutes", "verb": "reports"}],
        "about": ["council"],
        "form": "paraphrase",
        "tags": ["trees", "meetings"],
    }
    assert site.check() == []


def test_what_is_missing_is_told_and_nothing_is_written(site: SmallSite) -> None:
    """The record is shown as far as it goes, with the field that it lacks."""
    before = tree(site.folder)
    done = new(site, "statement", "--exact", PLAN, "--claim", "Trees would be planted")
    assert done.returncode == 1
    assert "must have `form`. [field-missing]" in done.stdout
    assert done.stdout.endswith("Nothing was written. Mend the flags; --set FIELD=VALUE tells any field.\n")
    assert tree(site.folder) == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["context", "--exact", "The council will plant ninty trees"],
            "One word differs: write it as the source does.",
        ),
        (["context", "--exact", "council"], "The quote must stand in the source once; it stands there 2 times"),
        (["context", "--find", "the"], "--find must point to one sentence of the source, and points to 2.\n  line 1: "),
        (["context", "--find", "zzz"], "--find must point to one sentence of the source, and points to 0."),
        (["context", "--source", "minuts"], "There is no source “minuts”. Did you mean “minutes”?"),
        (["context", "--id", "met"], "The id “met” is taken."),
        (["context", "--exact", "The council", "--find", "ninety"], "with --exact, or let them be found with --find"),
        (["organization", "--name", "The council"], "There is a record of this name already: council."),
        (["context", "--id", "../met"], "An id is lower-case letters a-z, digits and single hyphens"),
        (["context", "--dossier", "people"], "claims/people/ holds no claims."),
        (["context", "--dossier", "../.."], "A folder is named in a-z, 0-9 and hyphens"),
        (["context", "--set", "claim"], "--set takes a field and a value"),
        (["context", "--set", "clam=x"], "A record of kind context has no field `clam`."),
        (["person", "--source", "minutes"], "A record of kind person has no quote"),
    ],
)
def test_wrong_flags_are_told(site: SmallSite, words: list[str], message: str) -> None:
    """Each with what must be, status 2, and nothing written."""
    before = tree(site.folder)
    done = new(site, *words)
    assert message in done.stderr
    assert (done.stdout, done.returncode) == ("", 2)
    assert tree(site.folder) == before


@pytest.mark.parametrize(
    ("words", "path"),
    [
        (["person", "--name", "Анна Лі"], "claims/people/anna-li.yaml"),
        (["organization", "--name", "Acme", "--set", "form=news-media"], "claims/organizations/acme.yaml"),
        (["event", "--name", "The summit", "--set", "start=2026-01"], "claims/events/summit.yaml"),
        (["dossier", "--id", "trees", "--name", "Trees"], "claims/dossiers/trees.yaml"),
        (
            ["correction", "--claim", "met", "--set", "kind=update", "--set", "text=It was Monday."],
            f"claims/corrections/{DAY}-met.yaml",
        ),
    ],
)
def test_each_kind_of_record_can_be_written(site: SmallSite, words: list[str], path: str) -> None:
    """In its folder, under an id that can be read."""
    done = new(site, *words)
    assert done.stdout == f"Checked: nothing is wrong with it.\n{path} written.\n", done.stderr
    assert site.check() == []


def test_words_beside_tell_two_places_apart(site: SmallSite) -> None:
    """As the message about words that stand twice says."""
    words = ("context", "--exact", "The council", "--claim", "It is a council")
    assert "it stands there 2 times" in new(site, *words).stderr
    assert new(site, *words, "--set", "quote.suffix=will plant", "--yes").returncode == 0
    assert written(site, "claims/trees/council-2.yaml")["quote"] == {
        "source": "minutes",
        "exact": "The council",
        "suffix": "will plant",
    }


def test_a_dry_run_shows_the_record(site: SmallSite) -> None:
    """And writes nothing."""
    before = tree(site.folder)
    done = new(site, "context", "--find", "ninety", "--claim", "Trees would be planted", "--dry-run")
    assert f"  exact: {PLAN}\n" in done.stdout
    assert done.stdout.endswith("Nothing was written.\n")
    assert tree(site.folder) == before


def test_no_record_is_written_through_a_link(site: SmallSite, tmp_path: Path) -> None:
    """A folder that leads out of the site stays as it was."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (site.folder / "claims/people").symlink_to(outside, target_is_directory=True)
    done = new(site, "person", "--name", "Ann")
    assert "a link is never written through" in done.stderr
    assert done.returncode == 2
    assert list(outside.iterdir()) == []


def test_an_attendance_is_asked_for(site: SmallSite) -> None:
    """A sentence is searched and chosen, a person and an event are made on the way, and all of it is valid."""
    answers = [
        *("WINTER trees", "1", ""),  # search, choose, quote all of it
        "Ann would plant trees before the winter, she told the council",
        *("Ann Lee", "y", ""),  # a new person, of this name
        *("Council meeting", "y", ""),  # a new event
        *("nothing", "1"),  # no role is called so; the first is
        *("1", "y", "1,parks"),  # about the council; the chain; topics
        *("Bad Folder", "trees", "", "y"),  # a folder that cannot be; the id that is suggested; write it
    ]
    done = answering(site, answers, "attendance")
    assert "There is no “nothing”. Choose one of these." in done.stdout
    assert "A folder is named in a-z, 0-9 and hyphens, and not “Bad Folder”." in done.stdout
    assert "claims/people/ann-lee.yaml written." in done.stdout
    assert written(site, "claims/trees/ann-would-plant-trees-before.yaml") == {
        "kind": "attendance",
        "claim": "Ann would plant trees before the winter, she told the council",
        "published": DAY,
        "quote": {"source": "minutes", "exact": PLAN},
        "attribution": [{"who": "minutes", "verb": "reports"}],
        "about": ["council"],
        "person": "ann-lee",
        "event": "council-meeting",
        "role": "attended",
        "tags": ["meetings", "parks"],
    }
    assert done.returncode == 0, done.stdout + done.stderr
    assert site.check() == []


def test_a_pledge_is_asked_for(site: SmallSite) -> None:
    """A part of a sentence can be quoted; condition and status have questions of their own; the chain can be told."""
    answers = [
        *("1", "The council will plant ninety trees before the winter"),
        "The council will plant ninety trees",
        *("council", ""),  # promisor; no beneficiary
        *("when it rains", "before the winter"),  # words that are not there; a condition
        *("drafted", "tomorrow", "2026-11", ""),  # state; no date; a month; about nobody
        *("n", "minutes", "reports", "the mayor", "said", ""),  # a chain of two
        *("", "trees", "ninety-trees", "y"),
    ]
    done = answering(site, answers, "pledge")
    assert "“when it rains” does not." in done.stdout
    assert "“tomorrow”" in done.stdout
    found = written(site, "claims/trees/ninety-trees.yaml")
    assert found["condition"] == {"source": "minutes", "exact": "before the winter"}
    assert found["status"] == [{"state": "drafted", "as_of": "2026-11", "evidence": "quote"}]
    assert found["attribution"] == [
        {"who": "minutes", "verb": "reports"},
        {"unnamed": "the mayor", "verb": "said"},
    ]
    assert found["promisor"] == "council"
    assert "about" not in found
    assert "tags" not in found


@pytest.mark.parametrize(
    "field", ["claimant=nobody", "about=nobody", "evidence=[{source: nothing, bearing: supports}]"]
)
def test_what_the_site_does_not_have_is_told_before_anything_is_written(site: SmallSite, field: str) -> None:
    """An id that is not there, like any other error: the same command, mended, finds no broken record in its way."""
    before = tree(site.folder)
    done = new(site, "context", "--find", "ninety", "--claim", "Trees would be planted", "--set", field)
    assert "[id-unknown]" in done.stdout
    assert done.returncode == 1
    assert tree(site.folder) == before


def test_a_dry_run_tells_what_a_second_reader_would_ask(site: SmallSite) -> None:
    """A warning is told before the record is written, and does not keep it from being written."""
    words = ("context", "--exact", "The council will plant ninety trees", "--claim", "The council will plant 40 trees")
    done = new(site, *words, "--dry-run")
    assert "[number-not-in-quote]" in done.stdout
    assert done.returncode == 0
    assert new(site, *words).returncode == 0


def test_the_marks_of_the_source_are_put_in(site: SmallSite) -> None:
    """Words that differ from the source in typographic marks alone are quoted as the source has them."""
    site.source("talk", text="The mayor’s “trees” are here.\n")
    done = new(
        site, "context", "--source", "talk", "--exact", 'The mayor\'s "trees" are here.', "--claim", "Trees are here"
    )
    assert done.returncode == 0, done.stdout
    assert written(site, "claims/trees/trees-here.yaml")["quote"] == {
        "source": "talk",
        "exact": "The mayor’s “trees” are here.",
    }


def test_numbers_that_are_not_listed_and_names_that_are_part_of_another(site: SmallSite) -> None:
    """A number beyond the list is told; a new dossier may have a name that is a part of another one."""
    answers = ["ninety", "1-2", "1", "", "Trees would be planted", "", "", "", "tree", "n", "", "y"]
    done = answering(site, answers, "context")
    assert "The list has the numbers 1 to 1." in done.stdout
    assert "Do you mean trees?" in done.stdout
    assert "claims/tree/trees-would-planted.yaml written." in done.stdout


def test_leaving_keeps_the_source_that_was_chosen(site: SmallSite) -> None:
    """Even before its words are."""
    site.source("another", text="Words.\n")
    done = answering(site, ["minutes"], "context")
    assert "quote:\n  source: minutes\n" in done.stdout


def _interrupted(run: subprocess.Popen[str]) -> tuple[str, str]:
    """Press Ctrl+C until a command ends: a signal right before it begins to wait would be heard only at the next."""
    try:
        for _ in range(30):
            run.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                return run.communicate(timeout=1)
    finally:
        run.kill()
    raise AssertionError("Ctrl+C does not end it")


def test_ctrl_c_at_the_last_question_is_no_crash(site: SmallSite) -> None:
    """The record stands on the screen, and nothing was written."""
    before = tree(site.folder)
    ours, theirs = pty.openpty()
    os.write(ours, "".join(f"{answer}\n" for answer in ["1", "", "Trees would be planted", *[""] * 5]).encode())
    command = [program("factcheck"), "new", "context", "--site", str(site.folder)]
    pipe = subprocess.PIPE
    # Where tests run in the background Ctrl+C is ignored, and their children would inherit that.
    inherited = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        command, stdin=theirs, env=environment(PYTHONUNBUFFERED="1"), stdout=pipe, stderr=pipe, encoding="utf-8"
    ) as run:
        signal.signal(signal.SIGINT, inherited)
        assert run.stdout
        seen = ""
        while not seen.endswith("Write it? [Y/n]: "):
            letter = run.stdout.read(1)
            assert letter, seen
            seen += letter
        rest, errors = _interrupted(run)
    os.close(ours)
    os.close(theirs)
    assert "claim: Trees would be planted\n" in seen
    assert rest == "\nNothing was written. The record stands above.\n"
    assert ("Traceback" in errors, run.returncode) == (False, 1)
    assert tree(site.folder) == before


def test_leaving_loses_nothing(site: SmallSite) -> None:
    """Whoever leaves in the middle gets what was told so far, as a record, and nothing is written."""
    before = tree(site.folder)
    done = answering(site, ["1", "", "The council would plant trees"], "statement")
    assert "Nothing was written. What was told so far:" in done.stdout
    assert f"claim: The council would plant trees\npublished: {DAY}\nquote:\n  source: minutes\n" in done.stdout
    assert done.returncode == 1
    assert tree(site.folder) == before


def test_a_terminal_is_not_asked_with_yes(site: SmallSite) -> None:
    """Flags tell all, and what is suggested is taken."""
    done = answering(site, [], "context", "--find", "ninety", "--claim", "Trees would be planted", "--yes")
    assert "claims/trees/trees-would-planted.yaml written." in done.stdout
    assert done.returncode == 0


def test_a_site_without_a_source_says_what_to_do_first(tmp_path: Path) -> None:
    """Nothing can be quoted before something is archived."""
    site = SmallSite(tmp_path / "site")
    done = answering(site, [], "context")
    assert "No source is archived yet. Add one with factcheck add-source." in done.stderr
    assert done.returncode == 2
