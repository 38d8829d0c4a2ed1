"""A Terraform plan as `terraform show -json` prints it, read and typed."""

from planner.planfile.items import Item, NotKnownError, Stage, When, amount
from planner.planfile.planfile import (
    SENSITIVE,
    PlannedResource,
    PlannedTree,
    read_planfile,
)
from planner.planfile.policies import invocable, statements
from planner.planfile.reading import read_planfile_at
from planner.planfile.references import References

__all__ = [
    "SENSITIVE",
    "Item",
    "NotKnownError",
    "PlannedResource",
    "PlannedTree",
    "References",
    "Stage",
    "When",
    "amount",
    "invocable",
    "read_planfile",
    "read_planfile_at",
    "statements",
]
