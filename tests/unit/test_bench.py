"""The bench: the same made-up site each time, and peers that are given every claim and print the theme's own pages."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jinja2 import Environment, FileSystemLoader

from factcheck.outputs import plan_pages, units
from factcheck.pages.here import Here
from factcheck.theme import theme_folder

sys.path.append(str(Path(__file__).resolve().parents[2] / "bench"))

import same
import to_go
import to_javascript
import to_python
import tools
from content import EMBEDDED, TEMPLATES, Content, as_json, content_of, edition_of, write
from corpus import Corpus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from theme_tree import Template

    from factcheck.pages.edition import Edition

CLAIMS = 30
NAMES = {f"claim-{number:06}" for number in range(CLAIMS)}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a made-up site."""
    folder = tmp_path_factory.mktemp("bench") / "site"
    Corpus(folder, CLAIMS).write()
    return folder


@pytest.fixture(scope="module")
def around(site: Path) -> Edition:
    """Return the site as it is about to be rendered."""
    return edition_of(site)


@pytest.fixture(scope="module")
def content(site: Path, around: Edition) -> Content:
    """Return what the peers are given of it."""
    folder = site.parent / "content"
    for path, value in content_of(around):
        write(folder, path, as_json(value))
    return Content(folder)


@pytest.fixture(scope="module")
def templates(content: Content) -> list[Template]:
    """Return the theme as it is read for the peers."""
    theme = content.theme(theme_folder() / "templates")
    return [theme.template(name) for name in TEMPLATES]


def test_a_corpus_is_the_same_each_time(site: Path, tmp_path: Path) -> None:
    """Two sites of one size and seed are equal, byte for byte."""
    Corpus(tmp_path, CLAIMS).write()
    assert _files(tmp_path) == _files(site)


def test_another_seed_makes_another_corpus(site: Path, tmp_path: Path) -> None:
    """A site of another seed has as many claims, and other words."""
    Corpus(tmp_path, CLAIMS, seed=2).write()
    claims = {path.stem for path in tmp_path.glob("claims/y*/*.yaml")}
    assert claims == NAMES
    assert _files(tmp_path) != _files(site)


def test_the_content_keeps_every_claim(content: Content) -> None:
    """Each claim has a page, a card and a frame, and its quote is whole."""
    claims = {claim["id"]: claim for claim in content.claims()}
    assert claims.keys() == NAMES
    assert {claim["path"] for claim in claims.values()} == {f"claims/{name}/" for name in NAMES}
    assert {claim["card"]["id"] for claim in claims.values()} == NAMES
    assert all(claim["embed"]["page"]["href"] == f"/{claim['path']}" for claim in claims.values())
    assert all(claim["view"]["quote"]["segments"] for claim in claims.values())


def test_the_content_has_every_file(site: Path, around: Edition, content: Content) -> None:
    """What is no page is there, too: of each claim with it and its record, and all others."""
    of_claims = [path for claim in content.claims() for path in claim["files"]]
    others = [file["path"] for file in content.files()]
    written = {
        path
        for unit in units(around)
        for path, _ in unit.make(around, lambda *_: "", *unit.args)
        if not path.endswith(".html")
    }
    assert sorted([*of_claims, *others]) == sorted(written)
    assert all(yaml.safe_load((site / "claims" / c["record"]).read_bytes())["claim"] for c in content.claims())


def test_a_claim_is_named_in_a_list_by_its_id(content: Content) -> None:
    """The list of all claims holds the id of each, and not a copy of what it says."""
    pages = [page for page in content.pages() if page["path"] == "claims/" or page["path"].startswith("claims/page/")]
    cards = [card for page in pages for part in page["view"].get("sections", ()) for card in part["cards"]]
    assert sorted(card["ref"] for card in cards) == sorted(NAMES)
    assert {key for card in cards for key in card} <= {"ref", "facets"}


def test_hugo_and_pelican_are_given_every_claim(content: Content) -> None:
    """The files of both name each claim and hold its sentence."""
    for claim in content.claims():
        title = claim["view"]["title"]
        assert f'"title":"{title}","url":"/claims/{claim["id"]}/"' in tools.hugo_claim(claim)
        assert f"Title: {title}\n" in tools.pelican_article(claim)
        texts = {file["path"]: file["text"] for file in json.loads(tools.hugo_claim(claim))["params"]["files"]}
        record = f"api/v1/claims/{claim['id']}.json"
        assert json.loads(texts[record]) == claim["files"][record]


def test_straight_code_prints_what_the_theme_prints(
    around: Edition, content: Content, templates: list[Template]
) -> None:
    """The theme as code of its own writes the pages that Jinja writes from the same views."""
    made: dict[str, Any] = {}
    exec(compile(to_python.module(templates), "theme_made", "exec"), made)  # noqa: S102 - made two lines above
    made["SITE"].update(content.site)
    made["CARDS"].update({claim["id"]: claim["card"] for claim in content.claims()})
    views = dict(_views(content))
    jinja, compared = _jinja(), 0
    for plan in plan_pages(around):
        if plan.template in TEMPLATES:
            parts: list[str] = []
            made["PAGES"][plan.template](parts.append, views[plan.path])
            view = plan.build(*plan.args, Here(around, plan.path))
            shown = jinja.get_template(f"{plan.template}.html").render(view=view)
            assert same.facts("".join(parts), plan.path) == same.facts(shown, plan.path), plan.path
            compared += 1
    assert compared == len(views)


def test_every_page_template_has_a_layout_and_a_function(templates: list[Template]) -> None:
    """Hugo has a layout for each template of a page, and JavaScript a function."""
    layouts = to_go.layouts(templates, EMBEDDED)
    named = {f"show-{name}.html" for name in TEMPLATES if name not in ("home", "embed")}
    assert layouts.keys() == named | {"home.html", "show-claim.embed.html", "_partials/card.html", to_go.MACROS}
    module = to_javascript.module(templates)
    assert all(f'"{name}"(view) {{' in module for name in TEMPLATES)


@pytest.mark.parametrize(
    ("theirs", "differs"),
    [
        ('<p class="a"  >One\n two</p><a href="/claims/x/">&quot;x&quot;</a>', False),
        ('<p class="a">One two</p><a href="../claims/x/">"x"</a>', False),
        ('<p class="a">One two.</p><a href="../claims/x/">"x"</a>', True),
        ('<p class="b">One two</p><a href="../claims/x/">"x"</a>', True),
        ('<p class="a">One two</p><a href="../claims/y/">"x"</a>', True),
        ('<p class="a">One two</p><b><a href="../claims/x/">"x"</a></b>', True),
    ],
)
def test_pages_differ_by_elements_links_and_text(theirs: str, *, differs: bool) -> None:
    """White space, entities and relative addresses are no difference; any other word, link or element is."""
    ours = '<p class="a">One two</p><a href="../claims/x/">"x"</a>'
    assert (same.facts(theirs, "topics/index.html") != same.facts(ours, "topics/index.html")) is differs


def test_some_files_of_each_kind_are_compared() -> None:
    """Of each kind of file that each claim has, as many are compared, and all files of no single claim."""
    kinds = ("claims/{}/index.html", "embed/{}/index.html", "api/v1/cite/{}.bib", "api/v1/cite/{}.json")
    of_claims = [kind.format(f"claim-{number:06}") for kind in kinds for number in range(1000)]
    others = ["index.html", "topics/a/index.html", "api/v1/claims/page/2.json", "claims/page/3/index.html"]
    chosen = same.chosen_of([*of_claims, *others], 50)
    starts = [kind.partition("{}") for kind in kinds]
    counts = [sum(p.startswith(a) and p.endswith(b) and "claim-" in p for p in chosen) for a, _, b in starts]
    assert (counts, chosen >= {*others}, len(chosen)) == ([50] * 4, True, 204)


def test_a_page_that_was_not_written_is_told(tmp_path: Path) -> None:
    """A peer without a kind of page is told to lack it; the site's own pages are not asked for."""
    for path in ("ours/claims/claim-000000/index.html", "ours/topics/a/index.html", "ours/about/index.html"):
        write(tmp_path, path, "<p>x</p>")
    write(tmp_path, "theirs/claims/claim-000000/index.html", "<p>y</p>")
    found = same.compare(tmp_path / "ours", tmp_path / "theirs", ("about",))
    assert found.summary() == {"written": 1, "wanted": 2, "compared": 1, "differ": 1, "missing": ["topics/…"]}


@pytest.mark.parametrize(
    ("name", "theirs", "differs"),
    [
        ("a.json", '{"b": 2.0, "a": 1e-7}', False),
        ("a.json", '{"a": 1e-7, "b": 3}', True),
        ("a.txt", "one\n", False),
        ("a.txt", "one", True),
    ],
)
def test_files_differ_by_what_they_say(tmp_path: Path, name: str, theirs: str, *, differs: bool) -> None:
    """JSON is compared by its values, any other file that is no page by its bytes."""
    write(tmp_path, f"ours/{name}", '{"a":1e-07,"b":2}' if name.endswith("json") else "one\n")
    write(tmp_path, f"theirs/{name}", theirs)
    found = same.compare(tmp_path / "ours", tmp_path / "theirs", ())
    assert (found.compared, found.different) == (1, [name] if differs else [])


def _files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _views(content: Content) -> Iterator[tuple[str, dict[str, Any]]]:
    for claim in content.claims():
        yield claim["path"], claim["view"]
        yield f"embed/{claim['id']}/", {**claim["view"], **claim["embed"]}
    for page in content.pages():
        yield page["path"], page["view"]


def _jinja() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(theme_folder() / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # of the extension
    environment.globals["ours"] = ""
    return environment
