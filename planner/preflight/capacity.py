"""Whether the account has room for the GPU pools: offerings and vCPU quotas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.preflight.session import client, explained
from planner.topology import GpuPool, Topology

# https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html
_QUOTAS = {
    ("p", "on_demand"): "L-417A185B",
    ("g", "on_demand"): "L-DB2E81BA",
    ("p", "spot"): "L-C4BD4855",
    ("g", "spot"): "L-3819A6DF",
}
"""Machine family and purchase to the quota that counts its vCPUs; P5 has a spot quota of its own."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """A reason why a pool's nodes would not start."""

    pool: str
    why: str
    mend: str


def shortages(topology: Topology, environ: Mapping[str, str]) -> tuple[Shortage, ...]:
    """What AWS says against each pool today; reserved capacity needs no quota of its own.

    Raises:
        CloudError: AWS can't be asked.
    """
    return tuple(s for pool in topology.gpu_pools for s in _of_pool(pool, environ))


def _of_pool(pool: GpuPool, environ: Mapping[str, str]) -> Iterator[Shortage]:
    region, machine = pool.region.name, pool.machine.name
    with explained(f"can't ask {region} for {machine}"):
        offered = client("ec2", environ, region).describe_instance_type_offerings(
            LocationType="availability-zone",
            Filters=[{"Name": "instance-type", "Values": [machine]}],
        )["InstanceTypeOfferings"]
    zones = {offer["Location"] for offer in offered}
    if missing := sorted(set(pool.zones) - zones):
        yield Shortage(
            pool.name,
            f"{region} doesn't offer {machine} in {', '.join(missing)} to this account",
            f"name zones that do: {', '.join(sorted(zones)) or 'none today'}",
        )
    yield from _quota(pool, environ)


def _quota(pool: GpuPool, environ: Mapping[str, str]) -> Iterator[Shortage]:
    code = _QUOTAS.get((pool.machine.name[0], pool.purchase))
    if code is None or pool.machine.vcpus is None:
        return
    needed = pool.machine.vcpus * pool.max_nodes
    with explained("can't ask for vCPU quotas"):
        said = client("service-quotas", environ, pool.region.name)
        quota = said.get_service_quota(ServiceCode="ec2", QuotaCode=code)["Quota"]
    if quota["Value"] < needed:
        yield Shortage(
            pool.name,
            f"quota {quota['QuotaName']} ({code}) in {pool.region.name} is {quota['Value']:.0f} "
            f"vCPUs, {pool.max_nodes} nodes of {pool.machine.name} need {needed}",
            "ask for more: aws service-quotas request-service-quota-increase "
            f"--service-code ec2 --quota-code {code} --desired-value {needed} "
            f"--region {pool.region.name}",
        )
