"""Who runs what the data passes, against what the levels of a policy admit.

Four axes, each by itself: that an operator is denied, where it is at home, who owns it, and whose
machines or technology it runs on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.catalog import Operator
from planner.diagnostics import Verdict
from planner.topology import Edge, Endpoint, Graph, Hop, Path, Policy, Role, Stop
from planner.values import value

_TO_OPERATORS = (Edge.OWNED_BY, Edge.HOSTED_ON)

_ANONYMOUS = frozenset({Role.CLIENT, Role.OPERATOR, Role.PEOPLE, Role.HUB, Role.KEYS})
"""Stops that nobody runs, or of whom another stop speaks."""

_SOVEREIGN = "sovereign"


@value
class Way:
    """A way of an endpoint's data to an operator that a level of its policy doesn't admit."""

    endpoint: Endpoint
    path: Path
    """To the operator; to the stop itself where nobody knows who runs it."""
    policy: Policy
    against: Objection
    hop: Hop | None

    @property
    def holder(self) -> str:
        """The node that the operator runs, or the operator that runs on it."""
        return self.hop.tail if self.hop else self.path.stop.id


@value
class Objection:
    """What stands against whoever runs something."""

    verdict: Verdict
    says: str
    is_contested: bool = False
    """Whether it is a sovereign offering, of which it is contested who may reach into it."""


_NONE = Objection(Verdict.PROVEN, "")


def ways_to_operators(endpoint: Endpoint, path: Path, graph: Graph) -> Iterator[Hop]:
    """The hops from a stop to whoever runs it, and from there to what that runs on."""
    for hop in graph.leaving(endpoint.id, path.stop.id):
        if hop.edge in _TO_OPERATORS:
            yield hop


def unadmitted(protected: Iterable[tuple[Endpoint, Path]], graph: Graph) -> Iterator[Way]:
    """Every way to an operator that a level doesn't admit, nearest first for each endpoint."""
    for endpoint, path in protected:
        asking = [policy for policy in endpoint.policies if _asks(policy)]
        for hop in (None, *ways_to_operators(endpoint, path, graph)) if asking else ():
            found = [
                (
                    objection(hop, policy, graph) if hop else nobody_known(path, policy, graph),
                    policy,
                )
                for policy in asking
            ]
            against, policy = max(found, key=lambda each: _rank(each[0]))
            if against.verdict is not Verdict.PROVEN:
                further = path.onto(hop, graph.stops[hop.head]) if hop else path
                yield Way(endpoint, further, policy, against, hop)


def _rank(against: Objection) -> int:
    return (Verdict.PROVEN, Verdict.UNPROVEN, Verdict.VIOLATED).index(against.verdict)


def comes_with_its_tail(path: Path, graph: Graph) -> bool:
    """Whether a stop is kept by whoever runs the node before it, of which is spoken already."""
    if path.stop.role not in (Role.LOG, Role.STATE, Role.COPY, Role.CACHE):
        return False
    tail = graph.stops[path.hops[-1].tail]
    return tail.role is not Role.CLIENT and tail.operator == path.stop.operator


def objection(hop: Hop, policy: Policy, graph: Graph) -> Objection:
    """What a level has against the operator at the end of a hop."""
    tail, operator = graph.stops[hop.tail], graph.stops[hop.head].operator
    if hop.edge is Edge.OWNED_BY:
        return _NONE if operator is None else _against(operator, policy)
    return _against_host(tail.operator, operator, hop, policy)


def nobody_known(path: Path, policy: Policy, graph: Graph) -> Objection:
    """What a level has against a stop of which no source says who runs it."""
    is_known = path.stop.operator is not None or path.stop.role in _ANONYMOUS
    if is_known or not _asks(policy) or comes_with_its_tail(path, graph):
        return _NONE
    return Objection(Verdict.UNPROVEN, "no source says who operates it")


def operator_verdict(stop: Stop, policy: Policy) -> tuple[Verdict, str]:
    """Whether a level admits who runs a stop; the words say what stands against it."""
    if stop.role is Role.CLIENT or not _asks(policy):
        return Verdict.PROVEN, ""
    if stop.operator is None:
        return Verdict.UNPROVEN, "no source says who operates it"
    against = _against(stop.operator, policy)
    return against.verdict, against.says


def _asks(policy: Policy) -> bool:
    """Whether a level says anything of operators."""
    return bool(policy.parents or policy.homes or policy.operators_denied)


def _against(operator: Operator, policy: Policy) -> Objection:
    if operator.id in policy.operators_denied:
        return Objection(Verdict.VIOLATED, f"operator `{operator.id}` is denied")
    at_home = _against_home(operator, policy)
    return at_home if at_home.verdict is not Verdict.PROVEN else _against_owner(operator, policy)


def _against_home(operator: Operator, policy: Policy) -> Objection:
    name, home = operator.id, operator.home
    if policy.homes is None or home in policy.homes.countries:
        return _NONE
    if not home:
        return Objection(Verdict.UNPROVEN, f"no source says where its operator `{name}` is")
    return Objection(Verdict.VIOLATED, f"its operator `{name}` is at home in {home}")


def _against_owner(operator: Operator, policy: Policy) -> Objection:
    name, country = operator.id, operator.parent_country
    if policy.parents is None or country in policy.parents.countries:
        return _NONE
    if not country:
        return Objection(Verdict.UNPROVEN, f"no source says who owns its operator `{name}`")
    owner = f"owned by {operator.parent} in {country}"
    if operator.kind == _SOVEREIGN:
        says = f"its operator `{name}` is a sovereign offering, and {owner}"
        return Objection(Verdict.UNPROVEN, says, is_contested=True)
    return Objection(Verdict.VIOLATED, f"its operator `{name}` is {owner}")


def _against_host(
    tail: Operator | None, host: Operator | None, hop: Hop, policy: Policy
) -> Objection:
    """What a level has against what an operator runs on; hearsay proves and refutes nothing."""
    name = tail.id if tail else "?"
    if host is None:
        if policy.parents is None:
            return _NONE
        return Objection(Verdict.UNPROVEN, f"no source says what its operator `{name}` runs on")
    is_sovereign = tail is not None and tail.kind == _SOVEREIGN
    is_hearsay = hop.row is None or hop.row.is_hearsay
    runs = f"its operator `{name}` {'is said to run' if is_hearsay else 'runs'} on `{host.id}`"
    if is_sovereign:
        runs = f"its operator `{name}` is a sovereign offering on the technology of `{host.id}`"
    if host.id in policy.operators_denied:
        says = f"{runs}, which is denied"
    elif policy.parents and host.parent_country not in policy.parents.countries:
        says = f"{runs}, owned by {host.parent} in {host.parent_country}"
    else:
        return _NONE
    verdict = Verdict.UNPROVEN if is_hearsay or is_sovereign else Verdict.VIOLATED
    return Objection(verdict, says, is_contested=is_sovereign)
