"""Whether a machine type has the accelerators that nodes ask of it, as the catalogue knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.catalog import Machine, load
from planner.sandbox.providers.codec import Value


def misfits(cloud: str, machine_type: str, accelerators: Value) -> Iterator[str]:
    """What the cloud would say; nothing of machines that the catalogue doesn't have."""
    machine = load().machine(cloud, machine_type)
    for accelerator in accelerators if isinstance(accelerators, list) else []:
        if machine is not None and isinstance(accelerator, dict):
            yield from _misfit(machine, accelerator.get("type"), accelerator.get("count"))


def _misfit(machine: Machine, kind: Value, count: Value) -> Iterator[str]:
    if not machine.accelerator:
        yield f"machine type {machine.name} has no accelerators"
    elif isinstance(kind, str) and not _is_named(machine.accelerator, kind):
        yield f"machine type {machine.name} has {machine.accelerator}, not {kind}"
    elif isinstance(count, int | float) and count != machine.gpus:
        yield f"machine type {machine.name} has {machine.gpus} accelerators, not {count}"


def _is_named(accelerator: str, kind: str) -> bool:
    """`H100` is meant by `nvidia-h100-80gb`, `A100-40GB` by `nvidia-tesla-a100`."""
    return re.split(r"-\d+GB", accelerator)[0].lower() in kind.lower()
