"""`--against`: the bill that a bill is held against."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import planner
from planner.catalog import ExchangeRate
from planner.cost import Comparison, estimate
from planner.documents import WrittenBill, as_written, read_bill
from planner.errors import UsageError

_BILL = "bill.json"
_TREE = "tree"


def compared(
    plan: planner.Plan, tree: Path, against: str, exchange: ExchangeRate | None
) -> Comparison:
    """A plan's bill and an earlier one, both as their documents hold them.

    Both at the rate of the earlier one: what money costs is no change of ours. If that bill is in
    another currency than this one is shown in, both are converted from there, alike.
    `against`: a bill.json, a tree's folder, a spec, or `tree` for `tree`, the spec's own folder.
    `exchange`: at which the bill is shown; None for US dollars.

    Raises:
        UsageError: there is no such bill, or it can't be read.
        SpecError: it is a spec that can't be read.
    """
    before = _written(against, tree)
    after = as_written(_priced_at(plan, before.bill.exchange), plan.catalog)
    return Comparison(
        before.bill.at(exchange),
        after.bill.at(exchange),
        _facts(before, after),
        _facts(after, before),
    )


def _priced_at(plan: planner.Plan, rate: ExchangeRate | None) -> planner.Bill:
    """A plan's bill, as it would be if money had cost what it did for an earlier one.

    What is itself bought in that currency then has the price that was agreed on.
    """
    if rate is None:
        return plan.bill
    terms = plan.topology.terms
    then = replace(terms, rates={**terms.rates, rate.currency: rate})
    return estimate(replace(plan.topology, terms=then), plan.layout, plan.catalog).at(rate)


def default(plan: planner.Plan, tree: Path) -> str | None:
    """The baseline of a spec that limits increases: its tree, where that has a bill."""
    budget = plan.topology.budget
    if budget is None or not budget.max_increases:
        return None
    return _TREE if (tree / _BILL).is_file() else None


def _facts(one: WrittenBill, other: WrittenBill) -> str:
    """A catalogue's id, with its digest where two of one id differ."""
    if one.catalog == other.catalog and one.sha256 != other.sha256:
        return f"{one.catalog} ({one.sha256[:12]})"
    return one.catalog


def _written(against: str, tree: Path) -> WrittenBill:
    path = tree if against == _TREE else Path(against)
    if path.is_dir():
        path /= _BILL
    if path.suffix in (".yaml", ".yml"):
        other = planner.plan(path)
        return as_written(other.bill, other.catalog)
    return read_bill(_text(path), str(path))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UsageError(
            f"there is no bill at {path} to hold this one against",
            mend="`topoplan plan` writes one into its tree; or name a bill.json, a tree or a spec",
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} can't be read: {error}") from None
