"""The words of a tree's README: what it is, its picture, proof and bill, and what is left to do."""

from __future__ import annotations

from collections.abc import Mapping

from planner.documents import bill_table, escaped, findings_list, mermaid, proof_table
from planner.enforcement import Guardrails
from planner.layout import Layout, Network
from planner.pipeline import Plan
from planner.terraform.guardrails import are_written, guardrail_table, left_out
from planner.terraform.names import (
    batch_role_output,
    cluster_name,
    gateway_name,
    policy_output,
)
from planner.terraform.wiring import batch_roles
from planner.topology import Topology


def readme_names(plan: Plan, guardrails: Guardrails) -> Mapping[str, object]:
    """Everything that the template of the README names."""
    topology, layout = plan.topology, plan.layout
    waived = [finding for finding in plan.findings if finding.waived is not None]
    return {
        "slug": topology.slug,
        "summary": _summary(topology, layout),
        "picture": mermaid(topology),
        "proof": proof_table(plan),
        "waived": findings_list(waived, plan.named) if waived else "",
        "guardrails": guardrail_table(guardrails),
        "left_out": left_out(guardrails, apart=False),
        "apart": are_written(plan, guardrails),
        "kept_back": guardrails.are_apart and not are_written(plan, guardrails),
        "bill": bill_table(plan.in_currency().bill),
        "spec": plan.file.name,
        "names_bucket_at_init": topology.state.is_named_at_init,
        "alerts": topology.alerts,
        "has_budget": topology.budget is not None,
        "calls_apis": bool(topology.providers),
        "keys": [secret for secret in layout.secrets if not secret.generated],
        "keyed_gateways": [
            (gateway_name(topology, work.gateway), work.gateway.region.name)
            for work in layout.gateways
            if work.keyed
        ],
        "policy_outputs": [policy_output(endpoint) for endpoint in layout.direct],
        "batch_role_outputs": [batch_role_output(store) for store in batch_roles(topology, layout)],
        "clusters": [
            (cluster_name(topology, network), network.region.name, _pools_on(network, layout))
            for network in layout.clusters
        ],
    }


def _pools_on(network: Network, layout: Layout) -> list[str]:
    return [work.pool.name for work in layout.pools if work.network is network]


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
    owner = f" Owner: {escaped(topology.owner)}." if topology.owner else ""
    return f"{', '.join(counted)}, built in {regions}.{owner}"
