"""GPU pools: Kubernetes node pools that serve open-weight models."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator

from planner.spec.agreements import Agreements
from planner.spec.gateways import Cloud
from planner.spec.model_shapes import ModelShape
from planner.spec.refusals import Inconsistent
from planner.spec.scalars import ADMINISTRATORS, Administrator, Country, Host, Name
from planner.spec.schedules import Schedule
from planner.spec.shape import Shape

Precision = Literal["bf16", "fp16", "fp8", "int8", "int4", "awq", "gptq", "mxfp4", "nvfp4"]
Purchase = Literal[
    "on_demand", "spot", "capacity_reservation", "capacity_block", "flex_start", "queued"
]
_AWAITED = ("flex_start", "queued")
"""Google's Dynamic Workload Scheduler: nodes start when there are some, for seven days at most."""


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


class Commitment(Shape):
    """Machine-hours that are paid for every hour of a term, used or not, at a lower price."""

    term: Literal["1y", "3y"] = Field(examples=["1y"])
    """How long: on AWS a reserved instance, on Google Cloud a committed use, on Azure a savings
    plan, each without anything up front."""
    nodes: int | None = Field(None, ge=1, le=1000, examples=[2])
    """How many nodes; without it, the fewest that run."""


class ServedModel(Shape):
    """An open-weight model on a pool."""

    model: str = Field(min_length=1, examples=["llama-3.1-8b-instruct"])
    """The model's id in the catalogue."""
    precision: Precision = Field("bf16", examples=["fp8"])
    """How its weights are stored."""
    gpus_per_replica: Literal[1, 2, 4, 8] | None = Field(None, examples=[2])
    """GPUs of a node that share each copy of it; without it, the fewest that hold its weights with
    room for a cache. More of them answer sooner, and fewer of them answer more for their money."""
    shape: ModelShape | None = Field(
        None,
        examples=[{"params_b": 14.77, "layers": 40, "hidden": 5120, "heads": 40, "kv_heads": 8}],
    )
    """What the model is like, where the catalogue doesn't know it; given, it is what counts."""


class Weights(Shape):
    """Where a pool's nodes get a model's weights from."""

    host: Host = Field("huggingface.co", examples=["weights.example.eu"])
    """The host that they are pulled from."""
    country: Country | None = Field(None, examples=["DE"])
    """Where it is, if you know better than the catalogue."""


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
    commitment: Commitment | None = Field(None, examples=[{"term": "1y", "nodes": 2}])
    """The nodes that are paid for over a term; those above them are bought on demand."""
    schedule: Schedule | None = Field(
        None, examples=[{"days": "mon-fri", "hours": "07:00-20:00", "timezone": "Europe/Berlin"}]
    )
    """The hours in which it runs; without it, always."""
    reservation: str | None = Field(None, min_length=1, examples=["cr-0123456789abcdef0"])
    """Id of the capacity reservation or block."""
    disk_gib: int = Field(200, ge=20, le=16384, examples=[200])
    """Size of a node's disk in GiB."""
    administrators: tuple[Administrator, ...] = ()
    """Who administers the cluster: on AWS IAM roles and users by their ARN, on Azure Entra groups
    by their object id, on Google Cloud principals such as `group:…`, on Scaleway `user:`, `group:`
    or `application:` and an id."""
    quota: int | None = Field(None, ge=0, examples=[192])
    """vCPUs that the account may run of the machine's family in the region; without it, nobody says
    until `topoplan apply` asks."""
    serves: Mapping[Name, ServedModel] = Field(
        min_length=1, examples=[{"llama": {"model": "llama-3.1-8b-instruct", "precision": "fp8"}}]
    )
    """The models that it serves, by the spec's own short names."""

    weights: Weights = Field({}, validate_default=True, examples=[{"host": "huggingface.co"}])
    """Where its nodes get the weights from."""
    agreements: Agreements = Field({}, validate_default=True, examples=[{"dpa": "contract 4711"}])
    """What was agreed with its operator."""

    @model_validator(mode="after")
    def _administrators_are_of_the_cloud(self) -> GpuPool:
        """An ARN is nobody on Azure, and a group's id nobody on AWS."""
        pattern, expected = ADMINISTRATORS[self.cloud]
        for place, one in enumerate(self.administrators):
            if not re.fullmatch(pattern, one):
                message = f"on {self.cloud} an administrator is {expected}, not `{one}`"
                raise Inconsistent(message, below=("administrators", place))
        return self

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

    @model_validator(mode="after")
    def _awaited_nodes_start_from_none(self) -> GpuPool:
        if self.purchase in _AWAITED and self.nodes.min > 0:
            message = (
                f"purchase `{self.purchase}` starts nodes when a pod asks for them: "
                f"`min` is 0, not {self.nodes.min}"
            )
            below = ("nodes", "min") if "min" in self.nodes.model_fields_set else ("purchase",)
            raise Inconsistent(message, below=below)
        return self

    @model_validator(mode="after")
    def _commitment_has_its_nodes(self) -> GpuPool:
        if self.commitment is None:
            return self
        if self.purchase in ("spot", "capacity_block", *_AWAITED):
            message = f"no cloud sells a `commitment` for purchase `{self.purchase}`"
            raise Inconsistent(message, below=("commitment",))
        committed = self.commitment.nodes
        if committed is None and self.nodes.min == 0:
            message = "no node always runs: say how many `nodes` are committed to"
            raise Inconsistent(message, below=("commitment",))
        if committed is not None and committed > self.nodes.max:
            message = f"{committed} committed nodes are above `max` {self.nodes.max}"
            raise Inconsistent(message, below=("commitment", "nodes"))
        return self

    @model_validator(mode="after")
    def _schedule_scales_down(self) -> GpuPool:
        if self.schedule is None:
            return self
        if self.purchase in ("capacity_reservation", "capacity_block"):
            message = f"purchase `{self.purchase}` is paid for whether used or not: no `schedule`"
            raise Inconsistent(message, below=("schedule",))
        if self.schedule.outside > self.nodes.min:
            message = f"`outside` {self.schedule.outside} is above `min` {self.nodes.min}"
            raise Inconsistent(message, below=("schedule", "outside"))
        return self
