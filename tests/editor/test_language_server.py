"""The YAML language server on our own dossier: it completes, it explains, and it finds no mistake where none is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from factcheck.json_schema import editor_settings
from language_server import LanguageServer
from sitekit import REPO, copy_of_the_demo, factcheck

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.nu

RECORDS = sorted(
    path.relative_to(REPO).as_posix() for folder in ("claims", "seeds") for path in (REPO / folder).rglob("*.yaml")
)
CLAIM = "claims/paris-draft/new.yaml"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """Return the server on a copy of our site, with the schemas that ``factcheck schemas`` writes."""
    site = copy_of_the_demo(tmp_path_factory.mktemp("editor") / "site")
    (site / ".vscode").mkdir()
    (site / ".vscode/settings.json").write_bytes((REPO / ".vscode/settings.json").read_bytes())
    assert factcheck("schemas", "--site", site).returncode == 0
    with LanguageServer(site) as running:
        yield running


def test_the_settings_are_those_of_the_program() -> None:
    """The workspace settings in this repository are what the program makes."""
    assert json.loads((REPO / ".vscode/settings.json").read_text("utf-8")) == editor_settings()


def test_it_completes_a_field_and_shows_its_help(server: LanguageServer) -> None:
    """In a pledge it offers what a pledge may hold, with the help of the schema, and nothing of another kind."""
    offered = server.complete(CLAIM, "kind: pledge\nclaim: x\n▶\n")
    assert {"promisor", "quote", "status", "recheck_by"} <= offered.keys()
    assert "form" not in offered
    assert "Who promises." in json.dumps(offered["promisor"])


def test_it_completes_a_field_of_a_group(server: LanguageServer) -> None:
    """Inside a group it offers the fields of the group."""
    assert {"exact", "focus", "prefix"} <= server.complete(CLAIM, "kind: context\nquote:\n  ▶\n").keys()


def test_it_completes_the_kinds(server: LanguageServer) -> None:
    """The kinds of claims are offered before there is anything else."""
    assert {"attendance", "pledge", "approval", "statement", "context"} <= server.complete(CLAIM, "kind: ▶\n").keys()


def test_it_completes_a_word_of_a_choice(server: LanguageServer) -> None:
    """The states of an approval are offered in an approval."""
    offered = server.complete(CLAIM, "kind: approval\nstatus:\n  - state: ▶\n")
    assert {"pending", "granted", "refused"} <= offered.keys()
    assert "fulfilled" not in offered


def test_it_completes_the_id_of_a_person(server: LanguageServer) -> None:
    """A person of the site is offered where a person belongs, and no source is."""
    offered = server.complete(CLAIM, "kind: statement\nclaimant: ▶\n")
    assert {"volodymyr-zelenskiy", "coalition-of-the-willing"} <= offered.keys()
    assert "paris-draft-article" not in offered


def test_it_shows_help(server: LanguageServer) -> None:
    """Over a field it shows what the field is for, and an example."""
    shown = server.hover(CLAIM, "kind: pledge\npro▶misor: coalition-of-the-willing\n")
    assert "Who promises." in shown


def test_it_names_a_misspelt_field(server: LanguageServer) -> None:
    """What the checker would refuse is marked while it is typed."""
    found = server.problems("claims/paris-draft/bad.yaml", "kind: context\nclaimnt: reuters\n")
    assert any("claimnt" in message for message in found)


@pytest.mark.parametrize("path", RECORDS)
def test_it_finds_nothing_in_a_good_record(path: str, server: LanguageServer) -> None:
    """Every record of our dossier is without a mark."""
    assert server.problems(path, (REPO / path).read_text("utf-8")) == []
