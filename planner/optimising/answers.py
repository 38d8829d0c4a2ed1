"""What a problem of choice comes to: an optimum, a conflict, or what is missing."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from planner.units import Range
from planner.values import value

Kind = Literal["targets", "domains", "latency", "unavailability", "quota", "nodes", "budget"]
Minimality = Literal["smallest", "irreducible", "sufficient"]
"""Of a conflict: no other has fewer demands; none of its demands can be left out; or neither was
shown in time."""


@value
class Served:
    """What was chosen for a need."""

    need: str
    targets: tuple[str, ...]
    """Ids of candidates: the primary, then fallbacks, cheapest first."""
    place: str | None
    """None: the need has no places."""
    latency_ms: Decimal | None
    """Of the primary, from the place."""
    monthly: Range
    """Money for targets and place, without what is shared."""


@value
class Bought:
    """Nodes of a pool that are bought in one way."""

    pool: str
    purchase: str
    nodes: int
    monthly: Range
    """Money for all of them."""


@value
class LeftOut:
    """A candidate that nobody can price."""

    need: str
    candidate: str
    why: tuple[str, ...]
    """What has no price."""
    could_matter: bool
    """False: whatever the prices are that nobody knows, an answer without it costs as little."""


@value
class Optimum:
    """The cheapest choice that was found, and how cheap any could be."""

    served: tuple[Served, ...]
    """By need, in the problem's order."""
    bought: tuple[Bought, ...]
    """By pool and purchase, in the problem's order, without those of no nodes."""
    shared: tuple[str, ...]
    """Ids of what is paid once, in the problem's order."""
    monthly: Range
    """Money, reckoned from the choice without any rounding."""
    bound: Decimal
    """No choice costs less than this; proven to a tenth of a cent."""
    proven: bool
    """Whether the gap is within what was asked for; if not, time ran out."""
    left_out: tuple[LeftOut, ...] = ()
    """Candidates that nobody can price: none was chosen."""
    if_free: Decimal | None = None
    """No choice costs less, whatever the prices are that nobody knows; None: all are known."""

    @property
    def gap(self) -> Decimal:
        """The part of the money that a better choice could save at most, 0..1."""
        if not self.monthly.expected:
            return Decimal(0)
        return (self.monthly.expected - self.bound) / self.monthly.expected


@value
class Demand:
    """A constraint that could be given up."""

    kind: Kind
    subject: str
    """Id of the need, quota or pool; empty for the budget."""
    label: str
    """What a user calls it."""


@value
class Infeasible:
    """Nothing keeps all demands."""

    conflict: tuple[Demand, ...]
    """Demands that nothing keeps together, in the problem's order."""
    minimality: Minimality
    unserved: tuple[str, ...] = ()
    """Needs that no candidate could serve, whatever was given up; then there is no conflict."""
    at_least: Decimal | None = None
    """Where the budget is part of the conflict: no choice that keeps the rest costs less."""


@value
class Unpriceable:
    """All demands can be kept, but not by what has a price."""

    missing: tuple[LeftOut, ...]
    """The candidates without a price that would be chosen if such were free."""
    at_least: Decimal | None = None
    """Where only the budget stands against what has prices: no choice of it costs less."""


@value
class Undecided:
    """Time ran out before there was any choice, or a proof that there is none."""

    bound: Decimal
    """No choice costs less than this."""


Answer = Optimum | Infeasible | Unpriceable | Undecided
