"""What contracts and settings say of whoever holds data: the user's own evidence."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from planner.spec.scalars import Day, Place
from planner.spec.shape import Shape

Evidence = Annotated[str, Field(min_length=1, examples=["contract 4711"])]
"""A contract, a ticket or a document that shows it."""

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


class Certificate(Shape):
    """A certificate, which covers products and regions, never a company as such."""

    name: str = Field(min_length=1, examples=["C5"])
    """The scheme, as `certifications` of a policy spells it."""
    scope: str = Field(min_length=1, examples=["Generative APIs, fr-par"])
    """The product and region that it covers."""
    expires: Day | None = Field(None, examples=["2027-06-30"])
    """The last day on which it holds."""
    evidence: Evidence
    """What shows it."""


class Support(Shape):
    """From where the operator's people may reach the data."""

    countries: tuple[Place, ...] = Field(min_length=1, examples=[["bloc:EEA"]])
    """Countries from which they work."""
    evidence: Evidence
    """What shows it."""


class Custody(Shape):
    """Who holds the keys that encrypt what is kept."""

    custodian: Literal["customer", "provider", "external"] = Field(examples=["customer"])
    """You in the operator's key service, the operator alone, or a key service elsewhere."""
    countries: tuple[Place, ...] = Field((), examples=[["DE"]])
    """Where the keys are; without any, where the data is."""
    evidence: Evidence
    """What shows it."""


class Agreements(Shape):
    """What was agreed with whoever holds data; each entry is evidence, not a wish."""

    dpa: Evidence | None = None
    """A data processing agreement."""
    baa: Evidence | None = None
    """A business associate agreement (HIPAA)."""
    zero_retention: Evidence | None = None
    """Prompts and completions aren't kept for the watch over abuse."""
    retention_days: int | None = Field(None, ge=0, le=36500, examples=[7])
    """How long they are kept, where that was agreed."""
    no_review: Evidence | None = None
    """The operator's people don't read them."""
    no_training: Evidence | None = None
    """They train no model."""
    cache_off: Evidence | None = None
    """The operator's own prompt cache is switched off."""
    region_approval: Evidence | None = None
    """The region, where it has to be asked for, was granted."""
    separate_credentials: Evidence | None = None
    """The credential opens nothing outside the bounds, such as a project of its own."""
    supplementary: Evidence | None = None
    """A measure against foreign access, such as pseudonyms whose key stays with you."""
    confidential_computing: Evidence | None = None
    """Data in use is out of the operator's reach, as an attestation shows."""
    contract: Evidence | None = None
    """The contract's entry in the register of third parties."""
    exit_plan: Evidence | None = None
    """How to leave."""
    assessment: Evidence | None = None
    """An assessment of the transfer or its impact (TIA, DPIA, PIA)."""
    subprocessors_reviewed: Day | None = Field(None, examples=["2026-10-01"])
    """When its list of sub-processors was last gone through."""
    advance_notice: Evidence | None = None
    """A change of the places of processing is announced before it happens."""
    change_of_control: Evidence | None = None
    """The approval of its coming owner."""
    certificates: tuple[Certificate, ...] = ()
    """Certificates that cover it."""
    support: Support | None = Field(
        None, examples=[{"countries": ["bloc:EEA"], "evidence": "contract 4711"}]
    )
    """From where its people reach the data."""
    keys: Custody | None = Field(
        None, examples=[{"custodian": "customer", "evidence": "KMS key policy"}]
    )
    """Who holds the keys."""


class Redaction(Shape):
    """Classes of data that are taken out before anything goes on."""

    removes: tuple[DataClass, ...] = Field(min_length=1, examples=[["pci"]])
    """The classes that are taken out."""
    evidence: Evidence
    """What shows that nothing of them passes, such as a test report."""


EVIDENCE_KEYS = tuple(
    name
    for name, field in Agreements.model_fields.items()
    if Evidence in get_args(field.annotation)
)
"""The agreements that a single piece of evidence shows."""
