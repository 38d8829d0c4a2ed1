"""Cloud Run: by use, but for instances that are kept warm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from planner.cost.planfiles.metering import ByUse, Meter, Part
from planner.planfile import Item, NotKnownError

_SECONDS = 3600
_AMOUNT = re.compile(r"([\d.]+)(m|Mi|Gi)?")
_SCALE = {"m": Decimal(1) / 1000, "Mi": Decimal(1) / 1024, "Gi": Decimal(1), None: Decimal(1)}


def service(item: Item, meter: Meter) -> Iterator[Part]:
    """`google_cloud_run_v2_service`: the fewest instances, where they are billed by the second."""
    template = (*item.blocks("template"), {})[0]
    scaling = (*(template.get("scaling") or ()), {})[0]
    kept = Decimal(str(scaling.get("min_instance_count") or 0))
    yield ByUse("requests, and instances beyond the fewest")
    for container in template.get("containers") or () if kept else ():
        resources = (*(container.get("resources") or ()), {})[0]
        limits = resources.get("limits") or {}
        billing = "request" if resources.get("cpu_idle", True) else "instance"
        sizes = (
            ("vcpus", "vcpu", _amount(limits.get("cpu") or "1"), "vCPU-second"),
            ("memory", "gib", _amount(limits.get("memory") or "512Mi"), "GiB-second"),
        )
        for name, what, size, unit in sizes:
            # kept warm but idle has a price of its own, unless processors are never taken away
            idle = "idle_" if billing == "request" else ""
            priced = f"cloud_run_{idle}{what}_second_{billing}_billing"
            yield meter.hourly(name, priced, kept * size * _SECONDS, unit)


def _amount(text: object) -> Decimal:
    """CPUs, or GiB of memory, as Kubernetes writes them."""
    found = _AMOUNT.fullmatch(str(text))
    if found is None:
        raise NotKnownError(f"its limit {text} is no number")
    return Decimal(found[1]) * _SCALE[found[2]]


COMPOSED = {"google_cloud_run_v2_service": service}
