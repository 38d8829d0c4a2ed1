"""The catalogue from the vendors' own price interfaces: what they list today to a new dated set."""

from planner.refreshing.collecting import Failure as Failure
from planner.refreshing.fates import Change as Change
from planner.refreshing.observing import Refusal as Refusal
from planner.refreshing.refreshing import Refreshed as Refreshed
from planner.refreshing.refreshing import refresh as refresh
from planner.refreshing.sources import SOURCES as SOURCES

__all__ = ["SOURCES", "Change", "Failure", "Refreshed", "Refusal", "refresh"]
