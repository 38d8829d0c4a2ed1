"""What a change changes: the differences of two snapshots, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from planner.catalog import SetComparison
from planner.changes.snapshot import Endpoint, Finding, Reached, Right, Snapshot, Waiver
from planner.cost import Comparison
from planner.values import value

Direction = Literal["wider", "narrower", "other"]
Basis = Literal["planfile", "arguments", "unknown"]
Became = Literal["added", "changed", "removed"]


class Risk(StrEnum):
    """What an apply does to a resource, mildest first."""

    SAFE = "safe"
    """It is new: nothing that stands is touched."""
    IN_PLACE = "in place"
    REPLACE = "replace"
    DELETE = "delete"
    OUTAGE = "outage"
    """It answers requests, and is replaced: a GPU pool, a cluster, a gateway."""

    @property
    def weight(self) -> int:
        """Greater is worse."""
        return tuple(Risk).index(self)


@value
class EndpointChange:
    """What became of an endpoint; None on the side that lacks it."""

    name: str
    before: Endpoint | None
    after: Endpoint | None
    reached: tuple[Reached, ...]
    """Stops that its data reaches anew."""
    left: tuple[Reached, ...]
    """Stops that it reaches no more."""
    moved: tuple[tuple[Reached, Reached], ...]
    """Stops that have it in other countries than they had."""
    rerouted: tuple[tuple[Reached, Reached], ...]
    """Stops of the same countries that it gets to by another way."""

    @property
    def new_countries(self) -> frozenset[str]:
        """Countries in which its data may be, and could not before."""
        before = self.before.countries if self.before else frozenset[str]()
        return self.after.countries - before if self.after else frozenset()

    @property
    def became(self) -> Became:
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


@value
class FindingChanges:
    """Findings by their fingerprints."""

    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    signed: tuple[Finding, ...]
    """Those that stood, and that somebody answers for now."""
    unsigned: tuple[Finding, ...]
    """Those that nobody answers for any longer."""

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.gone or self.signed or self.unsigned)


@value
class DemandChange:
    """A key of the policy whose value in force is another."""

    key: str
    endpoints: tuple[str, ...]
    """Those for which it changed alike; none: the whole topology."""
    before: str
    """Empty: nothing was demanded."""
    after: str
    """Empty: nothing is demanded any longer."""
    direction: Direction


@value
class WaiverChange:
    """A signature that is new, gone or worded otherwise; None on the side that lacks it."""

    before: Waiver | None
    after: Waiver | None

    @property
    def is_longer(self) -> bool:
        """Whether it holds longer than it did."""
        return bool(self.before and self.after and self.after.expires > self.before.expires)


@value
class Replacement:
    """What an apply does to a resource or a module, and why."""

    address: str
    risk: Risk
    kind: str
    because: tuple[str, ...]
    """The arguments or attributes that change."""
    replaces: tuple[str, ...] = ()
    """The types of what is replaced in it."""


@value
class FileChange:
    """A generated file that differs."""

    path: str
    became: Became
    sha256: str
    """Of the later text, or of the one that is gone."""


@value
class FactsChange:
    """The two sides rest on different facts."""

    before: str
    after: str
    compared: SetComparison | None
    """None where the earlier set isn't on this machine."""


@value
class Review:
    """Two snapshots, and what differs."""

    before: Snapshot
    after: Snapshot
    endpoints: tuple[EndpointChange, ...]
    bill: Comparison | None
    """None where a side has no bill."""
    findings: FindingChanges
    policy: tuple[DemandChange, ...]
    waivers: tuple[WaiverChange, ...]
    facts: FactsChange | None
    secrets_added: tuple[str, ...]
    secrets_removed: tuple[str, ...]
    rights_added: tuple[Right, ...]
    rights_removed: tuple[Right, ...]
    replacements: tuple[Replacement, ...]
    """Worst first."""
    basis: Basis
    """What `replacements` are read from."""
    files: tuple[FileChange, ...]
    unknown: tuple[str, ...]
    """What could not be compared, in words."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        parts = (
            self.endpoints,
            self.bill.changes if self.bill else (),
            self.policy,
            self.waivers,
            self.secrets_added,
            self.secrets_removed,
            self.rights_added,
            self.rights_removed,
            self.replacements,
            self.files,
        )
        return not any(parts) and self.findings.is_empty and self.facts is None

    @property
    def risks(self) -> Mapping[Risk, int]:
        """How many replacements there are of each risk, worst first."""
        counted = {risk: sum(one.risk is risk for one in self.replacements) for risk in Risk}
        return {risk: number for risk, number in reversed(counted.items()) if number}
