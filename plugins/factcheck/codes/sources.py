"""Codes of archived sources and their captures."""

from __future__ import annotations

from typing import Final

from factcheck.codes.entry import error, warning

SOURCES: Final = {
    "digest-mismatch": error(
        "The file {file} must have the digest written here, and it has {found}.",
        "A captured file is never altered. Restore it from git. If the record is wrong, mend the digest.{lost}",
        why="The digest is the proof that nobody changed the words after they were captured.",
        bad="sha256: 0000…",
        good="sha256: 18071584…",
    ),
    "extraction-differs": warning(
        "The text taken from {file} today would differ from the frozen text, first at line {found}.",
        "Nothing is lost: the frozen text counts. Capture the page again if the new text is better.",
        why="Every release of the libraries takes text out of HTML a little differently.",
        bad="(a newer library splits a paragraph)",
        good="(the same text)",
    ),
    "extraction-empty": error(
        "The selector “{found}” must match something in {file}, and it matches nothing.",
        "Open the file in a browser and look for an element that holds the article.",
        why="The frozen text must come from the capture.",
        bad="selector: artcle",
        good="selector: article",
    ),
    "frozen-text-missing": error(
        "{file} is {found}, so the snapshot must have `text` with its frozen text.",
        "Add `text: {{file, sha256}}`.",
        why="Offsets count the code points of a plain text in UTF-8, NFC and LF, frozen when it was captured.",
        bad="- {file: page.html, sha256: …, captured: 2026-11-23}",
        good="- file: page.html\n  sha256: …\n  captured: 2026-11-23\n  text: {file: page.txt, sha256: …}",
    ),
    "frozen-text-not-canonical": error(
        "The frozen text {file} must be UTF-8 in form NFC with LF line ends, without a byte order mark.",
        "Freeze the text again from the capture.",
        why="Every offset counts its code points; other forms are counted differently by other programs.",
        bad="A text with CRLF line ends.",
        good="The same text with LF.",
    ),
    "frozen-text-pages": error(
        "`pages` of {file} must rise from 0 and stay within the text; {found}.",
        "Write for each page of the PDF the code point at which it begins, as “factcheck add-source” does.",
        why="From these numbers the page of each quote is told, so that readers find it in the PDF.",
        bad="pages: [1, 1416]",
        good="pages: [0, 1416]",
    ),
    "rights-exceeded": warning(
        "Of a quote-only source at most a fifth should be published; quotes and context come to {found}.",
        "Shorten quotes, or ask for the right to publish the text.",
        why="A right to quote is not a right to republish.",
        bad="Ten long quotes of a short article.",
        good="Short quotes that carry the claims.",
    ),
    "snapshot-missing": error(
        "The captured file {found} must stand in seeds/, and it does not.",
        "Add the file, or mend its name here.",
        why="The quotes are proven in this file.",
        bad="file: artikel.txt",
        good="file: article.txt",
    ),
    "snapshot-unknown": error(
        "`snapshot` must be the file name of a capture of the source; “{found}” is none.",
        "{better}",
        why="The quote is proven in exactly this capture.",
        bad="snapshot: page.txt",
        good="snapshot: page.2026-11-23.txt",
    ),
    "snapshots-out-of-order": error(
        "Captures must stand oldest first, each file once; {found}.",
        "Put them in the order of `captured`, and name each file once.",
        why="The last one counts as the newest, unless a quote names another.",
        bad="- {file: b.txt, sha256: …, captured: 2026-06-01}\n- {file: a.txt, sha256: …, captured: 2026-01-01}",
        good="- {file: a.txt, sha256: …, captured: 2026-01-01}\n- {file: b.txt, sha256: …, captured: 2026-06-01}",
    ),
    "source-unquoted": warning(
        "A captured source should be quoted by a claim or serve as evidence; nobody refers to this one.",
        "Write a claim on it, or delete it.",
        why="A source that nothing refers to proves nothing.",
        bad="seeds/old-article.yaml",
        good="(a claim that quotes it)",
    ),
}
