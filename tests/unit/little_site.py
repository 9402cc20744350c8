"""A little site in memory: what most unit tests start from, change in one place, and examine.

Files are texts or bytes by their path below the site. In the text of a record ``SHA(article.txt)`` stands for
the digest of that file, and ``▶`` stands right before each place at which a problem is expected.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from typing import TYPE_CHECKING

from factcheck.examine import Examined, examine
from factcheck.settings import Settings, settings_from
from factcheck.workspace import Inputs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from factcheck.model import Site
    from factcheck.problems import Problem

Files = dict[str, str | bytes]
Found = tuple[str, str, int, int]

MARK = "▶"
NOW = dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)
PAGES = {"about": "About", "methodology": "Methodology", "corrections-policy": "Corrections policy"}

ARTICLE = """\
Winter plans

Allies plan aid for the winter. The summit was held in Paris.

They will not send troops. Two points were made:

- Money is promised.
- The summit was short.

Ann said it would help. It was about half done, she said.
"""

AID = """\
kind: context
claim: Allies plan aid
published: 2026-01-02
quote:
  source: article
  exact: Allies plan aid for the winter.
"""

SOURCE = """\
title: Winter plans
rights: full-text
snapshots:
  - file: article.txt
    sha256: SHA(article.txt)
    captured: 2026-01-01
"""

REVIEW = """\
review:
  verdict: supported
  published: 2026-02-01
  explanation: Two sources say so.
evidence:
  - {source: report, bearing: supports}
"""

BASE: Files = {
    "claims/winter/aid.yaml": AID,
    "claims/people/ann.yaml": "name: Ann\n",
    "claims/organizations/acme.yaml": "name: Acme\n",
    "claims/events/summit.yaml": "name: The summit\n",
    "seeds/article.yaml": SOURCE,
    "seeds/article.txt": ARTICLE,
    "seeds/report.yaml": "title: A report\nrights: quote-only\nsnapshots: []\n",
}


def settings(*, siteurl: str = "https://example.org", pages: Mapping[str, str] = PAGES) -> Settings:
    """Return the settings of the little site."""
    return settings_from({"SITENAME": "Checks", "SITEURL": siteurl}, NOW, pages)


def site(changes: Mapping[str, str | bytes | None] | None = None, **aid: str) -> Files:
    """Return the little site with some files changed, added, or (None) removed; ``aid`` adds to its claim."""
    merged = {**BASE, **(changes or {})}
    if aid:
        merged["claims/winter/aid.yaml"] = AID + "".join(f"{key}: {value}\n" for key, value in aid.items())
    return {path: data for path, data in merged.items() if data is not None}


def quoting(exact: str, **selector: str) -> str:
    """Return a claim on other words of the article."""
    more = "".join(f"  {key}: {value}\n" for key, value in selector.items())
    # The claim says what its quote says, so that nobody asks where a reservation or a name has gone.
    claim = json.dumps(f"A claim: {exact}".replace(MARK, "")[:75], ensure_ascii=False)
    who = "claimant: acme\n" if exact.replace(MARK, "").startswith(("They", "It ")) else ""
    quote = f"quote:\n  source: article\n  exact: {exact}\n{more}"
    return f"kind: context\nclaim: {claim}\npublished: 2026-01-02\n{quote}{who}"


def unmarked(files: Files) -> tuple[Files, list[tuple[str, int, int]]]:
    """Take the marks out of the files, and return the places where they stood."""
    clean: Files = {}
    places: list[tuple[str, int, int]] = []
    for path, data in files.items():
        if not isinstance(data, str):
            clean[path] = data
            continue
        rest = data
        while MARK in rest:
            before, _, after = rest.partition(MARK)
            places.append((path, before.count("\n") + 1, len(before) - before.rfind("\n")))
            rest = before + after
        clean[path] = rest
    return clean, places


def as_bytes(files: Files) -> dict[str, bytes]:
    """Return every file as bytes, its digests filled in."""
    data = {p: d.encode() if isinstance(d, str) else d for p, d in files.items()}

    def digest(match: re.Match[bytes]) -> bytes:
        return hashlib.sha256(data[f"seeds/{match[1].decode()}"]).hexdigest().encode()

    return {p: re.sub(rb"SHA\(([^)]+)\)", digest, d) if p.endswith(".yaml") else d for p, d in data.items()}


def inputs(files: Files) -> Inputs:
    """Return the files as the workspace would have read them."""
    data = as_bytes(files)
    is_record = {p: p.endswith((".yaml", ".yml")) for p in data}
    captures = {p.removeprefix("seeds/"): d for p, d in data.items() if not is_record[p]}
    return Inputs({p: d for p, d in sorted(data.items()) if is_record[p]}, captures, ())


def examined(files: Files, given: Settings | None = None) -> Examined:
    """Examine a site in memory."""
    return examine(inputs(unmarked(files)[0]), given or settings())


def model(files: Files, given: Settings | None = None) -> Site:
    """Return the model of a site that has no errors."""
    found = examined(files, given)
    assert found.site is not None, found.problems
    return found.site


def brief(problems: Iterable[Problem]) -> list[Found]:
    """Return each problem as code, path, line and column."""
    return [(p.code, p.place.path, p.place.line, p.place.column) for p in problems]


def found_in(files: Files, given: Settings | None = None) -> list[Found]:
    """Return what is wrong with a site."""
    return brief(examined(files, given).problems)


def expected(code: str, files: Files) -> list[Found]:
    """Return one finding of a code for each mark."""
    return sorted((code, *place) for place in unmarked(files)[1])


def write(folder: Path, files: Files) -> Path:
    """Write a site to disk."""
    for path, data in as_bytes(unmarked(files)[0]).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder
