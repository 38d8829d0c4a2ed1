"""`topoplan hook`: what pre-commit runs, over the files that a commit changes."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import click

from planner.cli.options import tree_folder
from planner.errors import UsageError
from planner.spec import revision_of

_EPILOG = """
\b
Examples:
  topoplan hook check topology.yaml billing/topology.yaml
  topoplan hook generated topology.yaml terraform/infra/main.tf
  topoplan hook cost --max-increase 10% topology.yaml

check: `topoplan check` of each spec. generated: `topoplan plan --check` of each spec, and of that
beside each file below a folder `terraform`. cost: budgets, and the bill of the last commit. Exit
codes: the highest of them all.
"""

_TREE = "terraform"
_SPECS = ("topology.yaml", "topology.yml")
_BILL = "bill.json"


@click.command(epilog=_EPILOG)
@click.argument("what", type=click.Choice(("check", "generated", "cost")))
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--max-increase", metavar="LIMIT", help="With cost: `10%` or `500 USD` a month.")
@click.option("--budget", metavar="AMOUNT", help="With cost: what a month may cost.")
@click.option("--base", metavar="REF", default="HEAD", show_default=True, help="With cost.")
def command(
    what: Literal["check", "generated", "cost"],
    files: tuple[Path, ...],
    max_increase: str | None,
    budget: str | None,
    base: str,
) -> None:
    """Run one of pre-commit's hooks over FILES."""
    limits = {"--max-increase": max_increase, "--budget": budget}
    given = [word for name, text in limits.items() if text for word in (name, text)]
    if given and what != "cost":
        raise UsageError(f"{given[0]} is about `hook cost`", mend="leave it out")
    codes = [0]
    for spec in dict.fromkeys(found for file in files for found in _specs(file)):
        match what:
            case "check":
                codes.append(_ended("check", spec, "--no-fixes"))
            case "generated":
                codes.append(_ended("plan", spec, "--check", "--quiet"))
            case "cost":
                codes.append(_cost(spec, base, given))
    raise SystemExit(max(codes))


def _specs(file: Path) -> Iterator[Path]:
    """The spec that a file is, or that a tree lies beside."""
    if _TREE not in file.parts[:-1]:
        yield file
        return
    folder = Path(*file.parts[: file.parts.index(_TREE)])
    yield from (folder / name for name in _SPECS if (folder / name).is_file())


def _cost(spec: Path, base: str, limits: list[str]) -> int:
    """The gate, against the bill that was committed last, where there was one."""
    committed = revision_of(spec, base).text(tree_folder(spec, None) / _BILL)
    if committed is None:
        limits = [word for word in limits if word not in _increase(limits)]
        return _ended("cost", spec, *limits)
    with tempfile.TemporaryDirectory(prefix="topoplan-") as folder:
        bill = Path(folder, _BILL)
        bill.write_text(committed, encoding="utf-8")
        return _ended("cost", spec, "--against", bill, *limits)


def _increase(limits: list[str]) -> tuple[str, ...]:
    """The words that ask about an increase, which a first bill can't have."""
    if "--max-increase" not in limits:
        return ()
    place = limits.index("--max-increase")
    return tuple(limits[place : place + 2])


def _ended(*words: str | os.PathLike[str]) -> int:
    """The exit code of another command of ours."""
    program = click.get_current_context().find_root().command
    try:
        program.main([os.fspath(word) for word in words], prog_name="topoplan")
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0
