"""Codes of the desk: who wrote and who reviewed, embargoes, and replies that were asked for."""

from __future__ import annotations

from typing import Final

from factcheck.codes.entry import error

DESK: Final = {
    "embargo-after-published": error(
        "A claim must not be dated before its embargo ends; it is published on {found}, the embargo ends on {ends}.",
        "Write the day on which readers will first see it into `published`: {ends} or a later one.",
        why="The page says “First published” with that day, and nobody can have read it then.",
        bad="published: 2026-11-23\nembargo: 2026-12-01T06:00+01:00",
        good="published: 2026-12-01\nembargo: 2026-12-01T06:00+01:00",
    ),
    "reply-before-question": error(
        "An answer must not be older than the question; this one came on {found}, we asked on {asked}.",
        "Mend one of the two days.",
        why="The page tells readers when we asked and when the answer came.",
        bad="- {asked: reuters, on: 2026-11-20, answered: 2026-11-19, says: No comment.}",
        good="- {asked: reuters, on: 2026-11-20, answered: 2026-11-22, says: No comment.}",
    ),
    "reply-undated": error(
        "A reply that tells what came back must say when, in `answered`.",
        "Add `answered: 2026-11-22` with the day on which the answer came.",
        why="Without the day the page would say that no answer is recorded.",
        bad="- {asked: reuters, on: 2026-11-20, says: The press office declined.}",
        good="- {asked: reuters, on: 2026-11-20, answered: 2026-11-22, says: The press office declined.}",
    ),
    "reply-without-answer": error(
        "A reply that was answered must say what came back, in `says` or as a `quote`.",
        "Add `says` with the answer in your own words; a refusal is an answer too. "
        "While nothing has come, leave `answered` out.",
        why="Whoever is asked has a right to be heard, so the page gives the answer and not only its day.",
        bad="- {asked: reuters, on: 2026-11-20, answered: 2026-11-22}",
        good="- {asked: reuters, on: 2026-11-20, answered: 2026-11-22, says: The press office declined.}",
    ),
    "review-author-missing": error(
        "On this site a review needs two pairs of eyes, so a claim with one must say in `written_by` who wrote it.",
        "Add `written_by: [your-id]`, the id of a person or organization.",
        why="Without the author nobody can tell whether somebody else has read the finding.",
        bad="review: {verdict: outdated, reviewers: [ben], …}",
        good="written_by: [ann]\nreview: {verdict: outdated, reviewers: [ben], …}",
    ),
    "review-by-author-alone": error(
        "On this site a review needs two pairs of eyes: `reviewers` must name somebody who did not write the claim; "
        "{found}.",
        "Have somebody else read it, and add their id to `reviewers`. Until then write `state: draft`.",
        why="Nobody sees their own mistakes. The site's setting FACTCHECK_TWO_PAIRS_OF_EYES asks for a second reader.",
        bad="written_by: [ann]\nreview: {verdict: outdated, reviewers: [ann], …}",
        good="written_by: [ann]\nreview: {verdict: outdated, reviewers: [ann, ben], …}",
    ),
}
