"""``factcheck add-source``: capture a document, freeze its text, and write its record."""

from __future__ import annotations

import argparse
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from factcheck.commands.new_problems import print_new_problems
from factcheck.commands.terminal import BROKEN, FINE, PROBLEMS, add_command, broken
from factcheck.problems import shown
from factcheck.schema import ID_PATTERN, SCHEMAS

if TYPE_CHECKING:
    from factcheck.commands.terminal import Commands
    from factcheck.corpus import Corpus
    from factcheck.documents import Document
    from factcheck.fetching import Limits
    from factcheck.model import Source
    from factcheck.snapshots import Frozen
    from factcheck.source_records import Addition
    from factcheck.workspace import Inputs

_FIELDS: Final = SCHEMAS["source"]
_TEXTS: Final = {
    "title": "title of the source (default: that of the page)",
    "url": "its address (default: where it was fetched)",
    "publisher": "who published it (default: what the page says)",
    "published": "when: a day, a month or a year (default: what the page says)",
    "language": "its language, a BCP 47 code (default: what the page says)",
    "origin": "id of the source whose report it repeats",
    "description": "what readers should know about it, in words of yours",
}
_CHOICES: Final = {
    "rights": "full-text: the text may be published; quote-only: only quotes may (default: ask, or quote-only)",
    "kind": "what sort of document it is",
    "tier": "primary for a document or record of the matter itself",
}
# A new source has no claim yet: that is no news.
_EXPECTED: Final = "source-unquoted"


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    text = (
        "Capture a web page, a plain text or a PDF, freeze its text, and write the record of the source. What a page "
        "says of itself is filled in, and nothing is guessed. A source that is there already gets one more snapshot."
    )
    command = add_command(commands, "add-source", _add_source, text)
    command.add_argument("document", metavar="URL|FILE", help="address that starts with https:// or http://, or a file")
    command.add_argument("--id", metavar="ID", help="id of the source (default: about five words of its title)")
    for name, text in _TEXTS.items():
        command.add_argument(f"--{name}", metavar=name.upper(), help=text)
    for name, text in _CHOICES.items():
        command.add_argument(f"--{name}", choices=_FIELDS[name]["allowed"], help=text)
    command.add_argument("--author", metavar="NAME", action="append", help="who wrote it; may be given several times")
    command.add_argument("--selector", metavar="CSS", help="part of an HTML page to freeze (default: its one article)")
    command.add_argument("--encoding", metavar="NAME", help="encoding of the text, where the server is wrong or silent")
    command.add_argument("--link-only", action="store_true", help="write a record without a capture; fetch nothing")
    command.add_argument(
        "--max-size", metavar="MB", type=_size, default=20.0, help="refuse what is larger (default: 20)"
    )
    command.add_argument(
        "--allow-private", action="store_true", help="fetch from this machine and private networks too"
    )
    command.add_argument("--proxy", metavar="URL", help="fetch through this proxy, which then looks servers up itself")


def _size(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0 < found <= 1000:  # noqa: PLR2004 - a gigabyte, which is as much as memory should hold
        raise argparse.ArgumentTypeError(f"“{text}” must be a number of megabytes, at most 1000")
    return found


def _add_source(options: argparse.Namespace, site: Path) -> int:
    from factcheck.documents import DocumentError
    from factcheck.fetching import FetchError
    from factcheck.snapshots import SnapshotError
    from factcheck.source_records import SourceError
    from factcheck.writing import RefusedWriteError

    if message := _misuse(options):
        return broken(message)
    try:
        return _add(_task(options, site))
    except (DocumentError, FetchError, SnapshotError, SourceError, RefusedWriteError) as error:
        broken("\n".join(map(shown, str(error).split("\n"))))
        return BROKEN if isinstance(error, SourceError) and error.is_misuse else PROBLEMS


def _misuse(options: argparse.Namespace) -> str:
    """Say which option cannot be meant; an empty text if all can."""
    from factcheck.charsets import codec_of
    from factcheck.documents import is_address
    from factcheck.urls import is_web_url

    is_url = is_address(options.document)
    told = shown(options.document)
    if is_url and not is_web_url(options.document):
        return f"An address must begin with http:// or https:// and name a server; “{told}” does not."
    if options.link_only and not is_url:
        return f"--link-only needs the address of what is linked; “{told}” is none."
    if options.id is not None and not re.fullmatch(ID_PATTERN, options.id, re.ASCII):
        return f"--id must be lower-case letters, digits and single hyphens, and is “{shown(options.id)}”."
    if options.encoding is not None and codec_of(options.encoding) is None:
        return f"--encoding must be an encoding such as windows-1251, and is “{shown(options.encoding)}”."
    if options.proxy is not None and not is_web_url(options.proxy):
        return f"--proxy must be an address such as http://proxy.example.org:3128, and is “{shown(options.proxy)}”."
    return ""


@dataclass(frozen=True, slots=True)
class _Task:
    """What was asked for, the site as it was before, and the day."""

    options: argparse.Namespace
    site: Path
    inputs: Inputs
    corpus: Corpus
    day: str

    def names_in(self, folder: PurePosixPath) -> set[str]:
        """Return the names of the files in a folder of the site."""
        path = self.site / folder
        return {found.name for found in path.iterdir()} if path.is_dir() else set()


def _task(options: argparse.Namespace, site: Path) -> _Task:
    from factcheck.clock import build_time
    from factcheck.corpus import load
    from factcheck.meant import did_you_mean
    from factcheck.source_records import SourceError
    from factcheck.workspace import read_inputs

    inputs = read_inputs(site)
    corpus = load(inputs)
    if options.origin and options.origin not in corpus.sources:
        hint = did_you_mean(options.origin, corpus.sources)
        message = f"--origin must be the id of a source, and there is none “{shown(options.origin)}”. {hint}"
        raise SourceError(message.strip(), is_misuse=True)
    return _Task(options, site, inputs, corpus, build_time().date().isoformat())


def _add(task: _Task) -> int:
    from factcheck.documents import is_address, read_document
    from factcheck.source_records import known_source, source_with

    options = task.options
    address = options.document if is_address(options.document) else None
    known = known_source(task.corpus, options.id, [options.url, address])
    if options.link_only:
        return _add_link(task, known)
    document = read_document(options.document, _limits(options))
    known = known or known_source(task.corpus, options.id, [document.url])
    known = known or (None if options.id else source_with(task.corpus, document.data))
    frozen = _frozen(document, options, known)
    return _add_snapshot(task, known, frozen) if known else _add_record(task, frozen, options.url or document.url)


def _limits(options: argparse.Namespace) -> Limits:
    from factcheck.addresses import is_public
    from factcheck.fetching import MEGABYTE, Limits

    allowed = (lambda _: True) if options.allow_private else is_public
    return Limits(size=int(options.max_size * MEGABYTE), allowed=allowed, proxy=options.proxy)


def _frozen(document: Document, options: argparse.Namespace, known: Source | None) -> Frozen:
    """Freeze a document; of a known source the part that was taken before, if it is still there."""
    from factcheck.snapshots import SnapshotError, freeze

    before = known.snapshots[-1].text if known and known.snapshots else None
    selector = options.selector or (before.selector if before else None)
    try:
        return freeze(document.data, document.content_type, selector=selector, encoding=options.encoding)
    except SnapshotError:
        if options.selector or selector is None:
            raise
        return freeze(document.data, document.content_type, encoding=options.encoding)


def _add_link(task: _Task, known: Source | None) -> int:
    if known:
        print(f"{known.places.path} has this address already. Nothing was written.")
        return FINE
    return _add_record(task, None, task.options.url or task.options.document)


def _add_record(task: _Task, frozen: Frozen | None, url: str | None) -> int:
    from factcheck.new_ids import taken_ids
    from factcheck.source_records import SourceError, new_source
    from factcheck.source_records import source_id as id_from

    options = task.options
    title = options.title or (frozen.facts.title if frozen else None) or _asked("Title of the source: ")
    if not title:
        raise SourceError("Nothing says what the title is. Name it with --title.", is_misuse=True)
    source_id = options.id or id_from(title, url or options.document, taken_ids(task.corpus))
    given = {name: getattr(options, name) for name in (*_TEXTS, *_CHOICES)}
    given |= {"title": title, "url": url, "authors": options.author, "rights": options.rights or _asked_rights()}
    addition = new_source(source_id, given, frozen, day=task.day, taken=task.names_in(PurePosixPath("seeds")))
    status = _write(task, addition, frozen)
    if not options.rights:
        print(f"Rights: {given['rights']}. Say otherwise with --rights, or in the record.")
    if frozen and not status:
        print(f"Go on with:\n    factcheck new statement --source {source_id}")
    return status


def _asked(question: str) -> str:
    """Ask on a terminal; an empty text where nobody can be asked."""
    if not sys.stdin.isatty():
        return ""
    try:
        return input(question).strip()
    except EOFError:
        return ""


def _asked_rights() -> str:
    answer = _asked("May the whole text be published? Without that right only quotes are. [y/N] ")
    return "full-text" if answer.lower() in {"y", "yes"} else "quote-only"


def _add_snapshot(task: _Task, known: Source, frozen: Frozen) -> int:
    from factcheck.source_records import further_snapshot

    record = known.places.path
    text = task.inputs.records[record].decode()
    taken = task.names_in(PurePosixPath(record).parent)
    addition = further_snapshot(known, text, frozen, day=task.day, taken=taken)
    if addition is None:
        newest = known.snapshots[-1]
        print(f"{record}: nothing has changed since {newest.captured}: {newest.file} has the same bytes.")
        print("Nothing was written.")
        return FINE
    print(f"{known.id} is there already: it gets a further snapshot.")
    unused = [f"--{name}" for name in ("title", *_CHOICES, "author") if getattr(task.options, name)]
    if unused:
        print(f"Its record stays as it is otherwise: {', '.join(unused)} had no effect.")
    return _write(task, addition, frozen)


def _write(task: _Task, addition: Addition, frozen: Frozen | None) -> int:
    """Write what is to be written, tell of it, and check the site at once."""
    from factcheck.writing import add_files

    add_files(task.site, addition.files, addition.changed)
    for path in sorted({*addition.files, *addition.changed}):
        print(f"{os.path.relpath(task.site / path)}: {'written' if path in addition.files else 'changed'}.")
    if frozen:
        print(f"Frozen: {frozen.size}.")
        for remark in frozen.remarks:
            print(f"Look: {remark}")
    return print_new_problems(task.inputs, task.site, aside=_EXPECTED)
