"""The one place that asks what time it is."""

from __future__ import annotations

import datetime as dt
import os


def build_time() -> dt.datetime:
    """Return the time of the build in UTC: ``SOURCE_DATE_EPOCH`` (reproducible-builds.org) where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    return dt.datetime.now(dt.UTC)
