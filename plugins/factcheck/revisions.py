"""What the repository of a site says of its records: the commits that changed each, read with one call of git.

Nothing is said rather than half of it: without git, in a shallow or partial clone, or when git does not answer in
time, there are no revisions. The repository is not trusted: nothing that its settings name is run.
"""

from __future__ import annotations

import dataclasses
import os
import re
import subprocess
from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from factcheck.model import Revision
from factcheck.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from factcheck.examine import Examined
    from factcheck.model import Checked
    from factcheck.settings import Settings

Revisions = dict[str, tuple[Revision, ...]]

# In seconds; a history of 100,000 commits takes a few.
_PATIENCE: Final = 20
_LONGEST_SUBJECT: Final = 200
# A repository can name programs for each of these; log.follow and log.showRoot would change what is listed.
_SAFE: Final = (
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.pager=cat"),
    *("-c", "core.sshCommand=false"),
    *("-c", "protocol.allow=never"),
    *("-c", "log.follow=false"),
    *("-c", "log.showRoot=true"),
    *("-c", "i18n.logOutputEncoding=UTF-8"),
)
_LOG: Final = (
    "log",
    *("-z", "--format=%H%x00%at%x00%s", "--name-status", "--find-renames", "--relative"),
    *("--no-show-signature", "--no-ext-diff", "--no-textconv", "--no-color", "--no-notes", "--no-mailmap"),
    *("HEAD", "--", "claims"),
)
_HASH: Final = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_RENAMED: Final = re.compile(r"R\d*")
_CHANGED: Final = re.compile(r"[AMT]")
_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


def with_revisions(examined: Examined, site: Path, settings: Settings) -> Examined:
    """Return what was examined with the revisions of each claim, if the settings ask for them."""
    if examined.site is None or not settings.revisions:
        return examined
    found = read_revisions(site)
    claims = examined.site.claims.values()
    shown = {claim.record.id: _since_embargo(claim, found) for claim in claims}
    return dataclasses.replace(examined, site=replace(examined.site, revisions=shown))


def _since_embargo(claim: Checked, found: Revisions) -> tuple[Revision, ...]:
    """Return the revisions of a claim, without what was committed before its embargo ended."""
    revisions, embargo = found.get(claim.record.places.path, ()), claim.record.embargo
    return tuple(r for r in revisions if embargo is None or r.at >= embargo)


def read_revisions(site: Path) -> Revisions:
    """Return the commits that changed each file of ``claims/``, the newest first, by the file's path below the site."""
    about = _git(site, "rev-parse", "--is-shallow-repository", "--git-common-dir")
    is_shallow, _, folder = about.decode(errors="replace").strip().partition("\n")
    if is_shallow != "false" or any((site / folder).glob("objects/pack/*.promisor")):
        return {}
    return parsed(_git(site, *_LOG))


def head(site: Path) -> str:
    """Return the commit that the repository of a site is at; nothing where there is none."""
    return _git(site, "rev-parse", "HEAD").decode(errors="replace").strip()


def _git(site: Path, *arguments: str) -> bytes:
    """Run git in a folder; return nothing where it fails, is not there, or takes too long."""
    # A hook that runs a build sets GIT_DIR and the like, which would lead to its own repository.
    own = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k.startswith("GIT_CONFIG")}
    quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    command = ["git", *_SAFE, "--no-pager", "--no-replace-objects", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - the command is ours, and nothing in it comes from the records
            command, cwd=site, env={**own, **quiet}, capture_output=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return b""
    return done.stdout if done.returncode == 0 else b""


def parsed(log: bytes) -> Revisions:
    """Read what ``git log -z --name-status`` printed. A file that was renamed has its commits under its newest name."""
    found: dict[str, list[Revision]] = defaultdict(list)
    names: dict[str, str] = {}
    for revision, old, new in _changes(iter(log.decode(errors="replace").split("\0"))):
        name = names.get(new, new)
        if revision and revision not in found[name][-1:]:
            found[name].append(revision)
        if old != new:
            names.pop(new, None)
            names[old] = name
    return {path: tuple(revisions) for path, revisions in found.items() if revisions}


def _changes(parts: Iterator[str]) -> Iterator[tuple[Revision | None, str, str]]:
    """Yield each change of a file: its commit, and the file's path before and after."""
    revision: Revision | None = None
    for part in parts:
        word = part.lstrip("\n")
        if _HASH.fullmatch(word):
            revision = _revision(word, next(parts, ""), next(parts, ""))
        elif _RENAMED.fullmatch(word):
            yield revision, next(parts, ""), next(parts, "")
        elif _CHANGED.fullmatch(word):
            path = next(parts, "")
            yield revision, path, path
        elif word:
            next(parts, "")  # deleted: what the file was called is not a record's any more


def _revision(commit: str, seconds: str, subject: str) -> Revision | None:
    try:
        at = datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    words = " ".join(_UNPRINTABLE.sub(" ", subject).split())
    return Revision(commit=commit, at=at, subject=words[:_LONGEST_SUBJECT])
