"""Validated values to records: the last place that knows the keys of the YAML files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factcheck.model import (
    AnyRecord,
    Approval,
    Attendance,
    Claim,
    Correction,
    Dossier,
    Evidence,
    Exemption,
    FrozenFile,
    Link,
    NotClaim,
    Pledge,
    Reply,
    Review,
    Scale,
    Selector,
    Snapshot,
    Source,
    Statement,
    Step,
    Takedown,
    Thing,
    Translation,
    Verdict,
    Withdrawal,
)
from factcheck.schema import DEFAULT_VERDICTS
from factcheck.values import Moment

if TYPE_CHECKING:
    from factcheck.problems import Places

Values = dict[str, Any]

DEFAULT_SCALE = Scale(verdicts=tuple(Verdict(id=i, name=n, meaning=m) for i, n, m in DEFAULT_VERDICTS))


def record_from(record_type: str, record_id: str, values: Values, places: Places, dossier: str | None) -> AnyRecord:
    """Make the record of a type (``claim``, ``person`` …) from validated values."""
    common: Values = {"id": record_id, "places": places, "aliases": tuple(values.get("aliases", ()))}
    match record_type:
        case "claim" if values.get("state") == "taken-down":
            return Takedown(**common, published=values["published"], withdrawal=Withdrawal(**values["withdrawal"]))
        case "claim":
            return _claim(values, common, dossier)
        case "person" | "organization" | "event":
            return _thing(values, common, record_type)
        case "dossier":
            fields = _only(values, "title", "introduction", "language")
            return Dossier(**common, **fields, **_tuples(values, "key_claims"))
        case "correction":
            return Correction(**common, **_only(values, "kind", "claim", "published", "text"))
        case _:
            return _source(values, common)


def scale_from(values: Values, places: Places) -> Scale:
    """Make the verdict scale from validated values."""
    verdicts = tuple(Verdict(**v) for v in values["verdicts"])
    return Scale(verdicts=verdicts, worst=values.get("worst"), best=values.get("best"), places=places)


def _only(values: Values, *keys: str) -> Values:
    return {key: values[key] for key in keys if key in values}


def _tuples(values: Values, *keys: str) -> Values:
    return {key: tuple(values.get(key, ())) for key in keys}


def _selector(values: Values, source: str | None = None) -> Selector:
    found = _only(values, "source", "exact", "prefix", "suffix", "snapshot")
    return Selector(**{"source": source, **found}, focus=tuple(values.get("focus", ())))


def _evidence(values: Values) -> Evidence:
    selector = _selector(values) if "exact" in values else None
    return Evidence(**_only(values, "source", "bearing", "says", "locator"), selector=selector)


def _step(values: Values) -> Step:
    evidence = values.get("evidence", ())
    own = evidence == "quote"
    items = () if own else tuple(_evidence(item) for item in evidence)
    return Step(**_only(values, "state", "as_of", "as_of_text", "summary"), own_quote=own, evidence=items)


def _review(values: Values) -> Review:
    return Review(**{**values, **_tuples(values, "reviewers")})


def _reply(values: Values) -> Reply:
    quote = _selector(values["quote"]) if "quote" in values else None
    return Reply(**{**values, "quote": quote})


def _exemptions(values: Values) -> tuple[Exemption, ...]:
    return tuple(Exemption(**e) for e in values.get("allow", ()))


def _claim(values: Values, common: Values, dossier: str | None) -> Claim:
    return Claim(
        **common,
        **_only(values, "kind", "claim", "published", "claimant", "unrated_because", "recheck_by", "part_of"),
        **_only(values, "language", "state"),
        embargo=Moment.of(values["embargo"]) if "embargo" in values else None,
        **_tuples(values, "about", "discrepancies", "related", "tags", "written_by"),
        dossier=dossier,
        quote=_selector(values["quote"]),
        terms=_terms(values),
        attribution=tuple(Link(**link) for link in values.get("attribution", ())),
        evidence=tuple(_evidence(item) for item in values.get("evidence", ())),
        review=_review(values["review"]) if "review" in values else None,
        status=tuple(_step(step) for step in values.get("status", ())),
        translations=tuple(Translation(**t) for t in values.get("translations", ())),
        replies=tuple(_reply(reply) for reply in values.get("replies", ())),
        withdrawal=Withdrawal(**values["withdrawal"]) if "withdrawal" in values else None,
        allow=_exemptions(values),
    )


def _terms(values: Values) -> Attendance | Pledge | Approval | Statement | None:
    match values["kind"]:
        case "attendance":
            return Attendance(**_only(values, "event", "role", "person", "group"))
        case "pledge":
            condition = _selector(values["condition"]) if "condition" in values else None
            return Pledge(**_only(values, "promisor", "beneficiary"), condition=condition)
        case "approval":
            return Approval(subject=values["subject"], required_from=tuple(values["required_from"]))
        case "statement":
            return Statement(form=values["form"])
    return None


def _thing(values: Values, common: Values, kind: Any) -> Thing:
    return Thing(
        **common,
        kind=kind,
        **_only(values, "name", "description", "language", "form", "start", "end", "dates_from", "place"),
        **_tuples(values, "alternate_names", "same_as"),
    )


def _snapshot(values: Values) -> Snapshot:
    text = FrozenFile(**{**values["text"], **_tuples(values["text"], "pages")}) if "text" in values else None
    return Snapshot(**_only(values, "file", "sha256", "captured"), text=text)


def _source(values: Values, common: Values) -> Source:
    not_claims = (
        NotClaim(selector=_selector(n, common["id"]), reason=n["reason"]) for n in values.get("not_claims", ())
    )
    return Source(
        **common,
        **_only(values, "title", "rights", "kind", "url", "publisher", "published", "language", "origin", "tier"),
        **_only(values, "archive_url", "description"),
        authors=tuple(values.get("authors", ())),
        snapshots=tuple(_snapshot(s) for s in values["snapshots"]),
        allow=_exemptions(values),
        not_claims=tuple(not_claims),
    )
