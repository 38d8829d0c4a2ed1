"""What must hold: constraints on places, operators, retention and money, and the waivers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from planner.spec.agreements import Evidence
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
Code = Annotated[str, Field(pattern=r"^[A-Z]{3,4}[0-9]{3}$")]
"""The code of a finding."""


class Operators(Shape):
    """Who may run what the data passes, and so be compelled to hand it over."""

    parents: tuple[Place, ...] | None = Field(None, examples=[["bloc:EU", "US"]])
    """Homes that an operator's ultimate parent may have."""
    homes: tuple[Place, ...] | None = Field(None, examples=[["bloc:EU"]])
    """Homes that the operator itself, as the contract names it, may have."""
    approved: tuple[str, ...] | None = Field(None, examples=[["aws", "mistral"]])
    """Only these operators were approved as processors of the data."""
    deny: tuple[str, ...] = Field((), examples=[["deepseek"]])
    """Operators that may not be used, wherever they are."""


class Regions(Shape):
    """Patterns over `cloud:region`."""

    allow: tuple[RegionPattern, ...] | None = Field(None, examples=[["aws:eu-*"]])
    """Only these regions may be used."""
    deny: tuple[RegionPattern, ...] = Field((), examples=[["aws:us-*"]])
    """These may not, even where `allow` names them."""


class Countries(Shape):
    """Countries that must be out of reach, whatever else is allowed."""

    deny: tuple[Place, ...] = Field(min_length=1, examples=[["RU", "KP"]])
    """Nothing may be processed or kept there, and nobody may call from there."""


class ModelOrigins(Shape):
    """Where the makers of a model are at home, wherever it runs."""

    deny: tuple[Place, ...] = Field(min_length=1, examples=[["CN"]])
    """Models of makers from these countries may not be used."""


class Transfer(Shape):
    """On what ground data may go to a country outside the law that protects it."""

    to: tuple[Place, ...] = Field(min_length=1, examples=[["US"]])
    """The countries that it goes to."""
    mechanism: Literal["adequacy", "scc", "bcr", "derogation"] = Field(examples=["scc"])
    """A decision of adequacy, standard clauses, binding corporate rules, or an exception."""
    evidence: Evidence
    """The contract or decision."""
    expires: Day | None = Field(None, examples=["2027-12-31"])
    """The last day on which it holds."""
    assessment: Evidence | None = None
    """The assessment of the transfer."""


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

    code: Code = Field(examples=["SOV007"])
    """The finding's code."""
    at: str = Field(min_length=1, examples=["endpoints.chat"])
    """What the finding is about: an endpoint, provider, gateway, pool or store."""
    reason: str = Field(min_length=1, examples=["DPO ticket 4711"])
    """Why it may stand."""
    owner: str = Field(min_length=1, examples=["dpo@example.com"])
    """Who answers for it."""
    expires: Day = Field(examples=["2027-03-31"])
    """The last day on which it holds."""
    fingerprint: str | None = Field(None, pattern=r"^[0-9a-f]{16}$", examples=["3f2a9c1d5b7e8a04"])
    """The finding it was signed for, as `topoplan check --format json` prints it; a finding on
    other facts has another one."""


Requirement = Literal["dpa", "baa", "register", "assessment", "exit_path", "decision_log"]
Objective = Literal["SOV-1", "SOV-2", "SOV-3", "SOV-4", "SOV-5", "SOV-6", "SOV-7", "SOV-8"]
"""An objective of the EU Cloud Sovereignty Framework."""


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
    key_custody: tuple[Place, ...] | None = Field(None, examples=[["DE"]])
    """Countries where those keys may be."""
    support: tuple[Place, ...] | None = Field(None, examples=[["bloc:EEA"]])
    """Countries from which an operator's people may reach the data."""
    countries: Countries | None = Field(None, examples=[{"deny": ["RU"]}])
    """Countries that must be out of reach."""
    model_origins: ModelOrigins | None = Field(None, examples=[{"deny": ["CN"]}])
    """Whose models may be used."""
    certifications: tuple[str, ...] = Field((), examples=[["C5"]])
    """Certificates that whoever processes or keeps the data must have for it."""
    seal: Mapping[Objective, Annotated[int, Field(ge=0, le=4)]] = Field(
        default_factory=dict, examples=[{"SOV-2": 3}]
    )
    """Levels of the EU Cloud Sovereignty Framework that every hop must reach."""
    requires: tuple[Requirement, ...] = Field((), examples=[["dpa"]])
    """What has to be agreed with whoever holds the data, or be there."""
    fact_age_days: int | None = Field(None, ge=1, le=36500, examples=[90])
    """The oldest that a fact may be on which the proof of a place or an operator rests."""
    advance_notice: bool = Field(default=False, examples=[True])
    """Whether a change of places has to be announced before it happens."""
    log_retention_days: int | None = Field(None, ge=1, le=36500, examples=[183])
    """The shortest time for which logs of the calls are kept."""
    transfers: tuple[Transfer, ...] = ()
    """Grounds on which data may go to other countries."""
    min_targets: int | None = Field(None, ge=1, le=16, examples=[2])
    """The fewest targets that a route must have."""
    on_unproven: Literal["fail", "warn"] | None = Field(None, examples=["fail"])
    """What an unproven constraint on protected data does; where no clause speaks, it fails."""
    budget: Budget | None = Field(None, examples=[{"monthly": "60000 USD"}])
    """What a month may cost."""
    waivers: tuple[Waiver, ...] = ()
    """Findings that somebody answers for."""
    never_waive: tuple[Code, ...] = Field((), examples=[["SOV010"]])
    """Codes of findings that nobody may answer for in a file that extends this one, or in the
    policy of an endpoint."""


class _WrittenAsOne:
    """Annotation: a file writes one clause; that there may be several comes of `extends`."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchema:
        clause: Any = handler(schema)["items"]
        return dict(clause)


Clauses = Annotated[tuple[Policy, ...], _WrittenAsOne()]
