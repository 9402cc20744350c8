"""Checks over the set of records, beyond the one site right and one site wrong of each code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bad_sites import BAD, CLAIM, LONG, OTHER
from little_site import (
    AID,
    ARTICLE,
    REVIEW,
    SOURCE,
    Files,
    brief,
    examined,
    expected,
    found_in,
    inputs,
    model,
    quoting,
    settings,
    site,
)

from factcheck.checks import CHECKS
from factcheck.claim_checks import CHECKS as CHECKS_OF_CLAIMS
from factcheck.examine import examine
from factcheck.hedges import first_hedge
from factcheck.text import Span, merged

if TYPE_CHECKING:
    from factcheck.problems import Problem

PLEDGE = AID.replace("context", "pledge")


def only_problem(files: Files) -> Problem:
    """Return the one problem of a site."""
    [found] = examined(files).problems
    return found


def history(*steps: str) -> Files:
    """Return a site with a pledge of these steps."""
    return site(
        {CLAIM: PLEDGE + "status:\n" + "".join(f"  - {{state: adopted, evidence: quote, {s}}}\n" for s in steps)}
    )


@pytest.mark.parametrize("check", CHECKS + CHECKS_OF_CLAIMS, ids=lambda check: check.__name__)
def test_each_check_says_its_rule(check: object) -> None:
    """The docstring of a check is its rule in one sentence."""
    rule = check.__doc__
    assert rule is not None
    assert rule.endswith(".")


def test_ids_are_unique_across_kinds() -> None:
    """A claim cannot have the id of a person."""
    files = site({"claims/winter/ann.yaml": quoting("Money is promised.")})
    [problem] = examined(files).problems
    assert brief([problem]) == [("id-duplicate", "claims/winter/ann.yaml", 1, 1)]
    assert problem.message == "An id must be used once; “ann” is also the id of claims/people/ann.yaml."


def test_ids_that_differ_in_case_are_the_same() -> None:
    """Some file systems know no case, so neither do ids."""
    files = site({"claims/winter/Aid.yaml": quoting("Money is promised.")})
    assert sorted(code for code, *_ in found_in(files)) == ["file-name", "id-duplicate"]


@pytest.mark.parametrize(
    ("path", "better"),
    [
        ("claims/winter/two.yml", "two.yaml"),
        ("claims/winter/Two Words.yaml", "two-words.yaml"),
        ("claims/winter/two_words.yaml", "two-words.yaml"),
        ("claims/winter/зима.yaml", "zima.yaml"),
        ("claims/Winter Aid/two.yaml", "winter-aid/"),
    ],
)
def test_names_of_files_and_folders(path: str, better: str) -> None:
    """A name that is no id is a problem of its file, with a name that is one."""
    [problem] = examined(site({path: quoting("Money is promised.")})).problems
    assert brief([problem]) == [("file-name", path, 1, 1)]
    assert problem.hint == f"Rename it to “{better}”."


@pytest.mark.parametrize("alias", ["aid", "summit", "report"])
def test_an_alias_is_not_an_id(alias: str) -> None:
    """Neither the record's own id nor that of any other kind of record may be an alias."""
    assert found_in(site(aliases=f"[{alias}]")) == [("alias-taken", CLAIM, 7, 11)]


def test_an_alias_belongs_to_one_record() -> None:
    """The second record with the same alias is the problem, and the first one is named."""
    files = site({CLAIM: AID + "aliases: [old]\n", OTHER: quoting("Money is promised.") + "aliases: [▶old]\n"})
    [problem] = examined(files).problems
    assert brief([problem]) == expected("alias-taken", files)
    assert problem.message == "An alias must be free; “old” already belongs to claims/winter/aid.yaml."


def test_an_alias_is_written_once() -> None:
    """The same alias twice in one record is a problem at the second."""
    assert found_in(site(aliases="[old, old]")) == [("alias-taken", CLAIM, 7, 16)]


@pytest.mark.parametrize(
    ("field", "message", "hint"),
    [
        (
            "claimant: summit",
            "`claimant` must be the id of a person or an organization; there is none called “summit”.",
            "“summit” is an event.",
        ),
        (
            "about: [acme, sumit]",
            "`about` must be the id of a person or an organization or an event; there is none called “sumit”.",
            "Did you mean “summit”?",
        ),
        ("part_of: ann", "`part_of` must be the id of a claim; there is none called “ann”.", "“ann” is a person."),
        (
            "evidence: [{source: reports, bearing: context}]",
            "`source` must be the id of a source; there is none called “reports”.",
            "Did you mean “report”?",
        ),
        (
            "attribution: [{who: anny, verb: says}]",
            "`who` must be the id of a person or an organization or a source; there is none called “anny”.",
            "Did you mean “ann”?",
        ),
    ],
)
def test_an_id_of_the_wrong_kind_is_unknown(field: str, message: str, hint: str) -> None:
    """A reference must lead to a kind of record that fits; the nearest fitting id is offered."""
    found = only_problem(site({CLAIM: AID + field + "\n"}))
    assert (found.code, found.message, found.hint) == ("id-unknown", message, hint)


def test_a_quote_of_an_unknown_source_is_one_problem() -> None:
    """That the quote cannot be proven then goes without saying."""
    files = site({CLAIM: AID.replace("article", "▶artikle"), OTHER: quoting("Money is promised.")})
    assert found_in(files) == expected("id-unknown", files)


@pytest.mark.parametrize(
    "path",
    ["claims/people/x.yaml", "claims/organizations/x.yaml", "claims/events/x.yaml", "claims/dossiers/x.yaml"],
)
def test_a_reference_to_a_broken_record_is_known(path: str) -> None:
    """A record with an error is one problem, not one more for each reference to it."""
    kind = {"events": "about: [x]", "people": "claimant: x", "organizations": "claimant: x"}.get(path.split("/")[1], "")
    files = site({path: "▶description: no name\n".replace("description", "notes"), CLAIM: AID + kind + "\n"})
    assert found_in(files) == expected("field-missing", files)


def test_a_broken_claim_leaves_its_source_alone() -> None:
    """That nobody quotes a source is not said while a record that may quote it cannot be read."""
    assert found_in(site({CLAIM: "kind: context\nclaim: [\n"}))[0][0] == "yaml-bracket-not-closed"
    assert len(found_in(site({CLAIM: "kind: context\nclaim: [\n"}))) == 1


def test_a_claim_that_is_a_part_of_itself() -> None:
    """The smallest circle has one member."""
    assert only_problem(site(part_of="aid")).message == "A claim cannot be a part of itself: aid → aid."


def test_a_circle_is_reported_once() -> None:
    """A circle of three is one problem at its first member; claims that lead into it are not in it."""
    files = site(
        {
            CLAIM: AID + "part_of: c\n",
            "claims/winter/b.yaml": quoting("Money is promised.") + "part_of: ▶d\n",
            "claims/winter/c.yaml": quoting("The summit was short.") + "part_of: b\n",
            "claims/winter/d.yaml": quoting("The summit was held in Paris.") + "part_of: c\n",
        }
    )
    [problem] = examined(files).problems
    assert brief([problem]) == expected("part-of-cycle", files)
    assert problem.message == "A claim cannot be a part of itself: b → d → c → b."


def test_an_imprecise_date_is_in_order_where_it_can_be() -> None:
    """A year that holds the day before it does not go back."""
    assert found_in(history("as_of: 2026-05-10", "as_of: 2026", "as_of: 2026-05")) == []


def test_an_imprecise_date_hides_no_step_back() -> None:
    """A year between two days does not make the second day later."""
    files = history("as_of: 2026-05", "as_of: 2026", "as_of: ▶2026-01")
    [problem] = examined(files).problems
    assert brief([problem]) == expected("status-out-of-order", files)
    assert problem.message == "Dates of a history must not go back; this step is of 2026-01, the one before of 2026-05."


def test_an_undated_step_hides_no_step_back() -> None:
    """A step without a date between two days does not make the second day later."""
    files = history("as_of: 2026-05", "as_of_text: later", "as_of: ▶2026-01")
    assert found_in(files) == expected("status-out-of-order", files)


@pytest.mark.parametrize(
    ("scale", "found"),
    [
        ("worst: 0\nbest: 5", "worst is 0.0, best is 5.0"),
        ("worst: 1\nbest: 1", "worst is 1.0, best is 1.0"),
        ("best: 5", "worst is None, best is 5.0"),
        ("worst: 1", "worst is 1.0, best is None"),
        ("worst: 3\nbest: 4", "2 is outside"),
        ("", "worst is None, best is None"),
    ],
)
def test_a_numeric_scale_is_whole(scale: str, found: str) -> None:
    """Numbers need both ends, in order, from 1 up, with every value between them."""
    verdicts = f"verdicts: [{{id: supported, name: Supported, meaning: x, value: 2}}]\n{scale}\n"
    problem = only_problem(site({"claims/verdicts.yaml": verdicts}))
    assert (problem.code, problem.message.endswith(f": {found}.")) == ("verdict-scale", True)


def test_a_scale_without_numbers() -> None:
    """A site's own verdicts may have no numbers, and replace the default ones."""
    files = site({"claims/verdicts.yaml": "verdicts: [{id: fair, name: Fair, meaning: x}]\n"})
    files[CLAIM] = AID + REVIEW.replace("supported", "fair")
    verdict = model(files).claims["aid"].verdict
    assert verdict is not None
    assert verdict.name == "Fair"


def test_a_default_verdict_is_unknown_on_a_scale_of_ones_own() -> None:
    """The hint names what the site's own scale has."""
    files = site({"claims/verdicts.yaml": "verdicts: [{id: fair, name: Fair, meaning: x}]\n", CLAIM: AID + REVIEW})
    assert only_problem(files).message == "`verdict` must be one of “fair”; found “supported”."


def test_the_value_of_a_review_lies_on_the_scale() -> None:
    """A number without a numeric scale means nothing."""
    files = site({CLAIM: AID + REVIEW.replace("review:\n", "review:\n  value: ▶3\n")})
    assert found_in(files) == expected("verdict-scale", files)


@pytest.mark.parametrize(
    ("more", "siteurl"),
    [
        ("", ""),
        ("state: draft\n", "https://example.org"),
        ("state: withdrawn\nwithdrawal: {published: 2026-03-01, reason: x}\n", "https://example.org"),
    ],
    ids=["no address", "draft", "withdrawn"],
)
def test_policy_pages_are_needed_for_a_published_review_only(more: str, siteurl: str) -> None:
    """Without an address of the site, and for what is not published, there is no ClaimReview."""
    assert found_in(site({CLAIM: AID + REVIEW + more}), settings(siteurl=siteurl, pages={})) == []


def test_every_missing_policy_page_is_named() -> None:
    """Three pages that are missing are three problems at the first review."""
    files = site({CLAIM: AID + "▶" + REVIEW})
    problems = examined(files, settings(pages={})).problems
    assert [p.message.split()[10] for p in problems] == ["/about/,", "/corrections-policy/,", "/methodology/,"]


def test_a_review_is_independent() -> None:
    """A review whose evidence repeats the quoted source needs no policy pages, because it is no ClaimReview."""
    files = site(
        {CLAIM: AID + REVIEW, "seeds/report.yaml": "title: A\nrights: quote-only\nsnapshots: []\norigin: article\n"}
    )
    assert found_in(files, settings(pages={})) == []


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("they will not go", "not"),
        ("they Would go", "Would"),
        ("they don't go", "don't"),
        ("they don’t go", "don’t"),
        ("he said according", "according"),
        ("вони не підуть", "не"),
        ("they went to Paris and for the rest stayed", None),
        ("the notion, nothing, knots", None),
        ("a maybe-field", None),
        ("", None),
    ],
)
def test_hedges(text: str, hedge: str | None) -> None:
    """Negations and hedges are whole words; prepositions are none."""
    assert first_hedge(text) == hedge


@pytest.mark.parametrize(
    ("exact", "hedge"),
    [("Ann said […] would help.", None), ("It was […] half done", "about"), ("They will […] send", "not")],
)
def test_omissions(exact: str, hedge: str | None) -> None:
    """An omission that holds a negation or a hedge is a warning that names it."""
    problems = examined(site({CLAIM: quoting(exact)})).problems
    assert [(p.code, p.level, f"“{hedge}”" in p.message) for p in problems] == (
        [("omission-changes-meaning", "warning", True)] if hedge else []
    )


def rights_site(length: int, *quotes: str) -> Files:
    """Return a site with a quote-only text of ``length`` visible characters, one word a line of its own."""
    words = [f"w{n:04}" for n in range(length // 5)]
    files = site({CLAIM: None, "seeds/article.yaml": SOURCE.replace("full-text", "▶quote-only")})
    files["seeds/article.txt"] = " ".join(words) + "\n"
    for number, quote in enumerate(quotes):
        files[f"claims/winter/c{number}.yaml"] = quoting(quote)
    return files


def test_rights_count_quotes_and_context() -> None:
    """A quote is published with 32 characters on each side: here 57 of 200 visible ones."""
    problem = only_problem(rights_site(200, "w0020"))
    assert (problem.code, problem.level) == ("rights-exceeded", "warning")
    assert problem.message.endswith("quotes and context come to 28%.")


def test_rights_count_overlapping_quotes_once() -> None:
    """Two quotes whose contexts overlap publish the words between them once."""
    assert found_in(rights_site(500, "w0020")) == []
    assert found_in(rights_site(500, "w0020", "w0021")) == []


def test_rights_add_up() -> None:
    """Quotes that are fine alone pass a fifth together."""
    files = rights_site(500, "w0020", "w0060")
    assert found_in(files) == expected("rights-exceeded", files)


def test_rights_do_not_limit_full_text() -> None:
    """What we may publish whole we may quote whole."""
    files = rights_site(200, "w0020")
    files["seeds/article.yaml"] = SOURCE
    assert found_in(files) == []


@pytest.mark.parametrize(
    ("spans", "union"),
    [
        ([], []),
        ([Span(0, 2), Span(2, 4)], [Span(0, 4)]),
        ([Span(3, 5), Span(0, 1)], [Span(0, 1), Span(3, 5)]),
        ([Span(0, 9), Span(2, 4)], [Span(0, 9)]),
    ],
)
def test_merged(spans: list[Span], union: list[Span]) -> None:
    """The union of spans has no overlaps and no neighbours that touch."""
    assert merged(spans) == union


def with_allow(files: Files, code: str, path: str = CLAIM) -> Files:
    """Return a site whose record exempts a code."""
    return {**files, path: f"{files[path]!s}allow: [{{code: {code}, reason: It is right.}}]\n"}


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("claim-too-long", CLAIM),
        ("omission-changes-meaning", CLAIM),
        ("rights-exceeded", "seeds/article.yaml"),
        ("source-unquoted", "seeds/spare.yaml"),
        ("extraction-differs", "seeds/article.yaml"),
    ],
)
def test_warnings_can_be_exempted(code: str, path: str) -> None:
    """An exemption with a reason in the record takes the warning away."""
    assert found_in(with_allow(BAD[code], code, path)) == []


def test_an_exemption_covers_its_own_record_alone() -> None:
    """Another record's warning stays, and the exemption is unneeded."""
    files = site(
        {CLAIM: AID.replace("claim: Allies plan aid", f"claim: ▶{LONG}"), OTHER: quoting("Money is promised.")}
    )
    found = found_in(with_allow(files, "claim-too-long", OTHER))
    assert [code for code, *_ in found] == ["claim-too-long", "allow-unneeded"]


def test_an_error_cannot_be_exempted() -> None:
    """The error stays, and the exemption is a second one."""
    found = found_in(with_allow(BAD["quote-not-found"], "quote-not-found"))
    assert [code for code, *_ in found] == ["quote-not-found", "allow-code-unknown"]


def test_an_exemption_of_an_unknown_code() -> None:
    """A code that does not exist exempts nothing."""
    assert found_in(with_allow(site(), "no-such-code")) == [("allow-code-unknown", CLAIM, 7, 16)]


def test_strict_exempts_what_is_exempted() -> None:
    """Exemptions hold where warnings are errors, too."""
    files = with_allow(BAD["claim-too-long"], "claim-too-long")
    assert examine(inputs(files), settings(), warnings_are_errors=True).problems == []


def test_strict_forbids_a_site_with_warnings() -> None:
    """With warnings as errors a warning leaves no site."""
    files = {
        path: data.replace("▶", "") if isinstance(data, str) else data for path, data in BAD["claim-too-long"].items()
    }
    found = examine(inputs(files), settings(), warnings_are_errors=True)
    assert (found.site, [p.level for p in found.problems]) == (None, ["error"])


def test_warnings_leave_the_site() -> None:
    """A site with warnings is built."""
    found = examined(BAD["claim-too-long"])
    assert found.site is not None
    assert [p.level for p in found.problems] == ["warning"]


def test_errors_leave_no_site() -> None:
    """A site with one error is not built."""
    assert examined(BAD["quote-not-found"]).site is None


def test_proven_quotes_are_counted() -> None:
    """Each quote of a claim counts, in whatever field it stands."""
    condition = "condition: {source: article, exact: Money is promised.}\n"
    evidence = "evidence: [{source: article, bearing: context, exact: They will not send troops.}]\n"
    assert examined(site({CLAIM: PLEDGE + condition + evidence})).quotes == 3


def test_problems_of_every_stage_come_together() -> None:
    """A mistake in YAML, in a field, in a file and in a quote are all reported in one run, by path."""
    files = site(
        {
            CLAIM: AID.replace("plan aid for", "plan air for"),
            OTHER: "kind: [\n",
            "claims/people/ann.yaml": "nam: Ann\n",
            "seeds/spare.yaml": SOURCE.replace("article", "spare"),
            "seeds/spare.txt": ARTICLE.replace("\n", "\r\n"),
        }
    )
    assert [code for code, *_ in found_in(files)] == [
        "field-unknown",
        "quote-not-found",
        "yaml-bracket-not-closed",
        "frozen-text-missing",
    ]


def test_a_scale_that_cannot_be_read() -> None:
    """A broken file of verdicts is one problem; reviews are read against the default scale."""
    files = site({"claims/verdicts.yaml": "verdicts: [\n", CLAIM: AID + REVIEW})
    assert [code for code, *_ in found_in(files)] == ["yaml-bracket-not-closed"]
