"""A planfile to its bill: a resource is priced, free, billed by use, or unpriced with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, partial
from typing import Literal

from planner.catalog import Catalog, ExchangeRate, ResourceTypes
from planner.cost.bill import Bill, Line
from planner.cost.comparing import Comparison
from planner.cost.overlay import settled
from planner.cost.planfiles import aws, azure, gcp, scaleway
from planner.cost.planfiles.metering import AsPlanned, ByUse, Meter, Part
from planner.cost.planfiles.tabled import tabled
from planner.planfile import Item, NotKnownError, PlannedTree, Stage, When
from planner.topology import AS_LISTED, Terms
from planner.values import value

Standing = Literal["priced", "free", "usage", "unpriced"]
STANDINGS: tuple[Standing, ...] = ("priced", "free", "usage", "unpriced")

Pricer = Callable[[Item, Meter], Iterator[Part]]

_COMPOSED: Mapping[str, Pricer] = {
    **aws.COMPOSED,
    **azure.COMPOSED,
    **gcp.COMPOSED,
    **scaleway.COMPOSED,
}
_AS_PLANNED = AsPlanned()
_TAGS = ("tags_all", "tags", "effective_labels", "labels", "resource_labels")


@value
class PricedResource:
    """One resource with what it costs; of its four standings it has exactly one.

    `unpriced` if any part of it has no price: the others still count.
    """

    address: str
    type: str
    module: str
    """Address of the module instance; empty for the root."""
    region: str
    """Empty where it can't be told."""
    tags: Mapping[str, str]
    standing: Standing
    why: str
    """Why it has no price, or by what it is billed."""
    lines: tuple[Line, ...]
    by_use: tuple[str, ...]
    """What it is billed by besides, which no plan states."""


@value
class PlanBill:
    """What stands at one stage of a plan, resource by resource in the order of their addresses."""

    resources: tuple[PricedResource, ...]
    exchange: ExchangeRate | None = None
    """The rate at which it was converted from US dollars; None where it is in them."""

    @property
    def bill(self) -> Bill:
        lines = tuple(line for resource in self.resources for line in resource.lines)
        return Bill(lines, self.exchange)

    def at(self, rate: ExchangeRate | None) -> PlanBill:
        """The same, resource by resource, at a rate; in US dollars where there is none."""
        resources = (
            replace(one, lines=Bill(one.lines, self.exchange).at(rate).lines)
            for one in self.resources
        )
        return PlanBill(tuple(resources), rate)

    @property
    def counts(self) -> Mapping[Standing, int]:
        counted = Counter(resource.standing for resource in self.resources)
        return {standing: counted[standing] for standing in STANDINGS}

    @property
    def at_least(self) -> bool:
        """Whether the bill can only be more: something has no price, or is billed by use."""
        return any(one.standing == "unpriced" or one.by_use for one in self.resources)


@value
class PlanCost:
    """A plan as a change: what stands before it, what after it."""

    before: PlanBill
    after: PlanBill
    replaced: tuple[str, ...]
    destroyed: tuple[str, ...]
    """Addresses."""

    @property
    def comparison(self) -> Comparison:
        return Comparison(self.before.bill, self.after.bill)

    def at(self, rate: ExchangeRate | None) -> PlanCost:
        """The same in another currency."""
        return replace(self, before=self.before.at(rate), after=self.after.at(rate))


def price_planfile(
    tree: PlannedTree, catalog: Catalog, terms: Terms = AS_LISTED, expected: AsPlanned = _AS_PLANNED
) -> PlanCost:
    """What the resources of a plan cost a month before and after it, in US dollars.

    At the catalogue's prices, less what `terms` take off; `expected`: what a spec knows besides.
    """
    return PlanCost(
        before=price_stage(tree, "before", catalog, terms, expected),
        after=price_stage(tree, "after", catalog, terms, expected),
        replaced=tuple(r.address for r in tree.resources if r.is_replaced),
        destroyed=tuple(r.address for r in tree.resources if r.actions == ("delete",)),
    )


def price_stage(
    tree: PlannedTree, when: When, catalog: Catalog, terms: Terms, expected: AsPlanned
) -> PlanBill:
    """What stands before a plan, or after it."""
    types = _Types(catalog)
    meters = (Meter(item, catalog, expected) for item in Stage(tree, when).items)
    priced = (_priced(meter.item, meter, types) for meter in meters)
    return PlanBill(tuple(_on_terms(one, terms, catalog, expected) for one in priced))


def _on_terms(
    resource: PricedResource, terms: Terms, catalog: Catalog, expected: AsPlanned
) -> PricedResource:
    """A resource with its lines in US dollars, less discounts; what a spec priced has them off."""
    lines = tuple(
        line if expected.is_settled(line) else next(settled((line,), terms, catalog))
        for line in resource.lines
    )
    return resource if lines == resource.lines else _of_lines(resource, lines)


def _of_lines(resource: PricedResource, lines: tuple[Line, ...]) -> PricedResource:
    """The same resource at other prices; one may have none any more."""
    missing = [line.note for line in lines if line.status == "unpriced"]
    if not missing or resource.standing == "unpriced":
        return replace(resource, lines=lines)
    why = "; ".join(dict.fromkeys(missing))
    return replace(resource, lines=lines, standing="unpriced", why=why)


class _Types:
    """How a type is billed, looked up once for all its resources."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._clouds: dict[str, ResourceTypes] = {}
        self._free: dict[str, bool] = {}

    @cached_property
    def _pricers(self) -> dict[str, Pricer | None]:
        return dict(_COMPOSED)

    def of(self, cloud: str) -> ResourceTypes:
        if cloud not in self._clouds:
            self._clouds[cloud] = self._catalog.resource_types(cloud)
        return self._clouds[cloud]

    def pricer(self, item: Item) -> Pricer | None:
        """The function or the table that prices a type; None where there is neither."""
        if item.type not in self._pricers:
            billed = self.of(item.cloud).billed(item.type)
            self._pricers[item.type] = None if billed is None else partial(tabled, billed)
        return self._pricers[item.type]

    def is_free(self, item: Item) -> bool:
        if item.type not in self._free:
            self._free[item.type] = self.of(item.cloud).is_free(item.type)
        return self._free[item.type]


def _priced(item: Item, meter: Meter, types: _Types) -> PricedResource:
    pricer, known = types.pricer(item), types.of(item.cloud)
    if pricer is not None:
        return _of_parts(item, _parts(item, meter, pricer))
    if use := known.by_use(item.type):
        return _of_parts(item, (ByUse(use),))
    why = known.elsewhere(item.type)
    if not why and types.is_free(item):
        return _of_parts(item, ())
    why = why or "how its type is billed is not in the catalogue"
    return _of_parts(item, (meter.unknown("resource", "month", why),))


def _parts(item: Item, meter: Meter, pricer: Pricer) -> tuple[Part, ...]:
    """Every part that can be priced, and what stands in the way of the rest."""
    parts: list[Part] = []
    try:
        # one by one: what was priced before a value is missing stays
        for part in pricer(item, meter):
            parts.append(part)  # noqa: PERF402 - as above
    except NotKnownError as missing:
        parts.append(meter.unknown("rest", "month", str(missing)))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        # values of a plan have the shape of a provider's schema, which is not ours to know
        why = f"its values are not what {item.type} is known to have"
        parts.append(meter.unknown("rest", "month", why))
    return tuple(parts)


def _of_parts(item: Item, parts: tuple[Part, ...]) -> PricedResource:
    lines = tuple(_apart(part for part in parts if isinstance(part, Line)))
    by_use = tuple(part.what for part in parts if isinstance(part, ByUse))
    missing = [line.note for line in lines if line.status == "unpriced"]
    standing: Standing = "usage" if by_use else "free"
    if lines:
        standing = "unpriced" if missing else "priced"
    return PricedResource(
        address=item.node,
        type=item.type,
        module=item.planned.module,
        region=item.region or "",
        tags=_tags(item),
        standing=standing,
        why="; ".join(dict.fromkeys(missing)) or ("" if lines else ", ".join(by_use)),
        lines=lines,
        by_use=by_use,
    )


def _apart(lines: Iterator[Line]) -> Iterator[Line]:
    """Lines of one resource, none by the name of another."""
    seen: Counter[str] = Counter()
    for line in lines:
        seen[line.item] += 1
        if seen[line.item] == 1:
            yield line
        else:
            item = f"{line.item}-{seen[line.item]}"
            yield replace(line, id=f"{line.node}/{item}", item=item)


def _tags(item: Item) -> Mapping[str, str]:
    named = (item.values.get(name) for name in _TAGS)
    stated = next((tags for tags in named if isinstance(tags, Mapping) and tags), {})
    return {str(key): str(text) for key, text in stated.items()}
