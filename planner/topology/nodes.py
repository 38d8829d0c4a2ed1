"""The node kinds: the vocabulary of everything that is built, called or written to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Literal

from planner.catalog import (
    ApiModel,
    Machine,
    Offering,
    OpenModel,
    Operator,
    Practice,
    Price,
    Processing,
    Reach,
    Region,
    ToolParser,
)
from planner.diagnostics import Row, Span
from planner.spec import DataClass, Feature, Grade, SideCall, StateBackend, StoreRole, Tier
from planner.topology.agreements import Agreements, Redaction
from planner.topology.policy import UNPROTECTED, Allowance, Policy
from planner.topology.purchases import Commitment, Hardware, Schedule
from planner.units import Range
from planner.values import value


@value
class ServedModel:
    """A model as one provider serves it: what to call it and where the call may end."""

    key: str
    """The spec's own short name."""
    id: str
    """The vendor's id without prefix, as the spec writes it."""
    wire_id: str
    """What goes over the wire, such as `eu.anthropic.claude-sonnet-4-6`."""
    facts: ApiModel | OpenModel | None
    processing: Reach
    at_rest: Reach
    destinations: tuple[str, ...]
    """Cloud regions that may run the inference; empty where the vendor names none."""
    offered: bool
    """Whether a source says that the vendor serves the model this way."""
    at: Span
    agreed: Mapping[str, Price] = field(default_factory=dict)
    """Contract prices of a million tokens by class."""
    ptus: int | None = None
    """Provisioned throughput units; None where the spec names none."""
    agreed_hourly: Price | None = None
    """Contract price of an hour of one such unit."""
    about: Processing | None = None
    """What sources say of this way to call it; None where none covers it."""
    retention: Practice | None = None
    """How many days what is sent is kept; None where no source says."""
    cache: Practice | None = None
    """How many hours prompts are kept for the next call; None where no source says."""
    quota: int | None = None
    """Tokens a minute that the account may use of it; None: nobody says."""
    version: str | None = None
    """The newest that a source lists of a model on Azure, which is deployed by version."""


@value
class Provider:
    """An LLM API in one region and mode."""

    name: str
    kind: str
    mode: str | None
    profile: str | None
    region: Region | None
    """The cloud region that is called; None for a host that names none."""
    location: str | None
    """The spec's own word for the place, such as `eu`, where it is no cloud region."""
    host: str
    """The DNS name that the gateway calls; empty where nothing names one."""
    operator: Operator | None
    models: Mapping[str, ServedModel]
    at: Span
    agreements: Agreements
    access: Literal["private", "public"] | None = None
    """None: nobody says."""
    credential: str | None = None
    """None: one of its own."""
    observed: Allowance | None = None
    """Countries where its own records saw calls run."""
    retention_mode: Literal["none", "default", "aws_review", "provider_data_share"] | None = None
    """Of a Bedrock account; None: nobody says."""
    open_zone: Row | None = None
    """The row that says that its vendor may add places to it, unannounced."""
    hardware: Hardware | None = None
    """The servers of one's own that it runs on."""
    account: str | None = None
    """The account of Azure that is built for it; None where it has one already, or needs none."""

    @property
    def id(self) -> str:
        return f"providers.{self.name}"

    @property
    def is_provisioned(self) -> bool:
        """Whether it is bought in provisioned throughput units."""
        return self.kind == "azure-openai" and (self.mode or "").endswith("ProvisionedManaged")

    @property
    def bills_tokens(self) -> bool:
        """Whether tokens are what is paid for."""
        return not self.is_provisioned and self.hardware is None

    @property
    def cloud(self) -> str | None:
        return self.region.cloud if self.region else None


@value
class PooledModel:
    """An open-weight model on a GPU pool."""

    key: str
    id: str
    precision: str
    facts: OpenModel | None
    at: Span
    gpus_per_replica: int | None = None
    """GPUs that share each copy of it, as the spec says; None: as few as hold it."""
    tool_parser: ToolParser | None = None
    """How vLLM reads its tool calls; None where nobody says that it calls tools."""


@value
class Weights:
    """Where a pool's nodes get the weights from."""

    host: str
    country: frozenset[str] | None
    """By the spec's own word; None where it says nothing."""
    at: Span


Purchase = Literal[
    "on_demand", "spot", "capacity_reservation", "capacity_block", "flex_start", "queued"
]


@value
class GpuPool:
    """A Kubernetes node pool that serves models."""

    name: str
    region: Region
    machine: Machine
    offering: Offering | None
    """None where no source says that the region offers the machine."""
    zones: tuple[str, ...]
    """Names of the zones to use: those that offer the machine, or the spec's own choice."""
    min_nodes: int
    max_nodes: int
    purchase: Purchase
    reservation: str | None
    disk_gib: int
    administrators: tuple[str, ...]
    serves: Mapping[str, PooledModel]
    processing: Reach
    operator: Operator | None
    at: Span
    weights: Weights
    agreements: Agreements
    commitment: Commitment | None = None
    schedule: Schedule | None = None
    """None: it always runs."""
    agreed_hourly: Price | None = None
    """Contract price of a machine-hour."""
    agreed_committed_hourly: Price | None = None
    quota: int | None = None
    """vCPUs of its machine's family that the account may run in the region; None: nobody says."""

    @property
    def id(self) -> str:
        return f"gpu_pools.{self.name}"

    @property
    def least_nodes(self) -> int:
        """The fewest nodes at any hour of the week."""
        return self.schedule.outside if self.schedule else self.min_nodes


@value
class Ingress:
    """What callers pass before a gateway, and what reads what passes."""

    kind: Literal["cdn", "waf", "api_gateway", "accelerator", "geo_dns"]
    processing: Reach
    operator: Operator | None
    at: Span
    agreements: Agreements


@value
class Gateway:
    """One place through which endpoints call their targets."""

    name: str
    kind: str
    region: Region
    zones: tuple[str, ...]
    min_replicas: int
    max_replicas: int
    cpu_units: int
    """1024 units are one vCPU."""
    memory_mib: int
    first_token_s: int
    total_s: int
    cooldown_s: int
    image: str | None
    """None: the image that the gateway's template pins."""
    certificate: str | None
    clients: tuple[str, ...]
    prompts_logged: str
    serves: tuple[str, ...]
    """Names of the endpoints."""
    operator: Operator | None
    at: Span
    agreements: Agreements
    redaction: Redaction | None = None
    ingress: Ingress | None = None
    """None: callers reach its private address."""
    egress: Literal["https", "listed"] = "https"

    @property
    def id(self) -> str:
        return f"gateways.{self.name}"


BUCKETS = ("s3", "gcs", "blob", "object_storage")
"""Kinds of stores that are buckets, whatever their cloud calls them."""


@value
class Store:
    """Anything that keeps prompts, completions or what derives from them."""

    name: str
    kind: str
    region: Region | None
    host: str | None
    retention_days: int | None
    receives: tuple[str, ...]
    """Names of the endpoints."""
    at_rest: Reach
    operator: Operator | None
    at: Span
    role: StoreRole
    agreements: Agreements
    payload: Literal["full", "redacted", "metadata"] = "full"
    replicas: tuple[Reach, ...] = ()
    """Where it is copied to."""
    copies: tuple[Region, ...] = ()
    """The regions of its own cloud that it is copied to."""

    @property
    def id(self) -> str:
        return f"stores.{self.name}"

    @property
    def is_bucket(self) -> bool:
        """Whether it keeps objects, in a bucket that is built for it; else it keeps a log."""
        return self.region is not None and self.kind in BUCKETS


@value
class State:
    """Where Terraform's state rests."""

    backend: StateBackend | Literal["local"]
    region: Region | None
    bucket: str | None
    """None: on AWS one of the account's own."""
    key: str
    operator: Operator | None
    at: Span
    storage_account: str | None = None
    """Where Azure keeps it; None elsewhere."""
    resource_group: str | None = None
    container: str | None = None

    @property
    def is_named_at_init(self) -> bool:
        """Whether its bucket is named after the account, which no tree knows."""
        return self.backend == "s3" and self.bucket is None


@value
class Target:
    """One of an endpoint's models, in the order of its route."""

    site: Provider | GpuPool
    model: ServedModel | PooledModel
    role: Literal["primary", "fallback"]
    at: Span

    @property
    def id(self) -> str:
        return f"{self.site.id}/{self.model.key}"


@value
class Side:
    """A model that an endpoint's data is sent to beside its route."""

    call: SideCall
    site: Provider | GpuPool
    model: ServedModel | PooledModel
    at: Span

    @property
    def id(self) -> str:
        return f"{self.site.id}/{self.model.key}"


@value
class Traffic:
    """What an endpoint sends in a month."""

    requests: Range
    input_tokens: Range
    """Per request, cached ones included."""
    output_tokens: Range
    """Per request."""
    cached_input: Decimal
    """Share of the input tokens that the provider answers from its prompt cache, 0..1."""
    peak_to_mean: Decimal
    cache_written: Decimal = Decimal(0)
    """Share of the input tokens that are written to that cache, 0..1."""


@value
class Growth:
    """How an endpoint's traffic grows: by `factor` over `months`."""

    factor: Decimal
    months: int


@value
class Needs:
    """What an endpoint asks of a target; None: nobody asks."""

    quality: Tier | None = None
    """The lowest class of models that is good enough."""
    context: int | None = None
    """The longest prompt with its answer that a target has to take, in tokens."""
    tools: bool = False
    """Whether the model calls tools."""
    ttft_p95_ms: int | None = None
    """Milliseconds to the first token that 95 % of requests may take."""
    p95_ms: int | None = None
    """Milliseconds to the last token that 95 % of requests may take."""
    availability: Decimal | None = None
    """Share of requests that must be answered, 0..1."""


@value
class Measured:
    """What `topoplan measure` saw of one target."""

    requests: int
    ttft_p95_ms: Decimal | None
    """Milliseconds to the first token that 95 % of requests took at most."""
    p95_ms: Decimal | None
    """Milliseconds to the last token that 95 % of requests took at most."""
    output_tokens_per_second: Decimal | None
    """Of one request, after its first token."""
    requests_per_second: Decimal | None
    """Of one replica that is kept busy."""
    row: Row


@value
class Measurement:
    """What `topoplan measure` saw of targets; it wins over what vendors and others say."""

    measured_on: date
    measured_from: str
    """Where the requests came from, in the words of whoever measured."""
    targets: Mapping[str, Measured]
    """By the target as a route writes it, such as `bedrock-fra/sonnet`."""

    def of(self, target: Target) -> Measured | None:
        """What was seen of a target; None where it was not measured."""
        return self.targets.get(f"{target.site.name}/{target.model.key}")


@value
class Evaluated:
    """What the team's own test found of a model, for one kind of task."""

    grade: Grade
    evidence: str
    row: Row


@value
class Endpoint:
    """An application's LLM call site."""

    name: str
    kind: str
    data: frozenset[DataClass]
    traffic: Traffic | None
    """None where the spec gives no figures: its tokens are then unpriced, not free."""
    needs: Needs
    policies: tuple[Policy, ...]
    """Outermost first; every one has to hold."""
    targets: tuple[Target, ...]
    gateway: Gateway | None
    at: Span
    growth: Growth | None = None
    """None: nobody says that it grows."""
    measurement: Measurement | None = None
    """What was measured of its targets; None where the spec names no file."""
    evaluations: Mapping[str, Evaluated] = field(default_factory=dict)
    """What the team found of models for this kind of task, by the model's name."""
    sides: tuple[Side, ...] = ()
    features: tuple[Feature, ...] = ()
    redaction: Redaction | None = None
    users: Allowance | None = None
    """Countries that its users call from; None: nobody says."""
    data_is_stated: bool = True
    """Whether the spec says what data it carries; else it is taken for personal."""
    decision_log: bool = False
    bypass: Literal["open", "closed"] | None = None
    """Whether the application could reach a target past its gateway; None: nobody says."""

    @property
    def id(self) -> str:
        return f"endpoints.{self.name}"

    def evaluated(self, model: ServedModel | PooledModel) -> Evaluated | None:
        """What the team found of a model, by its name in the catalogue or in the spec."""
        known = model.facts.name if model.facts else model.id
        return self.evaluations.get(model.id) or self.evaluations.get(known)

    @property
    def calls(self) -> tuple[Target | Side, ...]:
        """The models that its data is sent to: those of its route, then those beside it."""
        return (*self.targets, *self.sides)

    @property
    def is_protected(self) -> bool:
        """Whether it carries any data that a residency constraint binds."""
        return bool(self.data - UNPROTECTED)
