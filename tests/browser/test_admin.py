"""The form in the browser, in a real Chromium and on a real folder: what it writes is a valid record."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any

import pytest

from factcheck.yaml_reader import parse
from local_folder import PATIENCE, Form, form_on
from sitekit import QUOTED, SmallSite, copy_of_the_demo, factcheck, tree
from test_serve import Preview

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page, Playwright, Request

pytestmark = pytest.mark.browser
log = logging.getLogger(__name__)


@pytest.fixture
def form(
    tmp_path: Path, browser_type_launch_args: dict[str, Any], playwright: Playwright
) -> Iterator[Callable[[Path], Form]]:
    """Return a function that opens the form of ``factcheck serve`` on a site, in a repository of its own."""
    opened: list[Any] = []

    def start(site: Path) -> Form:
        (site / ".git").mkdir(exist_ok=True)
        preview = Preview(site, tmp_path / "serve.txt")
        opened.append(preview)
        context = form_on(site, preview.address, browser_type_launch_args, playwright, tmp_path / "profile")
        opened.append(context)
        return context.__enter__()

    yield start
    preview, context = opened
    context.__exit__(None, None, None)
    preview.process.terminate()
    preview.process.wait(10)


@pytest.fixture
def dossier_site(empty_site: SmallSite) -> SmallSite:
    """Return a site of one claim in a dossier, one body and one source."""
    empty_site.source(published="2026-11-02")
    empty_site.record("claims/organizations/council.yaml", name="The council")
    quote = {"source": "minutes", "exact": "The council met on Monday."}
    claim = {"kind": "context", "claim": "The council met", "published": "2026-11-01"}
    empty_site.record("claims/trees/met.yaml", **claim, quote=quote)
    return empty_site


def value(path: Path) -> Any:
    """Return what the program reads in a record, without what it says to be unknown."""
    parsed = parse(path.read_bytes(), path.name)
    assert parsed.problems == ()
    return _known(parsed.value)


def _known(found: Any) -> Any:
    if isinstance(found, dict):
        return {key: _known(each) for key, each in found.items() if each is not None}
    return [_known(each) for each in found] if isinstance(found, list) else found


def test_a_claim_made_in_the_form_is_a_valid_record(dossier_site: SmallSite, form: Callable[[Path], Form]) -> None:
    """A pledge is filled in and saved; its file holds that and nothing else, and the checker has no complaint."""
    shown = form(dossier_site.folder)
    path = dossier_site.folder / "claims/trees/the-council-will-plant-trees.yaml"
    begun = time.monotonic()
    shown.go("pledge/new")
    shown.choose("dossier", "trees")
    shown.type("claim", "The council will plant trees")
    shown.type("published", "2026-11-02")
    shown.choose("quote.source", "Minutes")
    shown.type("quote.exact", QUOTED)
    shown.choose("promisor", "The council")
    filled = time.monotonic()
    shown.save(path)
    saved = time.monotonic()
    checked = factcheck("check", "--strict", "--site", dossier_site.folder)
    log.info(
        "filled in after %.1f s, saved in %.2f s, checked in %.2f s",
        filled - begun,
        saved - filled,
        time.monotonic() - saved,
    )
    assert checked.returncode == 0, checked.stdout
    assert value(path) == {
        "kind": "pledge",
        "claim": "The council will plant trees",
        "published": "2026-11-02",
        "quote": {"source": "minutes", "exact": QUOTED},
        "promisor": "council",
    }
    assert shown.leaving == []
    assert shown.errors == []


def test_an_edit_changes_nothing_else(tmp_path: Path, form: Callable[[Path], Form]) -> None:
    """In a record with every kind of field one is edited; all others mean what they meant, and no file moves."""
    site = copy_of_the_demo(tmp_path / "site")
    path = site / "claims/paris-draft/binding-commitments.yaml"
    before, files = value(path), tree(site / "claims")
    shown = form(site)
    shown.go("pledge/entries/paris-draft/binding-commitments")
    shown.type("claim", "Draft would have allies commit to help Ukraine")
    shown.save(path)
    assert value(path) == {**before, "claim": "Draft would have allies commit to help Ukraine"}
    after = tree(site / "claims")
    assert [name for name in files | after if files.get(name) != after.get(name)] == [
        "paris-draft/binding-commitments.yaml"
    ]
    assert factcheck("check", "--site", site).returncode == 0


def test_values_stay_the_text_that_was_typed(dossier_site: SmallSite, form: Callable[[Path], Form]) -> None:
    """What other programs would read as a number, a date or a truth value is not touched."""
    odd = {"012": "no", "2026": "1:30", "1e3": "0x1F"}
    lines = "".join(f"  - {key}\n  - {each}\n" for key, each in odd.items())
    path = dossier_site.write("claims/organizations/odd.yaml", f"name: Odd\nalternate_names:\n{lines}")
    shown = form(dossier_site.folder)
    shown.go("organization/entries/odd")
    shown.type("name", "Odder")
    shown.save(path)
    assert value(path) == {"name": "Odder", "alternate_names": [each for pair in odd.items() for each in pair]}


def test_a_step_of_a_status_names_the_own_quote_or_sources(
    dossier_site: SmallSite, form: Callable[[Path], Form]
) -> None:
    """Both kinds of evidence stay as they were, and one is added in the form."""
    own = {"state": "announced", "as_of": "2026-10-01", "evidence": "quote"}
    item = {"source": "minutes", "bearing": "supports", "says": "They were planted."}
    linked = {"state": "fulfilled", "as_of": "2026-10", "evidence": [item]}
    quote = {"source": "minutes", "exact": QUOTED}
    claim = {"kind": "pledge", "claim": "The council will plant trees", "published": "2026-11-01", "quote": quote}
    path = dossier_site.record("claims/trees/planted.yaml", **claim, status=[own, linked])
    shown = form(dossier_site.folder)
    shown.go("pledge/entries/trees/planted")
    shown.add("status", "Status", "status.2.state")
    shown.choose("status.2.state", "unclear")
    shown.type("status.2.as_of", "2026-11-01")
    shown.field("status.2.own_quote").get_by_role("switch").click()
    shown.save(path)
    last = {"state": "unclear", "as_of": "2026-11-01", "evidence": "quote"}
    assert value(path) == {**claim, "status": [own, linked, last]}


def test_a_source_that_is_only_linked_keeps_its_empty_list(
    dossier_site: SmallSite, form: Callable[[Path], Form]
) -> None:
    """What the form does not show, such as captures, stays; an emptied field goes."""
    path = dossier_site.record(
        "seeds/report.yaml", title="Report", rights="quote-only", snapshots=[], publisher="The council"
    )
    shown = form(dossier_site.folder)
    shown.go("source/entries/report")
    shown.type("publisher", "")
    shown.save(path)
    assert value(path) == {"title": "Report", "rights": "quote-only", "snapshots": []}


def test_the_form_says_what_a_field_is_for(dossier_site: SmallSite, form: Callable[[Path], Form]) -> None:
    """Each field has a name and the help of its schema; what is required, and an id that cannot be, is told."""
    shown = form(dossier_site.folder)
    shown.go("statement/new")
    quote = shown.field("quote.exact")
    assert "The words, copied letter for letter from the source." in quote.inner_text()
    box = quote.get_by_role("textbox")
    assert shown.page.locator(f"#{box.get_attribute('aria-labelledby')}").inner_text().startswith("Exact")
    shown.type("claim", "A claim")
    shown.page.get_by_role("button", name="Save", exact=True).focus()
    shown.page.keyboard.press("Enter")
    shown.field("published").get_by_text("This field is required").wait_for()
    assert tree(dossier_site.folder / "claims").keys() == {"organizations/council.yaml", "trees/met.yaml"}


def test_a_published_form_signs_in_at_the_host(small_site: SmallSite, serve: Callable[..., str], page: Page) -> None:
    """Under any path the page asks to sign in at the host of the setting, with programs of the site alone."""
    backend = {"name": "gitlab", "repo": "newsroom/checks", "auth_methods": ["token"]}
    small_site.settings(FACTCHECK_ADMIN={"backend": backend})
    address = serve(small_site.build(), "/checks/")
    foreign: list[str] = []

    def note(request: Request) -> None:
        is_program = request.resource_type in {"script", "stylesheet", "font", "image", "document"}
        if is_program and not request.url.startswith((address, "data:", "blob:")) and request.failure != "csp":
            foreign.append(request.url)

    page.on("requestfinished", note)
    page.on("requestfailed", note)
    page.goto(f"{address}admin/")
    page.get_by_role("button", name="Sign In Using Access Token").wait_for(timeout=PATIENCE)
    assert foreign == []
