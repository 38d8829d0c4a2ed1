"""`topoplan calc`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, get_args

import click

from planner.cli.calculating import own_options, question_of, workload_options
from planner.cli.options import catalog_option, format_option
from planner.cli.planning import facts_of
from planner.cli.terminal import colored, write
from planner.owning import calculate, rate_for
from planner.spec import Cloud, EndpointKind
from planner.views import show_calculation

_EPILOG = """
\b
Examples:
  topoplan calc --requests 3.6M --input 1400 --output 300 \\
    --api bedrock/claude-haiku-4-5@eu-central-1 --model llama-3.1-8b-instruct
  …  --gpu L4 --region eu-central-1 --peak 6          GPUs of a type, a steeper peak
  …  --kind batch                                     spot nodes are compared, too
  …  --measured vllm-bench.json                       what you measured, not what is estimated
  …  --p95 4000 --precision bf16                      within a deadline, unquantised
  …  --server h100-x8 --price "310000 USD" --power-price "0.12 EUR"
  …  --operations-hours 40 --rate "110 EUR" --currency EUR
  …  --format json

Whatever is left out is assumed, and printed. Nothing without a price counts as free.
Exit codes: 0, 2 a name that nobody knows, GPUs that aren't sold there, or no such load.
"""


@click.command(epilog=_EPILOG)
@workload_options
@click.option(
    "--kind",
    type=click.Choice(get_args(EndpointKind)),
    default="chat",
    show_default=True,
    help="What it does.",
)
@click.option("--api", required=True, metavar="KIND/MODEL@PLACE", help="The API to compare with.")
@click.option("--model", required=True, metavar="NAME", help="The open-weight model.")
@click.option(
    "--cloud", type=click.Choice(get_args(Cloud)), default="aws", show_default=True, help="Of GPUs."
)
@own_options
@click.option(
    "--measured",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A replica's own benchmark: JSON of guidellm or `vllm bench serve`, or a CSV.",
)
@click.option("--spot", is_flag=True, help="Compare spot nodes for work that isn't batch, too.")
@click.option("--no-people", is_flag=True, help="Count nobody's hours.")
@click.option("--currency", metavar="CODE", help="Show money in this currency, such as EUR.")
@catalog_option
@format_option("text", "json", "markdown")
def command(currency: str | None, catalog: str | None, format_: str, **words: Any) -> None:  # noqa: ANN401 - click's own
    """Compare an API's bill with GPUs of your own, rented and bought, for one workload."""
    facts = facts_of(catalog)
    rate = rate_for(currency, facts)
    found = calculate(question_of(words), facts)
    write(show_calculation(found, rate, format_, color=colored(sys.stdout)))
