"""The check of a built site: links, anchors, ids, alternative texts, JSON-LD, and every quote once more.

It reads nothing but the built files, so it finds what a template, a tool or a hand has changed after the fact.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from factcheck.annotation_check import annotation_faults
from factcheck.codes import problem
from factcheck.html_page import HtmlPage, read_page
from factcheck.openapi import GENERATOR
from factcheck.problems import Place, Problem, in_order
from factcheck.settings import ADMIN
from factcheck.text import OMISSION, folded, same_words
from factcheck.urls import file_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from pathlib import Path

_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)""")
_FEED_URL = re.compile(r"""(?:href="|"(?:url|home_page_url|feed_url|next_url)":")([^"]+)""")
_MANIFEST_URL = re.compile(r'"(?:src|start_url|scope)": "([^"]+)"')
_LOC = re.compile(r"<loc>([^<]+)</loc>")
_SHOWN = 80

# A claim's page in another language than the site's own.
_TRANSLATED = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*/(claims/[^/]+/index\.html)")


@dataclass(frozen=True, slots=True)
class OutputReport:
    """What is wrong with a built site, how many pages it has, and which other sites it links to."""

    problems: list[Problem]
    pages: int
    external: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Target:
    """Where a link leads: a file of the site and an id in it, and the file and words of the link itself."""

    file: str
    fragment: str
    path: str
    link: str


@dataclass(slots=True)
class _Built:
    """A built site that is being read: files in ``folder``, and in ``below`` what is not there.

    ``ids`` maps a page's file to the ids on it.
    """

    folder: Path
    files: frozenset[str]
    below: Path | None = None
    base: str = ""
    ids: dict[str, frozenset[str]] = field(default_factory=dict)
    links: list[_Target] = field(default_factory=list)
    external: set[str] = field(default_factory=set)

    def bytes_of(self, path: str) -> bytes:
        try:
            return (self.folder / path).read_bytes()
        except FileNotFoundError:
            if self.below is None:
                raise
            return (self.below / path).read_bytes()

    def text(self, path: str) -> str:
        return self.bytes_of(path).decode("utf-8", errors="replace")

    def data(self, path: str) -> dict[str, Any]:
        """Return a JSON file of the API. Raises ValueError for anything but an object."""
        data = json.loads(self.text(path))
        if not isinstance(data, dict):
            raise ValueError("it holds no object")  # noqa: TRY004 - for the reader it is one mistake with bad JSON
        return data


def is_ours(folder: Path) -> bool:
    """Tell whether a folder holds a site that this program built."""
    try:
        data = json.loads((folder / "api/v1/openapi.json").read_bytes())
        return bool(data["info"]["x-generator"] == GENERATOR)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def check_output(folder: Path, below: Path | None = None, gone: Container[str] = ()) -> OutputReport:
    """Check a built site; with another ``below`` it, the one that comes of both, without files that are ``gone``."""
    if not is_ours(below or folder):
        return OutputReport([problem("output-not-a-site", Place("."), found=folder.name)], 0, ())
    old = (path for path in _files(below) if path not in gone) if below else ()
    built = _Built(folder, frozenset([*_files(folder), *old]), below)
    problems: list[Problem] = []
    claims = _claims(built, problems)
    records = _records(claims, built, problems)
    # The form for editors, where a site has one, is a program and no page of the site.
    html = sorted(f for f in built.files if f.endswith(".html") and not f.startswith(ADMIN))
    frames = _frames(records)
    problems += [problem("output-page-missing", Place(f), found=f) for f in frames if f not in built.files]
    built.base = _base(built)
    for path in html:
        page = read_page(built.text(path))
        built.ids[path] = frozenset(page.ids)
        own = _in_own_language(path)
        if path in frames:
            problems.extend(_page_problems(page, path, None))
            problems.extend(_shown_quote_problems(page, path, records[frames[path]]))
        else:
            problems.extend(_page_problems(page, path, records.get(own), is_translated=own != path))
        _collect_links(page, path, built)
        if page.quote and own not in claims and re.fullmatch("claims/[^/]+/index.html", own):
            problems.append(problem("output-api-broken", Place(path), found="claims.json does not have this claim"))
    for path, record in records.items():
        problems.extend(_claim_problems(path, claims[path], record, built))
    _collect_files(built)
    problems.extend(_link_problems(built))
    return OutputReport(in_order(problems), len(html), tuple(sorted(built.external)))


def _files(folder: Path) -> Iterator[str]:
    yield from (p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def _base(built: _Built) -> str:
    canonical = read_page(built.text("index.html")).canonical if "index.html" in built.files else None
    return canonical or "http://localhost/"


def _claims(built: _Built, problems: list[Problem]) -> dict[str, dict[str, Any]]:
    """Return the items of claims.json and its further pages by the files of their pages."""
    found: dict[str, dict[str, Any]] = {}
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


def _records(claims: dict[str, dict[str, Any]], built: _Built, problems: list[Problem]) -> dict[str, dict[str, Any]]:
    """Return the record of each claim by the file of its page."""
    found: dict[str, dict[str, Any]] = {}
    for path, item in claims.items():
        record_path = f"api/v1/claims/{item.get('id')}.json"
        if path not in built.files:
            problems.append(problem("output-page-missing", Place(path), found=path))
        if record_path not in built.files:
            problems.append(problem("output-page-missing", Place(record_path), found=record_path))
            continue
        try:
            found[path] = built.data(record_path)
        except ValueError as error:
            problems.append(problem("output-api-broken", Place(record_path), found=f"it cannot be read: {error}"))
    return found


def _frames(records: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Return the file of each frame for other sites, those of old ids too, and the page of the claim in it."""
    found: dict[str, str] = {}
    for path, record in records.items():
        aliases = record.get("aliases")
        for claim_id in (record.get("id"), *(aliases if isinstance(aliases, list) else ())):
            found[f"embed/{claim_id}/index.html"] = path
    return found


def _in_own_language(path: str) -> str:
    """Return the file of a claim's page in the site's own language; any other path as it is."""
    match = _TRANSLATED.fullmatch(path)
    return match[1] if match else path


def _page_problems(
    page: HtmlPage, path: str, claim: dict[str, Any] | None, *, is_translated: bool = False
) -> Iterator[Problem]:
    seen: set[str] = set()
    for element_id in page.ids:
        if element_id in seen:
            yield problem("output-id-doubled", _last_place(page.html, f'id="{element_id}"', path), found=element_id)
        seen.add(element_id)
    if len(page.headings) != 1:
        yield problem("output-heading", Place(path), found=str(len(page.headings)))
    for source in page.images_without_alt:
        yield problem("output-alt-missing", _place(page.html, source, path), found=source)
    yield from _jsonld_problems(page, path, claim, is_translated=is_translated)
    if claim:
        yield from _shown_quote_problems(page, path, claim)


def _shown_quote_problems(page: HtmlPage, path: str, claim: dict[str, Any]) -> Iterator[Problem]:
    if not (page.quote and same_words(page.quote, claim["quote"]["exact"])):
        found = _short(page.quote or "no quote at all")
        yield problem("output-quote-differs", _place(page.html, "<blockquote", path), found=found)


def _jsonld_problems(
    page: HtmlPage, path: str, claim: dict[str, Any] | None, *, is_translated: bool
) -> Iterator[Problem]:
    place = _place(page.html, "application/ld+json", path)
    if claim and len(page.scripts) != 1:
        yield problem("output-jsonld-broken", place, found=f"this claim page has {len(page.scripts)} of them")
    for text in page.scripts:
        try:
            data = json.loads(text)
        except ValueError as error:
            yield problem("output-jsonld-broken", place, found=f"it cannot be read: {error}")
            continue
        if not isinstance(data, dict) or not isinstance(data.get("@type"), str):
            yield problem("output-jsonld-broken", place, found="it has no @type")
            continue
        for name, said, shown in _said_and_shown(data, page, claim, is_translated=is_translated):
            if not same_words(str(said), shown):
                yield problem("output-jsonld-differs", place, field=name, found=_short(str(said)))


def _said_and_shown(
    data: dict[str, Any], page: HtmlPage, claim: dict[str, Any] | None, *, is_translated: bool
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


def _claim_problems(path: str, item: dict[str, Any], record: dict[str, Any], built: _Built) -> Iterator[Problem]:
    """Prove a claim's quotes again from the published files alone, and compare the files with one another."""
    record_path = f"api/v1/claims/{item['id']}.json"
    try:
        if different := _first_difference(item, record):
            found = f"{different} is not the same in claims.json"
            yield problem("output-api-broken", Place(record_path), found=found)
        for quote in _quotes(record):
            yield from _quote_problems(quote, record_path, built)
        yield from _annotation_problems(record, built)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        yield problem("output-api-broken", Place(record_path), found=f"it lacks what {path} needs: {error!r}")


def _annotation_problems(record: dict[str, Any], built: _Built) -> Iterator[Problem]:
    """Compare a claim's annotation with its quote and, unless that was altered itself, with the published text."""
    path, published = record["annotation"].lstrip("/"), record["quote"]["text"]
    text_path = (published["url"] or "").lstrip("/")
    data = built.bytes_of(text_path) if text_path in built.files else b""
    text = data.decode() if hashlib.sha256(data).hexdigest() == published["sha256"] else None
    for fault in annotation_faults(built.data(path), record["quote"], text):
        yield problem("output-api-broken", Place(path), found=fault)


def _first_difference(item: dict[str, Any], record: dict[str, Any]) -> str | None:
    """Return the first field in which an item of the list is not what the whole record says."""
    for key, value in item.items():
        whole = record[key]
        if isinstance(value, dict):
            whole = {inner: whole[inner] for inner in value}
        if whole != value:
            return key
    return None


def _quotes(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every proven quote of a record."""
    items = [*record["evidence"]["items"], *(e for step in record["history"] for e in step["evidence"])]
    items += record["replies"]
    yield from (q for q in (record["quote"], record["condition"], *(e["quote"] for e in items)) if q)


def _quote_problems(quote: dict[str, Any], record_path: str, built: _Built) -> Iterator[Problem]:
    source = built.data(f"api/v1/sources/{quote['source']}.json")
    digests = {(s["file"], s["sha256"], s["text"]["sha256"]) for s in source["snapshots"]}
    pieces = quote["pieces"]
    hull = (pieces[0]["start"], pieces[-1]["end"])
    if (quote["snapshot"]["file"], quote["snapshot"]["sha256"], quote["text"]["sha256"]) not in digests:
        yield problem("output-api-broken", Place(record_path), found="a digest is not the one of its source")
    if (quote["start"], quote["end"]) != hull:
        yield problem("output-api-broken", Place(record_path), found="start and end are not those of the pieces")
    text_path = (quote["text"]["url"] or "").lstrip("/")
    if not text_path:
        return
    if text_path not in built.files:
        yield problem("output-link-broken", Place(record_path), found=text_path)
        return
    data = built.bytes_of(text_path)
    text = data.decode("utf-8", errors="replace")
    proven = OMISSION.join(text[p["start"] : p["end"]] for p in pieces)
    if proven != quote["exact"] or hashlib.sha256(data).hexdigest() != quote["text"]["sha256"]:
        yield problem("output-quote-differs", Place(text_path), found=_short(quote["exact"]))


def _collect_links(page: HtmlPage, path: str, built: _Built) -> None:
    for link in page.links:
        _collect(link, path, built)


def _collect_files(built: _Built) -> None:
    """Collect what stylesheets, feeds, sitemaps and the web manifest refer to."""
    for path in sorted(built.files):
        if path.endswith(".css"):
            pattern = _CSS_URL
        elif path.startswith("feeds/"):
            pattern = _FEED_URL
        elif path.endswith(".webmanifest"):
            pattern = _MANIFEST_URL
        elif path.startswith("sitemap") and path.endswith(".xml"):
            pattern = _LOC
        else:
            continue
        for match in pattern.finditer(built.text(path)):
            _collect(match[1], path, built)


def _collect(link: str, path: str, built: _Built) -> None:
    found = link
    if link.startswith(built.base):
        link = "/" + link.removeprefix(built.base)
    elif link.startswith("/"):
        link = "/" + link.removeprefix(urlsplit(built.base).path)
    parts = urlsplit(link)
    if parts.scheme in {"http", "https"}:
        built.external.add(link.partition("#")[0])
    elif not parts.scheme:
        wanted = unquote(parts.path) or posixpath.basename(path)
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), wanted)).lstrip("/")
        is_folder = bool(target) and wanted.endswith(("/", "/.", "/.."))
        built.links.append(
            _Target(file_of(f"{target}/" if is_folder else target), unquote(parts.fragment), path, found)
        )


def _link_problems(built: _Built) -> Iterator[Problem]:
    for to in built.links:
        if to.file not in built.files and f"{to.file}/index.html" not in built.files:
            yield problem("output-link-broken", _place(built.text(to.path), to.link, to.path), found=to.file)
        elif to.fragment and to.file.endswith(".html") and to.fragment not in built.ids.get(to.file, frozenset()):
            place = _place(built.text(to.path), to.link, to.path)
            yield problem("output-fragment-missing", place, found=f"{to.file}#{to.fragment}")


def _place(text: str, needle: str, path: str) -> Place:
    return _at(text, text.find(needle), path)


def _last_place(text: str, needle: str, path: str) -> Place:
    return _at(text, text.rfind(needle), path)


def _at(text: str, index: int, path: str) -> Place:
    if index < 0:
        return Place(path)
    return Place(path, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _short(text: str) -> str:
    flat = folded(text)
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}…"
