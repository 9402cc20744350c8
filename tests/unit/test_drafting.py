"""What is suggested for a new record: only what exists, and words that are proven."""

from __future__ import annotations

import re

import pytest
from generated import given, st
from little_site import AID, BASE, Files, inputs, site

from factcheck.corpus import Corpus, load
from factcheck.drafting import (
    FieldError,
    fields_of,
    joined,
    named_in,
    ordered,
    passages,
    problems_of,
    proven,
    search,
    tags_by_use,
    usual_attribution,
    with_field,
)
from factcheck.model import Capture, Proof, Selector
from factcheck.new_ids import suggested_id
from factcheck.proving import Proofs, prove
from factcheck.quotes import Miss, resolve
from factcheck.schema import ID_PATTERN

TWICE = "Yes is an answer. No.\n\nShe said: Yes is an answer. He left.\n\nNobody said: Yes is an answer. It was late.\n"


def _site(files: Files) -> tuple[Corpus, Proofs, Capture]:
    corpus = load(inputs(files))
    return corpus, prove(corpus), corpus.captures["article"].good[-1]


@given(st.text(max_size=60), st.sets(st.sampled_from(["aid", "record", "aid-2", "allies-plan-aid"])))
def test_a_suggested_id_is_one_and_is_free(text: str, taken: set[str]) -> None:
    """Whatever the words are, in whatever script."""
    found = suggested_id(text, "record", taken)
    assert re.fullmatch(ID_PATTERN, found)
    assert found not in taken


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Allies plan aid for the winter", "allies-plan-aid-winter"),
        ("The council’s plan is to plant ninety trees along it", "councils-plan-plant-ninety-trees"),
        ("Президент Зеленський подякував", "prezident-zelenskiy-podyakuvav"),
        ("It is", "it-is"),
        ("…", "record"),
    ],
)
def test_an_id_comes_from_the_telling_words(text: str, expected: str) -> None:
    """Fillers are left out, unless there is nothing else; other scripts are written in Latin letters."""
    assert suggested_id(text, "record", ()) == expected


@given(st.sets(st.integers(0, 6), min_size=1))
def test_chosen_sentences_are_a_proven_quote(numbers: set[int]) -> None:
    """Neighbours in one paragraph become one piece, all others are parted by […], and the whole is proven."""
    corpus, proofs, capture = _site(site())
    sentences = passages(capture, "article", corpus, proofs)
    chosen = [sentences[number] for number in sorted(numbers)]
    found = proven(Selector(source="article", exact=joined(chosen, capture)), capture, chosen[0].span.start)
    assert isinstance(found, Selector)
    proof = resolve(found, capture)
    assert isinstance(proof, Proof)
    assert proof.hull.start == chosen[0].span.start
    assert proof.hull.end == chosen[-1].span.end


@pytest.mark.parametrize("number", [0, 2, 4])
def test_words_that_stand_three_times_get_their_neighbours(number: int) -> None:
    """Each of the places can be meant, and the words beside it say which."""
    corpus, proofs, capture = _site(site({"seeds/article.txt": TWICE}))
    passage = passages(capture, "article", corpus, proofs)[number]
    at = passage.span.end - len("Yes is an answer.")
    found = proven(Selector(source="article", exact="Yes is an answer."), capture, at)
    assert isinstance(found, Selector)
    proof = resolve(found, capture)
    assert isinstance(proof, Proof)
    assert proof.pieces[0].end == passage.span.end
    assert fields_of(found).keys() - {"source", "exact"} <= {"prefix", "suffix"}


def test_without_a_place_words_that_stand_twice_are_ambiguous() -> None:
    """Nobody guesses which was meant."""
    _, _, capture = _site(site({"seeds/article.txt": TWICE}))
    found = proven(Selector(source="article", exact="Yes is an answer."), capture)
    assert isinstance(found, Miss)
    assert found.code == "quote-ambiguous"


def test_sentences_know_whether_a_claim_quotes_them() -> None:
    """So that an editor sees what is left."""
    corpus, proofs, capture = _site(site())
    assert [p.words for p in passages(capture, "article", corpus, proofs) if p.is_quoted] == [
        "Allies plan aid for the winter."
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("WINTER aid", ["Allies plan aid for the winter."]),
        ("Alies plan aid for the wintre", ["Allies plan aid for the winter."]),
        ("entirely unrelated zzzz", []),
    ],
)
def test_a_search_finds_words_in_any_order_and_near_ones(words: str, expected: list[str]) -> None:
    """Case and order do not matter; with a slip of the pen the nearest sentence is shown."""
    corpus, proofs, capture = _site(site())
    assert [p.words for p in search(words, passages(capture, "article", corpus, proofs), capture)] == expected


def test_names_in_the_words_come_first() -> None:
    """Who is named is found by the whole name, another spelling or the surname, and not inside another word."""
    files = {
        "claims/people/ann.yaml": "name: Ann Marie Leeson\nalternate_names: [Annie L.]\n",
        "claims/people/bob.yaml": "name: Bob Art\n",
        "claims/organizations/acme.yaml": "name: Acme\n",
    }
    corpus, _, _ = _site({**BASE, **files})
    assert named_in("At Acme Leeson spoke of articles, said Annie L.", corpus, ("person", "organization")) == [
        "acme",
        "ann",
    ]
    assert named_in("At Acme Leeson spoke.", corpus, ("person",)) == ["ann"]


def test_topics_and_chains_come_from_the_same_source_first() -> None:
    """What other claims from the source have is offered before what others have more often."""
    chain = "[{who: article, verb: reports}, {who: ann, verb: said}]"
    corpus, _, _ = _site(
        site(
            {
                "claims/winter/two.yaml": AID.replace("article", "report") + "tags: [far, more]\n",
                "claims/winter/three.yaml": AID.replace("article", "report") + "tags: [far]\n",
            },
            tags="[near]",
            attribution=chain,
        )
    )
    assert tags_by_use(corpus, "article") == ["near", "far", "more"]
    assert usual_attribution(corpus, "article")[1] == {"who": "ann", "verb": "said"}
    assert usual_attribution(corpus, "report") == [{"who": "report", "verb": "reports"}]


def test_fields_can_be_told_as_text() -> None:
    """A dotted path leads into lists and groups; commas part a list; brackets are read as YAML."""
    values = with_field({}, "statement", "tags", "one, two")
    values = with_field(values, "statement", "attribution.0.who", "ann")
    values = with_field(values, "statement", "attribution.0.verb", "said")
    values = with_field(values, "statement", "evidence", "[{source: report, bearing: supports}]")
    values = with_field(values, "statement", "claim", "[sic] is a text")
    assert values == {
        "tags": ["one", "two"],
        "attribution": [{"who": "ann", "verb": "said"}],
        "evidence": [{"source": "report", "bearing": "supports"}],
        "claim": "[sic] is a text",
    }


@pytest.mark.parametrize("path", ["nothing", "quote.nothing", "tags.x", "claim.0", "attribution.who", "0", ""])
def test_a_field_that_is_not_there_is_named(path: str) -> None:
    """The message names the path."""
    with pytest.raises(FieldError, match=re.escape(f"no field `{path}`")):
        with_field({}, "statement", path, "x")


def test_a_list_that_is_no_yaml_is_refused() -> None:
    """With the text that was told."""
    with pytest.raises(FieldError, match="no list or group"):
        with_field({}, "statement", "evidence", "[{source: report")


def test_fields_stand_in_the_order_of_the_guide() -> None:
    """What only a kind has stands behind what all claims have at their beginning."""
    values = {"tags": [], "form": "", "quote": {}, "claim": "", "about": [], "kind": "statement"}
    assert list(ordered(values)) == ["kind", "claim", "quote", "about", "form", "tags"]


def test_one_field_is_checked_by_itself() -> None:
    """An answer is judged before the other questions are asked."""
    assert problems_of({"published": "2026-01-06"}, "statement", "published") == []
    assert [p.code for p in problems_of({"published": "6 January"}, "statement", "published")] == ["field-malformed"]
    assert problems_of({"start": "2026-01"}, "event", "start") == []
