"""The catalogue of problem codes: level, message, hint, reason and examples. Its words are what editors read.

``docs/checks.md`` and ``factcheck explain`` are made from it. Messages and hints are templates whose named
words the reporting check fills in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from factcheck.problems import Level, Problem

if TYPE_CHECKING:
    from factcheck.problems import Place


@dataclass(frozen=True, slots=True)
class Code:
    """What one code means."""

    level: Level
    message: str
    hint: str
    why: str
    bad: str
    good: str


def problem(code: str, place: Place, /, **words: str) -> Problem:
    """Make the problem of a code, with the catalogue's level and words."""
    entry = CODES[code]
    return Problem(code, entry.level, place, entry.message.format(**words), entry.hint.format(**words))


def _error(message: str, hint: str, *, why: str, bad: str, good: str) -> Code:
    return Code("error", message, hint, why, bad, good)


def _warning(message: str, hint: str, *, why: str, bad: str, good: str) -> Code:
    return Code("warning", message, hint, why, bad, good)


_FILES: Final = {
    "file-byte-order-mark": _error(
        "The file must start with its first letter, and it starts with an invisible byte order mark.",
        "Save it as “UTF-8”, not as “UTF-8 with BOM”.",
        why="Some editors add the mark; other programs then read it as a part of the first word.",
        bad="(EF BB BF) kind: pledge",
        good="kind: pledge",
    ),
    "file-control-character": _error(
        "The file must hold text only, and here stands the control character {found}.",
        "Delete the character; retype the word around it if it cannot be seen.",
        why="Control characters are invisible and come in by copying from other programs.",
        bad="claim: Two allies (U+0007) agree",
        good="claim: Two allies agree",
    ),
    "file-misplaced": _error(
        "A record must stand in claims/<dossier>/ or in one of the reserved folders; this one stands at {found}.",
        "Move it one level up or down.",
        why="The folder decides what kind of record a file holds.",
        bad="claims/paris-draft/old/drafts/aid.yaml",
        good="claims/paris-draft/aid.yaml",
    ),
    "file-name": _error(
        "A record's file name must be lower-case letters, digits and hyphens, then “.yaml”; found “{found}”.",
        "Rename it to “{better}”.",
        why="The file's name is the record's id and its address, which never change.",
        bad="Military Aid.yml",
        good="military-aid.yaml",
    ),
    "file-not-utf8": _error(
        "The file must be UTF-8, and it is not: {found} cannot be read.",
        "Save it again with the encoding “UTF-8”.",
        why="Every record is UTF-8, so that every letter of every language is kept.",
        bad="A file saved as UTF-16 or Windows-1252.",
        good="The same file saved as UTF-8.",
    ),
    "file-too-large": _error(
        "A record must have at most {limit} characters; this one has {found}.",
        "Split it, or capture long text as a source instead.",
        why="A record is read by people; a very large file is nearly always a mistake or an attack.",
        bad="A 40 MB export pasted into one record.",
        good="One record for each claim.",
    ),
    "file-unreadable": _error(
        "The file must be readable, and it is not: {found}.",
        "Check that it is a plain file and that you may read it.",
        why="What cannot be read cannot be checked.",
        bad="A link to a file that is gone.",
        good="A plain file.",
    ),
}

_YAML: Final = {
    "yaml-alias": _error(
        "Anchors and aliases are not used here, and here stands “{found}”.",
        "Write the value out. If the text really starts with & or *, put it between double quotes.",
        why="An alias makes one line mean another; a record must say what it says where it says it.",
        bad="claimant: *speaker",
        good="claimant: volodymyr-zelenskiy",
    ),
    "yaml-colon-in-text": _error(
        "A value that holds a colon and a space must stand between quotes.",
        "Put the whole value between double quotes, or begin it with “>-” and write it on the next line, indented.",
        why="YAML reads a colon and a space as the end of a key.",
        bad="claim: Zelenskiy: Ukraine prepares for both",
        good='claim: "Zelenskiy: Ukraine prepares for both"',
    ),
    "yaml-comment-behind-value": _error(
        "A comment must stand on a line of its own, and here is a “#” behind something else.",
        "Move the comment to its own line. If “#” belongs to the text, put the value between double quotes.",
        why="YAML drops everything from “ #” to the end of the line, so a sentence may have been cut short.",
        bad="exact: The team ranked #1 in the poll",
        good='exact: "The team ranked #1 in the poll"',
    ),
    "yaml-conflict-marker": _error(
        "The file must not hold git's conflict marks, and here stands “{found}”.",
        "Choose one of the two versions and delete the marks.",
        why="Git could not join two edits and left both in the file.",
        bad="<<<<<<< HEAD",
        good="(one of the two versions)",
    ),
    "yaml-duplicate-key": _error(
        "A key must be written once; “{found}” stands already on line {first}.",
        "Delete one of the two.",
        why="YAML silently keeps the last one, and what the first one said is lost.",
        bad="claimant: reuters\nclaimant: afp",
        good="claimant: reuters",
    ),
    "yaml-key-not-text": _error(
        "A key must be a plain word.",
        "Write “key: value” with a word before the colon.",
        why="A list or a mapping as a key has no meaning here.",
        bad="[a, b]: value",
        good="tags: [a, b]",
    ),
    "yaml-merge-key": _error(
        "The merge key “<<” is not used here.",
        "Write the values out.",
        why="A merged value stands somewhere else, where no reader of the record sees it.",
        bad="<<: *common",
        good="language: en",
    ),
    "yaml-quote-not-closed": _error(
        "A value that starts with a quotation mark must end with the same one; this one is not closed.",
        'Close it. Write an apostrophe twice inside single quotes; inside double quotes write \\" for a mark.',
        why="Everything after an open quotation mark is read as a part of the text, up to the end of the file.",
        bad="claim: 'Ukraine's army",
        good='claim: "Ukraine\'s army"',
    ),
    "yaml-several-documents": _error(
        "A file must hold one record, and here a second one begins.",
        "Move what follows “---” to a file of its own.",
        why="One file, one record, one address.",
        bad="kind: pledge\n---\nkind: context",
        good="kind: pledge",
    ),
    "yaml-syntax": _error(
        "The file must be valid YAML, and reading stops here: {found}.",
        "Look at this line and the one before: indentation, a missing space after a colon, an open bracket or quote.",
        why="What cannot be read cannot be checked.",
        bad="quote:\n  source: a\n exact: b",
        good="quote:\n  source: a\n  exact: b",
    ),
    "yaml-tab": _error(
        "Indent with spaces; here stands a tab.",
        "Replace the tab by two spaces.",
        why="YAML forbids tabs in indentation, and in text they are invisible.",
        bad="quote:\n<TAB>source: a",
        good="quote:\n  source: a",
    ),
    "yaml-tag": _error(
        "Tags are not used here, and here stands “{found}”.",
        "Delete it. If the text really starts with “!”, put it between double quotes.",
        why="A tag asks a program to make something else of the value; here every value is text.",
        bad="published: !!timestamp 2026-01-06",
        good="published: 2026-01-06",
    ),
    "yaml-too-deep": _error(
        "Values must be nested at most {limit} deep, and here it goes deeper.",
        "Look for a bracket that is not closed.",
        why="No record needs it; it is a mistake or an attack.",
        bad="[[[[[[[[[[[[[[[[",
        good="[a, b]",
    ),
}

_FIELDS: Final = {
    "field-malformed": _error(
        "`{field}` must be {expected}; found “{found}”.",
        "{help}",
        why="Other records, pages and programs read the value, so its form matters.",
        bad="published: 6 January 2026",
        good="published: 2026-01-06",
    ),
    "field-missing": _error(
        "{owner} must have `{field}`.",
        "{help}",
        why="Without it the record cannot be checked or shown.",
        bad="quote:\n  source: paris-draft-article",
        good="quote:\n  source: paris-draft-article\n  exact: Enhanced intelligence sharing",
    ),
    "field-unknown": _error(
        "`{field}` is not a field of {owner}.",
        "{better}",
        why="A field that nobody reads would silently say nothing.",
        bad="claimnt: reuters",
        good="claimant: reuters",
    ),
    "field-value-unknown": _error(
        "`{field}` must be one of {allowed}; found “{found}”.",
        "{better}",
        why="Pages and lists are made from these words.",
        bad="state: pendng",
        good="state: pending",
    ),
    "field-wrong-type": _error(
        "`{field}` must be {expected}; found {found}.",
        "{help}",
        why="A list, a group of fields and a text are written differently and mean different things.",
        bad="tags: sanctions",
        good="tags: [sanctions]",
    ),
    "fields-exclusive": _error(
        "{owner} must have exactly one of `{field}` and `{other}`.",
        "Keep one of the two.",
        why="The two say different things about the same matter.",
        bad="person: a\ngroup: b",
        good="person: a",
    ),
    "record-not-fields": _error(
        "A record must be a list of “field: value” lines; found {found}.",
        "Begin with “kind: …” or copy an existing record.",
        why="Every record says what it is by its fields.",
        bad="- a\n- b",
        good="kind: context\nclaim: …",
    ),
}

_SET: Final = {
    "alias-taken": _error(
        "An alias must be free; “{found}” already belongs to {owner}.",
        "Choose another alias, or delete it.",
        why="One address leads to one page.",
        bad="aliases: [binding-commitments]",
        good="aliases: [binding-commitments-2025]",
    ),
    "allow-unneeded": _error(
        "An exemption must be needed; no warning “{found}” is found in this record.",
        "Delete this entry of `allow`.",
        why="Exemptions that outlive their reason hide the next mistake.",
        bad="allow:\n  - {code: claim-too-long, reason: …}",
        good="(no allow)",
    ),
    "claim-reviewed-twice": _error(
        "Two published reviews must not be of the same claim sentence; “{found}” is also reviewed by {other}.",
        "Reword one of the two, or join the records.",
        why="A ClaimReview names one claim; two with the same words contradict or repeat one another.",
        bad="Two records with a review and the same `claim`.",
        good="One record, or two different sentences.",
    ),
    "claim-too-long": _warning(
        "`claim` should have at most 75 characters; this one has {found}.",
        "Say the one thing that is claimed; the quote carries the rest.",
        why="It is the heading of the page, and search engines and cards cut longer ones.",
        bad="claim: The draft statement that was reviewed by the Reuters news agency says that …",
        good="claim: Draft would commit allies to assist Ukraine",
    ),
    "correction-before-claim": _error(
        "A correction must not be older than its claim, which was published on {found}.",
        "Mend one of the two dates.",
        why="What was not yet published cannot have been corrected.",
        bad="published: 2025-01-01",
        good="published: 2026-12-01",
    ),
    "evidence-not-archived": _error(
        "Words in `exact` can be proven only in an archived source, and “{found}” is only linked.",
        "Add a snapshot to the source, or tell it in our own words with `says`.",
        why="What a page presents as said by a source is a proven quote.",
        bad="- {source: paris-declaration, bearing: supports, exact: …}",
        good="- {source: paris-declaration, bearing: supports, says: …}",
    ),
    "id-duplicate": _error(
        "An id must be used once; “{found}” is also the id of {other}.",
        "Rename one of the two files.",
        why="The id is the address, and other records refer to it.",
        bad="claims/a/aid.yaml and claims/b/aid.yaml",
        good="claims/a/aid.yaml and claims/b/winter-aid.yaml",
    ),
    "id-reserved": _error(
        "“{found}” cannot be an id here: the site needs the address for itself.",
        "Rename the file.",
        why="Long lists have pages under …/page/.",
        bad="claims/paris-draft/page.yaml",
        good="claims/paris-draft/front-page.yaml",
    ),
    "id-unknown": _error(
        "`{field}` must be the id of {expected}; there is none called “{found}”.",
        "{better}",
        why="A reference to nothing would be a dead link.",
        bad="person: steve-witkof",
        good="person: steve-witkoff",
    ),
    "origin-cycle": _error(
        "A source cannot repeat itself: {found}.",
        "Leave `origin` out at the source that reports first.",
        why="Independent origins are counted along this chain, and a circle has no origin.",
        bad="a: origin b; b: origin a",
        good="a: origin b; b: no origin",
    ),
    "part-of-cycle": _error(
        "A claim cannot be a part of itself: {found}.",
        "Delete one `part_of` in the circle.",
        why="The page of a claim shows what it is a part of.",
        bad="a: part_of b; b: part_of a",
        good="a: part_of b",
    ),
    "page-address-taken": _error(
        "A page of the site's own must have an address that is free; /{found}/ is made from the records.",
        "Give the page another `Slug:`.",
        why="One of the two pages would silently replace the other.",
        bad="Slug: claims",
        good="Slug: our-claims",
    ),
    "policy-page-missing": _error(
        "A site that publishes a ClaimReview must have the page /{found}/, and it has none.",
        "Write content/pages/{found}.md, or take the review out.",
        why="The terms of ClaimReview ask for a public method, corrections policy, funding, ownership and contact.",
        bad="No content/pages/methodology.md",
        good="content/pages/methodology.md",
    ),
    "review-without-explanation": _error(
        "A review must explain its verdict.",
        "Add `explanation` with the reasons, or delete the review.",
        why="A verdict without reasons asks for trust that nobody can check.",
        bad="review: {verdict: outdated, published: 2026-11-23}",
        good="review:\n  verdict: outdated\n  published: 2026-11-23\n  explanation: The leaders signed that evening.",
    ),
    "status-out-of-order": _error(
        "Dates of a history must not go back; this step is of {found}, the one before of {before}.",
        "Put the steps in order, oldest first, or mend the date.",
        why="The order of the list is the history.",
        bad="- {state: granted, as_of: 2026-01-06}\n- {state: pending, as_of: 2026-01-05}",
        good="- {state: pending, as_of: 2026-01-05}\n- {state: granted, as_of: 2026-01-06}",
    ),
    "status-undated": _error(
        "A step without a date must say what is known of its time, in `as_of_text`.",
        "Add `as_of`, or `as_of_text: undated article`.",
        why="The absence of a date is said, never filled in.",
        bad="- {state: drafted, as_of: null, evidence: quote}",
        good="- {state: drafted, as_of: null, as_of_text: undated article, evidence: quote}",
    ),
    "status-without-evidence": _error(
        "Each step of a history must name its evidence.",
        "Add `evidence: quote`, or a list of sources.",
        why="A status is a finding, and a finding needs evidence.",
        bad="- {state: granted, as_of: 2026-01-06}",
        good="- {state: granted, as_of: 2026-01-06, evidence: [{source: paris-declaration, bearing: supports}]}",
    ),
    "verdict-scale": _error(
        "The scale must have each verdict once, and run from `worst`, 1 or more, up to a higher `best`: {found}.",
        "Mend the verdicts or the numbers; numbers can all be left out.",
        why="ClaimReview reads the number against the two ends of the scale.",
        bad="worst: 0\nbest: 5",
        good="worst: 1\nbest: 5",
    ),
    "verdict-unknown": _error(
        "`verdict` must be one of {allowed}; found “{found}”.",
        "{better}",
        why="The scale is the same on every page; /labels/ explains it.",
        bad="verdict: mostly-true",
        good="verdict: partly-supported",
    ),
    "withdrawal-unstated": _error(
        "A claim that says why it was withdrawn must have `state: withdrawn`; this one is {found}.",
        "Add `state: withdrawn`, or delete `withdrawal`.",
        why="A page that is withdrawn and listed at once says two things.",
        bad="withdrawal: {published: 2026-12-01, reason: The source was retracted.}",
        good="state: withdrawn\nwithdrawal: {published: 2026-12-01, reason: The source was retracted.}",
    ),
    "withdrawal-missing": _error(
        "A withdrawn claim must say when and why, in `withdrawal`.",
        "Add `withdrawal: {{published: 2026-12-01, reason: …}}`.",
        why="A withdrawn claim keeps its address and tells the reader why.",
        bad="state: withdrawn",
        good="state: withdrawn\nwithdrawal: {published: 2026-12-01, reason: The source was retracted.}",
    ),
}

_SOURCES: Final = {
    "digest-mismatch": _error(
        "The file {file} must have the digest written here, and it has {found}.",
        "A captured file is never altered. Restore it from git. If the record is wrong, mend the digest.{lost}",
        why="The digest is the proof that nobody changed the words after they were captured.",
        bad="sha256: 0000…",
        good="sha256: 18071584…",
    ),
    "extraction-differs": _warning(
        "The text taken from {file} today would differ from the frozen text, first at line {found}.",
        "Nothing is lost: the frozen text counts. Capture the page again if the new text is better.",
        why="Every release of the libraries takes text out of HTML a little differently.",
        bad="(a newer library splits a paragraph)",
        good="(the same text)",
    ),
    "extraction-empty": _error(
        "The selector “{found}” must match something in {file}, and it matches nothing.",
        "Open the file in a browser and look for an element that holds the article.",
        why="The frozen text must come from the capture.",
        bad="selector: artcle",
        good="selector: article",
    ),
    "frozen-text-missing": _error(
        "{file} is {found}, so the snapshot must have `text` with its frozen text.",
        "Add `text: {{file, sha256}}`.",
        why="Offsets count the code points of a plain text in UTF-8, NFC and LF, frozen when it was captured.",
        bad="- {file: page.html, sha256: …, captured: 2026-11-23}",
        good="- file: page.html\n  sha256: …\n  captured: 2026-11-23\n  text: {file: page.txt, sha256: …}",
    ),
    "frozen-text-not-canonical": _error(
        "The frozen text {file} must be UTF-8 in form NFC with LF line ends, without a byte order mark.",
        "Freeze the text again from the capture.",
        why="Every offset counts its code points; other forms are counted differently by other programs.",
        bad="A text with CRLF line ends.",
        good="The same text with LF.",
    ),
    "rights-exceeded": _warning(
        "Of a quote-only source at most a fifth should be published; quotes and context come to {found}.",
        "Shorten quotes, or ask for the right to publish the text.",
        why="A right to quote is not a right to republish.",
        bad="Ten long quotes of a short article.",
        good="Short quotes that carry the claims.",
    ),
    "snapshot-missing": _error(
        "The captured file {found} must stand in seeds/, and it does not.",
        "Add the file, or mend its name here.",
        why="The quotes are proven in this file.",
        bad="file: artikel.txt",
        good="file: article.txt",
    ),
    "snapshot-unknown": _error(
        "`snapshot` must be the file name of a capture of the source; “{found}” is none.",
        "{better}",
        why="The quote is proven in exactly this capture.",
        bad="snapshot: page.txt",
        good="snapshot: page.2026-11-23.txt",
    ),
    "snapshots-out-of-order": _error(
        "Captures must stand oldest first, each file once; {found}.",
        "Put them in the order of `captured`, and name each file once.",
        why="The last one counts as the newest, unless a quote names another.",
        bad="- {file: b.txt, sha256: …, captured: 2026-06-01}\n- {file: a.txt, sha256: …, captured: 2026-01-01}",
        good="- {file: a.txt, sha256: …, captured: 2026-01-01}\n- {file: b.txt, sha256: …, captured: 2026-06-01}",
    ),
    "source-unquoted": _warning(
        "A captured source should be quoted by a claim or serve as evidence; nobody refers to this one.",
        "Write a claim on it, or delete it.",
        why="A source that nothing refers to proves nothing.",
        bad="seeds/old-article.yaml",
        good="(a claim that quotes it)",
    ),
}

_QUOTES: Final = {
    "focus-not-in-quote": _error(
        "`focus` must stand exactly once in the quote; “{found}” stands there {times}.",
        "Copy the words from the quote, long enough to be told apart.",
        why="The focus marks words inside the quote.",
        bad="focus: [binding pledge]",
        good="focus: [binding commitments]",
    ),
    "not-claim-not-found": _error(
        "A passage in `not_claims` must stand in the source word for word exactly once; “{found}” does not.",
        "{hint}",
        why="Coverage counts these passages, so they must be there.",
        bad="exact: Key figures",
        good="exact: Key Figures",
    ),
    "omission-changes-meaning": _warning(
        "The words left out at […] hold “{found}”, which may change what is said.",
        "Quote the words too, or give the reason under `allow`.",
        why="A negation or a hedge that is left out turns a quote into another statement.",
        bad="exact: The allies will […] send troops",
        good="exact: The allies will not send troops",
    ),
    "quote-ambiguous": _error(
        "The quote must stand in the source once; it stands there {times} times: {found}.",
        "Add `prefix` or `suffix` with the words just before or after the place you mean, or quote more words.",
        why="The proof names one place.",
        bad="exact: the summit",
        good="exact: the summit\nsuffix: ', held at'",
    ),
    "quote-context-not-found": _error(
        "The words in `{field}` must stand right {side} the quote; they do not.",
        "The source has “{found}” there.",
        why="Prefix and suffix tell two places apart, so they must be there.",
        bad="prefix: at the meeting",
        good="prefix: at the summit",
    ),
    "quote-crosses-block": _error(
        "A quote must stay inside one paragraph or list item; this one runs on across {found}.",
        "Put […] between the two parts, or quote one of them.",
        why="Words of two paragraphs side by side can say what neither says.",
        bad="exact: end of one paragraph. Start of the next",
        good="exact: end of one paragraph. […] Start of the next",
    ),
    "quote-empty-piece": _error(
        "There must be words on both sides of […].",
        "Delete the […] at the start or the end of the quote.",
        why="An omission stands between two pieces.",
        bad="exact: […] binding commitments",
        good="exact: binding commitments",
    ),
    "quote-not-found": _error(
        "The quote must stand word for word in {source}; “{found}” does not.",
        "{hint}",
        why="No claim is published unless its words stand in the archived source.",
        bad="exact: Militery and logistical aid",
        good="exact: Military and logistical aid",
    ),
    "quote-pieces-out-of-order": _error(
        "The pieces of a quote must follow one another in the source; “{found}” stands before the piece it follows.",
        "Put the pieces in the order of the source.",
        why="Turning words round changes what they say.",
        bad="exact: second part […] first part",
        good="exact: first part […] second part",
    ),
    "quote-source-not-archived": _error(
        "A claim's quote must come from an archived source, and “{found}” is only linked.",
        "Add a snapshot to seeds/{found}.yaml.",
        why="Without the captured file nothing can be proven.",
        bad="snapshots: []",
        good="snapshots:\n  - {file: …, sha256: …, captured: …}",
    ),
    "quote-splits-word": _error(
        "A quote must start and end between words; this one cuts “{found}”.",
        "Take the whole word.",
        why="Half a word can mean something else.",
        bad="exact: legal obligations (cut from “illegal obligations”)",
        good="exact: illegal obligations",
    ),
}

_OUTPUT: Final = {
    "output-alt-missing": _error(
        "Each picture must have an `alt` text; this one has none: {found}.",
        'Add `alt`, empty (`alt=""`) if the picture says nothing that the text does not.',
        why="Who cannot see the picture reads this text.",
        bad='<img src="map.svg">',
        good='<img src="map.svg" alt="Map of the region">',
    ),
    "output-api-broken": _error(
        "A JSON file of the API must be readable and agree with the others; {found}.",
        "Build the site again; look for a file changed by hand.",
        why="Programs read these files instead of the pages, and every proof starts from them.",
        bad="(claims.json and claims/<id>.json give different places)",
        good="(both give the same)",
    ),
    "output-external-dead": _error(
        "A link to another site must work; {found}.",
        "Mend the address, link an archived copy, or exempt it with a reason and an end in external-links.yaml.",
        why="Readers follow the evidence.",
        bad="url: https://example.org/gone",
        good="archive_url: https://web.archive.org/…",
    ),
    "output-external-exemption": _error(
        "An exemption for an external link must be needed, reasoned and not past its end: {found}.",
        "Delete it, or renew it with a reason.",
        why="Exemptions that outlive their reason hide the next mistake.",
        bad="- {url: …, reason: …, until: 2020-01-01}",
        good="- {url: …, reason: The server refuses robots., until: 2027-01-01}",
    ),
    "output-fragment-missing": _error(
        "A link to a part of a page must find it; {found} has no element with this id.",
        "Mend the fragment in the template or text that makes the link.",
        why="Otherwise the reader lands at the top of the page and does not find the passage.",
        bad='<a href="../labels/#quot">',
        good='<a href="../labels/#quote">',
    ),
    "output-heading": _error(
        "A page must have exactly one <h1>; this one has {found}.",
        "Mend the template.",
        why="It is the page's name for people who listen to it.",
        bad="<h1>…</h1><h1>…</h1>",
        good="<h1>…</h1>",
    ),
    "output-id-doubled": _error(
        "An id must stand once on a page; “{found}” stands twice.",
        "Rename one of the two in the template.",
        why="A link to the second one cannot be followed.",
        bad='<p id="a"> <p id="a">',
        good='<p id="a"> <p id="b">',
    ),
    "output-jsonld-broken": _error(
        "The JSON-LD of a page must be valid JSON with one @type; {found}.",
        "Mend the template.",
        why="Machines read it instead of the page.",
        bad='{"@type": "Claim",}',
        good='{"@type": "Claim"}',
    ),
    "output-jsonld-differs": _error(
        "The JSON-LD must say what the page says; its {field} is “{found}”.",
        "Build the site again; look for a template or a file changed by hand.",
        why="What machines read and what people read must be one.",
        bad='"text": "another claim"',
        good='"text": "the heading of the page"',
    ),
    "output-link-broken": _error(
        "A link or file reference must lead to a file of the site; “{found}” leads nowhere.",
        "Mend the address in the template or text, or build the site again.",
        why="A dead link on a proof page ends the proof.",
        bad='<a href="../claim/x/">',
        good='<a href="../claims/x/">',
    ),
    "output-not-a-site": _error(
        "There must be a site built by factcheck at {found}, and there is none.",
        "Run `factcheck build` first, or give the folder that it wrote.",
        why="Only a complete site can be checked.",
        bad="factcheck check-output docs/",
        good="factcheck check-output output/",
    ),
    "output-page-missing": _error(
        "Each claim must have its page; {found} is missing.",
        "Build the site again.",
        why="The API names the claim, so a reader must find it.",
        bad="(no claims/military-aid/index.html)",
        good="claims/military-aid/index.html",
    ),
    "output-quote-differs": _error(
        "The quote on the page must equal the source at the published offsets; the page has “{found}”.",
        "Build the site again; look for a template or a file changed by hand.",
        why="This is the promise of the site.",
        bad="<blockquote>almost the words</blockquote>",
        good="<blockquote>the words</blockquote>",
    ),
}

_SITE: Final = {
    "setting-unknown": _error(
        "A setting that begins with FACTCHECK_ must be one of ours; nobody reads “{found}”.",
        "{better}",
        why="A misspelt setting would silently do nothing.",
        bad="FACTCHECK_STALE_AFTER2 = 90",
        good="FACTCHECK_STALE_AFTER = 90",
    ),
    "settings-broken": _error(
        "The settings file must run, and hold values that can be used; {found}.",
        'It is a Python file of lines such as NAME = "text": look for a quotation mark or a comma that is missing. '
        "docs/settings.md shows every setting with its form.",
        why="The settings say how the site is called and where it lives.",
        bad="SITENAME = Checks",
        good='SITENAME = "Checks"',
    ),
    "site-empty": _error(
        "A site must have a folder claims/ with at least one record, and there is none here.",
        "Go to the folder of your site, or name it with --site.",
        why="An empty result is nearly always the wrong folder.",
        bad="(an empty folder)",
        good="claims/… and seeds/…",
    ),
}

CODES: Final[dict[str, Code]] = dict(
    sorted({**_FILES, **_YAML, **_FIELDS, **_SET, **_SOURCES, **_QUOTES, **_OUTPUT, **_SITE}.items())
)
