"""The spec with every name resolved against the catalogue."""

from planner.topology.explanations import EXPLANATIONS
from planner.topology.graph import Edge, Graph, Hop, Path, Role, Stop
from planner.topology.nodes import (
    BUCKETS,
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
from planner.topology.purchases import Commitment, Hardware, People, Schedule
from planner.topology.resolving import resolve
from planner.topology.terms import AS_LISTED, Discount, Terms
from planner.topology.topology import Topology

__all__ = [
    "AS_LISTED",
    "BUCKETS",
    "EXPLANATIONS",
    "UNPROTECTED",
    "Allowance",
    "Budget",
    "Commitment",
    "Discount",
    "Edge",
    "Endpoint",
    "Gateway",
    "GpuPool",
    "Graph",
    "Hardware",
    "Hop",
    "Path",
    "People",
    "Policy",
    "PooledModel",
    "Provider",
    "Regions",
    "Role",
    "Schedule",
    "ServedModel",
    "State",
    "Stop",
    "Store",
    "Target",
    "Terms",
    "Topology",
    "Traffic",
    "Waiver",
    "resolve",
]
