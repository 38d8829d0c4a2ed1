"""`topoplan ci`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import zip_longest
from pathlib import Path

import click

import planner
from planner.cli.options import catalog_option, quiet_option, tree_folder
from planner.cli.planning import planned
from planner.cli.terminal import say
from planner.cli.writing import write_new, write_over
from planner.errors import StaleError, UsageError
from planner.terraform import as_built

_SYSTEMS = ("github", "gitlab", "atlantis")
_BRANCH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*", re.ASCII)
_EPILOG = """
\b
Examples:
  topoplan ci github topology.yaml                 workflows that review, apply and look for drift
  topoplan ci atlantis prod/topology.yaml staging/topology.yaml
  topoplan ci gitlab prod.yaml staging.yaml --out trees/prod --out trees/staging
  topoplan ci atlantis topology.yaml --check       write nothing; exit 5 if a file isn't current

Paths in the files start at the root of the repository. A file that is there and differs is left
as it is, unless --overwrite is given.

Exit codes: 0, 2 a spec can't be read or has no place in a pipeline, 5 a file differs.
"""


@click.command(epilog=_EPILOG)
@click.argument("system", type=click.Choice(_SYSTEMS))
@click.argument("specs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out",
    "outs",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the tree, once for each spec. [default: `terraform` beside the spec]",
)
@click.option("--branch", default="main", show_default=True, help="What is applied from.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write into. [default: the root of the repository]",
)
@catalog_option
@click.option("--overwrite", is_flag=True, help="Replace files that are there and differ.")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; say what would change.")
@quiet_option
def command(
    system: str,
    specs: tuple[Path, ...],
    outs: tuple[Path, ...],
    branch: str,
    into: Path | None,
    catalog: str | None,
    *,
    overwrite: bool,
    only_check: bool,
    quiet: bool,
) -> None:
    """Write what SYSTEM runs to review and apply SPECS: workflows, jobs or projects."""
    from planner.delivery import SYSTEMS, deployment, note, recipe

    if not _BRANCH.fullmatch(branch):
        raise UsageError(f"`{branch}` is no branch that a pipeline can name as it is")
    repository = _repository(Path.cwd())
    found = []
    for spec, out in _each(specs, outs):
        plan = as_built(planned(spec, catalog, tree=out), out)
        found.append(deployment(plan, planner.render(plan), spec, out, repository))
    named = next(each for each in SYSTEMS if each == system)
    files = recipe(named, found, branch=branch)
    differ = _written(files, into or repository, overwrite=overwrite, dry=only_check, quiet=quiet)
    if differ:
        raise StaleError(
            f"{', '.join(map(str, differ))}: not what the specs make of it",
            mend="--overwrite replaces what is there; --into FOLDER writes elsewhere, to compare",
        )
    if not only_check:
        say(f"next: {note(named, found)}", quiet=quiet)


def _each(specs: tuple[Path, ...], outs: tuple[Path, ...]) -> list[tuple[Path, Path]]:
    """Each spec with the folder of its tree.

    Raises:
        UsageError: folders are named, but not one for each spec.
    """
    if outs and len(outs) != len(specs):
        raise UsageError(
            f"{len(outs)} --out for {len(specs)} specs",
            mend="name one for each, in the order of the specs, or none",
        )
    return [(spec, tree_folder(spec, out)) for spec, out in zip_longest(specs, outs)]


def _repository(here: Path) -> Path:
    """The root of the repository around a folder; the folder itself where there is none."""
    return next((each for each in (here, *here.parents) if (each / ".git").exists()), here)


def _written(
    files: Mapping[str, str], into: Path, *, overwrite: bool, dry: bool, quiet: bool
) -> list[Path]:
    """Write what is new, and what differs where that is wished; what is left comes back."""
    there = {path: _text(into / path) for path in files}
    differ = [path for path, text in there.items() if text not in (None, files[path])]
    missing = [path for path, text in there.items() if text is None]
    if dry:
        return [into / path for path in (*missing, *differ)]
    if differ and not overwrite:
        return [into / path for path in differ]
    for path in missing:
        write_new(into / path, files[path])
    for path in differ:
        write_over(into / path, files[path])
    for path in files:
        done = "wrote" if path in (*missing, *differ) else "current:"
        say(f"{done} {into / path}", quiet=quiet)
    return []


def _text(path: Path) -> str | None:
    """A file's text; None where there is no such file."""
    return path.read_bytes().decode("utf-8", "replace") if path.is_file() else None
