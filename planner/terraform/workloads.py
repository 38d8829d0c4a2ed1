"""What runs on the GPU pools, as Kubernetes manifests: `kubectl apply -k workloads/<pool>`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from planner.catalog import Machine, building, serving_images
from planner.layout import Layout, PoolWork, serving
from planner.terraform.names import pool_name
from planner.topology import GpuPool, PooledModel, Topology
from planner.values import value

if TYPE_CHECKING:
    from jinja2 import Environment

NAMESPACE = "llm"
_REQUESTED = Decimal("0.75")
_PUBLIC_HUB = "huggingface.co"
SERVING_PORT = 8000
"""What vLLM listens on in its pod."""


@value
class Service:
    """How Kubernetes gives a model an address."""

    annotations: Mapping[str, str]
    node_port: int
    address: str | None
    """Of the internal load balancer that the cluster makes; None: a port of every node."""


@value
class Workload:
    """One model served on one pool."""

    name: str
    label: str
    """Value of the nodes' label `topoplan.dev/pool`."""
    namespace: str
    image: str
    arguments: tuple[str, ...]
    gpus: int
    """GPUs of one replica."""
    requests: Mapping[str, str]
    """CPUs and memory of one replica; empty where the machine's are not known."""
    replicas: int
    service: Service | None
    """None where Terraform writes it, since it names what only an apply gives."""
    taints: tuple[str, ...]
    """Keys of the nodes' taints."""
    device_plugin: str | None
    """Image of NVIDIA's device plugin; None where the cloud brings it."""
    hub: str | None
    """Where the weights are pulled from; None: Hugging Face's own hub."""
    is_queued: bool
    """Whether nodes come for a request that waits in Google's queue, and for nothing else."""


def workload_files(
    topology: Topology, layout: Layout, environment: Environment, header: str
) -> Iterator[tuple[str, str]]:
    """The manifests of every pool."""
    for work in layout.pools:
        pool = workload(work, topology)
        plugin = ("device-plugin",) if pool.device_plugin else ()
        queued = ("provisioning",) if pool.is_queued else ()
        parts = (*plugin, *queued, "serving", *(("service",) if pool.service else ()))
        names = {"pool": pool, "parts": parts, "port": SERVING_PORT}
        for name in ("kustomization", *parts):
            text = environment.get_template(f"workloads/{name}.yaml.j2").render(names)
            yield f"workloads/{work.pool.name}/{name}.yaml", header + text


def workload(work: PoolWork, topology: Topology) -> Workload:
    """A pool's model as vLLM serves it.

    https://docs.vllm.ai/en/latest/configuration/serve_args.html
    """
    laid = serving(work.pool)
    served = building(work.pool.region.cloud).service
    model = laid.model
    facts = model.facts
    arguments = [
        f"--model={facts.hf_id if facts else model.id}",
        f"--served-model-name={model.id}",
        f"--tensor-parallel-size={laid.gpus_per_replica}",
        "--gpu-memory-utilization=0.92",
        "--no-enable-log-requests",
    ]
    longest = _longest_context(work, topology)
    if longest:
        arguments.append(f"--max-model-len={longest}")
    if model.precision == "fp8":
        arguments.append("--quantization=fp8")
    if _calls_tools(work, topology):
        arguments += _tool_arguments(model)
    return Workload(
        name=work.pool.name,
        label=pool_name(topology, work.pool),
        namespace=NAMESPACE,
        image=serving_images()["vllm"],
        arguments=tuple(arguments),
        gpus=laid.gpus_per_replica,
        requests=_requests(work.pool.machine, laid.replicas_per_node),
        replicas=max(work.pool.min_nodes, 1) * laid.replicas_per_node,
        service=_service(work),
        taints=_taints(work.pool),
        device_plugin=serving_images()["device_plugin"] if served.device_plugin else None,
        hub=None if work.pool.weights.host == _PUBLIC_HUB else f"https://{work.pool.weights.host}",
        is_queued=work.pool.purchase == "queued",
    )


def _calls_tools(work: PoolWork, topology: Topology) -> bool:
    """Whether some endpoint of the pool needs tools."""
    return any(
        target.site is work.pool and endpoint.needs.tools
        for endpoint in topology.endpoints
        for target in endpoint.targets
    )


def _tool_arguments(model: PooledModel) -> Iterator[str]:
    """What makes vLLM read tool calls; nothing where nobody says how, which CAP016 tells of.

    https://docs.vllm.ai/en/latest/features/tool_calling/
    """
    parser = model.tool_parser
    if parser is None:
        return
    yield "--enable-auto-tool-choice"
    yield f"--tool-call-parser={parser.parser}"
    if parser.chat_template:
        yield f"--chat-template={parser.chat_template}"


def _taints(pool: GpuPool) -> tuple[str, ...]:
    spot = building(pool.region.cloud).service.spot_taint
    return ("nvidia.com/gpu", *((spot,) if spot and pool.purchase == "spot" else ()))


def _service(work: PoolWork) -> Service | None:
    facts = building(work.pool.region.cloud).service
    if facts.kind == "output":
        return None
    annotations = {
        name: text.format(address=work.address) for name, text in facts.annotations.items()
    }
    return Service(annotations, work.node_port, work.address)


def _requests(machine: Machine, replicas: int) -> Mapping[str, str]:
    """Three quarters of a replica's share of the machine: the rest is the node's own daemons'."""
    if machine.vcpus is None or machine.memory_gib is None:
        return {}
    share = _REQUESTED / replicas
    return {
        "cpu": str(max(1, int(machine.vcpus * share))),
        "memory": f"{max(1, int(machine.memory_gib * share))}Gi",
    }


def _longest_context(work: PoolWork, topology: Topology) -> int | None:
    """The longest context that an endpoint of the pool needs; None where none says."""
    needed = [
        endpoint.needs.context
        for endpoint in topology.endpoints
        for target in endpoint.targets
        if target.site is work.pool and endpoint.needs.context
    ]
    return max(needed, default=None)
