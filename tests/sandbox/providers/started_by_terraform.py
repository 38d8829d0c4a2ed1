"""The emulated `random` as a program that Terraform starts: one line says where it listens."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from typing import Any

import grpc

from planner.sandbox.providers.behaviour import load_behaviour
from planner.sandbox.providers.provider import Provider
from planner.sandbox.providers.schema import load_schema
from planner.sandbox.providers.serving import serving

COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2"


def shutting_down(told: threading.Event) -> grpc.GenericRpcHandler[Any, Any]:
    """Terraform waits two seconds for a provider that doesn't end when it is told to."""

    def shutdown(_: bytes, context: grpc.ServicerContext) -> bytes:
        context.add_callback(told.set)
        return b""

    handlers = {"Shutdown": grpc.unary_unary_rpc_method_handler(shutdown)}
    return grpc.method_handlers_generic_handler("plugin.GRPCController", handlers)


def main() -> None:
    if os.environ.get("TF_PLUGIN_MAGIC_COOKIE") != COOKIE:
        sys.exit("a provider is started by Terraform, not by people")
    told = threading.Event()
    provider = Provider(load_schema("random"), load_behaviour("random"))
    with tempfile.TemporaryDirectory(prefix="tp-") as folder:
        socket = f"{folder}/s"
        with serving(provider, socket, shutting_down(told)):
            sys.stdout.write(f"1|6|unix|{socket}|grpc|\n")
            sys.stdout.flush()
            told.wait()


if __name__ == "__main__":
    main()
