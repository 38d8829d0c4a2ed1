"""Options that gate a bill: budgets, increases, lines without a price."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Literal, Self, TypeVar

import click

import planner
from planner.catalog import DOLLAR, ExchangeRate
from planner.cli.terminal import say
from planner.cost import Gate, Judgement
from planner.errors import UsageError
from planner.topology import Budget, Terms
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
    click.option(
        "--budget", metavar="AMOUNT", help="What a month may cost: `5000 USD`, `5000 EUR`."
    ),
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
        named = (self.against, self.budget, self.max_increase)
        return any(one is not None for one in named) or self.unpriced == "fail"


def gate(
    own: Budget | None,
    words: GateWords,
    terms: Terms,
    catalog: planner.Catalog,
    *,
    is_compared: bool = False,
) -> Gate:
    """The words of the command line, and the budget of a spec, to a gate.

    `is_compared`: there is an earlier bill without `--against`, as of what a planfile changes.

    Raises:
        UsageError: a word is no amount, in a currency that has no rate of exchange, or asks about
            an increase over nothing.
    """
    has_baseline = is_compared or words.against is not None
    if not has_baseline and (words.max_increase is not None or words.only_increase):
        option = "--only-increase" if words.max_increase is None else "--max-increase"
        raise UsageError(
            f"{option} needs a bill to compare with",
            mend="add `--against tree`, or a bill.json, a tree or a spec",
        )
    budget, increase = _budget(words), _increase(words)
    asked = {"--budget": budget, "--max-increase": increase}
    named = {option: limit for option, limit in asked.items() if isinstance(limit, Money)}
    rates = {
        limit.currency: _rate(option, limit.currency, terms, catalog)
        for option, limit in named.items()
        if limit.currency != DOLLAR
    }
    return Gate(
        budgets=(
            *(() if own is None else (own.monthly,)),
            *(() if budget is None else (budget,)),
        ),
        max_increases=(
            *(() if own is None else own.max_increases),
            *(() if increase is None else (increase,)),
        ),
        only_increase=words.only_increase,
        unpriced=words.unpriced,
        rates={**({} if own is None else own.rates), **rates},
    )


def is_waived(plan: planner.Plan) -> bool:
    """Whether somebody answers for being over the spec's own budget."""
    return any(f.code == "COST004" and f.waived is not None for f in plan.findings)


def tell(judgements: Iterable[Judgement], *, asked: bool) -> None:
    """What was asked and how it went, on standard error; what fails, whether asked or not."""
    for one in judgements:
        say(f"{'ok' if one.passes else 'fails'}: {one.says}", quiet=one.passes and not asked)


def _budget(words: GateWords) -> Money | None:
    from planner.spec import money

    return None if words.budget is None else _read("--budget", words.budget, money)


def _increase(words: GateWords) -> Money | Decimal | None:
    from planner.spec import increase

    written = words.max_increase
    return None if written is None else _read("--max-increase", written, increase)


def _read(option: str, words: str, read: Callable[[object], _T]) -> _T:
    from planner.spec import Unreadable

    try:
        return read(words)
    except Unreadable as refused:
        better = f"write `{refused.instead}`" if refused.instead else f"write {refused.expected}"
        raise UsageError(f"{option} can't be `{words}`", mend=better) from None


def _rate(option: str, currency: str, terms: Terms, catalog: planner.Catalog) -> ExchangeRate:
    rate = terms.rate(currency, catalog)
    if rate is None:
        known = ", ".join(sorted({*catalog.currencies, *terms.rates}))
        raise UsageError(
            f"{option} is in {currency}, for which no rate of exchange is known",
            mend=f"write it in one of {known}, or state a rate below `prices.rates`",
        )
    return rate
