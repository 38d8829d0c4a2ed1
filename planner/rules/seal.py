"""SEAL: levels of the EU Cloud Sovereignty Framework, as far as a topology shows them.

The framework rates an offer by a questionnaire, on eight objectives with levels from 0 (no control
from within the EU) to 4 (complete control), of which the least counts. What follows is an estimate
of it for one stop, with two bounds like any fact: the level that the signals show at the least, and
the one that they leave open at the most.

    SOV-1 strategic     owner and company in the EU 3..4, a sovereign offering of a foreign owner 2,
                        a foreign owner 1 where the place is in the EU, else 0
    SOV-2 legal         the same, and open where it is disputed whether US law reaches it
    SOV-3 data and AI   processed and kept in the EU: 3..4 where customers hold the keys, or nothing
                        is kept, 2 where the operator holds them; outside 0
    SOV-4 operational   people in the EU 2, and 3..4 with a way to leave; people elsewhere 1
    SOV-6 technology    own software and open weights 3..4, open weights at a vendor's 2..4, a
                        proprietary model 1, or 2..3 beside one with open weights
    SOV-7 security      a certificate that covers it 2..4

Where no signal speaks, and always for SOV-5 (supply chain) and SOV-8 (environment), any level is
possible: 0..4.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from planner.catalog import Catalog, Operator, Reach
from planner.diagnostics import Row
from planner.topology import Endpoint, GpuPool, Role, Stop, Target
from planner.values import value


@value
class Estimate:
    """Two bounds of a level, 0..4, and what they rest on."""

    least: int
    most: int
    why: str
    row: Row | None = None

    @property
    def bounds(self) -> str:
        """The level, or from which to which it may be."""
        return str(self.least) if self.least == self.most else f"{self.least} to {self.most}"


@value
class Situation:
    """A stop of an endpoint's path, and what decides how it is rated."""

    endpoint: Endpoint
    stop: Stop
    inside: frozenset[str]
    """Members of the EU."""
    catalog: Catalog
    today: date


def estimate(objective: str, at: Situation) -> Estimate:
    """The level of a stop for an objective such as `SOV-2`."""
    rate = _SIGNALS.get(objective)
    return rate(at) if rate else Estimate(0, 4, "no signal of a topology measures it")


def _strategic(at: Situation) -> Estimate:
    operator = at.stop.operator
    if operator is None:
        return Estimate(0, 4, "no source says who operates it")
    if not operator.parent_country:
        return Estimate(0, 4, f"no source says who owns `{operator.id}`", operator.row)
    if _is_european(operator, at.inside):
        return Estimate(
            3, 4, f"`{operator.id}` is owned in {operator.parent_country}", operator.row
        )
    if operator.parent_country in at.inside:
        return Estimate(2, 3, f"`{operator.id}` is at home in {operator.home}", operator.row)
    if operator.kind == "sovereign" and operator.home in at.inside:
        return Estimate(
            2, 2, f"a company of its own, owned in {operator.parent_country}", operator.row
        )
    least, most = _by_place(at)
    return Estimate(
        least, most, f"`{operator.id}` is owned in {operator.parent_country}", operator.row
    )


def _is_european(operator: Operator, inside: frozenset[str]) -> bool:
    return operator.parent_country in inside and operator.home in inside


def _by_place(at: Situation) -> tuple[int, int]:
    """Levels of a foreign operator: EU law applies formally where the data stays in the EU."""
    reaches = [reach for reach in (at.stop.processing, at.stop.at_rest) if reach]
    least = all(reach.possible <= at.inside for reach in reaches)
    most = all(reach.certain <= at.inside for reach in reaches)
    return int(least), int(most)


def _legal(at: Situation) -> Estimate:
    operator = at.stop.operator
    if operator is None or not _is_european(operator, at.inside) or operator.us_cloud_act == "no":
        return _strategic(at)
    return Estimate(1, 4, f"whether US law reaches `{operator.id}` is open", operator.row)


def _data(at: Situation) -> Estimate:
    stop = at.stop
    reaches = [reach for reach in (stop.processing, stop.at_rest) if reach]
    outside = [reach for reach in reaches if not reach.possible <= at.inside]
    if outside:
        return _leaving(outside, at.inside)
    custody = stop.agreements.keys if stop.agreements else None
    row = reaches[0].row if reaches else None
    if stop.at_rest is None or (custody and custody.custodian != "provider"):
        return Estimate(3, 4, "data stays in the EU, and its keys with the customer", row)
    if custody:
        return Estimate(2, 2, "data stays in the EU, and its keys are the operator's", row)
    return Estimate(2, 4, "data stays in the EU, and nobody says who holds its keys", row)


def _leaving(outside: list[Reach], inside: frozenset[str]) -> Estimate:
    for reach in outside:
        if not reach.certain <= inside:
            return Estimate(0, 0, "data leaves the EU", reach.row)
    return Estimate(0, 4, "data may leave the EU", outside[0].row)


def _operational(at: Situation) -> Estimate:
    agreed = at.stop.agreements
    if agreed is None or agreed.support is None:
        return Estimate(0, 4, "nobody says from where its people work")
    if not agreed.support.countries.countries <= at.inside:
        return Estimate(1, 1, f"its people work in {agreed.support.countries}")
    if agreed.exit_plan or _elsewhere(at):
        return Estimate(3, 4, "its people work in the EU, and there is a way to leave")
    return Estimate(2, 2, "its people work in the EU, and nothing shows a way to leave")


def _elsewhere(at: Situation) -> bool:
    """Whether the endpoint has a target that somebody else operates."""
    operators = {target.site.operator for target in at.endpoint.targets}
    return bool(operators - {at.stop.operator, None})


def _technology(at: Situation) -> Estimate:
    stop = at.stop
    if stop.role in (Role.GATEWAY, Role.POOL):
        return Estimate(3, 4, "own software that anybody may run")
    model = next((t.model.id for t in at.endpoint.targets if t.id == stop.id), None)
    if model is None:
        return Estimate(0, 4, "no signal measures what it is built of")
    if at.catalog.open_model(model):
        return Estimate(2, 4, f"the weights of {model} are open, its service isn't")
    if any(_is_open(target, at.catalog) for target in at.endpoint.targets):
        return Estimate(2, 3, f"{model} is proprietary, and a target with open weights stands by")
    return Estimate(1, 1, f"{model} is proprietary")


def _is_open(target: Target, catalog: Catalog) -> bool:
    return isinstance(target.site, GpuPool) or catalog.open_model(target.model.id) is not None


def _security(at: Situation) -> Estimate:
    certificates = at.stop.agreements.certificates if at.stop.agreements else ()
    for each in certificates:
        if each.expires is None or each.expires >= at.today:
            return Estimate(2, 4, f"{each.name} covers {each.scope}")
    return Estimate(0, 4, "nothing shows a certificate that covers it")


_SIGNALS: Mapping[str, Callable[[Situation], Estimate]] = {
    "SOV-1": _strategic,
    "SOV-2": _legal,
    "SOV-3": _data,
    "SOV-4": _operational,
    "SOV-6": _technology,
    "SOV-7": _security,
}
