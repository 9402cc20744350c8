"""factcheck: publish fact checks whose quotes anyone can verify.

Importing the package loads neither Pelican nor any other library: ``register`` is the Pelican plugin's door.
"""

from __future__ import annotations

__version__ = "0.1.0"


def register() -> None:
    """Connect the plugin to Pelican's signals. Pelican calls this for each entry of ``PLUGINS``."""
    from factcheck.pelican_plugin import register as connect  # noqa: PLC0415 - `factcheck check` must not load Pelican

    connect()
