"""Collects the messages of the interface, and gives each language the new ones to be translated.

The heads of the catalogues hold what gettext needs and nothing that changes by itself.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

from babel.messages.pofile import read_po, write_po

REPO: Final = Path(__file__).resolve().parent.parent
LOCALE: Final = REPO / "plugins/factcheck/locale"
EXTRACT: Final = (
    *("--mapping-file", "pyproject.toml", "--keyword", "say:1", "--keyword", "count:2,3", "--keyword", "N_"),
    *("--no-location", "--sort-output", "--no-wrap", "--omit-header", "--project", "factcheck", "--version", ""),
)
HEAD: Final = """\
msgid ""
msgstr ""
"Project-Id-Version: factcheck\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def extract(target: Path) -> None:
    """Write the messages of the code and the templates to a file."""
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", *EXTRACT, "-o", str(target), "."]
    subprocess.run(command, cwd=REPO, check=True)  # noqa: S603 - our own program


def update(catalogue: Path, template: Path) -> None:
    """Add new messages to a catalogue, and drop those that are gone."""
    with template.open("rb") as file:
        wanted = read_po(file)
    with catalogue.open("rb") as file:
        found = read_po(file, locale=catalogue.stem)
    head = HEAD.format(language=catalogue.stem, plurals=found.plural_forms)
    found.update(wanted, no_fuzzy_matching=True)
    with catalogue.open("wb") as file:
        file.write(head.encode())
        write_po(file, found, width=0, omit_header=True, sort_output=True, ignore_obsolete=True)


def main() -> None:
    """Collect and hand out."""
    extract(LOCALE / "messages.pot")
    for catalogue in sorted(LOCALE.glob("*.po")):
        update(catalogue, LOCALE / "messages.pot")


if __name__ == "__main__":
    main()
