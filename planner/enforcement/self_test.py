"""Guardrails held against the proof before they are written: never tighter, never looser.

Every request of every proven call has to pass, or what was proved is an outage; every request next
to them has to be refused, or the control has a hole. The documents are judged as they are written,
read back from their text, against what the hop graph says, not what the documents were made from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from planner.catalog import Catalog
from planner.enforcement import azure, gcp
from planner.enforcement.aws import allowed_regions, retention_modes
from planner.enforcement.bound import bound
from planner.enforcement.controls import Guardrails
from planner.enforcement.documents import (
    EVERYTHING,
    MOST_CHARACTERS,
    endpoint_document,
    identity_document,
)
from planner.enforcement.evaluating import Decision, decide
from planner.enforcement.names import resolves
from planner.enforcement.policies import Document, parsed
from planner.enforcement.requests import (
    ACCOUNT,
    INVOKING,
    Request,
    calls,
    foundation_model,
    strangers,
    through_a_global_profile,
)
from planner.errors import GuardrailError
from planner.layout import Grant, Layout, Network, grants_of
from planner.topology import Topology

_MODES = ("aws_review", "default", "none", "provider_data_share")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


def require_sound(
    guardrails: Guardrails, topology: Topology, layout: Layout, catalog: Catalog
) -> None:
    """Go on only with guardrails that fit the proof.

    Raises:
        GuardrailError: with what is refused though it is proven, or let through though it is not.
    """
    found = tuple(faults(guardrails, topology, layout, catalog))
    if found:
        shown = "".join(f"\n     {fault}" for fault in found[:5])
        raise GuardrailError(
            f"{len(found)} thing(s) in the guardrails are not as the proof is:{shown}",
            mend="nothing was written; this is a bug of topoplan: report it with the spec",
        )


def faults(
    guardrails: Guardrails, topology: Topology, layout: Layout, catalog: Catalog
) -> Iterator[str]:
    """Each way in which a control differs from the proof; none where all is well."""
    partition = layout.partition
    known = tuple(
        region.name for region in catalog.regions["aws"].values() if region.partition == partition
    )
    organization = guardrails.organization
    if organization is not None:
        document = parsed(organization.text())
        yield from organization_faults(document, topology, layout, known)
    for holder, grants in _holders(layout):
        document = parsed(identity_document(grants, partition).text())
        yield from rights_faults(holder, (document,), grants, partition, known)
        if organization is not None:
            yield from _outages(holder, (document, organization), calls(grants, partition))
    for network in layout.networks:
        yield from _network_faults(network, layout, partition, known, catalog)
    yield from _of_other_clouds(guardrails, topology, catalog)
    if bound(topology) and organization is None and allowed_regions(topology, layout):
        yield "a policy binds an endpoint, and no service control policy keeps it"


def _holders(layout: Layout) -> Iterable[tuple[str, tuple[Grant, ...]]]:
    """Who is granted what; of those that are granted the same, the first stands for all."""
    granted = (
        *((work.gateway.id, work.grants) for work in layout.gateways if work.grants),
        *((f"endpoints.{name}", grants) for name, grants in layout.direct.items()),
    )
    first: dict[tuple[str, ...], tuple[str, tuple[Grant, ...]]] = {}
    for holder, grants in granted:
        first.setdefault(tuple(grant.key for grant in grants), (holder, grants))
    return first.values()


def rights_faults(
    holder: str,
    documents: tuple[Document, ...],
    grants: tuple[Grant, ...],
    partition: str,
    regions: tuple[str, ...],
) -> Iterator[str]:
    """Where documents that hold together allow a holder less or more than the grants."""
    yield from _outages(holder, documents, calls(grants, partition))
    yield from _holes(holder, documents, strangers(grants, partition, regions))


def organization_faults(
    document: Document, topology: Topology, layout: Layout, regions: tuple[str, ...]
) -> Iterator[str]:
    """Where a service control policy denies less or more than what the topology does without."""
    title, documents = "the service control policy", (EVERYTHING, document)
    needed = tuple(_needed(topology, layout))
    used = {request.region for request in needed if request not in _GLOBAL}
    others = tuple(region for region in regions if region not in used)
    yield from _outages(title, documents, needed)
    yield from _holes(title, documents, _not_needed(topology, layout, others))
    if document.size > MOST_CHARACTERS:
        yield f"{title} has {document.size} characters, and AWS takes {MOST_CHARACTERS}"


def _needed(topology: Topology, layout: Layout) -> Iterator[Request]:
    """The calls of Bedrock, what a plan is applied with, and the retention mode that is proven."""
    partition = layout.partition
    yield from calls(grants_of(topology.endpoints), partition)
    for region in _stood_in(topology, layout):
        yield from (Request(action, "*", region) for action in _BUILDING)
    yield from _GLOBAL
    home = allowed_regions(topology, layout)[0]
    for mode in retention_modes(topology):
        yield from _setting(mode, home)


def _stood_in(topology: Topology, layout: Layout) -> set[str]:
    """Regions where something is built, kept, passed or called, by the hops of the proof."""
    stops = [stop.region for stop in topology.graph.stops.values()]
    copies = [region for store in topology.stores for region in store.copies]
    regions = (*stops, *copies, *layout.regions, topology.hub, topology.state.region)
    return {region.name for region in regions if region and region.cloud == "aws"}


_GLOBAL = tuple(
    Request(action, "*", "us-east-1")
    for action in ("iam:CreateRole", "sts:GetCallerIdentity", "budgets:ModifyBudget")
)
"""What a plan is applied with that only one region answers, whatever region is built in."""

_BUILDING = (
    "ec2:CreateVpc",
    "ecs:CreateService",
    "eks:CreateCluster",
    "kms:Decrypt",
    "logs:PutLogEvents",
    "s3:PutObject",
    "secretsmanager:GetSecretValue",
)


def _not_needed(topology: Topology, layout: Layout, others: tuple[str, ...]) -> Iterator[Request]:
    partition, home = layout.partition, allowed_regions(topology, layout)[0]
    grants = grants_of(topology.endpoints)
    models = sorted({"unproven.model-v1:0", *(grant.foundation_model for grant in grants)})
    for region in others:
        yield from (Request(action, "*", region) for action in _BUILDING)
        yield Request(INVOKING[0], foundation_model(partition, region, models[0]), region)
    worldwide = {grant.profile for grant in grants if grant.provider.profile == "global"}
    for model in models:
        if f"global.{model}" not in worldwide:
            yield from through_a_global_profile(partition, home, model)
    if not any(grant.profile for grant in grants):
        profile = f"arn:{partition}:bedrock:{home}:{ACCOUNT}:inference-profile/eu.{models[0]}"
        yield Request(INVOKING[0], foundation_model(partition, home, models[0]), home, profile)
    if modes := retention_modes(topology):
        for mode in set(_MODES) - set(modes):
            yield from _setting(mode, home)


def _setting(mode: str, region: str) -> Iterator[Request]:
    for action in (
        "bedrock:PutAccountDataRetention",
        "bedrock-mantle:PutAccountDataRetention",
        "bedrock-mantle:CreateProject",
        "bedrock-mantle:UpdateProject",
    ):
        yield Request(action, "*", region, retention=mode)


def _network_faults(
    network: Network,
    layout: Layout,
    partition: str,
    regions: tuple[str, ...],
    catalog: Catalog,
) -> Iterator[str]:
    if network.grants:
        document = parsed(endpoint_document(network.grants, partition).text())
        yield from endpoint_faults(network, document, partition, regions)
    if network.names is not None:
        hosts = [h for w in layout.gateways if w.network is network for h in w.hosts]
        yield from names_faults(network.id, network.names, hosts, catalog)


def endpoint_faults(
    network: Network, document: Document, partition: str, regions: tuple[str, ...]
) -> Iterator[str]:
    """Where the policy of Bedrock's private endpoint differs from what is called through it.

    It names what may be called, and leaves it to the callers' own rights through which profile.
    """
    title = f"the endpoint of Bedrock in {network.id}"
    named = {arn for grant in network.grants for arn in grant.arns(partition, ACCOUNT)}
    others = strangers(network.grants, partition, regions)
    yield from _outages(title, (document,), calls(network.grants, partition))
    yield from _holes(title, (document,), (r for r in others if r.resource not in named))
    foreign = [
        Request(INVOKING[0], arn, network.region.name, account="999999999999") for arn in named
    ]
    yield from _holes(title, (document,), foreign)


def names_faults(
    title: str, names: tuple[str, ...], hosts: Iterable[str], catalog: Catalog
) -> Iterator[str]:
    """Where a list of names leaves out a host that is called, or lets one resolve that is not."""
    needed = tuple(hosts)
    for host in needed:
        if not resolves(names, host):
            yield f"{title}: {host} is called and does not resolve"
    for host in sorted(_other_hosts(needed, catalog) - set(needed) - set(names)):
        if resolves(names, host):
            yield f"{title}: {host} resolves, and nothing calls it"


def _other_hosts(hosts: tuple[str, ...], catalog: Catalog) -> set[str]:
    """Hosts beside, above and below those that are called, and where components phone home."""
    sinks = {host for s in catalog.telemetry_sinks() for host in _HOST.findall(s.host)}
    parents = {host.partition(".")[2] for host in hosts}
    return (
        sinks
        | {parent for parent in parents if "." in parent}
        | {f"elsewhere.{parent}" for parent in parents}
        | {f"elsewhere.{host}" for host in hosts}
        | {f"{host}.example.com" for host in hosts}
    )


def _of_other_clouds(guardrails: Guardrails, topology: Topology, catalog: Catalog) -> Iterator[str]:
    if types := guardrails.documents.get(azure.TYPES):
        for type_ in azure.deployment_types(topology):
            if azure.denies(types, type_):
                yield f"Azure: a deployment of type {type_} is called and denied"
        for type_ in azure.other_types(topology, catalog):
            if not azure.denies(types, type_):
                yield f"Azure: a deployment of type {type_} is let through, and nothing calls it"
    if endpoints := guardrails.documents.get(gcp.ENDPOINTS):
        for host in gcp.hosts(topology):
            if gcp.denies(endpoints, host):
                yield f"Google: {host} is called and denied"
        if not gcp.denies(endpoints, gcp.GLOBAL_ENDPOINT):
            yield "Google: the global endpoint of Vertex AI is let through, and nothing calls it"


def _outages(
    title: str, documents: tuple[Document, ...], requests: Iterable[Request]
) -> Iterator[str]:
    for request in requests:
        decision = decide(documents, request)
        if decision is not Decision.ALLOWED:
            yield f"{title}: {request} is proven, and {decision.value}"


def _holes(
    title: str, documents: tuple[Document, ...], requests: Iterable[Request]
) -> Iterator[str]:
    for request in requests:
        if decide(documents, request) is Decision.ALLOWED:
            yield f"{title}: {request} is let through, and no proof covers it"
