"""The words of a tree's README: what it is, its picture, proof and bill, and what is left to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.documents import bill_table, mermaid, proof_table
from planner.layout import Layout
from planner.pipeline import Plan
from planner.terraform.names import cluster_name
from planner.topology import Topology


def readme_names(plan: Plan) -> Mapping[str, object]:
    """Everything that the template of the README names."""
    topology = plan.topology
    return {
        "slug": topology.slug,
        "summary": _summary(topology, plan.layout),
        "picture": mermaid(topology),
        "proof": proof_table(plan),
        "bill": bill_table(plan.bill),
        "spec": [*plan.sources][-1].name,
        "init_arguments": _init_arguments(topology),
        "after": "\n\n".join(_after(topology, plan.layout)),
    }


def _summary(topology: Topology, layout: Layout) -> str:
    parts = (
        (len(topology.endpoints), "endpoint"),
        (len(layout.gateways), "gateway"),
        (len(topology.providers), "provider"),
        (len(layout.pools), "GPU pool"),
        (len(layout.buckets), "bucket"),
    )
    counted = [f"{count} {what}{'' if count == 1 else 's'}" for count, what in parts if count]
    regions = ", ".join(region.name for region in layout.regions)
    owner = f" Owner: {topology.owner}." if topology.owner else ""
    return f"{', '.join(counted)}, built in {regions}.{owner}"


def _init_arguments(topology: Topology) -> str:
    if topology.state.backend == "s3" and topology.state.bucket is None:
        return ' -backend-config="bucket=NAME"'
    return ""


def _after(topology: Topology, layout: Layout) -> Iterator[str]:
    """What an apply leaves to people, because no key or cluster credential passes through it."""
    to_fill = [secret.name for secret in layout.secrets if not secret.generated]
    if to_fill:
        commands = "\n".join(
            f"aws secretsmanager put-secret-value --secret-id {name} --secret-string file://KEY"
            for name in to_fill
        )
        yield f"## API keys\n\nThe gateway starts with placeholders until the keys are there:\n\n```sh\n{commands}\n```"
    for network in layout.clusters:
        pools = [work for work in layout.pools if work.network is network]
        commands = "\n".join(f"kubectl apply -k workloads/{work.pool.name}" for work in pools)
        name = cluster_name(topology, network)
        yield (
            "## Models on the GPU pools\n\nFrom inside the network, as one of the pool's "
            "`administrators`:\n\n```sh\n"
            f"aws eks update-kubeconfig --name {name} --region {network.region.name}\n{commands}\n```"
        )
