"""`topoplan advise`."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import click

from planner import Plan
from planner.advising import (
    AGAINST,
    TERMS,
    Against,
    Point,
    Thresholds,
    advise,
    decided,
    supposing,
    swept,
    thresholds,
    tradeoffs,
    varied,
)
from planner.cli.options import (
    AMOUNT,
    catalog_option,
    format_option,
    quiet_option,
    spec_argument,
)
from planner.cli.planning import planned
from planner.cli.progress import Progress
from planner.cli.rewriting import rewrite
from planner.cli.searching import asked, endpoint_argument
from planner.cli.terminal import colored, write
from planner.errors import UsageError
from planner.views import show_advice, show_sweep, show_tradeoffs

_EPILOG = """
\b
Examples:
  topoplan advise topology.yaml                   what to run, what it saves, and why
  topoplan advise topology.yaml chat              one endpoint in full
  topoplan advise topology.yaml --write           put the cheapest topology into the spec
  topoplan advise topology.yaml --cost 500        from where on an endpoint counts as dear
  topoplan advise topology.yaml --set endpoints.chat.traffic.requests_per_month=10M
  topoplan advise topology.yaml --sweep endpoints.chat.traffic.requests_per_month=1M,5M,10M
  topoplan advise topology.yaml --front sovereignty   what it costs to be stricter
  topoplan advise topology.yaml --format markdown >> "$GITHUB_STEP_SUMMARY"

Exit codes: 0 nothing stands against the cheapest topology, 2 the spec can't be read, 3 there is
none, or a rule stands against it, 4 nothing but the budget does.
"""


@click.command(epilog=_EPILOG)
@spec_argument
@endpoint_argument
@click.option("--write", "writes", is_flag=True, help="Put the cheapest topology into SPEC.")
@click.option(
    "--set", "settings", multiple=True, metavar="PATH=VALUE", help="Suppose this in the spec."
)
@click.option(
    "--sweep",
    "sweeps",
    multiple=True,
    metavar="PATH=A,B,C",
    help="Advise at each of these, and tabulate it; once or twice.",
)
@click.option(
    "--front",
    "against",
    type=click.Choice(AGAINST),
    help="What it costs to be quicker, or stricter: the topologies that nothing betters.",
)
@click.option(
    "--commit", "term", type=click.Choice(TERMS), help="Commit to nodes for no longer than this."
)
@click.option("--latency-ms", type=AMOUNT, help="Where p95 counts as sensitive to latency.")
@click.option("--ttft-ms", type=AMOUNT, help="Where the first token does.")
@click.option("--cost", type=AMOUNT, help="US dollars a month from which an endpoint is dear.")
@catalog_option
@format_option("text", "json", "markdown")
@quiet_option
def command(
    spec: Path,
    endpoint: str | None,
    settings: tuple[str, ...],
    sweeps: tuple[str, ...],
    against: Against | None,
    term: str | None,
    latency_ms: Decimal | None,
    ttft_ms: Decimal | None,
    cost: Decimal | None,
    catalog: str | None,
    format_: str,
    *,
    writes: bool,
    quiet: bool,
) -> None:
    """Advise on SPEC: where its endpoints stand, what pays, and the cheapest topology."""
    _refuse(writes=writes, supposes=bool(settings or sweeps or against), sweeps=len(sweeps))
    plan = supposing(planned(spec, catalog), settings)
    names = asked(plan, endpoint)
    lines = thresholds(p95_ms=latency_ms, ttft_ms=ttft_ms, monthly=cost)
    if sweeps:
        _sweep(plan, sweeps, lines, format_, quiet=quiet)
        return
    with Progress(quiet=quiet) as progress:
        progress.during(f"weighing what {len(plan.topology.endpoints)} endpoint(s) could call")
        advice = advise(plan, lines, term=term)
    if against is not None:
        write(show_tradeoffs(tradeoffs(advice.posed, against, plan.catalog), plan.catalog, format_))
        return
    write(show_advice(advice, names, format_, color=colored(sys.stdout)))
    if writes:
        rewrite(advice, catalog)
    raise SystemExit(decided(advice).exit_code)


def _sweep(
    plan: Plan, sweeps: tuple[str, ...], lines: Thresholds, format_: str, *, quiet: bool
) -> None:
    """A table of the advice at every point."""
    axes = [varied(plan.spec, text) for text in sweeps]
    points: list[Point] = []
    with Progress(quiet=quiet) as progress:
        progress.during("weighing the first point")
        for point in swept(plan, axes, lines):
            points.append(point)
            progress.during(f"weighing what could be called, {len(points)} point(s) done")
    write(show_sweep(axes, points, plan.catalog, format_))


def _refuse(*, writes: bool, supposes: bool, sweeps: int) -> None:
    if writes and supposes:
        raise UsageError(
            "--write goes with none of --set, --sweep and --front: the spec doesn't have what they "
            "suppose",
            mend="write into the spec what you mean, then advise on it",
        )
    if sweeps > 2:  # noqa: PLR2004 - a table has two sides
        raise UsageError("a table has room for two sweeps", mend="leave out one")
