"""Edge where it can't pay.

## What it checks
That nothing answers near the caller, such as a CDN or an accelerator, before endpoints of which
none asks for an answer within the time that a round trip to a region takes.

## Why it matters
A model takes seconds, the round trip tens of milliseconds. What stands near the caller is one more
operator in the path of the data, and the answer comes no sooner that anybody would notice.

## Example
`ingress: {kind: cdn, …}` before an endpoint with `needs: {p95_ms: 8000}`.

## Mend
Leave it out. Inference near the user is for answers within about 200 ms, on small models.

## Sources
`edge_p95_ms` of `assumptions.toml`; the round trips of the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.advising.advice import Advice
from planner.advising.regretting import Regret
from planner.catalog import assumptions
from planner.diagnostics import Diagnostic, Fact, Fix, Severity
from planner.topology import Endpoint, Gateway

_NEAR = ("accelerator", "cdn", "geo_dns")


def judge(advice: Advice) -> Iterator[Diagnostic]:
    topology, line = advice.plan.topology, assumptions()["edge_p95_ms"].value
    for gateway in topology.gateways:
        if gateway.ingress is not None and gateway.ingress.kind in _NEAR:
            asked = [ms for one in topology.served_by(gateway) for ms in _asked(one)]
            if all(ms > line for ms in asked):
                yield _finding(gateway, gateway.ingress.kind, min(asked, default=None))


def _asked(endpoint: Endpoint) -> Iterator[int]:
    needs = endpoint.needs
    yield from (ms for ms in (needs.ttft_p95_ms, needs.p95_ms) if ms is not None)


def _finding(gateway: Gateway, kind: str, least: int | None) -> Diagnostic:
    asked = "nobody asks for a latency" if least is None else f"the least asked for is {least} ms"
    return Diagnostic(
        code=REGRET.code,
        severity=Severity.WARNING,
        message=f"`{gateway.name}` is reached by way of `{kind}` near its callers, and {asked}",
        at=gateway.ingress.at if gateway.ingress else gateway.at,
        because=Fact("a model takes longer than any round trip that is saved", gateway.at),
        fixes=(Fix("let callers reach the gateway itself"),),
        path=(gateway.id,),
        offending=(kind,),
    )


REGRET = Regret("ADV004", "edge where it can't pay", "0.2.0", judge)
