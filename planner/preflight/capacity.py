"""Whether the account has room for the GPU pools: offerings and vCPU quotas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from planner.aws_sessions import client, explained
from planner.errors import CloudError
from planner.topology import GpuPool, Topology
from planner.values import value

# https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html
_QUOTAS = {
    ("p", "on_demand"): "L-417A185B",
    ("g", "on_demand"): "L-DB2E81BA",
    ("p", "spot"): "L-C4BD4855",
    ("g", "spot"): "L-3819A6DF",
}
"""Machine family and purchase to the quota that counts its vCPUs; P5 has its own for spot."""


@value
class Shortage:
    """A reason why the nodes of pools would not start."""

    pools: tuple[str, ...]
    why: str
    mend: str


@value
class Room:
    """What AWS says of the pools today."""

    shortages: tuple[Shortage, ...]
    unknown: tuple[str, ...]
    """What could not be asked, and why: neither room nor a shortage."""


def room(topology: Topology, environ: Mapping[str, str]) -> Room:
    """AWS's offerings and quotas against the pools that stand there, at their largest.

    A quota also counts what runs already, which is not asked here: a shortage is certain, room is
    not. Reserved capacity needs no quota of its own.
    """
    pools = tuple(pool for pool in topology.gpu_pools if pool.region.cloud == "aws")
    found = (*_offerings(pools, environ), *_quotas(pools, environ))
    return Room(
        shortages=tuple(each for each in found if isinstance(each, Shortage)),
        unknown=tuple(each for each in found if isinstance(each, str)),
    )


def _offerings(pools: tuple[GpuPool, ...], environ: Mapping[str, str]) -> Iterator[Shortage | str]:
    for pool in pools:
        region, machine = pool.region.name, pool.machine.name
        try:
            zones = _offering_zones(region, machine, environ)
        except CloudError as error:
            yield error.message
            continue
        if missing := sorted(set(pool.zones) - zones):
            yield Shortage(
                (pool.name,),
                f"{region} doesn't offer {machine} in {', '.join(missing)} to this account",
                f"name zones that do: {', '.join(sorted(zones)) or 'none today'}",
            )


def _offering_zones(region: str, machine: str, environ: Mapping[str, str]) -> set[str]:
    with explained(f"can't ask whether {region} offers {machine}"):
        offered = client("ec2", environ, region).describe_instance_type_offerings(
            LocationType="availability-zone",
            Filters=[{"Name": "instance-type", "Values": [machine]}],
        )["InstanceTypeOfferings"]
    return {offer["Location"] for offer in offered}


def _quotas(pools: tuple[GpuPool, ...], environ: Mapping[str, str]) -> Iterator[Shortage | str]:
    """Pools of one region, family and purchase share a quota."""
    counted = [pool for pool in pools if _quota_code(pool) and pool.machine.vcpus]
    counted.sort(key=_quota_of)
    for (region, code), group in groupby(counted, key=_quota_of):
        yield from _quota(region, code, tuple(group), environ)


def _quota_code(pool: GpuPool) -> str:
    return _QUOTAS.get((pool.machine.name[0], pool.purchase), "")


def _quota_of(pool: GpuPool) -> tuple[str, str]:
    return pool.region.name, _quota_code(pool)


def _quota(
    region: str, code: str, pools: tuple[GpuPool, ...], environ: Mapping[str, str]
) -> Iterator[Shortage | str]:
    try:
        with explained(f"can't ask for the vCPU quota {code} in {region}"):
            said = client("service-quotas", environ, region)
            quota = said.get_service_quota(ServiceCode="ec2", QuotaCode=code)["Quota"]
    except CloudError as error:
        yield error.message
        return
    needed = sum((pool.machine.vcpus or 0) * pool.max_nodes for pool in pools)
    if quota["Value"] < needed:
        nodes = ", ".join(f"{pool.max_nodes} of {pool.machine.name}" for pool in pools)
        yield Shortage(
            tuple(pool.name for pool in pools),
            f"quota {quota['QuotaName']} ({code}) in {region} is {quota['Value']:.0f} vCPUs, "
            f"and the nodes, {nodes}, need {needed}",
            "ask for more: aws service-quotas request-service-quota-increase "
            f"--service-code ec2 --quota-code {code} --desired-value {needed} --region {region}",
        )
