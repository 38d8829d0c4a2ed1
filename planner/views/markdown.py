"""Plans and bills for a pull request or a job's summary."""

from __future__ import annotations

from planner.documents import bill_table, findings_list, proof_table
from planner.pipeline import Plan


def check(plan: Plan) -> str:
    """The verdicts, then the findings."""
    return f"## Proof\n\n{proof_table(plan)}\n\n## Findings\n\n{findings_list(plan.findings)}"


def bill(plan: Plan) -> str:
    """Money by node."""
    return f"## Bill\n\n{bill_table(plan.bill)}"
