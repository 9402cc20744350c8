"""Hostile text in every field of every record reaches readers as text, in every output."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from sitekit import SmallSite, files_with, jsonld, only, page, tree

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import Tag

EVIL = (
    "<script>alert(1)</script> </script><!-- ]]> \"'&amp; {{ 7*7 }} {% raise %} "
    "[x](javascript:alert(1)) <img src=x onerror=alert(1)>"
)
TEXT = f"First line.\n\nHe said {EVIL} to the council.\n\nOther words ]]> here.\n"
QUOTE = f"He said {EVIL} to the council."
ALLOWED_SCRIPTS = {"application/ld+json"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output of a site whose every text field is hostile."""
    site = SmallSite(tmp_path_factory.mktemp("hostile") / "site")
    site.settings(SITENAME=f"Site {EVIL}", SITESUBTITLE=f"Subtitle {EVIL}", SITEURL="https://hostile.example")
    for name in ("methodology", "corrections-policy", "about"):
        site.write(f"content/pages/{name}.md", f"Title: {name}\nSlug: {name}\n\nText.\n")
    site.source(
        text=TEXT,
        title=f"Title {EVIL}",
        publisher=f"Publisher {EVIL}",
        authors=[f"Author {EVIL}"],
        description=f"Note {EVIL}",
        not_claims=[{"exact": "First line.", "reason": f"Reason {EVIL}"}],
    )
    site.record("seeds/linked.yaml", title=f"Linked {EVIL}", rights="quote-only", snapshots=[])
    thing = {"name": f"Name {EVIL}", "alternate_names": [f"Other {EVIL}"], "description": f"Description {EVIL}"}
    site.record("claims/people/someone.yaml", **thing)
    site.record("claims/organizations/body.yaml", **thing)
    site.record("claims/events/event.yaml", **thing, place=f"Place {EVIL}")
    site.record("claims/dossiers/folder.yaml", title=f"Folder {EVIL}", introduction=f"Introduction {EVIL}")
    evidence = [{"source": "linked", "bearing": "supports", "says": f"Says {EVIL}", "locator": f"Locator {EVIL}"}]
    common: dict[str, Any] = {
        "claim": f"Claim {EVIL}",
        "quote": {"source": "minutes", "exact": QUOTE},
        "claimant": "someone",
        "attribution": [{"unnamed": f"Unnamed {EVIL}", "verb": f"Verb {EVIL}"}],
        "evidence": evidence,
        "discrepancies": [f"Discrepancy {EVIL}"],
        "translations": [{"language": "uk", "of": "claim", "text": f"Translation {EVIL}", "by": f"By {EVIL}"}],
        "tags": ["a-topic"],
        "about": ["body", "event"],
    }
    explanation = f"Explanation {EVIL}\n\n[web](https://web.example) [data](data:text/html,x) <b>bold</b>"
    site.claim(
        "folder/reviewed",
        **common,
        review={"verdict": "supported", "explanation": explanation, "published": "2026-11-02"},
    )
    steps = [{"state": "pending", "as_of_text": f"Time {EVIL}", "evidence": evidence, "summary": f"Step {EVIL}"}]
    approval: dict[str, Any] = {
        "kind": "approval",
        "subject": f"Subject {EVIL}",
        "required_from": ["body"],
        "status": steps,
    }
    site.claim(
        "folder/unrated", **{**common, **approval, "claim": f"Unrated {EVIL}"}, unrated_because=f"Because {EVIL}"
    )
    gone = {"published": "2026-11-03", "reason": f"Gone {EVIL}"}
    site.claim("folder/gone", **{**common, "claim": f"Gone {EVIL}"}, state="withdrawn", withdrawal=gone)
    site.record(
        "claims/corrections/change.yaml",
        kind="update",
        claim="reviewed",
        published="2026-11-04",
        text=f"Change {EVIL}",
    )
    return site.build()


def pages_of(output: Path) -> list[Path]:
    """Return every HTML file."""
    return [output / name for name in tree(output) if name.endswith(".html")]


def elements(output: Path, selector: str) -> list[Tag]:
    """Return what a selector finds on any page."""
    return [found for path in pages_of(output) for found in page(path).select(selector)]


def test_every_field_reached_the_site(hostile: Path) -> None:
    """The tests below look at something: each hostile field stands on a page, as text."""
    words = "\n".join(page(path).get_text(" ") for path in pages_of(hostile))
    fields = [
        *("Site", "Subtitle", "Title", "Publisher", "Author", "Note", "Reason", "Linked", "Name", "Other"),
        *("Description", "Place", "Folder", "Introduction", "Says", "Locator", "Claim", "Unnamed", "Verb"),
        *("Discrepancy", "Translation", "By", "Explanation", "Time", "Step", "Subject", "Unrated", "Because"),
        *("Gone", "Change"),
    ]
    assert [field for field in fields if f"{field} <script>alert(1)</script>" not in words] == []


def test_no_script_was_let_in(hostile: Path) -> None:
    """The only scripts on a page are its JSON-LD, at most once, and those that we ship as files of the theme."""
    assert {str(script.get("type")) for script in elements(hostile, "script:not([src])")} == ALLOWED_SCRIPTS
    assert max(len(page(path).select("script:not([src])")) for path in pages_of(hostile)) == 1
    files = {str(script["src"]).rpartition("theme/")[2] for script in elements(hostile, "script[src]")}
    assert files == {"js/filter.js"}  # A preview has no search.
    ours = re.compile(r"(?:\.\./)*theme/js/[a-z]+\.js")
    assert all(ours.fullmatch(str(script["src"])) for script in elements(hostile, "script[src]"))


def test_no_picture_was_let_in(hostile: Path) -> None:
    """The hostile <img> stands on no page as an element."""
    assert elements(hostile, "img") == []


def test_no_handler_was_let_in(hostile: Path) -> None:
    """No element has an attribute that runs code."""
    handlers = [name for path in pages_of(hostile) for tag in page(path).select("*") for name in tag.attrs]
    assert [name for name in handlers if name.startswith("on")] == []


def test_no_link_runs_code(hostile: Path) -> None:
    """Links lead to relative addresses and to the web; ``javascript:`` and ``data:`` lead nowhere."""
    addresses = [str(tag["href"]).strip().lower() for tag in elements(hostile, "[href]")]
    schemes = {address.partition(":")[0] for address in addresses if ":" in address.partition("/")[0]}
    assert schemes == {"https"}


def test_markdown_keeps_honest_links(hostile: Path) -> None:
    """A web link in Markdown is a link; its raw HTML is shown as text."""
    soup = page(hostile / "claims/reviewed/index.html")
    assert [tag.get_text() for tag in soup.select('main a[href="https://web.example"]')] == ["web"]
    assert "<b>bold</b>" in only(soup, "main").get_text()
    assert "bold" not in [tag.get_text() for tag in soup.select("main b")]


def test_no_template_in_a_record_is_run(hostile: Path) -> None:
    """``{{ 7*7 }}`` stays what it is."""
    assert all("{{ 7*7 }}" in path.read_text(encoding="utf-8") for path in pages_of(hostile))


@pytest.mark.parametrize("name", ["reviewed", "unrated", "gone"])
def test_json_ld_says_the_same_words(hostile: Path, name: str) -> None:
    """The JSON-LD of each claim is one script that parses, with the very words of heading and quote."""
    soup = page(hostile / f"claims/{name}/index.html")
    data = jsonld(soup)
    described = data.get("itemReviewed", data)
    assert described["text"] == only(soup, "h1").get_text()
    assert described["appearance"]["text"] == QUOTE


def test_json_ld_cannot_end_its_script(hostile: Path) -> None:
    """Inside the script no ``<`` stands as such, so that nothing can close it."""
    assert [script for script in elements(hostile, "script") if "<" in script.get_text()] == []


def test_the_review_body_is_plain_text(hostile: Path) -> None:
    """``reviewBody`` is text for schema.org: no link of the explanation, and nothing that ends the script element."""
    html = (hostile / "claims/reviewed/index.html").read_text(encoding="utf-8")
    body = jsonld(page(hostile / "claims/reviewed/index.html"))["reviewBody"]
    assert ("href=" in body, "</p>" in body) == (False, False)
    assert html.count("</script>") == 1


@pytest.mark.parametrize("name", ["claims.atom", "corrections.atom"])
def test_atom_feeds_are_well_formed(hostile: Path, name: str) -> None:
    """Feeds parse, and what they hold as HTML holds no script either."""
    data = (hostile / "feeds" / name).read_bytes()
    feed = feedparser.parse(data, sanitize_html=False)
    assert not feed.bozo
    titles = [entry.title for entry in feed.entries]
    assert titles
    contents = [entry.content[0].value for entry in feed.entries]
    assert [content for content in contents if "<script" in content or "<img" in content] == []


def test_the_titles_of_the_atom_feed_are_the_claims(hostile: Path) -> None:
    """A title is plain text in Atom: the words come out of the XML as they went in."""
    root = ET.fromstring((hostile / "feeds/claims.atom").read_bytes())  # noqa: S314 - we made it
    atom = "{http://www.w3.org/2005/Atom}"
    titles = [entry.findtext(f"{atom}title") for entry in root.iter(f"{atom}entry")]
    assert sorted(map(str, titles)) == [f"Claim {EVIL}", f"Gone {EVIL}", f"Unrated {EVIL}"]


def test_the_json_feed_holds_no_markup_but_ours(hostile: Path) -> None:
    """``content_html`` is HTML of paragraphs and a quote; the hostile words are text in it."""
    items = json.loads((hostile / "feeds/claims.json").read_bytes())["items"]
    assert [item["id"] for item in items if "<script" in item["content_html"] or "<img" in item["content_html"]] == []
    assert all("&lt;script&gt;alert(1)" in item["content_html"] for item in items)


def test_every_json_file_parses(hostile: Path) -> None:
    """The API says the words as they are."""
    for name in tree(hostile):
        if name.endswith(".json"):
            json.loads((hostile / name).read_bytes())
    record = json.loads((hostile / "api/v1/claims/reviewed.json").read_bytes())
    assert (record["claim"], record["quote"]["exact"]) == (f"Claim {EVIL}", QUOTE)


def test_the_sitemap_is_well_formed(hostile: Path) -> None:
    """Nothing of a record stands in it but ids."""
    ET.fromstring((hostile / "sitemap.xml").read_bytes())  # noqa: S314 - we made it
    assert "sitemap.xml" not in files_with(hostile, "alert(1)")
