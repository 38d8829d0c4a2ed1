"""The real LiteLLM, as a process on loopback."""

from __future__ import annotations

import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MASTER_KEY = "sk-loopback-5f0c1b7e9a3d42f6"
_BOOT_S = 90


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and after how long."""

    status: int
    text: str
    deployment: str | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Proxy:
    """A running gateway."""

    address: str
    log: Path

    def ask(self, model: str, prompt: str = "hello", **more: object) -> Answer:
        """A chat completion, as a client would ask for it."""
        body = {"model": model, "messages": [{"role": "user", "content": prompt}], **more}
        return self.post("/v1/chat/completions", body)

    def post(self, path: str, body: Mapping[str, Any]) -> Answer:
        """Any call with the master key."""
        request = urllib.request.Request(  # noqa: S310 - loopback
            self.address + path,
            json.dumps(body).encode(),
            {"Authorization": f"Bearer {MASTER_KEY}", "Content-Type": "application/json"},
        )
        started = time.monotonic()
        try:
            reply = urllib.request.urlopen(request, timeout=30)  # noqa: S310 - loopback
        except urllib.error.HTTPError as error:
            reply = error
        with reply:
            text = reply.read().decode()
        deployment = reply.headers.get("x-litellm-model-id")
        return Answer(reply.status, text, deployment, time.monotonic() - started)


@contextmanager
def running(litellm: Path, config: Path, environment: Mapping[str, str]) -> Iterator[Proxy]:
    """A proxy with `config`, from its first sign of life to the end of the block."""
    port = _free_port()
    log = config.with_suffix(".log")
    command = (litellm, "--config", config, "--host", "127.0.0.1", "--port", str(port))
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
        try:
            proxy = Proxy(f"http://127.0.0.1:{port}", log)
            _wait_for(proxy, process)
            yield proxy
        finally:
            process.terminate()
            process.wait(20)


def _wait_for(proxy: Proxy, process: subprocess.Popen[bytes]) -> None:
    for _ in range(_BOOT_S * 4):
        if process.poll() is not None:
            break
        try:
            alive = urllib.request.urlopen(  # noqa: S310 - loopback
                f"{proxy.address}/health/liveliness", timeout=5
            )
        except OSError:
            time.sleep(0.25)
        else:
            alive.close()
            return
    raise AssertionError(f"LiteLLM did not start:\n{proxy.log.read_text()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
