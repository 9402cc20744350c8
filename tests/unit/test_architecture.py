"""The floors of the building: a module imports only from lower floors, and each outside library has one door.

What is imported for types alone (``if TYPE_CHECKING:``) counts like any other import, because a signature that
speaks of a higher floor depends on it. The one exception is ``register``: Pelican finds it in the package itself,
and it fetches the glue from the top floor only when it is called.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import factcheck

PACKAGE = Path(factcheck.__file__).parent

# From the ground up; modules on one floor do not import each other. "" is the package itself.
FLOORS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("what a value is", ("values",)),
    (
        "values, words and pure helpers",
        (
            "",
            "addresses",
            "charsets",
            "clock",
            "cluster",
            "commands",
            "compact_json",
            "connection_errors",
            "fonts",
            "hedges",
            "html_page",
            "indexer",
            "kept_code",
            "markup",
            "pages",
            "pages.paging",
            "partitions",
            "pictures",
            "problems",
            "processes",
            "progress",
            "reading",
            "served_types",
            "starter",
            "template_macros",
            "template_runtime",
            "text",
            "theme",
            "translations",
            "urls",
            "views",
            "watching",
            "writing",
        ),
    ),
    ("the fields of records", ("schema",)),
    (
        "ids, forms of texts, lines and values of YAML, what stands at a target, names of templates",
        ("html_plain", "ids", "manifests", "search_words", "shapes", "template_scope", "yaml_inline", "yaml_lines"),
    ),
    (
        "entries of the catalogue, values as YAML, the web, words in lines, pictures, what rests on text and addresses",
        (
            "annotation_check",
            "card_images",
            "codes.entry",
            "connections",
            "fetching",
            "media_types",
            "output_links",
            "pictures.days",
            "pictures.origins",
            "pictures.strip",
            "reporting",
            "round_trip",
            "sending",
            "template_values",
            "text_fragments",
            "typeset",
        ),
    ),
    ("samples of pictures, where a site is sent, macros", ("sample_pictures", "targets", "template_calls")),
    (
        "the sections of the catalogue, templates",
        (
            "codes.desk",
            "codes.fields",
            "codes.files",
            "codes.lints",
            "codes.output",
            "codes.quotes",
            "codes.sets",
            "codes.site",
            "codes.sources",
            "codes.yaml",
            "template_code",
        ),
    ),
    (
        "what everything else speaks of",
        ("codes", "documents", "html_text", "meant", "model", "pdf_text", "settings"),
    ),
    ("the picture of a claim, a site about to be sent", ("built_site", "card_layout")),
    (
        "what was meant and not written, what is at a target",
        ("dates", "nearest", "target_survey", "yaml_brackets", "yaml_slips", "yaml_stops"),
    ),
    (
        "how to mend a value or a line, what needs no judge, sending",
        ("deployment", "field_hints", "gate", "yaml_help", "yaml_plain"),
    ),
    ("why a text is no YAML, a record, a fault", ("written", "yaml_mistakes")),
    ("events to values, mistakes in lists", ("list_mistakes", "yaml_builder")),
    (
        "bytes to values",
        (
            "admin_fields",
            "captures",
            "content_pages",
            "evidence",
            "openapi",
            "output_files",
            "quotes",
            "records",
            "wording",
            "workspace",
            "yaml_reader",
        ),
    ),
    ("the problem of a fault, the judge of values, Jinja", ("environments", "field_problems", "judge")),
    ("one problem for one mistake, the files of a claim", ("one_mistake", "output_proof")),
    ("values to records, and the two ends on disk", ("configuration", "output_check", "validation")),
    (
        "all records of a site",
        (
            "admin_config",
            "corpus",
            "explain",
            "external_links",
            "json_schema",
            "output_changes",
            "page_facts",
            "publication",
        ),
    ),
    (
        "the ids of a site, a form, a captured document, what is read of a site to check a part",
        ("admin", "known_ids", "neighbours", "new_ids", "snapshots"),
    ),
    ("every quote against its source, what to write for a new one", ("proving", "source_records")),
    ("what a second reader asks, what can be mended", ("fixing", "lints")),
    ("checks of each claim", ("claim_checks",)),
    ("checks over the set, and what the quotes cover", ("checks", "coverage")),
    ("a record about to be written", ("drafting",)),
    ("the site model", ("site",)),
    ("claims in outline", ("outlines",)),
    ("from bytes to model or problems, and what waits", ("desk", "examine")),
    ("a site about to be rendered, or amended", ("amending", "pages.edition", "patterns", "revisions")),
    ("one page's point of view, a site on disk", ("on_disk", "pages.here")),
    (
        "parts of pages, and data about them",
        ("citations", "jsonld", "pages.corrections", "pages.quotes", "webmanifest"),
    ),
    ("a claim as others show it", ("annotations", "pages.cards", "sitemap")),
    (
        "the API, a claim as it is passed on, what happened to claims, how they are chosen, who quotes a text",
        ("api", "pages.changes", "pages.facets", "pages.passages", "pages.sharing"),
    ),
    ("pictures with their words", ("pages.pictures",)),
    (
        "pages of one record, feeds, what can be found",
        ("feeds", "oembed", "pages.claim", "pages.search", "pages.source", "search_records"),
    ),
    ("lists of records, the index of the search", ("pages.boards", "pages.listing", "search_index")),
    ("a dossier", ("pages.dossier",)),
    ("the front page", ("pages.front",)),
    ("everything a site consists of", ("outputs",)),
    ("an edition that writes down what is read of it, views to HTML", ("rendering", "tracing")),
    ("what was made of a site", ("made_units",)),
    ("files made again only where they must be", ("making",)),
    ("a site made again", ("remaking",)),
    ("what a build remembers", ("build_state",)),
    ("what a build worked out, saved", ("saved_model",)),
    ("what is remembered of builds", ("build_memory",)),
    ("an order to build", ("build_order",)),
    ("what workers elsewhere are told", ("shard_order",)),
    ("what they make", ("shards",)),
    ("the two ways to build", ("build_whole", "rebuild")),
    ("a build", ("build",)),
    ("a site that is followed", ("following",)),
    ("what commands share, and the live preview", ("commands.asking", "commands.told", "commands.terminal", "live")),
    ("a server, questions, and what came of a command", ("commands.interview", "commands.new_problems", "live_server")),
    (
        "the commands, and the Pelican glue",
        (
            "commands.add_source",
            "commands.build",
            "commands.check",
            "commands.check_output",
            "commands.coverage",
            "commands.explain",
            "commands.fix",
            "commands.init",
            "commands.new",
            "commands.publish",
            "commands.schemas",
            "commands.serve",
            "commands.status",
            "pelican_plugin",
        ),
    ),
    ("the command line", ("cli",)),
    ("python -m factcheck", ("__main__",)),
)
FLOOR_OF = {module: number for number, (_, modules) in enumerate(FLOORS) for module in modules}
DEFERRED = {("", "pelican_plugin")}

DOORS = {
    "anyascii": {"ids"},
    "babel": {"translations", "wording"},
    "bs4": {"html_text"},
    "cbor2": {"search_index"},
    "cerberus": {"judge"},
    "distributed": {"cluster"},
    "filelock": {"publication"},
    "fsspec": {"connections"},
    "httpx": {"fetching"},
    "fontpkg": {"fonts"},
    "jinja2": {
        "environments",
        "pelican_plugin",
        "rendering",
        "template_calls",
        "template_code",
        "template_macros",
        "template_runtime",
        "template_values",
    },
    "markdown_it": {"markup"},
    "markupsafe": {"template_runtime", "template_values"},
    "msgspec": {"compact_json", "values", "views"},
    "nh3": {"markup"},
    "pagefind": {"indexer"},
    "pelican": {"build_whole", "pelican_plugin"},
    "pypdf": {"pdf_text"},
    "pyromark": {"markup"},
    "ruamel": {"round_trip"},
    "rapidfuzz": {"meant", "nearest"},
    "regex": {"coverage", "hedges", "search_words", "text", "text_fragments"},
    "resvg_py": {"card_images"},
    "rich": {"progress"},
    "selectolax": {"html_page"},
    "soupsieve": {"html_text"},
    "tenacity": {"connections"},
    "uharfbuzz": {"fonts"},
    "watchfiles": {"watching"},
    "yaml": {"yaml_reader"},
}


def _modules() -> dict[str, Path]:
    """Return every module by its name below the package."""
    found: dict[str, Path] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        found[name.removesuffix("__init__").removesuffix(".")] = path
    return found


MODULES = _modules()


def imported(module: str) -> set[str]:
    """Return every module that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name for name in names if name.removeprefix("factcheck.") in MODULES} or {node.module}
    return found


def ours(module: str) -> set[str]:
    """Return the modules of the package that one of them imports."""
    names = {name for name in imported(module) if name.partition(".")[0] == "factcheck"}
    return {name.removeprefix("factcheck").removeprefix(".") for name in names}


def test_every_module_has_its_floor() -> None:
    """A new module must be given a floor, and a module that is gone leaves the list."""
    listed = [module for _, modules in FLOORS for module in modules]
    assert sorted(listed) == sorted(MODULES)


@pytest.mark.parametrize("module", MODULES)
def test_imports_lead_down(module: str) -> None:
    """No module imports from its own floor or a higher one, so there are no circles either."""
    upward = {other for other in ours(module) if FLOOR_OF[other] >= FLOOR_OF[module]}
    assert {(module, other) for other in upward} - DEFERRED == set()


def test_deferred_imports_are_still_there() -> None:
    """An exception that is no longer needed leaves the list."""
    assert [(module, other) for module, other in DEFERRED if other not in ours(module)] == []


def test_every_outside_library_has_its_door() -> None:
    """Each library is imported by the modules named here and by no other; a new one needs a door."""
    found: dict[str, set[str]] = {}
    for module in MODULES:
        for name in {name.partition(".")[0] for name in imported(module)} - sys.stdlib_module_names - {"factcheck"}:
            found.setdefault(name, set()).add(module)
    assert found == DOORS


def test_lychee_is_run_behind_one_door() -> None:
    """The program that follows links is named as a word of the code in one module, beside the help of its option."""
    naming = {
        module
        for module, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value == "lychee"
    }
    assert naming == {"external_links"}


@pytest.mark.parametrize(
    ("word", "modules"),
    [
        ("now", {"clock"}),
        ("today", set()),
        ("utcnow", set()),
    ],
)
def test_the_clock_is_asked_in_one_place(word: str, modules: set[str]) -> None:
    """No other module calls ``datetime.now`` or ``date.today``; reading ``settings.now`` is not asking."""
    asking = {
        module
        for module, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == word
    }
    assert asking == modules


@pytest.mark.parametrize("module", MODULES)
def test_every_module_says_what_it_is_for(module: str) -> None:
    """The first lines of a module are its manual, and end like a sentence."""
    manual = ast.get_docstring(ast.parse(MODULES[module].read_text(encoding="utf-8")))
    assert manual is not None
    assert manual.endswith((".", ":"))
