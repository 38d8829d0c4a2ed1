"""What no Terraform can be written for: no region, a cloud without modules, hosts beyond a list.

Whoever adds a cloud's modules adds its name to `topology.WRITTEN_FOR`; with the last one TOP140
goes.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Severity
from planner.errors import SpecError
from planner.pipeline import Plan
from planner.topology import WRITTEN_FOR, Gateway, GpuPool, Store

EXPLANATIONS = {
    "TOP114": "Nothing of the topology stands where topoplan builds, so there is none "
    "for its keys and its budget. `topoplan check` and `topoplan cost` work all the same.",
    "TOP140": "A gateway, a GPU pool or a store stands on a cloud that topoplan proves and prices, "
    "and writes no Terraform for as yet. `topoplan check` and `topoplan cost` work; `plan`, "
    "`apply`, `destroy` and `verify` need nodes on AWS only.",
    "TOP141": "A gateway may reach listed hosts only, and shares its network with a gateway or a "
    "GPU pool that may reach any. Names are filtered for a whole network, so that a list would be "
    "an outage of the one or a hole of the other. Give every gateway of the region "
    "`egress: listed` and put pools into another region, or leave `egress: https`.",
}


def refuse_unbuildable(plan: Plan) -> None:
    """Go on only where Terraform can be written for every node.

    Raises:
        SpecError: with a diagnostic for each node on another cloud, or for want of a region.
    """
    found = (*_nowhere(plan), *_on_other_clouds(plan), *_unlisted(plan))
    if found:
        raise SpecError(found, plan.sources)


def _nowhere(plan: Plan) -> Iterator[Diagnostic]:
    if plan.topology.home is None:
        yield Diagnostic(
            code="TOP114",
            severity=Severity.ERROR,
            message=f"nothing of this topology stands on {_listed()}, so there is no region to "
            "build in: add `state: {backend: s3, region: …}` to keep keys and a budget there",
            at=plan.spec.span("topology"),
        )


def _on_other_clouds(plan: Plan) -> Iterator[Diagnostic]:
    topology = plan.topology
    kinds: tuple[tuple[str, str, tuple[Gateway | GpuPool | Store, ...]], ...] = (
        ("gateways", "cloud", topology.gateways),
        ("gpu_pools", "cloud", topology.gpu_pools),
        ("stores", "kind", topology.stores),
    )
    for key, word, nodes in kinds:
        for node in nodes:
            region = node.region
            if region is not None and region.cloud not in WRITTEN_FOR:
                yield Diagnostic(
                    code="TOP140",
                    severity=Severity.ERROR,
                    message=f"`{node.id}` stands on {region.cloud}, "
                    f"and topoplan writes Terraform for {_listed()} only as yet",
                    at=plan.spec.span(key, node.name, word),
                    because=Fact(f"{region.name} is a region of {region.cloud}", region.row),
                    fixes=(
                        Fix("`topoplan check` and `topoplan cost` work for it all the same"),
                        Fix(f"put it on {_listed()} to have Terraform written"),
                    ),
                )


def _unlisted(plan: Plan) -> Iterator[Diagnostic]:
    for work in plan.layout.gateways:
        gateway, region = work.gateway, work.gateway.region
        if (
            gateway.egress == "listed"
            and region.cloud in WRITTEN_FOR
            and work.network.names is None
        ):
            yield Diagnostic(
                code="TOP141",
                severity=Severity.ERROR,
                message=f"the hosts of `{gateway.id}` can't be listed: names are filtered for a "
                f"whole network, and that in {region.name} holds what may call any host",
                at=plan.spec.span("gateways", gateway.name, "egress"),
                fixes=(
                    Fix(
                        f"give every gateway in {region.name} `egress: listed`, and put GPU pools "
                        "into another region"
                    ),
                    Fix("leave `egress: https`"),
                ),
            )


def _listed() -> str:
    return " and ".join(sorted(WRITTEN_FOR))
