"""The site model: evidence levels, dates, coverage, redirects, and who is left out."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from bad_sites import CLAIM, OTHER
from little_site import AID, ARTICLE, REVIEW, SOURCE, Files, model, quoting, settings, site

from factcheck.evidence import origin_of
from factcheck.model import Approval, Attendance, Capture, EvidenceLabel, Pledge, Statement
from factcheck.text import visible
from factcheck.values import Value, replace

PLEDGE = AID.replace("context", "pledge")


def linked(title: str = "A", **more: str) -> str:
    """Return the record of a source that is only linked."""
    return f"title: {title}\nrights: quote-only\nsnapshots: []\n" + "".join(f"{k}: {v}\n" for k, v in more.items())


def evidence_of(*items: str, **sources: str) -> EvidenceLabel:
    """Return the evidence label of a claim with these items (``source bearing``) and further sources."""
    listed = "".join(f"  - {{source: {s}, bearing: {b}}}\n" for s, b in (item.split() for item in items))
    files = site({CLAIM: AID + (f"evidence:\n{listed}" if items else "")})
    return model(files | {f"seeds/{k}.yaml": v for k, v in sources.items()}).claims["aid"].evidence


def level(name: Any, origins: int) -> EvidenceLabel:
    """Return a label."""
    return EvidenceLabel(level=name, origins=origins)


def test_no_evidence() -> None:
    """Without any item there is none, and the quoted source is the only origin."""
    assert evidence_of() == level("none", 1)


def test_context_is_no_support() -> None:
    """Items that only give context are no evidence."""
    assert evidence_of("report context") == level("none", 1)


def test_two_origins_corroborate() -> None:
    """The quoted source's own origin counts among them."""
    assert evidence_of("report supports") == level("corroborated", 2)


def test_a_copy_of_the_quoted_source_is_the_same_origin() -> None:
    """What repeats the quoted source supports nothing new."""
    assert evidence_of("copy supports", copy=linked(origin="article")) == level("single-source", 1)


def test_copies_of_one_report_count_once() -> None:
    """Two sources that repeat a third are one origin, at any distance."""
    label = evidence_of(
        "first supports", "second supports", first=linked(origin="second"), second=linked(origin="report")
    )
    assert label == level("corroborated", 2)


def test_three_origins() -> None:
    """Each further independent origin counts."""
    assert evidence_of("report supports", "wire supports", wire=linked()) == level("corroborated", 3)


def test_a_primary_document() -> None:
    """A supporting item of the first tier is more than a number of reports."""
    assert evidence_of("text supports", text=linked(tier="primary")) == level("primary-document", 2)


def test_a_primary_document_as_context_is_none() -> None:
    """A document that does not support the claim does not carry it."""
    assert evidence_of("text context", "report supports", text=linked(tier="primary")) == level("corroborated", 2)


def test_any_contradiction_contests() -> None:
    """One contradicting item outweighs every support."""
    label = evidence_of("text supports", "report contradicts", text=linked(tier="primary"))
    assert label == level("contested", 2)


def test_evidence_of_a_step_does_not_count_for_the_claim() -> None:
    """What shows that a pledge moved on does not show that the claim is so."""
    status = "status:\n  - {state: adopted, as_of: 2026, evidence: [{source: report, bearing: contradicts}]}\n"
    assert model(site({CLAIM: PLEDGE + status})).claims["aid"].evidence == level("none", 1)


def test_an_origin_in_a_circle_ends() -> None:
    """A circle, which is an error elsewhere, does not hang the computation."""
    files = site({"seeds/a.yaml": linked(), "seeds/b.yaml": linked(origin="a")})
    sources = {key: source.record for key, source in model(files).sources.items()}
    sources["a"] = replace(sources["a"], origin="b")
    assert origin_of("a", sources) == "b"


def test_an_origin_that_is_unknown_is_an_origin() -> None:
    """A chain ends where no record follows."""
    assert origin_of("nowhere", {}) == "nowhere"


@pytest.mark.parametrize(
    ("more", "corrected", "modified"),
    [
        ("", None, dt.date(2026, 1, 2)),
        (REVIEW, None, dt.date(2026, 2, 1)),
        ("state: withdrawn\nwithdrawal: {published: 2026-05-01, reason: x}\n", None, dt.date(2026, 5, 1)),
        ("", "2026-04-01", dt.date(2026, 4, 1)),
        (REVIEW, "2026-01-15", dt.date(2026, 2, 1)),
        ("recheck_by: 2027-01-01\n", None, dt.date(2026, 1, 2)),
    ],
)
def test_modified_is_the_latest_dated_event(more: str, corrected: str | None, modified: dt.date) -> None:
    """A review, a withdrawal and a correction date a claim; a plan for the future does not."""
    correction = f"kind: update\nclaim: aid\npublished: {corrected}\ntext: x\n"
    files = site({CLAIM: AID + more, "claims/corrections/c.yaml": correction if corrected else None})
    assert model(files).claims["aid"].modified == modified


@pytest.mark.parametrize(
    ("as_of", "modified"),
    [("2026-03-04", dt.date(2026, 3, 4)), ("2026-03", dt.date(2026, 3, 1)), ("2025", dt.date(2026, 1, 2))],
)
def test_a_step_dates_a_claim(as_of: str, modified: dt.date) -> None:
    """An imprecise step counts from its first day, so that nothing is dated later than is known."""
    status = f"status:\n  - {{state: adopted, as_of: {as_of}, evidence: quote}}\n"
    assert model(site({CLAIM: PLEDGE + status})).claims["aid"].modified == modified


def test_coverage_counts_visible_characters() -> None:
    """Shares are of the characters that are not white space; overlapping quotes count once."""
    quote, inner, heading = "Allies plan aid for the winter.", "plan aid", "Winter plans"
    files = site(
        {
            CLAIM: quoting(quote),
            OTHER: quoting(inner),
            "seeds/article.yaml": SOURCE + f"not_claims: [{{exact: {heading}, reason: heading}}]\n",
        }
    )
    coverage = model(files).uses["article"].coverage
    assert coverage is not None
    assert coverage.quoted == visible(quote) / visible(ARTICLE)
    assert coverage.accounted == (visible(quote) + visible(heading)) / visible(ARTICLE)


def test_coverage_of_a_whole_text_is_one() -> None:
    """Omissions and pieces together can cover everything."""
    text = "One thing is said. Another is said.\n"
    files = site(
        {CLAIM: quoting("One thing is said. […] is said."), OTHER: quoting("Another"), "seeds/article.txt": text}
    )
    coverage = model(files).uses["article"].coverage
    assert coverage is not None
    assert (coverage.quoted, coverage.accounted) == (1.0, 1.0)


def test_only_a_claims_own_quote_covers() -> None:
    """Words that serve as evidence or as a condition are no claim of their own, and count for nothing."""
    more = (
        "condition: {source: article, exact: Money is promised.}\n"
        "evidence: [{source: article, bearing: context, exact: They will not send troops.}]\n"
    )
    coverage = model(site({CLAIM: PLEDGE + more})).uses["article"].coverage
    assert coverage is not None
    assert coverage.quoted == coverage.accounted == visible("Allies plan aid for the winter.") / visible(ARTICLE)


@pytest.mark.parametrize("more", ["state: draft\n", ""])
def test_a_draft_covers_nothing(more: str) -> None:
    """Only what is published counts as quoted, and only a claim's own quote."""
    files = site({CLAIM: AID, OTHER: quoting("Money is promised.") + more})
    coverage = model(files).uses["article"].coverage
    assert coverage is not None
    drafted = visible("Money is promised.") if not more else 0
    assert coverage.quoted == (visible("Allies plan aid for the winter.") + drafted) / visible(ARTICLE)


def test_a_linked_source_has_no_coverage() -> None:
    """Of what was not captured no share can be told."""
    found = model(site())
    source, use = found.sources["report"], found.uses["report"]
    assert (use.coverage, source.captures, source.newest) == (None, (), None)


def draft_site() -> Files:
    """Return a site with a draft that others refer to."""
    return site(
        {
            CLAIM: AID + "related: [other]\naliases: [old-aid]\n",
            OTHER: quoting("Money is promised.") + "state: draft\naliases: [old-other]\n",
            "claims/corrections/c.yaml": "kind: update\nclaim: other\npublished: 2026-02-01\ntext: x\n",
            "claims/hidden/third.yaml": quoting("The summit was short.") + "state: draft\n",
        }
    )


def test_drafts_are_left_out() -> None:
    """A draft is checked, and neither it nor its corrections nor a dossier of drafts is in the model."""
    found = model(draft_site())
    assert (list(found.claims), found.corrections, list(found.dossiers)) == (["aid"], (), ["winter"])


def test_a_draft_has_no_redirects() -> None:
    """Old addresses of what is not published lead nowhere."""
    assert model(draft_site()).redirects == {"claims/old-aid/": "claims/aid/"}


def secret_site(more: str = "") -> Files:
    """Return a site with a draft that alone leads to a person, an event and two sources."""
    draft = AID.replace("context", "attendance") + "person: spy\nevent: meeting\nrole: attended\nstate: draft\n"
    return site(
        {
            CLAIM: quoting("Money is promised.") + more,
            OTHER: draft + "evidence: [{source: leak, bearing: supports}]\n",
            "claims/people/spy.yaml": "name: A spy\naliases: [mole]\n",
            "claims/events/meeting.yaml": "name: A meeting\n",
            "seeds/leak.yaml": linked(origin="leaker"),
            "seeds/leaker.yaml": linked(),
        }
    )


def test_what_only_a_draft_leads_to_is_left_out() -> None:
    """A page of its own would tell what the draft is about; records that nobody refers to are shown."""
    found = model(secret_site())
    assert list(found.things) == ["acme", "ann", "summit"]
    assert list(found.sources) == ["article", "report"]
    assert found.redirects == {}


def test_what_a_published_claim_leads_to_is_shown() -> None:
    """One published reference is enough, at any distance."""
    found = model(secret_site("claimant: spy\nevidence: [{source: leak, bearing: context}]\n"))
    assert "spy" in found.things
    assert {"leak", "leaker"} <= set(found.sources)
    assert "meeting" not in found.things


def test_a_draft_is_named_by_no_source() -> None:
    """The list of claims on a source's page holds no draft."""
    assert model(draft_site()).uses["article"].cited_by == ("aid",)


def test_drafts_are_checked() -> None:
    """A draft with a false quote stops the build like any other claim."""
    with pytest.raises(AssertionError, match="quote-not-found"):
        model(site({CLAIM: quoting("Allies plan ade") + "state: draft\n"}))


def test_withdrawn_claims_stay() -> None:
    """A withdrawn claim keeps its address."""
    found = model(site({CLAIM: AID + "state: withdrawn\nwithdrawal: {published: 2026-05-01, reason: x}\n"}))
    assert (found.claims["aid"].path, found.claims["aid"].record.state) == ("claims/aid/", "withdrawn")


def test_redirects_of_every_kind() -> None:
    """Each kind of record keeps its old addresses."""
    files = site(
        {
            CLAIM: AID + "aliases: [a1, a2]\n",
            "claims/people/ann.yaml": "name: Ann\naliases: [anne]\n",
            "claims/organizations/acme.yaml": "name: Acme\naliases: [acme-inc]\n",
            "claims/events/summit.yaml": "name: S\naliases: [meeting]\n",
            "claims/dossiers/winter.yaml": "title: Winter\naliases: [cold]\n",
            "seeds/report.yaml": linked(aliases="[old-report]"),
        }
    )
    assert model(files).redirects == {
        "claims/a1/": "claims/aid/",
        "claims/a2/": "claims/aid/",
        "dossiers/cold/": "dossiers/winter/",
        "events/meeting/": "events/summit/",
        "organizations/acme-inc/": "organizations/acme/",
        "people/anne/": "people/ann/",
        "sources/old-report/": "sources/report/",
    }


def test_a_dossier_without_claims_has_no_page_and_no_redirect() -> None:
    """An old address never leads to a page that is not there."""
    found = model(site({"claims/dossiers/spare.yaml": "title: Spare\naliases: [old-spare]\n"}))
    assert (list(found.dossiers), found.redirects) == (["winter"], {})


def test_a_dossier_without_a_record_is_named_by_its_folder() -> None:
    """The folder's name, in words, is the title."""
    found = model(site({CLAIM: None, "claims/winter-aid/aid.yaml": AID}))
    assert found.dossiers["winter-aid"].title == "Winter aid"


def test_a_claim_outside_any_folder_has_no_dossier() -> None:
    """A record right in claims/ is a claim of its own."""
    found = model(site({CLAIM: None, "claims/aid.yaml": AID}))
    assert (found.claims["aid"].record.dossier, found.dossiers) == (None, {})


def test_claims_and_corrections_are_oldest_first() -> None:
    """Order is by date, then by id, whatever the paths."""
    files = site(
        {
            "claims/a/late.yaml": quoting("Money is promised.").replace("2026-01-02", "2026-03-01"),
            "claims/z/early.yaml": quoting("Money is promised.").replace("2026-01-02", "2025-03-01"),
            "claims/z/also.yaml": quoting("Money is promised."),
            "claims/corrections/b.yaml": "kind: update\nclaim: aid\npublished: 2026-02-01\ntext: x\n",
            "claims/corrections/c.yaml": "kind: update\nclaim: aid\npublished: 2026-01-05\ntext: x\n",
        }
    )
    found = model(files)
    assert list(found.claims) == ["early", "aid", "also", "late"]
    assert [c.id for c in found.corrections] == ["c", "b"]
    assert [c.id for c in found.claims["aid"].corrections] == ["c", "b"]


def test_claim_reviews_need_everything() -> None:
    """A review that is explained, with evidence of another origin, on a site with an address, is a ClaimReview."""
    files = site({CLAIM: AID + REVIEW})
    assert model(files).claims["aid"].is_claim_review is True
    assert model(files, settings(siteurl="")).claims["aid"].is_claim_review is False


def everything_in(value: Any) -> str:
    """Return everything a value holds as text, however deep."""
    if isinstance(value, Value | Capture):
        names = value.__struct_fields__ if isinstance(value, Value) else value.__slots__
        return " ".join(everything_in(getattr(value, name)) for name in names)
    if isinstance(value, dict):
        return " ".join(f"{key!s} {everything_in(item)}" for key, item in value.items() if not isinstance(key, tuple))
    return " ".join(everything_in(item) for item in value) if isinstance(value, (tuple, list)) else str(value)


def test_notes_are_nowhere_in_the_model() -> None:
    """Private notes of every kind of record end with validation: nothing that renders can see them."""
    note = "notes: TOP SECRET\n"
    files = site(
        {
            CLAIM: AID + note,
            "claims/people/ann.yaml": "name: Ann\n" + note,
            "claims/organizations/acme.yaml": "name: Acme\n" + note,
            "claims/events/summit.yaml": "name: The summit\n" + note,
            "claims/dossiers/winter.yaml": "title: Winter\n" + note,
            "claims/corrections/c.yaml": "kind: update\nclaim: aid\npublished: 2026-02-01\ntext: x\n" + note,
            "seeds/article.yaml": SOURCE + note,
            "seeds/report.yaml": linked() + note,
        }
    )
    text = everything_in(model(files))
    assert "Allies plan aid for the winter." in text
    assert "TOP SECRET" not in text


def test_proofs_of_every_field() -> None:
    """Conditions, evidence and steps are proven too, and kept beside what they prove."""
    text = PLEDGE + (
        "condition: {source: article, exact: Money is promised.}\n"
        "evidence:\n"
        "  - {source: report, bearing: supports}\n"
        "  - {source: article, bearing: context, exact: They will not send troops.}\n"
        "status:\n"
        "  - {state: drafted, as_of: 2026, evidence: quote}\n"
        "  - state: adopted\n    as_of: 2026\n"
        "    evidence: [{source: article, bearing: supports, exact: Ann said it would help.}]\n"
    )
    claim = model(site({CLAIM: text})).claims["aid"]
    assert claim.condition is not None
    assert claim.condition.exact == "Money is promised."
    assert [p and p.exact for p in claim.evidence_proofs] == [None, "They will not send troops."]
    assert [[p and p.exact for p in step] for step in claim.step_proofs] == [[], ["Ann said it would help."]]
    assert claim.state == "adopted"


@pytest.mark.parametrize(
    ("kind", "more", "terms"),
    [
        ("context", "", None),
        ("pledge", "promisor: acme\nbeneficiary: ann\n", Pledge(promisor="acme", beneficiary="ann")),
        ("statement", "form: paraphrase\n", Statement(form="paraphrase")),
        ("approval", "subject: X\nrequired_from: [ann]\n", Approval(subject="X", required_from=("ann",))),
        (
            "attendance",
            "person: ann\nevent: summit\nrole: hosted\n",
            Attendance(event="summit", role="hosted", person="ann"),
        ),
        (
            "attendance",
            "group: acme\nevent: summit\nrole: remote\n",
            Attendance(event="summit", role="remote", group="acme"),
        ),
    ],
)
def test_terms_of_each_kind(kind: str, more: str, terms: object) -> None:
    """What only one kind of claim has is kept in a value of its own."""
    assert model(site({CLAIM: AID.replace("context", kind) + more})).claims["aid"].record.terms == terms


def test_a_group_is_whoever_attends() -> None:
    """The one who attends is the person or the group; a group is not expanded."""
    assert Attendance(event="e", role="attended", group="leaders").who == "leaders"
    assert Attendance(event="e", role="attended", person="ann").who == "ann"
