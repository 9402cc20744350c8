"""Generated examples: the same ones in every run, and with all the time they need on a busy machine."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

__all__ = ["given", "st"]

settings.register_profile("factcheck", deadline=None, derandomize=True, database=None)
settings.load_profile("factcheck")
