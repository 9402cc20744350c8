"""The one place that asks what time it is."""

from __future__ import annotations

import datetime as dt
import os

_LAST_SECOND = int(dt.datetime(9999, 12, 31, tzinfo=dt.UTC).timestamp())


def build_time() -> dt.datetime:
    """Return the time of the build in UTC: ``SOURCE_DATE_EPOCH`` (reproducible-builds.org) where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal() and int(epoch) <= _LAST_SECOND:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    return dt.datetime.now(dt.UTC)
