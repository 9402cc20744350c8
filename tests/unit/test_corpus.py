"""All records of a site, whoever reads them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from little_site import AID, ARTICLE, SOURCE, inputs

from factcheck import corpus
from factcheck.corpus import NOTHING_KEPT, load
from factcheck.processes import Jobs

if TYPE_CHECKING:
    from collections.abc import Callable

    from little_site import Files

    from factcheck.corpus import Corpus
    from factcheck.problems import Place

SOME: Files = {
    **{f"claims/aid-{number}.yaml": AID for number in range(20)},
    "claims/broken.yaml": "kind: context\nclam: Allies plan aid\n",
    "seeds/article.yaml": SOURCE,
    "seeds/article.txt": ARTICLE,
    **{f"seeds/other-{number}.yaml": SOURCE for number in range(20)},
    "seeds/changed.yaml": SOURCE.replace("SHA(article.txt)", "0" * 64),
}


def told(found: Corpus) -> list[object]:
    """Return what a corpus tells, with a place of each record, which its file is asked for."""
    places: list[Place] = [entry.places.key("title") for entry in found.entries]
    return [
        [(entry.path, entry.record, entry.references, entry.problems, entry.digest) for entry in found.entries],
        found.captures,
        places,
    ]


@pytest.mark.parametrize("first", [lambda: None, lambda: time.sleep(0.5)])
def test_who_reads_records_makes_no_difference(first: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Both processes read some; or the other all of them, sources too, while this one does something else."""
    alone = load(inputs(SOME))
    monkeypatch.setattr(corpus, "FEWEST_TO_SHARE", 1)
    monkeypatch.setattr(corpus, "_PIECE", 1)
    assert told(load(inputs(SOME), NOTHING_KEPT, Jobs(2, first))) == told(alone)
    assert alone.captures["article"].good
    assert alone.captures["changed"].mismatches


def test_of_a_large_site_what_many_records_refer_to_is_there_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever read them; they say the same."""
    alone = load(inputs(SOME))
    for name in ("FEWEST_TO_SHARE", "LARGE", "_PIECE"):
        monkeypatch.setattr(corpus, name, 1)
    found = load(inputs(SOME), NOTHING_KEPT, Jobs(2))
    assert told(found) == told(alone)
    references = [reference for entry in found.entries for reference in entry.references]
    assert len(references) > len({*references}) > 0
    for name in ("path", "kinds", "id"):
        parts = [getattr(reference, name) for reference in references]
        assert len({*map(id, parts)}) == len({*parts})


def test_few_records_are_read_at_once() -> None:
    """What would be done first while others read is not done: nobody reads meanwhile."""
    begun: list[None] = []
    load(inputs(SOME), NOTHING_KEPT, Jobs(2, lambda: begun.append(None)))
    assert begun == []
