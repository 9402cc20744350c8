"""What the page of a claim offers beyond the claim: its history, how to cite it, where it stands, where to complain."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from factcheck.annotation_check import annotation_faults
from sitekit import (
    SmallSite,
    api_claims,
    build,
    differing,
    factcheck,
    files_with,
    only,
    page,
    pelican,
    read_json,
)

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import Tag

CLAIM = "claims/trees/index.html"
EVIL = '<img src=x onerror="alert(1)"> & "SECRET-SUBJECT"'


def part(folder: Path, title: str, path: str = CLAIM) -> Tag | None:
    """Return the part of a page below a heading, None if there is none."""
    return next((h.parent for h in page(folder / path).select("section > h2") if h.get_text() == title), None)


def words_of(found: Tag) -> list[str]:
    """Return the first lines of the commits that a part of a page shows."""
    return [item.get_text() for item in found.select("bdi")]


def commit(site: SmallSite, subject: str, day: str) -> None:
    """Commit a site as it is."""
    names = ("-c", "user.name=x", "-c", "user.email=x@x.example")
    if not (site.folder / ".git").exists():
        subprocess.run(["git", "init", "--quiet"], cwd=site.folder, check=True)
    subprocess.run(["git", "add", "claims", "seeds"], cwd=site.folder, check=True)
    command = ["git", *names, "commit", "--quiet", "--allow-empty", "--message", subject, "--date", f"{day}T12:00:00Z"]
    subprocess.run(command, cwd=site.folder, check=True)


@pytest.fixture
def told_site(small_site: SmallSite) -> SmallSite:
    """Return a site with a history of two commits that asks to show it."""
    small_site.settings(
        SITENAME="Checks",
        SITEURL="https://x.example",
        FACTCHECK_REVISIONS=True,
        FACTCHECK_REPOSITORY_URL="https://git.example/r/commit/{hash}",
    )
    commit(small_site, "Write the claim", "2026-11-02")
    small_site.claim(tags=["trees"])
    commit(small_site, EVIL, "2026-11-05")
    return small_site


def test_changes_of_a_record_are_shown_where_a_site_asks(told_site: SmallSite) -> None:
    """Each commit with its day, its first line as text, and its hash, which leads to the commit."""
    found = part(told_site.build(), "Changes to this record")
    assert found is not None
    assert list(zip((str(time["datetime"]) for time in found.select("time")), words_of(found), strict=True)) == [
        ("2026-11-05T12:00:00+00:00", EVIL),
        ("2026-11-02T12:00:00+00:00", "Write the claim"),
    ]
    links = [(str(a["href"]), a.get_text()) for a in found.select("a")]
    assert all(href == f"https://git.example/r/commit/{href[-40:]}" and href[-40:-30] == text for href, text in links)
    assert found.select("img") == []


def test_without_the_setting_nothing_of_git_is_published(told_site: SmallSite) -> None:
    """A commit is written for colleagues unless a site says otherwise."""
    told_site.settings(SITENAME="Checks")
    output = told_site.build()
    assert part(output, "Changes to this record") is None
    assert files_with(output, "SECRET-SUBJECT") == []


def test_a_history_shows_on_no_page_but_the_claims(told_site: SmallSite) -> None:
    """Feeds, JSON and other pages are the same with and without it."""
    shown = told_site.build()
    assert files_with(shown, "SECRET-SUBJECT") == [CLAIM]
    (told_site.folder / ".git").rename(told_site.folder / ".no-git")
    bare = build(told_site.folder, told_site.folder.parent / "bare")
    assert differing(shown, bare) == [CLAIM]
    assert part(bare, "Changes to this record") is None


def test_two_builds_of_one_commit_are_equal(told_site: SmallSite, tmp_path: Path) -> None:
    """By our command in the repository and in a clone of it, and by plain Pelican."""
    told_site.write("content/.keep", "")
    settings = (told_site.folder / "pelicanconf.py").read_bytes() + b"PATH = 'content'\nPLUGINS = ['factcheck']\n"
    told_site.write("pelicanconf.py", settings)
    first = told_site.build()
    subprocess.run(["git", "clone", "--quiet", told_site.folder, tmp_path / "clone"], check=True)
    (tmp_path / "clone/pelicanconf.py").write_bytes(settings)
    assert differing(first, build(tmp_path / "clone", tmp_path / "of-clone")) == []
    done = pelican("-s", "pelicanconf.py", "-o", tmp_path / "plain", folder=told_site.folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert differing(first, tmp_path / "plain") == []


def test_what_was_committed_under_embargo_stays_unseen(told_site: SmallSite) -> None:
    """While a claim waits nothing is shown of it; afterwards only what came after the embargo."""

    def pears(day: str) -> None:
        quote = {"source": "minutes", "exact": "The council met"}
        told_site.claim("pears", published=day, embargo=f"{day}T00:00:00Z", quote=quote)

    pears("2026-11-30")
    commit(told_site, "SECRET-PEARS", "2026-11-06")
    assert files_with(told_site.build(), "SECRET-PEARS") == []
    pears("2026-11-10")
    commit(told_site, "Bring it forward", "2026-11-12")
    found = part(told_site.build(), "Changes to this record", "claims/pears/index.html")
    assert found is not None
    assert words_of(found) == ["Bring it forward"]


def test_a_long_history_is_cut(told_site: SmallSite) -> None:
    """Twenty changes are shown, and how many more there are."""
    for number in range(21):
        told_site.claim(tags=[f"t{number}"])
        commit(told_site, f"Change {number}", "2026-11-06")
    found = part(told_site.build(), "Changes to this record")
    assert found is not None
    assert (len(words_of(found)), "3 earlier changes are not shown." in found.get_text()) == (20, True)


def test_a_page_can_be_cited_without_script(golden_site: Path) -> None:
    """The page shows as text what the files hold."""
    soup = page(golden_site / "claims/ninety-trees/index.html")
    bib, csl = (pre.get_text() for pre in soup.select("details.cite pre"))
    assert f"{bib}\n" == (golden_site / "api/v1/cite/ninety-trees.bib").read_text(encoding="utf-8")
    assert json.loads(csl) == json.loads((golden_site / "api/v1/cite/ninety-trees.json").read_bytes())


def test_links_to_a_source_are_robust(golden_site: Path) -> None:
    """They name the address, the copy and the day, so that a reader finds the copy when the page is gone."""
    links = page(golden_site / "claims/planting-begins/index.html").select("#_proof a[data-originalurl]")
    kept = ("data-originalurl", "data-versionurl", "data-versiondate")
    address, archive = "https://orchard.example/news?id=1&page=2", "https://archive.example/orchard"
    assert [[str(link.get(name)) for name in kept] for link in links] == [
        [address, archive, "2026-11-01"],
        [address, "None", "2026-11-01"],
    ]
    fragments = {str(link["href"]).partition("#")[2] for link in links}
    assert [unquote(found) for found in fragments] == [":~:text=Planting begins on 1 December & ends in spring."]


def test_a_source_that_may_not_be_published_is_linked_all_the_same(small_site: SmallSite) -> None:
    """The page itself is linked at the quote; of our text it is said why it is not."""
    small_site.source(rights="quote-only", url="https://council.example/minutes#top")
    proof = part(small_site.build(), "Check this quote yourself")
    assert proof is not None
    assert "Not published, because its rights forbid it" in proof.get_text()
    link = only(proof, "a[href]")
    assert str(link["href"]).startswith("https://council.example/minutes#top:~:text=The%20council%20will")


@pytest.mark.parametrize("path", ["claims/trees/", "sources/minutes/", "claims/", ""])
def test_a_report_is_filled_in_with_the_page(small_site: SmallSite, path: str) -> None:
    """Each page leads to the desk with its own title and address; claims and sources say so before their end too."""
    small_site.settings(SITENAME="Checks", SITEURL="https://x.example", FACTCHECK_REPORT_URL="mailto:desk@x.example")
    soup = page(small_site.build() / path / "index.html")
    links = [a for a in soup.select("a") if a.get_text() == "Report an error on this page"]
    found = parse_qs(urlsplit(str(links[0]["href"])).query)
    assert f"https://x.example/{path}\r\n" in found["body"][0]
    assert only(soup, "h1").get_text() in found["body"][0] or path == ""
    assert len(links) == (2 if path.count("/") == 2 else 1)


def test_an_address_for_reports_that_is_none_is_a_problem(small_site: SmallSite) -> None:
    """A script as an address is refused, at its line."""
    small_site.settings(SITENAME="Checks", FACTCHECK_REPORT_URL="javascript:alert(1)")
    found = [(p["code"], p["path"], p["line"]) for p in small_site.check()]
    assert found == [("settings-broken", "pelicanconf.py", 2)]


def annotations_of(site: Path) -> dict[str, dict[str, Any]]:
    """Return every annotation of a built site, by the id of its claim."""
    return {path.stem: read_json(path) for path in sorted((site / "api/v1/annotations").glob("*.json"))}


@pytest.mark.parametrize("name", ["demo_site", "golden_site", "large_site"])
def test_every_claim_has_an_annotation_that_selects_its_quote(request: pytest.FixtureRequest, name: str) -> None:
    """One for each claim that is shown, and none for drafts, embargoes and takedowns."""
    site: Path = request.getfixturevalue(name)
    found = annotations_of(site)
    assert sorted(found) == sorted(item["id"] for item in api_claims(site))
    for claim, data in found.items():
        quote = read_json(site / f"api/v1/claims/{claim}.json")["quote"]
        text = (site / quote["text"]["url"].lstrip("/")).read_bytes().decode() if quote["text"]["url"] else None
        assert list(annotation_faults(data, quote, text)) == []


def test_an_annotation_of_a_page_says_when_we_saw_it(golden_site: Path) -> None:
    """The page's own address has the quote, the time of our capture, and copies; positions are our text's alone."""
    ours, theirs = annotations_of(golden_site)["planting-begins"]["target"]
    assert [s["type"] for s in ours["selector"]] == ["TextQuoteSelector", "TextPositionSelector"]
    assert theirs["source"] == "https://orchard.example/news?id=1&page=2"
    assert [s["type"] for s in theirs["selector"]] == ["TextQuoteSelector"]
    assert theirs["state"] == {
        "type": "TimeState",
        "sourceDateStart": "2026-11-01T00:00:00Z",
        "sourceDateEnd": "2026-11-01T23:59:59Z",
        "cached": ["https://archive.example/orchard", ours["source"]],
    }


def test_an_annotation_shows_no_more_of_a_text_than_rights_allow(golden_site: Path) -> None:
    """Of a source whose text is not published stand at most 32 characters on each side of a quote."""
    shown = [s for data in annotations_of(golden_site).values() for t in data["target"] for s in t["selector"]]
    assert max(len(s.get(side, "")) for s in shown for side in ("prefix", "suffix")) == 32


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"exact":"The council will', '"exact":"The council may'),
        ('"start":92', '"start":91'),
        ('"suffix":", if the frost', '"suffix":", if no frost'),
        ('"target":', '"targets":'),
    ],
)
def test_an_annotation_that_was_changed_is_found(golden_site: Path, tmp_path: Path, old: str, new: str) -> None:
    """``check-output`` compares it with the quote and with the text."""
    output = shutil.copytree(golden_site, tmp_path / "output")
    path = output / "api/v1/annotations/ninety-trees.json"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = factcheck("check-output", output)
    assert done.returncode == 1
    assert "output-api-broken" in done.stdout
