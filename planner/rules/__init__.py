"""Every earlier value to findings."""

from planner.rules.admitting import permitted, refusal
from planner.rules.checking import check
from planner.rules.composing import Composed, Part, composed, gateway_part, part_of
from planner.rules.failing_together import failure_domain
from planner.rules.levels import weigh
from planner.rules.meeting import met_needs
from planner.rules.needs import Met
from planner.rules.operators import operator_verdict
from planner.rules.proving import Held, held_paths
from planner.rules.residency import named
from planner.rules.rule import Case, Rule, rules
from planner.rules.verdicts import verdicts, worst
from planner.rules.waiting import expected_ms
from planner.rules.waiving import waive

__all__ = [
    "Case",
    "Composed",
    "Held",
    "Met",
    "Part",
    "Rule",
    "check",
    "composed",
    "expected_ms",
    "failure_domain",
    "gateway_part",
    "held_paths",
    "met_needs",
    "named",
    "operator_verdict",
    "part_of",
    "permitted",
    "refusal",
    "rules",
    "verdicts",
    "waive",
    "weigh",
    "worst",
]
