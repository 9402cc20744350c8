"""A site's own content pages, which Pelican writes, inside the frame of all other pages."""

from __future__ import annotations

import pytest

from sitekit import SmallSite, only, page, tree


def footer(small_site: SmallSite) -> list[str]:
    """Return where the footer of the front page leads."""
    return [str(link["href"]) for link in page(small_site.folder / "output/index.html").select("footer a[href]")]


def test_a_page_stands_in_the_frame_of_the_site(small_site: SmallSite) -> None:
    """A content page has the site's menu, its own title and its text, and its language."""
    small_site.write("content/pages/method.md", "Title: How we check\nSlug: method\n\nWe *look*.\n")
    soup = page(small_site.build() / "method/index.html")
    assert only(soup, "h1").get_text() == "How we check"
    assert only(soup, "main em").get_text() == "look"
    assert soup.select('header a[href="../claims/"]')


def test_a_page_is_linked_from_every_footer(small_site: SmallSite) -> None:
    """Who opens the site finds the pages about it."""
    small_site.write("content/pages/method.md", "Title: How we check\nSlug: method\n\nWe look.\n")
    small_site.build()
    assert "./method/" in footer(small_site)


def test_a_page_without_a_slug_is_found_under_its_file_name(small_site: SmallSite) -> None:
    """The address is the file's name, not a form of the title that would change with it."""
    small_site.write("content/pages/method.md", "Title: How we check\n\nWe look.\n")
    output = small_site.build()
    assert (output / "method/index.html").is_file()
    assert "./method/" in footer(small_site)


@pytest.mark.parametrize("status", ["draft", "hidden"])
def test_an_unpublished_page_is_linked_nowhere(small_site: SmallSite, status: str) -> None:
    """A draft or hidden page stops no build, and neither the footer nor the sitemap names it."""
    small_site.write("content/pages/method.md", f"Title: How we check\nSlug: method\nStatus: {status}\n\nWe look.\n")
    output = small_site.build()
    assert "./method/" not in footer(small_site)
    assert "method" not in (output / "sitemap.xml").read_text(encoding="utf-8")


def test_a_draft_page_is_no_policy_page(small_site: SmallSite) -> None:
    """A ClaimReview needs policy pages that readers can open."""
    small_site.settings(SITEURL="https://small.example")
    for name in ("corrections-policy", "about"):
        small_site.write(f"content/pages/{name}.md", f"Title: {name}\nSlug: {name}\n\nText.\n")
    small_site.write("content/pages/methodology.md", "Title: Methodology\nSlug: methodology\nStatus: draft\n\nText.\n")
    small_site.record("seeds/witness.yaml", title="A witness", rights="quote-only", snapshots=[])
    small_site.claim(
        review={"verdict": "supported", "explanation": "We saw it.", "published": "2026-11-02"},
        evidence=[{"source": "witness", "bearing": "supports", "says": "It saw it too."}],
    )
    assert [(p["code"], "methodology" in p["message"]) for p in small_site.check()] == [("policy-page-missing", True)]


def test_a_page_in_another_language_keeps_its_address(small_site: SmallSite) -> None:
    """``Lang:`` does not move a page away from where the footer leads."""
    small_site.write("content/pages/verfahren.md", "Title: Verfahren\nSlug: verfahren\nLang: de\n\nText.\n")
    assert (small_site.build() / "verfahren/index.html").is_file()


def test_files_of_the_sites_own_are_copied(small_site: SmallSite) -> None:
    """What lies in content/extra/ is in the output as it is."""
    small_site.write("content/extra/chart.svg", "<svg/>")
    assert "extra/chart.svg" in tree(small_site.build())
