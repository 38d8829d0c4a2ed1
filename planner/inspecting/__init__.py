"""What a Terraform plan does with data: its hops, held against a proof or a policy."""

from planner.inspecting.demands import ByPolicy, ByProof, Demands, Objection
from planner.inspecting.findings import findings_of, signed
from planner.inspecting.hops import Kind, PlannedHop
from planner.inspecting.inspecting import STANDINGS, Inspected, Inspection, JudgedHop, inspect

__all__ = [
    "STANDINGS",
    "ByPolicy",
    "ByProof",
    "Demands",
    "Inspected",
    "Inspection",
    "JudgedHop",
    "Kind",
    "Objection",
    "PlannedHop",
    "findings_of",
    "inspect",
    "signed",
]
