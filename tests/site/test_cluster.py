"""Pages made by the workers of a Dask cluster: a real scheduler and real workers, on loopback."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fsspec
import pytest
from distributed import Client

from factcheck import shards
from factcheck.cluster import Cluster, ClusterError, explained
from factcheck.configuration import read_configuration
from factcheck.connections import Connection
from factcheck.shard_order import Order, made_from
from factcheck.shards import make_shard, shared_out
from factcheck.workspace import read_inputs
from sitekit import EPOCH, GOLDEN, build, differing, environment, factcheck, program, run, tree, write_large_site
from targetkit import s3_environment, s3_server, sftp_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitekit import SmallSite

# In seconds, of anything that must come about; what is waited for comes much sooner.
PATIENCE = 180


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def until(is_so: Callable[[], object], what: str) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, f"{what} did not come about"
        time.sleep(0.02)


@contextmanager
def running(*words: str | Path, **extra: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program for a while."""
    command = [str(word) for word in words]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=environment(**extra), **quiet) as process:  # type: ignore[call-overload]
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def scheduler(folder: Path) -> Iterator[str]:
    """Run a scheduler; the value is its address."""
    port = free_port()
    where = ("--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show")
    with running(program("dask"), "scheduler", *where, DASK_TEMPORARY_DIRECTORY=str(folder)):
        until(lambda: is_open(port), "a scheduler")
        yield f"tcp://127.0.0.1:{port}"


def is_open(port: int) -> bool:
    """Tell whether somebody listens at a port."""
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def worker(address: str, name: str, folder: Path, **extra: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker without a nanny, which would start it again."""
    how = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--name", name, "--local-directory", folder)
    with running(program("dask"), "worker", address, *how, **extra) as process:
        yield process


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scheduler with two workers, each a process of its own."""
    folder = tmp_path_factory.mktemp("dask")
    with scheduler(folder) as address, worker(address, "one", folder), worker(address, "two", folder):
        yield address


@pytest.fixture
def golden(tmp_path: Path) -> Path:
    """A copy of the golden site."""
    folder: Path = shutil.copytree(GOLDEN / "site", tmp_path / "site")
    return folder


@pytest.fixture
def large(tmp_path: Path) -> SmallSite:
    """A site of 300 claims and 65 corrections."""
    return write_large_site(tmp_path / "site")


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """Return the one line in which a build said why it did not come about."""
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1), done.stdout + done.stderr
    return done.stderr.removeprefix("factcheck: ").strip()


# Builds


def test_workers_make_what_one_machine_makes(
    golden: Path, tmp_path: Path, two_workers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every kind of record, for release: the same files with the same bytes, and nothing left behind."""
    # So that code is kept beside the site, and not beside the program.
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    alone = build(golden, tmp_path / "alone", "--release")
    output = build(golden, tmp_path / "together", "--release", "--executor", two_workers)
    assert differing(alone, output) == []
    assert sorted(p.name.partition("-")[0] for p in (tmp_path / ".together.factcheck").iterdir()) == [
        "examined",
        "lock",
        "made",
        "state",
        "templates",
    ]


def test_the_same_site_is_made_twice(golden: Path, tmp_path: Path, two_workers: str) -> None:
    """Whatever workers remember of the first time is not in the way of the second."""
    first = build(golden, tmp_path / "output", "--executor", two_workers)
    before = tree(first)
    for folder in (first, tmp_path / ".output.factcheck"):
        shutil.rmtree(folder)
    assert tree(build(golden, tmp_path / "output", "--executor", two_workers)) == before


def test_a_worker_is_killed_in_the_middle(large: SmallSite, tmp_path: Path) -> None:
    """Another does its part: the same bytes as on one machine, and the killed one was at work."""
    alone = build(large.folder, tmp_path / "alone")
    output = tmp_path / "together"
    command = (program("factcheck"), "build", "--site", large.folder, "--output", output, "--executor")
    with (
        scheduler(tmp_path) as address,
        worker(address, "left", tmp_path),
        worker(address, "lost", tmp_path) as lost,
        Client(address, set_as_default=False) as client,
        running(*command, address) as building,
    ):
        until(lambda: is_at_work(client, "lost"), "work in the middle")
        lost.kill()
        assert lost.wait(PATIENCE) == -signal.SIGKILL
        assert building.poll() is None
        assert not output.exists()
        assert building.wait(PATIENCE) == 0
    assert differing(alone, output) == []


def is_at_work(client: Client, name: str) -> bool:
    """Tell whether a worker has read the site, and has a shard to make."""

    def has_begun() -> bool:
        from factcheck import shards as theirs  # noqa: PLC0415 - runs there

        return bool(theirs._benches)

    workers = client.scheduler_info()["workers"]
    mine = next((where for where, about in workers.items() if about["name"] == name), None)
    return mine is not None and bool(client.run(has_begun, workers=[mine])[mine] and client.processing()[mine])


# What a build says that cannot come about


def test_a_scheduler_that_does_not_answer(golden: Path) -> None:
    """It is told in one line, and the last good site stays."""
    address = f"tcp://127.0.0.1:{free_port()}"
    done = factcheck("build", "--site", golden, "--executor", address)
    assert refused(done).startswith(f"The Dask scheduler {address} cannot be reached: ")
    assert not (golden / "output").exists()


def test_a_scheduler_without_workers(golden: Path, tmp_path: Path) -> None:
    """It is told how to start one."""
    with scheduler(tmp_path) as address:
        done = factcheck("build", "--site", golden, "--executor", address)
    assert refused(done) == f"{address} has no workers. Start some: dask worker {address} --nthreads 1"


def test_no_address_of_a_scheduler(golden: Path) -> None:
    """What is no such address is told as that."""
    done = factcheck("build", "--site", golden, "--executor", "processes")
    assert refused(done) == "processes is no address of a Dask scheduler, which are like tcp://host:8786."


def test_a_place_to_share_without_anybody(golden: Path) -> None:
    """--shared alone would do nothing."""
    done = factcheck("build", "--site", golden, "--shared", golden / "shared")
    assert refused(done) == "--shared is for what workers of --executor make, and there are none."


def test_the_library_is_not_installed(golden: Path, tmp_path: Path) -> None:
    """The extra to install is named."""
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden/distributed.py").write_text("raise ImportError", encoding="utf-8")
    done = factcheck("build", "--site", golden, "--executor", "tcp://127.0.0.1:1", PYTHONPATH=str(tmp_path / "hidden"))
    needed = "pip install 'pelican-factcheck[distributed]'"
    assert refused(done) == f"--executor needs a library that is not installed: {needed}"


def test_a_build_without_a_cluster_does_not_import_it(golden: Path) -> None:
    """Nobody waits for a library that is not used."""
    code = "import sys; from factcheck.cli import main; main(sys.argv[1:]); print(*sys.modules)"
    done = run([sys.executable, "-c", code, "build", "--site", golden], golden)
    assert "pelican" in done.stdout.split()
    assert {"distributed", "dask", "tornado", "factcheck.shards"} & {*done.stdout.split()} == set()


def test_a_site_that_pelican_alone_can_render(golden: Path, two_workers: str) -> None:
    """Workers have no Pelican, so such a site is built on one machine, and that is told."""
    conf = golden / "pelicanconf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + 'JINJA_FILTERS = {"shout": str.upper}\n', encoding="utf-8")
    done = factcheck("build", "--site", golden, "--executor", two_workers)
    assert "build it without --executor" in refused(done)


def test_mistakes_are_told_as_ever(golden: Path, two_workers: str) -> None:
    """Problems of records are found here, with status 1, before any worker has to do anything."""
    claim = next((golden / "claims").glob("*/ninety-trees.yaml"))
    claim.write_text(claim.read_text(encoding="utf-8") + "unheard: of\n", encoding="utf-8")
    done = factcheck("build", "--site", golden, "--executor", two_workers)
    assert done.returncode == 1
    assert "[field-unknown]" in done.stdout


def test_a_place_that_workers_do_not_see(golden: Path, two_workers: str) -> None:
    """They see no memory of ours, and say so by name."""
    done = factcheck("build", "--site", golden, "--executor", two_workers, "--shared", "memory://shards")
    assert "does not see memory://shards, where it shall leave what it makes." in refused(done)
    assert not (golden / "output").exists()


# What a worker makes of an order


@pytest.fixture
def order(large: SmallSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Order:
    """An order to make the large site."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.setattr(shards, "_benches", [])
    configuration = read_configuration(large.folder, in_full=True)
    return Order(
        run="first",
        site=str(large.folder),
        siteurl=None,
        release=False,
        strict=False,
        now=configuration.settings.now,
        shared=str(tmp_path / "shared"),
        made_from=made_from(large.folder, configuration, read_inputs(large.folder)),
    )


def given(order: Order) -> Order:
    """Put the note into the place that is shared, as whoever asks does."""
    note = Path(order.shared, order.name, "order")
    note.parent.mkdir(parents=True, exist_ok=True)
    note.touch()
    return order


def test_a_shard_made_twice_holds_the_same(order: Order) -> None:
    """So it does not matter which of two workers made it."""
    one, other = (make_shard(given(replace(order, parts=40)), 7) for _ in range(2))
    assert (one.digest, one.made, one.path != other.path) == (other.digest, other.made, True)


def test_shards_hold_every_file_once(order: Order, large: SmallSite, tmp_path: Path) -> None:
    """All parts together are the site that one process makes, on any executor of Python's."""
    alone = build(large.folder, tmp_path / "alone")
    folder, count = tmp_path / "made", len(list(shards._new_bench(given(order)).units))
    shutil.rmtree(order.shared)
    with ThreadPoolExecutor(2) as pool:
        parts = list(shared_out(Cluster("threads", pool, lambda: 2), order, folder, lambda: None)(count))
    assert len(parts) == 8
    assert sum(len(made) for made, _ in parts) == count
    files, whole = tree(folder), tree(alone)
    assert files.items() <= whole.items()
    # What Pelican itself writes: the theme's own files, and pages of the site's own.
    assert all(path.startswith("theme/") for path in whole.keys() - files.keys())
    assert [path for path in Path(order.shared).rglob("*") if path.is_file()] == []


def test_a_worker_without_the_folder(order: Order) -> None:
    """It names what it must see."""
    gone = given(replace(order, site="/nowhere/at/all"))
    with pytest.raises(ClusterError, match=r"does not see /nowhere/at/all. It must have the folder of the site"):
        make_shard(gone, 0)


def test_a_worker_of_another_version(order: Order) -> None:
    """It names what is other, and makes nothing."""
    other = given(replace(order, made_from={**order.made_from, "factcheck": "0.0.9+1234", "jinja2": "2.0"}))
    with pytest.raises(ClusterError, match=r"other programs: factcheck .*, not 0\.0\.9\+1234; jinja2 .*, not 2\.0\."):
        make_shard(other, 0)


@pytest.mark.parametrize(
    ("path", "found"),
    [("claims/claim-001.yaml", "records"), ("pelicanconf.py", "settings"), ("content/pages/about.md", "settings")],
)
def test_a_worker_that_finds_other_files(order: Order, large: SmallSite, path: str, found: str) -> None:
    """A file that was saved after the build began is made into no page."""
    file = large.folder / path
    old = file.read_text(encoding="utf-8") if file.is_file() else "Title: About\n\nWords.\n"
    large.write(path, old.replace("Thing", "Think").replace("Large", "Larger"))
    with pytest.raises(ClusterError, match=f"finds other {found} in .* than the machine that asked"):
        make_shard(given(order), 0)
    assert shards._benches == []


def test_a_worker_that_lacks_a_capture(order: Order, large: SmallSite) -> None:
    """Records may be the same where what they quote is not there."""
    (large.folder / "seeds/minutes.txt").unlink()
    with pytest.raises(ClusterError, match=r"finds mistakes in .* that the machine which asked did not: seeds/minutes"):
        make_shard(given(order), 0)


def test_what_was_changed_on_the_way_is_not_written(order: Order, tmp_path: Path) -> None:
    """What lies in the shared place is what the worker said that it wrote, or the build stops."""

    class Meddler(ThreadPoolExecutor):
        def submit(self, *work: Any, **named: Any) -> Future[Any]:
            done = super().submit(*work, **named)
            Path(order.shared, done.result().path).write_bytes(b"other")
            return done

    with (
        Meddler(1) as pool,
        pytest.raises(ClusterError, match="is not what a worker wrote there"),
    ):
        list(shared_out(Cluster("x", pool, lambda: 1), order, tmp_path / "made", lambda: None)(3))
    assert not (tmp_path / "made").exists()


def test_workers_that_are_all_gone(order: Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for ever for what nobody makes."""

    class Idle(ThreadPoolExecutor):
        def submit(self, *_work: Any, **_named: Any) -> Future[Any]:
            return Future()

    monkeypatch.setattr(shards, "_PATIENCE", 0.01)
    with Idle(1) as pool, pytest.raises(ClusterError, match="All workers of tcp://x:1 are gone"):
        list(shared_out(Cluster("tcp://x:1", pool, lambda: 0), order, tmp_path / "made", lambda: None)(3))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (CancelledError(), "The Dask scheduler tcp://x:1 was lost on the way."),
        (ModuleNotFoundError("No module named 'factcheck'"), "has no factcheck, or another version of it"),
        (ValueError("odd"), "A worker of tcp://x:1 failed: ValueError: odd."),
        (type("KilledWorker", (Exception,), {})("part 3"), "died again and again over one part of the work"),
    ],
)
def test_errors_of_workers_are_told_in_a_sentence(error: Exception, said: str) -> None:
    """Nobody is shown a traceback from another machine."""
    assert said in explained(error, "tcp://x:1")


# Places that all see


@pytest.mark.parametrize("place", ["a folder", "a server", "a bucket"])
def test_what_is_made_may_be_left_anywhere(
    place: str, order: Order, large: SmallSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Through fsspec, with the doors of a publication: a folder, SFTP, S3; nothing stays there."""
    count = len(list(shards._new_bench(given(order)).units))
    with ExitStack() as opened:
        address = opened.enter_context(PLACES[place](tmp_path, monkeypatch))
        with ThreadPoolExecutor(1) as pool:
            made = shared_out(
                Cluster("x", pool, lambda: 1), replace(order, shared=address), tmp_path / "made", lambda: None
            )
            assert sum(len(found) for found, _ in made(count)) == count
        found = Connection(address, 0).do(lambda fs: fs.find(Connection(address, 0).root))
        assert [path for path in found if ".factcheck/" not in path] == []
    assert tree(tmp_path / "made").items() <= tree(build(large.folder, tmp_path / "alone")).items()


@contextmanager
def _folder(tmp_path: Path, _monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    yield str(tmp_path / "elsewhere")


@contextmanager
def _server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with sftp_server(tmp_path / "sftp") as server:
        monkeypatch.setenv("HOME", str(server.home))
        monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
        yield server.address()


@contextmanager
def _bucket(_tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with s3_server() as port:
        for name, value in s3_environment(port).items():
            monkeypatch.setenv(name, value)
        fsspec.filesystem("s3", skip_instance_cache=True).mkdir(f"shards-{port}")
        yield f"s3://shards-{port}/of-a-build"


PLACES = {"a folder": _folder, "a server": _server, "a bucket": _bucket}
