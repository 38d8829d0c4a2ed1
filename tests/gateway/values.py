"""Topology values as the reader of a spec makes them; what a gateway ignores is left plain."""

from __future__ import annotations

from decimal import Decimal
from pathlib import PurePath

from planner.catalog import Machine, Reach, Region
from planner.diagnostics import Row, Span
from planner.topology import (
    Agreements,
    Endpoint,
    Gateway,
    GpuPool,
    Needs,
    PooledModel,
    Provider,
    ServedModel,
    Target,
    Traffic,
    Weights,
)
from planner.units import Range

AT = Span(PurePath("topology.yaml"), 1, 1, 1, 2)
_ROW = Row("made/up.csv", 1, "2026-11-01")
_REACH = Reach(frozenset(), frozenset(), _ROW)


def region(name: str = "eu-central-1") -> Region:
    return Region(
        cloud="aws",
        name=name,
        country="DE",
        city="",
        zones=(),
        zone_count=3,
        partition="aws",
        geography="",
        operator="aws",
        row=_ROW,
    )


def api(
    name: str,
    kind: str = "openai",
    host: str = "",
    *,
    model: str = "fake",
    wire_id: str | None = None,
    mode: str | None = None,
    place: Region | None = None,
    location: str | None = None,
) -> Target:
    """A provider's model."""
    provider = Provider(
        name=name,
        kind=kind,
        mode=mode,
        profile=None,
        region=place,
        location=location,
        host=host,
        operator=None,
        models={},
        at=AT,
        agreements=Agreements(AT),
    )
    served = ServedModel(
        key="m",
        id=model,
        wire_id=wire_id or model,
        facts=None,
        processing=_REACH,
        at_rest=_REACH,
        destinations=(),
        offered=True,
        at=AT,
    )
    return Target(provider, served, "primary", AT)


def pooled(name: str, model: str) -> Target:
    """A pool's model."""
    machine = Machine(
        cloud="aws",
        name="g6.xlarge",
        accelerator="L4",
        gpus=1,
        gpu_fraction=None,
        gpu_memory_gib=None,
        gpu_memory_gb_nominal=None,
        vcpus=4,
        memory_gib=None,
        nvme_gb=None,
        network_gbps=None,
        rdma="",
        architecture="",
        row=_ROW,
    )
    pool = GpuPool(
        name=name,
        region=region(),
        machine=machine,
        offering=None,
        zones=(),
        min_nodes=1,
        max_nodes=2,
        purchase="on_demand",
        reservation=None,
        disk_gib=200,
        administrators=(),
        serves={},
        processing=_REACH,
        operator=None,
        at=AT,
        weights=Weights("huggingface.co", None, AT),
        agreements=Agreements(AT),
    )
    return Target(pool, PooledModel("m", model, "fp8", None, AT), "fallback", AT)


def endpoint(
    name: str, *targets: Target, kind: str = "chat", requests_per_month: int | None = None
) -> Endpoint:
    traffic = requests_per_month and Traffic(
        requests=Range.exactly(requests_per_month),
        input_tokens=Range.exactly(1000),
        output_tokens=Range.exactly(100),
        cached_input=Decimal(0),
        peak_to_mean=Decimal(4),
    )
    return Endpoint(
        name=name,
        kind=kind,
        data=frozenset(),
        traffic=traffic or None,
        needs=Needs(),
        policies=(),
        targets=targets,
        gateway=None,
        at=AT,
    )


def gateway(
    *,
    first_token_s: int = 10,
    total_s: int = 60,
    cooldown_s: int = 30,
    cpu_units: int = 1024,
    prompts_logged: str = "none",
) -> Gateway:
    return Gateway(
        name="main",
        kind="litellm",
        region=region(),
        zones=(),
        min_replicas=2,
        max_replicas=6,
        cpu_units=cpu_units,
        memory_mib=2048,
        first_token_s=first_token_s,
        total_s=total_s,
        cooldown_s=cooldown_s,
        image="",
        certificate=None,
        clients=(),
        prompts_logged=prompts_logged,
        serves=(),
        operator=None,
        at=AT,
        agreements=Agreements(AT),
    )
