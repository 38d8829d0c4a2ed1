"""A plan that is looked at in a browser under one supposition after another."""

from planner.workbench.answering import Workbench
from planner.workbench.listening import Listening, listening

__all__ = ["Listening", "Workbench", "listening"]
