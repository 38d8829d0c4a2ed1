"""Plan to Terraform files, and runs of terraform."""

from planner.terraform.bases import bases, keep_bases
from planner.terraform.cli_config import with_provider_source
from planner.terraform.clouds import cloud
from planner.terraform.covering import covered_by, inspect_against, unknown_fails
from planner.terraform.editing import edit_that_builds
from planner.terraform.events import Event
from planner.terraform.failures import refuse_dead_endpoint
from planner.terraform.keeping import Wishes, with_edits
from planner.terraform.locating import Binary, find_provider_mirror, locate_binary
from planner.terraform.lock import LOCK, Lock, hold_plan, hold_tree, locked_commits, read_lock
from planner.terraform.majors import module_texts, served
from planner.terraform.moving import as_built
from planner.terraform.names import gateway_name
from planner.terraform.rendering import render
from planner.terraform.replacing import modules_of, replaced_by_plans, replacing, serving_types
from planner.terraform.running import ApplySummary, PlanSummary, Terraform
from planner.terraform.state_place import state_commands
from planner.terraform.tree import Tree, sha256
from planner.terraform.verifying import EXPLANATIONS, Verification, declared_types, verify
from planner.terraform.writing import Difference, claimed, compare, strangers, write

__all__ = [
    "EXPLANATIONS",
    "LOCK",
    "ApplySummary",
    "Binary",
    "Difference",
    "Event",
    "Lock",
    "PlanSummary",
    "Terraform",
    "Tree",
    "Verification",
    "Wishes",
    "as_built",
    "bases",
    "claimed",
    "cloud",
    "compare",
    "covered_by",
    "declared_types",
    "edit_that_builds",
    "find_provider_mirror",
    "gateway_name",
    "hold_plan",
    "hold_tree",
    "inspect_against",
    "keep_bases",
    "locate_binary",
    "locked_commits",
    "module_texts",
    "modules_of",
    "read_lock",
    "refuse_dead_endpoint",
    "render",
    "replaced_by_plans",
    "replacing",
    "served",
    "serving_types",
    "sha256",
    "state_commands",
    "strangers",
    "unknown_fails",
    "verify",
    "with_edits",
    "with_provider_source",
    "write",
]
