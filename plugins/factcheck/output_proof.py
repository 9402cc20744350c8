"""The files of one claim in a built site: they agree, and its quotes stand in the published texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.annotation_check import annotation_faults
from factcheck.codes import problem
from factcheck.output_files import short
from factcheck.problems import Place, Problem
from factcheck.text import OMISSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.output_files import Built, Data


def record_problems(path: str, record_path: str, item: Data | None, record: Data, built: Built) -> Iterator[Problem]:
    """Prove a claim's quotes again from the published files alone, and compare the files with one another."""
    try:
        if item and (different := _first_difference(item, record)):
            found = f"{different} is not the same in claims.json"
            yield problem("output-api-broken", Place(record_path), found=found)
        for quote in _quotes(record):
            yield from _quote_problems(quote, record_path, built)
        yield from _annotation_problems(record, built)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        yield problem("output-api-broken", Place(record_path), found=f"it lacks what {path} needs: {error!r}")


def _annotation_problems(record: Data, built: Built) -> Iterator[Problem]:
    """Compare a claim's annotation with its quote and, unless that was altered itself, with the published text."""
    path, proven = record["annotation"].lstrip("/"), record["quote"]["text"]
    published = built.published((proven["url"] or "").lstrip("/"))
    text = published.data.decode() if published.digest == proven["sha256"] else None
    for fault in annotation_faults(built.data(path), record["quote"], text):
        yield problem("output-api-broken", Place(path), found=fault)


def _first_difference(item: Data, record: Data) -> str | None:
    """Return the first field in which an item of the list is not what the whole record says."""
    for key, value in item.items():
        whole = record[key]
        if isinstance(value, dict):
            whole = {inner: whole[inner] for inner in value}
        if whole != value:
            return key
    return None


def _quotes(record: Data) -> Iterator[Data]:
    """Yield every proven quote of a record."""
    items = [*record["evidence"]["items"], *(e for step in record["history"] for e in step["evidence"])]
    items += record["replies"]
    yield from (q for q in (record["quote"], record["condition"], *(e["quote"] for e in items)) if q)


def _quote_problems(quote: Data, record_path: str, built: Built) -> Iterator[Problem]:
    digests = built.digests(quote["source"])
    pieces = quote["pieces"]
    hull = (pieces[0]["start"], pieces[-1]["end"])
    if (quote["snapshot"]["file"], quote["snapshot"]["sha256"], quote["text"]["sha256"]) not in digests:
        yield problem("output-api-broken", Place(record_path), found="a digest is not the one of its source")
    if (quote["start"], quote["end"]) != hull:
        yield problem("output-api-broken", Place(record_path), found="start and end are not those of the pieces")
    text_path = (quote["text"]["url"] or "").lstrip("/")
    if not text_path:
        return
    if text_path not in built.files:
        yield problem("output-link-broken", Place(record_path), found=text_path)
        return
    published = built.published(text_path)
    proven = OMISSION.join(published.text[p["start"] : p["end"]] for p in pieces)
    if proven != quote["exact"] or published.digest != quote["text"]["sha256"]:
        yield problem("output-quote-differs", Place(text_path), found=short(quote["exact"]))
