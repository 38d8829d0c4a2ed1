"""Starts emulated providers, and tells Terraform by its environment where they listen."""

from __future__ import annotations

import importlib.util
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from planner.errors import UsageError
from planner.sandbox.providers.behaviour import load_behaviour
from planner.sandbox.providers.schema import load_schema

_MODULES = ("grpc", "msgpack", "google.protobuf")


@contextmanager
def emulated_providers(names: Iterable[str]) -> Iterator[Mapping[str, str]]:
    """Providers without a cloud, until the block ends; yields what Terraform needs to find them.

    A name is a provider's, `google`, for its newest version, or has a major, `google@7`. `init`
    asks no registry for them, nor does it hold them against `required_providers` or the lock file.

    Raises:
        UsageError: the extra `topoplan[sandbox]` is not installed, or a name is unknown.
    """
    _require_extra()
    with ExitStack() as stack:
        # the path of a Unix socket has at most 103 characters on macOS
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tp-")))
        reattach = {}
        for number, name in enumerate(dict.fromkeys(names)):
            socket = str(folder / str(number))
            address = stack.enter_context(_served(name, socket))
            reattach[address] = _reattached(socket)
        yield {"TF_REATTACH_PROVIDERS": json.dumps(reattach)}


@contextmanager
def _served(name: str, socket: str) -> Iterator[str]:
    # grpc takes a tenth of a second to import, and belongs to the extra
    from planner.sandbox.providers.provider import Provider  # noqa: PLC0415
    from planner.sandbox.providers.serving import serving  # noqa: PLC0415

    schema = load_schema(name)
    with serving(Provider(schema, load_behaviour(schema.name)), socket):
        yield schema.address


def _reattached(socket: str) -> dict[str, object]:
    return {
        "Protocol": "grpc",
        "ProtocolVersion": 6,
        "Pid": os.getpid(),
        # else Terraform ends the provider with its command
        "Test": True,
        "Addr": {"Network": "unix", "String": socket},
    }


def _require_extra() -> None:
    missing = [name for name in _MODULES if not _is_installed(name)]
    if missing:
        raise UsageError(
            f"the sandbox needs {', '.join(missing)}, which is not installed",
            mend="pip install 'topoplan[sandbox]'",
        )


def _is_installed(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:  # `google`, of which `protobuf` is a part, is missing too
        return False
