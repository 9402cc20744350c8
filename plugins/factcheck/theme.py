"""Where the default theme lies: inside an installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path


def theme_folder() -> Path:
    """Return the folder with ``templates/`` and ``static/``."""
    package = Path(__file__).resolve().parent
    installed = package / "theme"
    return installed if installed.is_dir() else package.parent.parent / "theme"
