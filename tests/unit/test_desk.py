"""The desk: embargoes, replies, second readers, takedowns, and the list of what waits."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from little_site import AID, NOW, REVIEW, Files, examined, found_in, inputs, model, quoting, settings, site, write

from factcheck.cli import main
from factcheck.corpus import load
from factcheck.desk import waiting

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.settings import Settings

CLAIM = "claims/winter/aid.yaml"
OTHER = "claims/winter/other.yaml"
LATER = "embargo: 2026-12-02T06:00+01:00\n"
HELD = quoting("Money is promised.").replace("2026-01-02", "2026-12-02") + "about: [ann]\naliases: [money]\n" + LATER
TAKEN = "state: taken-down\nwithdrawal: {published: 2026-03-01, reason: A court said so.}\n"


def at(text: str) -> Settings:
    """Return the settings of a build at a time."""
    return replace(settings(), now=dt.datetime.fromisoformat(text))


def groups(files: Files, given: Settings | None = None) -> list[tuple[str, str, int, str]]:
    """Return what waits: group, id, line and detail."""
    return [(w.group, w.claim.id, w.place.line, w.detail) for w in waiting(load(inputs(files)), given or settings())]


def test_an_embargo_holds_back_what_it_alone_names() -> None:
    """Before its time a claim is in the model no more than a draft: neither it, nor whom it names, nor its alias."""
    found = model(site({OTHER: HELD, CLAIM: AID + "related: [other]\n"}))
    assert found.claims.keys() == {"aid"}
    assert "ann" not in found.things
    assert found.redirects == {}


@pytest.mark.parametrize(
    ("now", "shown"),
    [("2026-12-02T04:59:59+00:00", False), ("2026-12-02T05:00:00+00:00", True), ("2026-12-03T00:00:00+00:00", True)],
)
def test_an_embargo_ends_at_its_instant(now: str, *, shown: bool) -> None:
    """The zone of the embargo counts: six o'clock at UTC+1 is five o'clock UTC."""
    found = model(site({OTHER: HELD}), at(now))
    assert ("other" in found.claims, "ann" in found.things) == (shown, shown)


def test_a_claim_under_embargo_is_checked() -> None:
    """A false quote is found before the embargo ends, and not by the build that is to publish it."""
    files = site({OTHER: HELD.replace("Money is", "Monney is")})
    assert [code for code, *_ in found_in(files)] == ["quote-not-found"]


def test_a_review_under_embargo_needs_what_it_will_need() -> None:
    """Policy pages are asked for before the build that needs them."""
    files = site({CLAIM: AID.replace("2026-01-02", "2026-12-02") + REVIEW + LATER})
    assert {code for code, *_ in found_in(files, settings(pages={}))} == {"policy-page-missing"}


def test_the_next_embargo_is_the_earliest_that_has_not_ended() -> None:
    """Drafts and what is over do not count."""
    files = site(
        {
            OTHER: HELD,
            "claims/winter/b.yaml": HELD.replace("12-02", "12-05").replace("aliases: [money]\n", ""),
            "claims/winter/c.yaml": HELD.replace("12-02T", "12-01T").replace("aliases: [money]\n", ""),
            "claims/winter/d.yaml": HELD.replace("12-02T06", "12-01T23").replace("aliases: [money]", "state: draft"),
        }
    )
    assert {p.code for p in examined(files).problems} == {"same-quote-twice"}
    assert examined(files).next_embargo == dt.datetime(2026, 12, 2, 5, tzinfo=dt.UTC)
    assert examined(site()).next_embargo is None


@pytest.mark.parametrize(
    "text",
    ["2026-12-02", "2026-12-02T06:00", "06:00+01:00", "2026-13-02T06:00Z", "2026-12-02T25:00Z", "2026-W49-3T06:00Z"],
)
def test_an_embargo_needs_day_time_and_zone(text: str) -> None:
    """Whatever leaves a doubt about the instant is refused, with the form that is right."""
    [problem] = examined(site(embargo=f'"{text}"')).problems
    assert problem.code == "field-malformed"
    assert "a day, a time and its zone, such as 2026-12-01T06:00+01:00" in problem.message


@pytest.mark.parametrize("text", ["2026-01-02T06:00Z", "2026-01-02T06:00:30+05:30", "0001-01-01T00:00+14:00"])
def test_instants_at_the_edge(text: str) -> None:
    """Seconds and odd zones are fine; an instant that cannot be told in UTC is refused without a crash."""
    codes = [p.code for p in examined(site(embargo=text)).problems]
    assert codes == (["field-malformed"] if text.startswith("0001") else [])


def test_only_its_day_and_reason_are_left_of_a_takedown() -> None:
    """The claim, whom it alone names and its corrections are gone; the address and its aliases stay."""
    files = site(
        {
            CLAIM: AID + TAKEN + "about: [ann]\naliases: [old-aid]\n",
            OTHER: quoting("Money is promised.") + "part_of: aid\nrelated: [aid]\n",
            "claims/corrections/one.yaml": "kind: update\nclaim: aid\npublished: 2026-02-01\ntext: x\n",
        }
    )
    found = model(files)
    assert (set(found.claims), found.corrections) == ({"other"}, ())
    assert "ann" not in found.things
    assert [(t.id, t.withdrawal.reason) for t in found.takedowns] == [("aid", "A court said so.")]
    assert found.redirects == {"claims/old-aid/": "claims/aid/"}


def test_a_takedown_may_hold_nothing_else() -> None:
    """The quote and the sentence can be deleted from the file itself."""
    files = site({CLAIM: "kind: context\npublished: 2026-01-02\n" + TAKEN, OTHER: quoting("Money is promised.")})
    assert found_in(files) == []


def test_the_words_of_a_takedown_need_no_proof() -> None:
    """The source may be gone or changed: nothing of it is published."""
    assert found_in(site({CLAIM: quoting("Words of no source.") + TAKEN, OTHER: quoting("Money is promised.")})) == []


def test_a_takedown_says_when_and_why() -> None:
    """Without a withdrawal there would be nothing honest to say."""
    [problem] = examined(site({CLAIM: AID + "state: taken-down\n"})).problems
    assert (problem.code, "`withdrawal`" in problem.message) == ("field-missing", True)


def test_a_takedown_covers_nothing() -> None:
    """The page of the source counts the quotes that are shown."""
    found = model(site({CLAIM: AID + TAKEN, OTHER: quoting("Money is promised.")}))
    assert found.uses["article"].cited_by == ("other",)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("", ["review-author-missing"]),
        ("written_by: [ann]\n", ["review-by-author-alone"]),
        ("written_by: [ann]\nreviewers: [ann]\n", ["review-by-author-alone"]),
        ("written_by: [ann, acme]\nreviewers: [acme, ann]\n", ["review-by-author-alone"]),
        ("written_by: [ann]\nreviewers: [ann, acme]\n", []),
        ("written_by: [ann]\nreviewers: [acme]\n", []),
        ("state: draft\n", []),
    ],
)
def test_two_pairs_of_eyes(fields: str, expected: list[str]) -> None:
    """Somebody who did not write the claim stands for its review, where the site asks for it; drafts may wait."""
    reviewers, review = "", REVIEW
    if "reviewers" in fields:
        fields, _, reviewers = fields.partition("reviewers: ")
        review = REVIEW.replace("evidence:", f"  reviewers: {reviewers.strip()}\nevidence:")
    files = site({CLAIM: AID + review + fields})
    asked = replace(settings(), two_pairs_of_eyes=True)
    assert [code for code, *_ in found_in(files, asked)] == expected
    assert found_in(files) == []


def test_a_reply_dates_the_claim() -> None:
    """The answer is an event of the claim's history, and so is the question while there is none."""
    asked = "replies:\n  - {asked: ann, on: 2026-02-03}\n"
    assert model(site({CLAIM: AID + asked})).claims["aid"].modified == dt.date(2026, 2, 3)
    answered = asked.replace("}", ", answered: 2026-02-05, says: No.}")
    assert model(site({CLAIM: AID + answered})).claims["aid"].modified == dt.date(2026, 2, 5)


def test_a_quoted_reply_is_proven() -> None:
    """Their own words stand in an archived source, or they are not published as theirs."""
    reply = "replies:\n  - {asked: ann, on: 2026-02-03, answered: 2026-02-05, quote: {source: article, exact: WORDS}}\n"
    good = model(site({CLAIM: AID + reply.replace("WORDS", "Ann said it would help.")}))
    [proof] = good.claims["aid"].reply_proofs
    assert proof
    assert proof.exact == "Ann said it would help."
    assert [code for code, *_ in found_in(site({CLAIM: AID + reply.replace("WORDS", "Ann said no.")}))] == [
        "quote-not-found"
    ]
    linked = reply.replace("source: article, exact: WORDS", "source: report, exact: No.")
    assert [code for code, *_ in found_in(site({CLAIM: AID + linked}))] == ["quote-source-not-archived"]


def test_what_waits() -> None:
    """Each claim stands in every group that it belongs to, at the line that says so."""
    files = site(
        {
            CLAIM: AID.replace("2026-01-02", "2025-01-02")
            + "replies:\n  - {asked: ann, on: 2025-02-03}\n"
            + "  - {unnamed: a diplomat, on: 2025-02-04, answered: 2025-02-05, says: No.}\n",
            OTHER: HELD + REVIEW + "written_by: [ann]\n",
            "claims/winter/idea.yaml": quoting("The summit was short.") + "state: draft\n",
            "claims/winter/due.yaml": quoting("The summit was held in Paris.") + "recheck_by: 2026-11-30\n",
        }
    )
    assert groups(files, replace(settings(), two_pairs_of_eyes=True)) == [
        ("draft", "idea", 7, ""),
        ("embargoed", "other", 9, "until 2026-12-02T06:00:00+01:00"),
        ("stale", "aid", 3, "unchanged since 2025-02-05"),
        ("stale", "due", 7, "was to be checked again by 2026-11-30"),
        ("without-evidence", "aid", 2, ""),
        ("without-evidence", "due", 2, ""),
        ("waiting-for-reply", "aid", 8, "ann was asked on 2025-02-03"),
        ("one-pair-of-eyes", "other", 10, ""),
    ]


def test_what_is_done_waits_for_nothing() -> None:
    """Withdrawn and taken-down claims are off the desk, and so is a claim whose embargo is over."""
    gone = "state: withdrawn\nwithdrawal: {published: 2026-03-01, reason: x}\nreplies: [{asked: ann, on: 2025-02-03}]\n"
    over = (
        quoting("Money is promised.") + "embargo: 2026-01-02T00:00Z\nevidence: [{source: report, bearing: supports}]\n"
    )
    files = site(
        {
            CLAIM: AID + gone,
            OTHER: quoting("Money is promised.") + over,
            "claims/winter/c.yaml": quoting("The summit was held in Paris.") + TAKEN,
        }
    )
    assert groups(files) == []


def test_status_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The list is grouped, with the path and line of each claim."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    monkeypatch.chdir(write(tmp_path, site({OTHER: HELD})))
    assert main(["status"]) == 0
    assert capsys.readouterr().out == (
        "Under embargo: 1\n"
        "  claims/winter/other.yaml:9: A claim: Money is promised. (until 2026-12-02T06:00:00+01:00)\n\n"
        "Without evidence beyond the quoted source: 2\n"
        "  claims/winter/aid.yaml:2: Allies plan aid\n  claims/winter/other.yaml:2: A claim: Money is promised.\n"
    )


def test_status_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A program gets an array of flat objects."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    write(tmp_path, site({OTHER: HELD}))
    assert main(["status", "--site", str(tmp_path), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0] == {
        "group": "embargoed",
        "id": "other",
        "claim": "A claim: Money is promised.",
        "path": "claims/winter/other.yaml",
        "line": 9,
        "detail": "until 2026-12-02T06:00:00+01:00",
        "date": "2026-12-02T06:00:00+01:00",
    }


def test_status_of_an_empty_desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing waits, that is said; broken records are named as missing from the list."""
    write(tmp_path, site({CLAIM: "kind: context\n"}))
    assert main(["status", "--site", str(tmp_path)]) == 0
    printed = capsys.readouterr()
    assert printed.out == "Nothing waits.\n"
    assert printed.err == "factcheck: 1 record has errors and is not in this list: run factcheck check.\n"
