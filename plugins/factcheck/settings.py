"""The settings of a site that the core needs, as one frozen value. Where they come from is not known here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from factcheck.reporting import is_report_url
from factcheck.translations import ENGLISH, known_languages
from factcheck.urls import is_web_url

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

POLICY_PAGES: Final = ("methodology", "corrections-policy", "about")
OUR_ADDRESSES: Final = frozenset(
    {
        "admin",
        "api",
        "approvals",
        "attendance",
        "cards",
        "claims",
        "corrections",
        "dossiers",
        "embed",
        "events",
        "feeds",
        "labels",
        "organizations",
        "pagefind",
        "patterns",
        "people",
        "pledges",
        "search",
        "sources",
        "theme",
        "topics",
    }
)
# Where a form in the browser can save records.
HOSTS: Final = ("github", "gitlab", "gitea")
ADMIN: Final = "admin/"
FALLBACK_URL: Final = "http://localhost"
HASH: Final = "{hash}"
PREFIX: Final = "FACTCHECK_"
# In the folder of a site: what is remembered from one run to the next. Whatever is missing there is made anew.
CACHE_FOLDER: Final = ".factcheck-cache"
# Those of an editor, and those that the programs hand to one another.
OUR_SETTINGS: Final = (
    "FACTCHECK_ADMIN",
    "FACTCHECK_LANGUAGES",
    "FACTCHECK_REPORT_URL",
    "FACTCHECK_REPOSITORY_URL",
    "FACTCHECK_REVISIONS",
    "FACTCHECK_STALE_AFTER",
    "FACTCHECK_TAG_AUTHORITY",
    "FACTCHECK_TWO_PAIRS_OF_EYES",
)
_INNER_SETTINGS: Final = (
    "FACTCHECK_ELSEWHERE",
    "FACTCHECK_EXAMINED",
    "FACTCHECK_JOBS",
    "FACTCHECK_MADE",
    "FACTCHECK_PROGRESS",
    "FACTCHECK_RELEASE",
    "FACTCHECK_SETTINGS",
    "FACTCHECK_SITE",
)


def unknown_settings(values: Iterable[str]) -> list[str]:
    """Return the names that begin as ours do and are none of ours: nobody would read them."""
    return sorted(name for name in values if name.startswith(PREFIX) and name not in OUR_SETTINGS + _INNER_SETTINGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a site is called, where it lives, and how it behaves.

    ``siteurl`` is empty where none is set; ``now`` is the one time of the build; ``pages`` maps the slugs of the
    site's own content pages to their titles; ``language`` is that of its records, ``languages`` are those
    of the interface, the one of the root first. With ``two_pairs_of_eyes`` nobody may publish a review alone.
    ``admin_backend`` says where a published form saves records; without one there is no form.
    A ``release`` is built for publication, with what takes its time: the index of the search, and cards.
    ``report_url`` may hold the blanks of ``reporting``; with ``revisions`` claims show the changes of their record,
    linked to where ``repository_url`` shows a commit (its blank is ``{hash}``).
    """

    sitename: str
    subtitle: str
    siteurl: str
    language: str
    now: dt.datetime
    stale_after: int
    tag_authority: str
    report_url: str
    revisions: bool
    repository_url: str
    two_pairs_of_eyes: bool
    admin_backend: Mapping[str, Any]
    pages: Mapping[str, str]
    languages: tuple[str, ...]
    release: bool

    @property
    def base(self) -> str:
        """The absolute address of the root, without a slash; localhost where a format demands one and none is set."""
        return self.siteurl or FALLBACK_URL

    @property
    def today(self) -> dt.date:
        """The day of the build, in UTC."""
        return self.now.date()

    @property
    def has_policy_pages(self) -> bool:
        """Tell whether every page that a ClaimReview needs exists."""
        return all(page in self.pages for page in POLICY_PAGES)


def settings_from(values: Mapping[str, Any], now: dt.datetime, pages: Mapping[str, str]) -> Settings:
    """Read Pelican-style settings (``SITENAME``, ``SITEURL``, ``FACTCHECK_…``).

    Raises ValueError or TypeError for a value that cannot be used.
    """
    siteurl = str(values.get("SITEURL") or "").rstrip("/")
    if siteurl and not is_web_url(siteurl):
        raise ValueError(f"SITEURL must start with https:// or http://, and is “{siteurl}”")
    host = urlsplit(siteurl).hostname or "localhost"
    return Settings(
        sitename=str(values.get("SITENAME") or "Fact checks"),
        subtitle=str(values.get("SITESUBTITLE") or "Every claim with its quote, proven in its source."),
        siteurl=siteurl,
        language=str(values.get("DEFAULT_LANG") or "en"),
        now=now,
        stale_after=_days(values, "FACTCHECK_STALE_AFTER", 365),
        tag_authority=str(values.get("FACTCHECK_TAG_AUTHORITY") or f"{host},2026"),
        report_url=_report_url(values),
        revisions=_flag(values, "FACTCHECK_REVISIONS"),
        repository_url=_repository_url(values),
        two_pairs_of_eyes=_flag(values, "FACTCHECK_TWO_PAIRS_OF_EYES"),
        admin_backend=_backend(values),
        pages=pages,
        languages=_languages(values),
        release=_flag(values, "FACTCHECK_RELEASE"),
    )


def _languages(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the languages of the interface; where we do not speak the site's own, English stands in for it."""
    own = str(values.get("DEFAULT_LANG") or ENGLISH)
    own = own if own.partition("-")[0] in known_languages() else ENGLISH
    more = values.get("FACTCHECK_LANGUAGES", ())
    if isinstance(more, str) or not all(isinstance(code, str) for code in more):
        raise ValueError(f"FACTCHECK_LANGUAGES must be a list of language codes, such as ['uk'], and is {more!r}")
    return (own, *dict.fromkeys(code for code in more if code != own))


def _report_url(values: Mapping[str, Any]) -> str:
    found = str(values.get("FACTCHECK_REPORT_URL") or "")
    if found and not is_report_url(found):
        forms = "https://…, http://… or mailto:somebody@…"
        raise ValueError(f"FACTCHECK_REPORT_URL must be an address such as {forms}, and is “{found}”")
    return found


def _repository_url(values: Mapping[str, Any]) -> str:
    found = str(values.get("FACTCHECK_REPOSITORY_URL") or "")
    if found and (HASH not in found or not is_web_url(found.replace(HASH, "0"))):
        raise ValueError(f"FACTCHECK_REPOSITORY_URL must be a web address with the blank {HASH}, and is “{found}”")
    return found


def _flag(values: Mapping[str, Any], name: str) -> bool:
    found = values.get(name, False)
    if not isinstance(found, bool):
        # A text such as "no" would count as true.
        raise ValueError(f"{name} must be True or False, and is {found!r}")  # noqa: TRY004 - one mistake for the editor
    return found


def _backend(values: Mapping[str, Any]) -> Mapping[str, Any]:
    found = values.get("FACTCHECK_ADMIN") or {}
    if not found:
        return {}
    backend = found.get("backend") if isinstance(found, dict) and found.keys() == {"backend"} else None
    if not isinstance(backend, dict) or backend.get("name") not in HOSTS or not isinstance(backend.get("repo"), str):
        example = '{"backend": {"name": "github", "repo": "owner/repository"}}'
        hosts = ", ".join(HOSTS)
        raise ValueError(f"FACTCHECK_ADMIN must be like {example}, its name one of {hosts}, and is {found!r}")
    return dict(backend)


def _days(values: Mapping[str, Any], name: str, default: int) -> int:
    found = values.get(name, default)
    try:
        return int(found)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be a number of days such as {default}, and is {found!r}") from None
