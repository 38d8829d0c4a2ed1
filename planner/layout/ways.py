"""How a call gets from a network to what it calls, which decides who bills it as what."""

from __future__ import annotations

from typing import Literal

from planner.catalog import Region, building
from planner.topology import GpuPool, Provider

Way = Literal["network", "private_endpoint", "other_region", "internet"]
"""Inside a network; through an endpoint of it; to another region of the cloud; out of it."""


def way(here: Region, site: Provider | GpuPool) -> Way:
    """The way of a call from a network in `here`; answers come back the same way.

    A provider that names no region is outside, unless it is the cloud's own: then it is anywhere in
    the cloud.
    """
    there = site.region
    own = isinstance(site, Provider) and site.kind in building(here.cloud).provider_endpoints
    if there is None:
        return "other_region" if own else "internet"
    if there.cloud != here.cloud:
        return "internet"
    if there != here:
        return "other_region"
    if isinstance(site, GpuPool):
        return "network"
    return "private_endpoint" if own else "internet"
