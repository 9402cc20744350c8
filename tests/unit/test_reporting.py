"""The address at which a reader reports an error is filled in with the page they come from."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from factcheck.reporting import is_report_url, prefilled

PAGE = {
    "title": "50% & “Київ”",
    "address": "https://x.example/a/",
    "subject": "Error on “50% & more”",
    "body": "https://x.example/a/\n\nWhat is wrong?\n",
}


@pytest.mark.parametrize(
    ("url", "filled"),
    [
        ("https://x.example/report", "https://x.example/report"),
        ("https://x.example/report?from=site&kind=error", "https://x.example/report?from=site&kind=error"),
        (
            "https://x.example/?t={title}&u={url}",
            "https://x.example/?t=50%25%20%26%20%E2%80%9C%D0%9A%D0%B8%D1%97%D0%B2%E2%80%9D&u=https%3A%2F%2Fx.example%2Fa%2F",
        ),
    ],
)
def test_an_address_is_filled_in_or_left(url: str, filled: str) -> None:
    """Blanks become the title and the address, percent-encoded; an address without any stays as it is."""
    assert prefilled(url, **PAGE) == filled


def test_a_title_that_looks_like_a_blank_is_no_blank() -> None:
    """What was filled in is not filled in once more."""
    found = prefilled("https://x.example/?t={title}&u={url}", **{**PAGE, "title": "{url}"})
    assert found == "https://x.example/?t=%7Burl%7D&u=https%3A%2F%2Fx.example%2Fa%2F"


def test_a_mail_has_a_subject_and_a_text() -> None:
    """A mail to the desk says which page it is about; its lines end as RFC 6068 wants."""
    found = prefilled("mailto:desk@x.example?cc=boss@x.example", **PAGE)
    assert found == (
        "mailto:desk@x.example?cc=boss@x.example"
        "&subject=Error%20on%20%E2%80%9C50%25%20%26%20more%E2%80%9D"
        "&body=https%3A%2F%2Fx.example%2Fa%2F%0D%0A%0D%0AWhat%20is%20wrong%3F%0D%0A"
    )


@pytest.mark.parametrize(
    ("url", "title", "text"),
    [
        ("https://github.com/o/r/issues/new?template=error.md", "title", "body"),
        ("https://gitlab.com/g/p/-/issues/new", "issue[title]", "issue[description]"),
    ],
)
def test_a_new_issue_has_a_title_and_a_text(url: str, title: str, text: str) -> None:
    """GitHub and GitLab each get the parameters that they know, and keep those that the site has set."""
    found = parse_qs(urlsplit(prefilled(url, **PAGE)).query)
    assert (found[title], found[text]) == ([PAGE["subject"]], [PAGE["body"]])
    assert found.get("template", ["error.md"]) == ["error.md"]


def test_what_the_site_has_set_stays() -> None:
    """A subject of the site's own is not doubled."""
    found = prefilled("mailto:desk@x.example?Subject=Error", **PAGE)
    assert found.startswith("mailto:desk@x.example?Subject=Error&body=")


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("https://x.example/report", True),
        ("http://x.example/?u={url}", True),
        ("https://x.example/{title}", True),
        ("mailto:desk@x.example", True),
        ("MAILTO:desk@x.example?subject={title}", True),
        ("mailto:", False),
        ("mailto:desk", False),
        ("mailto:desk@x.example,other@x.example", False),
        ("mailto:desk@x.example?subject=a b", False),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//x.example/report", False),
        ("https://x.example/{page}", False),
        ("https://x.example/ report", False),
        ("report", False),
    ],
)
def test_which_addresses_can_be_set(url: str, fine: bool) -> None:  # noqa: FBT001 - a case of a table
    """Only addresses of the web and of mail, with no blank but ours."""
    assert is_report_url(url) is fine
