"""What is known of one side of a change, whatever it was read from; None is what nobody can tell.

A spec tells most, a tree what its documents hold, a Terraform plan its resources and its bill.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from planner.catalog import Catalog
from planner.cost import Bill
from planner.planfile import PlannedTree
from planner.values import value

Levels = Mapping[tuple[str, str], "Demand"]
"""Endpoint and key of a policy to what is in force there."""


@value
class Places:
    """Countries where a stop has data for certain, and where it may have some."""

    certain: frozenset[str]
    possible: frozenset[str]


@value
class Reached:
    """A stop that data of an endpoint reaches, by the shortest way."""

    path: tuple[str, ...]
    """Node, edge, node, …; the endpoint first."""
    title: str
    processing: Places | None
    """None: it processes nothing."""
    at_rest: Places | None
    """None: it keeps nothing."""

    @property
    def stop(self) -> str:
        """Its id in the graph."""
        return self.path[-1]

    @property
    def countries(self) -> frozenset[str]:
        """Wherever it may have data."""
        known = (self.processing, self.at_rest)
        return frozenset[str]().union(*(one.possible for one in known if one))


@value
class Endpoint:
    """A call site, and all that its data reaches."""

    name: str
    verdict: str
    data: frozenset[str]
    route: tuple[str, ...] | None
    """Its targets in their order; None where only the hops are known."""
    reaches: Mapping[str, Reached]
    """By stop."""

    @property
    def countries(self) -> frozenset[str]:
        """Wherever its data may be."""
        return frozenset[str]().union(*(one.countries for one in self.reaches.values()))


@value
class Finding:
    """A finding, as it is told apart from others."""

    fingerprint: str
    code: str
    severity: str
    message: str
    place: str
    """File, line and column; where it stands is no part of what it is."""
    endpoint: str
    """Empty where it is of none."""
    waived: str
    """Who answers for it, why and until when; empty where nobody does."""


@value
class Waiver:
    """A signature under findings."""

    code: str
    subject: str
    endpoint: str
    fingerprint: str
    reason: str
    owner: str
    expires: date

    @property
    def key(self) -> tuple[str, ...]:
        """What it covers."""
        return self.code, self.subject, self.endpoint, self.fingerprint


@value
class Demand:
    """What is in force under one key of a policy."""

    value: frozenset[str] | int | str
    words: str
    """In the spec's own tokens, such as `bloc:EU`."""


@value
class Forced:
    """What Terraform has to replace of a kind of module."""

    replacing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Argument to the resource types that it replaces where that changes."""
    serving: frozenset[str] = frozenset()
    """Types that answer requests: while one is replaced, nothing does."""
    handing_on: frozenset[str] = frozenset()
    """Arguments whose change makes another of what modules take of it that can't change it."""


@value
class Module:
    """A module of a tree with its arguments."""

    address: str
    kind: str
    region: str
    arguments: Mapping[str, str]
    """As HCL."""
    forced: Forced = field(default_factory=Forced)


@value
class Right:
    """What somebody may do, and on what."""

    who: str
    may: str
    where: str = ""
    """The region, of a right that is given for each region."""


@value
class Built:
    """What a spec is rendered to."""

    modules: Mapping[str, Module]
    files: Mapping[str, str]
    """Path to the hex digest of its text."""
    digest: str
    """What `apply --expect` demands."""


@value
class Facts:
    """The set of facts that a side rests on."""

    id: str
    sha256: str
    catalog: Catalog | None = field(default=None, repr=False)
    """None where the set isn't on this machine."""


@value
class Snapshot:
    """One side of a change."""

    name: str
    """As the user called it."""
    facts: Facts | None
    endpoints: Mapping[str, Endpoint] | None
    bill: Bill | None
    findings: tuple[Finding, ...] | None
    policy: Levels | None = None
    waivers: tuple[Waiver, ...] | None = None
    budget: str | None = None
    """None: there is none, or nobody can tell; see `policy`."""
    secrets: frozenset[str] | None = None
    rights: frozenset[Right] | None = None
    built: Built | None = None
    planned: PlannedTree | None = field(default=None, repr=False)
    edited: tuple[str, ...] = ()
    """Files of a tree that aren't what its lock says."""
