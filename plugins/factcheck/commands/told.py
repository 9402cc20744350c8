"""What the flags of ``factcheck new`` tell of a record: its fields, its quote, and where it will stand."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from factcheck.codes import problem
from factcheck.corpus import FOLDERS
from factcheck.drafting import (
    FieldError,
    fields_of,
    joined,
    passages,
    proven,
    search,
    with_field,
)
from factcheck.meant import did_you_mean
from factcheck.model import Selector
from factcheck.new_ids import suggested_id, taken_ids
from factcheck.problems import Place, shown
from factcheck.schema import CLAIMS, ID_PATTERN, SCHEMAS

if TYPE_CHECKING:
    import argparse

    from factcheck.corpus import Corpus
    from factcheck.drafting import Values
    from factcheck.model import Capture
    from factcheck.proving import Proofs

SHOWN = 12


def values_from(options: argparse.Namespace, corpus: Corpus, proofs: Proofs, today: dt.date) -> Values:
    """Return the fields that flags tell, and the day. Raises FieldError for what cannot be."""
    values: Values = {"kind": options.kind} if options.kind in CLAIMS else {}
    name = "title" if options.kind == "dossier" else "name"
    for field, text in (("claim", options.claim), (name, options.name)):
        if text:
            values = with_field(values, options.kind, field, text)
    for setting in options.set:
        field, sign, text = setting.partition("=")
        if not sign:
            raise FieldError(f"--set takes a field and a value, such as form=paraphrase, and found “{setting}”.")
        values = with_field(values, options.kind, field.strip(), text.strip())
    if options.source or options.exact or options.find:
        values["quote"] = {**values.get("quote", {}), **_quote(options, values.get("quote", {}), corpus, proofs)}
    return {"published": today.isoformat(), **values} if "published" in SCHEMAS[options.kind] else values


def _quote(options: argparse.Namespace, told: Values, corpus: Corpus, proofs: Proofs) -> Values:
    """Return the fields of the quote, proven; the source alone where no words are told."""
    if options.find and options.exact:
        raise FieldError("Tell the words with --exact, or let them be found with --find, and not both.")
    if options.kind not in CLAIMS:
        raise FieldError(f"A record of kind {options.kind} has no quote: leave out --source, --exact and --find.")
    source_id = _source(options.source, corpus)
    capture = corpus.captures[source_id].good[-1]
    exact = options.exact or (_found(options.find, source_id, capture, corpus, proofs) if options.find else "")
    if not exact:
        return {"source": source_id}
    prefix, suffix = (str(told.get(name, "")) for name in ("prefix", "suffix"))
    wanted = Selector(source=source_id, exact=exact, prefix=prefix, suffix=suffix)
    result = proven(wanted, capture)
    if isinstance(result, Selector):
        return fields_of(result)
    missed = problem(result.code, Place(""), **result.words)
    raise FieldError(f"{missed.message}\n{missed.hint}")


def _source(told: str | None, corpus: Corpus) -> str:
    usable = [id_ for id_, captures in corpus.captures.items() if captures.good]
    source_id = told or (usable[0] if len(usable) == 1 else "")
    if not source_id:
        raise FieldError("Tell which source holds the words: --source ID.")
    if source_id not in corpus.sources:
        raise FieldError(f"There is no source “{source_id}”. {did_you_mean(source_id, corpus.sources)}".strip())
    if source_id not in usable:
        raise FieldError(f"The source “{source_id}” has no usable capture, so nothing can be quoted from it.")
    return source_id


def _found(words: str, source_id: str, capture: Capture, corpus: Corpus, proofs: Proofs) -> str:
    """Return the one sentence that holds some words."""
    found = search(words, passages(capture, source_id, corpus, proofs), capture)
    if len(found) == 1:
        return joined(found, capture)
    listed = "".join(f"\n  line {p.line}: {shown(p.words)}" for p in found[:SHOWN])
    raise FieldError(f"--find must point to one sentence of the source, and points to {len(found)}.{listed}")


def dossiers_of(corpus: Corpus) -> list[str]:
    """Return the dossiers of a site, the one with the newest claim first; those without any come last."""
    newest = dict.fromkeys(corpus.dossiers, dt.date.min)
    for claim in corpus.claims.values():
        if claim.dossier:
            newest[claim.dossier] = max(claim.published, newest.get(claim.dossier, claim.published))
    return sorted(newest, key=lambda dossier: (newest[dossier], dossier), reverse=True)


def dossier_from(options: argparse.Namespace, corpus: Corpus) -> str | None:
    """Return the dossier of a new claim: the one that is told, or the only one there is. Raises FieldError."""
    known = dossiers_of(corpus)
    if options.dossier is None and len(known) > 1 and options.kind in CLAIMS:
        raise FieldError(f"Tell the folder of the claim: --dossier, one of {', '.join(known)}, or a new one.")
    dossier = options.dossier if options.dossier is not None else next(iter(known), None)
    if dossier and (wrong := wrong_dossier(dossier)):
        raise FieldError(wrong)
    return dossier


def wrong_dossier(name: str) -> str:
    """Say what is wrong with the name of a dossier; an empty text if nothing is."""
    if name in FOLDERS:
        return f"claims/{name}/ holds no claims. Choose another folder."
    return "" if re.fullmatch(ID_PATTERN, name) else f"A folder is named in a-z, 0-9 and hyphens, and not “{name}”."


def wrong_id(record_id: str, corpus: Corpus) -> str:
    """Say what is wrong with a new id; an empty text if nothing is."""
    if not re.fullmatch(ID_PATTERN, record_id):
        return f"An id is lower-case letters a-z, digits and single hyphens, and not “{record_id}”."
    return f"The id “{record_id}” is taken. Choose another one." if record_id in taken_ids(corpus) else ""


def id_from(options: argparse.Namespace, values: Values, corpus: Corpus) -> str:
    """Return the id of the record: the one that is told, or a suggestion. Raises FieldError."""
    if options.id and (wrong := wrong_id(options.id, corpus)):
        raise FieldError(wrong)
    if not options.id and (known := _same_name(options.kind, values, corpus)):
        raise FieldError(f"There is a record of this name already: {known}. Tell another --id if it is not the same.")
    return options.id or suggestion(options.kind, values, corpus)


def _same_name(kind: str, values: Values, corpus: Corpus) -> str:
    """Return the id of a person, body, event or dossier that has the name of a new one; empty where none has."""
    named = {(thing.kind, thing.name): thing.id for thing in corpus.things.values()}
    titled = {("dossier", dossier.title): dossier.id for dossier in corpus.dossiers.values()}
    return (named | titled).get((kind, str(values.get("name") or values.get("title"))), "")


def suggestion(kind: str, values: Values, corpus: Corpus) -> str:
    """Return a free id for a record."""
    words = str(values.get("claim") or values.get("name") or values.get("title") or "")
    if kind == "correction":
        words = f"{values.get('published', '')} {words}"
    otherwise = f"{kind}-{values['quote']['source']}" if "quote" in values else kind
    return suggested_id(words, otherwise, taken_ids(corpus))
