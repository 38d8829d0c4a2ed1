"""The whole of a spec: what one topology shall be, with the place of every word of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Literal, Self

from pydantic import Field, PrivateAttr

from planner.diagnostics import SourceText, Span
from planner.spec.document import Document, Route, key_span_of, key_spans_of, leaves, plain, span_of
from planner.spec.endpoints import Endpoint
from planner.spec.evaluations import Evaluations
from planner.spec.gateways import Cloud, Gateway
from planner.spec.measurements import Measurement, measurement
from planner.spec.people import People
from planner.spec.policy import Clauses
from planner.spec.pools import GpuPool
from planner.spec.prices import Prices
from planner.spec.providers import Provider
from planner.spec.scalars import Cidr, Country, Email, Name
from planner.spec.shape import Shape, defaults
from planner.spec.stores import State, Store
from planner.spec.templates import Template
from planner.spec.terraform import Terraform


class Hub(Shape):
    """A network that traffic between the topology's own networks passes."""

    cloud: Cloud = Field("aws", examples=["aws"])
    """The cloud that it is in."""
    region: str = Field(min_length=1, examples=["eu-west-2"])
    """The region that it is in."""


class Delivery(Shape):
    """Where plans are made and applied, with the credentials to do so."""

    runner: Literal["github", "gitlab", "self_hosted"] = Field(examples=["self_hosted"])
    """Whose machine it is."""
    country: Country | None = Field(None, examples=["DE"])
    """Where it is; without it, nobody says."""


class Network(Shape):
    """The private network that is built in each region."""

    cidr: Cidr = Field("10.0.0.0/16", examples=["10.0.0.0/16"])
    """Its addresses."""
    hub: Hub | None = Field(None, examples=[{"cloud": "aws", "region": "eu-west-2"}])
    """A network in between, such as a transit gateway's."""


class Spec(Shape):
    """A topology spec, version 1."""

    version: Literal[1] = Field(examples=[1])
    """The version of the language."""
    topology: Name = Field(examples=["support-assistant"])
    """The topology's name, part of the name of everything that is built."""
    environment: Name = Field("prod", examples=["prod"])
    """Which of the topology's installations this is."""
    owner: str | None = Field(None, min_length=1, examples=["team-support"])
    """Who answers for it."""
    extends: tuple[str, ...] = Field((), examples=[["platform/eu-regulated.yaml"]])
    """Files that this one adds to: local ones, relative to it, and files in git, written
    `git::<url>//<path>?ref=<tag or commit>`. Later ones win over earlier."""
    policy: Clauses = Field((), examples=[{"processing": ["bloc:EU"]}])
    """What holds for every endpoint."""
    endpoints: Mapping[Name, Endpoint] = Field(
        min_length=1, examples=[{"chat": {"route": ["bedrock-fra/sonnet"]}}]
    )
    """The application's LLM call sites."""
    providers: Mapping[Name, Provider] = Field(default_factory=dict)
    """LLM APIs, each in one region and mode."""
    gateways: Mapping[Name, Gateway] = Field(default_factory=dict)
    """Places through which endpoints call their targets."""
    gpu_pools: Mapping[Name, GpuPool] = Field(default_factory=dict)
    """Kubernetes node pools that serve open-weight models."""
    stores: Mapping[Name, Store] = Field(default_factory=dict)
    """What keeps prompts, completions or what derives from them."""
    state: State | None = Field(None, examples=[{"backend": "s3", "region": "eu-central-1"}])
    """Where Terraform keeps its state; without it, in a file beside the tree."""
    terraform: Terraform = Field(
        {}, validate_default=True, examples=[{"providers": {"azurerm": 4}}]
    )
    """What the tree asks of Terraform."""
    network: Network = Field({}, validate_default=True, examples=[{"cidr": "10.0.0.0/16"}])
    """The private network that is built in each region."""
    delivery: Delivery | None = Field(None, examples=[{"runner": "self_hosted", "country": "DE"}])
    """Where plans are made and applied."""
    prices: Prices = Field({}, validate_default=True, examples=[{"currency": "EUR"}])
    """The company's own terms, laid over the list prices."""
    evaluations: Evaluations | None = Field(
        None,
        examples=[
            {
                "models": {
                    "claude-haiku-4-5": {
                        "quality": "mid",
                        "evidence": "evals/2026-10.md",
                        "date": "2026-10-30",
                    }
                }
            }
        ],
    )
    """The team's own evaluations of models; they win over the catalogue's classes."""
    people: People | None = Field(None, examples=[{"rate": "95 USD", "operations_hours": 20}])
    """The people who run it; without it, the bill has no line for them."""
    alerts: tuple[Email, ...] = Field((), examples=[["oncall@example.com"]])
    """Who is told of alarms and of a budget that runs out."""
    tags: Mapping[str, str] = Field(default_factory=dict, examples=[{"cost-centre": "4711"}])
    """Tags of everything that is built."""

    _document: Document = PrivateAttr()

    @property
    def document(self) -> Document:
        """What it was read from."""
        return self._document

    @property
    def sources(self) -> Mapping[PurePath, SourceText]:
        """The text of every file that was read, by the path that spans name."""
        return self._document.sources

    @property
    def pinned(self) -> Mapping[PurePath, Template]:
        """Those of these files that are in git, with the repository and commit of each."""
        return self._document.pinned

    def measurement(self, name: str) -> Measurement | None:
        """What the file that an endpoint names as `measured` holds; None where none was read."""
        file = self._document.measurements.get(name)
        return measurement(file) if file else None

    def measurement_span(self, name: str, target: str) -> Span:
        """Where a file of measurements speaks of a target."""
        return key_span_of(self._document.measurements[name].tree, ("targets", target))

    def lineage(self) -> Mapping[PurePath, frozenset[PurePath]]:
        """Each of these files to all that it extends, itself or through others."""
        return self._document.lineage()

    def span(self, *route: str | int) -> Span:
        """Where the value at `route` stands, such as `span("endpoints", "chat", "route", 1)`.

        A value that nobody wrote is said to stand where the nearest value above it does.
        """
        return span_of(self._document.tree, route)

    def key_span(self, *route: str | int) -> Span:
        """Where the last key of `route` stands, or the nearest key above it."""
        return key_span_of(self._document.tree, route)

    def key_spans(self, *route: str | int) -> Mapping[str, Span]:
        """Where the keys below `route` stand, and those one level further, such as `seal.SOV-2`."""
        return dict(key_spans_of(self._document.tree, route))

    def leaves(self) -> Iterator[tuple[Route, object, Span]]:
        """Every value that was written outside of policies, and where the one that won stands."""
        for route, leaf in leaves(self._document.tree):
            if route[:1] != ("policy",) and route[2:3] != ("policy",):
                yield route, leaf.value, leaf.span

    def defaulted(self) -> tuple[tuple[Route, object], ...]:
        """The values that nobody wrote, with their routes."""
        return tuple(defaults(self))

    @classmethod
    def of(cls, document: Document) -> Self:
        """The spec that a document holds; raises `pydantic.ValidationError`."""
        return cls.model_validate(plain(document.tree), context=document)

    def model_post_init(self, context: Document, /) -> None:
        """Keep the document, from which spans are told."""
        self._document = context


class PolicyFile(Spec):
    """A policy alone, or a spec of which only the policy is looked at."""

    version: Literal[1] = 1
    topology: Name = "policy"
    endpoints: Mapping[Name, Endpoint] = Field(default_factory=dict)
