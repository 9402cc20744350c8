"""Pages made by workers elsewhere, in shards: each some units of the site, made from files that the worker reads.

Only an order goes to a worker, and what units were made of comes back. The files of a shard are left as one file in a
place that all see, so that a worker which died or came late is never seen in the site: nobody asks for what it left.
"""

from __future__ import annotations

import gc
import hashlib
import secrets
import shutil
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final

from factcheck.build_state import program
from factcheck.cluster import ClusterError, cluster_at, explained
from factcheck.configuration import read_configuration
from factcheck.connection_errors import TargetError
from factcheck.connections import Connection
from factcheck.examine import examine
from factcheck.making import Maker, made_of
from factcheck.outputs import units
from factcheck.pages.edition import edition
from factcheck.processes import no_search_for_cycles
from factcheck.publication import write_file
from factcheck.rendering import kept_code, own_theme, renderer
from factcheck.revisions import with_revisions
from factcheck.shard_order import Order, here, made_from, require_same
from factcheck.targets import Target
from factcheck.values import packer, unpacker
from factcheck.workspace import read_inputs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor, Future

    from factcheck.build_order import Surroundings
    from factcheck.cluster import Cluster
    from factcheck.configuration import Configuration
    from factcheck.made_units import Made
    from factcheck.making import Elsewhere
    from factcheck.outputs import Render, Unit
    from factcheck.pages.edition import Edition
    from factcheck.publication import Stage
    from factcheck.tracing import Key
    from factcheck.workspace import Inputs

# A shard of a site with long pages is about ten megabytes. A worker that is lost costs one.
UNITS: Final = 500
# A small site is shared out too.
_FEWEST_SHARDS: Final = 8
_RETRIES: Final = 5
# In seconds; after so long without any shard done somebody looks whether workers are left.
_PATIENCE: Final = 30
_packed: Final = packer()
_files: Final = unpacker(list[tuple[str, bytes]])


@dataclass(frozen=True, slots=True)
class Shard:
    """Units that were made: what they were made of, the keys that this counts, and the file that holds their files."""

    made: dict[str, Made]
    keys: list[Key]
    path: str
    digest: bytes


# Of a worker


@dataclass(frozen=True, slots=True)
class _Bench:
    """What a worker makes shards of an order from."""

    name: str
    edition: Edition
    render: Render
    units: list[Unit]
    target: Target


_benches: list[_Bench] = []
# A worker may have threads, and all of them would make the same.
_turn = threading.Lock()


def make_shard(order: Order, number: int) -> Shard:
    """Make a part of a site, 0 and up, and leave its files. Raises ClusterError for what keeps this worker from it."""
    with _turn, no_search_for_cycles():
        bench = _bench_for(order)
        files: list[tuple[str, bytes]] = []
        maker = Maker(bench.edition, bench.render, lambda path, data: files.append((path, data)))
        made, keys = made_of(maker, bench.units[number :: order.parts])
        data = _packed(files)
        # A name of its own: who makes the same shard at the same time is not in the way.
        path = f"{bench.name}/{number}-{secrets.token_hex(4)}"
        try:
            bench.target.write(path, data)
        except TargetError as error:
            raise ClusterError(f"{here()} cannot write what it made: {error}") from error
        return Shard(made, keys, path, hashlib.blake2b(data).digest())


def _bench_for(order: Order) -> _Bench:
    """Return what the last shard of the same order was made from, or get it ready."""
    if not (_benches and _benches[0].name == order.name):
        _benches.clear()
        _benches.append(_new_bench(order))
        # All of it stays as long as the order does: to look for garbage in it takes its time.
        gc.freeze()
    return _benches[0]


def _new_bench(order: Order) -> _Bench:
    site = Path(order.site)
    target = Target(Connection(order.shared, _RETRIES))
    if not (site / "claims").is_dir():
        raise ClusterError(f"{here()} does not see {site}. It must have the folder of the site, at the same path.")
    _require_shared(target, order)
    configuration = read_configuration(site, release=order.release, siteurl=order.siteurl, in_full=True)
    settings = replace(configuration.settings, now=order.now)
    configuration, inputs = replace(configuration, settings=settings), read_inputs(site)
    require_same(order, made_from(site, configuration, inputs))
    examined = examine(inputs, settings, warnings_are_errors=order.strict)
    model, render = with_revisions(examined, site, settings).site, rendered_by(configuration)
    if model is None or render is None:
        errors = (f"{p.place.path}: {p.message}" for p in examined.problems if p.level == "error")
        found = next(errors, "templates that it cannot fill")
        raise ClusterError(f"{here()} finds mistakes in {site} that the machine which asked did not: {found}")
    around = edition(model, settings)
    return _Bench(order.name, around, render, list(units(around)), target)


def rendered_by(configuration: Configuration) -> Render | None:
    """Return what renders views without Pelican, or None where only Pelican can."""
    values, settings = configuration.values, configuration.settings
    theme = own_theme(values, settings)
    return renderer(theme, settings, kept_code(values, program())) if theme else None


def _require_shared(target: Target, order: Order) -> None:
    try:
        is_seen = target.read(_note(order)) is not None
    except TargetError as error:
        raise ClusterError(f"{here()} cannot use {order.shared}: {error}") from error
    if not is_seen:
        raise ClusterError(
            f"{here()} does not see {order.shared}, where it shall leave what it makes. Share that folder, "
            "or name a place that all see with --shared."
        )


def _note(order: Order) -> str:
    """Return the path of the file by which workers know the place; while it is there, their folder is not empty."""
    return f"{order.name}/order"


# Of the machine that asks


@contextmanager
def workers_for(known: Surroundings, stage: Stage, inputs: Inputs, progress: Callable[[], None]) -> Iterator[Elsewhere]:
    """Connect to the workers that a build asks for; the value has them make a site of some inputs into the stage.

    Raises ClusterError, as the value does. ``progress`` is called for each file.
    """
    request, configuration = known.request, known.configuration
    with cluster_at(str(request.executor)) as cluster:
        if rendered_by(configuration) is None:
            raise ClusterError(
                "Templates of this site depend on settings of Jinja or plugins of its own, so that Pelican alone can "
                "fill them, on one machine: build it without --executor."
            )
        beside = stage.folder / "shards"
        order = Order(
            run=secrets.token_hex(8),
            site=str(request.site.absolute()),
            siteurl=request.siteurl,
            release=request.release,
            strict=request.strict,
            now=configuration.settings.now,
            shared=request.shared or str(beside),
            made_from=made_from(request.site, configuration, inputs),
        )
        try:
            shutil.rmtree(beside, ignore_errors=True)
            yield shared_out(cluster, order, stage.built, progress)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def shared_out(cluster: Cluster, order: Order, folder: Path, progress: Callable[[], None]) -> Elsewhere:
    """Return what has so many units made by workers, writes their files into a folder, and tells what came of them.

    It raises ClusterError. ``progress`` is called for each file.
    """

    def make(count: int) -> Iterator[tuple[dict[str, Made], list[Key]]]:
        ordered = replace(order, parts=max(1, min(count, max(_FEWEST_SHARDS, -(-count // UNITS)))))
        target = Target(Connection(order.shared, _RETRIES))
        try:
            target.write(_note(ordered), b"")
            for shard in _made(cluster, ordered):
                for path, data in _files_of(shard, target):
                    write_file(folder, path, data)
                    progress()
                yield shard.made, shard.keys
        except TargetError as error:
            raise ClusterError(str(error)) from error
        finally:
            _clean(target, ordered)

    return make


def _made(cluster: Cluster, order: Order) -> Iterator[Shard]:
    """Yield shards as they are done. Nobody holds on to one that was: a lost worker would have to make it again."""
    done: SimpleQueue[Future[Shard]] = SimpleQueue()
    _submit(cluster.executor, order, done)
    for _ in range(order.parts):
        try:
            yield _next(done, cluster).result()
        except ClusterError:
            raise
        except Exception as error:
            raise ClusterError(explained(error, cluster.address)) from error


def _submit(executor: Executor, order: Order, done: SimpleQueue[Future[Shard]]) -> None:
    for number in range(order.parts):
        executor.submit(make_shard, order, number).add_done_callback(done.put)


def _next(done: SimpleQueue[Future[Shard]], cluster: Cluster) -> Future[Shard]:
    while True:
        try:
            return done.get(timeout=_PATIENCE)
        except Empty:
            cluster.require_workers()


def _files_of(shard: Shard, target: Target) -> list[tuple[str, bytes]]:
    """Return the files of a shard, and remove what held them."""
    data = target.read(shard.path)
    try:
        if data is None or hashlib.blake2b(data).digest() != shard.digest:
            raise ClusterError(f"{target.connection.address}/{shard.path} is not what a worker wrote there.")
        return _files(data)
    except ValueError as error:
        raise ClusterError(f"{target.connection.address}/{shard.path} cannot be read: {error}") from error
    finally:
        target.remove(shard.path)


def _clean(target: Target, order: Order) -> None:
    """Remove what workers that were lost have left."""
    connection = target.connection
    with suppress(TargetError):
        connection.do(lambda fs: fs.rm(f"{connection.root}/{order.name}", recursive=True))
