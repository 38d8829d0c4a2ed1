"""What levels of a policy demand of whoever holds data, and the finding where that fails.

A demand that no fact and no evidence shows to be met is unproven, and fails like a violation unless
every level that speaks only warns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from planner.catalog import Reach
from planner.diagnostics import Diagnostic, Fact, Fix, Label, Row, Severity, Span, Step, Verdict
from planner.rules.handling import Answer, Ground, Handling
from planner.rules.residency import severity
from planner.rules.rule import Case
from planner.topology import Endpoint, Path, Policy
from planner.values import value


@value
class Demand:
    """What some levels demand, in words, and where they do."""

    says: str
    places: tuple[Span, ...]


def demanded(
    endpoint: Endpoint, says: str, asks: Callable[[Policy], object | None]
) -> Demand | None:
    """The demand of the levels that ask; None where none does."""
    places = tuple(policy.at for policy in endpoint.policies if asks(policy))
    return Demand(says, places) if places else None


def denied(endpoint: Endpoint, says: str, key: str) -> Demand | None:
    """The demand of the levels that deny something, such as `training`."""
    return demanded(endpoint, says, lambda policy: getattr(policy, key) == "deny")


def names_operators(policy: Policy) -> bool:
    """Whether a level says who may run what the data passes."""
    return bool(
        policy.parents
        or policy.homes
        or policy.operators_denied
        or policy.operators_approved is not None
    )


def answered(answer: Answer) -> Verdict:
    """The verdict on what must not be done."""
    if answer.does is None:
        return Verdict.UNPROVEN
    return Verdict.VIOLATED if answer.does else Verdict.PROVEN


def denied_findings(
    case: Case,
    code: str,
    key: str,
    law: str,
    *,
    answer: Callable[[Handling], Answer],
    does: str,
    may: str,
    about: str,
    fixes: tuple[str, ...],
) -> Iterator[Diagnostic]:
    """Findings on who does, or may do, with prompts what some level denies under a key.

    `does` and `may` go on after a stop's title, `about` stands before what is known of it.
    """
    for endpoint, path, handling in case.handled:
        demand, said = denied(endpoint, law, key), answer(handling)
        verdict = answered(said)
        if demand is not None and verdict is not Verdict.PROVEN:
            yield finding(
                code,
                verdict,
                demand,
                endpoint,
                path,
                says=does if verdict is Verdict.VIOLATED else may,
                facts=((f"{about}: {said.says}", said.ground),),
                fixes=fixes,
            )


def finding(
    code: str,
    verdict: Verdict,
    demand: Demand,
    endpoint: Endpoint,
    path: Path,
    *,
    says: str,
    facts: Iterable[tuple[str, Ground]],
    fixes: Iterable[str],
    offending: tuple[str, ...] = (),
    weight: Severity | None = None,
) -> Diagnostic:
    """What stands against a demand at the end of a path; `says` goes on after the stop's title."""
    grounds = tuple(facts)
    return Diagnostic(
        code=code,
        severity=severity(endpoint, verdict) if weight is None else weight,
        verdict=verdict,
        message=f"data of `{endpoint.name}` reaches {path.stop.title}: {says}",
        at=path.at,
        also=tuple(Label(place, "the constraint") for place in demand.places),
        because=Step(
            f"{path.stop.title}: {says}",
            f"and {demand.says}",
            tuple(Fact(words, ground) for words, ground in grounds),
        ),
        fixes=tuple(map(Fix, fixes)),
        endpoint=endpoint.name,
        path=path.names(),
        offending=offending,
        facts=tuple(ground for _, ground in grounds if isinstance(ground, Row)),
    )


def reach_of(countries: frozenset[str] | None, otherwise: Reach) -> Reach:
    """Countries that the spec states, or the reach that holds where it states none."""
    return Reach(countries, countries, otherwise.row) if countries is not None else otherwise
