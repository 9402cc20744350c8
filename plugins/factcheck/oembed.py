"""The oEmbed answer for each claim (https://oembed.com), as a file: a claim's page says where it is.

A static site cannot answer an address that asks ``?url=…``, so only discovery works.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.api import as_json
from factcheck.pages.here import Here
from factcheck.pages.sharing import FRAME_WIDTH, frame_height, oembed_path, picture_of, snippet

if TYPE_CHECKING:
    from factcheck.api import Data, File
    from factcheck.model import Checked
    from factcheck.pages.edition import Edition


def oembed_file(claim: Checked, edition: Edition) -> File:
    """Return the answer for a claim, and where it stands."""
    return oembed_path(claim), as_json(_answer(claim, Here(edition, claim.path)))


def _answer(claim: Checked, here: Here) -> Data:
    settings = here.edition.settings
    title, _ = here.title_of(claim.record)
    picture = picture_of(claim, here)
    thumbnail = (
        {"thumbnail_url": picture.href, "thumbnail_width": picture.width, "thumbnail_height": picture.height}
        if picture
        else {}
    )
    return {
        "type": "rich",
        "version": "1.0",
        "title": here.say("Withdrawn: %(claim)s", claim=title) if claim.record.withdrawal else title,
        "provider_name": settings.sitename,
        "provider_url": f"{settings.base}/",
        "html": snippet(claim, here, str(FRAME_WIDTH)),
        "width": FRAME_WIDTH,
        "height": frame_height(claim, here),
        **thumbnail,
    }
