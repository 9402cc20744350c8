"""A real Chromium in which a page may write into a folder of the disk, as after a person has picked it.

No program can answer the picker of folders or the question whether a page may write. So the folder is dropped onto
the page, which gives the page the same handle as the picker; the answer stands in the profile from the start; and the
picker of the page returns that handle.
"""

from __future__ import annotations

import json
import re
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Locator, Page, Playwright, Request

PATIENCE = 20_000
_PICKER = """
addEventListener('DOMContentLoaded', () => {
  addEventListener('dragover', (event) => event.preventDefault(), true);
  addEventListener('drop', (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    window.dropped = event.dataTransfer.items[0].getAsFileSystemHandle();
  }, true);
});
window.showDirectoryPicker = () => window.dropped;
"""
# Ends by itself, since Playwright sets no limit to it; its own waiting needs what the policy of the page forbids.
_ASKING = """async () => {
  const late = new Promise((resolve) => setTimeout(() => resolve('no answer'), 2000));
  const asked = async () => (await window.dropped)?.requestPermission({mode: 'readwrite'});
  return Promise.race([asked(), late]);
}"""
# A time far in the future, in the microseconds since 1601 that profiles count.
_ALWAYS = "14000000000000000"


def _answers(origin: str, folder: Path) -> dict[str, Any]:
    """Return the settings of a profile whose owner has let a site write into a folder."""
    allowed = {f"{origin},*": {"last_modified": _ALWAYS, "setting": 1}}
    picked = {
        "display-name": folder.name,
        "is-directory": True,
        "last-used-time": _ALWAYS,
        "path": str(folder),
        "path-type": 0,
        "readable": True,
        "writable": True,
    }
    exceptions = {
        "file_system_access_chooser_data": {
            f"{origin},*": {"last_modified": _ALWAYS, "setting": {"chosen-objects": [picked]}}
        },
        "file_system_access_extended_permission": allowed,
        "file_system_write_guard": allowed,
    }
    return {"profile": {"content_settings": {"exceptions": exceptions}}}


class Form:
    """The form in the browser, at work on a folder of the disk; ``leaving`` are requests that left for elsewhere."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.leaving: list[str] = []
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("requestfinished", self._note)
        page.on("requestfailed", self._note)

    def _note(self, request: Request) -> None:
        # What the page's own policy stops has not left; Chromium tells of it like of a request.
        if not request.url.startswith((self.address, "data:", "blob:")) and request.failure != "csp":
            self.leaving.append(request.url)

    def open(self, folder: Path) -> None:
        """Open the form on a folder."""
        self.page.goto(f"{self.address}admin/")
        local = self.page.get_by_role("button", name="Work with Local Repository")
        expect(local).to_be_visible(timeout=PATIENCE)
        end = time.monotonic() + PATIENCE / 1000
        self._drop(folder)
        while (answer := self.page.evaluate(_ASKING)) != "granted":
            assert time.monotonic() < end, f"the page may not write: {answer}"
            self.page.wait_for_timeout(100)
            self._drop(folder)
        local.click()
        expect(self.page.get_by_role("tree", name="Collection List")).to_be_visible(timeout=PATIENCE)

    def _drop(self, folder: Path) -> None:
        """Drop a folder onto the page, as from the window of a file manager."""
        session = self.page.context.new_cdp_session(self.page)
        data = {"items": [], "files": [str(folder)], "dragOperationsMask": 1}
        for step in ("dragEnter", "dragOver", "drop"):
            session.send("Input.dispatchDragEvent", {"type": step, "x": 10, "y": 10, "data": data})

    def go(self, path: str) -> None:
        """Go to a collection, a new record or a record."""
        self.page.goto(f"{self.address}admin/#/collections/{path}")
        expect(self.page.get_by_role("button", name="Save", exact=True)).to_be_visible(timeout=PATIENCE)

    def field(self, path: str) -> Locator:
        """Return a field by the path of its key; fields come as one scrolls to them."""
        found = self.page.locator(f'[data-key-path="{path}"]').first
        self._scroll_to(found, PATIENCE)
        return found

    def _scroll_to(self, field: Locator, patience: int) -> bool:
        """Scroll until a field is there; return whether it came within so many milliseconds."""
        end = time.monotonic() + patience / 1000
        while not (is_there := field.count() > 0) and time.monotonic() < end:
            self.page.locator("[data-key-path]").last.scroll_into_view_if_needed()
            self.page.wait_for_timeout(50)
        return is_there

    def add(self, path: str, label: str, first: str) -> None:
        """Add an item to a list by its button, until the item's first field is there.

        What is pressed before the form works is lost, as in ``choose``, but a button does not show when it works.
        """
        button = self.field(path).get_by_role("button", name=re.compile(f"Add .*{label}")).first
        came = self.page.locator(f'[data-key-path="{first}"]').first
        for _ in range(4):
            button.click()
            if self._scroll_to(came, PATIENCE // 4):
                return

    def type(self, path: str, text: str) -> None:
        """Type into a field."""
        self.field(path).locator("input, textarea").first.fill(text)

    def choose(self, path: str, label: str) -> None:
        """Choose one of a few, or of a list."""
        field = self.field(path)
        few = field.get_by_role("radio", name=label, exact=True)
        many = field.get_by_role("combobox")
        expect(few.or_(many)).to_be_visible(timeout=PATIENCE)
        if few.count():
            # A group shows a tenth of a second before it works: it is ready when the Tab key can reach it. What is
            # pressed before looks chosen beside the old choice, and is lost.
            expect(few).to_have_attribute("tabindex", re.compile(r"^(0|-1)$"), timeout=PATIENCE)
            few.click()
            expect(field.get_by_role("radio", checked=True)).to_have_count(1, timeout=PATIENCE)
            expect(few).to_be_checked(timeout=PATIENCE)
        else:
            many.click()
            self.page.get_by_role("option", name=label).first.click()
            expect(many).to_contain_text(label, timeout=PATIENCE)

    def save(self, path: Path) -> None:
        """Save, and wait until the file of the record has changed."""
        before = path.read_bytes() if path.exists() else None
        self.page.get_by_role("button", name="Save", exact=True).click()
        end = time.monotonic() + PATIENCE / 1000
        while not path.exists() or path.read_bytes() in {before, b""}:
            assert time.monotonic() < end, f"{path.name} was never written"
            self.page.wait_for_timeout(20)


@contextmanager
def form_on(
    folder: Path, address: str, launch: dict[str, Any], playwright: Playwright, profile: Path
) -> Iterator[Form]:
    """Yield the form that a server at an address offers, at work on a folder."""
    (profile / "Default").mkdir(parents=True)
    answers = _answers(address.rstrip("/"), folder)
    (profile / "Default/Preferences").write_text(json.dumps(answers), encoding="utf-8")
    context: BrowserContext = playwright.chromium.launch_persistent_context(
        profile, viewport={"width": 1280, "height": 1000}, locale="en-US", **launch
    )
    try:
        form = Form(context.pages[0], address)
        context.pages[0].add_init_script(_PICKER)
        form.open(folder)
        yield form
    finally:
        context.close()
