"""Codes of YAML: what the text of a record must look like."""

from __future__ import annotations

from typing import Final

from factcheck.codes.entry import error, warning

YAML: Final = {
    "curly-quotes-around-value": warning(
        "The whole of `{field}` stands between typographic quotation marks, which readers will see.",
        'Delete them, or write straight ones ("), which YAML takes away. Keep them by an `allow` with a reason.',
        why="Text programs turn straight quotation marks into typographic ones, and YAML takes those for text.",
        bad="claim: “Draft would give aid”",
        good="claim: Draft would give aid",
    ),
    "yaml-alias": error(
        "Anchors and aliases are not used here, and here stands “{found}”.",
        "Write the value out. If the text really starts with & or *, put it between double quotes.",
        why="An alias makes one line mean another; a record must say what it says where it says it.",
        bad="claimant: *speaker",
        good="claimant: volodymyr-zelenskiy",
    ),
    "yaml-bracket-not-closed": error(
        "A value that starts with “{found}” must end with the bracket that closes it; this one is not closed.",
        "Close the bracket, and put a comma between two items. If the text itself starts with “{found}”, put the whole "
        "value between double quotes.",
        why="A bracket at the start of a value begins a list or a group of fields.",
        bad="tags: [sanctions, energy",
        good="tags: [sanctions, energy]",
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
    "yaml-escape": error(
        "Between double quotes a backslash begins a special sign, and there is none that begins like this.",
        "Put the value between single quotes, where a backslash is a backslash.",
        why="Double quotes give the backslash a meaning: \\n is a new line.",
        bad='notes: "see C:\\press"',
        good="notes: 'see C:\\press'",
    ),
    "yaml-indentation": error(
        "The fields of one group must start in the same column; this line starts in column {found}, where none does.",
        "Move the line to the column of the fields that it belongs to: column 1 for those of the record itself, two "
        "columns further right for those of a group such as `quote`.",
        why="The indentation says what belongs to what.",
        bad="quote:\n  source: a\n exact: b",
        good="quote:\n  source: a\n  exact: b",
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
    "yaml-missing-colon": error(
        "Each line must be “field: value”, and behind “{found}” stands no colon.",
        "Write a colon and a space behind the name of the field. If the line goes on with the text above, indent it "
        "further than the field of that text.",
        why="The colon parts the name of a field from its value.",
        bad="claim Draft would give aid",
        good="claim: Draft would give aid",
    ),
    "yaml-missing-space": error(
        "Behind “{found}” must stand a space.",
        "Write the space.",
        why="Without it the field and its value are read as one word.",
        bad="claim:Draft would give aid",
        good="claim: Draft would give aid",
    ),
    "yaml-odd-space": error(
        "Between a field and its value must stand a plain colon and a plain space; here stands the sign {found}.",
        "Delete it, and type the colon or the space again.",
        why="Signs that only look like a space or a colon come in by copying from other programs.",
        bad="claim:(U+00A0)Draft would give aid",
        good="claim: Draft would give aid",
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
    "yaml-text-behind": error(
        "Behind the closing {found} of a value the line must end, and here something follows.",
        'Put the whole value between double quotes, and write \\" for each double quote inside.',
        why="A value that starts with a quotation mark or a bracket ends where that is closed.",
        bad='claim: "Draft" would give aid',
        good="claim: '\"Draft\" would give aid'",
    ),
    "yaml-too-deep": error(
        "Values must be nested at most {limit} deep, and here it goes deeper.",
        "Look for a bracket that is not closed.",
        why="No record needs it; it is a mistake or an attack.",
        bad="[[[[[[[[[[[[[[[[",
        good="[a, b]",
    ),
    "yaml-two-fields": error(
        "Each field must stand on a line of its own, and here “{found}” follows another one.",
        "Begin a new line with it. If it belongs to the text, put the whole value between double quotes.",
        why="A colon and a space end the name of a field, and a line holds one of them.",
        bad="kind: pledge claim: Draft would give aid",
        good="kind: pledge\nclaim: Draft would give aid",
    ),
    "yaml-value-start": error(
        "A value must not start with “{found}”.",
        "Put the whole value between double quotes. A list whose items start with “-” begins on the next line.",
        why="Some signs at the start of a value have a meaning of their own in YAML.",
        bad="claim: @press_office says that talks go on",
        good='claim: "@press_office says that talks go on"',
    ),
}
