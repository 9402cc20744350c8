"""Codes of the built site."""

from __future__ import annotations

from typing import Final

from factcheck.codes.entry import error

OUTPUT: Final = {
    "output-alt-missing": error(
        "Each picture must have an `alt` text; this one has none: {found}.",
        'Add `alt`, empty (`alt=""`) if the picture says nothing that the text does not.',
        why="Who cannot see the picture reads this text.",
        bad='<img src="map.svg">',
        good='<img src="map.svg" alt="Map of the region">',
    ),
    "output-api-broken": error(
        "A JSON file of the API must be readable and agree with the others; {found}.",
        "Build the site again; look for a file changed by hand.",
        why="Programs read these files instead of the pages, and every proof starts from them.",
        bad="(claims.json and claims/<id>.json give different places)",
        good="(both give the same)",
    ),
    "output-external-dead": error(
        "A link to another site must work; {found}.",
        "Mend the address, link an archived copy, or exempt it with a reason and an end in external-links.yaml.",
        why="Readers follow the evidence.",
        bad="url: https://example.org/gone",
        good="archive_url: https://web.archive.org/…",
    ),
    "output-external-exemption": error(
        "An exemption for an external link must be needed, reasoned and not past its end: {found}.",
        "Delete it, or renew it with a reason.",
        why="Exemptions that outlive their reason hide the next mistake.",
        bad="- {url: …, reason: …, until: 2020-01-01}",
        good="- {url: …, reason: The server refuses robots., until: 2027-01-01}",
    ),
    "output-fragment-missing": error(
        "A link to a part of a page must find it; {found} has no element with this id.",
        "Mend the fragment in the template or text that makes the link.",
        why="Otherwise the reader lands at the top of the page and does not find the passage.",
        bad='<a href="../labels/#quot">',
        good='<a href="../labels/#quote">',
    ),
    "output-heading": error(
        "A page must have exactly one <h1>; this one has {found}.",
        "Mend the template.",
        why="It is the page's name for people who listen to it.",
        bad="<h1>…</h1><h1>…</h1>",
        good="<h1>…</h1>",
    ),
    "output-id-doubled": error(
        "An id must stand once on a page; “{found}” stands twice.",
        "Rename one of the two in the template.",
        why="A link to the second one cannot be followed.",
        bad='<p id="a"> <p id="a">',
        good='<p id="a"> <p id="b">',
    ),
    "output-jsonld-broken": error(
        "The JSON-LD of a page must be valid JSON with one @type; {found}.",
        "Mend the template.",
        why="Machines read it instead of the page.",
        bad='{"@type": "Claim",}',
        good='{"@type": "Claim"}',
    ),
    "output-jsonld-differs": error(
        "The JSON-LD must say what the page says; its {field} is “{found}”.",
        "Build the site again; look for a template or a file changed by hand.",
        why="What machines read and what people read must be one.",
        bad='"text": "another claim"',
        good='"text": "the heading of the page"',
    ),
    "output-link-broken": error(
        "A link or file reference must lead to a file of the site; “{found}” leads nowhere.",
        "Mend the address in the template or text, or build the site again.",
        why="A dead link on a proof page ends the proof.",
        bad='<a href="../claim/x/">',
        good='<a href="../claims/x/">',
    ),
    "output-not-a-site": error(
        "There must be a site built by factcheck at {found}, and there is none.",
        "Run `factcheck build` first, or give the folder that it wrote.",
        why="Only a complete site can be checked.",
        bad="factcheck check-output docs/",
        good="factcheck check-output output/",
    ),
    "output-page-missing": error(
        "Each claim must have its page; {found} is missing.",
        "Build the site again.",
        why="The API names the claim, so a reader must find it.",
        bad="(no claims/military-aid/index.html)",
        good="claims/military-aid/index.html",
    ),
    "output-quote-differs": error(
        "The quote on the page must equal the source at the published offsets; the page has “{found}”.",
        "Build the site again; look for a template or a file changed by hand.",
        why="This is the promise of the site.",
        bad="<blockquote>almost the words</blockquote>",
        good="<blockquote>the words</blockquote>",
    ),
}
