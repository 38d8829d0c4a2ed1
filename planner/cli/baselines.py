"""`--against`: the bill that a bill is held against."""

from __future__ import annotations

from pathlib import Path

import planner
from planner.cli.options import tree_folder
from planner.cost import Comparison
from planner.documents import WrittenBill, as_written, read_bill
from planner.errors import UsageError

_BILL = "bill.json"
_TREE = "tree"


def compared(plan: planner.Plan, spec: Path, against: str) -> Comparison:
    """A plan's bill and an earlier one, both as their documents hold them.

    Both are in the currency of the earlier one, at its rate: what money costs is no change of ours.
    `against`: a bill.json, a tree's folder, a spec, or `tree` for the tree beside `spec`.

    Raises:
        UsageError: there is no such bill, or it can't be read.
        SpecError: it is a spec that can't be read.
    """
    before = _written(against, spec)
    rate = before.bill.exchange
    after = as_written(plan.bill if rate is None else plan.bill.at(rate), plan.catalog)
    return Comparison(before.bill, after.bill, _facts(before, after), _facts(after, before))


def default(plan: planner.Plan, spec: Path) -> str | None:
    """The baseline of a spec that limits increases: the tree beside it, where it has a bill."""
    budget = plan.topology.budget
    if budget is None or not budget.max_increases:
        return None
    return _TREE if (tree_folder(spec, None) / _BILL).is_file() else None


def _facts(one: WrittenBill, other: WrittenBill) -> str:
    """A catalogue's id, with its digest where two of one id differ."""
    if one.catalog == other.catalog and one.sha256 != other.sha256:
        return f"{one.catalog} ({one.sha256[:12]})"
    return one.catalog


def _written(against: str, spec: Path) -> WrittenBill:
    path = tree_folder(spec, None) if against == _TREE else Path(against)
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
