"""What a Terraform plan costs, resource by resource."""

from planner.cost.planfiles.bills import (
    PlanBill,
    PlanCost,
    PricedResource,
    Standing,
    price_planfile,
)
from planner.cost.planfiles.grouping import Group, grouped
from planner.cost.planfiles.reconciling import Reconciled, expected_of, reconcile

__all__ = [
    "Group",
    "PlanBill",
    "PlanCost",
    "PricedResource",
    "Reconciled",
    "Standing",
    "expected_of",
    "grouped",
    "price_planfile",
    "reconcile",
]
