"""docs/dependencies.md names each direct dependency."""

from __future__ import annotations

import json
import re
import tomllib

from dockit import read


def _declared() -> set[str]:
    project = tomllib.loads(read("pyproject.toml"))
    groups = [found for group in project["dependency-groups"].values() for found in group if isinstance(found, str)]
    extras = [found for extra in project["project"]["optional-dependencies"].values() for found in extra]
    python = {re.split(r"[>=\[]", found)[0] for found in [*project["project"]["dependencies"], *groups, *extras]}
    measured = set(re.findall(r"^[a-z]+", read("bench/requirements.in"), re.MULTILINE))
    node = [json.loads(read(file)) for file in ("package.json", "bench/package.json")]
    kinds = [names for found in node for kind, names in found.items() if kind.lower().endswith("dependencies")]
    return python | measured | {name for names in kinds for name in names}


def test_every_direct_dependency_is_explained() -> None:
    """Each dependency has a row that says what it does, and no row is left over from one that is gone."""
    rows = re.findall(
        r"^\| ([@a-z][^|]*?) \|.*\|$", read("docs/dependencies.md").partition("## The system")[0], re.MULTILINE
    )
    named = {re.split(r"[ \[]", name)[0] for row in rows for name in row.split(", ")} - {"package"}

    assert named == _declared()
