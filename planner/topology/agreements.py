"""What was agreed with whoever holds data, as values: the user's own evidence."""

from __future__ import annotations

from datetime import date
from typing import Literal

from planner.diagnostics import Span
from planner.spec import Agreements as AgreementWords
from planner.spec import DataClass
from planner.spec import Redaction as RedactionWords
from planner.topology.lookup import Lookup, Route
from planner.topology.policy import Allowance
from planner.values import value


@value
class Certificate:
    """A certificate, which covers products and regions, never a company as such."""

    name: str
    scope: str
    expires: date | None
    evidence: str


@value
class Support:
    """From where an operator's people reach the data."""

    countries: Allowance
    evidence: str


@value
class Custody:
    """Who holds the keys that encrypt what is kept."""

    custodian: Literal["customer", "provider", "external"]
    countries: Allowance | None
    """None: where the data is."""
    evidence: str


@value
class Agreements:
    """What was agreed; None and nothing where the spec says nothing. Texts are evidence."""

    at: Span
    dpa: str | None = None
    baa: str | None = None
    zero_retention: str | None = None
    retention_days: int | None = None
    no_review: str | None = None
    no_training: str | None = None
    cache_off: str | None = None
    region_approval: str | None = None
    separate_credentials: str | None = None
    supplementary: str | None = None
    confidential_computing: str | None = None
    contract: str | None = None
    exit_plan: str | None = None
    assessment: str | None = None
    subprocessors_reviewed: date | None = None
    advance_notice: str | None = None
    change_of_control: str | None = None
    certificates: tuple[Certificate, ...] = ()
    support: Support | None = None
    keys: Custody | None = None


@value
class Redaction:
    """Classes of data that are taken out before anything goes on."""

    removes: frozenset[DataClass]
    evidence: str
    at: Span


_PLAIN = (
    "dpa",
    "baa",
    "zero_retention",
    "retention_days",
    "no_review",
    "no_training",
    "cache_off",
    "region_approval",
    "separate_credentials",
    "supplementary",
    "confidential_computing",
    "contract",
    "exit_plan",
    "assessment",
    "subprocessors_reviewed",
    "advance_notice",
    "change_of_control",
)


def agreements(words: AgreementWords, route: Route, lookup: Lookup) -> Agreements:
    """What stands below `agreements` of the node at `route`; unknown places are problems."""
    below = (*route, "agreements")
    if not words.model_fields_set:
        return Agreements(lookup.spec.key_span(*route))
    return Agreements(
        at=lookup.spec.key_span(*below),
        certificates=tuple(
            Certificate(each.name, each.scope, each.expires, each.evidence)
            for each in words.certificates
        ),
        support=_support(words, below, lookup),
        keys=_custody(words, below, lookup),
        **{name: getattr(words, name) for name in _PLAIN},
    )


def _support(words: AgreementWords, below: Route, lookup: Lookup) -> Support | None:
    if words.support is None:
        return None
    places = lookup.countries(words.support.countries, *below, "support", "countries")
    return Support(places, words.support.evidence)


def _custody(words: AgreementWords, below: Route, lookup: Lookup) -> Custody | None:
    keys = words.keys
    if keys is None:
        return None
    route = (*below, "keys", "countries")
    countries = lookup.countries(keys.countries, *route) if keys.countries else None
    return Custody(keys.custodian, countries, keys.evidence)


def redaction(words: RedactionWords | None, route: Route, lookup: Lookup) -> Redaction | None:
    """What is taken out at the node at `route`; None where nothing is."""
    if words is None:
        return None
    at = lookup.spec.key_span(*route, "redaction")
    return Redaction(frozenset(words.removes), words.evidence, at)
