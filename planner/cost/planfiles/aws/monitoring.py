"""CloudWatch: each metric that an alarm watches is billed, also those that autoscaling makes."""

from __future__ import annotations

from collections.abc import Iterator

from planner.cost.planfiles.metering import Meter, Part
from planner.planfile import Item

_MADE_BY_TARGET_TRACKING = 2
"""One alarm above the target, one below it."""
_MINUTE_S = 60


def alarm(item: Item, meter: Meter) -> Iterator[Part]:
    """`aws_cloudwatch_metric_alarm`: by the metrics that it combines."""
    watched = [query for query in item.blocks("metric_query") if query.get("metric")]
    fine = item.number("period", _MINUTE_S) < _MINUTE_S
    service = "cloudwatch_alarm_metric_month"
    if fine:
        service = "cloudwatch_alarm_high_resolution_metric_month"
    yield meter.monthly("alarms", service, max(len(watched), 1), "alarm-metric-month")


def target_tracking(item: Item, meter: Meter) -> Iterator[Part]:
    """A policy of autoscaling: target tracking makes its own alarms."""
    if item.text("policy_type", "") in ("TargetTrackingScaling", "PredictiveScaling"):
        count = _MADE_BY_TARGET_TRACKING
        yield meter.monthly("alarms", "cloudwatch_alarm_metric_month", count, "alarm-metric-month")


COMPOSED = {
    "aws_appautoscaling_policy": target_tracking,
    "aws_autoscaling_policy": target_tracking,
    "aws_cloudwatch_metric_alarm": alarm,
}
