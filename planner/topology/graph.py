"""The hop graph: which nodes the data of an endpoint can reach, and over which edges."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from planner.catalog import Operator, Practice, Processing, Reach, Region
from planner.diagnostics import Row, Span
from planner.topology.agreements import Agreements
from planner.values import value


class Edge(StrEnum):
    """What an edge means; its value is how a path prints it."""

    INGRESS = "ingress"
    CALL = "call"
    PRIMARY = "primary"
    FALLBACK = "fallback"
    RETRY = "retry"
    SPILLOVER = "spillover"
    SHADOW = "shadow"
    CANARY = "canary"
    GUARDRAIL = "guardrail"
    MODERATION = "moderation"
    ROUTER = "router"
    RERANK = "rerank"
    JUDGE = "judge"
    EVAL = "eval"
    TRANSLATE = "translate"
    OCR = "ocr"
    TOOL = "tool"
    WEB_SEARCH = "web_search"
    GROUNDING = "grounding"
    EMBED = "embed"
    INDEX = "index"
    BATCH = "batch"
    CACHE = "cache"
    LOG = "log"
    TRACE = "trace"
    FEEDBACK = "feedback"
    REPLICATE = "replicate"
    BACKUP = "backup"
    STATE = "state"
    KEY_WRAP = "key-wrap"
    ADMIN_ACCESS = "admin-access"
    PULLS_WEIGHTS = "pulls-weights"
    TELEMETRY = "telemetry"
    TRANSIT = "transit"
    HOSTED_ON = "hosted-on"
    OWNED_BY = "owned-by"


INSTEAD = frozenset({Edge.FALLBACK, Edge.RETRY, Edge.SPILLOVER, Edge.SHADOW, Edge.CANARY})
"""Edges to what answers in the place of the primary target, or beside it."""

UNWRITTEN = frozenset(
    {
        Edge.ADMIN_ACCESS,
        Edge.HOSTED_ON,
        Edge.KEY_WRAP,
        Edge.OWNED_BY,
        Edge.PULLS_WEIGHTS,
        Edge.TELEMETRY,
    }
)
"""Edges that no spec writes: they come with the stop that they leave."""


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
    INGRESS = "ingress"
    INDEX = "index"
    CACHE = "cache"
    COPY = "copy"
    """A copy that a service keeps of its own accord, a replica or a backup."""
    KEYS = "keys"
    PEOPLE = "people"
    """An operator's people, where they sit."""
    HUB = "hub"
    """Where weights or images are pulled from."""
    TELEMETRY = "telemetry"
    NETWORK = "network"
    OPERATOR = "operator"
    """Who runs a stop, or what it is hosted on."""


NOTHING: frozenset[str] = frozenset()


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
    mode: str | None = None
    """How a provider is called, such as a deployment type of Azure."""
    location: str | None = None
    """The spec's own word for where a provider is called; None for a host that names no place."""
    data: frozenset[str] = NOTHING
    """Classes of the data that starts here, for an endpoint."""
    about: Processing | None = None
    """What sources say of how it is called and what it keeps."""
    agreements: Agreements | None = None
    """What the spec says was agreed with its operator."""
    open_zone: Row | None = None
    """The row that says that places may be added to it, unannounced."""
    retention: Practice | None = None
    """How many days an API keeps what it is sent; None: nobody says."""
    cache: Practice | None = None
    """How many hours it keeps prompts for the next call; None: nobody says."""
    part_of: str | None = None
    """Id of the stop that keeps it of its own accord, whose facts and rules are its own."""
    people: Reach | None = None
    """Where those who reach the data work; None: nobody does."""
    kind: str = ""
    """Of an ingress."""


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
    removes: frozenset[str] = NOTHING
    """Classes of data that are taken out before it."""
    carries_data: bool = True
    """False where it carries none of the endpoint's data, such as counts or weights."""
    row: Row | None = None
    """What says so, of a hop that no spec writes."""


@value
class Path:
    """A shortest way of some of an endpoint's data to a stop."""

    hops: tuple[Hop, ...]
    stop: Stop
    data: frozenset[str]
    """Classes of the data that arrives."""

    @property
    def at(self) -> Span:
        """Where the spec says that the last written hop is taken."""
        written = (hop.at for hop in reversed(self.hops) if hop.edge not in UNWRITTEN)
        return next(written, self.stop.at)

    @property
    def over_fallback(self) -> bool:
        return any(hop.edge in INSTEAD for hop in self.hops)

    def onto(self, hop: Hop, stop: Stop) -> Path:
        """The way that goes one hop further."""
        data = self.data - hop.removes if hop.carries_data else NOTHING
        return Path((*self.hops, hop), stop, data)

    @property
    def edge(self) -> Edge | None:
        """The last edge; None at the endpoint itself."""
        return self.hops[-1].edge if self.hops else None

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

        A stop is met again where a longer way brings classes of data that the shorter ones took
        out. Linear in the stops reached, however many endpoints share a gateway.
        """
        start = self.stops[endpoint]
        arrived: dict[str, frozenset[str]] = {endpoint: start.data}
        queue = deque([Path((), start, start.data)])
        while queue:
            path = queue.popleft()
            yield path
            for hop in self.leaving(endpoint, path.stop.id):
                further = path.onto(hop, self.stops[hop.head])
                known = arrived.get(hop.head)
                if known is None or not further.data <= known:
                    arrived[hop.head] = further.data if known is None else further.data | known
                    queue.append(further)

    def leaving(self, endpoint: str, tail: str) -> tuple[Hop, ...]:
        """The hops that data of `endpoint` takes from `tail`."""
        own = self._leaving.get((endpoint, tail), ())
        return own + self._leaving.get((None, tail), ())
