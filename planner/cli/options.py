"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

_F = TypeVar("_F", bound=Callable[..., Any])


def spec_argument(function: _F) -> _F:
    """The spec's path; whether it can be read is the spec room's to say, with a diagnostic."""
    return click.argument("spec", type=click.Path(path_type=Path, dir_okay=True))(function)


def format_option(*names: str) -> Callable[[_F], _F]:
    """`--format`, text by default."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(names),
        default="text",
        show_default=True,
        help="How to print the result.",
    )


def quiet_option(function: _F) -> _F:
    """`--quiet`: nothing but results and errors."""
    return click.option("--quiet", "-q", is_flag=True, help="Print only results and errors.")(
        function
    )


def out_option(function: _F) -> _F:
    """`--out`: the folder of the tree; beside the spec unless said otherwise."""
    return click.option(
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        default=None,
        help="Folder of the Terraform tree. [default: `terraform` beside the spec]",
    )(function)


def tree_folder(spec: Path, out: Path | None) -> Path:
    """The folder of a spec's tree."""
    return out or spec.parent / "terraform"
