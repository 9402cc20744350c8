"""Writes the reference pages of docs/ from the code they describe; with ``--check`` it only names those that are stale.

Each page is a pure function, so a test can compare it with its file.
"""

from __future__ import annotations

import argparse
import inspect
import re
import sys
from collections import Counter
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, get_args, get_origin, get_type_hints

from factcheck import cli, openapi, schema, views
from factcheck.codes import CODES
from factcheck.corpus import FOLDERS, VERDICTS_FILE
from factcheck.explain import mending, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
Row = tuple[str, ...]
Rows = list[Row]


def page(title: str, source: str, *parts: str) -> str:
    """Return a whole page: its heading, where it comes from, and its parts."""
    note = f"<!-- Made by scripts/reference.py from {source}: edit that, then run `make docs`. -->"
    return "\n\n".join([f"# {title}", note, *(part.strip() for part in parts if part.strip())]) + "\n"


def table(head: Row, rows: Iterable[Row]) -> str:
    """Return a Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(text) for text in line)} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def anchor(heading: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _link(title: str) -> str:
    return f"[{title}](#{anchor(title)})"


# Records

# Groups of fields that stand in several places, or are long: each is told once.
_GROUPS: Final = {
    "Quote": schema.QUOTE,
    "Evidence item": schema.EVIDENCE_ITEM,
    "Attribution step": schema.LINK,
    "Review": schema.REVIEW,
    "Reply": schema.REPLY,
    "Translation": schema.TRANSLATION,
    "Withdrawal": schema.WITHDRAWAL,
    "Exemption": schema.EXEMPTION,
    "Snapshot": schema.SNAPSHOT,
    "Verdict": schema.VERDICT,
}
_TYPES: Final = {
    "string": "text",
    "date": "day",
    "partial_date": "day, month or year",
    "instant": "day, time and zone",
    "number": "number",
    "integer": "whole number",
}
_AN: Final = {False: "a ", True: "an "}
_TEXTS: Final = {"url": "address", "language": "language code", "digest": "digest", "file": "file name", "id": "id"}
_PLACES: Final = {
    **{kind: f"claims/{folder}/<id>.yaml" for folder, kind in FOLDERS.items()},
    **dict.fromkeys(schema.CLAIMS, "claims/<dossier>/<id>.yaml"),
    "verdicts": VERDICTS_FILE,
    "source": "seeds/<id>.yaml",
}
_RECORD_HEAD: Final = ("field", "needed", "holds", "what it is", "example")


def records() -> str:
    """Return the page of every field of every record."""
    claims = [_record(kind, _own(fields), "kind of claim") for kind, fields in schema.CLAIMS.items()]
    others = [_record(kind, fields, "record") for kind, fields in schema.SCHEMAS.items() if kind not in schema.CLAIMS]
    groups = (f"### {title}\n\n{table(_RECORD_HEAD, _fields(fields))}" for title, fields in _GROUPS.items())
    return page(
        "Records",
        "plugins/factcheck/schema.py",
        "Every record is one YAML file in UTF-8, and the name of the file is its id.\n"
        "[CONTRIBUTING.md](../CONTRIBUTING.md) shows how to write one.\n"
        "`a.b` is the field `b` inside `a`; `a[].b` is the field `b` of each item of the list `a`.",
        "## Every claim\n\nAll five kinds of claim have these fields.",
        table(_RECORD_HEAD, _fields(schema.COMMON)),
        *claims,
        *others,
        "## Groups of fields",
        *groups,
    )


def _own(fields: schema.Schema) -> schema.Schema:
    return {name: field for name, field in fields.items() if name not in schema.COMMON}


def _record(kind: str, fields: schema.Schema, what: str) -> str:
    body = table(_RECORD_HEAD, _fields(fields)) if fields else "It has no fields of its own."
    return f"## {kind.capitalize()}\n\nA {what}, in `{_PLACES[kind]}`.\n\n{body}"


def _fields(fields: schema.Schema, prefix: str = "") -> Iterator[Row]:
    for name, field in fields.items():
        meta = field["meta"]
        needed = f"this or `{field['excludes']}`" if "excludes" in field else "yes" if field.get("required") else ""
        yield f"`{prefix}{name}`", needed, _holds(field), meta["help"], f"`{_yaml(meta['example'])}`"
        inner, mark = _inner(field)
        if inner and not _group_of(inner):
            yield from _fields(inner, f"{prefix}{name}{mark}.")


def _inner(field: schema.Field) -> tuple[schema.Schema | None, str]:
    """Return the fields inside a field, and the mark of a list."""
    item = field.get("schema")
    if "list" in field["type"]:
        return (item or {}).get("schema"), "[]"
    return (item, "") if field["type"] == "dict" else (None, "")


def _group_of(fields: schema.Schema) -> str | None:
    return next((title for title, group in _GROUPS.items() if group is fields), None)


def _holds(field: schema.Field) -> str:
    kind, meta = field["type"], field["meta"]
    if "allowed" in field:
        return "one of " + ", ".join(f"`{word}`" for word in field["allowed"])
    if "refers_to" in meta:
        return "id of " + " or ".join(_AN[word[0] in "aeo"] + word for word in meta["refers_to"])
    if isinstance(kind, list):
        return f"`quote`, or a list of {_holds(field['schema'])}"
    if kind == "list":
        item = _holds(field["schema"])
        return f"ids{item[2:]}" if item.startswith("id") else f"list of {item}"
    if kind == "dict":
        title = _group_of(field["schema"])
        return _link(title) if title else "group"
    return _TEXTS.get(field.get("shape", ""), _TYPES[kind])


def _yaml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_yaml(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(map(_yaml, value)) + "]" if isinstance(value, list) else str(value)


# Checks


def checks() -> str:
    """Return the page of every problem code."""
    rows = ((f"[{code}](#{code})", entry.level, plain(entry.message)) for code, entry in CODES.items())
    return page(
        "Checks",
        "plugins/factcheck/codes/",
        "An error stops the build, and the last good site stays.\n"
        "A warning does not, unless the command has `--strict`.\n"
        "A record can exempt itself from a warning in `allow`, with a reason.\n"
        "`factcheck explain CODE` prints the same in a terminal.\n"
        "A word between ‹ and › stands for what the check found.",
        table(("code", "level", "what must be"), rows),
        *map(_check, CODES),
    )


def _check(code: str) -> str:
    entry = CODES[code]
    mend = mending(code)
    parts = [f"**What** ({entry.level}). {plain(entry.message)}", f"**Why.** {entry.why}", f"**Mend it.** {mend}"]
    examples = [f"**{title}**\n\n```text\n{text}\n```" for title, text in (("Bad", entry.bad), ("Good", entry.good))]
    return "\n\n".join([f"## {code}", *parts, *examples])


# API


def api() -> str:
    """Return the page of the JSON API."""
    paths = ((f"`{path}`", _link(name), text) for path, (name, text) in openapi.PATHS.items())
    parts = (f"## {name}\n\n{_object(fields)}" for name, fields in openapi.SCHEMAS.items())
    shared = (f"### {title}\n\n{_object(fields, told=False)}" for title, fields in sorted(_shared().items()))
    return page(
        "API",
        "plugins/factcheck/openapi.py",
        "Each site carries its claims as static JSON below `/api/v1/`.\n"
        "The same description, for machines, is at `/api/v1/openapi.json`.\n"
        "Paths in it begin at the root of the site.\n"
        "Offsets count Unicode code points of the frozen text, from 0, and the end is exclusive.\n"
        "Within `v1` fields are only added, never changed or removed.",
        table(("path", "answers", "what"), paths),
        *parts,
        "## Shared parts",
        *shared,
    )


def _title(fields: openapi.Data) -> str:
    return str(fields["description"]).rstrip(".")


def _objects(fields: openapi.Data) -> Iterator[openapi.Data]:
    """Yield every object inside one, at any depth."""
    for value in fields.get("properties", {}).values():
        inner = value.get("items", value)
        if "properties" in inner:
            yield inner
            yield from _objects(inner)


def _shared() -> dict[str, openapi.Data]:
    """Return the objects that stand in more than one place, by their titles."""
    found = [inner for fields in openapi.SCHEMAS.values() for inner in _objects(fields)]
    count = Counter(id(inner["properties"]) for inner in found)
    return {_title(inner): inner for inner in found if count[id(inner["properties"])] > 1}


def _object(fields: openapi.Data, *, told: bool = True) -> str:
    lead = f"{fields['description']}\n\n" if told else ""
    fields = fields.get("items", fields)
    if "properties" not in fields:
        return lead
    return lead + table(("field", "holds", "what it is"), _properties(fields, set(_shared())))


def _properties(fields: openapi.Data, shared: set[str], prefix: str = "") -> Iterator[Row]:
    for name, value in fields["properties"].items():
        item, mark = (value["items"], "[]") if "items" in value else (value, "")
        title = _title(item) if "properties" in item and _title(item) in shared else ""
        yield f"`{prefix}{name}`", _json_type(value, title), str(value["description"])
        if "properties" in item and not title:
            yield from _properties(item, shared, f"{prefix}{name}{mark}.")


def _json_type(value: openapi.Data, title: str) -> str:
    if "items" in value:
        return f"list of {_json_type(value['items'], title)}"
    kinds = value["type"] if isinstance(value["type"], list) else [value["type"]]
    words = {"string": "text", "object": _link(title) if title else "object", "boolean": "true or false"}
    text = " or ".join(str(words.get(kind, kind)) for kind in kinds)
    return f"{text}: {', '.join(f'`{word}`' for word in value['enum'])}" if "enum" in value else text


# Templates

_WORDS: Final = {str: "text", int: "number", bool: "yes or no", NoneType: "none"}


def templates() -> str:
    """Return the page of what each template is given."""
    pages = get_args(views.Page)
    values = [v for v in vars(views).values() if isinstance(v, type) and views.fields_of(v) and v not in pages]
    return page(
        "Templates",
        "plugins/factcheck/views.py",
        "Each template is given one value, `view`, and nothing else of the site.\n"
        "Addresses, dates and words in it are ready to be printed, and lists are in their order.\n"
        "To change single templates of ours, put yours into a folder that `THEME_TEMPLATES_OVERRIDES` names; "
        "a `THEME` of your own takes the place of the whole, stylesheet included.\n"
        "All of Jinja may be used. A page is compiled to plain Python where that is certain to print the same; "
        "one that reads a mapping as if it had attributes, a name that only some ways set, or filters that look at the "
        "context, such as `map`, is left to Jinja, which takes a millisecond for it.\n"
        "The pages of `content/` are Pelican's: their template, `page.html`, is given Pelican's `page`, "
        f"and `page.factcheck.frame` is a {_link('Frame')}.",
        "## Pages",
        *(_view(view) for view in pages),
        "## Parts",
        *(_view(view) for view in sorted(values, key=lambda v: v.__name__)),
    )


def _view(view: type) -> str:
    text = (view.__doc__ or "").replace("``", "`")
    hints = get_type_hints(view, vars(views), include_extras=True)
    rows = [(f"`{name}`", *_annotated(hint)) for name, hint in hints.items()]
    rows += [(f"`{name}`", _type(get_type_hints(p.fget)["return"]), inspect.getdoc(p) or "") for name, p in _made(view)]
    return f"### {view.__name__}\n\n{text}\n\n{table(('field', 'holds', 'what it is'), rows)}"


def _made(view: type) -> list[tuple[str, property]]:
    return [(name, value) for name, value in vars(view).items() if isinstance(value, property)]


def _annotated(hint: Any) -> tuple[str, str]:
    assert get_origin(hint) is Annotated, f"{hint} has no help"
    held, text = get_args(hint)
    return _type(held), text


def _type(held: Any) -> str:
    arguments = get_args(held)
    if get_origin(held) is Literal:
        return " or ".join(f"`{word}`" for word in arguments)
    if get_origin(held) is UnionType:
        return " or ".join(map(_type, arguments))
    if get_origin(held) is tuple:
        inner = [_type(a) for a in arguments if a is not Ellipsis]
        return f"list of {inner[0]}" if Ellipsis in arguments else f"pair of {' and '.join(inner)}"
    return _WORDS.get(held) or _link(held.__name__)


# Commands


def commands() -> str:
    """Return the page of the command line."""
    # argparse has no public name for what a parser was told, and its help text differs between Python's releases.
    actions = cli.parser()._actions  # noqa: SLF001
    found: Any = next(action.choices for action in actions if isinstance(action.choices, dict))
    return page(
        "Commands",
        "plugins/factcheck/commands/",
        "`factcheck` and `python -m factcheck` are the same.\n"
        "`factcheck --version` prints the version, and `factcheck COMMAND --help` the options of a command.",
        "It leaves with 0 when all is fine (warnings are), with 1 when there are problems, "
        "and with 2 when it was called wrongly or something that it needs is missing.",
        *(_command(name, parser) for name, parser in found.items()),
    )


def _command(name: str, parser: argparse.ArgumentParser) -> str:
    actions = [a for a in parser._actions if a.dest != "help"]  # noqa: SLF001
    given = [a for a in actions if not a.option_strings]
    usage = " ".join([f"factcheck {name}", "[OPTIONS]", *map(_usage, given)])
    rows = ((f"`{_option(a)}`", str(a.help)) for a in [*given, *(a for a in actions if a.option_strings)])
    return f"## {name}\n\n{parser.description}\n\n```text\n{usage}\n```\n\n{table(('option', 'what it does'), rows)}"


def _usage(action: argparse.Action) -> str:
    name = str(action.metavar)
    return {"?": f"[{name}]", "*": f"[{name} …]"}.get(str(action.nargs), name)


def _option(action: argparse.Action) -> str:
    if not action.option_strings:
        return str(action.metavar)
    value = "|".join(action.choices) if action.choices else action.metavar or ""
    return f"{action.option_strings[0]} {value}".strip()


PAGES: Final[dict[str, Callable[[], str]]] = {
    "records.md": records,
    "checks.md": checks,
    "api.md": api,
    "templates.md": templates,
    "commands.md": commands,
}


def stale(folder: Path) -> list[str]:
    """Return the pages of a folder that are not what they would be if made now."""
    return [n for n, make in PAGES.items() if not (folder / n).is_file() or (folder / n).read_text("utf-8") != make()]


def main() -> int:
    """Write the pages, or only compare them; return the exit status."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--check", action="store_true", help="write nothing; leave with 1 when a page is stale")
    found = stale(DOCS)
    if options.parse_args().check:
        sys.stdout.writelines(f"docs/{name} is stale: run `make docs`.\n" for name in found)
        return bool(found)
    for name in found:
        (DOCS / name).write_text(PAGES[name](), encoding="utf-8", newline="\n")
        sys.stdout.write(f"docs/{name} written.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
