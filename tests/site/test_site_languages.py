"""One build, several languages: each page in each, records in their own words and marked, one address for data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitekit import SmallSite, factcheck, jsonld, only, page

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site in English, Ukrainian and Arabic, with a claim that has a translation and one that has none."""
    site = SmallSite(tmp_path_factory.mktemp("languages"))
    site.settings(SITEURL="https://checks.example", FACTCHECK_LANGUAGES=["uk", "ar"])
    site.source(language="en")
    site.source("report", text="Ninety trees were planted.\n", language="en")
    for name in ("about", "methodology", "corrections-policy"):
        site.write(f"content/pages/{name}.md", f"Title: {name}\n\nWords.\n")
    site.record("claims/organizations/council.yaml", name="The council")
    site.claim(
        translations=[
            {"language": "uk", "of": "claim", "text": "Рада посадить дерева", "by": "us"},
            {"language": "uk", "of": "quote", "text": "Рада посадить дев’яносто дерев до зими", "by": "us"},
        ],
        attribution=[{"who": "minutes", "verb": "reports"}, {"unnamed": "the mayor", "verb": "said"}],
        review={
            "verdict": "supported",
            "published": "2026-11-02",
            "explanation": "So it is.",
            "reviewers": ["council"],
        },
        evidence=[{"source": "report", "bearing": "supports", "says": "It says so."}],
        tags=["trees"],
    )
    site.claim("met", claim="The council met", quote={"source": "minutes", "exact": "The council met on Monday."},
               allow=[{"code": "date-relative", "reason": "A test."}])  # fmt: skip
    return site.build()


@pytest.mark.parametrize(
    ("folder", "lang", "direction"), [("", "en", "ltr"), ("uk/", "uk", "ltr"), ("ar/", "ar", "rtl")]
)
def test_each_page_says_its_language_and_leads_to_the_others(
    built: Path, folder: str, lang: str, direction: str
) -> None:
    """`lang`, `dir`, `hreflang` for search engines, and links for readers; the default is the site's own language."""
    found = page(built / f"{folder}claims/trees/index.html")
    assert (found.html["lang"], found.html["dir"]) == (lang, direction)  # type: ignore[index]
    address = "https://checks.example/{}claims/trees/"
    assert [(link["hreflang"], link["href"]) for link in found.select("link[hreflang]")] == [
        ("en", address.format("")),
        ("x-default", address.format("")),
        ("uk", address.format("uk/")),
        ("ar", address.format("ar/")),
    ]
    assert only(found, 'link[rel="canonical"]')["href"] == address.format(folder)
    assert [item.get_text() for item in found.select(".tongues li")] == ["English", "Українська", "العربية"]


def test_words_of_the_interface_are_translated(built: Path) -> None:
    """Labels, dates by CLDR, and plural forms."""
    text = only(page(built / "uk/claims/trees/index.html"), "main").get_text()
    assert "2 листопада 2026" in text
    assert "2 кроки" in text
    assert not {"Verdict", "Supported", "Characters", "Evidence"} & set(text.split())


def test_a_translation_of_the_claim_is_its_heading(built: Path) -> None:
    """With the sentence in the original under it, and our translation of the quote beside the quote itself."""
    found = page(built / "uk/claims/trees/index.html")
    heading = only(found, "h1")
    assert heading.get_text() == "Рада посадить дерева"
    assert "lang" not in heading.attrs
    assert only(found, ".top-head [lang=en]").get_text() == "The council will plant trees"
    assert only(found, ".quote-translation").get_text().endswith("Рада посадить дев’яносто дерев до зими")
    assert only(found, ".quote.short, .quote.middle").get_text() == (
        "The council will plant ninety trees before the winter"
    )


def test_a_record_without_a_translation_is_shown_and_marked(built: Path) -> None:
    """In its own language, which is said to screen readers, wherever its words stand."""
    heading = only(page(built / "ar/claims/met/index.html"), "h1")
    assert (heading.get_text(), heading["lang"], heading["dir"]) == ("The council met", "en", "ltr")
    found = page(built / "ar/claims/trees/index.html")
    for words in ("It says so.", "said", "So it is."):
        holder = found.find(string=words)
        assert holder
        assert holder.find_parent(lang="en") is not None, words


def test_there_is_one_claim_review(built: Path) -> None:
    """On the page in the site's own language; the others describe the claim."""
    kinds = [jsonld(page(built / f"{folder}claims/trees/index.html"))["@type"] for folder in ("", "uk/", "ar/")]
    assert kinds == ["ClaimReview", "Claim", "Claim"]


def test_data_and_own_pages_have_one_address(built: Path) -> None:
    """Feeds, JSON, texts, the 404 page and the site's own pages are there once, and every page leads to them."""
    assert {path.name for path in (built / "uk").iterdir() if path.is_dir()}.isdisjoint(
        {"api", "feeds", "theme", "about"}
    )
    assert not (built / "uk/404.html").exists()
    links = {str(link["href"]) for link in page(built / "uk/claims/trees/index.html").select("a[href]")}
    assert {"../../../api/v1/claims/trees.json", "../../../about/", "../../../uk/labels/#_quote"} <= links


def test_the_sitemap_names_every_page(built: Path) -> None:
    """In each language."""
    sitemap = (built / "sitemap.xml").read_text("utf-8")
    for folder in ("", "uk/", "ar/"):
        assert f"<loc>https://checks.example/{folder}claims/trees/</loc>" in sitemap


def test_an_unknown_language_is_an_error(tmp_path: Path) -> None:
    """Nothing is built half in one language, half in another."""
    site = SmallSite(tmp_path)
    site.settings(FACTCHECK_LANGUAGES=["tlh"])
    site.source()
    site.claim()
    done = factcheck("build", "--site", site.folder)
    assert "[interface-untranslated]" in done.stdout
    assert done.returncode == 1


def test_where_we_do_not_speak_the_language_of_the_records_they_are_marked(tmp_path: Path) -> None:
    """The interface is English and says so; each word of a record is in the language of the site."""
    site = SmallSite(tmp_path)
    site.settings(DEFAULT_LANG="de")
    site.source(text="Der Rat pflanzt Bäume.\n")
    site.claim(claim="Der Rat pflanzt Bäume", quote={"source": "minutes", "exact": "Der Rat pflanzt Bäume."})
    built = site.build()
    found = page(built / "claims/trees/index.html")
    assert found.html["lang"] == "en"  # type: ignore[index]
    assert only(found, "h1")["lang"] == "de"
