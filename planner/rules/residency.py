"""The findings that the residency rules make of what leaves the allowed countries.

Of a path that leaves them one rule speaks, the one that knows best why: see `Cause`.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from planner.catalog import Catalog, Reach
from planner.diagnostics import Diagnostic, Fact, Fix, Label, Proof, Severity, Step, Verdict
from planner.rules.levels import processing_levels, storage_levels, weigh, within
from planner.rules.rule import Case
from planner.topology import Allowance, Endpoint, Path, Role
from planner.values import value

MANY = 12
"""More countries than this are counted, not listed."""


class Cause(Enum):
    """What brought the data where it must not be; each residency rule speaks of one."""

    FALLBACK = auto()
    GLOBAL_PROFILE = auto()
    GEO_PROFILE = auto()
    PROCESSING = auto()
    SINK = auto()
    STATE = auto()
    STORAGE = auto()


def processing_cause(path: Path) -> Cause:
    """Why a path processes data where it does."""
    if path.over_fallback:
        return Cause.FALLBACK
    if path.stop.profile == "global":
        return Cause.GLOBAL_PROFILE
    return Cause.GEO_PROFILE if path.stop.profile else Cause.PROCESSING


def storage_cause(path: Path) -> Cause:
    """Why a path keeps data where it does."""
    if path.stop.role in (Role.LOG, Role.TRACE):
        return Cause.SINK
    return Cause.STATE if path.stop.role is Role.STATE else Cause.STORAGE


def processing_findings(case: Case, code: str, cause: Cause) -> Iterator[Diagnostic]:
    """Findings on where prompts are processed, for the paths that `cause` explains."""
    for endpoint, path in case.leaving:
        reach, levels = path.stop.processing, processing_levels(endpoint)
        if reach and levels and processing_cause(path) is cause:
            judged = _Judged(endpoint, path, reach, levels, "processed", case.catalog)
            yield from judged.findings(code)


def storage_findings(case: Case, code: str, cause: Cause) -> Iterator[Diagnostic]:
    """Findings on where data rests, for the paths that `cause` explains."""
    for endpoint, path in case.leaving:
        reach, levels = path.stop.at_rest, storage_levels(endpoint)
        if reach and levels and storage_cause(path) is cause:
            judged = _Judged(endpoint, path, reach, levels, "kept", case.catalog)
            yield from judged.findings(code)


def severity(endpoint: Endpoint, verdict: Verdict) -> Severity:
    """A violation is an error; unproven is one too unless every level that speaks only warns."""
    stances = {policy.on_unproven for policy in endpoint.policies} - {None}
    warns = verdict is Verdict.UNPROVEN and stances == {"warn"}
    return Severity.WARNING if warns else Severity.ERROR


@value
class _Judged:
    """A reach on an endpoint's path, and the levels it is held against."""

    endpoint: Endpoint
    path: Path
    reach: Reach
    levels: tuple[Allowance, ...]
    what: str
    """`processed` or `kept`."""
    catalog: Catalog

    def findings(self, code: str) -> Iterator[Diagnostic]:
        """The finding, unless it is proven that the reach stays inside."""
        verdict, outside = weigh(self.reach, within(self.levels))
        if verdict is Verdict.PROVEN:
            return
        broken = self._broken(outside)
        yield Diagnostic(
            code=code,
            severity=severity(self.endpoint, verdict),
            verdict=verdict,
            message=f"data of `{self.endpoint.name}` {self._where(verdict, outside)}, outside "
            f"{_listed(broken)}: {self.path.stop.title}",
            at=self.path.at,
            also=tuple(Label(level.at, "the constraint") for level in broken),
            because=self._because(broken),
            fixes=tuple(self._fixes(outside)),
            endpoint=self.endpoint.name,
            path=self.path.names(),
            offending=tuple(sorted(outside)),
            facts=(self.reach.row,),
        )

    def _broken(self, outside: frozenset[str]) -> tuple[Allowance, ...]:
        """The levels that don't allow what lies outside, each wording once."""
        broken = {str(level): level for level in self.levels if outside - level.countries}
        return tuple(broken.values())

    def _where(self, verdict: Verdict, outside: frozenset[str]) -> str:
        world = self.catalog.countries.keys()
        if verdict is Verdict.VIOLATED:
            where = "in any country" if self.reach.certain >= world else ""
            return f"is {self.what} {where or 'in ' + named(outside, self.catalog)}"
        if not self.reach.certain and self.reach.possible >= world:
            return f"may be {self.what} anywhere, as no source says where"
        return f"may be {self.what} in {named(outside, self.catalog)}"

    def _because(self, broken: tuple[Allowance, ...]) -> Proof:
        allowed = [Fact(f"allowed: {level}", level.at) for level in broken]
        return Step(
            f"{self.path.stop.title} can reach beyond {_listed(broken)}",
            f"and data may be {self.what} only where every level of the policy allows",
            (*allowed, Fact(self._bounds(), self.reach.row)),
        )

    def _bounds(self) -> str:
        certain, possible = self.reach.certain, self.reach.possible
        bounds = f"it reaches {named(possible, self.catalog)}"
        if certain != possible:
            bounds += f", of which sources agree on {named(certain, self.catalog)}"
        return f"{bounds} ({self.reach.note})" if self.reach.note else bounds

    def _fixes(self, outside: frozenset[str]) -> Iterator[Fix]:
        if self.path.over_fallback:
            yield Fix("take another fallback, or none")
        if self.path.stop.profile:
            yield Fix("call a model that is served in its own region, or a narrower profile")
        if len(outside) <= MANY:
            yield Fix(f"if counsel agrees, allow {named(outside, self.catalog)} too")


def _listed(levels: tuple[Allowance, ...]) -> str:
    return " and ".join(f"`{level}`" for level in levels)


def named(countries: frozenset[str], catalog: Catalog) -> str:
    """Country codes for people: `US (United States)`, or how many there are."""
    if not countries:
        return "no country"
    if countries >= catalog.countries.keys():
        return "every country"
    if len(countries) > MANY:
        shown = ", ".join(sorted(countries & _USUAL) or sorted(countries)[:3])
        return f"{len(countries)} countries, {shown} among them"
    return ", ".join(
        f"{code} ({catalog.countries.get(code, 'unknown')})" for code in sorted(countries)
    )


_USUAL = frozenset({"US", "CN", "IN"})
"""Named first where a list would be too long, because they are what readers ask about."""
