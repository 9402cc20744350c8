"""The promise, kept by the published files alone: no module of ours is imported here but the test helpers."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from sitekit import REPO, api_claims, folded, only, page, read_json

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = "paris-draft-article"


def published_text(site: Path, claim: dict[str, Any]) -> str:
    """Return the published text that the offsets of a claim count."""
    record = read_json(site / f"api/v1/claims/{claim['id']}.json")
    url: str = record["quote"]["text"]["url"]
    return (site / url.lstrip("/")).read_bytes().decode("utf-8")


def blockquote(site: Path, claim: dict[str, Any]) -> str:
    """Return the text of the first blockquote in the main part of a claim's page."""
    soup = page(site / claim["url"].lstrip("/") / "index.html")
    found = only(soup, "main").find("blockquote")
    assert found is not None, claim["id"]
    return found.get_text()


def test_the_article_gives_at_least_33_claims(demo_site: Path) -> None:
    """Everything the article says is published as claims of their own."""
    assert sum(claim["quote"]["source"] == ARTICLE for claim in api_claims(demo_site)) >= 33


def test_each_quote_on_a_page_is_its_slice_of_the_published_text(demo_site: Path) -> None:
    """Piece by piece, what a page quotes is ``text[start:end]``, up to white space."""
    for claim in api_claims(demo_site):
        text = published_text(demo_site, claim)
        pieces = [folded(text[piece["start"] : piece["end"]]) for piece in claim["quote"]["pieces"]]
        assert folded(blockquote(demo_site, claim)).split(" […] ") == pieces, claim["id"]


def test_the_exact_words_in_the_api_are_its_own_slices(demo_site: Path) -> None:
    """``exact`` is the source's own code points, pieces joined by an omission, and the hull spans them."""
    for claim in api_claims(demo_site):
        text, quote = published_text(demo_site, claim), claim["quote"]
        assert quote["exact"] == " […] ".join(text[p["start"] : p["end"]] for p in quote["pieces"])
        assert (quote["start"], quote["end"]) == (quote["pieces"][0]["start"], quote["pieces"][-1]["end"])


def test_each_published_digest_is_that_of_the_file_in_seeds(demo_site: Path) -> None:
    """Whoever has the captured file can compare it with the published digest."""
    digests = {
        snapshot["file"]: snapshot["sha256"]
        for path in (demo_site / "api/v1/sources").iterdir()
        for snapshot in read_json(path)["snapshots"]
    }
    captures = [path for path in (REPO / "seeds").iterdir() if path.suffix not in {".yaml", ".yml"}]
    expected = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in captures}
    assert expected.items() <= digests.items()
    assert "paris-draft-article.2026-11-23.txt" in expected


def test_each_published_text_has_its_published_digest(demo_site: Path) -> None:
    """The text that offsets count is published byte for byte."""
    for claim in api_claims(demo_site):
        record = read_json(demo_site / f"api/v1/claims/{claim['id']}.json")
        data = (demo_site / record["quote"]["text"]["url"].lstrip("/")).read_bytes()
        assert hashlib.sha256(data).hexdigest() == record["quote"]["text"]["sha256"], claim["id"]


def test_nearly_all_of_the_article_is_accounted_for(demo_site: Path) -> None:
    """At least 97 % of the article is quoted or listed as no claim, and over 80 % is quoted: worked out anew here."""
    claims = [claim for claim in api_claims(demo_site) if claim["quote"]["source"] == ARTICLE]
    text = published_text(demo_site, claims[0])
    quoted = {i for c in claims for p in c["quote"]["pieces"] for i in range(p["start"], p["end"])}
    visible = {i for i, character in enumerate(text) if not character.isspace()}
    coverage = read_json(demo_site / f"api/v1/sources/{ARTICLE}.json")["coverage"]
    assert coverage["quoted"] == len(quoted & visible) / len(visible)
    assert coverage["quoted"] > 0.8
    assert coverage["accounted"] >= 0.97


def test_the_page_of_the_article_shows_its_coverage(demo_site: Path) -> None:
    """A reader sees both shares on the page of the source, with one decimal and never rounded up."""
    coverage = read_json(demo_site / f"api/v1/sources/{ARTICLE}.json")["coverage"]
    text = only(page(demo_site / f"sources/{ARTICLE}/index.html"), "main > .head").get_text()
    shown = {float(number) for number in re.findall(r"(\d+\.\d)\s%", text)}
    assert {int(share * 1000) / 10 for share in coverage.values()} == shown


def test_the_source_page_holds_the_whole_article(demo_site: Path) -> None:
    """The article stands on its page word for word, whatever is marked in it."""
    claim = next(claim for claim in api_claims(demo_site) if claim["quote"]["source"] == ARTICLE)
    blocks = only(page(demo_site / f"sources/{ARTICLE}/index.html"), "main").select('[aria-label="The text"] p.text')
    shown = "".join(block.get_text() for block in blocks)
    assert "".join(shown.split()) == "".join(published_text(demo_site, claim).split())


def test_each_claim_is_linked_from_its_passage_and_back(demo_site: Path) -> None:
    """The source's page has an anchor for every claim on it, and the claim's page links to that anchor."""
    for claim in api_claims(demo_site):
        source = claim["quote"]["source"]
        passages = page(demo_site / f"sources/{source}/index.html")
        assert passages.find(id=claim["id"]) is not None, claim["id"]
        assert passages.select(f'main a[href="../../claims/{claim["id"]}/"]'), claim["id"]
        own = page(demo_site / claim["url"].lstrip("/") / "index.html")
        assert own.select(f'main a[href="../../sources/{source}/#{claim["id"]}"]'), claim["id"]
