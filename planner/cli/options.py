"""Arguments and options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import click

_F = TypeVar("_F", bound=Callable[..., Any])
_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?", re.ASCII)


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


def catalog_option(function: _F) -> _F:
    """`--catalog`: the set to plan with."""
    return click.option(
        "--catalog",
        metavar="ID|PATH",
        envvar="TOPOPLAN_CATALOG",
        show_envvar=True,
        default=None,
        help="Facts to plan with: a set of `topoplan catalog list`. [default: the shipped]",
    )(function)


def locked_option(function: _F) -> _F:
    """`--locked`: the facts, spec and bill of the tree's lock, and no others."""
    return click.option(
        "--locked",
        is_flag=True,
        help="Plan with the facts of the tree's lock; refuse what isn't as it says.",
    )(function)


class _Amount(click.ParamType[Decimal]):
    """A number above zero, exact."""

    name = "number"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        text = str(value)
        if not _AMOUNT.fullmatch(text) or not Decimal(text):
            self.fail(f"{text!r} is no number above zero, such as 1500 or 0.5", param, ctx)
        return Decimal(text)


AMOUNT = _Amount()


class _MaxAge(click.ParamType[str | int]):
    """Whole days, or `ttl`."""

    name = "age"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str | int:
        text = str(value)
        if text != "ttl" and not (text.isascii() and text.isdecimal()):
            self.fail(f"{text!r} is neither whole days nor `ttl`", param, ctx)
        return text if text == "ttl" else int(text)


def max_age_option(function: _F) -> _F:
    """`--max-age`: refuse prices that are older."""
    return click.option(
        "--max-age",
        type=_MaxAge(),
        metavar="DAYS|ttl",
        default=None,
        help="Refuse prices that are older; `ttl`: than their class admits.",
    )(function)


def overwrite_option(function: _F) -> _F:
    """`--overwrite`: what was edited by hand in the tree is dropped."""
    return click.option(
        "--overwrite",
        is_flag=True,
        help="Replace files that were edited by hand, adopted edits too.",
    )(function)
