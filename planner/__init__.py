"""Plan, prove, price and write LLM topologies.

import planner

plan = planner.plan("topology.yaml")
plan.bill.monthly.expected
[finding.code for finding in plan.findings]
planner.render(plan).files["infra/main.tf"]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.doors import late

if TYPE_CHECKING:
    from planner.advising import Advice as Advice
    from planner.advising import advise as advise
    from planner.advising import routed as routed
    from planner.catalog import Catalog as Catalog
    from planner.catalog import load as load
    from planner.cost import Bill as Bill
    from planner.cost import estimate as estimate
    from planner.diagnostics import Diagnostic as Diagnostic
    from planner.diagnostics import Verdict as Verdict
    from planner.errors import SpecError as SpecError
    from planner.errors import TopoplanError as TopoplanError
    from planner.pipeline import Plan as Plan
    from planner.pipeline import plan as plan
    from planner.rules import check as check
    from planner.spec import Spec as Spec
    from planner.terraform import Tree as Tree
    from planner.terraform import render as render
    from planner.topology import Topology as Topology
    from planner.topology import resolve as resolve

_HOME = {
    "Advice": "advising",
    "Bill": "cost",
    "Catalog": "catalog",
    "Diagnostic": "diagnostics",
    "Plan": "pipeline",
    "Spec": "spec",
    "SpecError": "errors",
    "TopoplanError": "errors",
    "Topology": "topology",
    "Tree": "terraform",
    "Verdict": "diagnostics",
    "advise": "advising",
    "check": "rules",
    "estimate": "cost",
    "load": "catalog",
    "plan": "pipeline",
    "render": "terraform",
    "resolve": "topology",
    "routed": "advising",
}
"""Which room a public name lives in."""

__all__ = sorted(_HOME)  # noqa: PLE0605 - one list of the names, not two

__getattr__ = late(__name__, _HOME)
