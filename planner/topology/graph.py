"""The hop graph: which nodes the data of an endpoint can reach, and over which edges."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from planner.catalog import Operator, Reach, Region
from planner.diagnostics import Span
from planner.values import value


class Edge(StrEnum):
    """What an edge means; its value is how a path prints it."""

    CALL = "call"
    PRIMARY = "primary"
    FALLBACK = "fallback"
    LOG = "log"
    TRACE = "trace"
    BATCH = "batch"
    STATE = "state"


class Role(StrEnum):
    """What a stop does with the data, which decides the rule that speaks of it."""

    CLIENT = "client"
    GATEWAY = "gateway"
    PROVIDER = "provider"
    POOL = "pool"
    STORE = "store"
    LOG = "log"
    TRACE = "trace"
    STATE = "state"


@value
class Stop:
    """A node of the graph, reduced to what a rule asks: where it may process and keep data."""

    id: str
    role: Role
    title: str
    at: Span
    processing: Reach | None = None
    """None: it doesn't process prompts."""
    at_rest: Reach | None = None
    """None: it keeps nothing."""
    region: Region | None = None
    operator: Operator | None = None
    profile: str | None = None
    """`global` or a geography, for a Bedrock inference profile."""


@value
class Hop:
    """A directed edge, taken by the data of one endpoint or, where `endpoint` is None, of all.

    `endpoint` is the id of a stop, such as `endpoints.chat`.
    """

    tail: str
    head: str
    edge: Edge
    at: Span
    endpoint: str | None = None


@value
class Path:
    """A shortest way from an endpoint to a stop."""

    hops: tuple[Hop, ...]
    stop: Stop

    @property
    def at(self) -> Span:
        """Where the spec says that the last written hop is taken."""
        return self.hops[-1].at if self.hops else self.stop.at

    @property
    def over_fallback(self) -> bool:
        return any(hop.edge is Edge.FALLBACK for hop in self.hops)

    def names(self) -> tuple[str, ...]:
        """The path as words: node, edge, node, …"""
        if not self.hops:
            return (self.stop.id,)
        words = [self.hops[0].tail]
        for hop in self.hops:
            words += [f"-{hop.edge}->", hop.head]
        return tuple(words)


@dataclass(frozen=True)
class Graph:
    """Stops by id and the hops between them."""

    stops: Mapping[str, Stop]
    hops: tuple[Hop, ...]

    @cached_property
    def _leaving(self) -> Mapping[tuple[str | None, str], tuple[Hop, ...]]:
        leaving: dict[tuple[str | None, str], list[Hop]] = {}
        for hop in self.hops:
            leaving.setdefault((hop.endpoint, hop.tail), []).append(hop)
        return {key: tuple(hops) for key, hops in leaving.items()}

    def paths(self, endpoint: str) -> Iterator[Path]:
        """A shortest path to every stop that data of `endpoint` reaches, nearest first.

        Linear in the stops reached, however many endpoints share a gateway.
        """
        seen = {endpoint}
        queue = deque([Path((), self.stops[endpoint])])
        while queue:
            path = queue.popleft()
            yield path
            for hop in self.leaving(endpoint, path.stop.id):
                if hop.head not in seen:
                    seen.add(hop.head)
                    queue.append(Path((*path.hops, hop), self.stops[hop.head]))

    def leaving(self, endpoint: str, tail: str) -> tuple[Hop, ...]:
        """The hops that data of `endpoint` takes from `tail`."""
        own = self._leaving.get((endpoint, tail), ())
        return own + self._leaving.get((None, tail), ())
