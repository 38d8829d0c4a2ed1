"""What must hold: constraints on places, operators, retention and money, and the waivers."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from planner.spec.scalars import (
    Amount,
    Day,
    Increase,
    JsonSchema,
    Percent,
    Place,
    RegionPattern,
)
from planner.spec.shape import Shape

Stance = Literal["allow", "deny"]


class Operators(Shape):
    """Who may run what the data passes, and so be compelled to hand it over."""

    parents: tuple[Place, ...] | None = Field(None, examples=[["bloc:EU", "US"]])
    """Homes that an operator's ultimate parent may have."""
    deny: tuple[str, ...] = Field((), examples=[["deepseek"]])
    """Operators that may not be used, wherever they are."""


class Regions(Shape):
    """Patterns over `cloud:region`."""

    allow: tuple[RegionPattern, ...] | None = Field(None, examples=[["aws:eu-*"]])
    """Only these regions may be used."""
    deny: tuple[RegionPattern, ...] = Field((), examples=[["aws:us-*"]])
    """These may not, even where `allow` names them."""


class Budget(Shape):
    """What a month may cost."""

    monthly: Amount = Field(examples=["60000 USD"])
    """The most that a month may cost, as expected."""
    warn_at: Percent = Field("80%", examples=["80%"], validate_default=True)
    """The share of the budget from which on it is mentioned."""
    max_increase: Increase | None = Field(None, examples=["10%", "500 USD"])
    """How much dearer than the tree beside the spec a month may be; `topoplan cost` says it."""


class Waiver(Shape):
    """A finding that somebody answers for, until a day."""

    code: str = Field(pattern=r"^[A-Z]{3,4}[0-9]{3}$", examples=["SOV007"])
    """The finding's code."""
    at: str = Field(min_length=1, examples=["endpoints.chat"])
    """What the finding is about: an endpoint, provider, gateway, pool or store."""
    reason: str = Field(min_length=1, examples=["DPO ticket 4711"])
    """Why it may stand."""
    owner: str = Field(min_length=1, examples=["dpo@example.com"])
    """Who answers for it."""
    expires: Day = Field(examples=["2027-03-31"])
    """The last day on which it holds."""


class Policy(Shape):
    """One clause of constraints. Every clause has to hold: a further one can only narrow.

    A key that is left out says nothing.
    """

    processing: tuple[Place, ...] | None = Field(None, examples=[["bloc:EU"]])
    """Countries where prompts and completions may be processed."""
    at_rest: tuple[Place, ...] | None = Field(None, examples=[["DE", "FR"]])
    """Countries where they, and what derives from them, may be kept."""
    operators: Operators | None = Field(None, examples=[{"parents": ["bloc:EU", "US"]}])
    """Who may run the places they pass."""
    regions: Regions | None = Field(None, examples=[{"allow": ["aws:eu-*"]}])
    """Cloud regions that may be used."""
    regimes: tuple[str, ...] = Field((), examples=[["GDPR"]])
    """Laws and contracts that bind the data."""
    retention_days: int | None = Field(None, ge=0, le=36500, examples=[30])
    """The longest that anybody may keep prompts or completions."""
    training: Stance | None = Field(None, examples=["deny"])
    """Whether a provider may train on them."""
    human_review: Stance | None = Field(None, examples=["deny"])
    """Whether a provider's people may read them."""
    keys: Literal["customer", "provider"] | None = Field(None, examples=["customer"])
    """Who holds the keys that encrypt what is kept."""
    min_targets: int | None = Field(None, ge=1, le=16, examples=[2])
    """The fewest targets that a route must have."""
    on_unproven: Literal["fail", "warn"] | None = Field(None, examples=["fail"])
    """What an unproven constraint on protected data does; where no clause speaks, it fails."""
    budget: Budget | None = Field(None, examples=[{"monthly": "60000 USD"}])
    """What a month may cost."""
    waivers: tuple[Waiver, ...] = ()
    """Findings that somebody answers for."""


class _WrittenAsOne:
    """Annotation: a file writes one clause; that there may be several comes of `extends`."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchema:
        clause: Any = handler(schema)["items"]
        return dict(clause)


Clauses = Annotated[tuple[Policy, ...], _WrittenAsOne()]
