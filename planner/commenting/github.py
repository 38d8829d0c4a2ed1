"""A pull request at GitHub, over its REST interface.

https://docs.github.com/en/rest/issues/comments
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from planner.commenting.sticky import Forbidden, Gone, Posted, Unclear
from planner.errors import CloudError, UsageError

try:
    import httpx2
except ImportError:
    raise UsageError(
        "a comment is written over HTTP, and httpx2 is not installed",
        mend="pip install 'topoplan[review]'",
    ) from None

PUBLIC = "https://api.github.com"
WORKFLOWS = "github-actions[bot]"
"""Who comments with the token of a workflow; that token may not ask who it is."""

_TIMEOUT = httpx2.Timeout(30, connect=10)
_ATTEMPTS = 5
_FIRST_PAUSE_S = 1.0
_LONGEST_PAUSE_S = 60.0
_PAGE = 100
_PAGES = 100
_TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504})
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_LIMITS = ("rate limit", "abuse detection")
_NETWORK = "see the network and githubstatus.com, and run it again"


class GitHub:
    """The comments of one pull request."""

    def __init__(
        self,
        repository: str,
        number: int,
        token: str,
        *,
        address: str = PUBLIC,
        author: str | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        owner, _, name = repository.partition("/")
        self._issues = f"/repos/{quote(owner, safe='')}/{quote(name, safe='')}/issues"
        self._number = number
        self._author = author
        self._pause = pause
        parts = urlsplit(address)
        local = parts.hostname in _LOOPBACK
        if parts.scheme != "https" and not local:
            raise UsageError(
                f"{address} is no https address, and the token would be seen on its way",
                mend="name the address of the REST interface, such as https://api.github.com",
            )
        self._client = httpx2.Client(
            base_url=address.rstrip("/"),
            timeout=_TIMEOUT,
            trust_env=not local,
            headers={
                "accept": "application/vnd.github+json",
                "authorization": f"Bearer {token}",
                "user-agent": "topoplan",
                "x-github-api-version": "2022-11-28",
            },
        )

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def author(self) -> str:
        """Whose token it is, as far as GitHub says."""
        if self._author is None:
            try:
                self._author = str(self._asked("GET", "/user")["login"])
            except Forbidden:
                self._author = WORKFLOWS
        return self._author

    def comments(self) -> Iterator[Posted]:
        """Page by page."""
        for page in range(1, _PAGES + 1):
            where = f"{self._issues}/{self._number}/comments"
            found = self._asked("GET", where, {"per_page": str(_PAGE), "page": str(page)})
            yield from map(_posted, found)
            if len(found) < _PAGE:
                return

    def create(self, body: str) -> int:
        """A new comment's id."""
        made = self._asked("POST", f"{self._issues}/{self._number}/comments", body=body)
        return int(made["id"])

    def update(self, id_: int, body: str) -> None:
        """Another text for a comment."""
        self._asked("PATCH", f"{self._issues}/comments/{id_}", body=body)

    def _asked(
        self,
        method: str,
        path: str,
        parameters: Mapping[str, str] | None = None,
        *,
        body: str | None = None,
    ) -> Any:  # noqa: ANN401 - what JSON holds
        for attempt in range(_ATTEMPTS):
            last = attempt == _ATTEMPTS - 1
            try:
                answer = self._client.request(
                    method, path, params=parameters, json=None if body is None else {"body": body}
                )
            except httpx2.ConnectError as error:
                if last:
                    raise CloudError(_unread(method, path, error), mend=_NETWORK) from None
                self._pause(_pause_s(attempt, {}))
                continue
            except httpx2.TransportError as error:
                if method == "POST":
                    raise Unclear from None
                if last:
                    raise CloudError(_unread(method, path, error), mend=_NETWORK) from None
                self._pause(_pause_s(attempt, {}))
                continue
            if _is_temporary(answer) and not last:
                self._pause(_pause_s(attempt, answer.headers))
                continue
            return _value(method, path, answer)
        raise AssertionError("the last attempt returns or raises")


def _value(method: str, path: str, answer: httpx2.Response) -> Any:  # noqa: ANN401 - what JSON holds
    status = answer.status_code
    if answer.is_success:
        try:
            return answer.json()
        except ValueError:
            raise CloudError(f"{method} {path} answered something that is no JSON") from None
    if status == httpx2.codes.NOT_FOUND and method == "PATCH":
        raise Gone
    if _is_temporary(answer):
        raise CloudError(
            f"{method} {path} answered {status} {_ATTEMPTS} times",
            mend="GitHub asks for patience: run it again later",
        )
    if status == httpx2.codes.FORBIDDEN:
        raise Forbidden(f"{method} {path} answered {status}: {_said(answer)}")
    raise CloudError(f"{method} {path} answered {status}: {_said(answer)}", mend=_mend(status))


def _is_temporary(answer: httpx2.Response) -> bool:
    """Whether it is worth asking again: GitHub's limits come as 403, as refusals do."""
    if answer.status_code != httpx2.codes.FORBIDDEN:
        return answer.status_code in _TEMPORARY
    if "retry-after" in answer.headers or answer.headers.get("x-ratelimit-remaining") == "0":
        return True
    return any(word in _said(answer).lower() for word in _LIMITS)


def _pause_s(attempt: int, headers: Mapping[str, str]) -> float:
    """Twice as long each time, or as long as GitHub asks; never more than a minute."""
    wished = headers.get("retry-after", "")
    reset = headers.get("x-ratelimit-reset", "")
    asked = float(wished) if wished.isdigit() else 0.0
    if not asked and reset.isdigit() and headers.get("x-ratelimit-remaining") == "0":
        asked = float(reset) - time.time()
    return min(max(asked, _FIRST_PAUSE_S * (1 << attempt)), _LONGEST_PAUSE_S)


def _posted(found: Mapping[str, Any]) -> Posted:
    """A comment; its author is nobody where the account is gone."""
    user = found.get("user") or {}
    return Posted(int(found["id"]), str(user.get("login", "")), str(found.get("body") or ""))


_SAID = 200


def _said(answer: httpx2.Response) -> str:
    """GitHub's own words for a refusal; a token is never among them."""
    try:
        return str(answer.json()["message"])[:_SAID]
    except (ValueError, KeyError, TypeError):
        return "no words"


def _mend(status: int) -> str:
    if status == httpx2.codes.UNAUTHORIZED:
        return "see whether the token is set, and still holds"
    if status in {httpx2.codes.NOT_FOUND, httpx2.codes.GONE}:
        return "see the repository and the number of the pull request, and what the token may see"
    return "run it again, or leave --comment out"


def _unread(method: str, path: str, error: Exception) -> str:
    return f"{method} {path} got no answer: {str(error) or type(error).__name__}"
