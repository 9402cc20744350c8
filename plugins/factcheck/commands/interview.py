"""The questions of ``factcheck new``: what a kind of record needs, asked one by one, each answer checked at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from factcheck.codes import problem
from factcheck.commands.asking import Option, ask, ask_until, choose, choose_many, confirm, show
from factcheck.commands.told import dossiers_of, suggestion, wrong_dossier, wrong_id
from factcheck.corpus import record_type_of
from factcheck.drafting import (
    FieldError,
    Passage,
    Values,
    fields_of,
    joined,
    named_in,
    passages,
    path_of,
    problems_of,
    proven,
    search,
    tags_by_use,
    usual_attribution,
)
from factcheck.ids import as_id
from factcheck.known_ids import KnownIds
from factcheck.model import Selector
from factcheck.new_ids import suggested_id, taken_ids
from factcheck.problems import Place, shown
from factcheck.quotes import Miss
from factcheck.schema import ACTORS, CLAIMS, COMMON, SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from factcheck.corpus import Corpus
    from factcheck.model import Capture
    from factcheck.proving import Proofs
    from factcheck.schema import Field

LONGEST_CLAIM = 75
_NUMBERS = re.compile(r"[\d\s,-]+")
# What is asked of a record that is no claim, beyond what it must have.
_ASKED_TOO = {
    "person": ("description",),
    "organization": ("description", "form"),
    "event": ("description", "start", "place"),
    "dossier": ("introduction",),
}


@dataclass
class Interview:
    """A record that is being told: its values so far, and the records made on the way, by their paths."""

    record_type: str
    values: Values
    corpus: Corpus
    proofs: Proofs
    made: dict[str, Values] = field(default_factory=dict)

    def run(self, record_id: str | None, dossier: str | None) -> tuple[str, str | None]:
        """Ask for all that is not told yet; return the id and the dossier.

        Raises EOFError and KeyboardInterrupt when the editor leaves.
        """
        self._fields()
        is_claim = self.record_type in CLAIMS
        folder = dossier if dossier or not is_claim else self._dossier()
        return record_id or self._id(), folder

    def _dossier(self) -> str:
        print("\nA claim stands in a dossier: a folder of claims that belong together.")
        options = [Option(name) for name in dossiers_of(self.corpus)]
        default = options[0].value if options else "claims"
        while wrong := wrong_dossier(name := choose("Dossier, an old or a new one", options, default, other=True)):
            print(wrong)
        return name

    def _id(self) -> str:
        print("\nThe id is the name of the file and the address of the page, for all time.")
        default = suggestion(self.record_type, self.values, self.corpus)
        return ask_until("id", lambda text: wrong_id(text, self.corpus), default)

    def _fields(self) -> None:
        if self.record_type in CLAIMS:
            self._quote()
            self._told("claim", self._claim)
            for name, spec in CLAIMS[self.record_type].items():
                if name not in COMMON:
                    self._own(name, spec)
            if self.record_type == "statement":
                self._told("claimant", lambda: self._reference("claimant", COMMON["claimant"]))
            self._told("about", lambda: self._references("about", COMMON["about"]))
            self._told("attribution", self._attribution)
            self._told("tags", self._tags)
        else:
            for name, spec in SCHEMAS[self.record_type].items():
                if spec.get("required") or name in _ASKED_TOO.get(self.record_type, ()):
                    self._own(name, spec)

    def _told(self, name: str, question: Callable[[], None]) -> None:
        if name not in self.values:
            question()

    def _own(self, name: str, spec: Field) -> None:
        """Ask for a field that only this kind of record has, if no other field has taken its place."""
        if name in self.values or spec.get("excludes") in self.values:
            return
        if name == "status":
            self._status(spec)
        elif name == "condition":
            self._condition()
        elif spec["type"] == "list":
            self._references(name, spec)
        elif "refers_to" in spec["meta"]:
            self._reference(name, spec)
        else:
            self._text(name, spec)

    # Words of a source

    def _quote(self) -> None:
        told = self.values.get("quote", {})
        source_id = told.get("source") or self._source()
        # Named before its words are, so that whoever leaves keeps it.
        self.values["quote"] = {**told, "source": source_id}
        if "exact" not in told:
            self.values["quote"] = self._words(source_id, self._capture(source_id))

    def _source(self) -> str:
        archived = [s for s in self.corpus.sources.values() if self.corpus.captures[s.id].good]
        archived.sort(key=lambda s: (s.snapshots[-1].captured.latest, s.id), reverse=True)
        if not archived:
            raise FieldError("No source is archived yet. Add one with factcheck add-source.")
        if len(archived) == 1:
            print(f"The source is {Option(archived[0].id, archived[0].title)}.")
            return archived[0].id
        return choose("Which source holds the words?", [Option(s.id, s.title) for s in archived], archived[0].id)

    def _capture(self, source_id: str) -> Capture:
        return self.corpus.captures[source_id].good[-1]

    def _words(self, source_id: str, capture: Capture) -> Values:
        sentences = passages(capture, source_id, self.corpus, self.proofs)
        listed = [p for p in sentences if not p.is_quoted] or sentences
        print("Its sentences that no claim quotes yet:" if not listed[0].is_quoted else "All of it is quoted already:")
        while True:
            show([Option(f"{'(quoted) ' * p.is_quoted}{p.words}") for p in listed], "type words to look for")
            answer = ask("Numbers, such as 2 or 2-3 or 2,5; words to look for; or the exact words")
            chosen = _numbered(answer, listed)
            exact = self._part_of(joined(chosen, capture)) if chosen else answer
            wanted = Selector(source=source_id, exact=exact)
            result = proven(wanted, capture, chosen[0].span.start if chosen else None)
            if isinstance(result, Selector) and (chosen or " " in exact):
                return {**fields_of(result), **self._focus(result)}
            if not chosen and _NUMBERS.fullmatch(answer):
                print(f"The list has the numbers 1 to {len(listed)}.")
            elif exact:
                listed = self._found(exact, sentences, capture, result)

    @staticmethod
    def _found(words: str, sentences: list[Passage], capture: Capture, result: Selector | Miss) -> list[Passage]:
        """Return the sentences to show next: those with some words, or all, with what is wrong with the words."""
        found = search(words, sentences, capture)
        if found:
            print(f"Sentences with “{shown(words)}”, or near to it:")
        elif isinstance(result, Miss):
            print(f"{_said(result)}\nAll sentences of the source:")
        return found or sentences

    @staticmethod
    def _part_of(exact: str) -> str:
        print(f"  “{shown(exact)}”")
        return ask("Press Enter to quote all of it, or paste the part to quote", exact) if exact else exact

    def _focus(self, quote: Selector) -> Values:
        if len(quote.exact.split()) <= 12:  # noqa: PLR2004 - a short quote is its own focus
            return {}
        answer = ask("Which of these words carry the claim? Paste them, or press Enter for all")
        return {"focus": [answer]} if answer and answer in quote.exact else {}

    def _condition(self) -> None:
        quote = self.values["quote"]
        while answer := ask("Words of the source that say when the pledge holds; Enter if there are none"):
            capture = self._capture(quote["source"])
            result = proven(Selector(source=quote["source"], exact=answer), capture, 0)
            if isinstance(result, Selector):
                self.values["condition"] = fields_of(result)
                return
            print(_said(result))

    # Fields

    def _claim(self) -> None:
        self._text("claim", COMMON["claim"])
        length = len(self.values["claim"])
        if length > LONGEST_CLAIM and not confirm(
            f"It has {length} characters; a heading is read best with {LONGEST_CLAIM} or fewer. Keep it?", default=True
        ):
            self._claim()

    def _text(self, name: str, spec: Field) -> None:
        """Ask for a text, a date or a choice until it is one; nothing is an answer where nothing is needed."""
        print(_help_of(name, spec))
        if allowed := spec.get("allowed"):
            answer = _needed(
                lambda: choose(name, [Option(word) for word in allowed]), is_needed=bool(spec.get("required"))
            )
        else:
            answer = ask_until(name, lambda text: self._wrong(name, spec, text))
        if answer:
            self.values[name] = answer

    def _wrong(self, name: str, spec: Field, text: str) -> str:
        if not text:
            return "This is needed." if spec.get("required") else ""
        found = problems_of({name: text}, self.record_type, name)
        return "\n".join(f"{p.message} {p.hint}".strip() for p in found)

    def _reference(self, name: str, spec: Field) -> None:
        types = spec["meta"]["refers_to"]
        print(_help_of(name, spec))
        # Where one of two fields must be, the second is asked for when the first has no answer.
        is_needed = bool(spec.get("required")) and (not spec.get("excludes") or name < spec["excludes"])
        answer = _needed(lambda: self._known(name, types), is_needed=is_needed)
        if answer:
            self.values[name] = answer

    def _known(self, name: str, types: tuple[str, ...]) -> str:
        """Let a record of some types be chosen, or made; empty where none is."""
        answer = choose(f"{name}: a number, an id or a new name; Enter for none", self._options(types), other=True)
        return self._existing_or_new(answer, types) if answer else ""

    def _existing_or_new(self, answer: str, types: tuple[str, ...]) -> str:
        known = KnownIds(self.corpus)
        id_ = as_id(answer)
        if known.has(id_, types) or id_ in {option.value for option in self._options(types)}:
            return id_
        makeable = [type_ for type_ in types if type_ in SCHEMAS and type_ not in ("source", "claim")]
        print(f"There is no record of “{shown(answer)}” yet. {known.better(answer, types)}")
        if not makeable or not confirm("Make its record now, from its name?", default=False):
            return ""
        type_ = choose("What is it?", [Option(each) for each in makeable]) if len(makeable) > 1 else makeable[0]
        new_id = suggested_id(answer, type_ or makeable[0], taken_ids(self.corpus))
        self.made[path_of(type_ or makeable[0], new_id, None)] = {"name": ask("Its name as readers see it", answer)}
        return new_id

    def _references(self, name: str, spec: Field) -> None:
        types = spec["schema"]["meta"].get("refers_to")
        if not types:
            return
        print(_help_of(name, spec))
        while True:
            answers = choose_many(f"{name}: numbers or ids, parted by commas; Enter for none", self._options(types))
            found = [self._existing_or_new(answer, types) for answer in answers]
            if all(found) and (found or not spec.get("required")):
                break
            print("This is needed." if not answers else "Tell them once more.")
        if found:
            self.values[name] = list(dict.fromkeys(found))

    def _options(self, types: Sequence[str]) -> list[Option]:
        """Return who and what can be chosen: those that the quote and the claim name come first."""
        quote = self.values.get("quote", {})
        near = named_in(f"{self.values.get('claim', '')} {quote.get('exact', '')}", self.corpus, types)
        made = {
            PurePosixPath(path).stem: v["name"] for path, v in self.made.items() if record_type_of(path)[0] in types
        }
        things = made | {t.id: t.name for t in self.corpus.things.values() if t.kind in types}
        if "claim" in types:
            things |= {claim.id: claim.claim for claim in self.corpus.claims.values()}
        if "source" in types:
            things |= {source.id: source.title for source in self.corpus.sources.values()}
        return [Option(id_, things[id_]) for id_ in dict.fromkeys([*near, *things])]

    def _tags(self) -> None:
        known = tags_by_use(self.corpus, self.values["quote"]["source"])
        print(_help_of("tags", COMMON["tags"]))
        answers = choose_many("tags: numbers or words, parted by commas; Enter for none", list(map(Option, known)))
        if found := [id_ for answer in answers if (id_ := as_id(answer))]:
            self.values["tags"] = list(dict.fromkeys(found))

    # Chains and histories

    def _attribution(self) -> None:
        """Offer the chain that other claims from the source have; else ask for it link by link."""
        chain = usual_attribution(self.corpus, self.values["quote"]["source"])
        claimant = self.values.get("claimant")
        if claimant and claimant not in {link.get("who") for link in chain}:
            chain = [*chain[:1], {"who": claimant, "verb": "said"}]
        print(COMMON["attribution"]["meta"]["help"])
        if confirm(f"attribution: {_in_words(chain)}. Is it so?", default=True):
            self.values["attribution"] = chain
            return
        self.values["attribution"] = []
        while link := self._link():
            self.values["attribution"].append(link)
        if not self.values["attribution"]:
            del self.values["attribution"]

    def _link(self) -> Values:
        options = self._options((*ACTORS, "source"))
        answer = choose("Next step: a number, an id, or the source's words for somebody unnamed; Enter to end",
                        options, other=True)  # fmt: skip
        if not answer:
            return {}
        is_known = KnownIds(self.corpus).has(answer, (*ACTORS, "source"))
        verb = ask_until("What do they do with the words, such as “reports”", lambda text: "" if text else "Needed.")
        return {"who" if is_known else "unnamed": answer, "verb": verb}

    def _status(self, spec: Field) -> None:
        step = spec["schema"]["schema"]
        print(_help_of("status", spec))
        state = choose("state; Enter to leave the history out", [Option(word) for word in step["state"]["allowed"]])
        if not state:
            return
        as_of = ask_until("as_of: since when, a day, a month or a year; Enter if nobody says", self._wrong_date)
        when = {"as_of": as_of} if as_of else {"as_of": None, "as_of_text": ask("What is known of the time", "undated")}
        self.values["status"] = [{"state": state, **when, "evidence": "quote"}]

    @staticmethod
    def _wrong_date(text: str) -> str:
        return "\n".join(f"{p.message} {p.hint}" for p in problems_of({"start": text}, "event", "start") if text)


def _needed(question: Callable[[], str], *, is_needed: bool) -> str:
    while not (answer := question()) and is_needed:
        print("This is needed.")
    return answer


def _help_of(name: str, spec: Field) -> str:
    example = spec["meta"]["example"]
    return f"\n{name}: {spec['meta']['help']}" + (f" For example: {example}" if isinstance(example, str) else "")


def _in_words(chain: Iterable[Values]) -> str:
    return ", ".join(shown(f"{link.get('who') or link['unnamed']} {link['verb']}") for link in chain)


def _said(miss: Miss) -> str:
    """Say why words are not proven."""
    found = problem(miss.code, Place(""), **miss.words)
    return f"{found.message}\n{found.hint}"


def _numbered(answer: str, listed: Sequence[Passage]) -> list[Passage]:
    """Return the sentences whose numbers were typed: ``2``, ``2-3`` or ``2,5``; none where something else was."""
    found: list[Passage] = []
    for part in answer.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        if not (picked_ := [n for n in (first, last or first) if n.isdecimal() and 1 <= int(n) <= len(listed)])[1:]:
            return []
        found += listed[int(picked_[0]) - 1 : int(picked_[1])]
    return found
