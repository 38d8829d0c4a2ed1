"""What a second provider is worth against outages of the first, and what it costs to have one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from planner.capacity import Load
from planner.catalog import Catalog, assumptions
from planner.cost import Bill
from planner.owning.offers import NAME, small
from planner.owning.sides import bill_at
from planner.topology import AS_LISTED, Provider, Target, Terms
from planner.units import MONTH_HOURS, Range
from planner.values import value

OUTAGE_HOURS = Decimal(4)
"""Of the outage that is worked out: about one in five major incidents of OpenAI's API last longer
(arXiv 2501.12469, incidents of 2021-03 to 2024-08)."""


@value
class Insurance:
    """A gateway and a second provider, against the outages of LLM APIs."""

    hours: Decimal
    """Of one outage."""
    struck: Decimal
    """Requests that come in so many hours, as many as in the month's mean."""
    impact: Decimal
    """The share of requests that fail during an incident."""
    out_hours: Range
    """Hours of major incidents in a month: of the best API, of the mean, of the worst."""
    lost: Range
    """Requests of a month that fail with one provider."""
    lost_with_two: Range
    """Requests of a month that fail with two whose outages are independent."""
    premium: Bill
    """What the gateway costs: the second provider is paid for what it answers."""

    @property
    def spared(self) -> Decimal:
        """Requests of a month that no longer fail, as expected."""
        return self.lost.expected - self.lost_with_two.expected

    @property
    def worth(self) -> Decimal | None:
        """What a request has to be worth for it to pay; None where the premium is not known."""
        if self.premium.at_least or not self.spared:
            return None
        return self.premium.monthly.expected / self.spared


def insurance(
    target: Target,
    load: Load,
    catalog: Catalog,
    *,
    cloud: str,
    region: str,
    terms: Terms = AS_LISTED,
) -> Insurance:
    """The insurance of a workload, with its gateway in a region of a cloud.

    Raises:
        UsageError: the catalogue has no such region.
    """
    share, impact = catalog.outage_share().share, assumptions()["outage_impact"].value
    return Insurance(
        hours=OUTAGE_HOURS,
        struck=load.requests / MONTH_HOURS * OUTAGE_HOURS,
        impact=impact,
        out_hours=share * MONTH_HOURS,
        lost=share * (load.requests * impact),
        lost_with_two=_squared(share) * (load.requests * impact),
        premium=_premium(target, load, catalog, cloud, region, terms),
    )


def _premium(
    target: Target, load: Load, catalog: Catalog, cloud: str, region: str, terms: Terms
) -> Bill:
    """The lines that a gateway adds to the bill of an API."""
    provider = {
        "kind": "openai-compatible",
        "host": "llm.invalid",
        "operator": "nobody",
        "country": "DE",
        "evidence": "none",
        "models": {"model": "model"},
    }
    gateway = {"cloud": cloud, "region": region, "serves": "all"}
    parts = {"providers": {"api": provider}, "gateways": {"main": gateway}}
    topology = small(parts, "api/model", catalog)
    (endpoint,) = topology.endpoints
    called = replace(endpoint, targets=(target,))
    site = (target.site,) if isinstance(target.site, Provider) else ()
    built = replace(topology, terms=terms, endpoints=(called,), providers=site)
    bill = bill_at(built, load, load.requests, catalog)
    own = tuple(line for line in bill.lines if not line.id.startswith(f"endpoints.{NAME}/"))
    return replace(bill, lines=own)


def _squared(share: Range) -> Range:
    return Range(share.low**2, share.expected**2, share.high**2)
