"""A problem of choice, without clouds: what is needed, what could serve it, and what that costs.

Money is of one currency and a month, as a `Range`; what counts is what is expected. `None` is a
price that nobody knows: it is never taken for 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal

from planner.units import Range
from planner.values import value

_SPARE_TARGETS = 2


@value
class Candidate:
    """Something that could answer for a need."""

    id: str
    """Within its need."""
    primary: Range | None
    """Money as the primary target, all requests answered by it."""
    fallback: Range | None
    """Money as a fallback: what it costs to be there."""
    domains: frozenset[str] = frozenset()
    """What may take it down with others: operator, region, model. No two targets of a route share
    one."""
    latency_ms: Decimal | None = None
    """As asked from anywhere; None: nobody knows. A place may say otherwise."""
    unavailability: Decimal | None = None
    """Share of time that it is out, 0..1; None: nobody knows, and it counts as always."""
    pool: str | None = None
    load: Decimal = Decimal(0)
    """Nodes of the pool that it needs at peak, as a fallback too: it has to bear a failover."""
    quota: str | None = None
    tokens_per_minute: Decimal = Decimal(0)
    """Of the quota, at peak, as a fallback too."""
    leads: bool = True
    """Whether it may be the primary target."""
    requires: frozenset[str] = frozenset()
    """Ids of shared things."""
    rank: int = 0
    """Between choices that cost the same, those of lower ranks are taken."""


@value
class Place:
    """Where a need is asked from, such as a gateway's region: one is chosen for each need."""

    id: str
    requires: frozenset[str] = frozenset()
    monthly: Range | None = field(default_factory=lambda: Range.exactly(0))
    """Money that a need costs there, whatever serves it."""
    latency_ms: Mapping[str, Decimal | None] = field(default_factory=dict)
    """Candidate to its latency from here, where that differs from its own."""
    barred: frozenset[str] = frozenset()
    """Candidates that may not be asked from here."""


@value
class Need:
    """What has to be served: a primary target, then fallbacks."""

    id: str
    candidates: tuple[Candidate, ...]
    targets: int = 1
    """At least so many."""
    most_targets: int | None = None
    """None: no more than `targets`, or two more where `unavailability` is bounded."""
    latency_ms: Decimal | None = None
    """Bound on every target; one whose latency nobody knows doesn't keep it."""
    primary_latency_ms: Decimal | None = None
    """A further bound on the primary alone."""
    unavailability: Decimal | None = None
    """Bound on the share of time that all targets are out, which fail independently."""
    places: tuple[Place, ...] = ()
    """Empty: wherever it is asked from is settled, and makes no difference."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """`targets`, `domains`, `latency`, `unavailability` to what a user calls that demand."""

    @property
    def most(self) -> int:
        """How many targets it may have."""
        if self.most_targets is not None:
            return self.most_targets
        return self.targets + (_SPARE_TARGETS if self.unavailability is not None else 0)


@value
class Purchase:
    """A way to buy nodes of a pool."""

    id: str
    monthly: Range
    """Money for a node."""
    most: int | None = None
    """Nodes that can be had like this."""
    paid: int = 0
    """Nodes that are committed to: paid whether anything runs on them or not."""


@value
class Pool:
    """Nodes of one kind, which candidates of several needs may share: their loads add up."""

    id: str
    purchases: tuple[Purchase, ...]
    """Empty: nobody knows what a node costs."""
    spare: int = 0
    """Nodes that may be lost while the rest bears the load."""
    zones: int = 1
    """Nodes are spread evenly over them, and with more than one the rest bears the load of any."""
    max_nodes: int | None = None
    requires: frozenset[str] = frozenset()
    """Ids of shared things."""
    label: str = ""
    """What a user calls the bound on its nodes."""


@value
class Shared:
    """Something paid once, for all that require it: a gateway, a cluster, people's hours."""

    id: str
    monthly: Range | None
    requires: frozenset[str] = frozenset()
    """Ids of other shared things."""


@value
class Quota:
    """Tokens a minute that candidates of several needs share."""

    id: str
    tokens_per_minute: Decimal
    label: str = ""
    """What a user calls it."""


@value
class Problem:
    """Needs, and all that could serve them."""

    needs: tuple[Need, ...]
    pools: tuple[Pool, ...] = ()
    shared: tuple[Shared, ...] = ()
    quotas: tuple[Quota, ...] = ()
    budget: Decimal | None = None
    """Of the whole, a month."""
    budget_label: str = "budget"
