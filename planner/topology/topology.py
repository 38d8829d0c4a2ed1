"""Resolved topology: no names left, only things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Literal

from planner.catalog import Region
from planner.diagnostics import Span
from planner.topology.graph import Graph
from planner.topology.levels import Lineage, Signing
from planner.topology.nodes import Endpoint, Gateway, GpuPool, Provider, State, Store
from planner.topology.policy import Budget, Policy, Waiver
from planner.topology.purchases import People
from planner.topology.renames import Rename, name_after
from planner.topology.terms import Terms
from planner.values import value


@value
class Delivery:
    """Where plans are made and applied, with the credentials to do so."""

    runner: Literal["github", "gitlab", "self_hosted"]
    country: frozenset[str] | None
    """None: nobody says."""
    at: Span


@value
class Topology:
    """All nodes of one spec, and the hops between them."""

    name: str
    environment: str
    owner: str
    home: Region | None
    """The region of what belongs to no other; None where nothing is built."""
    cidr: str
    """The first of the blocks of addresses that networks get, one after another."""
    cidr_at: Span
    tags: Mapping[str, str]
    alerts: tuple[str, ...]
    policies: tuple[Policy, ...]
    budget: Budget | None
    waivers: tuple[Waiver, ...]
    endpoints: tuple[Endpoint, ...]
    providers: tuple[Provider, ...]
    gateways: tuple[Gateway, ...]
    gpu_pools: tuple[GpuPool, ...]
    stores: tuple[Store, ...]
    state: State
    graph: Graph
    terms: Terms
    people: People | None
    """None where the spec says nothing of the people who run it."""
    at: Span
    hub: Region | None = None
    """A network that traffic between the topology's own networks passes."""
    delivery: Delivery | None = None
    """None: nobody says where plans are made and applied."""
    lineage: Lineage = field(default_factory=dict)
    renamed: tuple[Rename, ...] = ()
    """Renames of nodes since they were built, in their order; a tree's lock remembers them."""
    majors: Mapping[str, int] = field(default_factory=dict)
    """Terraform's providers to the majors that the spec names for them."""
    majors_at: Span | None = None
    """Where it does."""

    @property
    def slug(self) -> str:
        """The name that cloud resources carry, such as `support-assistant-prod`."""
        return f"{self.name}-{self.environment}"

    def built_as(self, node: str) -> str:
        """The name that a node, by its id, was built under, which its cloud resources keep."""
        return name_after(self.renamed, node)

    def levels(self) -> Iterator[Policy]:
        """Every level of the policy once: those of all endpoints, then each endpoint's own."""
        yield from self.policies
        for endpoint in self.endpoints:
            yield from endpoint.policies[len(self.policies) :]

    @property
    def signing(self) -> Signing:
        return Signing(self.waivers, tuple(self.levels()), self.lineage)

    def served_by(self, gateway: Gateway) -> tuple[Endpoint, ...]:
        """The endpoints that call through `gateway`, in the order of the spec."""
        return tuple(e for e in self.endpoints if e.gateway is gateway)
