"""`topoplan template test`."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from planner.cli.options import catalog_option
from planner.cli.planning import facts_of, today
from planner.cli.terminal import say, write
from planner.errors import UsageError
from planner.views import show_samples

_EPILOG = """
\b
Examples:
  topoplan template test templates/eu-assistant             each sample has to plan
  topoplan template test templates/eu-assistant --update    and write what their specs are now

A sample is a file of answers, samples/<name>.yaml; samples/<name>.expected.yaml, where it is there,
is the spec that has to come of it.
Exit codes: 0 every sample plans, 2 it is no template, 3 otherwise.
"""


@click.command(epilog=_EPILOG)
@click.argument("template", metavar="TEMPLATE")
@click.option("--update", is_flag=True, help="Write the expected specs anew.")
@catalog_option
def command(template: str, *, update: bool, catalog: str | None) -> None:
    """Make the specs of the samples of TEMPLATE, and plan each."""
    from planner.spec import Templates, folder
    from planner.templating import samples

    templates = Templates(say=say)
    found = folder(template, templates)
    with tempfile.TemporaryDirectory(prefix="topoplan-") as name:
        each = tuple(samples(found, Path(name), facts_of(catalog), today(), templates))
    if update:
        if found.address is not None:
            raise UsageError("--update writes into a folder", mend="name the template's folder")
        _write(Path(template), {one.name: one.spec for one in each if one.spec})
    write(show_samples(each))
    ok = all(one.passes or (update and one.differs) for one in each)
    raise SystemExit(0 if ok else 3)


def _write(template: Path, specs: dict[str, str]) -> None:
    from planner.templating import EXPECTED

    for name, text in specs.items():
        path = template / "samples" / f"{name}{EXPECTED}"
        path.write_text(text, encoding="utf-8", newline="\n")
        say(f"wrote {path}")
