"""`topoplan report`."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.options import catalog_option, quiet_option, spec_argument
from planner.cli.planning import planned
from planner.cli.progress import Progress
from planner.cli.terminal import say, write
from planner.cli.writing import write_page

_EPILOG = """
\b
Examples:
  topoplan report topology.yaml                      write report.html beside the spec
  topoplan report topology.yaml --out /tmp/it.html   somewhere else
  topoplan report topology.yaml --out - | mail …     to standard output
  topoplan report topology.yaml --currency EUR       the bill at a rate that is shown

The page asks no network for anything: keep it, mail it, print it.
Exit codes: 0, whatever the report says; 1 it can't be written, 2 the spec can't be read.
"""


@click.command(epilog=_EPILOG)
@spec_argument
@click.option(
    "--out",
    metavar="FILE",
    help="Where the page is written; `-`: standard output. [default: report.html beside SPEC]",
)
@click.option("--currency", metavar="CODE", help="Show the bill in this currency, such as EUR.")
@catalog_option
@quiet_option
def command(
    spec: Path, out: str | None, currency: str | None, catalog: str | None, *, quiet: bool
) -> None:
    """Write one page on SPEC: map, proofs, bill, 2x2, break-even, findings and regrets."""
    from planner.advising import advise, thresholds
    from planner.views import show_report

    plan = planned(spec, catalog)
    with Progress(quiet=quiet) as progress:
        progress.during(f"weighing what {len(plan.topology.endpoints)} endpoint(s) could call")
        page = show_report(advise(plan, thresholds()), plan.in_currency(currency))
    if out == "-":
        write(page)
        return
    path = Path(out) if out else spec.with_name("report.html")
    write_page(path, page)
    say(f"wrote {path}, {len(page.encode()):,} bytes", quiet=quiet)
