"""What the root tells whoever applied it."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import building
from planner.layout import Layout, PoolWork, identifier, module_name
from planner.terraform.calls import of
from planner.terraform.hcl import Expression, literal
from planner.terraform.names import batch_role_output, policy_output
from planner.terraform.wiring import attachable_policies, batch_roles, keys_to_fill
from planner.terraform.workloads import NAMESPACE
from planner.topology import Topology
from planner.values import value


@value
class Output:
    """One `output` block."""

    name: str
    description: str
    value: object


def outputs(topology: Topology, layout: Layout) -> tuple[Output, ...]:
    """Addresses, roles to name, policies to attach, and secrets that wait for a key."""
    return (*_addresses(layout), *_roles(topology, layout), *_to_do(layout))


def _addresses(layout: Layout) -> Iterator[Output]:
    for gateway in layout.gateways:
        yield Output(
            f"gateway_{gateway.key}_url",
            f"Where endpoints call the gateway {gateway.gateway.name}, from inside the network.",
            of(module_name("gateway", gateway.key), "url"),
        )
    for pool in layout.pools:
        yield Output(
            f"gpu_pool_{pool.key}_url",
            f"Where the gateway calls the GPU pool {pool.pool.name}.",
            of(module_name("gpu_pool", pool.key), "url"),
        )
        if building(pool.pool.region.cloud).service.kind == "output":
            yield Output(
                f"gpu_pool_{pool.key}_service",
                f"Kubernetes service of the GPU pool {pool.pool.name}, for kubectl apply.",
                _service(pool),
            )
    for store in layout.buckets:
        yield Output(
            f"bucket_{identifier(store.name)}",
            f"Bucket of the store {store.name}.",
            of(module_name("bucket", store.name), "name"),
        )


def _service(work: PoolWork) -> Expression:
    """A manifest that names what only an apply gives, as YAML."""
    given = of(module_name("gpu_pool", work.key), "service").text
    manifest = {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {
            "name": work.pool.name,
            "namespace": NAMESPACE,
            "annotations": Expression(f"{given}.annotations"),
        },
        "spec": {
            "type": "LoadBalancer",
            "loadBalancerSourceRanges": Expression(f"{given}.source_ranges"),
            "externalTrafficPolicy": "Local",
            "selector": {"app": work.pool.name},
            "ports": [
                {
                    "name": "http",
                    "port": 80,
                    "targetPort": Expression(f"{given}.target_port"),
                }
            ],
        },
    }
    return Expression(f"yamlencode({literal(manifest)})")


def _roles(topology: Topology, layout: Layout) -> Iterator[Output]:
    for store, arn in batch_roles(topology, layout).items():
        yield Output(
            batch_role_output(store),
            f"Role of the batch jobs on the bucket of the store {store}; a job has to name it.",
            arn,
        )


def _to_do(layout: Layout) -> Iterator[Output]:
    for endpoint, arn in attachable_policies(layout).items():
        yield Output(
            policy_output(endpoint),
            f"Attach it to the role of the application that calls as {endpoint}.",
            arn,
        )
    if to_fill := keys_to_fill(layout):
        yield Output(
            "secrets_to_fill",
            "Secrets that hold a placeholder until somebody puts the provider's API key there.",
            dict(to_fill),
        )
