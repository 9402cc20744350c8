"""The check of a built site: links, anchors, ids, alternative texts, JSON-LD, and every quote once more.

It reads nothing but the built files, so it finds what a template, a tool or a hand has changed after the fact.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from factcheck.codes import problem
from factcheck.compact_json import read
from factcheck.openapi import GENERATOR
from factcheck.output_files import built_site, is_page, last_place_in, place_in, short
from factcheck.output_proof import record_problems
from factcheck.problems import Place, Problem, in_order
from factcheck.processes import FEWEST_FOR_TWO, MOST_PIECES, no_search_for_cycles, piece_of, shared_out
from factcheck.text import same_words
from factcheck.urls import file_of

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator
    from pathlib import Path

    from factcheck.html_page import HtmlPage
    from factcheck.output_files import Built, Data
    from factcheck.output_links import Links

# So many are checked at a time; those of one source stand together.
_PIECE = 100
# A claim's page, whatever language it is in, and the same in another language than the site's own.
_CLAIM = re.compile("claims/[^/]+/index.html")
_TRANSLATED = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*/(claims/[^/]+/index\.html)")


@dataclass(frozen=True, slots=True)
class OutputReport:
    """What is wrong with a built site, how many pages it has, which other sites it links to, and its files."""

    problems: list[Problem]
    pages: int
    external: tuple[str, ...]
    files: Collection[str] = ()


def is_ours(folder: Path) -> bool:
    """Tell whether a folder holds a site that this program built."""
    try:
        data = json.loads((folder / "api/v1/openapi.json").read_bytes())
        return bool(data["info"]["x-generator"] == GENERATOR)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def check_output(folder: Path, jobs: int = 1, files: Collection[str] | None = None) -> OutputReport:
    """Check a built site, by so many processes where there is enough to do.

    ``files`` are those in the folder, where somebody has just asked which there are.
    """
    if not is_ours(folder):
        return OutputReport([problem("output-not-a-site", Place("."), found=folder.name)], 0, ())
    return check_whole(built_site(str(folder), files=files), jobs)


def check_whole(built: Built, jobs: int = 1) -> OutputReport:
    """Check all of a built site."""
    html = sorted(filter(is_page, built.files))
    with no_search_for_cycles():
        problems = _problems(built, html, jobs)
    return OutputReport(in_order(problems), len(html), tuple(sorted(built.links.external)), built.files)


def _problems(built: Built, html: list[str], jobs: int) -> list[Problem]:
    problems: list[Problem] = []
    claims = _claims(built, problems)
    of_claims = list(_by_source(claims, html))
    others = [path for path in html if not _is_of_claim(path, claims)]
    files = [path for path in built.files if not path.endswith(".html")]
    processes = jobs if len(of_claims) >= FEWEST_FOR_TWO else 1
    pieces = max(1, min(-(-len(of_claims) // _PIECE), MOST_PIECES))

    def check(numbers: Iterator[int]) -> tuple[list[Problem], Links]:
        found: list[Problem] = []
        for number in numbers:
            found += pages_problems(piece_of(others, number, pieces), claims, built)
            for path, item, pages in piece_of(of_claims, number, pieces):
                found += claim_problems(path, item, pages, built)
            collect_files(built, piece_of(files, number, pieces))
        return found, built.links.taken()

    for found, links in shared_out(check, pieces, processes):
        problems += found
        built.links.join(links)
    problems += pages_problems([path for path in html if path not in built.links.offered], claims, built)
    return problems + list(link_problems(built, built.files))


class _Told(NamedTuple):
    """What the record of a claim says that its pages show."""

    url: str
    quote: str
    published: str
    has_review: bool

    @classmethod
    def of(cls, record: Data) -> _Told:
        """Take it from a record. Raises KeyError, TypeError or AttributeError for JSON of another kind."""
        review = record.get("review") or {}
        url, quote = record["url"], record["quote"]["exact"]
        if not (isinstance(url, str) and isinstance(quote, str)):
            raise TypeError("an address and a quote are texts")
        return cls(url, quote, str(review.get("published")), bool(review.get("claim_review")))


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


def pages_problems(paths: Iterable[str], claims: Container[str], built: Built) -> Iterator[Problem]:
    """Check pages that are none of the claims with these files."""
    for path in paths:
        page = built.page(path)
        yield from _page_problems(page, path, None)
        if page.quote and (own := _in_own_language(path)) not in claims and _CLAIM.fullmatch(own):
            yield problem("output-api-broken", Place(path), found="claims.json does not have this claim")


def _claims(built: Built, problems: list[Problem]) -> dict[str, Data]:
    """Return the items of claims.json and its further pages by the files of their pages."""
    found: dict[str, Data] = {}
    path, seen = "api/v1/claims.json", set[str]()
    while path and path not in seen:
        seen.add(path)
        path = items_in(built, path, found, problems)
    return found


def items_in(built: Built, path: str, found: dict[str, Data], problems: list[Problem]) -> str:
    """Add the items of one page of the list of claims, by the files of their pages; return the next page, if any."""
    try:
        page = built.data(path)
        found |= {file_of(item["url"].lstrip("/")): item for item in page["claims"]}
        return str(page["next"] or "").lstrip("/")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        problems.append(problem("output-api-broken", Place(path), found=f"it cannot be read: {error!r}"))
        return ""


def claim_problems(path: str, item: Data | None, pages: list[str], built: Built) -> Iterator[Problem]:
    """Check the pages and the files of one claim; without an item its record is not compared with one."""
    record_path = f"api/v1/claims/{item.get('id') if item else path.split('/')[1]}.json"
    missing = [file for file in (path, record_path) if file not in built.files]
    yield from (problem("output-page-missing", Place(file), found=file) for file in missing)
    record = told = None
    try:
        record = built.data(record_path) if record_path not in missing else None
        told = _Told.of(record) if record is not None else None
    except ValueError as error:
        yield problem("output-api-broken", Place(record_path), found=f"it cannot be read: {error}")
    except (KeyError, TypeError, AttributeError) as error:
        yield problem("output-api-broken", Place(record_path), found=f"it lacks what {path} needs: {error!r}")
    for file in pages:
        if file not in built.links.offered:
            yield from _page_problems(built.page(file), file, told, is_translated=file != path)
    if record is not None and told is not None:
        yield from _frame_problems(record, told, built)
        yield from record_problems(path, record_path, item, record, built)


def _frame_problems(record: Data, told: _Told, built: Built) -> Iterator[Problem]:
    """Check the frames of a claim for other sites, those of old ids too."""
    aliases = record.get("aliases")
    for claim_id in (record.get("id"), *(aliases if isinstance(aliases, list) else ())):
        path = f"embed/{claim_id}/index.html"
        if path not in built.files:
            yield problem("output-page-missing", Place(path), found=path)
        elif path not in built.links.offered:
            page = built.page(path)
            yield from _page_problems(page, path, None)
            if not _shows(page, told.quote):
                yield _other_quote(page, path)


def _in_own_language(path: str) -> str:
    """Return the file of a claim's page in the site's own language; any other path as it is."""
    match = _TRANSLATED.fullmatch(path)
    return match[1] if match else path


def _page_problems(page: HtmlPage, path: str, told: _Told | None, *, is_translated: bool = False) -> Iterator[Problem]:
    if len({*page.ids}) != len(page.ids):
        yield from _doubled_ids(page, path)
    if len(page.headings) != 1:
        yield problem("output-heading", Place(path), found=str(len(page.headings)))
    for source in page.images_without_alt:
        yield problem("output-alt-missing", place_in(page.html, source, path), found=source)
    if told or page.scripts:
        for code, said in _jsonld_faults(page, told, is_translated=is_translated):
            yield problem(code, place_in(page.html, "application/ld+json", path), **said)
    if told and not _shows(page, told.quote):
        yield _other_quote(page, path)


def _doubled_ids(page: HtmlPage, path: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for element_id in page.ids:
        if element_id in seen:
            yield problem("output-id-doubled", last_place_in(page.html, f'id="{element_id}"', path), found=element_id)
        seen.add(element_id)


def _shows(page: HtmlPage, quote: str) -> bool:
    return bool(page.quote and same_words(page.quote, quote))


def _other_quote(page: HtmlPage, path: str) -> Problem:
    found = short(page.quote or "no quote at all")
    return problem("output-quote-differs", place_in(page.html, "<blockquote", path), found=found)


def _jsonld_faults(page: HtmlPage, told: _Told | None, *, is_translated: bool) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the code of each problem with what its message says."""
    if told and len(page.scripts) != 1:
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
        try:
            compared = _said_and_shown(data, page, told, is_translated=is_translated)
        except (TypeError, AttributeError, ValueError) as error:
            yield "output-jsonld-broken", {"found": f"it is of another kind: {error!r}"}
            continue
        for name, said, shown in compared:
            if said != shown and not same_words(str(said), shown):
                yield "output-jsonld-differs", {"field": name, "found": short(str(said))}


def _said_and_shown(
    data: Data, page: HtmlPage, told: _Told | None, *, is_translated: bool
) -> list[tuple[str, Any, str]]:
    """Return what JSON-LD says beside what the page shows. Raises TypeError, AttributeError or ValueError if it cannot.

    There is one ClaimReview of a claim, on the page in the site's own language.
    """
    kind, heading = data["@type"], page.headings[0] if page.headings else ""
    if told is None:
        return [("name", data["name"], heading)] if kind != "WebSite" and "name" in data else []
    described = data.get("itemReviewed", data)
    appearance = described.get("appearance") or {}
    compared = [
        ("text", described.get("text"), heading),
        ("quotation", appearance.get("text"), page.quote or ""),
        ("url", urlsplit(str(data.get("url"))).path[-len(told.url) :], told.url),
        ("@type", kind, "ClaimReview" if told.has_review and not is_translated else "Claim"),
    ]
    if kind == "ClaimReview":
        compared += [
            ("claimReviewed", data.get("claimReviewed"), heading),
            ("verdict", (data.get("reviewRating") or {}).get("alternateName"), page.verdict or ""),
            ("datePublished", data.get("datePublished"), told.published),
        ]
    return compared


def collect_files(built: Built, files: Iterable[str]) -> None:
    """Collect what stylesheets, feeds, sitemaps and the web manifest refer to."""
    for path in files:
        if not path.endswith(".html"):
            built.links.add(path, built.links_in(path))


def link_problems(built: Built, files: Iterable[str]) -> Iterator[Problem]:
    """Yield what is wrong with the links in some files, which were taken down."""
    for link in built.links.broken:
        place = place_in(built.text(link.path), link.written, link.path)
        yield problem("output-link-broken", place, found=link.target.file)
    lost = built.links.lost()
    for link in built.links_to(lost, files) if lost else ():
        place = place_in(built.text(link.path), link.written, link.path)
        yield problem("output-fragment-missing", place, found=f"{link.target.file}#{link.target.fragment}")
