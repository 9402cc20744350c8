"""Feeds: Atom (RFC 4287), its archives (RFC 5005), and JSON Feed 1.1."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import feedparser
import jsonschema
import pytest

from sitekit import api_claims, page, read_json

if TYPE_CHECKING:
    from pathlib import Path

ATOM = {"a": "http://www.w3.org/2005/Atom", "fh": "http://purl.org/syndication/history/1.0"}
TAG_URI = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[A-Za-z0-9._~/-]+")
SITES = ("demo_site", "golden_site", "large_site")

# https://www.jsonfeed.org/version/1.1/, as far as a schema can say it. An item has an id and content.
TEXT = {"type": "string", "minLength": 1}
URL = {"type": "string", "pattern": "^https?://"}
INSTANT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}
AUTHORS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"name": TEXT, "url": URL, "avatar": URL},
        "anyOf": [{"required": ["name"]}, {"required": ["url"]}, {"required": ["avatar"]}],
        "additionalProperties": False,
    },
}
ITEM = {
    "type": "object",
    "required": ["id"],
    "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
    "properties": {
        "id": TEXT,
        "url": URL,
        "external_url": URL,
        "title": {"type": "string"},
        "content_html": TEXT,
        "content_text": TEXT,
        "summary": {"type": "string"},
        "image": URL,
        "banner_image": URL,
        "date_published": INSTANT,
        "date_modified": INSTANT,
        "authors": AUTHORS,
        "tags": {"type": "array", "items": TEXT},
        "language": TEXT,
    },
    "additionalProperties": False,
}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT,
        "home_page_url": URL,
        "feed_url": URL,
        "description": {"type": "string"},
        "user_comment": {"type": "string"},
        "next_url": URL,
        "icon": URL,
        "favicon": URL,
        "authors": AUTHORS,
        "language": TEXT,
        "expired": {"type": "boolean"},
        "items": {"type": "array", "items": ITEM},
    },
    "additionalProperties": False,
}


@pytest.fixture(params=SITES)
def site(request: pytest.FixtureRequest) -> Path:
    """Return each of the built sites in turn."""
    found: Path = request.getfixturevalue(request.param)
    return found


def atoms(site: Path) -> list[Path]:
    """Return every Atom document of a site."""
    found = sorted((site / "feeds").glob("*.atom"))
    assert len(found) >= 2
    return found


def entries(document: Path) -> list[Any]:
    """Return the entries of an Atom document as feedparser reads them."""
    found: list[Any] = feedparser.parse(document.read_bytes()).entries
    return found


def links(document: Path) -> dict[str, str]:
    """Return the links of an Atom document by their relation, its own alternate aside."""
    root = ET.fromstring(document.read_bytes())  # noqa: S314 - we made it
    return {str(link.get("rel")): str(link.get("href")) for link in root.findall("a:link", ATOM)}


def test_atom_feeds_parse(site: Path) -> None:
    """Feedparser has nothing to object to in any document."""
    assert [path.name for path in atoms(site) if feedparser.parse(path.read_bytes()).bozo] == []


def test_atom_entries_have_what_atom_demands(site: Path) -> None:
    """Each feed and each entry has an id, a title and the time of its last change; each entry a link and content."""
    for document in atoms(site):
        root = ET.fromstring(document.read_bytes())  # noqa: S314 - we made it
        for element in (root, *root.findall("a:entry", ATOM)):
            missing = [name for name in ("id", "title", "updated") if not element.findtext(f"a:{name}", "", ATOM)]
            assert missing == [], document.name
        for entry in root.findall("a:entry", ATOM):
            assert entry.find("a:link", ATOM) is not None
            assert entry.findtext("a:content", "", ATOM)


def test_ids_are_tag_uris(site: Path) -> None:
    """Ids hold for all time: they are tag URIs (RFC 4151), in Atom and in JSON."""
    found = [entry.id for document in atoms(site) for entry in entries(document)]
    found += [feedparser.parse(document.read_bytes()).feed.id for document in atoms(site)]
    found += [item["id"] for path in (site / "feeds").glob("*.json") for item in read_json(path)["items"]]
    assert [found_id for found_id in found if not TAG_URI.fullmatch(found_id)] == []


def test_ids_are_unique(site: Path) -> None:
    """No two entries of a document share an id, and no two documents do."""
    for document in atoms(site):
        found = [entry.id for entry in entries(document)]
        assert len(found) == len(set(found)), document.name
    feeds = [feedparser.parse(document.read_bytes()).feed.id for document in atoms(site)]
    assert len(feeds) == len(set(feeds))


def test_every_claim_is_in_the_feeds(site: Path) -> None:
    """The newest document and its archives hold every claim, and the stub of each that was taken down."""
    authority = {"demo_site": "factcheck.example", "golden_site": "golden.example", "large_site": "large.example"}
    host = next(host for host in authority.values() if host in (site / "feeds/claims.atom").read_text(encoding="utf-8"))
    found = {entry.id for document in site.glob("feeds/claims*.atom") for entry in entries(document)}
    claims = [*api_claims(site), *read_json(site / "api/v1/takedowns.json")["takedowns"]]
    assert found == {f"tag:{host},2026:claims/{claim['id']}" for claim in claims}


def test_the_json_feed_meets_its_version(site: Path) -> None:
    """Every JSON document has the fields and types of JSON Feed 1.1, and no other."""
    validator = jsonschema.Draft202012Validator(JSON_FEED)
    documents = sorted((site / "feeds").glob("*.json"))
    assert documents
    for document in documents:
        assert [error.message for error in validator.iter_errors(read_json(document))] == [], document.name


def test_both_forms_hold_the_same_entries(site: Path) -> None:
    """Atom and JSON list the same ids in the same order, with the same addresses and titles."""
    for document in site.glob("feeds/claims*.atom"):
        items = read_json(document.with_suffix(".json"))["items"]
        ours = [(item["id"], item["url"], item["title"]) for item in items]
        assert ours == [(entry.id, entry.link, entry.title) for entry in entries(document)]


def test_every_entry_leads_to_a_page(site: Path) -> None:
    """The address of each entry is that of a file of the site."""
    base = read_json(site / "feeds/claims.json")["home_page_url"]
    paths = [entry.link.removeprefix(base).partition("#")[0] for d in atoms(site) for entry in entries(d)]
    assert [path for path in paths if not (site / path / "index.html").is_file()] == []


def test_the_newest_document_holds_fifty(large_site: Path) -> None:
    """The feed that programs ask for first holds the 50 newest claims, newest first."""
    titles = [entry.title for entry in entries(large_site / "feeds/claims.atom")]
    assert titles == [f"Thing {number:03}" for number in range(299, 249, -1)]


def test_archives_are_linked_backwards(large_site: Path) -> None:
    """Following ``prev-archive`` (RFC 5005) leads past every claim to the oldest document."""
    folder, name, titles = large_site / "feeds", "claims.atom", set()
    path = []
    while name:
        path.append(name)
        titles |= {entry.title for entry in entries(folder / name)}
        name = links(folder / name).get("prev-archive", "").removeprefix("https://large.example/feeds/")
    assert path == ["claims.atom", *(f"claims-{number}.atom" for number in (5, 4, 3, 2, 1))]
    assert titles == {f"Thing {number:03}" for number in range(300)}


def test_an_archive_says_that_it_is_one(large_site: Path) -> None:
    """An archive is marked, names itself, and links to the newest document."""
    archive = large_site / "feeds/claims-1.atom"
    root = ET.fromstring(archive.read_bytes())  # noqa: S314 - we made it
    assert root.find("fh:archive", ATOM) is not None
    assert (links(archive)["self"], links(archive)["current"]) == (
        "https://large.example/feeds/claims-1.atom",
        "https://large.example/feeds/claims.atom",
    )


def test_the_newest_document_is_no_archive(large_site: Path) -> None:
    """What still changes is not marked as an archive."""
    root = ET.fromstring((large_site / "feeds/claims.atom").read_bytes())  # noqa: S314 - we made it
    assert root.find("fh:archive", ATOM) is None


def test_the_json_feed_is_linked_backwards(large_site: Path) -> None:
    """``next_url`` leads to older entries, as JSON Feed has it."""
    name, found = "claims.json", []
    while name:
        found.append(name)
        name = read_json(large_site / "feeds" / name).get("next_url", "").removeprefix("https://large.example/feeds/")
    assert found == ["claims.json", *(f"claims-{number}.json" for number in (5, 4, 3, 2, 1))]


def test_corrections_have_their_feed(golden_site: Path) -> None:
    """Each correction is an entry that names its kind and its claim and leads to its place."""
    found = [(entry.title, entry.link, entry.summary) for entry in entries(golden_site / "feeds/corrections.atom")]
    assert found == [
        (
            "Void: Half of the young trees died in the first dry summer",
            "https://golden.example/checks/corrections/#2026-11-21-report",
            "<p>The report was taken back by its authors.</p>",
        ),
        (
            "Correction: The council will plant ninety trees before the winter",
            "https://golden.example/checks/corrections/#2026-11-20-ninety",
            "<p>We wrote “nineteen trees” &amp; mended it.</p>",
        ),
    ]


def test_a_corrections_feed_without_entries_is_a_feed(demo_site: Path) -> None:
    """A site without corrections has the feed, empty and dated by the build."""
    feed = feedparser.parse((demo_site / "feeds/corrections.atom").read_bytes())
    assert (bool(feed.bozo), feed.entries, feed.feed.updated) == (False, [], "2026-11-23T00:00:00+00:00")


def test_every_page_announces_its_feeds(demo_site: Path) -> None:
    """A feed reader that is given any page finds both forms."""
    found = page(demo_site / "claims/index.html").select('link[rel="alternate"][type]')
    assert [(link["type"], link["href"]) for link in found] == [
        ("application/atom+xml", "../feeds/claims.atom"),
        ("application/feed+json", "../feeds/claims.json"),
        ("application/atom+xml", "../feeds/corrections.atom"),
    ]
