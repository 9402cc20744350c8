"""Publishing to a bucket: moto's S3 endpoint on loopback, with connections that are cut."""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING, Any

import fsspec
import pytest

from factcheck.connection_errors import TargetError
from factcheck.connections import Connection
from factcheck.deployment import send
from factcheck.sending import Plan, plan
from factcheck.target_survey import survey
from factcheck.targets import Target
from sitekit import factcheck, tree
from targetkit import DESCRIPTION, cutting, description, free_port, made_up, s3_environment, s3_server, write_tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Tree = dict[str, str]

NUMBERS = itertools.count()
PAGES = {DESCRIPTION: description(), **{f"claims/c{n:03}/index.html": f"{n:04}" * 1000 for n in range(150)}}


@pytest.fixture(scope="module")
def running() -> Iterator[int]:
    """Run one endpoint for all tests of this file."""
    with s3_server() as port:
        yield port


@pytest.fixture
def endpoint(running: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return the port of the endpoint; the environment leads there."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in s3_environment(running).items():
        monkeypatch.setenv(name, value)
    return running


@pytest.fixture
def bucket(endpoint: int) -> Bucket:
    """Return a bucket of the test's own."""
    return Bucket(f"bucket-{endpoint}-{next(NUMBERS)}")


class Bucket:
    """A bucket, looked at past the code under test."""

    def __init__(self, name: str) -> None:
        self.name, self.address = name, f"s3://{name}/site"
        self.fs: Any = fsspec.filesystem("s3", skip_instance_cache=True, use_listings_cache=False)
        self.fs.mkdir(name)

    def tree(self) -> Tree:
        """Return every file of the site there, but those that a publication keeps."""
        root = f"{self.name}/site/"
        paths = [path.removeprefix(root) for path in self.fs.find(root)]
        return {path: self.fs.cat_file(root + path).decode() for path in paths if not path.startswith(".factcheck/")}

    def put(self, path: str, text: str) -> None:
        """Put a file there, as others do."""
        self.fs.pipe_file(f"{self.name}/site/{path}", text.encode())

    def head(self, path: str) -> dict[str, Any]:
        """Return what a visitor is told of a file."""
        answer: dict[str, Any] = self.fs.call_s3("head_object", Bucket=self.name, Key=f"site/{path}")
        return answer


def publish(built: Path, files: Tree, address: str, retries: int = 0) -> Plan:
    """Publish a made-up site; return what was done."""
    site = made_up(built, files)
    to = Target(Connection(address, retries))
    found = survey(to, site)
    todo = plan(found.known, site.files)
    send(to, site, found, todo)
    return todo


def test_the_command(bucket: Bucket, golden_copy: Path) -> None:
    """A built site is sent whole, then what has changed of it, then nothing; no credential is printed."""
    bucket.put("theirs.txt", "theirs")
    first = factcheck("publish", bucket.address, "--output", golden_copy, "--cache-control", "max-age=300")
    assert (first.returncode, first.stderr) == (0, "")
    write_tree(golden_copy, {"robots.txt": "User-agent: *\n", "words/new.txt": "new"})

    second = factcheck("publish", bucket.address, "--output", golden_copy)
    third = factcheck("publish", bucket.address, "--output", golden_copy)

    assert "2 files sent (1 new, 1 changed, 17 bytes), 0 removed" in second.stdout
    assert "nothing sent" in third.stdout
    assert bucket.fs.find(f"{bucket.name}/site") == sorted(
        f"{bucket.name}/site/{path}" for path in (*tree(golden_copy), "theirs.txt", ".factcheck/manifest.json.gz")
    )
    assert "never-to-be-printed" not in first.stdout + second.stdout + third.stdout


def test_each_file_has_its_media_type(bucket: Bucket, tmp_path: Path) -> None:
    """A bucket serves a file as what it was told that it is."""
    site = made_up(tmp_path / "built", {"index.html": "a", "feeds/claims.json": "{}", "cards/a.png": "b", "x": "c"})
    to = Target(Connection(bucket.address, 0), cache_control="max-age=300")
    found = survey(to, site)
    send(to, site, found, plan(found.known, site.files))

    heads = {path: bucket.head(path) for path in (*site.files, ".factcheck/manifest.json.gz")}
    assert {path: (head["ContentType"], head.get("CacheControl")) for path, head in heads.items()} == {
        "index.html": ("text/html; charset=utf-8", "max-age=300"),
        "feeds/claims.json": ("application/feed+json", "max-age=300"),
        "cards/a.png": ("image/png", "max-age=300"),
        "x": ("application/octet-stream", "max-age=300"),
        ".factcheck/manifest.json.gz": ("application/gzip", None),
    }


def test_what_is_gone_is_removed(bucket: Bucket, tmp_path: Path) -> None:
    """Files of an earlier site go, a file of others stays, and the bucket as well."""
    bucket.put("theirs.txt", "theirs")
    publish(tmp_path / "first", {"a/b.html": "1", "c.html": "1"}, bucket.address)
    done = publish(tmp_path / "second", {"c.html": "2"}, bucket.address)

    assert (done.changed, done.removed) == (("c.html",), ("a/b.html",))
    assert bucket.tree() == {"c.html": "2", "theirs.txt": "theirs"}


def test_without_a_manifest_the_bucket_is_listed(bucket: Bucket, tmp_path: Path) -> None:
    """What stands there already is not sent again."""
    few = dict([*PAGES.items()][:101])
    publish(tmp_path / "first", few, bucket.address)
    bucket.fs.rm_file(f"{bucket.name}/site/.factcheck/manifest.json.gz")

    done = publish(tmp_path / "second", {**few, "a.html": "new", "claims/c001/index.html": "x"}, bucket.address)

    assert (done.new, done.changed, done.removed) == (("a.html",), ("claims/c001/index.html",), ())


def test_a_cut_is_resumed_by_the_next_run(bucket: Bucket, endpoint: int, tmp_path: Path) -> None:
    """A connection that is cut for good ends the run; the next one sends what is not there, and nothing more."""
    with cutting(endpoint, 400_000, stays_down=True) as proxy, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{proxy.port}")
        with pytest.raises(TargetError, match="cannot be reached, or the connection was cut"):
            publish(tmp_path / "built", PAGES, bucket.address)
    left = bucket.tree()
    assert 0 < len(left) < len(PAGES)
    assert left.items() <= PAGES.items()

    done = publish(tmp_path / "built", PAGES, bucket.address)

    assert {*done.new, *done.changed} == PAGES.keys() - left.keys()
    assert bucket.tree() == PAGES


def test_a_cut_is_told_in_one_line(bucket: Bucket, endpoint: int, golden_site: Path) -> None:
    """Whatever the libraries log of it, the command says what happened and what to do."""
    with cutting(endpoint, 300_000, stays_down=True) as proxy:
        through = f"http://127.0.0.1:{proxy.port}"
        command = ("publish", bucket.address, "--output", golden_site, "--retries", "0")
        done = factcheck(*command, AWS_ENDPOINT_URL=through)

    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert done.stderr.startswith(f"factcheck: {bucket.address} cannot be reached, or the connection was cut: ")
    assert done.stderr.endswith("Run the same command again later: it goes on where it stopped.\n")


def test_a_connection_that_comes_back_is_used_again(
    bucket: Bucket, endpoint: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After each of two cuts it tries again, and the one run comes to its end."""
    with cutting(endpoint, 200_000, 200_000) as proxy:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{proxy.port}")
        publish(tmp_path / "built", PAGES, bucket.address, retries=3)

    assert proxy.cuts == 2
    assert bucket.tree() == PAGES


@pytest.mark.usefixtures("endpoint")
def test_a_bucket_that_is_not_there(golden_site: Path) -> None:
    """It is told as such, and none is made."""
    done = factcheck("publish", "s3://no-such-bucket/site", "--output", golden_site, "--dry-run")

    assert (done.returncode, done.stderr) == (
        2,
        "factcheck: s3://no-such-bucket/site: there is no such bucket. Make it first.\n",
    )


def test_without_credentials(bucket: Bucket, golden_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told which are missing, and where to put them."""
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")

    done = factcheck("publish", bucket.address, "--output", golden_site)

    said = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE."
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"factcheck: There are no credentials for {bucket.address}: {said}\n"


@pytest.mark.usefixtures("endpoint")
def test_nobody_listens(golden_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An endpoint that does not answer is told as such, with status 2."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")

    done = factcheck("publish", "s3://bucket/site", "--output", golden_site, "--retries", "0")

    assert (done.returncode, "cannot be reached, or the connection was cut" in done.stderr) == (2, True)
