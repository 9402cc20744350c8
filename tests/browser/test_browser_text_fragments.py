"""Links to a quote: opened in Chromium, each marks exactly the quote, on a page and in our own text, in every script.

What Chromium marked is compared pixel by pixel with the same page on which the quote's own range is painted.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import pytest

from factcheck.text import blocks, marker
from sitekit import SmallSite, api_claims, read_json

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page, ViewportSize

pytestmark = pytest.mark.browser

STYLE = """
  html { font: 12px/1.3 sans-serif; } body { width: 700px; margin: 8px; }
  p, li { margin: 4px 0; } pre { font: 12px/1.3 sans-serif; }
  ::target-text { background: rgb(255, 0, 255); color: rgb(255, 0, 255); }
  ::highlight(quote) { background: rgb(255, 0, 255); color: rgb(255, 0, 255); }
"""
WINDOW: ViewportSize = {"width": 720, "height": 720}
# Paints spans of code points; data-start says where the text of an element begins, and 0 is where that of a page does.
PAINT = """spans => {
  const roots = [...document.querySelectorAll('[data-start]')];
  const places = (roots.length ? roots : [document.body]).map(root => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    return [Number(root.dataset.start ?? 0), walker.nextNode()];
  });
  const place = offset => {
    const [start, node] = places.findLast(([start]) => start <= offset);
    return [node, [...node.data].slice(0, offset - start).join('').length];
  };
  const ranges = spans.map(({start, end}) => {
    const range = new Range();
    range.setStart(...place(start));
    range.setEnd(...place(end));
    return range;
  });
  CSS.highlights.set('quote', new Highlight(...ranges));
  return ranges.map(range => range.toString());
}"""

LONG = " ".join(f"In year {number} the council planted ninety trees along the river." for number in range(1, 12))
HINDI = "परिषद सोमवार को मिली। परिषद सर्दी से पहले नब्बे पेड़ लगाएगी, मेयर ने कहा। नब्बे पेड़ नदी के किनारे लगेंगे।"
CHINESE = "市议会星期一开会。市议会将在冬天之前种植九十棵树，市长说。九十棵树将种在河边。"
ARABIC = "اجتمع المجلس يوم الاثنين.\n\nسيزرع المجلس تسعين شجرة قبل الشتاء، كما قالت العمدة. تسعين شجرة في الحديقة."
EMOJI = "We plant 🌳🌳 in the park, said 👩‍👩‍👧‍👦.\n\nA family 👍🏽 came: 🌳🌳 and more, it’s “fine”."
REPEATED = (
    "The council met. The plan was good.\n\nThat day the plan was good, too.\n\nThe plan\n\nNobody made the plan."
)
SIGNS = "A well-kept park, 100% free & open #1 – a+b=c?\n\nCafé prices: €5, not £6; resume or résumé."
SOFT = "The extra\u00adordinary meeting be\u00adgan late. It ended well."
WRAPPED = "The council will plant ninety trees\nbefore the winter, the mayor\nsaid on Monday.\n\nIt is  late now.\n"
ITEMS = "Decided on Monday:\n\n- Plant the trees.\n- Water the trees.\n\nPlant the trees."
THAI = "สภาประชุมวันจันทร์ สภาจะปลูกต้นไม้เก้าสิบต้นก่อนฤดูหนาว นายกเทศมนตรีกล่าว"

# A source's text, and the quotes of it, each with what tells it from another place.
TEXTS: dict[str, tuple[str, list[dict[str, str]]]] = {
    "arabic": (
        ARABIC,
        [{"exact": "سيزرع المجلس تسعين شجرة قبل الشتاء"}, {"exact": "تسعين شجرة", "suffix": "في الحديقة"}],
    ),
    "hindi": (HINDI, [{"exact": "परिषद सर्दी से पहले नब्बे पेड़ लगाएगी"}, {"exact": "नब्बे पेड़", "suffix": "नदी"}]),
    "chinese": (
        CHINESE,
        [
            {"exact": "市议会将在冬天之前种植九十棵树"},
            {"exact": "九十棵树", "prefix": "种植"},
            {"exact": "议会将在冬天之前"},
            {"exact": "九十棵树将种在河边。"},
        ],
    ),
    "thai": (THAI, [{"exact": "สภาจะปลูกต้นไม้เก้าสิบต้นก่อนฤดูหนาว"}]),
    "emoji": (
        EMOJI,
        [
            {"exact": "🌳🌳 in the park, said 👩‍👩‍👧‍👦"},
            {"exact": "🌳🌳", "suffix": " and"},
            {"exact": "👍🏽"},
            {"exact": "it’s “fine”"},
        ],
    ),
    "repeated": (
        REPEATED,
        [
            {"exact": "The plan was good"},
            {"exact": "the plan was good"},
            {"exact": "The plan", "suffix": "Nobody"},
            {"exact": "the plan", "prefix": "Nobody made"},
        ],
    ),
    "signs": (
        SIGNS,
        [{"exact": "well-kept park, 100% free & open #1 – a+b=c?"}, {"exact": "resume"}, {"exact": "résumé"}],
    ),
    "soft": (SOFT, [{"exact": "extraordinary meeting began"}]),
    "wrapped": (
        WRAPPED,
        [
            {"exact": "ninety trees before the winter, the mayor said"},
            {"exact": "plant […] winter"},
            {"exact": "is late"},
        ],
    ),
    "items": (
        ITEMS,
        [
            {"exact": "Plant the trees.", "prefix": "Monday: -"},
            {"exact": "Plant the trees.", "prefix": "Water the trees."},
        ],
    ),
    "long": (
        LONG,
        [
            {"exact": LONG},
            {"exact": "In year 3 the council planted […] the river. In year 9"},
            {"exact": "In year 5 the council planted ninety trees"},
            {"exact": "year 5 the council planted ninety trees along"},
        ],
    ),
}
NO_FRAGMENT = {"items-0"}  # the same words stand twice, and no other words of their block tell them apart


def as_page(text: str) -> str:
    """Return a page that shows a text: an element a block, and the markers of items drawn, not written."""
    shown = []
    for block in blocks(text):
        start = marker(text, block).end
        tag = "li" if block.kind == "item" else "p"
        shown.append(f'<{tag} data-start="{start}">{escape(text[start : block.end])}</{tag}>')
    return f'<!doctype html><meta charset="utf-8"><title>Article</title><style>{STYLE}</style>{"".join(shown)}'


def marked(page: Page, address: str) -> bytes:
    """Open an address in a page of its own, as a reader who follows a link does, and return what is seen."""
    page.goto("about:blank")
    page.goto(address)
    if not page.locator("style").count():
        page.add_style_tag(content=STYLE)
    return page.screenshot()


def settled(page: Page, wanted: bytes) -> bytes:
    """Return what is seen once it is what is wanted, or else in the end: a browser marks a little after it loads."""
    for _ in range(20):
        if (seen := page.screenshot()) == wanted:
            return seen
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page.screenshot()


class Painted:
    """An article without a fragment, on which any span can be painted."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.plain = marked(page, address)

    def with_spans(self, spans: list[dict[str, int]]) -> tuple[bytes, list[str]]:
        """Return what the article looks like with spans painted, and their words."""
        words: list[str] = self.page.evaluate(PAINT, spans)
        return self.page.screenshot(), words


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., str]) -> tuple[str, Path]:
    """Return the address of an empty folder that is served, and the folder."""
    folder = tmp_path_factory.mktemp("articles")
    return serve(folder), folder


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory, articles: tuple[str, Path]) -> Path:
    """Build a site that quotes texts of every sort; the page of each source is really there."""
    root, folder = articles
    site = SmallSite(tmp_path_factory.mktemp("scripts") / "site")
    for name, (text, quotes) in TEXTS.items():
        site.source(name, text=text, url=f"{root}{name}.html")
        (folder / f"{name}.html").write_text(as_page(text), encoding="utf-8")
        for number, quote in enumerate(quotes):
            site.claim(f"{name}-{number}", claim=f"Claim {number} on {name}", quote={"source": name, **quote})
    return site.build()


def quotes_of(site: Path, source: str) -> dict[str, dict[str, Any]]:
    """Return the records of the claims that quote a source, by their ids."""
    found = {item["id"]: read_json(site / f"api/v1/claims/{item['id']}.json") for item in api_claims(site)}
    return {claim: record for claim, record in found.items() if record["quote"]["source"] == source}


@pytest.fixture
def tall(page: Page) -> Page:
    """Return a page that shows a whole article at once."""
    page.set_viewport_size(WINDOW)
    return page


def wrong(page: Page, address: str, records: dict[str, dict[str, Any]]) -> list[str]:
    """Return the claims whose fragment marks something else than the quote on the article at an address."""
    painted = Painted(page.context.new_page(), address)
    painted.page.set_viewport_size(WINDOW)
    painted.plain = marked(painted.page, address)
    assert painted.page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    found = []
    for claim, record in records.items():
        wanted, _ = painted.with_spans(record["quote"]["pieces"])
        assert wanted != painted.plain
        marked(page, f"{address}#{record['text_fragment']}")
        if settled(page, wanted) != wanted:
            found.append(claim)
    return found


@pytest.mark.parametrize("source", TEXTS)
def test_a_fragment_marks_exactly_the_quote_on_a_page(
    tall: Page, scripts: Path, articles: tuple[str, Path], source: str
) -> None:
    """Repeated, overlapping, long, in pieces, in any script: what Chromium marks is the quote and nothing else."""
    records = {c: r for c, r in quotes_of(scripts, source).items() if c not in NO_FRAGMENT}
    assert all(record["text_fragment"] for record in records.values())
    assert wrong(tall, f"{articles[0]}{source}.html", records) == []


@pytest.mark.parametrize("source", TEXTS)
def test_a_fragment_marks_exactly_the_quote_in_our_text(
    tall: Page, scripts: Path, serve: Callable[..., str], source: str
) -> None:
    """The same fragment works in the frozen text that we publish, which is plain text."""
    records = {c: r for c, r in quotes_of(scripts, source).items() if c not in NO_FRAGMENT}
    text = next(iter(records.values()))["quote"]["text"]["url"].lstrip("/")
    assert wrong(tall, serve(scripts) + text, records) == []


def test_every_claim_of_the_demonstration_is_marked(
    tall: Page, demo_site: Path, articles: tuple[str, Path], serve: Callable[..., str]
) -> None:
    """Each claim on the captured article is marked on a page made of it and in the published text."""
    records = quotes_of(demo_site, "paris-draft-article")
    assert len(records) == 36
    path = next(iter(records.values()))["quote"]["text"]["url"].lstrip("/")
    (articles[1] / "demo.html").write_text(as_page((demo_site / path).read_bytes().decode()), encoding="utf-8")
    assert wrong(tall, f"{articles[0]}demo.html", records) == []
    assert wrong(tall, serve(demo_site) + path, records) == []


def test_one_letter_more_would_be_seen(tall: Page, scripts: Path, articles: tuple[str, Path]) -> None:
    """The comparison is strict: the picture of a quote is not that of a quote one code point longer or shorter."""
    painted = Painted(tall, f"{articles[0]}hindi.html")
    piece = quotes_of(scripts, "hindi")["hindi-0"]["quote"]["pieces"][0]
    exact, words = painted.with_spans([piece])
    assert words == ["परिषद सर्दी से पहले नब्बे पेड़ लगाएगी"]
    others = [{**piece, "end": piece["end"] + 1}, {**piece, "start": piece["start"] + 2}]
    assert exact not in [painted.with_spans([other])[0] for other in others]


def test_where_no_fragment_is_sure_there_is_none(scripts: Path) -> None:
    """Words that stand twice with nothing to tell them apart are linked without a fragment."""
    record = read_json(scripts / "api/v1/claims/items-0.json")
    assert record["text_fragment"] is None
    assert "items.html#" not in (scripts / "claims/items-0/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("link", "source"), [("The page itself", "arabic"), ("The frozen text", "emoji")])
def test_a_reader_who_follows_a_link_sees_the_quote(
    tall: Page, scripts: Path, serve: Callable[..., str], link: str, source: str
) -> None:
    """A click on the claim's page opens the source with the quote marked."""
    tall.goto(f"{serve(scripts)}claims/{source}-0/")
    record = quotes_of(scripts, source)[f"{source}-0"]
    tall.get_by_role("link", name=link).click()
    tall.wait_for_url(lambda url: "/claims/" not in url)
    address = tall.url.partition("#")[0]
    painted = Painted(tall.context.new_page(), address)
    painted.page.set_viewport_size(WINDOW)
    marked(painted.page, address)
    wanted, _ = painted.with_spans(record["quote"]["pieces"])
    if not tall.locator("style").count():
        tall.add_style_tag(content=STYLE)
    assert settled(tall, wanted) == wanted


RUNS = """id => [...document.querySelectorAll('main [data-claims]')]
  .filter(run => run.dataset.claims.split(' ').includes(id)).map(run => run.textContent).join('')"""


@pytest.mark.parametrize("source", TEXTS)
def test_the_marked_passage_is_the_quote_code_point_for_code_point(
    page: Page, scripts: Path, serve: Callable[..., str], source: str
) -> None:
    """On the page of a source the runs of a claim are its pieces, overlaps and soft hyphens included."""
    page.goto(f"{serve(scripts)}sources/{source}/")
    for claim, record in quotes_of(scripts, source).items():
        assert page.evaluate(RUNS, claim) == record["quote"]["exact"].replace(" […] ", ""), claim
