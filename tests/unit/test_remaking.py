"""A site that follows edits, file by file, is the site that is made anew from all of them: byte for byte."""

from __future__ import annotations

import hashlib
import json
import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest
from generated import given, st
from hypothesis import settings as hypothesis_settings

from factcheck.amending import amended
from factcheck.configuration import read_configuration
from factcheck.examine import Before, Examined, examine
from factcheck.making import Base as MadeBefore
from factcheck.making import Maker, make_all
from factcheck.pages.edition import edition
from factcheck.remaking import remake
from factcheck.rendering import own_theme, renderer
from factcheck.workspace import Inputs, read_inputs
from factcheck.yaml_reader import parse
from sitekit import REPO

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.made_units import Making
    from factcheck.making import Plan
    from factcheck.outputs import Render
    from factcheck.settings import Settings

    Files = dict[str, bytes]
    Record = dict[str, Any]
    Edit = Callable[[Files, random.Random], None]

GOLDEN = REPO / "tests/site/golden/site"
FOLDERS = ("claims/people/", "claims/organizations/", "claims/events/", "claims/dossiers/", "claims/corrections/")
# Tests that run side by side, each with edits of its own.
PARTS = 4
WORDS = ["apple", "bridge", "cellar", "drum", "engine", "fog"]


def inputs_of(files: Files) -> Inputs:
    """Return the files as the workspace would have read them."""
    is_record = {path: path.endswith(".yaml") for path in files}
    captures = {path.removeprefix("seeds/"): data for path, data in files.items() if not is_record[path]}
    return Inputs({path: files[path] for path in sorted(files) if is_record[path]}, captures, ())


# Edits: each changes some files, by chance, into what a person could have made of them.


def claims_in(files: Files) -> list[str]:
    """Return the paths of claims."""
    return sorted(p for p in files if p.startswith("claims/") and not p.startswith(FOLDERS) and p.count("/") > 1)


def value_of(files: Files, path: str) -> Record:
    """Return the fields of a record."""
    found = parse(files[path], path).value
    return found if isinstance(found, dict) else {}


def with_fields(edit: Callable[[Record, Files, random.Random], None], below: str) -> Edit:
    """Return an edit of the fields of one record in a folder; ``claims`` are claims of any dossier."""

    def change(files: Files, chance: random.Random) -> None:
        paths = claims_in(files) if below == "claims" else sorted(p for p in files if p.startswith(below))
        paths = [p for p in paths if p.endswith(".yaml")]
        if paths:
            path = chance.choice(paths)
            record = value_of(files, path)
            edit(record, files, chance)
            files[path] = json.dumps(record, ensure_ascii=False).encode()

    return change


def ids(files: Files, folder: str) -> list[str]:
    """Return the ids of records in a folder."""
    return sorted(p.rpartition("/")[2].removesuffix(".yaml") for p in files if p.startswith(folder) and ".yaml" in p)


def claim_ids(files: Files) -> list[str]:
    """Return the ids of claims."""
    return sorted(p.rpartition("/")[2].removesuffix(".yaml") for p in claims_in(files))


def _sentence(record: Record, _: Files, chance: random.Random) -> None:
    record["claim"] = f"{record.get('claim', '')} {chance.choice(WORDS)}"


def _set(record: Record, files: Files, chance: random.Random) -> None:
    """Set a field of a claim, or take it away."""
    things = ids(files, "claims/people/") + ids(files, "claims/organizations/")
    name, value = chance.choice(
        [
            ("tags", chance.sample(WORDS, 2)),
            ("published", f"2026-0{chance.randint(1, 9)}-11"),
            ("recheck_by", f"2026-1{chance.randint(0, 2)}-01"),
            ("about", chance.sample(things, min(2, len(things)))),
            ("claimant", chance.choice([*things, "nobody"])),
            ("part_of", chance.choice(claim_ids(files))),
            ("related", chance.sample(claim_ids(files), 1)),
            ("state", chance.choice(["draft", "published"])),
            ("language", chance.choice(["en", "uk", "ar"])),
            ("aliases", [f"was-{chance.choice(WORDS)}"]),
            ("unrated_because", f"We wait for the {chance.choice(WORDS)}."),
            ("embargo", "2031-01-01T00:00Z"),
            ("notes", chance.choice(WORDS)),
            ("evidence", [{"source": chance.choice(ids(files, "seeds/")), "bearing": "supports", "says": "It does."}]),
            ("allow", [{"code": "claim-too-long", "reason": "It is."}]),
        ]
    )
    if name in record and chance.random() < 0.3:
        del record[name]
    else:
        record[name] = value


def _copy(files: Files, chance: random.Random) -> None:
    path = chance.choice(claims_in(files))
    folder = chance.choice([path.rpartition("/")[0], "claims/winter"])
    files[f"{folder}/copy-{chance.choice(WORDS)}.yaml"] = files[path]


def _remove(files: Files, chance: random.Random) -> None:
    del files[chance.choice(sorted(files))]


def _remove_claim(files: Files, chance: random.Random) -> None:
    del files[chance.choice(claims_in(files))]


def _rename(files: Files, chance: random.Random) -> None:
    path = chance.choice(sorted(p for p in files if p.endswith(".yaml")))
    files[f"{path.removesuffix('.yaml')}-{chance.choice(WORDS)}.yaml"] = files.pop(path)


def _correct(files: Files, chance: random.Random) -> None:
    text = {"kind": "update", "claim": chance.choice(claim_ids(files)), "published": "2026-11-2", "text": "It moved."}
    text["published"] += str(chance.randint(0, 4))
    files[f"claims/corrections/2026-11-2{chance.randint(0, 4)}-{chance.choice(WORDS)}.yaml"] = json.dumps(text).encode()


def _thing(record: Record, _: Files, chance: random.Random) -> None:
    record[chance.choice(["name", "description"])] = chance.choice(WORDS).title()


def _source(record: Record, files: Files, chance: random.Random) -> None:
    name, value = chance.choice(
        [
            ("title", f"About the {chance.choice(WORDS)}"),
            ("publisher", chance.choice(WORDS)),
            ("language", chance.choice(["en", "uk", "ar"])),
            ("origin", chance.choice(ids(files, "seeds/"))),
            ("tier", chance.choice(["primary", "secondary"])),
            ("rights", chance.choice(["full-text", "quote-only"])),
            ("published", "2026-03"),
        ]
    )
    record[name] = value


def _text(files: Files, chance: random.Random) -> None:
    """Add a sentence to an archived text, with its new digest in its record."""
    path = chance.choice(sorted(p for p in files if p.startswith("seeds/") and p.endswith(".txt")))
    old = hashlib.sha256(files[path]).hexdigest().encode()
    files[path] += f"\nMore of the {chance.choice(WORDS)}.\n".encode()
    new = hashlib.sha256(files[path]).hexdigest().encode()
    for record in [p for p in files if p.startswith("seeds/") and p.endswith(".yaml")]:
        files[record] = files[record].replace(old, new)


def _dossier(files: Files, chance: random.Random) -> None:
    folder = chance.choice(claims_in(files)).split("/")[1]
    text = {"title": chance.choice(WORDS).title(), "introduction": f"On the *{chance.choice(WORDS)}*."}
    files[f"claims/dossiers/{folder}.yaml"] = json.dumps(text).encode()


def _scale(files: Files, chance: random.Random) -> None:
    data = files.get("claims/verdicts.yaml", b"")
    files["claims/verdicts.yaml"] = data.replace(b"name: ", f"name: {chance.choice(WORDS)} ".encode(), 1)


def _break(files: Files, chance: random.Random) -> None:
    path = chance.choice(claims_in(files))
    files[path] += chance.choice([b"\nclaim: again\n", b"\n'", b"\nsentence: no field\n"])


EDITS: tuple[Edit, ...] = (
    with_fields(_sentence, "claims"),
    with_fields(_set, "claims"),
    with_fields(_set, "claims"),
    with_fields(_set, "claims"),
    _copy,
    _remove,
    _remove_claim,
    _rename,
    _correct,
    with_fields(_thing, "claims/people/"),
    with_fields(_thing, "claims/organizations/"),
    with_fields(_thing, "claims/events/"),
    with_fields(_source, "seeds/"),
    _text,
    _dossier,
    _scale,
    _break,
)


@dataclass
class Base:
    """A site that was made once."""

    settings: Settings
    render: Render
    files: Files
    found: Examined
    making: Making
    output: Files


@pytest.fixture(scope="module")
def base() -> Base:
    """The golden site, made."""
    configuration = read_configuration(GOLDEN, in_full=True)
    theme = own_theme(configuration.values, configuration.settings)
    assert theme
    render = renderer(theme, configuration.settings)
    inputs = read_inputs(GOLDEN)
    files = {**inputs.records, **{f"seeds/{path}": data for path, data in inputs.captures.items()}}
    found, output = examine(inputs_of(files), configuration.settings), dict[str, bytes]()
    making = made_anew(found, configuration.settings, render, output)
    return Base(configuration.settings, render, files, found, making, output)


@dataclass
class Following:
    """A site that follows edits, as builds do.

    A program that builds once strays from the base: of that it knows which units and files, and nothing more. One that
    builds again and again ``keeps`` what it made last, which is its base for the next edit.
    """

    base: Base
    files: Files
    output: Files
    keeps: bool = False
    plan: Plan | None = None
    strayed: frozenset[str] = frozenset()
    extra: frozenset[str] = frozenset()

    def follow(self) -> Examined:
        """Make what changed, unless there are errors."""
        base = self.base
        examined = examined_again(base, self.files)
        if examined.site is None:
            return examined
        assert base.found.site
        made = MadeBefore(base.found.site, base.making, self.plan, self.strayed, self.extra)
        remade = remake(made, examined.site, base.settings, base.render, self.output.__setitem__)
        for path in remade.lost:
            self.output.pop(path, None)
        if self.keeps:
            self.plan = remade.plan
            self.base = replace(base, files={**self.files}, found=examined, making=remade.making)
        else:
            self.strayed, self.extra = remade.renewed, remade.added
        return examined


def examined_again(base: Base, files: Files) -> Examined:
    """Examine what changed since a base."""
    changed = frozenset(path for path in base.files.keys() | files.keys() if base.files.get(path) != files.get(path))
    assert base.found.subject
    assert base.found.site
    before = Before(base.found.subject, base.found.site, changed)
    if changed <= files.keys() and (found := amended(before, {path: files[path] for path in changed}, base.settings)):
        return found
    return examine(inputs_of(files), base.settings, before=before)


def made_anew(found: Examined, settings: Settings, render: Render, output: Files) -> Making:
    """Make everything."""
    assert found.site
    return make_all(Maker(edition(found.site, settings), render, output.__setitem__))()


@pytest.mark.parametrize("way", ["strays", "keeps"])
@pytest.mark.parametrize("part", range(PARTS))
@hypothesis_settings(max_examples=220 // PARTS)
@given(st.lists(st.tuples(st.sampled_from(range(len(EDITS) + 2)), st.integers(0, 10_000)), min_size=1, max_size=4))
def test_following_edits_ends_where_making_anew_does(
    part: int, way: str, base: Base, edits: list[tuple[int, int]]
) -> None:
    """The same problems after each edit, and in the end the same files with the same bytes: 440 sequences in all."""
    site, good = Following(base, {**base.files}, {**base.output}, keeps=way == "keeps"), base.found
    for number, seed in edits:
        chance = random.Random(seed * PARTS + part)  # noqa: S311 - the same edits in every run
        if number == len(EDITS):
            path = chance.choice(sorted(base.files))
            site.files[path] = base.files[path]  # Somebody takes an edit back.
        elif number > len(EDITS):
            site.files = {**base.files}  # Or all of them.
        else:
            EDITS[number](site.files, chance)
        examined, anew = site.follow(), examine(inputs_of(site.files), base.settings)
        assert examined.problems == anew.problems
        good = anew if anew.site else good
    expected: Files = {}
    made_anew(good, base.settings, base.render, expected)
    assert site.output.keys() == expected.keys()
    assert [path for path, data in expected.items() if site.output[path] != data] == []


def renewed_by(base: Base, changed: Files) -> frozenset[str]:
    """Return the names of the units that are made again when files of the base change."""
    found = examined_again(base, base.files | changed)
    assert base.found.site
    assert found.site
    made = MadeBefore(base.found.site, base.making)
    return remake(made, found.site, base.settings, base.render, lambda *_: None).renewed


def test_a_page_that_looks_at_all_claims_is_left_alone_where_it_shows_nothing_new(base: Base) -> None:
    """The front page counts the claim and does not show its sentence; the list of claims shows it."""
    path = "claims/orchard/council-met.yaml"
    amended_ = json.dumps(value_of(base.files, path) | {"claim": "The council came together"}).encode()
    renewed = renewed_by(base, {path: amended_})
    assert "" not in renewed
    assert "claims/" in renewed


def test_a_new_claim_leaves_the_files_of_others_alone(base: Base) -> None:
    """It quotes the source of another claim, which neither says how many do nor how much of it they quote."""
    path = "claims/orchard/arabic-trees.yaml"
    renewed = renewed_by(base, {"claims/orchard/once-more.yaml": base.files[path]})
    assert base.found.site
    own = {f"{top}{key}{end}" for key in base.found.site.claims for top, end in (("claims/", "/"), ("embed/", "/"))}
    own |= {f"api/v1/claims/{key}.json" for key in base.found.site.claims}
    assert renewed & own == set()
    assert {"claims/once-more/", "sources/arabic/"} <= renewed
