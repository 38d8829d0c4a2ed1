"""How a call gets from a network to what it calls, which decides who bills it as what."""

from __future__ import annotations

from typing import Literal

from planner.catalog import Region, building
from planner.layout.links import link_kind
from planner.topology import GpuPool, Provider

Way = Literal["network", "private_endpoint", "peering", "vpn", "other_region", "internet"]
"""Inside a network; through an endpoint of it; through a link to another network; to another region
of the cloud; out of it."""


def is_own(cloud: str, provider: Provider) -> bool:
    """Whether a provider is the cloud's own and of the account that builds there.

    Such a one is called by an identity of the cloud instead of a key. An account of Azure that was
    there before has its owner's network and rights: it is called like anybody else's.
    """
    return provider.kind in building(cloud).provider_endpoints and (
        provider.kind != "azure-openai" or provider.account is not None
    )


def way(here: Region, site: Provider | GpuPool) -> Way:
    """The way of a call from a network in `here`; answers come back the same way.

    A provider that names no region is outside, unless it is the cloud's own: then it is anywhere in
    the cloud.
    """
    if isinstance(site, GpuPool):
        if site.region == here:
            return "network"
        return link_kind(here, site.region) or _unlinked(here, site.region)
    own = is_own(here.cloud, site)
    if own and (site.region == here or building(here.cloud).reaches_every_region):
        return "private_endpoint"
    if site.region is None:
        return "other_region" if own else "internet"
    return "internet" if site.region == here else _unlinked(here, site.region)


def _unlinked(here: Region, there: Region) -> Way:
    """Between regions that nothing joins."""
    return "other_region" if there.cloud == here.cloud else "internet"
