"""Where a reader reports an error: the site's own address for it, filled in with the page the reader comes from."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from factcheck.urls import is_mail_url, is_web_url

TITLE: Final = "{title}"
URL: Final = "{url}"


def is_report_url(url: str) -> bool:
    """Tell whether an address, its blanks filled in, is one of the web or of mail."""
    filled = url.replace(TITLE, "x").replace(URL, "x")
    return is_web_url(filled) or is_mail_url(filled)


def prefilled(url: str, *, title: str, address: str, subject: str, body: str) -> str:
    """Return where to report an error on a page.

    Blanks win: ``{title}`` and ``{url}`` become the page's title and address. Without them a mail gets a subject and
    a body, and a new issue at GitHub or GitLab a title and a text; any other address stays as it is.
    """
    if TITLE in url or URL in url:
        filled = {TITLE: quote(title, safe=""), URL: quote(address, safe="")}
        return "".join(filled.get(part, part) for part in re.split(r"(\{title\}|\{url\})", url))
    if is_mail_url(url):
        return _with(url, {"subject": subject, "body": body.replace("\n", "\r\n")})
    path = urlsplit(url).path.rstrip("/")
    if path.endswith("/-/issues/new"):
        return _with(url, {"issue[title]": subject, "issue[description]": body})
    return _with(url, {"title": subject, "body": body}) if path.endswith("/issues/new") else url


def _with(url: str, parameters: dict[str, str]) -> str:
    """Return an address with parameters added; those that it has already are the site's own, and stay."""
    address, _, query = url.partition("#")[0].partition("?")
    pairs = [pair for pair in query.split("&") if pair]
    own = {unquote(pair.partition("=")[0]).lower() for pair in pairs}
    added = (f"{quote(key)}={quote(text, safe='')}" for key, text in parameters.items() if key not in own)
    return f"{address}?{'&'.join([*pairs, *added])}"
