"""Codes of quotes: each must stand verbatim in its source."""

from __future__ import annotations

from typing import Final

from factcheck.codes.entry import error, warning

QUOTES: Final = {
    "focus-not-in-quote": error(
        "`focus` must stand exactly once in the quote; “{found}” stands there {times}.",
        "Copy the words from the quote, long enough to be told apart.",
        why="The focus marks words inside the quote.",
        bad="focus: [binding pledge]",
        good="focus: [binding commitments]",
    ),
    "not-claim-not-found": error(
        "A passage in `not_claims` must stand in the source word for word exactly once; “{found}” does not.",
        "{hint}",
        why="Coverage counts these passages, so they must be there.",
        bad="exact: Key figures",
        good="exact: Key Figures",
    ),
    "omission-changes-meaning": warning(
        "The words left out at […] hold “{found}”, which may change what is said.",
        "Quote the words too, or give the reason under `allow`.",
        why="A negation or a hedge that is left out turns a quote into another statement.",
        bad="exact: The allies will […] send troops",
        good="exact: The allies will not send troops",
    ),
    "quote-ambiguous": error(
        "The quote must stand in the source once; it stands there {times} times: {found}.",
        "Add `prefix` or `suffix` with the words just before or after the place you mean, or quote more words.",
        why="The proof names one place.",
        bad="exact: the summit",
        good="exact: the summit\nsuffix: ', held at'",
    ),
    "quote-context-not-found": error(
        "The words in `{field}` must stand right {side} the quote; they do not.",
        "The source has “{found}” there.",
        why="Prefix and suffix tell two places apart, so they must be there.",
        bad="prefix: at the meeting",
        good="prefix: at the summit",
    ),
    "quote-crosses-block": error(
        "A quote must stay inside one paragraph or list item; this one runs on across {found}.",
        "Put […] between the two parts, or quote one of them.",
        why="Words of two paragraphs side by side can say what neither says.",
        bad="exact: end of one paragraph. Start of the next",
        good="exact: end of one paragraph. […] Start of the next",
    ),
    "quote-empty-piece": error(
        "There must be words on both sides of […].",
        "Delete the […] at the start or the end of the quote.",
        why="An omission stands between two pieces.",
        bad="exact: […] binding commitments",
        good="exact: binding commitments",
    ),
    "quote-not-found": error(
        "The quote must stand word for word in {source}; “{found}” does not.",
        "{hint}",
        why="No claim is published unless its words stand in the archived source.",
        bad="exact: Militery and logistical aid",
        good="exact: Military and logistical aid",
    ),
    "quote-pieces-out-of-order": error(
        "The pieces of a quote must follow one another in the source; “{found}” stands before the piece it follows.",
        "Put the pieces in the order of the source.",
        why="Turning words round changes what they say.",
        bad="exact: second part […] first part",
        good="exact: first part […] second part",
    ),
    "quote-source-not-archived": error(
        "A claim's quote must come from an archived source, and “{found}” is only linked.",
        "Add a snapshot to seeds/{found}.yaml.",
        why="Without the captured file nothing can be proven.",
        bad="snapshots: []",
        good="snapshots:\n  - {file: …, sha256: …, captured: …}",
    ),
    "quote-splits-word": error(
        "A quote must start and end between words; this one cuts “{found}”.",
        "Take the whole word.",
        why="Half a word can mean something else.",
        bad="exact: legal obligations (cut from “illegal obligations”)",
        good="exact: illegal obligations",
    ),
}
