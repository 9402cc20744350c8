"""``factcheck coverage``: how much of each source is claimed, and which sentences are not."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.commands.terminal import FINE, PROBLEMS, add_command, broken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factcheck.commands.terminal import Commands
    from factcheck.corpus import Corpus
    from factcheck.coverage import SourceCoverage


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    text = (
        "Tell how much of each archived source stands in the quote of a claim (drafts aside), how much stands there or "
        "is listed under not_claims, and show each sentence of which words are left over."
    )
    coverage = add_command(commands, "coverage", _coverage, text)
    coverage.add_argument("sources", metavar="SOURCE", nargs="*", help="id of a source (default: every archived one)")
    coverage.add_argument("--format", choices=("text", "json"), default="text", help="how to print it (default: text)")
    coverage.add_argument(
        "--fail-under",
        metavar="PERCENT",
        type=_percent,
        default=0.0,
        help="leave with status 1 if less of a source is quoted or listed under not_claims",
    )


def _percent(text: str) -> float:
    try:
        found = float(text.removesuffix("%"))
    except ValueError:
        found = -1
    if not 0 <= found <= 100:  # noqa: PLR2004 - per cent
        raise argparse.ArgumentTypeError(f"“{text}” must be a number from 0 to 100")
    return found / 100


def _coverage(options: argparse.Namespace, site: Path) -> int:
    from factcheck.corpus import load
    from factcheck.coverage import coverage_of
    from factcheck.proving import prove
    from factcheck.workspace import read_inputs

    corpus = load(read_inputs(site))
    wanted = options.sources or [source.id for source in corpus.sources.values() if source.snapshots]
    if message := _unusable(wanted, corpus):
        return broken(message)
    found = coverage_of(sorted(set(wanted)), corpus, prove(corpus))
    if options.format == "json":
        print(json.dumps([_as_dict(each) for each in found], ensure_ascii=False, indent=2))
    else:
        print("\n\n".join(_as_text(each, Path(os.path.relpath(site))) for each in found) or "No source is archived.")
    unread = sorted(set(wanted) - {each.source for each in found})
    if unread:
        print(f"factcheck: the capture of {', '.join(unread)} is not usable: run factcheck check.", file=sys.stderr)
    is_low = any(each.shares.accounted < options.fail_under for each in found)
    return PROBLEMS if is_low or unread else FINE


def _unusable(wanted: Iterable[str], corpus: Corpus) -> str:
    """Say which of the sources cannot be looked at, and why; an empty text if all can."""
    from factcheck.meant import did_you_mean

    for source_id in wanted:
        if source_id not in corpus.sources:
            return f"There is no source “{source_id}”. {did_you_mean(source_id, corpus.sources)}".strip()
        if not corpus.sources[source_id].snapshots:
            return f"The source “{source_id}” is only linked: without a capture there is no text to cover."
    return ""


def _as_dict(found: SourceCoverage) -> dict[str, Any]:
    return {
        "source": found.source,
        "claimed": found.shares.quoted,
        "accounted": found.shares.accounted,
        "uncovered": [
            {"start": s.start, "end": s.end, "line": s.line, "text": s.text, "share": s.share} for s in found.uncovered
        ],
    }


def _as_text(found: SourceCoverage, base: Path) -> str:
    from factcheck.problems import shown
    from factcheck.text import counted, folded
    from factcheck.wording import percent

    claimed, accounted = percent(found.shares.quoted), percent(found.shares.accounted)
    left = counted(len(found.uncovered), "sentence", "sentences")
    lines = [f"{found.source}: {claimed} quoted, {accounted} quoted or listed as no claim; {left} left over."]
    for sentence in found.uncovered:
        place = f"{shown((base / found.path).as_posix())}:{sentence.line}:{sentence.column}"
        covered = f"{percent(sentence.share)} covered" if sentence.share else "not covered"
        lines.append(f"  {place}: {covered}: {shown(folded(sentence.text))}")
    return "\n".join(lines)
