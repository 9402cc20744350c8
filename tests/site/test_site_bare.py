"""A folder with one claim, one source and nothing else is a site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import feedparser
import pytest

from sitekit import QUOTED, SmallSite, factcheck, files_with, jsonld, only, page, read_json, tree

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, CompletedProcess[str]]:
    """Return the output of a bare site, and what its build printed."""
    site = SmallSite(tmp_path_factory.mktemp("bare") / "site")
    site.source()
    site.claim(
        review={"verdict": "supported", "explanation": "We saw it.", "published": "2026-11-02"},
        evidence=[{"source": "witness", "bearing": "supports", "says": "It saw it too."}],
    )
    site.record("seeds/witness.yaml", title="A witness", rights="quote-only", snapshots=[])
    assert sorted(path.name for path in site.folder.iterdir()) == ["claims", "seeds"]
    return site.folder / "output", factcheck("build", "--site", site.folder)


def test_it_builds(bare: tuple[Path, CompletedProcess[str]]) -> None:
    """One claim and one source are enough."""
    output, done = bare
    assert done.returncode == 0, done.stdout + done.stderr
    assert QUOTED in (output / "claims/trees/index.html").read_text(encoding="utf-8")


def test_it_passes_the_check_of_the_output(bare: tuple[Path, CompletedProcess[str]]) -> None:
    """Nothing is wrong with what was built."""
    done = factcheck("check-output", bare[0])
    assert (done.returncode, "0 errors, 0 warnings" in done.stdout) == (0, True)


def test_the_build_ends_with_a_notice_on_the_address(bare: tuple[Path, CompletedProcess[str]]) -> None:
    """The last line says that no SITEURL is set, and what follows from that."""
    assert bare[1].stdout.splitlines()[-1] == (
        "No SITEURL is set: addresses that must be absolute begin with http://localhost; no ClaimReview is made."
    )


def test_there_is_no_claim_review(bare: tuple[Path, CompletedProcess[str]]) -> None:
    """A reviewed claim is described as a claim, because a ClaimReview needs our own domain."""
    assert jsonld(page(bare[0] / "claims/trees/index.html"))["@type"] == "Claim"
    assert read_json(bare[0] / "api/v1/claimreview.json")["dataFeedElement"] == []
    assert files_with(bare[0], '"@type":"ClaimReview"') == []


def test_there_is_no_canonical_address(bare: tuple[Path, CompletedProcess[str]]) -> None:
    """A page never says that it lives at localhost."""
    pages = [name for name in tree(bare[0]) if name.endswith(".html")]
    assert [name for name in pages if page(bare[0] / name).select('link[rel="canonical"]')] == []


@pytest.mark.parametrize("name", ["claims.atom", "corrections.atom"])
def test_feeds_are_there(bare: tuple[Path, CompletedProcess[str]], name: str) -> None:
    """Both feeds parse, with localhost where Atom demands an absolute address."""
    feed = feedparser.parse((bare[0] / "feeds" / name).read_bytes())
    assert (bool(feed.bozo), feed.feed.link) == (False, "http://localhost/")


def test_the_sitemap_is_there(bare: tuple[Path, CompletedProcess[str]]) -> None:
    """It lists the claim's page."""
    sitemap = (bare[0] / "sitemap.xml").read_text(encoding="utf-8")
    assert "<loc>http://localhost/claims/trees/</loc>" in sitemap


def test_links_are_relative(bare: tuple[Path, CompletedProcess[str]]) -> None:
    """No page but the 404 page links to its own site by anything but a relative address."""
    found = {
        (name, str(tag["href"]))
        for name in tree(bare[0])
        if name.endswith(".html") and name != "404.html"
        for tag in page(bare[0] / name).select("[href]")
        if str(tag["href"]).startswith(("/", "http://localhost"))
    }
    assert found == set()


def test_it_has_a_name(bare: tuple[Path, CompletedProcess[str]]) -> None:
    """A site without settings is called what it is."""
    assert only(page(bare[0] / "index.html"), "title").get_text() == "Fact checks"


REVIEW = {"verdict": "supported", "explanation": "We saw it.", "published": "2026-11-02"}
WITNESSED = [{"source": "witness", "bearing": "supports", "says": "It saw it too."}]
COPIED = [{"source": "copy", "bearing": "supports", "says": "It repeats it."}]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"review": REVIEW, "evidence": WITNESSED}, "ClaimReview", id="reviewed"),
        pytest.param({"evidence": WITNESSED}, "Claim", id="without a review"),
        pytest.param({"review": REVIEW}, "Claim", id="without evidence"),
        pytest.param({"review": REVIEW, "evidence": COPIED}, "Claim", id="evidence of the same origin"),
        pytest.param(
            {
                "review": REVIEW,
                "evidence": WITNESSED,
                "state": "withdrawn",
                "withdrawal": {"published": "2026-11-03", "reason": "Wrong."},
            },
            "Claim",
            id="withdrawn",
        ),
    ],
)
def test_a_claim_review_is_made_where_the_rules_allow_one(
    small_site: SmallSite, fields: dict[str, Any], expected: str
) -> None:
    """A review with its explanation and evidence of another origin; on that page alone."""
    small_site.settings(SITEURL="https://small.example")
    for name in ("methodology", "corrections-policy", "about"):
        small_site.write(f"content/pages/{name}.md", f"Title: {name}\nSlug: {name}\n\nText.\n")
    small_site.record("seeds/witness.yaml", title="A witness", rights="quote-only", snapshots=[])
    small_site.record("seeds/copy.yaml", title="A copy", rights="quote-only", origin="minutes", snapshots=[])
    small_site.claim(**fields)
    output = small_site.build()
    assert jsonld(page(output / "claims/trees/index.html"))["@type"] == expected
    scripts = [name for name in files_with(output, '"@type":"ClaimReview"') if name.endswith(".html")]
    assert scripts == ["claims/trees/index.html"] * (expected == "ClaimReview")


def test_a_claim_review_needs_the_policy_pages(small_site: SmallSite) -> None:
    """Without a public method, corrections policy and imprint a ClaimReview is an error, a page each."""
    small_site.settings(SITEURL="https://small.example")
    small_site.record("seeds/witness.yaml", title="A witness", rights="quote-only", snapshots=[])
    small_site.claim(review=REVIEW, evidence=WITNESSED)
    assert [problem["code"] for problem in small_site.check()] == ["policy-page-missing"] * 3


def test_no_sentence_is_reviewed_twice(small_site: SmallSite) -> None:
    """Two claim reviews of one sentence are an error."""
    small_site.settings(SITEURL="https://small.example")
    for name in ("methodology", "corrections-policy", "about"):
        small_site.write(f"content/pages/{name}.md", f"Title: {name}\nSlug: {name}\n\nText.\n")
    small_site.record("seeds/witness.yaml", title="A witness", rights="quote-only", snapshots=[])
    for name in ("trees", "woods"):
        small_site.claim(name, review=REVIEW, evidence=WITNESSED)
    found = [(p["code"], p["path"]) for p in small_site.check() if p["level"] == "error"]
    assert found == [("claim-reviewed-twice", "claims/woods.yaml")]


def test_the_claim_review_names_its_own_page(golden_site: Path) -> None:
    """``url`` is absolute on the site's own domain, below its path."""
    data = jsonld(page(golden_site / "claims/ninety-trees/index.html"))
    assert (data["url"], data["claimReviewed"]) == (
        "https://golden.example/checks/claims/ninety-trees/",
        "The council will plant ninety trees before the winter",
    )


def test_other_claim_pages_describe_claim_quotation_and_source(golden_site: Path) -> None:
    """An unrated claim is a Claim that appears in a Quotation that is part of its source."""
    data = jsonld(page(golden_site / "claims/planting-begins/index.html"))
    appearance = data["appearance"]
    assert (data["@type"], data["text"]) == ("Claim", "Planting is to begin on 1 December")
    assert (appearance["@type"], appearance["text"]) == (
        "Quotation",
        "Planting begins on 1 December & ends in spring.",
    )
    assert (appearance["isPartOf"]["@type"], appearance["isPartOf"]["name"]) == ("NewsArticle", "Orchard news")


def test_a_site_without_links_to_others_lists_none(bare: tuple[Path, CompletedProcess[str]]) -> None:
    """The theme's own samples lead to no other site, so that ``--external`` follows what records name and no more."""
    assert factcheck("check-output", bare[0]).stdout.splitlines()[1:] == [
        "0 links to other sites (not checked; --external does):"
    ]
