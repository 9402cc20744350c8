"""The check of a built site: links, anchors, ids, alternative texts, JSON-LD, and every quote once more.

It reads nothing but the built files, so it finds what a template, a tool or a hand has changed after the fact.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from factcheck.codes import problem
from factcheck.compact_json import read
from factcheck.openapi import GENERATOR
from factcheck.output_files import built_site, files_in, has_lost_anchors, last_place_in, place_in, short
from factcheck.output_proof import record_problems
from factcheck.problems import Place, Problem, in_order
from factcheck.processes import no_search_for_cycles, shared
from factcheck.text import same_words
from factcheck.urls import file_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from factcheck.html_page import HtmlPage
    from factcheck.output_files import Built, Data
    from factcheck.output_links import Links

# A claim's page, whatever language it is in, and the same in another language than the site's own.
# Fewer claims are checked sooner than a second process has begun.
_FEWEST_FOR_TWO = 300
_CLAIM = re.compile("claims/[^/]+/index.html")
# Files in which a claim is shown or told, and those that prove what quotes a source.
_OF_CLAIM = tuple(
    re.compile(pattern)
    for pattern in (r"(?:.*/)?claims/([^/]+)/index\.html", r"embed/([^/]+)/index\.html", r"api/v1/\w+/([^/]+)\.json")
)
_OF_SOURCE = re.compile(r"api/v1/sources/([^/]+)\.json|sources/([^/]+)/text-.*")
_TRANSLATED = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*/(claims/[^/]+/index\.html)")


@dataclass(frozen=True, slots=True)
class OutputReport:
    """What is wrong with a built site, how many pages it has, and which other sites it links to."""

    problems: list[Problem]
    pages: int
    external: tuple[str, ...]


def is_ours(folder: Path) -> bool:
    """Tell whether a folder holds a site that this program built."""
    try:
        data = json.loads((folder / "api/v1/openapi.json").read_bytes())
        return bool(data["info"]["x-generator"] == GENERATOR)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def check_output(folder: Path, jobs: int = 1) -> OutputReport:
    """Check a built site, by so many processes where there is enough to do."""
    if not is_ours(folder):
        return OutputReport([problem("output-not-a-site", Place("."), found=folder.name)], 0, ())
    with no_search_for_cycles():
        return _checked(built_site(str(folder)), jobs)


def check_changes(folder: Path, before: Path, known: Collection[str], gone: Collection[str]) -> OutputReport:
    """Check what comes of a good site, with its ``known`` files, when those in a folder are laid over them.

    ``gone`` are files that are removed. Only what changed can be wrong: its pages, the claims whose files are among it,
    and the links on it. Where a file or a place in one is gone, any page may have a link to it, and all is checked.
    """
    new, old = str(folder), str(before)
    changed = {*files_in(new)}
    built = built_site(new, old, files=(changed | {*known}) - {*gone})
    if gone or has_lost_anchors(changed, new, old):
        return _checked(built)
    html, problems = len(built.unread), list[Problem]()
    claims, told = _claims(built, problems), _claims(built_site(old, files=()), [])
    touched = {path for path, item in claims.items() if told.get(path) != item} | _touched(changed, built)
    for path, item, pages in _by_source(claims, sorted(built.unread)):
        if path in touched:
            problems += _claim_problems(path, item, pages, built)
    problems += _pages_problems(sorted(built.unread & changed), claims, built)
    _collect_files(built, changed)
    built.read_anchors()
    problems += _link_problems(built)
    return OutputReport(in_order(problems), html, ())


def _touched(changed: Iterable[str], built: Built) -> set[str]:
    """Return the files of the pages of claims that a changed file shows, tells or proves."""
    found: set[str] = set()
    for path in changed:
        for pattern in _OF_CLAIM:
            if match := pattern.fullmatch(path):
                found.add(f"claims/{match[1]}/index.html")
        if match := _OF_SOURCE.fullmatch(path):
            named = built.data(f"api/v1/sources/{match[1] or match[2]}.json")["claims"]
            found |= {f"claims/{claim_id}/index.html" for claim_id in named}
    return found


def _checked(built: Built, jobs: int = 1) -> OutputReport:
    html = sorted(built.unread)
    problems: list[Problem] = []
    claims = _claims(built, problems)
    of_claims = list(_by_source(claims, html))
    others = [path for path in html if not _is_of_claim(path, claims)]
    parts = jobs if len(of_claims) >= _FEWEST_FOR_TWO else 1
    size = -(-len(of_claims) // parts)

    def check(number: int) -> tuple[list[Problem], Links]:
        found = [*_pages_problems(others[number::parts], claims, built)]
        for path, item, pages in of_claims[number * size : (number + 1) * size]:
            found += _claim_problems(path, item, pages, built)
        return found, built.links.taken()

    for found, links in shared(check, parts):
        problems += found
        built.links.join(links)
    built.unread -= built.links.offered.keys()
    problems += _pages_problems(sorted(built.unread), claims, built)
    _collect_files(built, built.files)
    problems += _link_problems(built)
    return OutputReport(in_order(problems), len(html), tuple(sorted(built.links.external)))


def _is_of_claim(path: str, claims: dict[str, Data]) -> bool:
    """Tell whether a page is a claim's, or a frame of one."""
    own = _in_own_language(path)
    return own in claims or path.startswith("embed/") or _CLAIM.fullmatch(own) is not None


def _by_source(claims: dict[str, Data], html: list[str]) -> Iterator[tuple[str, Data, list[str]]]:
    """Yield the file of each claim's page, its item, and its pages in all languages; claims of a source together."""
    pages: dict[str, list[str]] = defaultdict(list)
    for path in html:
        pages[_in_own_language(path)].append(path)
    for path, item in sorted(claims.items(), key=lambda pair: _source_of(pair[1])):
        yield path, item, pages.get(path, [])


def _source_of(item: Data) -> str:
    quote = item.get("quote")
    return str(quote.get("source")) if isinstance(quote, dict) else ""


def _pages_problems(paths: list[str], claims: dict[str, Data], built: Built) -> Iterator[Problem]:
    """Check pages that are no claim's."""
    for path in paths:
        page, own = built.page(path), _in_own_language(path)
        yield from _page_problems(page, path, None)
        if page.quote and own not in claims and _CLAIM.fullmatch(own):
            yield problem("output-api-broken", Place(path), found="claims.json does not have this claim")


def _claims(built: Built, problems: list[Problem]) -> dict[str, Data]:
    """Return the items of claims.json and its further pages by the files of their pages."""
    found: dict[str, Data] = {}
    path, seen = "api/v1/claims.json", set[str]()
    while path and path not in seen:
        seen.add(path)
        try:
            page = built.data(path)
            found |= {file_of(item["url"].lstrip("/")): item for item in page["claims"]}
            path = (page["next"] or "").lstrip("/")
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            problems.append(problem("output-api-broken", Place(path), found=f"it cannot be read: {error!r}"))
            break
    return found


def _claim_problems(path: str, item: Data, pages: list[str], built: Built) -> Iterator[Problem]:
    """Check the pages and the files of one claim."""
    record_path = f"api/v1/claims/{item.get('id')}.json"
    missing = [file for file in (path, record_path) if file not in built.files]
    yield from (problem("output-page-missing", Place(file), found=file) for file in missing)
    record = None
    try:
        record = built.data(record_path) if record_path not in missing else None
    except ValueError as error:
        yield problem("output-api-broken", Place(record_path), found=f"it cannot be read: {error}")
    for file in pages:
        if file in built.unread:
            yield from _page_problems(built.page(file), file, record, is_translated=file != path)
    if record is not None:
        yield from _frame_problems(record, built)
        yield from record_problems(path, item, record, built)


def _frame_problems(record: Data, built: Built) -> Iterator[Problem]:
    """Check the frames of a claim for other sites, those of old ids too."""
    aliases = record.get("aliases")
    for claim_id in (record.get("id"), *(aliases if isinstance(aliases, list) else ())):
        path = f"embed/{claim_id}/index.html"
        if path not in built.files:
            yield problem("output-page-missing", Place(path), found=path)
        elif path in built.unread:
            page = built.page(path)
            yield from _page_problems(page, path, None)
            yield from _shown_quote_problems(page, path, record)


def _in_own_language(path: str) -> str:
    """Return the file of a claim's page in the site's own language; any other path as it is."""
    match = _TRANSLATED.fullmatch(path)
    return match[1] if match else path


def _page_problems(page: HtmlPage, path: str, claim: Data | None, *, is_translated: bool = False) -> Iterator[Problem]:
    seen: set[str] = set()
    for element_id in page.ids:
        if element_id in seen:
            yield problem("output-id-doubled", last_place_in(page.html, f'id="{element_id}"', path), found=element_id)
        seen.add(element_id)
    if len(page.headings) != 1:
        yield problem("output-heading", Place(path), found=str(len(page.headings)))
    for source in page.images_without_alt:
        yield problem("output-alt-missing", place_in(page.html, source, path), found=source)
    yield from _jsonld_problems(page, path, claim, is_translated=is_translated)
    if claim:
        yield from _shown_quote_problems(page, path, claim)


def _shown_quote_problems(page: HtmlPage, path: str, claim: Data) -> Iterator[Problem]:
    if not (page.quote and same_words(page.quote, claim["quote"]["exact"])):
        found = short(page.quote or "no quote at all")
        yield problem("output-quote-differs", place_in(page.html, "<blockquote", path), found=found)


def _jsonld_problems(page: HtmlPage, path: str, claim: Data | None, *, is_translated: bool) -> Iterator[Problem]:
    for code, said in _jsonld_faults(page, claim, is_translated=is_translated):
        yield problem(code, place_in(page.html, "application/ld+json", path), **said)


def _jsonld_faults(page: HtmlPage, claim: Data | None, *, is_translated: bool) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the code of each problem with what its message says."""
    if claim and len(page.scripts) != 1:
        yield "output-jsonld-broken", {"found": f"this claim page has {len(page.scripts)} of them"}
    for text in page.scripts:
        try:
            data = read(text.encode())
        except ValueError as error:
            yield "output-jsonld-broken", {"found": f"it cannot be read: {error}"}
            continue
        if not isinstance(data, dict) or not isinstance(data.get("@type"), str):
            yield "output-jsonld-broken", {"found": "it has no @type"}
            continue
        for name, said, shown in _said_and_shown(data, page, claim, is_translated=is_translated):
            if not same_words(str(said), shown):
                yield "output-jsonld-differs", {"field": name, "found": short(str(said))}


def _said_and_shown(
    data: Data, page: HtmlPage, claim: Data | None, *, is_translated: bool
) -> Iterator[tuple[str, Any, str]]:
    """Yield what JSON-LD says beside what the page shows."""
    heading = page.headings[0] if page.headings else ""
    if claim is None:
        if data["@type"] != "WebSite" and "name" in data:
            yield "name", data["name"], heading
        return
    described = data.get("itemReviewed", data)
    appearance = described.get("appearance") or {}
    yield "text", described.get("text"), heading
    yield "quotation", appearance.get("text"), page.quote or ""
    yield "url", urlsplit(str(data.get("url"))).path[-len(claim["url"]) :], claim["url"]
    review = claim.get("review") or {}
    # There is one ClaimReview of a claim, on the page in the site's own language.
    wanted = "ClaimReview" if review.get("claim_review") and not is_translated else "Claim"
    yield "@type", data["@type"], wanted
    if data["@type"] == "ClaimReview":
        verdict = (data.get("reviewRating") or {}).get("alternateName")
        yield "claimReviewed", data.get("claimReviewed"), heading
        yield "verdict", verdict, page.verdict or ""
        yield "datePublished", data.get("datePublished"), str(review.get("published"))


def _collect_files(built: Built, files: Iterable[str]) -> None:
    """Collect what stylesheets, feeds, sitemaps and the web manifest refer to."""
    for path in files:
        if not path.endswith(".html"):
            built.links.add(path, built.links_in(path))


def _link_problems(built: Built) -> Iterator[Problem]:
    for link in built.links.broken:
        place = place_in(built.text(link.path), link.written, link.path)
        yield problem("output-link-broken", place, found=link.target.file)
    lost = built.links.lost()
    for link in built.links_to(lost) if lost else ():
        place = place_in(built.text(link.path), link.written, link.path)
        yield problem("output-fragment-missing", place, found=f"{link.target.file}#{link.target.fragment}")
