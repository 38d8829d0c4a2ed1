"""`topoplan doctor`."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Iterator

import click

from planner.errors import TopoplanError
from planner.terraform import find_provider_mirror, locate_binary

_EPILOG = """
\b
Example:
  topoplan doctor --region eu-central-1
"""


@click.command(epilog=_EPILOG)
@click.option("--region", default="eu-central-1", show_default=True, help="Region to ask AWS in.")
def command(region: str) -> None:
    """See whether this machine has what `apply` needs: Terraform, the sandbox, credentials."""
    missing = 0
    for what, found in _answers(region):
        try:
            click.echo(f"ok   {what}: {found()}")
        except TopoplanError as error:
            missing += 1
            click.echo(f"miss {what}: {error.message}\n     = fix: {error.mend}")
    raise SystemExit(1 if missing else 0)


def _answers(region: str) -> Iterator[tuple[str, Callable[[], str]]]:
    yield "terraform", lambda: str(locate_binary(os.environ))
    yield "aws provider", lambda: str(find_provider_mirror(os.environ) or "from the registry")
    yield "sandbox", _sandbox
    yield "aws credentials", lambda: _identity(region)


def _sandbox() -> str:
    if importlib.util.find_spec("moto") is None:
        raise TopoplanError("moto is not installed", mend="pip install 'topoplan[sandbox]'")
    return "moto is installed"


def _identity(region: str) -> str:
    from planner.preflight import identify

    return identify(os.environ, region).arn
