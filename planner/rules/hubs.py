"""Hosts that weights and images are pulled from, against what a level says of operators."""

from __future__ import annotations

from planner.catalog import Catalog
from planner.diagnostics import Row, Span, Verdict
from planner.rules.operators import operator_verdict
from planner.topology import Policy, Role, Stop


def hub_verdict(
    host: str, policy: Policy, catalog: Catalog, at: Span
) -> tuple[Verdict, str, Row | Span]:
    """Whether a level admits who runs a hub, in words what stands against it, and what shows it.

    No prompt goes there: a level asks for it only where it says who may run what prompts pass.
    """
    if not (policy.parents or policy.homes or policy.operators_denied):
        return Verdict.PROVEN, "", at
    hub = catalog.hub(host)
    operator = catalog.operator(hub.operator) if hub else None
    stop = Stop(id=f"hub:{host}", role=Role.HUB, title=host, at=at, operator=operator)
    verdict, why = operator_verdict(stop, policy)
    return verdict, why, hub.row if hub else at
