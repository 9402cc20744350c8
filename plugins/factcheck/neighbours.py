"""Which records of a site must be read to check a few of them as a check of all would.

Records that these refer to are found by their names, and records that tell on them by words that must stand in their
bytes. Rather too much is read than too little; what needs the whole site is not answered here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from factcheck.corpus import VERDICTS_FILE, entry_of_name, read_entry
from factcheck.model import Claim, Source
from factcheck.settings import POLICY_PAGES
from factcheck.text import SOFT_HYPHEN, folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from factcheck.corpus import Entry
    from factcheck.settings import Settings

# For more records at once all are read: the bytes of a site are looked through for each of them.
MOST = 20
# Such an escape may stand for any letter, so that a word need not stand in the bytes.
_ESCAPE = re.compile(rb'\\[^n"\\/t]')


class WholeSiteError(Exception):
    """Only a check of the whole site can tell."""


def neighbours(wanted: Collection[str], records: Mapping[str, bytes], settings: Settings) -> dict[str, Entry]:
    """Return the entries of all records by their paths: the wanted ones and their neighbours read, of others the names.

    Raises WholeSiteError.
    """
    if len(wanted) > MOST:
        raise WholeSiteError
    found = _Neighbours(records, settings)
    for path in wanted:
        found.look_around(path)
    found.follow()
    found.require_use(wanted)
    return found.names | found.entries


class _Neighbours:
    """The records found so far, read; of those that are ``waiting`` the references are still to be followed.

    Of the ``weighed`` it counts on which sources they rest.
    """

    def __init__(self, records: Mapping[str, bytes], settings: Settings) -> None:
        self.records, self.settings = records, settings
        self.names = {path: entry_of_name(path) for path in records if path != VERDICTS_FILE}
        self.entries: dict[str, Entry] = {}
        self.waiting: list[Entry] = []
        self.weighed: set[str] = set()
        self.with_id: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.names.values():
            self.with_id[entry.id].append(entry)

    def look_around(self, path: str) -> None:
        """Add a wanted record, all that it refers to, and all that can tell on it."""
        if path == VERDICTS_FILE:
            return
        entry = self.add(path)
        for reference in entry.references:
            # Which id was meant, only the names in all records tell.
            if not any(each.type in reference.kinds for each in self.with_id.get(reference.id, ())):
                raise WholeSiteError
            self.add_id(reference.id)
        if record := entry.record:
            self.add_all(path for alias in record.aliases for path in self.mentioning(alias))
        if isinstance(record, Source):
            self.add_all(self.mentioning(record.id))
        if isinstance(record, Claim):
            self.add_all(self.mentioning(record.quote.source))
            self.look_for_review(record)

    def look_for_review(self, claim: Claim) -> None:
        """Add the claims that may have the same sentence, where both would be reviewed."""
        if not claim.review or not self.settings.siteurl:
            return
        if any(page not in self.settings.pages for page in POLICY_PAGES):
            raise WholeSiteError  # It is told at the first claim of the site that is reviewed.
        word = max(re.findall(r"\w+", folded(claim.claim).casefold()), key=len, default="")
        reviewed = self.mentioning("review")
        alike = [path for path in reviewed if path in self.doubtful or word in _plain(self.records[path])]
        self.weighed.update(alike)
        self.add_all(alike)

    def mentioning(self, word: str) -> list[str]:
        """Return the paths of the records that may hold a word of ASCII letters."""
        data = word.encode()
        return [path for path, found in self.records.items() if data in found or path in self.doubtful]

    @cached_property
    def doubtful(self) -> frozenset[str]:
        """The paths of the records in which a word may be written in another way."""
        return frozenset(path for path, data in self.records.items() if _ESCAPE.search(data))

    def add(self, path: str) -> Entry:
        """Add a record, and with it those of the same id, of which the first counts."""
        if path not in self.entries:
            entry = self.entries[path] = read_entry(path, self.records[path])
            self.waiting.append(entry)
            self.add_id(entry.id)
        return self.entries[path]

    def add_all(self, paths: Iterable[str]) -> None:
        """Add records."""
        for path in paths:
            if path != VERDICTS_FILE:
                self.add(path)

    def add_id(self, id_: str) -> None:
        """Add the records of an id."""
        self.add_all(entry.path for entry in self.with_id.get(id_, ()))

    def follow(self) -> None:
        """Add what sources repeat, what claims are a part of, and the sources of claims that are weighed."""
        while self.waiting:
            entry = self.waiting.pop()
            if entry.quote:
                # Of a claim whose kind is not known no more than the quote can be read.
                self.add_id(entry.quote.source)
            takes_sources = entry.type == "source" or entry.path in self.weighed
            for reference in entry.references:
                if reference.path == ("part_of",) or (takes_sources and "source" in reference.kinds):
                    self.add_id(reference.id)

    def require_use(self, wanted: Collection[str]) -> None:
        """Refuse to tell of a source that nobody uses: that is said only where every record can be read."""
        used = {r.id for entry in self.entries.values() for r in entry.references if "source" in r.kinds}
        for record in (entry.record for path, entry in self.entries.items() if path in wanted):
            if isinstance(record, Source) and record.snapshots and record.id not in used:
                raise WholeSiteError


def _plain(data: bytes) -> str:
    return data.decode(errors="replace").replace(SOFT_HYPHEN, "").casefold()
