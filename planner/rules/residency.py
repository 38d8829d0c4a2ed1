"""The one predicate of residency, and the findings that the residency rules make of it.

A fact has two bounds: `certain` is what no source contradicts, `possible` all that any source says.
With `allowed` a set of countries:

    possible <= allowed            proven
    certain not <= allowed         violated
    otherwise                      unproven
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum, auto

from planner.catalog import Catalog, Reach
from planner.diagnostics import Diagnostic, Fact, Fix, Label, Proof, Severity, Step, Verdict, facts
from planner.rules.rule import Case
from planner.topology import Allowance, Endpoint, Path, Policy, Role, Topology

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


def weigh(reach: Reach, allowed: frozenset[str]) -> tuple[Verdict, frozenset[str]]:
    """The verdict on a reach, and the countries that stand against a better one."""
    if reach.possible <= allowed:
        return Verdict.PROVEN, frozenset()
    if outside := reach.certain - allowed:
        return Verdict.VIOLATED, outside
    return Verdict.UNPROVEN, reach.possible - allowed


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
    for endpoint, path, policy in _bound_paths(case.topology):
        reach, allowance = path.stop.processing, policy.processing
        if reach and allowance and processing_cause(path) is cause:
            yield from _finding(case, code, endpoint, path, reach, allowance, "processed")


def storage_findings(case: Case, code: str, cause: Cause) -> Iterator[Diagnostic]:
    """Findings on where data rests, for the paths that `cause` explains."""
    for endpoint, path, policy in _bound_paths(case.topology):
        reach, allowance = path.stop.at_rest, policy.at_rest
        if reach and allowance and storage_cause(path) is cause:
            yield from _finding(case, code, endpoint, path, reach, allowance, "kept")


def verdicts(topology: Topology) -> dict[str, Verdict]:
    """Each endpoint's worst verdict over processing, storage and operators.

    An endpoint that no policy binds is proven: there is nothing to break.
    """
    worst = {endpoint.name: Verdict.PROVEN for endpoint in topology.endpoints}
    for endpoint, path, policy in _bound_paths(topology):
        for verdict in _verdicts_of(path, policy):
            worst[endpoint.name] = max(worst[endpoint.name], verdict, key=_SEVERITY.index)
    return worst


_SEVERITY = [Verdict.PROVEN, Verdict.UNPROVEN, Verdict.VIOLATED]


def _verdicts_of(path: Path, policy: Policy) -> Iterator[Verdict]:
    stop = path.stop
    if stop.processing and policy.processing:
        yield weigh(stop.processing, policy.processing.countries)[0]
    if stop.at_rest and policy.at_rest:
        yield weigh(stop.at_rest, policy.at_rest.countries)[0]
    yield operator_verdict(path, policy)[0]


def operator_verdict(path: Path, policy: Policy) -> tuple[Verdict, str]:
    """Whether a policy admits who runs a stop; the words say what stands against it."""
    stop = path.stop
    if stop.role is Role.CLIENT or not (policy.parents or policy.operators_denied):
        return Verdict.PROVEN, ""
    if stop.operator is None:
        return Verdict.UNPROVEN, "nobody says who operates it"
    if stop.operator.id in policy.operators_denied:
        return Verdict.VIOLATED, f"operator `{stop.operator.id}` is denied"
    if policy.parents is None:
        return Verdict.PROVEN, ""
    parent = stop.operator.parent_country
    if not parent:
        return Verdict.UNPROVEN, f"the parent of `{stop.operator.id}` is not known"
    if parent in policy.parents.countries:
        return Verdict.PROVEN, ""
    return Verdict.VIOLATED, f"its parent {stop.operator.parent} is in {parent}"


def bound_paths(case: Case) -> Iterator[tuple[Endpoint, Path, Policy]]:
    """Every path of every endpoint that carries protected data, with each policy that binds it."""
    return _bound_paths(case.topology)


def _bound_paths(topology: Topology) -> Iterator[tuple[Endpoint, Path, Policy]]:
    for endpoint in topology.endpoints:
        if endpoint.is_protected and endpoint.policies:
            for path in topology.graph.paths(endpoint.id):
                for policy in endpoint.policies:
                    yield endpoint, path, policy


def severity(endpoint: Endpoint, verdict: Verdict) -> Severity:
    """A violation is an error; unproven is one too unless every level of the policy only warns."""
    fails = any(policy.on_unproven == "fail" for policy in endpoint.policies)
    return Severity.ERROR if verdict is Verdict.VIOLATED or fails else Severity.WARNING


def _finding(
    case: Case,
    code: str,
    endpoint: Endpoint,
    path: Path,
    reach: Reach,
    allowance: Allowance,
    what: str,
) -> Iterator[Diagnostic]:
    verdict, outside = weigh(reach, allowance.countries)
    if verdict is Verdict.PROVEN:
        return
    may = "is" if verdict is Verdict.VIOLATED else "may be"
    because = _because(path, reach, allowance, what, case.catalog)
    yield Diagnostic(
        code=code,
        severity=severity(endpoint, verdict),
        verdict=verdict,
        message=f"`{endpoint.name}` {may} {what} in {named(outside, case.catalog)}, "
        f"outside {allowance}: {path.stop.title}",
        at=path.at,
        also=(Label(allowance.at, "the constraint"),),
        because=because,
        fixes=tuple(_fixes(path, outside, case.catalog)),
        endpoint=endpoint.name,
        path=path.names(),
        offending=tuple(sorted(outside)),
        facts=tuple(f.source for f in facts(because) if f.source is reach.row),
    )


def _because(
    path: Path, reach: Reach, allowance: Allowance, what: str, catalog: Catalog
) -> Proof:
    bounds = f"{path.stop.title} reaches {named(reach.possible, catalog)}"
    if reach.certain != reach.possible:
        bounds += f", of which sources agree on {named(reach.certain, catalog)}"
    return Step(
        f"{path.stop.title} reaches beyond {allowance}",
        f"and data may be {what} only where every level of the policy allows",
        (Fact(f"allowed: {allowance}", allowance.at), Fact(bounds, reach.row)),
    )


def _fixes(path: Path, outside: frozenset[str], catalog: Catalog) -> Iterator[Fix]:
    if path.over_fallback:
        yield Fix("take another fallback, or none")
    if path.stop.profile:
        yield Fix("call a model that is served in its own region, or a narrower profile")
    yield Fix(f"if counsel agrees, allow {named(outside, catalog)} too")


def named(countries: frozenset[str], catalog: Catalog) -> str:
    """Country codes for people: `US (United States)`, or how many there are."""
    if not countries:
        return "no country"
    if len(countries) > MANY:
        shown = ", ".join(sorted(countries & _USUAL) or sorted(countries)[:3])
        return f"{len(countries)} countries, {shown} among them"
    return ", ".join(f"{code} ({catalog.countries.get(code, 'unknown')})" for code in sorted(countries))


_USUAL = frozenset({"US", "CN", "IN"})
"""Named first where a list would be too long, because they are what readers ask about."""

Judge = Callable[[Case], Iterator[Diagnostic]]
