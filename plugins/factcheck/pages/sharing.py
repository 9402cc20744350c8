"""How a claim is passed on: the frame for other sites, the snippet that sets it, and the card beside a link."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from factcheck.card_layout import HEIGHT, WIDTH, CardText, card_svg
from factcheck.pages.cards import notices_of, signs_of
from factcheck.pages.here import Here
from factcheck.pages.quotes import quote_view
from factcheck.views import CardImage, EmbedPage, EmbedTakedownPage, Share
from factcheck.wording import KINDS, direction_of, excerpt, quotation_marks

if TYPE_CHECKING:
    from factcheck.model import Checked, Takedown
    from factcheck.views import Tone

FRAME_WIDTH: Final = 600
_NOTICE_TONES: Final[dict[str, Tone]] = {"withdrawn": "contradicts", "stale": "uncertain"}
# A frame cannot tell its height without a script, so it is reckoned: pixels around the text, a line of each, and
# about how many letters of it fill a frame of that width.
_AROUND, _TALLEST = 300, 720
_LINES: Final = {"title": (30, 46), "quote": (34, 50), "notice": (24, 66)}


def embed_path(claim_id: str) -> str:
    """Return the root path of the frame of a claim."""
    return f"embed/{claim_id}/"


def card_path(claim: Checked) -> str:
    """Return the root path of the card of a claim."""
    return f"cards/{claim.record.id}.png"


def oembed_path(claim: Checked) -> str:
    """Return the root path of the oEmbed answer for a claim."""
    return f"api/v1/oembed/{claim.record.id}.json"


def embed_page(claim: Checked, here: Here) -> EmbedPage:
    """Return what the frame of a claim shows."""
    record = claim.record
    title, language = here.title_of(record)
    return EmbedPage(
        frame=here.frame(title, excerpt(claim.proof.exact), indexed=False),
        canonical=Here(here.edition, claim.path).canonical(),
        page=here.to(here.say("The whole record, with its proof"), claim.path),
        home=here.to(here.edition.settings.sitename, ""),
        title=title,
        language=language,
        direction=direction_of(language),
        kind=here.say(KINDS[record.kind]),
        claimant=here.who(record.claimant) if record.claimant else None,
        quote=quote_view(claim.proof, here, record.id),
        labels=signs_of(claim, here),
        notices=notices_of(claim, here),
        modified=here.date(claim.modified),
        modified_datetime=claim.modified.isoformat(),
    )


def embed_takedown_page(takedown: Takedown, here: Here) -> EmbedTakedownPage:
    """Return what is framed where a claim was taken down."""
    title, removed = here.say("A claim was taken down"), takedown.withdrawal
    return EmbedTakedownPage(
        frame=here.frame(title, here.say("A claim that stood here was taken down."), indexed=False),
        canonical=Here(here.edition, takedown.path).canonical(),
        page=here.to(here.say("When and why"), takedown.path),
        home=here.to(here.edition.settings.sitename, ""),
        removed=here.date(removed.published),
        removed_datetime=removed.published.isoformat(),
        reason=removed.reason,
    )


def share_of(claim: Checked, here: Here) -> Share:
    """Return how the page of a claim can be passed on."""
    return Share(
        address=here.canonical(),
        snippet=snippet(claim, here) if here.edition.settings.siteurl else None,
        embed=here.to(here.say("See what it shows"), embed_path(claim.record.id)),
    )


def snippet(claim: Checked, here: Here, width: str = "100%") -> str:
    """Return the HTML that frames a claim on another site. No script can run in it, and links open beside it."""
    address = f"{here.edition.settings.base}/{embed_path(claim.record.id)}"
    title, _ = here.title_of(claim.record)
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="{width}" height="{frame_height(claim, here)}"'
        ' loading="lazy" sandbox="allow-popups allow-popups-to-escape-sandbox" style="border:0;max-width:40rem">'
        "</iframe>"
    )


def frame_height(claim: Checked, here: Here) -> int:
    """Return a height in pixels at which the frame need not be scrolled, unless the quote is very long."""
    texts = [("title", here.title_of(claim.record)[0]), ("quote", claim.proof.exact)]
    texts += [("notice", f"{notice.title} {notice.text}") for notice in notices_of(claim, here)]
    heights = (_LINES[name][0] * -(-len(text) // _LINES[name][1]) for name, text in texts)
    return min(_TALLEST, _AROUND + sum(heights))


def oembed_address(claim: Checked, here: Here) -> str | None:
    """Return the absolute address of the oEmbed answer for a claim, where the site has one."""
    siteurl = here.edition.settings.siteurl
    return f"{siteurl}/{oembed_path(claim)}" if siteurl else None


def picture_of(claim: Checked, here: Here) -> CardImage | None:
    """Return the card of a claim as its page names it: where cards are made and the site has an absolute address."""
    settings = here.edition.settings
    if not (settings.release and settings.siteurl):
        return None
    open_, close = quotation_marks(here.edition.site.sources[claim.proof.source].record.language)
    said = f"{open_}{excerpt(claim.proof.exact)}{close} {_said(claim, here)}."
    labels = ". ".join(f"{sign.word}: {sign.state}" for sign in signs_of(claim, here))
    return CardImage(href=f"{settings.siteurl}/{card_path(claim)}", width=WIDTH, height=HEIGHT, alt=f"{said} {labels}.")


def _said(claim: Checked, here: Here) -> str:
    source = here.edition.site.sources[claim.proof.source].record.title
    if claim.record.claimant:
        who = here.who(claim.record.claimant).text
        return here.say("Attributed to %(who)s, in %(source)s", who=who, source=source)
    return here.say("In the words of %(source)s", source=source)


def card_of_claim(claim: Checked, here: Here) -> str:
    """Return the card of a claim as SVG, in the site's own language."""
    title, language = here.title_of(claim.record)
    said_in = here.edition.site.sources[claim.proof.source].record.language
    direction = direction_of(here.language) or "ltr"
    return card_svg(
        CardText(
            site=here.edition.settings.sitename,
            direction=direction,
            kind=here.say(KINDS[claim.record.kind]),
            flags=tuple((n.title, _NOTICE_TONES.get(n.kind, "plain")) for n in notices_of(claim, here)),
            title=title,
            title_direction=direction_of(language) or direction,
            quote=claim.proof.exact,
            marks=quotation_marks(said_in),
            quote_direction=direction_of(said_in) or direction,
            said=_said(claim, here),
            labels=tuple((sign.word, sign.state, sign.tone) for sign in signs_of(claim, here)),
        )
    )
