"""What stands at a target: what its manifest and its journal say, and where they are silent or wrong, what is seen.

Where the manifest is missing, damaged or of another site, what stands at the places of our files is looked at, and
whatever else is there is none of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from factcheck.built_site import DESCRIPTION, NotSentError, site_name
from factcheck.manifests import (
    JOURNAL,
    MANIFEST,
    NOT_OURS,
    OURS_BUT_UNKNOWN,
    PROGRESS,
    DamagedError,
    Manifest,
    after,
    manifest_files,
    read_journal,
    read_manifest,
    read_progress,
)
from factcheck.targets import side_by_side

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from factcheck.built_site import BuiltSite
    from factcheck.targets import Target

_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Survey:
    """What stands at a target, as digests by path; its manifest if that says the same; what was noticed."""

    known: Mapping[str, str]
    manifest: Manifest | None
    notice: str


def survey(target: Target, site: BuiltSite, *, take_over: bool = False, compare: bool = False) -> Survey:
    """Find out what stands at a target, without changing it.

    With ``compare`` its manifest is not believed. With ``take_over`` the target of another site is used, and files
    in our way that are not ours may be overwritten; without, both raise NotSentError. May raise TargetError.
    """
    manifest, notice = _manifest(target, site, take_over=take_over)
    stood = _stood(target, manifest) if manifest else _Stood({}, frozenset(), is_sure=False)
    doubtful = stood.doubtful | (site.files.keys() - stood.known.keys())
    if compare or not manifest:
        doubtful |= stood.known.keys()
    known = dict(stood.known)
    foreign = _look(target, site, known, doubtful, stood.doubtful)
    if foreign and not take_over and (manifest or not _is_of(target, site)):
        raise NotSentError(_in_the_way(target.connection.address, foreign))
    known |= dict.fromkeys(foreign, NOT_OURS)
    is_true = manifest is not None and stood.is_sure and known == manifest.files
    return Survey(known, manifest if is_true else None, notice)


def _manifest(target: Target, site: BuiltSite, *, take_over: bool) -> tuple[Manifest | None, str]:
    """Return the manifest of a target if it is there, whole and of this site, and what is to be said of it if not."""
    data = target.read(MANIFEST)
    if data is None:
        return None, ""
    try:
        # A part that says of files what is so in this site need not be fetched: it is called by what it says.
        ours = manifest_files(Manifest(site.name, "", site.files))
        manifest = read_manifest(data, lambda path: ours.get(path) or target.read(path))
    except DamagedError:
        return None, "The manifest at the target is damaged: all files are compared, and none is removed this time."
    if manifest.site == site.name:
        return manifest, ""
    if not take_over:
        raise NotSentError(
            f"{target.connection.address} holds another site, {manifest.site}, and this is {site.name}. "
            "Choose another target, or take this one over with --take-over."
        )
    return None, f"The target held {manifest.site}: all files are compared, and none is removed this time."


@dataclass(frozen=True, slots=True)
class _Stood:
    """What stood at a target by its manifest and a journal; the paths that a cut run may or may not have come to."""

    known: Mapping[str, str]
    doubtful: frozenset[str]
    is_sure: bool


def _stood(target: Target, manifest: Manifest) -> _Stood:
    data = target.read(JOURNAL)
    if data is None:
        return _Stood(manifest.files, frozenset(), is_sure=True)
    try:
        journal = read_journal(data)
    except DamagedError:
        return _Stood(manifest.files, frozenset(manifest.files), is_sure=False)
    if journal.base != manifest.run:
        # Its run came to the end: only the journal was not removed any more.
        return _Stood(manifest.files, frozenset(), is_sure=False)
    known, doubtful = after(journal, read_progress(target.read(PROGRESS), journal), manifest.files)
    return _Stood(known, doubtful, is_sure=False)


def _look(
    target: Target, site: BuiltSite, known: dict[str, str], paths: AbstractSet[str], ours: AbstractSet[str]
) -> list[str]:
    """Look at some paths of a target and correct what is known of them; return those that hold what is not ours.

    What stands at a path of ``ours``, known or not, was sent by us, because nothing stood there before.
    """
    with side_by_side(target) as each:
        standing = target.standing(paths, each)
        inside = [path for path in standing if path in site.files]
        same = each(lambda path: target.holds(path, standing[path], site.data(path)), inside)
        held = {path for path, is_same in zip(inside, same, strict=True) if is_same}
    foreign = []
    for path in sorted(paths):
        if path not in standing:
            known.pop(path, None)
        elif path in held:
            known[path] = site.files[path]
        elif path in known or path in ours:
            known[path] = NOT_OURS if known.get(path) == NOT_OURS else OURS_BUT_UNKNOWN
        else:
            foreign.append(path)
    return foreign


def _is_of(target: Target, site: BuiltSite) -> bool:
    """Tell whether a target without a manifest holds an earlier build of a site."""
    return site_name(target.read(DESCRIPTION)) == site.name


def _in_the_way(address: str, foreign: list[str]) -> str:
    some = ", ".join(foreign[:_NAMED]) + (" and others" if len(foreign) > _NAMED else "")
    return (
        f"{address} holds what we did not publish where the site has files of its own: {some}. "
        "Choose another target, or overwrite them with --take-over."
    )
