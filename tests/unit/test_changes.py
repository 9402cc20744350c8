"""What happened to claims and when, what waits, and by what claims are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bad_sites import CLAIM, OTHER
from little_site import AID, REVIEW, model, quoting, settings, site

from factcheck.pages.changes import last_changes, moves_of, still_open, waiting
from factcheck.pages.dossier import dossier_page
from factcheck.pages.edition import edition
from factcheck.pages.facets import choices, facet_lists, facets
from factcheck.pages.here import Here
from factcheck.pages.paging import paged
from factcheck.pages.pictures import dossier_days, evidence_by_origin

if TYPE_CHECKING:
    from little_site import Files

    from factcheck.model import Checked
    from factcheck.outlines import Outline

# The day of the build is 1 December 2026, so the last month began on 31 October.
PLEDGE = AID.replace("kind: context", "kind: pledge")


def history(*steps: str) -> str:
    """Return a pledge with a history, each step given as ``state time``."""
    lines = (f"  - {{state: {s}, as_of: {day}, evidence: quote}}\n" for s, day in (step.split() for step in steps))
    return PLEDGE + "status:\n" + "".join(lines)


def built(files: Files) -> tuple[list[Checked], Here]:
    """Return the claims of a site, newest first, and the point of view of its front page."""
    found = edition(model(files), settings())
    return list(found.listed), Here(found, "")


def outlined(files: Files) -> tuple[list[Outline], Here]:
    """Return the same with the claims in outline."""
    claims, here = built(files)
    return here.edition.in_outline(claims), here


def moved(*steps: str) -> list[tuple[str | None, str, int]]:
    """Return the changes of state of the last month in a site with one pledge."""
    claims, here = outlined(site({CLAIM: history(*steps)}))
    return [(row.before, row.after, row.total) for row in moves_of(claims, here).rows]


def test_a_step_of_the_last_month_is_a_move() -> None:
    """It says what was before."""
    assert moved("announced 2026-01-02", "adopted 2026-11-20") == [("Announced", "Adopted", 1)]


def test_the_first_day_of_the_month_counts() -> None:
    """The day before it does not."""
    assert moved("announced 2026-10-30", "adopted 2026-10-31") == [("Announced", "Adopted", 1)]


def test_a_first_step_has_nothing_before_it() -> None:
    """It comes from no state."""
    assert moved("announced 2026-11-20") == [(None, "Announced", 1)]


def test_a_step_whose_month_alone_is_known_counts_where_it_may_have_been() -> None:
    """October 2026 ends inside the last month."""
    assert moved("announced 2026-10") == [(None, "Announced", 1)]


def test_what_is_to_come_is_no_move() -> None:
    """A step of tomorrow has not happened."""
    assert moved("announced 2026-12-02") == []


def test_moves_of_one_sort_stand_together() -> None:
    """Two claims that went the same way are one row, which names both."""
    other = quoting("Money is promised.").replace("kind: context", "kind: pledge")
    steps = history("announced 2026-11-20").partition("status:")[2]
    claims, here = outlined(site({CLAIM: history("announced 2026-11-20"), OTHER: f"{other}status:{steps}"}))
    row = moves_of(claims, here).rows[0]
    assert (row.total, row.more, [link.text for link in row.claims]) == (
        2,
        0,
        ["Allies plan aid", "A claim: Money is promised."],
    )


def test_without_a_move_the_last_one_is_told() -> None:
    """A quiet month says when the last change was."""
    claims, here = outlined(site({CLAIM: history("announced 2026-01-02", "adopted 2026-02-03")}))
    last = moves_of(claims, here).last
    assert last is not None
    assert (last.before, last.what, last.date) == ("Announced", "Adopted", "3 February 2026")


def test_the_last_changes_are_the_newest_first() -> None:
    """Steps, findings and corrections stand in one list."""
    correction = "kind: update\nclaim: aid\npublished: 2026-03-01\ntext: x\n"
    files = site({CLAIM: history("announced 2026-01-02") + REVIEW, "claims/corrections/a.yaml": correction})
    claims, here = outlined(files)
    found = [(change.what, change.date) for change in last_changes(claims, 9, here)]
    assert found == [("Update", "1 March 2026"), ("Supported", "1 February 2026"), ("Announced", "2 January 2026")]


def test_the_next_to_be_checked_again_comes_first() -> None:
    """What is overdue says so; what is left out is counted."""
    files = site({OTHER: quoting("Money is promised.") + "recheck_by: 2026-11-30\n"}, recheck_by="2026-12-24")
    claims, here = outlined(files)
    rows, more = waiting(claims, 1, here)
    assert [(row.due, row.late, more) for row in rows] == [("30 November 2026", True, 1)]


def test_what_is_open_says_why() -> None:
    """An unsettled state and sources that differ are reasons; a claim without any is not open."""
    open_one = history("pending 2026-11-20").replace("kind: pledge", "kind: approval") + (
        "subject: x\nrequired_from: [acme]\ndiscrepancies: [They differ.]\n"
    )
    claims, here = outlined(site({CLAIM: open_one, OTHER: quoting("Money is promised.").replace("01-02", "11-02")}))
    rows, more = still_open(claims, 5, here)
    assert [(row.claim.text, row.reasons) for row in rows] == [("Allies plan aid", ("Pending", "Sources differ"))]
    assert more == 0


def test_a_dossier_names_its_key_claims() -> None:
    """The order is the editor's, and a draft among them stays hidden."""
    draft = quoting("The summit was short.") + "state: draft\n"
    files = site({OTHER: quoting("Money is promised."), "claims/winter/secret.yaml": draft})
    files["claims/dossiers/winter.yaml"] = "title: Winter\nkey_claims: [secret, other, aid]\n"
    claims, here = built(files)
    page = dossier_page(here.edition.site.dossiers["winter"], next(paged(claims, "dossiers/winter/")), here)
    assert [card.id for card in page.key_claims] == ["other", "aid"]


def test_without_a_choice_the_weightiest_claims_come_first() -> None:
    """A claim with parts comes before its part, which is not among them."""
    claims, here = built(site({OTHER: quoting("Money is promised.") + "part_of: aid\n"}))
    page = dossier_page(here.edition.site.dossiers["winter"], next(paged(claims, "dossiers/winter/")), here)
    assert [card.id for card in page.key_claims] == ["aid"]


def test_the_days_of_a_dossier_tell_each_day_in_words() -> None:
    """Dated steps stand at their days, undated ones apart."""
    undated = "  - {state: drafted, as_of: null, as_of_text: long ago, evidence: quote}\n"
    record = history("announced 2026-01-02").replace("status:\n", f"status:\n{undated}")
    claims, here = outlined(site({CLAIM: record}))
    picture = dossier_days(claims, here)
    assert picture is not None
    assert picture.title == "1 entry of 2 January 2026. 1 has no date and stands apart."
    assert [(fact.term, [v.text for v in fact.values]) for fact in picture.told] == [
        ("Without a date", ["Drafted: Allies plan aid"]),
        ("2 January 2026", ["Announced: Allies plan aid"]),
    ]


def test_a_dossier_without_any_date_has_no_days() -> None:
    """There is nothing to draw."""
    assert dossier_days(*outlined(site())) is None


def test_evidence_is_told_by_origin() -> None:
    """A copy is told with the report it repeats."""
    copy = "title: A copy\nrights: quote-only\nsnapshots: []\norigin: article\n"
    evidence = "evidence: [{source: copy, bearing: supports}, {source: report, bearing: contradicts}]\n"
    claims, here = built(site({CLAIM: AID + evidence, "seeds/copy.yaml": copy}))
    picture = evidence_by_origin(claims[0], here)
    assert picture is not None
    assert picture.title == "3 sources, going back to 2 origins in all. 1 is archived, 2 only linked."
    assert [(fact.term, [v.text for v in fact.values]) for fact in picture.told] == [
        ("Winter plans", ["Winter plans (Quoted, Archived)", "A copy (Supports, Linked, not archived)"]),
        ("A report", ["A report (Contradicts, Linked, not archived)"]),
    ]


def test_every_answer_has_a_list() -> None:
    """A list exists before a claim is in it, so that its address never comes and goes."""
    _, here = built(site())
    assert [facet.path for facet in facets(here.edition)] == [
        *(f"claims/kind/{k}/" for k in ("attendance", "pledge", "approval", "statement", "context")),
        *(f"claims/verdict/{v}/" for v in ("supported", "partly-supported", "contradicted", "unproven", "outdated")),
        *(f"claims/verdict/{v}/" for v in ("not-checkable", "not-rated")),
        *(f"claims/evidence/{e}/" for e in ("none", "single-source", "corroborated", "primary-document", "contested")),
    ]
    assert {facet.path for facet, _ in facet_lists(here.edition)} == {facet.path for facet in facets(here.edition)}


def test_facets_count_their_claims() -> None:
    """What fits no claim is left out, but for the list one is on."""
    tagged = quoting("Money is promised.") + "claimant: ann\ntags: [money]\n"
    _, here = built(site({CLAIM: PLEDGE, OTHER: tagged}))
    found = choices(here).groups
    assert [(g.title, [(o.link.text, o.total) for o in g.options]) for g in found] == [
        ("Kind", [("Pledge", 1), ("Context", 1)]),
        ("Verdict", [("Not rated", 2)]),
        ("Evidence", [("No further evidence", 2)]),
        ("Person", [("Ann", 1)]),
        ("Topic", [("Money", 1)]),
    ]


@pytest.mark.parametrize(("claim", "numbers"), [("aid", "0 2 3"), ("other", "1 2 3 4 5")])
def test_a_claim_knows_the_numbers_of_its_facets(claim: str, numbers: str) -> None:
    """They count the options of the page in their order, so that the page says each only once."""
    tagged = quoting("Money is promised.") + "claimant: ann\ntags: [money]\n"
    _, here = built(site({CLAIM: PLEDGE, OTHER: tagged}))
    assert choices(here).of(here.edition.site.claims[claim], here.edition.site) == numbers
