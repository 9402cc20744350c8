"""``factcheck serve`` in a real browser: a save shows by itself, a mistake shows over the page and goes with it."""

from __future__ import annotations

import http.client
import logging
import re
import shutil
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from factcheck.theme import theme_folder
from sitekit import QUOTED, SmallSite, copy_of_the_demo, environment, folded, program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
log = logging.getLogger(__name__)

# Generous, since tests run side by side; what it takes is logged: --log-cli-level=info.
PATIENCE = 20_000


class Preview:
    """A running ``factcheck serve``."""

    def __init__(self, site: Path, log: Path, *options: str) -> None:
        self.log = log
        with log.open("wb") as out:
            command = [program("factcheck"), "serve", "--site", str(site), "--port", "0", *options]
            self.process = subprocess.Popen(command, env=environment(), stdout=out, stderr=subprocess.STDOUT)
        self.address = self.wait(lambda text: re.search(r"http://127\.0\.0\.1:\d+/", text))[0]
        self.wait(lambda text: re.search(r"files? changed|last good", text))

    def wait(self, until: Callable[[str], re.Match[str] | None]) -> re.Match[str]:
        """Wait until it has said something."""
        end = time.monotonic() + PATIENCE / 1000
        while not (found := until(self.said)):
            assert self.process.poll() is None, f"it ended:\n{self.said}"
            assert time.monotonic() < end, f"it never said so:\n{self.said}"
            time.sleep(0.02)
        return found

    @property
    def said(self) -> str:
        """What it has printed so far."""
        return self.log.read_text(encoding="utf-8")


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Callable[[SmallSite | Path], Preview]]:
    """Return a function that starts ``factcheck serve`` on a site."""
    running: list[Preview] = []

    def start(site: SmallSite | Path) -> Preview:
        folder = site.folder if isinstance(site, SmallSite) else site
        running.append(Preview(folder, tmp_path / f"log-{len(running)}.txt"))
        return running[-1]

    yield start
    for each in running:
        each.process.terminate()
        each.process.wait(10)


def overlay(page: Page) -> Locator:
    """Return what lies over the page."""
    return page.locator("#_factcheck-live section")


def test_a_save_shows_without_a_reload_by_hand(
    small_site: SmallSite, preview: Callable[[SmallSite], Preview], page: Page
) -> None:
    """A changed claim shows on the open page; nothing lies over it."""
    shown = preview(small_site)
    page.goto(f"{shown.address}claims/trees/")
    assert page.locator("h1").text_content() == "The council will plant trees"
    begun = time.monotonic()
    small_site.claim(claim="The council plans trees")
    page.locator("h1", has_text="plans").wait_for(timeout=PATIENCE)
    log.info("a save showed after %.2f s", time.monotonic() - begun)
    assert not overlay(page).is_visible()


def test_a_page_that_runs_nothing_stays_while_its_content_changes(
    small_site: SmallSite, preview: Callable[[SmallSite], Preview], page: Page
) -> None:
    """Whoever reads it keeps their place; where the looks of the site change, the page is loaded again."""
    looks = shutil.copytree(theme_folder(), small_site.folder / "looks")
    small_site.write("pelicanconf.py", "SITENAME = 'Trees'\nTHEME = 'looks'\n")
    shown = preview(small_site)
    page.goto(f"{shown.address}claims/trees/")
    page.evaluate("window.stays = true")
    small_site.claim(claim="The council plans trees")
    page.locator("h1", has_text="plans").wait_for(timeout=PATIENCE)
    assert page.title().startswith("The council plans trees")
    assert page.evaluate("window.stays")
    with (looks / "static/css/factcheck.css").open("a", encoding="utf-8") as sheet:
        sheet.write("h1 { color: red }")
    page.wait_for_function("!window.stays", timeout=PATIENCE)
    assert page.locator("h1").evaluate("h1 => getComputedStyle(h1).color") == "rgb(255, 0, 0)"


def test_save_after_save_shows_and_is_remembered(
    small_site: SmallSite, preview: Callable[[SmallSite], Preview], page: Page
) -> None:
    """Each is made from what was made last; when nobody waits it is saved, and the next preview begins with it."""
    shown = preview(small_site)
    page.goto(f"{shown.address}claims/trees/")
    for number in range(5):
        small_site.claim(claim=f"Version {number} of a claim", tags=[f"topic-{number // 2}"])
        page.locator("h1", has_text=f"Version {number}").wait_for(timeout=PATIENCE)
    state = small_site.folder / ".factcheck/.preview.factcheck/state"
    end = time.monotonic() + PATIENCE / 1000
    while not state.exists():
        assert time.monotonic() < end
        time.sleep(0.02)
    shown.process.terminate()
    shown.process.wait(10)
    assert "0 files changed" in preview(small_site).said


def test_a_mistake_shows_over_the_page_and_goes_when_it_is_mended(
    tmp_path: Path, preview: Callable[[Path], Preview], page: Page
) -> None:
    """A mistake in our own dossier shows in the words of the terminal; the page below stays; mended, it goes."""
    site = copy_of_the_demo(tmp_path / "site")
    shown = preview(site)
    page.goto(f"{shown.address}claims/military-and-logistical-aid/")
    record = site / "claims/paris-draft/military-and-logistical-aid.yaml"
    good = record.read_text(encoding="utf-8")

    begun = time.monotonic()
    record.write_text(good.replace("Military and logistical aid to", "Militery and logistical aid to"), "utf-8")
    message = overlay(page).locator("pre")
    message.wait_for(timeout=PATIENCE)
    log.info("a mistake showed after %.2f s", time.monotonic() - begun)
    assert page.locator("h1").text_content() == "Draft would give Ukraine military and logistical aid"
    words = message.text_content() or ""
    assert "[quote-not-found]" in words
    assert "military-and-logistical-aid.yaml:" in words
    shown.wait(lambda text: re.search(re.escape("[quote-not-found]"), text))
    assert folded(words).partition(": error:")[2] in folded(shown.said)

    begun = time.monotonic()
    record.write_text(good, "utf-8")
    overlay(page).wait_for(state="hidden", timeout=PATIENCE)
    log.info("it went after %.2f s", time.monotonic() - begun)


def test_a_mistake_may_be_there_from_the_start(
    small_site: SmallSite, preview: Callable[[SmallSite], Preview], page: Page
) -> None:
    """With no site to show yet, the mistake shows on an empty page, which becomes the site once it is mended."""
    path = small_site.claim(claim="<img src=x onerror=alert(1)>", kind="contxt")
    shown = preview(small_site)
    page.goto(shown.address)
    overlay(page).locator("pre", has_text="contxt").wait_for(timeout=PATIENCE)
    assert page.locator("img").count() == 0
    path.unlink()
    small_site.claim()
    page.locator("h1", has_not_text="No page yet").wait_for(timeout=PATIENCE)
    assert not overlay(page).is_visible()


def test_it_never_dies(small_site: SmallSite, preview: Callable[[SmallSite], Preview], page: Page) -> None:
    """Broken settings, broken templates and folders that come and go are told, and the next good save is shown."""
    shown = preview(small_site)
    page.goto(f"{shown.address}claims/trees/")
    message = overlay(page).locator("pre").first

    settings = small_site.write("pelicanconf.py", "SITENAME = 'Trees'\nraise SystemExit('stop')\n")
    page.locator("#_factcheck-live pre", has_text="settings-broken").wait_for(timeout=PATIENCE)
    settings.write_text("SITENAME = 'Trees'\nTHEME_TEMPLATES_OVERRIDES = ['own']\n", "utf-8")
    overlay(page).wait_for(state="hidden", timeout=PATIENCE)

    template = small_site.write("own/claim.html", "{% if %}")
    page.locator("#_factcheck-live pre", has_text="Template").wait_for(timeout=PATIENCE)
    template.unlink()
    overlay(page).wait_for(state="hidden", timeout=PATIENCE)

    (small_site.folder / "claims").rename(small_site.folder / "away")
    message.wait_for(timeout=PATIENCE)
    (small_site.folder / "away").rename(small_site.folder / "claims")
    overlay(page).wait_for(state="hidden", timeout=PATIENCE)
    small_site.claim(claim="The council plans trees")
    page.locator("h1", has_text="plans").wait_for(timeout=PATIENCE)


def test_escape_hides_a_message_until_another_comes(
    small_site: SmallSite, preview: Callable[[SmallSite], Preview], page: Page
) -> None:
    """Escape and the button hide what lies over the page; a new mistake shows again."""
    shown = preview(small_site)
    page.goto(shown.address)
    small_site.claim(kind="contxt")
    overlay(page).locator("pre").wait_for(timeout=PATIENCE)
    page.keyboard.press("Escape")
    assert not overlay(page).is_visible()
    small_site.claim(kind="contextt")
    overlay(page).locator("pre", has_text="contextt").wait_for(timeout=PATIENCE)
    overlay(page).get_by_role("button", name="Hide").click()
    assert not overlay(page).is_visible()


def test_only_localhost_is_answered(small_site: SmallSite, preview: Callable[[SmallSite], Preview]) -> None:
    """A page of another site, under a name that leads here, reads nothing; nothing leads out of the site."""
    shown = preview(small_site)
    host = shown.address.removeprefix("http://").rstrip("/")
    found = {}
    for name, path in (
        (host, "/claims/trees/"),
        ("evil.example", "/claims/trees/"),
        (host, "/../../seeds/minutes.yaml"),
        (host, "/%2e%2e/%2e%2e/seeds/minutes.yaml"),
        (host, "/claims/trees"),
        (host, "//evil.example/"),
        (host, "/\x00"),
    ):
        connection = http.client.HTTPConnection(host, timeout=10)
        connection.putrequest("GET", path.replace("\x00", "%00"), skip_host=True)
        connection.putheader("Host", name)
        connection.endheaders()
        answer = connection.getresponse()
        found[name, path] = answer.status
        if answer.status == 302:
            assert answer.headers["Location"] == "/claims/trees/"
        body = answer.read()
        assert b"sha256:" not in body
        assert (QUOTED.encode() in body) == (answer.status == 200)
        connection.close()
    assert list(found.values()) == [200, 421, 404, 404, 302, 404, 404]
