"""Latency out of reach.

## What it checks
That 95 % of requests can have their first token within `needs.ttft_p95_ms` and their last one
within `needs.p95_ms`, at every target of the route. A file of the endpoint's own, named as
`measured`, decides, where it speaks of the target. Else bounds from below do: a round trip from the
gateway to where the target is called, and what others report of the model on that API, with the
mean answer of the endpoint's `traffic`. More than is asked violates the need; less proves nothing,
and one note tells of all that is unproven.

A primary that was measured and is too slow is an error. All else warns: others measured from
another place at another load, and a slow fallback may be better than none.

## Why it matters
No gateway makes a model faster. A latency that the target can't have is found out by users.

## Example
`needs: {ttft_p95_ms: 500}` with a model whose first tokens are reported to take 565 ms in the
median.

## Mend
Take a nearer or a faster target, shorten the answer, or ask for what is possible. Measure it from
where your gateway stands, and name the file: `measured: measurements/chat.json`.

## Sources
The catalogue's `latencies.csv`, single reports of others, and `round_trips.csv`. A percentile is
never below the median; https://en.wikipedia.org/wiki/Percentile
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fix, Severity, Verdict
from planner.rules.needs import Met
from planner.rules.rule import Case, Rule
from planner.rules.unproven import Open, unproven
from planner.rules.waiting import first_token, whole_answer
from planner.topology import Endpoint, Target

_WORDS = {"ttft_p95_ms": "its first tokens", "p95_ms": "its answers"}


def judge(case: Case) -> Iterator[Diagnostic]:
    open_ = []
    for endpoint in case.topology.endpoints:
        for target in endpoint.targets:
            for met in _judged(endpoint, target, case):
                if met.verdict is Verdict.VIOLATED:
                    yield _finding(endpoint, target, met)
                elif met.verdict is Verdict.UNPROVEN:
                    open_.append(_open(endpoint, target, met))
    yield from unproven(RULE.code, open_, Fix("measure it, and name the file as `measured`"))


def _judged(endpoint: Endpoint, target: Target, case: Case) -> Iterator[Met]:
    for judged in (first_token, whole_answer):
        met = judged(endpoint, target, case.catalog)
        if met is not None:
            yield met


def _open(endpoint: Endpoint, target: Target, met: Met) -> Open:
    return Open(
        endpoint=endpoint,
        need=met.need,
        subject=target.id,
        at=target.at,
        says="nobody measured",
        of=f"`{target.id}`",
        because=met.because,
    )


def _finding(endpoint: Endpoint, target: Target, met: Met) -> Diagnostic:
    asked = getattr(endpoint.needs, met.need)
    is_error = met.is_sure and target.role == "primary"
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR if is_error else Severity.WARNING,
        verdict=Verdict.VIOLATED,
        message=f"`{endpoint.name}` needs 95 % of {_WORDS[met.need]} within {asked:,} ms, "
        f"and {met.says}",
        at=target.at,
        because=met.because,
        fixes=(Fix("take a nearer or faster target, or ask for what is possible"),),
        endpoint=endpoint.name,
        path=(endpoint.id, target.id),
        offending=(met.need, target.id),
    )


RULE = Rule("CAP017", "latency out of reach", "0.2.0", judge)
