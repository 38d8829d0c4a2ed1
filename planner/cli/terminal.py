"""What the terminal can show, and where words for people go."""

from __future__ import annotations

import os
import sys
from typing import TextIO

import click


def colored(stream: TextIO) -> bool:
    """Whether to colour: not with NO_COLOR (https://no-color.org), not into a file or a pipe."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty() or bool(os.environ.get("FORCE_COLOR"))


def write(text: str) -> None:
    """A result, on standard output; colours in it stay where they were asked for."""
    click.echo(text, color=colored(sys.stdout))


def say(text: str = "", *, quiet: bool = False) -> None:
    """Words beside the result, on standard error, so that standard output stays pure."""
    if not quiet:
        click.echo(text, err=True, color=colored(sys.stderr))
