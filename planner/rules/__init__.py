"""Every earlier value to findings."""

from planner.rules.admitting import permitted, refusal
from planner.rules.checking import check
from planner.rules.composing import Composed, composed
from planner.rules.failing_together import failure_domain
from planner.rules.levels import weigh
from planner.rules.meeting import met_needs
from planner.rules.needs import Met
from planner.rules.operators import operator_verdict
from planner.rules.residency import named
from planner.rules.rule import Case, Rule, rules
from planner.rules.verdicts import verdicts, worst
from planner.rules.waiving import waive

__all__ = [
    "Case",
    "Composed",
    "Met",
    "Rule",
    "check",
    "composed",
    "failure_domain",
    "met_needs",
    "named",
    "operator_verdict",
    "permitted",
    "refusal",
    "rules",
    "verdicts",
    "waive",
    "weigh",
    "worst",
]
