"""What fails together with a target, and so is no second one."""

from __future__ import annotations

from planner.topology import GpuPool, Provider, Target


def failure_domain(target: Target) -> tuple[str, ...]:
    """What fails together with a target: a service in a region, a host, or a pool."""
    match target.site:
        case Provider() as provider:
            where = provider.region.name if provider.region else provider.host
            return (provider.kind, where)
        case GpuPool() as pool:
            return ("gpu_pool", pool.name)
