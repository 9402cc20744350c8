"""The heads of a site's own content pages, read without Pelican, so that a mistake there is told like any other.

Markdown pages begin with lines ``Name: value`` and a blank line. Of reStructuredText and HTML only the fields that
are needed are read, and nothing is checked: their readers have rules of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.codes import problem
from factcheck.problems import Place
from factcheck.settings import OUR_ADDRESSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from factcheck.problems import Problem

MARKDOWN = frozenset({".md", ".markdown", ".mkd", ".mdown"})
_OTHERS = frozenset({".rst", ".html", ".htm"})
_HEAD_BYTES = 4096
_LIVE = frozenset({"published", "hidden"})
# Pelican's own words (docs: Content, File metadata).
STATUSES = ("published", "hidden", "draft", "skip")
_LINE = re.compile(r"(\w+)\s*:\s*(.*?)\s*$")
_FIELD = re.compile(
    r"""^:?(title|slug|status)\s*:\s*(.+?)\s*$|<meta\s+name="(slug|status)"\s+content="([^"]*)"|<(title)>([^<]*)""",
    re.IGNORECASE | re.MULTILINE,
)
_SLUG = re.compile(r"[\w][\w.-]*(?:/[\w][\w.-]*)*")


@dataclass(frozen=True, slots=True)
class ContentPage:
    """The head of one page: ``fields`` by lower-case name, each with the 1-based line and column of its value."""

    path: str
    stem: str
    fields: dict[str, tuple[str, int, int]]

    @property
    def slug(self) -> str:
        """The slug, which is the name of the file unless the page says another."""
        return self._value("slug") or self.stem

    @property
    def title(self) -> str:
        """The title, or the name of the file where there is none."""
        return self._value("title") or self.stem

    @property
    def status(self) -> str:
        """The status, ``published`` unless the page says another."""
        return self._value("status").lower() or "published"

    def place(self, field: str) -> Place:
        """Return the place of a field's value, or of the file where the field is not there."""
        _, line, column = self.fields.get(field, ("", 1, 1))
        return Place(self.path, line, column)

    def _value(self, field: str) -> str:
        return self.fields.get(field, ("", 1, 1))[0]


@dataclass(frozen=True, slots=True)
class ContentPages:
    """The titles of the published pages by slug, and what is wrong with any of them."""

    titles: dict[str, str]
    problems: tuple[Problem, ...]


def read_content_pages(site: Path, content: Path, page_paths: Iterable[str]) -> ContentPages:
    """Read the head of each page below the content folder; paths of problems are relative to the site."""
    pages: list[ContentPage] = []
    problems: list[Problem] = []
    for file in _files(content, page_paths):
        path = file.relative_to(site).as_posix() if file.is_relative_to(site) else file.as_posix()
        data = file.read_bytes()
        try:
            data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = data[: error.start].decode("utf-8", errors="replace").split("\n")
            place = Place(path, len(before), len(before[-1]) + 1)
            problems.append(problem("page-not-utf8", place))
        head = data[:_HEAD_BYTES].decode("utf-8-sig", errors="replace")
        is_markdown = file.suffix.lower() in MARKDOWN
        page = ContentPage(path, file.stem, _head_of(head) if is_markdown else _fields_in(head))
        pages.append(page)
        if is_markdown:
            problems += _problems_of(page)
        if page.status in _LIVE and page.slug.partition("/")[0] in OUR_ADDRESSES:
            problems.append(problem("page-address-taken", page.place("slug"), found=page.slug))
    problems += _twice(pages)
    return ContentPages({p.slug: p.title for p in pages if p.status == "published"}, tuple(problems))


def _files(content: Path, page_paths: Iterable[str]) -> Iterator[Path]:
    for folder in page_paths:
        for file in sorted((content / folder).rglob("*")) if (content / folder).is_dir() else ():
            if file.suffix.lower() in MARKDOWN | _OTHERS and file.is_file() and not file.name.startswith("."):
                yield file


def _head_of(text: str) -> dict[str, tuple[str, int, int]]:
    """Return the fields of a Markdown page: the lines up to the first that is no field."""
    fields: dict[str, tuple[str, int, int]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        match = _LINE.match(line)
        if match is None:
            break
        fields.setdefault(match[1].lower(), (match[2], number, match.start(2) + 1))
    return fields


def _fields_in(text: str) -> dict[str, tuple[str, int, int]]:
    fields: dict[str, tuple[str, int, int]] = {}
    for match in _FIELD.finditer(text):
        name, value = [part for part in match.groups() if part is not None][:2]
        fields.setdefault(name.lower(), (value, text.count("\n", 0, match.start()) + 1, 1))
    return fields


def _problems_of(page: ContentPage) -> Iterator[Problem]:
    if not page.fields.get("title", ("", 1, 1))[0]:
        yield problem("page-title-missing", page.place("title"))
    if page.status not in STATUSES:
        words = ", ".join(f"“{status}”" for status in STATUSES)
        yield problem("page-status-unknown", page.place("status"), allowed=words, found=page.fields["status"][0])
    if "slug" in page.fields and not _SLUG.fullmatch(page.slug):
        yield problem("page-slug-malformed", page.place("slug"), found=page.slug)


def _twice(pages: Iterable[ContentPage]) -> Iterator[Problem]:
    first: dict[tuple[str, str], ContentPage] = {}
    for page in pages:
        if page.status in _LIVE:
            language = page.fields.get("lang", ("", 1, 1))[0]
            other = first.setdefault((page.slug, language), page)
            if other is not page:
                yield problem("page-slug-twice", page.place("slug"), found=page.slug, other=other.path)
