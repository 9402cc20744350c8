"""What is wrong with a published annotation: it must select what its claim quotes, and nothing else."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from factcheck.text import OMISSION

if TYPE_CHECKING:
    from collections.abc import Iterator

Data = dict[str, Any]


def annotation_faults(annotation: Data, quote: Data, text: str | None) -> Iterator[str]:
    """Yield each way in which an annotation differs from a quote of the API.

    ``text`` is the published text, None where there is none. Raises KeyError or TypeError for another shape.
    """
    for source, targets in groupby(annotation["target"], lambda target: target["source"]):
        selectors = [selector for target in targets for selector in target["selector"]]
        words = [s for s in selectors if s["type"] == "TextQuoteSelector"]
        places = [{"start": s["start"], "end": s["end"]} for s in selectors if s["type"] == "TextPositionSelector"]
        if OMISSION.join(s["exact"] for s in words) != quote["exact"]:
            yield f"the annotation selects other words in {source}"
        if places and places != quote["pieces"]:
            yield f"the annotation selects another place in {source}"
        if places and text is not None:
            yield from (
                f"the annotation has other words beside the quote in {source}" for s in _astray(words, places, text)
            )


def _astray(words: list[Data], places: list[Data], text: str) -> Iterator[Data]:
    """Yield the selectors whose words, with what stands beside them, are not at their place of a text."""
    for selector, place in zip(words, places, strict=False):
        prefix, suffix = selector.get("prefix", ""), selector.get("suffix", "")
        start = place["start"] - len(prefix)
        if start < 0 or not text.startswith(f"{prefix}{selector['exact']}{suffix}", start):
            yield selector
