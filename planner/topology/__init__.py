"""The spec with every name resolved against the catalogue."""

from planner.topology.agreements import Agreements, Certificate, Custody, Redaction, Support
from planner.topology.explanations import EXPLANATIONS
from planner.topology.fitting import fitted
from planner.topology.graph import INSTEAD, UNWRITTEN, Edge, Graph, Hop, Path, Role, Stop
from planner.topology.in_force import Bound, Said, in_force, stricter
from planner.topology.levels import Lineage, Signing, Written, is_outside
from planner.topology.nearest import instead, listed, nearest
from planner.topology.nodes import (
    BUCKETS,
    Endpoint,
    Gateway,
    GpuPool,
    Ingress,
    PooledModel,
    Provider,
    ServedModel,
    Side,
    State,
    Store,
    Target,
    Traffic,
    Weights,
)
from planner.topology.policy import (
    UNPROTECTED,
    Allowance,
    Budget,
    Policy,
    Regions,
    Transfer,
    Waiver,
)
from planner.topology.purchases import Commitment, Hardware, People, Schedule
from planner.topology.resolving import resolve, resolve_policy, signing_of
from planner.topology.terms import AS_LISTED, Discount, Terms
from planner.topology.topology import Delivery, Topology

__all__ = [
    "AS_LISTED",
    "BUCKETS",
    "EXPLANATIONS",
    "INSTEAD",
    "UNPROTECTED",
    "UNWRITTEN",
    "Agreements",
    "Allowance",
    "Bound",
    "Budget",
    "Certificate",
    "Commitment",
    "Custody",
    "Delivery",
    "Discount",
    "Edge",
    "Endpoint",
    "Gateway",
    "GpuPool",
    "Graph",
    "Hardware",
    "Hop",
    "Ingress",
    "Lineage",
    "Path",
    "People",
    "Policy",
    "PooledModel",
    "Provider",
    "Redaction",
    "Regions",
    "Role",
    "Said",
    "Schedule",
    "ServedModel",
    "Side",
    "Signing",
    "State",
    "Stop",
    "Store",
    "Support",
    "Target",
    "Terms",
    "Topology",
    "Traffic",
    "Transfer",
    "Waiver",
    "Weights",
    "Written",
    "fitted",
    "in_force",
    "instead",
    "is_outside",
    "listed",
    "nearest",
    "resolve",
    "resolve_policy",
    "signing_of",
    "stricter",
]
