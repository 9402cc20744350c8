"""How to cite a claim's page: as BibTeX and as CSL-JSON.

BibTeX is the ``@misc`` that every style knows; CSL-JSON is that of
https://docs.citationstyles.org/en/stable/specification.html.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import datetime as dt

    from factcheck.model import Checked
    from factcheck.pages.edition import Edition

Data = dict[str, Any]

# What means something to TeX. A brace counts even behind a backslash, so it must have a name.
_TEX = {
    "\\": "\\textbackslash{}",
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%#_$"},
}
_SPECIAL = re.compile("[" + re.escape("".join(_TEX)) + "]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What a citation needs. ``url`` is empty where the site has no address; ``authors`` is never empty.

    ``note`` says in the site's language when the page was last changed.
    """

    id: str
    title: str
    authors: tuple[str, ...]
    site: str
    published: dt.date
    note: str
    url: str
    language: str


def cite_path(claim_id: str, ending: Literal["bib", "json"]) -> str:
    """Return the root path of a citation as a file: BibTeX or CSL-JSON."""
    return f"api/v1/cite/{claim_id}.{ending}"


def cited(claim: Checked, edition: Edition) -> tuple[str, list[Data]]:
    """Return how the page of a claim is cited, as BibTeX and as CSL-JSON: its page shows them, and they are files."""

    def both() -> tuple[str, list[Data]]:
        citation = citation_of(claim, edition)
        return bibtex(citation), csl(citation)

    return edition.sayings.of(("citations", claim.record.id), both)


def citation_of(claim: Checked, edition: Edition) -> Citation:
    """Return how the page of a claim is cited: by those who wrote it, or else by the site."""
    record, settings = claim.record, edition.settings
    words = edition.words[settings.languages[0]]
    names = tuple(edition.site.things[who].name for who in record.written_by)
    return Citation(
        id=record.id,
        title=record.claim,
        authors=names or (settings.sitename,),
        site=settings.sitename,
        published=record.published,
        note=words.say("Last changed %(day)s", day=claim.modified.isoformat()),
        url=f"{settings.siteurl}/{claim.path}" if settings.siteurl else "",
        language=record.language or settings.language,
    )


def bibtex(citation: Citation) -> str:
    """Return an entry of BibTeX in UTF-8; its key is the id."""
    # Braces inside keep a style from taking a name apart, or the capitals from a title.
    authors = " and ".join([f"{{{escaped(name)}}}" for name in citation.authors])
    # An address is taken letter for letter by every style.
    url = f"  url = {{{citation.url}}},\n" if citation.url else ""
    return (
        f"@misc{{{citation.id},\n"
        f"  author = {{{authors}}},\n"
        f"  title = {{{{{escaped(citation.title)}}}}},\n"
        f"  howpublished = {{{escaped(citation.site)}}},\n"
        f"  year = {{{citation.published.year:04}}},\n"
        f"  month = {{{citation.published.month}}},\n"
        f"  note = {{{escaped(citation.note)}}},\n"
        f"{url}"
        f"  language = {{{escaped(citation.language)}}},\n"
        "}\n"
    )


@lru_cache(maxsize=1 << 12)
def escaped(text: str) -> str:
    """Return a text as TeX prints it, on one line."""
    return _SPECIAL.sub(lambda sign: _TEX[sign[0]], " ".join(text.split()))


def csl(citation: Citation) -> list[Data]:
    """Return CSL-JSON: a list of one item."""
    day = citation.published
    item = {
        "id": citation.id,
        "type": "webpage",
        "title": citation.title,
        "author": [{"literal": name} for name in citation.authors],
        "container-title": citation.site,
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "note": citation.note,
        "URL": citation.url,
        "language": citation.language,
    }
    return [{key: value for key, value in item.items() if value}]
