"""`topoplan adopt`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planner.cli.options import catalog_option, quiet_option
from planner.cli.planning import facts_of
from planner.cli.terminal import colored, say
from planner.cli.writing import write_new
from planner.diagnostics import Severity
from planner.errors import UsageError
from planner.views import show_diagnostics

_EPILOG = """
\b
Examples:
  topoplan adopt config.yaml                          a LiteLLM configuration to a spec
  topoplan adopt config.yaml --gateway aws:eu-central-1 --name assistant
  topoplan adopt config.yaml --out topology.yaml      into a file that isn't there yet
  topoplan adopt infra config.yaml                    a folder of Terraform, with its gateway
  topoplan adopt infra                                whose configuration stands in Terraform itself
  topoplan adopt state.json config.yaml               what `terraform show -json` printed

A gateway is LiteLLM on ECS, Cloud Run or Container Apps, by its Helm chart, or of topoplan's own.
What the files don't hold is `TODO` in the spec, and what no spec can say is told on standard error.
Exit codes: 0, 2 a file can't be read, 3 something is wrong in the files themselves.
"""


@click.command(epilog=_EPILOG)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--name", metavar="NAME", help="What the topology is called.")
@click.option(
    "--gateway",
    metavar="CLOUD:REGION",
    help="Where the gateway of a configuration runs; without it the spec has none.",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File for the spec.")
@catalog_option
@quiet_option
def command(
    paths: tuple[Path, ...],
    *,
    name: str | None,
    gateway: str | None,
    out: Path | None,
    catalog: str | None,
    quiet: bool,
) -> None:
    """Write the spec that would produce what stands at PATHS, and say what it can't express."""
    from planner.adopting import adopt

    found = adopt(paths, facts_of(catalog), name=name, gateway=_site(gateway))
    if not quiet and found.remarks:
        say(show_diagnostics(found.remarks, found.sources, color=colored(sys.stderr)))
    if out is None:
        click.echo(found.text, nl=False)
    else:
        write_new(out, found.text)
        say(f"wrote {out}; next: topoplan check {out}")
    faults = [one for one in found.remarks if one.severity is Severity.ERROR]
    raise SystemExit(3 if faults else 0)


def _site(words: str | None) -> dict[str, object]:
    if words is None:
        return {}
    cloud, colon, region = words.partition(":")
    if not colon or not region:
        raise UsageError(
            f"--gateway can't be `{words}`", mend="write cloud and region, such as aws:eu-central-1"
        )
    return {"cloud": cloud, "region": region}
