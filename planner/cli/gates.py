"""Options that gate a bill: budgets, increases, lines without a price."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Literal, Self, TypeVar

import click

import planner
from planner.cli.terminal import say
from planner.cost import Gate, Judgement
from planner.errors import UsageError
from planner.topology import Budget
from planner.units import Money
from planner.values import value

_F = TypeVar("_F", bound=Callable[..., Any])
_T = TypeVar("_T")


def gate_options(function: _F) -> _F:
    """`--against` and what may become of a bill."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


_OPTIONS = (
    click.option(
        "--against",
        metavar="BILL",
        help="Compare with a bill.json, a tree, a spec, or `tree`: the tree beside SPEC.",
    ),
    click.option("--budget", metavar="AMOUNT", help="What a month may cost: `5000 USD`."),
    click.option(
        "--max-increase",
        metavar="LIMIT",
        help="How much dearer than --against it may be: `10%` or `500 USD`.",
    ),
    click.option(
        "--only-increase",
        is_flag=True,
        help="Over budget passes if it is not dearer than --against.",
    ),
    click.option(
        "--unpriced",
        type=click.Choice(("pass", "fail")),
        default="pass",
        show_default=True,
        help="What lines without a price do: the total is then `at least`.",
    ),
)


@value
class GateWords:
    """What the command line asks of a bill, as it was written; None and False: nothing."""

    against: str | None
    budget: str | None
    max_increase: str | None
    only_increase: bool
    unpriced: Literal["pass", "fail"]

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Self:
        """The values of `gate_options` by their names."""
        return cls(**options)

    @property
    def any(self) -> bool:
        """Whether anything is asked."""
        return self.against is not None or self.budget is not None or self.unpriced == "fail"


def gate(own: Budget | None, words: GateWords, *, is_compared: bool = False) -> Gate:
    """The words of the command line, and the budget of a spec, to a gate.

    `is_compared`: there is an earlier bill without `--against`, as of what a planfile changes.

    Raises:
        UsageError: a word is no amount, or asks about an increase over nothing.
    """
    has_baseline = is_compared or words.against is not None
    if not has_baseline and (words.max_increase is not None or words.only_increase):
        option = "--only-increase" if words.max_increase is None else "--max-increase"
        raise UsageError(
            f"{option} needs a bill to compare with",
            mend="add `--against tree`, or a bill.json, a tree or a spec",
        )
    return Gate(
        budgets=(
            *(() if own is None else (own.monthly,)),
            *(() if words.budget is None else (_money("--budget", words.budget),)),
        ),
        max_increases=(
            *(() if own is None else own.max_increases),
            *(() if words.max_increase is None else (_increase(words.max_increase),)),
        ),
        only_increase=words.only_increase,
        unpriced=words.unpriced,
    )


def is_waived(plan: planner.Plan) -> bool:
    """Whether somebody answers for being over the spec's own budget."""
    return any(f.code == "COST004" and f.waived is not None for f in plan.findings)


def tell(judgements: Iterable[Judgement], *, asked: bool) -> None:
    """What was asked and how it went, on standard error; what fails, whether asked or not."""
    for one in judgements:
        say(f"{'ok' if one.passes else 'fails'}: {one.says}", quiet=one.passes and not asked)


def _increase(words: str) -> Money | Decimal:
    from planner.spec import increase

    limit = _read("--max-increase", words, increase)
    if isinstance(limit, Money):
        _in_dollars("--max-increase", limit)
    return limit


def _money(option: str, words: str) -> Money:
    from planner.spec import money

    return _in_dollars(option, _read(option, words, money))


def _read(option: str, words: str, read: Callable[[object], _T]) -> _T:
    from planner.spec import Unreadable

    try:
        return read(words)
    except Unreadable as refused:
        better = f"write `{refused.instead}`" if refused.instead else f"write {refused.expected}"
        raise UsageError(f"{option} can't be `{words}`", mend=better) from None


def _in_dollars(option: str, amount: Money) -> Money:
    if amount.currency != "USD":
        raise UsageError(f"{option} is in {amount.currency}", mend="prices are in USD: convert it")
    return amount
