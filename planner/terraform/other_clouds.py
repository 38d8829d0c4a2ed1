"""What stands on a cloud that no Terraform is written for as yet.

Whoever adds a cloud's modules adds its name to `WRITTEN_FOR`; with the last one this file goes.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Severity
from planner.errors import SpecError
from planner.pipeline import Plan
from planner.topology import Gateway, GpuPool, Store

WRITTEN_FOR = frozenset({"aws"})

EXPLANATIONS = {
    "TOP140": "A gateway, a GPU pool or a store stands on a cloud that topoplan proves and prices, "
    "and writes no Terraform for as yet. `topoplan check` and `topoplan cost` work; `plan`, "
    "`apply`, `destroy` and `verify` need nodes on AWS only."
}


def refuse_other_clouds(plan: Plan) -> None:
    """Go on only where Terraform can be written for every node.

    Raises:
        SpecError: with a diagnostic for each node on another cloud.
    """
    found = tuple(_diagnostics(plan))
    if found:
        raise SpecError(found, plan.sources)


def _diagnostics(plan: Plan) -> Iterator[Diagnostic]:
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


def _listed() -> str:
    return " and ".join(sorted(WRITTEN_FOR))
