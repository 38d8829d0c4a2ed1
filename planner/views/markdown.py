"""Plans and bills for a pull request or a job's summary."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from planner.cost import Attribution, Bill, Comparison, Explanation
from planner.documents import bill_table, code, escaped, findings_list, proof_table, table
from planner.pipeline import Plan
from planner.units import cents
from planner.views import text


def check(plan: Plan) -> str:
    """The verdicts, then the findings."""
    return f"## Proof\n\n{proof_table(plan)}\n\n## Findings\n\n{findings_list(plan.findings)}"


def bill(plan: Plan) -> str:
    """Money by node."""
    return f"## Bill\n\n{bill_table(plan.bill)}"


def attribution(seen: Attribution, bill: Bill) -> str:
    """Causes with their parts, dearest first, and how shared ones were divided."""
    parts = seen.parts
    rows = [
        (
            code(cause.name),
            *(_cell(cause.parts[part].expected) if part in cause.parts else "" for part in parts),
            _cell(cause.monthly.expected) + (" + ?" if cause.unpriced else ""),
            f"{_cell(cause.monthly.low)} to {_cell(cause.monthly.high)}",
        )
        for cause in seen.causes
    ]
    month, least = bill.monthly, "at least " if bill.at_least else ""
    total = (
        "**total**",
        *([""] * len(parts)),
        f"**{least}{_cell(month.expected)}**",
        f"{_cell(month.low)} to {_cell(month.high)}",
    )
    heading = (f"{bill.currency} a month by {seen.by}", *map(escaped, parts), "expected", "range")
    shown = table(heading, [*rows, total], right=len(parts) + 2)
    return f"## Bill\n\n{shown}\n\n{escaped(seen.rule)}"


def comparison(compared: Comparison) -> str:
    """Lines that changed, and what became of the total."""
    rows = [(code(change.id), *text.amounts(change)) for change in text.by_size(compared.changes)]
    told = "\n".join(f"- {escaped(words.strip())}" for words in text.told(compared))
    if not rows:
        return f"## Cost\n\n{told}"
    shown = table((f"{compared.currency} a month", "before", "after", "difference"), rows, right=3)
    return f"## Cost\n\n{shown}\n\n{told}"


def explanations(told: Iterable[tuple[Explanation, str]]) -> str:
    """Lines with all they rest on, as a terminal shows them."""
    blocks = (text.explanation(*each).replace("`", chr(0x2019)) for each in told)
    return "\n\n".join(f"```text\n{block}\n```" for block in blocks)


def _cell(amount: Decimal) -> str:
    return f"{cents(amount):,}"
