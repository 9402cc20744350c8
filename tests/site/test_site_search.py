"""The search of a release, the page of a preview without one, and what a phone is told of the site."""

from __future__ import annotations

import json
import re
import struct
from typing import TYPE_CHECKING, Any

import pytest

from sitekit import REPO, SmallSite, differing, factcheck, found_by_search, only, page, pelican, read_json, tree

if TYPE_CHECKING:
    from pathlib import Path

INSTALL = "python -m pip install 'pagefind[bin]'"


def test_every_page_worth_finding_is_found(golden_site: Path) -> None:
    """All published claims, sources, people, organizations, events and dossiers, each under its address."""
    assert [record["url"] for record in found_by_search(golden_site)] == [
        "claims/arabic-trees/",
        "claims/budget-consent/",
        "claims/council-met/",
        "claims/half-died/",
        "claims/mayor-opened/",
        "claims/ninety-trees/",
        "claims/not-alone/",
        "claims/opening-on-sunday/",
        "claims/planting-begins/",
        "dossiers/orchard/",
        "events/opening/",
        "organizations/assembly/",
        "organizations/council/",
        "people/mayor/",
        "sources/arabic/",
        "sources/ledger/",
        "sources/minutes/",
        "sources/news/",
        "sources/radio/",
        "sources/report/",
    ]


def test_every_address_that_is_found_is_a_page(golden_site: Path, demo_site: Path) -> None:
    """No result leads nowhere."""
    for site in (golden_site, demo_site):
        assert [r["url"] for r in found_by_search(site) if not (site / r["url"] / "index.html").is_file()] == []


def test_a_withdrawn_claim_is_found_and_marked(golden_site: Path) -> None:
    """Who looks for it must learn that it was withdrawn."""
    [record] = [found for found in found_by_search(golden_site) if found["url"] == "claims/half-died/"]
    assert json.loads(record["filters"]["card"][0])["flags"] == ["Withdrawn", "Corrected"]


def test_a_preview_has_no_index_and_says_so(small_site: SmallSite) -> None:
    """Its page of the search has no form and no script, and leads to the lists; nothing is wrong with the site."""
    output = small_site.build()
    soup = page(output / "search/index.html")
    assert not (output / "pagefind").exists()
    assert (soup.find("form"), soup.select("script[src]")) == (None, [])
    assert "There is no search here." in only(soup, "main").get_text()
    assert "../claims/" in {str(link["href"]) for link in soup.select("main a[href]")}
    assert factcheck("check-output", output).returncode == 0


def test_the_index_of_a_release_goes_with_the_next_preview(small_site: SmallSite) -> None:
    """What a build does not make it takes away, so that an old index finds nothing that is gone."""
    assert (small_site.build("--release") / "pagefind/pagefind.js").is_file()
    assert not (small_site.build() / "pagefind").exists()


def test_a_site_of_drafts_has_an_index(small_site: SmallSite) -> None:
    """It finds nothing, and says so without asking for what is not there."""
    small_site.claim(state="draft")
    output = small_site.build("--release")
    assert read_json(output / "pagefind/words/en.json") == {"records": 0, "parts": 1, "indexes": []}


def test_plain_pelican_makes_the_same_index(small_site: SmallSite) -> None:
    """With ``FACTCHECK_RELEASE`` in its settings, file by file."""
    small_site.settings(PATH="content", PLUGINS=["factcheck"], FACTCHECK_RELEASE=True)
    small_site.write("content/pages/about.md", "Title: About\n\nWe check.\n")
    done = pelican("-o", small_site.folder / "plain", folder=small_site.folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "pagefind/pagefind-entry.json" in tree(small_site.folder / "plain")
    assert differing(small_site.build("--release"), small_site.folder / "plain") == []


def test_a_release_without_pagefind_leaves_with_2(small_site: SmallSite) -> None:
    """It says what to install before it builds anything, and the last good site stays."""
    output = small_site.build("--release")
    before = tree(output)
    small_site.claim(claim="The council will plant more trees")
    done = factcheck("build", "--release", "--site", small_site.folder, PAGEFIND_BINARY_PATH="/nowhere/pagefind")
    assert (done.returncode, INSTALL in done.stderr) == (2, True)
    assert tree(output) == before


def test_a_preview_without_pagefind_is_built(small_site: SmallSite) -> None:
    """Only a release needs it."""
    done = factcheck("build", "--site", small_site.folder, PAGEFIND_BINARY_PATH="/nowhere/pagefind")
    assert done.returncode == 0, done.stdout + done.stderr


def test_plain_pelican_without_pagefind_leaves_with_2(small_site: SmallSite) -> None:
    """Under Pelican too, in the same words."""
    small_site.settings(PATH="content", PLUGINS=["factcheck"], FACTCHECK_RELEASE=True)
    small_site.write("content/pages/about.md", "Title: About\n\nWe check.\n")
    done = pelican(folder=small_site.folder, PAGEFIND_BINARY_PATH="/nowhere/pagefind")
    assert (done.returncode, INSTALL in done.stderr) == (2, True)


def test_the_manifest_names_the_site(golden_site: Path) -> None:
    """Name, language and start, by addresses that hold under any path."""
    manifest = read_json(golden_site / "manifest.webmanifest")
    assert {key: manifest[key] for key in ("name", "short_name", "lang", "dir", "start_url", "scope")} == {
        "name": "Golden checks",
        "short_name": "Golden checks",
        "lang": "en",
        "dir": "ltr",
        "start_url": "./",
        "scope": "./",
    }


def _size(path: Path) -> str:
    """Return the size of a PNG as a manifest writes it (PNG, 11.2.2)."""
    width, height = struct.unpack(">II", path.read_bytes()[16:24])
    return f"{width}x{height}"


def test_the_icons_are_as_large_as_the_manifest_says(golden_site: Path) -> None:
    """Each is there; a home screen has what it asks for: 192 and 512 pixels, and one that may be cut round."""
    icons: list[dict[str, Any]] = read_json(golden_site / "manifest.webmanifest")["icons"]
    pictures = [icon for icon in icons if icon["type"] == "image/png"]
    assert [(icon["sizes"], icon["purpose"]) for icon in pictures] == [
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    ]
    assert [_size(golden_site / icon["src"]) for icon in pictures] == [icon["sizes"] for icon in pictures]


def test_a_page_names_its_icons(golden_site: Path) -> None:
    """The drawing first of all, a picture for browsers without it, one for a home screen, and the manifest."""
    soup = page(golden_site / "claims/ninety-trees/index.html")
    links = {
        str(link["href"]): link
        for rel in ("icon", "apple-touch-icon", "manifest")
        for link in soup.select(f"link[rel={rel}]")
    }
    assert list(links) == [
        "../../theme/icons/icon-32.png",
        "../../theme/favicon.svg",
        "../../theme/icons/apple-touch-icon.png",
        "../../manifest.webmanifest",
    ]
    site = golden_site / "claims/ninety-trees"
    assert (_size(site / "../../theme/icons/icon-32.png"), _size(site / "../../theme/icons/apple-touch-icon.png")) == (
        "32x32",
        "180x180",
    )


def test_the_colours_of_the_browser_are_those_of_the_paper(golden_site: Path) -> None:
    """In the light and in the dark, and in the manifest: the stylesheet is where a colour is decided."""
    style = (REPO / "theme/static/css/factcheck.css").read_text(encoding="utf-8")
    paper = re.search(r"--paper: light-dark\((#\w+), (#\w+)\)", style)
    assert paper
    metas = page(golden_site / "index.html").select('meta[name="theme-color"]')
    assert [(str(meta["media"]), str(meta["content"])) for meta in metas] == [
        ("(prefers-color-scheme: light)", paper[1]),
        ("(prefers-color-scheme: dark)", paper[2]),
    ]
    assert read_json(golden_site / "manifest.webmanifest")["theme_color"] == paper[1]


@pytest.mark.parametrize("missing", ["theme/icons/icon-192.png", "theme/js/search.js"])
def test_the_output_check_misses_what_is_gone(demo_copy: Path, missing: str) -> None:
    """A picture that only the manifest names, and the script of the search."""
    (demo_copy / missing).unlink()
    done = factcheck("check-output", demo_copy)
    assert (done.returncode, missing in done.stdout) == (1, True)
