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

from planner.catalog import ExchangeRate, Regime
from planner.diagnostics import Span
from planner.spec import Requirement
from planner.units import Money
from planner.values import value

Stance = Literal["allow", "deny"]

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
    regime: str = ""
    """The regime that allows them; empty where the level's author does."""
    grounds: frozenset[str] = frozenset()
    """Mechanisms of a transfer that open further countries; empty where nothing does."""

    def __str__(self) -> str:
        places = ", ".join(self.written) or "no country"
        return f"{self.regime} ({places})" if self.regime else places


@value
class Regions:
    """Patterns over `cloud:region`; `allow` is None where any region may be used."""

    allow: tuple[str, ...] | None
    deny: tuple[str, ...]
    at: Span

    def denies(self, cloud: str, region: str) -> str | None:
        """The pattern that denies a region, or None."""
        name = f"{cloud}:{region}"
        return next((pattern for pattern in self.deny if fnmatchcase(name, pattern)), None)

    def refuses(self, cloud: str, region: str) -> str | None:
        """The pattern (or the missing permission) that refuses a region, or None."""
        denial, name = self.denies(cloud, region), f"{cloud}:{region}"
        if denial is not None:
            return f"denied by `{denial}`"
        if self.allow is None or any(fnmatchcase(name, pattern) for pattern in self.allow):
            return None
        return "allowed are only " + ", ".join(f"`{pattern}`" for pattern in self.allow)


@value
class Transfer:
    """On what ground data may go to countries outside the law that protects it."""

    to: Allowance
    mechanism: Literal["adequacy", "scc", "bcr", "derogation"]
    evidence: str
    expires: date | None
    assessment: str | None
    at: Span


@value
class Policy:
    """One level of constraints; None means that the level says nothing about it."""

    at: Span
    endpoint: str | None = None
    """None: it holds for every endpoint."""
    spans: Mapping[str, Span] = field(default_factory=dict)
    """Where each of its keys stands, such as `operators.parents`."""
    processing: Allowance | None = None
    at_rest: Allowance | None = None
    parents: Allowance | None = None
    """Countries whose law may reach the operator through its ultimate parent."""
    homes: Allowance | None = None
    """Countries where the operator itself, as the contract names it, may be at home."""
    operators_approved: tuple[str, ...] | None = None
    operators_denied: tuple[str, ...] = ()
    regions: Regions | None = None
    min_targets: int | None = None
    on_unproven: Literal["fail", "warn"] | None = None
    """What unproven does; where no level says, it fails."""
    countries_denied: Allowance | None = None
    """Countries that must be out of reach, whatever is allowed."""
    origins_denied: Allowance | None = None
    """Homes that the maker of a model may not have."""
    retention_days: int | None = None
    """The longest that anybody may keep prompts or completions."""
    log_retention_days: int | None = None
    """The shortest time for which logs of the calls are kept."""
    training: Stance | None = None
    human_review: Stance | None = None
    keys: Literal["customer", "provider"] | None = None
    key_custody: Allowance | None = None
    """Countries where the keys of what is kept may be."""
    support: Allowance | None = None
    """Countries from which an operator's people may reach the data."""
    certifications: tuple[str, ...] = ()
    seal: Mapping[str, int] = field(default_factory=dict)
    """Least level by objective of the EU Cloud Sovereignty Framework, such as `SOV-2`."""
    requires: tuple[Requirement, ...] = ()
    fact_age_days: int | None = None
    """The oldest that a fact of a proof may be."""
    advance_notice: bool = False
    transfers: tuple[Transfer, ...] = ()
    """Grounds for transfers; those of all levels count."""
    regimes: tuple[str, ...] = ()
    """Laws and contracts that the level names; each is a level of its own before it."""
    regime: Regime | None = None
    """What the level is the demands of; None where the author wrote them."""
    never_waive: tuple[str, ...] = ()
    """Codes of findings that no level inside this one may sign for."""
    unchecked: tuple[str, ...] = ()
    """Keys that are read but have no rule yet; `check` says so instead of passing them silently."""

    def span(self, key: str) -> Span:
        """Where a key stands; of one that isn't written, the whole level."""
        return self.spans.get(key, self.at)

    def binds(self, data: frozenset[str]) -> bool:
        """Whether the level speaks of data of such classes; only a regime may leave some out."""
        return self.regime is None or not self.regime.data or bool(self.regime.data & data)

    @property
    def title(self) -> str:
        """How a message names the level."""
        return self.regime.name if self.regime else "the policy"


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
    fingerprint: str | None = None
    """The finding it was signed for; None: whatever finding has its code and subject."""
    endpoint: str | None = None
    """The endpoint whose policy it stands in; None: it stands in one of all endpoints."""
