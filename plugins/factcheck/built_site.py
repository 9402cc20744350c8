"""A built site as it is about to be sent: its files and their digests, and what it is called."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from factcheck.manifests import is_publishable
from factcheck.settings import FALLBACK_URL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

DESCRIPTION: Final = "api/v1/openapi.json"
# Names that begin with a dot, at the top of the output, are not of the site. These are what web servers know.
_DOTTED: Final = frozenset({".htaccess", ".nojekyll", ".well-known"})


class NotSentError(Exception):
    """A site cannot be sent as it is, or not to this target: the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A built site on this machine: where it is, what tells it from others, and the digest of each file by path."""

    folder: Path
    name: str
    files: Mapping[str, str]

    @property
    def has_address(self) -> bool:
        """Tell whether it was built with a SITEURL."""
        return self.name.startswith(("https://", "http://"))

    @property
    def is_release(self) -> bool:
        """Tell whether it was built for publication, with the index of the search."""
        return any(path.startswith("pagefind/") for path in self.files)

    def data(self, path: str) -> bytes:
        """Return the bytes of a file. Raises NotSentError if they are not those of its digest any more."""
        data = (self.folder / path).read_bytes()
        if hashlib.sha256(data).hexdigest() != self.files[path]:
            raise NotSentError(f"{path} was changed while the site was sent. Run the same command again.")
        return data


def read_built(folder: Path) -> BuiltSite:
    """Read a built site. Raises NotSentError where a file of it cannot be sent."""
    files = {path: hashlib.sha256((folder / path).read_bytes()).hexdigest() for path in sorted(_files(folder))}
    return BuiltSite(folder, site_name((folder / DESCRIPTION).read_bytes()) or folder.name, files)


def site_name(description: bytes | None) -> str:
    """Return what tells a site from others, by its description of the API: its address, or its title without one."""
    try:
        fields = json.loads(description or b"")
        url, title = fields["servers"][0]["url"], fields["info"]["title"]
    except (ValueError, LookupError, TypeError):
        return ""
    return str(title if url == FALLBACK_URL else url)


def _files(folder: Path) -> Iterator[str]:
    for base, folders, names in os.walk(folder):
        is_top = base == str(folder)
        folders[:] = _of_the_site(folders, is_top=is_top)
        # A link to a folder is among the folders, and is not walked into.
        for name in (*_of_the_site(names, is_top=is_top), *folders):
            file = Path(base, name)
            if file.is_symlink():
                raise NotSentError(f"{file.relative_to(folder)} is a link, and a build makes none. Put the file there.")
            if name in folders:
                continue
            path = file.relative_to(folder).as_posix()
            if not is_publishable(path):
                raise NotSentError(f"{path!r} is no name that every server takes. Give the file another.")
            yield path


def _of_the_site(names: Iterable[str], *, is_top: bool) -> list[str]:
    return [name for name in names if not (is_top and name.startswith(".")) or name in _DOTTED]
