"""Codes of a careful second reader: what a claim makes of its quote. All are warnings."""

from __future__ import annotations

from typing import Final

from factcheck.codes.entry import warning

_ALLOW = "If it is right as it is, say why: allow: [{{code: %s, reason: …}}]"

LINTS: Final = {
    "claimant-not-in-attribution": warning(
        "The claimant “{found}” should be a link of `attribution`, and is not.",
        f"Add the link, or mend the claimant. {_ALLOW % 'claimant-not-in-attribution'}",
        why="The chain says how the words came to us; whoever said them stands at its end.",
        bad="claimant: volodymyr-zelenskiy\nattribution:\n  - {who: reuters, verb: reports}",
        good="claimant: volodymyr-zelenskiy\nattribution:\n  - {who: reuters, verb: reports}\n"
        "  - {who: volodymyr-zelenskiy, verb: said}",
    ),
    "date-in-future": warning(
        "A day on which something happened should not be still to come; found {found}.",
        f"Mend the date. To publish later, use `embargo`. {_ALLOW % 'date-in-future'}",
        why="A wrong year is the most common slip of a new year, and readers trust dates.",
        bad="published: 2062-11-23",
        good="published: 2026-11-23",
    ),
    "date-relative": warning(
        "“{found}” tells a time from where the speaker stands, and nothing in the record resolves it.",
        "Name the event with its date in `about`, give the source its `published` date, or date a step of `status`. "
        f"{_ALLOW % 'date-relative'}",
        why="Whoever reads the page a year later cannot know which Sunday it was.",
        bad="claim: Zelenskiy spoke on Sunday evening",
        good="claim: Zelenskiy spoke on Sunday evening\nabout: [address-of-4-january]",
    ),
    "evidence-one-origin": warning(
        "Sources that support a claim should go back to several reports; all of these go back to “{found}”.",
        f"Look for an independent source, or keep one of them. {_ALLOW % 'evidence-one-origin'}",
        why="Ten papers that print one agency report are one source.",
        bad="evidence:\n  - {source: paper-a, bearing: supports}\n  - {source: paper-b, bearing: supports}",
        good="evidence:\n  - {source: agency, bearing: supports}\n  - {source: ministry, bearing: supports}",
    ),
    "hedge-missing": warning(
        "The claim should keep the reservation of its words: they say “{found}”, and the claim has no such word.",
        "Write it into the claim; or leave it out of `focus`, if other words carry the claim. "
        f"{_ALLOW % 'hedge-missing'}",
        why="A draft that would do something becomes a fact when the word is dropped.",
        bad="claim: Allies offer security commitments\nexact: allies are preparing to offer security commitments",
        good="claim: Allies are preparing to offer security commitments",
    ),
    "name-not-in-quote": warning(
        "A name in the claim should stand in its quote, or be that of somebody the record refers to; found “{found}”.",
        f"Take the name out, quote the words that have it, or add the id to `about`. {_ALLOW % 'name-not-in-quote'}",
        why="A claim says no more than its quote proves.",
        bad="claim: Witkoff met Rubio\nexact: Witkoff took part in the meeting",
        good="claim: Witkoff took part in the meeting",
    ),
    "number-not-in-quote": warning(
        "A number in the claim should stand in its quote; found “{found}”.",
        f"Mend the number, or quote the words that have it. {_ALLOW % 'number-not-in-quote'}",
        why="Numbers are what readers remember, and what is mistyped first.",
        bad="claim: Council will plant ninety trees\nexact: The council will plant nineteen trees.",
        good="claim: Council will plant nineteen trees",
    ),
    "pronoun-unresolved": warning(
        "The carrying words begin with “{found}”, and the record says nowhere who or what is meant.",
        f"Name them in `claimant` or `about`, or quote from where they are named. {_ALLOW % 'pronoun-unresolved'}",
        why="Out of its paragraph a pronoun points at nobody.",
        bad="exact: They will not send troops.",
        good="exact: They will not send troops.\nabout: [coalition-of-the-willing]",
    ),
    "quotation-marks-unproven": warning(
        "Words between quotation marks should stand so in a source of the record; “{found}” does not.",
        f"Copy them letter for letter, or take the quotation marks away. {_ALLOW % 'quotation-marks-unproven'}",
        why="Quotation marks promise the very words, and only `exact` is proven by itself.",
        bad="claim: Zelenskiy says that Ukraine “is ready for all”",
        good="claim: Zelenskiy says that Ukraine “will prepare for both scenarios”",
    ),
    "same-quote-twice": warning(
        "The same words should carry one claim; those of “{found}” are the same.",
        "Join the two, or tell them apart by `focus`. " + _ALLOW % "same-quote-twice",
        why="Two claims on the same words count one thing twice.",
        bad="exact: Money is promised. (in two claims)",
        good="exact: Money is promised.\nfocus: [Money]",
    ),
    "status-stale": warning(
        "The status should have been checked again: {found} is too long ago.",
        f"Look for what has happened since, add a step, and set `recheck_by` anew. {_ALLOW % 'status-stale'}",
        why="A pledge lives on after it was checked, and a page that does not say so misleads.",
        bad="recheck_by: 2025-01-06",
        good="recheck_by: 2027-01-06",
    ),
}
