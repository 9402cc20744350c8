"""Making what changed of a site: only what read an amended claim, or all that is made of something else than before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.making import Maker, Plan, make_again, make_changed, planned
from factcheck.pages.edition import edition, stand_alike, with_claims

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

    from factcheck.made_units import Making
    from factcheck.making import Base
    from factcheck.model import Site
    from factcheck.outputs import Render
    from factcheck.settings import Settings


@dataclass(frozen=True, slots=True)
class Remade:
    """What is made now, and how it differs from what was made before: units, and files that went and that came."""

    plan: Plan
    making: Making
    renewed: frozenset[str]
    lost: frozenset[str]
    added: frozenset[str]


@dataclass(frozen=True, slots=True)
class Followed:
    """What is kept in memory of a site that is built again and again: its plan, and the files of its output.

    The model in the same memory is then that of the last build, and not the one from which the state strayed.
    """

    plan: Plan
    files: frozenset[str]


def remake(base: Base, site: Site, settings: Settings, render: Render, write: Callable[[str, bytes], object]) -> Remade:
    """Write the files of a site that are not as they were made before."""
    old, plan = base.site, base.plan
    changed = [key for key, claim in site.claims.items() if old.claims.get(key) is not claim]
    # Where claims alone were amended, the rest of the model is the very same.
    is_amended = site.sources is old.sources and all(stand_alike(old.claims[key], site.claims[key]) for key in changed)
    if plan and is_amended:
        plan = Plan(with_claims(plan.edition, site, changed), plan.units, plan.numbers)
    else:
        known = plan.edition.outlines if plan else {}
        outlines = {key: outline for key, outline in known.items() if site.claims.get(key) is old.claims.get(key)}
        plan = planned(edition(site, settings, outlines), base)
    maker = Maker(plan.edition, render, write)
    if is_amended:
        making, renewed = make_again(maker, base, plan, changed)
    else:
        making, renewed = make_changed(maker, base, plan)
    return Remade(plan, making, frozenset(renewed), *_files(base, making, renewed))


def _files(base: Base, now: Making, renewed: AbstractSet[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the files that no unit makes any more, and those that none made before."""
    names, before = renewed | base.strayed, base.making
    old = {path for name in names if (made := before.units.get(name)) for path in made.files}
    new = {path for name in names if (made := now.units.get(name)) for path in made.files}
    lost, added = (old | base.extra) - new, new - old
    return frozenset(lost - now.files if lost else lost), frozenset(added - before.files if added else added)
