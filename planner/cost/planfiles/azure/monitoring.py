"""Azure Monitor: a rule over metrics by the series that it watches, one over logs by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import prod
from typing import Any

from planner.cost.planfiles.metering import ByUse, Meter, Part
from planner.planfile import Item


def metric_alert(item: Item, meter: Meter) -> Iterator[Part]:
    """`azurerm_monitor_metric_alert`: each value of a dimension makes a series of its own."""
    scopes = item.count("scopes") or 1
    series = sum(_series(criteria) for criteria in item.blocks("criteria"))
    service = "monitor_metric_alert_series_month"
    if item.blocks("dynamic_criteria"):
        yield ByUse("series with a threshold that Azure learns")
    if series:
        yield meter.monthly("alarms", service, series * scopes, "series-month")


def _series(criteria: Mapping[str, Any]) -> int:
    dimensions = criteria.get("dimension") or []
    return prod(len(dimension.get("values") or [None]) for dimension in dimensions)


def query_alert(_: Item, meter: Meter) -> Iterator[Part]:
    """`azurerm_monitor_scheduled_query_rules_alert_v2`: by how often it looks."""
    yield meter.monthly("query-alarms", "monitor_query_alert_rule_month", 1, "rule-month")


COMPOSED = {
    "azurerm_monitor_metric_alert": metric_alert,
    "azurerm_monitor_scheduled_query_rules_alert_v2": query_alert,
}
