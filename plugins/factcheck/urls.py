"""Addresses: which are safe to link, which file names are safe to read, and where one page is seen from another."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import urlsplit

_FORBIDDEN = frozenset('\\:*?"<>|\0')


def is_web_url(url: str) -> bool:
    """Tell whether a text is an absolute http or https address with a host and nothing invisible in it."""
    if not url.isprintable() or any(c.isspace() or c in '<>"`{}|\\^' for c in url):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False


def is_mail_url(url: str) -> bool:
    """Tell whether a text is a ``mailto:`` address (RFC 6068) with one recipient and nothing invisible in it."""
    if not url.isprintable() or any(c.isspace() or c in '<>"`{}|\\^' for c in url):
        return False
    scheme, _, rest = url.partition(":")
    name, at, host = rest.partition("?")[0].partition("@")
    return scheme.lower() == "mailto" and bool(name and at and host) and not any(c in "@,;" for c in host)


def is_safe_file(name: str) -> bool:
    """Tell whether a relative file name stays below its folder, on any system."""
    path = PurePosixPath(name)
    unsafe = path.is_absolute() or ".." in path.parts or not path.parts or any(c in _FORBIDDEN for c in name)
    return not unsafe and name.isprintable() and str(path) == name


def root_from(path: str) -> str:
    """Return the relative way from a page (``claims/a/`` or ``404.html``) to the root of the site."""
    return "../" * path.count("/") or "./"


def file_of(path: str) -> str:
    """Return the file that an address is served from."""
    return f"{path}index.html" if path == "" or path.endswith("/") else path
