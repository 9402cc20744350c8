"""Addresses: what may be linked and read, and where one page is seen from another."""

from __future__ import annotations

import pytest
from generated import given, st

from factcheck.urls import file_of, is_safe_file, is_web_url, root_from


@pytest.mark.parametrize(
    ("path", "root"),
    [("", "./"), ("claims/", "../"), ("claims/a/", "../../"), ("404.html", "./"), ("feeds/a.atom", "../")],
)
def test_root_from(path: str, root: str) -> None:
    """The way from a page to the root has one step a folder."""
    assert root_from(path) == root


@pytest.mark.parametrize(
    ("path", "file"), [("", "index.html"), ("claims/a/", "claims/a/index.html"), ("404.html", "404.html")]
)
def test_file_of(path: str, file: str) -> None:
    """An address that ends in a slash is served from an index."""
    assert file_of(path) == file


@given(st.text(max_size=40))
def test_a_safe_name_stays_in_its_folder(name: str) -> None:
    """Whatever the text, a name that is safe has no part that leads up or anywhere else."""
    if is_safe_file(name):
        assert not name.startswith("/")
        assert {"..", ".", ""} & set(name.split("/")) == set()
        assert "\\" not in name


@given(st.text(max_size=40))
def test_any_text_is_a_web_address_or_not(text: str) -> None:
    """Nothing raises, and what is one can stand in an attribute."""
    assert is_web_url(text) in (True, False)
    assert not is_web_url(f'https://example.org/"{text}')


@given(st.sampled_from(["javascript", "data", "vbscript", "file", "blob", "JAVASCRIPT", " https", "java\tscript"]))
def test_other_schemes_are_refused(scheme: str) -> None:
    """Only http and https lead to a document of the web."""
    assert is_web_url(f"{scheme}://example.org/") is False
