"""Fetching from the web: what is refused, what is limited, and where the connection really goes."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from typing import TYPE_CHECKING

import pytest

from factcheck import __version__
from factcheck.addresses import is_number, is_public
from factcheck.fetching import Fetched, FetchError, Limits, fetch
from web import Web, public_name, web_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path


def everywhere(_: str) -> bool:
    """Allow every address: our server is on this machine."""
    return True


HERE = Limits(allowed=everywhere, connect=5, read=5, total=10)
PAGE = b"<p>Words.</p>"


@pytest.fixture(scope="module")
def server() -> Iterator[Web]:
    """Serve on loopback for all tests of the module."""
    with web_server() as web:
        yield web


@pytest.fixture
def web(server: Web) -> Web:
    """Return the server as if nobody had asked it anything."""
    server.answers.clear()
    server.seen.clear()
    return server


def why(url: str, limits: Limits = HERE) -> str:
    """Return why an address cannot be fetched."""
    with pytest.raises(FetchError) as caught:
        fetch(url, limits)
    return str(caught.value)


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "127.255.255.255", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
        *("0.1.2.3", "255.255.255.255", "224.0.0.1", "239.1.2.3", "240.0.0.1", "198.18.0.1", "192.0.2.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "100::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:7f00:1", "::127.0.0.1", "2002:7f00:1::", "2002:a00:1::"),
        *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2001:0:1::1", "example.org", ""),
    ],
)
def test_numbers_that_are_not_public(number: str) -> None:
    """Neither this machine nor a private network, a group, a reserve, nor any of them inside an IPv6 address."""
    assert not is_public(number)


@pytest.mark.parametrize(
    "number", ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::"]
)
def test_numbers_that_are_public(number: str) -> None:
    """Addresses that everybody can reach, also those of the old internet inside the new one."""
    assert is_public(number)


@pytest.mark.parametrize("host", ["127.0.0.1", "0x7f000001", "2130706433", "127.1", "0177.0.0.1", "::1"])
def test_notations_of_a_number(host: str) -> None:
    """A number is one in every notation that the system takes."""
    assert is_number(host)
    assert not is_number("localhost")


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "0x7f000001", "2130706433", "127.1", "0177.0.0.1", "0", "[::1]", "[::]"),
        *("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "LOCALHOST", "localhost."),
    ],
)
def test_this_machine_is_refused_in_every_notation(web: Web, host: str) -> None:
    """However it is written: nothing connects, and the message names the way out."""
    web.put("/", PAGE)
    message = why(f"http://{host}:{web.port}/", Limits(total=10))
    refusals = ("no address of the public internet", "There is no server", "An address must begin")
    assert any(refusal in message for refusal in refusals)
    assert web.seen == []


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)", "//example.org/", "example.org", ""),
        *(
            "http:///path",
            "http://",
            "https://a b/",
            "http://example.org:99999999/",
            "http://①②⑦.⓪.⓪.①/",
            "http://[::1/",
        ),
    ],
)
def test_what_is_no_address(url: str) -> None:
    """Only http and https, and only with a server."""
    assert "An address must begin with http:// or https:// and name a server" in why(url)


def test_an_address_with_a_password() -> None:
    """A name or password in an address would be published with it."""
    assert why("https://user:secret@example.org/") == (
        "An address must not hold a user name or a password: it would be published."
    )


def test_a_page(web: Web) -> None:
    """Its bytes, its type and its address come back; we say who asks, and send no cookie and no password."""
    url = web.put("/page?a=b", PAGE, "text/html; charset=koi8-r", Set_Cookie="a=b")
    assert fetch(f"{url}#part", HERE) == Fetched(url=url, content_type="text/html; charset=koi8-r", data=PAGE)
    [headers] = web.seen
    assert headers["User-Agent"] == f"factcheck/{__version__}"
    assert headers["Host"] == f"127.0.0.1:{web.port}"
    assert not {"Cookie", "Authorization", "Referer"} & headers.keys()


def test_the_connection_goes_to_the_number_that_was_checked(web: Web) -> None:
    """A name is looked up once, its number is connected to, and the server still hears the name."""
    web.put("/", PAGE)
    root, resolve, asked = public_name(web)
    assert fetch(f"{root}/", HERE, resolve=resolve).url == f"{root}/"
    assert asked == {"news.example": ["127.0.0.1"]}
    assert web.seen[0]["Host"] == f"news.example:{web.port}"


def test_a_name_that_stands_for_a_private_number(web: Web) -> None:
    """A public name with a private number is refused before anything connects."""
    root, resolve, _ = public_name(web)
    with pytest.raises(FetchError, match="which is no address of the public"):
        fetch(f"{root}/", Limits(total=10), resolve=resolve)
    assert web.seen == []


def test_only_allowed_numbers_of_a_name_are_used(web: Web) -> None:
    """Of a name with several numbers those that are not allowed are left out; with no other nothing connects."""
    web.put("/", PAGE)
    url, limits = f"http://news.example:{web.port}/", Limits(allowed=lambda number: number == "127.0.0.1", total=10)
    assert fetch(url, limits, resolve=lambda *_: ["10.0.0.1", "127.0.0.1"]).data == PAGE
    with pytest.raises(FetchError, match=r"stands for 10\.0\.0\.1, ::1, which"):
        fetch(url, limits, resolve=lambda *_: ["10.0.0.1", "::1"])


def test_a_second_number_is_tried(web: Web) -> None:
    """Where one number of a name does not answer the next one is tried."""
    web.put("/", PAGE)
    with socket.socket() as unused:
        unused.bind(("127.0.0.2", 0))
        found = fetch(f"http://news.example:{web.port}/", HERE, resolve=lambda *_: ["127.0.0.2", "127.0.0.1"])
    assert found.data == PAGE


def test_redirects_are_followed(web: Web) -> None:
    """The address after the last redirect counts; a relative one is joined to where it stands."""
    web.put("/there/page", PAGE)
    web.redirect("/there/b", "page", 308)
    start = web.redirect("/a", f"{web.root}/there/b", 301)
    assert fetch(start, HERE).url == f"{web.root}/there/page"


def test_five_redirects_and_no_more(web: Web) -> None:
    """Five are followed; a sixth, or a circle, is not."""
    for number in range(1, 7):
        web.redirect(f"/{number}", f"/{number + 1}")
    web.put("/6", PAGE)
    assert fetch(f"{web.root}/1", HERE).url == f"{web.root}/6"
    circle = web.redirect("/circle", "/circle")
    assert why(circle) == f"The address leads on and on: after 5 redirects it leads to “{circle}”."


@pytest.mark.parametrize(
    ("location", "message"),
    [
        ("file:///etc/passwd", "An address must begin with http:// or https:// and name a server; “file:/"),
        ("ftp://example.org/", "“ftp://example.org/” does not"),
        ("http://user:secret@example.org/", "must not hold a user name"),
        ("http://[::1", "Invalid URL in location header"),
    ],
)
def test_a_redirect_is_checked_like_an_address(web: Web, location: str, message: str) -> None:
    """A server cannot lead to what an editor may not ask for."""
    assert message in why(web.redirect("/a", location))


@pytest.mark.parametrize("host", ["10.0.0.1", "169.254.169.254", "[::1]", "0x0a000001", "inside.example"])
def test_a_redirect_to_a_private_address(web: Web, host: str) -> None:
    """A public server, for which ours stands here, cannot lead into a private network."""
    start = web.redirect("/a", f"http://{host}/secret").replace("127.0.0.1", "news.example")
    numbers = {"news.example": "127.0.0.1", "0x0a000001": "10.0.0.1", "inside.example": "192.168.1.1"}
    limits = Limits(allowed=lambda number: number == "127.0.0.1" or is_public(number), total=10)
    with pytest.raises(FetchError, match="which is no address of the public internet"):
        fetch(start, limits, resolve=lambda name, _: [numbers.get(name, name)])


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (404, "The server answered 404 Not Found for “{url}”."),
        (500, "The server answered 500 Internal Server Error for “{url}”."),
        (
            403,
            "The server answered 403 Forbidden for “{url}”. If a browser can show it, save it there and name the file.",
        ),
        (204, "The server answered 204 No Content for “{url}”."),
        (302, "The server answered 302 Found for “{url}”."),
        (799, "The server answered 799 for “{url}”."),
    ],
)
def test_statuses(web: Web, status: int, message: str) -> None:
    """Only a whole page is one; where a browser may do better the message says so."""
    url = web.put("/", b"", status=status)
    assert why(url) == message.format(url=url)


def test_nothing_at_all(web: Web) -> None:
    """An empty body is no document."""
    url = web.put("/", b"")
    assert why(url) == f"The server sent nothing for “{url}”."


def test_what_is_too_large(web: Web) -> None:
    """As much as the limit is taken, one byte more is not."""
    url = web.put("/", b"x" * 1001)
    assert why(url, Limits(allowed=everywhere, size=1000)) == (
        f"“{url}” is larger than 0.001 MB. --max-size allows more."
    )
    assert len(fetch(url, Limits(allowed=everywhere, size=1001)).data) == 1001


def test_an_endless_body(web: Web) -> None:
    """Reading stops at the limit, not at the end."""

    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(b"x" * 65536)

    web.answers["/"] = endless
    assert "is larger than 1 MB" in why(f"{web.root}/", Limits(allowed=everywhere, size=1_000_000))


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_bomb(web: Web, coding: str) -> None:
    """The limit counts what a body unpacks to."""
    packed = (gzip.compress if coding == "gzip" else zlib.compress)(b"x" * 5_000_000)
    assert len(packed) < 10_000
    url = web.put("/", packed, Content_Encoding=coding)
    assert "is larger than 1 MB" in why(url, Limits(allowed=everywhere, size=1_000_000))
    assert len(fetch(url, HERE).data) == 5_000_000


@pytest.mark.parametrize("coding", ["gzip, gzip", "br", "zstd", "compress"])
def test_compression_that_nobody_asked_for(web: Web, coding: str) -> None:
    """One bomb inside another could not be counted, and other kinds are not ours to unpack."""
    url = web.put("/", gzip.compress(gzip.compress(b"x")), Content_Encoding=coding)
    assert why(url) == f"The server sent “{url}” compressed as “{coding}”, unasked."


def test_broken_compression(web: Web) -> None:
    """What cannot be unpacked is told by that."""
    url = web.put("/", b"no gzip at all", Content_Encoding="gzip")
    assert why(url) == f"The server sent “{url}” in a compression that is broken."


def test_a_body_that_breaks_off(web: Web) -> None:
    """Half a document is none."""
    url = web.put("/", b"half", Content_Length="8")
    assert why(url).startswith("“127.0.0.1” broke off, or does not speak HTTP as it should: ")


def test_a_server_that_says_nothing(web: Web) -> None:
    """The wait for the next bytes is limited."""
    web.answers["/"] = lambda _: time.sleep(2)
    assert why(f"{web.root}/", Limits(allowed=everywhere, read=0.1)) == "“127.0.0.1” sent nothing for 0.1 seconds."


@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Slow: "], ids=["body", "head"])
def test_a_server_that_drips(web: Web, start: bytes) -> None:
    """The whole time is limited too, however steadily a letter comes, in the body or before it."""

    def drip(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(start)
        for _ in range(100):
            request.wfile.write(b"x")
            time.sleep(0.05)

    web.answers["/"] = drip
    begun = time.monotonic()
    message = why(f"{web.root}/", Limits(allowed=everywhere, total=0.4))
    assert f"“{web.root}/” was not there after 0.4 seconds." in message
    assert time.monotonic() - begun < 2


def test_a_name_that_nobody_has() -> None:
    """A name without a number is told by that, and so is one that cannot be."""

    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, f"{host}:{port}")

    with pytest.raises(FetchError, match="There is no server “nowhere"):
        fetch("http://nowhere.example/", HERE, resolve=unknown)
    assert "There is no server" in why(f"http://{'a' * 64}.example/")


def test_nobody_listens() -> None:
    """A refused connection is told in the system's own words."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        assert why(f"http://127.0.0.1:{port}/") == "“127.0.0.1” cannot be reached: connection refused."


def test_what_is_no_http(web: Web) -> None:
    """TLS where there is none, and words that are no HTTP, are told by that."""
    assert why(web.root.replace("http:", "https:") + "/").startswith("No safe connection to “127.0.0.1”: it does not")

    def greet(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"220 mail.example ESMTP\r\n")

    web.answers["/"] = greet
    assert why(f"{web.root}/").startswith("“127.0.0.1” broke off, or does not speak HTTP as it should: ")


def test_a_certificate_is_that_of_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though the connection goes to a number, the certificate must be trusted and be that of the name."""
    with web_server(tls=tmp_path) as web:
        url = web.put("/", PAGE)
        assert why(url).startswith("No safe connection to “localhost”: its certificate is not valid (self")
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
        assert fetch(url, HERE).data == PAGE
        other = url.replace("localhost", "127.0.0.1")
        assert why(other).startswith("No safe connection to “127.0.0.1”: its certificate is not valid (IP address mism")
        with pytest.raises(FetchError, match="Hostname mismatch"):
            fetch(url.replace("localhost", "news.example"), HERE, resolve=lambda *_: ["127.0.0.1"])


def test_a_proxy_of_the_environment_is_not_used(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would go around the check of the address."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert fetch(web.put("/", PAGE), HERE).data == PAGE


def test_a_proxy_that_was_named(web: Web) -> None:
    """It gets the name and looks it up itself; what is plainly a private number is refused all the same."""
    web.put("http://news.example/", PAGE)
    limits = Limits(proxy=web.root, total=10)
    assert fetch("http://news.example/", limits).data == PAGE
    assert "no address of the public internet" in why("http://0x7f000001/", limits)
    assert why("https://news.example/", limits) == "The proxy “127.0.0.1” refused: 403 Forbidden."
    assert web.seen[-1] == {"CONNECT": "news.example:443"}


def test_a_proxy_that_is_not_there() -> None:
    """It is the proxy that is told of, without its password."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        limits = Limits(proxy=f"http://me:secret@127.0.0.1:{taken.getsockname()[1]}", total=10)
        message = "The proxy “127.0.0.1” cannot be reached: connection refused."
        assert why("http://news.example/", limits) == message
