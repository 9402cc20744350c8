"""What workers elsewhere are told of a build: where the site lies, and what its pages are made of, as digests.

A worker reads the site itself. It makes pages only where everything that they are made of is there what it is here.
"""

from __future__ import annotations

import hashlib
import os
import platform
import socket
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from factcheck import __version__
from factcheck.build_state import LIBRARIES, PROGRAM, digest_of, stamps_of
from factcheck.cluster import ClusterError
from factcheck.revisions import head
from factcheck.theme import theme_folder

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from factcheck.configuration import Configuration
    from factcheck.workspace import Inputs

# What a worker reads in the folder of the site; the rest of what pages are made of is installed.
_FILES: Final = ("settings", "theme", "records", "history")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order to make the pages of a site, in so many ``parts``.

    ``site`` is its folder, ``shared`` the place where workers leave what they made. ``now`` is the time of the build,
    and ``made_from`` maps names of what pages are made of to versions and digests. ``run`` is another for each build:
    a worker that was believed dead may still be at an order that was like this one.
    """

    run: str
    site: str
    siteurl: str | None
    release: bool
    strict: bool
    now: dt.datetime
    shared: str
    made_from: Mapping[str, str]
    parts: int = 1

    @property
    def name(self) -> str:
        """A name that no other order has: a digest in hex."""
        return _digest([repr(self).encode()])


def made_from(site: Path, configuration: Configuration, inputs: Inputs) -> dict[str, str]:
    """Return versions and digests of what the pages of a site are made of, which do not depend on the machine.

    Of captures it is enough that the records name their digests: another one is a problem.
    """
    settings = configuration.settings
    records = (part for path, data in sorted(inputs.records.items()) for part in (path.encode(), data))
    return {
        "factcheck": f"{__version__}+{_digest(_contents([PROGRAM]))[:8]}",
        "Python": platform.python_version(),
        **{name: version(name) for name in LIBRARIES},
        "settings": _digest([repr(settings).encode()]),
        "theme": _digest(_contents(_templates(configuration))),
        "records": _digest(records),
        "history": head(site) if settings.revisions else "",
    }


def require_same(order: Order, found: Mapping[str, str]) -> None:
    """Raise ClusterError where pages would be made of something else here than the order says."""
    other = [name for name in order.made_from if found.get(name) != order.made_from[name]]
    programs = [f"{name} {found.get(name)}, not {order.made_from[name]}" for name in other if name not in _FILES]
    if programs:
        raise ClusterError(f"{here()} has other programs: {'; '.join(programs)}. Install the same everywhere.")
    if other:
        raise ClusterError(
            f"{here()} finds other {' and '.join(other)} in {order.site} than the machine that asked. "
            "Run the same command again if somebody has saved a file meanwhile; otherwise share the one folder."
        )


def here() -> str:
    """Return what messages call this process."""
    return f"Worker {socket.gethostname()}, process {os.getpid()},"


def _templates(configuration: Configuration) -> list[Path]:
    values = configuration.values
    own = [*map(Path, values["THEME_TEMPLATES_OVERRIDES"]), Path(values["THEME"]) / "templates"]
    return [*own, theme_folder() / "templates"]


def _contents(folders: Iterable[Path]) -> Iterable[bytes]:
    """Yield the files of folders: their paths below these, and digests of their bytes."""
    for folder in folders:
        for path in sorted(stamps_of([folder])):
            yield Path(path).relative_to(folder).as_posix().encode(errors="surrogateescape")
            yield digest_of(Path(path))


def _digest(parts: Iterable[bytes]) -> str:
    """Return a digest of texts, each with its length, so that none runs into the next."""
    whole = hashlib.blake2b(digest_size=16)
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()
