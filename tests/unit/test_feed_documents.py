"""The documents of a feed: the newest entries, and archives that keep theirs (RFC 5005)."""

from __future__ import annotations

import datetime as dt

from generated import given, st

from factcheck.feeds import SIZE, Document, Entry, _documents

COUNTS = st.integers(0, 330)


def documents(count: int) -> list[Document[Entry]]:
    """Return the documents of a feed with this many entries, the oldest first."""
    day = dt.date(2026, 1, 1)
    return list(_documents("claims", [Entry(f"tag:{n}", f"claims/{n}/", f"{n}", "", day, day) for n in range(count)]))


def ids(document: Document[Entry]) -> list[str]:
    """Return the titles of a document's entries."""
    return [entry.title for entry in document.records]


@given(COUNTS)
def test_the_first_document_holds_the_newest_fifty(count: int) -> None:
    """The newest entries stand first, fifty at most."""
    first = documents(count)[0]
    assert (first.name, first.is_archive) == ("claims", False)
    assert ids(first) == [str(n) for n in reversed(range(max(0, count - SIZE), count))]


@given(COUNTS)
def test_no_entry_falls_between_documents(count: int) -> None:
    """Following the links from the newest document backwards meets every entry."""
    by_name = {document.name: document for document in documents(count)}
    met: set[str] = set()
    name: str | None = "claims"
    while name:
        met.update(ids(by_name[name]))
        name = by_name[name].older
    assert met == {str(n) for n in range(count)}


@given(COUNTS, st.integers(0, 120))
def test_archives_never_change(count: int, added: int) -> None:
    """However many entries are appended, an archive keeps its name, its entries and its older neighbour."""
    later = {document.name: document for document in documents(count + added)}
    for document in documents(count)[1:]:
        assert later[document.name] == document


@given(COUNTS)
def test_archives_are_full_and_marked(count: int) -> None:
    """Each archive holds fifty entries and says that it is one."""
    assert all((len(d.records), d.is_archive) == (SIZE, True) for d in documents(count)[1:])


def test_fifty_entries_need_no_archive() -> None:
    """An archive begins where the first document cannot hold everything."""
    assert [d.name for d in documents(50)] == ["claims"]
    assert [(d.name, d.older) for d in documents(51)] == [("claims", "claims-1"), ("claims-1", None)]


def test_an_empty_feed_is_a_document() -> None:
    """A feed without entries exists from the first day."""
    assert [(d.name, d.records, d.older) for d in documents(0)] == [("claims", (), None)]
