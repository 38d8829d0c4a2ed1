"""What no Terraform can be written for: no region, hosts beyond a list, an account unsized."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Region, building
from planner.diagnostics import Diagnostic, Fix, Severity
from planner.errors import SpecError
from planner.layout import GatewayWork
from planner.pipeline import Plan
from planner.topology import Provider, ServedModel

EXPLANATIONS = {
    "TOP114": "Nothing of the topology stands where topoplan builds, so there is none "
    "for its keys and its budget. `topoplan check` and `topoplan cost` work all the same.",
    "TOP141": "A gateway may reach listed hosts only, and shares its network with a gateway or a "
    "GPU pool that may reach any. Names are filtered for a whole network, so that a list would be "
    "an outage of the one or a hole of the other. Give every gateway of the region "
    "`egress: listed` and put pools into another region, or leave `egress: https`. Or the gateway "
    "stands on a cloud where nothing filters names, which AWS and Google Cloud alone do as yet. Or "
    "it calls a GPU pool in another region of AWS, whose load balancer has a name that only AWS "
    "gives.",
    "TOP145": "Gateways in several regions of Azure call one provider, whose account has a private "
    "endpoint in the network of one of them. Give each gateway's endpoints a provider of its own: "
    "the same kind, mode and models under another name.",
    "TOP146": "A provider of kind `azure-openai` without `endpoint` gets an account, and a "
    "deployment in it has a size: thousands of tokens a minute, or units of provisioned "
    "throughput. Nothing in the spec says how many, and one made up would throttle or be paid for "
    "in vain. State the `traffic` of every endpoint that calls the model, or the provider's "
    "`quotas`; of a provisioned mode its `ptus`.",
    "TOP147": "A provider of kind `azure-openai` without `endpoint` gets an account that admits "
    "the gateways that call it, by their networks and addresses, and nobody else. An application "
    "that calls it itself would be shut out. Serve the endpoint by a gateway, or name the "
    "`endpoint` of an account of your own.",
}


def refuse_unbuildable(plan: Plan) -> None:
    """Go on only where Terraform can be written for every node.

    Raises:
        SpecError: for want of a region, or with a diagnostic for each list that can't be kept.
    """
    found = (
        *_nowhere(plan),
        *_unlisted(plan),
        *_shared(plan),
        *_unsized(plan),
        *_shut_out(plan),
    )
    if found:
        raise SpecError(found, plan.sources)


def _nowhere(plan: Plan) -> Iterator[Diagnostic]:
    if plan.topology.home is None:
        yield Diagnostic(
            code="TOP114",
            severity=Severity.ERROR,
            message="nothing of this topology stands where topoplan builds, so there is no region "
            "to build in: add `state: {backend: s3, region: …}` to keep keys and a budget there",
            at=plan.spec.span("topology"),
        )


def _shared(plan: Plan) -> Iterator[Diagnostic]:
    """Accounts of Azure that gateways in several networks of Azure call."""
    for provider in plan.topology.providers:
        works = [work for work in plan.layout.gateways if provider in work.own]
        regions = dict.fromkeys(work.network.region.name for work in works)
        if provider.account is not None and len(regions) > 1:
            yield Diagnostic(
                code="TOP145",
                severity=Severity.ERROR,
                message=f"gateways in {' and '.join(regions)} call `{provider.id}`, and its "
                "account has a private endpoint in one network",
                at=provider.at,
                fixes=(Fix("give each gateway's endpoints a provider of their own"),),
            )


def _unsized(plan: Plan) -> Iterator[Diagnostic]:
    """Deployments of which nothing says how much they have to take."""
    for account in plan.layout.accounts:
        provider = account.provider
        for model in (d.model for d in account.deployments if d.capacity is None):
            yield Diagnostic(
                code="TOP146",
                severity=Severity.ERROR,
                message=f"nothing says how large the deployment of `{model.id}` in "
                f"`{provider.id}` has to be",
                at=model.at,
                fixes=_sizes(provider, model),
            )


def _sizes(provider: Provider, model: ServedModel) -> tuple[Fix, ...]:
    if provider.is_provisioned:
        return (Fix(f"add how many units, such as `ptus: {{{model.key}: 50}}`"),)
    return (
        Fix("state the `traffic` of every endpoint that calls it"),
        Fix(f"add tokens a minute, such as `quotas: {{{model.key}: 400k}}`"),
    )


def _shut_out(plan: Plan) -> Iterator[Diagnostic]:
    """Applications that call an account which admits gateways alone."""
    for endpoint in plan.topology.endpoints:
        if endpoint.gateway is not None:
            continue
        for target in endpoint.targets:
            if isinstance(target.site, Provider) and target.site.account is not None:
                yield Diagnostic(
                    code="TOP147",
                    severity=Severity.ERROR,
                    message=f"`{endpoint.id}` calls `{target.site.id}` without a gateway, and the "
                    "account that topoplan makes for that admits gateways alone",
                    at=target.at,
                    fixes=(
                        Fix(f"serve `{endpoint.name}` by a gateway"),
                        Fix("name the `endpoint` of an account of your own"),
                    ),
                )


def _unlisted(plan: Plan) -> Iterator[Diagnostic]:
    for work in plan.layout.gateways:
        gateway, region = work.gateway, work.gateway.region
        kept = work.network.names is not None or building(region.cloud).lists_hosts
        if gateway.egress == "listed" and _far(work):
            yield _named_by_aws(plan, work)
        if gateway.egress != "listed" or kept:
            continue
        apart = Fix(
            f"give every gateway in {region.name} `egress: listed`, and put GPU pools "
            "into another region"
        )
        filters = building(region.cloud).names is not None
        yield Diagnostic(
            code="TOP141",
            severity=Severity.ERROR,
            message=f"the hosts of `{gateway.id}` can't be listed: {_why(region, filters=filters)}",
            at=plan.spec.span("gateways", gateway.name, "egress"),
            fixes=(*((apart,) if filters else ()), Fix("leave `egress: https`")),
        )


def _far(work: GatewayWork) -> bool:
    """Whether it calls a pool of another region that has a name instead of an address."""
    here = work.gateway.region
    return any(pool.region.cloud == "aws" and pool.region != here for pool in work.pools)


def _named_by_aws(plan: Plan, work: GatewayWork) -> Diagnostic:
    gateway = work.gateway
    return Diagnostic(
        code="TOP141",
        severity=Severity.ERROR,
        message=f"the hosts of `{gateway.id}` can't be listed: it calls a GPU pool in another "
        "region, and only AWS knows the name of that pool's load balancer",
        at=plan.spec.span("gateways", gateway.name, "egress"),
        fixes=(Fix("leave `egress: https`"),),
    )


def _why(region: Region, *, filters: bool) -> str:
    if not filters:
        return f"networks of {region.cloud} filter no names"
    return (
        f"names are filtered for a whole network, and that in {region.name} "
        "holds what may call any host"
    )
