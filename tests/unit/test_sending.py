"""The order in which a site is sent: pure, so that made-up targets of any shape can be carried through it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.manifests import NOT_OURS, Journal, Step, after
from factcheck.sending import BATCH, folders_of, plan, rank

NAMES = st.sampled_from(["a", "b", "index.html", "claims", "feeds", "claims.atom"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
DIGESTS = st.sampled_from(["1", "2", "3"])
TREES = st.dictionaries(PATHS, DIGESTS, max_size=12)
KNOWN = st.dictionaries(PATHS, st.sampled_from(["1", "2", "3", NOT_OURS]), max_size=12)


def carried_out(known: dict[str, str], steps: list[Step]) -> dict[str, str]:
    """Return what stands at a target after some steps."""
    stands = dict(known)
    for step in steps:
        if step.digest is None:
            del stands[step.path]
        else:
            stands[step.path] = step.digest
    return stands


@given(KNOWN, TREES)
def test_after_all_steps_the_site_stands_there(known: dict[str, str], site: dict[str, str]) -> None:
    """The site stands there, and beside it only what was not ours."""
    stands = carried_out(known, [*plan(known, site).steps])

    assert stands == {**{p: d for p, d in known.items() if d == NOT_OURS}, **site}


@given(KNOWN, TREES)
def test_only_what_differs_is_sent(known: dict[str, str], site: dict[str, str]) -> None:
    """What stands there already, with the same digest, is in no step; and no file is in two."""
    paths = [step.path for step in plan(known, site).steps]

    assert len(set(paths)) == len(paths)
    assert {path for path in paths if known.get(path) == site.get(path)} == set()


@given(KNOWN, TREES)
def test_new_then_changed_then_removed(known: dict[str, str], site: dict[str, str]) -> None:
    """New files come before changed ones, and removals last, but for what stands in the way of a new file."""
    todo = plan(known, site)
    folders = {folder for path in site for folder in folders_of(path)}
    order = [
        0 if step.path in todo.new else 1 if step.path in todo.changed else 2
        for step in todo.steps
        if step.digest or not (step.path in folders or any(step.path.startswith(f"{path}/") for path in site))
    ]

    assert order == sorted(order)


def test_an_edit_is_sent_in_this_order() -> None:
    """A new claim with a topic of its own: what is new, pages, lists, what programs read, the front page, removals."""
    known = dict.fromkeys(
        [
            "index.html",
            "uk/index.html",
            "sitemap.xml",
            "feeds/claims.atom",
            "api/v1/claims.json",
            "claims/index.html",
            "claims/old/index.html",
            "sources/minutes/index.html",
            "topics/gone/index.html",
            "pagefind/pagefind-entry.json",
            "pagefind/fragment/old.pf_fragment",
        ],
        "1",
    )
    gone = {"topics/gone/index.html", "pagefind/fragment/old.pf_fragment"}
    site = dict.fromkeys(
        [
            *(known.keys() - gone),
            "claims/new/index.html",
            "topics/fresh/index.html",
            "api/v1/claims/new.json",
            "pagefind/fragment/new.pf_fragment",
        ],
        "2",
    )

    assert [[step.path for step in batch] for batch in plan(known, site).batches] == [
        ["api/v1/claims/new.json", "pagefind/fragment/new.pf_fragment"],
        ["claims/new/index.html"],
        ["topics/fresh/index.html"],
        ["claims/old/index.html", "sources/minutes/index.html"],
        ["claims/index.html"],
        ["api/v1/claims.json", "feeds/claims.atom", "pagefind/pagefind-entry.json", "sitemap.xml"],
        ["index.html", "uk/index.html"],
        ["topics/gone/index.html"],
        ["pagefind/fragment/old.pf_fragment"],
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("theme/css/factcheck.css", 0),
        ("api/v1/claims/page.json", 0),
        ("claims/trees/index.html", 1),
        ("404.html", 1),
        ("about/index.html", 1),
        ("claims/page/2/index.html", 2),
        ("claims/kind/pledge/index.html", 2),
        ("ar/topics/water/index.html", 2),
        ("people/ann/index.html", 2),
        ("api/v1/claims/page/2.json", 3),
        ("api/v1/takedowns/page/2.json", 3),
        ("manifest.webmanifest", 3),
        ("pt-BR/index.html", 4),
    ],
)
def test_what_leads_to_others_has_a_higher_rank(path: str, expected: int) -> None:
    """Assets, pages, lists, indexes for programs, front pages."""
    assert rank(path) == expected


def test_a_batch_is_of_one_rank_and_bounded() -> None:
    """So many files go at once, and a list never goes together with what it lists."""
    site = {**{f"claims/c{n}/index.html": "1" for n in range(2 * BATCH + 1)}, "claims/index.html": "1"}

    assert [len(batch) for batch in plan({}, site).batches] == [BATCH, BATCH, 1, 1]


@given(KNOWN, TREES, st.data())
def test_after_a_cut_only_one_batch_is_doubtful(
    known: dict[str, str], site: dict[str, str], data: st.DataObject
) -> None:
    """Wherever a run is cut, what it left is known for sure but for the files of the batch it was at."""
    batches = plan(known, site).batches
    done = data.draw(st.integers(0, len(batches)))
    whole = [step for batch in batches[:done] for step in batch]
    torn = [step for batch in batches[done : done + 1] for step in batch if data.draw(st.booleans())]

    stands = carried_out(known, [*whole, *torn])
    believed, doubtful = after(Journal("run", "base", batches), done, known)

    assert {p for p in stands.keys() | believed.keys() if stands.get(p) != believed.get(p)} <= doubtful
    assert len(doubtful) <= BATCH
