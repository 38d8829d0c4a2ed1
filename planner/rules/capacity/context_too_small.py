"""Model context too small.

## What it checks
The context window of every target of a route, fallbacks included, against the endpoint's
`needs.context` and against its mean prompt with its answer.

## Why it matters
A fallback with a smaller window turns an outage of one provider into errors for the longest
prompts.

## Example
`needs: {context: 200k}` with a fallback whose window is 128k.

## Mend
Take a target with a larger window, or state the context that is really needed.

## Sources
The catalogue's model rows, each with the vendor's page or configuration it was read from.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.diagnostics import Diagnostic, Fact, Fix, Severity, Verdict
from planner.rules.rule import Case, Rule
from planner.topology import Endpoint, Target


def judge(case: Case) -> Iterator[Diagnostic]:
    for endpoint in case.topology.endpoints:
        needed = _needed(endpoint)
        for target in endpoint.targets:
            facts = target.model.facts
            if facts and facts.context_tokens and facts.context_tokens < needed:
                yield _finding(endpoint, target, needed, facts.context_tokens)


def _needed(endpoint: Endpoint) -> int:
    """The longest prompt with its answer that is known: the stated one, or the mean of traffic."""
    traffic = endpoint.traffic
    mean = traffic.input_tokens.expected + traffic.output_tokens.expected if traffic else 0
    return max(endpoint.needs.context or 0, int(mean))


def _finding(endpoint: Endpoint, target: Target, needed: int, window: int) -> Diagnostic:
    facts = target.model.facts
    return Diagnostic(
        code=RULE.code,
        severity=Severity.ERROR,
        verdict=Verdict.VIOLATED,
        message=f"`{endpoint.name}` needs a context of {needed:,} tokens, "
        f"and `{target.id}` takes {window:,}",
        at=target.at,
        because=Fact(f"{target.model.id} takes {window:,} tokens", facts.row) if facts else None,
        fixes=(Fix("take a target with a larger context window"),),
        endpoint=endpoint.name,
        path=(endpoint.id, target.id),
        offending=(target.id,),
        facts=(facts.row,) if facts else (),
    )


RULE = Rule("CAP007", "model context too small", "0.1.0", judge)
