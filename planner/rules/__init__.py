"""Every earlier value to findings."""

from planner.rules.checking import check
from planner.rules.levels import weigh
from planner.rules.residency import named
from planner.rules.rule import Case, Rule, rules
from planner.rules.verdicts import verdicts, worst

__all__ = ["Case", "Rule", "check", "named", "rules", "verdicts", "weigh", "worst"]
