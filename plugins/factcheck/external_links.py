"""Links to other sites, followed by lychee (which retries and caches). Exemptions need a reason and end by a day.

``external-links.yaml`` in the site's folder is a list of ``{url, reason, until}``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.clock import build_time
from factcheck.codes import problem
from factcheck.dates import date
from factcheck.problems import Place, Places, Problem
from factcheck.settings import CACHE_FOLDER
from factcheck.yaml_reader import parse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

EXEMPTIONS_FILE = "external-links.yaml"


class MissingToolError(Exception):
    """lychee is not installed; the message says how to install it."""


@dataclass(frozen=True, slots=True)
class Exemption:
    """A link that need not work until a day."""

    url: str
    until: dt.date
    place: Place


def check_external(urls: Sequence[str], site: Path, output: Path) -> list[Problem]:
    """Follow links to other sites. Raises MissingToolError where lychee is missing.

    Places are below the output folder, as all are in its check.
    """
    program = shutil.which("lychee", path=str(Path(sys.executable).parent)) or shutil.which("lychee")
    if program is None:
        raise MissingToolError("lychee is missing. Install it with: pip install 'pelican-factcheck[external]'")
    shown = Path(os.path.relpath(site / EXEMPTIONS_FILE, output)).as_posix()
    exemptions, problems = _exemptions(site / EXEMPTIONS_FILE, shown)
    dead = _dead(urls, program, site)
    today = build_time().date()
    problems += list(_stale(exemptions, dead, today))
    exempt = {e.url for e in exemptions if today <= e.until}
    place = Place("index.html")
    return problems + [
        problem("output-external-dead", place, found=f"{u}: {why}") for u, why in dead.items() if u not in exempt
    ]


def _dead(urls: Sequence[str], program: str, site: Path) -> dict[str, str]:
    if not urls:
        return {}
    cache = site / CACHE_FOLDER
    cache.mkdir(exist_ok=True)
    command = [
        program,
        "--format",
        "json",
        "--no-progress",
        "--max-retries",
        "3",
        "--cache",
        "--max-cache-age",
        "1d",
        "-",
    ]
    run = subprocess.run(  # noqa: S603 - a fixed command; addresses go in as text, not as arguments
        command, input="\n".join(urls), capture_output=True, text=True, cwd=cache, check=False
    )
    try:
        report: dict[str, Any] = json.loads(run.stdout)
    except ValueError:
        raise MissingToolError(f"lychee gave no report: {run.stderr.strip()[:200]}") from None
    failures = report.get("error_map") or report.get("fail_map") or {}
    return {item["url"]: str(item["status"].get("text", "no answer")) for items in failures.values() for item in items}


def _exemptions(file: Path, shown: str) -> tuple[list[Exemption], list[Problem]]:
    if not file.is_file():
        return [], []
    parsed = parse(file.read_bytes(), shown)
    found: list[Exemption] = []
    problems = list(parsed.problems)
    for index, entry in enumerate(parsed.value if isinstance(parsed.value, list) else []):
        exemption = _exemption(entry, index, parsed.places)
        if exemption:
            found.append(exemption)
        else:
            text = "an entry needs url, reason and until (a day)"
            problems.append(problem("output-external-exemption", parsed.places.value(index), found=text))
    return found, problems


def _exemption(entry: object, index: int, places: Places) -> Exemption | None:
    if not isinstance(entry, dict) or not entry.get("url") or not entry.get("reason"):
        return None
    until = date(str(entry.get("until")))
    return Exemption(str(entry["url"]), until.latest, places.value(index, "url")) if until and until.day else None


def _stale(exemptions: list[Exemption], dead: dict[str, str], today: dt.date) -> Iterator[Problem]:
    for exemption in exemptions:
        if today > exemption.until:
            yield problem("output-external-exemption", exemption.place, found=f"it ended on {exemption.until}")
        elif exemption.url not in dead:
            yield problem("output-external-exemption", exemption.place, found="the link works, or nobody links there")
