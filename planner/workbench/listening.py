"""The one file that answers HTTP for people: a workbench, for whoever holds its address.

Whatever is asked is read, never done: no request changes anything, on disk or in the process. What
guards it all the same: it listens on this machine alone unless told otherwise; the address holds a
token of 256 bits; a name that isn't ours in `Host` is refused, so that no other site can be made to
point here (DNS rebinding); another site's page is refused by `Origin` and `Sec-Fetch-Site`, and may
read nothing, as no header says that it might.
"""

from __future__ import annotations

import hmac
import json
import secrets
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from planner.diagnostics import Diagnostic
from planner.errors import FileError, SpecError, TopoplanError, UsageError
from planner.values import value
from planner.workbench.answering import Workbench

_LONGEST = 64 * 1024
"""Bytes of a body."""
_MOST = 500
"""Settings of a supposition."""
_PATIENCE_S = 30
_TOKEN_BYTES = 32
_SWITCH_S = 0.001
"""How long a thread that advises may keep one waiting that plans."""
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""What goes with every answer."""
_NOTHING = "default-src 'none'; frame-ancestors 'none'"


@value
class Listening:
    """A server that is ready to answer."""

    address: str
    """With the token: who has it may ask."""
    is_local: bool
    """Whether only this machine can reach it."""
    answer: Callable[[], None]
    """Answers until it is interrupted."""


@contextmanager
def listening(
    desk: Workbench, host: str, port: int, complain: Callable[[str], None]
) -> Iterator[Listening]:
    """A server for a workbench; it is closed at the end. `port` 0: a free one.

    `complain` is told what goes wrong beside an answer.

    Raises:
        UsageError: the host is no single address.
        FileError: the port is taken, or can't be had.
    """
    address = _address(host)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    try:
        server = _Server(desk, address, port, token, complain)
    except OSError as error:
        why = error.strerror or str(error)
        raise FileError(
            f"can't listen on port {port} of {host}: {why}",
            mend="another may be using it: leave --port out, and a free one is taken",
        ) from None
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_S)
    with server:
        yield Listening(server.address, ip_address(address).is_loopback, server.serve_forever)
    sys.setswitchinterval(usual)


def _address(host: str) -> str:
    """The one address that is listened on."""
    try:
        found = ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError:
        raise UsageError(f"`{host}` is no address", mend="write one, such as 127.0.0.1") from None
    if found.is_unspecified:
        raise UsageError(f"{host} is every address of this machine", mend="name one of them")
    return str(found)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(
        self, desk: Workbench, host: str, port: int, token: str, complain: Callable[[str], None]
    ) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), _Handler)
        self.desk, self.token, self.complain = desk, token, complain
        shown = f"[{host}]" if ":" in host else host
        own = {shown, *(_LOOPBACK if ip_address(host).is_loopback else ())}
        self.hosts = {f"{name}:{self.server_port}" for name in own}
        self.address = f"http://{shown}:{self.server_port}/{token}/"

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401, ARG002 - its own signature
        """A browser that hangs up is nobody's fault; anything else is ours."""
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError | TimeoutError):
            self.complain(f"topoplan itself failed: {type(error).__name__}: {error}")


class _Refused(Exception):
    """A request that is not answered; its status says why."""

    def __init__(self, status: HTTPStatus, says: str) -> None:
        super().__init__(says)
        self.status, self.says = status, says


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "topoplan", ""
    timeout = _PATIENCE_S

    def do_GET(self) -> None:
        self._answered({"": self._page, "spec.yaml": self._spec})

    def do_POST(self) -> None:
        self._answered({"plan": self._plan, "advice": self._advice})

    def log_message(self, *_: object) -> None:
        """Say nothing: addresses hold the token."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002 - its own signature
        """What the library itself refuses, with our headers and without its words."""
        self.close_connection = True
        self._send(HTTPStatus(code), b"", "text/plain; charset=utf-8", _NOTHING)

    def _answered(self, known: dict[str, Callable[[], None]]) -> None:
        try:
            self._require_ours()
            known.get(self._name(), _nothing)()
        except _Refused as refused:
            self.close_connection = True
            self._tell(refused.status, {"problem": [refused.says]})
        except TopoplanError as error:
            # whoever asked what a supposition becomes is answered: it becomes no spec
            is_asked = self.command == "POST"
            status = HTTPStatus.OK if is_asked else HTTPStatus.UNPROCESSABLE_ENTITY
            self._tell(status, {"problem": list(_words(error))})

    def _require_ours(self) -> None:
        """Refuse what another site's page, or another name for this machine, has sent."""
        if self.headers.get("Host", "") not in self.server.hosts:
            raise _Refused(HTTPStatus.MISDIRECTED_REQUEST, "this is another host")
        origin = self.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc not in self.server.hosts:
            raise _Refused(HTTPStatus.FORBIDDEN, "another site asks")
        if self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            raise _Refused(HTTPStatus.FORBIDDEN, "another site asks")

    def _name(self) -> str:
        """What is asked for, below the token.

        Raises:
            _Refused: the token isn't ours.
        """
        given, _, name = urlsplit(self.path).path.removeprefix("/").partition("/")
        if not hmac.compare_digest(given.encode(), self.server.token.encode()):
            _nothing()
        return name

    # what is answered

    def _page(self) -> None:
        page, policy = self.server.desk.page()
        policy = f"{policy}; frame-ancestors 'none'"
        self._send(HTTPStatus.OK, page.encode(), "text/html; charset=utf-8", policy)

    def _plan(self) -> None:
        self._tell(HTTPStatus.OK, {"parts": self.server.desk.plan_parts(self._settings())})

    def _advice(self) -> None:
        self._tell(HTTPStatus.OK, {"parts": self.server.desk.advice_parts(self._settings())})

    def _spec(self) -> None:
        settings = parse_qs(urlsplit(self.path).query).get("set", [])
        text = self.server.desk.spec(_checked(settings))
        # RFC 6266: the form for names of any characters
        name = f"attachment; filename*=UTF-8''{quote(self.server.desk.file, safe='')}"
        self._send(
            HTTPStatus.OK,
            text.encode(),
            "application/yaml; charset=utf-8",
            _NOTHING,
            {"Content-Disposition": name},
        )

    def _settings(self) -> Sequence[str]:
        """The supposition of a body, `{"settings": ["path=value", …]}`."""
        if self.headers.get_content_type() != "application/json":
            raise _Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "a body is application/json")
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdecimal():
            raise _Refused(HTTPStatus.LENGTH_REQUIRED, "a body says its length")
        if int(length) > _LONGEST:
            raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"more than {_LONGEST} bytes")
        try:
            body = json.loads(self.rfile.read(int(length)))
        except (ValueError, RecursionError):
            raise _Refused(HTTPStatus.BAD_REQUEST, "the body is no JSON") from None
        return _checked(body.get("settings") if isinstance(body, dict) else None)

    # how

    def _tell(self, status: HTTPStatus, document: object) -> None:
        body = json.dumps(document, ensure_ascii=False).encode()
        self._send(status, body, "application/json; charset=utf-8", _NOTHING)

    def _send(
        self,
        status: HTTPStatus,
        body: bytes,
        kind: str,
        policy: str,
        more: dict[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        own = {"Content-Type": kind, "Content-Length": str(len(body))}
        headers = {**HEADERS, "Content-Security-Policy": policy, **own, **(more or {})}
        if self.close_connection:
            headers["Connection"] = "close"
        for name, words in headers.items():
            self.send_header(name, words)
        self.end_headers()
        self.wfile.write(body)


def _nothing() -> None:
    raise _Refused(HTTPStatus.NOT_FOUND, "there is nothing at this address")


def _checked(settings: object) -> Sequence[str]:
    """Settings that are a few texts, each of a path and a value."""
    if not isinstance(settings, list) or not all(isinstance(one, str) for one in settings):
        raise _Refused(HTTPStatus.BAD_REQUEST, "`settings` is a list of texts")
    if len(settings) > _MOST or any("\n" in one or "\r" in one for one in settings):
        raise _Refused(
            HTTPStatus.BAD_REQUEST, f"more than {_MOST} settings, or one of several lines"
        )
    return settings


def _words(error: TopoplanError) -> Iterator[str]:
    if isinstance(error, SpecError):
        yield from map(_complaint, error.diagnostics)
        return
    yield f"{error.message}: {error.mend}" if error.mend else error.message


def _complaint(one: Diagnostic) -> str:
    return f"{one.code}: {one.message}"
