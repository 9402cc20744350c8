"""Coverage: sentences in three scripts, what is left over of them, and the command."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from little_site import AID, SOURCE, Files, inputs, quoting, site, write

from factcheck.cli import main
from factcheck.corpus import load
from factcheck.coverage import SourceCoverage, coverage_of, sentences
from factcheck.proving import prove
from factcheck.text import Span, blocks, visible
from sitekit import REPO

if TYPE_CHECKING:
    from pathlib import Path

OTHER = "claims/winter/other.yaml"


def split(text: str) -> list[str]:
    """Return the sentences of a text, block by block."""
    return [text[s.start : s.end] for block in blocks(text) for s in sentences(text, block)]


def covered(files: Files) -> SourceCoverage:
    """Return the coverage of the little site's article."""
    corpus = load(inputs(files))
    [found] = coverage_of(["article"], corpus, prove(corpus))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("“Is it so?” Yes (it is.) Good.", ["“Is it so?”", "Yes (it is.)", "Good."]),
        ("It rose by 3.5 per cent. Then it fell.", ["It rose by 3.5 per cent.", "Then it fell."]),
        ("Mr. Smith met Dr. J. K. Jones. They spoke.", ["Mr. Smith met Dr. J. K. Jones.", "They spoke."]),
        ("He came to the U.S. capital.", ["He came to the U.S. capital."]),
        ("They came, e.g. by train.", ["They came, e.g. by train."]),
        ("He said “Stop!” and left.", ["He said “Stop!” and left."]),
        ("Wait… What?! No.", ["Wait…", "What?!", "No."]),
        ("One line\nand the next. Then more.\n\nEnd", ["One line\nand the next.", "Then more.", "End"]),
        ("Heading\n\nText here.\n\n- First. Second.\n- Third", ["Heading", "Text here.", "First.", "Second.", "Third"]),
        (
            "Зустріч була на вул. Банковій о 5 год. ранку. Ген. Коваль прийшов. Він мовчав.",
            ["Зустріч була на вул. Банковій о 5 год. ранку.", "Ген. Коваль прийшов.", "Він мовчав."],
        ),
        (
            "«Чи це так?» – спитав він. У 2025 р. Рада голосувала.",
            ["«Чи це так?» – спитав він.", "У 2025 р. Рада голосувала."],
        ),
        (
            "ذهب الرئيس إلى باريس. هل وصل؟ نعم! قال د. أحمد.",
            ["ذهب الرئيس إلى باريس.", "هل وصل؟", "نعم!", "قال د. أحمد."],
        ),
        ("会议开始了。他们说“好。”然后走了。", ["会议开始了。", "他们说“好。”", "然后走了。"]),
        ("", []),
        (" . \n", ["."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    """Sentences end where a reader of English, Ukrainian, Arabic or Chinese says, and never run across a block."""
    assert split(text) == expected


@given(st.text(alphabet="aБب. !?…\n-“”1", max_size=60))
def test_sentences_lose_nothing(text: str) -> None:
    """Sentences stand in order, do not overlap, and hold every visible character but list markers."""
    found = [s for block in blocks(text) for s in sentences(text, block)]
    assert found == sorted(found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() != "" for s in found)
    kept = "".join(text[s.start : s.end] for s in found)
    dropped = visible(text) - visible(kept)
    assert dropped <= sum(line.lstrip().startswith(("-", "1.")) for line in text.splitlines()) * 2


def test_what_is_left_over_is_listed() -> None:
    """Each sentence with a word that no quote covers is listed with its place, text and share."""
    found = covered(site({OTHER: quoting("They will not send troops.")}))
    assert [(u.line, u.column, u.text) for u in found.uncovered] == [
        (1, 1, "Winter plans"),
        (3, 33, "The summit was held in Paris."),
        (5, 28, "Two points were made:"),
        (7, 3, "Money is promised."),
        (8, 3, "The summit was short."),
        (10, 1, "Ann said it would help."),
        (10, 25, "It was about half done, she said."),
    ]
    assert {u.share for u in found.uncovered} == {0}


def test_a_sentence_may_be_covered_in_part() -> None:
    """The share counts visible characters, and offsets are those of the frozen text."""
    found = covered(site({"claims/winter/aid.yaml": quoting("Allies plan aid")}))
    left = next(u for u in found.uncovered if u.text.startswith("Allies"))
    assert left.share == visible("Allies plan aid") / visible("Allies plan aid for the winter.")
    assert (left.start, left.end) == (14, 45)


def test_punctuation_alone_is_not_left_over() -> None:
    """A quote without the full stop of its sentence covers the sentence."""
    found = covered(site({"claims/winter/aid.yaml": quoting("Allies plan aid for the winter")}))
    assert not [u for u in found.uncovered if u.text.startswith("Allies")]


def test_what_is_listed_as_no_claim_is_accounted_for() -> None:
    """``not_claims`` count in the second share and not in the first."""
    listed = site({"seeds/article.yaml": SOURCE + "not_claims:\n  - {exact: Winter plans, reason: heading}\n"})
    before, after = covered(site()), covered(listed)
    assert before.shares.quoted == before.shares.accounted == after.shares.quoted < after.shares.accounted
    assert "Winter plans" not in [u.text for u in after.uncovered]


@pytest.mark.parametrize(
    ("more", "counts"),
    [("state: draft\n", False), ("embargo: 2027-01-01T00:00Z\n", True), ("", True)],
    ids=["draft", "embargo", "published"],
)
def test_drafts_do_not_count(more: str, *, counts: bool) -> None:
    """A claim that is finished counts, whenever readers may see it; a draft does not."""
    text = AID.replace("2026-01-02", "2027-01-02") + more
    assert (covered(site({"claims/winter/aid.yaml": text})).shares.quoted > 0) is counts


def test_repeated_quotes_count_once() -> None:
    """Two claims on the same words cover no more than one."""
    twice = covered(site({OTHER: quoting("Allies plan aid for the winter.")}))
    assert twice.shares == covered(site()).shares


def test_the_page_and_the_command_agree() -> None:
    """What the page of a source says is what the command says."""
    corpus = load(inputs(site()))
    assert coverage_of(["article"], corpus, prove(corpus))[0].shares.quoted == visible(
        "Allies plan aid for the winter."
    ) / visible(corpus.captures["article"].good[0].text)


def test_the_dossier_is_accounted_for(capsys: pytest.CaptureFixture[str]) -> None:
    """The demonstration leaves less than three hundredths of its article over, and no sentence."""
    assert main(["coverage", "--site", str(REPO), "--format", "json", "--fail-under", "97"]) == 0
    [found] = json.loads(capsys.readouterr().out)
    assert found.keys() == {"source", "claimed", "accounted", "uncovered"}
    assert (found["source"], found["uncovered"]) == ("paris-draft-article", [])
    assert found["claimed"] <= found["accounted"]


def test_json_holds_places_and_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each sentence is an object whose offsets cut its text out of the frozen text."""
    write(tmp_path, site())
    assert main(["coverage", "article", "--site", str(tmp_path), "--format", "json"]) == 0
    [found] = json.loads(capsys.readouterr().out)
    text = (tmp_path / "seeds/article.txt").read_text("utf-8")
    assert found["uncovered"][0].keys() == {"start", "end", "line", "text", "share"}
    assert all(text[u["start"] : u["end"]] == u["text"] for u in found["uncovered"])


def test_text_names_the_file_and_the_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line of the output leads to the sentence in the captured text; a bidi override in it is only shown."""
    files = site({"seeds/article.txt": "Allies plan aid for the winter. It was\u202e long\nago.\n\nEnd.\n"})
    write(tmp_path, files)
    assert main(["coverage", "--site", str(tmp_path)]) == 0
    head, sentence, _ = capsys.readouterr().out.splitlines()
    assert head == "article: 59.0 % quoted, 59.0 % quoted or listed as no claim; 2 sentences left over."
    assert sentence.endswith("seeds/article.txt:1:33: not covered: It was· long ago.")


@pytest.mark.parametrize(("percent", "status"), [("0", 0), ("10", 0), ("90", 1), ("90%", 1)])
def test_fail_under(percent: str, status: int, tmp_path: Path) -> None:
    """Less than asked for is a failure."""
    write(tmp_path, site())
    assert main(["coverage", "--site", str(tmp_path), "--fail-under", percent]) == status


@pytest.mark.parametrize("percent", ["much", "101", "-1", "nan"])
def test_a_share_that_is_none(percent: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no percentage is wrong usage."""
    with pytest.raises(SystemExit) as left:
        main(["coverage", "--site", str(tmp_path), f"--fail-under={percent}"])
    assert left.value.code == 2
    assert "must be a number from 0 to 100" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("articel", "There is no source “articel”. Did you mean “article”?"),
        ("report", "The source “report” is only linked: without a capture there is no text to cover."),
    ],
)
def test_a_source_without_text(name: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown or linked source is wrong usage, with what was meant."""
    write(tmp_path, site())
    assert main(["coverage", name, "--site", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"factcheck: {message}\n"


def test_a_capture_that_was_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is told of a text that is not what its record says, and that is a failure."""
    write(tmp_path, site())
    (tmp_path / "seeds/article.txt").write_text("Other words.\n", encoding="utf-8")
    assert main(["coverage", "--site", str(tmp_path)]) == 1
    assert "the capture of article is not usable" in capsys.readouterr().err


def test_spans_are_code_points() -> None:
    """A character outside the basic plane counts as one."""
    text = "😀 One. Two."
    assert [s for block in blocks(text) for s in sentences(text, block)] == [Span(0, 6), Span(7, 11)]
