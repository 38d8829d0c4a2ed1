"""Answers to a template's questions: from a file, from the command line, or asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from planner.errors import UsageError

if TYPE_CHECKING:
    from planner.templating import Question

_F = TypeVar("_F", bound=Callable[..., Any])


def answer_options(function: _F) -> _F:
    """`--answers` and `--set`."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


_OPTIONS = (
    click.option(
        "--answers",
        type=click.Path(path_type=Path, dir_okay=False),
        help="File of answers, in YAML.",
    ),
    click.option("--set", "settings", metavar="NAME=ANSWER", multiple=True, help="One answer."),
)


def given_answers(file: Path | None, settings: tuple[str, ...]) -> dict[str, object]:
    """Answers by the names of the questions; those of the command line win.

    Raises:
        SpecError: the file is no YAML.
        UsageError: a setting has no name.
    """
    found = dict(_in_file(file)) if file else {}
    for words in settings:
        name, sign, answer = words.partition("=")
        if not sign or not name:
            raise UsageError(f"--set can't be `{words}`", mend="write it like --set team=search")
        found[name] = answer
    return found


def _in_file(path: Path) -> Mapping[str, object]:
    from planner.errors import SpecError
    from planner.spec import parse, plain, source_of

    source = source_of(path)
    outcome = parse(source.value) if source.value else None
    if source.value is None or outcome is None:
        raise SpecError(source.diagnostics)
    if outcome.value is None:
        raise SpecError(outcome.diagnostics, {path: source.value})
    found = plain(outcome.value)
    return found if isinstance(found, dict) else {}


def asking() -> Callable[[Question], object]:
    """How a question without an answer is put: to whoever sits there, or not at all."""
    from planner.templating import by_default

    return _asked if sys.stdin.isatty() else by_default


def _asked(question: Question) -> object:
    choices = f" ({', '.join(question.choices)})" if question.choices else ""

    def read(words: str) -> object:
        try:
            return question.read(words)
        except UsageError as wrong:
            raise click.BadParameter(wrong.message) from None

    default = question.default
    shown = ",".join(default) if isinstance(default, tuple) else default
    return click.prompt(f"{question.ask}{choices}", default=shown, value_proc=read, err=True)
