"""The real AWS provider behind a server of this process, which spares commands what costs most.

Terraform starts a provider several times a command, and each time it is handed the schemas of 1,500
types, 5 MB: 3 of the 3.5 seconds of CPU that a `validate` takes. Here the schema is asked for once,
trimmed to the types that this repository names, and all that checks without being configured is
asked of one process. A provider that is configured is a process of its own, as Terraform has it,
with the environment that was given here: regions and accounts stay apart. All else that Terraform
and the provider tell each other is passed on as it is, so what is refused is refused by AWS's own.

What goes untested by that is how Terraform finds, verifies and starts the provider; `init` doesn't
see it. `installed_environment` is for the tests that do without.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

import grpc

from planner.sandbox.providers.wire import message
from planner.terraform.locating import AWS_PROVIDER
from tests.conftest import ROOT

_COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2"
"""Without it a provider says that it is no program for people, and ends."""

_WATCHED = '"$0" & exec >&-; read -r _; kill -9 $!'
"""Ends with its standard input: with these tests, even where they are killed."""

_UNLIMITED = (("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1))
_WORKERS = 256
"""A connection keeps one as long as it lasts, and a command may have ten operations under way."""

_SCHEMA_CALLS = {"GetSchema", "GetProviderSchema"}
_CONFIGURE_CALLS = {"Configure", "ConfigureProvider"}
"""As protocol 5 has them, and 6."""


class Process:
    """The provider, started as Terraform starts it, but for encryption."""

    def __init__(self, binary: Path, environment: Mapping[str, str], folder: Path) -> None:
        own = {
            "TF_PLUGIN_MAGIC_COOKIE": _COOKIE,
            "PLUGIN_PROTOCOL_VERSIONS": "5,6",
            # where its socket lies
            "TMPDIR": str(folder),
        }
        self._process = subprocess.Popen(
            ("/bin/sh", "-c", _WATCHED, binary),
            env={**environment, **own},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            # Ctrl-C is Terraform's to pass on
            start_new_session=True,
        )
        assert self._process.stdout is not None
        _, version, _, socket, *_ = self._process.stdout.readline().split("|")
        self.protocol = int(version)
        self._channel = grpc.insecure_channel(f"unix:{socket}", options=_UNLIMITED)

    def call(self, method: str, request: bytes) -> bytes:
        answer: bytes = self._channel.unary_unary(method, bytes, bytes)(request)
        return answer

    def end(self) -> None:
        self._channel.close()
        # closes its standard input, and waits
        self._process.communicate()


@dataclass(slots=True)
class _Shared:
    """One process for all that need not be configured, and one for each connection that is."""

    start: Callable[[], Process]
    schema: bytes
    check: Callable[[str, bytes], bytes]
    """Of the process that isn't configured."""
    configured: dict[str, Process] = field(default_factory=dict)
    """By the connection, which Terraform has one of for each provider block of each command."""

    def answer(self, method: str, request: bytes, context: grpc.ServicerContext) -> bytes:
        name = method.rpartition("/")[2]
        if name in _SCHEMA_CALLS:
            return self.schema
        if name in _CONFIGURE_CALLS:
            self.configured[context.peer()] = self.start()
        process = self.configured.get(context.peer())
        try:
            return process.call(method, request) if process else self.check(method, request)
        except grpc.RpcError as error:
            context.abort(error.code(), str(error.details()))
            raise

    def stream(self, _: bytes, context: grpc.ServicerContext) -> Iterator[bytes]:
        """What the provider writes, which is nothing; Terraform listens as long as it needs it."""
        over = threading.Event()
        if context.add_callback(over.set):
            over.wait()
        process = self.configured.pop(context.peer(), None)
        if process is not None:
            process.end()
        yield from ()


class _Handler(grpc.GenericRpcHandler):  # type: ignore[type-arg]  # generic in its stubs alone
    def __init__(self, shared: _Shared) -> None:
        self._shared = shared

    def service(self, details: grpc.HandlerCallDetails) -> Any:
        method = details.method
        if method == "/plugin.GRPCStdio/StreamStdio":
            return grpc.unary_stream_rpc_method_handler(self._shared.stream)
        if not method.startswith("/tfplugin"):
            return None
        return grpc.unary_unary_rpc_method_handler(
            lambda request, context: self._shared.answer(method, request, context)
        )


@contextmanager
def serving_aws(
    binary: Path, environment: Mapping[str, str]
) -> Iterator[Mapping[str, Mapping[str, object]]]:
    """What `TF_REATTACH_PROVIDERS` has to hold so that Terraform takes this provider."""
    with (
        tempfile.TemporaryDirectory(prefix="tp-") as folder,
        ThreadPoolExecutor(_WORKERS) as workers,
    ):
        start = partial(Process, binary, environment, Path(folder))
        unconfigured = start()
        # `terraform test` has the same resources checked twice in each of its runs
        check = lru_cache(4096)(unconfigured.call)
        shared = _Shared(start, _schema(unconfigured), check)
        server = grpc.server(workers, options=_UNLIMITED)
        server.add_generic_rpc_handlers((_Handler(shared),))
        # connections to a Unix socket can't be told apart
        port = server.add_insecure_port("127.0.0.1:0")
        server.start()
        try:
            yield {AWS_PROVIDER: _reattached(unconfigured.protocol, port)}
        finally:
            server.stop(grace=None).wait()
            for process in (unconfigured, *shared.configured.values()):
                process.end()


def also_reattached(
    environment: Mapping[str, str], served: Mapping[str, Mapping[str, object]]
) -> dict[str, str]:
    """The variable that names what is served beside the providers that it names already."""
    before = json.loads(environment.get("TF_REATTACH_PROVIDERS", "{}"))
    return {"TF_REATTACH_PROVIDERS": json.dumps({**before, **served})}


def _reattached(protocol: int, port: int) -> Mapping[str, object]:
    return {
        "Protocol": "grpc",
        "ProtocolVersion": protocol,
        "Pid": os.getpid(),
        "Test": True,
        "Addr": {"Network": "tcp", "String": f"127.0.0.1:{port}"},
    }


def _schema(process: Process) -> bytes:
    """The provider's own answer, without the types that nothing here names."""
    call = {5: "GetSchema", 6: "GetProviderSchema"}[process.protocol]
    # the messages of the two protocols differ in nothing that is read or left out here
    whole = message("SchemaResponse").FromString(
        process.call(f"/tfplugin{process.protocol}.Provider/{call}", b"")
    )
    for entries in (whole.resource_schemas, whole.data_source_schemas):
        kept = [entry.SerializeToString() for entry in entries if entry.key in _named()]
        del entries[:]
        for entry in kept:
            entries.add().MergeFromString(entry)
    trimmed: bytes = whole.SerializeToString()
    return trimmed


@cache
def _named() -> set[str]:
    """Every `aws_…` in what is rendered, applied or tested."""
    files = (
        file
        for folder in ("modules/aws", "planner", "templates", "tests")
        for file in (ROOT / folder).rglob("*")
        if file.suffix in {".hcl", ".j2", ".py", ".tf"}
    )
    return {word for file in files for word in re.findall(r"\baws_\w+", file.read_text("utf-8"))}
