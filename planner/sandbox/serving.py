"""The emulator's own process: serves until its standard input ends."""

from __future__ import annotations

import sys
import threading

from werkzeug.serving import WSGIRequestHandler, make_server

from planner.sandbox.front import application


class _SilentHandler(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing: a request is no event."""


def serve() -> None:
    """Announces the address in one line on standard output, then serves in a thread."""
    # The address is an IP: with a host name the SDKs put the bucket in front of it, and
    # `bucket.localhost` resolves nowhere.
    server = make_server(
        "127.0.0.1", 0, application(), threaded=True, request_handler=_SilentHandler
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}\n")
    sys.stdout.flush()
    sys.stdin.read()
