"""HTTP requests to a price interface: bounded in time, repeated where that helps, told in words."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from planner.errors import CloudError, UsageError
from planner.refreshing.answers import Unreachable

try:
    import httpx2
except ImportError:
    raise UsageError(
        "`catalog refresh` asks over HTTP, and httpx2 is not installed",
        mend="pip install 'topoplan[refresh]'",
    ) from None

_TIMEOUT = httpx2.Timeout(60, connect=15)
_ATTEMPTS = 4
_FIRST_PAUSE_S = 0.5
_LONGEST_PAUSE_S = 30.0
_LARGEST = 256 * 1024 * 1024
"""Bytes of one answer; the largest page known, of Google's SKUs, is a twentieth of it."""
_TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504})
_NETWORK = "see the network, and run it again"
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Asker:
    """Asks one host; what it says of an address never holds the query, which may hold a key."""

    def __init__(self, address: str, *, pause: Callable[[float], None] = time.sleep) -> None:
        self.address = address
        self._pause = pause
        # an address of this machine is a mirror or a test, whatever proxy the environment names
        here = urlsplit(address).hostname in _LOOPBACK
        self._client = httpx2.Client(timeout=_TIMEOUT, follow_redirects=True, trust_env=not here)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def json(self, address: str, parameters: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401 - what JSON holds
        """The parsed answer; numbers with a point are Decimals.

        Raises:
            CloudError: no answer after several attempts, a refusal, or no JSON.
        """
        content = self.content(address, parameters)
        try:
            return json.loads(content, parse_float=Decimal)
        except ValueError as error:
            raise CloudError(
                f"{_shown(address)} answered something that is no JSON: {error}",
                mend="it may have been cut off on its way: run it again",
            ) from None

    def content(self, address: str, parameters: Mapping[str, str] | None = None) -> bytes:
        """The body of the answer.

        Raises:
            CloudError: as of `json`.
        """
        for attempt in range(_ATTEMPTS):
            last = attempt == _ATTEMPTS - 1
            try:
                answer = self._get(address, parameters)
            except httpx2.ConnectError as error:
                # a closed port or an unknown name is there after a pause, or won't be for minutes
                if attempt:
                    raise Unreachable(_unread(address, error), mend=_NETWORK) from None
                self._pause(_pause_s(attempt, ""))
                continue
            except httpx2.TransportError as error:
                if last:
                    raise CloudError(_unread(address, error), mend=_NETWORK) from None
                self._pause(_pause_s(attempt, ""))
                continue
            if answer.status_code in _TEMPORARY and not last:
                self._pause(_pause_s(attempt, answer.headers.get("retry-after", "")))
                continue
            if answer.status_code != httpx2.codes.OK:
                raise _refused(address, answer)
            return answer.content
        raise AssertionError("the last attempt returns or raises")

    def _get(self, address: str, parameters: Mapping[str, str] | None) -> httpx2.Response:
        with self._client.stream("GET", address, params=parameters) as answer:
            content = bytearray()
            for part in answer.iter_bytes():
                content += part
                if len(content) > _LARGEST:
                    raise CloudError(
                        f"{_shown(address)} answers with more than {_LARGEST >> 20} MiB",
                        mend="see what is behind that address",
                    )
            return httpx2.Response(
                answer.status_code,
                headers={"retry-after": answer.headers.get("retry-after", "")},
                content=bytes(content),
            )


def _pause_s(attempt: int, retry_after: str) -> float:
    wished = float(retry_after) if retry_after.isdigit() else 0.0
    return min(max(wished, _FIRST_PAUSE_S * (1 << attempt)), _LONGEST_PAUSE_S)


def _shown(address: str) -> str:
    """An address without its query."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}{parts.path}"


def _unread(address: str, error: Exception) -> str:
    return f"{_shown(address)} can't be read: {str(error) or type(error).__name__}"


def _refused(address: str, answer: httpx2.Response) -> CloudError:
    status = answer.status_code
    if status == httpx2.codes.TOO_MANY_REQUESTS:
        mend = "it asks for patience: run it again later"
    elif status in {httpx2.codes.UNAUTHORIZED, httpx2.codes.FORBIDDEN}:
        mend = "see what the key or the identity may read"
    else:
        mend = "run it again, or leave this source out with --source"
    return CloudError(f"{_shown(address)} answered {status}", mend=mend)
