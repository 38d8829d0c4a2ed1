"""The findings that the residency rules make of what leaves the allowed countries.

Of a path that leaves them one rule speaks, the one that knows best why: see `causes`.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Catalog, Reach
from planner.diagnostics import Diagnostic, Fact, Fix, Label, Proof, Severity, Step, Verdict
from planner.rules.causes import CALLED_BESIDE, Cause, processing_cause, storage_cause
from planner.rules.levels import fixed, processing_levels, storage_levels, weigh, within
from planner.rules.rule import Case
from planner.topology import Allowance, Endpoint, Path
from planner.values import value

MANY = 12
"""More countries than this are counted, not listed."""


def processing_findings(case: Case, code: str, cause: Cause) -> Iterator[Diagnostic]:
    """Findings on where prompts are processed, for the paths that `cause` explains."""
    for endpoint, path in case.leaving:
        reach, levels = path.stop.processing, fixed(processing_levels(endpoint, path), path)
        if reach and levels:
            verdict, outside = weigh(reach, within(levels))
            if verdict is Verdict.PROVEN or processing_cause(path, verdict, outside) is not cause:
                continue
            judged = _Judged(endpoint, path, reach, levels, "processed", cause, case.catalog)
            yield judged.finding(code, verdict, outside)


def storage_findings(case: Case, code: str, cause: Cause) -> Iterator[Diagnostic]:
    """Findings on where data rests, for the paths that `cause` explains."""
    for endpoint, path in case.leaving:
        reach, levels = path.stop.at_rest, fixed(storage_levels(endpoint, path), path)
        if reach and levels:
            verdict, outside = weigh(reach, within(levels))
            if verdict is Verdict.PROVEN or storage_cause(path, endpoint, verdict) is not cause:
                continue
            judged = _Judged(endpoint, path, reach, levels, "kept", cause, case.catalog)
            yield judged.finding(code, verdict, outside)


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
    cause: Cause
    catalog: Catalog

    def finding(self, code: str, verdict: Verdict, outside: frozenset[str]) -> Diagnostic:
        """What is said of a reach that isn't proven to stay inside."""
        broken = self._broken(outside)
        return Diagnostic(
            code=code,
            severity=severity(self.endpoint, verdict),
            verdict=verdict,
            message=f"data of `{self.endpoint.name}` {self._where(verdict, outside)}, outside "
            f"{listed(broken)}: {self.path.stop.title}",
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
        if self.cause is Cause.UNKNOWN:
            why = "a source leaves it open" if self.reach.certain else "no source says where"
            return f"may be {self.what} anywhere, as {why}"
        if self.reach.possible >= world:
            return f"may be {self.what} in any country"
        return f"may be {self.what} in {named(outside, self.catalog)}"

    def _because(self, broken: tuple[Allowance, ...]) -> Proof:
        allowed = [Fact(f"allowed: {level}", level.at) for level in broken]
        return Step(
            f"{self.path.stop.title} can reach beyond {listed(broken)}",
            f"and data may be {self.what} only where every level of the policy allows",
            (*allowed, Fact(bounds(self.reach, self.catalog), self.reach.row)),
        )

    def _fixes(self, outside: frozenset[str]) -> Iterator[Fix]:
        if self.path.over_fallback:
            yield Fix("take another fallback, or none")
        elif self.path.edge in CALLED_BESIDE:
            yield Fix(f"take another target for `{self.path.edge}`, or none")
        if self.path.over_fallback and self.path.stop.profile:
            yield Fix(_MENDS[Cause.GEO_PROFILE])
        elif self.cause in _MENDS:
            yield Fix(_MENDS[self.cause])
        if len(outside) <= MANY:
            yield Fix(f"if counsel agrees, allow {named(outside, self.catalog)} too")


_MENDS = {
    Cause.GLOBAL_PROFILE: "call a model that is served in its own region, or a narrower profile",
    Cause.GEO_PROFILE: "call a model that is served in its own region, or a narrower profile",
    Cause.SOURCE_REGION: "call it from a region in an allowed country",
    Cause.GLOBAL_DEPLOYMENT: "deploy it as `DataZoneStandard` or `Standard`",
    Cause.DATA_ZONE: "deploy it as `Standard` or `ProvisionedManaged`, in one region",
    Cause.UNPINNED: "call a host, location or deployment that is bound to a region",
    Cause.REGIONAL: "take a model that the vendor promises to run there, or another provider",
    Cause.UNKNOWN: "find out where it is, and state it with its evidence",
    Cause.CONFLICT: "ask the vendor which of its pages holds",
}
"""What else could be called, by why the data leaves."""


def bounds(reach: Reach, catalog: Catalog) -> str:
    """Where something is processed or kept, as far as sources say."""
    certain, possible = reach.certain, reach.possible
    words = f"it reaches {named(possible, catalog)}"
    if certain != possible:
        words += f", of which sources agree on {named(certain, catalog)}"
    return f"{words} ({reach.note})" if reach.note else words


def listed(levels: tuple[Allowance, ...]) -> str:
    """What levels allow, as they are written."""
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
