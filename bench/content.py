"""What each file of a site holds, as JSON for the peers: ``python bench/content.py SITE FOLDER``. Not timed.

The peers are given what we work out: labels, dates in words, quotes cut into runs, the proof, citations, JSON-LD. They
find no quote in its source and check nothing; they read, refer to one another's claims and print. A claim is a file
that holds what its page shows, what its frame for other sites shows besides, its card, and what its other files hold:
JSON as it is, anything else as text. Wherever a page shows the card of another claim, its data has that claim's id.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from theme_tree import Theme

from factcheck.configuration import read_configuration
from factcheck.on_disk import examine_site
from factcheck.outputs import claim_unit, other_units, page_files, plan_pages
from factcheck.pages.cards import card_of
from factcheck.pages.edition import edition
from factcheck.pages.here import Here
from factcheck.pages.sharing import embed_page, embed_path
from factcheck.views import Card, Frame, Quote, Run, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.outputs import PagePlan, Unit
    from factcheck.pages.edition import Edition

# What the frame of a page says alike on every page; the menu differs by the part of the site alone.
SAME = ("language", "direction", "root", "home", "site", "subtitle", "languages", "report", "picture")
SHARED = ("footer",)
# What the frame of a claim for other sites shows just as its page does.
EMBEDDED = ("quote", "notices", "title", "language", "direction", "claimant", "modified", "modified_datetime")
LEFT_OUT = {
    "patterns": "every component of the theme in made-up states",
    "redirect": "old addresses; a made-up site has none",
    "takedown": "claims taken down; a made-up site has none",
    "embed-takedown": "their frames",
}
TEMPLATES = (
    "claim", "embed", "source", "sources", "list", "thing", "dossier", "pledges", "approvals", "attendance", "home",
    "corrections", "labels", "search", "404",
)  # fmt: skip


class Rooted(Here):
    """A page whose addresses begin at the root, as the peers write them: a card is then the same on every page."""

    def __init__(self, edition: Edition, path: str) -> None:
        super().__init__(edition, path)
        self.root = "/"


@dataclass(frozen=True)
class Content:
    """The content in a folder, read a file at a time: that of a large site would not fit into memory."""

    folder: Path

    @property
    def site(self) -> dict[str, Any]:
        """What all pages share: ``navigation`` and ``footer``; ``constant`` is put into the templates."""
        return _read(self.folder / "site.json")

    def claims(self) -> Iterator[dict[str, Any]]:
        """Yield each claim: ``id``, ``record``, ``path``, ``template``, ``view``, ``card``, ``embed``, ``files``.

        ``record`` is the file of its record below ``claims/``; ``files`` are its other files by their paths.
        """
        yield from map(_read, sorted((self.folder / "claims").iterdir()))

    def pages(self) -> Iterator[dict[str, Any]]:
        """Yield each other page: ``path``, ``template``, ``view``."""
        yield from map(_read, sorted((self.folder / "pages").iterdir()))

    def files(self) -> Iterator[dict[str, Any]]:
        """Yield each file that is no page and of no single claim: ``path``, ``value``."""
        yield from map(_read, sorted((self.folder / "files").iterdir()))

    def claim(self, name: str) -> dict[str, Any]:
        """Return one claim."""
        return _read(self.folder / "claims" / f"{name}.json")

    def page(self, path: str) -> dict[str, Any]:
        """Return the page at a path."""
        return _read(self.folder / "pages" / f"{flat(path)}.json")

    def theme(self, folder: Path) -> Theme:
        """Return the theme, with what all pages share put in."""
        return Theme(folder, self.site["constant"], SHARED)


def _read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def edition_of(site: Path) -> Edition:
    """Return a site as it is about to be rendered. Raises ValueError where it has problems."""
    configuration = read_configuration(site, in_full=True)
    examined = examine_site(site, configuration, strict=False)
    if examined.site is None:
        raise ValueError("\n".join(str(problem) for problem in examined.problems))
    return edition(examined.site, configuration.settings)


def content_of(around: Edition) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each file of the content of a site."""
    shared: dict[str, Any] = {"constant": {}, "navigation": {}}
    for plan in plan_pages(around):
        if plan.template == "claim":
            claim = _claim(plan, around, shared)
            yield f"claims/{claim['id']}.json", claim
        elif plan.template not in (*LEFT_OUT, "embed"):
            yield f"pages/{flat(plan.path)}.json", _page(plan, around, shared)
    for unit in other_units(around):
        if unit.make is not page_files:
            for path, value in _values(unit, around).items():
                yield f"files/{flat(path)}.json", {"path": path, "value": value}
    yield "site.json", shared


def _page(plan: PagePlan, around: Edition, shared: dict[str, Any]) -> dict[str, Any]:
    view = plan.build(*plan.args, Rooted(around, plan.path))
    return {"path": plan.path, "template": plan.template, "view": _with_frame(_plain(view), view.frame, shared)}


def _claim(plan: PagePlan, around: Edition, shared: dict[str, Any]) -> dict[str, Any]:
    name = plan.path.strip("/").rpartition("/")[2]
    claim, page = around.site.claims[name], _page(plan, around, shared)
    here = Rooted(around, embed_path(name))
    shown = embed_page(claim, here)
    embed = _with_frame(_plain(shown), shown.frame, shared)
    same = {key: embed.pop(key, None) for key in EMBEDDED}
    assert same == {key: page["view"].get(key) for key in EMBEDDED}, name
    files = _values(claim_unit(claim), around)
    record = claim.record.places.path.removeprefix("claims/")
    return {**page, "id": name, "record": record, "card": _fields(card_of(claim, here)), "embed": embed, "files": files}


def _values(unit: Unit, around: Edition) -> dict[str, Any]:
    """Return what the files of a unit hold that are no pages, by their paths: JSON as values, anything else as text."""
    files = unit.make(around, lambda _template, _view: "", *unit.args)
    return {
        path: json.loads(data) if path.endswith("json") else data.decode()
        for path, data in files
        if not path.endswith(".html")
    }


def _with_frame(view: dict[str, Any], frame: Frame, shared: dict[str, Any]) -> dict[str, Any]:
    """Keep of a frame what is the page's own."""
    around = dict(view["frame"])
    shared["constant"] |= {name: getattr(frame, name) for name in SAME}
    shared["footer"] = around.pop("footer", [])
    menu = around.pop("navigation", [])
    around["section"] = next((item["link"]["text"] for item in menu if item.get("current")), "none")
    shared["navigation"][around["section"]] = menu
    return {**view, "frame": {name: value for name, value in around.items() if name not in SAME}}


def _plain(value: Any) -> Any:
    """Return a value of a view as JSON has it: a card by its claim's id, nothing for what is empty."""
    if isinstance(value, Card):
        return {"ref": value.id, "facets": value.facets} if value.facets else {"ref": value.id}
    if fields_of(value):
        return _fields(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def _fields(value: Any) -> dict[str, Any]:
    found = {name: _plain(getattr(value, name)) for name in fields_of(value)}
    if isinstance(value, Quote):
        found |= {"underlined": value.underlined, "size": value.size}
    if isinstance(value, Run):
        numbers = zip(value.claims, value.numbers, strict=True)
        found["begun"] = " ".join(number for claim, number in numbers if claim in value.anchors)
    # All templates ask whether a field is there before they print it.
    return {name: item for name, item in found.items() if item or (item == 0 and item is not False)}


def flat(path: str) -> str:
    """Return the path of a page as the name of a file."""
    return path.strip("/").replace("/", "--") or "home"


def as_json(value: Any) -> str:
    """Return a value as JSON without white space."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write(folder: Path, path: str, text: str) -> None:
    """Write a text below a folder."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="")


def main() -> None:
    """Write the content of a site."""
    options = argparse.ArgumentParser(description="Write what the pages of a site show, as JSON.")
    options.add_argument("site", type=Path)
    options.add_argument("folder", type=Path)
    told = options.parse_args()
    for path, value in content_of(edition_of(told.site)):
        write(told.folder, path, as_json(value))


if __name__ == "__main__":
    main()
