"""Starts and stops the emulated AWS, a child process that serves moto on loopback.

A process of its own, not a thread: moto keeps its state in module globals and is patched in place,
so only a process gives two emulators two states and leaves the caller's own moto as it was.
"""

from __future__ import annotations

import http.client
import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import field
from pathlib import Path
from typing import IO

from planner.errors import CloudError, UsageError
from planner.values import value

_MODULES = ("moto", "flask", "flask_cors", "werkzeug")
_ROOT = Path(__file__).parents[2]
_SERVE = (
    "import sys; sys.path.append(sys.argv[1]); from planner.sandbox.serving import serve; serve()"
)
_MOTO_SETTINGS = {
    "MOTO_IAM_LOAD_MANAGED_POLICIES": "true",
    "MOTO_ACM_VALIDATION_WAIT": "0",
}


@value
class Emulator:
    """A running emulator: its address, and what a child needs in its environment to use it."""

    endpoint: str
    environment: Mapping[str, str] = field(repr=False)

    def environment_over(self, environ: Mapping[str, str]) -> dict[str, str]:
        """`environ` for a child that must see the emulator and nothing of the user's own AWS."""
        own = {name: value for name, value in environ.items() if not name.startswith("AWS_")}
        return {**own, **self.environment, **_unproxied(own)}

    def reset(self) -> None:
        """Everything in the emulated cloud is gone, as if it had just started."""
        connection = http.client.HTTPConnection(self.endpoint.removeprefix("http://"))
        with closing(connection):
            connection.request("POST", "/moto-api/reset")
            connection.getresponse().read()


@contextmanager
def emulated_aws(region: str = "eu-central-1") -> Iterator[Emulator]:
    """A fresh, empty AWS on a free port of 127.0.0.1, until the block ends.

    Raises:
        UsageError: the extra `topoplan[sandbox]` is not installed.
        CloudError: the emulator did not start.
    """
    _require_extra()
    with tempfile.TemporaryFile() as log, _serving(log) as server:
        endpoint = _announced_endpoint(server, log)
        yield Emulator(endpoint, _child_environment(endpoint, region))


def _require_extra() -> None:
    missing = [name for name in _MODULES if importlib.util.find_spec(name) is None]
    if missing:
        raise UsageError(
            f"the sandbox needs {', '.join(missing)}, which is not installed",
            mend="pip install 'topoplan[sandbox]'",
        )


@contextmanager
def _serving(log: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """The server process; it ends when its standard input closes, even if we are killed."""
    server = subprocess.Popen(  # noqa: S603 - our own interpreter and code
        (sys.executable, "-c", _SERVE, str(_ROOT)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        env=_server_environment(os.environ),
        # A terminal sends Ctrl-C to the whole group: Terraform, which then stops in good order,
        # still needs its cloud.
        start_new_session=True,
    )
    with server:
        try:
            yield server
        finally:
            assert server.stdin is not None  # noqa: S101 - it is a pipe
            server.stdin.close()
            _wait_or_kill(server)


def _wait_or_kill(server: subprocess.Popen[bytes]) -> None:
    try:
        server.wait(timeout=5)
    except subprocess.TimeoutExpired:
        server.kill()


def _server_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Without the user's AWS and moto settings: botocore inside moto would follow a profile."""
    own = {k: v for k, v in environ.items() if not k.startswith(("AWS_", "MOTO_"))}
    return {**own, **_MOTO_SETTINGS}


def _announced_endpoint(server: subprocess.Popen[bytes], log: IO[bytes]) -> str:
    assert server.stdout is not None  # noqa: S101 - it is a pipe
    announced = server.stdout.readline().decode().strip()
    if announced:
        return announced
    log.seek(0)
    last_words = log.read().decode(errors="replace").strip().splitlines()[-1:]
    raise CloudError(
        f"the emulated AWS did not start: {''.join(last_words) or 'no reason given'}",
        mend="pip install --upgrade 'topoplan[sandbox]', then try again",
    )


def _unproxied(environ: Mapping[str, str]) -> dict[str, str]:
    """The user's proxy, if there is one, but for loopback."""
    names = [name for name in ("NO_PROXY", "no_proxy") if name in environ] or ["NO_PROXY"]
    return {name: f"{environ.get(name, '')},127.0.0.1".lstrip(",") for name in names}


def _child_environment(endpoint: str, region: str) -> dict[str, str]:
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "sandbox",
        "AWS_SECRET_ACCESS_KEY": "sandbox",
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
