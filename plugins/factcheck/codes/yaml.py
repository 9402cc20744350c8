"""Codes of YAML: what the text of a record must look like."""

from __future__ import annotations

from typing import Final

from factcheck.codes.entry import error

YAML: Final = {
    "yaml-alias": error(
        "Anchors and aliases are not used here, and here stands “{found}”.",
        "Write the value out. If the text really starts with & or *, put it between double quotes.",
        why="An alias makes one line mean another; a record must say what it says where it says it.",
        bad="claimant: *speaker",
        good="claimant: volodymyr-zelenskiy",
    ),
    "yaml-colon-in-text": error(
        "A value that holds a colon and a space must stand between quotes.",
        "Put the whole value between double quotes, or begin it with “>-” and write it on the next line, indented.",
        why="YAML reads a colon and a space as the end of a key.",
        bad="claim: Zelenskiy: Ukraine prepares for both",
        good='claim: "Zelenskiy: Ukraine prepares for both"',
    ),
    "yaml-comment-behind-value": error(
        "A comment must stand on a line of its own, and here is a “#” behind something else.",
        "Move the comment to its own line. If “#” belongs to the text, put the value between double quotes.",
        why="YAML drops everything from “ #” to the end of the line, so a sentence may have been cut short.",
        bad="exact: The team ranked #1 in the poll",
        good='exact: "The team ranked #1 in the poll"',
    ),
    "yaml-conflict-marker": error(
        "The file must not hold git's conflict marks, and here stands “{found}”.",
        "Choose one of the two versions and delete the marks.",
        why="Git could not join two edits and left both in the file.",
        bad="<<<<<<< HEAD",
        good="(one of the two versions)",
    ),
    "yaml-duplicate-key": error(
        "A key must be written once; “{found}” stands already on line {first}.",
        "Delete one of the two.",
        why="YAML silently keeps the last one, and what the first one said is lost.",
        bad="claimant: reuters\nclaimant: afp",
        good="claimant: reuters",
    ),
    "yaml-key-not-text": error(
        "A key must be a plain word.",
        "Write “key: value” with a word before the colon.",
        why="A list or a mapping as a key has no meaning here.",
        bad="[a, b]: value",
        good="tags: [a, b]",
    ),
    "yaml-merge-key": error(
        "The merge key “<<” is not used here.",
        "Write the values out.",
        why="A merged value stands somewhere else, where no reader of the record sees it.",
        bad="<<: *common",
        good="language: en",
    ),
    "yaml-quote-not-closed": error(
        "A value that starts with a quotation mark must end with the same one; this one is not closed.",
        'Close it. Write an apostrophe twice inside single quotes; inside double quotes write \\" for a mark.',
        why="Everything after an open quotation mark is read as a part of the text, up to the end of the file.",
        bad="claim: 'Ukraine's army",
        good='claim: "Ukraine\'s army"',
    ),
    "yaml-several-documents": error(
        "A file must hold one record, and here a second one begins.",
        "Move what follows “---” to a file of its own.",
        why="One file, one record, one address.",
        bad="kind: pledge\n---\nkind: context",
        good="kind: pledge",
    ),
    "yaml-syntax": error(
        "The file must be valid YAML, and reading stops here: {found}.",
        "Look at this line and the one before: indentation, a missing space after a colon, an open bracket or quote.",
        why="What cannot be read cannot be checked.",
        bad="quote:\n  source: a\n exact: b",
        good="quote:\n  source: a\n  exact: b",
    ),
    "yaml-tab": error(
        "Indent with spaces; here stands a tab.",
        "Replace the tab by two spaces.",
        why="YAML forbids tabs in indentation, and in text they are invisible.",
        bad="quote:\n<TAB>source: a",
        good="quote:\n  source: a",
    ),
    "yaml-tag": error(
        "Tags are not used here, and here stands “{found}”.",
        "Delete it. If the text really starts with “!”, put it between double quotes.",
        why="A tag asks a program to make something else of the value; here every value is text.",
        bad="published: !!timestamp 2026-01-06",
        good="published: 2026-01-06",
    ),
    "yaml-too-deep": error(
        "Values must be nested at most {limit} deep, and here it goes deeper.",
        "Look for a bracket that is not closed.",
        why="No record needs it; it is a mistake or an attack.",
        bad="[[[[[[[[[[[[[[[[",
        good="[a, b]",
    ),
}
