"""Peerings between regions: moto shows the tags of the asking end at the accepting end too.

AWS keeps them apart, by region. aws_vpc_peering_connection_accepter with tags of its own then has
them changed in every plan.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy

from moto.ec2.models import EC2Backend
from moto.ec2.models.vpc_peering_connections import VPCPeeringConnection

from planner.sandbox.patching import wrap


def install() -> None:
    wrap(EC2Backend, "create_vpc_peering_connection", _create)


def _create(
    original: Callable[..., VPCPeeringConnection],
    self: EC2Backend,
    *args: object,
    **kwargs: object,
) -> VPCPeeringConnection:
    made = original(self, *args, **kwargs)
    backend = made.peer_vpc.ec2_backend
    if backend is not self:
        # state and options are the same things; tags are looked up where the end stands
        there = copy(made)
        there.ec2_backend = backend
        backend.vpc_pcxs[made.id] = there
    return made
