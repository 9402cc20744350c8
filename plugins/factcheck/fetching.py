"""A document from the web: the only door to httpx.

What is asked for may come from anybody, so each step is looked at for itself. A name is resolved once, the numbers it
stands for are checked, and the connection is made to one of these very numbers: nobody can answer the check with one
address and the connection with another. The name goes along in ``Host`` and, for TLS, as the name on the certificate.
"""

from __future__ import annotations

import queue
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import httpx

from factcheck import __version__
from factcheck.addresses import is_number, is_public, numbers_of, system_words, tls_words
from factcheck.problems import shown
from factcheck.urls import is_web_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    # From the name of a server and a port to the numeric addresses it stands for.
    Resolve = Callable[[str, int], Sequence[str]]

MEGABYTE: Final = 1_000_000
MOST_REDIRECTS: Final = 5
_MOST_ADDRESSES: Final = 4
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PLENTY: Final = frozenset({401, 403, 406, 429, 451, 503})
_HEADERS: Final = {
    "User-Agent": f"factcheck/{__version__}",
    "Accept": "text/html, application/xhtml+xml, application/pdf, text/plain;q=0.9, */*;q=0.1",
    "Accept-Encoding": "gzip, deflate",
}
_BY_HAND: Final = "If a browser can show it, save it there and name the file."


class FetchError(Exception):
    """Nothing was fetched: the message says why, in a sentence or two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one fetch may cost, in bytes after decompression and in seconds, and where it may go.

    ``allowed`` tells of a numeric address whether it may be connected to; ``proxy`` is an address of our own choice.
    """

    size: int = 20 * MEGABYTE
    connect: float = 10
    read: float = 20
    total: float = 60
    allowed: Callable[[str], bool] = is_public
    proxy: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a server sent: its address after redirects, its ``Content-Type`` header, its bytes after decompression."""

    url: str
    content_type: str
    data: bytes


def fetch(url: str, limits: Limits, *, resolve: Resolve = numbers_of) -> Fetched:
    """Return what stands at an address, after at most five redirects. Raises FetchError.

    The work is done in a thread that is given up when its time is over: a resolver, or a server that sends a letter
    now and then, heeds no other limit.
    """
    answers: queue.SimpleQueue[Fetched | Exception] = queue.SimpleQueue()
    end = time.monotonic() + limits.total

    def work() -> None:
        try:
            answers.put(_follow(url, limits, resolve, end))
        except Exception as error:  # noqa: BLE001 - it is raised again in the thread that asked
            answers.put(error)

    threading.Thread(target=work, daemon=True).start()
    try:
        found = answers.get(timeout=limits.total)
    except queue.Empty:
        raise _too_slow(url, limits) from None
    if isinstance(found, Exception):
        raise found
    return found


def _follow(url: str, limits: Limits, resolve: Resolve, end: float) -> Fetched:
    for _ in range(MOST_REDIRECTS + 1):
        found = _Hop(_checked(url), url, limits, end).ask(resolve)
        if isinstance(found, Fetched):
            return found
        url = found
    raise FetchError(f"The address leads on and on: after {MOST_REDIRECTS} redirects it leads to “{shown(url)}”.")


def _checked(url: str) -> httpx.URL:
    """Return an address that may be asked for."""
    try:
        found = httpx.URL(url) if is_web_url(url) else None
    except httpx.InvalidURL:
        found = None
    if found is None:
        raise FetchError(f"An address must begin with http:// or https:// and name a server; “{shown(url)}” does not.")
    if found.userinfo:
        raise FetchError("An address must not hold a user name or a password: it would be published.")
    return found


def _too_slow(url: str, limits: Limits) -> FetchError:
    return FetchError(f"“{shown(url)}” was not there after {limits.total:g} seconds. Try again later. {_BY_HAND}")


@dataclass(frozen=True, slots=True)
class _Hop:
    """One request: an address as it is asked for and as it was written, and when all must be done."""

    url: httpx.URL
    written: str
    limits: Limits
    end: float

    @property
    def host(self) -> str:
        return self.url.raw_host.decode("ascii")

    def ask(self, resolve: Resolve) -> Fetched | str:
        """Return the document, or the address to which the server redirects."""
        error: httpx.TransportError | None = None
        for target in self._targets(resolve):
            try:
                return self._ask_at(target)
            except (httpx.ConnectError, httpx.ConnectTimeout) as found:
                error = error or found
            except httpx.HTTPError as found:
                raise FetchError(self._why(found)) from found
        assert error
        raise FetchError(self._why(error)) from error

    def _targets(self, resolve: Resolve) -> Sequence[str]:
        """Return where to connect: numeric addresses that were checked, or the name itself for a proxy to resolve."""
        port = self.url.port or (443 if self.url.scheme == "https" else 80)
        if self.limits.proxy and not is_number(self.host):
            return [self.host]
        try:
            found = resolve(self.host, port)
        except (OSError, UnicodeError) as error:
            raise FetchError(f"There is no server “{shown(self.host)}”, or the network is down.") from error
        allowed = [number for number in found if self.limits.allowed(number)]
        if not allowed:
            raise FetchError(
                f"“{shown(self.host)}” stands for {', '.join(found)}, which is no address of the public internet. "
                "If you mean a server of your own, add --allow-private."
            )
        return allowed[:_MOST_ADDRESSES]

    def _ask_at(self, target: str) -> Fetched | str:
        limits = self.limits
        verify = httpx.create_ssl_context() if self.url.scheme == "https" else False
        # Proxies and passwords of the environment would go around the check of the address.
        transport = httpx.HTTPTransport(verify=verify, trust_env=False, proxy=limits.proxy)
        times = httpx.Timeout(limits.read, connect=limits.connect)
        headers = {**_HEADERS, "Host": self.url.netloc.decode("ascii")}
        # A client for each request: no cookie of one server reaches another that shares its number.
        with (
            httpx.Client(transport=transport, trust_env=False, timeout=times, headers=headers) as client,
            client.stream("GET", self.url.copy_with(host=target), extensions={"sni_hostname": self.host}) as response,
        ):
            return self._answer(response)

    def _answer(self, response: httpx.Response) -> Fetched | str:
        location = response.headers.get("location", "")
        if response.status_code in _REDIRECTS and location:
            return str(self.url.join(location))
        if response.status_code != httpx.codes.OK:
            raise FetchError(self._refusal(response.status_code))
        data = b"".join(self._chunks(response))
        if not data:
            raise FetchError(f"The server sent nothing for “{shown(self.written)}”.")
        return Fetched(
            url=self.written.partition("#")[0], content_type=response.headers.get("content-type", ""), data=data
        )

    def _refusal(self, status: int) -> str:
        text = f"The server answered {status} {httpx.codes.get_reason_phrase(status)}".rstrip()
        return f"{text} for “{shown(self.written)}”. {_BY_HAND if status in _PLENTY else ''}".rstrip()

    def _chunks(self, response: httpx.Response) -> Iterator[bytes]:
        """Yield the body, and stop where it becomes too long or takes too long."""
        coding = response.headers.get("content-encoding", "identity").strip().lower()
        # One within the other can grow a thousand times a thousand before the first byte is counted.
        if coding not in {"", "identity", "gzip", "deflate"}:
            raise FetchError(f"The server sent “{shown(self.written)}” compressed as “{shown(coding)}”, unasked.")
        left = self.limits.size
        for chunk in response.iter_bytes():
            left -= len(chunk)
            if left < 0:
                size = f"{self.limits.size / MEGABYTE:g} MB"
                raise FetchError(f"“{shown(self.written)}” is larger than {size}. --max-size allows more.")
            if time.monotonic() > self.end:
                raise _too_slow(self.written, self.limits)
            yield chunk

    def _why(self, error: httpx.HTTPError) -> str:
        """Say in a sentence what went wrong on the way."""
        host, words = shown(self.host), shown(str(error)).rstrip(".")
        # Without its password, if it has one.
        proxy = shown(httpx.URL(self.limits.proxy).host) if self.limits.proxy else ""
        door = f"The proxy “{proxy}”" if proxy else f"“{host}”"
        if tls := tls_words(error):
            return f"No safe connection to “{host}”: {tls}."
        match error:
            case httpx.ConnectTimeout():
                found = f"{door} did not answer within {self.limits.connect:g} seconds"
            case httpx.TimeoutException():
                found = f"“{host}” sent nothing for {self.limits.read:g} seconds"
            case httpx.ProxyError():
                found = f"{door} refused: {words}"
            case httpx.ConnectError():
                found = f"{door} cannot be reached: {system_words(error) or words}"
            case httpx.DecodingError():
                found = f"The server sent “{shown(self.written)}” in a compression that is broken"
            case _:
                found = f"“{host}” broke off, or does not speak HTTP as it should: {words}"
        return f"{found}."
