"""What the spec demands: one `Policy` for each level that states one.

Levels are never merged: a topology's policy, the policies it extends and an endpoint's own all have
to hold, so a child can only narrow, and a finding names the very level that is broken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import Literal

from planner.catalog import ExchangeRate
from planner.diagnostics import Span
from planner.units import Money
from planner.values import value

DataClass = Literal[
    "public",
    "internal",
    "confidential",
    "personal",
    "special_category",
    "phi",
    "pci",
    "export_controlled",
]

UNPROTECTED: frozenset[str] = frozenset({"public"})
"""Data classes that no residency constraint binds."""


@value
class Allowance:
    """A set of countries that a policy level allows, as written and as resolved."""

    countries: frozenset[str]
    """ISO 3166 alpha-2."""
    written: tuple[str, ...]
    """The spec's own tokens, such as `bloc:EU`."""
    at: Span

    def __str__(self) -> str:
        return ", ".join(self.written) or "no country"


@value
class Regions:
    """Patterns over `cloud:region`; `allow` is None where any region may be used."""

    allow: tuple[str, ...] | None
    deny: tuple[str, ...]
    at: Span

    def refuses(self, cloud: str, region: str) -> str | None:
        """The pattern (or the missing permission) that refuses a region, or None."""
        name = f"{cloud}:{region}"
        for pattern in self.deny:
            if fnmatchcase(name, pattern):
                return f"denied by `{pattern}`"
        if self.allow is None or any(fnmatchcase(name, pattern) for pattern in self.allow):
            return None
        return "allowed are only " + ", ".join(f"`{pattern}`" for pattern in self.allow)


@value
class Policy:
    """One level of constraints; None means that the level says nothing about it."""

    at: Span
    processing: Allowance | None = None
    at_rest: Allowance | None = None
    parents: Allowance | None = None
    """Countries whose law may reach the operator through its ultimate parent."""
    operators_denied: tuple[str, ...] = ()
    regions: Regions | None = None
    min_targets: int | None = None
    on_unproven: Literal["fail", "warn"] | None = None
    """What unproven does; where no level says, it fails."""
    unchecked: tuple[str, ...] = ()
    """Keys that are read but have no rule yet; `check` says so instead of passing them silently."""


@value
class Budget:
    """A monthly ceiling for the whole topology."""

    monthly: Money
    """As it is written."""
    limit_usd: Decimal
    """The same in US dollars, to the cent: what AWS watches, and gateways brake at."""
    warn_at_percent: int
    at: Span
    max_increases: tuple[Money | Decimal, ...] = ()
    """How much dearer than the last bill a month may be, of all levels; each has to hold."""
    rates: Mapping[str, ExchangeRate] = field(default_factory=dict)
    """Of the currencies of its limits, but for the dollar."""


@value
class Waiver:
    """A finding that somebody answers for, until a day."""

    code: str
    subject: str
    """The route of the spec it covers, such as `endpoints.chat`."""
    reason: str
    owner: str
    expires: date
    at: Span
