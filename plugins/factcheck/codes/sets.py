"""Codes of the records as a set: how they must fit together."""

from __future__ import annotations

from typing import Final

from factcheck.codes.entry import error, warning

SET: Final = {
    "allow-code-unknown": error(
        "`code` must be the code of a warning; “{found}” is {what}.",
        "{better}",
        why="An exemption that exempts nothing would look like a decision.",
        bad="allow:\n  - {code: claim-to-long, reason: Names cannot be shortened.}",
        good="allow:\n  - {code: claim-too-long, reason: Names cannot be shortened.}",
    ),
    "alias-taken": error(
        "An alias must be free; “{found}” already belongs to {owner}.",
        "Choose another alias, or delete it.",
        why="One address leads to one page.",
        bad="aliases: [binding-commitments]",
        good="aliases: [binding-commitments-2025]",
    ),
    "allow-unneeded": error(
        "An exemption must be needed; no warning “{found}” is found in this record.",
        "Delete this entry of `allow`.",
        why="Exemptions that outlive their reason hide the next mistake.",
        bad="allow:\n  - {code: claim-too-long, reason: …}",
        good="(no allow)",
    ),
    "claim-reviewed-twice": error(
        "Two published reviews must not be of the same claim sentence; “{found}” is also reviewed by {other}.",
        "Reword one of the two, or join the records.",
        why="A ClaimReview names one claim; two with the same words contradict or repeat one another.",
        bad="Two records with a review and the same `claim`.",
        good="One record, or two different sentences.",
    ),
    "claim-too-long": warning(
        "`claim` should have at most 75 characters; this one has {found}.",
        "Say the one thing that is claimed; the quote carries the rest.",
        why="It is the heading of the page, and search engines and cards cut longer ones.",
        bad="claim: The draft statement that was reviewed by the Reuters news agency says that …",
        good="claim: Draft would commit allies to assist Ukraine",
    ),
    "correction-before-claim": error(
        "A correction must not be older than its claim, which was published on {found}.",
        "Mend one of the two dates.",
        why="What was not yet published cannot have been corrected.",
        bad="published: 2025-01-01",
        good="published: 2026-12-01",
    ),
    "evidence-not-archived": error(
        "Words in `exact` can be proven only in an archived source, and “{found}” is only linked.",
        "Add a snapshot to the source, or tell it in our own words with `says`.",
        why="What a page presents as said by a source is a proven quote.",
        bad="- {source: paris-declaration, bearing: supports, exact: …}",
        good="- {source: paris-declaration, bearing: supports, says: …}",
    ),
    "id-duplicate": error(
        "An id must be used once; “{found}” is also the id of {other}.",
        "Rename one of the two files.",
        why="The id is the address, and other records refer to it.",
        bad="claims/a/aid.yaml and claims/b/aid.yaml",
        good="claims/a/aid.yaml and claims/b/winter-aid.yaml",
    ),
    "id-reserved": error(
        "“{found}” cannot be an id here: the site needs the address for itself.",
        "{better}",
        why="Long lists have pages under …/page/, and claims are listed by kind, verdict and evidence under /claims/.",
        bad="claims/paris-draft/page.yaml",
        good="claims/paris-draft/front-page.yaml",
    ),
    "id-unknown": error(
        "`{field}` must be the id of {expected}; there is none called “{found}”.",
        "{better}",
        why="A reference to nothing would be a dead link.",
        bad="person: steve-witkof",
        good="person: steve-witkoff",
    ),
    "origin-cycle": error(
        "A source cannot repeat itself: {found}.",
        "Leave `origin` out at the source that reports first.",
        why="Independent origins are counted along this chain, and a circle has no origin.",
        bad="a: origin b; b: origin a",
        good="a: origin b; b: no origin",
    ),
    "part-of-cycle": error(
        "A claim cannot be a part of itself: {found}.",
        "Delete one `part_of` in the circle.",
        why="The page of a claim shows what it is a part of.",
        bad="a: part_of b; b: part_of a",
        good="a: part_of b",
    ),
    "policy-page-missing": error(
        "A site that publishes a ClaimReview must have the page /{found}/, and it has none.",
        "Write content/pages/{found}.md, or take the review out.",
        why="The terms of ClaimReview ask for a public method, corrections policy, funding, ownership and contact.",
        bad="No content/pages/methodology.md",
        good="content/pages/methodology.md",
    ),
    "review-without-explanation": error(
        "A review must explain its verdict.",
        "Add `explanation` with the reasons, or delete the review.",
        why="A verdict without reasons asks for trust that nobody can check.",
        bad="review: {verdict: outdated, published: 2026-11-23}",
        good="review:\n  verdict: outdated\n  published: 2026-11-23\n  explanation: The leaders signed that evening.",
    ),
    "status-out-of-order": error(
        "Dates of a history must not go back; this step is of {found}, the one before of {before}.",
        "Put the steps in order, oldest first, or mend the date.",
        why="The order of the list is the history.",
        bad="- {state: granted, as_of: 2026-01-06}\n- {state: pending, as_of: 2026-01-05}",
        good="- {state: pending, as_of: 2026-01-05}\n- {state: granted, as_of: 2026-01-06}",
    ),
    "status-undated": error(
        "A step without a date must say what is known of its time, in `as_of_text`.",
        "Add `as_of`, or `as_of_text: undated article`.",
        why="The absence of a date is said, never filled in.",
        bad="- {state: drafted, as_of: null, evidence: quote}",
        good="- {state: drafted, as_of: null, as_of_text: undated article, evidence: quote}",
    ),
    "status-without-evidence": error(
        "Each step of a history must name its evidence.",
        "Add `evidence: quote`, or a list of sources.",
        why="A status is a finding, and a finding needs evidence.",
        bad="- {state: granted, as_of: 2026-01-06}",
        good="- {state: granted, as_of: 2026-01-06, evidence: [{source: paris-declaration, bearing: supports}]}",
    ),
    "verdict-scale": error(
        "The scale must have each verdict once, and run from `worst`, 1 or more, up to a higher `best`: {found}.",
        "Mend the verdicts or the numbers; numbers can all be left out.",
        why="ClaimReview reads the number against the two ends of the scale.",
        bad="worst: 0\nbest: 5",
        good="worst: 1\nbest: 5",
    ),
    "verdict-unknown": error(
        "`verdict` must be one of {allowed}; found “{found}”.",
        "{better}",
        why="The scale is the same on every page; /labels/ explains it.",
        bad="verdict: mostly-true",
        good="verdict: partly-supported",
    ),
    "withdrawal-unstated": error(
        "A claim that says why it was withdrawn must have `state: withdrawn`; this one is {found}.",
        "Add `state: withdrawn`, or delete `withdrawal`.",
        why="A page that is withdrawn and listed at once says two things.",
        bad="withdrawal: {published: 2026-12-01, reason: The source was retracted.}",
        good="state: withdrawn\nwithdrawal: {published: 2026-12-01, reason: The source was retracted.}",
    ),
    "withdrawal-missing": error(
        "A withdrawn claim must say when and why, in `withdrawal`.",
        "Add `withdrawal: {{published: 2026-12-01, reason: …}}`.",
        why="A withdrawn claim keeps its address and tells the reader why.",
        bad="state: withdrawn",
        good="state: withdrawn\nwithdrawal: {published: 2026-12-01, reason: The source was retracted.}",
    ),
}
