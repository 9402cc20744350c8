"""``factcheck add-source``: from an address or a file to a record that builds, and every way in which it refuses."""

from __future__ import annotations

import hashlib
import io
import os
import pty
import subprocess
from typing import TYPE_CHECKING

import pytest

from factcheck.cli import main
from pdfs import TWO_PAGES, pdf
from sitekit import DAY, EPOCH, SmallSite, environment, factcheck, only, page, program, read_json, tree
from web import Web, web_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]

ARTICLE = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ninety trees | The Paper</title>
<meta property="og:title" content="Ninety trees: the council's plan">
<meta property="og:site_name" content="The Paper">
<meta property="article:published_time" content="2026-11-20T08:00:00Z">
<script type="application/ld+json">{"@type": "NewsArticle", "author": {"@type": "Person", "name": "Ann Ash"}}</script>
</head><body><nav>Menu</nav><article><h1>Ninety trees</h1>
<p>The council will plant ninety trees before the winter, the mayor said.</p></article></body></html>
"""
ID = "ninety-trees-councils-plan"
LETTER = pdf(*TWO_PAGES)
SCAN = pdf([])
WARNING = [("source-unquoted", f"seeds/{ID}.yaml")]


@pytest.fixture(scope="module")
def server() -> Iterator[Web]:
    """Serve on loopback for all tests of the module."""
    with web_server() as web:
        yield web


@pytest.fixture
def web(server: Web) -> Web:
    """Return the server without any page."""
    server.answers.clear()
    return server


@pytest.fixture
def site(small_site: SmallSite, monkeypatch: pytest.MonkeyPatch) -> SmallSite:
    """Return a small site as the present folder, on a day that is fixed."""
    monkeypatch.chdir(small_site.folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.setattr("sys.stdin", io.StringIO())  # nobody to ask
    return small_site


def add(*arguments: str | Path) -> int:
    """Run the command in the present folder; our own server is on this machine."""
    return main(["add-source", *map(str, arguments), "--allow-private"])


def seeds(site: SmallSite) -> list[str]:
    """Return the names of what stands in seeds/ beside the minutes."""
    return [name for name in tree(site.folder / "seeds") if not name.startswith("minutes.")]


def problems(site: SmallSite) -> list[tuple[str, str]]:
    """Return the code and path of each problem of a site."""
    return [(problem["code"], problem["path"]) for problem in site.check()]


def record_of(site: SmallSite, name: str) -> str:
    """Return the text of a source's record."""
    return (site.folder / f"seeds/{name}.yaml").read_text("utf-8")


def digest(data: bytes) -> str:
    """Return the digest of bytes."""
    return hashlib.sha256(data).hexdigest()


def test_a_web_page(site: SmallSite, web: Web, capsys: Capture) -> None:
    """Its bytes are kept, its text is frozen, its record says what the page says, and the output tells all that."""
    url = web.put("/trees", ARTICLE.encode(), "text/html; charset=utf-8")
    text = b"Ninety trees\n\nThe council will plant ninety trees before the winter, the mayor said.\n"
    assert add(url) == 0
    assert (site.folder / f"seeds/{ID}.{DAY}.html").read_bytes() == ARTICLE.encode()
    assert (site.folder / f"seeds/{ID}.{DAY}.txt").read_bytes() == text
    assert (
        record_of(site, ID)
        == f"""\
title: "Ninety trees: the council's plan"
rights: quote-only
url: {url}
publisher: The Paper
authors: [Ann Ash]
published: 2026-11-20
language: en
snapshots:
  - file: {ID}.{DAY}.html
    sha256: {digest(ARTICLE.encode())}
    captured: {DAY}
    text:
      file: {ID}.{DAY}.txt
      sha256: {digest(text)}
      selector: article
"""
    )
    assert (
        capsys.readouterr().out
        == f"""\
seeds/{ID}.{DAY}.html: written.
seeds/{ID}.{DAY}.txt: written.
seeds/{ID}.yaml: written.
Frozen: 14 words in 2 blocks of the part “article”.
Rights: quote-only. Say otherwise with --rights, or in the record.
Go on with:
    factcheck new statement --source {ID}
"""
    )
    assert problems(site) == WARNING


def test_every_field_can_be_given(site: SmallSite, web: Web, capsys: Capture) -> None:
    """What the editor gives counts more than what the page says."""
    url = web.put("/trees", ARTICLE.encode())
    given = {
        "id": "trees-plan", "title": "The plan", "url": "https://paper.example/trees", "publisher": "Paper",
        "published": "2026-11", "language": "en-GB", "origin": "minutes", "description": "No page: one.\nTwo.",
        "rights": "full-text", "kind": "news-article", "tier": "secondary",
    }  # fmt: skip
    options = [word for name, value in given.items() for word in (f"--{name}", value)]
    assert add(url, *options, "--author", "Ben", "--author", "Cyd", "--selector", "p") == 0
    assert (
        record_of(site, "trees-plan").partition("snapshots")[0]
        == """\
title: The plan
rights: full-text
url: https://paper.example/trees
publisher: Paper
authors: [Ben, Cyd]
published: 2026-11
language: en-GB
kind: news-article
origin: minutes
tier: secondary
description: |-
  No page: one.
  Two.
"""
    )
    assert "Frozen: 12 words in 1 block of the part “p”.\nGo on with:" in capsys.readouterr().out


def test_an_encoding_that_only_the_server_knows(site: SmallSite, web: Web) -> None:
    """A page that does not say its encoding is read as its server says, now and at every check."""
    data = "<title>Дерева</title><p>Рада посадить дев’яносто дерев.".encode("windows-1251")
    assert add(web.put("/", data, "text/html; charset=windows-1251"), "--id", "dereva") == 0
    assert (site.folder / f"seeds/dereva.{DAY}.txt").read_text("utf-8") == "Рада посадить дев’яносто дерев.\n"
    assert "\n      encoding: windows-1251\n" in record_of(site, "dereva")
    assert problems(site) == [("source-unquoted", "seeds/dereva.yaml")]


def test_a_plain_text(site: SmallSite, web: Web) -> None:
    """A text that needs no other form is one file; every other one is kept as it came, with its text beside it."""
    assert add(web.put("/a", b"One.\n", "text/plain"), "--title", "One") == 0
    assert add(web.put("/b", b"Two.\r\n", "text/plain"), "--title", "Two") == 0
    assert seeds(site) == [
        f"one.{DAY}.txt", "one.yaml", f"two.{DAY}.original.txt", f"two.{DAY}.txt", "two.yaml",
    ]  # fmt: skip
    assert (site.folder / f"seeds/two.{DAY}.original.txt").read_bytes() == b"Two.\r\n"
    assert (site.folder / f"seeds/two.{DAY}.txt").read_bytes() == b"Two.\n"


def test_the_page_of_a_pdf_is_shown(site: SmallSite, capsys: Capture) -> None:
    """A quote from a PDF has its page on the claim page and in the JSON, and the file has its address."""
    letter = site.write("letter.pdf", LETTER)
    assert (
        add(
            letter,
            "--id",
            "a-letter",
            "--title",
            "A letter",
            "--url",
            "https://a.example/letter.pdf",
            "--rights",
            "full-text",
        )
        == 0
    )
    assert "Frozen: 32 words in 4 blocks on 2 pages." in capsys.readouterr().out
    site.claim("letter", quote={"source": "a-letter", "exact": "The council will plant ninety trees"})
    assert problems(site) == []
    output = site.build()
    facts = page(output / "claims/letter/index.html").select("#_proof ~ dl div, dl.facts div")
    assert "Where to look" in [only(fact, "dt").get_text() for fact in facts]
    assert "page 2 of the PDF" in [only(fact, "dd").get_text() for fact in facts]
    assert read_json(output / "api/v1/claims/letter.json")["quote"]["pages"] == [2]
    assert "url: https://a.example/letter.pdf\n" in record_of(site, "a-letter")


def test_a_file(site: SmallSite, tmp_path: Path) -> None:
    """The bytes are copied, and the file stays; without an address the record has none."""
    file = tmp_path / "trees.html"
    file.write_text(ARTICLE, encoding="utf-8")
    assert add(file) == 0
    assert (site.folder / f"seeds/{ID}.{DAY}.html").read_bytes() == file.read_bytes() == ARTICLE.encode()
    assert "\nurl:" not in record_of(site, ID)


def test_a_link_alone(site: SmallSite, capsys: Capture) -> None:
    """Nothing is fetched and nothing is captured; a second time there is nothing to do."""
    arguments = ("https://nowhere.invalid/a", "--link-only", "--title", "A report", "--rights", "quote-only")
    assert add(*arguments) == 0
    assert record_of(site, "report") == (
        "title: A report\nrights: quote-only\nurl: https://nowhere.invalid/a\nsnapshots: []\n"
    )
    assert capsys.readouterr().out == "seeds/report.yaml: written.\n"
    assert add(*arguments) == 0
    assert capsys.readouterr().out == "seeds/report.yaml has this address already. Nothing was written.\n"


def test_a_further_snapshot(site: SmallSite, web: Web, capsys: Capture) -> None:
    """A second capture, known by its address, goes to the end of the list; comments and layout stay."""
    url = web.put("/trees", ARTICLE.encode())
    assert add(url) == 0
    record = site.folder / f"seeds/{ID}.yaml"
    before = "# Ask for the annex.\n" + record.read_text("utf-8").replace("rights: ", "rights:   ") + "\n# The end.\n"
    record.write_text(before, encoding="utf-8")
    web.put("/trees", ARTICLE.replace("ninety", "eighty").encode())
    capsys.readouterr()
    assert add(f"{url}#part", "--title", "Another") == 0
    told = capsys.readouterr().out
    assert told.startswith(f"{ID} is there already: it gets a further snapshot.\n")
    assert "Its record stays as it is otherwise: --title had no effect.\n" in told
    assert f"seeds/{ID}.yaml: changed.\n" in told
    lines = record.read_text("utf-8").splitlines()
    kept = [line for line in lines if line in before.splitlines()]
    assert kept[:9] == before.splitlines()[:9]
    assert lines[-2:] == ["", "# The end."]
    assert [line for line in lines if "file: " in line] == [
        f"  - file: {ID}.{DAY}.html",
        f"      file: {ID}.{DAY}.txt",
        f"  - file: {ID}.{DAY}-2.html",
        f"      file: {ID}.{DAY}-2.txt",
    ]
    assert problems(site) == WARNING


def test_nothing_new(site: SmallSite, web: Web, capsys: Capture) -> None:
    """The same bytes are no further snapshot."""
    url = web.put("/trees", ARTICLE.encode())
    add(url)
    before = tree(site.folder)
    capsys.readouterr()
    assert add(url) == 0
    assert capsys.readouterr().out == (
        f"seeds/{ID}.yaml: nothing has changed since {DAY}: {ID}.{DAY}.html has the same bytes.\nNothing was written.\n"
    )
    assert tree(site.folder) == before


def test_the_part_of_the_snapshot_before_is_taken_again(site: SmallSite, web: Web) -> None:
    """A further snapshot is taken from the same part of the page, as long as that is there."""
    url = web.put("/trees", ARTICLE.encode())
    add(url, "--selector", "h1")
    for number, body in enumerate((ARTICLE.replace("<p>", "<p class=a>"), "<title>T</title><main>Moved.</main>"), 2):
        web.put("/trees", body.encode())
        assert add(url) == 0
        text = (site.folder / f"seeds/{ID}.{DAY}-{number}.txt").read_text("utf-8")
        assert text == ("Ninety trees\n" if number == 2 else "Moved.\n")


def test_a_snapshot_that_breaks_quotes(site: SmallSite, web: Web, capsys: Capture) -> None:
    """The newest snapshot counts, so the quotes that do not stand in it are told at once, and what to do."""
    url = web.put("/trees", ARTICLE.encode())
    add(url)
    site.claim("plan", quote={"source": ID, "exact": "The council will plant ninety trees"})
    web.put("/trees", ARTICLE.replace("plant ninety", "plant eighty").encode())
    capsys.readouterr()
    assert add(url) == 1
    told = capsys.readouterr().out
    assert "claims/plan.yaml:" in told
    assert "[quote-not-found]" in told
    assert "1 error, 0 warnings that were not there before.\n" in told
    assert "name its file in `snapshot` of the quote." in told


def test_problems_that_were_there_are_not_told_again(site: SmallSite, web: Web, capsys: Capture) -> None:
    """The command answers for what it wrote, not for the rest of the site."""
    site.claim("broken", quote={"source": "minutes", "exact": "Nobody said this."})
    assert add(web.put("/trees", ARTICLE.encode())) == 0
    assert "quote-not-found" not in capsys.readouterr().out


def test_a_linked_source_is_captured_later(site: SmallSite, web: Web) -> None:
    """The first snapshot takes the place of the empty list."""
    url = web.put("/trees", ARTICLE.encode())
    site.write("seeds/trees.yaml", f"title: Trees\nrights: quote-only\nurl: {url}\nsnapshots: []\n# The end.\n")
    assert add(url) == 0
    assert f"url: {url}\nsnapshots:\n  - file: trees.{DAY}.html\n" in record_of(site, "trees")
    assert record_of(site, "trees").endswith("      selector: article\n# The end.\n")


def test_no_file_is_overwritten(site: SmallSite, web: Web) -> None:
    """Where a file of that name stands already, the new one gets a number."""
    theirs = site.write(f"seeds/{ID}.{DAY}.txt", "Somebody's notes.\n")
    assert add(web.put("/trees", ARTICLE.encode())) == 0
    assert theirs.read_text("utf-8") == "Somebody's notes.\n"
    assert f"{ID}.{DAY}-2.html" in record_of(site, ID)


@pytest.mark.parametrize("name", ["seeds", f"seeds/{ID}.yaml"])
def test_nothing_is_written_through_a_link(
    site: SmallSite, web: Web, tmp_path: Path, capsys: Capture, name: str
) -> None:
    """Neither into a folder elsewhere nor in the place of a file elsewhere."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    link = site.folder / name
    if name == "seeds":
        link.rename(tmp_path / "old")
    link.symlink_to(elsewhere / ("" if name == "seeds" else "record.yaml"))
    assert add(web.put("/trees", ARTICLE.encode()), "--id", ID) == 1
    assert "is behind a link, and a link is never written through." in capsys.readouterr().err
    assert tree(elsewhere) == {}
    assert seeds(site) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ftp://example.org/a",), "An address must begin with http:// or https:// and name a server"),
        (("https:/example.org/a",), "and name a server; “https:/example.org/a” does not."),
        (("user:secret@example.org/a",), "An address must begin with http:// or https:// and name a server"),
        (("https://u:p@example.org/", "--id", "A b"), "--id must be lower-case letters, digits and single hyphens"),
        (("a.txt", "--id", "../a"), "and is “../a”."),
        (("a.txt", "--id", "minutes\n"), "and is “minutes·”."),
        (("a.txt", "--encoding", "rot13"), "--encoding must be an encoding such as windows-1251, and is “rot13”."),
        (("a.txt", "--proxy", "socks5://a"), "--proxy must be an address such as http://proxy.example.org:3128"),
        (("a.txt", "--link-only"), "--link-only needs the address of what is linked; “a.txt” is none."),
        (("a.txt", "--origin", "minute"), "there is none “minute”. Did you mean “minutes”?"),
        (("a.txt", "--title", "A", "--language", "english"), "`language` must be a language code such as en or uk"),
        (("a.txt", "--title", "A", "--published", "today"), "`published` must be a day, a month or a year"),
        (("a.txt", "--title", "A", "--url", "a.example"), "`url` must be an address that starts with https:// or"),
        (("a.txt", "--id", "trees"), "The id “trees” belongs to claims/trees.yaml. Choose another."),
        (("a.txt",), "Nothing says what the title is. Name it with --title."),
    ],
)
def test_wrong_usage(site: SmallSite, capsys: Capture, arguments: tuple[str, ...], message: str) -> None:
    """What cannot be meant is refused with status 2, and nothing is written."""
    site.write("a.txt", "Words.\n")
    before = tree(site.folder)
    assert add(*arguments) == 2
    assert message in capsys.readouterr().err
    assert tree(site.folder) == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--max-size 0", "“0” must be a number of megabytes, at most 1000"),
        ("--max-size many", "“many” must be a number of megabytes"),
        ("--rights some", "invalid choice: 'some'"),
    ],
)
def test_options_that_are_none(capsys: Capture, words: str, message: str) -> None:
    """A value that an option cannot have is refused with status 2."""
    with pytest.raises(SystemExit) as caught:
        main(["add-source", "a.txt", *words.split()])
    assert caught.value.code == 2
    assert message in capsys.readouterr().err


def test_files_that_cannot_be_read(site: SmallSite, tmp_path: Path, capsys: Capture) -> None:
    """Each is told in a sentence, with status 1, and nothing is written."""
    before = tree(site.folder)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "large.txt").write_bytes(b"x" * 1001)
    (tmp_path / "scan.pdf").write_bytes(SCAN)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nbroken")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    for name, message in {
        "": "is a folder; name one file.",
        "gone.txt": "There is no file",
        "pipe": "is no plain file.",
        "empty.txt": "is empty.",
        "large.txt": "is larger than 0.001 MB. --max-size allows more.",
        "scan.pdf": "The PDF holds no text: its pages are pictures, as a scanner makes them.",
        "broken.pdf": "The file is no PDF that can be read",
        "picture.png": "A source must be an HTML page, a plain text or a PDF",
    }.items():
        assert add(tmp_path / name, "--title", "A", "--max-size", "0.001") == 1, name
        error = capsys.readouterr().err
        assert message in error
        assert error.count("\n") == 1
    assert add("www.example.org/page") == 1
    assert "An address starts with https:// or http://." in capsys.readouterr().err
    assert tree(site.folder) == before


def test_addresses_that_cannot_be_fetched(site: SmallSite, web: Web, capsys: Capture) -> None:
    """A server that refuses, a private address, another kind of document: status 1, and nothing is written."""
    before = tree(site.folder)
    assert add(f"{web.root}/gone") == 1
    assert capsys.readouterr().err == f"factcheck: The server answered 404 Not Found for “{web.root}/gone”.\n"
    assert main(["add-source", f"{web.root}/gone"]) == 1
    assert "add --allow-private." in capsys.readouterr().err
    assert add(web.put("/data", b"{}", "application/json")) == 1
    assert "and this is “application/json”." in capsys.readouterr().err
    assert tree(site.folder) == before


@pytest.mark.parametrize(("answer", "rights"), [("y", "full-text"), ("", "quote-only"), ("no", "quote-only")])
def test_it_asks_for_the_rights(site: SmallSite, answer: str, rights: str) -> None:
    """On a terminal it asks for what only an editor knows: the title where there is none, and the rights."""
    site.write("a.txt", "Words.\n")
    ours, theirs = pty.openpty()
    os.write(ours, f"My title\n{answer}\n".encode())
    done = subprocess.run(
        [program("factcheck"), "add-source", "a.txt"],
        cwd=site.folder,
        stdin=theirs,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    os.close(ours)
    os.close(theirs)
    assert (done.returncode, done.stderr) == (0, "")
    assert record_of(site, "my-title").startswith(f"title: My title\nrights: {rights}\n")


def test_a_server_that_writes_to_the_terminal(site: SmallSite, web: Web, capsys: Capture) -> None:
    """What a server says is shown without marks that move the cursor."""
    assert add(web.put("/a", b"x", "text/\x9b2Jevil")) == 1
    assert capsys.readouterr().err.endswith("and this is “text/·2jevil”.\n")
    assert seeds(site) == []


def test_an_empty_site(tmp_path: Path) -> None:
    """The first source of a site makes its folder."""
    (tmp_path / "a.txt").write_text("Words.\n", encoding="utf-8")
    done = factcheck("add-source", "a.txt", "--title", "A", "--rights", "full-text", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(tree(tmp_path)) == ["a.txt", f"seeds/a.{DAY}.txt", "seeds/a.yaml"]
