"""The web manifest (W3C): what the site is called, its colours and its icons, for whoever puts it on a home screen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from factcheck.wording import direction_of

if TYPE_CHECKING:
    from factcheck.pages.here import Here

# --paper of the theme in the light; a manifest knows no other scheme. base.html has both.
PAPER: Final = "#f7f3ea"
_ICONS: Final = (
    ("favicon.svg", "any", "image/svg+xml", "any"),
    ("icons/icon-192.png", "192x192", "image/png", "any"),
    ("icons/icon-512.png", "512x512", "image/png", "any"),
    ("icons/maskable-512.png", "512x512", "image/png", "maskable"),
)


def webmanifest(here: Here) -> bytes:
    """Return ``manifest.webmanifest``. Its addresses are relative to itself, so it holds under any path."""
    settings = here.edition.settings
    data = {
        "name": settings.sitename,
        "short_name": settings.sitename,
        "description": settings.subtitle,
        "lang": settings.language,
        "dir": direction_of(settings.language),
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "theme_color": PAPER,
        "background_color": PAPER,
        "icons": [
            {"src": f"theme/{file}", "sizes": sizes, "type": kind, "purpose": purpose}
            for file, sizes, kind, purpose in _ICONS
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"
