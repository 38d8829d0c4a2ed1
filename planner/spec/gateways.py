"""Gateways: one place through which endpoints call their targets."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from planner.spec.agreements import Agreements, Evidence, Redaction
from planner.spec.refusals import Inconsistent
from planner.spec.scalars import CertificateArn, Cidr, Endpoints, Gib, Number, Place
from planner.spec.shape import Shape

Cloud = Literal["aws", "gcp", "azure", "scaleway"]
"""Clouds that nodes may stand on; a cloud here has a `building.toml` and a `billing.toml`."""


class Replicas(Shape):
    """How many copies run."""

    min: int = Field(2, ge=1, le=100, examples=[2])
    """The fewest that run."""
    max: int = Field(6, ge=1, le=100, examples=[6])
    """The most that run under load."""

    @model_validator(mode="after")
    def _rising(self) -> Replicas:
        if self.min > self.max:
            raise Inconsistent(f"`min` {self.min} is above `max` {self.max}", below=("min",))
        return self


class Timeouts(Shape):
    """How long the gateway waits for a target before it takes the next one."""

    first_token_s: int = Field(10, ge=1, le=3600, examples=[10])
    """Seconds to the first token."""
    total_s: int = Field(60, ge=1, le=3600, examples=[60])
    """Seconds to the whole answer."""

    @model_validator(mode="after")
    def _rising(self) -> Timeouts:
        if self.first_token_s > self.total_s:
            message = f"`first_token_s` {self.first_token_s} is above `total_s` {self.total_s}"
            raise Inconsistent(message, below=("first_token_s",))
        return self


class Size(Shape):
    """What one replica has."""

    cpu: Number = Field(1, examples=[1], validate_default=True)
    """vCPUs."""
    memory: Gib = Field(2, examples=["2 GiB"], validate_default=True)
    """Memory in GiB."""


class Ingress(Shape):
    """What stands between the callers and the gateway and reads what passes."""

    kind: Literal["cdn", "waf", "api_gateway", "accelerator", "geo_dns"] = Field(examples=["waf"])
    """What it is."""
    operator: str = Field(min_length=1, examples=["cloudflare"])
    """Who runs it."""
    countries: tuple[Place, ...] = Field((), examples=[["bloc:EU"]])
    """Where it ends TLS; without any, wherever the caller is."""
    evidence: Evidence | None = None
    """What shows where."""
    agreements: Agreements = Field({}, validate_default=True, examples=[{"dpa": "contract 4711"}])
    """What was agreed with its operator."""


class Gateway(Shape):
    """One place through which endpoints call their targets."""

    kind: Literal["litellm"] = Field("litellm", examples=["litellm"])
    """The software."""
    cloud: Cloud = Field("aws", examples=["aws"])
    """The cloud that it runs in."""
    region: str = Field(min_length=1, examples=["eu-central-1"])
    """The region that it runs in."""
    zones: int = Field(2, ge=1, le=6, examples=[2])
    """How many availability zones it is spread over."""
    replicas: Replicas = Field({}, validate_default=True, examples=[{"min": 2, "max": 6}])
    """How many copies run."""
    size: Size = Field({}, validate_default=True, examples=[{"cpu": 1, "memory": "2 GiB"}])
    """What one replica has."""
    serves: Endpoints = Field("all", examples=["all", ["chat"]])
    """The endpoints that call through it."""
    timeouts: Timeouts = Field(
        {}, validate_default=True, examples=[{"first_token_s": 10, "total_s": 60}]
    )
    """How long it waits for a target."""
    cooldown_s: int = Field(30, ge=0, le=3600, examples=[30])
    """Seconds for which a target that failed is left alone."""
    prompts_logged: Literal["none", "all"] = Field("none", examples=["none"])
    """Which prompts and completions it logs."""
    certificate: CertificateArn | None = None
    """ACM certificate of its load balancer; without one it speaks plain HTTP inside the network."""
    clients: tuple[Cidr, ...] = Field((), examples=[["10.0.0.0/8"]])
    """Addresses that may call it; without any, those of its own network."""
    image: str | None = Field(None, min_length=1, examples=["ghcr.io/berriai/litellm:v1.77.3"])
    """Container image; without one, the image that topoplan's template pins."""
    redaction: Redaction | None = Field(
        None, examples=[{"removes": ["pci"], "evidence": "test report 12"}]
    )
    """What it takes out of the data before it calls a target."""
    ingress: Ingress | None = Field(None, examples=[{"kind": "waf", "operator": "cloudflare"}])
    """What callers pass before it; without it, they reach its private address."""
    egress: Literal["https", "listed"] = Field("https", examples=["listed"])
    """Whether it may open connections to any host over HTTPS, or to those of its targets only."""
    agreements: Agreements = Field({}, validate_default=True, examples=[{"dpa": "contract 4711"}])
    """What was agreed with its operator."""
