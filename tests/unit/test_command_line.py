"""The command line: exit status, formats, and which paths are shown."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from bad_sites import BAD, CLAIM, OTHER
from little_site import AID, quoting, site, write

from factcheck import __version__
from factcheck.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the little site on disk, as the present folder."""
    monkeypatch.chdir(tmp_path)
    return write(tmp_path, site())


@pytest.fixture
def bad(good: Path) -> Path:
    """Return a site with an error in one claim and a warning in another."""
    write(good, {CLAIM: quoting("Allies plan ade"), OTHER: quoting("They will […] send troops.")})
    return good


@pytest.mark.usefixtures("good")
def test_check_of_a_good_site(capsys: Capture) -> None:
    """Status 0, and how many quotes were proven."""
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "All good: 1 quote proven.\n"


@pytest.mark.usefixtures("bad")
def test_check_of_a_bad_site(capsys: Capture) -> None:
    """Status 1, every problem, and their count."""
    assert main(["check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[0] for line in lines if not line.startswith(" ")] == [
        "claims/winter/aid.yaml:6:10",
        "claims/winter/other.yaml:6:10",
        "1 error, 1 warning; 1 quote proven.",
    ]


def test_warnings_are_fine(good: Path, capsys: Capture) -> None:
    """A site with warnings has status 0."""
    write(good, BAD["claim-too-long"])
    assert main(["check"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "0 errors, 1 warning; 1 quote proven."


def test_strict_makes_warnings_errors(good: Path, capsys: Capture) -> None:
    """With ``--strict`` the same site has status 1, and the problem says error."""
    write(good, BAD["claim-too-long"])
    assert main(["check", "--strict"]) == 1
    assert ":2:8: error: " in capsys.readouterr().out


def test_a_site_elsewhere(bad: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """``--site`` names the site; paths are shown from the present folder, so that editors can follow them."""
    elsewhere = bad / "claims"
    monkeypatch.chdir(elsewhere)
    assert main(["check", "--site", ".."]) == 1
    assert capsys.readouterr().out.startswith("winter/aid.yaml:6:10: error")


@pytest.mark.usefixtures("bad")
@pytest.mark.parametrize(
    ("paths", "status", "shown"),
    [
        ([CLAIM], 1, [CLAIM]),
        ([OTHER], 0, [OTHER]),
        (["claims/winter"], 1, [CLAIM, OTHER]),
        (["claims/winter/"], 1, [CLAIM, OTHER]),
        (["."], 1, [CLAIM, OTHER]),
        (["seeds"], 0, []),
        (["claims/people", OTHER], 0, [OTHER]),
    ],
)
def test_paths_choose_what_is_shown(paths: list[str], status: int, shown: list[str], capsys: Capture) -> None:
    """Only problems of the named files and folders are shown and count."""
    assert main(["check", "--format", "json", *paths]) == status
    assert [p["path"] for p in json.loads(capsys.readouterr().out)] == shown


def test_a_path_is_not_a_prefix_of_a_name(bad: Path, capsys: Capture) -> None:
    """The folder claims/win is not claims/winter."""
    (bad / "claims/win").mkdir()
    assert main(["check", "claims/win"]) == 0
    assert capsys.readouterr().out == "All good: 1 quote proven.\n"


@pytest.mark.usefixtures("good")
def test_a_path_that_does_not_exist(capsys: Capture) -> None:
    """A mistyped path is wrong usage, not a site without problems."""
    assert main(["check", "clams"]) == 2
    assert capsys.readouterr().err == "factcheck: There is no file or folder clams.\n"


def test_json_paths_are_relative_to_the_site(bad: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """One array, the same from wherever the command runs."""
    monkeypatch.chdir(bad.parent)
    assert main(["check", "--format", "json", "--site", bad.name]) == 1
    assert [(p["code"], p["path"]) for p in json.loads(capsys.readouterr().out)] == [
        ("quote-not-found", CLAIM),
        ("omission-changes-meaning", OTHER),
    ]


@pytest.mark.usefixtures("good")
def test_json_of_a_good_site(capsys: Capture) -> None:
    """A good site prints an empty array and nothing else."""
    assert main(["check", "--format", "json"]) == 0
    assert capsys.readouterr().out == "[]\n"


def test_github_paths_are_relative_to_the_repository(tmp_path: Path, capsys: Capture) -> None:
    """A site in a folder of a repository is annotated where GitHub shows its files."""
    (tmp_path / ".git").mkdir()
    write(tmp_path / "news/checks", site({CLAIM: quoting("Allies plan ade")}))
    assert main(["check", "--format", "github", "--site", str(tmp_path / "news/checks")]) == 1
    assert capsys.readouterr().out.startswith(f"::error file=news/checks/{CLAIM},line=6,col=10,title=quote-not-found::")


@pytest.mark.usefixtures("good")
def test_github_of_a_good_site(capsys: Capture) -> None:
    """A good site has no annotations."""
    assert main(["check", "--format", "github"]) == 0
    assert capsys.readouterr().out == ""


def test_a_folder_that_does_not_exist(capsys: Capture) -> None:
    """A site that is not there is wrong usage."""
    assert main(["check", "--site", "/no/such/folder"]) == 2
    assert capsys.readouterr().err == (
        "factcheck: There is no folder /no/such/folder. Name the folder of your site with --site.\n"
    )


def test_a_folder_without_records(tmp_path: Path, capsys: Capture) -> None:
    """An empty folder is a problem, not a good site."""
    assert main(["check", "--site", str(tmp_path)]) == 1
    assert "[site-empty]" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [[], ["chek"], ["check", "--format", "xml"], ["check", "--loud"], ["check-output"], ["build", "--output"]],
)
def test_wrong_usage(arguments: list[str], capsys: Capture) -> None:
    """What the parser does not know ends with status 2 and the usage."""
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert capsys.readouterr().err.startswith("usage: factcheck")


@pytest.mark.parametrize("command", [[], ["build"], ["check"], ["check-output"], ["explain"]])
def test_every_command_has_help(command: list[str], capsys: Capture) -> None:
    """``--help`` ends with status 0."""
    with pytest.raises(SystemExit) as end:
        main([*command, "--help"])
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith("usage: factcheck")


def test_version(capsys: Capture) -> None:
    """The version is the package's."""
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"factcheck {__version__}\n"


@pytest.mark.usefixtures("bad")
def test_build_of_a_bad_site(capsys: Capture) -> None:
    """A site with errors is not built: status 1, the problems, and no output folder."""
    assert main(["build"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == (
        "Not built: 1 error, 1 warning. The last good site is as it was."
    )
    assert not Path("output").exists()


def test_build_into_the_sources(good: Path, capsys: Capture) -> None:
    """An output folder among the sources is refused with status 2, and nothing is written there."""
    before = sorted(good.rglob("*"))
    assert main(["build", "--output", "claims/output"]) == 2
    assert "holds the site's own sources" in capsys.readouterr().err
    assert sorted(good.rglob("*")) == before


def test_build_into_a_foreign_folder(good: Path, capsys: Capture) -> None:
    """A folder with other files is refused with status 2, and they stay."""
    write(good, {"public/thesis.txt": "years of work"})
    assert main(["build", "--output", "public"]) == 2
    assert "holds files that factcheck did not build" in capsys.readouterr().err
    assert (good / "public/thesis.txt").read_text(encoding="utf-8") == "years of work"


def test_check_output_of_what_is_no_site(good: Path, capsys: Capture) -> None:
    """A folder that was not built is one problem."""
    assert main(["check-output", str(good)]) == 1
    assert "[output-not-a-site]" in capsys.readouterr().out


def test_explain(capsys: Capture) -> None:
    """A code is explained under five headings."""
    assert main(["explain", "quote-not-found"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "quote-not-found (error)"
    assert [line for line in lines[1:] if line and not line.startswith(" ")] == [
        "What",
        "Why",
        "Mend it",
        "Bad",
        "Good",
    ]


def test_explain_lists_all_codes(capsys: Capture) -> None:
    """Without a code every code is listed."""
    assert main(["explain"]) == 0
    assert "quote-not-found              error" in capsys.readouterr().out


def test_explain_an_unknown_code(capsys: Capture) -> None:
    """A mistyped code is wrong usage; the nearest one is offered."""
    assert main(["explain", "quote-not-fund"]) == 2
    assert capsys.readouterr().err == (
        "factcheck: There is no problem code quote-not-fund. Did you mean “quote-not-found”?\n"
    )


def test_a_broken_settings_file(good: Path, capsys: Capture) -> None:
    """The problem of the settings comes with those of the records."""
    write(good, {"pelicanconf.py": "SITENAME = Checks\n", CLAIM: AID.replace("plan aid for", "plan ade for")})
    assert main(["check"]) == 1
    text = capsys.readouterr().out
    assert ("[settings-broken]" in text, "[quote-not-found]" in text) == (True, True)


def test_a_file_name_that_is_no_text(good: Path, capsys: Capture) -> None:
    """A name in another encoding is a problem, never a traceback."""
    try:
        (good / "claims/winter/caf\udce9.yaml").write_bytes(AID.encode())
    except (OSError, UnicodeError):
        pytest.skip("this file system takes only names in UTF-8")
    assert main(["check"]) == 1
    assert "[file-name]" in capsys.readouterr().out


@pytest.mark.usefixtures("good")
def test_a_reader_that_has_read_enough() -> None:
    """A pipe that is closed early, as by ``head``, is no error."""
    command = f"{sys.executable} -m factcheck explain | head -n 1; echo ${{PIPESTATUS[0]}}"
    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert run.stderr == ""
    assert run.stdout.splitlines()[1] == "0"


def loaded_by_check() -> set[str]:
    """Return the names of all packages that are loaded when the present site has been checked."""
    code = (
        "import sys; from factcheck.cli import main; main(['check']); "
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.splitlines()[-1].split())


def test_check_imports_neither_pelican_nor_templates(good: Path) -> None:
    """Checking records loads no library that only building needs, whatever is wrong with them."""
    write(good, site({CLAIM: AID + "colour: red\n"}))
    loaded = loaded_by_check()
    assert loaded & {"pelican", "jinja2", "markdown_it", "feedgenerator", "rich", "babel", "nh3"} == set()
    assert {"yaml", "cerberus"} <= loaded


@pytest.mark.usefixtures("good")
def test_check_of_a_good_site_loads_less() -> None:
    """The library that says what is wrong with a record is loaded only where something may be."""
    loaded = loaded_by_check()
    assert "yaml" in loaded
    assert "cerberus" not in loaded


def test_the_package_imports_nothing() -> None:
    """Importing the package costs nothing, so that Pelican may look for its plugin."""
    code = "import sys; before = set(sys.modules); import factcheck; print(*sorted(set(sys.modules) - before))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(run.stdout.split()) <= {"__future__", "factcheck"}


def test_a_path_outside_the_site_is_wrong_usage(capsys: Capture, good: Path) -> None:
    """What is not in the site was not looked at, so nothing is said to be good."""
    assert main(["check", str(good.parent)]) == 2
    assert "is not in the site" in capsys.readouterr().err
