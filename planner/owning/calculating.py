"""One workload, in one line, to all that can be said of an API against owning GPUs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from planner.capacity import Deadline, Unfit
from planner.catalog import Assumption, Catalog, Machine, OpenModel, Server, assumptions
from planner.cost import Bill
from planner.errors import UsageError
from planner.owning.asking import (
    Question,
    machines_of,
    model_of,
    precision_of,
    refuse_traffic,
    region_of,
)
from planner.owning.breaking_even import BreakEven, Climb
from planner.owning.cases import Case, climbed, compared, own_side, the_api_side
from planner.owning.insuring import Insurance, insurance
from planner.owning.naming import api_named
from planner.owning.offers import Bought, Keeping, Rented, target_of
from planner.owning.varying import Variation, variations
from planner.topology import AS_LISTED, People, Target, Terms
from planner.units import Range
from planner.values import value

ON_DEMAND, SPOT, BOUGHT = "on demand", "spot", "bought"
_TERMS = ("1y", "3y")
_NEARNESS = ("unknown", "memory", "latency", "nodes")
"""Kinds of what is unfit, by how near to a fit it is."""
_NOTES = (
    "whether the open model answers well enough is not judged here",
    "all nodes always run: none starts for a peak or stops at night",
    "the API's prompt cache is taken to hold what the engine's own would",
    "bought servers: racks, switches and a line to the internet are not priced",
)
POINTS = 60
"""Volumes that are drawn."""
_FAR = 6
"""Times the workload beyond which a flip isn't drawn."""


@value
class Chosen:
    """What nobody said, and what was taken for it."""

    what: str
    taken: str
    why: str


@value
class Way:
    """One way to own, compared with the API."""

    name: str
    case: Case
    found: BreakEven
    climb: Climb


@value
class LeftOut:
    """A way to own that is not compared, and why."""

    name: str
    why: str


@value
class Point:
    """What both sides cost at a volume, as expected."""

    requests: int
    nodes: int
    api: Decimal
    own: Decimal


@value
class Calculation:
    """All that was found out."""

    question: Question
    target: Target
    called_as: Mapping[str, str]
    """The keys that place the API's call."""
    ways: tuple[Way, ...]
    """Nodes on demand first."""
    left_out: tuple[LeftOut, ...]
    variations: tuple[Variation, ...]
    """Of the first way."""
    points: tuple[Point, ...]
    """Of the first way, evenly over volumes up to past the workload and its first flip."""
    insurance: Insurance
    chosen: tuple[Chosen, ...]
    assumed: tuple[Assumption, ...]
    catalog: Catalog

    @property
    def api(self) -> Bill:
        """What the API costs at the workload's volume."""
        return self.ways[0].found.api

    @property
    def notes(self) -> tuple[str, ...]:
        """What all of it rests on, and what somebody should know of the first way's replica."""
        is_patient = self.question.deadline == Deadline()
        waits = ("nobody says how long a request may take: see --ttft and --p95",)
        replica = self.ways[0].found.fleet.estimate
        return (*_NOTES, *(waits if is_patient else ()), *replica.notes)

    @property
    def best(self) -> Way:
        """The cheapest way to own, as expected; of those whose price is known whole, if any is."""
        known = [way for way in self.ways if not way.found.own.at_least]
        return min(known or self.ways, key=lambda way: way.found.own_monthly.expected)


def calculate(question: Question, catalog: Catalog, terms: Terms = AS_LISTED) -> Calculation:
    """Every way to own that a catalogue has prices of, against an API.

    Raises:
        UsageError: something that is asked for has a name that nobody knows, is not sold where it
            should be, or carries no such load.
    """
    refuse_traffic(question.load)
    api = api_named(question.api, catalog)
    target = target_of(api, catalog)
    model = model_of(question, catalog)
    region = region_of(question, target, catalog)
    first = _cheapest(question, model, target, region, catalog, terms)
    found = tuple(_considered(question, first, catalog))
    ways = tuple(one for one in found if isinstance(one, Way))
    return Calculation(
        question=question,
        target=target,
        called_as=api.words,
        ways=ways,
        left_out=tuple(one for one in found if isinstance(one, LeftOut)),
        variations=tuple(variations(first)),
        points=tuple(_points(ways[0])),
        insurance=insurance(
            target, question.load, catalog, cloud=question.cloud, region=region, terms=terms
        ),
        chosen=tuple(_chosen(question, first)),
        assumed=tuple(_assumed(question, buys=any(way.name == BOUGHT for way in ways))),
        catalog=catalog,
    )


def _cheapest(
    question: Question,
    model: OpenModel,
    target: Target,
    region: str,
    catalog: Catalog,
    terms: Terms,
) -> Case:
    """The machine on demand that owning costs least on; of those with a price, if any has one."""
    cases = [
        Case(
            target=target,
            offer=_rented(question, model, region, machine, catalog),
            load=question.load,
            deadline=question.deadline,
            people=question.people,
            catalog=catalog,
            terms=terms,
            measurement=question.measurement,
        )
        for machine in machines_of(question, region, catalog)
    ]
    judged = [(case, compared(case)) for case in cases]
    fitting = [(case, found) for case, found in judged if isinstance(found, BreakEven)]
    if not fitting:
        raise _unfit(question, [found for _, found in judged if isinstance(found, Unfit)])
    return min(
        fitting, key=lambda one: (one[1].own.at_least, one[1].own_monthly.expected, _name(one[0]))
    )[0]


def _name(case: Case) -> str:
    return case.offer.machine or "" if isinstance(case.offer, Rented) else case.offer.server.name


def _unfit(question: Question, why: Sequence[Unfit]) -> UsageError:
    """The reason that comes nearest to a fit."""
    nearest = max(why, key=lambda one: _NEARNESS.index(one.kind))
    return UsageError(
        f"no machine carries {question.model}: {nearest.reason}",
        mend="take other GPUs with --gpu, another --precision, or a smaller model",
    )


def _rented(
    question: Question, model: OpenModel, region: str, machine: Machine, catalog: Catalog
) -> Rented:
    return Rented(
        cloud=question.cloud,
        region=region,
        accelerator=machine.accelerator,
        model=model.name,
        precision=question.precision or precision_of(model, machine.accelerator, catalog),
        machine=machine.name,
    )


def _considered(question: Question, first: Case, catalog: Catalog) -> Iterator[Way | LeftOut]:
    """Nodes on demand, committed to, and on spot, then servers that are bought."""
    yield _way(ON_DEMAND, first)
    offer = first.offer
    if isinstance(offer, Rented):
        for term in _TERMS:
            yield _committed(term, first, offer, catalog)
        yield _spot(question, first, offer, catalog)
    yield _bought(question, first, catalog)


def _way(name: str, case: Case) -> Way | LeftOut:
    found, steps = compared(case), climbed(case)
    if isinstance(found, Unfit):
        return LeftOut(name, found.reason)
    if isinstance(steps, Unfit):
        return LeftOut(name, steps.reason)
    return Way(name, case, found, steps)


def _points(way: Way) -> Iterator[Point]:
    case, own = way.case, own_side(way.case)
    if isinstance(own, Unfit):
        return
    api, most = the_api_side(case), _extent(way)
    for step in range(1, POINTS + 1):
        volume = max(most * step // POINTS, 1)
        nodes = own.fleet(Decimal(volume)).nodes
        bills = api.bill(Decimal(volume)), own.bill(Decimal(volume), nodes)
        yield Point(volume, nodes, *(bill.monthly.expected for bill in bills))


def _extent(way: Way) -> int:
    """A volume that shows the workload, and the first flip if it isn't far away."""
    requests = int(way.case.load.requests)
    flip = way.climb.flips[0].requests if way.climb.flips else 0
    return max(requests * 3 // 2, flip * 4 // 3 if flip < _FAR * requests else 0, POINTS)


def _committed(term: str, first: Case, offer: Rented, catalog: Catalog) -> Way | LeftOut:
    name, word = f"committed {term}", catalog.commitment(offer.cloud, term)
    if word is None:
        return LeftOut(name, f"{offer.cloud} sells no commitment for {term}")
    if catalog.committed(offer.cloud, offer.region, offer.machine or "", term) is None:
        what = f"{word} price of {offer.machine} in {offer.region}"
        return LeftOut(name, f"no {what} in the catalogue")
    return _way(name, replace(first, offer=replace(offer, term=term)))


def _spot(question: Question, first: Case, offer: Rented, catalog: Catalog) -> Way | LeftOut:
    if not question.spot and question.load.kind != "batch":
        why = "nodes are taken back at two minutes' notice: for `--kind batch`, or with --spot"
        return LeftOut(SPOT, why)
    if catalog.hourly(offer.cloud, offer.region, offer.machine or "", "spot") is None:
        return LeftOut(SPOT, f"no spot price of {offer.machine} in {offer.region} is known")
    return _way(SPOT, replace(first, offer=replace(offer, purchase="spot")))


def _bought(question: Question, first: Case, catalog: Catalog) -> Way | LeftOut:
    """The server that is asked for, or the first with the same accelerator."""
    servers = [one for name in catalog.servers if (one := catalog.server(name))]
    accelerator = first.offer.accelerator
    if question.server is not None:
        servers = [one for one in servers if one.name == question.server]
        if not servers:
            known = ", ".join(catalog.servers)
            raise UsageError(f"no server `{question.server}`", mend=f"one of {known}")
    else:
        servers = [one for one in servers if one.accelerator == accelerator]
    if not servers:
        return LeftOut(BOUGHT, f"no server with {accelerator} in the catalogue: see --server")
    offer = Bought(
        server=_as_said(servers[0], question),
        model=first.offer.model,
        keeping=question.keeping,
        precision=first.offer.precision,
    )
    return _way(BOUGHT, replace(first, offer=offer))


def _as_said(server: Server, question: Question) -> Server:
    """A server at the price and power that somebody knows better."""
    price, power = question.server_price, question.server_power_kw
    if price is not None and not price.amount:
        raise UsageError("a server for nothing", mend="say what one costs, such as `270000 USD`")
    if price is not None:
        server = replace(server, price=Range.exactly(price.amount), currency=price.currency)
    return server if power is None else replace(server, power_kw=power)


def _chosen(question: Question, first: Case) -> Iterator[Chosen]:
    """What nobody said."""
    offer = first.offer
    if not isinstance(offer, Rented):
        return
    if question.region is None:
        yield Chosen("--region", offer.region, "where the API is called")
    if question.accelerator is None:
        yield Chosen("--gpu", offer.accelerator, "the cheapest that carries it there")
    if question.machine is None:
        yield Chosen("--machine", offer.machine or "", "the cheapest that carries it there")
    if question.precision is None:
        yield Chosen(
            "--precision", offer.precision, "as it was trained, else 8 bits where the GPU has them"
        )


def _assumed(question: Question, *, buys: bool) -> Iterator[Assumption]:
    """The assumptions that the figures rest on, but for those that somebody replaced."""
    known = assumptions()
    used = {**_of_people(question.people), **(_of_keeping(question.keeping) if buys else {})}
    for name, taken in used.items():
        if taken == known[name].value:
            yield known[name]
    yield from (known[name] for name in ("rule_of_thumb_times", "outage_impact"))


def _of_people(people: People | None) -> dict[str, Decimal]:
    if people is None:
        return {}
    hours = {
        "owning_operations_hours": people.operations_hours,
        "owning_evaluation_hours": people.evaluation_hours,
    }
    said = {name: each.expected for name, each in hours.items() if each is not None}
    return {**said, "people_rate": people.rate.amount}


def _of_keeping(keeping: Keeping) -> dict[str, Decimal]:
    return {
        "bought_months": Decimal(keeping.months),
        "bought_residual": keeping.residual,
        "bought_upkeep": keeping.upkeep,
        "bought_capital": keeping.capital,
        "bought_pue": keeping.pue,
        "bought_power_price": keeping.power_price.amount,
        "bought_hosting": keeping.hosting.amount,
        "bought_hands_hours": keeping.hands_hours,
    }
