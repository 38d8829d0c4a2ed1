"""Azure Monitor: a rule over metrics by the series that it watches, one over logs by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import prod
from typing import Any

from planner.cost.planfiles.metering import ByUse, Meter, Part
from planner.planfile import Item, NotKnownError


def metric_alert(item: Item, meter: Meter) -> Iterator[Part]:
    """`azurerm_monitor_metric_alert`: each value of a dimension makes a series of its own."""
    watched = [_series(criteria) for criteria in item.blocks("criteria")]
    if item.blocks("dynamic_criteria"):
        yield ByUse("series with a threshold that Azure learns")
    if None in watched:
        yield ByUse("series of every value that a dimension takes")
    if series := sum(count for count in watched if count):
        scopes = item.count("scopes")
        if scopes is None:
            raise NotKnownError("how many `scopes` it has is known only after the apply")
        service = "monitor_metric_alert_series_month"
        yield meter.monthly("alarms", service, series * scopes, "series-month")


def _series(criteria: Mapping[str, Any]) -> int | None:
    """How many series a criterion watches; None where a dimension takes whatever comes."""
    values = [dimension["values"] for dimension in criteria.get("dimension") or ()]
    return None if any("*" in named for named in values) else prod(map(len, values))


def query_alert(_: Item, meter: Meter) -> Iterator[Part]:
    """`azurerm_monitor_scheduled_query_rules_alert_v2`: by how often it looks."""
    yield meter.monthly("query-alarms", "monitor_query_alert_rule_month", 1, "rule-month")


COMPOSED = {
    "azurerm_monitor_metric_alert": metric_alert,
    "azurerm_monitor_scheduled_query_rules_alert_v2": query_alert,
}
