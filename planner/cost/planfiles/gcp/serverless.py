"""Cloud Run: by use, but for instances that are billed all the time, or kept warm."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from planner.cost.planfiles.metering import ByUse, Meter, Part
from planner.cost.pricing import running_hours
from planner.planfile import Item, NotKnownError, amount
from planner.values import value

_SECONDS = 3600
_INSTANCES = 100
"""The most of a service that says nothing; https://docs.cloud.google.com/run/docs/configuring/max-instances"""
_AMOUNT = re.compile(r"([\d.]+)(m|Mi|Gi)?")
_SCALE = {"m": Decimal(1) / 1000, "Mi": Decimal(1) / 1024, "Gi": Decimal(1), None: Decimal(1)}


def service(item: Item, meter: Meter) -> Iterator[Part]:
    """`google_cloud_run_v2_service`: its instances where those are billed, else the fewest."""
    template = (*item.blocks("template"), {})[0]
    scaling = (*(template.get("scaling") or ()), {})[0]
    kept = amount(scaling.get("min_instance_count") or 0, "min_instance_count")
    most = amount(scaling.get("max_instance_count") or _INSTANCES, "max_instance_count")
    containers = [_Container.of(one) for one in template.get("containers") or ()]
    if any(one.is_billed_by_request for one in containers):
        yield ByUse("requests, and instances beyond the fewest")
        yield from _warm(containers, kept, meter)
        return
    copies, why = meter.copies(kept, kept, most)
    for one in containers:
        yield from meter.part("gateway-vcpu", running_hours(copies) * one.cpus, note=why)
        yield from meter.part("gateway-memory", running_hours(copies) * one.gib, note=why)


def _warm(containers: Iterable[_Container], kept: Decimal, meter: Meter) -> Iterator[Part]:
    """Kept warm but idle has a price of its own."""
    for one in containers if kept else ():
        sizes = (
            ("cloud-run-vcpu", "vcpu", one.cpus, "vCPU-second"),
            ("cloud-run-memory", "gib", one.gib, "GiB-second"),
        )
        for name, what, size, unit in sizes:
            priced = f"cloud_run_idle_{what}_second_request_billing"
            yield meter.hourly(name, priced, kept * size * _SECONDS, unit)


@value
class _Container:
    """What one container of an instance takes."""

    cpus: Decimal
    gib: Decimal
    is_billed_by_request: bool
    """Whether its processors are taken away between requests."""

    @classmethod
    def of(cls, stated: Mapping[str, Any]) -> _Container:
        resources = (*(stated.get("resources") or ()), {})[0]
        limits = resources.get("limits") or {}
        return cls(
            cpus=_amount(limits.get("cpu") or "1"),
            gib=_amount(limits.get("memory") or "512Mi"),
            is_billed_by_request=bool(resources.get("cpu_idle", True)),
        )


def _amount(text: object) -> Decimal:
    """CPUs, or GiB of memory, as Kubernetes writes them."""
    found = _AMOUNT.fullmatch(str(text))
    if found is None:
        raise NotKnownError(f"its limit {text} is no number")
    return Decimal(found[1]) * _SCALE[found[2]]


COMPOSED = {"google_cloud_run_v2_service": service}
