"""Which share of requests a route can answer, from what is said of its parts.

Targets that fail together count once. Of domains that fail independently one has to stand, and
before them their gateway:

    A = A_gateway * (1 - product of (1 - A_domain))

Source: AWS, "Availability and Beyond", on hard dependencies and on redundancy,
https://docs.aws.amazon.com/whitepapers/latest/availability-and-beyond-improving-resilience/calculating-availability.html
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from planner.catalog import ApiModel, Availability, Catalog, Region
from planner.diagnostics import Fact, Verdict
from planner.rules.failing_together import failure_domain
from planner.topology import Endpoint, GpuPool, Target
from planner.values import value

_ALWAYS = Decimal(1)
_NEVER = Decimal(0)


@value
class Part:
    """A failure domain or a gateway, with every statement on its availability."""

    name: str
    said: tuple[Availability, ...]

    @property
    def promised(self) -> Decimal:
        """What is promised to everybody; 0 where nothing is."""
        shares = (one.share for one in self.said if one.basis == "promised")
        return max((share for share in shares if share is not None), default=_NEVER)

    @property
    def best(self) -> Decimal:
        """The best that anybody promises or saw; 1 where nobody says."""
        return max((one.share for one in self.said if one.share is not None), default=_ALWAYS)

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(Fact(f"{self.name}: {_words(one)}", one.row) for one in self.said)


@value
class Composed:
    """What a route's parts come to."""

    promised: Decimal
    """Share of requests that is answered if every promise is just kept."""
    best: Decimal
    """The same if each part is as good as the best that anybody says of it."""
    parts: tuple[Part, ...]

    def verdict(self, asked: Decimal) -> Verdict:
        """Whether a share is reached: by promises alone, or not even at best."""
        if self.promised >= asked:
            return Verdict.PROVEN
        return Verdict.VIOLATED if self.best < asked else Verdict.UNPROVEN

    @property
    def silent(self) -> tuple[str, ...]:
        """The parts that nobody says a share of."""
        return tuple(p.name for p in self.parts if all(one.share is None for one in p.said))


def composed(endpoint: Endpoint, catalog: Catalog) -> Composed:
    """The availability of an endpoint's route; without a gateway nothing falls back."""
    usable = endpoint.targets if endpoint.gateway else endpoint.targets[:1]
    domains = tuple(_domains(usable, catalog))
    gateway = gateway_part(endpoint, catalog)
    before = (gateway,) if gateway else ()
    return Composed(
        _route((p.promised for p in before), (p.promised for p in domains)),
        _route((p.best for p in before), (p.best for p in domains)),
        (*before, *domains),
    )


def part_of(target: Target, catalog: Catalog) -> Part:
    """A target alone, with every statement on its availability."""
    return Part(target.site.id, _of(target, catalog))


def gateway_part(endpoint: Endpoint, catalog: Catalog) -> Part | None:
    """The gateway of an endpoint, with every statement on its availability."""
    gateway = endpoint.gateway
    if gateway is None:
        return None
    said = _machines(gateway.region, len(gateway.zones), gateway.min_replicas, catalog)
    return Part(gateway.id, said)


def _route(before: Iterable[Decimal], domains: Iterable[Decimal]) -> Decimal:
    """The formula above; every part that stands before the domains has to answer."""
    down = _ALWAYS
    for share in domains:
        down *= _ALWAYS - share
    up = _ALWAYS - down
    for share in before:
        up *= share
    return up


def _domains(targets: Iterable[Target], catalog: Catalog) -> Iterable[Part]:
    first: dict[tuple[str, ...], Target] = {}
    for target in targets:
        first.setdefault(failure_domain(target), target)
    return (part_of(target, catalog) for target in first.values())


def _of(target: Target, catalog: Catalog) -> tuple[Availability, ...]:
    site, facts = target.site, target.model.facts
    if isinstance(site, GpuPool):
        return _machines(site.region, len(site.zones), site.least_nodes, catalog)
    if site.hardware is not None:
        return ()
    vendor = facts.vendor if isinstance(facts, ApiModel) else ""
    return catalog.availabilities(site.kind, vendor)


def _machines(
    region: Region, zones: int, machines: int, catalog: Catalog
) -> tuple[Availability, ...]:
    """What a cloud says of machines; they are in several zones only if there are several."""
    word = "zones" if min(zones, machines) > 1 else "zone"
    return catalog.availabilities(f"{region.cloud}:{word}")


def _words(one: Availability) -> str:
    if one.share is None:
        return f"nothing is promised ({one.note})"
    how = {"promised": "promised", "contract": "promised by contract", "observed": "observed"}
    return f"{percent(one.share)} {how[one.basis]} ({one.note})"


def percent(share: Decimal) -> str:
    """A share as it is written, such as `99.95 %`; rounded down, lest it seem to reach a need."""
    shown = (share * 100).quantize(Decimal("0.00001"), rounding="ROUND_DOWN")
    return f"{shown.normalize():f} %"
