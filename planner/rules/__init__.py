"""Every earlier value to findings."""

from planner.rules.checking import check
from planner.rules.residency import named, verdicts, weigh
from planner.rules.rule import Case, Rule, rules

__all__ = ["Case", "Rule", "check", "named", "rules", "verdicts", "weigh"]
