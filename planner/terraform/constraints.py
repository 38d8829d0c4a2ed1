"""The spec's constraints, restated over the outputs of the modules that keep them.

`terraform test` plans the root on a mocked AWS, so that an edit of a generated file that breaks the
proof shows before any apply, without an account. Where the state rests can't be told there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planner.layout import Grant, Layout, module_name
from planner.terraform.calls import alias, of
from planner.terraform.clouds import cloud, has_module
from planner.terraform.hcl import Expression, literal
from planner.terraform.names import access_of_endpoint, access_of_gateway, budget_name
from planner.terraform.wiring import named_zones
from planner.topology import Topology
from planner.values import value


@value
class Assertion:
    """One `assert` block."""

    condition: Expression
    message: str


@value
class Mocked:
    """One `mock_provider` block: all that is planned is made up, and nothing is looked up."""

    provider: str
    alias: str | None
    data: Mapping[str, Mapping[str, str]]


@value
class Constraint:
    """One `run` block."""

    name: str
    assertions: tuple[Assertion, ...]


def constraints(topology: Topology, layout: Layout) -> Mapping[str, object]:
    """What the template of `constraints.tftest.hcl` needs; it is empty without a constraint."""
    named = {
        "networks_lie_in_the_zones_of_the_proof": _networks(topology, layout),
        "names_are_those_of_the_proof": _names(layout),
        "bedrock_grants_are_those_of_the_proof": _grants(layout),
        "load_balancers_are_private": _load_balancers(layout),
        "sizes_are_those_of_the_bill": _sizes(layout),
        "spending_is_watched": _budget(topology, layout),
    }
    runs = (Constraint(name, tuple(assertions)) for name, assertions in named.items())
    return {
        "mocked": tuple(_mocked(layout)),
        "constraints": tuple(run for run in runs if run.assertions),
    }


def _mocked(layout: Layout) -> Iterator[Mocked]:
    for region in layout.regions:
        own, home = cloud(region.cloud), layout.homes[region.cloud]
        if own.regional or region == home:
            named = alias(region) if region != home else None
            yield from (Mocked(provider, named, own.mocks) for provider in own.providers)


def _networks(topology: Topology, layout: Layout) -> Iterator[Assertion]:
    allowed = _allowed_regions(topology)
    for network in layout.networks:
        if zones := named_zones(network.region, network.zones):
            place = f"{network.region.name} must lie in {', '.join(zones)}"
            yield Assertion(
                _is(of(module_name("network", network.key), "zones"), _set(zones)),
                f"The network in {place}{allowed}.",
            )


def _allowed_regions(topology: Topology) -> str:
    """The region patterns of the topology's policy, for a reader who wonders where else to go."""
    regions = [policy.regions for policy in topology.policies if policy.regions is not None]
    patterns = dict.fromkeys(pattern for each in regions for pattern in each.allow or ())
    return f"; the policy allows {', '.join(patterns)}" if patterns else ""


def _names(layout: Layout) -> Iterator[Assertion]:
    for network in layout.networks:
        if network.names is not None:
            yield Assertion(
                _is(
                    of(module_name("network", network.key), "resolvable_names"), _set(network.names)
                ),
                f"In the network in {network.region.name} no names but the proof's must resolve.",
            )


def _grants(layout: Layout) -> Iterator[Assertion]:
    for work in layout.gateways:
        if work.grants:
            module = access_of_gateway(work.gateway.name)
            yield _invocable(work.gateway.name, module, work.grants, layout)
    for endpoint, grants in layout.direct.items():
        yield _invocable(endpoint, access_of_endpoint(endpoint), grants, layout)
    for network in layout.networks:
        if network.grants:
            module, region = module_name("network", network.key), network.region.name
            yield Assertion(
                _is(of(module, "bedrock_arns"), _arns(network.grants, layout)),
                f"The endpoint of Bedrock in {region} must let through the proof's calls alone.",
            )


def _invocable(owner: str, module: str, grants: tuple[Grant, ...], layout: Layout) -> Assertion:
    return Assertion(
        _is(of(module, "invocable_arns"), _arns(grants, layout)),
        f"What {owner} may invoke must be the profiles, models and regions of the proof.",
    )


def _arns(grants: tuple[Grant, ...], layout: Layout) -> Expression:
    partition = layout.partition
    account = cloud("aws").mocks["aws_caller_identity"]["account_id"]
    return _set(sorted({arn for grant in grants for arn in grant.arns(partition, account)}))


def _load_balancers(layout: Layout) -> Iterator[Assertion]:
    gateways = {module_name("gateway", w.key): f"gateway {w.gateway.name}" for w in layout.gateways}
    pools = {module_name("gpu_pool", w.key): f"GPU pool {w.pool.name}" for w in layout.pools}
    for module, title in (gateways | pools).items():
        message = f"The load balancer of the {title} must have private addresses only."
        yield Assertion(of(module, "internal"), message)


def _sizes(layout: Layout) -> Iterator[Assertion]:
    for gateway in (work.gateway for work in layout.gateways):
        least, most = gateway.min_replicas, gateway.max_replicas
        yield Assertion(
            _lies_between(of(module_name("gateway", gateway.name), "replicas"), least, most),
            f"The gateway {gateway.name} must keep {least} to {most} tasks.",
        )
    for pool in (work.pool for work in layout.pools):
        least, most = pool.min_nodes, pool.max_nodes
        yield Assertion(
            _lies_between(of(module_name("gpu_pool", pool.name), "nodes"), least, most),
            f"The GPU pool {pool.name} must keep {least} to {most} nodes.",
        )


def _budget(topology: Topology, layout: Layout) -> Iterator[Assertion]:
    if topology.budget is None:
        return
    limit = str(topology.budget.limit_usd)
    for home in layout.homes.values():
        if has_module(home.cloud, "budget"):
            yield Assertion(
                _is(of(budget_name(topology, home), "limit_usd"), limit),
                f"The budget that {cloud(home.cloud).title} watches must be {limit} USD a month.",
            )


def _is(subject: Expression, expected: object) -> Expression:
    return Expression(f"{subject.text} == {literal(expected)}")


def _lies_between(size: Expression, least: int, most: int) -> Expression:
    return Expression(f"{size.text}.min == {least} && {size.text}.max == {most}")


def _set(items: Iterable[str]) -> Expression:
    return Expression(f"toset({literal(tuple(items))})")
