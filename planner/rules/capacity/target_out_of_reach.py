"""Target out of reach.

## What it checks
That what calls a target can reach it: a GPU pool has no public address, so its callers need a
gateway in the pool's own network, or in one that can be linked to it: by peering within a cloud, by
VPN between clouds. Bedrock answers whoever signs a call with an identity of
AWS, which a gateway on another cloud doesn't have.

## Why it matters
The tree would apply without an error, and every call would time out, or be refused.

## Example
A gateway on AWS whose route names a pool on Scaleway, to which topoplan builds no VPN, or an
endpoint without a gateway that names a pool. A gateway on Google Cloud that calls Claude on
Bedrock.

## Mend
Put gateway and pool into one region or on clouds that can be linked, or serve the endpoint through
a gateway. Call Bedrock from a gateway on AWS, or the model where the gateway's own cloud or its
vendor serves it.

## Sources
modules/<cloud>/gpu_pool: its load balancer is internal and admits its callers only. What can be
linked: planner/data/clouds/<cloud>/building.toml, `links`.
https://docs.aws.amazon.com/bedrock/latest/userguide/security-iam.html
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Verdict
from planner.layout import is_own, link_kind, why_apart
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Gateway, GpuPool, Provider, Side, Target

_SIGNED = {"bedrock": "aws"}
"""Kinds that take no key: a call is signed by an identity of the cloud."""


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint in case.topology.endpoints:
        for target in endpoint.targets:
            if isinstance(target.site, GpuPool) and (why := _obstacle(endpoint, target.site)):
                yield _finding(endpoint, target, target.site, why)
        yield from _unsigned(endpoint)


def _unsigned(endpoint: Endpoint) -> Iterator[Diagnostic]:
    """Calls of a cloud's own API that only an identity of that cloud can sign.

    Without a gateway the application calls, and where it runs nobody knows.
    """
    gateway = endpoint.gateway
    if gateway is None:
        return
    for call in endpoint.calls:
        site = call.site
        if not isinstance(site, Provider) or site.kind not in _SIGNED:
            continue
        if not is_own(gateway.region.cloud, site):
            yield _stranger(endpoint, call, gateway, site)


def _stranger(
    endpoint: Endpoint, call: Target | Side, gateway: Gateway, provider: Provider
) -> Diagnostic:
    here, cloud = gateway.region, _SIGNED[provider.kind]
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"`{endpoint.name}` can't call `{call.id}`: its gateway stands on {here.cloud} "
        f"and has no identity of {cloud} to sign with",
        at=call.at,
        because=Fact(f"`{gateway.id}` stands in {here.name}", gateway.at),
        fixes=(
            Fix(f"serve `{endpoint.name}` through a gateway on {cloud}"),
            Fix(f"call a model that {here.cloud} or a vendor's own API serves"),
        ),
        endpoint=endpoint.name,
        path=(endpoint.id, call.id),
        offending=(call.id,),
    )


def _obstacle(endpoint: Endpoint, pool: GpuPool) -> str | None:
    if endpoint.gateway is None:
        return "the pool is private and no gateway serves the endpoint"
    here, there = endpoint.gateway.region, pool.region
    if here != there and link_kind(here, there) is None:
        apart = f"its gateway stands in {here.name}, the pool in {there.name}"
        return f"{apart}, and {why_apart(here, there) or 'their networks cannot be linked'}"
    return None


def _finding(endpoint: Endpoint, target: Target, pool: GpuPool, why: str) -> Diagnostic:
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"`{endpoint.name}` can't reach `{target.id}`: {why}",
        at=target.at,
        because=Fact(f"`{pool.id}` has only an address inside its network", pool.at),
        fixes=(Fix(f"serve `{endpoint.name}` through a gateway in {pool.region.name}"),),
        endpoint=endpoint.name,
        path=(endpoint.id, target.id),
        offending=(target.id,),
    )


RULE = Rule("CAP008", "target out of reach", "0.1.0", judge)
