"""Who runs what the data passes, against what the levels of a policy admit."""

from __future__ import annotations

from planner.catalog import Operator
from planner.diagnostics import Verdict
from planner.topology import Graph, Path, Policy, Role, Stop


def operator_verdict(stop: Stop, policy: Policy) -> tuple[Verdict, str]:
    """Whether a level admits who runs a stop; the words say what stands against it."""
    if stop.role is Role.CLIENT or not (policy.parents or policy.operators_denied):
        return Verdict.PROVEN, ""
    if stop.operator is None:
        return Verdict.UNPROVEN, "no source says who operates it"
    if stop.operator.id in policy.operators_denied:
        return Verdict.VIOLATED, f"operator `{stop.operator.id}` is denied"
    return _parent_verdict(stop.operator, policy)


def _parent_verdict(operator: Operator, policy: Policy) -> tuple[Verdict, str]:
    country = operator.parent_country
    if policy.parents is None or country in policy.parents.countries:
        return Verdict.PROVEN, ""
    if not country:
        return Verdict.UNPROVEN, f"no source says who owns its operator `{operator.id}`"
    owner = f"owned by {operator.parent} in {country}"
    return Verdict.VIOLATED, f"its operator `{operator.id}` is {owner}"


def comes_with_its_tail(path: Path, graph: Graph) -> bool:
    """Whether a stop is kept by whoever operates the node before it, which is judged itself."""
    if path.stop.role not in (Role.LOG, Role.STATE):
        return False
    return graph.stops[path.hops[-1].tail].operator == path.stop.operator
