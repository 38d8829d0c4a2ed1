"""The words of a tree's README: what it is, its picture, proof and bill, and what is left to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planner.catalog import Commands, building, commands
from planner.documents import (
    bill_table,
    code,
    escaped,
    findings_list,
    mermaid,
    proof_table,
    table,
)
from planner.enforcement import Guardrails
from planner.layout import GatewayWork, Layout, Network, Way, way
from planner.pipeline import Plan
from planner.terraform.guardrails import are_written, guardrail_table, left_out
from planner.terraform.names import (
    batch_role_output,
    cluster_name,
    gateway_name,
    policy_output,
    secret_name,
)
from planner.terraform.state_place import state_commands
from planner.terraform.wiring import batch_roles
from planner.topology import GpuPool, Provider, Topology


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
        "ways": _ways(layout),
        "guardrails": guardrail_table(guardrails),
        "left_out": left_out(guardrails, apart=False),
        "apart": are_written(plan, guardrails),
        "kept_back": guardrails.are_apart and not are_written(plan, guardrails),
        "bill": bill_table(plan.in_currency().bill),
        "spec": plan.file.name,
        "names_bucket_at_init": topology.state.is_named_at_init,
        "alerts": topology.alerts,
        "has_budget": topology.budget is not None,
        "calls_apis": bool(topology.providers) and "aws" in layout.homes,
        "first": _notes(layout, lambda own: own.first),
        "state_place": state_commands(topology.state),
        "keys": [
            commands(secret.region.cloud).put_secret.format(
                region=secret.region.name,
                secret=secret_name(secret),
            )
            for secret in layout.secrets
            if not secret.generated
        ],
        "restarts": [
            commands(work.gateway.region.cloud).restart_gateway.format(
                region=work.gateway.region.name, name=gateway_name(topology, work.gateway)
            )
            for work in layout.gateways
            if work.keyed
        ],
        "policy_outputs": [policy_output(endpoint) for endpoint in layout.direct],
        "batch_role_outputs": [batch_role_output(store) for store in batch_roles(topology, layout)],
        "clusters": [_cluster(network, plan) for network in layout.clusters],
        "alarm_notes": _notes(layout, lambda own: own.alarms),
        "budget_notes": _notes(layout, lambda own: own.budget),
    }


_WAYS: Mapping[Way, str] = {
    "network": "inside its network",
    "private_endpoint": "through the private endpoint of its cloud",
    "peering": "through a peering of the two networks",
    "vpn": "through a VPN between the two networks",
    "other_region": "over the internet, encrypted: private endpoints lead to their own region only",
    "internet": "over the internet, encrypted and with a key",
}


def _ways(layout: Layout) -> str:
    """How each gateway's calls get to its targets, and why over the internet; empty without any."""
    rows = []
    for work in layout.gateways:
        sites: tuple[GpuPool | Provider, ...] = (*work.pools, *work.own, *work.keyed)
        rows += [(code(work.gateway.id), code(site.id), _way(work, site)) for site in sites]
    return table(("gateway", "target", "way"), rows) if rows else ""


def _way(work: GatewayWork, site: Provider | GpuPool) -> str:
    """The way in words, with the reason where it is not private."""
    taken = way(work.gateway.region, site)
    if taken != "internet" or isinstance(site, GpuPool):
        return _WAYS[taken]
    if site.account is not None:
        why = (
            "privately it would take a network of Azure with the account's private endpoint, a VPN "
            "to it, and the account's name resolved to that endpoint here; topoplan builds VPNs to "
            "pools alone, so that the account lets in this network's own addresses instead"
        )
    elif site.kind == "azure-openai":
        why = "its account is not topoplan's, so that nobody may join a network to it"
    else:
        why = "its vendor offers no address inside the gateway's network that topoplan builds"
    return f"{_WAYS[taken]}: {why}"


def _notes(layout: Layout, of: Callable[[Commands], tuple[str, ...]]) -> list[str]:
    """What the clouds in use have to say, cloud by cloud in the order of the regions."""
    return [note for name in layout.homes for note in of(commands(name))]


def _cluster(network: Network, plan: Plan) -> Mapping[str, object]:
    """A cluster's region, the command that opens it, its pools, and those that Terraform serves."""
    region, pools = network.region, _pools_on(network, plan.layout)
    return {
        "region": region.name,
        "kubeconfig": commands(region.cloud).kubeconfig.format(
            region=region.name, cluster=cluster_name(plan.topology, network)
        ),
        "pools": pools,
        "served_by_output": building(region.cloud).service.kind == "output",
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
