"""What runs on the GPU pools, as Kubernetes manifests: `kubectl apply -k workloads/<pool>`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from planner.catalog import Machine, serving_images
from planner.layout import Layout, PoolWork, serving
from planner.terraform.names import pool_name
from planner.topology import Topology
from planner.values import value

if TYPE_CHECKING:
    from jinja2 import Environment

_NAMESPACE = "llm"
_REQUESTED = Decimal("0.75")
_PUBLIC_HUB = "huggingface.co"
_FILES = ("device-plugin.yaml", "kustomization.yaml", "serving.yaml")


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
    node_port: int
    hub: str | None
    """Where the weights are pulled from; None: Hugging Face's own hub."""


def workload_files(
    topology: Topology, layout: Layout, environment: Environment, header: str
) -> Iterator[tuple[str, str]]:
    """The manifests of every pool."""
    for work in layout.pools:
        names = {
            "pool": workload(work, topology),
            "device_plugin": serving_images()["device_plugin"],
        }
        for name in _FILES:
            text = environment.get_template(f"workloads/{name}.j2").render(names)
            yield f"workloads/{work.pool.name}/{name}", header + text


def workload(work: PoolWork, topology: Topology) -> Workload:
    """A pool's model as vLLM serves it.

    https://docs.vllm.ai/en/latest/configuration/serve_args.html
    """
    laid = serving(work.pool)
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
    return Workload(
        name=work.pool.name,
        label=pool_name(topology, work.pool),
        namespace=_NAMESPACE,
        image=serving_images()["vllm"],
        arguments=tuple(arguments),
        gpus=laid.gpus_per_replica,
        requests=_requests(work.pool.machine, laid.replicas_per_node),
        replicas=max(work.pool.min_nodes, 1) * laid.replicas_per_node,
        node_port=work.node_port,
        hub=None if work.pool.weights.host == _PUBLIC_HUB else f"https://{work.pool.weights.host}",
    )


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
        endpoint.context_tokens
        for endpoint in topology.endpoints
        for target in endpoint.targets
        if target.site is work.pool and endpoint.context_tokens
    ]
    return max(needed, default=None)
