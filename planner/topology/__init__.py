"""The spec with every name resolved against the catalogue."""

from planner.topology.graph import Edge, Graph, Hop, Path, Role, Stop
from planner.topology.nodes import (
    Endpoint,
    Gateway,
    GpuPool,
    PooledModel,
    Provider,
    ServedModel,
    State,
    Store,
    Target,
    Traffic,
)
from planner.topology.policy import UNPROTECTED, Allowance, Budget, Policy, Regions, Waiver
from planner.topology.resolving import resolve
from planner.topology.topology import Topology

__all__ = [
    "UNPROTECTED",
    "Allowance",
    "Budget",
    "Edge",
    "Endpoint",
    "Gateway",
    "GpuPool",
    "Graph",
    "Hop",
    "Path",
    "Policy",
    "PooledModel",
    "Provider",
    "Regions",
    "Role",
    "ServedModel",
    "State",
    "Stop",
    "Store",
    "Target",
    "Topology",
    "Traffic",
    "Waiver",
    "resolve",
]
