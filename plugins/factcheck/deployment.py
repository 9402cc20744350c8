"""Sending a built site to a target, so that a cut at any moment leaves what the next run can go on from."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from factcheck.built_site import NotSentError
from factcheck.manifests import (
    FOLDER,
    JOURNAL,
    MANIFEST,
    PROGRESS,
    Journal,
    Manifest,
    is_part,
    journal_bytes,
    manifest_files,
    progress_bytes,
)
from factcheck.targets import side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.built_site import BuiltSite
    from factcheck.manifests import Step
    from factcheck.sending import Plan
    from factcheck.target_survey import Survey
    from factcheck.targets import Target


def send(target: Target, site: BuiltSite, found: Survey, todo: Plan, step: Callable[[], None] = lambda: None) -> None:
    """Do what a plan says, and write down at the target what stands there; ``step`` is called for each file.

    Raises TargetError, and NotSentError when the site or the target changes meanwhile. Whatever ends it, also the
    death of this process, the next run learns from the target how far it came.
    """
    target.clean()
    base = found.manifest
    if base is None:
        base = Manifest(site.name, _new_run(), found.known)
        _keep(target, base)
    if todo.batches:
        run = _new_run()
        target.write(JOURNAL, journal_bytes(Journal(run, base.run, todo.batches)))
        target.write(PROGRESS, progress_bytes(run, 0))
        _send_batches(target, site, todo, run, step)
        _keep(target, Manifest(site.name, run, site.files), base.parts)
    target.remove(JOURNAL)
    target.remove(PROGRESS)
    target.clean()


def _keep(target: Target, manifest: Manifest, there: tuple[str, ...] = ()) -> None:
    """Write a manifest, but for parts that are there; then remove every part that it does not name."""
    files = manifest_files(manifest)
    for path, data in files.items():
        if path not in there:
            target.write(path, data)
    if there or len(files) > 1:
        for path in (f"{FOLDER}/{name}" for name in target.names(FOLDER)):
            if is_part(path) and path not in files:
                target.remove(path)


def _send_batches(target: Target, site: BuiltSite, todo: Plan, run: str, step: Callable[[], None]) -> None:
    def do(one: Step) -> None:
        if one.digest is None:
            target.remove(one.path)
        else:
            target.write(one.path, site.data(one.path))
        step()

    with side_by_side(target) as each:
        for done, batch in enumerate(todo.batches):
            list(each(do, batch))
            if target.read(PROGRESS) != progress_bytes(run, done):
                _give_up_to_another(target)
            target.write(PROGRESS, progress_bytes(run, done + 1))


def _give_up_to_another(target: Target) -> None:
    """Leave a target to which somebody else publishes too, so that both stop and nobody believes a wrong manifest."""
    for path in (MANIFEST, JOURNAL, PROGRESS):
        target.remove(path)
    raise NotSentError(
        f"Somebody else publishes to {target.connection.address} at the same time. "
        "Let one of you run the same command again: all files are compared then."
    )


def _new_run() -> str:
    return secrets.token_hex(8)
