"""The facts a plan rests on: `planner/data` as typed, dated, sourced values."""

from planner.catalog.assumptions import Assumption, assumptions
from planner.catalog.assumptions import Assumption, assumptions
from planner.catalog.bedrock import ProfileReach
from planner.catalog.catalog import Catalog, load
from planner.catalog.clouds import Machine, Offering, Region
from planner.catalog.hosted_stores import HostedStore
from planner.catalog.hosted_stores import HostedStore
from planner.catalog.models import ApiModel, OpenModel
from planner.catalog.operators import Operator, Outages, TelemetrySink
from planner.catalog.places import Bounds, Reach
from planner.catalog.prices import Price
from planner.catalog.processing import Processing, ProviderKind
from planner.catalog.tokens import TokenRates, Usage, UsageClass

__all__ = [
    "ApiModel",
    "Assumption",
    "Assumption",
    "Bounds",
    "Catalog",
    "HostedStore",
    "HostedStore",
    "Machine",
    "Offering",
    "OpenModel",
    "Operator",
    "Outages",
    "Price",
    "Processing",
    "ProfileReach",
    "ProviderKind",
    "Reach",
    "Region",
    "TelemetrySink",
    "TokenRates",
    "Usage",
    "UsageClass",
    "assumptions",
    "assumptions",
    "load",
]
