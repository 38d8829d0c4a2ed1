"""GPU pools: Kubernetes node pools that serve open-weight models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator

from planner.spec.gateways import Cloud
from planner.spec.refusals import Inconsistent
from planner.spec.scalars import IamArn, Name
from planner.spec.shape import Shape

Precision = Literal["bf16", "fp16", "fp8", "int8", "int4", "awq", "gptq", "mxfp4", "nvfp4"]
Purchase = Literal["on_demand", "spot", "capacity_reservation", "capacity_block"]


class Nodes(Shape):
    """How many machines run."""

    min: int = Field(1, ge=0, le=1000, examples=[1])
    """The fewest that run."""
    max: int = Field(1, ge=1, le=1000, examples=[4])
    """The most that run under load."""

    @model_validator(mode="after")
    def _rising(self) -> Nodes:
        if self.min > self.max:
            raise Inconsistent(f"`min` {self.min} is above `max` {self.max}", below=("min",))
        return self


class ServedModel(Shape):
    """An open-weight model on a pool."""

    model: str = Field(min_length=1, examples=["llama-3.1-8b-instruct"])
    """The model's id in the catalogue."""
    precision: Precision = Field("bf16", examples=["fp8"])
    """How its weights are stored."""


class GpuPool(Shape):
    """A Kubernetes node pool that serves open-weight models."""

    cloud: Cloud = Field("aws", examples=["aws"])
    """The cloud that it runs in."""
    region: str = Field(min_length=1, examples=["eu-central-1"])
    """The region that it runs in."""
    accelerator: str = Field(min_length=1, examples=["L4"])
    """The type of GPU."""
    machine: str | None = Field(None, min_length=1, examples=["g6.12xlarge"])
    """The cloud's machine type; without it, the smallest that has the accelerator."""
    zones: tuple[str, ...] = Field((), examples=[["eu-central-1a"]])
    """Names of the zones to use; without any, those that offer the machine."""
    nodes: Nodes = Field({}, validate_default=True, examples=[{"min": 1, "max": 4}])
    """How many machines run."""
    purchase: Purchase = Field("on_demand", examples=["on_demand"])
    """How the machines are bought."""
    reservation: str | None = Field(None, min_length=1, examples=["cr-0123456789abcdef0"])
    """Id of the capacity reservation or block."""
    disk_gib: int = Field(200, ge=20, le=16384, examples=[200])
    """Size of a node's disk in GiB."""
    administrators: tuple[IamArn, ...] = ()
    """IAM roles and users who administer the cluster."""
    serves: Mapping[Name, ServedModel] = Field(
        min_length=1, examples=[{"llama": {"model": "llama-3.1-8b-instruct", "precision": "fp8"}}]
    )
    """The models that it serves, by the spec's own short names."""

    @model_validator(mode="after")
    def _reservation_is_named(self) -> GpuPool:
        is_reserved = self.purchase in ("capacity_reservation", "capacity_block")
        if is_reserved and self.reservation is None:
            message = f"purchase `{self.purchase}` needs the id of a `reservation`"
            raise Inconsistent(message, below=("purchase",))
        if self.reservation is not None and not is_reserved:
            message = f"purchase `{self.purchase}` takes no `reservation`"
            raise Inconsistent(message, below=("reservation",))
        return self
