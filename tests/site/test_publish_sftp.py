"""Publishing to a real OpenSSH server on loopback, with connections that are cut."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from factcheck.connection_errors import TargetError
from factcheck.connections import Connection
from factcheck.deployment import send
from factcheck.sending import BATCH, Plan, plan
from factcheck.target_survey import survey
from factcheck.targets import Target
from sitekit import differing, factcheck
from targetkit import DESCRIPTION, cutting, description, free_port, made_up, read_tree, sftp_server, write_tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from targetkit import SftpServer

Tree = dict[str, str]

# Pages of 4 kB, more than a connection that is cut lets through.
PAGES = {DESCRIPTION: description(), **{f"claims/c{n:03}/index.html": f"{n:04}" * 1000 for n in range(150)}}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SftpServer]:
    """Run one server for all tests of this file."""
    with sftp_server(tmp_path_factory.mktemp("sftp")) as server:
        yield server


@pytest.fixture
def server(running: SftpServer, monkeypatch: pytest.MonkeyPatch) -> SftpServer:
    """Return the server without its folder; keys and known hosts are those of its home."""
    shutil.rmtree(running.folder, ignore_errors=True)
    monkeypatch.setenv("HOME", str(running.home))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    return running


def publish(built: Path, tree: Tree, address: str, retries: int = 0) -> Plan:
    """Publish a made-up site; return what was done."""
    site = made_up(built, tree)
    to = Target(Connection(address, retries))
    found = survey(to, site)
    todo = plan(found.known, site.files)
    send(to, site, found, todo)
    return todo


def test_the_command(server: SftpServer, golden_copy: Path) -> None:
    """A built site is sent whole, and then what has changed of it; what others put there is untouched."""
    write_tree(server.folder, {"cgi-bin/theirs.txt": "theirs", "labels/theirs.txt": "theirs"})
    first = factcheck("publish", server.address(), "--output", golden_copy)
    assert (first.returncode, first.stderr) == (0, "")
    write_tree(golden_copy, {"robots.txt": "User-agent: *\n", "words/new.txt": "new"})

    second = factcheck("publish", server.address(), "--output", golden_copy)

    assert (second.returncode, second.stderr) == (0, "")
    assert "2 files sent (1 new, 1 changed, 17 bytes), 0 removed" in second.stdout
    assert differing(golden_copy, server.folder) == [
        ".factcheck/manifest.json.gz",
        "cgi-bin/theirs.txt",
        "labels/theirs.txt",
    ]


def test_files_become_folders_and_folders_files(server: SftpServer, tmp_path: Path) -> None:
    """Whatever stood there before, each site stands there in turn, and no folder of ours stays empty."""
    sites = ({"a/b/c.txt": "1", "d": "1"}, {"a/d.txt": "1", "d/e.txt": "2"}, {"a": "1", "d/e.txt": "1"})
    for number, tree in enumerate(sites):
        publish(tmp_path / str(number), tree, server.address())

        assert read_tree(server.folder) == tree
        assert (server.folder / "a/b").exists() == (number == 0)


def test_without_a_manifest_files_are_compared(server: SftpServer, tmp_path: Path) -> None:
    """What stands there already is not sent again, also where only its bytes tell that it is the same."""
    tree = {DESCRIPTION: description(), "a.html": "same", "b.html": "before"}
    publish(tmp_path / "first", tree, server.address())
    (server.folder / ".factcheck/manifest.json.gz").write_bytes(b"damaged")

    done = publish(tmp_path / "second", {**tree, "b.html": "behind", "c.html": "new"}, server.address())

    assert (done.new, done.changed, done.removed) == (("c.html",), ("b.html",), ())


@pytest.mark.parametrize("limit", [200_000, 500_000])
def test_a_cut_is_resumed_by_the_next_run(server: SftpServer, tmp_path: Path, limit: int) -> None:
    """A connection that is cut for good ends the run; the next one sends what is not there, and nothing more."""
    with cutting(server.port, limit, stays_down=True) as proxy:
        server.trust(proxy.port)
        with pytest.raises(TargetError, match="cannot be reached, or the connection was cut"):
            publish(tmp_path / "built", PAGES, server.address(proxy.port))
    left = read_tree(server.folder)
    assert 0 < len(left) < len(PAGES)
    assert left.items() <= PAGES.items()

    done = publish(tmp_path / "built", PAGES, server.address())

    assert {*done.new, *done.changed} == PAGES.keys() - left.keys()
    assert read_tree(server.folder) == PAGES
    assert [path.name for path in (server.folder / ".factcheck").iterdir()] == ["manifest.json.gz"]


def test_a_cut_is_told_in_one_line(server: SftpServer, golden_site: Path) -> None:
    """Whatever the libraries log of it, the command says what happened and what to do."""
    with cutting(server.port, 300_000, stays_down=True) as proxy:
        server.trust(proxy.port)
        address = server.address(proxy.port)
        done = factcheck("publish", address, "--output", golden_site, "--retries", "0")

    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert done.stderr.startswith(f"factcheck: {address} cannot be reached, or the connection was cut: ")
    assert done.stderr.endswith("Run the same command again later: it goes on where it stopped.\n")


def test_a_connection_that_comes_back_is_used_again(server: SftpServer, tmp_path: Path) -> None:
    """After a cut it connects anew, and the one run comes to its end."""
    with cutting(server.port, 300_000) as proxy:
        server.trust(proxy.port)
        publish(tmp_path / "built", PAGES, server.address(proxy.port), retries=3)

    assert proxy.cuts == 1
    assert read_tree(server.folder) == PAGES


def test_a_server_that_is_not_known(server: SftpServer, golden_site: Path) -> None:
    """A server whose key stands in no file is not trusted, and nothing is sent there."""
    with cutting(server.port) as proxy:
        done = factcheck("publish", server.address(proxy.port), "--output", golden_site)

    assert (done.returncode, "is no server that ~/.ssh/known_hosts knows" in done.stderr) == (2, True)
    assert not server.folder.exists()


def test_a_key_that_is_refused(server: SftpServer, golden_site: Path, tmp_path: Path) -> None:
    """Wrong credentials are told as such, in one line without any of them."""
    shutil.copytree(server.home / ".ssh", tmp_path / ".ssh")
    for ending in ("", ".pub"):
        shutil.copy(server.home / f"host{ending}", tmp_path / f".ssh/id_ed25519{ending}")

    done = factcheck("publish", server.address(), "--output", golden_site, HOME=str(tmp_path))

    assert done.returncode == 2
    assert done.stderr.startswith(f"factcheck: {server.address()} refuses us: Permission denied")
    assert len(done.stderr.splitlines()) == 1


def test_nobody_listens(server: SftpServer, golden_site: Path) -> None:
    """A server that does not answer is told as such, with status 2."""
    done = factcheck("publish", server.address(free_port()), "--output", golden_site, "--retries", "0")

    assert (done.returncode, "cannot be reached, or the connection was cut" in done.stderr) == (2, True)


def test_a_batch_is_what_has_to_be_looked_at() -> None:
    """The made-up site above is larger than two batches, so that cuts fall into the first and the second."""
    assert 2 * BATCH < len(PAGES) < 3 * BATCH
