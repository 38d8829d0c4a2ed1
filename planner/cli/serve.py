"""`topoplan serve`."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.options import catalog_option, quiet_option, spec_argument
from planner.cli.planning import planned
from planner.cli.terminal import say, write

_EPILOG = """
\b
Examples:
  topoplan serve topology.yaml                      print an address; Ctrl-C ends it
  topoplan serve topology.yaml --port 8321          at a port of your choice
  ssh -L 8321:127.0.0.1:8321 host …                 from another machine

Traffic, needs, routes and policies are changed on the page, and bill, verdicts, rung and advice
follow. SPEC itself stays as it is: the changed one is there to download, with its comments.
The address holds a secret: whoever has it sees the spec. Nothing leaves this machine.
Exit codes: 0 ended by Ctrl-C, 1 the port is taken, 2 the spec can't be read.
"""


@click.command(epilog=_EPILOG)
@spec_argument
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="To listen on. [default: a free one]"
)
@click.option(
    "--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="To listen on."
)
@catalog_option
@quiet_option
def command(spec: Path, port: int, host: str, catalog: str | None, *, quiet: bool) -> None:
    """Show the report of SPEC in a browser, and what it becomes as figures are changed."""
    import signal

    from planner.advising import thresholds
    from planner.workbench import Workbench, listening

    desk = Workbench(planned(spec, catalog), thresholds())
    with listening(desk, host, port, say) as server:
        if not server.is_local:
            say(f"note: {host} is reached from other machines, in clear: anybody between reads it")
        write(server.address)
        say("Ctrl-C ends it", quiet=quiet)
        # a shell that starts it in the background has SIGINT ignored, and a container sends SIGTERM
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, signal.default_int_handler)
        try:
            server.answer()
        except KeyboardInterrupt:
            say("ended", quiet=quiet)
