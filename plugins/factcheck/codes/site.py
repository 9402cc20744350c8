"""Codes of the site's settings and pages."""

from __future__ import annotations

from typing import Final

from factcheck.codes.entry import error, warning

SITE: Final = {
    "page-address-taken": error(
        "A page of the site's own must have an address that is free; /{found}/ is made from the records.",
        "Give the page another `Slug:`.",
        why="One of the two pages would silently replace the other.",
        bad="Slug: claims",
        good="Slug: our-claims",
    ),
    "page-not-utf8": error(
        "A content page must be saved as UTF-8, and here stands a byte that is not.",
        "Save the file again, and choose UTF-8 where your editor asks for the encoding.",
        why="In another encoding letters beyond English turn into others.",
        bad="(a page saved as Windows-1252)",
        good="(the same page saved as UTF-8)",
    ),
    "page-slug-malformed": error(
        "The slug of a page must be letters, digits, hyphens and dots; found “{found}”.",
        "Write one short word, such as “about”: it becomes the address of the page.",
        why="The slug becomes a folder of the site.",
        bad="Slug: ../about us",
        good="Slug: about-us",
    ),
    "page-slug-twice": error(
        "Each content page must have an address of its own; “{found}” is the one of {other} too.",
        "Give one of the two another line “Slug: …”.",
        why="One page would be written over the other.",
        bad="Slug: about (in two files)",
        good="Slug: about-us",
    ),
    "page-status-unknown": error(
        "The status of a page must be one of {allowed}; found “{found}”.",
        "Correct the word, or delete the line to publish the page.",
        why="A page with a status that nobody knows is left out.",
        bad="Status: drafft",
        good="Status: draft",
    ),
    "page-title-missing": error(
        "A content page must begin with a line “Title: …”, and this one has none.",
        "Write “Title: ” and the title into the first line; a blank line parts such lines from the text.",
        why="A page without a title is left out.",
        bad="Tilte: About us",
        good="Title: About us",
    ),
    "interface-untranslated": error(
        "The interface must be complete in each language of the site; in “{found}” {lacks}.",
        "Take the language out of FACTCHECK_LANGUAGES, or complete {file}. Ours are: {known}.",
        why="A page that changes its language in the middle cannot be read, least of all by a screen reader.",
        bad='FACTCHECK_LANGUAGES = ["tlh"]',
        good='FACTCHECK_LANGUAGES = ["uk"]',
    ),
    "interface-in-english": warning(
        "The interface should speak the language of the site; for “{found}” there is no catalogue, so it is English.",
        "Ours are: {known}. The records stay marked as “{found}”. A new language is one file: see HACKING.md.",
        why="Readers expect buttons and headings in the language of the texts.",
        bad='DEFAULT_LANG = "tlh"',
        good='DEFAULT_LANG = "uk"',
    ),
    "setting-unknown": error(
        "A setting that begins with FACTCHECK_ must be one of ours; nobody reads “{found}”.",
        "{better}",
        why="A misspelt setting would silently do nothing.",
        bad="FACTCHECK_STALE_AFTER2 = 90",
        good="FACTCHECK_STALE_AFTER = 90",
    ),
    "settings-broken": error(
        "The settings file must run, and hold values that can be used; {found}.",
        'It is a Python file of lines such as NAME = "text": look for a quotation mark or a comma that is missing. '
        "docs/settings.md shows every setting with its form.",
        why="The settings say how the site is called and where it lives.",
        bad="SITENAME = Checks",
        good='SITENAME = "Checks"',
    ),
    "site-empty": error(
        "A site must have a folder claims/ with at least one record, and there is none here.",
        "Go to the folder of your site, or name it with --site.",
        why="An empty result is nearly always the wrong folder.",
        bad="(an empty folder)",
        good="claims/… and seeds/…",
    ),
}
