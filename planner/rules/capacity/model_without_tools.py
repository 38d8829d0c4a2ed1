"""Model without tools.

## What it checks
Where `needs.tools` is true, that every target of the route calls tools, fallbacks included: an API
by what sources say of the model as that provider serves it, and a pool by whether vLLM can read the
model's tool calls. A source that says no is an error. Where nobody says it is unproven, and one
note tells of all of them.

## Why it matters
The application sends its tools, and the API refuses the request or the model answers in prose. As a
fallback such a model turns an outage of one provider into errors of one's own.

## Example
`needs: {tools: true}` with `gpt-oss-120b` on an API that takes no tools.

## Mend
Take another target, or the same model on a provider that serves it with tools.

## Sources
The catalogue's model rows; https://docs.vllm.ai/en/latest/features/tool_calling/
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fix, Severity, Verdict
from planner.rules.needs import Met, name_of, tools
from planner.rules.rule import Case, Rule
from planner.rules.unproven import Open, unproven
from planner.topology import Endpoint, Target


def judge(case: Case) -> Iterator[Diagnostic]:
    open_ = []
    for endpoint in case.topology.endpoints:
        for target in endpoint.targets:
            met = tools(endpoint, target)
            if met is not None and met.verdict is Verdict.VIOLATED:
                yield _finding(endpoint, target, met)
            elif met is not None and met.verdict is Verdict.UNPROVEN:
                open_.append(_open(endpoint, target, met))
    yield from unproven(RULE.code, open_, Fix("try a call with tools before you rely on it"))


def _open(endpoint: Endpoint, target: Target, met: Met) -> Open:
    return Open(
        endpoint=endpoint,
        need=met.need,
        subject=target.id,
        at=target.at,
        says="nobody says that tools are called by",
        of=name_of(target.model),
        because=met.because,
    )


def _finding(endpoint: Endpoint, target: Target, met: Met) -> Diagnostic:
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR if met.is_sure else Severity.WARNING,
        verdict=Verdict.VIOLATED,
        message=f"`{endpoint.name}` calls tools, and {met.says}",
        at=target.at,
        because=met.because,
        fixes=(Fix("take a target that calls tools"),),
        endpoint=endpoint.name,
        path=(endpoint.id, target.id),
        offending=(target.id,),
    )


RULE = Rule("CAP016", "model without tools", "0.2.0", judge)
