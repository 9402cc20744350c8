"""Codes of the files themselves: names, places, encodings."""

from __future__ import annotations

from typing import Final

from factcheck.codes.entry import error

FILES: Final = {
    "file-byte-order-mark": error(
        "The file must start with its first letter, and it starts with an invisible byte order mark.",
        "Save it as “UTF-8”, not as “UTF-8 with BOM”.",
        why="Some editors add the mark; other programs then read it as a part of the first word.",
        bad="(EF BB BF) kind: pledge",
        good="kind: pledge",
    ),
    "file-control-character": error(
        "The file must hold text only, and here stands the control character {found}.",
        "Delete the character; retype the word around it if it cannot be seen.",
        why="Control characters are invisible and come in by copying from other programs.",
        bad="claim: Two allies (U+0007) agree",
        good="claim: Two allies agree",
    ),
    "file-line-ends": error(
        "Lines must end as Linux or Windows end them; here a line ends as on old Macs, with {found} alone.",
        "Choose “LF” where your editor asks for line ends. “factcheck fix” can mend this.",
        why="Programs do not agree on whether a new line begins there.",
        bad="kind: pledge (U+000D) claim: Draft would give aid",
        good="kind: pledge\nclaim: Draft would give aid",
    ),
    "file-misplaced": error(
        "A record must stand in claims/<dossier>/ or in one of the reserved folders; this one stands at {found}.",
        "Move it one level up or down.",
        why="The folder decides what kind of record a file holds.",
        bad="claims/paris-draft/old/drafts/aid.yaml",
        good="claims/paris-draft/aid.yaml",
    ),
    "file-name": error(
        "A record's file name must be lower-case letters, digits and hyphens, then “.yaml”; found “{found}”.",
        "Rename it to “{better}”.",
        why="The file's name is the record's id and its address, which never change.",
        bad="Military Aid.yml",
        good="military-aid.yaml",
    ),
    "file-not-record": error(
        "A record's file name must end in “.yaml”; “{found}” does not, and nobody would read it.",
        "Rename it to “{better}”. If it is no record, keep it outside of claims/ and seeds/.",
        why="Some editors add an ending of their own and hide it, and the record would silently be missing.",
        bad="military-aid.yaml.txt",
        good="military-aid.yaml",
    ),
    "file-not-utf8": error(
        "The file must be saved as UTF-8; {found}.",
        "Save it again, and choose “UTF-8” where your editor asks for the encoding.",
        why="Every record is UTF-8, so that every letter of every language is kept.",
        bad="A file saved as UTF-16 or Windows-1252.",
        good="The same file saved as UTF-8.",
    ),
    "file-too-large": error(
        "A record must have at most {limit} characters; this one has {found}.",
        "Split it, or capture long text as a source instead.",
        why="A record is read by people; a very large file is nearly always a mistake or an attack.",
        bad="A 40 MB export pasted into one record.",
        good="One record for each claim.",
    ),
    "file-unreadable": error(
        "The file must be readable, and it is not: {found}.",
        "Check that it is a plain file and that you may read it.",
        why="What cannot be read cannot be checked.",
        bad="A link to a file that is gone.",
        good="A plain file.",
    ),
}
