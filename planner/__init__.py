"""Plan, prove, price and write LLM topologies.

import planner

plan = planner.plan("topology.yaml")
plan.bill.monthly.expected
[finding.code for finding in plan.findings]
planner.render(plan).files["infra/main.tf"]
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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

# what each name is imported from, on first use: `import planner` costs next to nothing
_HOME = {
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
    "check": "rules",
    "estimate": "cost",
    "load": "catalog",
    "plan": "pipeline",
    "render": "terraform",
    "resolve": "topology",
}
__all__ = [
    "Bill",
    "Catalog",
    "Diagnostic",
    "Plan",
    "Spec",
    "SpecError",
    "Topology",
    "TopoplanError",
    "Tree",
    "Verdict",
    "check",
    "estimate",
    "load",
    "plan",
    "render",
    "resolve",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attributes are of any type
    if name in _HOME:
        return getattr(importlib.import_module(f"planner.{_HOME[name]}"), name)
    raise AttributeError(f"module 'planner' has no attribute {name!r}")
