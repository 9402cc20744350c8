"""Codes of the fields of one record."""

from __future__ import annotations

from typing import Final

from factcheck.codes.entry import error

FIELDS: Final = {
    "field-empty": error(
        "`{field}` must have a value, and it is empty.",
        "{help}",
        why="An empty field says nothing; what is not known is left out, and what is needed must be there.",
        bad="claim:",
        good="claim: Draft would give Ukraine military aid",
    ),
    "field-malformed": error(
        "`{field}` must be {expected}; found “{found}”.",
        "{help}",
        why="Other records, pages and programs read the value, so its form matters.",
        bad="published: 6 January 2026",
        good="published: 2026-01-06",
    ),
    "field-missing": error(
        "{owner} must have `{field}`.",
        "{help}",
        why="Without it the record cannot be checked or shown.",
        bad="quote:\n  source: paris-draft-article",
        good="quote:\n  source: paris-draft-article\n  exact: Enhanced intelligence sharing",
    ),
    "field-unknown": error(
        "`{field}` is not a field of {owner}.",
        "{better}",
        why="A field that nobody reads would silently say nothing.",
        bad="claimnt: reuters",
        good="claimant: reuters",
    ),
    "field-value-unknown": error(
        "`{field}` must be one of {allowed}; found “{found}”.",
        "{better}",
        why="Pages and lists are made from these words.",
        bad="state: pendng",
        good="state: pending",
    ),
    "field-wrong-type": error(
        "`{field}` must be {expected}; found {found}.",
        "{help}",
        why="A list, a group of fields and a text are written differently and mean different things.",
        bad="tags: sanctions",
        good="tags: [sanctions]",
    ),
    "fields-exclusive": error(
        "{owner} must have exactly one of `{field}` and `{other}`.",
        "Keep one of the two.",
        why="The two say different things about the same matter.",
        bad="person: a\ngroup: b",
        good="person: a",
    ),
    "item-of-another-list": error(
        "The items of `{field}` must have its own fields; this one has those of `{better}`.",
        "Write “{better}:” on the line above it.",
        why="An item belongs to the list whose name stands above it, and a lost line gives it to the list before.",
        bad="status:\n  - {state: drafted, as_of: 2026, evidence: quote}\n  - {source: reuters, bearing: supports}",
        good="status:\n  - {state: drafted, as_of: 2026, evidence: quote}\n"
        "evidence:\n  - {source: reuters, bearing: supports}",
    ),
    "list-item-split": error(
        "The fields of one item of `{field}` must stand below one dash; here a second dash parts them.",
        "Put two spaces in the place of the dash and the space, here and before its other fields.",
        why="Each dash begins an item of its own, and neither half is whole.",
        bad="evidence:\n  - source: reuters\n  - bearing: supports",
        good="evidence:\n  - source: reuters\n    bearing: supports",
    ),
    "record-in-wrong-folder": error(
        "This folder holds {expected}; the record looks like {found}.",
        "Move the file to {better}.",
        why="The folder decides what kind of record a file holds.",
        bad="claims/paris-draft/steve-witkoff.yaml with “name: Steve Witkoff”",
        good="claims/people/steve-witkoff.yaml",
    ),
    "record-not-fields": error(
        "A record must be a list of “field: value” lines; found {found}.",
        "Begin with “{first}: …”, or copy an existing record.",
        why="Every record says what it is by its fields.",
        bad="- a\n- b",
        good="kind: context\nclaim: …",
    ),
}
