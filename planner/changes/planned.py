"""A plan to its snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.catalog import Reach
from planner.changes.snapshot import (
    Built,
    Demand,
    Endpoint,
    Facts,
    Finding,
    Module,
    Places,
    Reached,
    Right,
    Snapshot,
    Waiver,
)
from planner.diagnostics import Diagnostic
from planner.layout import Grant, Layout
from planner.pipeline import Plan
from planner.planfile import PlannedTree
from planner.topology import Bound, Path, Topology, in_force
from planner.topology import Waiver as Signed


def snapshot_of(
    plan: Plan, name: str, *, built: Built | None = None, planned: PlannedTree | None = None
) -> Snapshot:
    """All that a plan knows; `built`: what it is rendered to, `planned`: what Terraform says."""
    topology, catalog = plan.topology, plan.catalog
    return Snapshot(
        name=name,
        facts=Facts(catalog.id, catalog.sha256, catalog),
        endpoints=dict(_endpoints(plan)),
        bill=plan.in_currency().bill,
        findings=tuple(_finding(one, plan) for one in plan.findings),
        policy=dict(_policy(plan)),
        waivers=tuple(map(_waiver, topology.waivers)),
        budget=str(topology.budget.monthly) if topology.budget else None,
        secrets=frozenset(_secrets(plan.layout)),
        rights=frozenset(_rights(topology, plan.layout)),
        built=built,
        planned=planned,
    )


def built_of(modules: tuple[Module, ...], files: Mapping[str, str], digest: str) -> Built:
    """What a tree holds: its modules by their addresses, and the digest of each of its files."""
    return Built({one.address: one for one in modules}, files, digest)


def _endpoints(plan: Plan) -> Iterator[tuple[str, Endpoint]]:
    for endpoint in plan.topology.endpoints:
        paths = plan.topology.graph.paths(endpoint.id)
        reached = (_reached(path) for path in paths if path.hops)
        reaches: dict[str, Reached] = {}
        for one in reached:
            reaches.setdefault(one.stop, one)
        yield (
            endpoint.name,
            Endpoint(
                endpoint.name,
                str(plan.verdicts[endpoint.name]),
                frozenset(endpoint.data),
                tuple(target.id for target in endpoint.targets),
                reaches,
            ),
        )


def _reached(path: Path) -> Reached:
    stop, brings = path.stop, path.hops[-1].carries_data
    processing, at_rest = (stop.processing, stop.at_rest) if brings else (None, None)
    return Reached(path.names(), stop.title, _places(processing), _places(at_rest))


def _places(reach: Reach | None) -> Places | None:
    return None if reach is None else Places(frozenset(reach.certain), frozenset(reach.possible))


def _finding(found: Diagnostic, plan: Plan) -> Finding:
    at = found.at
    return Finding(
        fingerprint=found.fingerprint,
        code=found.code,
        severity=found.severity.name.lower(),
        message=found.message,
        place=f"{plan.named(at.path)}:{at.line}:{at.column}",
        endpoint=found.endpoint or "",
        waived=found.waived or "",
    )


def _policy(plan: Plan) -> Iterator[tuple[tuple[str, str], Demand]]:
    known: dict[object, tuple[tuple[str, Demand], ...]] = {}
    for endpoint in plan.topology.endpoints:
        levels = endpoint.policies
        same = tuple(map(id, levels))
        if same not in known:
            bounds = in_force(levels, plan.catalog)
            known[same] = tuple((bound.key, Demand(bound.value, _words(bound))) for bound in bounds)
        yield from (((endpoint.name, key), demand) for key, demand in known[same])


def _words(bound: Bound) -> str:
    """What the levels say that the value in force is due to."""
    said = (word for level in bound.levels if level.binds for word in level.written)
    return ", ".join(dict.fromkeys(said)) or str(bound.value)


def _waiver(waiver: Signed) -> Waiver:
    return Waiver(
        waiver.code,
        waiver.subject,
        waiver.endpoint or "",
        waiver.fingerprint or "",
        waiver.reason,
        waiver.owner,
        waiver.expires,
    )


def _secrets(layout: Layout) -> Iterator[str]:
    """Names of keys and who reads them; a value is never known."""
    for work in layout.gateways:
        for secret in work.secrets.values():
            yield f"{secret.name}, read by {work.gateway.id}"


def _rights(topology: Topology, layout: Layout) -> Iterator[Right]:
    for work in layout.gateways:
        yield from _granted(work.gateway.id, work.grants)
        yield from (Right(work.gateway.id, f"reach {host}") for host in work.hosts)
        callers = (f"be called from {cidr}" for cidr in work.gateway.clients)
        yield from (Right(work.gateway.id, may) for may in callers)
        if work.gateway.egress != "listed":
            yield Right(work.gateway.id, "reach any host over HTTPS")
    for endpoint, grants in layout.direct.items():
        yield from _granted(f"endpoints.{endpoint}", grants)
    for pool in topology.gpu_pools:
        for administrator in pool.administrators:
            yield Right(administrator, f"administer the cluster of {pool.id}")


def _granted(who: str, grants: tuple[Grant, ...]) -> Iterator[Right]:
    for grant in grants:
        for region in grant.regions:
            yield Right(who, f"invoke {grant.foundation_model}", region or "any region")
