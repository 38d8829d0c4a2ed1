"""Transfer without a ground.

## What it checks
Under a regime that lets data leave its own countries on a ground, such as the GDPR: every country
abroad that data of an endpoint reaches needs a decision of adequacy that holds today and covers the
operator, or a transfer of the policy that has not ended. An adequacy that covers only certified
operators, such as that of the US, counts where the node states the certificate.

## Why it matters
A region abroad isn't forbidden, it has to be justified: by a decision, or by a contract that
somebody signed. A fallback rarely is.

## Example
`policy: {regimes: [GDPR]}` with a provider in India, or one in the US that states no `DPF`.

## Mend
Name the ground under `transfers` with its evidence and assessment, state the operator's
certificate, or take a target that stays inside.

## Sources
GDPR articles 44 to 49; the catalogue's `jurisdictions.csv` and `legal_events.csv`.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalog import Adequacy
from planner.diagnostics import Diagnostic, Fact, Fix, Label, Step, Verdict
from planner.rules.grounds import Leaving, leaving
from planner.rules.holders import node, operator_of
from planner.rules.residency import named, severity
from planner.rules.rule import Case, Rule


def judge(case: Case) -> Iterator[Diagnostic]:
    seen: set[tuple[str, str, str, frozenset[str]]] = set()
    for one in leaving(case):
        lacking = one.groundless & one.not_forbidden
        stop, regime = one.path.stop, one.grounds.regime
        key = (
            one.endpoint.name,
            node(stop) if stop.about is None else stop.id,
            regime.name,
            lacking,
        )
        if lacking and key not in seen:
            seen.add(key)
            yield _finding(one, lacking, case)


def _finding(one: Leaving, lacking: frozenset[str], case: Case) -> Diagnostic:
    endpoint, stop = one.endpoint, one.path.stop
    adequate = [a for c in sorted(lacking) if (a := one.grounds.adequate.get(c))]
    sure = (lacking & one.certain) - {a.country for a in adequate if _is_open(a, one)}
    verdict = Verdict.VIOLATED if sure else Verdict.UNPROVEN
    where = named(sure or lacking, case.catalog)
    return Diagnostic(
        code=RULE.code,
        severity=severity(endpoint, verdict),
        verdict=verdict,
        message=f"data of `{endpoint.name}` {_goes(one, lacking, verdict)}, to {where}: "
        f"{stop.title}",
        at=one.path.at,
        also=(Label(one.grounds.level.at, "the regime"),),
        because=Step(
            f"{stop.title} reaches countries that nothing opens",
            "and each needs an adequacy or a transfer that holds today",
            tuple(_premises(one, adequate, case)),
        ),
        fixes=tuple(_fixes(one, adequate)),
        endpoint=endpoint.name,
        path=one.path.names(),
        offending=tuple(sorted(lacking)),
        facts=(*(reach.row for reach in one.reaches), *(a.decision for a in adequate)),
    )


def _goes(one: Leaving, lacking: frozenset[str], verdict: Verdict) -> str:
    """In words, whether it is the place that nobody knows or the ground that nobody shows."""
    law = one.grounds.regime.name
    if not lacking & one.certain:
        return f"may go abroad without a ground under {law}"
    if verdict is Verdict.VIOLATED:
        return f"goes abroad without a ground under {law}"
    return f"goes abroad on a ground under {law} that nothing shows"


def _is_open(adequacy: Adequacy, one: Leaving) -> bool:
    """Whether an adequacy still holds, so that only the operator's certificate is not shown."""
    return one.grounds.adequacy(adequacy.country, frozenset({adequacy.covers})) is not None


def _premises(one: Leaving, adequate: list[Adequacy], case: Case) -> Iterator[Fact]:
    regime = one.grounds.regime
    places = (*regime.processing, *((f"bloc:{regime.adequacy}",) if regime.adequacy else ()))
    yield Fact(f"{regime.name} lets data be in {', '.join(places)}", regime.row)
    for adequacy in adequate:
        source = adequacy.decision if _is_open(adequacy, one) else adequacy.row
        yield Fact(_why_not(adequacy, one), source)
    for transfer in one.grounds.transfers:
        if transfer.expires and transfer.expires < case.today:
            yield Fact(f"the transfer to {transfer.to} ended on {transfer.expires}", transfer.at)
    for countries, row in dict.fromkeys((each.possible, each.row) for each in one.reaches):
        yield Fact(f"it reaches {named(countries, case.catalog)}", row)


def _why_not(adequacy: Adequacy, one: Leaving) -> str:
    country, until = adequacy.country, adequacy.until
    if until and until < one.grounds.today:
        return f"the adequacy of {country} ended on {until}"
    who = operator_of(one.path.stop)
    party = f"`{who}`" if who else "the operator"
    return (
        f"the adequacy of {country} covers who is certified for {adequacy.covers}, and {party} "
        "isn't shown to be"
    )


def _fixes(one: Leaving, adequate: list[Adequacy]) -> Iterator[Fix]:
    yield Fix("take a target that stays inside")
    for name in dict.fromkeys(a.covers for a in adequate if a.covers and _is_open(a, one)):
        yield Fix(f"state the certificate `{name}` with its scope under `agreements`")
    yield Fix("name the ground under `transfers`, with its evidence and assessment")


RULE = Rule("SOV023", "transfer without a ground", "0.2.0", judge)
