"""What a site gives to others: cards, frames, oEmbed, a snippet. Nothing of it holds what the site does not show."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from sitekit import GOLDEN, SmallSite, api_claims, build, folded, head, only, page, read_json, tree

if TYPE_CHECKING:
    from pathlib import Path

CLAIM = "claims/ninety-trees/index.html"
WIDTH, HEIGHT = 1200, 630
# What the specification (https://oembed.com, section 2.3.4) asks of an answer of type “rich”.
OEMBED: dict[str, Any] = {
    "type": "object",
    "required": ["type", "version", "html", "width", "height"],
    "properties": {
        "type": {"const": "rich"},
        "version": {"const": "1.0"},
        "title": {"type": "string"},
        "provider_name": {"type": "string"},
        "provider_url": {"type": "string", "format": "uri"},
        "html": {"type": "string", "minLength": 1},
        "width": {"type": "integer", "minimum": 1},
        "height": {"type": "integer", "minimum": 1},
        "thumbnail_url": {"type": "string", "format": "uri"},
        "thumbnail_width": {"type": "integer", "minimum": 1},
        "thumbnail_height": {"type": "integer", "minimum": 1},
    },
    "dependentRequired": {
        name: [f"thumbnail_{other}" for other in ("url", "width", "height")]
        for name in ("thumbnail_url", "thumbnail_width", "thumbnail_height")
    },
    "additionalProperties": False,
}


def meta(soup: Any, name: str) -> str | None:
    """Return the content of a meta element."""
    found = soup.select_one(f'meta[property="{name}"], meta[name="{name}"]')
    return str(found["content"]) if found else None


def names(site: Path, folder: str) -> set[str]:
    """Return the ids that a folder of a built site has something for."""
    return {path.stem for path in (site / folder).iterdir()} if (site / folder).is_dir() else set()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the golden site, built as for a look, not for release."""
    return build(GOLDEN / "site", tmp_path_factory.mktemp("plain") / "output")


def test_every_claim_has_a_card_of_the_size_asked_for(golden_site: Path) -> None:
    """A PNG of 1200 by 630 pixels for each claim that is shown, and for no other."""
    assert names(golden_site, "cards") == {claim["id"] for claim in api_claims(golden_site)}
    for card in (golden_site / "cards").iterdir():
        data = card.read_bytes()
        assert (data[:8], struct.unpack(">II", data[16:24])) == (b"\x89PNG\r\n\x1a\n", (WIDTH, HEIGHT))


def test_a_page_names_its_card(golden_site: Path) -> None:
    """By an absolute address, with its size and the same in words."""
    soup = head(golden_site / CLAIM)
    assert meta(soup, "og:image") == "https://golden.example/checks/cards/ninety-trees.png"
    assert (meta(soup, "og:image:width"), meta(soup, "og:image:height")) == ("1200", "630")
    assert meta(soup, "twitter:card") == "summary_large_image"
    alt = meta(soup, "og:image:alt")
    assert alt == (
        "“The council will plant ninety trees before the winter” In the words of Minutes of the council. "
        "Quote: Verbatim, 92–145. Attribution: 3 steps. Evidence: Primary document. Verdict: Kept."
    )


def test_cards_are_made_for_release_alone(plain: Path) -> None:
    """A build for a look has no card, and no page speaks of one."""
    assert names(plain, "cards") == set()
    assert {meta(head(path), "og:image") for path in plain.glob("claims/*/index.html")} == {None}
    assert "thumbnail_url" not in read_json(plain / "api/v1/oembed/ninety-trees.json")


def test_without_an_address_of_the_site_nothing_absolute_is_said(small_site: SmallSite) -> None:
    """Cards and frames are there; no page names a card, an oEmbed answer or a snippet that would lead nowhere."""
    output = small_site.build("--release")
    soup = page(output / "claims/trees/index.html")
    assert (names(output, "cards"), names(output, "embed")) == ({"trees"}, {"trees"})
    assert (meta(soup, "og:image"), soup.select_one('link[type="application/json+oembed"]')) == (None, None)
    assert "iframe" not in soup.get_text()
    assert [link["href"] for link in soup.select(".share a")] == ["../../embed/trees/"]


def test_every_claim_has_a_frame_and_its_old_ids_too(golden_site: Path) -> None:
    """Of claims that were taken down there is one as well; drafts and embargoed claims have none."""
    shown = {claim["id"] for claim in api_claims(golden_site)}
    old = {alias for name in shown for alias in read_json(golden_site / f"api/v1/claims/{name}.json")["aliases"]}
    taken_down = {"fell-over", "old-fall"}
    assert names(golden_site, "embed") == shown | old | taken_down
    assert not {"frost-later", "kettle"} & (names(golden_site, "embed") | names(golden_site, "cards"))


@pytest.mark.parametrize("name", ["demo_site", "golden_site"])
def test_a_frame_is_light_and_holds_all_it_needs(request: pytest.FixtureRequest, name: str) -> None:
    """Under 15 kB, no script, and nothing that a browser would fetch."""
    site: Path = request.getfixturevalue(name)
    for path in site.glob("embed/*/index.html"):
        soup = page(path)
        assert path.stat().st_size < 15_000
        assert soup.select("script, img, iframe, object, link[rel=stylesheet]") == []
        assert "url(" not in only(soup, "style").get_text()


def test_a_frame_shows_claim_quote_and_labels(golden_site: Path) -> None:
    """The heading, the quote to the letter, and four labels."""
    soup = page(golden_site / "embed/ninety-trees/index.html")
    record = read_json(golden_site / "api/v1/claims/ninety-trees.json")
    assert only(soup, "h1").get_text() == record["claim"]
    assert only(soup, "main blockquote").get_text() == record["quote"]["exact"]
    assert [cell.get_text(" ") for cell in soup.select("dl > div")] == [
        "Quote Verbatim, 92–145",
        "Attribution 3 steps",
        "Evidence Primary document",
        "Verdict Kept",
    ]


def test_a_frame_leads_to_the_record_beside_it(golden_site: Path) -> None:
    """Its links open outside of the frame, and search engines find the claim's own page."""
    soup = page(golden_site / "embed/ninety-trees/index.html")
    links = [(link["href"], link["target"], link["rel"]) for link in soup.select("a")]
    assert links == [
        ("../../claims/ninety-trees/", "_blank", ["noopener"]),
        ("../../", "_blank", ["noopener"]),
    ]
    assert only(soup, 'link[rel="canonical"]')["href"] == "https://golden.example/checks/claims/ninety-trees/"
    assert meta(soup, "robots") == "noindex"
    assert "/embed/" not in (golden_site / "sitemap.xml").read_text(encoding="utf-8")


def test_an_old_id_frames_the_same_claim(golden_site: Path) -> None:
    """Who framed a claim before it was renamed still shows it."""
    old, new = (golden_site / f"embed/{name}/index.html" for name in ("trees", "ninety-trees"))
    assert old.read_bytes() == new.read_bytes()


@pytest.mark.parametrize(
    ("name", "notices"),
    [
        ("half-died", ["Withdrawn", "Corrected"]),
        ("ninety-trees", ["Corrected"]),
        ("opening-on-sunday", ["May be out of date"]),
        ("planting-begins", []),
    ],
)
def test_a_frame_says_what_must_be_known_first(golden_site: Path, name: str, notices: list[str]) -> None:
    """What was withdrawn or corrected, or may be out of date, is not shown as fine on somebody else's site."""
    soup = page(golden_site / f"embed/{name}/index.html")
    assert [notice.get_text() for notice in soup.select("main .notice > strong")] == notices


@pytest.mark.parametrize("name", ["fell-over", "old-fall"])
def test_the_frame_of_a_claim_that_was_taken_down_says_so(golden_site: Path, name: str) -> None:
    """When and why, and nothing of the claim."""
    soup = page(golden_site / f"embed/{name}/index.html")
    assert only(soup, "h1").get_text() == "A claim was taken down"
    assert "It is no longer shown here." in folded(only(soup, "main").get_text())
    assert soup.select("blockquote, dl") == []
    assert not (golden_site / f"api/v1/oembed/{name}.json").exists()


def test_an_arabic_quote_runs_from_right_to_left(golden_site: Path) -> None:
    """In a frame whose own words are English, claim and quote carry their language and direction."""
    soup = page(golden_site / "embed/arabic-trees/index.html")
    marked = [(node["lang"], node["dir"]) for node in soup.select("h1, blockquote")]
    assert (only(soup, "html")["dir"], marked) == ("ltr", [("ar", "rtl"), ("ar", "rtl")])


def test_the_colours_of_a_frame_are_those_of_the_stylesheet(golden_site: Path) -> None:
    """A frame cannot load the stylesheet; what it repeats of it is the same."""

    def tokens(text: str) -> dict[str, str]:
        return dict(re.findall(r"(--[a-z-]+): ((?:light-dark\(|[A-Z]|system)[^;]+);", text))

    sheet = tokens((golden_site / "theme/css/factcheck.css").read_text(encoding="utf-8"))
    own = tokens(only(page(golden_site / "embed/ninety-trees/index.html"), "style").get_text())
    assert len(own) == 13
    assert own == {name: sheet[name] for name in own}


@pytest.mark.parametrize("name", ["demo_site", "golden_site"])
def test_every_oembed_answer_is_what_the_specification_asks_for(request: pytest.FixtureRequest, name: str) -> None:
    """Type, version and sizes; a thumbnail whole or not at all."""
    site: Path = request.getfixturevalue(name)
    answers = list(site.glob("api/v1/oembed/*.json"))
    assert {answer.stem for answer in answers} == {claim["id"] for claim in api_claims(site)}
    for answer in answers:
        jsonschema.validate(read_json(answer), OEMBED, format_checker=jsonschema.FormatChecker())


def test_a_page_leads_to_its_oembed_answer(golden_site: Path) -> None:
    """The link in the head names a file that frames the claim and shows its card."""
    link = only(head(golden_site / CLAIM), 'link[type="application/json+oembed"]')
    assert link["href"] == "https://golden.example/checks/api/v1/oembed/ninety-trees.json"
    answer = read_json(golden_site / "api/v1/oembed/ninety-trees.json")
    assert answer["thumbnail_url"] == "https://golden.example/checks/cards/ninety-trees.png"
    assert answer["html"].startswith('<iframe src="https://golden.example/checks/embed/ninety-trees/" title="The ')


def test_an_oembed_answer_tells_what_was_withdrawn(golden_site: Path) -> None:
    """Its title does, for programs that show nothing else."""
    assert read_json(golden_site / "api/v1/oembed/half-died.json")["title"].startswith("Withdrawn: ")


def test_the_snippet_on_the_page_frames_the_claim(golden_site: Path) -> None:
    """It is HTML to copy, with the width of the place where it stands; no script may run in it."""
    soup = page(golden_site / CLAIM)
    address, snippet = (box.get_text() for box in soup.select(".share pre"))
    assert address == "https://golden.example/checks/claims/ninety-trees/"
    assert re.fullmatch(
        r'<iframe src="https://golden\.example/checks/embed/ninety-trees/"'
        r' title="The council will plant ninety trees before the winter" width="100%" height="\d{3}" loading="lazy"'
        r' sandbox="allow-popups allow-popups-to-escape-sandbox" style="border:0;max-width:40rem"></iframe>',
        snippet,
    )


def test_a_hostile_title_stays_in_its_attribute(small_site: SmallSite) -> None:
    """Quotes and angle brackets of a claim cannot end the frame's title, on the page, in the snippet or the answer."""
    small_site.settings(SITENAME="Small", SITEURL="https://small.example")
    small_site.claim(claim='"><script>alert(1)</script>')
    output = small_site.build("--release")
    html = read_json(output / "api/v1/oembed/trees.json")["html"]
    assert 'title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in html
    assert page(output / "embed/trees/index.html").find("script") is None


def test_a_second_build_takes_its_cards_from_the_cache(small_site: SmallSite) -> None:
    """What a card holds did not change, so its file in the cache is the same one; a damaged one is made anew."""
    small_site.settings(SITENAME="Small", SITEURL="https://small.example")
    first = tree(small_site.build("--release"))
    [cached] = (small_site.folder / ".factcheck-cache/cards").iterdir()
    made = cached.stat().st_mtime_ns
    assert (tree(small_site.build("--release")), cached.stat().st_mtime_ns) == (first, made)
    cached.write_bytes(b"damaged")
    assert tree(small_site.build("--release")) == first
