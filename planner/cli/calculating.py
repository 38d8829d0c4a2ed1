"""The words of `topoplan calc` to what is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from planner.capacity import Deadline, Load, Measurement, measurements
from planner.errors import FileError, UsageError
from planner.owning import Keeping, Question, assumed_keeping, assumed_people
from planner.spec import Precision, Unreadable, money, percent, quantity
from planner.topology import People
from planner.units import Range

_F = TypeVar("_F", bound=Callable[..., Any])
_T = TypeVar("_T")

_LONGEST = 120
"""Months that a server may be written off over."""
_WORKLOAD = (
    ("--requests", "N", True, "Requests in a month: `3.6M`."),
    ("--input", "TOKENS", True, "Tokens of a request's prompt."),
    ("--output", "TOKENS", True, "Tokens of its answer."),
    ("--cached", "PERCENT", False, "Share of the prompt that a cache answers. [default: 0%]"),
    ("--peak", "FACTOR", False, "Busiest minutes over the month's mean. [default: 4]"),
    ("--context", "TOKENS", False, "The longest request with its answer."),
    ("--ttft", "MS", False, "Milliseconds to the first token that 95 % may take."),
    ("--p95", "MS", False, "Milliseconds to the last token that 95 % may take."),
)
_OWN = (
    ("--gpu", "NAME", "Type of GPU. [default: the cheapest that carries it]"),
    ("--machine", "NAME", "Machine type. [default: the cheapest with that GPU]"),
    ("--precision", "NAME", "Of the weights: bf16, fp8, int4 … [default: fp8 where it is known]"),
    ("--region", "NAME", "Where the GPUs stand. [default: where the API is called]"),
    ("--server", "NAME", "Server to buy. [default: the one with that GPU]"),
    ("--operations-hours", "HOURS", "People's hours in a month for operations."),
    ("--evaluation-hours", "HOURS", "People's hours in a month for evaluation."),
    ("--rate", "AMOUNT", "What an hour of them costs: `95 USD`."),
    ("--price", "AMOUNT", "Of a server that is bought."),
    ("--months", "N", "Over which a server is written off."),
    ("--residual", "PERCENT", "Of its price that is left then."),
    ("--upkeep", "PERCENT", "Of its price a year for spare parts and support."),
    ("--capital", "PERCENT", "Interest for a year."),
    ("--power-kw", "KW", "What a server draws."),
    ("--power-price", "AMOUNT", "Of a kilowatt-hour."),
    ("--pue", "FACTOR", "What the hall draws over what its servers draw."),
    ("--hosting", "AMOUNT", "Of a kilowatt in a data centre, for a month."),
    ("--hands", "HOURS", "In a month on the spot, for each server."),
)


def workload_options(function: _F) -> _F:
    """What is sent in a month, and how fast it has to be answered."""
    for name, metavar, required, told in reversed(_WORKLOAD):
        function = click.option(name, metavar=metavar, required=required, help=told)(function)
    return function


def own_options(function: _F) -> _F:
    """How GPUs are owned; without them, assumptions that are printed."""
    for name, metavar, told in reversed(_OWN):
        function = click.option(name, metavar=metavar, help=told)(function)
    return function


def question_of(words: Mapping[str, Any]) -> Question:
    """What the command line asks.

    Raises:
        UsageError: a word is no quantity, or there is no such precision.
    """
    return Question(
        api=words["api"],
        model=words["model"],
        load=_load(words),
        deadline=Deadline(_whole(words, "ttft"), _whole(words, "p95")),
        keeping=_keeping(words),
        people=_people(words),
        cloud=words["cloud"],
        region=words["region"],
        accelerator=words["gpu"],
        machine=words["machine"],
        precision=_precision(words["precision"]),
        server=words["server"],
        server_price=_read(words, "price", money),
        server_power_kw=_read(words, "power_kw", quantity),
        measurement=_measured(words["measured"], words["gpu"] or words["machine"]),
        spot=words["spot"],
    )


def _measured(path: Path | None, ran_on: str | None) -> Measurement | None:
    """The run of a result file that carried most.

    Raises:
        UsageError: nobody says which GPUs it ran on.
        FileError: it can't be read, or is no result of a benchmark.
    """
    if path is None:
        return None
    if ran_on is None:
        raise UsageError(
            "a measured run says nothing of other GPUs than those that it ran on",
            mend="name them with --gpu, or their machine with --machine",
        )
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise FileError(f"{path} can't be read: {error}", mend="name a file of text") from None
    return max(measurements(text, str(path)), key=lambda run: run.requests_per_second)


def _load(words: Mapping[str, Any]) -> Load:
    requests, prompt, answer = (
        _read(words, name, quantity) or Decimal(0) for name in ("requests", "input", "output")
    )
    known = {
        "cached_input": _read(words, "cached", percent),
        "peak_to_mean": _read(words, "peak", quantity),
        "context_tokens": _whole(words, "context"),
    }
    said: dict[str, Any] = {name: each for name, each in known.items() if each is not None}
    return replace(Load(requests, prompt, answer, kind=words["kind"]), **said)


def _people(words: Mapping[str, Any]) -> People | None:
    if words["no_people"]:
        return None
    people = assumed_people()
    operations, evaluation = (
        _read(words, f"{kind}_hours", quantity) for kind in ("operations", "evaluation")
    )
    return replace(
        people,
        rate=_read(words, "rate", money) or people.rate,
        operations_hours=people.operations_hours
        if operations is None
        else Range.exactly(operations),
        evaluation_hours=people.evaluation_hours
        if evaluation is None
        else Range.exactly(evaluation),
    )


def _keeping(words: Mapping[str, Any]) -> Keeping:
    said: dict[str, Any] = {
        "months": _whole(words, "months"),
        "residual": _read(words, "residual", percent),
        "upkeep": _read(words, "upkeep", percent),
        "capital": _read(words, "capital", percent),
        "pue": _read(words, "pue", quantity),
        "power_price": _read(words, "power_price", money),
        "hosting": _read(words, "hosting", money),
        "hands_hours": _read(words, "hands", quantity),
        "hands_rate": _read(words, "rate", money),
    }
    if said["months"] is not None and not 1 <= said["months"] <= _LONGEST:
        raise UsageError(f"--months {said['months']}", mend=f"from 1 to {_LONGEST}, such as 36")
    known = {name: each for name, each in said.items() if each is not None}
    return replace(assumed_keeping(), **known)


def _precision(word: str | None) -> Precision | None:
    known: tuple[Precision, ...] = get_args(Precision)
    found = next((one for one in known if one == word), None)
    if word is not None and found is None:
        raise UsageError(f"no precision `{word}`", mend=f"one of {', '.join(known)}")
    return found


def _whole(words: Mapping[str, Any], name: str) -> int | None:
    number = _read(words, name, quantity)
    if number is not None and number != int(number):
        raise UsageError(f"--{name} is no whole number: {words[name]}", mend="leave the rest out")
    return None if number is None else int(number)


def _read(words: Mapping[str, Any], name: str, reader: Callable[[object], _T]) -> _T | None:
    """An option's word as a quantity; None where it was left out."""
    word = words[name]
    if word is None:
        return None
    try:
        return reader(word)
    except Unreadable as refused:
        option = f"--{name.replace('_', '-')}"
        mend = f"write `{option} {refused.instead}`" if refused.instead else "see --help"
        raise UsageError(f"{option} {word!r} is not {refused.expected}", mend=mend) from None
