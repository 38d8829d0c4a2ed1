"""Cloud Monitoring: each condition of an alert policy is billed, and what it reads."""

from __future__ import annotations

from collections.abc import Iterator

from planner.cost.planfiles.metering import ByUse, Meter, Part
from planner.planfile import Item


def alert_policy(item: Item, meter: Meter) -> Iterator[Part]:
    """`google_monitoring_alert_policy`."""
    yield from meter.part("alarm", len(item.blocks("conditions")))
    yield ByUse("time series that its conditions read")


COMPOSED = {"google_monitoring_alert_policy": alert_policy}
