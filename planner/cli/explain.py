"""`topoplan explain`."""

from __future__ import annotations

import click

from planner.adopting import EXPLANATIONS as OF_ADOPTIONS
from planner.advising import Regret, regrets
from planner.errors import UsageError
from planner.rules import Rule, rules
from planner.spec import EXPLANATIONS as OF_THE_SPEC
from planner.terraform import EXPLANATIONS as OF_A_PLAN
from planner.topology import EXPLANATIONS as OF_NAMES

_EPILOG = """
\b
Examples:
  topoplan explain            every code with its title
  topoplan explain SOV010     what it checks, why it matters, how to mend it
"""


@click.command(epilog=_EPILOG)
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Say what the rule CODE checks and why, or list every code."""
    titles = {**OF_THE_SPEC, **OF_NAMES, **OF_A_PLAN, **OF_ADOPTIONS}
    pages: dict[str, Rule | Regret] = {one.code: one for one in rules()}
    pages |= {one.code: one for one in regrets()}
    if code is None:
        for name in sorted({*titles, *pages}):
            rule = pages.get(name)
            click.echo(f"{name}  {rule.title if rule else titles[name]}")
    elif code in pages:
        click.echo(f"{code}: {pages[code].page.strip()}")
    elif code in titles:
        click.echo(f"{code}: {titles[code]}")
    else:
        raise UsageError(f"no code `{code}`", mend="`topoplan explain` lists every code")
