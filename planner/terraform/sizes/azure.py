"""What a proof rests on in the modules of Azure."""

from __future__ import annotations

from planner.layout import Network
from planner.terraform.sizes.proven import Sizes
from planner.topology import Gateway, GpuPool


def of_gateway(module: str, gateway: Gateway) -> Sizes:
    raise NotImplementedError


def of_cluster(module: str, network: Network) -> Sizes:
    raise NotImplementedError


def of_pool(module: str, pool: GpuPool) -> Sizes:
    raise NotImplementedError
